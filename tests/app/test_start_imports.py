"""What a start imports until its first frame, and when: every module that can wait is time before the window."""

import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from rebond.actions.example import create_example
from tests.languages import ENGLISH

ROOT = Path(__file__).parent.parent.parent
#: Modules that something else in the window needs, and nothing in its first frame.
LATER = {
    "alembic", "jsonschema", "matplotlib", "numpy", "sqlalchemy", "PySide6.QtPrintSupport", "difflib",
    "rebond.actions.agreements", "rebond.actions.clauses", "rebond.actions.contacts", "rebond.actions.example",
    "rebond.actions.exports", "rebond.exchange", "rebond.letters", "rebond.journal.migrating",
    "rebond.journal.queries.contacts", "rebond.journal.restoring", "rebond.parts", "rebond.ui.about_dialog",
    "rebond.ui.handover", "rebond.ui.history_dialog", "rebond.ui.import_dialog", "rebond.ui.message_boxes",
    "rebond.ui.missions.agreement_panel", "rebond.ui.missions.mission_form", "rebond.ui.money",
    "rebond.ui.prospecting", "rebond.ui.shared.calendar_popup", "rebond.ui.shared.file_questions",
    "rebond.ui.shared.form", "rebond.ui.start_page", "rebond.ui.agenda", "rebond.ui.late.glance_late",
    "rebond.ui.talks.talk_wording",
}  # fmt: skip


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The modules that a start on the example imports, in their order."""
    folder = tmp_path_factory.mktemp("start")
    create_example(folder / "example.rebond", ENGLISH, date(2026, 11, 25)).close()
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "rebond", "--time-start", str(folder / "example.rebond")],
        env=os.environ | {"REBOND_CONFIG_DIR": str(folder), "PYTHONPATH": str(ROOT / "src")},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return re.findall(r"^import time:.*\| +(\S+)$", done.stderr, re.MULTILINE)


def test_the_first_frame_waits_for_nothing_that_it_does_not_show(imported: list[str]) -> None:
    assert "rebond.ui.missions.tab" in imported
    assert LATER.isdisjoint(imported)
