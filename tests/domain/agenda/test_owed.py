"""The entries of unpaid invoices: what comes next for each, promised days and limitations."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from rebond.domain.agenda.agenda import Dated, agenda, horizon
from rebond.domain.agenda.entries import AgendaEntry, AgendaKind, When
from rebond.domain.agenda.owed import OwedRows
from rebond.domain.countries import Country
from rebond.domain.late.kinds import InvoiceState, LadderStep, LateStep, StateKind
from rebond.domain.late.ladder import SentStep
from rebond.domain.missions.kinds import Client, ClientLegalForm, Invoice
from rebond.domain.money.outlook import Outlook
from rebond.domain.money.situation import Situation
from rebond.journal.queries.late_laws import shipped_late_law

TODAY = date(2026, 11, 22)
LATE = Invoice(id=1, client_id=1, number="7", amount=100_00, issued=date(2026, 10, 1), due=date(2026, 10, 31))


def november(day: int) -> date:
    return date(2026, 11, day)


def entries(
    invoice: Invoice = LATE, *states: InvoiceState, today: date = TODAY, country: Country | None = None,
    form: ClientLegalForm | None = None, rows: OwedRows | None = None,
) -> Sequence[AgendaEntry]:  # fmt: skip
    situation = Situation(
        clients=(Client(id=1, name="Lune", country=country, legal_form=form),), invoices=(invoice,),
        invoice_states=states,
    )  # fmt: skip
    limitations = {1: shipped_late_law(country).against(form).limitation} if country else {}
    dated = Dated(owed=rows or OwedRows(limitations=limitations))
    return agenda(Outlook(situation, today), dated, horizon(today))


def state(kind: StateKind, starts: int, until: int | None) -> InvoiceState:
    return InvoiceState(
        invoice_id=1, type=kind, starts=november(starts), until=until and november(until)
    )  # fmt: skip


def only(found: Sequence[AgendaEntry]) -> tuple[AgendaKind, date | None, LateStep | None]:
    (entry,) = found
    return entry.kind, entry.date, entry.following.step if entry.following else None


def test_a_late_invoice_says_the_step_that_comes_next() -> None:
    assert only(entries()) == (AgendaKind.LATE_INVOICE, LATE.due, LateStep.SECOND)
    sent = OwedRows(sent={1: [SentStep(LateStep.SECOND, november(16))]})
    (entry,) = entries(rows=sent)
    assert entry.following
    assert (entry.following.step, entry.following.day) == (LateStep.FIRM, date(2026, 12, 1))
    own = OwedRows(ladder_steps=[LadderStep(client_id=1, step=LateStep.FIRM, days=5)])
    assert only(entries(rows=own)) == (AgendaKind.LATE_INVOICE, LATE.due, LateStep.FIRM)


@pytest.mark.parametrize(
    ("today", "day"),
    [(date(2026, 10, 10), date(2026, 10, 24)), (date(2026, 10, 24), date(2026, 10, 24)), (LATE.due, LATE.due)],
)
def test_one_due_soon_is_reminded_of_before_its_due_date(today: date, day: date) -> None:
    (entry,) = entries(today=today)
    assert (entry.kind, entry.date, entry.about) == (AgendaKind.REMINDER, day, LATE.due)
    sent = OwedRows(sent={1: [SentStep(LateStep.BEFORE_DUE, today)]})
    assert not entries(today=today, rows=sent)


def test_a_promised_day_stands_in_place_of_the_late_invoice_and_then_counts_as_missed() -> None:
    promise = state(StateKind.PROMISED, 10, 25)
    for day in (22, 25):
        (entry,) = entries(LATE, promise, today=november(day))
        assert (entry.kind, entry.date, entry.left) == (AgendaKind.PROMISE, november(25), 100_00)
    (entry,) = entries(LATE, promise, today=november(26))
    assert (entry.kind, entry.date, entry.about) == (AgendaKind.LATE_INVOICE, LATE.due, november(25))


def test_a_paused_invoice_comes_back_after_its_pause_and_a_disputed_one_says_so() -> None:
    assert only(entries(LATE, state(StateKind.PAUSED, 10, 28))) == (AgendaKind.LATE_INVOICE, november(29), None)
    assert only(entries(LATE, state(StateKind.PAUSED, 10, None))) == (AgendaKind.LATE_INVOICE, LATE.due, None)
    assert only(entries(LATE, state(StateKind.DISPUTED, 10, None))) == (AgendaKind.LATE_INVOICE, LATE.due, None)


@pytest.mark.parametrize(
    ("country", "years"), [(Country.FR, 5), (Country.BE, 10), (Country.CH, 10), (Country.QC, 3)]
)  # fmt: skip
def test_the_limitation_is_watched_from_a_year_before(country: Country, years: int) -> None:
    """The service ended on 30 September, before the due date: from then on it is counted."""
    invoice = replace(LATE, month=date(2026, 9, 1))
    day = date(2026 + years, 9, 30)

    def limits(today: date) -> list[tuple[date | None, int, date | None]]:
        found = entries(invoice, today=today, country=country)
        return [(one.date, one.years, one.barred) for one in found if one.kind is AgendaKind.LIMITATION and one.certain]

    assert limits(day.replace(year=day.year - 1, day=29)) == []
    assert limits(day.replace(year=day.year - 1)) == [(day, years, None)]
    assert limits(day) == [(day, years, None)]
    # Once it has passed it stays, late, until nothing is left to pay.
    for late in (day.replace(month=10, day=1), day.replace(year=day.year + 20)):
        assert limits(late) == [(day, years, day.replace(month=10, day=1))]
    for gone in (replace(invoice, settled=day), replace(invoice, cancelled=True)):
        assert entries(gone, today=day.replace(month=10, day=1), country=country) == ()


def test_a_time_barred_invoice_says_so_with_its_next_step_and_once_more_as_late() -> None:
    today = date(2031, 10, 2)
    found = entries(today=today, country=Country.FR)
    assert {one.kind for one in found} == {AgendaKind.LIMITATION, AgendaKind.LATE_INVOICE}
    assert all(one.barred == today and one.when(today) is When.LATE for one in found)


@pytest.mark.parametrize(
    ("form", "day"),
    [(ClientLegalForm.CONSUMER, date(2028, 10, 1)), (ClientLegalForm.PUBLIC, date(2030, 12, 31)),
     (ClientLegalForm.COMPANY, date(2031, 10, 1)), (None, date(2031, 10, 1))],
)  # fmt: skip
def test_the_limitation_is_that_of_such_a_client(form: ClientLegalForm | None, day: date) -> None:
    found = entries(today=day, country=Country.FR, form=form)
    assert [one.date for one in found if one.kind is AgendaKind.LIMITATION] == [day]


def test_the_limitation_is_counted_from_the_issue_or_the_due_date_without_a_month() -> None:
    def day(invoice: Invoice) -> date | None:
        found = entries(invoice, today=date(2031, 9, 20), country=Country.FR)
        return next((one.date for one in found if one.kind is AgendaKind.LIMITATION), None)

    assert day(LATE) == date(2031, 10, 1)
    assert day(replace(LATE, month=date(2026, 12, 1))) == date(2031, 10, 31)


def test_some_trades_have_a_shorter_limitation_in_switzerland() -> None:
    found = entries(today=date(2031, 9, 1), country=Country.CH)
    shorter = [(one.date, one.years, one.certain) for one in found if one.kind is AgendaKind.LIMITATION]
    assert shorter == [(date(2031, 10, 1), 5, False)]
    # It has passed for some, which is no news of the reminder; the other one takes its place when it is near.
    passed = entries(today=date(2031, 10, 2), country=Country.CH)
    assert [(one.kind, one.barred) for one in passed if one.barred] == [(AgendaKind.LIMITATION, date(2031, 10, 2))]
    watched = entries(today=date(2035, 10, 2), country=Country.CH)
    assert [one.years for one in watched if one.kind is AgendaKind.LIMITATION] == [10]


def test_a_late_invoice_is_news_again_on_the_day_of_its_next_step() -> None:
    (entry,) = entries(today=november(15))
    assert entry.is_new(november(15), november(15))  # the second reminder: 15 days after the due date
    assert not entry.is_new(november(16), november(16))
    assert entry.is_new(LATE.due, november(1))


def test_without_a_country_no_limitation_is_known() -> None:
    assert [one.kind for one in entries(today=date(2031, 9, 20))] == [AgendaKind.LATE_INVOICE]
