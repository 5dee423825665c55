"""The page shows the current scenario, wherever it is printed or saved from."""

from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtPrintSupport import QPrintDialog, QPrintPreviewDialog
from PySide6.QtWidgets import QFileDialog

from rebond import cli, preferences
from rebond.language import Language
from rebond.ui.money.tab import RunwayTab
from rebond.ui.printing.paper import print_to_pdf
from rebond.ui.printing.saving import export_to
from rebond.ui.session import Session
from tests.domain.worked_examples import ATLAS, FIRST_TODAY


def test_the_page_shows_the_scenario_that_is_on_the_screen(tab: RunwayTab) -> None:
    tab.choose(ATLAS)
    page = tab.page()
    assert (page.title, page.scenario, page.projection) == ("Marie", tab.scenario, tab.projection)


@pytest.mark.parametrize("locale", ["en_GB", "en_US"])
def test_the_command_line_writes_the_page_of_the_window(
    tab: RunwayTab, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, locale: str
) -> None:
    monkeypatch.setenv("REBOND_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.setenv("LC_ALL", f"{locale}.UTF-8")
    preferences.save(preferences.Preferences(owner="Marie Roussel", siren="732829320"))
    tab.choose(ATLAS)
    export_to(replace(tab.page(), language=Language.of("en")), tmp_path / "window.pdf")
    day, journal = FIRST_TODAY.isoformat(), str(session.journal.path)
    asked = ["runway", journal, "--today", day, "--leaves", "Atlas", "--pdf", str(tmp_path / "line.pdf")]
    assert cli.run(asked, lambda *_: 1) == 0
    (window,), (line,) = (PdfReader(tmp_path / name).pages for name in ("window.pdf", "line.pdf"))
    assert line.extract_text() == window.extract_text()
    assert "goal: 6 months of spending" in line.extract_text()
    assert "Marie Roussel · SIREN 732 829 320" in line.extract_text()
    assert line.mediabox == window.mediabox
    assert float(line.mediabox.height) == pytest.approx(842 if locale == "en_GB" else 792, abs=0.5)


def test_print_preview_and_export_each_open_their_dialog(tab: RunwayTab) -> None:
    for ask, dialog in (
        (tab.print, QPrintDialog), (tab.preview, QPrintPreviewDialog), (tab.export, QFileDialog),
    ):  # fmt: skip
        ask()
        found = tab.findChild(dialog)
        assert found is not None
        found.close()


def test_an_empty_journal_prints_too(empty_tab: RunwayTab, tmp_path: Path) -> None:
    print_to_pdf(empty_tab.page(), tmp_path / "page.pdf")
