"""The thirty built-in replies hold what Q-4, E and L-1 ask, in all eight languages."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.templates.builtin import builtin_replies, packs
from app.templates.formats import LocaleFormats
from app.templates.liquid import LiquidRenderer
from app.templates.words import field_words
from app.words import best_breaks
from domain.emotion.assessment import Tier, Topic
from domain.ids import is_uuid
from domain.templates.fields import fields_in
from domain.templates.packs import LANGUAGES, PackFault, builtin_id, merged, with_saved
from domain.templates.reply import QuickReply, Scope, Trait, Wording
from domain.templates.subject import Facts, Promotion
from domain.templates.values import values_of
from tests.fakes.demo import NOW
from ui.replies.sample import sample_of

AUTOMATIC = {
    "track", "address-change", "customs", "delivery-slot", "pickup-point", "shipping-cost", "return-steps",
    "refund-policy", "refund-status", "card-declined", "page-error", "invoice", "pay-methods", "reset-password",
    "promo-terms",
}  # fmt: skip
TOPICS = {Topic.LOGISTICS: 10, Topic.REFUND: 8, Topic.PAYMENT: 5, Topic.ACCOUNT: 4, Topic.PROMOTION: 3}
RANGES = {None: (15, 27), Tier.MEDIUM: (25, 32), Tier.HIGH: (30, 42)}
"""Words, E and L-1; two to spare, since names and dates are longer in one language than in another."""

REPLIES = builtin_replies()
PROMOTION = Promotion("AUTUMN10", "autumn shoes", "https://shop.example/terms", NOW + timedelta(days=9))
FACTS = Facts("+49 30 1234567", PROMOTION)
RENDERER = LiquidRenderer(field_words)
FORMATS = LocaleFormats(NOW.tzinfo)
BREAKS = best_breaks()


def named(name: str) -> QuickReply:
    return next(reply for reply in REPLIES if reply.id == builtin_id(name))


def spoken(language: str) -> list[tuple[QuickReply, Wording]]:
    return [(reply, wording) for reply in REPLIES for wording in reply.wordings if wording.language == language]


def filled(wording: Wording) -> str:
    tier = wording.tier or Tier.LOW
    values = values_of(replace(sample_of(wording.language, tier), facts=FACTS), FORMATS)
    made = RENDERER.fill(wording.text, values)
    assert made.gaps == ()
    return made.text


def test_there_are_thirty_fifteen_of_them_automatic_over_the_five_topics() -> None:
    assert len(REPLIES) == 30
    assert {reply.shortcut for reply in REPLIES if reply.automatic} == AUTOMATIC
    assert Counter(reply.topic for reply in REPLIES) == TOPICS
    assert len({reply.shortcut for reply in REPLIES}) == 30
    assert all(is_uuid(reply.id) and reply.scope is Scope.WORKSPACE for reply in REPLIES)
    assert all(reply.shortcut == reply.shortcut.lower() and reply.shortcut.isascii() for reply in REPLIES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_all_of_them_with_wordings_for_upset_customers(language: str) -> None:
    wordings = spoken(language)
    assert len({reply.id for reply, wording in wordings if wording.tier is None and wording.trait is None}) == 30
    assert len({reply.id for reply, wording in wordings if wording.tier is not None}) >= 14
    assert sum(wording.tier is Tier.HIGH for _reply, wording in wordings) >= 11
    assert all(wording.title for _reply, wording in wordings)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_wording_can_be_read_and_knows_its_fields(language: str) -> None:
    faults = {(reply.shortcut, wording.tier): RENDERER.faults(wording.text) for reply, wording in spoken(language)}
    assert {key: found for key, found in faults.items() if found} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_wording_has_the_length_of_its_tier(language: str) -> None:
    wrong = []
    for reply, wording in spoken(language):
        least, most = RANGES[wording.tier]
        count = BREAKS.count(filled(wording))
        if not least <= count <= most:
            wrong.append((reply.shortcut, wording.tier, count))
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_sharp_complaints_are_answered_by_name_with_a_person(language: str) -> None:
    sharp = [wording for _reply, wording in spoken(language) if wording.tier is Tier.HIGH]
    assert all({"customer.address", "agent.name"} <= set(fields_in(wording.text)) for wording in sharp)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("track", {"order.carrier", "order.waybill", "order.expected", "order.link"}),
        ("promo-terms", {"promotion.ends", "promotion.goods", "promotion.code", "promotion.link"}),
    ],
)
def test_a_complete_answer_has_what_the_rule_says(language: str, name: str, fields: set[str]) -> None:
    plain = [wording for reply, wording in spoken(language) if reply.id == builtin_id(name) and wording.tier is None]
    assert [fields - set(fields_in(wording.text)) for wording in plain] == [set()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_good_customer_gets_a_code_of_their_own(language: str) -> None:
    special = [wording for wording in named("code-invalid").wordings if wording.trait is Trait.HIGH_SPEND]
    mine = [wording for wording in special if wording.language == language]
    assert ["promotion.code" in fields_in(wording.text) for wording in mine] == [True]


def test_titles_and_tags_are_the_agents_first() -> None:
    track = next(reply for reply in builtin_replies("th") if reply.id == builtin_id("track"))
    own = [wording for wording in track.wordings if wording.language == "th"]
    assert track.title == own[0].title
    assert track.wordings[0].language == "th"
    assert builtin_replies("xx")[0].title == REPLIES[0].title


def test_a_damaged_pack_costs_its_language_only(tmp_path: Path) -> None:
    good = '[[reply]]\nid = "a"\nshortcut = "a"\ntitle = "A"\ntopic = "refund"\ntext = "x"\n'
    (tmp_path / "en.toml").write_text(good, encoding="utf-8")
    (tmp_path / "it.toml").write_text(good.replace('topic = "refund"', 'topic = "weather"'), encoding="utf-8")
    (tmp_path / "th.toml").write_bytes(b"\xff\xfe not toml")
    reports: list[Exception] = []
    assert list(packs(tmp_path, reports.append)) == ["en"]
    assert len(reports) == 2
    assert builtin_replies("it", tmp_path, reports.append)[0].title == "A"
    assert builtin_replies("en", tmp_path / "nowhere") == ()


def test_a_pack_without_a_text_says_which_reply_it_is() -> None:
    with pytest.raises(PackFault, match="en: track has no text"):
        merged({"en": {"reply": [{"id": "track", "shortcut": "track", "title": "T"}]}})


def test_a_saved_reply_goes_before_the_built_in_one_and_an_empty_one_hides_it() -> None:
    first, second = REPLIES[:2]
    saved = (replace(first, title="Mine"), replace(second, wordings=()))
    held = with_saved(REPLIES[:3], saved)
    assert [reply.title for reply in held] == ["Mine", REPLIES[2].title]
