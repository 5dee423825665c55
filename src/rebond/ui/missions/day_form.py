"""The form of one day worked: how much of it, and what was done."""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from rebond.actions.records import save
from rebond.domain.worked_days.kinds import WorkedDay
from rebond.domain.worked_days.month import HALF, WHOLE
from rebond.ui.session import Session
from rebond.ui.shared.fields import LongTextField, PickField
from rebond.ui.shared.form import Form
from rebond.ui.speech import _, language


class DayForm(Form):
    """Edits a day worked, or adds one; taking it out is a key in the month."""

    def __init__(self, session: Session, day: WorkedDay, parent: QWidget | None = None) -> None:
        super().__init__(language().weekday(day.date, "long"), self._save, parent)
        self._session = session
        self._day = day
        parts = PickField({WHOLE: _("a whole day"), HALF: _("half a day")})
        note = self.add("note", _("What was &done"), LongTextField(), day.note)
        self.add("days", _("&Worked"), parts, day.days)
        note.setFocus()

    def _save(self, values: dict[str, Any]) -> None:
        self._session.do(save, self._session.journal, replace(self._day, **values), self._session.today)
