"""The team's table, where the workspace lets learners see it: fastest first, one's own line said to be so (S-2)."""

from collections.abc import Mapping, Sequence

from app.i18n import _
from domain.ids import AgentId
from domain.training.report import Standing
from ui.locale import number
from ui.training.words import seconds_words
from widgets.charts.card import ChartCard
from widgets.charts.values import Cell, Sheet


class TeamCard(ChartCard):
    """The last 30 days; hidden where nobody may look."""

    def __init__(self) -> None:
        super().__init__(_("Team, last 30 days"))

    def show_team(self, lines: Sequence[Standing], names: Mapping[AgentId, str], me: AgentId | None) -> None:
        """These; nothing at all hides the card."""
        self.setVisible(bool(lines))
        sheet = team_sheet(lines, names, me)

        def made() -> Sheet:
            return sheet

        self.show_sheet(made)

    def show_trouble(self, words: str) -> None:
        """It could not be had."""
        self.show()
        self.show_sheet(_no_lines, words)


def team_sheet(lines: Sequence[Standing], names: Mapping[AgentId, str], me: AgentId | None) -> Sheet:
    """Place, name, median, attempts."""
    rows = []
    for place, line in enumerate(lines, start=1):
        name = names.get(line.agent_id, "") or line.agent_id
        name = _("{name} (you)").format(name=name) if line.agent_id == me else name
        median = Cell(seconds_words(line.median), round(line.median, 1))
        rows.append((Cell(name), Cell(number(place), place), median, Cell(number(line.attempts), line.attempts)))
    return Sheet(_("Team"), (_("Name"), _("Place"), _("Median"), _("Attempts")), tuple(rows))


def _no_lines() -> Sheet:
    return Sheet("", (), ())
