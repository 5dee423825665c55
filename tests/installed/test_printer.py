"""A real print queue: what comes out of it is the page, in vectors and with its text."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from pypdf import PdfReader

from .conftest import Desk, done, wait_for

QUEUE = "Rebond-test"
#: The most that a word may be moved, in points.
_NEAR = 4.0
#: The mean difference of two pictures of one page, of 255, by two renderers: 2.2; one month less in it makes it 8.
_ALIKE = 4.0


@pytest.fixture
def queue() -> Iterator[Path]:
    """A queue of cups-pdf, which writes what the printer would get; returns the folder of the jobs printed."""
    with subprocess.Popen([shutil.which("cupsd", path="/usr/sbin") or "cupsd", "-f"]) as server:
        try:
            wait_for(lambda: "is running" in done("lpstat", "-r", check=False), "the print server")
            done("lpadmin", "-p", QUEUE, "-E", "-v", "cups-pdf:/", "-m", "lsb/usr/cups-pdf/CUPS-PDF_opt.ppd")
            # The default renderer of the filters draws text as shapes; this one leaves it text.
            done("lpadmin", "-p", QUEUE, "-o", "pdftops-renderer-default=pdftocairo")
            done("lpadmin", "-d", QUEUE)
            folder = Path(f"~{os.environ.get('USER', 'root')}").expanduser() / "PDF"
            shutil.rmtree(folder, ignore_errors=True)
            yield folder
            done("lpadmin", "-x", QUEUE)
        finally:
            server.terminate()


def test_what_the_printer_gets_is_the_page_as_vectors_with_its_text(
    installed: Path, desk: Desk, queue: Path, tmp_path: Path
) -> None:
    journal = desk.home / "marie.rebond"
    desk.runs("rebond", "example", journal)
    desk.runs("rebond", "runway", journal, "--pdf", desk.home / "shown.pdf")
    desk.opens(journal)
    dialog = desk.dialog(lambda: desk.presses("ctrl+p"))
    desk.presses("alt+p")
    desk.gone(dialog)
    (printed,) = wait_for(lambda: list(queue.glob("*.pdf")), "the printed page")
    wait_for(lambda: "completed" in done("lpstat", "-W", "completed", "-o", QUEUE) or printed.stat().st_size)
    wait_for(lambda: QUEUE not in done("lpstat", "-W", "not-completed", "-o", QUEUE, check=False))

    assert len(done("pdfimages", "-list", printed).strip().splitlines()) == 2, "only the heading: no picture"
    text = " ".join(PdfReader(printed).pages[0].extract_text().split())
    for line in ("Cash forecast", "As things stand", "Months of savings if", "Atlas"):
        assert line in text
    shown, there = words(desk.home / "shown.pdf"), words(printed)
    assert len(shown) > 300
    assert [word for word in shown if not any(alike(word, other) for other in there)] == []
    one, other = (picture(path, tmp_path / path.stem) for path in (printed, desk.home / "shown.pdf"))
    assert len(one) == len(other)
    assert sum(abs(a - b) for a, b in zip(one, other, strict=True)) / len(one) < _ALIKE


class Word(NamedTuple):
    """A word of a page, and where its box begins, in points from the top left."""

    text: str
    x: float
    y: float


def words(page: Path) -> list[Word]:
    told = done("pdftotext", "-bbox", page, "-", check=False)
    found = re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)".*?>(.*?)</word>', told)
    return [Word(text, float(x), float(y)) for x, y, text in found]


def alike(one: Word, other: Word) -> bool:
    return one.text == other.text and abs(one.x - other.x) < _NEAR and abs(one.y - other.y) < _NEAR


def picture(page: Path, out: Path) -> bytes:
    """Return a page as grey pixels, one byte each, so coarse that half a pixel of shift is not seen."""
    done("pdftoppm", "-scale-to-x", "100", "-scale-to-y", "141", "-gray", "-singlefile", page, out)
    return out.with_suffix(".pgm").read_bytes().split(b"255\n", 1)[1]
