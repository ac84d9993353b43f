"""Files of packs: without loss in both forms, safe for spreadsheets, hostile ones in clear words (S-2, S14)."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.errors import FileUnreadable, NotWritten
from app.services.trainers import builtin_packs
from app.training import pack_files
from app.training.pack_csv import write_table
from app.training.pack_file_values import PackFile
from app.training.pack_file_words import fault_words, unreadable_words
from domain.emotion.assessment import Tier, Topic
from domain.ids import AgentId, DrillItemId, PackId
from domain.training.item import DrillItem, Element, Line, Mark, NextStep, ReplyOption, Side
from domain.training.pack import Edition, Entry, Pack, PackSource
from domain.training.validity import Flaw
from tests.fakes.world import AT

TEXTS = some.text(some.characters(codec="utf-8"), min_size=1, max_size=40)
SIGNED = some.text(some.sampled_from("ab [](\"'=+-@;|,\t\r\n"), min_size=1, max_size=20) | TEXTS


def item(**changes: Any) -> DrillItem:
    plain = DrillItem(
        id=DrillItemId("item-1"),
        language="en",
        text="I paid twice for order 4411",
        marks=(Mark(7, 12), Mark(17, 27, needed=False)),
        topic=Topic.PAYMENT,
        tier=Tier.MEDIUM,
        complaint=True,
        step=NextStep.LOOK_UP,
        gists=("Charged twice", "Wants a receipt"),
        replies=(ReplyOption("All of it"), ReplyOption("Half", (Element.CAUSE, Element.WAY_OUT))),
        before=(Line(Side.AGENT, "Hello: how can we help?"), Line(Side.CUSTOMER, "Hi")),
    )
    return replace(plain, **changes)


def edition(*items: DrillItem) -> Edition:
    return Edition(PackId("pack"), "Holiday rush", "For November", PackSource.WRITTEN, items, 3)


@some.composite
def items(draw: some.DrawFn) -> DrillItem:
    text = draw(SIGNED)
    ends = sorted(draw(some.sets(some.integers(0, len(text)), max_size=4)))
    spans = zip(ends[::2], ends[1::2], strict=False)
    marks = tuple(Mark(start, end, draw(some.booleans())) for start, end in spans)
    lacks = some.lists(some.sampled_from(Element), max_size=3, unique=True).map(tuple)
    options = some.builds(ReplyOption, SIGNED, lacks)
    return item(
        text=text,
        marks=marks,
        topic=draw(some.none() | some.sampled_from(Topic)),
        tier=draw(some.sampled_from(Tier)),
        gists=tuple(draw(some.lists(SIGNED, max_size=5))),
        replies=tuple(draw(some.lists(options, max_size=5))),
        before=tuple(draw(some.lists(some.builds(Line, some.sampled_from(Side), SIGNED), max_size=3))),
    )


def read(raw: bytes, name: str = "") -> PackFile:
    return pack_files.read_bytes(raw, name)


@given(items())
def test_a_table_loses_nothing(one: DrillItem) -> None:
    assert [found.item for found in read(write_table([one])).items] == [one]


@given(items())
def test_json_loses_nothing(one: DrillItem) -> None:
    found = read(pack_files.write_json(edition(one)))
    assert [each.item for each in found.items] == [one]


def test_every_built_in_pack_comes_back_from_both_kinds_of_file(tmp_path: Path) -> None:
    for pack in builtin_packs():
        for name in ("pack.json", "pack.csv"):
            pack_files.write_file(tmp_path / name, pack)
            found = pack_files.read_file(tmp_path / name)
            assert tuple(one.item for one in found.items) == pack.items
            assert not any(one.flaws for one in found.items)
            assert not found.faults


def test_the_file_of_a_pack_has_its_title_note_and_source(tmp_path: Path) -> None:
    entry = Entry(item(), AgentId("ann"), AT)
    pack = Pack(PackId("p"), "From real life", "read\nslowly", PackSource.REAL, (entry,), AgentId("ann"))
    path = tmp_path / "real.json"
    pack_files.write_file(path, pack)
    found = pack_files.read_file(path)
    assert (found.title, found.note, found.source) == ("From real life", "read\nslowly", PackSource.REAL)
    assert "ann" not in path.read_text(encoding="utf-8")


def test_nothing_in_a_table_is_a_formula_to_a_spreadsheet() -> None:
    evil = item(text='=HYPERLINK("http://evil")', marks=(), gists=("+1", "@SUM(A1)"), replies=())
    raw = write_table([evil])
    cells = [cell for row in csv.reader(io.StringIO(raw.decode("utf-8-sig"))) for cell in row]
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "@", "-")]
    assert read(raw).items[0].item == evil


def test_marks_are_written_into_the_text_as_people_write_them() -> None:
    table = write_table([item()]).decode("utf-8-sig")
    assert "I paid [[twice]] for ((order 4411))" in table
    head = b"language;text;tier;complaint;step;lacks_2;reply_1;reply_2\r\n"
    raw = head + b"en;My [[parcel]] is late;HIGH;yes;look_up;;a;b\r\n"
    [found] = read(raw, "late").items
    assert (found.item.text, found.item.marks) == ("My parcel is late", (Mark(3, 9),))
    assert (found.item.id, found.item.tier, found.place) == ("", Tier.HIGH, 2)
    assert found.flaws == (Flaw.REPLIES,)


def test_what_is_no_item_is_named_with_its_line_and_the_rest_stays() -> None:
    head = "id,language,text,topic,tier,complaint,step,before_1,marks,reply_1,lacks_1"
    rows = (
        "a,en,[[One]],payment,low,no,answer,,,,",
        "b,en,Two,weather,low,no,answer,,,,",
        "c,en,Three,,angry,no,answer,,,,",
        "d,en,Four,,low,maybe,answer,,,,",
        "e,en,Five,,low,no,shout,,,,",
        "f,en,Six,,low,no,answer,somebody said,,,",
        "g,en,Seven,,low,no,answer,,x-y,,",
        "h,en,Eight,,low,no,answer,,,Hello,love",
        "a,en,Again,,low,no,answer,,,,",
    )
    found = read("\n".join((head, *rows)).encode(), "mixed")
    assert [one.item.text for one in found.items] == ["One"]
    assert [(fault.place, fault.code) for fault in found.faults] == [
        (3, "topic"), (4, "tier"), (5, "complaint"), (6, "step"),
        (7, "before"), (8, "marks"), (9, "lacks"), (10, "twice"),
    ]  # fmt: skip
    said = [fault_words(fault) for fault in found.faults]
    assert "weather" in said[0]
    assert all(words != fault.code for words, fault in zip(said, found.faults, strict=True))


def test_wrong_kinds_in_json_are_named_and_kept_out() -> None:
    good = json.loads(pack_files.write_json(edition(item())))
    good["items"] += [42, {"id": "x"}, {**good["items"][0], "tier": 3}, good["items"][0]]
    found = read(json.dumps(good).encode())
    assert len(found.items) == 1
    assert [(fault.place, fault.code) for fault in found.faults] == [
        (2, "not_an_item"), (3, "not_an_item"), (4, "not_an_item"), (5, "twice"),
    ]  # fmt: skip


def test_an_id_that_cannot_be_ours_is_none() -> None:
    [found] = read(pack_files.write_json(edition(item(id=DrillItemId("../../etc\n"))))).items
    assert found.item.id == ""


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"[" * 200_000, "not_json"),
        (b'{"format": "braid-drill-pack", "version": 1, "items": ' + b"[" * 200_000, "not_json"),
        (b"{}", "not_ours"),
        (b"[1, 2]", "not_ours"),
        (b'{"format": "braid-drill-pack", "version": 1, "items": 3}', "not_ours"),
        (b'{"format": "braid-drill-pack", "version": 2, "items": []}', "newer"),
        (b'{"format": "braid-drill-pack", "version": 1, "items": [' + b"1," * 600 + b"1]}", "too_many"),
        ("language,text\nру,Где заказ?".encode("cp1251"), "encoding"),
        (b"\xff\xfe\x00", "encoding"),
        (b" \n ", "nothing"),
        (b"title,body\n1,2", "no_columns"),
        (b"language,text\nen," + b"x" * 300_000, "not_a_table"),
        (b"language,text,tier,complaint,step\n" + b"en,[[x]],low,no,answer\n" * 501, "too_many"),
    ],
)  # fmt: skip
def test_hostile_files_are_refused_in_clear_words(raw: bytes, code: str) -> None:
    with pytest.raises(FileUnreadable) as refused:
        read(raw)
    assert refused.value.code == code
    assert unreadable_words(code) != unreadable_words("something else")


def test_a_file_of_200_mb_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.json"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    with pytest.raises(FileUnreadable, match="too_large"):
        pack_files.read_file(path)


def test_what_is_no_file_cannot_be_opened(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nowhere.json"):
        with pytest.raises(FileUnreadable, match="gone"):
            pack_files.read_file(path)
    with pytest.raises(NotWritten):
        pack_files.write_file(tmp_path / "no" / "where.json", edition(item()))
