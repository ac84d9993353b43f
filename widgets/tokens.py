"""Design tokens: every colour, size and space on screen, read once from resources/themes/tokens.json."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from PySide6.QtGui import QColor

from domain.channel import ChannelKind

Theme = Literal["light", "dark"]

RESOURCES = Path(__file__).resolve().parent.parent / "resources"


@dataclass(frozen=True, slots=True)
class TypeScale:
    """Font sizes in pixels, line height as a factor, weights as Qt's (400 normal, 600 strong)."""

    base: int
    small: int
    title: int
    display: int
    line: float
    normal: int
    strong: int


@dataclass(frozen=True, slots=True)
class Radius:
    """Corner radii in pixels."""

    control: int
    card: int
    bubble: int


@dataclass(frozen=True, slots=True)
class Motion:
    """Lengths of animations in milliseconds; 0 means none."""

    fast_ms: int
    normal_ms: int


@dataclass(frozen=True, slots=True)
class Tokens:
    """One theme. Colours carry the mock's names in snake case; `space` holds the six steps 4 8 12 16 24 32.

    Attributes:
        dark: whether this is the dark theme.
        text, text2, text3: primary, secondary and faint text.
        low, medium, high: tiers and urgency; the `_soft` ones are their backgrounds.
        shadow: of what floats, the only thing that has one.
        channels: a channel's dot by its value ("whatsapp"); use `channel()`.
        avatars: backgrounds of initials; use `avatar()`.
    """

    dark: bool
    canvas: QColor
    surface: QColor
    sunken: QColor
    line: QColor
    text: QColor
    text2: QColor
    text3: QColor
    accent: QColor
    accent_soft: QColor
    on_accent: QColor
    inbound: QColor
    outbound: QColor
    note: QColor
    note_line: QColor
    low: QColor
    low_soft: QColor
    medium: QColor
    medium_soft: QColor
    high: QColor
    high_soft: QColor
    on_high: QColor
    ok: QColor
    focus: QColor
    selection: QColor
    hover: QColor
    on_avatar: QColor
    shadow: QColor
    space: tuple[int, ...]
    radius: Radius
    type: TypeScale
    motion: Motion
    channels: Mapping[str, QColor]
    avatars: tuple[QColor, ...]

    def channel(self, kind: ChannelKind) -> QColor:
        """The dot of a channel."""
        return self.channels.get(kind.value, self.channels["other"])

    def avatar(self, key: str) -> QColor:
        """A background for initials that is always the same for the same key (an id or a name)."""
        return self.avatars[sum(key.encode()) % len(self.avatars)]


def load_tokens(theme: Theme, *, reduced_motion: bool = False) -> Tokens:
    """The tokens of a theme; equal arguments give the same object."""
    return _load(theme, reduced_motion)


def css(color: QColor) -> str:
    """A colour as a style sheet writes it, with its alpha."""
    return f"rgba({color.red()},{color.green()},{color.blue()},{color.alphaF():.3f})"


@lru_cache(maxsize=4)
def _load(theme: Theme, reduced_motion: bool) -> Tokens:
    raw: dict[str, Any] = json.loads((RESOURCES / "themes" / "tokens.json").read_text(encoding="utf-8"))
    colours = {_snake(name): QColor(value) for name, value in raw[theme].items()}
    sizes, motion = raw["type"], raw["motion"]
    return Tokens(
        dark=theme == "dark",
        **colours,
        space=tuple(raw["space"]),
        radius=Radius(**raw["radius"]),
        type=TypeScale(
            sizes["base"],
            sizes["small"],
            sizes["title"],
            sizes["display"],
            sizes["line"],
            sizes["weights"]["normal"],
            sizes["weights"]["strong"],
        ),
        motion=Motion(0, 0) if reduced_motion else Motion(motion["fast_ms"], motion["normal_ms"]),
        channels={name: QColor(value) for name, value in raw["channel"].items()},
        avatars=tuple(QColor(value) for value in raw["avatar"]),
    )


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()
