"""The invoices of a mission: made, paid, cancelled, credited, found and sorted."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from rebond.domain.missions.kinds import Invoice, Payment
from rebond.journal.queries.missions import InvoiceOrder
from rebond.ui.missions.invoice_form import InvoiceForm, PaymentForm
from rebond.ui.missions.invoice_model import COLUMNS, InvoiceModel
from rebond.ui.missions.tab import MissionsTab
from rebond.ui.session import Session


def form(kind: type) -> object:
    return next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible())


def states(tab: MissionsTab) -> list[str]:
    tab.parts.setCurrentWidget(tab.invoices)
    model, column = tab.invoices.model, COLUMNS.index(InvoiceOrder.STATE)
    return [model.index(place, column).data() for place in range(model.rowCount())]


def invoices(session: Session) -> tuple[Invoice, ...]:
    with session.journal.read() as reader:
        return reader.all(Invoice)


def choose(tab: MissionsTab, place: int = 0) -> None:
    tab.parts.setCurrentWidget(tab.invoices)
    tab.invoices.view.setFocus()
    tab.invoices.view.selectRow(place)


def test_a_new_invoice_is_filled_in_for_the_next_month_and_saved_by_enter(
    tab: MissionsTab, session: Session, qtbot: QtBot
) -> None:
    choose(tab)
    qtbot.keyClick(tab.invoices.view, Qt.Key.Key_Insert)
    with qtbot.waitSignal(tab.invoices.model.rowsInserted):
        qtbot.keyClick(form(InvoiceForm), Qt.Key.Key_Return)
    made = invoices(session)[-1]
    assert (made.number, made.month, made.issued) == ("2026-32", date(2026, 10, 1), date(2026, 10, 31))
    assert (made.amount, made.vat, made.due) == (2400_00, 480_00, date(2026, 11, 30))
    assert tab.invoices._chosen().invoice.id == made.id


def test_vat_and_due_date_follow_what_is_typed_until_they_are_typed_themselves(tab: MissionsTab, qtbot: QtBot) -> None:
    tab.invoices._on_add()
    rows = form(InvoiceForm)._rows
    amount, vat, issued, due = (rows[name].editor for name in ("amount", "vat", "issued", "due"))
    amount.selectAll()
    qtbot.keyClicks(amount, "1000")
    assert vat.read() == 200_00
    issued.selectAll()
    qtbot.keyClicks(issued, "01/12/2026")
    assert due.read() == date(2026, 12, 31)
    vat.selectAll()
    qtbot.keyClicks(vat, "55")
    amount.selectAll()
    qtbot.keyClicks(amount, "2000")
    assert vat.read() == 55_00


def test_a_payment_is_by_default_the_rest_today(tab: MissionsTab, session: Session, qtbot: QtBot) -> None:
    choose(tab)
    assert states(tab) == ["late by 23 days"]
    qtbot.keyClick(tab.invoices.view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(tab.invoices.model.dataChanged):
        qtbot.keyClick(form(PaymentForm), Qt.Key.Key_Return)
    assert states(tab) == ["paid on 22 Nov"]
    assert invoices(session)[0].settled == date(2026, 11, 22)
    assert not tab.invoices.pay_button.isEnabled()


def test_an_invoice_partly_paid_says_so_and_the_payment_can_be_taken_back(
    tab: MissionsTab, session: Session, qtbot: QtBot
) -> None:
    choose(tab)
    tab.invoices._on_pay()
    amount = form(PaymentForm)._rows["amount"].editor
    assert amount.read() == 2880_00
    qtbot.keyClicks(amount, "1000")
    qtbot.keyClick(form(PaymentForm), Qt.Key.Key_Return)
    assert states(tab) == ["partly paid, late by 23 days"]
    (taken,) = tab.invoices._payments.actions()
    assert taken.text() == "22 November 2026 · €1,000.00"
    taken.trigger()
    assert states(tab) == ["late by 23 days"]
    with session.journal.read() as reader:
        assert reader.count(Payment) == 1


def test_too_large_a_payment_is_refused_in_its_form(tab: MissionsTab, qtbot: QtBot) -> None:
    choose(tab)
    tab.invoices._on_pay()
    open_form = form(PaymentForm)
    qtbot.keyClicks(open_form._rows["amount"].editor, "9999")
    qtbot.keyClick(open_form, Qt.Key.Key_Return)
    assert open_form.isVisible()
    assert "more than what is left" in open_form._rows["amount"].problem.text()


def test_an_invoice_is_cancelled_and_that_is_taken_back(tab: MissionsTab, qtbot: QtBot) -> None:
    choose(tab)
    tab.invoices._cancel.trigger()
    assert states(tab) == ["cancelled"]
    assert not tab.invoices._pay.isEnabled()
    tab.invoices._cancel.trigger()
    assert states(tab) == ["late by 23 days"]


def test_a_credit_note_takes_the_whole_invoice_back(tab: MissionsTab, session: Session, qtbot: QtBot) -> None:
    choose(tab)
    tab.invoices._credit.trigger()
    qtbot.keyClick(form(InvoiceForm), Qt.Key.Key_Return)
    note = invoices(session)[-1]
    assert (note.amount, note.vat, note.issued) == (-2400_00, -480_00, date(2026, 11, 22))
    assert note.corrects_id == invoices(session)[0].id
    assert sorted(states(tab)) == ["credit note, settled", "settled by a credit note"]


def test_a_credit_note_is_due_when_it_was_made_whatever_its_day(tab: MissionsTab, qtbot: QtBot) -> None:
    choose(tab)
    tab.invoices._credit.trigger()
    rows = form(InvoiceForm)._rows
    issued, due = rows["issued"].editor, rows["due"].editor
    issued.selectAll()
    qtbot.keyClicks(issued, "01/11/2026")
    assert due.read() == date(2026, 11, 22)


def test_a_negative_amount_offers_the_invoice_it_corrects(tab: MissionsTab, session: Session, qtbot: QtBot) -> None:
    tab.invoices._on_add()
    rows = form(InvoiceForm)._rows
    amount, corrects = rows["amount"].editor, rows["corrects_id"].editor
    assert not corrects.isVisible()
    amount.selectAll()
    qtbot.keyClicks(amount, "-100")
    assert corrects.isVisible()
    assert [corrects.itemText(place) for place in range(corrects.count())] == [
        "none",
        "2026-31 · 30 September 2026 · €2,880.00",
    ]
    corrects.setCurrentIndex(1)
    qtbot.keyClick(form(InvoiceForm), Qt.Key.Key_Return)
    assert invoices(session)[-1].corrects_id == invoices(session)[0].id
    assert "partly credited, late by 23 days" in states(tab)


def test_del_deletes_an_invoice(tab: MissionsTab, session: Session, qtbot: QtBot) -> None:
    choose(tab)
    with qtbot.waitSignal(tab.invoices.model.rowsRemoved):
        qtbot.keyClick(tab.invoices.view, Qt.Key.Key_Delete)
    assert len(invoices(session)) == 1
    assert tab.invoices.none.isVisible()


def test_a_refusal_without_a_form_is_told_in_passing(tab: MissionsTab, session: Session, qtbot: QtBot) -> None:
    tab.reveal("invoice", 2)
    with qtbot.waitSignal(session.message) as told:
        tab.invoices._on_cancel()
    assert "credit note" in told.args[0]


def add(session: Session, **values: object) -> None:
    usual = {
        "client_id": 1, "mission_id": 1, "amount": 100_00, "issued": date(2026, 11, 1), "due": date(2026, 12, 1),
    }  # fmt: skip
    with session.journal.transaction("import") as transaction:
        transaction.insert(Invoice(**{**usual, **values}))
    session.changed.emit(transaction.done)


def test_columns_sort_in_the_file_and_the_filter_finds_a_number(
    tab: MissionsTab, session: Session, qtbot: QtBot
) -> None:
    add(session, number="A-7", amount=9000_00)
    add(session, number="A-8", amount=1_00, mission_id=None)
    tab.parts.setCurrentWidget(tab.invoices)

    def numbers() -> list[str]:
        return [tab.invoices.model.at(place).invoice.number for place in range(tab.invoices.model.rowCount())]

    tab.invoices.view.sortByColumn(COLUMNS.index(InvoiceOrder.AMOUNT), Qt.SortOrder.AscendingOrder)
    assert numbers() == ["A-8", "2026-31", "A-7"]
    with qtbot.waitSignal(tab.invoices.model.modelReset):
        qtbot.keyClicks(tab._find, "a-7")
    assert numbers() == ["A-7"]


def test_an_open_invoice_says_when_it_is_expected(tab: MissionsTab, session: Session) -> None:
    add(session, due=date(2026, 12, 1))
    assert states(tab)[0] == "expected on 15 Dec"


def test_the_model_keeps_qts_rules(session: Session, qtmodeltester: ModelTester, qtbot: QtBot) -> None:
    model = InvoiceModel(session)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.client_id, model.mission_id = 1, 1
    for change in (
        model.ask, lambda: add(session, number="1"), model.refresh,
        lambda: add(session, number="0", issued=date(2027, 1, 1)), model.refresh, model.clear, model.ask,
    ):  # fmt: skip
        call: Callable[[], None] = change
        call()
    qtmodeltester.check(model, force_py=True)
    assert model.rowCount() == 3
