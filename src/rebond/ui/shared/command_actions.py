"""A command of the program, and the Qt action that puts it into a menu with its key."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QWidget

from rebond.domain.value_classes import dataclass
from rebond.ui.shared.tab import Tab

Key = QKeySequence.StandardKey
#: A key in Qt's notation ("Ctrl+L"), one of the system's standard keys, or "" for no key.
KeyBinding = QKeySequence | QKeySequence.StandardKey | str


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its name, the function it runs, and its key or keys.

    `needs_journal` disables it on the start page; `enabled` tells whether it can run now; `names` returns a more
    specific name, such as the change that undo would take back, and is called just before the menu opens. `checked`
    tells whether what the command switches is on.
    """

    name: str
    run: Callable[[], object]
    key: KeyBinding | tuple[KeyBinding, ...] = ""
    needs_journal: bool = True
    enabled: Callable[[], bool] | None = None
    names: Callable[[], str] | None = None
    checked: Callable[[], bool] | None = None


class CommandAction(QAction):
    """The action of a command in a menu or a view; it applies wherever its parent has the focus."""

    def __init__(self, command: Command, parent: QWidget) -> None:
        super().__init__(command.name, parent)
        self.command = command
        keys = command.key if isinstance(command.key, tuple) else (command.key,)
        self.setShortcuts([QKeySequence(key) for key in keys if key])
        self.triggered.connect(partial(_call, command.run))
        if command.enabled:
            self.setEnabled(command.enabled())
        if command.checked:
            self.setCheckable(True)
            self.setChecked(command.checked())

    def refresh(self) -> None:
        """Update the name, and whether the action is enabled and what it switches is on."""
        if self.command.names:
            self.setText(self.command.names())
        if self.command.enabled:
            self.setEnabled(self.command.enabled())
        if self.command.checked:
            self.setChecked(self.command.checked())

    @property
    def view(self) -> str:
        """The accessible name of the view that the action belongs to; empty for the window's own."""
        parent = self.parent()
        return parent.accessibleName() if isinstance(parent, QAbstractItemView) else ""

    @property
    def tab(self) -> str:
        """The name of the tab that the action belongs to; empty for the window's own."""
        ancestor = self.parent()
        while ancestor is not None and not isinstance(ancestor, Tab):
            ancestor = ancestor.parent()
        return ancestor.name if ancestor else ""


def command(view: QAbstractItemView, name: str, run: Callable[[], object], *keys: str) -> CommandAction:
    """Add a command to the context menu of a view and return its action; its keys work while the view has the focus."""
    action = CommandAction(Command(name, run, keys), view)
    action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    view.addAction(action)
    return action


def unlettered(name: str) -> str:
    """Return the name of a command for a button beside its list, without a letter under Alt: the list has its key.

    A letter of such a button would have to differ from all that can be seen with it.
    """
    return name.replace("&", "")


def rule(view: QAbstractItemView) -> None:
    """Add a separator to the context menu of a view."""
    action = QAction(view)
    action.setSeparator(True)
    view.addAction(action)


def commands_of(window: QWidget) -> list[CommandAction]:
    """Return the actions of a window and its views, without those of its dialogs."""
    return [
        action
        for action in window.findChildren(CommandAction)
        if isinstance(parent := action.parent(), QWidget) and parent.window() is window
    ]


def _call(run: Callable[[], object], _checked: bool = False) -> None:
    run()
