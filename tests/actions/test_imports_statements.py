"""Bank statements taken in: the balance, and the invoices that the movements pay, each counted once."""

import datetime as dt
from pathlib import Path

import pytest

from rebond.domain.missions.kinds import Invoice, Payment
from rebond.domain.money.kinds import Account, Balance, Settings
from rebond.domain.problems import Refused
from rebond.journal.check import check
from rebond.journal.journal import Journal

from .taking_in import TODAY, new_journal, seen, take_in, told, written

ACCOUNT = "30001007941234567890185"


def movement(day: str, amount: str, name: str, number: str, memo: str = "") -> str:
    return f"<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>{day}<TRNAMT>{amount}<FITID>{number}<NAME>{name}<MEMO>{memo}</STMTTRN>\n"


def statement(
    *movements: str, balance: str = "1234.56", day: str = "20261120", currency: str = "EUR", account: str = ACCOUNT
) -> str:
    """An OFX file as banks write it."""
    return (
        "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS>\n"
        f"<CURDEF>{currency}\n<BANKACCTFROM><BANKID>30001<ACCTID>{account}<ACCTTYPE>CHECKING</BANKACCTFROM>\n"
        f"<BANKTRANLIST><DTSTART>20261001<DTEND>20261120\n{''.join(movements)}</BANKTRANLIST>\n"
        f"<LEDGERBAL><BALAMT>{balance}<DTASOF>{day}</LEDGERBAL>\n</STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\n"
    )


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    """Two invoices of Atlas over 2,400 and one of Perret over 600, none paid."""
    opened = new_journal(tmp_path)
    invoices = [
        {"client": "Atlas", "number": "2026-21", "month": "2026-09", "amount": 240000},
        {"client": "Atlas", "number": "2026-24", "month": "2026-10", "amount": 240000},
        {"client": "Perret", "number": "2026-25", "month": "2026-10", "amount": 60000},
    ]
    take_in(opened, written(tmp_path, {"clients": ["Atlas", "Perret"], "invoices": invoices}, "start.json"))
    return opened


def balances(journal: Journal) -> list[tuple[str, bool, dt.date, int]]:
    with journal.read() as reader:
        accounts = {account.id: account for account in reader.all(Account)}
        return [
            (accounts[row.account_id].name, accounts[row.account_id].counted, row.date, row.amount)
            for row in reader.all(Balance)
        ]


def settled(journal: Journal) -> dict[str, dt.date | None]:
    with journal.read() as reader:
        return {invoice.number: invoice.settled for invoice in reader.all(Invoice)}


def test_a_new_account_is_made_and_counts(tmp_path: Path, journal: Journal) -> None:
    take_in(journal, written(tmp_path, statement(), "a.ofx"))
    ((name, counted, day, amount),) = balances(journal)
    assert name.endswith(ACCOUNT)
    assert (counted, day, amount) == (True, dt.date(2026, 11, 20), 123_456)


def test_the_account_is_known_by_its_number_whatever_it_is_called(tmp_path: Path, journal: Journal) -> None:
    take_in(journal, written(tmp_path, statement(), "a.ofx"))
    with journal.transaction("edit_account") as transaction:
        transaction.update(Account(id=1, name="Courant", counted=False, bank_ref=transaction.all(Account)[0].bank_ref))
    take_in(journal, written(tmp_path, statement(balance="99.00", day="20261121"), "b.ofx"))
    assert [(name, counted, amount) for name, counted, _day, amount in balances(journal)] == [
        ("Courant", False, 123_456), ("Courant", False, 9_900),
    ]  # fmt: skip


def test_an_account_without_number_is_known_by_its_name(tmp_path: Path, journal: Journal) -> None:
    with journal.transaction("add_account") as transaction:
        transaction.insert(Account(name=f"30001/{ACCOUNT}"))
    take_in(journal, written(tmp_path, statement(), "a.ofx"))
    with journal.read() as reader:
        (account,) = reader.all(Account)
    assert account.bank_ref == f"30001/{ACCOUNT}"


def test_a_second_statement_of_one_day_replaces_the_balance_and_the_same_one_changes_nothing(
    tmp_path: Path, journal: Journal
) -> None:
    take_in(journal, written(tmp_path, statement(), "a.ofx"))
    assert take_in(journal, tmp_path / "a.ofx") is None
    second = written(tmp_path, statement(balance="50.00"), "b.ofx")
    assert [source.there for source in seen(journal, tmp_path / "a.ofx").sources] == [1]
    (source,) = seen(journal, second).sources
    assert (source.changed, source.there) == (1, 0)
    take_in(journal, second)
    assert [amount for *_rest, amount in balances(journal)] == [5_000]


def test_a_movement_that_names_the_client_marks_its_invoice_paid(tmp_path: Path, journal: Journal) -> None:
    path = written(tmp_path, statement(movement("20261112", "600.00", "VIR CABINET PERRET", "x1")), "a.ofx")
    (offer,) = seen(journal, path).offers
    assert (offer.shares[0].number, offer.sure, offer.date) == ("2026-25", True, dt.date(2026, 11, 12))
    take_in(journal, path)
    assert settled(journal)["2026-25"] == dt.date(2026, 11, 12)
    assert not check(journal.path)


def test_the_same_movement_counts_once_in_overlapping_files(tmp_path: Path, journal: Journal) -> None:
    pays = movement("20261112", "600.00", "PERRET", "x1")
    other = movement("20261119", "12.00", "INTERETS", "x2")
    first, second = statement(pays), statement(pays, other, day="20261121")
    take_in(journal, written(tmp_path, first, "a.ofx"))
    path = written(tmp_path, second, "b.ofx")
    assert seen(journal, path).offers == ()
    take_in(journal, path)
    with journal.read() as reader:
        assert len(reader.all(Payment)) == 1


def test_an_invoice_number_in_the_label_tells_two_equal_invoices_apart(tmp_path: Path, journal: Journal) -> None:
    pays = movement("20261112", "2400.00", "ATLAS SAS", "x1", "FACTURE 2026-24")
    take_in(journal, written(tmp_path, statement(pays), "a.ofx"))
    assert settled(journal) == {"2026-21": None, "2026-24": dt.date(2026, 11, 12), "2026-25": None}


def test_where_two_invoices_could_be_meant_the_person_chooses(tmp_path: Path, journal: Journal) -> None:
    path = written(tmp_path, statement(movement("20261112", "2400.00", "ATLAS", "x1")), "a.ofx")
    preview = seen(journal, path)
    assert [(offer.shares[0].number, offer.sure) for offer in preview.offers] == [
        ("2026-21", False),
        ("2026-24", False),
    ]
    take_in(journal, path, paid=[preview.offers[1]])
    assert settled(journal) == {"2026-21": None, "2026-24": dt.date(2026, 11, 12), "2026-25": None}


def test_one_movement_never_pays_two_invoices(tmp_path: Path, journal: Journal) -> None:
    path = written(tmp_path, statement(movement("20261112", "2400.00", "ATLAS", "x1")), "a.ofx")
    with pytest.raises(Refused, match="movement_used_twice"):
        take_in(journal, path, paid=seen(journal, path).offers)
    assert balances(journal) == []


def test_an_amount_alone_is_offered_and_not_taken_for_granted(tmp_path: Path, journal: Journal) -> None:
    path = written(tmp_path, statement(movement("20261112", "600.00", "VIREMENT RECU", "x1")), "a.ofx")
    assert [offer.sure for offer in seen(journal, path).offers] == [False]
    take_in(journal, path)
    assert settled(journal)["2026-25"] is None


@pytest.mark.parametrize(
    "line",
    [
        movement("20261112", "-600.00", "PERRET", "x1"),
        movement("20261030", "600.00", "PERRET", "x1"),
        movement("20261112", "500.00", "PERRET", "x1"),
    ],
    ids=["money out", "before the invoice", "another amount"],
)
def test_what_cannot_pay_an_invoice_is_not_offered(tmp_path: Path, journal: Journal, line: str) -> None:
    assert seen(journal, written(tmp_path, statement(line), "a.ofx")).offers == ()


def test_the_rest_of_a_part_paid_invoice_is_what_a_movement_pays(tmp_path: Path, journal: Journal) -> None:
    with journal.transaction("record_payment") as transaction:
        transaction.insert(Payment(invoice_id=3, date=dt.date(2026, 11, 5), amount=20_000))
    take_in(journal, written(tmp_path, statement(movement("20261112", "400.00", "PERRET", "x1")), "a.ofx"))
    assert settled(journal)["2026-25"] == dt.date(2026, 11, 12)


def test_another_currency_is_a_problem_and_never_added(tmp_path: Path, journal: Journal) -> None:
    path = written(tmp_path, statement(movement("20261112", "600.00", "PERRET", "x1"), currency="CAD"), "a.qfx")
    preview = seen(journal, path)
    assert [code for code, _line in told(preview)] == ["statement_other_currency"]
    assert preview.offers == ()
    assert take_in(journal, path, skip_bad_lines=True) is None


def test_a_new_journal_takes_the_currency_of_its_first_statement(tmp_path: Path) -> None:
    with new_journal(tmp_path, "new") as journal:
        other = written(tmp_path, statement(account="9"), "b.ofx")
        path = written(tmp_path, statement(currency="CAD"), "a.qfx")
        assert [code for code, _line in told(seen(journal, path, other))] == ["statement_other_currency"]
        take_in(journal, path)
        with journal.read() as reader:
            assert reader.all(Settings)[0].currency == "CAD"


def test_a_new_journal_takes_the_currency_of_a_statement_without_a_balance(tmp_path: Path) -> None:
    text = "Date;Description;Amount CHF;Currency\n18.11.2026;ATLAS;12.00;CHF\n19.11.2026;FEE;-2.50;CHF\n"
    with new_journal(tmp_path, "new") as journal:
        path = tmp_path / "a.csv"
        path.write_text(text)
        assert told(seen(journal, path)) == []
        take_in(journal, path)
        with journal.read() as reader:
            assert reader.all(Settings)[0].currency == "CHF"


def test_a_balance_of_a_day_to_come_is_a_problem(tmp_path: Path, journal: Journal) -> None:
    path = written(tmp_path, statement(day="20261123"), "a.ofx")
    assert [code for code, _line in told(seen(journal, path))] == ["balance_not_yet"]
    assert not told(seen(journal, path, today=TODAY + dt.timedelta(days=1)))


def test_an_invoice_that_the_same_import_brings_may_be_paid_by_it(tmp_path: Path, journal: Journal) -> None:
    more = {"clients": ["Duval"], "invoices": [{"client": "Duval", "issued": "2026-11-01", "amount": 7700}]}
    path = written(tmp_path, statement(movement("20261112", "77.00", "DUVAL", "x1")), "a.ofx")
    change = take_in(journal, written(tmp_path, more, "more.json"), path)
    assert change is not None
    with journal.read() as reader:
        assert reader.all(Invoice)[-1].settled == dt.date(2026, 11, 12)
    assert not check(journal.path)
