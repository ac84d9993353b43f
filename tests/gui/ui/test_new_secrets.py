"""Passwords and credentials are given anew where they were given first; refusals in words, nothing typed is lost."""

import pytest
from PySide6.QtWidgets import QPushButton

from app.errors import Refused
from tests.fakes.stage import Stage
from tests.gui.ui.test_settings import opened
from ui.settings.admin_page import AdminPage
from ui.settings.channels import ChannelsPage
from ui.settings.people import PeoplePage
from ui.settings.secrets_dialog import SecretsDialog
from widgets.plain import PlainLabel

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def asked(stage: Stage, page_name: str, link: str) -> SecretsDialog:
    page = opened(stage, page_name).page(page_name)
    assert isinstance(page, AdminPage)
    stage.settle()
    next(one for one in page.findChildren(QPushButton) if one.text() == link).click()
    stage.settle()
    assert page.secrets is not None
    return page.secrets


def is_cut(one: PlainLabel) -> bool:
    return one.isVisible() and one.wordWrap() and one.height() < one.heightForWidth(one.width())


def test_a_person_gets_a_new_password(stage: Stage) -> None:
    dialog = asked(stage, "people", "Password…")
    field = dialog.fields["password"]
    for typed, said in (("", "Nothing was typed yet."), ("short", "A password has at least 10 characters.")):
        field.setText(typed)
        dialog.go.click()
        stage.settle()
        assert dialog.error.text() == said
        assert [one.text() for one in dialog.findChildren(PlainLabel) if is_cut(one)] == []
    field.setText("three blue umbrellas")
    dialog.go.click()
    stage.settle()
    assert stage.services.admin.secrets == [(dialog.subject, {"password": "three blue umbrellas"})]


def test_a_refused_password_says_why_and_stays_typed(stage: Stage) -> None:
    dialog = asked(stage, "people", "Password…")
    stage.services.admin.error = Refused("weak_password")
    dialog.fields["password"].setText("aaaaaaaaaaaa")
    dialog.go.click()
    stage.settle()
    assert dialog.isVisible()
    assert "easy to guess" in dialog.error.text()
    assert dialog.fields["password"].text() == "aaaaaaaaaaaa"
    dialog.reject()


def test_a_channel_whose_token_expired_gets_another_one(stage: Stage) -> None:
    dialog = asked(stage, "channels", "Credentials…")
    dialog.fields["access_token"].setText(" EAAG-new ")
    dialog.go.click()
    stage.settle()
    assert stage.services.admin.secrets == [(dialog.subject, {"access_token": "EAAG-new"})]


@pytest.mark.parametrize(
    ("code", "said"), [("number_taken", "Another account has this number"), ("invalid", "begin with https://")]
)
def test_a_refused_channel_says_why_and_stays_typed(stage: Stage, code: str, said: str) -> None:
    page = opened(stage, "channels").page("channels")
    assert isinstance(page, ChannelsPage)
    stage.settle()
    stage.services.admin.error = Refused(code)
    for field in page.form.fields.values():
        field.setText("1001")
    page.form.add.click()
    stage.settle()
    assert said in page.words.text()
    assert page.form.fields["provider_id"].text() == "1001"
    assert page.form.add.isEnabled()


def test_accounts_that_share_a_number_name_each_other(stage: Stage) -> None:
    one, other = stage.services.world.accounts[:2]
    stage.services.admin.same_number = {one.id: [other.name]}
    page = opened(stage, "channels").page("channels")
    assert isinstance(page, ChannelsPage)
    stage.settle()
    said = [label.text() for label in page.findChildren(PlainLabel) if "same number" in label.text()]
    assert said == [
        f"It has the same number at the provider as {other.name}. Remove the one that your provider does not write to."
    ]


@pytest.mark.parametrize(("code", "said"), [("exists", "on the team already"), ("last_admin", "at least one admin")])
def test_the_server_s_refusals_are_told_in_words(stage: Stage, code: str, said: str) -> None:
    page = opened(stage, "people").page("people")
    assert isinstance(page, PeoplePage)
    stage.settle()
    stage.services.admin.error = Refused(code)
    page.form.name.setText("Bo")
    page.form.email.setText("b@c.d")
    page.form.password.setText("x" * 10)
    page.form.add.click()
    assert not page.form.add.isEnabled()
    stage.settle()
    assert said in page.words.text()
    assert page.form.add.isEnabled()
    assert page.form.name.text() == "Bo"
