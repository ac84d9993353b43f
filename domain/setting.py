"""What a workspace has set for everybody: thresholds, switches, word lists; each kept whole under its name."""

from dataclasses import dataclass

from domain.ids import SettingKey


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that was set; what was never set has its default in the code that reads it.

    Attributes:
        key: whose setting it is, dotted ("guide.checks", "compensation", "words.th").
        value: JSON text of at most 256 kB; who reads it checks it, and falls back to the default with a warning.
        version: the feed sequence of its last change.
    """

    key: SettingKey
    value: str
    version: int
