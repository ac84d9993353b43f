"""Builds the window over the services; the one door into the screens."""

from ui.geometry import restore
from ui.main_window import MainWindow
from ui.ports import Services
from ui.theme import Theme


def build_window(services: Services) -> MainWindow:
    """The window, ready to be shown; it asks for no data before `show_inbox` or `show_sign_in`."""
    theme = Theme(services.settings)
    theme.prepare()
    window = MainWindow(services, theme)
    theme.dress()
    restore(window)
    return window
