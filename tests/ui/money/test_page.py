"""The page shows the current scenario, wherever it is printed or saved from."""

from pathlib import Path

from PySide6.QtPrintSupport import QPrintDialog, QPrintPreviewDialog
from PySide6.QtWidgets import QFileDialog

from rebond.ui.money.tab import RunwayTab
from rebond.ui.printing.paper import print_to_pdf
from tests.domain.worked_examples import ATLAS


def test_the_page_shows_the_scenario_that_is_on_the_screen(tab: RunwayTab) -> None:
    tab.choose(ATLAS)
    page = tab.page()
    assert (page.title, page.scenario, page.projection) == ("Marie", tab.scenario, tab.projection)


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
