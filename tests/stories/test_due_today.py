"""The agenda: the headline counts what is due in it, and it is worked through by keyboard, with tasks of one's own."""

from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton

from rebond.actions.journals import create
from rebond.domain.agenda.entries import AgendaEntry, AgendaKind, When
from rebond.domain.agreements.kinds import Amendment, Reply
from rebond.domain.missions.kinds import Billing, Client, Event, Invoice, Mission, Payment
from rebond.domain.tasks.kinds import Task
from rebond.domain.worked_days.kinds import WorkedDay
from rebond.ui.agenda.task_form import TaskForm
from rebond.ui.agenda.today_model import Heading
from rebond.ui.agenda.today_panel import TodayPanel
from rebond.ui.headline import Figure
from rebond.ui.missions.end_form import EndForm
from rebond.ui.missions.invoice_form import InvoiceForm, PaymentForm
from rebond.ui.workspace import MISSIONS, RUNWAY
from tests.stories.conftest import TODAY, Person


def due_figure(person: Person) -> Figure:
    return next(figure for figure in person.sees(Figure) if "Due today" in figure.accessibleName())


def count(person: Person) -> int:
    """Return the number in the headline."""
    return int(due_figure(person).accessibleName().removeprefix("Due today: ").partition(" ")[0])


def panel(person: Person) -> TodayPanel:
    (found,) = person.sees(TodayPanel)
    return found


def due(shown: TodayPanel) -> int:
    """Return the number of lines of the agenda that are late or for today."""
    rows = [shown.model.at(place) for place in range(shown.model.rowCount())]
    return sum(row.count for row in rows if isinstance(row, Heading) and row.when in (When.LATE, When.TODAY))


def test_what_the_headline_counts_is_worked_through_by_keyboard(person: Person, example: Path) -> None:
    person.starts(example)
    person.window.workspace.show_tab(RUNWAY)  # type: ignore[union-attr]
    due_figure(person).setFocus()
    person.presses(Qt.Key.Key_Space)
    shown = panel(person)
    assert count(person) == due(shown) == 6
    assert person.window.workspace.current == RUNWAY, "the tab in front stays"  # type: ignore[union-attr]
    assert shown.model.index(0, 0).data() == "Late (3)"
    first = shown.view.currentIndex().data()
    assert first == (
        "Perret · Invoice 2026-28: €576.00 left to pay (promised for 21 November 2026, not paid; "
        "formal notice from 14 November 2026) · 30 September 2026 · 53 days late · Newsletter"
    )
    assert shown.view.hasFocus()
    assert shown.view.indexAt(QPoint(1, 1)).row() == 0, "the heading stands above the first line"

    person.presses(Qt.Key.Key_Space)
    person.dialog(PaymentForm)
    person.presses(Qt.Key.Key_Return)
    person.waits_for(lambda: shown.view.hasFocus())
    person.waits_for(lambda: count(person) == due(shown) == 5)
    with person.program.journal.read() as reader:  # type: ignore[union-attr]
        assert reader.all(Payment)[-1].amount == 576_00

    person.presses(Qt.Key.Key_Down)
    line = shown.entry()
    assert line
    assert line.kind is AgendaKind.FOLLOW_UP
    person.presses(Qt.Key.Key_Space)
    person.waits_for(lambda: count(person) == due(shown) == 4)
    after = shown.entry()
    assert after
    assert after.key != line.key, "the next line is chosen"
    person.presses(Qt.Key.Key_Z, ctrl=True)
    person.waits_for(lambda: count(person) == due(shown) == 5)

    person.presses(Qt.Key.Key_Escape)
    assert not shown.isVisible()
    assert due_figure(person).hasFocus(), "the focus is back where it was"


def tasks(person: Person) -> list[Task]:
    with person.program.journal.read() as reader:  # type: ignore[union-attr]
        return [task for task in reader.all(Task) if task.text.startswith("Prepare")]


def test_a_task_is_added_moved_edited_done_and_taken_back_by_keyboard(person: Person, example: Path) -> None:
    person.starts(example)
    before = count(person)
    person.presses(Qt.Key.Key_T, ctrl=True)
    shown = panel(person)
    person.presses(Qt.Key.Key_N)
    person.types("Prepare the meeting")
    person.presses(Qt.Key.Key_Return)
    person.waits_for(lambda: count(person) == before + 1)
    line = shown.entry()
    assert line
    assert (line.what, line.date) == ("Prepare the meeting", TODAY), "it is chosen"
    assert shown.view.hasFocus()

    person.presses(Qt.Key.Key_Plus)
    person.presses(Qt.Key.Key_Plus)
    assert tasks(person)[0].due == TODAY + timedelta(days=2)
    person.waits_for(lambda: count(person) == before)
    person.presses(Qt.Key.Key_Minus)
    assert tasks(person)[0].due == TODAY + timedelta(days=1)

    person.presses(Qt.Key.Key_Return)
    form = person.dialog(TaskForm)
    assert form.editor("text").hasFocus()
    person.presses(Qt.Key.Key_End)
    person.types(" with Atlas")
    person.presses(Qt.Key.Key_Tab)
    person.types("today")
    person.presses(Qt.Key.Key_Return)
    person.waits_for(lambda: shown.view.hasFocus())
    person.waits_for(lambda: count(person) == before + 1)
    (edited,) = tasks(person)
    assert (edited.text, edited.due) == ("Prepare the meeting with Atlas", TODAY)

    person.presses(Qt.Key.Key_Space)
    person.waits_for(lambda: count(person) == before)
    assert tasks(person)[0].done == TODAY
    for _step in ("done", "edited", "moved", "moved", "moved", "added"):
        person.presses(Qt.Key.Key_Z, ctrl=True)
    person.waits_for(lambda: tasks(person) == [])
    assert count(person) == before
    assert shown.entry(), "a line is chosen"


def test_a_day_that_follows_from_something_else_is_not_moved_and_the_status_line_says_why(
    person: Person, example: Path
) -> None:
    person.starts(example)
    person.presses(Qt.Key.Key_T, ctrl=True)
    shown = panel(person)
    said = {}
    for place in range(shown.model.rowCount()):
        row = shown.model.at(place)
        if isinstance(row, AgendaEntry) and row.kind not in said:
            shown.view.setCurrentIndex(shown.model.index(place, 0))
            person.window.statusBar().clearMessage()
            person.presses(Qt.Key.Key_Minus)
            said[row.kind] = person.window.statusBar().currentMessage()
    assert "the due date of the invoice" in said[AgendaKind.LATE_INVOICE]
    assert "follows from the contract" in said[AgendaKind.END]
    assert said[AgendaKind.MILESTONE].startswith("Day moved")
    assert "follows from the closure" in said[AgendaKind.CLOSURE]
    assert "to be invoiced" in said[AgendaKind.TO_INVOICE]
    assert said[AgendaKind.TASK].startswith("It is due already")
    assert said[AgendaKind.FOLLOW_UP].startswith("It is due already")
    assert said[AgendaKind.ANSWER].startswith("Day moved"), "an answer's day was chosen by the person"


def test_an_invoice_to_send_is_written_with_space(person: Person, example: Path) -> None:
    person.starts(example)
    person.presses(Qt.Key.Key_T, ctrl=True)
    shown = panel(person)
    place = next(
        place
        for place in range(shown.model.rowCount())
        if isinstance(row := shown.model.at(place), AgendaEntry) and row.kind is AgendaKind.TO_INVOICE
    )
    shown.view.setCurrentIndex(shown.model.index(place, 0))
    person.presses(Qt.Key.Key_Space)
    form = person.dialog(InvoiceForm)
    assert form.editor("number").text()
    person.presses(Qt.Key.Key_Return)
    person.waits_for(lambda: shown.view.hasFocus())
    with person.program.journal.read() as reader:  # type: ignore[union-attr]
        written = reader.all(Invoice)[-1]
    assert (written.month, written.amount) == (date(2026, 11, 1), 2_700_00)


def test_an_invoice_to_send_bills_the_days_worked(person: Person, tmp_path: Path) -> None:
    days = [WorkedDay(mission_id=1, date=date(2026, 11, day)) for day in (2, 3, 4, 5, 6)]
    mission = Mission(
        client_id=1, name="Site", starts=date(2026, 11, 1), billing=Billing.DAILY, amount=400_00, days_per_month=2_00
    )
    path = tmp_path / "days.rebond"
    with create(path) as journal, journal.transaction("import") as transaction:
        transaction.insert(Client(name="Duval"))
        transaction.insert(mission)
        transaction.insert_all(days)
    person.starts(path)
    person.presses(Qt.Key.Key_T, ctrl=True)
    person.presses(Qt.Key.Key_Space)
    form = person.dialog(InvoiceForm)
    assert (form.editor("days").text(), form.editor("amount").text()) == ("5", "2000")


def test_an_accepted_amendment_is_invoiced_from_the_agenda(person: Person, tmp_path: Path) -> None:
    path = tmp_path / "amendment.rebond"
    with create(path) as journal, journal.transaction("import") as transaction:
        transaction.insert(Client(name="Duval"))
        transaction.insert(Mission(client_id=1, name="Site", starts=date(2026, 11, 1)))
        transaction.insert(
            Amendment(
                mission_id=1, number="A1", made=TODAY, hourly_rate=80_00, sent=TODAY, reply=Reply.ACCEPTED,
                answered=TODAY,
            )
        )  # fmt: skip
        transaction.insert(Event(mission_id=1, date=TODAY, text="A film", minutes=90, amendment_id=1))
    person.starts(path)
    person.presses(Qt.Key.Key_T, ctrl=True)
    shown = panel(person)
    assert "Invoice amendment A1" in shown.view.currentIndex().data()
    person.presses(Qt.Key.Key_Space)
    assert person.dialog(InvoiceForm).editor("amount").text() == "120"
    person.presses(Qt.Key.Key_Return)
    person.waits_for(lambda: shown.view.hasFocus())
    person.waits_for(lambda: due(shown) == 0)


def test_one_missions_lines_are_shown_alone_and_a_task_added_there_is_its_own(person: Person, example: Path) -> None:
    person.starts(example)
    person.presses(Qt.Key.Key_T, ctrl=True)
    shown = panel(person)
    shown.filter.setFocus()
    person.types("Atlas")
    person.waits_for(lambda: {row.client for row in entries(shown)} == {"Atlas"})
    shown.line.setFocus()
    person.types("Prepare it")
    person.presses(Qt.Key.Key_Tab)
    person.types("+3")
    person.presses(Qt.Key.Key_Return)
    person.waits_for(lambda: "Prepare it" in [row.what for row in entries(shown)])
    (task,) = tasks(person)
    assert (task.due, task.mission_id) == (TODAY + timedelta(days=3), shown.model.mission_id)
    person.presses(Qt.Key.Key_Delete)
    person.waits_for(lambda: "Prepare it" not in [row.what for row in entries(shown)])
    assert tasks(person) == []


def test_a_day_that_cannot_be_read_keeps_what_was_typed(person: Person, example: Path) -> None:
    person.starts(example)
    person.presses(Qt.Key.Key_T, ctrl=True)
    line = panel(person).line
    line.setFocus()
    person.types("Prepare it")
    line.due.setText("someday")
    person.presses(Qt.Key.Key_Return)
    assert line.text.text() == "Prepare it"
    assert line.due.hasFocus()
    assert "not a day of the calendar" in line.due.accessibleDescription()
    assert tasks(person) == []
    line.due.setText("")
    person.presses(Qt.Key.Key_Return)
    (task,) = tasks(person)
    assert task.due is None


def test_the_agenda_is_exported_from_the_menu(person: Person, example: Path, tmp_path: Path) -> None:
    person.starts(example)
    out = tmp_path / "mine.ics"
    person.names_the_file(out)
    (export,) = [action for action in person.window._menus.commands if "iCalendar" in action.text()]
    export.trigger()
    person.waits_for(person.window.isActiveWindow)
    assert person.window.statusBar().currentMessage() == "Exported: mine.ics"
    assert out.read_bytes().count(b"BEGIN:VEVENT") == len(entries_in(person))


def entries(shown: TodayPanel) -> list[AgendaEntry]:
    rows = [shown.model.at(place) for place in range(shown.model.rowCount())]
    return [row for row in rows if isinstance(row, AgendaEntry)]


def entries_in(person: Person) -> list[AgendaEntry]:
    person.presses(Qt.Key.Key_T, ctrl=True)
    return entries(panel(person))


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


def test_an_empty_agenda_offers_its_line(person: Person, tmp_path: Path) -> None:
    create(tmp_path / "new.rebond").close()
    person.starts(tmp_path / "new.rebond")
    person.presses(Qt.Key.Key_T, ctrl=True)
    shown = panel(person)
    assert shown.none.isVisible()
    assert shown.line.text.hasFocus()
    assert not [button.text() for button in person.sees(QPushButton, shown)]
    person.types("Prepare all")
    person.presses(Qt.Key.Key_Return)
    person.waits_for(shown.view.hasFocus)
    assert not shown.none.isVisible()
    person.presses(Qt.Key.Key_Space)
    person.waits_for(shown.none.isVisible)
    person.presses(Qt.Key.Key_Escape)
    assert not shown.isVisible()


def test_the_end_by_a_notice_is_noted_from_the_agenda(person: Person, tmp_path: Path) -> None:
    path = tmp_path / "ended.rebond"
    with create(path) as journal, journal.transaction("set_up") as transaction:
        transaction.insert(Client(name="Atlas"))
        told = Mission(
            client_id=1, name="Site", starts=date(2026, 10, 1), notice=1, notice_received=date(2026, 10, 10)
        )  # fmt: skip
        transaction.insert(told)
    person.starts(path)
    person.presses(Qt.Key.Key_T, ctrl=True)
    shown = panel(person)
    person.waits_for(lambda: shown.entry() is not None)
    line = shown.entry()
    assert line
    assert (line.kind, line.date) == (AgendaKind.END, date(2026, 11, 10))
    assert "Site has ended: note how" in shown.view.currentIndex().data()
    shown.view.setFocus()
    person.presses(Qt.Key.Key_Plus)
    person.presses(Qt.Key.Key_Space)
    form = person.dialog(EndForm)
    form.editor("ended").setFocus()
    person.types("10/11/2026")
    person.presses(Qt.Key.Key_Return)
    person.waits_for(lambda: shown.entry() is None)


def test_a_day_at_the_end_of_a_task_is_offered_until_a_hand_changes_it(person: Person, example: Path) -> None:
    person.starts(example)
    person.presses(Qt.Key.Key_T, ctrl=True)
    line = panel(person).line
    for text, day in (
        ("Call Claire", TODAY), ("Call Claire tomorrow", TODAY + timedelta(1)),
        ("Write to Jo by 30/11", date(2026, 11, 30)),
        ("Send the report of 12/10", TODAY), ("tomorrow", TODAY),
    ):  # fmt: skip
        line.text.setText(text)
        assert line.due.read() == day, text
    line.due.setText("+3")
    line.text.setText("Call Claire tomorrow")
    assert line.due.read() == TODAY + timedelta(3)
    line.add()
    with person.program.journal.read() as reader:  # type: ignore[union-attr]
        assert reader.all(Task)[-1].due == TODAY + timedelta(3)
    line.text.setText("Call Paul tomorrow")
    assert line.due.read() == TODAY + timedelta(1), "the next task is offered a day again"


def test_a_milestone_is_moved_and_the_closure_opened_by_key(person: Person, example: Path) -> None:
    person.starts(example)
    person.presses(Qt.Key.Key_T, ctrl=True)
    shown = panel(person)
    rows = [shown.model.at(place) for place in range(shown.model.rowCount())]
    kinds = [getattr(row, "kind", None) for row in rows]
    place = kinds.index(AgendaKind.MILESTONE)
    milestone = rows[place]
    shown.view.setCurrentIndex(shown.model.index(place, 0))
    person.presses(Qt.Key.Key_Plus)
    person.waits_for(lambda: shown.entry() is not None and shown.entry().date == milestone.date + timedelta(1))
    place = kinds.index(AgendaKind.CLOSURE)
    shown.view.setCurrentIndex(shown.model.index(place, 0))
    person.presses(Qt.Key.Key_Return)
    person.waits_for(lambda: person.window.workspace.current == RUNWAY)  # type: ignore[union-attr]
