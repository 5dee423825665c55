"""A promised day in words: in the line of a projection, and among the assumptions of the page."""

from dataclasses import replace
from datetime import date

from rebond.charts.assumptions import assumptions
from rebond.charts.labels import line_label
from rebond.domain.late.kinds import InvoiceState, StateKind
from rebond.domain.money.lines import LineKind
from rebond.domain.money.runway import project
from rebond.domain.money.scenario import AS_THINGS_STAND
from tests.domain.worked_examples import FIRST, FIRST_TODAY
from tests.languages import ENGLISH


def test_a_promised_day_is_said_where_it_counts() -> None:
    unpaid = next(invoice for invoice in FIRST.invoices if not invoice.settled)
    promise = InvoiceState(
        invoice_id=unpaid.id, type=StateKind.PROMISED, starts=FIRST_TODAY, until=date(2026, 12, 24)
    )  # fmt: skip
    situation = replace(FIRST, invoice_states=(promise,))
    projection = project(situation, AS_THINGS_STAND, FIRST_TODAY)
    (line,) = (line for line in projection.lines if line.kind is LineKind.PROMISED)
    assert line.date == date(2026, 12, 24)
    assert line_label(ENGLISH, line, "EUR") == "Owed, promised for this day: Atlas · Social media, October 2026"
    said = "1 invoice: paid on the day that the client promised."
    assert said in assumptions(ENGLISH, situation, AS_THINGS_STAND, projection)
    unmoved = project(FIRST, AS_THINGS_STAND, FIRST_TODAY)
    assert said not in assumptions(ENGLISH, FIRST, AS_THINGS_STAND, unmoved)
