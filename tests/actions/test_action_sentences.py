"""No change is written that the history could not name."""

from datetime import date
from pathlib import Path

import pytest

from rebond.actions.action import SENTENCES, action, said
from rebond.actions.journals import create
from rebond.actions.records import save
from rebond.actions.talks import note_line
from rebond.domain.missions.kinds import Client
from rebond.domain.talks.kinds import Talk, TalkKind, TalkNote
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
