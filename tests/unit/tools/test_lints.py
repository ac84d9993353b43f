"""Each rule of the house: what it refuses, and the near thing that it lets pass."""

from collections.abc import Callable, Iterator

import pytest

from tools import lint
from tools.lints import clocks, colours, connections, docstrings, domain_purity, fields, plain_text, sizes, texts
from tools.lints.source import Finding, Source

Check = Callable[[Source], Iterator[Finding]]

REFUSED = [
    (docstrings.check, "ui/a.py", "x = 1"),
    (docstrings.check, "ui/a.py", '"""One\ntwo."""'),
    (sizes.check, "ui/a.py", "x = 1\n" * 401),
    (sizes.check, "tests/a.py", "x = 1\n" * 601),
    (sizes.check, "ui/a.py", "def f():\n" + "    x = 1\n" * 50),
    (texts.check, "ui/a.py", "label.setText('Send')"),
    (texts.check, "ui/a.py", "label.setText(f'{n} new')"),
    (texts.check, "ui/a.py", "label.setText('Send' if ready else _('Wait'))"),
    (texts.check, "widgets/a.py", "label.setText('{n} new'.format(n=n))"),
    (texts.check, "widgets/a.py", "QPushButton('Send', self)"),
    (texts.check, "widgets/a.py", "PlainLabel(parent=self, text='Send')"),
    (texts.check, "ui/a.py", "menu.addAction('Send')"),
    (texts.check, "app/a.py", "_(f'{n} new')"),
    (texts.check, "ui/a.py", "_('%d new' % n)"),
    (texts.check, "ui/a.py", "ngettext('{n} one'.format(n=n), '{n} more', n)"),
    (plain_text.check, "ui/a.py", "QLabel(name)"),
    (plain_text.check, "ui/a.py", "QtWidgets.QLabel(name)"),
    (plain_text.check, "widgets/a.py", "class Name(QLabel): pass"),
    (plain_text.check, "ui/a.py", "QMessageBox(self)"),
    (plain_text.check, "ui/a.py", "QMessageBox.warning(self, title, text)"),
    (plain_text.check, "ui/a.py", "QToolTip.showText(point, name)"),
    (plain_text.check, "ui/a.py", "button.setToolTip(name)"),
    (plain_text.check, "ui/a.py", "label.setTextFormat(Qt.TextFormat.RichText)"),
    (plain_text.check, "ui/a.py", "browser.setHtml(body)"),
    (fields.check, "ui/a.py", "field = QLineEdit()"),
    (fields.check, "widgets/a.py", "class Name(QtWidgets.QLineEdit): pass"),
    (connections.check, "ui/a.py", "button.clicked.connect(lambda: self.send(1))"),
    (connections.check, "app/a.py", "button.clicked.connect(functools.partial(self.send, 1))"),
    (colours.check, "ui/a.py", "x = '#ff0000'"),
    (colours.check, "ui/a.py", "x = '#f00'"),
    (colours.check, "ui/a.py", "style = 'QFrame { color: #ff0000; }'"),
    (colours.check, "widgets/a.py", "QColor('red')"),
    (colours.check, "widgets/a.py", "QColor(255, 0, 0)"),
    (colours.check, "widgets/a.py", "pen = Qt.GlobalColor.red"),
    (colours.check, "widgets/a.py", "pen = Qt.red"),
    (clocks.check, "sync/a.py", "now = datetime.now(UTC)"),
    (clocks.check, "sync/a.py", "now = datetime.datetime.now(UTC)"),
    (clocks.check, "sync/a.py", "clock = time.monotonic"),
    (clocks.check, "sync/a.py", "from time import time"),
    (clocks.check, "ui/a.py", "QDateTime.currentDateTime()"),
    (domain_purity.check, "domain/a.py", "import numpy"),
    (domain_purity.check, "domain/a.py", "from app.ports import Clock"),
    (domain_purity.check, "domain/a.py", "import sqlite3"),
    (domain_purity.check, "domain/emotion/a.py", "import numpy"),
]

LET_PASS = [
    (fields.check, "ui/a.py", "field = LineField()"),
    (fields.check, "ui/a.py", "secret = QLineEdit.EchoMode.Password"),
    (fields.check, "widgets/text_side.py", "class LineField(QLineEdit): pass"),
    (docstrings.check, "ui/a.py", '"""One."""'),
    (docstrings.check, "ui/a.py", '"""One.\n\nstate --event--> state\n"""'),
    (sizes.check, "ui/a.py", "x = 1\n" * 400),
    (sizes.check, "tests/a.py", "x = 1\n" * 600),
    (sizes.check, "ui/a.py", "def f():\n" + "    x = 1\n" * 49),
    (texts.check, "ui/a.py", "label.setText(_('{n} new').format(n=n))"),
    (texts.check, "ui/a.py", "label.setText('')"),
    (texts.check, "ui/a.py", "label.setText('…')"),
    (texts.check, "ui/a.py", "label.setText(names['de'])"),
    (texts.check, "ui/a.py", "label.setText(date_text(day, 'short'))"),
    (texts.check, "ui/a.py", "window.setWindowTitle('Braid')"),
    (texts.check, "ui/a.py", "label.setObjectName('sender')"),
    (texts.check, "ui/a.py", "ngettext('{n} one', '{n} more', n + 1)"),
    (texts.check, "backend/a.py", "label.setText('Send')"),
    (plain_text.check, "widgets/plain.py", "QLabel(name)"),
    (plain_text.check, "ui/a.py", "PlainLabel(name)"),
    (plain_text.check, "ui/a.py", "button.setToolTip(plain_tip(name))"),
    (plain_text.check, "ui/a.py", "button.setToolTip(_('Send'))"),
    (plain_text.check, "ui/a.py", "label.setTextFormat(Qt.TextFormat.PlainText)"),
    (connections.check, "ui/a.py", "button.clicked.connect(self.send)"),
    (connections.check, "ui/a.py", "register(lambda: 1)"),
    (colours.check, "ui/a.py", "note = 'see order #123 of today'"),
    (colours.check, "ui/a.py", "QColor(tokens.accent)"),
    (colours.check, "ui/a.py", "fill = Qt.GlobalColor.transparent"),
    (colours.check, "backend/a.py", "x = '#ff0000'"),
    (clocks.check, "app/clock.py", "now = datetime.now(UTC)"),
    (clocks.check, "backend/clock.py", "now = time.monotonic()"),
    (clocks.check, "tests/a.py", "now = time.time()"),
    (clocks.check, "sync/a.py", "now = self.clock.now()"),
    (clocks.check, "sync/a.py", "from time import perf_counter"),
    (domain_purity.check, "domain/a.py", "import re\nfrom domain.ids import ThreadId"),
    (domain_purity.check, "domain/emotion/a.py", "def load():\n    import numpy"),
    (domain_purity.check, "app/a.py", "import numpy"),
]


@pytest.mark.parametrize(("check", "path", "text"), REFUSED)
def test_refused(check: Check, path: str, text: str) -> None:
    assert list(check(Source(path, text)))


@pytest.mark.parametrize(("check", "path", "text"), LET_PASS)
def test_let_pass(check: Check, path: str, text: str) -> None:
    assert list(check(Source(path, text))) == []


def test_every_check_is_run() -> None:
    assert {check for check, _path, _text in REFUSED} == set(lint.CHECKS)


def test_a_finding_is_told_as_an_editor_reads_it() -> None:
    (finding,) = clocks.check(Source("sync/a.py", "x = 1\nnow = time.time()"))
    assert str(finding).startswith("sync/a.py:2: time.time ")
