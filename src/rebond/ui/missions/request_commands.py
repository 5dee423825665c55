"""The commands on a request in the journal: its answer by one key, its amendment, and letters about it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QAbstractItemView

from rebond.actions.requests import answer_request
from rebond.domain.missions.kinds import Event, RequestAnswer
from rebond.domain.missions.requests import may_be_answered
from rebond.domain.problems import Refused
from rebond.sentences import sentence
from rebond.ui.missions.answer_letters import write_letter
from rebond.ui.session import Session
from rebond.ui.shared.command_actions import CommandAction, command, rule
from rebond.ui.speech import _, language


class RequestCommands:
    """Adds the commands to the menu of a list of events; `chosen` returns the event that they are about."""

    def __init__(
        self,
        session: Session,
        view: QAbstractItemView,
        chosen: Callable[[], Event | None],
        draw_up: Callable[[], object],
        open_amendment: Callable[[int], object],
    ) -> None:
        self._session = session
        self._view = view
        self._chosen = chosen
        self._open_amendment = open_amendment
        rule(view)
        named = (
            (RequestAnswer.IN_SCOPE, _("Answer: &in scope"), "1"),
            (RequestAnswer.TO_PRICE, _("Answer: extra, to &price"), "2"),
            (RequestAnswer.ACCEPTED, _("Answer: extra, &accepted"), "3"),
            (RequestAnswer.REFUSED, _("Answer: extra, &refused"), "4"),
            (RequestAnswer.GIVEN, _("Answer: absorbed on purpose, a &gift"), "5"),
            (RequestAnswer.UNCLEAR, _("Answer: &unclear, until a day"), "0"),
        )
        self._answers = [command(view, name, partial(self._answer, answer), key) for answer, name, key in named]
        rule(view)
        self._of_request: list[CommandAction] = []
        self._of_request += [
            command(view, _("Polite &no by letter…"), partial(self._write, "polite_no")),
            command(view, _("Reminder of &limits by letter…"), partial(self._write, "reminder_of_limits")),
        ]
        self._its_amendment = command(view, _("&Open its amendment…"), self._on_amendment, "Shift+A")
        #: Draws up an amendment of all requests to price; it stays enabled whatever event is chosen.
        self.draw_up = command(view, _("Draw up the a&mendment…"), draw_up, "A")

    def refresh(self) -> None:
        """Enable the commands that the chosen event allows."""
        event = self._chosen()
        request = event is not None and may_be_answered(event)
        for action in (*self._answers, *self._of_request):
            action.setEnabled(request)
        self._its_amendment.setEnabled(event is not None and event.amendment_id is not None)

    def _answer(self, answer: RequestAnswer) -> None:
        if event := self._chosen():
            try:
                self._session.do(answer_request, self._session.journal, event, answer, self._session.today)
            except Refused as refused:
                self._session.message.emit(" ".join(sentence(language(), problem) for problem in refused.problems))

    def _write(self, template: str) -> None:
        if event := self._chosen():
            write_letter(self._session, self._view.window(), template, event.mission_id, event_id=event.id)

    def _on_amendment(self) -> None:
        if (event := self._chosen()) and event.amendment_id:
            self._open_amendment(event.amendment_id)
