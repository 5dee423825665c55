"""Somebody changes a journal's file on purpose: what shows it, and what only a head that was seen earlier does."""

import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from rebond.actions.attachments import attach
from rebond.actions.journals import create
from rebond.actions.records import save
from rebond.domain.attachments.kept_files import FileOwner, IncomingFile
from rebond.domain.missions.kinds import Client, Mission
from rebond.journal import chain
from rebond.journal.backup import backup
from rebond.journal.check import check
from rebond.journal.heads import head_of, stated
from rebond.journal.journal import Journal
from tests.journal.conftest import TODAY, of_itself


def rows(connection: sqlite3.Connection, table: str) -> list[dict[str, object]]:
    names = [name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})")]
    return [dict(zip(names, row, strict=True)) for row in connection.execute(f"SELECT * FROM {table}")]  # noqa: S608


def rehash(connection: sqlite3.Connection) -> None:
    """Make every digest and hash anew, as somebody can who has read the source."""
    previous = b"\0" * 32
    contents = rows(connection, "change_row")
    for row in contents:
        row["digest"] = chain._row_digest(
            row["salt"], row["position"], row["kind"], row["row_id"], row["before"], row["after"]  # type: ignore[arg-type]
        )  # fmt: skip
    connection.executemany("UPDATE change_row SET digest = :digest WHERE seq = :seq AND position = :position", contents)
    for record in sorted(rows(connection, "change"), key=lambda record: record["seq"]):  # type: ignore[arg-type, return-value]
        own = sorted((row for row in contents if row["seq"] == record["seq"]), key=lambda row: row["position"])  # type: ignore[arg-type, return-value]
        record["facts_digest"] = chain._facts_digest(record["salt"], record["facts"])  # type: ignore[arg-type]
        record["rows_digest"] = chain._rows_digest(row["digest"] for row in own)  # type: ignore[misc]
        record["previous"] = previous
        record["hash"] = previous = chain._hash(record)
        connection.execute(
            "UPDATE change SET facts_digest = :facts_digest, rows_digest = :rows_digest, previous = :previous, "
            "hash = :hash WHERE seq = :seq",
            record,
        )


@dataclass(frozen=True)
class Way:
    """A way to tamper: SQL, or a function of the path; whether hashes are made anew; and what a check alone says."""

    how: str | Callable[[Path], object]
    alone: tuple[str, ...] = ()
    rehashed: bool = False
    dropped: bool = False
    #: What a check says besides that compares with the backups.
    beside_backups: tuple[str, ...] = ()

    def tamper(self, path: Path) -> None:
        if not isinstance(self.how, str):
            self.how(path)
            return
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            triggers = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
            for name, _sql in triggers:
                connection.execute(f"DROP TRIGGER {name}")
            connection.executescript(self.how)
            if self.rehashed:
                rehash(connection)
            for _name, sql in triggers if not self.dropped else ():
                connection.execute(sql)


def before(path: Path) -> Path:
    return path.with_name("before")


def cut(path: Path) -> None:
    shutil.copyfile(before(path), path)


def written_anew(path: Path) -> None:
    cut(path)
    with Journal.open(path) as journal:
        for name in ("C'", "D'", "E'"):
            save(journal, Client(name=name), TODAY)


def another(path: Path) -> None:
    path.unlink()
    with create(path) as journal:
        for name in ("A", "B", "C", "D", "E"):
            save(journal, Client(name=name), TODAY)


def of_somebody_else(path: Path) -> None:
    elsewhere = path.parent / "elsewhere" / path.name
    elsewhere.parent.mkdir()
    create(elsewhere).close()
    elsewhere.replace(path)


def replace_past_triggers(path: Path) -> None:
    """`INSERT OR REPLACE` deletes without the triggers, unless SQLite is told otherwise."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(
            "INSERT OR REPLACE INTO change SELECT seq, at, utc_offset, 'x', facts, undo_next, redo_next, salt, "
            "facts_digest, rows_digest, previous, hash, erased FROM change WHERE seq = 3"
        )


BEHIND = ("check_behind_backup",)
OTHER = ("check_other_than_backup",)
WAYS = {
    "rewrite a change's facts": Way("UPDATE change SET facts = '{}' WHERE seq = 3", ("check_chain",)),
    "rewrite a row in the history": Way(
        """UPDATE change_row SET "after" = replace("after", 'B', 'X') WHERE kind = 'client'""", ("check_chain",)
    ),
    "change a time": Way("UPDATE change SET at = '2020-01-01T08:00:00' WHERE seq = 3", ("check_chain",)),
    "change a time zone": Way("UPDATE change SET utc_offset = 600 WHERE seq = 3", ("check_chain",)),
    "change what undo takes back": Way("UPDATE change SET undo_next = 2 WHERE seq = 4", ("check_chain",)),
    "delete a change from the middle": Way(
        "DELETE FROM change_row WHERE seq = 3; DELETE FROM change WHERE seq = 3", ("check_chain",)
    ),
    "swap two changes": Way(
        """UPDATE change SET seq = 99 WHERE seq = 3; UPDATE change_row SET seq = 99 WHERE seq = 3;
        UPDATE change SET seq = 3 WHERE seq = 4; UPDATE change_row SET seq = 3 WHERE seq = 4;
        UPDATE change SET seq = 4 WHERE seq = 99; UPDATE change_row SET seq = 4 WHERE seq = 99""",
        ("check_chain",),
    ),
    "cut the history's tail": Way(
        """DELETE FROM change_row WHERE seq = (SELECT max(seq) FROM change);
        DELETE FROM change WHERE seq = (SELECT max(seq) FROM change)""",
        ("check_row",),
    ),
    "cut the tail, rows and all": Way(cut, beside_backups=BEHIND),
    "write the end anew": Way(written_anew, beside_backups=BEHIND),
    "write a change otherwise and make the hashes anew": Way(
        'UPDATE change SET facts = \'{"name": "X"}\' WHERE seq = 3', rehashed=True, beside_backups=BEHIND
    ),
    "write a row otherwise everywhere and make the hashes anew": Way(
        """UPDATE change_row SET "after" = replace("after", '"note":""', '"note":"x"') WHERE kind = 'client';
        UPDATE client SET note = 'x';
        UPDATE search SET text = 'x' WHERE name IN (SELECT name FROM client)""",
        rehashed=True,
        beside_backups=BEHIND,
    ),
    "change a time and make the hashes anew": Way(
        "UPDATE change SET at = '2020-01-01T08:00:00' WHERE seq = 3", rehashed=True, beside_backups=BEHIND
    ),
    "put a new journal in its place": Way(another),
    "write all of it anew from the first change": Way(
        "UPDATE change SET at = '2020-01-01T08:00:00' WHERE seq = 1", rehashed=True, beside_backups=OTHER
    ),
    "put the file of another journal in its place": Way(of_somebody_else, beside_backups=OTHER),
    "change a row without history": Way("UPDATE mission SET amount = 1", ("check_row",)),
    "add a row without history": Way(
        "INSERT INTO client (name, address, note) VALUES ('X', '', '')", ("check_row", "check_search")
    ),
    "delete a row without history": Way("DELETE FROM client WHERE name = 'D'", ("check_lost", "check_search")),
    "point a row elsewhere": Way("UPDATE mission SET client_id = 99", ("check_reference",)),
    "delete an attached file": Way("DELETE FROM blob", ("check_attachment",)),
    "write an attached file otherwise": Way("UPDATE blob SET data = X'00'", ("check_attachment",)),
    "replace past the triggers": Way(replace_past_triggers, ("check_chain",)),
    "drop the triggers": Way("", ("journal_damaged",), dropped=True),
    "add a trigger": Way(
        "CREATE TRIGGER t AFTER INSERT ON client BEGIN UPDATE client SET note = 'x'; END", ("journal_damaged",)
    ),
    "add a column": Way("ALTER TABLE client ADD COLUMN more TEXT", ("journal_damaged",)),
    "drop an index": Way("DROP INDEX change_row_by_row", ("journal_damaged",)),
    "change a salt": Way("UPDATE change_row SET salt = X'00' WHERE seq = 3", ("check_chain",)),
    "blank as if erased": Way(
        """UPDATE change_row SET "before" = NULL, "after" = NULL, salt = X'', erased = 1 WHERE seq = 3""",
        ("check_chain",),
    ),
    "blank facts as if erased": Way(
        "UPDATE change SET facts = '{}', salt = X'', erased = 1 WHERE seq = 3", ("check_chain",)
    ),
    "set the last id back": Way("UPDATE sqlite_sequence SET seq = 0", ("check_sequence",)),
    "note another version": Way("UPDATE alembic_version SET version_num = '0002'", ("check_version",)),
    "hide a row from the search": Way("DELETE FROM search WHERE name = 'C'", ("check_search",)),
}


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A journal with the clients A and B, of which `before` is a copy, then C and D, of which there is a backup."""
    path = tmp_path_factory.mktemp("prepared") / "own.rebond"
    with create(path) as journal:
        save(journal, Client(name="A"), TODAY)
        save(journal, Client(name="B"), TODAY)
        save(journal, Mission(client_id=1, name="Social", starts=TODAY, amount=240_000), TODAY)
        attach(journal, FileOwner(1), (IncomingFile("a.pdf", b"signed"),), TODAY)
    shutil.copyfile(path, before(path))
    with Journal.open(path) as journal:
        save(journal, Client(name="C"), TODAY)
        save(journal, Client(name="D"), TODAY)
    backup(path, TODAY)
    return path


@pytest.mark.parametrize("name", WAYS)
def test_tampering_is_noticed(prepared: Path, tmp_path: Path, name: str) -> None:
    way = WAYS[name]
    shutil.copytree(prepared.parent, tmp_path / "own")
    path = tmp_path / "own" / prepared.name
    seen = stated(head_of(path).hash)
    way.tamper(path)

    def codes(head: str = "") -> set[str]:
        return {problem.code for problem in of_itself(check(path, head=head))}

    assert codes() == {*way.alone, *way.beside_backups}
    if not way.alone:
        assert codes(seen) == {"check_head", *way.beside_backups}
    by = (
        "a check" if way.alone else "the heads of the backups" if way.beside_backups else "a head that was seen earlier"
    )
    sys.stdout.write(f"{name}: noticed by {by}\n")


def test_nothing_is_noticed_where_nothing_was_done(prepared: Path) -> None:
    assert check(prepared, head=stated(head_of(prepared).hash)) == ()
