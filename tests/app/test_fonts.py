"""The charts' fonts are known from the start: nobody waits while matplotlib looks through those of the system."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import fonts as packaged
from rebond import preferences
from rebond.actions.example import create_example
from rebond.charts import fonts
from rebond.charts.measure import FAMILY
from rebond.resources import resource
from tests.languages import ENGLISH

ROOT = Path(__file__).parent.parent.parent
#: Runs what follows in a process that ends when it asks the system for its fonts, or opens one of them.
WATCHED = """
import sys

def watch(event, arguments):
    if event == "subprocess.Popen" and "fc-list" in str(arguments[1]):
        sys.exit("looks for the system's fonts")
    if event == "open" and str(arguments[0]).endswith((".ttf", ".otf", ".afm")) and "mpl-data" not in str(arguments[0]):
        sys.exit(f"opens {arguments[0]}")

sys.addaudithook(watch)
"""
PAGE = """
from rebond.cli import run
sys.exit(run(["runway", sys.argv[1], "--pdf", sys.argv[2]], None))
"""
WINDOW = """
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from rebond import app
from rebond.language import Language
from rebond.ui.money.balance_canvas import BalanceCanvas
from rebond.ui.workspace import RUNWAY, Workspace

def look():
    for workspace in (widget for widget in QApplication.allWidgets() if isinstance(widget, Workspace)):
        canvas = workspace.show_tab(RUNWAY).findChild(BalanceCanvas)
        if canvas.is_current:
            print("drawn")
            QApplication.quit()
            return
    QTimer.singleShot(20, look)

QTimer.singleShot(0, look)
sys.exit(app.run(Language.of("en"), Path(sys.argv[1])))
"""


def ran(code: str, home: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run code under watch as somebody who has never used the program."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "REBOND", "MPL"))}
    return subprocess.run(
        [sys.executable, "-c", WATCHED + code, *map(str, arguments)],
        env=kept | {"HOME": str(home), "PYTHONPATH": str(ROOT / "src")},
        capture_output=True, text=True, cwd=ROOT, timeout=60,
    )  # fmt: skip


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("journals") / "example.rebond"
    create_example(path, ENGLISH, date(2026, 11, 25)).close()
    return path


def test_the_list_that_ships_is_the_one_that_this_matplotlib_writes_and_reads() -> None:
    (shipped,) = resource("fonts").iterdir()
    assert shipped.name == packaged.name()
    assert shipped.read_bytes() == packaged.content()


def test_the_first_page_looks_for_no_font(journal: Path, tmp_path: Path) -> None:
    done = ran(PAGE, tmp_path, journal, tmp_path / "page.pdf")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")


def test_the_first_show_of_the_runway_looks_for_no_font(journal: Path, tmp_path: Path) -> None:
    done = ran(WINDOW, tmp_path, journal)
    assert (done.returncode, done.stdout) == (0, "drawn\n"), done.stderr


def test_without_the_list_the_watch_would_see_a_search(tmp_path: Path) -> None:
    assert ran("import matplotlib.font_manager", tmp_path).returncode == 1


def test_a_list_of_another_version_of_the_program_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REBOND_CONFIG_DIR", str(tmp_path))
    monkeypatch.setenv("MPLCONFIGDIR", str(tmp_path / "elsewhere"))
    fonts.prepare()
    listed = preferences.cache_folder() / packaged.name()
    listed.write_text("{}")
    fonts.prepare()
    assert FAMILY in listed.read_text()
    assert os.environ["MPLCONFIGDIR"] == str(preferences.cache_folder())
    assert not (tmp_path / "elsewhere").exists()


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("REBOND_CONFIG_DIR", str(tmp_path / "file"))
    monkeypatch.setenv("MPLCONFIGDIR", "")
    fonts.prepare()
