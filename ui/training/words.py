"""Drills, steps and parts of a reply in words."""

from app.i18n import _, ngettext
from domain.emotion.assessment import Tier, Topic
from domain.training.item import DrillKind, Element, NextStep
from ui import locale
from widgets.assessment import tier_meaning, tier_name, topic_name


def kind_name(kind: DrillKind | None) -> str:
    """A drill's name; None is the daily mixture."""
    return {
        None: _("Mixed"),
        DrillKind.KEYWORDS: _("Keywords"),
        DrillKind.GIST: _("Gist"),
        DrillKind.TRIAGE: _("Triage"),
        DrillKind.REPLY: _("Reply choice"),
        DrillKind.PRESSURE: _("Pressure"),
        DrillKind.FLASH: _("Flash reading"),
    }[kind]


def kind_meaning(kind: DrillKind | None) -> str:
    """What is done in it."""
    return {
        None: _("All kinds in turn, what went wrong first."),
        DrillKind.KEYWORDS: _("Mark the words that carry the point, then choose the topic."),
        DrillKind.GIST: _("Read once, choose the summary that is right."),
        DrillKind.TRIAGE: _("Topic, tier, complaint or not, next step: four short questions."),
        DrillKind.REPLY: _("Choose the reply that is complete."),
        DrillKind.PRESSURE: _("A simulated inbox at rising pace."),
        DrillKind.FLASH: _("The text in pieces at a set pace, then its summary."),
    }[kind]


def step_name(step: NextStep) -> str:
    """What to do first."""
    return {
        NextStep.ANSWER: _("Answer"),
        NextStep.LOOK_UP: _("Look it up"),
        NextStep.ASK: _("Ask the customer"),
        NextStep.OFFER: _("Offer a compensation"),
        NextStep.HAND_OVER: _("Hand over"),
        NextStep.NOTHING: _("Nothing"),
    }[step]


def element_name(element: Element) -> str:
    """A part of a complete reply (Q-4)."""
    return {
        Element.CARRIER: _("the carrier"),
        Element.WAYBILL: _("the waybill number"),
        Element.EXPECTED_TIME: _("when it is expected"),
        Element.TRACKING_LINK: _("the tracking link"),
        Element.CONDITION: _("the condition"),
        Element.STEPS: _("the steps"),
        Element.TIME_LIMIT: _("the time limit"),
        Element.CAUSE: _("the cause"),
        Element.WAY_OUT: _("the way out"),
        Element.IDENTITY_CHECK: _("the identity check"),
        Element.END_DATE: _("the end date"),
        Element.GOODS: _("which goods"),
        Element.CODE: _("the code"),
        Element.READ_MORE: _("where to read more"),
    }[element]


def topic_words(topic: Topic | None) -> str:
    """A topic as an answer begins: with a capital."""
    name = topic_name(topic) if topic is not None else _("none of these")
    return name[:1].upper() + name[1:]


def tier_words(tier: Tier) -> str:
    """A tier with what it means."""
    name = tier_name(tier)
    return _("{tier} ({meaning})").format(tier=name[:1].upper() + name[1:], meaning=tier_meaning(tier))


def seconds_words(seconds: float) -> str:
    """A time to the point ("7.8 s")."""
    return _("{seconds} s").format(seconds=locale.number(seconds, 1))


def length_words(seconds: float) -> str:
    """A length of practice ("4 min 30 s")."""
    minutes, rest = divmod(round(seconds), 60)
    if not minutes:
        return _("{seconds} s").format(seconds=locale.number(rest))
    if not rest:
        return _("{minutes} min").format(minutes=locale.number(minutes))
    return _("{minutes} min {seconds} s").format(minutes=locale.number(minutes), seconds=locale.number(rest))


def clock_words(seconds: float) -> str:
    """What is left, as a clock shows it ("4:05")."""
    minutes, rest = divmod(max(0, round(seconds)), 60)
    return f"{minutes}:{rest:02}"


def days_words(days: int) -> str:
    """A number of days ("12 days")."""
    return ngettext("{count} day", "{count} days", days).format(count=locale.number(days))


def messages_words(count: int) -> str:
    """A number of messages."""
    return ngettext("{count} message", "{count} messages", count).format(count=locale.number(count))
