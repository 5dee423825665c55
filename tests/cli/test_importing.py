"""`rebond import`: shown with its problems by line, done whole or not at all, asked on a terminal."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from rebond.actions.imports import known_columns
from rebond.domain.missions.kinds import Client, Invoice
from rebond.domain.money.kinds import Account, Balance
from rebond.exchange.columns import Columns, Role
from rebond.exchange.csv_file.table import read_table
from rebond.journal.journal import Journal
from tests.actions.taking_in import SHORT, TODAY, written
from tests.actions.test_imports_statements import movement, statement
from tests.exchange.banks import Entry, camt, ofx, packed

from .conftest import Run


def clients(path: Path) -> list[str]:
    with Journal.open(path, read_only=True) as journal, journal.read() as reader:
        return [client.name for client in reader.all(Client)]


def test_a_journal_that_does_not_exist_is_made(run: Run) -> None:
    found = run("import", "new.rebond", written(Path(), SHORT), "--today", TODAY)
    assert found.code == 0
    assert "5 invoices" in found.out
    assert clients(Path("new.rebond")) == ["Atlas", "Perret"]
    assert run("check", "new.rebond").code == 0


@pytest.mark.parametrize("how", [(), ("--yes",)])
def test_one_with_problems_changes_nothing_and_leaves_no_file_behind(run: Run, how: tuple[str, ...]) -> None:
    path = written(Path(), SHORT | {"clients": ["Atlas", {"nom": "Perret"}]})
    found = run("import", "new.rebond", path, "--today", TODAY, *how)
    assert found.code == 1
    assert f"{path}:9: " not in found.out
    *problems, why = found.err.splitlines()
    assert any(f"{path}:9: " in problem for problem in problems)
    assert why.startswith("rebond: ")
    assert not list(Path().glob("new*"))


def test_bad_lines_are_skipped_when_that_is_asked_for(run: Run) -> None:
    path = written(Path(), SHORT | {"clients": ["Atlas", {"nom": "Perret"}]})
    assert run("import", "new.rebond", path, "--today", TODAY, "--skip-bad-lines").code == 0
    assert clients(Path("new.rebond")) == ["Atlas"]


def test_where_nothing_can_be_taken_in_no_journal_is_made(run: Run) -> None:
    path = written(Path(), "not json at all {", "in.json")
    assert run("import", "new.rebond", path, "--skip-bad-lines").code == 1
    assert run("import", "new.rebond", "none.json", "--skip-bad-lines").code == 1
    assert not list(Path().glob("new*"))


def test_a_second_time_everything_is_there_already(run: Run) -> None:
    path = written(Path(), SHORT)
    run("import", "new.rebond", path, "--today", TODAY)
    found = run("import", "new.rebond", path, "--today", TODAY)
    assert found.code == 0
    assert "already" in found.out
    assert run("undo", "new.rebond").code == 0
    assert clients(Path("new.rebond")) == []


def test_movements_that_pay_nothing_are_not_said_to_be_there_already(run: Run) -> None:
    Path("a.csv").write_text("Date;Libellé;Montant\n18/11/2026;VIR ATLAS;12,00\n19/11/2026;FRAIS;-2,50\n")
    found = run("import", "new.rebond", "a.csv", "--today", TODAY, "--yes")
    assert found.code == 0
    assert "no movement here pays an open invoice" in found.out
    assert "already" not in found.out


def test_without_a_journal_named_sources_go_into_the_one_used_last(run: Run) -> None:
    run("import", "new.rebond", written(Path(), SHORT), "--today", TODAY)
    other = written(Path(), {"clients": ["Lune"]}, "other.json")
    assert run("import", other).code == 0
    assert run("import", written(Path(), {"clients": ["Duval"]}, "more.json"), other).code == 0
    assert clients(Path("new.rebond")) == ["Atlas", "Perret", "Lune", "Duval"]
    assert run("import", "slip.json", other).code == 1
    assert not Path("slip.json").exists()


def test_a_csv_is_a_source_and_columns_kept_by_the_window_are_known(run: Run) -> None:
    run("import", "new.rebond", written(Path(), SHORT), "--today", TODAY)
    text = "Compte courant n° 04106119371\nSolde au 21/11/2026 5 000,00 EUR\n\nA;B;C;D\n20/11/2026;VIR;1,00;8,00\n"
    path = written(Path(), text, "november.csv")
    found = run("import", path, "--today", TODAY)
    assert (found.code, "chosen in the window" in found.out) == (1, True)
    table = read_table(text.encode())
    assert table is not None
    known_columns.keep({table.key: Columns((Role.DATE, Role.LABEL, Role.AMOUNT, Role.UNUSED))})
    assert run("import", path, "--today", TODAY, "--account", "Compte courant").code == 0
    with Journal.open(Path("new.rebond"), read_only=True) as journal, journal.read() as reader:
        assert "Compte courant" in [account.name for account in reader.all(Account)]


def test_a_file_that_is_no_journal_is_never_made_into_one(run: Run) -> None:
    Path("notes").write_text("hello")
    found = run("import", "notes", written(Path(), SHORT))
    assert found.code != 0
    assert Path("notes").read_text() == "hello"


@pytest.mark.parametrize("content", ["", "hello"])
def test_an_empty_or_foreign_file_named_as_the_journal_brings_nothing_into_another(run: Run, content: str) -> None:
    run("import", "used.rebond", written(Path(), SHORT), "--today", TODAY)
    Path("meant.rebond").write_text(content)
    other = written(Path(), {"clients": ["Lune"]}, "other.json")
    found = run("import", "meant.rebond", other, "--skip-bad-lines")
    assert found.code == 1
    assert "meant.rebond" in found.err
    assert Path("meant.rebond").read_text() == content
    assert clients(Path("used.rebond")) == ["Atlas", "Perret"]


def test_a_statement_sets_the_balance_and_marks_what_it_surely_pays(run: Run) -> None:
    run("import", "new.rebond", written(Path(), SHORT), "--today", TODAY)
    bank = written(Path(), statement(movement("20261121", "600.00", "PERRET", "x1"), day="20261121"), "a.ofx")
    found = run("import", "new.rebond", bank, "--today", TODAY, "--account", "Current")
    assert found.code == 0
    assert "* 1. Perret · €600.00" in found.out
    with Journal.open(Path("new.rebond"), read_only=True) as journal, journal.read() as reader:
        assert len(reader.all(Account)) == 3
        assert reader.all(Invoice)[-1].settled is not None
    assert run("check", "new.rebond").code == 0


@pytest.mark.skipif(os.name != "posix", reason="only there can a shell close a stream")
@pytest.mark.parametrize("closed", ["<&-", ">&-"])
def test_with_a_closed_stream_nobody_is_asked(closed: str) -> None:
    path = written(Path(), SHORT)
    line = f"{sys.executable} -m rebond import new.rebond {path} --today {TODAY} {closed}"
    assert subprocess.run(["sh", "-c", line], check=False).returncode == 0
    assert clients(Path("new.rebond")) == ["Atlas", "Perret"]


def balances(name: str) -> list[int]:
    """Return the balances of an account of the journal made here, in order of their days."""
    with Journal.open(Path("new.rebond"), read_only=True) as journal, journal.read() as reader:
        (account,) = [row for row in reader.all(Account) if row.name == name]
        own = [row for row in reader.all(Balance) if row.account_id == account.id]
        return [row.amount for row in sorted(own, key=lambda row: row.date)]


def test_where_several_accounts_could_be_meant_nothing_is_guessed(run: Run) -> None:
    run("import", "new.rebond", written(Path(), SHORT), "--today", TODAY)
    bank = written(Path(), statement(), "a.ofx")
    found = run("import", "new.rebond", bank, "--today", TODAY, "--yes")
    assert found.code == 1
    assert "--account" in found.err
    assert "Savings, Provision" in found.err
    assert run("import", "new.rebond", bank, "--today", TODAY, "--account", "savings").code == 0
    assert balances("Savings") == [123_456]


def test_the_only_account_that_could_be_meant_is_taken_and_said(run: Run) -> None:
    accounts = [{"name": "Compte courant", "balances": [{"date": "2026-11-01", "amount": 500_000}]}]
    run("import", "new.rebond", written(Path(), {"accounts": accounts}), "--today", TODAY)
    found = run("import", "new.rebond", written(Path(), statement(), "a.ofx"), "--today", TODAY, "--yes")
    assert found.code == 0
    assert "is taken as that of “Compte courant”" in found.out
    assert balances("Compte courant") == [500_000, 123_456]


def test_a_card_is_not_taken_for_the_only_account(run: Run) -> None:
    accounts = [{"name": "Compte courant", "balances": [{"date": "2026-11-01", "amount": 500_000}]}]
    run("import", "new.rebond", written(Path(), {"accounts": accounts}), "--today", TODAY)
    card = written(Path(), ofx(card="4970101234561234", closing="-80.00"), "a.ofx")
    assert run("import", "new.rebond", card, "--today", TODAY, "--yes").code == 1
    assert balances("Compte courant") == [500_000]


@pytest.mark.parametrize(("typed", "name"), [("1\n", "Savings"), ("Current\n", "Current"), ("9\n2\n", "Provision")])
def test_on_a_terminal_the_person_says_whose_a_statement_is(run: Run, typed: str, name: str) -> None:
    run("import", "new.rebond", written(Path(), SHORT), "--today", TODAY)
    bank = written(Path(), statement(day="20261120"), "a.ofx")
    found, said = on_a_terminal(f"{typed}y\n", "import", "new.rebond", bank, "--today", TODAY)
    assert found == 0, said
    assert balances(name) == [123_456]


#: A table that says neither whose it is nor what the account holds.
BARE = "Date;Libellé;Montant\n18/11/2026;VIR ATLAS;1 000,00\n19/11/2026;LOYER;-800,00\n"


def test_the_balance_that_a_table_does_not_say_is_given_or_left_alone(run: Run) -> None:
    accounts = [{"name": "Compte courant", "balances": [{"date": "2026-11-01", "amount": 500_000}]}]
    run("import", "new.rebond", written(Path(), {"accounts": accounts}), "--today", TODAY)
    bank = written(Path(), BARE, "a.csv")
    found = run("import", "new.rebond", bank, "--today", TODAY, "--yes")
    assert (found.code, "--balance" in found.out) == (0, True)
    assert balances("Compte courant") == [500_000]
    assert (
        run("import", "new.rebond", bank, "--today", TODAY, "--yes", "--balance", "5 200,00", "--lang", "fr").code == 0
    )
    assert balances("Compte courant") == [500_000, 520_000]
    wrong = run("import", "new.rebond", bank, "--today", TODAY, "--yes", "--balance", "much")
    assert (wrong.code != 0, "“much”" in wrong.err) == (True, True)


def test_on_a_terminal_the_balance_that_a_table_does_not_say_is_asked_for(run: Run) -> None:
    accounts = [{"name": "Compte courant", "balances": [{"date": "2026-11-01", "amount": 500_000}]}]
    run("import", "new.rebond", written(Path(), {"accounts": accounts}), "--today", TODAY)
    bank = written(Path(), BARE, "a.csv")
    found, said = on_a_terminal("lots\n5200\n1\ny\n", "import", "new.rebond", bank, "--today", TODAY)
    assert found == 0, said
    assert balances("Compte courant") == [500_000, 520_000]


def test_the_account_named_for_a_table_is_offered_for_the_next_one_of_that_shape(run: Run) -> None:
    noted = [
        {"name": name, "balances": [{"date": "2026-11-01", "amount": 100_000}]}
        for name in ("Compte courant", "Compte pro", "Livret")
    ]
    run("import", "new.rebond", written(Path(), {"accounts": noted}), "--today", TODAY)
    bank = written(Path(), BARE, "a.csv")
    found, said = on_a_terminal("5200\n2\ny\n", "import", "new.rebond", bank, "--today", TODAY)
    assert (found, "Enter for" in said) == (0, False), said
    later = written(Path(), BARE.replace("19/11/2026", "21/11/2026"), "b.csv")
    found, said = on_a_terminal("5300\n\ny\n", "import", "new.rebond", later, "--today", TODAY)
    assert (found, "Enter for “Compte pro”" in said) == (0, True), said
    assert balances("Compte pro") == [100_000, 520_000, 530_000]
    unasked = run("import", "new.rebond", later, "--today", TODAY, "--yes", "--balance", "1")
    assert (unasked.code, "--account NAME" in unasked.err) == (1, True)


def test_an_account_named_on_the_command_line_is_never_passed_over_in_silence(run: Run) -> None:
    run("import", "new.rebond", written(Path(), SHORT), "--today", TODAY)
    bank = written(Path(), statement(), "a.ofx")
    other = written(Path(), ofx(bank="30009", branch="", number="5500066"), "b.ofx")
    several = run("import", "new.rebond", bank, other, "--today", TODAY, "--account", "Savings")
    assert (several.code, "import each file by itself" in several.err) == (2, True)
    run("import", "new.rebond", bank, "--today", TODAY, "--account", "Savings")
    again = run("import", "new.rebond", written(Path(), statement(day="20261121"), "c.ofx"), "--today", TODAY,
                "--account", "Provision")  # fmt: skip
    assert (again.code, "is of “Savings”" in again.err) == (2, True)


def test_on_a_terminal_no_answer_imports_nothing(run: Run) -> None:
    run("import", "new.rebond", written(Path(), SHORT), "--today", TODAY)
    found, said = on_a_terminal("\n", "import", "new.rebond", written(Path(), statement(), "a.ofx"), "--today", TODAY)
    assert found == 1, said
    assert len(json.loads(run("export", "new.rebond", "-").out)["accounts"]) == 2


def on_a_terminal(answers: str, *arguments: object) -> tuple[int, str]:
    """Run the program with a terminal at both ends, and type the answers."""
    here, there = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "rebond", *map(str, arguments)], stdin=there, stdout=there, stderr=there
    )
    os.close(there)
    os.write(here, answers.encode())
    said = b""
    while True:
        try:
            part = os.read(here, 4096)
        except OSError:
            break
        if not part:
            break
        said += part
    os.close(here)
    return process.wait(), said.decode()


@pytest.mark.parametrize(("answer", "code", "made"), [("y\n", 0, True), ("n\n", 1, False), ("\n", 1, False)])
def test_on_a_terminal_it_asks_first(answer: str, code: int, made: bool) -> None:
    path = written(Path(), SHORT)
    found, said = on_a_terminal(answer, "import", "new.rebond", path, "--today", TODAY)
    assert (found, Path("new.rebond").exists()) == (code, made)
    assert "[y/N]" in said


def test_on_a_terminal_the_person_says_which_invoices_were_paid(run: Run) -> None:
    run("import", "new.rebond", written(Path(), SHORT), "--today", TODAY)
    bank = written(Path(), statement(movement("20261121", "2400.00", "VIREMENT", "x1"), day="20261121"), "a.ofx")
    found, said = on_a_terminal("Current\ny\n1\n", "import", "new.rebond", bank, "--today", TODAY)
    assert found == 0, said
    with Journal.open(Path("new.rebond"), read_only=True) as journal, journal.read() as reader:
        assert [invoice.settled is None for invoice in reader.all(Invoice)] == [False, False, False, False, True]


def test_a_name_given_is_that_of_the_account_which_an_import_makes(run: Run) -> None:
    text = "Date;Libellé;Montant;Solde\n12/{month}/2026;X;-1,00;{balance}\n"
    for month, balance in ((10, "5000,00"), (11, "5200,00")):
        bank = written(Path(), text.format(month=month, balance=balance), f"{month}.csv")
        found = run("import", "new.rebond", bank, "--today", TODAY, "--yes", "--account", "Compte courant")
        assert (found.code, "not needed" in found.out) == (0, False)
    assert balances("Compte courant") == [500_000, 520_000]
    assert names() == ["Compte courant"]


def test_files_of_one_import_that_could_be_of_one_account_are_of_the_one_named(run: Run) -> None:
    text = "Date;Libellé;Montant;Solde\n12/{month}/2026;X;100,00;{month}00,00\n"
    banks = [written(Path(), text.format(month=month), f"{month}.csv") for month in (9, 10, 11)]
    banks.append(written(Path(), ofx(closing="1200.00"), "a.ofx"))
    assert run("import", "new.rebond", *banks, "--today", TODAY, "--account", "Courant").code == 0
    assert (names(), balances("Courant")) == (["Courant"], [90_000, 100_000, 110_000, 120_000])


@pytest.mark.parametrize("again", [ofx(closing="5300.00"), "Date;Libellé;Montant;Solde\n20/11/2026;Y;-1,00;5300,00\n"])
def test_a_name_given_holds_with_a_number_and_without(run: Run, again: str) -> None:
    for path in (written(Path(), ofx(closing="5200.00", day="2026-11-18"), "a.ofx"), written(Path(), again, "b")):
        assert run("import", "new.rebond", path, "--today", TODAY, "--yes", "--account", "Compte courant").code == 0
    assert (names(), balances("Compte courant")) == (["Compte courant"], [520_000, 530_000])


@pytest.mark.parametrize("name", ["Livret", "None of them"])
def test_a_name_that_is_not_that_of_the_known_account_is_refused(run: Run, name: str) -> None:
    run("import", "new.rebond", written(Path(), ofx(), "a.ofx"), "--today", TODAY, "--account", "Courant")
    run("import", "new.rebond", written(Path(), ofx(number="99999999999"), "b.ofx"), "--today", TODAY,
        "--account", "Livret")  # fmt: skip
    later = written(Path(), ofx(closing="1.00", day="2026-11-21"), "c.ofx")
    found = run("import", "new.rebond", later, "--today", TODAY, "--yes", "--account", name)
    assert (found.code, "“Courant”" in found.err, len(balances("Courant"))) == (2, True, 1)
    assert run("import", "new.rebond", later, "--today", TODAY, "--yes", "--account", "courant").code == 0


def test_one_name_is_not_taken_for_two_accounts_of_one_file(run: Run) -> None:
    rows = "Compte courant;18/11/2026;a;1,00;1234,50\nLivret A;18/11/2026;b;1,00;50,00\n"
    path = written(Path(), f"Compte;Date;Libellé;Montant;Solde\n{rows}", "two.csv")
    found = run("import", "new.rebond", path, "--today", TODAY, "--yes", "--account", "Courant")
    assert (found.code, "import each file by itself" in found.err) == (2, True)


def test_the_name_of_an_account_with_another_number_is_refused(run: Run) -> None:
    run(
        "import", "new.rebond", written(Path(), ofx(closing="10.00"), "a.ofx"), "--today", TODAY, "--account", "Courant"
    )
    other = written(Path(), ofx(number="99999999999"), "b.ofx")
    found = run("import", "new.rebond", other, "--today", TODAY, "--yes", "--account", "Courant")
    assert (found.code, "another number" in found.err, balances("Courant")) == (1, True, [1_000])


def test_a_new_name_beside_an_account_that_it_could_be_is_told(run: Run) -> None:
    text = "Date;Libellé;Montant;Solde\n12/11/2026;X;-1,00;5000,00\n"
    run("import", "new.rebond", written(Path(), text, "october.csv"), "--today", TODAY)
    later = written(Path(), text.replace("12/", "13/"), "november.csv")
    found = run("import", "new.rebond", later, "--today", TODAY, "--yes", "--account", "Courant")
    assert (found.code, "“Courant” will be a new account beside october" in found.out) == (0, True)


def names() -> list[str]:
    """Return the names of the accounts of the journal made here."""
    with Journal.open(Path("new.rebond"), read_only=True) as journal, journal.read() as reader:
        return [row.name for row in reader.all(Account)]


COURANT = "Date;Libellé;Montant;Solde\n10/11/2026;VIR ATLAS F-001;1200,00;6200,00\n"
LIVRETS = [
    "Date;Libellé;Montant;Solde\n12/11/2026;B;1,00;3000,00\n",
    "Date;Libellé;Montant;Solde\n10/11/2026;B;1,00;3000,00\n",
]


def packed_or_loose(is_packed: bool, *files: tuple[str, str]) -> list[Path]:
    if is_packed:
        return [written(Path(), packed(*files), "z.zip")]
    return [written(Path(), text, name) for name, text in files]


@pytest.mark.parametrize("is_packed", [True, False], ids=["ZIP", "loose"])
@pytest.mark.parametrize("livret", LIVRETS)
@pytest.mark.parametrize("noted", [(), ("Compte courant",), ("Compte courant", "Livret A")])
def test_files_of_several_accounts_are_never_put_on_one(
    run: Run, noted: tuple[str, ...], livret: str, is_packed: bool
) -> None:
    accounts = [{"name": name, "balances": [{"date": "2026-11-01", "amount": 500_000}]} for name in noted]
    run("import", "new.rebond", written(Path(), {"accounts": accounts}), "--today", TODAY)
    files = packed_or_loose(is_packed, ("courant.csv", COURANT), ("livret.csv", livret))
    asked = run("import", "new.rebond", *files, "--today", TODAY, "--yes")
    assert (asked.code, "--account NAME" in asked.err) == (1, True)
    named = run("import", "new.rebond", *files, "--today", TODAY, "--yes", "--account", "Compte courant")
    assert (named.code, "import each file by itself" in named.err) == (2, True)
    assert len(json.loads(run("export", "new.rebond", "-").out).get("accounts", [])) == len(noted)


@pytest.mark.parametrize("is_packed", [True, False], ids=["ZIP", "loose"])
@pytest.mark.parametrize(
    "files",
    [
        ("10/11/2026;a;1200,00;6200,00", "12/11/2026;b;1,00;6201,00"),
        ("12/11/2026;b;1,00;6201,00", "10/11/2026;a;1200,00;6200,00"),
        ("10/11/2026;a;1200,00;6200,00", "12/11/2026;b;1,00;6201,00\n10/11/2026;a;1200,00;6200,00"),
        ("12/11/2026;b;1,00;6201,00\n10/11/2026;a;1200,00;6200,00",
         "12/11/2026;b;1,00;6201,00\n13/11/2026;c;1,00;6202,00"),
        ("12/11/2026;b;1,00;6201,00", "14/11/2026;d;1,00;6203,00", "13/11/2026;c;1,00;6202,00"),
        ("10/11/2026;a;1200,00;6200,00", "10/11/2026;a;1200,00;6200,00"),
        ("10/11/2026;a;1200,00;", "12/11/2026;b;1,00;6201,00"),
    ],
    ids=["next", "next first", "longer", "overlap", "the one between last", "copies", "one without balance"],
)  # fmt: skip
def test_files_that_go_on_from_each_other_are_of_the_account_named(
    run: Run, files: tuple[str, ...], is_packed: bool
) -> None:
    texts = [(f"{nth}.csv", f"Date;Libellé;Montant;Solde\n{rows}\n") for nth, rows in enumerate(files)]
    found = run(
        "import", "new.rebond", *packed_or_loose(is_packed, *texts), "--today", TODAY, "--yes", "--account", "Courant"
    )
    assert (found.code, names()) == (0, ["Courant"])


@pytest.mark.parametrize("is_packed", [True, False], ids=["ZIP", "loose"])
def test_a_table_beside_the_statement_of_a_known_account_is_not_taken_for_it(run: Run, is_packed: bool) -> None:
    run("import", "new.rebond", written(Path(), camt(closing="5000.00", day="2026-11-01"), "a.xml"), "--today", TODAY,
        "--account", "Courant")  # fmt: skip
    statement = camt(Entry("1200.00", "2026-11-20"), closing="6200.00")
    other = run(
        "import", "new.rebond", *packed_or_loose(is_packed, ("r.xml", statement), ("livret.csv", LIVRETS[0])),
        "--today", TODAY, "--yes",
    )  # fmt: skip
    assert (other.code, "Statement of livret" in other.err) == (1, True)
    same = COURANT.replace("10/11", "20/11")
    again = packed_or_loose(is_packed, ("r.xml", statement), ("r.csv", same))
    assert run("import", "new.rebond", *again, "--today", TODAY, "--yes").code == 0
    assert (names(), balances("Courant")) == (["Courant"], [500_000, 620_000])
