"""What the editor of quick replies calls things."""

from datetime import datetime

from app.i18n import _, ngettext
from domain.emotion.assessment import Tier, Topic
from domain.templates.packs import LANGUAGES
from domain.templates.reply import QuickReply, Scope, Trait, Wording
from domain.templates.review import Why, hit_rate
from ui import locale
from ui.locale import language_name

CHOICE_LANGUAGES = ("", *LANGUAGES, "es", "pt", "id", "ms")


def scope_words(scope: Scope) -> str:
    """Who uses it."""
    return {Scope.PERSONAL: _("Only me"), Scope.TEAM: _("A team"), Scope.WORKSPACE: _("Everybody")}[scope]


def language_words(language: str) -> str:
    """A language in its own words."""
    return language_name(language) if language else _("Any language")


def tier_words(tier: Tier | None) -> str:
    """For whom it is, by how upset they are."""
    if tier is None:
        return _("Any mood")
    return {Tier.LOW: _("Calm"), Tier.MEDIUM: _("Slight complaint"), Tier.HIGH: _("Sharp complaint")}[tier]


def trait_choice(trait: Trait | None) -> str:
    """For whom it is, by what is special about them."""
    if trait is None:
        return _("Any customer")
    return {Trait.FREQUENT_RETURNS: _("Frequent returns"), Trait.HIGH_SPEND: _("High spend")}[trait]


def topic_choice(topic: Topic | None) -> str:
    """What it answers."""
    if topic is None:
        return _("Any topic")
    return {
        Topic.LOGISTICS: _("Delivery"),
        Topic.REFUND: _("Returns and exchanges"),
        Topic.PAYMENT: _("Payment"),
        Topic.ACCOUNT: _("Account"),
        Topic.PROMOTION: _("Promotion"),
    }[topic]


def tab_words(wording: Wording) -> str:
    """What a wording's tab says."""
    parts = [language_words(wording.language)]
    if wording.tier is not None:
        parts.append({Tier.LOW: _("low"), Tier.MEDIUM: _("medium"), Tier.HIGH: _("high")}[wording.tier])
    if wording.trait is not None:
        parts.append(trait_choice(wording.trait))
    return " · ".join(parts)


def why_words(why: Why) -> str:
    """Why a reply comes up for review."""
    return {
        Why.EDITED: _("Changed before sending in more than 40 % of its uses"),
        Why.OLD: _("Not looked at for 90 days"),
        Why.NEVER: _("Never looked at"),
    }[why]


def usage_words(reply: QuickReply) -> str:
    """How often it was used, and how often it was right as it stood."""
    rate = hit_rate(reply)
    if rate is None:
        return _("Not used yet")
    text = ngettext("Used once, {rate} % unchanged", "Used {count} times, {rate} % unchanged", reply.used)
    return text.format(count=reply.used, rate=round(rate * 100))


def own_words(times: int) -> str:
    """How often the agent used a reply that the server does not count."""
    return ngettext("You used it once", "You used it {count} times", times).format(count=times)


def reviewed_words(reply: QuickReply) -> str:
    """When somebody last found it right."""
    if reply.reviewed_at is None:
        return _("never looked at again")
    return _("found right on {day}").format(day=day_words(reply.reviewed_at))


def day_words(at: datetime) -> str:
    """A day, as the agent writes it."""
    from babel.dates import format_date

    return str(format_date(at.astimezone(locale.zone()), "medium", locale=locale.tag().replace("-", "_")))


def about_words(reply: QuickReply, *, may: bool, builtin: bool, hidden: bool) -> str:
    """Where a reply comes from, and what can be done with it."""
    if hidden:
        return _("It came with Braid and is hidden here.")
    parts = [_("It came with Braid.")] if builtin else []
    if builtin and reply.version:
        parts.append(_("It was changed here; deleting the change brings it back."))
    if not may:
        parts.append(_("You can read it; to change it, copy it as your own."))
    return " ".join(parts) or _("Fields are filled in for each customer; what is not known stays as a gap.")


def broken_words() -> str:
    """What is said where the fields of the shop were set and cannot be read."""
    return _("What the fields were set to cannot be read. They stay gaps, and the usual times are promised.")
