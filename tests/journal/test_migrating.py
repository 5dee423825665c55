"""An older journal becomes one of this version, whole or not at all."""

import lzma
import os
import shutil
import sqlite3
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from rebond.actions.events import write_event
from rebond.actions.invoices import save_invoice
from rebond.domain.missions.kinds import Client, Event, EventKind, Invoice, RequestAnswer
from rebond.domain.problems import Refused
from rebond.domain.registry import KINDS
from rebond.journal import backup, file_look, integrity, journal, migrating, opening, schema, undo, version_notes
from rebond.journal.check import check
from rebond.journal.connection import connect
from rebond.journal.damage import last_good_backup
from rebond.journal.file_format import VERSION
from rebond.journal.header import look
from rebond.journal.history import trash
from rebond.journal.journal import Journal
from rebond.journal.lock import Lock
from rebond.journal.rebuilding import Added, add_columns
from rebond.sentences import sentence
from tests.languages import ENGLISH

from .child import command, environment
from .conftest import TODAY, codes, fill, noon

HERE = Path(__file__).parent
#: A journal of the trial version, which had the number 1.
TRIAL = HERE / "old" / "0001.rebond"
#: A journal of version 2 with an invoice paid, one open, a credit note, a deleted invoice and an undone event.
SECOND = HERE / "old" / "0002.rebond.xz"
#: The same one under version 3, with an extra request written last.
THIRD = HERE / "old" / "0003.rebond.xz"
#: The example under version 4, with a change undone last.
FOURTH = HERE / "old" / "0004.rebond.xz"
#: The columns that version 4 adds, as they stand in the rows of an older journal.
NEW_IN_4: dict[str, dict[str, object]] = {
    "client": {"country": None, "address": ""},
    "mission": {
        "renewal_months": 0, "notice_by": None, "notice_sent": None, "notice_presented": None, "notice_received": None,
        "ended": None, "ended_by": None, "ended_reason": None,
    },
    "event": {"request": "", "answer": None, "answer_due": None, "amendment_id": None},
    "settings": {"country": None, "sender": "", "address": "", "email": "", "phone": "", "registration": "",
                 "leaving_rate": 3000, "leaving_fitted": 0},
}  # fmt: skip
#: The same of version 5.
NEW_IN_5: dict[str, dict[str, object]] = {
    "client": {"legal_form": None},
    "mission": {"late_rate": None, "due_day_fixed": 0},
    "event": {"followed": None},
    "invoice": {"demanded": None},
    "person": {"familiar": 0},
    "letter": {"invoice_id": None, "talk_id": None, "head": ""},
    "task": {"talk_id": None},
    "settings": {"legal_form": None, "letters_state_head": 0},
}


def _all(*added: dict[str, dict[str, object]]) -> dict[str, dict[str, object]]:
    """The columns added by several versions, by table."""
    tables = {table for one in added for table in one}
    return {table: {name: value for one in added for name, value in one.get(table, {}).items()} for table in tables}


def make_old(path: Path) -> Path:
    """A journal of this version, with an undone change in its history."""
    with Journal.create(path, clock=noon) as opened:
        fill(opened)
        with opened.transaction("delete_client") as transaction:
            transaction.delete(Client, 1)
        undo.undo(opened)
    return path


#: The modules that know the version of this process.
KNOWING = (journal, opening, version_notes, file_look, integrity, migrating)


def next_version() -> None:
    """Make this process one of version 6."""
    ours = migrating._versions
    grown = schema.script().replace("PRAGMA user_version = 5", "PRAGMA user_version = 6")
    start = grown.index("CREATE TABLE client (")
    place = grown.index("    note TEXT NOT NULL", start)
    grown = grown[:place] + "    colour TEXT NOT NULL DEFAULT '',\n" + grown[place:]
    for module in KNOWING:
        module.VERSION = 6  # type: ignore[attr-defined]
    migrating._versions = lambda scripts: f"{ours(scripts)}\n{HERE / 'next_version'}"
    schema.script = lambda: grown  # type: ignore[assignment]


@pytest.fixture
def version_6(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module, name in (*((module, "VERSION") for module in KNOWING), (migrating, "_versions")):
        monkeypatch.setattr(module, name, getattr(module, name))
    monkeypatch.setattr(schema, "script", schema.script)
    next_version()


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return make_old(tmp_path / "old.rebond")


def test_a_journal_from_before_the_first_release_is_refused_in_a_sentence_and_left_alone(tmp_path: Path) -> None:
    path = Path(shutil.copy(TRIAL, tmp_path / "trial.rebond"))
    for read_only in (True, False):
        with pytest.raises(Refused) as caught:
            Journal.open(path, read_only=read_only)
        assert codes(caught) == ["journal_too_old"]
        assert "trial.rebond" in sentence(ENGLISH, caught.value.problems[0])
    assert path.read_bytes() == TRIAL.read_bytes()
    assert [found.name for found in tmp_path.iterdir()] == ["trial.rebond"]


def test_a_journal_of_version_2_opens_with_all_it_holds_and_its_credit_notes_may_name_one(
    tmp_path: Path,
) -> None:
    path = tmp_path / "second.rebond"
    path.write_bytes(lzma.decompress(SECOND.read_bytes()))
    before = connect(path)
    new_in_3: dict[str, dict[str, object]] = {
        "invoice": {"corrects_id": None},
        "settings": {"status": "", "example": 0},
    }
    held = _as_migrated(before, _all(new_in_3, NEW_IN_4, NEW_IN_5))
    changes = before.execute("SELECT seq, action, facts, hash FROM change ORDER BY seq").fetchall()
    before.close()
    with Journal.open(path, clock=noon) as opened:
        assert check(path) == ()
        after = connect(path)
        assert {cls.kind: _rows(after, cls.kind) for cls in KINDS} == held
        assert after.execute("SELECT seq, action, facts, hash FROM change ORDER BY seq").fetchall() == changes
        after.close()
        with opened.read() as reader:
            note = next(row for row in reader.all(Invoice) if row.is_credit_note)
            trashed = trash(reader, limit=9)
        # What version 2 undid or deleted comes back, and the id of what it deleted is not given again.
        assert undo.redo(opened) is not None
        assert undo.restore(opened, trashed[-1].change.seq) is not None
        save_invoice(opened, replace(note, corrects_id=2), TODAY)
        save_invoice(opened, replace(note, id=0, number="2026-9"), TODAY)
        with opened.read() as reader:
            assert [(row.id, row.number, row.corrects_id) for row in reader.all(Invoice)] == [
                (1, "2026-1", None), (2, "2026-2", None), (3, "2026-3", 2), (4, "2026-4", None), (5, "2026-9", None),
            ]  # fmt: skip
            assert reader.get(Event, 1) is not None
    assert check(path) == ()
    copy = last_good_backup(path)
    assert copy is not None
    assert look(copy, VERSION).version == 2


def test_a_journal_of_version_3_opens_with_all_it_holds_and_its_requests_can_be_answered(tmp_path: Path) -> None:
    path = tmp_path / "third.rebond"
    path.write_bytes(lzma.decompress(THIRD.read_bytes()))
    before = connect(path)
    held = _as_migrated(before, _all(NEW_IN_4, NEW_IN_5))
    before.close()
    with Journal.open(path, clock=noon) as opened:
        assert check(path) == ()
        after = connect(path)
        assert {cls.kind: _rows(after, cls.kind) for cls in KINDS} == held
        after.close()
        with opened.read() as reader:
            request = next(row for row in reader.all(Event) if row.type is EventKind.EXTRA_REQUEST)
        write_event(opened, replace(request, request="A post, at once", answer=RequestAnswer.TO_PRICE), noon())
        # What version 3 wrote is undone and done again, without the fields that it did not know.
        assert undo.undo(opened) is not None
        assert undo.undo(opened) is not None
        assert undo.redo(opened) is not None
        with opened.read() as reader:
            assert reader.get(Event, request.id) == request
    assert check(path) == ()


def test_a_journal_of_version_4_opens_with_all_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "fourth.rebond"
    path.write_bytes(lzma.decompress(FOURTH.read_bytes()))
    before = connect(path)
    held = _as_migrated(before, NEW_IN_5)
    before.close()
    with Journal.open(path, clock=noon) as opened:
        assert check(path) == ()
        after = connect(path)
        assert {cls.kind: _rows(after, cls.kind) for cls in KINDS} == held
        after.close()
        assert undo.redo(opened) is not None
        assert undo.undo(opened) is not None
    assert check(path) == ()


def _as_migrated(old: sqlite3.Connection, new: dict[str, dict[str, object]]) -> dict[str, list[dict[str, object]]]:
    """The rows of an older journal as this version holds them: with the new columns, and with no row of a new kind."""
    there = {name for (name,) in old.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    return {
        cls.kind: [{**row, **new.get(cls.kind, {})} for row in _rows(old, cls.kind)] if cls.kind in there else []
        for cls in KINDS
    }


def _rows(connection: sqlite3.Connection, table: str) -> list[dict[str, object]]:
    found = connection.execute(f"SELECT * FROM {table} ORDER BY id")  # noqa: S608
    return [dict(zip([column[0] for column in found.description], row, strict=True)) for row in found]


def test_an_emptied_table_that_is_rebuilt_gives_no_id_twice(tmp_path: Path) -> None:
    made = migrating.engine(make_old(tmp_path / "old.rebond"))
    with made.begin() as connection:
        add_columns(connection, "expense", [Added("colour", "TEXT NOT NULL", "'blue'", ("CHECK (colour <> '')",))])
        run = connection.exec_driver_sql
        run("INSERT INTO sqlite_sequence VALUES ('balance', 7)")
        add_columns(connection, "balance", [Added("colour", "TEXT", "'blue'")])
        assert run("SELECT seq FROM sqlite_sequence WHERE name = 'balance'").scalars().all() == [7]
        definition = str(run("SELECT sql FROM sqlite_schema WHERE name = 'expense'").scalar_one())
        assert "colour TEXT NOT NULL,\n    CHECK" in definition
        assert "CHECK (colour <> '')\n) STRICT" in definition
        assert run("SELECT count(*) FROM sqlite_schema WHERE tbl_name = 'balance' AND type = 'index'").scalar()
    made.dispose()


def test_an_error_of_sqlite_in_a_migration_is_its_own_so_that_a_full_disk_is_told_as_one(old: Path) -> None:
    made = migrating.engine(old)
    with pytest.raises(sqlite3.OperationalError, match="missing"), made.begin() as connection:
        connection.exec_driver_sql("SELECT missing")
    made.dispose()


@pytest.mark.usefixtures("version_6")
@pytest.mark.parametrize("read_only", [False, True])
def test_an_older_journal_is_migrated_after_a_backup(old: Path, read_only: bool) -> None:
    with Journal.open(old, read_only=read_only, clock=noon) as opened, opened.read() as reader:
        assert reader.connection.exec_driver_sql("SELECT name, colour FROM client").all() == [("Atlas", "blue")]
    assert look(old, 6).version == 6
    copy = last_good_backup(old)
    assert copy is not None
    assert look(copy, 6).version == VERSION
    with Journal.open(old, clock=noon) as opened:
        assert undo.redo(opened) is not None
        assert undo.undo(opened) is not None
    assert len(backup.copies(old)) == 1


@pytest.mark.usefixtures("version_6")
def test_a_migration_that_fails_leaves_the_journal_as_it_was(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REBOND_TEST_FAIL", "1")
    before = old.read_bytes()
    with pytest.raises(Refused) as caught:
        Journal.open(old, clock=noon)
    assert codes(caught) == ["migration_failed"]
    assert old.read_bytes() == before
    monkeypatch.delenv("REBOND_TEST_FAIL")
    Journal.open(old, clock=noon).close()


@pytest.mark.usefixtures("version_6")
def test_a_migration_to_other_tables_than_it_should_is_taken_back(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    grown = schema.script()
    monkeypatch.setattr(schema, "script", lambda: grown.replace("colour TEXT", "color TEXT"))
    before = old.read_bytes()
    with pytest.raises(Refused) as caught:
        Journal.open(old, clock=noon)
    assert codes(caught) == ["migration_failed"]
    assert old.read_bytes() == before


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_a_migration_that_is_killed_half_way_leaves_the_journal_as_it_was(old: Path) -> None:
    lines = "from tests.journal.test_migrating import Journal, next_version; next_version(); Journal.open(path)"
    killed = subprocess.run(command(lines, old), check=False, env=environment(REBOND_TEST_KILL="1"))
    assert killed.returncode == -9
    connection = connect(old)
    assert connection.execute("SELECT * FROM client").fetchall() == [(1, "Atlas", None, None, "", "")]
    connection.close()
    assert check(old) == ()


def test_an_older_journal_in_use_is_neither_brought_up_to_date_nor_read(tmp_path: Path) -> None:
    path = tmp_path / "older.rebond"
    path.write_bytes(lzma.decompress(FOURTH.read_bytes()))
    held = path.read_bytes()
    lock = Lock(path)
    with pytest.raises(Refused) as caught:
        Journal.open(path, read_only=True)
    lock.release()
    assert codes(caught) == ["journal_in_use"]
    assert path.read_bytes() == held
    Journal.open(path, read_only=True).close()
    assert version_notes.version(path) == VERSION
