"""Every real file that other programs published for tests is read, or refused for a reason with its line."""

import datetime as dt
from pathlib import Path

import pytest

from rebond.exchange.result import Format
from rebond.exchange.statement import Statement
from rebond.exchange.vcard import PersonCard

from .reading import read_file

DATA = Path(__file__).parents[3] / "shared" / "data"

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason=f"the shared data files are not in {DATA}")

Balance = tuple[str, str, int | None, dt.date | None]
Movement = tuple[dt.date, int, str, str]
NEW_YEARS_EVE = dt.date(2014, 12, 31)
RECEIVED: Movement = (NEW_YEARS_EVE, 885, "NAME NAME", "4654654654654654")

#: file: the format, its accounts, its movements, its problems by line
EXPECTED: dict[str, tuple[Format, list[Balance], list[Movement], list[tuple[int | None, str]]]] = {
    "README.md": (Format.UNKNOWN, [], [], [(None, "file_unknown")]),
    "bank/bank_small.ofx": (Format.OFX, [], [], [(11, "no_statement")]),
    "bank/camt053.v2.minimal.xml": (
        Format.CAMT,
        [("NL26VAYB8060476890", "EUR", None, None)],
        [RECEIVED],
        [(60, "balance_other_currency")],
    ),
    "bank/camt053.v2.multi.statement.xml": (
        Format.CAMT,
        [("NL26VAYB8060476890", "EUR", 2700, NEW_YEARS_EVE), ("NL26VAYB8060476890", "EUR", 2000, NEW_YEARS_EVE)],
        [
            (NEW_YEARS_EVE, 885, "", "Transaction Description 1"),
            (NEW_YEARS_EVE, -700, "Company Name 2", "Transaction Description 2"),
        ],
        [],
    ),
    "bank/camt053.v2.wrong.xml": (Format.CAMT, [], [], [(3, "no_statement")]),
    "bank/camt053.v3.xml": (
        Format.CAMT,
        [("NL26VAYB8060476890", "EUR", None, None)],
        [RECEIVED],
        [(80, "balance_other_currency")],
    ),
    "bank/camt053.v4.xml": (
        Format.CAMT,
        [("NL26VAYB8060476890", "EUR", None, None)],
        [RECEIVED],
        [(80, "balance_other_currency")],
    ),
    "bank/checking.ofx": (
        Format.OFX,
        [("5472369148/1452687~7", "USD", 10099, dt.date(2013, 5, 25))],
        [
            (
                dt.date(2011, 3, 31),
                1,
                "DIVIDEND EARNED FOR PERIOD OF 03",
                "DIVIDEND EARNED FOR PERIOD OF 03/01/2011 THROUGH 03/31/2011 ANNUAL PERCENTAGE YIELD EARNED IS 0.05%",
            ),
            (
                dt.date(2011, 4, 5),
                -3451,
                "AUTOMATIC WITHDRAWAL, ELECTRIC BILL",
                "AUTOMATIC WITHDRAWAL, ELECTRIC BILL WEB(S )",
            ),
            (
                dt.date(2011, 4, 7),
                -2500,
                "RETURNED CHECK FEE, CHECK # 319",
                "RETURNED CHECK FEE, CHECK # 319 FOR $45.33 ON 04/07/11",
            ),
        ],
        [],
    ),
    "bank/error_message.ofx": (Format.OFX, [], [], [(22, "bank_answered_error")]),
    "bank/fail_date_missing.ofx": (
        Format.OFX,
        [("123845030/192639749", "USD", 0, dt.date(2011, 6, 14))],
        [],
        [(33, "date_missing"), (42, "date_missing"), (50, "date_unclear")],
    ),
    "bank/fail_decimal_error.ofx": (
        Format.OFX,
        [("123845030/192639749", "CAD", 0, dt.date(2011, 6, 14))],
        [],
        [(36, "date_unclear"), (37, "amount_unclear")],
    ),
    "bank/quebec-8859-1.qfx": (
        Format.OFX,
        [("700012345/0055666/999-12345-0055666-EOP", "CAD", 999999, dt.date(2022, 10, 20))],
        [(dt.date(2022, 10, 19), -2000, "Paiement facture/Carte prépayée", "Paiement facture/Carte prépayée PWW")],
        [],
    ),
    "contacts/issue64.vcf": (Format.VCARD, [], [], [(1, "card_without_name")]),
    "contacts/radicale-1587.vcf": (Format.VCARD, [], [], []),
}


def test_every_shared_file_has_its_expectation() -> None:
    files = {str(path.relative_to(DATA)) for path in DATA.rglob("*") if path.is_file()}
    # The small cases are read with what they belong to, and the folders' papers are no data.
    assert {name for name in files if not name.startswith("cases/")} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_shared_file_is_read_or_refused_by_line(name: str) -> None:
    form, balances, movements, problems = EXPECTED[name]
    reading = read_file(DATA / name)
    statements = [one for one in reading.items if isinstance(one, Statement)]
    assert reading.format is form
    assert [(s.account_ref, s.currency, s.closing_balance, s.closing_date) for s in statements] == balances
    assert [(t.date, t.amount, t.counterparty, t.label) for s in statements for t in s.transactions] == movements
    assert [(problem.line, problem.code) for problem in reading.problems] == problems


def test_the_shared_card_that_broke_another_program_is_a_person() -> None:
    assert read_file(DATA / "contacts/radicale-1587.vcf").items == (
        PersonCard(name="Given Family", organisation="", email="", phone="", note="", line=1),
    )
