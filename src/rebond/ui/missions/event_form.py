"""The form of an event."""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from rebond.actions.events import write_event
from rebond.domain.missions.kinds import Event, EventKind, RequestAnswer
from rebond.domain.missions.requests import DAYS_TO_ANSWER, scope_of, working_days_after
from rebond.ui.missions.event_fields import FollowedField, ScopeField, now
from rebond.ui.missions.sizes import low, narrow
from rebond.ui.session import Session
from rebond.ui.shared.fields import ChoiceField, DayField, HoursField, LongTextField, TimeField
from rebond.ui.shared.form import Form
from rebond.ui.speech import _, p_


class EventForm(Form):
    """The form of an event; the time at which it was first written down does not change."""

    def __init__(self, session: Session, event: Event, parent: QWidget | None = None) -> None:
        super().__init__(_("Edit the entry"), self._save, parent)
        self._session = session
        self._event = event
        self.add("text", _("&What happened"), low(LongTextField()), event.text)
        self._kind = self.add("type", _("&Kind"), ChoiceField(EventKind), event.type)
        self.add("followed", _("Was it &followed?"), FollowedField(), event.followed)
        self.add("request", _("The client’s own wo&rds"), low(LongTextField()), event.request)
        answers = ChoiceField(RequestAnswer, none=p_("answer to a request", "none"))
        self._answer = self.add("answer", _("A&nswer to the request"), answers, event.answer)
        self._due = self.add("answer_due", _("Answer &by"), narrow(DayField(session.today, optional=True)))
        self.add("date", _("&Day"), narrow(DayField(session.today)), event.date)
        self.add("time", _("&Time of day"), narrow(TimeField(optional=True)), event.time)
        self.add("minutes", _("&Hours worked"), narrow(HoursField(optional=True)), event.minutes)
        self._scope = self.add("in_scope", _("&Agreed"), ScopeField(), event.in_scope)
        self._due.show_value(event.answer_due)
        self._answer.currentIndexChanged.connect(self._on_answer)
        self._kind.currentIndexChanged.connect(self._on_kind)
        self._on_kind()
        self._on_answer()

    def _on_kind(self) -> None:
        """Ask for advice alone whether it was followed."""
        self.show_field("followed", self._kind.read() is EventKind.ADVICE)
        if self.isVisible():
            self._make_room()

    def _on_answer(self) -> None:
        """Show what follows from the answer: the scope, and for an unclear request a day to answer it by."""
        answer = self._answer.read()
        unclear = answer is RequestAnswer.UNCLEAR
        self.show_field("answer_due", unclear)
        if unclear and not self._due.text():
            self._due.show_value(working_days_after(self._session.today, DAYS_TO_ANSWER))
        if answer:
            self._scope.show_value(scope_of(answer))
        self._scope.setEnabled(answer is None)
        if self.isVisible():
            self._make_room()

    def _save(self, values: dict[str, Any]) -> None:
        if values["type"] is not EventKind.ADVICE:
            values["followed"] = None
        self._session.do(write_event, self._session.journal, replace(self._event, **values), now(self._session))
