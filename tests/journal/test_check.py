"""A check finds what was changed behind the journal's back."""

import sqlite3
import traceback
from contextlib import closing
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from rebond.domain.missions.kinds import Client, Invoice, Payment
from rebond.journal import chain, connection, suspects
from rebond.journal.check import check
from rebond.journal.journal import Journal
from rebond.journal.rows import select_as_json
from rebond.progress import Progress
from rebond.sentences import sentence
from tests.journal.conftest import of_itself
from tests.languages import ENGLISH


def tamper(path: Path, statement: str, trigger: str = "") -> None:
    """Change the file as another program could, its triggers put back afterwards."""
    connection = sqlite3.connect(path, isolation_level=None)
    if trigger:
        (sql,) = connection.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (trigger,)).fetchone()
        connection.execute(f"DROP TRIGGER {trigger}")
    connection.execute(statement)
    if trigger:
        connection.execute(sql)
    connection.close()


def found(path: Path) -> list[str]:
    before = path.read_bytes()
    problems = check(path)
    assert path.read_bytes() == before
    assert all(sentence(ENGLISH, problem) for problem in problems)
    return [problem.code for problem in of_itself(problems)]


def test_a_whole_journal_has_no_problem(path: Path) -> None:
    assert found(path) == []


def test_a_check_cancelled_at_any_point_ends_and_calls_nothing_damaged(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Cancelled(Exception):  # noqa: N818 - nothing went wrong
        pass

    monkeypatch.setattr(connection, "_INSTRUCTIONS", 20)  # so that even in a small journal every step is heard of
    cancelled_in: set[str] = set()

    def cancelling(call: int) -> Progress:
        """Return a progress that cancels at its call of that number, and notes what the check does then."""
        left = iter(range(call - 1, -1, -1))

        def progress(_done: int, _total: int) -> None:
            if next(left, 0) == 0:
                cancelled_in.update(frame.name for frame in traceback.extract_stack())
                raise Cancelled

        return progress

    calls: list[int] = []
    assert check(path, lambda done, _total: calls.append(done)) == ()
    count = len(calls)
    for call in {*range(1, count, max(1, count // 150)), *range(max(1, count - 150), count)}:
        with pytest.raises(Cancelled):
            check(path, cancelling(call))
    assert {"whole", "broken_at", "_as_written", "_searched"} <= cancelled_in


def test_what_sqlite_writes_otherwise_than_we_do_is_no_problem(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The quick comparison is of texts; another SQLite may write the same JSON in another way."""
    monkeypatch.setattr(chain, "_CONTENTS", chain._CONTENTS.replace("json_array(", "' ' || json_array("))
    monkeypatch.setattr(chain, "_LINKS", chain._LINKS.replace("json_array(", "' ' || json_array("))
    monkeypatch.setattr(
        suspects, "select_as_json", lambda kind: select_as_json(kind).replace("json_o", "' ' || json_o")
    )
    assert found(path) == []
    tamper(path, """UPDATE change_row SET "after" = '{}' WHERE kind = 'event'""", "change_row_only_erased")
    assert found(path) == ["check_chain"]


@pytest.mark.parametrize(
    ("statement", "trigger", "expected"),
    [
        ("UPDATE client SET note = 'x'", "", ["check_row", "check_search"]),
        ("UPDATE event SET date = '2026-99-99'", "", ["check_row"]),
        ("DELETE FROM event", "", ["check_lost", "check_search"]),
        ("INSERT INTO client (id, name, address, note) VALUES (9, '', '', '')", "", ["check_row"]),
        ("UPDATE mission SET client_id = 5", "", ["check_reference"]),
        ("UPDATE change SET action = 'x' WHERE seq = 1", "change_only_erased", ["check_chain"]),
        ("UPDATE change SET facts = '{}' WHERE seq = 2", "change_only_erased", ["check_chain"]),
        ("""UPDATE change_row SET "after" = '{}' WHERE kind = 'event'""", "change_row_only_erased", ["check_chain"]),
        ("DELETE FROM change_row WHERE kind = 'event'", "change_row_no_delete", ["check_chain"]),
        ("DELETE FROM search WHERE text_letters = '' AND name = ''", "", ["check_search"]),
    ],
)
def test_whatever_was_changed_from_outside_is_found(
    path: Path, statement: str, trigger: str, expected: list[str]
) -> None:
    tamper(path, statement, trigger)
    assert found(path) == expected


def test_a_change_rewritten_with_its_own_hash_is_found_by_the_next_one(journal: Journal) -> None:
    with journal.transaction("add_client", {"name": "Lune"}) as transaction:
        transaction.insert(Client(name="Lune"))
    journal.close()
    connection = sqlite3.connect(journal.path)
    connection.row_factory = sqlite3.Row
    record = dict(connection.execute("SELECT * FROM change WHERE seq = 1").fetchone())
    connection.close()
    record["facts"] = '{"name": "Somebody else"}'
    record["facts_digest"] = chain._facts_digest(record["salt"], record["facts"])
    record["hash"] = chain._hash(record)
    digest, own = record["facts_digest"].hex(), record["hash"].hex()
    rewrite = (
        f"UPDATE change SET facts = '{record['facts']}', facts_digest = X'{digest}', hash = X'{own}' WHERE seq = 1"  # noqa: S608
    )
    tamper(journal.path, rewrite, "change_only_erased")
    (problem,) = of_itself(check(journal.path))
    assert (problem.code, problem.facts) == ("check_chain", {"seq": 2})


@pytest.mark.parametrize(("column", "value"), [("facts", "X'00'"), ("salt", "'abc'"), ("facts_digest", "'abc'")])
def test_a_change_of_another_type_than_is_ever_stored_breaks_the_chain(path: Path, column: str, value: str) -> None:
    """In a file whose tables do not insist on their types, as no version makes one."""
    with closing(sqlite3.connect(path)) as loose:
        loose.execute("PRAGMA writable_schema = 1")
        loose.execute("UPDATE sqlite_schema SET sql = replace(sql, ') STRICT', ')') WHERE name = 'change'")
        loose.commit()
    tamper(path, f"UPDATE change SET {column} = {value}", "change_only_erased")  # noqa: S608
    with closing(sqlite3.connect(path)) as connection:
        assert chain.broken_at(connection) == 1


def test_the_sums_of_invoices_are_checked(journal: Journal) -> None:
    day = date(2026, 1, 1)
    with journal.transaction("add") as transaction:
        paid = transaction.insert(Invoice(client_id=1, number="1", amount=100, issued=day, due=day, settled=day))
        transaction.insert(Payment(invoice_id=paid, date=day, amount=100))
        transaction.insert(Invoice(client_id=1, number="2", amount=100, issued=day, due=day, settled=day))
        over = transaction.insert(Invoice(client_id=1, number="3", amount=100, issued=day, due=day))
        transaction.insert(Payment(invoice_id=over, date=day, amount=101))
        transaction.insert(Invoice(client_id=1, amount=100, issued=day, due=day, settled=day))
    assert [(problem.code, problem.facts["number"]) for problem in check(journal.path)] == [
        ("check_settled", "2"),
        ("check_overpaid", "3"),
        ("check_settled", "4"),  # its id, since it has no number
    ]


def test_an_invoice_for_a_mission_of_someone_else_is_told_by_its_number_or_its_id(journal: Journal) -> None:
    day = date(2026, 1, 1)
    with journal.transaction("add") as transaction:
        other = transaction.insert(Client(name="Lune"))
        for number in ("7", ""):
            invoice = Invoice(client_id=other, mission_id=1, number=number, amount=100, issued=day, due=day)
            last = transaction.insert(invoice)
    found = [(problem.code, problem.facts["number"]) for problem in check(journal.path)]
    assert found == [("check_stranger", "7"), ("check_stranger", str(last))]


def test_the_form_that_is_hashed_stays_the_same_for_as_long_as_journals_live() -> None:
    record = {
        "seq": 2, "at": "2026-11-22T12:00:00", "utc_offset": 60, "action": "été", "undo_next": 1, "redo_next": None,
        "facts_digest": b"\1" * 32, "rows_digest": b"\2" * 32, "previous": b"\3" * 32,
    }  # fmt: skip
    digests = ",".join(f'"{byte * 32}"' for byte in ("01", "02", "03"))
    written = f'["rebond-1",2,"2026-11-22T12:00:00",60,"été",1,null,{digests}]'
    assert chain._hash(record) == sha256(written.encode()).digest()


def test_every_content_has_a_salt_of_its_own(path: Path) -> None:
    connection = sqlite3.connect(path)
    salts = [salt for (salt,) in connection.execute("SELECT salt FROM change UNION ALL SELECT salt FROM change_row")]
    connection.close()
    assert len(set(salts)) == len(salts)
    assert {len(salt) for salt in salts} == {16}
