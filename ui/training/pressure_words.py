"""The inbox under pressure in words: its settings, what interrupts, how it ended, what went wrong."""

from collections.abc import Sequence

from app.i18n import _, ngettext, pgettext
from domain.emotion.assessment import Tier
from domain.training.item import DrillItem
from domain.training.pressure_plan import Pace, Setting, Source
from domain.training.pressure_states import Asked, Dialogue, End
from domain.training.results import Attempt, Ending
from ui import locale
from ui.training.words import element_name, seconds_words, step_name, tier_words, topic_words
from widgets.assessment import tier_name


def pace_name(pace: Pace) -> str:
    """How hard it is."""
    return {Pace.CALM: _("Calm"), Pace.NORMAL: _("Normal"), Pace.RUSH: _("Rush")}[pace]


def pace_meaning(setting: Setting) -> str:
    """What it means in figures."""
    first, last = (locale.number(setting.messages(wave)) for wave in (0, 3))
    return _("From {first} to {last} messages a minute. Clocks: {clocks}.").format(
        first=first, last=last, clocks=clocks_words(setting)
    )


def clocks_words(setting: Setting) -> str:
    """How long each tier waits ("high 18 s · medium 36 s · low 72 s")."""
    tiers = (Tier.HIGH, Tier.MEDIUM, Tier.LOW)
    return " · ".join(
        _("{tier} {seconds} s").format(tier=tier_name(tier), seconds=locale.number(setting.clock(tier)))
        for tier in tiers
    )


def per_minute(pace: float) -> str:
    """A pace ("4.3 a minute")."""
    return pgettext("messages", "{pace} a minute").format(pace=locale.number(pace, 1))


def source_name(source: Source) -> str:
    """Who interrupts."""
    return {
        Source.COLLEAGUE: _("A colleague asks"),
        Source.LEAD: _("Your lead wants a figure"),
        Source.PHONE: _("The phone rings"),
    }[source]


def question_words(asked: Asked) -> str:
    """What is asked."""
    if asked.source is Source.LEAD:
        return (_("How many dialogues waited when I asked?"), _("How many have you dealt with so far?"))[asked.question]
    return _questions()[asked.source][asked.question][0]


def choice_words(asked: Asked) -> tuple[str, ...]:
    """What can be said, as it is shown."""
    if asked.source is Source.LEAD:
        return tuple(locale.number(figure) for figure in asked.choices)
    texts = _questions()[asked.source][asked.question][1:]
    return tuple(texts[choice] for choice in asked.choices)


def _questions() -> dict[Source, tuple[tuple[str, str, str, str], ...]]:
    """Each with its right answer first."""
    return {Source.COLLEAGUE: _of_colleagues(), Source.PHONE: _of_the_phone()}


def _of_colleagues() -> tuple[tuple[str, str, str, str], ...]:
    return (
        (_("Within what time is a sharp complaint answered?"), _("30 seconds"), _("2 minutes"), _("5 minutes")),
        (
            _("Somebody asks where the parcel is. What is never missing?"),
            _("The waybill number"),
            _("A voucher"),
            _("An identity check"),
        ),
        (
            _("A customer wants to change the e-mail address. What comes first?"),
            _("The identity check"),
            _("The change"),
            _("A voucher"),
        ),
        (
            _("A payment failed. What belongs in the reply?"),
            _("The cause and the way out"),
            _("Only an apology"),
            _("The end date of the sale"),
        ),
        (_("How many unanswered messages may one of us hold?"), _("5"), _("12"), _("20")),
        (
            _("I cannot keep what I promised. What do I write?"),
            _("What is certain, and by when"),
            _("That it should be possible"),
            _("That it is not our job"),
        ),
        (
            _("A customer wants to return shoes. What belongs in the reply?"),
            _("Condition, steps and time limit"),
            _("The carrier's name only"),
            _("The code of the sale"),
        ),
        (
            _("Somebody threatens to post it everywhere. Which tier?"),
            _("High"),
            _("Medium"),
            _("Low"),
        ),
    )


def _of_the_phone() -> tuple[tuple[str, str, str, str], ...]:
    return (
        (
            _("The warehouse: is anybody free this minute?"),
            _("I call back in ten minutes"),
            _("I drop everything"),
            _("Never call again"),
        ),
        (
            _("The carrier: which number do you need the parcel by?"),
            _("The waybill number"),
            _("The customer's age"),
            _("The coupon code"),
        ),
        (
            _("Reception: somebody asks for a customer's phone number."),
            _("We do not give that out"),
            _("Here it is"),
            _("Ask the next desk"),
        ),
        (
            _("A shop: do we take returns without the box?"),
            _("I look up the condition and call back"),
            _("Always"),
            _("Never"),
        ),
    )


def end_words(end: End) -> tuple[str, str]:
    """How it ended: a heading and a sentence."""
    return {
        End.TIME: (_("Time is up"), _("Whoever still waited then counts in nothing.")),
        End.EMPTY: (_("The inbox is empty"), _("Everything that came was dealt with.")),
        End.OVERLOAD: (
            _("Too many at once"),
            _("More than five waited for too long. Triage or snooze early, before they pile up."),
        ),
        End.STOPPED: (_("Stopped"), _("What was done until then counts.")),
    }[end]


def outcome(attempt: Attempt, one: Dialogue) -> str:
    """What became of a message, in a line."""
    if attempt.ending is Ending.LATE:
        return _("too late: {tier} waits {seconds} s").format(
            tier=tier_name(attempt.tier), seconds=locale.number(one.arrival.limit)
        )
    if attempt.ending is Ending.SNOOZED:
        return _("snoozed, and not taken up again")
    if attempt.ending is Ending.VOID:
        return _("does not count")
    time = seconds_words(attempt.seconds)
    if attempt.right:
        return _("right, {time}").format(time=time)
    deed = _("wrong answer, {time}") if one.answer.option is not None else _("wrong triage, {time}")
    return deed.format(time=time)


def key_words(item: DrillItem) -> str:
    """What would have been right, in a line."""
    return " · ".join((tier_words(item.tier), topic_words(item.topic), step_name(item.step)))


def lacking(item: DrillItem, option: int) -> str:
    """What a reply lacks, "" for a complete one and for a summary."""
    lacks = item.replies[option].lacks if option < len(item.replies) else ()
    return _("lacks {parts}").format(parts=_listed([element_name(one) for one in lacks])) if lacks else ""


def went_wrong(count: int) -> str:
    """A heading over what went wrong."""
    return ngettext("{count} went wrong", "{count} went wrong", count).format(count=locale.number(count))


def _listed(parts: Sequence[str]) -> str:
    return ", ".join(parts)
