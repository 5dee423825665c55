"""Tries the tests: makes small faults in the program, one at a time, and lists those that no test notices.

    .venv/bin/python packaging/mutations.py [--number N] [--seed TEXT] [PATH ...]

`PATH` is a file or folder of `src/rebond`; without it: domain, journal and actions, each with a sample of its own. The
same seed makes the same faults, also after the code around them changed. A fault exists only in the memory of a process
of its own, forked for it; no file is written. It meets the tests that run its statement, the quickest first, up to the
first that fails or hangs. A survivor is printed as `file:line: before → after`. Runs where Python can fork.

The well-known tools do not fit: mutmut 3 leaves out decorated functions and what stands outside functions, so every
action and every declared kind; cosmic-ray changes files in place, and starts all tests anew for each fault.
"""

import argparse
import ast
import builtins
import functools
import gc
import hashlib
import importlib.util
import os
import pickle
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType
from typing import NamedTuple

import pytest

import mutants
from mutants import Mutant

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "rebond"
FOLDERS = ("domain", "journal", "actions")
#: The tests that judge, none of which needs Qt.
TESTS = (
    *(f"tests/{folder}" for folder in ("domain", "journal", "actions", "exchange", "letters", "dossier", "cli")),
    *sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "tests" / "faults").glob("test_*.py")),
    "tests/packaging/test_problems_are_known.py",
)
#: Imported once, before the processes are forked.
SLOW_TO_IMPORT = ("alembic.command", "babel.dates", "charset_normalizer", "hypothesis", "jsonschema", "sqlalchemy")
#: Seconds that a mutant's tests may take beyond thrice their usual time, and that they may take in all, usually.
PATIENCE, ENOUGH = 15.0, 25.0

#: The exit code of a process in which not the tests failed, but what runs them.
BROKEN = 70


class Loader(SourceFileLoader):
    """Loads a module from a changed tree, which is compiled in memory."""

    def __init__(self, name: str, path: str, change: Callable[[ast.Module], ast.Module]) -> None:
        super().__init__(name, path)
        self._change = change

    def get_code(self, fullname: str) -> CodeType:
        tree = ast.parse(Path(self.path).read_text(encoding="utf-8"))
        return compile(ast.fix_missing_locations(self._change(tree)), self.path, "exec", dont_inherit=True)


class Changed(MetaPathFinder):
    """Finds the modules of these files, each to be loaded with the change that is made for it."""

    def __init__(self, changes: Mapping[Path, Callable[[ast.Module], ast.Module]]) -> None:
        self._changes = {module_name(path): (path, change) for path, change in changes.items()}

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname not in self._changes:
            return None
        file, change = self._changes[fullname]
        loader = Loader(fullname, str(file), change)
        return importlib.util.spec_from_file_location(fullname, file, loader=loader)


def module_name(path: Path) -> str:
    """`src/rebond/journal/__init__.py` → `rebond.journal`."""
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


class Runs(NamedTuple):
    """The statements that each test runs, as `path:line`, the seconds it takes, and the statements run at import."""

    statements: dict[str, frozenset[str]]
    seconds: dict[str, float]
    before: frozenset[str]

    def that_run(self, mutant: Mutant) -> list[str]:
        """The tests that run a mutant's statement, the quickest first, as many as there is time for.

        What runs once for all, when a module is imported, may matter to any test; those that run its file come first.
        """
        sought, file = f"{mutant.path}:{mutant.statement}", f"{mutant.path}:"
        once = not mutant.in_function or sought in self.before

        def turn(test: str) -> tuple[bool, float, str]:
            runs_file = once and any(one.startswith(file) for one in self.statements[test])
            return once and not runs_file, self.seconds[test], test

        tests = sorted((test for test, run in self.statements.items() if once or sought in run), key=turn)
        left = ENOUGH
        affordable: list[str] = []
        for test in tests:
            if self.seconds[test] <= left or not affordable:
                left -= self.seconds[test]
                affordable.append(test)
        return affordable


class Recorder:
    """A plugin of pytest that records what each test runs."""

    def __init__(self, statements: set[str]) -> None:
        self._statements = statements
        self.statements: dict[str, frozenset[str]] = {}
        self.seconds: dict[str, float] = {}
        self.before: frozenset[str] = frozenset()

    def pytest_runtestloop(self) -> None:
        self.before = frozenset(self._statements)
        cached = type(functools.lru_cache(lambda: None))
        found = [one for one in gc.get_objects() if isinstance(one, cached)]
        self._caches = [one for one in found if one.__module__.startswith(f"{SOURCE.name}.")]

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self._statements.clear()
        for cache in self._caches:  # else only the first test would run what is cached
            cache.cache_clear()
        begun = time.perf_counter()
        try:
            return (yield)
        finally:
            self.seconds[item.nodeid] = time.perf_counter() - begun
            self.statements[item.nodeid] = frozenset(self._statements)


class Chosen:
    """A plugin of pytest that runs only these tests, in this order."""

    def __init__(self, tests: list[str]) -> None:
        self._tests = tests

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        found = {item.nodeid: item for item in items}
        items[:] = [found[test] for test in self._tests if test in found]


def run_tests(paths: Sequence[str], plugin: object) -> int:
    """Run tests up to the first that fails, without Hypothesis's search for a smaller case; return the exit code."""
    from hypothesis import Phase, settings

    settings.register_profile("mutants", phases=(Phase.explicit, Phase.generate), derandomize=True, database=None)
    settings.load_profile("mutants")
    options = [
        "-c",
        "pyproject.toml",
        "-x",
        "-q",
        "-p",
        "no:pytest-qt",
        "-p",
        "no:xdist",
        "-p",
        "no:cacheprovider",
        "--tb=no",
    ]
    options += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]  # of plugins that are imported already
    return int(pytest.main([*options, *paths], plugins=[plugin]))


def recorded(files: list[Path], tests: Sequence[str]) -> Runs:
    """Run all tests once in a process of its own, and return what each runs of these files."""
    with tempfile.TemporaryFile() as result:

        def record() -> int:
            statements: set[str] = set()
            vars(builtins)[mutants.RUN] = statements.add
            sys.meta_path.insert(0, Changed({path: mutants.marking(relative(path)) for path in files}))
            recorder = Recorder(statements)
            code = run_tests(tests, recorder)
            pickle.dump((recorder.statements, recorder.seconds, recorder.before), result)
            result.flush()
            return code

        _pid, status = os.waitpid(forked(record), 0)
        if status:
            sys.exit("The tests fail without any fault. Run them, and mend what they find.")
        result.seek(0)
        return Runs(*pickle.load(result))  # noqa: S301 - written by the process above


def forked(work: Callable[[], int], limit: float = 0.0) -> int:
    """Do the work in a process of its own, silently; return its number. After `limit` seconds, if any, it is ended."""
    sys.stdout.flush()
    pid = os.fork()
    if pid:
        return pid
    told = os.fdopen(os.dup(2), "w")
    try:
        signal.setitimer(signal.ITIMER_REAL, limit)
        silence = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(silence, stream)
        os._exit(work())
    except BaseException:  # noqa: BLE001 - nothing of the process that was copied may go on
        traceback.print_exc(file=told)
        told.flush()
    os._exit(BROKEN)


def relative(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def trial(mutant: Mutant, runs: Runs) -> int | None:
    """Begin to run a mutant's tests in a process of its own, and return its number; None if no test runs it."""
    tests = runs.that_run(mutant)
    if not tests:
        return None

    def judge() -> int:
        sys.meta_path.insert(0, Changed({SOURCE / mutant.path: mutant.made}))
        return run_tests(sorted({test.partition("::")[0] for test in tests}), Chosen(tests))

    return forked(judge, PATIENCE + 3 * sum(runs.seconds[test] for test in tests))


def survivors(chosen: list[Mutant], runs: Runs, processes: int) -> list[Mutant]:
    """Those that no test notices; a test that hangs has noticed."""
    alive: list[Mutant] = []
    running: dict[int, Mutant] = {}
    waiting = list(reversed(chosen))
    while waiting or running:
        while waiting and len(running) < processes:
            mutant = waiting.pop()
            pid = trial(mutant, runs)
            if pid is None:
                alive.append(mutant)
            else:
                running[pid] = mutant
        if running:
            pid, status = os.wait()
            mutant = running.pop(pid)
            print(f"  {len(waiting)} to go, {len(alive)} not noticed", end="\r", file=sys.stderr, flush=True)
            if os.waitstatus_to_exitcode(status) == BROKEN:
                sys.exit(f"This could not be tried: {mutant}")
            if status == 0:
                alive.append(mutant)
    return sorted(alive, key=lambda mutant: (mutant.path, mutant.line))


def modules(folder: Path) -> list[Path]:
    """The modules of a folder, without those that Alembic loads by itself."""
    return sorted(path for path in folder.rglob("*.py") if "migrations" not in path.parts)


def sample(files: list[Path], number: int, seed: str) -> list[Mutant]:
    """`number` of the faults that can be made in the files; which ones depends on the seed and on their own text."""

    def place(mutant: Mutant) -> bytes:
        return hashlib.sha256(f"{seed} {mutant.identity}".encode()).digest()

    return sorted((mutant for path in files for mutant in mutants.of(relative(path), path)), key=place)[:number]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", default=FOLDERS, help="file or folder of src/rebond")
    parser.add_argument("--number", type=int, default=150, help="of faults for each path")
    parser.add_argument("--seed", default="rebond")
    parser.add_argument("--tests", nargs="+", default=TESTS, help="files or folders of tests that judge")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    asked = parser.parse_args()
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT / "src"))
    for name in SLOW_TO_IMPORT:
        importlib.import_module(name)
    places = {one: SOURCE / one for one in asked.paths}
    files = {one: modules(place) if place.is_dir() else [place] for one, place in places.items()}
    runs = recorded(sorted({file for group in files.values() for file in group}), asked.tests)
    for one, group in files.items():
        chosen = sample(group, asked.number, asked.seed)
        alive = survivors(chosen, runs, asked.processes)
        killed = len(chosen) - len(alive)
        print(f"\n{one}: {killed} of {len(chosen)} faults noticed, {100 * killed // max(1, len(chosen))} %")
        for mutant in alive:
            print(f"  {mutant}" + ("" if runs.that_run(mutant) else "  (no test runs it)"))


if __name__ == "__main__":
    main()
