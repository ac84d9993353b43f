"""Texts in other languages keep their placeholders; English where there is nothing better."""

import gettext
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from app import i18n
from app.i18n import _, ngettext, npgettext, pgettext

SHIPPED = sorted(i18n.FOLDER.glob("*/LC_MESSAGES/*.po"))


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    catalogue = Catalog(locale="de")
    catalogue.add("{count} waits", "{count} wartet")
    catalogue.add("Hello {name}", "Hallo {vorname}")
    catalogue.add("Broken {name}", "Kaputt {name")
    catalogue.add("Open", "Öffnen", context="verb")
    catalogue.add(("{count} item", "{count} items"), ("{count} Sache", "{count} Sachen"))
    target = tmp_path / "de" / "LC_MESSAGES" / "messages.mo"
    target.parent.mkdir(parents=True)
    with target.open("wb") as stream:
        write_mo(stream, catalogue)
    yield tmp_path
    i18n.set_language("en")


def test_a_catalogue_is_found_by_the_longer_and_the_shorter_tag(folder: Path) -> None:
    assert i18n.set_language("de-AT", folder) == "de-AT"
    assert _("{count} waits").format(count=3) == "3 wartet"
    assert pgettext("verb", "Open") == "Öffnen"
    assert ngettext("{count} item", "{count} items", 1).format(count=1) == "1 Sache"
    assert npgettext("none", "{count} item", "{count} items", 2).format(count=2) == "2 items"
    assert i18n.languages(folder) == ("en", "de")


def test_an_unknown_language_is_english(folder: Path) -> None:
    assert i18n.set_language("xx", folder) == "en"
    assert i18n.language() == "en"
    assert _("{count} waits") == "{count} waits"


def test_a_translation_with_other_placeholders_is_not_used(folder: Path) -> None:
    i18n.set_language("de", folder)
    assert _("Hello {name}").format(name="Nok") == "Hello Nok"
    assert _("Broken {name}").format(name="Nok") == "Broken Nok"


@pytest.mark.parametrize("file", SHIPPED, ids=lambda path: path.parent.parent.name)
def test_shipped_catalogues_are_whole(file: Path) -> None:
    with file.open("rb") as stream:
        catalogue = read_po(stream, locale=file.parent.parent.name)
    for message in catalogue:
        if not message.id:
            continue
        forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
        source = message.id[-1] if isinstance(message.id, tuple | list) else message.id
        assert not message.fuzzy, message.id
        assert all(forms), message.id
        assert len(forms) == (catalogue.num_plurals if message.pluralizable else 1), message.id
        for form in forms:
            assert fields(form or "") <= fields(source), message.id


def fields(text: str) -> set[str]:
    return {name for _literal, name, _spec, _conversion in Formatter().parse(text) if name is not None}


def test_gettext_itself_is_untouched() -> None:
    assert gettext.gettext("Open") == "Open"
