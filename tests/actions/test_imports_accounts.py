"""One account has one identity, whatever number a statement gives it; where it cannot be known, the person is asked."""

import dataclasses
import datetime as dt
from pathlib import Path

import pytest

from rebond.actions import imports
from rebond.actions.imports import known_accounts
from rebond.actions.imports.bank.account_identity import AccountQuestion, ImportAnswers
from rebond.domain.money.kinds import Account, Balance
from rebond.domain.problems import Refused
from rebond.journal.journal import Journal
from tests.exchange.banks import IBAN, Entry, camt, camt_file, ofx, page

from .taking_in import TODAY, new_journal, seen, take_in, written


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return new_journal(tmp_path)


def noted(journal: Journal, folder: Path, *names: str) -> None:
    """Note accounts by hand, with 5,000.00 each on 1 November."""
    accounts = [{"name": name, "balances": [{"date": "2026-11-01", "amount": 500_000}]} for name in names]
    take_in(journal, written(folder, {"accounts": accounts}, "noted.json"))


def savings(journal: Journal) -> dict[str, int]:
    """Return the latest balance of each account, in cents."""
    with journal.read() as reader:
        latest = sorted(reader.all(Balance), key=lambda row: row.date)
        names = {row.id: row.name for row in reader.all(Account)}
        return {names[row.account_id]: row.amount for row in latest}


def answered(journal: Journal, path: Path, name: str) -> None:
    """Import a file whose only question is answered with the name of an account."""
    (question,) = seen(journal, path).accounts
    answers = ImportAnswers(accounts={question.key: name})
    imports.carry_out(journal, imports.preview(journal, [path], TODAY, answers=answers), TODAY)


def test_an_account_noted_by_hand_is_asked_for_and_never_doubled(tmp_path: Path, journal: Journal) -> None:
    noted(journal, tmp_path, "Compte courant")
    path = written(tmp_path, camt(closing="5200.00", name="M. DUPONT"), "s.xml")
    (question,) = seen(journal, path).accounts
    assert (question.candidates, question.balance, question.new_name) == (("Compte courant",), 520_000, "M. DUPONT")
    with pytest.raises(Refused, match="account_not_said"):
        take_in(journal, path)
    answered(journal, path, "compte courant")
    assert savings(journal) == {"Compte courant": 520_000}


def test_the_answer_is_remembered(tmp_path: Path, journal: Journal) -> None:
    noted(journal, tmp_path, "Compte courant", "Livret A")
    answered(journal, written(tmp_path, camt(closing="5200.00"), "s.xml"), "Compte courant")
    later = written(tmp_path, camt(closing="5300.00", day="2026-11-21"), "t.xml")
    assert not seen(journal, later).accounts
    take_in(journal, later)
    assert savings(journal) == {"Compte courant": 530_000, "Livret A": 500_000}


def test_another_account_gets_the_name_that_the_person_gives(tmp_path: Path, journal: Journal) -> None:
    noted(journal, tmp_path, "Compte courant")
    answered(journal, written(tmp_path, camt(closing="700.00"), "s.xml"), "Livret pro")
    assert savings(journal) == {"Compte courant": 500_000, "Livret pro": 70_000}


@pytest.mark.parametrize(
    "again",
    [
        ofx(closing="5200.00"),
        ofx(closing="5200.00", branch=""),
        ofx(closing="5200.00", bank="", branch=""),
        ofx(closing="5200.00", number="0012345678901"),
        ofx(closing="5200.00", bank="BDFEFRPPCCT", branch=""),
    ],
    ids=["bank, branch and number", "no branch", "number only", "leading zeros", "BIC"],
)
def test_the_iban_holds_the_numbers_of_ofx(tmp_path: Path, journal: Journal, again: str) -> None:
    take_in(journal, written(tmp_path, camt(closing="5000.00", day="2026-11-15"), "s.xml"))
    take_in(journal, written(tmp_path, again, "s.ofx"))
    assert list(savings(journal).values()) == [520_000]


@pytest.mark.parametrize("branch", ["", "00794"])
def test_the_order_of_the_files_does_not_matter(tmp_path: Path, journal: Journal, branch: str) -> None:
    take_in(journal, written(tmp_path, ofx(closing="5000.00", day="2026-11-15", branch=branch), "s.ofx"))
    take_in(journal, written(tmp_path, camt(closing="5200.00"), "s.xml"))
    assert list(savings(journal).values()) == [520_000]


@pytest.mark.parametrize("table_first", [False, True])
@pytest.mark.parametrize(
    "above",
    ["Numéro de compte : 04123456789;Nom du compte : COMPTE CHEQUE", "Compte courant n°04123456789 de M DUPONT"],
)
def test_the_number_above_a_table_is_that_of_ofx(
    tmp_path: Path, journal: Journal, above: str, table_first: bool
) -> None:
    text = f"{above};Devise : EUR\nDate;Libellé;Montant;Solde\n20/11/2026;x;1,00;2000,00\n"
    other = ofx(bank="12345", branch="00001", number="04123456789", closing="2000.00")
    paths = [written(tmp_path, text, "s.csv"), written(tmp_path, other, "s.ofx")]
    for path in paths if table_first else reversed(paths):
        take_in(journal, path)
    assert list(savings(journal).values()) == [200_000]


def test_two_files_of_one_import_are_one_account(tmp_path: Path, journal: Journal) -> None:
    first = written(tmp_path, ofx(closing="5000.00", day="2026-11-15"), "s.ofx")
    take_in(journal, first, written(tmp_path, camt(closing="5200.00"), "s.xml"))
    assert list(savings(journal).values()) == [520_000]


def test_a_short_number_that_could_be_the_account_is_asked_for(tmp_path: Path, journal: Journal) -> None:
    take_in(journal, written(tmp_path, camt(closing="5000.00", day="2026-11-15"), "s.xml"))
    path = written(tmp_path, ofx(closing="5200.00", bank="", branch="", number="8901"), "s.ofx")
    assert [question.candidates for question in seen(journal, path).accounts] == [(IBAN,)]


def test_another_number_is_another_account_without_a_question(tmp_path: Path, journal: Journal) -> None:
    take_in(journal, written(tmp_path, camt(closing="5000.00"), "s.xml"))
    take_in(journal, written(tmp_path, ofx(closing="200.00", number="99999999999"), "s.ofx"))
    assert sorted(savings(journal).values()) == [20_000, 500_000]


def test_a_card_is_known_by_its_masked_number(tmp_path: Path, journal: Journal) -> None:
    take_in(journal, written(tmp_path, camt(closing="5000.00"), "s.xml"))
    take_in(journal, written(tmp_path, ofx(closing="-80.00", card="4970101234561234", day="2026-11-10"), "a.ofx"))
    take_in(journal, written(tmp_path, ofx(closing="-90.00", card="4970XXXXXXXX1234"), "b.ofx"))
    assert sorted(savings(journal).values()) == [-9_000, 500_000]


def test_the_numbers_are_changed_in_the_account(tmp_path: Path, journal: Journal) -> None:
    take_in(journal, written(tmp_path, camt(closing="5000.00", day="2026-11-15"), "s.xml"))
    with journal.transaction("edit_account") as transaction:
        (account,) = transaction.all(Account)
        transaction.update(Account(id=account.id, name="Courant", bank_ref=f"{IBAN}\n30009/55"))
    take_in(journal, written(tmp_path, ofx(bank="30009", branch="", number="55", closing="1.00"), "s.ofx"))
    assert savings(journal) == {"Courant": 100}


def test_pages_of_one_day_close_on_the_last(tmp_path: Path, journal: Journal) -> None:
    day = "2026-11-10"
    pages = camt_file(
        page((), ("OPBD", "1.00", day), ("ITBD", "1201.00", day)),
        page((), ("ITBD", "1201.00", day), ("CLBD", "1301.00", day)),
    )
    take_in(journal, written(tmp_path, pages, "s.xml"), skip_bad_lines=False)
    assert list(savings(journal).values()) == [130_100]


def test_pages_in_two_files_close_on_the_last(tmp_path: Path, journal: Journal) -> None:
    day = "2026-11-10"
    first = written(tmp_path, camt_file(page((), ("OPBD", "1.00", day), ("ITBD", "1201.00", day))), "1.xml")
    last = written(tmp_path, camt_file(page((), ("ITBD", "1201.00", day), ("CLBD", "1301.00", day))), "2.xml")
    assert [problem.code for problem in seen(journal, first).problems] == ["statement_opening_only"]
    assert not seen(journal, first, last).problems
    take_in(journal, first, last)
    assert list(savings(journal).values()) == [130_100]


def test_a_later_page_is_not_closed_by_an_earlier_statement(tmp_path: Path, journal: Journal) -> None:
    last = written(tmp_path, camt_file(page([Entry("1.00", "2026-11-19")], ("OPBD", "1.00", "2026-11-19"))), "1.xml")
    before = written(tmp_path, camt(closing="1.00", day="2026-11-18"), "2.xml")
    assert [problem.code for problem in seen(journal, last, before).problems] == ["statement_opening_only"]


def test_one_number_on_two_accounts_is_asked_for(tmp_path: Path, journal: Journal) -> None:
    with journal.transaction("add_account") as transaction:
        for name in ("Courant", "Livret"):
            transaction.insert(Account(name=name, bank_ref=IBAN))
    preview = seen(journal, written(tmp_path, camt(), "s.xml"))
    (question,) = preview.accounts
    assert question.candidates == ("Courant", "Livret")
    assert preview.new_accounts == ()


def test_an_account_that_is_none_of_those_there_is_new_without_a_question(tmp_path: Path, journal: Journal) -> None:
    preview = seen(journal, written(tmp_path, camt(closing="5000.00"), "s.xml"))
    assert preview.accounts == ()
    assert [question.balance for question in preview.new_accounts] == [500_000]


@pytest.mark.parametrize("currency", ["EUR", "RON"])
def test_an_opening_balance_alone_is_refused_for_that(tmp_path: Path, journal: Journal, currency: str) -> None:
    text = camt_file(page((), ("OPBD", "10.00", "2026-11-19"))).replace("EUR", currency)
    assert [problem.code for problem in seen(journal, written(tmp_path, text, "s.xml")).problems] == [
        "statement_opening_only"
    ]


@pytest.mark.parametrize(
    "text",
    [
        camt_file(page((), ("OPBD", "10.00", "2026-11-19"))),
        camt(closing="10.00", day="2026-11-29"),
        ofx(closing=""),
    ],
    ids=["opening only", "a day to come", "no balance"],
)
def test_a_statement_that_is_left_out_leaves_the_currency_of_a_new_journal(
    tmp_path: Path, journal: Journal, text: str
) -> None:
    path = written(tmp_path, text.replace("EUR", "RON"), "s.txt")
    preview = seen(journal, path)
    assert (len(preview.problems), preview.steps, preview.currency) == (1, (), "EUR")


def test_a_statement_that_is_left_out_does_not_keep_another_currency_away(tmp_path: Path, journal: Journal) -> None:
    opening = written(tmp_path, camt_file(page((), ("OPBD", "10.00", "2026-11-19"))).replace("EUR", "RON"), "a.xml")
    whole = written(tmp_path, camt(closing="5.00").replace("EUR", "CHF"), "b.xml")
    take_in(journal, opening, whole, skip_bad_lines=True)
    assert (seen(journal).currency, list(savings(journal).values())) == ("CHF", [500])


def test_a_balance_to_come_does_not_choose_the_currency(tmp_path: Path, journal: Journal) -> None:
    pages = [
        page((), ("CLBD", "10.00", "2026-11-29")).replace("EUR", "RON"),
        page((), ("CLBD", "5.00", "2026-11-20")).replace("EUR", "CHF"),
    ]
    take_in(journal, written(tmp_path, camt_file(*pages), "s.xml"), skip_bad_lines=True)
    assert (seen(journal).currency, list(savings(journal).values())) == ("CHF", [500])


def test_a_statement_known_by_its_number_is_of_no_other_account(tmp_path: Path, journal: Journal) -> None:
    noted(journal, tmp_path, "Livret")
    answered(journal, written(tmp_path, camt(closing="1.00", day="2026-11-18"), "s.xml"), "Courant")
    path = written(tmp_path, camt(closing="2.00"), "t.xml")
    preview = imports.preview(journal, [path], TODAY, answers=ImportAnswers(accounts={IBAN: "Livret"}))
    assert ([problem.code for problem in preview.problems], preview.steps) == (["account_known_by_number"], ())


def test_two_accounts_of_one_file_are_never_one_noted_by_hand(tmp_path: Path, journal: Journal) -> None:
    noted(journal, tmp_path, "Compte courant")
    text = (
        "Compte;Date;Libellé;Montant;Solde\n"
        "Livret A;18/11/2026;a;10,00;50,00\nCompte courant;18/11/2026;b;5,00;1234,50\n"
    )
    take_in(journal, written(tmp_path, text, "s.csv"))
    assert savings(journal) == {"Compte courant": 123_450, "Livret A": 5_000}


def test_a_statement_whose_movements_do_not_add_up_says_so(tmp_path: Path, journal: Journal) -> None:
    text = camt_file(page((), ("OPBD", "10.00", "2026-11-19"), ("CLBD", "12.00", "2026-11-20")))
    (source,) = seen(journal, written(tmp_path, text, "s.xml")).sources
    assert [note.code for note in source.notes] == ["movements_do_not_add_up"]


def test_an_account_that_a_document_brings_beside_others_is_told(tmp_path: Path, journal: Journal) -> None:
    take_in(journal, written(tmp_path, camt(closing="5000.00", name="Compte pro"), "s.xml"))
    document = {"accounts": [{"name": "Courant", "balances": [{"date": "2026-11-20", "amount": 500_000}]}]}
    (source,) = seen(journal, written(tmp_path, document, "noted.json")).sources
    notes = [(note.code, note.facts["others"]) for note in source.notes]
    assert notes == [("account_of_document_beside", "Compte pro")]


def test_two_statements_are_never_merged_into_one_noted_account(tmp_path: Path, journal: Journal) -> None:
    noted(journal, tmp_path, "Compte courant")
    other = "FR1420041010050500013M02606"
    paths = [
        written(tmp_path, camt(closing="5200.00"), "a.xml"),
        written(tmp_path, camt(closing="9000.00", iban=other), "b.xml"),
    ]
    first, second = seen(journal, *paths).accounts
    answers = ImportAnswers(accounts={first.key: "Compte courant"})
    preview = imports.preview(journal, paths, TODAY, answers=answers)
    assert (preview.accounts, second.key) == ((), other)
    imports.carry_out(journal, preview, TODAY)
    assert savings(journal) == {"Compte courant": 520_000, other: 900_000}


def test_two_files_of_one_name_are_not_one_account(tmp_path: Path, journal: Journal) -> None:
    text = "Date;Libellé;Montant;Solde\n18/11/2026;VIR;10,00;{balance}\n"
    for folder, balance in (("a", "1000,00"), ("b", "2000,00")):
        (tmp_path / folder).mkdir()
        written(tmp_path / folder, text.format(balance=balance), "export.csv")
    take_in(journal, tmp_path / "a" / "export.csv")
    (question,) = seen(journal, tmp_path / "b" / "export.csv").accounts
    assert (question.candidates, question.balance) == (("export",), 200_000)


@pytest.mark.parametrize(
    ("accounts", "statement", "usual"),
    [
        ([{"name": "Courant"}], camt(), "Courant"),
        ([{"name": "Courant"}, {"name": "Livret"}], camt(), ""),
        ([{"name": "Provision", "counted": False}], camt(), ""),
        ([{"name": "Courant"}], ofx(card="4970101234561234"), ""),
    ],
    ids=["the only one", "two", "one that does not count", "a card"],
)
def test_only_the_only_account_that_one_lives_on_may_be_taken_unasked(
    tmp_path: Path, journal: Journal, accounts: list[dict[str, object]], statement: str, usual: str
) -> None:
    take_in(journal, written(tmp_path, {"accounts": accounts}, "noted.json"))
    (question,) = seen(journal, written(tmp_path, statement, "s.txt")).accounts
    assert question.usual == usual


def test_an_account_that_the_same_import_brings_is_not_taken_unasked(tmp_path: Path, journal: Journal) -> None:
    text = "Date;Libellé;Montant;Solde\n18/11/2026;VIR;10,00;1000,00\n"
    both = [written(tmp_path, text, name) for name in ("courant.csv", "livret.csv")]
    (question,) = seen(journal, *both).accounts
    assert (question.candidates, question.usual) == (("courant",), "")


def test_a_balance_of_a_day_to_come_is_left_out_and_the_movements_are_read(tmp_path: Path, journal: Journal) -> None:
    invoice = {"client": "Atlas", "number": "F-001", "amount": 120_000, "issued": "2026-09-30", "mission": None}
    take_in(journal, written(tmp_path, {"clients": ["Atlas"], "invoices": [invoice]}, "i.json"))
    path = written(tmp_path, ofx(Entry("1200.00", "2026-11-10", text="F-001"), day="2026-11-30"), "s.ofx")
    preview = seen(journal, path)
    assert [problem.code for problem in preview.problems] == ["balance_not_yet"]
    assert [offer.sure for offer in preview.offers] == [True]


def test_a_whole_number_tells_apart_what_a_masked_one_did_not(tmp_path: Path, journal: Journal) -> None:
    for at, card in enumerate(["XXXXXXXXXXXX1234", "4970101234561234", "5130101234561234"]):
        take_in(journal, written(tmp_path, ofx(card=card, closing=f"-{at + 1}.00", day=f"2026-11-1{at}"), f"{at}.ofx"))
    assert sorted(savings(journal).values()) == [-300, -200]
    again = written(tmp_path, ofx(card="XXXXXXXXXXXX1234", closing="-4.00"), "4.ofx")
    assert len(seen(journal, again).accounts) == 1  # it may be either


def test_the_account_named_for_a_file_is_offered_for_the_next_of_its_shape(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REBOND_CONFIG_DIR", str(tmp_path / "settings"))
    asked = AccountQuestion("1", "", "New", ("Current", "Savings"), 5, dt.date(2026, 11, 22), "", shape="Date;Amount")
    assert known_accounts.likely(asked) == ""
    known_accounts.keep([asked], {"1": "Savings"})
    assert known_accounts.likely(asked) == "Savings"
    assert known_accounts.likely(dataclasses.replace(asked, candidates=("Current",))) == ""
    assert known_accounts.likely(dataclasses.replace(asked, shape="")) == ""
