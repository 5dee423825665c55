"""Files that arrive mangled: a sentence for each, nothing half taken in, and never a fault of ours.

`REBOND_FAULTS=long` tries 2,000 of them.
"""

import datetime as dt
import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rebond.actions.imports import carry_out, preview
from rebond.actions.journals import create
from rebond.actions.mails import draft_of_mail, note_mail
from rebond.actions.records import save
from rebond.domain.attachments.kept_files import IncomingFile
from rebond.domain.missions.kinds import Client, Mission
from rebond.domain.problems import Problem, Refused
from rebond.domain.registry import KINDS
from rebond.domain.rules import problems
from rebond.exchange.document.load import read_document
from rebond.journal.check import check
from rebond.journal.journal import Journal
from rebond.sentences import sentence
from tests.examples import write_example
from tests.journal.conftest import TODAY
from tests.languages import ENGLISH, FRENCH

from .hostile import LONG
from .mangling import MAIL, mangled, whole_files

_FILES, _MAILS = (2_000, 1_000) if LONG else (120, 80)
_NUMBERS = (
    "9" * 32, "1e32", "-1e32", "1e21", "1e-32", "0.5", "9" * 5_000, f"1e{'9' * 5_000}", f"0.{'1' * 5_000}", "9" * 19,
    "-0", "NaN", "true",
)  # fmt: skip


def require_sentences(found: Any) -> None:
    for problem in found:
        assert isinstance(problem, Problem)
        for language in (ENGLISH, FRENCH):
            assert sentence(language, problem)


@pytest.fixture
def journal(tmp_path: Path) -> Any:
    with create(tmp_path / "marie.rebond") as journal:
        yield journal


def rows(journal: Journal) -> dict[str, int]:
    with journal.read() as reader:
        return {cls.kind: reader.count(cls) for cls in KINDS}


@pytest.mark.parametrize("seed", range(10))
def test_a_mangled_file_is_told_of(journal: Journal, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - what it chooses is to be the same each time
    files = whole_files()
    path = tmp_path / "in.dat"
    for number in range(_FILES // 10):
        path.write_bytes(mangled(files[number % len(files)], chance))
        before = rows(journal)
        seen = preview(journal, [path], TODAY)
        require_sentences([*seen.problems, *(note for source in seen.sources for note in source.notes)])
        try:
            carry_out(journal, seen, TODAY)
        except Refused as refused:
            require_sentences(refused.problems)
            assert rows(journal) == before
    assert not check(journal.path)


@pytest.mark.parametrize("seed", range(4))
def test_a_mangled_mail_is_told_of(journal: Journal, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    save(journal, Client(name="Atlas"), TODAY)
    save(journal, Mission(client_id=1, name="Social", starts=TODAY, amount=240_000), TODAY)
    for number in range(_MAILS // 4):
        file = IncomingFile(f"{number}.eml", mangled(MAIL, chance))
        try:
            with journal.read() as reader:
                (mission,) = reader.all(Mission)
                draft = draft_of_mail(reader, mission, file, ENGLISH, TODAY)
            require_sentences(draft.notes)
            note_mail(journal, draft.event, (), dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC))
        except Refused as refused:
            require_sentences(refused.problems)


def _records() -> dict[str, list[dict[str, Any]]]:
    """Return a document with every field of every top-level kind."""
    return {
        cls.declared.section: [{field.name: "VALUE" for field in cls.declared.fields}]
        for cls in KINDS
        if not cls.declared.inside
    }


@pytest.mark.parametrize("number", _NUMBERS, ids=lambda number: number[:12])
def test_no_number_in_a_document_is_too_much(number: str) -> None:
    """Whatever stands in a field, even in one of text, is a problem of its line."""
    written = json.dumps(_records(), indent=1).replace('"VALUE"', number)
    found = read_document(written.encode())
    assert found.problems
    require_sentences(found.problems)


def test_a_number_beyond_the_file_s_is_refused_before_it_is_written(tmp_path: Path) -> None:
    """SQLite's integers have 64 bits; a row with a larger one would be a fault of ours."""
    tried = 0
    with Journal.open(write_example(tmp_path / "marie.rebond", ENGLISH, TODAY)) as journal, journal.read() as reader:
        for cls in KINDS:
            for row in reader.all(cls)[:1]:
                for field in cls.declared.fields:
                    if field.type is int and not field.ref:
                        tried += 1
                        found = problems(replace(row, **{field.name: 10**30}), TODAY)
                        assert found, f"{cls.kind}.{field.name}"
                        require_sentences(found)
    assert tried > 20
