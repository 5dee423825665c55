"""The missions tab, used with keys and clicks."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rebond.actions.records import save
from rebond.domain.missions.kinds import Client, Event, Invoice, Mission
from rebond.journal.undo import undo
from rebond.ui.missions.mission_form import ClientForm, MissionForm
from rebond.ui.missions.tab import MissionsTab
from rebond.ui.session import Session
from rebond.ui.shared.form import Form
from tests.ui.conftest import TODAY
from tests.ui.missions.conftest import shown


def form(kind: type[Form]) -> Form:
    """Return the open form of a class."""
    return next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible())


def names(tab: MissionsTab) -> list[str]:
    model = tab.missions.model
    lines = [model.at(place) for place in range(model.rowCount())]
    return [line.mission.name if line.mission else line.client.name for line in lines]


def rows(session: Session, kind: type) -> tuple:
    with session.journal.read() as reader:
        return reader.all(kind)


def test_an_empty_journal_offers_its_first_mission(empty_session: Session, qtbot: QtBot) -> None:
    tab = shown(empty_session, qtbot)
    tab.focus_first()
    assert tab.focusWidget() is tab._start
    qtbot.keyClick(tab._start, Qt.Key.Key_Space)
    assert isinstance(form(MissionForm), MissionForm)


def test_a_mission_of_a_new_client_is_added_in_one_step_that_undo_takes_back(
    empty_session: Session, qtbot: QtBot
) -> None:
    tab = shown(empty_session, qtbot)
    tab.add_mission()
    open_form = form(MissionForm)
    qtbot.keyClicks(open_form._rows["client"].editor.lineEdit(), "Lune")
    qtbot.keyClicks(open_form._rows["name"].editor, "Site")
    open_form._rows["amount"].editor._amount.clear()
    qtbot.keyClicks(open_form._rows["amount"].editor._amount, "1500")
    with qtbot.waitSignal(empty_session.changed):
        qtbot.keyClick(open_form, Qt.Key.Key_Return)
    assert names(tab) == ["Site"]
    assert tab.missions.line().client.name == "Lune"
    assert rows(empty_session, Mission)[0].amount == 1500_00
    empty_session.do(undo, empty_session.journal)
    assert rows(empty_session, Client) == ()
    assert tab._pages.currentIndex() == 0


def test_what_is_wrong_with_a_mission_stands_in_its_form(tab: MissionsTab, session: Session, qtbot: QtBot) -> None:
    tab.add_mission()
    open_form = form(MissionForm)
    qtbot.keyClick(open_form, Qt.Key.Key_Return)
    assert open_form.isVisible()
    assert "Write something here." in open_form._rows["name"].problem.text()
    assert open_form._rows["client"].editor.currentText() == "Atlas"


def test_the_first_mission_is_chosen_and_its_journal_shown(tab: MissionsTab) -> None:
    assert names(tab) == ["Social media", "Newsletter"]
    assert tab._title.text() == "Social media"
    assert tab.events.model.at(0).text == "Asked for a logo too"


def test_typing_in_the_filter_finds_a_mission_by_its_journal(tab: MissionsTab, qtbot: QtBot) -> None:
    with qtbot.waitSignal(tab.missions.model.modelReset):
        qtbot.keyClicks(tab.missions.search, "logo")
    assert names(tab) == ["Social media"]
    with qtbot.waitSignal(tab.missions.model.modelReset):
        qtbot.keyClicks(tab.missions.search, " nowhere")
    assert names(tab) == []
    assert tab.missions.none.isVisible()
    assert not tab.parts.isEnabled()


def test_what_is_over_can_be_hidden(tab: MissionsTab, qtbot: QtBot) -> None:
    tab.missions.ended.click()
    assert names(tab) == ["Social media"]


def test_deleting_a_mission_shows_the_next_one_and_undo_brings_it_back(
    tab: MissionsTab, session: Session, qtbot: QtBot
) -> None:
    tab.missions.view.setFocus()
    with qtbot.waitSignal(tab.missions.model.rowsRemoved):
        qtbot.keyClick(tab.missions.view, Qt.Key.Key_Delete)
    assert names(tab) == ["Atlas", "Newsletter"]
    assert rows(session, Event) == ()
    with qtbot.waitSignal(tab.missions.model.rowsInserted):
        session.do(undo, session.journal)
    assert names(tab) == ["Social media", "Newsletter"]
    assert len(rows(session, Event)) == 2


def test_a_client_without_mission_has_its_invoices_only(tab: MissionsTab, session: Session, qtbot: QtBot) -> None:
    tab.add_client()
    open_form = form(ClientForm)
    qtbot.keyClicks(open_form._rows["name"].editor, "Duval")
    qtbot.keyClick(open_form, Qt.Key.Key_Return)
    assert tab.missions.line().client.name == "Duval"
    assert not tab.parts.isTabEnabled(0)
    assert tab.parts.currentWidget() is tab.invoices


def test_the_part_left_for_a_client_without_mission_comes_back_with_the_next_mission(
    tab: MissionsTab, session: Session
) -> None:
    session.do(save, session.journal, Client(name="Nouveau"), TODAY)
    (new,) = [client for client in rows(session, Client) if client.name == "Nouveau"]
    for part in (tab.events, tab.agreement, tab.invoices):
        tab.reveal("mission", 1)
        tab.parts.setCurrentWidget(part)
        tab.reveal("client", new.id)
        assert tab.parts.currentWidget() is tab.invoices
        tab.reveal("mission", 1)
        assert tab.parts.currentWidget() is part


def test_an_entry_found_elsewhere_is_shown_with_its_mission(tab: MissionsTab, session: Session) -> None:
    tab.missions.ended.setChecked(False)
    tab.reveal("invoice", 2)
    assert tab._title.text() == "Newsletter"
    assert tab.invoices._chosen().invoice.number == "2025-12"
    tab.reveal("event", 1)
    assert tab._title.text() == "Social media"
    assert tab.events._event().text == "Invoice sent"
    tab.reveal("client", 2)
    assert tab._title.text() == "Newsletter"


def test_what_is_gone_is_not_revealed(tab: MissionsTab) -> None:
    tab.reveal("event", 99)
    assert tab._title.text() == "Social media"


def test_a_hidden_tab_reads_nothing_until_it_is_shown(tab: MissionsTab, session: Session, qtbot: QtBot) -> None:
    tab.hide()
    with session.journal.transaction("import") as transaction:
        transaction.insert(Client(name="Lune"))
    with qtbot.assertNotEmitted(tab.missions.model.modelReset):
        session.changed.emit(transaction.done)
    with qtbot.waitSignal(tab.missions.model.modelReset):
        tab.show()
    assert "Lune" in names(tab)


def test_the_glance_offers_the_invoice_that_waits(tab: MissionsTab, session: Session, qtbot: QtBot) -> None:
    said = [label.text() for label in tab.glance.widget().findChildren(type(tab._title).__mro__[1])]
    assert "last day 22 December 2026" in said
    assert "1 invoice, €2,880.00" in said
    assert "€2,400.00 before VAT" in said
    from PySide6.QtWidgets import QPushButton

    from rebond.ui.missions.invoice_form import InvoiceForm

    button = next(b for b in tab.glance.widget().findChildren(QPushButton) if b.text() == "Invoice October 2026")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    open_form = form(InvoiceForm)
    with qtbot.waitSignal(session.changed):
        qtbot.keyClick(open_form, Qt.Key.Key_Return)
    made = rows(session, Invoice)[-1]
    assert (made.number, made.month, made.amount, made.vat) == ("2026-32", date(2026, 10, 1), 2400_00, 480_00)
    assert made.due == date(2026, 11, 30)
