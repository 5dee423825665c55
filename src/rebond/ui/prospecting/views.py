"""Common set-up of the tab's lists: scrolling, and commands in a context menu."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView

from rebond.ui.shared.command_actions import command, rule

__all__ = ["calm", "command", "rule"]


def calm(view: QAbstractItemView, name: str) -> None:
    """Make a list scroll by pixels, set its accessible name, and show its commands as its context menu."""
    view.setAccessibleName(name)
    view.setMouseTracking(True)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
