"""What people said as paragraphs of a text document: a head and the words under it, each in its own direction."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QWidget

from widgets.painting import is_rtl
from widgets.tokens import Tokens


def add_paragraph(cursor: QTextCursor, words: str, page: QWidget, tokens: Tokens, *, head: bool, above: int) -> int:
    """Plain text at the cursor; a head stands apart by `above` and follows the page. Returns where it begins."""
    shape, letters = QTextBlockFormat(), QTextCharFormat()
    rtl = page.layoutDirection() == Qt.LayoutDirection.RightToLeft if head else is_rtl(words)
    shape.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    if head:
        shape.setTopMargin(above)
        letters.setForeground(tokens.text2)
        letters.setFontWeight(tokens.type.strong)
    if cursor.position():
        cursor.insertBlock(shape, letters)
    else:
        cursor.setBlockFormat(shape)
    begins = cursor.position()
    cursor.insertText(words, letters)
    return begins
