"""The word lists of one language, ready for the checks; a workspace's changes lie over the built-in ones."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from domain.guidance.phrases import Phrases

REVIEW_AFTER = timedelta(days=90)
"""Word lists are looked through once a quarter (A-4, Q-5)."""


class Words(StrEnum):
    """A list of a language; its value is the key in words.toml."""

    EMPATHY = "empathy"
    FRIENDLY = "friendly"
    APOLOGY = "apology"
    GREETING = "greeting"
    TECHNICAL = "technical"
    ABBREVIATIONS = "abbreviations"
    CALL_TO_ACTION = "call_to_action"
    PROMISED_TIME = "promised_time"
    DAYS = "days"
    SPECIALIST = "specialist"
    URGENT = "urgent"
    SUMMARY = "summary"
    FORBIDDEN = "forbidden"
    BANNED = "banned"
    OVERPROMISE = "overpromise"
    REASON = "reason"
    COMPENSATION = "compensation"
    FACT = "fact"
    SOLUTION = "solution"


PAIRED = frozenset({Words.TECHNICAL, Words.ABBREVIATIONS, Words.FORBIDDEN})
"""Lists that say something to each phrase: plain words, the long form, what to write instead."""

Entries = dict[Words, dict[str, str]]
"""Phrases of each list with what is said to them, "" in lists without."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """What a workspace changed in the lists of one language (Setting `words.<lang>`).

    Attributes:
        add: phrases of its own; remove: built-in ones it does not want.
        reviewed: when somebody last looked through the lists, None when nobody has.
    """

    add: Entries = field(default_factory=dict)
    remove: Mapping[Words, tuple[str, ...]] = field(default_factory=dict)
    reviewed: date | None = None

    def due(self, today: date, since: date) -> bool:
        """Whether the lists should be looked through again; `since` counts while nobody has."""
        return today - (self.reviewed or since) >= REVIEW_AFTER

    def over(self, built_in: Entries) -> Entries:
        """The lists as they count."""
        made: Entries = {}
        for words in Words:
            gone = set(self.remove.get(words, ()))
            kept = {phrase: said for phrase, said in built_in.get(words, {}).items() if phrase not in gone}
            made[words] = kept | self.add.get(words, {})
        return made


class Lexicon:
    """The lists of one language; a list that is not there finds nothing, and asks for nothing.

    Attributes:
        language: BCP 47 tag. entries: phrases with what is said to them.
    """

    def __init__(self, language: str, entries: Entries) -> None:
        self.language = language
        self.entries = entries
        days = tuple(entries.get(Words.DAYS, {}))
        self._lists = {
            words: Phrases(entries.get(words, {}), days if words is Words.PROMISED_TIME else ()) for words in Words
        }

    def phrases(self, words: Words) -> Phrases:
        """One list, ready to be found in a text."""
        return self._lists[words]

    def said(self, words: Words, phrase: str) -> str:
        """What a paired list says to a phrase; the first of several that are offered."""
        return self.entries[words].get(phrase, "").split(" / ")[0].strip()


NO_WORDS = Lexicon("", {})


def read_entries(raw: Mapping[str, Any]) -> Entries:
    """Lists out of a words.toml or an overlay; what has another shape is left out."""
    made: Entries = {}
    for words in Words:
        value = raw.get(words.value)
        if isinstance(value, Mapping):
            made[words] = {str(phrase): str(said) for phrase, said in value.items() if isinstance(said, str)}
        elif isinstance(value, Sequence) and not isinstance(value, str):
            made[words] = {phrase: "" for phrase in value if isinstance(phrase, str)}
    return made


def read_overlay(text: str) -> Overlay:
    """An overlay from a setting's JSON. Raises ValueError when it is none."""
    raw = json.loads(text)
    if not isinstance(raw, dict):
        raise ValueError("an overlay is an object")
    remove = {words: tuple(phrases) for words, phrases in read_entries(raw.get("remove") or {}).items()}
    reviewed = raw.get("reviewed")
    return Overlay(read_entries(raw.get("add") or {}), remove, date.fromisoformat(reviewed) if reviewed else None)


def overlay_text(overlay: Overlay) -> str:
    """The overlay as the setting's JSON."""
    add = {words.value: said if words in PAIRED else list(said) for words, said in overlay.add.items() if said}
    remove = {words.value: list(phrases) for words, phrases in overlay.remove.items() if phrases}
    made: dict[str, Any] = {"add": add, "remove": remove}
    if overlay.reviewed is not None:
        made["reviewed"] = overlay.reviewed.isoformat()
    return json.dumps(made, ensure_ascii=False)
