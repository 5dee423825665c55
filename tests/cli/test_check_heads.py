"""`rebond check` says up to where messages confirm the history, and what nothing confirms."""

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from rebond.actions.head_sentences import confirmation_said
from rebond.actions.journals import create
from rebond.actions.letter_writing import mark_as_sent
from rebond.actions.records import save
from rebond.domain.letters.kinds import Letter
from rebond.domain.missions.kinds import Client
from rebond.domain.proof.confirmation import Confirmation, SeenHead
from rebond.domain.proof.kinds import HeadReceipt
from rebond.journal.heads import short_head
from rebond.journal.journal import Journal
from rebond.journal.queries.confirmed import confirmation
from tests.languages import ENGLISH, FRENCH

from .conftest import Run

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "own.rebond"
    with create(path) as journal:
        save(journal, Client(name="Atlas"), TODAY)
    return path


def send(path: Path, subject: str) -> str:
    """Send a letter that states the head; returns its digits."""
    with Journal.open(path) as journal:
        with journal.read() as reader:
            head = short_head(reader)
        letter = Letter(client_id=1, subject=subject, text=f"Hello.\n\n22/11/2026: {head}", sent=TODAY)
        mark_as_sent(journal, letter, NOW)
    return head.replace(" ", "")


def write(path: Path, name: str) -> None:
    with Journal.open(path) as journal:
        save(journal, Client(name=name), TODAY)


def test_without_a_message_the_journal_itself_alone_confirms(run: Run, path: Path) -> None:
    said = run("check", path)
    assert said.code == 0
    assert "it rests on the journal itself alone" in said.out
    assert "its end was cut off, or that all of it was written anew" in said.out


def test_messages_noted_as_sent_can_confirm_once_somebody_shows_them(run: Run, path: Path) -> None:
    send(path, "First")
    write(path, "B")
    send(path, "Second")
    write(path, "C")
    said = run("check", path)
    assert said.code == 0
    with Journal.open(path) as journal, journal.read() as reader:
        found = confirmation(reader)
        assert found.latest
        last = found.last
    assert "2 messages noted as sent" in said.out
    assert f"all up to change {last - 2}, of " in said.out, "before the second was noted, and C"
    assert "The 2 changes made since then rest on the journal itself alone." in said.out
    assert "None has come back yet" in said.out
    assert "all of it was written anew" in said.out, "to note a letter as sent costs nothing"
    confirmed = run("check", path, "--json").json["confirmed"]
    assert confirmed["messages"] == 2
    assert (confirmed["stated_change"], confirmed["confirmed_change"]) == (last - 2, 0)
    assert confirmed["unconfirmed_changes"] == last
    assert confirmed["lost_heads"] == []


def test_a_head_that_came_back_is_no_second_message(run: Run, path: Path) -> None:
    head = send(path, "First")
    with Journal.open(path) as journal:
        save(journal, HeadReceipt(head=head, sent=TODAY, note="their answer"), TODAY)
    said = run("check", path)
    assert "1 message noted as sent" in said.out
    assert "It came back and was compared: all up to change " in said.out
    assert "changes after change " in said.out
    confirmed = run("check", path, "--json").json["confirmed"]
    assert confirmed["confirmed_change"] == confirmed["stated_change"] > 0


def test_a_cut_tail_is_told_by_a_head_that_came_back(run: Run, path: Path) -> None:
    before = path.with_name("before.rebond")
    shutil.copyfile(path, before)
    write(path, "B")
    head = send(path, "First")
    shutil.copyfile(before, path)
    assert run("check", path).code == 0, "the chain alone holds, and the letter went with the tail"
    with Journal.open(path) as journal:
        save(journal, HeadReceipt(head=head, sent=TODAY, note="their mail"), TODAY)
    said = run("check", path)
    assert said.code == 1
    assert f"states the head {head}" in said.err
    assert "“their mail”" in said.err
    assert "cut off or written anew" in said.err
    found = run("check", path, "--json")
    assert found.code == 1
    assert found.json["confirmed"]["lost_heads"] == [{"head": head, "day": "2026-11-22"}]


def test_a_letter_of_another_journal_is_no_sign_of_a_rewritten_history(run: Run, path: Path, tmp_path: Path) -> None:
    send(path, "First")
    out = tmp_path / "out.json"
    assert run("export", path, out).code == 0
    other = tmp_path / "other.rebond"
    create(other).close()
    assert run("import", other, out, "--yes").code == 0
    said = run("check", other)
    assert said.code == 0, said.err
    assert "No message noted as sent" in said.out


def test_the_json_of_a_broken_journal_names_its_problems(run: Run, path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f'DROP TRIGGER "{trigger}"')
        connection.execute("UPDATE change SET action = 'other' WHERE seq = 1")
    found = run("check", path, "--json")
    assert found.code == 1
    assert not found.json["whole"]
    assert found.json["problems"][0]["text"]


def test_one_change_since_the_last_head_is_told_without_its_number() -> None:
    seen = SeenHead("0" * 16, date(2026, 11, 1), change=2, at=datetime(2026, 11, 1, 9, tzinfo=UTC))
    english, french = (
        "\n".join(confirmation_said(language, Confirmation((seen,), 3))) for language in (ENGLISH, FRENCH)
    )
    assert "The change made since then rests on the journal itself alone." in english
    assert "La modification faite depuis ne repose que sur le journal lui-même." in french
    assert "Les 2 modifications faites" in "\n".join(confirmation_said(FRENCH, Confirmation((seen,), 4)))
