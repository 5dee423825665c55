"""Files that banks' software and other programs' users really wrote: taken in, or refused with reasons by line."""

import datetime as dt
from pathlib import Path

import pytest

from rebond.actions import imports
from rebond.actions.imports.bank.account_identity import ImportAnswers
from rebond.actions.imports.previewed import Preview
from rebond.domain.missions.kinds import Invoice, Payment
from rebond.domain.money.kinds import Balance
from rebond.domain.prospecting.kinds import Contact
from rebond.journal.check import check
from rebond.journal.journal import Journal
from rebond.sentences import sentence
from tests.actions.taking_in import new_journal, seen
from tests.languages import ENGLISH

DATA = Path(__file__).parents[2].parent / "shared" / "data"
FILES = sorted([*DATA.glob("bank/*"), *DATA.glob("contacts/*")])
TODAY = dt.date(2026, 11, 22)

pytestmark = pytest.mark.skipif(not FILES, reason="../shared/data, with other programs' files, is not here")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_file_is_taken_in_or_refused_with_its_reasons(tmp_path: Path, path: Path) -> None:
    with new_journal(tmp_path) as journal:
        preview = seen(journal, path)
        assert preview.steps or preview.problems
        for problem in preview.problems:
            assert problem.line
            assert sentence(ENGLISH, problem)
        imports.carry_out(journal, preview, TODAY, skip_bad_lines=True)
        again = seen(journal, path)
        assert again.steps == ()
    assert not check(journal.path)


CASES = DATA / "cases"
CASE_DAY = dt.date(2026, 11, 25)


def imported(journal: Journal, number: str) -> Preview:
    """Import the files of a case, the document first, as `--yes` does; return the preview of the last one."""
    files = sorted(CASES.glob(f"{number}-*"), key=lambda path: (path.suffix != ".json", path.suffix))
    for path in files:
        preview = imports.preview(journal, [path], CASE_DAY)
        chosen = {question.key: question.candidates[0] for question in preview.accounts}
        preview = imports.preview(journal, [path], CASE_DAY, answers=ImportAnswers(accounts=chosen))
        if not preview.problems:
            imports.carry_out(journal, preview, CASE_DAY)
    return preview


def latest(journal: Journal) -> list[int]:
    """Return the latest balance of each account in cents."""
    with journal.read() as reader:
        rows = sorted(reader.all(Balance), key=lambda row: row.date)
        return list({row.account_id: row.amount for row in rows}.values())


def paid(journal: Journal) -> dict[str, int]:
    """Return what was paid of each invoice, in cents."""
    with journal.read() as reader:
        numbers = {row.id: row.number for row in reader.all(Invoice)}
        payments = reader.all(Payment)
    return {
        number: sum(row.amount for row in payments if row.invoice_id == row_id) for row_id, number in numbers.items()
    }


@pytest.mark.parametrize(
    ("number", "balances", "payments"),
    [
        ("01", [520_000], {}),
        ("02", [520_000], {}),
        ("03", [120_100], {"F-001": 120_000, "F-002": 0}),
        ("05", [500_000], {"F-001": 120_000}),
        ("07", [100_100], {"F-001": 32_956, "F-002": 10_000}),
        ("08", [150_000], {"F-001": 100_000, "F-002": 50_000}),
        ("10", [120_100], {"F-001": 60_000}),
        ("11", [130_100], {"F-001": 120_000}),
        ("13", [120_100], {"F-001": 12_563}),
        ("19", [500_000], {}),
    ],
)
def test_a_statement_that_went_wrong_has_its_right_value(
    tmp_path: Path, number: str, balances: list[int], payments: dict[str, int]
) -> None:
    with new_journal(tmp_path) as journal:
        imported(journal, number)
        assert (latest(journal), paid(journal)) == (balances, payments)


def test_an_opening_balance_alone_is_refused_for_that(tmp_path: Path) -> None:
    with new_journal(tmp_path) as journal:
        assert [problem.code for problem in imported(journal, "16").problems] == ["statement_opening_only"]


@pytest.mark.parametrize(
    ("name", "people"),
    [
        ("vcf-twins", [("Marie", "", "+33611111111"), ("Marie", "", "+33622222222")]),
        ("vcf-mixed", [("Hélène Lefèvre", "", ""), ("Søren Ødegård", "", ""), ("Zoé Müller", "", "")]),
        ("vcf-cs1251", [("Пётр Иванов", "", "")]),
        ("vcf-koi8-qp", [("Пётр", "", "")]),
        ("vcf-pref", [("Ana Prim", "first@example.org", "+33 1 11")]),
        ("vcf-noname", [("accounts@example.org", "accounts@example.org", ""), ("Ana Prim", "", "")]),
        ("vcf-crcrlf", [("Ana Prim", "", "")]),
        ("vcf-longprop", [("Ana Prim", "", "")]),
    ],
)
def test_an_address_book_that_went_wrong_is_read(tmp_path: Path, name: str, people: list[tuple[str, str, str]]) -> None:
    with new_journal(tmp_path) as journal:
        preview = imports.preview(journal, [CASES / f"{name}.vcf"], CASE_DAY)
        assert preview.problems == ()
        imports.carry_out(journal, preview, CASE_DAY)
        with journal.read() as reader:
            assert [(row.name, row.email, row.phone) for row in reader.all(Contact)] == people
