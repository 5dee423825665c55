"""The example: whole, true to the rules and full of things to show on whatever day it is opened."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rebond.actions import money
from rebond.actions.example import create_example, example_rows
from rebond.domain.missions.kinds import Billing, Client, Contract, Event, EventKind, Invoice, Mission, Payment, Terms
from rebond.domain.money.kinds import Balance
from rebond.domain.prospecting.kinds import BUILT_IN_STAGES, Contact
from rebond.domain.rules import problems
from rebond.journal.check import check
from rebond.language import LANGUAGES, Language
from tests.languages import ENGLISH, FRENCH

from .taking_in import TODAY

DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2040, 12, 31))


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_a_whole_journal(tmp_path: Path, language: str) -> None:
    path = tmp_path / "marie.rebond"
    with create_example(path, Language.of(language), TODAY):
        pass
    assert not check(path)


@given(DAYS, st.sampled_from([*LANGUAGES]))
@example(dt.date(2028, 2, 29), "fr")
@example(dt.date(2027, 1, 1), "en")
@example(dt.date(2026, 12, 31), "fr")
@example(dt.date(2027, 3, 31), "en")
@settings(max_examples=25)
def test_no_row_breaks_a_rule_on_any_day(today: dt.date, language: str) -> None:
    assert [found for row in example_rows(Language.of(language), today) for found in problems(row, today)] == []


@given(DAYS)
@example(dt.date(2028, 2, 29))
@example(dt.date(2027, 1, 1))
@example(dt.date(2024, 4, 30))  # the charges of a quarter are paid
@settings(max_examples=15)
def test_savings_last_long_as_things_stand_and_half_a_year_if_atlas_leaves(
    tmp_path_factory: pytest.TempPathFactory, today: dt.date
) -> None:
    with create_example(tmp_path_factory.mktemp("marie") / "m.rebond", ENGLISH, today) as journal:
        outlook = money.outlook(journal, today)
    assert outlook.invoiced.amounts[0][0] == "Atlas"
    largest = outlook.invoiced.largest
    assert largest is not None
    assert largest > 50
    stands = outlook.as_things_stand.projection.months_left
    assert stands is None or stands > 18
    leaves = outlook.leaves(outlook.largest[0]).projection.months_left
    assert leaves is not None
    assert 5 <= leaves <= 8.5


@given(DAYS)
@settings(max_examples=15)
def test_every_screen_has_something_to_show(today: dt.date) -> None:
    rows = example_rows(FRENCH, today)
    invoices = [row for row in rows if isinstance(row, Invoice)]
    paid = {row.invoice_id for row in rows if isinstance(row, Payment)}
    places = dict(enumerate(invoices, 1))
    late = [row for row in invoices if not row.settled and not row.cancelled and row.due < today]
    part_paid = [number for number in paid if not places[number].settled]
    contacts = [row for row in rows if isinstance(row, Contact)]
    assert len([row for row in rows if isinstance(row, Client)]) == 5
    assert late
    assert part_paid
    days_late = [(row.date - places[row.invoice_id].due).days for row in rows if isinstance(row, Payment)]
    assert sum(days > 7 for days in days_late) > 5, "Atlas pays later and later"
    assert any(row.cancelled for row in invoices)
    assert any(row.is_credit_note for row in invoices)
    assert {row.terms for row in rows if isinstance(row, Mission)} == set(Terms)
    assert {row.billing for row in rows if isinstance(row, Mission)} == set(Billing)
    assert {row.contract for row in rows if isinstance(row, Mission)} == set(Contract)
    assert {row.stage_id for row in contacts} == set(range(1, len(BUILT_IN_STAGES) + 1))
    assert any(row.next_date == today for row in contacts)
    assert any(row.next_date and row.next_date < today for row in contacts)
    assert {row.type for row in rows if isinstance(row, Event)} == set(EventKind)
    assert min(row.issued for row in invoices) < today - dt.timedelta(days=23 * 30)


def test_messages_on_a_sunday_are_on_a_sunday_whatever_the_day() -> None:
    for day in range(14):
        for row in example_rows(FRENCH, TODAY + dt.timedelta(days=day)):
            if isinstance(row, Event) and "dimanche" in row.text:
                assert row.date.weekday() == 6


def test_its_languages_differ_in_words_only() -> None:
    french, english = (example_rows(Language.of(language), TODAY) for language in ("fr", "en"))
    assert [type(row) for row in french] == [type(row) for row in english]
    money_rows = (Invoice, Payment, Balance)
    for one, other in zip(french, english, strict=True):
        if isinstance(one, money_rows) and isinstance(other, money_rows):
            assert (one.id, one.amount) == (other.id, other.amount)


def test_it_is_the_same_every_time() -> None:
    assert example_rows(FRENCH, TODAY) == example_rows(FRENCH, TODAY)
