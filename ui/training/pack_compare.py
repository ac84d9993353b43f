"""What a reviewer says of a message beside what its key says, line by line in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from app.i18n import _
from domain.emotion.assessment import Tier, Topic
from domain.training.item import DrillItem, NextStep
from ui.training.pack_words import topic_or_none
from ui.training.words import element_name, step_name
from widgets.assessment import tier_name
from widgets.card import isolated

NO_TOPIC: Final = "none"
"""The answer of somebody who sees none of the topics."""


@dataclass(frozen=True, slots=True)
class Said:
    """One line of the comparison."""

    name: str
    mine: str
    key: str

    @property
    def same(self) -> bool:
        """Whether both say the same."""
        return self.mine == self.key


def answers_beside(item: DrillItem, chosen: Mapping[str, str]) -> tuple[Said, ...]:
    """Topic, mood, complaint and next step; all of them have to be chosen."""
    topic = Topic(chosen["topic"]) if chosen["topic"] != NO_TOPIC else None
    yes = {True: _("a complaint"), False: _("no complaint")}
    return (
        Said(_("Topic"), topic_or_none(topic), topic_or_none(item.topic)),
        Said(_("Mood"), tier_name(Tier(chosen["tier"])), tier_name(item.tier)),
        Said(_("Complaint"), yes[chosen["complaint"] == "yes"], yes[item.complaint]),
        Said(_("Next step"), step_name(NextStep(chosen["step"])), step_name(item.step)),
    )


def said_words(one: Said) -> str:
    """One line of it."""
    if one.same:
        return _("● {name}: both say {key}").format(name=one.name, key=one.key)
    return _("◆ {name}: you say {mine}, the key says {key}").format(name=one.name, mine=one.mine, key=one.key)


def options_words(item: DrillItem) -> str:
    """Summaries and replies with what is said of each."""
    lines = [
        (_("● right summary: {text}") if place == 0 else _("○ wrong summary: {text}")).format(text=isolated(text))
        for place, text in enumerate(item.gists)
    ]
    for reply in item.replies:
        lacks = ", ".join(map(element_name, reply.lacks))
        words = _("○ lacks {elements}: {text}") if lacks else _("● complete reply: {text}")
        lines.append(words.format(elements=lacks, text=isolated(reply.text)))
    return "\n".join(lines)
