"""Days worked on missions: noting them, and the month and the activity report made from them."""

import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from importlib import import_module

from rebond.actions.action import action
from rebond.domain.agreements.kinds import Agreement
from rebond.domain.agreements.terms import weekday_agreed
from rebond.domain.calendar import month_end
from rebond.domain.countries import Country, country_of
from rebond.domain.missions.kinds import Billing, Client, Mission, PlannedDays
from rebond.domain.missions.notice import foreseen_end
from rebond.domain.money.billing import month_amount
from rebond.domain.money.kinds import ClosureWindow
from rebond.domain.money.situation import Situation
from rebond.domain.problems import Problem, Refused
from rebond.domain.rules import require
from rebond.domain.translatable import later
from rebond.domain.worked_days.kinds import WorkedDay
from rebond.domain.worked_days.month import NOTHING, MonthGrid, month_grid
from rebond.domain.worked_days.report import ActivityReport, addressee, sender
from rebond.journal.queries.settings import load_settings
from rebond.journal.queries.worked_days import worked_between, worked_in
from rebond.journal.reader import Reader
from rebond.journal.transaction import Transaction
from rebond.language import Language

#: The country of the library of public holidays, and the part of it that has its own.
_PLACES: Mapping[Country, tuple[str, str | None]] = {
    Country.FR: ("FR", None), Country.BE: ("BE", None), Country.CH: ("CH", None), Country.QC: ("CA", "QC"),
}  # fmt: skip
#: The library's name of each language.
_NAMES_IN = {"fr": "fr", "en": "en_US"}


@action("note_days", later("Days worked noted: {name}"))
def note_days(transaction: Transaction, mission_id: int, days: Mapping[date, int], today: date) -> None:
    """Note how much was worked on each of these days, in hundredths of a day; 0 takes a day out, with its note.

    :raises Refused: when the mission was deleted in the meantime, or a day is neither a half nor a whole one.
    """
    mission = transaction.get(Mission, mission_id)
    if mission is None:
        raise Refused(Problem("gone"))
    transaction.describe(name=mission.name)
    there = {row.date: row for row in worked_between(transaction, mission_id, min(days), max(days))} if days else {}
    for day, worked in sorted(days.items()):
        row = there.get(day)
        if worked == NOTHING:
            if row:
                transaction.delete(WorkedDay, row.id)
        elif row is None:
            added = WorkedDay(mission_id=mission_id, date=day, days=worked)
            require(added, today)
            transaction.insert(added)
        elif row.days != worked:
            changed = replace(row, days=worked)
            require(changed, today)
            transaction.update(changed)


def holidays_loaded() -> bool:
    """Whether public holidays can be read at once: their library takes half a second to import."""
    return "holidays.countries" in sys.modules


def load_holidays() -> None:
    """Import the library of public holidays, which a window does on a thread of its own."""
    import_module("holidays.countries")


def public_holidays(country: Country | None, month: date, language: Language) -> dict[date, str]:
    """Return the public holidays of a month by day, named in the language; none without a country.

    Those of the whole country are known, not those of a canton, a region or Moselle alone.
    """
    if country is None:
        return {}
    import holidays  # takes a while, and only a month of a mission needs it

    place, part = _PLACES[country]
    names = _NAMES_IN.get(language.code, language.code)
    found = holidays.country_holidays(place, subdiv=part, years=month.year, language=names)
    last = month_end(month)
    return {day: language.text({language.code: name}) for day, name in sorted(found.items()) if month <= day <= last}


def month_of(reader: Reader, mission: Mission, month: date, language: Language, *, holidays: bool = True) -> MonthGrid:
    """Return a month of a mission with its weekdays agreed, the client's public holidays and the closed weeks.

    :param holidays: False leaves the public holidays out.
    """
    country = country_for(reader, mission) if holidays else None
    windows = reader.matching(ClosureWindow)
    agreements = reader.matching(Agreement, mission_id=mission.id)
    closures = dict(zip(Situation(closure_windows=windows).windows, (row.label for row in windows), strict=True))
    return month_grid(
        month,
        worked_in(reader, mission.id, month),
        public_holidays(country, month, language),
        closures,
        mission.starts,
        foreseen_end(mission),
        language.locale.first_week_day,
        partial(weekday_agreed, agreements),
    )


def country_for(reader: Reader, mission: Mission) -> Country | None:
    """Return the country whose public holidays count on a mission; None where nothing says it."""
    client = reader.get(Client, mission.client_id)
    settings = load_settings(reader)
    return country_of(client.country if client else None, settings.country, settings.status)


def planned_in(reader: Reader, mission: Mission, month: date) -> int:
    """Return the days planned in a month of a mission, in hundredths; 0 unless it is billed by the day."""
    if mission.billing is not Billing.DAILY:
        return 0
    situation = Situation(planned_days=reader.matching(PlannedDays, mission_id=mission.id))
    return month_amount(situation, mission, month, foreseen_end(mission))[1]


def activity_report(reader: Reader, mission: Mission, month: date, language: Language) -> ActivityReport:
    """Return the report of the days worked in a month of a mission.

    :raises Refused: when the client was deleted in the meantime.
    """
    client = reader.get(Client, mission.client_id)
    if client is None:
        raise Refused(Problem("gone"))
    return ActivityReport(
        sender=sender(load_settings(reader)),
        client=addressee(client),
        mission=mission.name,
        grid=month_of(reader, mission, month, language),
        planned=planned_in(reader, mission, month),
    )
