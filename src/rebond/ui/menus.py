"""The menus and their keys: every command of the window in one table."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from rebond import words
from rebond.preferences import THEMES
from rebond.words import _

Key = QKeySequence.StandardKey


@dataclass(frozen=True, slots=True)
class Command:
    """A line of a menu; `needs_journal` greys it on the first page."""

    name: str
    run: Callable[[], object]
    key: QKeySequence | QKeySequence.StandardKey | str = ""
    needs_journal: bool = True


#: A line between two groups of commands.
RULE = None


class Menus:
    """Fills a window's menu bar; `commands` is every command by its name, for whoever lists them."""

    def __init__(self, window: QMainWindow, *, has_journal: bool) -> None:
        self._window = window
        self._has_journal = has_journal
        self.commands: list[QAction] = []

    def add(self, title: str, *lines: Command | None) -> QMenu:
        """One menu with its commands, in order."""
        menu = self._window.menuBar().addMenu(title)
        for line in lines:
            if line is None:
                menu.addSeparator()
                continue
            action = QAction(line.name, self._window)
            if line.key:
                action.setShortcut(QKeySequence(line.key))
            action.triggered.connect(partial(_call, line.run))
            action.setEnabled(self._has_journal or not line.needs_journal)
            menu.addAction(action)
            self.commands.append(action)
        return menu

    def add_choices(
        self, menu: QMenu, title: str, choices: dict[str, str], chosen: str, choose: Callable[[str], object]
    ) -> None:
        """A menu in a menu, with one of several chosen."""
        inner = menu.addMenu(title)
        group = QActionGroup(inner)
        for code, name in choices.items():
            action = QAction(name, inner, checkable=True, checked=code == chosen)
            action.triggered.connect(partial(_call, partial(choose, code)))
            group.addAction(action)
            inner.addAction(action)
            self.commands.append(action)


def languages() -> dict[str, str]:
    return dict(words.LANGUAGES)


def themes() -> dict[str, str]:
    names = (_("as the system"), _("light"), _("dark"))
    return dict(zip(THEMES, names, strict=True))


def _call(run: Callable[[], object], _checked: bool = False) -> None:
    run()
