"""The last day of a mission once the client gives notice."""

from datetime import date, timedelta

from rebond.domain.calendar import add_months, month_end
from rebond.domain.missions.kinds import Mission, NoticeUnit


def notice_ends(mission: Mission, told: date) -> date:
    """Return the last day of the notice period (worked) if notice is given on `told`; `told` without a notice clause.

    A notice of 0 that runs to the end of the month is a clause: it ends with the month in which notice is given.
    """
    if mission.notice_unit is NoticeUnit.DAYS:
        last = told + timedelta(days=mission.notice)
    else:
        last = add_months(told, mission.notice)
    return month_end(last) if mission.notice_to_month_end else last


def last_day(mission: Mission, told: date, *, notice_honoured: bool) -> date | None:
    """Return the mission's last day worked if the client gives notice on `told`; None when it then never starts."""
    if mission.starts > told:
        return None
    last = notice_ends(mission, told) if notice_honoured else told
    return min(last, mission.ends) if mission.ends else last
