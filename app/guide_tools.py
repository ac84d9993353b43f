"""What the reply guide works with on this computer: word breaks, lists, the language, fields filled for a thread."""

from collections.abc import Sequence
from datetime import date

from app.services.guidance import GuidanceTools
from app.services.quick_replies import QuickReplyService
from app.words import LateBreaks
from app.words.language import LanguageTeller
from app.words.lists import built_in, known, languages, starters
from domain.guidance.breaks import WordBreaks
from domain.ids import ThreadId

SHIPPED = date(2026, 11, 22)
"""When the word lists of this version were last looked through."""


def guide_tools(replies: QuickReplyService) -> GuidanceTools:
    """All of it; nothing is read before the first thread is opened."""
    teller = LanguageTeller()

    def breaks() -> WordBreaks:
        teller.warm()
        return LateBreaks()

    async def fill(thread_id: ThreadId, texts: Sequence[str]) -> Sequence[str]:
        values = (await replies.context(thread_id)).values
        return [replies.tools.renderer.fill(text, values).text for text in texts]

    return GuidanceTools(breaks, languages, known, built_in, starters, teller.tell, fill, SHIPPED)
