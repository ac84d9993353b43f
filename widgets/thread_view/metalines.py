"""The small lines under a message: channel, author and time, state, reason with actions, reactions, warnings."""

from collections import Counter

from app.i18n import _, pgettext
from domain.emotion.assessment import Assessment, Tier
from domain.message import Author, MessageKind
from domain.timeline import Entry
from widgets.assessment import assessment_words
from widgets.chips import SHAPES
from widgets.thread_view.context import ThreadContext
from widgets.thread_view.links import Link
from widgets.thread_view.runs import Run
from widgets.thread_view.states import Action, State, Tone
from widgets.thread_view.style import Style
from widgets.thread_view.when import clock_time
from widgets.thread_view.words import channel_name

BETWEEN = "·"


def author_name(entry: Entry, context: ThreadContext) -> str:
    """ "You", a colleague's name, the customer's, or "" for the system."""
    message = entry.message
    if message.author is Author.CUSTOMER:
        return context.customer or _("Customer")
    if message.author is Author.SYSTEM and message.agent_id is None:
        return ""
    if message.agent_id == context.me:
        return _("You")
    return entry.author_name or dict(context.agents).get(message.agent_id or context.me, "") or _("a colleague")


def meta_runs(entry: Entry, state: State, context: ThreadContext, style: Style) -> list[Run]:
    """● Instagram · 10:41, or You · 10:43 · ✓✓ read."""
    message = entry.message
    words = []
    runs = []
    if message.author is Author.CUSTOMER:
        runs.append(Run(shape="dot", tint=style.tokens.channel(message.channel)))
        words.append(channel_name(message.channel))
    else:
        words.append(author_name(entry, context))
    words.append(clock_time(message.at, context.zone))
    if message.kind is MessageKind.NOTE:
        words.append(_("only the team sees this"))
    if message.edited_at is not None and message.deleted_at is None:
        words.append(pgettext("message", "edited"))
    for number, text in enumerate(words):
        if number:
            runs.append(Run(BETWEEN, style.small, "text2"))
        runs.append(Run(text, style.small, "text2"))
    return runs + assessment_runs(entry, style) + _state_runs(state, style)


def told_assessment(entry: Entry) -> Assessment | None:
    """What the message is, where that is worth saying: not of an ordinary one that nobody corrected."""
    says = entry.message.assessment
    if says is None or entry.message.deleted_at is not None:
        return None
    return None if says.tier is Tier.LOW and says.corrected_by is None else says


def assessment_runs(entry: Entry, style: Style) -> list[Run]:
    """▲ high: third time · public, as a chip that can be put right; nothing for an ordinary message."""
    says = told_assessment(entry)
    if says is None:
        return []
    name, mark = says.tier.value, SHAPES[says.tier.value]
    words = assessment_words(says)
    return [Run(words, style.small_bold, name, chip=f"{name}_soft", mark=mark, action=Action.ASSESSMENT)]


def _state_runs(state: State, style: Style) -> list[Run]:
    if not state.words:
        return []
    color = "accent" if state.read else "text2"
    runs = [Run(BETWEEN, style.small, "text2")]
    if state.ticks:
        runs.append(Run(shape="tick" if state.ticks == 1 else "ticks", color=color))
    elif state.clock:
        runs.append(Run(shape="clock"))
    runs.append(Run(state.words, style.small, color))
    if state.actions and not state.reason:
        runs += [Run(BETWEEN, style.small, "text2"), *action_runs(state, style)]
    return runs


def reason_runs(state: State) -> list[Run]:
    """▲ and the mark's colour; the sentence itself is a text block, so that it can wrap."""
    if state.tone is Tone.FAILED:
        return [Run(shape="triangle", color="high")]
    return [Run(shape="diamond", color="medium")]


def action_runs(state: State, style: Style) -> list[Run]:
    """Send anyway · Edit · Discard."""
    runs = []
    for number, (action, words) in enumerate(state.actions):
        if number:
            runs.append(Run(BETWEEN, style.small, "text2"))
        runs.append(Run(words, style.small_bold, "accent", action=action))
    return runs


def reaction_runs(entry: Entry, style: Style) -> list[Run]:
    """Each emoji once, with its count when there are more."""
    counts = Counter(reaction.emoji for reaction in entry.message.reactions)
    return [
        Run(f"{emoji[:16]} {count}" if count > 1 else emoji[:16], style.small, "text", chip="sunken")
        for emoji, count in counts.items()
    ]


def doubtful_words(links: tuple[Link, ...]) -> str:
    """A warning for links whose text can be taken for another host, "" when there is none."""
    hosts = list(dict.fromkeys(link.host for link in links if link.doubtful))
    return _("really goes to {host}").format(host=", ".join(hosts[:3])) if hosts else ""


def more_run(hidden: int, style: Style) -> Run:
    """Under a text that was cut."""
    words = _("Show more ({count} characters left)").format(count=f"{hidden:,}")
    return Run(words, style.small_bold, "accent", action=Action.MORE)
