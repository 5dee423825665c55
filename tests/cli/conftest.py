"""The command line run in this process, with its own preferences and no window."""

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rebond import cli
from rebond.actions.example import create_example
from rebond.actions.journals import make_own
from rebond.language import Language
from tests.actions.taking_in import TODAY
from tests.languages import ENGLISH


@dataclasses.dataclass(frozen=True)
class Said:
    """The output and the exit code of a command."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Said]


@pytest.fixture(autouse=True)
def own_preferences(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REBOND_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    # The processes that tests start find the program where the tests found it.
    monkeypatch.setenv("PYTHONPATH", str(Path(cli.__file__).parents[2]))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")


@pytest.fixture
def opened() -> list[tuple[Path | None, str, bool]]:
    """The windows that were asked for."""
    return []


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], opened: list[tuple[Path | None, str, bool]]) -> Run:
    def window(language: Language, path: Path | None, task: str, time_start: bool) -> int:
        opened.append((path, task, time_start))
        return 0

    def run(*arguments: object) -> Said:
        code = cli.run([str(argument) for argument in arguments], window)
        printed = capsys.readouterr()
        return Said(code, printed.out, printed.err)

    return run


@pytest.fixture
def marie() -> Path:
    """The example as of the tests' today, in English, kept as a journal of one's own."""
    path = Path("marie.rebond").absolute()
    with create_example(path, ENGLISH, TODAY) as journal:
        make_own(journal)
    return path
