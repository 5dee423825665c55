"""The CPU time of importing one card into forty years: the journal's size must not matter."""

import shutil
from datetime import date
from itertools import count
from pathlib import Path

import pytest

from rebond.actions.imports import carry_out, preview
from rebond.journal.journal import Journal
from tests.benchmarks.measuring import FRAME, MARGIN, measured

pytestmark = pytest.mark.slow


def test_one_card_is_imported_at_once_whatever_the_journal_holds(
    long_career: Path, today: date, tmp_path: Path
) -> None:
    shutil.copyfile(long_career, tmp_path / "career.rebond")
    numbers = count()
    with Journal.open(tmp_path / "career.rebond") as journal:

        def bring_one() -> None:
            number = next(numbers)
            card = tmp_path / f"{number}.vcf"
            lines = ("BEGIN:VCARD", "VERSION:3.0", f"FN:Zoé Nouvelle {number}", "N:;;;;", "END:VCARD", "")
            card.write_text("\n".join(lines), "utf-8")
            assert carry_out(journal, preview(journal, [card], today), today) is not None

        assert measured("a card previewed and imported", bring_one, 7) < FRAME * MARGIN
