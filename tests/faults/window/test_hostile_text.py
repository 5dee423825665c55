"""Text of a person is shown as it is: no tooltip, label or cell of the window makes markup of it, or shows entities."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex
from PySide6.QtGui import QAction, Qt, QTextDocument
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QDialog, QGroupBox, QLabel, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

import rebond.ui
from rebond.domain.agreements.kinds import Amendment
from rebond.domain.missions.kinds import Mission
from rebond.resources import resource
from rebond.ui.letters.letter_window import open_letter
from rebond.ui.main_window import MainWindow
from rebond.ui.program import Program
from rebond.ui.workspace import TABS
from tests.faults.hostile import MARK, write_hostile
from tests.faults.window.windows import BY_COMMAND, ON_A_ROW, chosen
from tests.languages import ENGLISH
from tests.ui.conftest import TODAY, delete_now, program  # noqa: F401 - a fixture

_ENTITY = re.compile(r"&(?:lt|gt|quot|#\w+);|&amp;(?:amp;|lt;|gt;)")
#: A `&` of a person's text that would underline the next letter instead.
_MNEMONIC = re.compile(rf"{MARK}.*(?<!&)&(?!&)", re.DOTALL)
_LONG = "word and word, " * 670
_TIPS = (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.StatusTipRole, Qt.ItemDataRole.WhatsThisRole)
#: The rows of a list that are looked at.
_ROWS = 12


def read(text: str, *, rich: bool) -> str:
    """Return what a person reads of a text of Qt."""
    if not rich:
        return text
    document = QTextDocument()
    document.setHtml(text)
    assert "<img" not in document.toHtml(), text[:300]
    return document.toPlainText()


def require_plain(text: str, *, rich: bool, where: str) -> int:
    """Check that hostile text is read as it was written; return how often it is in there."""
    shown = read(text, rich=rich)
    assert not _ENTITY.search(shown), (where, shown[:300])
    for after in shown.split(MARK)[1:]:
        cut = "…" in after[:20]
        assert after.startswith("<b>l") or cut or "<b>l'".startswith(after), (where, shown[:300])
    return shown.count(MARK)


def tips(widget: QWidget) -> Iterator[tuple[str, str]]:
    """Yield each text of a widget that Qt shows as markup where it looks like it, with where it stands."""
    name = type(widget).__name__
    yield f"{name} tooltip", widget.toolTip()
    yield f"{name} status tip", widget.statusTip()
    yield f"{name} what is this", widget.whatsThis()
    if isinstance(widget, QAbstractItemView) and widget.model():
        yield from ((f"{name} {type(widget.model()).__name__} {where}", text) for where, text in cells(widget.model()))


def cells(model: QAbstractItemModel, parent: QModelIndex | None = None) -> Iterator[tuple[str, str]]:
    parent = parent or QModelIndex()
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)  # private in a list
    for role in _TIPS:
        for column in range(columns):
            if text := model.headerData(column, Qt.Orientation.Horizontal, role):
                yield f"header {column} {role.name}", str(text)
            for row in range(min(model.rowCount(parent), _ROWS)):
                index = model.index(row, column, parent)
                if text := model.data(index, role):
                    yield f"{row},{column} {role.name}", str(text)
    if parent.isValid():
        return
    for row in range(min(model.rowCount(parent), _ROWS)):
        yield from cells(model, model.index(row, 0, parent))


def walk(top: QWidget) -> int:
    """Check every text below a widget; return how many hostile texts were found."""
    found = 0
    for widget in (top, *top.findChildren(QWidget)):
        for where, text in tips(widget):
            found += require_plain(text, rich=Qt.mightBeRichText(text), where=where)
        if isinstance(widget, QLabel):
            text, kind = widget.text(), widget.textFormat()
            rich = kind == Qt.TextFormat.RichText or (
                kind == Qt.TextFormat.AutoText and Qt.mightBeRichText(text)
            )  # fmt: skip
            found += require_plain(
                text, rich=rich, where=f"{type(widget).__name__} in {type(widget.parent()).__name__}"
            )
        if isinstance(widget, QAbstractButton | QGroupBox):
            text = widget.text() if isinstance(widget, QAbstractButton) else widget.title()
            assert not _MNEMONIC.search(text), (type(widget).__name__, text)
        if isinstance(widget, QTextEdit):
            assert "<img" not in widget.toHtml(), type(widget).__name__
    for action in top.findChildren(QAction):
        assert not _MNEMONIC.search(action.text()), action.text()
        found += require_plain(action.toolTip(), rich=Qt.mightBeRichText(action.toolTip()), where=action.text())
    return found


@pytest.fixture
def window(program: Program, tmp_path: Path, qtbot: QtBot) -> MainWindow:  # noqa: F811
    path = write_hostile(tmp_path / "hostile.rebond", ENGLISH, TODAY, long=_LONG)
    window = program.start(path)
    with qtbot.waitExposed(window):
        window.show()
    return window


def test_the_window_shows_hostile_text_as_it_is(qtbot: QtBot, window: MainWindow) -> None:
    assert window.workspace
    found = 0
    for tab in TABS:
        window.workspace.show_tab(tab)
        window.workspace.show_today()
        qtbot.wait(150)
        found += walk(window)
    assert found > 100


@pytest.mark.parametrize("command", BY_COMMAND)
def test_dialogs_show_hostile_text_as_it_is(qtbot: QtBot, window: MainWindow, command: str) -> None:
    getattr(window, command)()
    qtbot.wait(150)
    dialogs = [child for child in window.findChildren(QWidget) if child.isWindow() and child.isVisible()]
    assert dialogs
    for dialog in dialogs:
        walk(dialog)
        dialog.close()
    delete_now()


@pytest.mark.parametrize("opened", ON_A_ROW)
def test_windows_on_a_row_show_hostile_text_as_it_is(qtbot: QtBot, window: MainWindow, opened: str) -> None:
    assert window.workspace
    dialog = ON_A_ROW[opened](window, window.workspace.session)
    dialog.open()
    qtbot.wait(150)
    walk(dialog)
    dialog.close()
    delete_now()


@pytest.mark.parametrize("template", sorted(path.stem for path in resource("letters", "en").glob("*.md")))
def test_letters_show_hostile_text_as_it_is(qtbot: QtBot, window: MainWindow, template: str) -> None:
    assert window.workspace
    session, mission = window.workspace.session, chosen(window, Mission)
    open_letter(session, window, template, mission.client_id, mission.id, chosen(window, Amendment).id)
    qtbot.wait(150)
    (dialog,) = [child for child in window.findChildren(QDialog) if child.isVisible()]
    assert walk(dialog)
    dialog.close()
    delete_now()


def test_every_tooltip_is_a_sentence_of_ours_or_made_from_plain_text() -> None:
    """No call site may escape by itself, or forget to: the tooltip of another text is made by `tip`."""
    strange = []
    for path in Path(rebond.ui.__file__).parent.rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            place = {"setToolTip": 0, "setTabToolTip": 1, "setStatusTip": 0, "setWhatsThis": 0, "showText": 1}.get(
                node.func.attr
            )
            if place is not None and not _is_safe(node.args[place]):
                strange.append(f"{path.name}:{node.lineno} {ast.unparse(node)}")
    assert strange == []


def _is_safe(text: ast.expr) -> bool:
    if isinstance(text, ast.IfExp):
        return _is_safe(text.body) and _is_safe(text.orelse)
    if isinstance(text, ast.Call) and isinstance(text.func, ast.Name):
        return text.func.id == "tip" or (text.func.id == "_" and isinstance(text.args[0], ast.Constant))
    return isinstance(text, ast.Constant)
