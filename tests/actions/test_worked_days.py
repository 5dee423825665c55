"""Days worked: noted as one change, drawn as a month with the country's holidays, billed at the day rate."""

from dataclasses import replace
from datetime import date

import pytest

from rebond.actions.invoices import draft_for_month, save_invoice
from rebond.actions.worked_days import activity_report, month_of, note_days, planned_in, public_holidays
from rebond.domain.agreements.kinds import Agreement
from rebond.domain.countries import Country
from rebond.domain.missions.kinds import Billing, Client, Mission, PlannedDays
from rebond.domain.money.kinds import ClosureWindow, Settings
from rebond.domain.money.situation import Situation
from rebond.domain.worked_days.kinds import WorkedDay
from rebond.journal.journal import Journal
from rebond.journal.undo import undo
from tests.languages import ENGLISH, FRENCH

from .doing import TODAY, done, refused, rows, write

NOVEMBER = date(2026, 11, 1)
MISSION = Mission(
    client_id=1, name="Advice", starts=date(2026, 9, 1), billing=Billing.DAILY, amount=450_50, days_per_month=12_00,
    vat_rate=20_000,
)  # fmt: skip


def november(*days: int) -> list[date]:
    return [date(2026, 11, day) for day in days]


@pytest.fixture
def mission(journal: Journal) -> Mission:
    write(journal, Client(name="Atlas", address="1 rue du Port\n29200 Brest", country=Country.FR), MISSION)
    return replace(MISSION, id=1)


def noted(journal: Journal) -> dict[int, int]:
    return {row.date.day: row.days for row in rows(journal, WorkedDay)}


def test_painting_a_range_is_one_change(journal: Journal, mission: Mission) -> None:
    change = done(journal, note_days, 1, dict.fromkeys(november(2, 3, 4, 5, 6), 100), TODAY)
    assert len(change.rows) == 5
    assert change.facts["name"] == "Advice"
    assert noted(journal) == dict.fromkeys((2, 3, 4, 5, 6), 100)


def test_days_are_added_changed_and_taken_out_together(journal: Journal, mission: Mission) -> None:
    first, second, third = november(2, 3, 4)
    write(journal, WorkedDay(mission_id=1, date=first, note="Workshop"), WorkedDay(mission_id=1, date=second))
    done(journal, note_days, 1, {first: 50, second: 0, third: 100}, TODAY)
    assert noted(journal) == {2: 50, 4: 100}
    assert rows(journal, WorkedDay)[0].note == "Workshop", "half of it was still a workshop"
    undo(journal)
    assert noted(journal) == {2: 100, 3: 100}


def test_what_is_noted_already_changes_nothing(journal: Journal, mission: Mission) -> None:
    day = november(2)[0]
    note_days(journal, 1, {day: 100}, TODAY)
    assert note_days(journal, 1, {day: 100, november(3)[0]: 0}, TODAY) is None


def test_another_part_of_a_day_is_refused(journal: Journal, mission: Mission) -> None:
    with refused(journal, ("half_or_whole_day", "days")):
        note_days(journal, 1, {november(2)[0]: 100, november(3)[0]: 75}, TODAY)
    with refused(journal, ("gone", "")):
        note_days(journal, 9, {november(2)[0]: 100}, TODAY)


@pytest.mark.parametrize(
    ("country", "month", "english", "french"),
    [
        (Country.FR, NOVEMBER, {1: "All Saints' Day", 11: "Armistice Day"}, {1: "Toussaint", 11: "Armistice"}),
        (Country.BE, date(2026, 7, 1), {21: "National Day"}, {21: "Fête nationale"}),
        (Country.CH, date(2026, 8, 1), {1: "National Day"}, {1: "Fête nationale"}),
        (
            Country.QC, date(2026, 6, 1),
            {24: "Saint John the Baptist Day"}, {24: "Fête nationale du Québec"},
        ),
        (None, NOVEMBER, {}, {}),
    ],
)  # fmt: skip
def test_public_holidays_are_the_countrys_in_the_language(
    country: Country | None, month: date, english: dict[int, str], french: dict[int, str]
) -> None:
    assert {day.day: name for day, name in public_holidays(country, month, ENGLISH).items()} == english
    assert {day.day: name for day, name in public_holidays(country, month, FRENCH).items()} == french


def test_french_names_are_set_as_french_print_is() -> None:
    assert public_holidays(Country.FR, date(2027, 1, 1), FRENCH) == {date(2027, 1, 1): "Jour de l’an"}


def test_a_month_knows_its_days_holidays_and_closed_weeks(journal: Journal, mission: Mission) -> None:
    write(journal, ClosureWindow(first="11-26", last="11-30", label="Trade fair"))
    note_days(journal, 1, {november(30)[0]: 50, date(2026, 12, 1): 100, date(2026, 10, 31): 100}, TODAY)
    with journal.read() as reader:
        grid = month_of(reader, mission, NOVEMBER, FRENCH)
    days = {day.date.day: day for day in grid.days}
    assert grid.total == 50
    assert days[11].holiday == "Armistice"
    assert days[26].closure == "Trade fair"


def test_the_month_of_a_mission_that_has_ended_ends_with_it(journal: Journal, mission: Mission) -> None:
    with journal.read() as reader:
        grid = month_of(reader, replace(mission, ended=date(2026, 11, 20)), NOVEMBER, ENGLISH)
    assert max(day.date.day for day in grid.days if day.in_mission) == 20


def test_planned_days_are_those_of_the_month_else_of_every_month(journal: Journal, mission: Mission) -> None:
    write(journal, PlannedDays(mission_id=1, month=NOVEMBER, days=950))
    with journal.read() as reader:
        assert planned_in(reader, mission, NOVEMBER) == 950
        assert planned_in(reader, mission, date(2026, 12, 1)) == 1200
        assert planned_in(reader, replace(mission, billing=Billing.MONTHLY), NOVEMBER) == 0


def test_the_report_names_both_sides_and_lists_notes(journal: Journal, mission: Mission) -> None:
    with journal.transaction("set_up") as transaction:
        settings = transaction.get(Settings, 1) or Settings(id=1)
        named = replace(settings, sender="Marie Nadal", address="2 quai Sud", registration="SIRET 732 829 320 00074")
        (transaction.update if transaction.get(Settings, 1) else transaction.insert)(named)
        transaction.insert(WorkedDay(mission_id=1, date=november(3)[0], note="Second\nworkshop"))
        transaction.insert(WorkedDay(mission_id=1, date=november(2)[0], days=50, note="First workshop"))
    with journal.read() as reader:
        report = activity_report(reader, mission, NOVEMBER, ENGLISH)
    assert (report.sender.name, report.client.name, report.mission) == ("Marie Nadal", "Atlas", "Advice")
    assert report.sender.lines == ("2 quai Sud", "SIRET 732 829 320 00074")
    assert report.client.lines == ("1 rue du Port", "29200 Brest")
    assert [*report.notes] == [(november(2)[0], "First workshop"), (november(3)[0], "Second workshop")]
    assert (report.grid.total, report.planned) == (150, 1200)


@pytest.mark.parametrize(("days", "amount"), [(1150, 5180_75), (50, 225_25)])
def test_the_draft_bills_the_days_at_the_day_rate_to_the_cent(
    journal: Journal, mission: Mission, days: int, amount: int
) -> None:
    whole = dict.fromkeys(november(*range(2, 2 + days // 100)), 100)
    done(journal, note_days, 1, whole | {november(20)[0]: 50}, TODAY)
    with journal.read() as reader:
        draft = draft_for_month(reader, Situation(missions=(mission,)), mission, NOVEMBER)
    assert (draft.amount, draft.days, draft.month) == (amount, days, NOVEMBER)
    assert (draft.issued, draft.due) == (date(2026, 11, 30), date(2026, 12, 30))


def test_a_draft_of_the_planned_days_is_the_contracts_own(journal: Journal, mission: Mission) -> None:
    situation = Situation(missions=(mission,))
    with journal.read() as reader:
        by_contract = draft_for_month(reader, situation, mission, NOVEMBER)
    done(journal, note_days, 1, dict.fromkeys(november(*range(2, 14)), 100), TODAY)
    with journal.read() as reader:
        assert draft_for_month(reader, situation, mission, NOVEMBER) == by_contract
    done(journal, save_invoice, by_contract, TODAY)


def test_the_working_days_are_those_of_the_agreement_in_force_on_each_day(journal: Journal, mission: Mission) -> None:
    versions = (("1 2 3 4", date(2026, 1, 1)), ("1 6", date(2026, 11, 16)))
    write(journal, *(Agreement(mission_id=mission.id, starts=day, weekdays=days) for days, day in versions))
    with journal.read() as reader:
        grid = month_of(reader, mission, NOVEMBER, ENGLISH)
    assert [day.day for day in grid.usual_days()] == [2, 3, 4, 5, 9, 10, 12, 16, 21, 23, 28, 30]
