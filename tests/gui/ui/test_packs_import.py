"""Files of packs on screen: a dry run item by item, nothing kept before it is taken over (S-2)."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.training import pack_files
from domain.emotion.assessment import Tier
from domain.ids import DrillItemId
from domain.training import acts
from domain.training.pack import Edition, PackSource
from tests.fakes.packs_demo import RUSH, items
from tests.fakes.stage import Stage
from tests.gui.ui.test_packs import desk_of, open_packs
from ui.training.pack_import import ImportDialog
from ui.training.packs_desk import PacksDesk

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def stage(stage: Stage) -> Stage:
    open_packs(stage)
    return stage


@pytest.fixture
def desk(stage: Stage) -> PacksDesk:
    return desk_of(stage)


def a_file(folder: Path) -> Path:
    """The same, changed, new, flawed: one of each."""
    same, changed, new, flawed, *_rest = items("en", 5)
    new_one = replace(new, id=DrillItemId("elsewhere-1"))
    many = (same, replace(changed, tier=Tier.HIGH), new_one, replace(flawed, marks=()))
    path = folder / "pack.json"
    pack_files.write_file(path, Edition(RUSH, "From Rome", "a note", PackSource.REAL, many, 1))
    return path


def looked(stage: Stage, desk: PacksDesk, path: Path) -> ImportDialog:
    desk.deeds.look(str(path))
    stage.settle()
    assert isinstance(desk.deeds.dialog, ImportDialog)
    return desk.deeds.dialog


def test_a_dry_run_names_each_item_and_keeps_nothing(stage: Stage, desk: PacksDesk, tmp_path: Path) -> None:
    desk.deeds._into = RUSH
    dialog = looked(stage, desk, a_file(tmp_path))
    said = dialog.report.toPlainText()
    assert dialog.summary.text().startswith("1 new · 1 changed · 1 the same · 1 not possible")
    assert "message 4: THIRD time" in said
    assert "No keyword is marked" in said
    assert stage.services.packs.done == []
    dialog.reject()


def test_it_goes_into_the_pack_or_becomes_a_new_one(stage: Stage, desk: PacksDesk, tmp_path: Path) -> None:
    path = a_file(tmp_path)
    desk.deeds._into = RUSH
    looked(stage, desk, path).take.click()
    stage.settle()
    put = stage.services.packs.done[-1]
    assert isinstance(put, acts.PutItems)
    assert (put.pack_id, len(put.items)) == (RUSH, 2)
    desk.escape()
    stage.settle()
    dialog = looked(stage, desk, path)
    dialog.into.setCurrentIndex(0)
    dialog.into.activated.emit(0)
    assert dialog.take.text() == "Take over 3 messages"
    dialog.take.click()
    stage.settle()
    made = next(pack for pack in stage.services.packs.held.values() if pack.title == "From Rome")
    assert (made.note, made.source, len(made.entries)) == ("a note", PackSource.REAL, 3)
    here = {entry.item.id for entry in stage.services.packs.held[RUSH].entries}
    assert not here & {entry.item.id for entry in made.entries}, "each pack's items have ids of their own"


def test_a_pack_cannot_be_overfilled(stage: Stage, desk: PacksDesk, tmp_path: Path) -> None:
    pack = stage.services.packs.held[RUSH]
    entry = pack.entries[0]
    full = tuple(replace(entry, item=replace(entry.item, id=DrillItemId(f"x{number}"))) for number in range(500))
    stage.services.packs.held[RUSH] = replace(pack, entries=full)
    desk.deeds._into = RUSH
    dialog = looked(stage, desk, a_file(tmp_path))
    assert not dialog.take.isEnabled()
    assert "500" in dialog.summary.text()
    dialog.reject()


def test_what_was_taken_over_is_opened_while_another_pack_is_on_screen(
    stage: Stage, desk: PacksDesk, tmp_path: Path
) -> None:
    """What the import writes is also told as a change, and the pack on screen is read anew for it."""
    desk.work.show_pack(RUSH)
    stage.settle()
    desk.deeds._into = None
    looked(stage, desk, a_file(tmp_path)).take.click()
    desk.deeds.made.connect(desk.work.reload)
    stage.settle()
    assert desk.work.open.pack is not None
    assert desk.work.open.pack.title == "From Rome"


def test_a_hostile_file_is_refused_in_words(stage: Stage, desk: PacksDesk, tmp_path: Path) -> None:
    for name, raw in (("deep.json", b"[" * 100_000), ("latin.csv", b"text,language\n\xe9t\xe9,fr"), ("empty.csv", b"")):
        (tmp_path / name).write_bytes(raw)
        desk.trouble.say("")
        desk.deeds.look(str(tmp_path / name))
        stage.settle()
        assert desk.trouble.isVisible()
        assert desk.deeds.dialog is None
    assert stage.services.packs.done == []


@pytest.mark.parametrize("kind", ["json", "csv"])
def test_what_is_exported_is_the_same_when_it_comes_back(
    stage: Stage, desk: PacksDesk, tmp_path: Path, kind: str
) -> None:
    desk.overview.choose(RUSH)
    desk.overview.buttons["export"].click()
    stage.settle()
    action = desk.deeds.menu.actions()[0 if kind == "json" else 1]
    action.trigger()
    desk.deeds.menu.close()
    stage.settle()
    desk.deeds.files.write_to(str(tmp_path / f"out.{kind}"))
    stage.settle()
    if desk.deeds.files.dialog is not None:
        desk.deeds.files.dialog.reject()
    if desk.deeds.files.outcome is not None:
        desk.deeds.files.outcome.accept()
    desk.deeds._into = RUSH
    dialog = looked(stage, desk, tmp_path / f"out.{kind}")
    assert dialog.summary.text().startswith("0 new · 0 changed · 16 the same")
    assert not dialog.take.isEnabled()
    dialog.reject()
