"""What is due today: the headline's figure opens the list it counts, and the list is worked through by keyboard."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from rebond.domain.missions.kinds import Payment
from rebond.journal.queries.due import DueKind
from rebond.ui.headline import Figure
from rebond.ui.missions.invoice_form import InvoiceForm, PaymentForm
from rebond.ui.today_panel import TodayPanel
from rebond.ui.workspace import MISSIONS, RUNWAY
from tests.stories.conftest import Person


def due_figure(person: Person) -> Figure:
    return next(figure for figure in person.sees(Figure) if "Due today" in figure.accessibleName())


def count(person: Person) -> int:
    """Return the number in the headline."""
    return int(due_figure(person).accessibleName().removeprefix("Due today: ").partition(" ")[0])


def panel(person: Person) -> TodayPanel:
    (found,) = person.sees(TodayPanel)
    return found


def test_the_six_of_the_headline_are_the_six_of_the_list(person: Person, example: Path) -> None:
    person.starts(example)
    person.window.workspace.show_tab(RUNWAY)  # type: ignore[union-attr]
    due_figure(person).setFocus()
    person.presses(Qt.Key.Key_Space)
    shown = panel(person)
    assert count(person) == shown.model.rowCount() == 6
    assert person.window.workspace.current == RUNWAY, "the tab in front stays"  # type: ignore[union-attr]
    first = shown.model.index(0, 0).data()
    assert first == "Perret · Invoice 2026-28: €576.00 left to pay · 30 September 2026 · late invoice · 53 days late"
    assert shown.view.hasFocus()

    person.presses(Qt.Key.Key_Space)
    person.dialog(PaymentForm)
    person.presses(Qt.Key.Key_Return)
    person.waits_for(lambda: shown.view.hasFocus())
    person.waits_for(lambda: count(person) == shown.model.rowCount() == 5)
    with person.program.journal.read() as reader:  # type: ignore[union-attr]
        assert reader.all(Payment)[-1].amount == 576_00

    person.presses(Qt.Key.Key_Down)
    line = shown.line()
    assert line
    assert line.kind is DueKind.FOLLOW_UP
    person.presses(Qt.Key.Key_Space)
    person.waits_for(lambda: count(person) == shown.model.rowCount() == 4)
    after = shown.line()
    assert after
    assert after.key != line.key, "the next line is chosen"
    person.presses(Qt.Key.Key_Z, ctrl=True)
    person.waits_for(lambda: count(person) == shown.model.rowCount() == 5)

    person.presses(Qt.Key.Key_Escape)
    assert not shown.isVisible()
    assert due_figure(person).hasFocus(), "the focus is back where it was"


def test_enter_opens_a_line_in_its_tab_and_ctrl_t_hides_the_list(person: Person, example: Path) -> None:
    person.starts(example)
    person.window.workspace.show_tab(RUNWAY)  # type: ignore[union-attr]
    person.presses(Qt.Key.Key_T, ctrl=True)
    shown = panel(person)
    person.presses(Qt.Key.Key_Return)
    assert person.window.workspace.current == MISSIONS  # type: ignore[union-attr]
    invoices = person.window.workspace.missions.invoices  # type: ignore[union-attr]
    assert invoices.view.hasFocus()
    person.presses(Qt.Key.Key_F2)
    form = person.dialog(InvoiceForm)
    assert form.editor("number").text() == "2026-28"
    person.presses(Qt.Key.Key_Escape)
    assert shown.isVisible()
    shown.setFocus()
    person.presses(Qt.Key.Key_T, ctrl=True)
    assert not shown.isVisible()


def test_the_list_says_so_when_nothing_is_due(person: Person, example: Path) -> None:
    person.starts(example)
    person.presses(Qt.Key.Key_T, ctrl=True)
    shown = panel(person)
    while line := shown.line():
        person.presses(Qt.Key.Key_Space)
        if line.kind is DueKind.LATE_INVOICE:
            person.dialog(PaymentForm)
            person.presses(Qt.Key.Key_Return)
            person.waits_for(shown.view.hasFocus)
    person.waits_for(lambda: (count(person), shown.model.rowCount()) == (0, 0))
    assert shown.none.isVisible()
    assert not [button.text() for button in person.sees(QPushButton, shown)]
    person.presses(Qt.Key.Key_Escape)
    assert not shown.isVisible()
