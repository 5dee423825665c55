"""The common appearance of the tables in this tab."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTableView

from rebond.ui.shared.theme import GRID


def dress(view: QTableView) -> None:
    """Set up a table without grid and row numbers, with single-line rows; Tab leaves the table."""
    view.setShowGrid(False)
    view.setAlternatingRowColors(True)
    view.setWordWrap(False)
    view.setTabKeyNavigation(False)
    view.setStyleSheet(f"QTableView::item {{ padding: 0 {GRID}px; }}")
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(view.fontMetrics().height() + GRID + 2)
    header = view.horizontalHeader()
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
