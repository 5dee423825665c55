"""The subject and the text of a letter as it will leave; what the person edits is never overwritten unasked."""

import re

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QTextEdit, QVBoxLayout, QWidget

from rebond.letters.askable import asked_as
from rebond.letters.rendering import Rendered
from rebond.ui.shared.field_problems import problem_label, say
from rebond.ui.shared.fields import LongTextField, TextField
from rebond.ui.shared.theme import GRID, colours
from rebond.ui.speech import _, language


class LetterText(QWidget):
    """Shows a rendered letter in two fields, its missing facts marked."""

    def __init__(self) -> None:
        super().__init__()
        #: The letter that the fields were written from, before the person edited them.
        self._written = Rendered("", "")
        self._latest = self._written
        self.subject = TextField()
        self.subject.setAccessibleName(_("Subject"))
        self.text = LongTextField()
        self.text.setAccessibleName(_("Text"))
        self.fault = problem_label(self)
        self.note = QFrame()
        self.note.setProperty("role", "card")
        self.anew = QPushButton(_("Write it &anew"))
        self.anew.setAutoDefault(False)
        self._lay_out()
        self.note.hide()
        self.anew.clicked.connect(self.write_anew)
        self.text.textChanged.connect(self._mark_places)

    def _lay_out(self) -> None:
        said = QLabel(_("You edited this text: what you chose since is not in it."))
        said.setWordWrap(True)
        row = QHBoxLayout(self.note)
        row.setContentsMargins(GRID, GRID // 2, GRID, GRID // 2)
        row.addWidget(said, 1)
        row.addWidget(self.anew)
        heading = QLabel(_("S&ubject"))
        heading.setBuddy(self.subject)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        above = QVBoxLayout()
        above.setSpacing(2)
        above.addWidget(heading)
        above.addWidget(self.subject)
        column.addLayout(above)
        column.addWidget(self.note)
        column.addWidget(self.fault)
        column.addWidget(self.text, 1)

    @property
    def written(self) -> tuple[str, str]:
        """The subject and the text as they stand; `toPlainText` would make French no-break spaces ordinary ones."""
        return self.subject.text(), re.sub("[\u2028\u2029]", "\n", self.text.document().toRawText())

    @property
    def is_edited(self) -> bool:
        return self.written != (self._written.subject, self._written.text)

    def follow(self, rendered: Rendered) -> None:
        """Show a letter that changed; where the person edited the one before, offer to write it anew."""
        self._latest = rendered
        if not self.is_edited:
            self._put(rendered)
        self.note.setVisible(self.is_edited and rendered != self._written)

    def write_anew(self) -> None:
        """Write the latest letter in place of what was edited, which Ctrl+Z in the text brings back."""
        self._put(self._latest)
        self.note.hide()

    def say(self, sentences: list[str]) -> None:
        """Say what is wrong with the letter."""
        say(self.fault, sentences)

    def _put(self, rendered: Rendered) -> None:
        self._written = rendered
        self.subject.selectAll()
        self.subject.insert(rendered.subject)
        self.subject.setCursorPosition(0)
        cursor = QTextCursor(self.text.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(rendered.text)
        self.text.moveCursor(QTextCursor.MoveOperation.Start)

    def _mark_places(self) -> None:
        """Mark the places in brackets of the facts that are missing."""
        look = QTextCharFormat()
        look.setForeground(QColor(colours().danger))
        look.setFontUnderline(True)
        found = []
        for path in self._written.missing:
            place = f"[{asked_as(language(), path)}]"
            cursor = self.text.document().find(place)
            while not cursor.isNull():
                selection = QTextEdit.ExtraSelection()
                selection.cursor, selection.format = cursor, look
                found.append(selection)
                cursor = self.text.document().find(place, cursor)
        self.text.setExtraSelections(found)
