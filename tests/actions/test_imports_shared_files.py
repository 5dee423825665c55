"""Files that banks' software and other programs' users really wrote: taken in, or refused with reasons by line."""

import datetime as dt
from pathlib import Path

import pytest

from rebond.actions import imports
from rebond.journal.check import check
from rebond.sentences import sentence
from tests.actions.taking_in import new_journal, seen
from tests.languages import ENGLISH

DATA = Path(__file__).parents[2].parent / "shared" / "data"
FILES = sorted([*DATA.glob("bank/*"), *DATA.glob("contacts/*")])
TODAY = dt.date(2026, 11, 22)

pytestmark = pytest.mark.skipif(not FILES, reason="../shared/data, with other programs' files, is not here")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_file_is_taken_in_or_refused_with_its_reasons(tmp_path: Path, path: Path) -> None:
    with new_journal(tmp_path) as journal:
        preview = seen(journal, path)
        assert preview.steps or preview.problems
        for problem in preview.problems:
            assert problem.line
            assert sentence(ENGLISH, problem)
        imports.carry_out(journal, preview, TODAY, skip_bad_lines=True)
        again = seen(journal, path)
        assert again.steps == ()
    assert not check(journal.path)
