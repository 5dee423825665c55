"""The faults that are made to try the tests: which ones, where, and that what notices them is found."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import mutants
from mutations import Runs

SOURCE = '''\
from functools import lru_cache

LIMIT: int = 3


@lru_cache(maxsize=9)
def worth(rows, today, *, least=0):
    """A docstring stays 1."""
    if rows and not today:
        raise ValueError(rows)
    return sum(row.amount - 1 for row in rows if row.day < today)
'''
FAULTS = [
    "3: 3 → 4", "3: 3 → 2",
    "7: 0 → 1", "7: 0 → -1",
    "9: rows and (not today) → rows or not today", "9: not today → today",
    "10: raise ValueError(rows) → pass",
    "11: return sum((row.amount - 1 for row in rows if row.day < today)) → return None",
    "11: row.amount - 1 → row.amount + 1", "11: 1 → 2", "11: 1 → 0",
    "11: row.day < today → row.day <= today", "11: row.day < today → row.day >= today",
]  # fmt: skip


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "some.py"
    path.write_text(SOURCE)
    return path


def test_each_fault_is_told_with_its_place_and_what_it_changes(source: Path) -> None:
    found = [str(mutant).removeprefix("src/rebond/some.py:") for mutant in mutants.of("some.py", source)]
    assert sorted(found) == sorted(FAULTS)


def test_a_mutant_has_its_one_fault_and_differs_from_all_others(source: Path) -> None:
    whole = ast.unparse(ast.parse(SOURCE))
    made = [ast.unparse(mutant.made(ast.parse(SOURCE))) for mutant in mutants.of("some.py", source)]
    assert len({whole, *made}) == 1 + len(FAULTS)
    for text in made:
        differing = [pair for pair in zip(whole.splitlines(), text.splitlines(), strict=True) if pair[0] != pair[1]]
        assert len(differing) == 1


def test_a_fault_stays_the_same_when_the_code_around_it_changes(source: Path) -> None:
    before = {mutant.identity for mutant in mutants.of("some.py", source)}
    source.write_text(f"import math\n\nOTHER = math.tau\n{SOURCE}")
    assert {mutant.identity for mutant in mutants.of("some.py", source)} == before


def test_a_marked_function_says_which_of_its_statements_run() -> None:
    tree = mutants.marking("some.py")(ast.parse(SOURCE))
    run: set[str] = set()
    names = {mutants.RUN: run.add}
    exec(compile(ast.fix_missing_locations(tree), "some.py", "exec"), names)  # noqa: S102 - the source above
    names["worth"]((), None)  # type: ignore[operator]
    assert run == {"some.py:8", "some.py:9", "some.py:11"}


def test_the_tests_that_run_a_statement_judge_it_the_quickest_first(source: Path) -> None:
    ran = {
        "slow": {"some.py:9"},
        "quick": {"some.py:9", "some.py:11"},
        "other": {"else.py:1"},
        "endless": {"some.py:9"},
    }
    seconds = {"slow": 2.0, "quick": 1.0, "other": 0.1, "endless": 1000.0}
    runs = Runs({test: frozenset(statements) for test, statements in ran.items()}, seconds, frozenset())
    by_line = {mutant.line: mutant for mutant in mutants.of("some.py", source)}
    assert runs.that_run(by_line[9]) == ["quick", "slow"]
    assert runs.that_run(by_line[10]) == []
    assert runs.that_run(by_line[11]) == ["quick"]
    # What runs once for all may matter to any test, and first of all to those that run something of the file.
    assert runs.that_run(by_line[3]) == ["quick", "slow", "other"]
    assert runs._replace(before=frozenset({"some.py:10"})).that_run(by_line[10]) == ["quick", "slow", "other"]


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot copy a running process")
def test_it_is_run_on_a_file_and_names_what_its_tests_do_not_notice(tmp_path: Path) -> None:
    test = tmp_path / "test_nothing.py"
    test.write_text("from rebond.domain.cents import divide\n\ndef test_it():\n    assert divide(1, 1)\n")
    root = Path(__file__).parents[2]
    command = [sys.executable, "packaging/mutations.py", "domain/cents.py", "--number", "2", "--tests"]
    scores = []
    for tests in ("tests/domain/test_cents.py", str(test)):
        told = subprocess.run([*command, tests], cwd=root, capture_output=True, text=True, check=True).stdout
        scores.append(int(told.partition(" of 2 ")[0].rpartition(" ")[2]))
        assert told.count("src/rebond/domain/cents.py:") == 2 - scores[-1]
    assert scores[0] > scores[1]
