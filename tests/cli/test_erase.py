"""`rebond erase`: shown first, done only on demand, told what is left."""

from pathlib import Path

import pytest

from rebond.domain.prospecting.kinds import Contact
from rebond.journal.backup import backup
from rebond.journal.backup_folder import copies
from rebond.journal.check import check
from rebond.journal.journal import Journal
from rebond.journal.queries.by_name import named
from tests.actions.taking_in import TODAY
from tests.examples import write_example
from tests.languages import ENGLISH

from .conftest import Run


@pytest.fixture
def marie(tmp_path: Path) -> Path:
    path = tmp_path / "marie.rebond"
    write_example(path, ENGLISH, TODAY)
    return path


def test_a_person_is_erased_and_the_file_holds_nothing_of_them(marie: Path, run: Run) -> None:
    assert b"Marchal" in marie.read_bytes()
    said = run("erase", str(marie), "sophie MARCHAL", "--yes")
    assert (said.code, said.err) == (0, "")
    assert "Contact Sophie Marchal" in said.out
    assert "Erased." in said.out
    assert b"Marchal" not in marie.read_bytes()
    assert check(marie) == ()
    assert run("check", str(marie)).code == 0
    again = run("undo", str(marie))
    assert again.code == 1
    assert "erased for good" in again.err


def test_nothing_is_erased_without_a_yes(marie: Path, run: Run) -> None:
    before = marie.read_bytes()
    said = run("erase", str(marie), "Atlas")
    assert said.code == 1
    assert "--yes" in said.err
    assert "24 invoices" in said.out or "invoices" in said.out
    assert marie.read_bytes() == before


def test_nobody_of_that_name_is_told(marie: Path, run: Run) -> None:
    said = run("erase", str(marie), "Nobody <b>", "--yes")
    assert (said.code, "Nobody <b>" in said.err) == (1, True)


def test_of_several_with_one_name_the_one_meant_is_said(marie: Path, run: Run) -> None:
    assert run("contact", str(marie), "Duval", "--by", "phone").code == 0
    said = run("erase", str(marie), "duval", "--yes")
    assert said.code == 2
    assert "--which" in said.err
    assert "1. Client Duval, 2. Contact Duval" in said.err
    assert run("erase", str(marie), "duval", "--which", "3", "--yes").code == 2
    assert run("erase", str(marie), "duval", "--which", "2", "--yes").code == 0
    assert run("runway", str(marie), "--leaves", "Duval").code == 0
    with Journal.open(marie) as journal, journal.read() as reader:
        assert named(reader, Contact, "Duval") == ()


def test_a_deleted_one_is_marked_among_several(marie: Path, run: Run) -> None:
    assert run("contact", str(marie), "Duval", "--by", "phone").code == 0
    assert run("undo", str(marie)).code == 0
    assert "1. Client Duval, 2. Contact Duval (deleted)" in run("erase", str(marie), "duval").err
    assert run("erase", str(marie), "duval", "--which", "2", "--yes").code == 0
    assert run("erase", str(marie), "duval").code == 1
    assert check(marie) == ()


def test_the_backups_that_hold_it_are_listed_and_deleted_on_demand(marie: Path, run: Run) -> None:
    old = backup(marie, TODAY)
    assert str(old) in run("erase", str(marie), "Sophie Marchal").out
    assert run("erase", str(marie), "Sophie Marchal", "--yes", "--delete-backups").code == 0
    kept = [copy.path for copy in copies(marie)]
    assert old not in kept
    assert len(kept) == 1
    assert b"Marchal" not in kept[0].read_bytes()


def test_it_speaks_french(marie: Path, run: Run) -> None:
    said = run("erase", str(marie), "Sophie Marchal", "--yes", "--lang", "fr")
    assert "Effac" in said.out
