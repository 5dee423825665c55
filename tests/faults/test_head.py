"""The head of the history shows that a tail was cut off or a history written anew, which the chain alone does not."""

import shutil
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from rebond.actions.journals import create
from rebond.actions.records import save
from rebond.domain.missions.kinds import Client
from rebond.journal.backup import backup
from rebond.journal.check import check
from rebond.journal.heads import digits_of, head_of, short, stated
from rebond.journal.journal import Journal
from rebond.journal.restoring import restore
from tests.cli.conftest import Run, opened, own_preferences, run  # noqa: F401 - fixtures
from tests.journal.conftest import of_itself

TODAY = date(2026, 11, 22)


def write(path: Path, *names: str) -> None:
    with Journal.open(path) as journal:
        for name in names:
            save(journal, Client(name=name), TODAY)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A journal with the clients A and B, of which `before` is a copy."""
    path = tmp_path / "own.rebond"
    create(path).close()
    write(path, "A", "B")
    shutil.copyfile(path, before(path))
    return path


def before(path: Path) -> Path:
    return path.with_name("before.rebond")


def cut(path: Path) -> None:
    """Take the last changes away so that the chain holds."""
    shutil.copyfile(before(path), path)


def rewritten(path: Path) -> None:
    """Write the last changes otherwise, as consistently as the program does."""
    cut(path)
    write(path, "C'", "D'", "E'")


def codes(path: Path, head: str = "") -> list[str]:
    return [problem.code for problem in of_itself(check(path, head=head))]


@pytest.mark.parametrize("tamper", [cut, rewritten])
def test_a_head_seen_earlier_shows_what_the_chain_does_not(path: Path, tamper: object) -> None:
    seen_before = stated(head_of(path).hash)
    write(path, "C", "D")
    seen = head_of(path).hash
    assert codes(path, stated(seen)) == codes(path, stated(seen)[:16]) == codes(path, seen_before) == []
    tamper(path)  # type: ignore[operator]
    assert codes(path) == [], "the chain alone holds"
    assert codes(path, stated(seen)) == codes(path, stated(seen)[:16]) == ["check_head"]
    assert codes(path, seen_before) == [], "what was before is still there"


@pytest.mark.parametrize("tamper", [cut, rewritten])
def test_a_check_compares_with_the_heads_of_the_backups_by_itself(path: Path, tamper: object) -> None:
    backup(path, TODAY)
    write(path, "C", "D")
    made = backup(path, TODAY)
    write(path, "E")
    assert codes(path) == [], "backups of earlier states are no problem"
    tamper(path)  # type: ignore[operator]
    (problem,) = check(path)
    assert problem.code == "check_behind_backup"
    assert problem.facts == {"name": made.name, "count": 2, "day": TODAY}


def test_going_back_to_a_backup_on_purpose_is_no_tampering(path: Path) -> None:
    earlier = backup(path, TODAY)
    write(path, "C", "D")
    backup(path, TODAY)
    restore(path, earlier, TODAY, "before restoring")
    assert codes(path) == []
    write(path, "E")
    backup(path, TODAY)
    assert codes(path) == []
    cut(path)
    assert codes(path) == ["check_behind_backup"], "those made since then are compared"


def test_backups_of_another_journal_of_this_name_are_not_compared(path: Path) -> None:
    backup(path, TODAY)
    path.unlink()
    create(path).close()
    assert codes(path) == []


def test_the_time_of_a_change_is_under_the_hash(path: Path) -> None:
    with closing(sqlite3.connect(path)) as file, file:
        triggers = file.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _sql in triggers:
            file.execute(f"DROP TRIGGER {name}")
        assert file.execute("UPDATE change SET at = '2020-01-01T08:00:00' WHERE seq = 2").rowcount == 1
        for _name, sql in triggers:
            file.execute(sql)
    assert codes(path) == ["check_chain"]


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("3f2a 90BC 11d4 7e05", "3f2a90bc11d47e05"), ("A" * 64, "a" * 64), ("3f2a90bc11d47e0", None), ("a" * 65, None),
        ("3f2a90bc11d47e0g", None), ("", None), ("٣" * 16, None),
    ],
)  # fmt: skip
def test_a_head_is_read_as_it_was_printed(typed: str, digits: str | None) -> None:
    assert digits_of(typed) == digits


def test_every_way_out_states_the_head(path: Path, run: Run, tmp_path: Path) -> None:  # noqa: F811 - the fixture
    end = head_of(path)
    line = f"Head of the history, change {end.seq}: {stated(end.hash)}"
    document, copy, page = tmp_path / "own.json", tmp_path / "copy.rebond", tmp_path / "page.pdf"
    assert run("check", path).out.splitlines()[-1] == line
    assert run("backup", path, copy).out.splitlines()[-1] == line
    assert run("export", path, document).out.splitlines()[-1] == line
    assert run("runway", path, "--pdf", page, "--today", TODAY).code == 0
    assert f"Head of the history: {short(end.hash)}" in PdfReader(page).pages[0].extract_text()
    to_screen = run("export", path, "-")
    assert to_screen.out.startswith("{"), "the document alone"
    assert to_screen.err.strip() == line


def test_the_command_says_whether_the_history_holds_a_head(path: Path, run: Run) -> None:  # noqa: F811 - the fixture
    seen = head_of(path)
    write(path, "C")
    told = run("check", path, "--head", short(seen.hash))
    assert told.code == 0
    assert f"The history holds that head: it is change {seen.seq}, of " in told.out
    later = head_of(path)
    cut(path)
    told = run("check", path, "--head", stated(later.hash))
    assert told.code == 1
    assert stated(later.hash) in told.err
    assert "look for a backup that holds it" in told.err
    told = run("check", path, "--head", "xyz")
    assert told.code == 2
    assert "16 to 64 digits" in told.err
