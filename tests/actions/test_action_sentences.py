"""What was done, and the rows it was done to, are said; no change is written that the history could not name."""

import errno
import os
from datetime import date
from pathlib import Path

import pytest

from rebond.actions import dossier_fields, late_sentences
from rebond.actions.action import SENTENCES, action, said
from rebond.actions.backups import difference
from rebond.actions.exports import not_written
from rebond.actions.field_words import field_name
from rebond.actions.journals import create
from rebond.actions.records import save
from rebond.actions.talks import note_line
from rebond.domain.agreements.kinds import Agreement
from rebond.domain.kinds import Entity
from rebond.domain.late.kinds import InvoiceState, StateKind
from rebond.domain.late.ladder import LateStep, NextStep, WhyStep
from rebond.domain.missions.kinds import Client, Event, Invoice, Mission, Payment
from rebond.domain.talks.kinds import Talk, TalkKind, TalkNote
from rebond.journal.backup_list import Difference, FoundBackup
from rebond.journal.transaction import Transaction
from tests.languages import ENGLISH

TODAY = date(2026, 11, 22)


def test_an_action_that_nothing_names_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rebond.actions.action.SENTENCES", dict(SENTENCES))

    @action("nameless")
    def nameless(transaction: Transaction) -> None:
        save.within(transaction, Client(name="Lune"), TODAY)

    with create(tmp_path / "own.rebond") as journal:
        with pytest.raises(ValueError, match="the action nameless has no sentence"):
            nameless(journal)
        with journal.read() as reader:
            assert reader.all(Client) == ()


def test_a_line_noted_and_changed_is_named(tmp_path: Path) -> None:
    with create(tmp_path / "own.rebond") as journal:
        save(journal, Client(name="Lune"), TODAY)
        save(journal, Talk(client_id=1, type=TalkKind.LIMITS), TODAY)
        told = []
        for row_id, text in ((0, "@me a plan"), (1, "@me a plan, Friday")):
            change = note_line(journal, TalkNote(id=row_id, talk_id=1, text=text), TODAY)
            assert change is not None
            told.append(said(ENGLISH, change.action, change.facts))
    assert told == ["Line noted: @me a plan", "Line changed: @me a plan, Friday"]


@pytest.mark.parametrize(
    ("kind", "until", "expected"),
    [
        (StateKind.PROMISED, TODAY, "promised for 22 November 2026"),
        (StateKind.PAUSED, TODAY, "paused until 22 November 2026"),
        (StateKind.PAUSED, None, "paused"),
        (StateKind.DISPUTED, TODAY, "disputed"),
    ],
)
def test_a_state_is_said_with_the_day_that_it_has(kind: StateKind, until: date | None, expected: str) -> None:
    held = InvoiceState(invoice_id=1, type=kind, starts=date(2026, 11, 1), until=until)
    assert late_sentences.state(ENGLISH, held).casefold() == expected.casefold()


@pytest.mark.parametrize(
    ("step", "day", "expected"),
    [
        (LateStep.SECOND, TODAY, "Second reminder from 22 November 2026"),
        (LateStep.SECOND, None, ""),
        (None, TODAY, ""),
    ],
)
def test_a_step_is_said_only_with_its_day(step: LateStep | None, day: date | None, expected: str) -> None:
    assert late_sentences.step_from(ENGLISH, NextStep(step, day, WhyStep.DONE)).casefold() == expected.casefold()


@pytest.mark.parametrize(
    ("cls", "name", "expected"),
    [
        (Invoice, "amount", "Amount before VAT"), (Invoice, "mission_id", "Mission"),
        (Payment, "invoice_id", "Invoice"),
        (Mission, "due_day_fixed", Mission.declared.field("due_day_fixed").description.rstrip(".")),
    ],
)  # fmt: skip
def test_a_field_has_its_own_name_else_that_of_what_it_refers_to_else_its_description(
    cls: type[Entity], name: str, expected: str
) -> None:
    assert field_name(ENGLISH, cls.declared.field(name)) == expected


@pytest.mark.parametrize(("error", "code"), [(errno.ENOSPC, "disk_full_here"), (errno.EIO, "cannot_write_file")])
def test_a_copy_that_cannot_be_written_is_said_not_to_be_the_journal(error: int, code: str) -> None:
    assert not_written(OSError(error, os.strerror(error)), Path("out.json")).code == code


@pytest.mark.parametrize(
    ("since", "beyond", "expected"),
    [
        (2, 1, "2 changes since; 1 change that the journal has not"),
        (2, 0, "2 changes since"),
        (0, 0, "none: as the journal is now"),
    ],
)
def test_what_a_backup_and_its_journal_hold_beyond_each_other_is_said(since: int, beyond: int, expected: str) -> None:
    differs = Difference(common=5, since=since, beyond=beyond, erased=False)
    assert difference(ENGLISH, FoundBackup(Path("b"), 1, TODAY, 1, None, differs)) == expected


@pytest.mark.parametrize(
    ("cls", "name", "value", "usual"),
    [
        (Mission, "notice", 0, True), (Mission, "notice", 1, False), (Agreement, "budget", 0, False),
        (Mission, "note", "", True), (Mission, "late_rate", None, True), (Invoice, "cancelled", False, True),
        (Invoice, "cancelled", True, False), (Event, "in_scope", False, False), (Event, "in_scope", None, True),
    ],
)  # fmt: skip
def test_a_dossier_leaves_out_what_says_nothing(cls: type[Entity], name: str, value: object, usual: bool) -> None:
    assert dossier_fields._is_usual(cls.declared.field(name), value) is usual
