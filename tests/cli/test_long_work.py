"""Long work in a terminal: its progress, and Ctrl+C, which leaves nothing half done."""

import contextlib
import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from rebond.cli import progress_line
from rebond.cli.progress_line import shown
from rebond.domain.missions.kinds import Client, Event, Mission
from rebond.journal.check import check
from rebond.journal.journal import Journal
from rebond.progress import Progress
from tests.languages import ENGLISH, FRENCH

from .conftest import Run

pytestmark = pytest.mark.skipif(os.name != "posix", reason="only there can a test press Ctrl+C")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def terminal_of(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Make standard error a terminal, in which no work is too short to be shown; pytest would undo it in a fixture."""
    made = Terminal()
    monkeypatch.setattr(sys, "stderr", made)
    monkeypatch.setattr(progress_line, "_LONG", 0)
    monkeypatch.setattr(progress_line, "_EVERY", 0)
    return made


def test_the_line_is_written_anew_and_is_gone_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = terminal_of(monkeypatch)
    with shown(FRENCH, "Export…") as heard:
        heard(1, 4)
        heard(4, 4)
    french_percent = "\N{NO-BREAK SPACE}%"
    assert terminal.getvalue().split("\r") == [
        "", f"Export… 25{french_percent}", f"Export… 100{french_percent}", " " * 13, "",
    ]  # fmt: skip


def test_short_work_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = terminal_of(monkeypatch)
    monkeypatch.setattr(progress_line, "_LONG", 60)
    with shown(ENGLISH, "Export…") as heard:
        heard(1, 4)
    assert terminal.getvalue() == ""


def test_a_file_of_errors_gets_no_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress_line, "_LONG", 0)
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with shown(ENGLISH, "Export…") as heard:
        heard(1, 4)
    assert sys.stderr.getvalue() == ""
    monkeypatch.setattr(sys, "stderr", None)
    with shown(ENGLISH, "Export…") as heard:
        heard(1, 4)


@pytest.mark.parametrize("command", ["check", "backup", "export"])
def test_a_command_shows_its_progress(run: Run, marie: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    terminal = terminal_of(monkeypatch)
    assert run(command, marie, *(["out.json"] if command == "export" else [])).code == 0
    shares = [line.rstrip("% ").rpartition(" ")[2] for line in terminal.getvalue().split("\r")]
    told = [int(share) for share in shares if share.isdigit()]
    assert told == sorted(told)
    assert told[0] < 15
    assert told[-1] > 60
    assert terminal.getvalue().endswith("\r")


def test_ctrl_c_is_heard_where_the_work_asks_and_is_as_before_after_it() -> None:
    reached = []
    before = signal.getsignal(signal.SIGINT)

    def work(heard: Progress) -> None:
        signal.raise_signal(signal.SIGINT)
        reached.append("here")
        heard(1, 4)
        reached.append("never here")

    with pytest.raises(KeyboardInterrupt), shown(ENGLISH, "Export…") as heard:
        work(heard)
    assert reached == ["here"]
    assert signal.getsignal(signal.SIGINT) is before


def test_work_that_only_reads_is_cancelled_after_its_last_step_too() -> None:
    with pytest.raises(KeyboardInterrupt), shown(ENGLISH, "Check…", only_reads=True):
        signal.raise_signal(signal.SIGINT)
    with shown(ENGLISH, "Export…"):
        signal.raise_signal(signal.SIGINT)  # the file is there: that is said


def test_a_second_ctrl_c_ends_work_that_does_not_ask() -> None:
    reached = []
    with contextlib.suppress(KeyboardInterrupt), shown(ENGLISH, "Export…"):
        signal.raise_signal(signal.SIGINT)
        reached.append("here")
        signal.raise_signal(signal.SIGINT)
        reached.append("never here")
    assert reached == ["here"]


# As processes, at several moments


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A journal on which every command takes longer than a moment."""
    path = tmp_path_factory.mktemp("large") / "large.rebond"
    with Journal.create(path) as journal, journal.transaction("import") as transaction:
        client = transaction.insert(Client(name="Atlas"))
        mission = transaction.insert(Mission(client_id=client, name="Site", starts=date(2020, 1, 1)))
        transaction.insert_all(
            Event(mission_id=mission, date=date(2020, 1, 1) + timedelta(days=number % 2000), text=f"Call {number}" * 20)
            for number in range(20_000)
        )
    return path


def begin(*arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "rebond", *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def wait_for(what: Callable[[], bool]) -> None:
    until = time.monotonic() + 30
    while not what():
        assert time.monotonic() < until
        time.sleep(0.005)


@pytest.mark.slow
@pytest.mark.parametrize("after", [0, 0.15, 0.4])
@pytest.mark.parametrize("command", ["backup", "export", "check", "import", "restore"])
def test_ctrl_c_leaves_nothing_half_done(large: Path, tmp_path: Path, command: str, after: float) -> None:
    """The moments are counted from the first sign of the work, where the command leaves one."""
    here = tmp_path / "here"
    out = here / ("out.json" if command == "export" else "out.rebond")
    source = tmp_path / "in.json"
    if command == "import":
        begin("export", large, source).communicate(timeout=60)
    arguments: dict[str, tuple[object, ...]] = {
        "backup": ("backup", large, out), "export": ("export", large, out), "check": ("check", large),
        "import": ("import", out, source, "--yes"), "restore": ("restore", out, large, "--yes"),
    }  # fmt: skip
    before = large.read_bytes()
    process = begin(*arguments[command])
    if command in {"backup", "import", "restore"}:
        wait_for(lambda: any(here.iterdir()))
    else:
        time.sleep(0.8)
    time.sleep(after)
    process.send_signal(signal.SIGINT)
    said, errors = process.communicate(timeout=60)
    assert errors == ""
    if said and process.returncode in {0, -signal.SIGINT}:  # all was done before it heard
        assert command in {"check", "export"} or check(out) == ()
    else:
        assert (process.returncode, list(here.iterdir())) == (130, [])
        assert "Imported" not in said
    assert large.read_bytes() == before
