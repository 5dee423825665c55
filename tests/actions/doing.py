"""Checks of every action: it makes one change, undo and redo take it as one, a refused one writes nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

import pytest

from rebond.actions.action import said
from rebond.domain.kinds import Entity
from rebond.domain.problems import Refused
from rebond.domain.registry import KINDS
from rebond.journal.check import check
from rebond.journal.history import Change, head
from rebond.journal.journal import Journal
from rebond.journal.undo import redo, undo
from tests.languages import ENGLISH

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
TODAY = NOW.date()
E = TypeVar("E", bound=Entity)


def new_journal(folder: Path) -> Journal:
    return Journal.create(folder / "journal.rebond", clock=lambda: NOW)


def contents(journal: Journal) -> dict[str, tuple[Entity, ...]]:
    """Every row of the journal, by kind."""
    with journal.read() as reader:
        return {entity.kind: reader.all(entity) for entity in KINDS}


def rows(journal: Journal, cls: type[E]) -> tuple[E, ...]:
    with journal.read() as reader:
        return reader.all(cls)


def write(journal: Journal, *entities: Entity) -> list[int]:
    """Insert the rows that a test's action starts from; returns their ids."""
    with journal.transaction("set_up") as transaction:
        return [transaction.insert(entity) for entity in entities]


def done(journal: Journal, action: Callable[..., Change | None], *args: Any, **options: Any) -> Change:
    """Run an action; assert that it makes one change with a sentence, and that undo and redo reverse and repeat it."""
    before = contents(journal)
    change = action(journal, *args, **options)
    assert change is not None
    after = contents(journal)
    assert after != before
    assert said(ENGLISH, change.action, change.facts)
    undone = undo(journal)
    assert undone is not None
    assert said(ENGLISH, undone.action, undone.facts)
    assert contents(journal) == before
    assert redo(journal)
    assert contents(journal) == after
    assert check(journal.path) == ()
    return change


@contextmanager
def refused(journal: Journal, *problems: tuple[str, str]) -> Iterator[None]:
    """The block is refused with these codes at these fields, and nothing is written."""
    before = contents(journal)
    with journal.read() as reader:
        end = head(reader)
    with pytest.raises(Refused) as caught:
        yield
    assert [(problem.code, problem.field) for problem in caught.value.problems] == list(problems)
    assert contents(journal) == before
    with journal.read() as reader:
        assert head(reader) == end


def day(number: int, month: int = 11, year: int = 2026) -> date:
    return date(year, month, number)
