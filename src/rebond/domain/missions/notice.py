"""Notice: when it ends a mission, the last day to send it, and the terms of a mission that renews itself."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from rebond.domain.calendar import ONE_DAY, add_months, month_end, month_start
from rebond.domain.missions.kinds import Mission, NoticeUnit
from rebond.domain.value_classes import dataclass


def notice_ends(mission: Mission, told: date) -> date:
    """Return the last day of the notice period (worked) if notice is given on `told`; `told` without a notice clause.

    A notice in months ends on the same day number, else on the month's last day; of one in days, the day of the act
    does not count. A notice of 0 that runs to the end of the month is a clause: it ends with the month in which notice
    is given.
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
    end = foreseen_end(mission)
    return min(last, end) if end else last


def has_notice(mission: Mission) -> bool:
    """Whether the contract has a notice clause."""
    return mission.notice > 0 or mission.notice_to_month_end


def last_day_to_tell(mission: Mission, term: date) -> date:
    """Return the latest day on which a notice still ends on or before `term`.

    That is not the term minus the notice: one month before 28 February, 31 January is still in time.
    """
    until = _last_month_end(term) if mission.notice_to_month_end else term
    if mission.notice_unit is NoticeUnit.DAYS:
        return until - timedelta(days=mission.notice)
    earlier = add_months(until, -mission.notice)
    return month_end(earlier) if until == month_end(until) else earlier


def prudent_day_to_tell(mission: Mission, term: date) -> date:
    """Return the day that also a client who counts back from the term accepts; at the latest the last day to tell."""
    if mission.notice_unit is NoticeUnit.DAYS:
        counted_back = term - timedelta(days=mission.notice)
    else:
        counted_back = add_months(term, -mission.notice)
    return min(counted_back, last_day_to_tell(mission, term))


def _last_month_end(day: date) -> date:
    """Return the latest last day of a month on or before a day."""
    return day if day == month_end(day) else month_start(day) - ONE_DAY


@dataclass(frozen=True, slots=True)
class TermEnd:
    """The last day of a term, and the day by the other reading where that differs.

    The other reading: a first term that ends with its month goes on to end with the month, as on 29 February 2028.
    """

    ends: date
    other: date | None = None


def terms(mission: Mission, day: date) -> Iterator[TermEnd]:
    """Yield the terms of a mission with a planned end, from that which runs on `day`, each counted from the first.

    One that does not renew itself has one term at most.
    """
    first, step = mission.ends, mission.renewal_months
    if first is None:
        return
    if not step:
        if first >= day:
            yield TermEnd(first)
        return
    # The term before the one sought at the latest, since a clipped day may lie before `day` in the same month.
    number = max(0, ((day.year - first.year) * 12 + day.month - first.month) // step)
    while True:
        ends = add_months(first, number * step)
        if ends >= day:
            other = month_end(ends) if first == month_end(first) else ends
            yield TermEnd(ends, other if other != ends else None)
        number += 1


@dataclass(frozen=True, slots=True)
class NoticeDeadline:
    """The last day to send notice for a term, and the prudent one; the same for the term's other reading."""

    term: TermEnd
    last: date
    prudent: date
    other_last: date | None = None


def notice_deadlines(mission: Mission, today: date) -> tuple[NoticeDeadline, ...]:
    """Return the last day to send notice for the running term; if that has passed, also the next term's.

    Empty without a notice clause or a planned end. A mission that does not renew itself has none left once its last
    day has passed: it ends at its term in any case.
    """
    found: list[NoticeDeadline] = []
    if not has_notice(mission):
        return ()
    for term in terms(mission, today):
        other = last_day_to_tell(mission, term.other) if term.other else None
        last = last_day_to_tell(mission, term.ends)
        found.append(NoticeDeadline(term, last, prudent_day_to_tell(mission, term.ends), other))
        if last >= today:
            break
    return tuple(found) if found and found[-1].last >= today else ()


@dataclass(frozen=True, slots=True)
class NoticeGiven:
    """The day from which a notice is counted; it is certain once the notice was received or presented."""

    day: date
    certain: bool


def notice_given(mission: Mission) -> NoticeGiven | None:
    """Return the day that a notice runs from: received, else first presented, else sent; None without notice."""
    arrived = mission.notice_received or mission.notice_presented
    if arrived:
        return NoticeGiven(arrived, certain=True)
    return NoticeGiven(mission.notice_sent, certain=False) if mission.notice_sent else None


def foreseen_end(mission: Mission) -> date | None:
    """Return the last day of a mission as far as it is known: as it was, by a notice given, or as planned.

    None for one that runs on, as one that renews itself does. A notice ends a mission that renews itself at the first
    term that it is in time for.
    """
    if mission.ended:
        return mission.ended
    given = notice_given(mission)
    if given is None:
        return None if mission.renewal_months else mission.ends
    last = notice_ends(mission, given.day)
    if mission.ends is None:
        return last
    return next(terms(mission, last)).ends if mission.renewal_months else min(last, mission.ends)


def end_to_note(mission: Mission, today: date) -> date | None:
    """Return the last day of a mission that a notice has ended, until it is noted when and how it ended; else None."""
    end = foreseen_end(mission)
    return end if end and end < today and not mission.ended and notice_given(mission) else None


def end_if_told(mission: Mission, told: date) -> date | None:
    """Return the last day of a mission if notice is given on `told`; one given before stays the notice that counts.

    None where a notice ends nothing: the mission is over by then, or would end before it begins.
    """
    end = foreseen_end(mission if notice_given(mission) else replace(mission, notice_received=told))
    return end if end and end >= max(told, mission.starts) else None
