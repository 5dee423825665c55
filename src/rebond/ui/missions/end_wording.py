"""Wording of how a mission ended: its last day beside the planned one, who ended it and why, and the notice given."""

from collections.abc import Iterator
from datetime import date

from rebond.domain.calendar import months_between
from rebond.domain.missions.kinds import Mission
from rebond.domain.missions.notice import foreseen_end, notice_ends, notice_given
from rebond.sentences import label
from rebond.ui.speech import _, language, n_, p_


def is_early(mission: Mission) -> bool:
    """Whether the mission ended before the day that was planned."""
    return bool(mission.ended and mission.ends and mission.ended < mission.ends)


def title(mission: Mission, today: date) -> str:
    """Return the heading over the last day."""
    past = (foreseen_end(mission) or today) < today
    return p_("mission", "Ended") if past else p_("mission", "Ends")


def last_day(mission: Mission) -> str:
    """Return the last day, and how far it is from the planned one; empty when neither an end nor a notice was noted.

    `10 December 2026, 3 months before its planned end`
    """
    day = foreseen_end(mission)
    if not day or not (mission.ended or mission.ended_by or mission.ended_reason or notice_given(mission)):
        return ""
    said = language().day(day)
    if mission.ends and day < mission.ends:
        return _("{date}, {length} before its planned end").format(date=said, length=_length(day, mission.ends))
    if mission.ends and day > mission.ends:
        return _("{date}, {length} after its planned end").format(date=said, length=_length(mission.ends, day))
    return _("{date}, as planned").format(date=said) if mission.ends else said


def who_and_why(mission: Mission) -> str:
    """Return who ended the mission and why: `by the client: a competitor’s offer`; empty when neither is known."""
    by = _("by {side}").format(side=label(language(), mission.ended_by)) if mission.ended_by else ""
    why = label(language(), mission.ended_reason) if mission.ended_reason else ""
    return _("{who}: {why}").format(who=by, why=why) if by and why else by or why


def notice(mission: Mission) -> str:
    """Return by whom notice was given and its days: `by the client, sent on 2 March, received on 4 March`."""
    parts = list(_notice(mission))
    return ", ".join(parts)


def notice_runs_until(mission: Mission) -> str:
    """Return a sentence with the last day of the notice that was given; empty when none was, or it has no length."""
    told = mission.notice_received or mission.notice_presented or mission.notice_sent
    if told is None or not (mission.notice or mission.notice_to_month_end):
        return ""
    last = notice_ends(mission, told)
    return _("A notice counted from {told} runs until {last}.").format(
        told=language().day(told), last=language().day(last)
    )


def _notice(mission: Mission) -> Iterator[str]:
    if mission.notice_by:
        yield _("by {side}").format(side=label(language(), mission.notice_by))
    for said, day in (
        (_("sent on {date}"), mission.notice_sent),
        (_("presented on {date}"), mission.notice_presented),
        (_("received on {date}"), mission.notice_received),
    ):
        if day:
            yield said.format(date=language().day(day, "medium"))


def _length(first: date, last: date) -> str:
    """Return the whole months from one day to a later one, or the days of less than a month."""
    if months := int(months_between(first, last)):
        return n_("{count} month", "{count} months", months).format(count=months)
    days = (last - first).days
    return n_("{count} day", "{count} days", days).format(count=days)
