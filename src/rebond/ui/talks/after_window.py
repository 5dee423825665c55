"""Right after a talk: the lines noted, what each becomes, and the recap with its promises (advice 49 and 58)."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from rebond.actions.records import delete
from rebond.actions.talks import note_line, take_over
from rebond.domain.problems import Refused
from rebond.domain.talks.kinds import Talk, TalkNote
from rebond.domain.talks.noted_lines import NotedLine, NoteKind, marked, read_line
from rebond.journal.history import Change
from rebond.journal.queries.talks import notes_of, recapped, spoken_to
from rebond.ui.letters.letter_window import open_letter
from rebond.ui.letters.sent_letter import SentLetterDialog, letter_of_talk
from rebond.ui.missions.event_fields import now
from rebond.ui.refusals import sentences
from rebond.ui.session import Session
from rebond.ui.shared.field_problems import problem_label, say
from rebond.ui.shared.fields import TextField
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _, language, n_
from rebond.ui.talks import talk_wording
from rebond.ui.talks.noted_table import NotedTable

#: The key that makes a line another kind.
_KEYS = {
    NoteKind.MINE: "M", NoteKind.THEIRS: "T", NoteKind.DECIDED: "D", NoteKind.PROBLEM: "P", NoteKind.SAID: "S",
}  # fmt: skip


class AfterWindow(QDialog):
    """Shows the lines as they are understood; Enter takes them over and opens the recap."""

    def __init__(self, session: Session, talk: Talk, over: QWidget) -> None:
        super().__init__(over)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(820, 520)
        self._session, self._talk, self._over = session, talk, over
        with session.journal.read() as reader:
            self._who = spoken_to(reader, [talk.id]).get(talk.id, "")
        name = talk_wording.titled(talk, self._who)
        self.setWindowTitle(_("Right after: {name}").format(name=name))
        self._notes: tuple[TalkNote, ...] = ()
        self.lines: list[NotedLine] = []
        self.table = NotedTable()
        self.line = TextField(_("Add what was said: @me send the plan Friday"))
        self.line.setAccessibleName(_("A line to add"))
        self.sum = QLabel()
        self.problem = problem_label(self)
        self.recap = QPushButton(_("Take over and write the &recap"))
        self.recap.setProperty("role", "primary")
        self.take = QPushButton(_("Take over &only"))
        self.read_recap = QPushButton(_("R&ead the recap sent…"))
        self._lay_out(name)
        self._connect()
        self._show()
        (self.table if self._notes else self.line).setFocus()

    def _lay_out(self, name: str) -> None:
        title = QLabel(name)
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setProperty("role", "title")
        how = QLabel(
            _(
                "Each line becomes what stands before it. On a line: M your promise, T theirs, D decided, "
                "P new problem, S said; F2 changes its words, Del removes it."
            )
        )
        how.setWordWrap(True)
        how.setProperty("role", "soft")
        self.sum.setProperty("role", "sum")
        close = QPushButton(_("Close"))
        close.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addWidget(self.sum, 1)
        for button in (self.read_recap, self.take, self.recap, close):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        for widget in (title, how):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        column.addWidget(self.line)
        column.addWidget(self.problem)
        column.addLayout(buttons)

    def _connect(self) -> None:
        for kind, key in _KEYS.items():
            self._key(key, partial(self._become, kind))
        self._key("Del", self._on_delete)
        self._key("F2", self.table.edit_words)
        self.table.edited.connect(self._on_edited)
        for key in ("Return", "Enter"):
            self._key(key, self.write_recap)
        self.line.returnPressed.connect(self._on_line)
        self.recap.clicked.connect(self.write_recap)
        self.take.clicked.connect(self._on_take)
        self.read_recap.clicked.connect(self._on_read)
        self._session.changed.connect(self._on_changed)

    def _key(self, key: str, run: object) -> None:
        action = QAction(self.table)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(run)
        self.table.addAction(action)

    def _show(self) -> None:
        with self._session.journal.read() as reader:
            self._notes = notes_of(reader, self._talk.id)
            sent = self._talk.id in recapped(reader, [self._talk.id])
        day = self._talk.held or self._session.today
        first = language().month_comes_first()
        self.lines = [read_line(note.text, day, [self._who], month_first=first) for note in self._notes]
        self.table.show_lines(self._notes, self.lines, self._session.today)
        mine = sum(line.kind is NoteKind.MINE for line in self.lines)
        theirs = sum(line.kind is NoteKind.THEIRS for line in self.lines)
        told = (
            n_("{count} promise of yours", "{count} promises of yours", mine).format(count=mine),
            n_("{count} of theirs", "{count} of theirs", theirs).format(count=theirs),
        )
        self.sum.setText(" · ".join(told))
        self.read_recap.setVisible(sent)

    def _note(self) -> TalkNote | None:
        row = self.table.currentRow()
        return self._notes[row] if 0 <= row < len(self._notes) else None

    def _become(self, kind: NoteKind) -> None:
        """Make the chosen line another kind, and go on to the next one."""
        note, row = self._note(), self.table.currentRow()
        if note:
            day = self._talk.held or self._session.today
            self._do(note_line, replace(note, text=marked(kind, note.text, day)), self._session.today)
            self.table.choose(min(row + 1, len(self._notes) - 1))

    def _on_line(self) -> None:
        text = self.line.read()
        if not text:
            self.write_recap()
            return
        last = max((note.second for note in self._notes), default=0)
        if self._do(note_line, TalkNote(talk_id=self._talk.id, second=last, text=text), self._session.today):
            self.line.clear()
            self.table.choose(len(self._notes) - 1)

    def _on_edited(self, row: int, text: str) -> None:
        """Keep the words of a line as they were edited; its second, and so its place, stay."""
        self._do(note_line, replace(self._notes[row], text=text), self._session.today)

    def _on_delete(self) -> None:
        note, row = self._note(), self.table.currentRow()
        if note and self._do(delete, note):
            self.table.choose(min(row, len(self._notes) - 1))

    def _taken_over(self) -> bool:
        if self.line.read():
            self._on_line()
        return self._do(take_over, self._talk, tuple(self.lines), now(self._session))

    def _on_take(self) -> None:
        if self._taken_over():
            self._session.message.emit(_("Taken over: the promises stand in the agenda."))
            self.accept()

    def write_recap(self) -> None:
        """Make tasks of the promises, and open the recap with them."""
        if self._taken_over():
            session, parent, talk = self._session, self._over, self._talk
            self.accept()
            open_letter(session, parent, "recap", talk.client_id, talk.mission_id, talk=talk)

    def _on_read(self) -> None:
        if letter := letter_of_talk(self._session, self._talk):
            SentLetterDialog(letter, self).open()

    def _do(self, action: object, *args: object) -> bool:
        """Run an action; False when it was refused, which is said."""
        try:
            self._session.do(action, self._session.journal, *args)  # type: ignore[arg-type] # an action with its own
        except Refused as refused:
            say(self.problem, [sentences(refused)])
            return False
        say(self.problem, [])
        return True

    def _on_changed(self, _change: Change) -> None:
        with self._session.journal.read() as reader:
            talk = reader.get(Talk, self._talk.id)
        if talk is None:
            self.reject()
            return
        self._talk = talk
        self._show()
