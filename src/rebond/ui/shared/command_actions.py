"""What a person can do, in one form: in the menus, in the menus of views, and for whoever lists all of it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QWidget

from rebond.ui.shared.tab import Tab

Key = QKeySequence.StandardKey
#: A key as Qt names it, the system's usual key for something, or no key.
OneKey = QKeySequence | QKeySequence.StandardKey | str


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that can be done.

    `needs_journal` greys it on the first page; `enabled` says whether it can be done now; `names` gives a name that
    says more than `name`, and is asked when the command is about to be seen.
    """

    name: str
    run: Callable[[], object]
    key: OneKey | tuple[OneKey, ...] = ""
    needs_journal: bool = True
    enabled: Callable[[], bool] | None = None
    names: Callable[[], str] | None = None


class CommandAction(QAction):
    """A command in a menu or in a view; its parent is where it applies."""

    def __init__(self, command: Command, parent: QWidget) -> None:
        super().__init__(command.name, parent)
        self.command = command
        keys = command.key if isinstance(command.key, tuple) else (command.key,)
        self.setShortcuts([QKeySequence(key) for key in keys if key])
        self.triggered.connect(partial(_call, command.run))
        if command.enabled:
            self.setEnabled(command.enabled())

    def refresh(self) -> None:
        """Name it, and grey it or not, as things stand now."""
        if self.command.names:
            self.setText(self.command.names())
        if self.command.enabled:
            self.setEnabled(self.command.enabled())

    @property
    def view(self) -> str:
        """The name of the view in which it applies; empty when that is the whole window."""
        here = self.parent()
        return here.accessibleName() if isinstance(here, QAbstractItemView) else ""

    @property
    def tab(self) -> str:
        """The name of the tab in which it applies; empty when that is the whole window."""
        here = self.parent()
        while here is not None and not isinstance(here, Tab):
            here = here.parent()
        return here.name if here else ""


def command(view: QAbstractItemView, name: str, run: Callable[[], object], *keys: str) -> CommandAction:
    """Add a command to the menu of a view, with its keys while the view has the keyboard."""
    action = CommandAction(Command(name, run, keys), view)
    action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    view.addAction(action)
    return action


def rule(view: QAbstractItemView) -> None:
    """Add a line between two groups of commands."""
    action = QAction(view)
    action.setSeparator(True)
    view.addAction(action)


def commands_of(window: QWidget) -> list[CommandAction]:
    """Every command of a window and of the views in it, without those of its dialogs."""
    found = window.findChildren(CommandAction)
    return [action for action in found if isinstance(here := action.parent(), QWidget) and here.window() is window]


def _call(run: Callable[[], object], _checked: bool = False) -> None:
    run()
