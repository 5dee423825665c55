"""The start page, shown without a journal: four ways to begin, and the journals opened lately."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from rebond import __version__
from rebond.language import LANGUAGES
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _, language


class EnterButton(QPushButton):
    """A button that Enter presses too, as in a dialog; outside of one, Qt's buttons only react to Space."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class Door(EnterButton):
    """A large button with a title and an explanation."""

    def __init__(self, name: str, detail: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "door")
        self.setAccessibleName(name.replace("&", ""))
        self.setAccessibleDescription(detail)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(280, 12 * GRID)
        self.setText("")
        heading, text = QLabel(name, self), QLabel(detail, self)
        heading.setProperty("role", "title")
        heading.setBuddy(self)
        text.setProperty("role", "soft")
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID // 2)
        for label in (heading, text):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(label)
        column.addStretch(1)


class StartPage(QWidget):
    """The page: new, open, example, import, and the recent journals that still exist."""

    new_wanted = Signal()
    open_wanted = Signal()
    example_wanted = Signal()
    import_wanted = Signal()
    #: A recent journal was chosen; carries its path.
    recent_wanted = Signal(str)
    #: A backup is to take the place of the journal that could not be opened.
    restore_wanted = Signal()
    language_chosen = Signal(str)

    def __init__(
        self, recent: Sequence[str], problem: str = "", parent: QWidget | None = None, *, restorable: bool = False
    ) -> None:
        super().__init__(parent)
        card = QFrame(self)
        card.setMaximumWidth(760)
        column = QVBoxLayout(card)
        column.setSpacing(2 * GRID)
        title = QLabel("Rebond")
        title.setProperty("role", "figure")
        line = QLabel(_("Your missions, your savings and your prospects, in one file that stays with you."))
        line.setWordWrap(True)
        line.setProperty("role", "soft")
        head = QVBoxLayout()
        head.setSpacing(GRID // 2)
        head.addWidget(title)
        head.addWidget(line)
        column.addLayout(head)
        if problem:
            column.addWidget(self._problem(problem))
        if restorable:
            column.addWidget(self._restore_button())
        column.addLayout(self._doors())
        column.addLayout(self._recent(recent))
        column.addLayout(self._foot())
        centre = QHBoxLayout()
        centre.addStretch(1)
        centre.addWidget(card, 10)
        centre.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 3 * GRID)
        outer.addStretch(1)
        outer.addLayout(centre)
        outer.addStretch(2)

    def _problem(self, problem: str) -> QLabel:
        label = QLabel(f"⚠ {problem}")
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setProperty("role", "alert")
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label

    def _restore_button(self) -> QPushButton:
        button = EnterButton(_("&Restore a backup…"))
        button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        button.clicked.connect(self.restore_wanted)
        return button

    def _doors(self) -> QGridLayout:
        doors = (
            (
                _("&New journal"),
                _("Begin with what is on your accounts, what you spend and your clients."),
                self.new_wanted,
            ),
            (_("&Open a journal"), _("A file of yours, on this computer."), self.open_wanted),
            (
                _("&Look at an example"),
                _("Marie is a communication consultant. Her one big client is about to leave."),
                self.example_wanted,
            ),
            (
                _("&Import what I have"),
                _("Bank statements, an address book, a journal written as JSON."),
                self.import_wanted,
            ),
        )
        grid = QGridLayout()
        grid.setSpacing(2 * GRID)
        for place, (name, detail, signal) in enumerate(doors):
            door = Door(name, detail)
            door.clicked.connect(signal)
            grid.addWidget(door, place // 2, place % 2)
            if place == 0:
                door.setFocus()
        return grid

    def _recent(self, recent: Sequence[str]) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        existing = [path for path in recent if Path(path).is_file()]
        if existing:
            heading = QLabel(_("Opened lately"))
            heading.setProperty("role", "soft")
            column.addWidget(heading)
        for path in existing[:4]:
            link = QPushButton(f"{Path(path).stem}  –  {Path(path).parent}".replace("&", "&&"))
            link.setProperty("role", "link")
            link.setCursor(Qt.CursorShape.PointingHandCursor)
            link.clicked.connect(lambda _checked=False, chosen=path: self.recent_wanted.emit(chosen))
            column.addWidget(link)
        return column

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        version = QLabel(_("Version {version}").format(version=__version__))
        version.setProperty("role", "soft")
        row.addWidget(version)
        row.addStretch(1)
        for code, name in LANGUAGES.items():
            choice = QPushButton(name)
            choice.setProperty("role", "link")
            choice.setEnabled(code != language().code)
            choice.clicked.connect(lambda _checked=False, chosen=code: self.language_chosen.emit(chosen))
            row.addWidget(choice)
        return row
