"""The form of a task."""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from rebond.actions.records import save
from rebond.domain.problems import Problem, Refused
from rebond.domain.prospecting.kinds import Contact
from rebond.domain.tasks.kinds import Task, TaskOwner
from rebond.journal.queries.tasks import mission_names
from rebond.ui.missions.sizes import low, narrow
from rebond.ui.prospecting.who_field import WhoField
from rebond.ui.session import Session
from rebond.ui.shared.fields import ChoiceField, DayField, LongTextField, PickField
from rebond.ui.shared.form import Form
from rebond.ui.speech import _, p_


class TaskForm(Form):
    """The form of a task: what, by when, who does it, and which mission or contact it is about."""

    def __init__(self, session: Session, task: Task, parent: QWidget | None = None) -> None:
        super().__init__(_("Edit the task") if task.id else _("New task"), self._save, parent)
        self._session = session
        self._task = task
        with session.journal.read() as reader:
            missions = mission_names(reader, session.today, task.mission_id)
            contact = reader.get(Contact, task.contact_id) if task.contact_id else None
        self.add("text", _("&What is to be done"), LongTextField(), task.text)
        self.add("due", _("&By when"), narrow(DayField(session.today, optional=True)), task.due)
        self.add("owner", _("W&ho does it"), ChoiceField(TaskOwner), task.owner)
        self.add("mission_id", _("&Mission"), PickField(missions, none=p_("mission", "none")), task.mission_id)
        self._who = self.add("contact_id", _("&Contact"), WhoField(session), contact.name if contact else "")
        self.add("note", _("&Note"), low(LongTextField()), task.note)

    def _save(self, values: dict[str, Any]) -> None:
        self._who.take_only_match()
        known = self._who.known()
        if self._who.read() and known is None:
            raise Refused(Problem("no_such_contact", "contact_id"))
        values["contact_id"] = known.contact.id if known else None
        self._session.do(save, self._session.journal, replace(self._task, **values), self._session.today)
