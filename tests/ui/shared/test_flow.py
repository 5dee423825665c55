"""Widgets that flow onto further rows where there is no room beside one another."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QSizePolicy, QWidget
from pytestqt.qtbot import QtBot

from rebond.ui.shared.flow import Flow


def flow(qtbot: QtBot, *widths: int, last_apart: bool = False) -> tuple[QWidget, Flow, list[QWidget]]:
    """Return a page with a flow, 10 pixels between widgets and 2 between rows, and its widgets 20 pixels high."""
    page, layout = QWidget(), Flow(10, 2, last_apart=last_apart)
    qtbot.addWidget(page)
    page.setLayout(layout)
    widgets = [QWidget() for _width in widths]
    for widget, width in zip(widgets, widths, strict=True):
        widget.setMinimumSize(width, 20)
        widget.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        layout.addWidget(widget)
    return page, layout, widgets


@pytest.mark.parametrize(
    ("width", "places"),
    [
        (320, [(0, 0), (110, 0), (220, 0)]),
        (319, [(0, 0), (110, 0), (0, 22)]),
        (209, [(0, 0), (0, 22), (0, 44)]),
    ],
)
def test_what_does_not_fit_goes_on_the_next_row(qtbot: QtBot, width: int, places: list[tuple[int, int]]) -> None:
    _page, layout, widgets = flow(qtbot, 100, 100, 100)
    layout.setGeometry(QRect(0, 0, width, 100))
    assert [(widget.x(), widget.y()) for widget in widgets] == places
    assert layout.heightForWidth(width) == places[-1][1] + 20
    assert (layout.minimumSize().width(), layout.sizeHint().width()) == (100, 320)


def test_a_hidden_widget_takes_no_room(qtbot: QtBot) -> None:
    _page, layout, widgets = flow(qtbot, 100, 300, 100)
    widgets[1].hide()
    layout.setGeometry(QRect(0, 0, 210, 100))
    assert (widgets[2].x(), widgets[2].y()) == (110, 0)


def test_the_last_one_stands_apart_only_on_a_single_row(qtbot: QtBot) -> None:
    _page, layout, widgets = flow(qtbot, 100, 50, last_apart=True)
    layout.setGeometry(QRect(0, 0, 400, 100))
    assert widgets[1].x() == 350
    layout.setGeometry(QRect(0, 0, 120, 100))
    assert (widgets[1].x(), widgets[1].y()) == (0, 22)


def test_what_expands_takes_the_rest_of_its_row(qtbot: QtBot) -> None:
    _page, layout, widgets = flow(qtbot, 100, 50)
    widgets[0].setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    layout.setGeometry(QRect(0, 0, 400, 100))
    assert (widgets[0].width(), widgets[1].x()) == (340, 350)


def test_from_right_to_left_the_first_stands_at_the_right(qtbot: QtBot) -> None:
    page, layout, widgets = flow(qtbot, 100, 50)
    page.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    layout.setGeometry(QRect(0, 0, 400, 100))
    assert [widget.x() for widget in widgets] == [300, 240]
