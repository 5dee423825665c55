"""The Debian package: valid, small, started by its launcher, upgraded while it runs, removed with journals kept."""

import lzma
import re
import signal
import subprocess
import time
from pathlib import Path

import pytest

from rebond import __version__
from rebond.actions.journals import create
from rebond.domain.tasks.kinds import Task

from .conftest import Desk, done, install, wait_for

#: Seconds after which a started program has loaded all of itself.
_LOADED = 12
#: The rows of a journal whose check takes longer than a busy machine waits.
_CHECKED = 100_000
#: Bytes that the package may have.
LARGEST = 120_000_000


def test_it_is_valid_and_small(installed: Path) -> None:
    assert installed.stat().st_size <= LARGEST
    done("desktop-file-validate", "/usr/share/applications/rebond.desktop")
    done("appstreamcli", "validate", "--no-net", "/usr/share/metainfo/example.rebond.Rebond.metainfo.xml")
    told = done("lintian", "--fail-on", "error,warning", "--allow-root", installed)
    assert not re.search(r"^[EW]:", told, re.MULTILINE), told


def test_it_brings_icons_man_pages_and_completion(installed: Path) -> None:
    for side in (16, 22, 24, 32, 48, 64, 128, 256, 512):
        assert Path(f"/usr/share/icons/hicolor/{side}x{side}/apps/rebond.png").is_file()
    assert Path("/usr/share/icons/hicolor/scalable/apps/rebond.svg").is_file()
    listed = done("dpkg", "--listfiles", "rebond")
    for place in ("man/man1/rebond.1.gz", "man/fr/man1/rebond.1.gz", "bash-completion/completions/rebond"):
        assert f"/usr/share/{place}" in listed
    assert "translations/qtbase_fr.qm" in listed  # the buttons of Qt's own dialogs
    assert "libxcb-cursor0" in done("dpkg-query", "--show", "--showformat", "${Depends}", "rebond")
    assert done("rebond", "--version").strip() == f"rebond {__version__}"


def test_nothing_in_it_speaks_of_the_folder_that_it_was_built_in(installed: Path) -> None:
    here = str(Path(__file__).parents[2]).encode()
    files = [path for path in Path("/usr/lib/rebond").rglob("*") if path.is_file() and not path.is_symlink()]
    assert [str(path) for path in files if here in path.read_bytes()] == []


def test_the_launcher_opens_the_first_page(installed: Path, desk: Desk) -> None:
    window = desk.launches()
    assert "Rebond" in desk.title(window)
    assert desk.log() == ""


def test_a_double_click_opens_a_journal_and_another_one_beside_it(installed: Path, desk: Desk) -> None:
    for name in ("first", "second"):
        desk.runs("rebond", "example", f"{name}.rebond")
    assert desk.runs("xdg-mime", "query", "default", "application/x-rebond").strip() == "rebond.desktop"
    first = desk.opens(desk.home / "first.rebond")
    second = desk.opens(desk.home / "second.rebond")
    assert "first" in desk.title(first)
    assert "second" in desk.title(second)
    assert {first, second} <= set(desk.windows())


def test_it_opens_a_journal_of_an_older_version(installed: Path, desk: Desk) -> None:
    old = Path(__file__).parents[1] / "journal" / "old" / "0002.rebond.xz"
    journal = desk.home / "old.rebond"
    journal.write_bytes(lzma.decompress(old.read_bytes()))
    assert desk.json("rebond", "runway", journal, "--json")["horizon_months"] > 0
    assert desk.log() == ""


@pytest.mark.parametrize("action", ["--log-contact", "--print-runway"])
def test_an_action_of_the_launcher_opens_its_dialog(installed: Path, desk: Desk, action: str) -> None:
    text = Path("/usr/share/applications/rebond.desktop").read_text("utf-8")
    assert f"Exec=rebond {action}\n" in text
    own = desk.home / "own.rebond"
    desk.runs("rebond", "import", own, _journal(desk), "--yes")
    before = set(desk.windows())
    desk.starts("rebond", action)
    wait_for(lambda: len(set(desk.windows()) - before) == 2, "the window and its dialog")


def test_ctrl_c_ends_it_without_a_word_once_python_itself_is_up(installed: Path, desk: Desk) -> None:
    path = desk.home / "long.rebond"
    with create(path) as journal, journal.transaction("import") as transaction:
        transaction.insert_all(Task(text=f"Task {number}") for number in range(_CHECKED))
    # A shell that runs the tests in the background has them, and what they start, ignore Ctrl+C.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for hundredths in range(10):
        command = ["rebond", "check", str(path)]
        with subprocess.Popen(command, env=desk.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            # Loaded by the imports of the check, whenever a busy machine comes to them.
            while "sqlite3" not in Path(f"/proc/{process.pid}/maps").read_text() and process.poll() is None:
                time.sleep(0.002)
            time.sleep(hundredths / 200)
            process.send_signal(signal.SIGINT)
            told = process.communicate()
        assert process.returncode in {-signal.SIGINT, 130}
        assert told == (b"", b"")


def test_a_fault_of_its_own_is_logged_without_anything_personal(installed: Path, desk: Desk) -> None:
    lost = Path("/usr/lib/rebond/_internal/rebond/resources/examples/marie.json")
    away = lost.rename(lost.with_suffix(".away"))
    try:
        told = subprocess.run(
            ["rebond", "example", "Claire Duval.rebond"],
            env=desk.environment, cwd=desk.home, capture_output=True, text=True,
        )  # fmt: skip
    finally:
        away.rename(lost)
    assert told.returncode == 70
    assert "Traceback" not in told.stderr
    log = desk.log()
    for named in (f"Rebond {__version__} (packaged)", "Linux", "rebond example", "FileNotFoundError"):
        assert named in log
    assert "Claire" not in log
    assert str(desk.home) not in log


def test_an_action_while_its_journal_is_open_comes_to_that_window(installed: Path, desk: Desk) -> None:
    own = desk.home / "own.rebond"
    desk.runs("rebond", "import", own, _journal(desk), "--yes")
    window = desk.launches(own)
    dialog = desk.dialog(lambda: desk.starts("rebond", "--log-contact"))
    assert set(desk.windows()) == {window, dialog}
    desk.starts("xdg-open", own)
    desk.presses("Escape")
    desk.gone(dialog)
    assert desk.windows() == [window]


def test_it_is_upgraded_while_a_journal_is_open_and_removed_with_journals_kept(
    package: Path, desk: Desk, tmp_path: Path
) -> None:
    install(older(package, tmp_path))
    assert "0.0.9" in done("dpkg-query", "--show", "rebond")
    journal = desk.home / "mine.rebond"
    desk.runs("rebond", "import", journal, _journal(desk), "--yes")
    window = desk.opens(journal)
    time.sleep(_LOADED)
    # Any other version's file would do: nothing may be read from it any more.
    Path("/usr/lib/rebond/rebond").unlink()
    Path("/usr/lib/rebond/rebond").write_text("another version")
    for keys in ("ctrl+f", "ctrl+h", "ctrl+t", "ctrl+shift+i"):
        desk.activates(window)
        desk.presses(keys, "Escape")
    desk.dialog(lambda: desk.presses("ctrl+p"))
    desk.presses("Escape")
    install(package)
    assert __version__ in done("dpkg-query", "--show", "rebond")
    desk.activates(window)
    dialog = desk.dialog(lambda: desk.presses("ctrl+l"))
    desk.types("Camille Arnaud")
    desk.presses("Tab", "Tab")
    desk.types("Wants a quote")
    desk.presses("Return")
    desk.gone(dialog)
    assert "Camille Arnaud" in desk.runs("rebond", "export", journal, "-")
    desk.closes_all()
    assert desk.log() == ""

    done("apt-get", "remove", "--yes", "rebond")
    assert not Path("/usr/lib/rebond").exists()
    assert not Path("/usr/bin/rebond").is_symlink()
    assert journal.is_file()
    assert list(desk.home.rglob("preferences.json"))


def older(package: Path, folder: Path) -> Path:
    """Return the package under an older version's number."""
    tree = folder / "older"
    done("dpkg-deb", "--raw-extract", package, tree)
    control = tree / "DEBIAN" / "control"
    control.write_text(re.sub(r"^Version: .*", "Version: 0.0.9", control.read_text(), flags=re.MULTILINE))
    done("dpkg-deb", "--root-owner-group", "-Znone", "--build", tree, folder / "older.deb")
    return folder / "older.deb"


def _journal(desk: Desk) -> Path:
    path = desk.home / "start.json"
    path.write_text('{"clients": ["Atlas"]}')
    return path
