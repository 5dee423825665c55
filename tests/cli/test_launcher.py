"""`rebond install-launcher`: the menu entry and the type of journals, for one person, and away again."""

import configparser
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from rebond.cli import install_launcher
from rebond.cli.desktop_files import journal_type, launcher
from rebond.journal.file_format import APPLICATION_ID

from .conftest import Run

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a launcher is a file of a Linux desktop")

FILES = [
    "applications/rebond.desktop", "icons/hicolor/scalable/apps/rebond.svg", "mime/packages/rebond.xml",
]  # fmt: skip


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return this person's folder of data, where there is nothing yet."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "data"


def entry(text: str) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(text)
    return parser


def test_it_is_put_there_twice_and_taken_away_whole(run: Run, data: Path) -> None:
    for _time in range(2):
        assert run("install-launcher").code == 0
        assert [place for place in FILES if not (data / place).is_file()] == []
    assert run("install-launcher", "--remove").code == 0
    assert [place for place in FILES if (data / place).exists()] == []
    again = run("install-launcher", "--remove", "--lang", "fr")
    assert (again.code, again.out.strip()) == (0, "Il n’y était pas.")


def test_its_command_starts_this_program(run: Run, data: Path) -> None:
    run("install-launcher")
    command = entry((data / FILES[0]).read_text())["Desktop Entry"]["Exec"].removesuffix(" %f").split()
    told = subprocess.run([*command, "--version"], capture_output=True, text=True, check=True)
    assert told.stdout.startswith("rebond ")


def test_a_path_that_no_launcher_starts_is_refused(run: Run, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(install_launcher, "_this_program", lambda: ("/opt/100 %/rebond",))
    found = run("install-launcher")
    assert (found.code, "/opt/100 %/rebond" in found.err) == (2, True)
    assert not (data / FILES[0]).exists()


def test_a_folder_that_cannot_be_written_is_said(run: Run, data: Path) -> None:
    data.write_text("no folder")
    found = run("install-launcher")
    assert (found.code, "Traceback" in found.err) == (1, False)
    assert str(data) in found.err


@pytest.mark.skipif(not shutil.which("desktop-file-validate"), reason="desktop-file-utils is not installed")
@pytest.mark.parametrize("command", [("rebond",), ('/a folder/100 % "$HOME" `x` \\/rebond', "-m", "é")])
def test_the_launcher_is_valid(command: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "rebond.desktop").write_text(launcher(*command), encoding="utf-8")
    subprocess.run(["desktop-file-validate", str(tmp_path / "rebond.desktop")], check=True)


def test_every_special_sign_of_a_path_is_quoted() -> None:
    start = entry(launcher('/a b/$x"y`z\\100%'))["Desktop Entry"]["Exec"]
    assert start == r'"/a b/\\$x\\"y\\`z\\\\100%%" %f'


def test_the_launcher_speaks_both_languages_and_has_its_actions() -> None:
    found = entry(launcher("rebond"))
    assert found["Desktop Entry"]["GenericName[fr]"] == "Journal de missions"
    assert found["Desktop Action LogContact"]["Name[fr]"] == "Noter un échange"
    assert found["Desktop Action PrintRunway"]["Exec"] == "rebond --print-runway"
    assert found["Desktop Entry"]["MimeType"] == "application/x-rebond;"


def test_a_journal_is_known_by_its_ending_and_by_its_head(tmp_path: Path) -> None:
    root = ElementTree.fromstring(journal_type())  # noqa: S314 - our own text
    space = "{http://www.freedesktop.org/standards/shared-mime-info}"
    assert [glob.get("pattern") for glob in root.iter(f"{space}glob")] == ["*.rebond"]
    text, number = root.iter(f"{space}match")
    assert (text.get("offset"), number.get("offset")) == ("0", "68")
    assert int(number.get("value") or "", 16) == APPLICATION_ID
