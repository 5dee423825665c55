"""The menus and their keys: every command of the window in one table."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMainWindow, QMenu

from rebond.language import LANGUAGES
from rebond.preferences import THEMES
from rebond.ui.shared.command_actions import Command, CommandAction, commands_of
from rebond.ui.speech import _

#: A line between two groups of commands.
RULE = None


class Menus:
    """Fills a window's menu bar."""

    def __init__(self, window: QMainWindow, *, has_journal: bool) -> None:
        self._window = window
        self._has_journal = has_journal

    @property
    def commands(self) -> list[CommandAction]:
        """Every command there is now: those of the menus, and those of the views in the tabs that are made."""
        return commands_of(self._window)

    def add(self, title: str, *lines: Command | None) -> QMenu:
        """One menu with its commands, in order."""
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
        """A menu in a menu, with one of several chosen."""
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
