"""Port of the reply guide: what a reply answers, what is said of a draft, what the workspace has set for it."""

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from domain.guidance.figures import Figures
    from domain.guidance.findings import CheckId, Level, Part
    from domain.guidance.lexicon import Entries, Overlay
    from domain.guidance.review import Review
    from domain.guidance.rules import Rules
    from domain.guidance.situation import Situation
    from domain.ids import ThreadId


class GuidancePort(Protocol):
    """The guide (`app.services.guidance`)."""

    @property
    def rules(self) -> "Rules":
        """As the workspace has set them."""

    async def get_ready(self) -> None:
        """Reads lists and settings, unless they are there or on their way."""

    async def load(self) -> None:
        """Reads lists and settings anew."""

    async def situation(self, thread_id: "ThreadId") -> "Situation | None":
        """What a reply answers there; None when the thread is not here."""

    def review(self, text: str, about: "Situation") -> "Review":
        """What is said of a draft, at once."""

    async def starters(self, thread_id: "ThreadId", language: str) -> "Mapping[Part, Sequence[str]]":
        """Beginnings of sentences for each part of a reply, fields filled in."""

    def on_change(self, listener: "Callable[[], None]") -> "Callable[[], None]":
        """Tells that the rules are other ones; returns the function that stops that."""

    def may_change(self) -> bool:
        """Whether this agent sets rules for everybody."""

    def languages(self) -> "Sequence[str]":
        """Those with word lists."""

    def built_in(self, language: str) -> "Entries":
        """The lists of a language as they ship."""

    def overlay(self, language: str) -> "Overlay":
        """What the workspace changed in them."""

    def due(self, language: str) -> bool:
        """Whether somebody should look through the lists again."""

    async def set_levels(self, levels: "Mapping[CheckId, Level]") -> None:
        """What each check may do."""

    async def set_figures(self, figures: "Figures") -> None:
        """Word ranges, clocks and limits."""

    async def set_overlay(self, language: str, overlay: "Overlay") -> None:
        """Changes to the lists of a language."""
