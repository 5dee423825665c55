"""The CPU time of importing one card into forty years: the journal's size must not matter."""

import shutil
import statistics
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from rebond.actions.imports import carry_out, preview
from rebond.journal.journal import Journal

pytestmark = pytest.mark.slow

#: The most that preview and import may take together, in milliseconds of CPU time.
LONGEST = 300


def test_one_card_is_imported_at_once_whatever_the_journal_holds(
    long_career: Path, today: date, tmp_path: Path
) -> None:
    shutil.copyfile(long_career, tmp_path / "career.rebond")
    took = []
    with Journal.open(tmp_path / "career.rebond") as journal:
        for number in range(7):
            card = tmp_path / f"{number}.vcf"
            lines = ("BEGIN:VCARD", "VERSION:3.0", f"FN:Zoé Nouvelle {number}", "N:;;;;", "END:VCARD", "")
            card.write_text("\n".join(lines), "utf-8")
            begun = time.process_time()
            assert carry_out(journal, preview(journal, [card], today), today) is not None
            took.append((time.process_time() - begun) * 1000)
    sys.stdout.write(f"\none card: {statistics.median(took):.1f} ms (at most {max(took):.1f})")
    assert statistics.median(took) <= LONGEST
