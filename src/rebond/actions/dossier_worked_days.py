"""Days worked as a dossier tells them: each month of a mission in a few lines, with what was noted late or changed.

No row is left out: whoever reads the pages has read what the files hold.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from rebond.actions.dossier_rows_told import Teller
from rebond.domain.calendar import month_end, month_start
from rebond.domain.direction import joined
from rebond.domain.missions.kinds import Mission
from rebond.domain.proof.dossier import ToldRow
from rebond.domain.worked_days.kinds import WorkedDay
from rebond.journal.queries.dossier_rows import ProvenRow
from rebond.sentences import days_counted

_WHOLE = 100
_Days = Sequence[tuple[WorkedDay, ProvenRow]]


def told_months(teller: Teller, days: Iterable[ProvenRow]) -> Iterator[ToldRow]:
    """Yield what these days tell, a row for each month of a mission."""
    months: defaultdict[tuple[dt.date, int], list[tuple[WorkedDay, ProvenRow]]] = defaultdict(list)
    for proven in days:
        if isinstance(proven.row, WorkedDay):
            months[month_start(proven.row.date), proven.row.mission_id].append((proven.row, proven))
    for (month, mission_id), of_month in sorted(months.items(), key=lambda one: one[0]):
        yield _month(teller, month, mission_id, sorted(of_month, key=lambda one: (one[0].date, one[0].id)))


def _month(teller: Teller, month: dt.date, mission_id: int, days: _Days) -> ToldRow:
    language = teller.language
    worked = [row for row, proven in days if not proven.deleted]
    mission = None if teller.one_mission else teller.reader.get(Mission, mission_id)
    total = days_counted(language, sum(row.days for row in worked))
    return ToldRow(
        day=language.month(month),
        title=joined(" · ", (mission.name if mission else "", total)),
        place=f"{WorkedDay.kind} {ranges(row.id for row, _proven in days)}",
        entered=_entered(teller, days),
        says=tuple(_says(teller, worked)),
        since=tuple(_since(teller, days)),
    )


def _entered(teller: Teller, days: _Days) -> str:
    late = sum(_is_late(*one) for one in days)
    changed = sum(len(proven.versions) > 1 for _row, proven in days)
    return teller.language.gettext(
        "Noted within the month: {early} · later: {late} · changed or deleted since: {changed}"
    ).format(early=len(days) - late, late=late, changed=changed)


def _is_late(row: WorkedDay, proven: ProvenRow) -> bool:
    """Whether a day was noted after its month; also where the history does not hold when."""
    return proven.entered is None or proven.entered.date() > month_end(row.date)


def _says(teller: Teller, worked: Sequence[WorkedDay]) -> Iterator[str]:
    if worked:
        yield teller.language.gettext("Days of the month: {days}").format(days=", ".join(map(_day, worked)))
    for row in worked:
        if row.note:
            yield teller.language.gettext("{name}: {text}").format(
                name=teller.language.day(row.date), text=" ".join(row.note.split())
            )


def _day(row: WorkedDay) -> str:
    return f"{row.date.day}" if row.days == _WHOLE else f"{row.date.day} (½)"


def _since(teller: Teller, days: _Days) -> Iterator[str]:
    """Yield what was noted late, changed and deleted; what happened to several days in one change stands once."""
    told: defaultdict[str, list[WorkedDay]] = defaultdict(list)
    for row, proven in days:
        if _is_late(row, proven):
            told[teller.entered(proven)].append(row)
        for sentence in teller.since(proven):
            told[sentence].append(row)
    for sentence, rows in told.items():
        yield teller.language.gettext("{name}: {text}").format(
            name=", ".join(str(row.date.day) for row in rows), text=sentence
        )


def ranges(numbers: Iterable[int]) -> str:
    """Return numbers in their order, those that follow each other as a range: `12–31, 40`."""
    found: list[list[int]] = []
    for number in sorted(numbers):
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return ", ".join(f"{first}–{last}" if first < last else f"{first}" for first, last in found)
