"""The program as a process of its own: without Qt, without a reader, at once."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from rebond import __version__

#: Runs the program where importing what is named first fails.
_WITHOUT = """
import sys
class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {names}:
            raise ImportError(name + " is not there")
sys.meta_path.insert(0, Blocker())
sys.argv = ["rebond", *{arguments}]
from rebond.__main__ import main
sys.exit(main())
"""
_HEAVY = ["matplotlib", "jsonschema", "vobject", "alembic", "numpy"]


def without(names: list[str], *arguments: object) -> subprocess.CompletedProcess[str]:
    program = _WITHOUT.format(names=names, arguments=[str(one) for one in arguments])
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "arguments",
    [
        ("runway",), ("runway", "--json", "--leaves", "Atlas"), ("runway", "--pdf", "out.pdf", "--png", "out.png"),
        ("concentration",), ("contact", "Jean", "--by", "phone"), ("event", "Atlas", "call"),
        ("export", "out.json"), ("check",), ("backup",), ("dossier", "marie.rebond", "Atlas", "out.pdf"),
        ("--help",), ("--version",),
    ],
)  # fmt: skip
def test_no_command_needs_qt(marie: Path, arguments: tuple[str, ...]) -> None:
    assert without(["PySide6", "shiboken6"], "runway", marie).returncode == 0
    found = without(["PySide6", "shiboken6"], *arguments)
    assert (found.returncode, found.stderr) == (0, "")


def test_an_import_needs_no_qt(tmp_path: Path) -> None:
    Path("in.json").write_text('{"clients": ["Atlas"]}')
    assert without(["PySide6", "shiboken6"], "import", "new.rebond", "in.json").returncode == 0
    assert without(["PySide6", "shiboken6"], "undo", "new.rebond").returncode == 0


def test_figures_need_no_heavy_library(marie: Path) -> None:
    for arguments in (("runway", marie), ("concentration", marie), ("contact", marie, "Jean", "--by", "phone")):
        found = without(_HEAVY, *arguments)
        assert (found.returncode, found.stderr) == (0, "")


def test_the_version_is_said_without_importing_anything() -> None:
    found = without(["babel", "sqlalchemy", "PySide6", *_HEAVY], "--version")
    assert found.stdout == f"rebond {__version__}\n"


def test_a_reader_that_goes_away_is_no_fault(marie: Path) -> None:
    longer_than_a_pipe = ["runway", str(marie), "--json", "--horizon", "120"]
    process = subprocess.Popen(
        [sys.executable, "-m", "rebond", *longer_than_a_pipe], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout
    assert process.stderr
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() != 0


def test_a_terminal_of_few_letters_gets_what_it_can_show(marie: Path) -> None:
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "LC_ALL": "fr_FR"}
    found = subprocess.run(
        [sys.executable, "-m", "rebond", "runway", str(marie)], env=environment, capture_output=True, check=False
    )
    assert (found.returncode, found.stderr) == (0, b"")


@pytest.mark.parametrize("arguments", [("runway", "--json"), ("export", "-")])
def test_a_document_is_whole_and_utf_8_on_a_terminal_of_few_letters(marie: Path, arguments: tuple[str, ...]) -> None:
    command, option = arguments
    environment = os.environ | {"PYTHONIOENCODING": "ascii"}
    found = subprocess.run(
        [sys.executable, "-m", "rebond", command, str(marie), option], env=environment, capture_output=True, check=False
    )
    assert found.returncode == 0
    assert found.stderr.startswith(b"Head of the history" if command == "export" else b"")
    assert not json.dumps(json.loads(found.stdout), ensure_ascii=False).isascii()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a full device")
@pytest.mark.parametrize("option", ["--json", "--essentials"])
def test_a_disk_full_of_output_is_said_in_a_line(marie: Path, option: str) -> None:
    with Path("/dev/full").open("wb") as full:
        found = subprocess.run(
            [sys.executable, "-m", "rebond", "runway", str(marie), option],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert found.returncode == 1
    assert found.stderr.count("\n") == 1
    assert "No space left" in found.stderr


@pytest.mark.skipif(os.name != "posix", reason="only there can a shell close a stream")
def test_closed_streams_are_no_fault(marie: Path) -> None:
    for line, code in (("runway x.rebond 2>&-", 1), (f"runway {marie} >&-", 0), (f"runway {marie} --json >&-", 0)):
        found = subprocess.run(
            ["sh", "-c", f"{sys.executable} -m rebond {line}"], capture_output=True, text=True, check=False
        )
        assert (found.returncode, found.stdout, found.stderr) == (code, "", "")
