"""Why a quick reply fits, whose it is and what it is about, in the few words there is room for."""

from app.i18n import _, pgettext
from app.services.reply_values import Fit, Hit
from domain.emotion.assessment import Tier
from domain.templates.reply import QuickReply, Scope, Trait
from widgets.assessment import topic_name


def chip(hit: Hit) -> tuple[str, str]:
    """Words and kind of the chip at a line's end: what it fits especially, else its topic; ("", …) for neither."""
    if Fit.TIER in hit.fits and hit.wording.tier is not None:
        return fits_words(hit.wording.tier), hit.wording.tier.value
    if Fit.TRAIT in hit.fits and hit.wording.trait is not None:
        return trait_words(hit.wording.trait), "accent"
    topic = hit.reply.topic
    if topic is None:
        return (hit.reply.tags[0] if hit.reply.tags else ""), "neutral"
    return topic_name(topic), "accent" if Fit.TOPIC in hit.fits else "neutral"


def fits_words(tier: Tier) -> str:
    """The reply was written for customers as upset as this one."""
    return {
        Tier.LOW: _("fits low"),
        Tier.MEDIUM: _("fits medium"),
        Tier.HIGH: _("fits high"),
    }[tier]


def trait_words(trait: Trait) -> str:
    """What is special about the customer it was written for."""
    return {
        Trait.FREQUENT_RETURNS: _("for frequent returns"),
        Trait.HIGH_SPEND: _("for high spenders"),
    }[trait]


def owner_words(reply: QuickReply) -> str:
    """Whose it is; "" for everybody's."""
    if reply.scope is Scope.PERSONAL:
        return pgettext("quick reply", "mine")
    return reply.team if reply.scope is Scope.TEAM else ""
