"""A dossier of years ends, tells its progress often, is cancelled at any step, and never holds all files at once."""

import sys
from collections.abc import Sequence
from datetime import date
from itertools import count, pairwise
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter

from rebond.actions import dossier_files
from rebond.actions.dossier_files import write_dossier
from rebond.actions.dossier_text import DossierWish
from rebond.charts import dossier_pages
from rebond.charts.dossier_pages import dossier_pdf
from rebond.charts.long_pages import PlacedText
from rebond.domain.missions.kinds import Client
from rebond.domain.problems import Refused
from rebond.domain.proof.dossier import Dossier
from rebond.journal.journal import Journal
from rebond.journal.queries.dossier_rows import DossierPeriod
from rebond.language import Language
from rebond.progress import Progress
from rebond.sentences import sentence

from .conftest import TODAY, Verify, head_alone, pages
from .ten_years import HALF_A_YEAR, TEN_YEARS, Sizes, journal_of

#: The day before which everything is made, long ago in the journal's own time.
LAST = date(2026, 11, 1)
NAMES = ("dossier.pdf", "folder")


class _CancelledError(Exception):
    """What the progress of the test raises."""


def wish(language: str = "en") -> DossierWish:
    return DossierWish(Client(id=1, name="Atlas"), DossierPeriod(), Language.of(language), TODAY)


def write(journal: Journal, out: Path, language: str = "en") -> list[float]:
    """Write a dossier and return the shares that its progress heard."""
    heard: list[float] = []
    write_dossier(journal, wish(language), out, dossier_pdf, lambda done, total: heard.append(done / total))
    return heard


def require_often(heard: list[float], sizes: Sizes, count: int) -> None:
    """Require that the progress went on, and in small steps: so it is shown, and can be cancelled, at any time."""
    assert heard == sorted(heard)
    assert 0 <= heard[0] <= heard[-1] <= 1
    # Each row is heard of when it is told and when it is laid out, and each page when it is put together.
    rows = sizes.months * (sizes.events + sizes.letters + sizes.days + 1) + sizes.files
    assert len(heard) > rows + count
    assert max(after - before for before, after in pairwise(heard)) < 0.16


@pytest.mark.parametrize("name", NAMES)
def test_half_a_year_is_told_whole(tmp_path: Path, name: str, verify: Verify) -> None:
    out, sizes = tmp_path / name, HALF_A_YEAR
    with journal_of(tmp_path / "own.rebond", LAST, sizes) as journal:
        heard = write(journal, out)
    all_pages = pages(out / "dossier.pdf" if out.is_dir() else out)
    require_often(heard, sizes, len(all_pages))
    for number, page in enumerate(all_pages, 1):
        assert f"{number}/{len(all_pages)}" in page
    said = " ".join(all_pages)
    assert said.count("Days of the month:") == sizes.months
    assert said.count("· attached_file ") == sizes.files
    if out.is_dir():
        assert verify(out).returncode == 0


@pytest.mark.slow
def test_ten_years_are_told_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The texts of the pages are looked at before they are drawn: reading hundreds of pages again takes a minute."""
    drawn: list[list[str]] = []
    real = dossier_pages.pdf_of

    def noted(placed: Sequence[Sequence[PlacedText]], *rest: Any) -> PdfWriter:
        drawn.extend([text.text for text in page] for page in placed)
        return real(placed, *rest)

    monkeypatch.setattr(dossier_pages, "pdf_of", noted)
    out, sizes = tmp_path / "dossier.pdf", TEN_YEARS
    with journal_of(tmp_path / "own.rebond", LAST, sizes) as journal:
        began = process_time()
        heard = write(journal, out)
        assert process_time() - began < 90, "ten seconds on an idle machine"
    require_often(heard, sizes, len(drawn))
    assert len(PdfReader(out).pages) == len(drawn) > 400
    for number, page in enumerate(drawn, 1):
        assert page[-1] == f"{number}/{len(drawn)}"
    assert sum(line.startswith("Days of the month:") for page in drawn for line in page) == sizes.months


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("every", [1, 10])
def test_a_dossier_cancelled_at_any_step_leaves_nothing(tmp_path: Path, name: str, every: int) -> None:
    """Cancel at each step of a dossier whose pages cost nothing, and at every tenth of one whose pages are drawn."""
    draw = _instantly if every == 1 else dossier_pdf
    with journal_of(tmp_path / "own.rebond", LAST, Sizes(months=1, events=4, letters=1, days=3, files=4)) as journal:
        before = sorted(tmp_path.iterdir())
        for last in count(0, every):
            try:
                write_dossier(journal, wish(), tmp_path / name, draw, _cancelling_after(last))
            except _CancelledError:
                assert sorted(tmp_path.iterdir()) == before
            else:
                break
        assert last > 30, "there were steps to cancel at"
        assert sorted(tmp_path.iterdir()) == sorted((*before, tmp_path / name))


def _cancelling_after(last: int) -> Progress:
    heard = 0

    def cancel(_done: int, _total: int) -> None:
        nonlocal heard
        heard += 1
        if heard > last:
            raise _CancelledError

    return cancel


def _instantly(dossier: Dossier, *_rest: object) -> bytes:
    return head_alone(dossier)


def test_a_folder_takes_any_number_of_files_and_a_pdf_says_that_it_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dossier_files, "MOST_INSIDE", 20_000)
    with journal_of(tmp_path / "own.rebond", LAST, HALF_A_YEAR) as journal:
        with pytest.raises(Refused) as refused:
            write(journal, tmp_path / "dossier.pdf")
        (problem,) = refused.value.problems
        assert problem.code == "dossier_too_large"
        assert "Write a folder instead" in sentence(Language.of("en"), problem)
        assert not (tmp_path / "dossier.pdf").exists()
        write(journal, tmp_path / "folder")
    assert len([*(tmp_path / "folder").glob("0*.pdf")]) == HALF_A_YEAR.files


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows tells the memory of a process otherwise")
def test_a_folder_holds_no_more_in_memory_however_large_its_files_are(tmp_path: Path) -> None:
    large = Sizes(months=1, events=4, letters=0, days=1, files=80, bytes_each=5 * 2**20)
    with journal_of(tmp_path / "own.rebond", LAST, large) as journal:
        before = _peak()
        write_dossier(journal, wish(), tmp_path / "folder", _instantly)
        assert _peak() - before < 100 * 2**20, "its files have 400 MB"


def _peak() -> int:
    """Return the most bytes of memory that this process had."""
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used if sys.platform == "darwin" else used * 1024


def test_the_pages_have_four_fonts_however_many_words(tmp_path: Path) -> None:
    with journal_of(tmp_path / "own.rebond", LAST, HALF_A_YEAR) as journal:
        write(journal, tmp_path / "dossier.pdf", "fr")
    reader = PdfReader(tmp_path / "dossier.pdf")
    fonts = {str(name) for page in reader.pages for name in page["/Resources"]["/Font"]}  # type: ignore[index]
    assert 0 < len(fonts) <= 4
