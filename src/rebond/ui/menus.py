"""The menu bar, and the list of every command in it and in the views."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMainWindow, QMenu

from rebond.domain.value_classes import dataclass
from rebond.language import LANGUAGES
from rebond.preferences import THEMES
from rebond.ui.shared.command_actions import Command, CommandAction, commands_of
from rebond.ui.speech import _

#: A separator between groups of commands.
RULE = None


@dataclass(frozen=True, slots=True)
class Submenu:
    """A menu within a menu; `lines` are asked for anew each time it opens."""

    title: str
    lines: Callable[[], Iterable[Command | None]]


class Menus:
    """Builds the menus of a window."""

    def __init__(self, window: QMainWindow, *, has_journal: bool) -> None:
        self._window = window
        self._has_journal = has_journal

    @property
    def commands(self) -> list[CommandAction]:
        """Return the actions of all menus, and of the views in the tabs built so far."""
        return commands_of(self._window)

    def add(self, title: str, *lines: Command | Submenu | None) -> QMenu:
        """Add a menu with its commands, in order."""
        menu = self._window.menuBar().addMenu(title)
        self._fill(menu, lines)
        menu.aboutToShow.connect(partial(_refresh, menu))
        return menu

    def _fill(self, menu: QMenu, lines: Iterable[Command | Submenu | None]) -> None:
        for line in lines:
            if line is None:
                menu.addSeparator()
            elif isinstance(line, Submenu):
                inner = menu.addMenu(line.title)
                inner.aboutToShow.connect(partial(self._refill, inner, line))
                self._refill(inner, line)
            else:
                menu.addAction(self._action(line))

    def _refill(self, menu: QMenu, submenu: Submenu) -> None:
        for action in menu.actions():
            menu.removeAction(action)
            action.deleteLater()
        self._fill(menu, submenu.lines())
        menu.menuAction().setEnabled(bool(menu.actions()))

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
