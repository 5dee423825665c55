"""The large view beside the call: first sentence, aim, least, objections and exit line, a clock, and a line to note."""

from PySide6.QtCore import QElapsedTimer, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QFont, QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from rebond.actions.talks import end_talk, note_line
from rebond.domain.problems import Refused
from rebond.domain.talks.kinds import Talk, TalkNote
from rebond.journal.queries.talks import notes_of
from rebond.ui.missions.event_fields import now
from rebond.ui.refusals import sentences
from rebond.ui.session import Session
from rebond.ui.shared.field_problems import problem_label, say
from rebond.ui.shared.fields import TextField
from rebond.ui.shared.theme import GRID, tabular
from rebond.ui.speech import _, language
from rebond.ui.talks import talk_wording
from rebond.ui.talks.prepared import Prepared, prepared
from rebond.ui.talks.talk_titles import title_of
from rebond.ui.talks.talk_windows import open_after

#: How much larger texts are than elsewhere, in points.
_LARGE, _MEDIUM = 7, 3
#: A view that is left sooner, in seconds, with nothing noted, was no talk.
_A_TALK = 30


class CallWindow(QDialog):
    """Runs a clock from when it opens; Enter notes a line, Esc ends the talk."""

    def __init__(self, session: Session, talk: Talk, over: QWidget) -> None:
        super().__init__(over)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.resize(1000, 680)
        self._session, self._talk, self._over = session, talk, over
        with session.journal.read() as reader:
            self._shown: Prepared = prepared(reader, talk, language(), session.today)
            #: The second from which the clock goes on, where lines were noted before.
            self._from = max((note.second for note in notes_of(reader, talk.id)), default=0)
        self.setWindowTitle(_("Talk: {name}").format(name=talk_wording.titled(talk, self._shown.who)))
        self._since = QElapsedTimer()
        self._since.start()
        self._ended = False
        self.clock = QLabel()
        self.notes = QLabel()
        self.line = TextField(_("Note a line, then Enter"))
        self.end = QPushButton(_("&End the talk (Esc)"))
        self.problem = problem_label(self)
        self._lay_out()
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self._show_clock)
        self._tick.start()
        self._show_clock()
        self._show_notes()
        self.line.returnPressed.connect(self.note)
        self.end.clicked.connect(self.finish)
        self.line.setFocus()

    @property
    def seconds(self) -> int:
        """The seconds since the talk began."""
        return self._from + self._since.elapsed() // 1000

    def _lay_out(self) -> None:
        self.clock.setFont(_larger(tabular(self.font()), _LARGE))
        self.clock.setAccessibleName(_("Time since the talk began"))
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setContentsMargins(0, 0, 2 * GRID, 0)
            column.setSpacing(GRID // 2)
        for name, size, column in (
            ("opening", _LARGE, left), ("aim", _MEDIUM, left), ("least", _MEDIUM, left), ("solutions", _MEDIUM, left),
        ):  # fmt: skip
            self._put(column, title_of(name), self._shown.text(name), size)
        left.addStretch(1)
        right.addWidget(self._plain(_("Objections, and your answers"), 0, "soft"))
        for objection, answer in self._shown.answers():
            right.addWidget(self._plain(objection, _MEDIUM, "sum"))
            right.addWidget(self._plain(answer, _MEDIUM))
            right.addSpacing(GRID)
        right.addStretch(1)
        across = QHBoxLayout()
        across.setSpacing(2 * GRID)
        across.addWidget(_scrolled(left), 1)
        across.addWidget(_scrolled(right), 1)
        way_out = QVBoxLayout()
        way_out.setSpacing(2)
        self._put(way_out, title_of("exit_line"), self._shown.text("exit_line"), _MEDIUM)
        self.notes.setTextFormat(Qt.TextFormat.PlainText)
        self.notes.setWordWrap(True)
        self.notes.setFont(_larger(self.font(), 1))
        self.notes.setAccessibleName(_("Lines noted"))
        self.line.setFont(_larger(self.font(), _MEDIUM))
        self.line.setAccessibleName(_("A line to note"))
        marks = self._plain(_("@me: you promise  ·  @them: they promise  ·  = decided  ·  ! new problem"), 0, "soft")
        marks.setWordWrap(False)
        self.end.setAutoDefault(False)
        foot = QHBoxLayout()
        foot.setSpacing(GRID)
        foot.addWidget(self.clock)
        foot.addWidget(self.line, 1)
        foot.addWidget(self.end)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        outer.setSpacing(GRID)
        outer.addLayout(across, 1)
        outer.addLayout(way_out)
        outer.addWidget(self.notes)
        outer.addWidget(self.problem)
        outer.addLayout(foot)
        outer.addWidget(marks, 0, Qt.AlignmentFlag.AlignRight)

    def _put(self, column: QVBoxLayout, title: str, text: str, larger: int) -> None:
        if text:
            column.addWidget(self._plain(title, 0, "soft"))
            column.addWidget(self._plain(text, larger))
            column.addSpacing(GRID)

    def _plain(self, text: str, larger: int, role: str = "") -> QLabel:
        shown = QLabel(text[:_SHOWN])
        shown.setTextFormat(Qt.TextFormat.PlainText)
        shown.setWordWrap(True)
        shown.setFont(_larger(self.font(), larger))
        if role:
            shown.setProperty("role", role)
        return shown

    def _show_clock(self) -> None:
        minutes, seconds = divmod(self.seconds, 60)
        self.clock.setText(f"{minutes:02}:{seconds:02}")

    def _show_notes(self) -> None:
        """Show the last lines noted, the latest at the bottom."""
        with self._session.journal.read() as reader:
            found = notes_of(reader, self._talk.id)
        lines = [f"{note.second // 60:02}:{note.second % 60:02}  {_short(note.text)}" for note in found[-_LAST:]]
        self.notes.setText("\n".join(lines))
        self.notes.setVisible(bool(lines))
        self._noted = bool(found)

    def note(self) -> bool:
        """Note the line that was typed, with its second; True when nothing is left in the field."""
        text = self.line.read()
        if not text:
            self.line.clear()
            return True
        row = TalkNote(talk_id=self._talk.id, second=self.seconds, text=text)
        try:
            self._session.do(note_line, self._session.journal, row, self._session.today)
        except Refused as refused:
            say(self.problem, [sentences(refused)])
            return False
        say(self.problem, [])
        self.line.clear()
        self._show_notes()
        return True

    def finish(self) -> None:
        """End the talk: it was held, and what follows it opens; a line that is still typed is noted first."""
        if not self.note():
            return
        with self._session.journal.read() as reader:
            talk = reader.get(Talk, self._talk.id)
        if talk is None:
            self._close()
            return
        text = talk_wording.entry_text(talk, self._shown.who)
        try:
            self._session.do(end_talk, self._session.journal, talk, self.seconds, text, now(self._session))
        except Refused as refused:
            say(self.problem, [sentences(refused)])
            return
        session, parent = self._session, self._over
        self._close()
        open_after(session, parent, talk.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        if not self._ended:
            event.ignore()
            self._leave()
            return
        super().closeEvent(event)

    def _leave(self) -> None:
        """End the talk, or close a view that was only looked at."""
        if self._noted or self.line.read() or self.seconds >= _A_TALK:
            self.finish()
            return
        self._session.message.emit(_("Nothing was noted: the talk still stands as planned."))
        self._close()

    def _close(self) -> None:
        self._ended = True
        self._tick.stop()
        self.close()


#: Lines noted that stay in sight, and the most characters that are shown of a text.
_LAST, _SHOWN = 4, 2_000


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 120 else f"{line[:119]}…"


def _larger(font: QFont, points: int) -> QFont:
    large = QFont(font)
    large.setPointSizeF(font.pointSizeF() + points)
    return large


def _scrolled(column: QVBoxLayout) -> QScrollArea:
    body = QWidget()
    body.setLayout(column)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(body)
    return area
