"""What hosted translators have in common: a key without which nothing is asked, and many texts in one question."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import ClassVar

from app.errors import NotTranslated
from app.ports.translation import Access
from domain.clock import Clock
from domain.translation import Translated
from sync.translation.asking import WHOLE, Asker, batches


class KeyedTranslator(ABC):
    """Implements `app.ports.translation.Translator`; raises NotTranslated("key") without one.

    Attributes:
        most, characters: how much one question may hold.
    """

    most: ClassVar[int]
    characters: ClassVar[int]

    def __init__(self, access: Access, clock: Clock, patience: float = WHOLE) -> None:
        if not access.key:
            raise NotTranslated("key")
        self._asker = Asker(access.address or self._own(access.key), clock, patience)
        self._headers = self._signed(access.key)

    async def translate(self, texts: Sequence[str], target: str, source: str = "") -> Sequence[Translated]:
        """Each text, in order."""
        found: list[Translated] = []
        for batch in batches(texts, self.most, self.characters):
            found += await self._ask(batch, target, source)
        return found

    async def close(self) -> None:
        """Closes its connections."""
        await self._asker.close()

    @abstractmethod
    def _own(self, key: str) -> str:
        """The provider's address, where the agent gave none."""

    @abstractmethod
    def _signed(self, key: str) -> Mapping[str, str]:
        """Headers that carry the key; in the address it would end up in the logs of every proxy on the way."""

    @abstractmethod
    async def _ask(self, texts: Sequence[str], target: str, source: str) -> list[Translated]:
        """One question."""
