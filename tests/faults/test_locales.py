"""Whatever language, country and encoding the system says: the figures and the files are the same."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from rebond.journal.check import check
from tests.examples import write_example
from tests.journal.child import command, environment
from tests.journal.conftest import TODAY
from tests.languages import ENGLISH

from .conftest import LONG

pytestmark = pytest.mark.skipif(os.name != "posix", reason="locales of the C library")

#: Runs commands in a process whose C library speaks the locale, and prints what they came to as JSON in ASCII.
_COMMANDS = """
import contextlib, io, json, locale
with contextlib.suppress(locale.Error):
    locale.setlocale(locale.LC_ALL, "")  # as Qt does
from rebond import cli

found = []
for arguments in json.loads(sys.argv[2]):
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with contextlib.redirect_stdout(out):
        code = cli.run([str(path) if one == "FILE" else one for one in arguments], lambda *_: 0)
    out.flush()
    found.append([code, out.buffer.getvalue().decode()])
print(ascii(json.dumps(found)))
"""
_ARGUMENTS = [
    ["event", "FILE", "Atlas", "1h30 appel été İı ß, 1 234,56 €"],
    ["runway", "FILE", "--json", "--today", "2026-11-22"],
    ["concentration", "FILE", "--json", "--today", "2026-11-22"],
    ["export", "FILE", "out.json"],
    ["invoices", "FILE", "--csv", "out.csv"],
    ["check", "FILE"],
    ["backup", "FILE", "copy.rebond"],
]

#: The locale, its encoding, and what Python is told of it.
SHORT = [("tr_TR", "ISO-8859-9", {"PYTHONUTF8": "0"})]
MORE = [
    ("C", "", {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
    ("POSIX", "", {}), ("C", "UTF-8", {}), ("de_CH", "UTF-8", {}), ("ar_EG", "UTF-8", {}), ("fa_IR", "UTF-8", {}),
    ("hi_IN", "UTF-8", {}), ("tr_TR", "UTF-8", {}), ("ps_AF", "UTF-8", {}),
    ("de_AT", "ISO-8859-1", {"PYTHONUTF8": "0"}), ("ja_JP", "EUC-JP", {"PYTHONUTF8": "0"}),
    ("ru_RU", "KOI8-R", {"PYTHONUTF8": "0"}), ("xx_XX", "UTF-8", {}),
    ("en_GB", "UTF-8", {"PYTHONIOENCODING": "ascii"}), ("", "", {}),
]  # fmt: skip


@pytest.fixture(scope="module")
def locales(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for locales that this system has the sources of, though not the locales themselves."""
    return tmp_path_factory.mktemp("locales")


def made(folder: Path, name: str, encoding: str) -> str:
    """Make a locale, where its sources are there; otherwise the C library falls back to C, which is odd enough."""
    locale = f"{name}.{encoding}" if encoding else name
    if encoding and shutil.which("localedef"):
        subprocess.run(
            ["localedef", "-c", "-i", name, "-f", encoding, folder / locale], check=False, capture_output=True
        )
    return locale


def found(folder: Path, locale: str, locales: Path, more: dict[str, str]) -> Any:
    """What the commands print and write on the example in a folder, in a locale."""
    folder.mkdir()
    path = write_example(folder / "Journal de Zoé.rebond", ENGLISH, TODAY)
    run = subprocess.run(
        [*command(_COMMANDS, path), json.dumps(_ARGUMENTS)], cwd=folder,
        env=environment(
            LC_ALL=locale, LANG=locale, LANGUAGE="", LOCPATH=str(locales), REBOND_CONFIG_DIR=str(folder), **more
        ),
        capture_output=True, check=False,
    )  # fmt: skip
    assert run.stderr == b""
    printed = json.loads(eval(run.stdout))  # noqa: S307 - what `ascii` wrote
    assert [code for code, _ in printed] == [0] * len(_ARGUMENTS)
    assert check(path) == ()
    assert check(folder / "copy.rebond") == ()
    # but for the moment when the event was noted
    files = [re.sub(rb"T[0-9:]{8}", b"", (folder / name).read_bytes()).decode() for name in ("out.json", "out.csv")]
    return [json.loads(said) for _, said in printed[1:3]], files


def test_figures_and_files_are_the_same_in_every_locale(tmp_path: Path, locales: Path) -> None:
    asked = [*SHORT, *(MORE if LONG else ())]
    expected = found(tmp_path / "usual", "en_US.UTF-8", locales, {"PYTHONUTF8": "1"})
    for number, (name, encoding, more) in enumerate(asked):
        same = found(tmp_path / f"{number}", made(locales, name, encoding), locales, more)
        for one, other in zip([*same[0], *same[1]], [*expected[0], *expected[1]], strict=True):
            assert one == other, (name, encoding)
    sys.stdout.write(f"{len(asked)} locales: figures and files the same\n")
