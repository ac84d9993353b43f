"""Pictures of compensations: proposed, asked for, decided, offered, answered; and their settings."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from domain.agent import Role
from domain.ids import CustomerId, OfferId, OrderId
from domain.offer import Extra, LossKind, Offer, OfferState, Option
from domain.order import Order, OrderStatus
from tests.fakes.demo import AGENTS, NOW, World, demo, tid
from tests.fakes.stage import Stage

BOUGHT = NOW - timedelta(days=9)
THREE = (Option(36_000, 0), Option(16_500, 24_500), Option(0, 0, Extra.REPLACEMENT))


class Camera(Protocol):
    """Takes pictures."""

    def take(self, name: str, widget: QWidget) -> None: ...


def world() -> World:
    """The demo's morning; Somchai and Khalid have bought something, too, and Khalid complains."""
    made = demo()
    made.orders += [
        Order(OrderId("order-2"), CustomerId("cust-somchai"), "20817", "หูฟังไร้สาย", 129_000, "THB", OrderStatus.SHIPPED,
              BOUGHT, 6_000, "Flash", "TH7718201"),
        Order(OrderId("order-3"), CustomerId("cust-khalid"), "31277", "سماعات لاسلكية", 64_900, "SAR", OrderStatus.PAID,
              BOUGHT),
    ]  # fmt: skip
    card = made.cards[tid("khalid")]
    made.cards[tid("khalid")] = replace(card, thread=replace(card.thread, complaint=True))
    return made


def offer(state: OfferState, short: str = "wang", number: int = 1) -> Offer:
    """One that Tomás made and Priya decided about."""
    decided = AGENTS[1].id if state is not OfferState.ASKED else None
    taken = 1 if state is OfferState.TAKEN else None
    at = NOW - timedelta(minutes=14 - number)
    return Offer(OfferId(f"offer-{number}"), tid(short), LossKind.DEFECT, 30_000, "CNY", THREE, state,
                 AGENTS[2].id, at, decided, taken)  # fmt: skip


def compensation(camera: Camera, name: str = "compensation", short: str = "wang", theme: str = "light") -> None:
    """Proposed, and inserted by key."""
    stage = _stage(theme)
    stage.open(tid(short))
    stage.window.inbox.write()
    stage.window.inbox.compensation.act()
    stage.settle()
    camera.take(name, stage.window)
    stage.close()


def compensation_dark(camera: Camera) -> None:
    compensation(camera, "compensation-dark", theme="dark")


def compensation_thai(camera: Camera) -> None:
    compensation(camera, "compensation-thai", "somchai")


def compensation_rtl(camera: Camera) -> None:
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        compensation(camera, "compensation-rtl", "khalid")
        _decided(camera, "compensation-asked-rtl", OfferState.ASKED, Role.LEAD)
    finally:
        QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def compensation_states(camera: Camera) -> None:
    """Over the limit, wrong input, calm, and each state of an offer."""
    stage = _stage("light", role=Role.AGENT)
    stage.open(tid("maria"))
    camera.take("compensation-calm", stage.window.inbox.side)
    stage.open(tid("wang"))
    camera.take("compensation-over", stage.window.inbox.side)
    stage.window.inbox.side.compensation.entry.amount.setText("18o")
    stage.window.inbox.side.compensation.entry.amount.textEdited.emit("18o")
    stage.settle()
    camera.take("compensation-wrong", stage.window.inbox.side)
    stage.close()
    for state in OfferState:
        role = Role.LEAD if state is OfferState.ASKED else Role.AGENT
        _decided(camera, f"compensation-{state}", state, role)
    _decided(camera, "compensation-asked-dark", OfferState.ASKED, Role.AGENT, "dark")
    _decided(camera, "compensation-taken-dark", OfferState.TAKEN, Role.AGENT, "dark")


def compensation_waiting(camera: Camera) -> None:
    """The list of leads."""
    for theme, name in (("light", "compensation-list"), ("dark", "compensation-list-dark")):
        stage = _stage(theme, role=Role.LEAD)
        stage.services.compensation.offers = [
            offer(OfferState.ASKED, short, number) for number, short in enumerate(("wang", "somchai", "khalid"))
        ]
        stage.window.inbox.compensation.show_waiting()
        stage.settle()
        camera.take(name, _dialog(stage))
        _dialog(stage).reject()
        stage.close()


def compensation_settings(camera: Camera) -> None:
    """For leads, and for others."""
    for role, theme in ((Role.LEAD, "light"), (Role.LEAD, "dark"), (Role.AGENT, "light")):
        stage = _stage(theme, role=role)
        stage.window.sheets.open_settings("compensation")
        stage.settle()
        camera.take(f"settings-compensation-{role}-{theme}", _dialog(stage))
        stage.close()


def _decided(camera: Camera, name: str, state: OfferState, role: Role, theme: str = "light") -> None:
    stage = _stage(theme, role=role)
    stage.services.compensation.offers = [offer(state)]
    stage.open(tid("wang"))
    if state in (OfferState.TAKEN, OfferState.REFUSED):
        stage.window.inbox.compensation.put_right()
        stage.settle()
    camera.take(name, stage.window.inbox.side)
    stage.close()


def _stage(theme: str, role: Role = Role.ADMIN) -> Stage:
    stage = Stage(world())
    session = stage.services.session.current
    assert session is not None
    stage.services.session.current = replace(session, agent=replace(session.agent, role=role))
    stage.services.settings.theme = theme
    stage.window.theme.apply()
    return stage.show()


def _dialog(stage: Stage) -> QDialog:
    return next(one for one in stage.window.findChildren(QDialog) if one.isVisible())


DESK_SCENES: tuple[Callable[[Camera], None], ...] = (
    compensation,
    compensation_dark,
    compensation_thai,
    compensation_rtl,
    compensation_states,
    compensation_waiting,
    compensation_settings,
)
