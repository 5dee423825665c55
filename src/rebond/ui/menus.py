"""The menu bar, and the list of every command in it and in the views."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMainWindow, QMenu

from rebond.language import LANGUAGES
from rebond.preferences import THEMES
from rebond.ui.shared.command_actions import Command, CommandAction, commands_of
from rebond.ui.speech import _

#: A separator between groups of commands.
RULE = None


class Menus:
    """Builds the menus of a window."""

    def __init__(self, window: QMainWindow, *, has_journal: bool) -> None:
        self._window = window
        self._has_journal = has_journal

    @property
    def commands(self) -> list[CommandAction]:
        """Return the actions of all menus, and of the views in the tabs built so far."""
        return commands_of(self._window)

    def add(self, title: str, *lines: Command | None) -> QMenu:
        """Add a menu with its commands, in order."""
        menu = self._window.menuBar().addMenu(title)
        for line in lines:
            if line is None:
                menu.addSeparator()
            else:
                menu.addAction(self._action(line))
        menu.aboutToShow.connect(partial(_refresh, menu))
        return menu

    def add_choices(
        self, menu: QMenu, title: str, choices: dict[str, str], chosen: str, choose: Callable[[str], object]
    ) -> None:
        """Add a submenu of exclusive choices, names by value; `choose` is called with the value chosen."""
        inner = menu.addMenu(title)
        group = QActionGroup(inner)
        for code, name in choices.items():
            action = self._action(Command(name, partial(choose, code), needs_journal=False))
            action.setCheckable(True)
            action.setChecked(code == chosen)
            group.addAction(action)
            inner.addAction(action)

    def _action(self, line: Command) -> CommandAction:
        if line.needs_journal and not self._has_journal:
            line = replace(line, enabled=lambda: False)
        return CommandAction(line, self._window)


def languages() -> dict[str, str]:
    return dict(LANGUAGES)


def themes() -> dict[str, str]:
    names = (_("as the system"), _("light"), _("dark"))
    return dict(zip(THEMES, names, strict=True))


def _refresh(menu: QMenu) -> None:
    for action in menu.actions():
        if isinstance(action, CommandAction):
            action.refresh()
