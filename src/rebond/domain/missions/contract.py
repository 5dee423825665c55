"""When a contract ends if the client tells it."""

from datetime import date, timedelta

from rebond.domain.calendar import add_months, month_end
from rebond.domain.missions.kinds import Mission, NoticeUnit


def notice_ends(mission: Mission, told: date) -> date:
    """The last day of notice, worked, if the end is told on `told`; `told` itself without a notice clause.

    A notice of 0 that runs to the end of the month is a clause: the end of the month in which it is told.
    """
    if mission.notice_unit is NoticeUnit.DAYS:
        last = told + timedelta(days=mission.notice)
    else:
        last = add_months(told, mission.notice)
    return month_end(last) if mission.notice_to_month_end else last


def last_day(mission: Mission, told: date, *, notice_honoured: bool) -> date | None:
    """The mission's last day, worked, if the client tells it on `told`; None when it then never starts."""
    if mission.starts > told:
        return None
    last = notice_ends(mission, told) if notice_honoured else told
    return min(last, mission.ends) if mission.ends else last
