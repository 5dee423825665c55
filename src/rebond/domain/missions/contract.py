"""What a contract says: when it ends if the client tells it, and when an invoice falls due."""

from datetime import date, timedelta

from rebond.domain.calendar import add_months, month_end
from rebond.domain.missions.kinds import Mission, NoticeUnit, Terms


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


def due_date(issued: date, terms: Terms, days: int) -> date:
    """The day an invoice issued on `issued` falls due (both readings of "end of month": L441-10)."""
    if terms is Terms.MONTH_END_THEN_DAYS:
        return month_end(issued) + timedelta(days=days)
    due = issued + timedelta(days=days)
    return month_end(due) if terms is Terms.DAYS_THEN_MONTH_END else due
