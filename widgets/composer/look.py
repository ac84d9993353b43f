"""The composer's style sheet from tokens."""

from widgets.scroll_bars import scroll_bar_sheet
from widgets.tokens import Tokens, css


def sheet(tokens: Tokens, *, note: bool) -> str:
    """For the composer and everything in it."""
    t = tokens
    ground = t.note if note else t.surface
    edge = t.note_line if note else t.line
    send = f"background:{css(t.accent)}; color:{css(t.on_accent)};"
    return f"""
{scroll_bar_sheet(tokens)}
#composer {{ background:{css(ground)}; border:1px solid {css(edge)}; border-radius:{t.radius.card}px; }}
#composer[active="true"] {{ border:1px solid {css(t.focus)}; }}
#composer QPlainTextEdit, #composer QScrollArea, #composer QScrollArea > QWidget > QWidget {{
  background:transparent; border:none; color:{css(t.text)}; font-size:{t.type.base}px;
  selection-background-color:{css(t.selection)}; selection-color:{css(t.text)}; }}
#composerFoot {{ background:transparent; border:none; border-top:1px solid {css(edge)}; }}
#composer QLabel {{ color:{css(t.text2)}; font-size:{t.type.small}px; background:transparent; }}
#composer QLabel[tone="faint"] {{ color:{css(t.text3)}; }}
#composer QLabel[tone="bad"] {{ color:{css(t.high)}; font-weight:{t.type.strong}; }}
#composer QLabel[tone="chip"] {{ color:{css(t.medium)}; background:{css(t.medium_soft)}; border-radius:9px;
  padding:1px 8px; font-weight:{t.type.strong}; }}
#composer QLabel[tone="closed"] {{ color:{css(t.medium)}; background:{css(t.medium_soft)};
  border-radius:{t.radius.control}px; padding:5px 10px; }}
#composer QToolButton {{ border:1px solid transparent; border-radius:{t.radius.control}px; padding:3px;
  color:{css(t.text)}; background:transparent; font-size:{t.type.small}px; font-weight:{t.type.strong}; }}
#composer QToolButton:hover {{ background:{css(t.hover)}; }}
#composer QToolButton:focus {{ border-color:{css(t.focus)}; }}
#composer QToolButton:checked {{ background:{css(t.note_line)}; color:{css(t.text)}; }}
#composer QToolButton::menu-indicator {{ image:none; width:0; }}
#composer QPushButton {{ {send} border:1px solid transparent; border-radius:{t.radius.control}px; padding:5px 14px;
  font-size:{t.type.base}px; font-weight:{t.type.strong}; }}
#composer QPushButton:disabled {{ background:{css(t.sunken)}; color:{css(t.text3)}; }}
#composer QPushButton:focus {{ border:2px solid {css(t.text)}; padding:4px 13px; }}
#composer #fileChip {{ background:{css(t.sunken)}; border:1px solid {css(edge)}; border-radius:7px; }}
#composer #fileChip QLabel[tone="name"] {{ color:{css(t.text)}; font-size:{t.type.small}px; }}
#composer #quoteBar {{ background:{css(t.sunken)}; border-radius:{t.radius.control}px; }}
"""


def popup_sheet(tokens: Tokens) -> str:
    """For the emoji panel."""
    t = tokens
    return f"""
#emojiPanel {{ background:{css(t.surface)}; border:1px solid {css(t.line)}; border-radius:{t.radius.card}px; }}
#emojiPanel QToolButton {{ border:1px solid transparent; border-radius:{t.radius.control}px; background:transparent;
  font-size:18px; }}
#emojiPanel QToolButton:hover {{ background:{css(t.hover)}; }}
#emojiPanel QToolButton:focus {{ border-color:{css(t.focus)}; background:{css(t.accent_soft)}; }}
"""
