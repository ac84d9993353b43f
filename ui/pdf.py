"""Sets papers on A4 pages, for a PDF or a printer; every text goes in as plain text, in its own direction."""

import re
from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QBrush,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextOption,
    QTextTable,
    QTextTableCell,
    QTextTableFormat,
)

from app.export.safe import writable
from app.i18n import _
from ui.paper import Facts, Grid, Heading, Paper, Piece, Said, Words
from widgets.tokens import Tokens, load_tokens

_RESOLUTION = 300
_MARGIN_MM = 18.0
_BODY, _SMALL, _TITLE, _HEADING = 9.5, 8.0, 17.0, 12.0
_MISLEADING = re.compile("[\u202d\u202e\ufffc]")
"""What would show words in another order than they were written, or nothing in their place."""
_FOOT = 2.2
"""Height of the foot in lines of small print."""


def pdf(paper: Paper) -> bytes:
    """The document as a PDF file. May run beside the loop: it uses nothing that is on screen."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(writable(paper.title))
    writer.setCreator("Braid")
    writer.setResolution(_RESOLUTION)
    lay_out(writer)
    paint(paper, writer)
    buffer.close()
    return bytes(buffer.data().data())


def lay_out(device: QPagedPaintDevice) -> None:
    """A4, upright, with our margins."""
    device.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    device.setPageOrientation(QPageLayout.Orientation.Portrait)
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    device.setPageMargins(margins, QPageLayout.Unit.Millimeter)


def paint(paper: Paper, device: QPagedPaintDevice) -> int:
    """Puts it on the pages of a PDF or a printer; how many those are."""
    painter = QPainter(device)
    try:
        return _Pages(paper, device, painter).paint()
    finally:
        painter.end()


def document(paper: Paper) -> QTextDocument:
    """Its text, set in order."""
    made = QTextDocument()
    made.setUndoRedoEnabled(False)
    made.setDefaultFont(_font(_BODY))
    option = QTextOption()
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    made.setDefaultTextOption(option)
    made.setDocumentMargin(0)
    _Setter(made).set(paper)
    return made


class _Pages:
    """One document on its way to a device."""

    def __init__(self, paper: Paper, device: QPagedPaintDevice, painter: QPainter) -> None:
        self._paper, self._device, self._painter = paper, device, painter
        self._small = QFont(_font(_SMALL))
        metrics = QFontMetricsF(self._small, device)
        self._foot = metrics.lineSpacing() * _FOOT
        self._width = float(device.width())
        self._height = float(device.height()) - self._foot
        self._document = document(paper)
        self._document.documentLayout().setPaintDevice(device)
        self._document.setPageSize(QSizeF(self._width, self._height))

    def paint(self) -> int:
        """All pages."""
        count = self._document.pageCount()
        for page in range(count):
            if page:
                self._device.newPage()
            self._page(page)
            self._write_foot(page + 1, count)
        return count

    def _page(self, page: int) -> None:
        painter, top = self._painter, page * self._height
        context = QAbstractTextDocumentLayout.PaintContext()
        context.palette.setColor(QPalette.ColorRole.Text, _tokens().text)
        context.clip = QRectF(0, top, self._width, self._height)
        painter.save()
        painter.translate(0, -top)
        painter.setClipRect(context.clip)
        self._document.documentLayout().draw(painter, context)
        painter.restore()

    def _write_foot(self, page: int, count: int) -> None:
        painter = self._painter
        painter.save()
        painter.setFont(self._small)
        painter.setPen(_tokens().text2)
        area = QRectF(0, self._height, self._width, self._foot)
        words = _("Page {page} of {count}").format(page=page, count=count)
        bottom = Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextSingleLine
        number = painter.boundingRect(area, bottom | Qt.AlignmentFlag.AlignRight, words)
        painter.drawText(area, bottom | Qt.AlignmentFlag.AlignRight, words)
        room = self._width - number.width() * 1.2
        foot = painter.fontMetrics().elidedText(_one_line(self._paper.foot), Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(area, bottom | Qt.AlignmentFlag.AlignLeft, foot)
        painter.restore()


class _Setter:
    """Writes the pieces one behind the other; only `insertText` ever gets a word of somebody else."""

    def __init__(self, target: QTextDocument) -> None:
        self._cursor = QTextCursor(target)
        self._empty = True

    def set(self, paper: Paper) -> None:
        """The whole."""
        self._block(paper.title, _letters(_TITLE, bold=True), _space(after=4))
        for text in paper.lines:
            self._block(text, _letters(_SMALL, faint=True), _space())
        for piece in paper.pieces:
            self._piece(piece)

    def _piece(self, piece: Piece) -> None:
        if isinstance(piece, Heading):
            self._block(piece.text, _letters(_HEADING, bold=True), _space(before=16, after=4))
        elif isinstance(piece, Words):
            self._block(piece.text, _letters(faint=piece.faint), _space(after=4))
        elif isinstance(piece, Said):
            above = _space(before=7, after=1)
            above.setLayoutDirection(QGuiApplication.layoutDirection())
            self._block(piece.head, _letters(_SMALL, bold=True, faint=True), above)
            self._block(piece.text, _letters(), _space())
        elif isinstance(piece, Facts):
            self._facts(piece)
        else:
            self._grid(piece)

    def _block(self, text: str, letters: QTextCharFormat, block: QTextBlockFormat) -> None:
        if self._empty:
            self._cursor.setBlockFormat(block)
            self._cursor.setBlockCharFormat(letters)
        else:
            self._cursor.insertBlock(block, letters)
        self._empty = False
        self._cursor.insertText(_paragraphs(text), letters)

    def _facts(self, facts: Facts) -> None:
        shown = [(name, value) for name, value in facts.pairs if value]
        if shown:
            table = self._table(len(shown), (30, 70), 0)
            for row, (name, value) in enumerate(shown):
                self._cell(table.cellAt(row, 0), name, _letters(faint=True))
                self._cell(table.cellAt(row, 1), value, _letters())
            self._leave()

    def _grid(self, grid: Grid) -> None:
        table = self._table(len(grid.rows) + 1, grid.shares or (0,) * len(grid.columns), 1)
        head = _letters(_SMALL, bold=True, faint=True)
        for column, name in enumerate(grid.columns):
            self._cell(table.cellAt(0, column), name, head, number=column in grid.numbers)
            _underline(table.cellAt(0, column), header=True)
        for row, cells in enumerate(grid.rows, start=1):
            for column, text in enumerate(cells[: len(grid.columns)]):
                self._cell(table.cellAt(row, column), text, _letters(), number=column in grid.numbers)
                _underline(table.cellAt(row, column))
        self._leave()

    def _table(self, rows: int, shares: Sequence[int], header: int) -> QTextTable:
        shape = QTextTableFormat()
        shape.setCellPadding(2.5)
        shape.setCellSpacing(0)
        shape.setBorder(0)
        shape.setHeaderRowCount(header)
        shape.setTopMargin(3)
        shape.setBottomMargin(10)
        shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        if any(shares):
            widths = [QTextLength(QTextLength.Type.PercentageLength, share) for share in shares]
            shape.setColumnWidthConstraints(widths)
        return self._cursor.insertTable(rows, len(shares), shape)

    def _cell(self, place: QTextTableCell, text: str, letters: QTextCharFormat, *, number: bool = False) -> None:
        cursor = place.firstCursorPosition()
        block = QTextBlockFormat()
        # Words keep their own direction, but stand under their column, whatever that is.
        block.setAlignment(_edge(leading=not number) | Qt.AlignmentFlag.AlignAbsolute)
        cursor.setBlockFormat(block)
        cursor.setBlockCharFormat(letters)
        cursor.insertText(_paragraphs(text), letters)

    def _leave(self) -> None:
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
        self._empty = True


def _underline(place: QTextTableCell, *, header: bool = False) -> None:
    shape = place.format().toTableCellFormat()
    shape.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    shape.setBottomBorderBrush(QBrush(_tokens().text3 if header else _tokens().line))
    shape.setBottomBorder(1.0 if header else 0.4)
    shape.setTopPadding(2.5)
    shape.setBottomPadding(2.5)
    shape.setRightPadding(8)
    place.setFormat(shape)


def _edge(*, leading: bool) -> Qt.AlignmentFlag:
    to_left = QGuiApplication.layoutDirection() is Qt.LayoutDirection.LeftToRight
    return Qt.AlignmentFlag.AlignLeft if leading is to_left else Qt.AlignmentFlag.AlignRight


def _font(points: float) -> QFont:
    font = QFont(QGuiApplication.font())
    font.setPointSizeF(points)
    return font


def _letters(points: float = _BODY, *, bold: bool = False, faint: bool = False) -> QTextCharFormat:
    letters = QTextCharFormat()
    letters.setFontPointSize(points)
    letters.setFontWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    letters.setForeground(QBrush(_tokens().text2 if faint else _tokens().text))
    return letters


def _space(before: float = 0, after: float = 0) -> QTextBlockFormat:
    block = QTextBlockFormat()
    block.setTopMargin(before)
    block.setBottomMargin(after)
    return block


def _tokens() -> Tokens:
    """Paper is white, whatever the screen is."""
    return load_tokens("light")


def _paragraphs(text: str) -> str:
    """Lines stay lines of one paragraph's look; what no font and no file can hold is replaced."""
    plain = writable(text).replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return _MISLEADING.sub("\ufffd", plain)


def _one_line(text: str) -> str:
    return " ".join(writable(text).split())
