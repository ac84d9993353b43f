"""Settings survive damage and a disk that refuses."""

import json
from pathlib import Path

import pytest

from app.config import Kept, SettingsFile
from app.services.settings import SettingsService

KEPT = Kept("https://support.example.com", "a" * 32, "agent-1")


def test_choices_and_session_come_back(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path / "settings.json")
    file.choose("theme", "dark")
    file.keep(KEPT)
    again = SettingsFile(tmp_path / "settings.json").values
    assert again.choices == {"theme": "dark"}
    assert again.kept == KEPT
    assert [path.name for path in tmp_path.iterdir()] == ["settings.json"]


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"null", b"[1]", b'"text"'])
def test_damage_costs_the_settings_and_nothing_else(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    file = SettingsFile(path)
    assert file.values.choices == {}
    assert file.values.kept is None
    file.choose("theme", "dark")
    assert json.loads(path.read_text(encoding="utf-8"))["choices"] == {"theme": "dark"}


@pytest.mark.parametrize(
    "kept",
    [
        {"server": "x", "account": "../../etc", "agent": "a"},
        {"server": "x", "account": "", "agent": "a"},
        {"server": 1, "account": "a", "agent": "a"},
        {"server": "x"},
        "text",
    ],
)
def test_a_kept_session_that_cannot_be_one_is_none(tmp_path: Path, kept: object) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"choices": {"theme": "dark", "zoom": 7}, "kept": kept}), encoding="utf-8")
    values = SettingsFile(path).values
    assert values.kept is None
    assert values.choices == {"theme": "dark"}


def test_a_disk_that_refuses_costs_the_keeping_only(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where a folder should be", encoding="utf-8")
    file = SettingsFile(tmp_path / "taken" / "settings.json")
    file.choose("theme", "dark")
    assert file.values.choices == {"theme": "dark"}


def test_typed_settings_tell_of_changes_and_forgive_nonsense(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path / "settings.json")
    settings, told = SettingsService(file), list[str]()
    stop = settings.on_change(told.append)
    settings.theme, settings.enter_sends, settings.zoom = "dark", True, 125
    settings.theme = "dark"
    stop()
    settings.theme = "light"
    assert told == ["theme", "enter_sends", "zoom"]
    again = SettingsService(SettingsFile(file.path))
    assert (again.theme, again.enter_sends, again.zoom) == ("light", True, 125)
    file.choose("zoom", "large")
    file.choose("theme", "pink")
    assert (again.zoom, settings.zoom, settings.theme) == (125, 100, "system")
