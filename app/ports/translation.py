"""What translates: a provider of the agent's choice, its address and key, and what is asked of it (U-2)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from domain.translation import Translated


class Provider(StrEnum):
    """Whose interface is spoken."""

    LIBRE = "libretranslate"
    DEEPL = "deepl"
    GOOGLE = "google"

    @property
    def label(self) -> str:
        """The maker's own name, not translated."""
        return {Provider.LIBRE: "LibreTranslate", Provider.DEEPL: "DeepL", Provider.GOOGLE: "Google"}[self]

    @property
    def needs_key(self) -> bool:
        """Whether it answers nobody without a key."""
        return self is not Provider.LIBRE


@dataclass(frozen=True, slots=True)
class Access:
    """How a provider is reached.

    Attributes:
        address: base address; "" for the provider's own. https, or http to this computer.
        key: secret, in the keychain only; "" for none. Never shown when this is printed.
    """

    provider: Provider
    address: str = ""
    key: str = field(default="", repr=False)


class Translator(Protocol):
    """A provider. Everything it raises is `app.errors.NotTranslated`."""

    async def translate(self, texts: Sequence[str], target: str, source: str = "") -> Sequence[Translated]:
        """Each text in the target language, in order; `source` "" lets the provider tell the language."""

    async def close(self) -> None:
        """Closes its connections."""


MakeTranslator = Callable[[Access], Translator]
"""Raises NotTranslated("address", "insecure" or "key") for an access that cannot be."""
