"""The agent's own keys on top of the command table: a list of {keys, command|null}, with every fault told."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from app.i18n import _
from ui.commands import SCENES, Command, Context

_FORBIDDEN = re.compile(r"^(?:Ctrl\+Alt|Alt)(?:\+Shift)?\+[A-Z]$")
_LETTER = re.compile(r"^(?:Shift\+)?[^+]$")
_NAMED = re.compile(
    r"^(?:(?:Ctrl|Alt|Shift|Meta)\+)*"
    r"(?:[^+\s]|\+|F\d{1,2}|Esc|Tab|Return|Enter|Backspace|Del|Ins|Home|End|PgUp|PgDown|Up|Down|Left|Right|Space)$"
)


@dataclass(frozen=True, slots=True)
class Keymap:
    """Which keys do what.

    Attributes:
        keys, list_keys: by command id, as in `ui.commands.Command`.
        errors: what was wrong with the agent's list, in words; the rest of it still counts.
    """

    keys: Mapping[str, tuple[str, ...]]
    list_keys: Mapping[str, tuple[str, ...]]
    errors: tuple[str, ...] = field(default=())

    def shown(self, command_id: str) -> tuple[str, ...]:
        """All keys of a command, as they stand on the caps, the one to show beside it first."""
        held = (*self.keys.get(command_id, ()), *self.list_keys.get(command_id, ()))
        return tuple(dict.fromkeys(cap(keys) for keys in held))


def cap(keys: str) -> str:
    """A combination as it stands on a key cap."""
    return keys.replace("Return", "Enter")


def is_letter(keys: str) -> bool:
    """Whether it is a key that would type a character, and so may only work in the list."""
    return _LETTER.match(keys) is not None


def fault(keys: str) -> str:
    """Why a key combination cannot be used, in words; "" when it can."""
    if not _NAMED.match(keys):
        return _("“{keys}” is not a key combination.").format(keys=keys)
    if _FORBIDDEN.match(keys):
        return _("{keys} types a letter on some keyboards.").format(keys=keys)
    return ""


def build(commands: Iterable[Command], overrides: str = "") -> Keymap:
    """The keys in force.

    Args:
        overrides: the agent's list as JSON, "" for none. Later entries win; null as command frees the keys, or takes
            them from the one command that "of" names.
    """
    commands = tuple(commands)
    rooms = {command.id: (_rooms(command, letters=False), _rooms(command, letters=True)) for command in commands}
    keys = {command.id: list(command.keys) for command in commands}
    letters = {command.id: list(command.list_keys) for command in commands}
    errors: list[str] = []
    for entry in _entries(overrides, errors):
        _apply(entry, (keys, letters), rooms, errors)
    return Keymap(_frozen(keys), _frozen(letters), tuple(errors))


def conflicts(commands: Iterable[Command], keymap: Keymap) -> dict[str, tuple[str, ...]]:
    """Key combinations that several commands claim in one place, with the ids of those commands."""
    claims: dict[tuple[Room, str], list[str]] = {}
    for command in commands:
        for held, letters in ((keymap.keys, False), (keymap.list_keys, True)):
            for keys in held.get(command.id, ()):
                for room in _rooms(command, letters=letters):
                    claims.setdefault((room, keys), []).append(command.id)
    return {keys: tuple(ids) for (_room, keys), ids in claims.items() if len(ids) > 1}


Room = tuple[str, Context]
"""Where keys may work: which place is on screen, and what in it has the focus."""


def _rooms(command: Command, *, letters: bool) -> frozenset[Room]:
    """Where a command's keys, or its letters, work."""
    context = command.letters_in if letters else command.context
    scenes = tuple(scene for scene, needs in SCENES.items() if command.need in needs) or tuple(SCENES)
    contexts = tuple(Context) if context is Context.ANYWHERE else (context,)
    return frozenset((scene, where) for scene in scenes for where in contexts)


def rebound(overrides: str, command_id: str, keys: str) -> str:
    """The agent's list with one more entry: these keys now mean this command, and nothing else where it works."""
    entry = {"keys": keys, "command": command_id}
    return json.dumps([*(one for one in _entries(overrides, []) if one != entry), entry], ensure_ascii=False)


def freed(overrides: str, keys: str, command_id: str) -> str:
    """The agent's list with these keys not meaning this command; in another place they may mean another one."""
    gone = {"keys": keys, "command": command_id}
    kept = [one for one in _entries(overrides, []) if one != gone]
    return json.dumps([*kept, {"keys": keys, "command": None, "of": command_id}], ensure_ascii=False)


def reset(overrides: str, command: Command, commands: Iterable[Command] = ()) -> str:
    """The agent's list without anything about this command or its own keys where they work."""
    own = {*command.keys, *command.list_keys}
    elsewhere = {one.id for one in commands if not meet(one, command)}

    def about(entry: Mapping[str, object]) -> bool:
        named = entry.get("command") or entry.get("of")
        return named == command.id or (entry.get("keys") in own and named not in elsewhere)

    kept = [entry for entry in _entries(overrides, []) if not about(entry)]
    return json.dumps(kept, ensure_ascii=False) if kept else ""


def meet(one: Command, other: Command) -> bool:
    """Whether the same keys of both would be in each other's way."""
    return any(_rooms(one, letters=letters) & _rooms(other, letters=letters) for letters in (False, True))


def _entries(overrides: str, errors: list[str]) -> list[dict[str, object]]:
    if not overrides.strip():
        return []
    try:
        parsed = json.loads(overrides)
    except ValueError:
        parsed = None
    if not isinstance(parsed, list):
        errors.append(_("The list of your own shortcuts cannot be read."))
        return []
    return [entry for entry in parsed if _is_entry(entry, errors)]


def _is_entry(entry: object, errors: list[str]) -> bool:
    good = isinstance(entry, dict) and isinstance(entry.get("keys"), str) and "command" in entry
    if not good:
        errors.append(_("An entry needs “keys” and “command”: {entry}").format(entry=json.dumps(entry)))
    return good


def _apply(
    entry: Mapping[str, object],
    held: tuple[dict[str, list[str]], dict[str, list[str]]],
    rooms: Mapping[str, tuple[frozenset[Room], frozenset[Room]]],
    errors: list[str],
) -> None:
    sequence, command = str(entry["keys"]), entry["command"]
    problem = fault(sequence)
    if command is not None and command not in rooms:
        problem = _("There is no command “{command}”.").format(command=command)
    if problem:
        errors.append(problem)
        return
    kind = 1 if is_letter(sequence) else 0
    wanted = rooms[str(command)][kind] if command is not None else None
    of = entry.get("of")
    for name, sequences in held[kind].items():
        if of is not None and name != of:
            continue
        # What works somewhere else keeps the keys: taking a complaint does not cost the keys for taking a thread.
        if sequence in sequences and (wanted is None or wanted & rooms[name][kind]):
            sequences.remove(sequence)
    if command is not None:
        held[kind][str(command)].insert(0, sequence)


def _frozen(lists: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(held) for name, held in lists.items()}
