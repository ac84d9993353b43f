"""What the style sheet goes by at a widget, such as its role, and the new look that follows."""

from PySide6.QtWidgets import QWidget


def dress(widget: QWidget, value: object, name: str = "role") -> None:
    """Another value of that property; costs nothing when it is the same."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
