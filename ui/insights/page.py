"""What the pages of the report have in common."""

from ui import report_page
from ui.insights.seen import Seen


class ReportPage(report_page.ReportPage[Seen]):
    """One page; `opened` asks for the threads behind a number."""

    def compared_words(self, seen: Seen) -> str:
        return seen.before_words if seen.before is not None else ""
