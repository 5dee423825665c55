"""What the lists of this tab share: how they scroll, and their commands in a menu that the Menu key opens too."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView

from rebond.ui.shared.command_actions import command, rule

__all__ = ["calm", "command", "rule"]


def calm(view: QAbstractItemView, name: str) -> None:
    """Have a list scroll by pixels, name itself to screen readers, and show its commands on a right click."""
    view.setAccessibleName(name)
    view.setMouseTracking(True)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
