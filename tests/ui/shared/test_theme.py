"""The contrast of controls and of text in both themes."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import astuple

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QRadioButton,
    QSlider,
    QTableWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from rebond.ui.shared import theme
from rebond.ui.shared.fields import CheckField, LongTextField, TextField
from rebond.ui.shared.focus_ring import FocusRing
from rebond.ui.shared.theme import DARK, LIGHT, Colours

#: The least contrast by WCAG 2.2 of a control to its background (1.4.11), and of text (1.4.3).
CONTROL, TEXT = 3.0, 4.5
#: The pixels of a line that is long enough to be seen: those of the underlined word of a link.
LINE = 20


@pytest.fixture(params=["light", "dark"])
def colours(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Colours]:
    theme.apply(qapp, request.param)
    yield theme.colours()
    theme.apply(qapp, "light")


def luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(part) for part in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str | QColor, other: str | QColor) -> float:
    darker, lighter = sorted((luminance(QColor(one)), luminance(QColor(other))))
    return (lighter + 0.05) / (darker + 0.05)


def test_each_theme_is_the_one_asked_for(colours: Colours, request: pytest.FixtureRequest) -> None:
    assert colours is (DARK if theme.is_dark() else LIGHT)
    assert all(QColor(colour).isValid() for colour in astuple(colours))


def test_all_that_is_written_can_be_read_on_every_ground(colours: Colours) -> None:
    for ground in (colours.window, colours.base, colours.raised):
        for ink in (colours.ink, colours.soft, colours.accent, colours.warm, colours.good, colours.danger):
            assert contrast(ink, ground) >= TEXT, (ink, ground)
    assert contrast(colours.on_accent, colours.accent) >= TEXT


def _list() -> QListWidget:
    found = QListWidget()
    item = QListWidgetItem("", found)
    item.setCheckState(item.checkState().Unchecked)
    return found


@pytest.mark.parametrize("make", [TextField, LongTextField, CheckField, QRadioButton, QSlider, _list])
def test_the_outline_of_what_one_fills_in_stands_out(qtbot: QtBot, colours: Colours, make: type[QWidget]) -> None:
    page, widget = QWidget(), make()
    widget.setParent(page)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    if isinstance(widget, QListWidget):
        widget.setFrameShape(QListWidget.Shape.NoFrame)
    widget.setEnabled(True)
    page.setFocus()
    picture = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    across = {picture.pixelColor(x, picture.height() // 2).name() for x in range(picture.width())}
    down = {picture.pixelColor(8, y).name() for y in range(min(picture.height(), 30))}
    assert max(contrast(colour, colours.base) for colour in across | down) >= CONTROL


def _button(role: str) -> Callable[[], QWidget]:
    def make() -> QPushButton:
        button = QPushButton("Press")
        button.setProperty("role", role)
        return button

    return make


def _tabs() -> QWidget:
    tabs = QTabWidget()
    tabs.setDocumentMode(True)
    for name in ("One", "Two"):
        tabs.addTab(QWidget(), name)
    return tabs


@pytest.mark.parametrize(
    "make",
    [
        *map(_button, ("", "link", "headline", "door", "primary")),
        *(_tabs, _list, lambda: QTableWidget(2, 2), lambda: QCheckBox("Ended"), lambda: QRadioButton("all")),
        *(lambda: QSlider(Qt.Orientation.Horizontal), QComboBox),
    ],
    ids=[
        *("button", "link", "headline", "door", "primary", "tabs", "list", "table", "check", "radio", "slider"),
        "combo",
    ],
)
def test_where_the_keyboard_is_stands_out_from_what_is_around_it(
    qtbot: QtBot, qapp: QApplication, colours: Colours, make: Callable[[], QWidget]
) -> None:
    page, before, widget = QWidget(), QPushButton("before"), make()
    ring = FocusRing(qapp)
    column = QVBoxLayout(page)
    for one in (before, widget):
        column.addWidget(one)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
    before.setFocus()
    place = widget.geometry().adjusted(-3, -3, 3, 3)
    without = page.grab(place).toImage().convertToFormat(QImage.Format.Format_RGB32)
    qtbot.keyClick(before, Qt.Key.Key_Tab)
    assert widget.isAncestorOf(QApplication.focusWidget()) or widget.hasFocus()
    focused = page.grab(place).toImage().convertToFormat(QImage.Format.Format_RGB32)
    ring.deleteLater()
    changed = Counter(
        (without.pixelColor(x, y).name(), focused.pixelColor(x, y).name())
        for x in range(without.width())
        for y in range(without.height())
    )
    seen = {pair for pair, count in changed.items() if pair[0] != pair[1] and count > LINE}
    assert max(contrast(*pair) for pair in seen) >= CONTROL
