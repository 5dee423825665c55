"""The preparation of a talk on one page: facts and the ways of holding it at the left, what is said at the right."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from rebond.actions.talks import save_talk
from rebond.domain.kinds import Entity
from rebond.domain.problems import Refused
from rebond.domain.talks.advice import proposed_fields
from rebond.domain.talks.kinds import Talk, TalkKind
from rebond.journal.history import Change
from rebond.ui.letters.fact_sources import open_entry
from rebond.ui.refusals import sentences
from rebond.ui.session import Session
from rebond.ui.shared.field_problems import problem_label, say
from rebond.ui.shared.fields import CheckField
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _, language
from rebond.ui.talks import talk_wording
from rebond.ui.talks.holding_fields import HoldingFields
from rebond.ui.talks.objections_editor import ObjectionsEditor
from rebond.ui.talks.prepared import prepared
from rebond.ui.talks.proposed_field import ProposedField
from rebond.ui.talks.talk_facts_panel import TalkFactsPanel
from rebond.ui.talks.talk_letter import letter_for
from rebond.ui.talks.talk_titles import marked_title
from rebond.ui.talks.talk_windows import hold_talk, open_after

#: The width of the left column, in pixels.
_SIDE = 41 * GRID


class TalkWindow(QDialog):
    """Edits the preparation; what is left is saved, and so is everything when the window closes."""

    def __init__(self, session: Session, talk: Talk, over: QWidget) -> None:
        super().__init__(over)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(980, 640)
        self._session, self._talk, self._over = session, talk, over
        #: Whether the fields are being filled, so that what they hold is nobody's text.
        self._showing = False
        self._left = False
        self.facts = TalkFactsPanel(session)
        self.holding = HoldingFields(session, talk)
        self.fields = {name: ProposedField(marked_title(name)) for name in proposed_fields(talk.type)}
        self.harmful = CheckField(_("It does har&m: it must be told"))
        self.minor = QLabel(
            _("A minor error, such as a forgotten attachment, needs no talk: a line by mail puts it right.")
        )
        self.objections = ObjectionsEditor(talk.id)
        self.hold = QPushButton(_("Hold it &now"))
        self.hold.setProperty("role", "primary")
        self.after = QPushButton(_("Ri&ght after…"))
        self.letter = QPushButton()
        self.preview = QPushButton(_("Previe&w…"))
        self.print = QPushButton(_("&Print…"))
        self.save = QPushButton(_("&Save as PDF…"))
        self.problem = problem_label(self)
        self._lay_out()
        self._connect()
        self._show()
        self.fields["aim"].setFocus()

    def _lay_out(self) -> None:
        self.title = QLabel()
        self.title.setProperty("role", "title")
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setWordWrap(True)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setContentsMargins(0, 0, GRID, 0)
            column.setSpacing(GRID + 4)
        for widget in (self.title, self.holding, self.facts):
            left.addWidget(widget)
        left.addStretch(1)
        self.minor.setProperty("role", "soft")
        self.minor.setWordWrap(True)
        for name, field in self.fields.items():
            if name == "explanation":
                right.addWidget(self.harmful)
                right.addWidget(self.minor)
            if name == "solutions":
                right.addWidget(self.objections)
            right.addWidget(field)
        right.addStretch(1)
        across = QHBoxLayout()
        across.setSpacing(2 * GRID)
        self._scroll = _scrolled(right)
        side = _scrolled(left)
        side.setFixedWidth(_SIDE)
        across.addWidget(side)
        across.addWidget(self._scroll, 1)
        close = QPushButton(_("Close"))
        close.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        for button in (self.preview, self.print, self.save, self.letter, self.hold, self.after, close):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.insertStretch(3, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        outer.setSpacing(GRID)
        outer.addLayout(across, 1)
        outer.addWidget(self.problem)
        outer.addLayout(buttons)

    def _connect(self) -> None:
        self.facts.wanted.connect(self._on_wanted)
        self.holding.chosen.connect(self._save)
        self.harmful.toggled.connect(self.minor.setHidden)
        self.hold.clicked.connect(self._on_hold)
        self.after.clicked.connect(self._on_after)
        self.letter.clicked.connect(self._on_letter)
        self.preview.clicked.connect(self._on_preview)
        self.print.clicked.connect(self._on_print)
        self.save.clicked.connect(self._on_pdf)
        self.objections.counted.connect(self._save)
        self._session.changed.connect(self._on_changed)
        QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr] # there is one

    def _show(self) -> None:
        """Show the talk as it is in the journal, with what is proposed for what it leaves open."""
        with self._session.journal.read() as reader:
            found = prepared(reader, self._talk, language(), self._session.today)
        self._shown = found
        self._showing = True
        name = talk_wording.titled(self._talk, found.who)
        self.setWindowTitle(_("Talk: {name}").format(name=name))
        self.title.setText(name)
        for field_name, field in self.fields.items():
            field.show_value(getattr(self._talk, field_name), found.proposed.texts[field_name])
        self.holding.show_talk(self._talk, found.proposed.channel)
        self.harmful.setVisible(self._talk.type is TalkKind.MY_ERROR)
        self.harmful.show_value(self._talk.harmful)
        self.minor.setVisible(self._talk.type is TalkKind.MY_ERROR and not self._talk.harmful)
        self.objections.show_value(found.objections, found.proposed.objections)
        self.facts.show_facts(found.facts)
        self._letter = letter_for(self._session, self._talk)
        self.letter.setVisible(self._letter is not None)
        if self._letter:
            self.letter.setText(self._letter.button)
        self.hold.setVisible(self._talk.held is None)
        self.after.setVisible(self._talk.held is not None)
        self._showing = False

    def _values(self) -> dict[str, Any]:
        values: dict[str, Any] = {name: field.read() for name, field in self.fields.items()}
        if self._talk.type is TalkKind.MY_ERROR:
            values["harmful"] = self.harmful.read()
        return values | self.holding.values()

    def _save(self) -> bool:
        """Save what differs from the journal; False when it is refused, which is said."""
        written = replace(self._talk, **self._values())
        objections = self.objections.read()
        if written == self._talk and objections == self._shown.objections:
            return True
        before, self._talk = self._talk, written
        try:
            self._session.do(save_talk, self._session.journal, written, objections, self._session.today)
        except Refused as refused:
            self._talk = before
            say(self.problem, [sentences(refused)])
            return False
        say(self.problem, [])
        return True

    def _on_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        """Save when a field is left, also for another window."""
        left = before is not None and before is not now and self.isAncestorOf(before)
        if left and not self._showing:  # fields that are shown anew lose the focus, too
            self._save()

    def _on_changed(self, _change: Change) -> None:
        with self._session.journal.read() as reader:
            talk = reader.get(Talk, self._talk.id)
        if talk is None:
            self._leave()
            super().reject()
            return
        self._talk = talk
        try:
            self._show()
        except Refused:  # what it is about was deleted
            self._leave()
            super().reject()

    def _on_wanted(self, row: Entity) -> None:
        open_entry(self._session, row, self)

    def _on_hold(self) -> None:
        if self._save():
            session, parent, talk_id = self._session, self._over, self._talk.id
            self.reject()
            hold_talk(session, parent, talk_id)

    def _on_after(self) -> None:
        if self._save():
            session, parent, talk_id = self._session, self._over, self._talk.id
            self.reject()
            open_after(session, parent, talk_id)

    def _on_letter(self) -> None:
        if self._letter and self._save():
            self._letter.open(self)

    def _on_preview(self) -> None:
        from rebond.ui.talks.talk_printing import preview

        if self._save():
            preview(self._session, self._shown, self)

    def _on_print(self) -> None:
        from rebond.ui.talks.talk_printing import print_it

        if self._save():
            print_it(self._session, self._shown, self)

    def _on_pdf(self) -> None:
        from rebond.ui.talks.talk_printing import save_pdf

        if self._save():
            save_pdf(self._session, self._shown, self)

    def reject(self) -> None:
        """Save, and close; it stays open with what cannot be saved."""
        if self._save():
            self._leave()
            super().reject()

    def _leave(self) -> None:
        """Follow nothing any more: the window is about to go."""
        if not self._left:
            self._left = True
            self._session.changed.disconnect(self._on_changed)
            QApplication.instance().focusChanged.disconnect(self._on_focus)  # type: ignore[union-attr] # there is one


def _scrolled(column: QVBoxLayout) -> QScrollArea:
    body = QWidget()
    body.setLayout(column)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(body)
    return area
