"""Payments that are reversed: by a bank's mark or its words, in the same import or months later."""

import datetime as dt
from pathlib import Path

import pytest

from rebond.domain.missions.kinds import Invoice
from rebond.domain.money.kinds import Expense
from rebond.journal.check import check
from rebond.journal.journal import Journal
from tests.exchange.banks import Entry, Paid, camt, ofx

from .taking_in import new_journal, seen, take_in, written
from .test_imports_movements import invoiced, notes, offered, paid, reasons

CAME = Entry("1200.00", "2026-11-10", text="VIR SEPA RECU ATLAS F-001", ref="R1")


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return new_journal(tmp_path)


def back(amount: str, text: str, day: str = "2026-11-15", **more: object) -> Entry:
    return Entry(amount, day, **{"name": "", "text": text, "ref": f"Z{day}{amount}", **more})  # type: ignore[arg-type]


def csv(*rows: tuple[str, str, str]) -> str:
    """Return a CSV file with rows of day, label and amount as French banks write them."""
    lines = (f"{day[8:]}/{day[5:7]}/{day[:4]};{label};{amount.replace('.', ',')}" for day, label, amount in rows)
    return "\n".join(("Date;Libellé;Montant", *lines, ""))


class TestOfNotedPayments:
    """What a debit takes back of payments that are noted."""

    def test_one_that_a_fee_was_taken_from(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000))
        came = Entry("1188.00", "2026-11-10", text="F-001", instructed="1200.00")
        take_in(journal, written(tmp_path, camt(came), "a.xml"))
        path = written(tmp_path, camt(back("-1188.00", "REJET VIR F-001", reversal=True)), "b.xml")
        assert offered(journal, path) == [("F-001", -120_000, True)]
        assert notes(journal, path) == ["movement_takes_back"]
        take_in(journal, path)
        assert paid(journal) == {"F-001": 0}
        assert offered(journal, path) == []
        assert not check(journal.path)

    @pytest.mark.parametrize(("amount", "sums"), [("-1188.00", [-120_000, -118_800]), ("-1215.00", [-120_000])])
    def test_one_noted_by_hand_of_which_a_fee_is_kept(
        self, tmp_path: Path, journal: Journal, amount: str, sums: list[int]
    ) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000, "2026-08-10"))
        path = written(tmp_path, camt(back(amount, "REJET VIR F-001")), "s.xml")
        assert offered(journal, path) == [("F-001", cents, False) for cents in sums]
        assert len(notes(journal, path)) == 1

    def test_one_noted_by_hand_of_which_only_the_amount_speaks(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000, "2026-08-10"))
        path = written(tmp_path, camt(back("-1188.00", "", reversal=True)), "s.xml")
        assert offered(journal, path) == [("F-001", -120_000, False)]
        assert notes(journal, path) == ["movement_may_take_back"]

    @pytest.mark.parametrize(
        "text", ["FRAIS REJET VIR ATLAS F-001", "RETURNED ITEM FEE", "RÜCKLASTSCHRIFTGEBÜHR", "COMMISSION D'IMPAYE"]
    )
    def test_the_fee_for_it_is_none(self, tmp_path: Path, journal: Journal, text: str) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000, "2026-08-10"))
        path = written(tmp_path, camt(back("-12.00", text)), "s.xml")
        assert offered(journal, path) == []
        assert notes(journal, path) == []

    def test_a_fee_added_to_it_is_an_expense(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000, "2026-08-10"))
        path = written(tmp_path, camt(back("-1215.00", "REJET VIR F-001")), "s.xml")
        take_in(journal, path, paid=seen(journal, path).offers)
        assert paid(journal) == {"F-001": 0}
        with journal.read() as reader:
            assert [(row.amount, row.first) for row in reader.all(Expense)] == [(1_500, dt.date(2026, 11, 15))]
        assert take_in(journal, path) is None

    @pytest.mark.parametrize("text", ["REJET F-001 F-002", "REJET VIREMENT ATLAS"])
    def test_a_transfer_noted_by_hand_on_two_invoices(self, tmp_path: Path, journal: Journal, text: str) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 100_000, "2026-10-20"), ("Atlas", "F-002", 50_000, "2026-10-20"))
        path = written(tmp_path, camt(back("-1500.00", text)), "s.xml")
        assert offered(journal, path) == [("F-001 F-002", -150_000, True)]
        take_in(journal, path)
        assert paid(journal) == {"F-001": 0, "F-002": 0}
        assert offered(journal, path) == []

    @pytest.mark.parametrize("days", [("10", "17"), ("05", "10", "17")])
    def test_one_reversal_of_several_parts(self, tmp_path: Path, journal: Journal, days: tuple[str, ...]) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000))
        parts = [Entry(f"{1200 // len(days)}.00", f"2026-10-{day}", text="F-001", ref=day) for day in days]
        take_in(journal, written(tmp_path, camt(*parts, day="2026-10-20"), "a.xml"))
        assert paid(journal) == {"F-001": 120_000}
        path = written(tmp_path, camt(back("-1200.00", "REJET F-001")), "b.xml")
        assert offered(journal, path) == [("F-001", -120_000, True)]
        assert notes(journal, path) == ["movement_takes_back"]
        take_in(journal, path)
        assert paid(journal) == {"F-001": 0}
        assert take_in(journal, path) is None
        again = written(tmp_path, camt(back("-1200.00", "REJET F-001", "2026-11-18")), "c.xml")
        assert offered(journal, again) == []

    def test_parts_of_which_the_invoice_is_not_named(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000))
        parts = [Entry("600.00", f"2026-10-{day}", text="F-001", ref=day) for day in ("10", "17")]
        take_in(journal, written(tmp_path, camt(*parts, day="2026-10-20"), "a.xml"))
        path = written(tmp_path, camt(back("-1200.00", "REJET VIR")), "b.xml")
        assert offered(journal, path) == [("F-001", -120_000, False)]
        assert notes(journal, path) == ["movement_may_take_back"]

    def test_one_of_two_equal_parts(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000))
        parts = [Entry("600.00", f"2026-10-{day}", text="F-001", ref=day) for day in ("10", "17")]
        take_in(journal, written(tmp_path, camt(*parts, day="2026-10-20"), "a.xml"))
        path = written(tmp_path, camt(back("-600.00", "REJET F-001")), "b.xml")
        assert offered(journal, path) == [("F-001", -60_000, True)]
        take_in(journal, path)
        assert paid(journal) == {"F-001": 60_000}

    @pytest.mark.parametrize(("parts", "first"), [(("600.00", "600.00"), "-600.00"), (("500.00", "700.00"), "-300.00")])
    def test_more_than_is_still_paid(
        self, tmp_path: Path, journal: Journal, parts: tuple[str, str], first: str
    ) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000))
        came = [Entry(cents, "2026-10-10", text="F-001", ref=cents + str(at)) for at, cents in enumerate(parts)]
        take_in(journal, written(tmp_path, camt(*came, day="2026-10-20"), "a.xml"))
        taken = written(tmp_path, camt(back(first, "REJET ATLAS F-001", "2026-11-01")), "b.xml")
        take_in(journal, taken)
        assert sum(paid(journal).values()) == 120_000 + int(first.replace(".", ""))
        path = written(tmp_path, camt(back("-1200.00", "REJET F-001")), "c.xml")
        assert offered(journal, path) == []
        assert notes(journal, path) == ["movement_takes_unknown_back"]

    def test_one_part_is_taken_back_once(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000))
        came = [Entry(cents, "2026-10-10", text="F-001", ref=cents) for cents in ("400.00", "800.00")]
        taken = back("-400.00", "REJET F-001", "2026-11-01")
        take_in(journal, written(tmp_path, camt(*came, day="2026-10-20"), "a.xml"))
        take_in(journal, written(tmp_path, camt(taken), "b.xml"))
        path = written(tmp_path, camt(back("-400.00", "REJET F-001")), "c.xml")
        assert reasons(journal, path) == [["takes_back_part"]]

    @pytest.mark.parametrize(("text", "sure"), [("REJET F-001", False), ("REJET ATLAS F-001", True)])
    def test_a_part_of_it(self, tmp_path: Path, journal: Journal, text: str, sure: bool) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000, "2026-10-10"))
        path = written(tmp_path, camt(back("-600.00", text)), "s.xml")
        assert offered(journal, path) == [("F-001", -60_000, sure)]
        assert reasons(journal, path) == [["takes_back_part"]]
        assert notes(journal, path) == ["movement_takes_back"]
        take_in(journal, path, paid=seen(journal, path).offers)
        assert paid(journal) == {"F-001": 60_000}
        with journal.read() as reader:
            assert [row.settled for row in reader.all(Invoice)] == [None]
        assert not check(journal.path)

    def test_a_batch_and_each_payment_of_it(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 32_956), ("Duval", "F-002", 10_000))
        parts = (Paid("329.56", "Atlas", "F-001"), Paid("100.00", "Duval", "F-002"))
        take_in(journal, written(tmp_path, camt(Entry("429.56", "2026-11-10", parts=parts)), "a.xml"))
        whole = written(tmp_path, camt(back("-429.56", "", reversal=True)), "b.xml")
        assert [(cents, sure) for _numbers, cents, sure in offered(journal, whole)] == [(-42_956, False)]
        taken = written(tmp_path, camt(back("-429.56", "", reversal=True, parts=parts)), "c.xml")
        assert offered(journal, taken) == [("F-001 F-002", -42_956, True)]
        one = written(tmp_path, camt(back("-100.00", "IMPAYE DUVAL")), "d.xml")
        assert offered(journal, one) == [("F-002", -10_000, True)]
        take_in(journal, one)
        rest = written(tmp_path, camt(back("-329.56", "IMPAYE ATLAS", "2026-11-16")), "e.xml")
        take_in(journal, rest)
        assert paid(journal) == {"F-001": 0, "F-002": 0}
        assert take_in(journal, one, rest) is None

    def test_a_batch_of_reversals_of_payments_that_came_alone(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 32_956, "2026-10-01"), ("Duval", "F-002", 10_000, "2026-10-03"))
        parts = (Paid("329.56", "Atlas", "1"), Paid("100.00", "Duval", "2"))
        path = written(tmp_path, camt(back("-429.56", "", reversal=True, parts=parts)), "s.xml")
        assert offered(journal, path) == [("F-001", -32_956, True), ("F-002", -10_000, True)]
        take_in(journal, path)
        assert paid(journal) == {"F-001": 0, "F-002": 0}
        assert take_in(journal, path) is None

    def test_on_another_account_it_takes_nothing_back(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000))
        take_in(journal, written(tmp_path, camt(CAME), "a.xml"))
        other = camt(back("-1200.00", "REJET VIR"), iban="FR1420041010050500013M02606")
        assert offered(journal, written(tmp_path, other, "b.xml")) == []

    def test_two_reversals_of_one_payment_take_it_back_once(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000, "2026-10-01"))
        two = [back("-1200.00", "REJET F-001", f"2026-11-{day}") for day in ("12", "15")]
        path = written(tmp_path, camt(*two), "s.xml")
        assert offered(journal, path) == [("F-001", -120_000, True)]
        assert notes(journal, path) == ["movement_takes_back", "movement_takes_unknown_back"]
        take_in(journal, path)
        assert paid(journal) == {"F-001": 0}

    @pytest.mark.parametrize(
        ("text", "flagged"), [("REJET VIR ATLAS", False), ("REJET VIR", False), ("", True), ("Studio Nord", True)]
    )
    def test_one_that_fits_nothing_is_told(self, tmp_path: Path, journal: Journal, text: str, flagged: bool) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000), ("Atlas", "F-002", 50_000))
        path = written(tmp_path, camt(back("-700.00", text, reversal=flagged)), "s.xml")
        assert offered(journal, path) == []
        assert notes(journal, path) == ["movement_takes_unknown_back"]


#: A credit of Atlas is taken back by these words of French, English and German banks.
WORDS = [
    "REJET VIR", "REJET VIREMENT", "VIR SEPA REJETE", "VIREMENT REJETE MOTIF AC04", "RJT VIR", "REJ VIR", "RETOUR VIR",
    "RETOUR VIREMENT SEPA RECU", "VIREMENT RETOURNE", "ANNULATION VIREMENT RECU", "ANNUL VIR RECU", "VIR ANNULE",
    "EXTOURNE VIR", "CONTREPASSATION", "CONTRE-PASSATION VIREMENT", "C/PASSATION", "IMPAYE", "CHEQUE IMPAYE",
    "PRLV SEPA IMPAYE", "RAPPEL DE FONDS", "RETURNED PAYMENT", "RETURN ITEM", "RETURNED ITEM NSF", "PAYMENT RETURNED",
    "REVERSAL", "REVERSED PAYMENT", "TRANSFER REVERSAL", "REJECTED TRANSFER", "PAYMENT RECALL", "UNPAID CHEQUE",
    "CHARGEBACK", "BOUNCED CHECK", "CANCELLED PAYMENT", "RÜCKBUCHUNG", "RUECKBUCHUNG", "RÜCKLASTSCHRIFT",
    "RÜCKÜBERWEISUNG", "RETOURE", "STORNO", "STORNO GUTSCHRIFT", "STORNIERUNG ZAHLUNGSEINGANG", "RÜCKRUF ÜBERWEISUNG",
]  # fmt: skip


class TestInOneImport:
    """A credit and its reversal in one import."""

    @pytest.mark.parametrize("text", WORDS)
    def test_words_of_banks(self, tmp_path: Path, journal: Journal, text: str) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000))
        path = written(tmp_path, ofx(CAME, Entry("-1200.00", "2026-11-12", "", text, "Z1")), "s.ofx")
        assert offered(journal, path) == []
        assert notes(journal, path) == ["movement_taken_back"]

    @pytest.mark.parametrize(
        "text",
        [
            "LOYER NOVEMBRE", "VIR SEPA EMIS SCI DU PORT", "PRLV SEPA URSSAF", "REVERSEMENT TVA", "VIREMENT", "",
            "RENT", "MIETE", "ASSURANCE ANNULATION VOYAGE", "AMAZON RETOUR COLIS", "TRAIN ALLER RETOUR",
        ],
    )  # fmt: skip
    def test_a_plain_debit_of_the_amount_is_none(self, tmp_path: Path, journal: Journal, text: str) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000))
        path = written(tmp_path, ofx(CAME, Entry("-1200.00", "2026-11-12", "", text, "Z1")), "s.ofx")
        assert offered(journal, path) == [("F-001", 120_000, True)]

    def test_in_csv_in_whatever_order(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000))
        rows = [("2026-11-10", "VIR SEPA RECU ATLAS F-001", "1200.00"), ("2026-11-10", "REJET VIR", "-1200.00")]
        for order in (rows, rows[::-1]):
            path = written(tmp_path, csv(*order, ("2026-11-02", "LOYER", "-1.00")), "s.csv")
            assert offered(journal, path) == []
            assert notes(journal, path) == ["movement_taken_back"]

    def test_one_of_two_that_differ_is_not_guessed(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000), ("Duval", "F-002", 120_000))
        two = (CAME, Entry("1200.00", "2026-11-11", "Duval", "VIR DUVAL F-002", "R2"))
        path = written(tmp_path, camt(*two, back("-1200.00", "REJET VIR")), "s.xml")
        assert offered(journal, path) == [("F-001", 120_000, False), ("F-002", 120_000, False)]
        assert all("may_be_taken_back" in why for why in reasons(journal, path))
        assert notes(journal, path) == ["movement_may_take_back"]

    def test_of_a_retainer_the_last_one_is_doubted(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000), ("Atlas", "F-002", 120_000))
        months = [Entry("1200.00", f"2026-{m}-05", text=f"VIR ATLAS F-00{n}", ref=m) for n, m in ((1, 10), (2, 11))]
        path = written(tmp_path, camt(*months, back("-1200.00", "REJET VIR", "2026-11-07")), "s.xml")
        assert offered(journal, path) == [("F-001", 120_000, True), ("F-002", 120_000, False)]

    @pytest.mark.parametrize("text", ["REJET VIR DUVAL", "REJET F-002"])
    def test_one_of_two_that_it_names(self, tmp_path: Path, journal: Journal, text: str) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000), ("Duval", "F-002", 120_000))
        two = (CAME, Entry("1200.00", "2026-11-11", "Duval", "VIR DUVAL F-002", "R2"))
        path = written(tmp_path, camt(*two, back("-1200.00", text)), "s.xml")
        assert offered(journal, path) == [("F-001", 120_000, True)]

    def test_one_of_two_that_are_equal(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000))
        two = [Entry("1200.00", f"2026-11-{day}", text="VIR ATLAS F-001", ref=day) for day in ("10", "11")]
        path = written(tmp_path, camt(*two, back("-1200.00", "REJET VIR ATLAS")), "s.xml")
        assert offered(journal, path) == [("F-001", 120_000, True)]

    def test_one_that_may_be_of_an_earlier_payment(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000), ("Duval", "F-000", 120_000, "2026-11-08"))
        path = written(tmp_path, camt(CAME, back("-1200.00", "REJET VIR")), "s.xml")
        assert offered(journal, path) == [("F-001", 120_000, False), ("F-000", -120_000, False)]

    def test_twice_it_is_taken_back_once(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000))
        two = [back("-1200.00", "REJET F-001", f"2026-11-{day}") for day in ("12", "15")]
        path = written(tmp_path, camt(CAME, *two), "s.xml")
        assert offered(journal, path) == []
        assert notes(journal, path) == ["movement_taken_back", "movement_takes_unknown_back"]

    @pytest.mark.parametrize("count", [2, 3])
    def test_several_parts(self, tmp_path: Path, journal: Journal, count: int) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000))
        parts = [
            Entry(f"{1200 // count}.00", f"2026-11-0{day + 1}", text="F-001", ref=f"{day}") for day in range(count)
        ]
        path = written(tmp_path, camt(*parts, back("-1200.00", "REJET F-001")), "s.xml")
        assert offered(journal, path) == []
        assert notes(journal, path) == ["movement_taken_back"] * count

    def test_parts_of_which_one_came_before(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000))
        parts = [Entry("600.00", f"2026-11-{day}", text="VIR ATLAS F-001", ref=day) for day in ("02", "09")]
        take_in(journal, written(tmp_path, camt(parts[0]), "a.xml"))
        path = written(tmp_path, camt(*parts, back("-1200.00", "REJET ATLAS F-001")), "b.xml")
        assert offered(journal, path) == [("F-001", 60_000, True), ("F-001", -120_000, True)]
        take_in(journal, path)
        assert paid(journal) == {"F-001": 0}
        assert take_in(journal, path) is None

    def test_a_part_of_it(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000))
        path = written(tmp_path, camt(CAME, back("-600.00", "REJET PARTIEL ATLAS F-001")), "s.xml")
        assert offered(journal, path) == [("F-001", 120_000, True), ("F-001", -60_000, True)]
        take_in(journal, path)
        assert paid(journal) == {"F-001": 60_000}
        assert take_in(journal, path) is None

    def test_a_part_of_one_that_is_not_sure_is_not_sure(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 110_000))
        path = written(tmp_path, camt(CAME, back("-600.00", "REJET PARTIEL ATLAS F-001")), "s.xml")
        assert not any(sure for *_rest, sure in offered(journal, path))

    def test_a_payment_of_a_batch(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 32_956), ("Duval", "F-002", 10_000))
        parts = (Paid("329.56", "Atlas", "F-001"), Paid("100.00", "Duval", "F-002"))
        batch = Entry("429.56", "2026-11-10", parts=parts)
        path = written(tmp_path, camt(batch, back("-100.00", "IMPAYE F-002")), "s.xml")
        assert offered(journal, path) == [("F-001", 32_956, True)]
        assert notes(journal, path) == ["movement_taken_back"]
        path = written(tmp_path, camt(batch, back("-429.56", "", reversal=True)), "t.xml")
        assert offered(journal, path) == []

    def test_one_less_a_fee(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000))
        path = written(tmp_path, camt(CAME, back("-1190.00", "RETOUR VIR F-001")), "s.xml")
        assert offered(journal, path) == [("F-001", 120_000, False)]
        assert notes(journal, path) == ["movement_may_take_back"]

    def test_words_of_another_are_told(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000))
        path = written(tmp_path, camt(CAME, back("-1200.00", "REJET VIR MME DUPOND")), "s.xml")
        assert offered(journal, path) == [("F-001", 120_000, True)]
        assert notes(journal, path) == ["movement_may_take_back"]

    def test_it_is_told_by_one_format_and_marked_by_another(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000))
        debit = Entry("-1200.00", "2026-11-12", "Atlas", "VIREMENT", "Z1")
        plain = written(tmp_path, ofx(CAME, debit), "s.ofx")
        marked = written(
            tmp_path, camt(CAME, Entry("-1200.00", "2026-11-12", "Atlas", "", "8", reversal=True)), "s.xml"
        )
        for both in ((plain, marked), (marked, plain)):
            assert offered(journal, *both) == []
            assert notes(journal, *both) == ["movement_taken_back"]

    def test_money_that_came_back_is_not_sure_to_pay(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000))
        path = written(tmp_path, ofx(Entry("1200.00", "2026-11-12", "Atlas", "REJET VIR EMIS", "Z1")), "s.ofx")
        assert offered(journal, path) == [("F-001", 120_000, False)]
        assert "is_marked_back" in reasons(journal, path)[0]
