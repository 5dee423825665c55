"""The form of a mission's end: its last day, who ended it and why, and the notice that was given."""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from rebond.actions.missions import note_end
from rebond.domain.missions.kinds import EndReason, Mission, Side
from rebond.domain.problems import Refused
from rebond.ui.missions.end_wording import notice_runs_until
from rebond.ui.missions.sizes import narrow
from rebond.ui.session import Session
from rebond.ui.shared.fields import ChoiceField, DayField
from rebond.ui.shared.form import Form
from rebond.ui.speech import _, language


class EndForm(Form):
    """The end of a mission; the day until which a notice runs is said below the last day as it is typed."""

    def __init__(self, session: Session, mission: Mission, parent: QWidget | None = None) -> None:
        super().__init__(_("End of {mission}").format(mission=mission.name), self._save, parent)
        self._session = session
        self._mission = mission
        today = session.today
        planned = _("as planned: {date}").format(date=language().day(mission.ends, "short")) if mission.ends else ""
        self.add("ended", _("&Last day worked"), narrow(DayField(today, optional=True, hint=planned)), mission.ended)
        self.add("ended_by", _("&Ended by"), ChoiceField(Side, none=_("not said")), mission.ended_by)
        self.add("ended_reason", _("&Why"), ChoiceField(EndReason, none=_("not said")), mission.ended_reason)
        self.add("notice_by", _("&Notice given by"), ChoiceField(Side, none=_("nobody")), mission.notice_by)
        for name, title in (
            ("notice_sent", _("&Sent on")),
            ("notice_presented", _("&Presented on")),
            ("notice_received", _("&Received on")),
        ):
            field = self.add(name, title, narrow(DayField(today, optional=True)), getattr(mission, name))
            field.textChanged.connect(self._say_notice)
        self._say_notice()

    def _say_notice(self) -> None:
        days = {}
        for name in ("notice_sent", "notice_presented", "notice_received"):
            try:
                days[name] = self.editor(name).read()
            except (Refused, KeyError):  # half typed, or not made yet
                days[name] = None
        self.warn("ended", notice_runs_until(replace(self._mission, **days)))

    def _save(self, values: dict[str, Any]) -> None:
        self._session.do(note_end, self._session.journal, replace(self._mission, **values), self._session.today)
