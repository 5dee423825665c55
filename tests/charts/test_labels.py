"""Each dated line says what it is."""

from datetime import date

from rebond.charts.labels import line_label
from rebond.domain.money.charges import ChargeKind
from rebond.domain.money.lines import Line, LineKind
from rebond.domain.money.runway import project
from rebond.domain.money.scenario import AS_THINGS_STAND
from tests.domain.worked_examples import FIRST, FIRST_TODAY, SECOND, SECOND_TODAY
from tests.languages import ENGLISH


def test_the_first_lines_of_the_first_example() -> None:
    lines = project(FIRST, AS_THINGS_STAND, FIRST_TODAY).lines_until(date(2027, 1, 31))
    assert [line_label(ENGLISH, line, "EUR") for line in lines] == [
        "Savings: balance of 20 November 2026",
        "Owed: Perret · Newsletter, October 2026",
        "Living",
        "Leisure",
        "Owed: Atlas · Social media, October 2026",
        "Living",
        "To be invoiced: Perret · Newsletter, November 2026",
        "Leisure",
        "To be invoiced: Atlas · Social media, November 2026",
        "To be invoiced: Perret · Newsletter, December 2026",
        "Charges on what came in from October 2026 to December 2026: social charges €1,996.80",
    ]


def test_a_movement_that_happened_before_today_says_when() -> None:
    said = [line_label(ENGLISH, line, "EUR") for line in project(SECOND, AS_THINGS_STAND, SECOND_TODAY).lines]
    assert "Paid: Nord · Platform, September 2026 (on 28 December 2026)" in said
    assert "Leisure (on 20 December 2026)" in said


def test_monthly_charges_name_their_month_and_each_part() -> None:
    parts = ((ChargeKind.SOCIAL, 172_992), (ChargeKind.INCOME_TAX, 100), (ChargeKind.VAT, 163_200))
    line = Line(date(2027, 1, 31), -336_292, LineKind.CHARGES, "", None, date(2026, 12, 1), None, parts)
    assert line_label(ENGLISH, line, "EUR") == (
        "Charges on what came in in December 2026: social charges €1,729.92, income tax €1.00, VAT €1,632.00"
    )


def test_a_milestone_and_a_hope_have_no_month_of_work_to_name() -> None:
    milestone = Line(date(2027, 3, 1), 540_000, LineKind.PLANNED, "Ville · Audit · Report")
    assert line_label(ENGLISH, milestone, "EUR") == "To be invoiced: Ville · Audit · Report"
    hope = Line(date(2027, 3, 1), 54_000, LineKind.HOPED, "Duval", None, date(2027, 1, 1))
    assert line_label(ENGLISH, hope, "EUR") == "Hoped for, by its chance: Duval, January 2027"
