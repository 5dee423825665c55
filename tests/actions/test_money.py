"""The rows loaded for the figures give the same figures as the whole journal."""

import dataclasses
import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rebond.actions import money, records
from rebond.actions.example import create_example
from rebond.domain.calendar import add_months
from rebond.domain.kinds import Entity, fields_of
from rebond.domain.missions.kinds import Client, Invoice, Payment
from rebond.domain.money.concentration import invoiced, to_come, worked
from rebond.domain.money.kinds import Account, Balance, ChargeRate, ClosureWindow, Expense, Settings
from rebond.domain.money.outlook import Outlook
from rebond.domain.money.runway import project
from rebond.domain.money.scenario import Scenario
from rebond.domain.money.situation import Situation
from rebond.domain.prospecting.kinds import Contact
from rebond.domain.registry import KINDS
from rebond.journal.history import Change, RowChange
from rebond.journal.journal import Journal
from tests.domain.strategies import TODAYS, scenarios, situations
from tests.languages import ENGLISH

from .doing import TODAY, day, write

#: Where a situation keeps the rows of each kind.
PLACES = {
    "charge_rate": "charge_rates", "closure_window": "closure_windows", "client": "clients", "mission": "missions",
    "planned_days": "planned_days", "milestone": "milestones", "invoice": "invoices", "payment": "payments",
    "account": "accounts", "balance": "balances", "expense": "expenses", "contact": "contacts",
}  # fmt: skip


def write_situation(journal: Journal, situation: Situation) -> None:
    """Write every row of the situation, whose ids the journal gives anew."""
    ids: dict[tuple[str, int | None], int | None] = {}
    with journal.transaction("import") as transaction:
        transaction.update(dataclasses.replace(situation.settings, id=1))
        for entity in KINDS:
            references = {field.name: field.ref.kind for field in fields_of(entity) if field.ref}
            for row in getattr(situation, PLACES.get(entity.kind, ""), ()):
                known = {name: ids.get((kind, getattr(row, name))) for name, kind in references.items()}
                ids[row.kind, row.id] = transaction.insert(dataclasses.replace(row, id=0, **known))


def whole(journal: Journal) -> Situation:
    """Every row there is."""
    with journal.read() as reader:
        found: dict[str, tuple[Entity, ...]] = {
            PLACES[entity.kind]: reader.all(entity) for entity in KINDS if entity.kind in PLACES
        }
        (row,) = reader.all(Settings)
    return Situation(settings=row, **found)  # type: ignore[arg-type]


def figures(situation: Situation, scenario: Scenario, today: date) -> list[object]:
    """Everything that a person is shown of a situation."""
    outlook = Outlook(situation, today)
    year_ago = add_months(today, -12)
    recent = [one for one in outlook.not_invoiced if one.mission.ends is None or one.mission.ends >= year_ago]
    return [
        project(situation, scenario, today),
        outlook.answers,
        outlook.reserve_needed,
        outlook.layers,
        outlook.stale_accounts,
        recent,
        invoiced(situation, today),
        worked(situation, today),
        to_come(situation, today),
    ]


@st.composite
def seen_later(draw: st.DrawFn) -> tuple[Situation, Scenario, date]:
    """A situation seen on the day it was noted, or months or years after: much of it is long past then."""
    noted = draw(TODAYS)
    situation = draw(situations(noted))
    scenario = draw(scenarios(situation, noted))
    return situation, scenario, noted + timedelta(days=draw(st.sampled_from([0, 0, 40, 130, 300, 400, 800])))


@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(seen_later())
def test_the_rows_read_give_the_figures_of_all_rows(case: tuple[Situation, Scenario, date]) -> None:
    situation, scenario, today = case
    leaving = {one.id: place for place, one in enumerate(situation.clients, 1)}
    scenario = dataclasses.replace(
        scenario, leaving=tuple(dataclasses.replace(d, client_id=leaving[d.client_id]) for d in scenario.leaving)
    )
    with tempfile.TemporaryDirectory() as folder, Journal.create(Path(folder) / "journal.rebond") as journal:
        write_situation(journal, situation)
        assert figures(money.situation(journal, today), scenario, today) == figures(whole(journal), scenario, today)


def test_what_was_paid_since_an_old_balance_counts(journal: Journal) -> None:
    write(
        journal,
        ChargeRate(social=25_600),
        Client(name="Atlas"),
        Account(name="Savings"),
        Balance(account_id=1, date=day(1, 3, 2024), amount=1_000_00),
        Invoice(client_id=1, amount=100_00, issued=day(1, 1, 2024), due=day(1, 2, 2024), settled=day(5, 1, 2024)),
        Payment(invoice_id=1, date=day(5, 1, 2024), amount=100_00),
        Invoice(client_id=1, amount=200_00, issued=day(1, 2, 2024), due=day(1, 3, 2024), settled=day(5, 3, 2024)),
        Payment(invoice_id=2, date=day(5, 3, 2024), amount=200_00),
    )
    projection = money.outlook(journal, TODAY).as_things_stand.projection
    assert [(line.happened, line.amount) for line in projection.lines] == [
        (day(5, 3, 2024), 200_00),
        (day(30, 4, 2024), -76_80),
    ]


def test_a_new_client_leaves_the_outlook_as_it_is_and_another_name_does_not(journal: Journal) -> None:
    write(journal, Client(name="Atlas"), Invoice(client_id=1, amount=5, issued=TODAY, due=TODAY))
    earlier = money.outlook(journal, TODAY)
    write(journal, Client(name="Lune"))
    assert money.outlook_after(journal, earlier, {"client"}) is earlier
    records.save(journal, Client(id=1, name="Atlas & fils"), TODAY)
    later = money.outlook_after(journal, earlier, {"client"})
    assert later.situation.client_names == {1: "Atlas & fils"}


@pytest.mark.parametrize("settled", [day(21, 11, 2025), day(22, 11, 2025), day(23, 11, 2025)])
def test_only_a_client_s_last_paid_invoices_are_read(journal: Journal, settled: date) -> None:
    write(journal, Client(name="Atlas"))
    old = [
        Invoice(client_id=1, amount=5, issued=day(1, 1, 2020), due=day(1, 1, 2020), settled=settled - timedelta(days=n))
        for n in range(20)
    ]
    write(journal, *old)
    write(journal, *(Payment(invoice_id=n, date=one.settled or TODAY, amount=5) for n, one in enumerate(old, 1)))
    write(journal, Invoice(client_id=1, amount=5, issued=day(1), due=day(1)))
    assert len(money.situation(journal, TODAY).invoices) == 13


def test_each_client_s_own_last_paid_invoices_tell_how_late_it_pays(journal: Journal) -> None:
    """One client's many recent payments do not take the place of another's few old ones."""
    write(journal, Client(name="Atlas"), Client(name="Lune"))
    rows = [(1, day(1, 6, 2025), 0)] * 12 + [(2, day(1, 1, 2024), 40)] * 3
    invoices = [
        Invoice(client_id=client, amount=5, issued=due, due=due, settled=due + timedelta(days=late))
        for client, due, late in rows
    ]
    write(journal, *invoices)
    write(journal, *(Payment(invoice_id=n, date=one.settled or TODAY, amount=5) for n, one in enumerate(invoices, 1)))
    write(journal, *(Invoice(client_id=client, amount=5, issued=day(1), due=day(20)) for client in (1, 2)))
    expected = [line.date for line in money.outlook(journal, TODAY).as_things_stand.projection.lines]
    assert expected == [line.date for line in Outlook(whole(journal), TODAY).as_things_stand.projection.lines]
    assert day(20) + timedelta(days=40) in expected


def test_the_days_on_which_nobody_pays_are_read(journal: Journal) -> None:
    write(journal, ClosureWindow(first="12-20", last="01-04"))
    assert [window.first for window in money.situation(journal, TODAY).closure_windows] == ["12-20"]


def test_an_empty_journal_has_its_figures(journal: Journal) -> None:
    outlook = money.outlook(journal, TODAY)
    assert outlook.situation == Situation(settings=Settings(id=1))
    assert [answer.projection.months_left for answer in outlook.answers] == [None, None, None]


def change_of(*rows: RowChange) -> Change:
    return Change(1, datetime(2026, 11, 22, tzinfo=UTC), "import", {}, rows)


def test_what_bears_on_the_runway_is_what_each_kind_declares() -> None:
    hoped, not_hoped = {"hoped_amount": 100}, {"hoped_amount": 0}
    assert money.bears_on_runway(change_of(RowChange("expense", 1, None, {})))
    assert not money.bears_on_runway(change_of(RowChange("event", 1, None, {}), RowChange("interaction", 1, {}, None)))
    assert money.bears_on_runway(change_of(RowChange("event", 1, None, {}), RowChange("invoice", 1, {}, None)))
    assert not money.bears_on_runway(change_of(RowChange("contact", 1, not_hoped, not_hoped)))
    for before, after in ((hoped, not_hoped), (not_hoped, hoped), (None, hoped), (hoped, None)):
        assert money.bears_on_runway(change_of(RowChange("contact", 1, before, after)))


def test_after_a_change_the_outlook_is_the_one_that_a_new_reading_gives(tmp_path: Path) -> None:
    """What the rows that changed do not bear on is kept: it must be the same as if all were read again."""
    with create_example(tmp_path / "Marie.rebond", ENGLISH, TODAY) as journal:
        with journal.read() as reader:
            expense, contact, account, invoice = (reader.all(kind)[0] for kind in (Expense, Contact, Account, Invoice))
        kept = money.outlook(journal, TODAY)
        for row in (
            replace(expense, amount=expense.amount + 12_345), Expense(name="Hosting", amount=80_00, first=TODAY),
            replace(contact, hoped_amount=5_000_00, hoped_from=TODAY, chance=50), replace(contact, hoped_amount=0),
            replace(account, counted=not account.counted), Expense(name="Desk", amount=90_00, first=TODAY),
            Invoice(client_id=invoice.client_id, amount=100, issued=TODAY, due=TODAY),
        ):  # fmt: skip
            assert kept.answers  # all is computed, and kept where it may be
            records.save(journal, row, TODAY)
            kept, new = money.outlook_after(journal, kept, {type(row).kind}), money.outlook(journal, TODAY)
            hoped = [project(each.situation, Scenario(opportunities=True), TODAY) for each in (kept, new)]
            assert (kept.situation, kept.answers, hoped[0]) == (new.situation, new.answers, hoped[1]), row
