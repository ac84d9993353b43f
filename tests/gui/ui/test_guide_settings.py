"""Settings of the reply guide: levels, figures and word lists are kept for everybody, by those who may."""

import pytest

from app.errors import Refused
from domain.emotion.assessment import Tier
from domain.guidance.findings import CheckId, Level
from domain.guidance.lexicon import Words
from domain.problems import Problem
from tests.fakes.stage import Stage
from tests.gui.ui.settings_stage import opened, typed
from ui.settings.guide_checks import GuideChecksPage
from ui.settings.word_lists import WordListsPage

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def choose(stage: Stage, page: GuideChecksPage, check: CheckId, level: Level) -> None:
    box = page.levels[check]
    box.setCurrentIndex(box.findData(level))
    box.activated.emit(box.currentIndex())
    stage.settle()


def test_levels_are_kept_and_only_where_they_differ(stage: Stage) -> None:
    page = opened(stage, "guide", GuideChecksPage)
    assert page.levels[CheckId.GAPS].currentData() == Level.BLOCK
    choose(stage, page, CheckId.BANNED, Level.CONFIRM)
    assert stage.services.guidance.rules.levels == {CheckId.BANNED: Level.CONFIRM}
    choose(stage, page, CheckId.BANNED, Level.HINT)
    assert stage.services.guidance.rules.levels == {}


def test_figures_are_kept_and_nonsense_is_not(stage: Stage) -> None:
    page = opened(stage, "guide", GuideChecksPage)
    least, most, seconds = page.tiers[Tier.LOW]
    typed(stage, seconds, "90")
    typed(stage, page.numbers["lines"], "4")
    page.marker.setText("★")
    page.marker.editingFinished.emit()
    stage.settle()
    figures = stage.services.guidance.rules.figures
    assert (figures.tiers[Tier.LOW].seconds, figures.lines, figures.marker) == (90, 4, "★")
    typed(stage, least, "50")
    assert stage.services.guidance.rules.figures.tiers[Tier.LOW].least == 15
    assert "more than the most" in page.words.text()
    typed(stage, most, "60")
    assert stage.services.guidance.rules.figures.tiers[Tier.LOW].least == 50
    page.default.click()
    stage.settle()
    assert stage.services.guidance.rules.figures.tiers[Tier.LOW].least == 15
    assert seconds.value() == 120


def test_who_may_not_reads(stage: Stage) -> None:
    stage.services.guidance.allowed = False
    page = opened(stage, "guide", GuideChecksPage)
    assert not page.levels[CheckId.BANNED].isEnabled()
    assert not page.marker.isEnabled()
    assert "Leads" in page.words.text()


def test_who_may_not_reads_the_lists(stage: Stage) -> None:
    stage.services.guidance.allowed = False
    lists = opened(stage, "words", WordListsPage)
    assert not lists.add.isEnabled()
    assert not lists.toggle.isEnabled()
    assert lists.phrases()


def test_a_refusal_is_told_and_what_is_in_force_shown(stage: Stage) -> None:
    page = opened(stage, "guide", GuideChecksPage)
    stage.services.guidance.error = Refused(Problem.NOT_ALLOWED)
    choose(stage, page, CheckId.BANNED, Level.BLOCK)
    assert page.levels[CheckId.BANNED].currentData() == Level.HINT
    assert page.words.text()


def lists(stage: Stage, words: Words) -> WordListsPage:
    page = opened(stage, "words", WordListsPage)
    page.show_language("en")
    page.show_list(words)
    return page


def test_a_forbidden_phrase_is_added_with_what_to_write_instead_and_found_at_once(stage: Stage) -> None:
    page = lists(stage, Words.FORBIDDEN)
    page.phrase.setText("calm  down")
    page.add.click()
    assert "missing" in page.words.text()
    page.said.setText("I understand")
    page.add.click()
    stage.settle()
    assert page.phrases()[0] == ("calm down", "I understand")
    assert stage.services.guidance.overlay("en").add[Words.FORBIDDEN] == {"calm down": "I understand"}
    assert page.phrase.text() == ""
    page.table.selectRow(0)
    page.toggle.click()
    stage.settle()
    assert "calm down" not in [phrase for phrase, _said in page.phrases()]


def test_a_built_in_word_is_taken_away_and_back_in(stage: Stage) -> None:
    page = lists(stage, Words.BANNED)
    row = [phrase for phrase, _said in page.phrases()].index("impossible")
    page.table.selectRow(row)
    page.toggle.click()
    stage.settle()
    assert stage.services.guidance.overlay("en").remove[Words.BANNED] == ("impossible",)
    assert page.toggle.text() == "Take back in"
    page.toggle.click()
    stage.settle()
    assert stage.services.guidance.overlay("en").remove[Words.BANNED] == ()


def test_lists_are_looked_through_every_quarter(stage: Stage) -> None:
    stage.services.guidance.is_due = True
    page = lists(stage, Words.BANNED)
    assert "should be looked through" in page.review.text()
    page.reviewed.click()
    stage.settle()
    assert stage.services.guidance.overlay("en").reviewed == stage.services.clock.now().date()
    assert "Looked through on" in page.review.text()


def test_a_refused_change_leaves_the_list_as_it_is(stage: Stage) -> None:
    page = lists(stage, Words.BANNED)
    before = page.phrases()
    stage.services.guidance.error = Refused(Problem.NOT_ALLOWED)
    page.phrase.setText("nope")
    page.add.click()
    stage.settle()
    assert page.phrases() == before
