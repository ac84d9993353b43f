"""Slim scroll bars in the theme's colours."""

from PySide6.QtGui import QColor

from widgets.tokens import Tokens, css


def scroll_bar_sheet(tokens: Tokens) -> str:
    """Style sheet for a scroll bar, or to be added to that of anything that has some."""
    t = tokens
    grip = QColor(t.text3)
    grip.setAlphaF(0.4)
    return f"""
QScrollBar:vertical {{ background:transparent; width:10px; margin:2px 1px; }}
QScrollBar:horizontal {{ background:transparent; height:10px; margin:1px 2px; }}
QScrollBar::handle {{ background:{css(grip)}; border-radius:4px; }}
QScrollBar::handle:vertical {{ min-height:36px; }}
QScrollBar::handle:horizontal {{ min-width:36px; }}
QScrollBar::handle:hover, QScrollBar::handle:pressed {{ background:{css(t.text3)}; }}
QScrollBar::handle:disabled {{ background:transparent; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width:0; height:0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background:transparent; }}
"""
