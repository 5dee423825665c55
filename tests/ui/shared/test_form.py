"""A form shows each problem beside its field, and keeps everything typed."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from rebond.domain.problems import Problem, Refused
from rebond.ui.shared.fields import AmountField, LongTextField, TextField
from rebond.ui.shared.form import Form

Key = Qt.Key


class Submitted:
    """Records the values that a form submits, and refuses them if `problems` are set."""

    def __init__(self) -> None:
        self.values: list[dict[str, Any]] = []
        self.problems: tuple[Problem, ...] = ()

    def __call__(self, values: dict[str, Any]) -> None:
        self.values.append(values)
        if self.problems:
            raise Refused(*self.problems)


@pytest.fixture
def submitted() -> Submitted:
    return Submitted()


@pytest.fixture
def form(qtbot: QtBot, submitted: Submitted) -> Form:
    made = Form("Expense", submitted)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    made.add("name", "&Name", TextField())
    made.add("amount", "&Amount", AmountField())
    made.add("note", "N&ote", LongTextField())
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    return made


def editor(form: Form, name: str) -> Any:
    return form._rows[name].editor


def problems(form: Form) -> list[str]:
    """Return the problems shown, from the top."""
    labels = [label for label in form.findChildren(QLabel) if label.property("role") == "problem" and label.isVisible()]
    return [label.text() for label in sorted(labels, key=lambda label: label.mapToGlobal(label.pos()).y())]


def test_enter_hands_the_values_over_and_closes(qtbot: QtBot, form: Form, submitted: Submitted) -> None:
    qtbot.keyClicks(editor(form, "name"), "Rent")
    qtbot.keyClick(editor(form, "name"), Key.Key_Tab)
    assert editor(form, "amount").hasFocus()
    qtbot.keyClicks(editor(form, "amount"), "1 150")
    with qtbot.waitSignal(form.accepted):
        qtbot.keyClick(editor(form, "amount"), Key.Key_Return)
    assert submitted.values == [{"name": "Rent", "amount": 1150_00, "note": ""}]
    assert not form.isVisible()


def test_a_problem_stands_beside_its_field_which_has_the_keyboard(qtbot: QtBot, form: Form) -> None:
    qtbot.keyClicks(editor(form, "name"), "Rent")
    qtbot.keyClicks(editor(form, "amount"), "a lot")
    editor(form, "name").setFocus()
    qtbot.keyClick(editor(form, "name"), Key.Key_Return)
    assert form.isVisible()
    (said,) = problems(form)
    assert said.startswith("⚠ This is not an amount")
    assert editor(form, "amount").hasFocus()
    assert editor(form, "amount").accessibleDescription() in said
    assert (editor(form, "name").text(), editor(form, "amount").text()) == ("Rent", "a lot")


def test_a_problem_goes_when_it_is_mended(qtbot: QtBot, form: Form, submitted: Submitted) -> None:
    qtbot.keyClick(editor(form, "amount"), Key.Key_Return)
    assert len(problems(form)) == 1
    submitted.problems = (Problem("empty", "name"),)
    qtbot.keyClicks(editor(form, "amount"), "5")
    qtbot.keyClick(editor(form, "amount"), Key.Key_Return)
    assert problems(form) == ["⚠ Write something here."]
    assert editor(form, "name").hasFocus()
    assert editor(form, "amount").accessibleDescription() == ""


def test_a_problem_of_no_field_stands_at_the_top(qtbot: QtBot, form: Form, submitted: Submitted) -> None:
    submitted.problems = (Problem("disk_full"), Problem("empty", "somewhere else"), Problem("empty", "name"))
    qtbot.keyClicks(editor(form, "amount"), "5")
    qtbot.keyClick(editor(form, "amount"), Key.Key_Return)
    assert problems(form) == [
        "⚠ Nothing was saved, since the disk is full. Free some space, then try again.\n⚠ Write something here.",
        "⚠ Write something here.",
    ]


def test_a_hidden_field_that_is_at_fault_is_shown(qtbot: QtBot, form: Form) -> None:
    qtbot.keyClicks(editor(form, "amount"), "a lot")
    form.show_field("amount", False)
    assert not editor(form, "amount").isVisible()
    qtbot.keyClick(editor(form, "name"), Key.Key_Return)
    assert editor(form, "amount").isVisible()
    assert len(problems(form)) == 1


def test_ten_thousand_characters_survive_a_refusal(qtbot: QtBot, form: Form, submitted: Submitted) -> None:
    submitted.problems = (Problem("too_long", "name", {"count": 10_000, "longest": 200}),)
    QGuiApplication.clipboard().setText("x" * 10_000)
    for name in ("name", "note"):
        editor(form, name).setFocus()
        qtbot.keyClick(editor(form, name), Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(editor(form, "amount"), "5")
    qtbot.keyClick(editor(form, "amount"), Key.Key_Return)
    assert problems(form) == ["⚠ This is 10000 characters long; 200 fit here. Shorten it."]
    assert editor(form, "name").read() == "x" * 10_000 == editor(form, "note").read()


def test_markup_is_shown_as_it_is_written(qtbot: QtBot, form: Form, submitted: Submitted) -> None:
    submitted.problems = (Problem("invoice_number_taken", "name", {"number": "<img src='file:///x'><b>1</b>"}),)
    qtbot.keyClicks(editor(form, "amount"), "5")
    qtbot.keyClick(editor(form, "amount"), Key.Key_Return)
    (label,) = [one for one in form.findChildren(QLabel) if "img src" in one.text()]
    assert label.textFormat() is Qt.TextFormat.PlainText


def test_every_field_is_reached_by_its_letter(qtbot: QtBot, form: Form) -> None:
    alt = Qt.KeyboardModifier.AltModifier
    for key, name in ((Key.Key_O, "note"), (Key.Key_A, "amount"), (Key.Key_N, "name")):
        qtbot.keyClick(form.focusWidget() or form, key, alt)
        assert editor(form, name).hasFocus()


def test_escape_leaves_without_handing_anything_over(qtbot: QtBot, form: Form, submitted: Submitted) -> None:
    qtbot.keyClicks(editor(form, "name"), "Rent")
    with qtbot.waitSignal(form.rejected):
        qtbot.keyClick(editor(form, "name"), Key.Key_Escape)
    assert submitted.values == []


def test_a_form_of_many_fields_fits_the_screen_and_scrolls_to_the_fault(qtbot: QtBot, submitted: Submitted) -> None:
    long = Form("Long", submitted)
    for number in range(60):
        long.add(f"field{number}", f"Field {number}", TextField())
    qtbot.addWidget(long)
    with qtbot.waitActive(long):
        long.show()
    assert long.height() <= long.screen().availableGeometry().height()
    submitted.problems = (Problem("empty", "field59"),)
    qtbot.keyClick(editor(long, "field0"), Key.Key_Return)
    place = editor(long, "field59")
    assert long.rect().contains(place.mapTo(long, place.rect().center()))
