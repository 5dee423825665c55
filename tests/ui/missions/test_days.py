"""Days worked: typed and painted in the month of a mission, by keyboard and mouse, and what is made of them."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QMouseEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rebond.actions.invoices import set_cancelled
from rebond.domain.countries import Country
from rebond.domain.missions.kinds import Billing, Client, Contract, Invoice, Mission
from rebond.domain.worked_days.kinds import WorkedDay
from rebond.journal.undo import undo
from rebond.ui.missions.day_form import DayForm
from rebond.ui.missions.days_panel import DaysPanel
from rebond.ui.missions.invoice_form import InvoiceForm
from rebond.ui.missions.report_dialog import ReportDialog
from rebond.ui.missions.tab import MissionsTab
from rebond.ui.session import Session
from tests.ui.conftest import TODAY, session_on

from .conftest import shown

KEY = Qt.Key


@pytest.fixture
def session(tmp_path: Path, qapp: object) -> Iterator[Session]:
    """Return a session with a mission by the day for Atlas, one by the month for Perret, and one long over."""
    clients = [Client(name="Atlas", country=Country.FR), Client(name="Perret")]
    missions = [
        Mission(
            client_id=1, name="Advice", starts=date(2026, 9, 1), billing=Billing.DAILY, amount=450_50,
            days_per_month=12_00, vat_rate=20_000,
        ),
        Mission(client_id=2, name="Newsletter", starts=date(2026, 1, 1), amount=600_00),
        Mission(
            client_id=2, name="Site", contract=Contract.FIXED_TERM, starts=date(2026, 3, 2), ends=date(2026, 4, 17),
            billing=Billing.DAILY, amount=400_00, days_per_month=10_00,
        ),
    ]  # fmt: skip
    with session_on(tmp_path / "journal.rebond", (clients, missions)) as made:
        yield made


@pytest.fixture
def tab(session: Session, qtbot: QtBot) -> MissionsTab:
    return shown(session, qtbot)


@pytest.fixture
def panel(tab: MissionsTab) -> DaysPanel:
    """Return the panel of Atlas's mission, shown, with the keyboard on the tests' today, a Sunday."""
    tab.missions.reveal(("mission", 1))
    tab.parts.setCurrentWidget(tab.days)
    tab.days.panel.view.setFocus()
    return tab.days.panel


def noted(session: Session) -> dict[date, int]:
    with session.journal.read() as reader:
        return {row.date: row.days for row in reader.all(WorkedDay)}


def november(*days: int) -> list[date]:
    return [date(2026, 11, day) for day in days]


def dialog(kind: type) -> object:
    return next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible())


def place(panel: DaysPanel, day: date) -> QPoint:
    return panel.view.visualRect(panel.model.index_of(day)).center()


def test_nothing_is_built_before_the_part_is_shown(tab: MissionsTab) -> None:
    assert tab.days._panel is None
    tab.parts.setCurrentWidget(tab.days)
    assert tab.days._panel is not None


def test_space_goes_from_nothing_to_a_whole_day_a_half_and_back(
    panel: DaysPanel, session: Session, qtbot: QtBot
) -> None:
    assert panel.view.current is not None
    assert panel.view.current.date == TODAY
    for worked in ({TODAY: 100}, {TODAY: 50}, {}):
        qtbot.keyClick(panel.view, KEY.Key_Space)
        assert noted(session) == worked
    assert undo(session.journal)
    assert noted(session) == {TODAY: 50}


def test_arrows_move_and_figures_set(panel: DaysPanel, session: Session, qtbot: QtBot) -> None:
    for key in (KEY.Key_Right, KEY.Key_Right):
        qtbot.keyClick(panel.view, key)
    qtbot.keyClicks(panel.view, "1")
    qtbot.keyClick(panel.view, KEY.Key_Up)
    qtbot.keyClicks(panel.view, ",")
    qtbot.keyClick(panel.view, KEY.Key_Left)
    qtbot.keyClicks(panel.view, "5")
    assert noted(session) == dict(zip(november(16, 17, 24), (50, 50, 100), strict=True))
    assert panel.sum.text() == "2 of 12 days planned"
    assert panel.money.whole() == "€901.00 before VAT"
    qtbot.keyClicks(panel.view, "0")
    qtbot.keyClick(panel.view, KEY.Key_Right)
    qtbot.keyClick(panel.view, KEY.Key_Delete)
    assert noted(session) == {november(24)[0]: 100}


def test_a_range_chosen_with_shift_is_one_change(panel: DaysPanel, session: Session, qtbot: QtBot) -> None:
    qtbot.keyClick(panel.view, KEY.Key_Home)
    shift = Qt.KeyboardModifier.ShiftModifier
    for key in (KEY.Key_Down, KEY.Key_Down, KEY.Key_Right, KEY.Key_Right):
        qtbot.keyClick(panel.view, key, shift)
    assert len(panel.view.selectedIndexes()) == 17
    with qtbot.waitSignal(session.changed):
        qtbot.keyClick(panel.view, KEY.Key_Space)
    working = november(2, 3, 4, 5, 6, 9, 10, 12, 13, 16, 17)
    assert noted(session) == dict.fromkeys(working, 100), "week-ends and 11 November stay free"
    qtbot.keyClick(panel.view, KEY.Key_Space)
    assert set(noted(session).values()) == {50}
    undo(session.journal)
    undo(session.journal)
    assert noted(session) == {}


def test_a_range_ends_with_its_month(panel: DaysPanel, qtbot: QtBot) -> None:
    shift = Qt.KeyboardModifier.ShiftModifier
    for _press in range(3):
        qtbot.keyClick(panel.view, KEY.Key_Down, shift)
    assert panel.view.range == (TODAY, november(29)[0])
    assert panel.name.text() == "November 2026"
    qtbot.keyClick(panel.view, KEY.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert panel.view.range == (november(1)[0], november(30)[0])


def test_the_keys_cross_into_other_months(panel: DaysPanel, qtbot: QtBot) -> None:
    qtbot.keyClick(panel.view, KEY.Key_PageDown)
    assert panel.name.text() == "December 2026"
    assert panel.view.current is not None
    assert panel.view.current.date == date(2026, 12, 22)
    qtbot.keyClick(panel.view, KEY.Key_PageUp)
    qtbot.keyClick(panel.view, KEY.Key_Home)
    qtbot.keyClick(panel.view, KEY.Key_Left)
    assert panel.name.text() == "October 2026"
    assert panel.view.current.date == date(2026, 10, 31)
    assert panel.view.hasFocus()
    panel.now.click()
    assert panel.name.text() == "November 2026"
    assert not panel.now.isVisible()


def test_the_mouse_paints_what_it_passes(panel: DaysPanel, session: Session, qtbot: QtBot) -> None:
    port = panel.view.viewport()
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=place(panel, november(5)[0]))
    for day in (6, 9, 10):
        panel.view.mouseMoveEvent(_moved(panel, november(day)[0]))
    assert panel.model.preview == dict.fromkeys(november(5, 6, 9, 10), 100), "shown before it is written"
    assert noted(session) == {}
    with qtbot.waitSignal(session.changed):
        qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=place(panel, november(10)[0]))
    assert noted(session) == dict.fromkeys(november(5, 6, 9, 10), 100)
    qtbot.mouseClick(port, Qt.MouseButton.LeftButton, pos=place(panel, november(6)[0]))
    assert noted(session)[november(6)[0]] == 50
    undo(session.journal)
    undo(session.journal)
    assert noted(session) == {}


def test_escape_puts_the_brush_down(panel: DaysPanel, session: Session, qtbot: QtBot) -> None:
    port = panel.view.viewport()
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=place(panel, november(5)[0]))
    qtbot.keyClick(panel.view, KEY.Key_Escape)
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=place(panel, november(5)[0]))
    assert noted(session) == {}
    assert not panel.model.preview


def test_each_cell_says_its_day(panel: DaysPanel, session: Session, qtbot: QtBot) -> None:
    panel.go(november(2)[0])
    qtbot.keyClicks(panel.view, "5")
    role = Qt.ItemDataRole.AccessibleTextRole
    assert panel.model.index_of(november(2)[0]).data(role) == "Monday 2 November, half a day"
    holiday = panel.model.index_of(november(11)[0]).data(role)
    assert holiday == "Wednesday 11 November, not worked, public holiday: Armistice Day"
    assert panel.about.whole() == "Monday 2 November, half a day"
    interface = QAccessible.queryAccessibleInterface(panel.view)
    assert interface is not None
    cells = [interface.child(at) for at in range(interface.childCount())]
    assert "Monday 2 November, half a day" in [cell.text(QAccessible.Text.Name) for cell in cells if cell]


def test_an_empty_month_says_what_to_do_and_fills_the_working_days(panel: DaysPanel, session: Session) -> None:
    assert "press Space" in panel.hint.text()
    assert not panel.report.isEnabled()
    panel.fill.click()
    assert len(noted(session)) == 20
    assert not panel.fill.isVisible()
    assert panel.report.isEnabled()
    assert panel.view.hasFocus()


def test_what_was_done_is_written_with_enter(panel: DaysPanel, session: Session, qtbot: QtBot) -> None:
    qtbot.keyClick(panel.view, KEY.Key_Return)
    form = dialog(DayForm)
    assert isinstance(form, DayForm)
    assert form.windowTitle() == "Sunday 22 November"
    qtbot.keyClicks(form.editor("note"), "Workshop")
    form.accept()
    assert noted(session) == {TODAY: 100}
    assert panel.about.whole() == "Sunday 22 November, a whole day, Workshop"


def test_the_draft_invoice_bills_the_days_and_warns_of_a_second_one(
    tab: MissionsTab, panel: DaysPanel, session: Session, qtbot: QtBot
) -> None:
    panel.view.painted.emit(dict(zip(november(2, 3), (100, 50), strict=True)))
    panel.invoice.click()
    form = dialog(InvoiceForm)
    assert isinstance(form, InvoiceForm)
    assert (form.editor("amount").text(), form.editor("vat").text()) == ("675.75", "135.15")
    assert (form.editor("days").text(), form.editor("month").text()) == ("1.5", "11/2026")
    assert not form._rows["month"].warning.text()
    form.editor("number").setText("2026-40")
    form.accept()
    with session.journal.read() as reader:
        (invoice,) = reader.all(Invoice)
    assert (invoice.mission_id, invoice.days, invoice.amount) == (1, 150, 675_75)
    tab.parts.setCurrentWidget(tab.days)
    assert panel.billed.whole() == "Invoiced: 2026-40"
    panel.view.painted.emit({november(4)[0]: 100})
    assert panel.billed.whole() == "Invoiced: 2026-40 · 1.5 days"
    panel.invoice.click()
    form = dialog(InvoiceForm)
    assert isinstance(form, InvoiceForm)
    assert form._rows["month"].warning.text() == "November 2026 is billed already: 2026-40."
    form.editor("month").setText("12/2026")
    assert not form._rows["month"].warning.text()
    form.reject()
    session.do(set_cancelled, session.journal, invoice, cancelled=True)
    tab.parts.setCurrentWidget(tab.days)
    assert panel.billed.whole() == "", "a cancelled invoice bills nothing"


def test_a_mission_by_the_month_has_days_and_no_draft_by_the_day(tab: MissionsTab, panel: DaysPanel) -> None:
    tab.missions.reveal(("mission", 2))
    assert not panel.invoice.isVisible()
    assert panel.sum.text() == "0 days"
    assert "the client has no country" in panel.hint.text()


def test_a_mission_that_is_over_shows_its_last_month(tab: MissionsTab, panel: DaysPanel) -> None:
    tab.missions.reveal(("mission", 3))
    assert panel.name.text() == "April 2026"
    assert panel.view.current is not None
    assert panel.view.current.date == date(2026, 4, 17)


def test_a_day_that_was_found_is_shown_in_its_month(tab: MissionsTab, session: Session) -> None:
    with session.journal.transaction("set_up") as transaction:
        row = transaction.insert(WorkedDay(mission_id=1, date=date(2026, 10, 6), note="Workshop"))
    assert tab.reveal("worked_day", row)
    assert tab.parts.currentWidget() is tab.days
    assert tab.days.panel.view.current is not None
    assert tab.days.panel.view.current.date == date(2026, 10, 6)


def test_the_model_keeps_qts_rules(panel: DaysPanel, qtbot: QtBot) -> None:
    tester = QAbstractItemModelTester(panel.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    qtbot.keyClick(panel.view, KEY.Key_PageDown)
    qtbot.keyClick(panel.view, KEY.Key_Space)
    del tester


def _moved(panel: DaysPanel, day: date) -> QMouseEvent:
    point = QPointF(place(panel, day))
    left = Qt.MouseButton.LeftButton
    return QMouseEvent(QEvent.Type.MouseMove, point, point, left, left, Qt.KeyboardModifier.NoModifier)


def test_the_report_is_shown_and_saved_in_the_language_chosen(
    panel: DaysPanel, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    panel.view.painted.emit(dict(zip(november(2, 3), (100, 50), strict=True)))
    panel.report.click()
    report = dialog(ReportDialog)
    assert isinstance(report, ReportDialog)
    assert report.width() <= 940
    assert report.height() <= 520
    qtbot.waitUntil(lambda: not report.page.pixmap().isNull())
    assert report.sum.text() == "Atlas · Advice\n1.5 days"
    assert "File > About you…" in report.missing.text()
    assert "address" in report.missing.text()
    report.languages.setCurrentIndex(report.languages.findData("fr"))
    assert not report.save.isEnabled(), "until the page in French is there"
    qtbot.waitUntil(report.save.isEnabled)
    with qtbot.waitSignal(report.accepted):
        report.write(tmp_path / "report.pdf")
    (page,) = PdfReader(tmp_path / "report.pdf").pages
    assert "novembre 2026" in page.extract_text()
    assert "1,5" in page.extract_text()


def test_the_report_is_printed_in_the_language_chosen(
    panel: DaysPanel, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    panel.view.painted.emit(dict(zip(november(2, 3), (100, 50), strict=True)))
    panel.report.click()
    report = dialog(ReportDialog)
    assert isinstance(report, ReportDialog)
    report.languages.setCurrentIndex(report.languages.findData("fr"))
    assert not report.print.isEnabled(), "until the page in French is there"
    qtbot.waitUntil(report.print.isEnabled)
    qtbot.keyClick(report.print, Qt.Key.Key_Space)
    printing = report.findChild(QPrintDialog)
    assert printing is not None
    assert printing.windowTitle() == "Print the activity report"
    printer = printing.printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printing.accepted.emit(printer)
    printing.reject()
    (page,) = PdfReader(tmp_path / "printed.pdf").pages
    assert "novembre 2026" in " ".join(page.extract_text().split())
    report.reject()
