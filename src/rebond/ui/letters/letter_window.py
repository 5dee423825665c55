"""The window of a letter: its facts at the left, its text as it will leave at the right, and the ways out below."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from rebond.actions.letter_facts import About
from rebond.actions.letter_writing import mark_as_sent
from rebond.domain.kinds import Entity
from rebond.domain.letters.kinds import Delivery
from rebond.domain.problems import Refused
from rebond.domain.talks.kinds import Talk
from rebond.journal.history import Change
from rebond.letters.askable import asked_as
from rebond.letters.postal import POSTAL
from rebond.letters.rendering import Rendered, unknown
from rebond.ui.letters import leaving
from rebond.ui.letters.draft import Draft
from rebond.ui.letters.fact_sources import open_entry
from rebond.ui.letters.facts_panel import FactsPanel
from rebond.ui.letters.letter_choices import LetterChoices
from rebond.ui.letters.letter_text import LetterText
from rebond.ui.missions.event_fields import now
from rebond.ui.refusals import sentences
from rebond.ui.session import Session
from rebond.ui.shared.field_problems import mark, problem_label, say
from rebond.ui.shared.fields import CheckField, DayField
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _, language

#: The letter that the window begins with where none is asked for.
_FIRST = "polite_no"


def open_letter(
    session: Session,
    parent: QWidget,
    template: str,
    client_id: int,
    mission_id: int | None = None,
    amendment_id: int | None = None,
    *,
    event_id: int | None = None,
    invoice_id: int | None = None,
    talk: Talk | None = None,
) -> None:
    """Open the window of a letter to a client, by the name of its template; "" is any.

    :param event_id: the request that the letter answers; None is the mission's latest one that is not settled.
    :param invoice_id: the invoice that it asks for; None is the open one that fell due first.
    :param talk: the talk that the letter sums up; None is the latest one held.
    """
    about = About(client_id, mission_id, amendment_id, event_id, invoice_id=invoice_id)
    if talk:
        about = replace(about, person_id=talk.person_id, talk_id=talk.id)
    try:
        draft = Draft(session, about, template or _FIRST)
    except Refused as refused:
        session.message.emit(sentences(refused))
        return
    LetterWindow(session, draft, parent).open()


class LetterWindow(QDialog):
    """Writes one letter; what it lacks leads to the field that is to be filled in."""

    def __init__(self, session: Session, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Letter to {client}").format(client=draft.facts.client.name))
        self.resize(940, 520)
        self._session, self._draft = session, draft
        self.choices = LetterChoices(draft)
        self.facts = FactsPanel(session)
        self.letter = LetterText()
        self.wording = QPushButton(_("Change the &wording…"))
        self.mail = QPushButton(_("&Mail"))
        self.pdf = QPushButton(_("&PDF…"))
        self.copy = QPushButton(_("&Copy"))
        self.day = DayField(session.today)
        self.day.setFixedWidth(15 * GRID)
        self.day.show_value(session.today)
        self.day_problem = problem_label(self)
        self.notice = CheckField(_("Note the &notice as sent"))
        self.notice.setToolTip(_("The mission then ends by your notice: agenda and runway follow."))
        self.notice.show_value(True)
        self.head = CheckField(_("End with the &head of the history"))
        self.head.setToolTip(
            _("One line, the day and 16 digits: whoever keeps the letter can show later what you had written down.")
        )
        self.head.show_value(draft.states_head)
        self.sent = QPushButton(_("Mark as &sent"))
        self.sent.setProperty("role", "primary")
        self._lay_out()
        self._connect()
        self._show()
        self.choices.template.setFocus()

    def _lay_out(self) -> None:
        body = QWidget()
        left = QVBoxLayout(body)
        left.setContentsMargins(0, 0, GRID, 0)
        left.setSpacing(GRID)
        left.addWidget(self.choices)
        left.addWidget(self.facts)
        left.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(body)
        self._scroll.setFixedWidth(38 * GRID)
        across = QHBoxLayout()
        across.setSpacing(2 * GRID)
        across.addWidget(self._scroll)
        across.addWidget(self.letter, 1)
        close = QPushButton(_("Close"))
        close.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        sent_on = QLabel(_("Sent &on"))
        sent_on.setBuddy(self.day)
        self.day.setAccessibleName(_("The day it was sent"))
        for widget in (self.wording, self.mail, self.pdf, self.copy, sent_on, self.day, self.sent, close):
            if isinstance(widget, QPushButton):
                widget.setAutoDefault(False)
            buttons.addWidget(widget)
        buttons.insertStretch(1, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        outer.setSpacing(GRID)
        outer.addLayout(across, 1)
        outer.addWidget(self.day_problem)
        checks = QHBoxLayout()
        checks.setSpacing(2 * GRID)
        checks.addStretch(1)
        checks.addWidget(self.head)
        checks.addWidget(self.notice)
        outer.addLayout(checks)
        outer.addLayout(buttons)

    def _connect(self) -> None:
        self.choices.made.connect(self._show)
        self.facts.given.connect(self._on_given)
        self.facts.wanted.connect(self._on_wanted)
        self.head.toggled.connect(self._on_head)
        self.wording.clicked.connect(self._on_wording)
        self.mail.clicked.connect(self._on_mail)
        self.pdf.clicked.connect(self._on_pdf)
        self.copy.clicked.connect(self._on_copy)
        self.sent.clicked.connect(self._on_sent)
        self.day.editingFinished.connect(self._on_day)
        self._session.changed.connect(self._on_changed)

    def _show(self) -> None:
        """Show the facts of the draft, and its letter."""
        rendered = self._rendered()
        on_paper = unknown(self._draft.facts, POSTAL) if self._draft.channel is not Delivery.MAIL else ()
        self.choices.show_caution()
        self.notice.setVisible(self._draft.gives_notice)
        self.facts.show_draft(self._draft, {*on_paper, *(rendered.missing if rendered else ())})
        if rendered is not None:
            self.letter.follow(rendered)

    def _rendered(self) -> Rendered | None:
        """Return the letter as its facts make it; None after saying what is wrong with its wording."""
        try:
            rendered = self._draft.rendered()
        except Refused as refused:
            self.letter.say([sentences(refused)])
            return None
        self.letter.say([])
        return rendered

    def _on_given(self, path: str, value: object) -> None:
        try:
            self._draft.given(path, value)
        except Refused as refused:
            next(field for field in self.facts.fields if field.path == path).refuse(refused.problems)
            return
        self._show()

    def _on_wanted(self, row: Entity) -> None:
        open_entry(self._session, row, self)

    def _on_changed(self, _change: Change) -> None:
        try:
            self._draft.read()
        except Refused:
            self.reject()  # what it is about was deleted
            return
        self._show()

    def _on_day(self) -> None:
        """Write the letter as of the day given; one that cannot be read is said when the letter is marked as sent."""
        self._say_of_day([])
        try:
            day = self.day.read()
        except Refused:
            return
        if day != self._draft.day:
            self._draft.turn_to_day(day)
            self._show()

    def _on_head(self, states_head: bool) -> None:
        self._draft.states_head = states_head
        self._show()

    def _on_wording(self) -> None:
        from rebond.ui.letters.wording_dialog import WordingDialog

        WordingDialog(self._session, self._draft, self).open()

    def _is_whole(self, *, on_paper: bool) -> bool:
        """Return whether nothing is missing; else the first field that is missing gets the focus."""
        if self._rendered() is None:
            return False
        lacking = self._draft.lacking(*self.letter.written)
        if on_paper and (unknown_there := unknown(self._draft.facts, POSTAL)):
            lacking = (*lacking, *unknown_there)
            if self._draft.channel is Delivery.MAIL:
                self.choices.channel.show_value(Delivery.POST)  # whose fields ask for the addresses
        if not lacking:
            return True
        if field := self.facts.lead_to(lacking):
            self._scroll.ensureWidgetVisible(field)
        names = " · ".join(asked_as(language(), path) for path in dict.fromkeys(lacking))
        self.letter.say([_("The letter lacks: {facts}.").format(facts=names)])
        return False

    def _on_mail(self) -> None:
        if self._is_whole(on_paper=False) and leaving.open_mail(self._draft, *self.letter.written, self):
            self.sent.setFocus()

    def _on_pdf(self) -> None:
        if self._is_whole(on_paper=True):
            leaving.save_pdf(self._draft, *self.letter.written, self._session, self)
            self.sent.setFocus()

    def _on_copy(self) -> None:
        if self._is_whole(on_paper=False):
            leaving.copy(self.letter.written[1])
            self._session.message.emit(_("Copied: the letter's text."))
            self.sent.setFocus()

    def _on_sent(self) -> None:
        if not self._is_whole(on_paper=False):
            return
        self._say_of_day([])
        try:
            letter = self._draft.sent(*self.letter.written, self.day.read())
        except Refused as refused:
            self._say_of_day([sentences(refused)])
            self.day.setFocus()
            return
        # Its own entry in the journal is no reason to write the letter anew.
        self._session.changed.disconnect(self._on_changed)
        try:
            self._session.do(
                mark_as_sent, self._session.journal, letter, now(self._session), self._draft.earliest,
                notes_notice=self._draft.gives_notice and self.notice.read(),
            )  # fmt: skip
        except Refused as refused:
            self._session.changed.connect(self._on_changed)
            if all(problem.field == "sent" for problem in refused.problems):
                self._say_of_day([sentences(refused)])
                self.day.setFocus()
            else:
                self.letter.say([sentences(refused)])
            return
        self.accept()

    def _say_of_day(self, said: list[str]) -> None:
        """Say what is wrong with the day of sending, beside it."""
        say(self.day_problem, said)
        mark(self.day, said)
