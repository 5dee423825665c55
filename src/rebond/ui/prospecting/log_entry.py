"""Base of the line and the dialog that log an interaction: contact, channel, text and next step."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QWidget

from rebond.actions.contacts import log_contact
from rebond.domain.problems import Problem, Refused
from rebond.domain.prospecting.kinds import Channel, ChannelId, Contact
from rebond.journal.history import Change
from rebond.journal.queries.contacts import last_channel
from rebond.sentences import sentence
from rebond.ui.prospecting import contact_wording
from rebond.ui.prospecting.contact_hint import ContactHint
from rebond.ui.prospecting.who_field import WhoField
from rebond.ui.session import Session
from rebond.ui.shared.field_problems import mark, problem_label, say
from rebond.ui.shared.fields import DayField, PickField, TextField
from rebond.ui.shared.unfinished import Typed, type_again, typed_into
from rebond.ui.speech import _, language


class LogEntry(QFrame):
    """The fields of a new interaction; Enter in any of them logs it, and a refusal keeps what was typed.

    Enter first takes the only contact that the name typed matches; a name that nobody has needs a second Enter, so that
    a slip of the finger adds nobody.

    Fields are named like the arguments of `log_contact`. The subclasses lay out the fields and the labels of their
    problems.
    """

    #: The interaction was logged, and the fields are cleared.
    logged = Signal()
    #: Logging was refused, and the problems are shown.
    refused = Signal()

    def __init__(
        self, session: Session, text: QLineEdit | QPlainTextEdit, hint: ContactHint, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._announced = ""
        self.who = WhoField(session)
        self.channel = PickField(contact_wording.choices(Channel, session))
        self.text: Any = text
        self.next_step = TextField(_("Next step"))
        self.next_date = DayField(
            session.today, optional=True, hint=_("+7, friday, {day}").format(day=language().day_hint())
        )
        self.date = DayField(session.today)
        self.hint = hint
        self.fields: Mapping[str, Any] = {
            "who": self.who, "channel_id": self.channel, "text": self.text, "next_step": self.next_step,
            "next_date": self.next_date, "date": self.date,
        }  # fmt: skip
        titles = (_("Who"), _("Channel"), _("What was said"), _("Next step"), _("Day of the next step"), _("Date"))
        for editor, title in zip(self.fields.values(), titles, strict=True):
            editor.setAccessibleName(title)
        self.problems = {name: problem_label(self) for name in self.fields}
        with session.journal.read() as reader:
            self.channel.show_value(last_channel(reader) or ChannelId.PHONE)
        self.date.show_value(session.today)
        self.who.textChanged.connect(self._tell_who)
        session.changed.connect(self._on_changed)

    def start_with(self, name: str) -> None:
        """Fill in the contact's name, and move the focus to the text."""
        self.who.show_value(name)
        self.text.setFocus()

    def new_day(self) -> None:
        """Set the date to the new day, unless a name is typed already."""
        if not self.who.text():
            self.date.show_value(self._session.today)

    def unfinished(self) -> Typed:
        """Return what was typed and not logged."""
        return typed_into(self.fields)

    def resume(self, typed: Typed) -> None:
        """Restore what `unfinished` returned."""
        type_again(self.fields, typed)

    def log(self) -> None:
        """Log the interaction, or show the problem of each field."""
        for name, label in self.problems.items():
            say(label, [])
            mark(self.fields[name], [])
        if not self._knows_who():
            return
        values: dict[str, Any] = {}
        problems: list[Problem] = []
        for name, editor in self.fields.items():
            try:
                values[name] = editor.read()
            except Refused as refused:
                problems += (Problem(problem.code, name, problem.facts) for problem in refused.problems)
        if not problems:
            try:
                self._log(**values)
            except Refused as refused:
                problems += refused.problems
        if problems:
            self._show(problems)
            return
        self._prepare()
        self.logged.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.log()
            return
        super().keyPressEvent(event)

    def _knows_who(self) -> bool:
        """Return whether it is certain who is meant; else complete the name, or announce that it is a new one."""
        name = self.who.read()
        if not name or name == self._announced or self.who.known() is not None:
            return True
        if self.who.take_only_match():
            return False
        with self._session.journal.read() as reader:
            if not reader.count(Contact):
                return True  # nobody whom it could be instead
        self._announced = name
        others = _("↓ chooses one of those suggested") if self.who.matching() else ""
        self._hint(_("New contact – Enter again adds {name}").format(name=name), others, loud=True)
        return False

    def _hint(self, *texts: str, loud: bool = False) -> None:
        self.hint.tell(*texts, loud=loud)
        self.who.setAccessibleDescription(self.hint.text())

    def _log(self, who: str, channel_id: int, text: str, date: Any, next_step: str, next_date: Any) -> None:
        session = self._session
        now = datetime.combine(session.today, datetime.now().time()).astimezone()  # noqa: DTZ005 - the person's own clock
        session.do(
            log_contact, session.journal, who, channel_id, text, date, now=now, next_step=next_step, next_date=next_date
        )

    def _on_changed(self, change: Change) -> None:
        if Channel.kind in change.kinds:
            self.channel.offer(contact_wording.choices(Channel, self._session))

    def _show(self, problems: list[Problem]) -> None:
        for problem in problems:
            name = problem.field if problem.field in self.problems else "who"
            said = [sentence(language(), problem)]
            say(self.problems[name], said)
            mark(self.fields[name], said)
        first = next(name for name in self.fields if self.problems[name].text())
        self.fields[first].setFocus()
        self.refused.emit()

    def _prepare(self) -> None:
        for editor in (self.who, self.text, self.next_step):
            editor.show_value("")
        self.next_date.show_value(None)
        self.date.show_value(self._session.today)

    def _tell_who(self) -> None:
        """Show a hint on the name typed: a new contact, or the last interaction and the next step."""
        self._announced = ""
        line = self.who.known()
        if line is None:
            self._hint(_("New contact") if self.who.read() else "")
            return
        today = self._session.today
        before = _("Last contact: {when}").format(when=contact_wording.last(line.last, self._session))
        if line.last and line.last.text:
            before += "  ·  " + _("“{text}”").format(text=line.last.text.splitlines()[0])
        waiting = contact_wording.step_and_day(line.contact, today)
        self._hint(_("Waiting: {step}").format(step=waiting) if waiting else "", before)
