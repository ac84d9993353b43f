"""Small fields to choose one thing of several; what is chosen stays when other things are offered."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox

from ui.parts import named

Option = tuple[str, str]
"""A value and its words; "" is everything."""


def choice(name: str, options: Sequence[Option] = ()) -> QComboBox:
    """A new field."""
    made = QComboBox()
    made.setProperty("kind", "small")
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    named(made, name)
    offer(made, options)
    return made


def offer(field: QComboBox, options: Sequence[Option], chosen: str = "") -> None:
    """Other options; what is chosen is there even when it is not among them."""
    wanted = list(options)
    if chosen and chosen not in {value for value, _words in options}:
        wanted.append((chosen, chosen))
    there = [(field.itemData(place), field.itemText(place)) for place in range(field.count())]
    if there != wanted:
        field.clear()
        for value, words in wanted:
            field.addItem(words, value)
    field.setCurrentIndex(max(0, field.findData(chosen)))


def chosen(field: QComboBox) -> str:
    """The value."""
    return str(field.currentData() or "")
