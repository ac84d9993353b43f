"""Reads the built-in replies out of the program's own files; a pack that is damaged costs its language only."""

import tomllib
from collections.abc import Callable
from pathlib import Path

from domain.templates.packs import LANGUAGES, Pack, PackFault, merged
from domain.templates.reply import QuickReply

FOLDER = Path(__file__).resolve().parent.parent.parent / "resources" / "replies"


def packs(folder: Path = FOLDER, report: Callable[[Exception], None] | None = None) -> dict[str, Pack]:
    """Every pack that can be read, by its language."""
    found: dict[str, Pack] = {}
    for language in LANGUAGES:
        file = folder / f"{language}.toml"
        try:
            pack = tomllib.loads(file.read_text(encoding="utf-8"))
            merged({language: pack}, language)
        except FileNotFoundError:
            continue
        except (OSError, ValueError, TypeError, AttributeError) as error:
            if report is not None:
                report(error)
            continue
        found[language] = pack
    return found


def builtin_replies(
    agent_language: str = "en", folder: Path = FOLDER, report: Callable[[Exception], None] | None = None
) -> tuple[QuickReply, ...]:
    """The built-in replies; none where their files are gone."""
    try:
        return merged(packs(folder, report), agent_language)
    except PackFault as error:
        if report is not None:
            report(error)
        return ()
