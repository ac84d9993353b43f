"""What a message is, in words: its tier with the reasons, its topic, and how long the reply may take (E-1)."""

from datetime import timedelta

from app.i18n import _, pgettext
from domain.emotion.assessment import Assessment, Cue, Reason, Tier, Topic

MOST_REASONS = 3
LONGEST_REASON = 24


def tier_name(tier: Tier) -> str:
    """The tier's name in the lists ("high")."""
    return {
        Tier.LOW: pgettext("tier", "low"),
        Tier.MEDIUM: pgettext("tier", "medium"),
        Tier.HIGH: pgettext("tier", "high"),
    }[tier]


def tier_meaning(tier: Tier) -> str:
    """What it says of the customer ("sharp complaint")."""
    return {Tier.LOW: _("ordinary question"), Tier.MEDIUM: _("slight complaint"), Tier.HIGH: _("sharp complaint")}[tier]


def topic_name(topic: Topic) -> str:
    """What a message is about."""
    return {
        Topic.LOGISTICS: _("logistics"),
        Topic.REFUND: _("returns"),
        Topic.PAYMENT: _("payment"),
        Topic.ACCOUNT: _("account"),
        Topic.PROMOTION: _("promotion"),
    }[topic]


def cue_name(cue: Cue) -> str:
    """What kind of sign a reason is."""
    return {
        Cue.WORDS: _("wording"),
        Cue.REPETITION: _("repetition"),
        Cue.WAITING: _("long wait"),
        Cue.PUBLICITY: _("publicity"),
        Cue.AUTHORITY: _("authority"),
        Cue.LEAVING: _("leaving"),
        Cue.DISTRUST: _("distrust"),
        Cue.INSULT: _("insult"),
        Cue.DEMAND: _("demand"),
        Cue.AMOUNT: _("amount"),
        Cue.CAPITALS: _("capitals"),
        Cue.MARKS: _("exclamation marks"),
        Cue.THANKS: _("thanks"),
        Cue.QUESTION: _("question"),
    }[cue]


def reason_words(reason: Reason) -> str:
    """The customer's own words where there are any, else the kind of sign."""
    words = " ".join(reason.words.split())
    if not words:
        return cue_name(reason.cue)
    return words if len(words) <= LONGEST_REASON else words[: LONGEST_REASON - 1] + "…"


def assessment_words(assessment: Assessment) -> str:
    """One line for a chip: "high: third time · complaint", or "high, corrected"."""
    name = tier_name(assessment.tier)
    if assessment.corrected_by is not None:
        return _("{tier}, corrected").format(tier=name)
    reasons = [reason_words(reason) for reason in assessment.reasons if reason.raises][:MOST_REASONS]
    return _("{tier}: {reasons}").format(tier=name, reasons=" · ".join(reasons)) if reasons else name


def clock_words(left: timedelta) -> str:
    """Minutes and seconds ("0:21"); below zero with a minus."""
    seconds = int(abs(left.total_seconds()))
    return f"{'−' if left < timedelta() else ''}{seconds // 60}:{seconds % 60:02}"
