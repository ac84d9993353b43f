"""Small settings in a JSON file: nothing secret, nothing that cannot be lost."""

import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

EMBEDDED = "embedded"
"""Stands for the address of the backend that runs on this computer."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Which account opens by itself at the next start; the secrets of it are in the keychain.

    Attributes:
        server: base address, or EMBEDDED.
        account: the folder of its local database.
        agent: the agent's id.
    """

    server: str
    account: str
    agent: str


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that is kept between runs.

    Attributes:
        choices: what the agent chose, by name ("theme": "dark").
        kept: None when nobody is signed in.
    """

    choices: Mapping[str, str] = field(default_factory=dict)
    kept: Kept | None = None


class SettingsFile:
    """Reads tolerantly, writes atomically.

    Attributes:
        path: the file; damage in it costs the damaged values only, a file that is no JSON is put aside.
        values: what holds now.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.values = _settings(_read(path))

    def choose(self, name: str, value: str) -> None:
        """Keeps a choice."""
        self._take(replace(self.values, choices={**self.values.choices, name: value}))

    def keep(self, kept: Kept | None) -> None:
        """Keeps which account opens next time."""
        self._take(replace(self.values, kept=kept))

    def _take(self, values: Settings) -> None:
        self.values = values
        try:
            _write(self.path, asdict(values))
        except OSError:
            # A disk that refuses costs the keeping, not the program.
            return


def _read(path: Path) -> dict[str, Any]:
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError):
        _put_aside(path)
        return {}
    return held if isinstance(held, dict) else {}


def _put_aside(path: Path) -> None:
    try:
        path.replace(path.with_suffix(".damaged"))
    except OSError:
        return


def _settings(held: dict[str, Any]) -> Settings:
    choices = held.get("choices")
    found = choices.items() if isinstance(choices, dict) else ()
    return Settings({name: value for name, value in found if isinstance(value, str)}, _kept(held.get("kept")))


def _kept(held: Any) -> Kept | None:
    if not isinstance(held, dict):
        return None
    values = [held.get(name) for name in ("server", "account", "agent")]
    texts = [value for value in values if isinstance(value, str) and value]
    # The folder's name becomes part of a path: it must stay one.
    if len(texts) != len(values) or not texts[1].isalnum():
        return None
    return Kept(*texts)


def _write(path: Path, values: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".tmp")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            json.dump(values, stream, ensure_ascii=False, indent=1)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
