"""A new journal, and the example kept as one's own."""

from pathlib import Path

import pytest

from rebond.actions.example import create_example
from rebond.actions.history import undo
from rebond.actions.journals import YEAR_END, create, is_example, keep_example
from rebond.actions.records import save
from rebond.domain.missions.kinds import Client
from rebond.domain.money.kinds import ClosureWindow, Settings
from rebond.domain.problems import Refused
from rebond.journal.check import check
from tests.languages import ENGLISH

from .doing import TODAY, rows


def test_a_new_journal_has_the_usual_choices_and_the_closed_weeks_of_the_year_s_end(tmp_path: Path) -> None:
    with create(tmp_path / "mine.rebond", "CHF") as journal:
        assert rows(journal, Settings) == (Settings(id=1, currency="CHF"),)
        assert [(one.first, one.last) for one in rows(journal, ClosureWindow)] == [(YEAR_END.first, YEAR_END.last)]
        assert undo(journal) is None
        assert not is_example(journal)


def test_the_example_kept_is_a_journal_of_ones_own_with_what_was_tried_in_it(tmp_path: Path) -> None:
    with create_example(tmp_path / "example.rebond", ENGLISH, TODAY) as example:
        assert is_example(example)
        save(example, Client(name="Duval"), TODAY)
        with keep_example(example, tmp_path / "mine.rebond", TODAY) as mine:
            assert not is_example(mine)
            assert rows(mine, Client)[-1].name == "Duval"
            assert undo(mine) is None
            assert not is_example(mine)
        assert is_example(example)
    assert check(tmp_path / "mine.rebond") == ()


def test_the_example_never_takes_the_place_of_a_file(tmp_path: Path) -> None:
    mine = tmp_path / "mine.rebond"
    mine.write_text("mine")
    with create_example(tmp_path / "example.rebond", ENGLISH, TODAY) as example, pytest.raises(Refused):
        keep_example(example, mine, TODAY)
    assert mine.read_text() == "mine"
