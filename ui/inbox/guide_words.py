"""The reply guide in words: parts, findings, rules, clock."""

from datetime import timedelta

from app.i18n import _, ngettext
from domain.emotion.assessment import Tier
from domain.guidance.findings import CheckId, Finding, Part
from domain.guidance.guide import Clock, ClockState, Guide
from domain.guidance.situation import Situation
from ui import locale
from widgets.card import isolated

MOST_SHOWN = 40


def tier_words(about: Situation) -> str:
    """The tier's chip ("high · sharp complaint")."""
    if not about.assessed:
        return _("low · not assessed")
    if about.tier is Tier.LOW:
        return _("low · complaint") if about.complaint else _("low · question")
    return _("high · sharp complaint") if about.tier is Tier.HIGH else _("medium · complaint")


def part_words(part: Part, about: Situation) -> str:
    """One part of a reply."""
    figures = about.figures
    return {
        Part.FACT: _("fact"),
        Part.SOLUTION: _("solution"),
        Part.APOLOGY: _("apology"),
        Part.REASON: _("reason"),
        Part.COMPENSATION: _("compensation"),
        Part.PERSONAL_ADDRESS: _("personal address"),
        Part.URGENT_PROMISE: _("urgent promise"),
        Part.SPECIALIST: _("named specialist"),
        Part.SUMMARY: _("summary of the problem"),
        Part.PROMISED_TIME: _("promised time"),
        Part.CALL_TO_ACTION: _("call to action at the end"),
        Part.EMPATHY: _("{count} empathy words in {sentences} sentences").format(
            count=figures.empathy, sentences=figures.opening
        ),
    }[part]


def count_words(guide: Guide) -> str:
    """How many words there are, of how many ("24 of 30-40")."""
    return _("{count} of {least}-{most}").format(count=guide.words, least=guide.least, most=guide.most)


def clock_words(clock: Clock) -> str:
    """The time left, or how long ago it was over."""
    if clock.state is ClockState.RUNNING:
        return _("{time} left").format(time=span_words(clock.left))
    if clock.state is ClockState.WARNING:
        return _("only {time} left").format(time=span_words(clock.left))
    late = span_words(-clock.left)
    return _("{time} over").format(time=late) if clock.state is ClockState.OVER else _("{time} over!").format(time=late)


def span_words(span: timedelta) -> str:
    """Minutes and seconds; hours and minutes from an hour on; days from two days on."""
    seconds = max(0, int(span.total_seconds()))
    if seconds < 3600:
        return f"{seconds // 60}:{seconds % 60:02}"
    if seconds < 48 * 3600:
        return _("{hours} h {minutes:02}").format(hours=seconds // 3600, minutes=seconds // 60 % 60)
    return ngettext("{count} day", "{count} days", seconds // 86400).format(count=seconds // 86400)


def finding_words(finding: Finding, about: Situation) -> str:
    """What was found, in a line."""
    said = isolated(_short(finding.said))
    count, least, most = finding.count, finding.least, finding.most
    if finding.check in {CheckId.STRUCTURE, CheckId.COMPLAINT, CheckId.EMPATHY, CheckId.CALL_TO_ACTION}:
        parts = _(", ").join(part_words(part, about) for part in finding.parts)
        return _("Missing: {parts}").format(parts=parts)
    if finding.check is CheckId.LANGUAGE:
        names = isolated(locale.language_name(finding.said)), isolated(locale.language_name(finding.instead))
        return _("This is {draft}; the customer writes {customer}").format(draft=names[0], customer=names[1])
    if finding.check is CheckId.REFUND_DAYS and finding.instead:
        return _("The goods arrived {count} days ago").format(count=count)
    if finding.check is CheckId.TERMS and finding.count:
        return _("{count} technical terms, at most {most}").format(count=count, most=most)
    return _sentence(finding.check).format(said=said, count=count, least=least, most=most)


def why_words(check: CheckId) -> str:
    """The rule behind a check, in a sentence."""
    return {
        CheckId.GAPS: _("What nobody filled in would reach the customer as it stands."),
        CheckId.SECRETS: _("Passwords and keys in a chat can be read by others for years."),
        CheckId.CARD_NUMBERS: _("Never more than the last four digits of a card."),
        CheckId.LANGUAGE: _("Customers are answered in the language they write in."),
        CheckId.FORBIDDEN: _("It pushes the customer away; say what happens instead."),
        CheckId.BANNED: _("Your team has agreed not to use it."),
        CheckId.OVERPROMISE: _("Nobody can keep this without an exception."),
        CheckId.AMOUNT_LIMIT: _("Above the limit somebody who leads has to agree first."),
        CheckId.REFUND_DAYS: _("Goods are taken back for so many days after they arrived."),
        CheckId.IN_A_ROW: _("The channel may take it for spam and block the number."),
        CheckId.FRAGMENTS: _("Up to three lines are read at a glance."),
        CheckId.WORD_RANGE: _("Shorter sounds curt, longer is not read to its end."),
        CheckId.STRUCTURE: _("What a reply to this customer has."),
        CheckId.COMPLAINT: _("The first answer to a complaint apologises, sums up, and names a time."),
        CheckId.EMPATHY: _("Who is upset wants to be understood before anything else."),
        CheckId.CALL_TO_ACTION: _("The last sentence says what the customer can do now."),
        CheckId.KEY_FACTS: _("Amounts, dates and numbers are found at once behind a mark."),
        CheckId.TERMS: _("Plain words in brackets behind it help everybody."),
        CheckId.ABBREVIATIONS: _("Not every customer knows what it stands for."),
        CheckId.EXCLAMATIONS: _("One or two are friendly, three look careless."),
        CheckId.FRIENDLY: _("Three to five friendly words for a hundred sound natural."),
    }[check]


def check_name(check: CheckId) -> str:
    """What a check is called in the settings."""
    return {
        CheckId.GAPS: _("Fields that nobody filled in"),
        CheckId.SECRETS: _("Passwords and keys"),
        CheckId.CARD_NUMBERS: _("Card numbers"),
        CheckId.LANGUAGE: _("The customer's language"),
        CheckId.FORBIDDEN: _("Forbidden phrases"),
        CheckId.BANNED: _("Banned words"),
        CheckId.OVERPROMISE: _("Promises nobody can keep"),
        CheckId.AMOUNT_LIMIT: _("Amounts above the limit"),
        CheckId.REFUND_DAYS: _("Refunds after the last day"),
        CheckId.IN_A_ROW: _("Messages in a row"),
        CheckId.FRAGMENTS: _("Lines of a message"),
        CheckId.WORD_RANGE: _("Number of words"),
        CheckId.STRUCTURE: _("Structure by tier"),
        CheckId.COMPLAINT: _("Answer to a complaint"),
        CheckId.EMPATHY: _("Empathy at the beginning"),
        CheckId.CALL_TO_ACTION: _("Call to action at the end"),
        CheckId.KEY_FACTS: _("Marked facts"),
        CheckId.TERMS: _("Technical terms"),
        CheckId.ABBREVIATIONS: _("Abbreviations"),
        CheckId.EXCLAMATIONS: _("Exclamation marks"),
        CheckId.FRIENDLY: _("Friendly words"),
    }[check]


def fix_words(finding: Finding) -> str:
    """What the fix does, "" when there is none."""
    if finding.pieces:
        return _("Send as {count} parts").format(count=len(finding.pieces))
    if not finding.edits:
        return ""
    instead = isolated(_short(finding.instead))
    return {
        CheckId.SECRETS: _("Hide it"),
        CheckId.CARD_NUMBERS: _("Keep {instead} only"),
        CheckId.KEY_FACTS: _("Mark with {instead}"),
        CheckId.TERMS: _("Explain: {instead}"),
        CheckId.EXCLAMATIONS: _("Take some away"),
    }.get(finding.check, _("Write “{instead}”")).format(instead=instead)


def _sentence(check: CheckId) -> str:
    return {
        CheckId.GAPS: _("Not filled in: {said}"),
        CheckId.SECRETS: _("A password or a key"),
        CheckId.CARD_NUMBERS: _("A card number"),
        CheckId.FORBIDDEN: _("Rather not “{said}”"),
        CheckId.BANNED: _("Avoid “{said}”"),
        CheckId.OVERPROMISE: _("“{said}” promises too much"),
        CheckId.AMOUNT_LIMIT: _("{said} is above the limit of {most}"),
        CheckId.REFUND_DAYS: _("{said}: at most {most} days"),
        CheckId.IN_A_ROW: _("{count} messages in a row, at most {most}"),
        CheckId.FRAGMENTS: _("{count} lines, at most {most}"),
        CheckId.WORD_RANGE: _("{count} words, better {least} to {most}"),
        CheckId.KEY_FACTS: _("Mark what matters: {said}"),
        CheckId.TERMS: _("Explain “{said}”"),
        CheckId.ABBREVIATIONS: _("Write out “{said}”"),
        CheckId.EXCLAMATIONS: _("{count} exclamation marks, at most {most}"),
        CheckId.FRIENDLY: _("{count} friendly words, better {least} to {most}"),
    }[check]


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= MOST_SHOWN else line[: MOST_SHOWN - 1] + "…"
