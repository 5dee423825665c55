"""Every tab in both languages and themes and in two sizes: no text is cut, left in English or printed badly."""

import ast
import gettext
import html
from collections.abc import Iterator
from functools import cache
from itertools import combinations, product
from pathlib import Path
from typing import TypeVar

import pytest
from matplotlib.lines import Line2D
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QScrollArea,
    QTabBar,
    QToolButton,
    QWidget,
)

import rebond
from rebond import preferences
from rebond.actions.example import create_example
from rebond.actions.journals import create
from rebond.language import Language
from rebond.preferences import Preferences
from rebond.resources import resource
from rebond.ui.money.tab import RunwayTab
from tests.charts.drawn import artists
from tests.examples import write_example
from tests.french_print import faults
from tests.stories.conftest import TODAY, Person

W = TypeVar("W", bound=QWidget)

TABS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3)
#: What a screen of 1920 by 1080 at 200 %, and one of 1400 by 900 at 150 %, leave for the window.
SMALLEST = QSize(930, 520)
SIZES = (QSize(1024, 640), QSize(1400, 900))
#: What is called so in every language.
NAMES = {"Rebond", "English", "Français"}
FACES = [*product(("en", "fr"), ("light", "dark"), SIZES), ("en", "dark", SMALLEST), ("fr", "light", SMALLEST)]


@pytest.mark.parametrize(("language", "theme", "size"), FACES, ids=[f"{f[0]}-{f[1]}-{f[2].width()}" for f in FACES])
def test_nothing_is_cut_and_nothing_untranslated(person: Person, language: str, theme: str, size: QSize) -> None:
    preferences.save(Preferences(language=language, theme=theme))
    journal = person.folder / "marie.rebond"
    write_example(journal, Language.of(language), TODAY)
    window = person.starts(journal)
    window.resize(size)
    for tab in TABS:
        person.presses(tab, ctrl=True)
        person.waits_for(lambda: window.size() == size)
        QApplication.processEvents()
        assert not list(cut(window)), (tab, list(cut(window)))
        least = window.minimumSizeHint()
        assert least == least.boundedTo(SMALLEST), tab
        if language == "fr":
            assert not english_in(window), tab
            assert not [fault for text in texts(window) for fault in faults(text)], tab


@pytest.mark.parametrize("language", ["en", "fr"])
def test_on_a_full_hd_screen_at_200_percent_the_chart_is_still_a_chart(person: Person, language: str) -> None:
    preferences.save(Preferences(language=language, theme="light"))
    create_example(journal := person.folder / "marie.rebond", Language.of(language), TODAY).close()
    window = person.starts(journal)
    window.resize(960, 540)
    person.presses(TABS[1], ctrl=True)
    (runway,) = person.sees(RunwayTab)
    runway.choose(*runway.session.outlook.largest[:1])
    person.waits_for(lambda: runway.chart.canvas.is_current)
    canvas = runway.chart.canvas
    assert canvas.height() >= 110
    assert canvas.figure
    lines = [line.get_window_extent().height for line in artists(canvas.figure, Line2D) if len(line.get_xdata()) > 9]
    assert max(lines) >= 0.4 * canvas.height() * canvas.devicePixelRatio()
    what_if, column = runway.what_if, runway.what_if.mapToGlobal(QPoint())
    boxes = [QRect(box.mapToGlobal(QPoint()) - column, box.size()) for box in what_if.findChildren(QAbstractButton)]
    assert not [pair for pair in combinations(boxes, 2) if pair[0].intersects(pair[1])]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_first_page_and_an_empty_journal_are_whole_too(person: Person, language: str, tmp_path: Path) -> None:
    preferences.save(Preferences(language=language, theme="light"))
    empty = tmp_path / "empty.rebond"
    create(empty).close()
    for path in (None, empty):
        window = person.starts(path)
        window.resize(SMALLEST)
        for tab in TABS if path else TABS[:1]:
            person.presses(tab, ctrl=True)
            QApplication.processEvents()
            assert not list(cut(window)), (path, tab, list(cut(window)))
            if language == "fr":
                assert not english_in(window), tab
                assert not [fault for text in texts(window) for fault in faults(text)], tab
        preferences.save(Preferences(language=language, theme="light"))


def cut(window: QWidget) -> Iterator[str]:
    """Yield the visible texts that have less room than they need."""
    for label in _visible(window, QLabel):
        text = label.text()
        if not text or label.pixmap().width():
            continue
        room = label.contentsRect()
        if label.wordWrap():
            if label.heightForWidth(label.width()) > label.height() + 1:
                yield f"{text} (higher than its {label.height()} px)"
        elif not text.endswith("…") and _wide(label, text) > room.width() + 1:
            yield f"{text} (wider than its {room.width()} px)"
    for button in _visible(window, QAbstractButton):
        icon_only = (
            isinstance(button, QToolButton) and button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly
        )
        if not icon_only and _wide(button, button.text()) > button.width():
            yield f"{button.text()} (wider than its button)"
    for area in _visible(window, QScrollArea):
        within = area.widget()
        cannot_move = area.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if within and cannot_move and within.width() > area.viewport().width():
            yield f"{area.accessibleName() or type(area).__name__} (wider than its place)"
    for combo in _visible(window, QComboBox):
        if combo.fontMetrics().horizontalAdvance(combo.currentText()) + 24 > combo.width():
            yield f"{combo.currentText()} (wider than its choice)"
    for bar in _visible(window, QTabBar):
        for place in range(bar.count()):
            if bar.tabRect(place).right() > bar.width() + 1:
                yield f"{bar.tabText(place)} (beyond its row of tabs)"


def _wide(widget: QWidget, text: str) -> int:
    return widget.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, text).width()


@cache
def english() -> frozenset[str]:
    """Every text of the source that is not French as well, whether or not it was found by what looks for sentences."""
    catalogue = gettext.translation("rebond", resource("translations"), ["fr"])
    sentences: dict[str, str] = catalogue._catalog  # type: ignore[attr-defined] # gettext has no other way to list
    source = Path(rebond.__file__).parent
    written = {
        node.value
        for path in source.rglob("*.py")
        if "example" not in path.parts  # whose texts are in every language
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    words = {text for text in written if len(text) > 2 and text[0].isupper() and not text.isupper()}
    sentences_alike = {text for text in sentences.values() if isinstance(text, str)}
    return frozenset({*words, *filter(_is_text, sentences)} - sentences_alike - NAMES)


def _is_text(msgid: object) -> bool:
    return isinstance(msgid, str) and len(msgid) > 2


def english_in(window: QWidget) -> set[str]:
    """Return the texts that are English: visible ones, those beside the pointer or read aloud, and those of menus."""
    return set(english() & {*texts(window), *explanations(window), *menus(window)})


def menus(window: QWidget) -> Iterator[str]:
    for menu in window.findChildren(QMenu):
        yield menu.title()
        menu.aboutToShow.emit()
        for action in menu.actions():
            yield action.text()


def explanations(window: QWidget) -> Iterator[str]:
    """Yield what is shown beside the pointer, and what is read aloud."""
    for widget in _visible(window, QWidget):
        yield html.unescape(widget.toolTip())
        yield widget.accessibleName()
        yield widget.accessibleDescription()
        for action in widget.actions():
            yield action.toolTip()
    for view in _visible(window, QAbstractItemView):
        if model := view.model():
            for column in range(_columns(model)):
                yield str(model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole) or "")


def texts(window: QWidget) -> Iterator[str]:
    for label in _visible(window, QLabel):
        yield label.text()
    for button in _visible(window, QAbstractButton):
        yield button.text()
    for line in _visible(window, QLineEdit):
        yield line.placeholderText()
    for combo in _visible(window, QComboBox):
        yield from (combo.itemText(place) for place in range(combo.count()))
    for bar in _visible(window, QTabBar):
        yield from (bar.tabText(place) for place in range(bar.count()))
    for view in _visible(window, QAbstractItemView):
        model = view.model()
        if model:
            for column in range(_columns(model)):
                yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
                yield from (str(model.index(row, column).data() or "") for row in range(min(model.rowCount(), 30)))


def _columns(model: QAbstractItemModel) -> int:
    """Return the number of columns; a list hides its own from Python."""
    return 1 if isinstance(model, QAbstractListModel) else model.columnCount()


def _visible(window: QWidget, kind: type[W]) -> list[W]:
    return [widget for widget in window.findChildren(kind) if widget.isVisible()]
