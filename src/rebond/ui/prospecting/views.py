"""What the lists of this tab share: how they scroll, and their commands in a menu that the Menu key opens too."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractItemView


def calm(view: QAbstractItemView, name: str) -> None:
    """Have a list scroll by pixels, name itself to screen readers, and show its commands on a right click."""
    view.setAccessibleName(name)
    view.setMouseTracking(True)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)


def command(view: QAbstractItemView, name: str, run: Callable[[], object], *keys: str) -> QAction:
    """A command of the list's menu, with its keys while the list has the keyboard."""
    action = QAction(name, view)
    action.setShortcuts([QKeySequence(key) for key in keys])
    action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    action.triggered.connect(run)
    view.addAction(action)
    return action


def rule(view: QAbstractItemView) -> None:
    """A line between two groups of commands."""
    action = QAction(view)
    action.setSeparator(True)
    view.addAction(action)
