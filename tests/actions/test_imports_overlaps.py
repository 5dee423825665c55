"""Movements that stand in several statements: of one file, of a ZIP, of several files, in whatever order and format."""

from collections.abc import Sequence
from itertools import permutations
from pathlib import Path

import pytest

from rebond.journal.journal import Journal
from tests.exchange.banks import Entry, Paid, camt, camt_file, ofx, packed, page

from .taking_in import new_journal, seen, take_in, written
from .test_imports_movements import invoiced, notes, offered, paid, reasons
from .test_imports_reversals import csv

ONE = Entry("1200.00", "2026-11-10", text="VIR ATLAS F-001", ref="R1")
TWO = Entry("500.00", "2026-11-12", "Duval", "VIR DUVAL F-002", "R2")
INVOICES = (("Atlas", "F-001", 120_000), ("Duval", "F-002", 50_000))
EACH_ONCE = [("F-001", 120_000, True), ("F-002", 50_000, True)]
AS_CSV = csv(("2026-11-12", "VIR DUVAL F-002", "500.00"), ("2026-11-10", "VIR ATLAS F-001", "1200.00"))
AS_QIF = (
    "!Type:Bank\nD10/11/2026\nT1200.00\nPVIR ATLAS F-001\n^\nD12/11/2026\nT500.00\nPVIR DUVAL F-002\n^\n"
    "D13/11/2026\nT-1.00\nPFrais\n^\n"
)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return new_journal(tmp_path)


def said(entries: Sequence[Entry], first: str, last: str, *balances: tuple[str, str, str]) -> str:
    """Return a statement that says which days it covers."""
    days = f"<FrToDt><FrDtTm>{first}T00:00:00</FrDtTm><ToDtTm>{last}T23:59:59</ToDtTm></FrToDt>"
    return page(entries, *balances).replace("<Acct>", f"{days}<Acct>")


class TestZip:
    """The files of a ZIP are treated as several files are."""

    @pytest.mark.parametrize(
        "contents",
        [
            (camt(ONE, TWO), ofx(ONE, TWO)), (ofx(ONE, TWO), camt(ONE, TWO)), (camt(ONE, TWO), AS_CSV),
            (AS_CSV, ofx(ONE, TWO)), (camt(ONE, TWO), AS_QIF), (camt(ONE, TWO),) * 3,
            (camt(ONE, TWO), ofx(ONE, TWO), AS_CSV, camt(ONE, TWO)), (camt(ONE), camt(ONE, TWO)),
            (camt(ONE, TWO), camt(TWO)), (("a/s.xml", camt(ONE, TWO)), ("b/s.xml", camt(ONE, TWO))),
        ],
        ids=[
            "camt, OFX", "OFX, camt", "camt, CSV", "CSV, OFX", "camt, QIF", "three copies", "four", "longer", "shorter",
            "one name",
        ],
    )  # fmt: skip
    def test_overlapping_files(self, tmp_path: Path, journal: Journal, contents: tuple[str, ...]) -> None:
        invoiced(journal, tmp_path, *INVOICES)
        path = written(tmp_path, packed(*contents), "s.zip")
        assert offered(journal, path) == EACH_ONCE
        take_in(journal, path)
        assert paid(journal) == {"F-001": 120_000, "F-002": 50_000}
        assert offered(journal, path) == []
        assert take_in(journal, path) is None
        for content in contents:
            text = content if isinstance(content, str) else content[1]
            assert offered(journal, written(tmp_path, text, "again.txt")) == []

    def test_equal_movements_that_are_two_stay_two(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000), ("Atlas", "F-002", 120_000))
        equal = [Entry("1200.00", "2026-11-10", "Atlas", "VIR", ref) for ref in ("1", "2")]
        without = [Entry("1200.00", "2026-11-10", "Atlas", "VIR")] * 2
        for contents in ((camt(*equal), ofx(*equal)), (camt(*without), camt(*without)), (camt(*without), ofx(*equal))):
            path = written(tmp_path, packed(*contents), "s.zip")
            assert len({offer.bank_ref for offer in seen(journal, path).offers}) == 2

    def test_pages_of_one_statement(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, *INVOICES)
        day = "2026-11-12"
        first = camt_file(page([ONE], ("OPBD", "0.00", day), ("ITBD", "1200.00", day)))
        last = camt_file(page([TWO], ("ITBD", "1200.00", day), ("CLBD", "1700.00", day)))
        for contents in ((first, last), (last, first)):
            path = written(tmp_path, packed(*contents), "s.zip")
            assert not seen(journal, path).problems
            assert offered(journal, path) == EACH_ONCE

    def test_equal_movements_on_two_pages_are_two(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000), ("Atlas", "F-002", 120_000))
        entry, day = Entry("1200.00", "2026-11-10"), "2026-11-10"
        first = camt_file(page([entry], ("OPBD", "0.00", day), ("ITBD", "1200.00", day)))
        last = camt_file(page([entry], ("ITBD", "1200.00", day), ("CLBD", "2400.00", day)))
        path = written(tmp_path, packed(first, last), "s.zip")
        assert len({offer.bank_ref for offer in seen(journal, path).offers}) == 2

    def test_it_overlaps_with_a_file_beside_it(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, *INVOICES)
        zipped = written(tmp_path, packed(camt(ONE, TWO), ofx(ONE)), "s.zip")
        loose = written(tmp_path, ofx(TWO), "s.ofx")
        assert offered(journal, zipped, loose) == offered(journal, loose, zipped) == EACH_ONCE

    def test_two_accounts(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000), ("Atlas", "F-002", 120_000))
        one = Entry("1200.00", "2026-11-10", ref="R1")
        path = written(tmp_path, packed(camt(one), camt(one, iban="FR1420041010050500013M02606")), "s.zip")
        assert len({offer.bank_ref for offer in seen(journal, path).offers}) == 2

    @pytest.mark.parametrize("flagged_first", [True, False])
    def test_what_one_format_says_more(self, tmp_path: Path, journal: Journal, flagged_first: bool) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 32_956), ("Duval", "F-002", 10_000))
        parts = (Paid("329.56", "Atlas", "F-001"), Paid("100.00", "Duval", "F-002"))
        files = [camt(Entry("429.56", "2026-11-10", parts=parts)), ofx(Entry("429.56", "2026-11-10", "", "REMISE"))]
        path = written(tmp_path, packed(*(files if flagged_first else files[::-1])), "s.zip")
        assert offered(journal, path) == [("F-001", 32_956, True), ("F-002", 10_000, True)]
        take_in(journal, path)
        assert take_in(journal, path) is None


class TestStatementsOfOneFile:
    """The statements of one file that repeat movements are treated as several files are."""

    DAYS = (
        page([ONE], ("OPBD", "0.00", "2026-11-10"), ("CLBD", "1200.00", "2026-11-10")),
        page([TWO], ("OPBD", "1200.00", "2026-11-12"), ("CLBD", "1700.00", "2026-11-12")),
    )
    PERIOD = page([ONE, TWO], ("OPBD", "0.00", "2026-11-01"), ("CLBD", "1700.00", "2026-11-20"))

    @pytest.mark.parametrize("order", list(permutations((*DAYS, PERIOD))), ids=range(6))
    def test_days_and_their_period(self, tmp_path: Path, journal: Journal, order: tuple[str, ...]) -> None:
        invoiced(journal, tmp_path, *INVOICES)
        for text in (camt_file(*order), camt_file(*order).replace("AcctSvcrRef", "Nothing")):
            path = written(tmp_path, text, "s.xml")
            assert offered(journal, path) == EACH_ONCE
        take_in(journal, path)
        assert take_in(journal, path) is None

    def test_a_day_and_a_period_without_opening_balances(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, *INVOICES)
        day = page([ONE], ("CLBD", "1200.00", "2026-11-10"))
        period = page([ONE, TWO], ("CLBD", "1700.00", "2026-11-20"))
        for order in ((day, period), (period, day)):
            assert offered(journal, written(tmp_path, camt_file(*order), "s.xml")) == EACH_ONCE

    def test_equal_movements_in_a_day_and_its_period_stay_two(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000), ("Atlas", "F-002", 120_000))
        equal = [Entry("1200.00", "2026-11-10", "Atlas", "VIR")] * 2
        day = page(equal, ("CLBD", "2400.00", "2026-11-10"))
        period = page([*equal, Entry("-1.00", "2026-11-12", "Frais")], ("CLBD", "2399.00", "2026-11-20"))
        path = written(tmp_path, camt_file(day, period), "s.xml")
        assert len({offer.bank_ref for offer in seen(journal, path).offers}) == 2

    def test_equal_movements_of_two_months_that_go_on_are_two(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000), ("Atlas", "F-002", 120_000))
        months = (
            page([Entry("1200.00", "2026-10-31")], ("OPBD", "0.00", "2026-10-01"), ("CLBD", "1200.00", "2026-10-31")),
            page(
                [Entry("1200.00", "2026-11-01")], ("OPBD", "1200.00", "2026-11-01"), ("CLBD", "2400.00", "2026-11-20")
            ),
        )
        for contents in (camt_file(*months), packed(*map(camt_file, months))):
            path = written(tmp_path, contents, "s.txt")
            assert len({offer.bank_ref for offer in seen(journal, path).offers}) == 2
            assert not any("may_be_movement" in why for why in reasons(journal, path))

    def test_a_period_whose_movements_add_up_to_nothing(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, *INVOICES)
        out = Entry("-1200.00", "2026-11-12", "SCI du Port", "LOYER", "R3")
        period = page([ONE, out], ("OPBD", "100.00", "2026-11-01"), ("CLBD", "100.00", "2026-11-20"))
        day = page([ONE], ("OPBD", "100.00", "2026-11-10"), ("CLBD", "1300.00", "2026-11-10"))
        for order in ((period, day), (day, period)):
            text = camt_file(*order).replace("AcctSvcrRef", "Nothing")
            assert offered(journal, written(tmp_path, text, "s.xml")) == [("F-001", 120_000, True)]

    def test_periods_that_overlap(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, *INVOICES)
        one = said([ONE], "2026-11-01", "2026-11-11", ("CLBD", "1200.00", "2026-11-11"))
        other = said([ONE, TWO], "2026-11-08", "2026-11-20", ("CLBD", "1700.00", "2026-11-20"))
        for order in ((one, other), (other, one), (one, other, one)):
            assert offered(journal, written(tmp_path, camt_file(*order), "s.xml")) == EACH_ONCE

    def test_two_ofx_statements_of_one_account(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, *INVOICES)
        whole, again = ofx(ONE, TWO), ofx(ONE)
        statement = again[again.index("<BANKMSGSRSV1>") : again.index("</OFX>")]
        path = written(tmp_path, whole.replace("</OFX>", f"{statement}</OFX>"), "s.ofx")
        assert offered(journal, path) == EACH_ONCE


class TestADayLater:
    """A movement booked just before a file begins may be its first row."""

    CAMT = camt(Entry("1200.00", "2026-11-10", "ATLAS", "VIR ATLAS F-001", "R1"))
    FIRST_ROW = csv(("2026-11-11", "VIR ATLAS", "1200.00"), ("2026-11-13", "Frais", "-1.00"))

    @pytest.mark.parametrize(
        "later",
        [
            FIRST_ROW,
            ofx(Entry("1200.00", "2026-11-11", "ATLAS", "VIR", "5"), Entry("-1.00", "2026-11-13")),
            ofx(Entry("1200.00", "2026-11-11", "ATLAS", "VIR", "5")).replace(
                "<BANKTRANLIST>", "<BANKTRANLIST><DTSTART>20261111<DTEND>20261120"
            ),
            csv(("2026-11-13", "VIR ATLAS", "1200.00")),
            camt(Entry("1200.00", "2026-11-11", "ATLAS", "VIR", "8")),
            "!Type:Bank\nD11/11/2026\nT1200.00\nPVIR ATLAS\n^\nD13/11/2026\nT-1.00\nPFrais\n^\n",
        ],
        ids=["CSV", "OFX", "OFX from that day", "after the weekend", "camt", "QIF"],
    )
    @pytest.mark.parametrize("other_open", [True, False])
    def test_it_is_a_doubt(self, tmp_path: Path, journal: Journal, later: str, other_open: bool) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000))
        before, path = written(tmp_path, self.CAMT, "a.xml"), written(tmp_path, later, "b.txt")
        if other_open:
            invoiced(journal, tmp_path, ("Atlas", "F-003", 120_000))
        for both in ((before, path), (path, before)):
            found = seen(journal, *both).offers
            assert [offer.sure for offer in found if offer.date.day > 10] == [False] * (2 if other_open else 1)
            assert all("may_be_movement" in [one.code for one in each.reasons] for each in found if each.date.day > 10)
            assert [share.number for offer in found if offer.sure for share in offer.shares] == ["F-001"]
        take_in(journal, before)
        if other_open:
            assert offered(journal, path) == [("F-003", 120_000, False)]
            assert "may_be_noted" in reasons(journal, path)[0]
        else:
            assert offered(journal, path) == []

    def test_where_the_file_covers_the_day_it_is_that_movement(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000), ("Atlas", "F-003", 120_000))
        row = csv(("2026-11-02", "Frais", "-1.00"), ("2026-11-11", "VIR ATLAS", "1200.00"))
        before, path = written(tmp_path, self.CAMT, "a.xml"), written(tmp_path, row, "b.csv")
        assert offered(journal, before, path) == offered(journal, path, before) == [("F-001", 120_000, True)]
        take_in(journal, before)
        assert offered(journal, path) == []

    def test_one_that_names_another_is_another(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000), ("Atlas", "F-003", 120_000))
        row = csv(("2026-11-02", "Frais", "-1.00"), ("2026-11-11", "VIR ATLAS F-003", "1200.00"))
        before, path = written(tmp_path, self.CAMT, "a.xml"), written(tmp_path, row, "b.csv")
        both = [("F-001", 120_000, True), ("F-003", 120_000, True)]
        assert offered(journal, before, path) == offered(journal, path, before) == both

    def test_the_last_row_of_an_older_file(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000), ("Atlas", "F-003", 120_000))
        newer = camt(Entry("1200.00", "2026-11-11", "ATLAS", "VIR ATLAS F-001", "R1"))
        take_in(journal, written(tmp_path, newer, "a.xml"))
        row = csv(("2026-11-02", "Frais", "-1.00"), ("2026-11-10", "VIR ATLAS", "1200.00"))
        path = written(tmp_path, row, "b.csv")
        assert offered(journal, path) == [("F-003", 120_000, False)]
        assert "may_be_noted" in reasons(journal, path)[0]

    def test_a_week_later_it_is_another(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000), ("Atlas", "F-003", 120_000))
        take_in(journal, written(tmp_path, self.CAMT, "a.xml"))
        path = written(tmp_path, csv(("2026-11-17", "VIR ATLAS", "1200.00")), "b.csv")
        assert reasons(journal, path) == [["pays_by_client"]]
        assert notes(journal, path) == []
