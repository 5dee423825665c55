"""Lists of thousands of rows: what is read is bounded, and selection and scroll position stay."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest
from PySide6.QtCore import QEvent, QObject, QPersistentModelIndex, QPoint
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from rebond.actions.records import delete, save
from rebond.domain.missions.kinds import Client, Event, Invoice
from rebond.journal.queries.missions import events
from rebond.journal.undo import undo
from rebond.ui.missions.all_invoices import AllInvoicesDialog
from rebond.ui.missions.event_model import EventModel
from rebond.ui.missions.tab import MissionsTab
from rebond.ui.session import Session
from rebond.ui.shared.windowed import ROW
from tests.ui.conftest import TODAY, show
from tests.ui.long_lists import MOST, Rows, count_rows, is_true, scroll_through, settle, top

from .conftest import shown

ENTRIES, CLIENTS = 2_000, 1_000


@pytest.fixture
def tab(session: Session, qtbot: QtBot) -> MissionsTab:
    """Return the tab of a mission with entries of years, some long, and a thousand clients."""
    with session.journal.transaction("import") as transaction:
        transaction.insert_all(
            Event(
                mission_id=1, date=date(2026, 9, 1) - timedelta(days=number), text=f"note {number} " * (number % 40 + 1)
            )
            for number in range(ENTRIES)
        )
        transaction.insert_all(Client(name=f"Client {number:04}") for number in range(CLIENTS))
    return shown(session, qtbot)


@pytest.fixture
def rows(monkeypatch: pytest.MonkeyPatch) -> Rows:
    return count_rows(monkeypatch)


class Painted(QObject):
    """Notes each painting of a widget."""

    def __init__(self, order: list[str]) -> None:
        super().__init__()
        self._order = order

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Paint:
            self._order.append("painted")
        return False


def test_an_entry_far_down_is_shown_without_reading_those_above(
    tab: MissionsTab, session: Session, rows: Rows, qtbot: QtBot
) -> None:
    with session.journal.read() as reader:
        oldest = reader.all(Event)[-300]
    assert tab.reveal("event", oldest.id)
    settle(qtbot)
    view = tab.events.view
    assert rows.read <= 2 * MOST
    assert view.currentIndex().data(ROW) == oldest
    assert view.viewport().rect().contains(view.visualRect(view.currentIndex()).center())
    is_true(view)


def test_a_new_entry_is_scrolled_to_in_a_long_list_too(tab: MissionsTab, session: Session, qtbot: QtBot) -> None:
    view = tab.events.view
    scroll_through(view)
    session.do(save, session.journal, Event(mission_id=1, date=TODAY, text="the newest"), TODAY)
    settle(qtbot)
    assert view.indexAt(QPoint(1, 1)).data(ROW).text == "the newest"


def test_rows_that_are_gone_are_not_taken_for_read(tab: MissionsTab, session: Session) -> None:
    """A list may be looked at before it hears that it got shorter: when its tab is shown again in a new size."""
    view, model = tab.events.view, tab.events.model
    scroll_through(view)
    view.scrollToTop()
    count = model.rowCount()
    model.refresh()
    with session.journal.transaction("delete") as transaction:
        for event in transaction.all(Event)[-60:]:
            transaction.delete(Event, event.id)
    assert model.want(count - 50, count - 1)
    assert not any(model.known(place)[1] for place in range(count - 50, count))
    view.doItemsLayout()  # measures and paints what is unread without a fault
    view.viewport().grab()


def test_a_client_far_down_is_shown_without_reading_those_above(tab: MissionsTab, rows: Rows, qtbot: QtBot) -> None:
    assert tab.reveal("client", CLIENTS - 50)
    settle(qtbot)
    view = tab.missions.view
    assert rows.read <= 2 * MOST
    assert view.currentIndex().data(ROW).client.id == CLIENTS - 50
    assert view.viewport().rect().contains(view.visualRect(view.currentIndex()).center())
    is_true(view)


def test_scrolling_up_reads_what_was_passed_over_and_nothing_jumps(
    tab: MissionsTab, session: Session, rows: Rows, qtbot: QtBot
) -> None:
    with session.journal.read() as reader:
        tab.reveal("event", reader.all(Event)[-300].id)
    view = tab.events.view
    settle(qtbot)
    passed_over = sum(not view.model().known(place)[1] for place in range(view.model().rowCount()))
    for _step in range(60):
        before = top(view)
        view.verticalScrollBar().setValue(view.verticalScrollBar().value() - 90)
        index = view.model().index(view.model().place(before[0]), 0)
        assert abs(view.visualRect(index).top() - before[1] - 90) <= 1
        is_true(view)
    assert sum(not view.model().known(place)[1] for place in range(view.model().rowCount())) < passed_over


def test_after_scrolling_through_thousands_a_change_reads_what_is_in_view(
    tab: MissionsTab, session: Session, rows: Rows, qtbot: QtBot
) -> None:
    view, model = tab.events.view, tab.events.model
    scroll_through(view)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    chosen = model.index(view.indexAt(view.viewport().rect().center()).row(), 0)
    view.setCurrentIndex(chosen)
    event, before = chosen.data(ROW), top(view)
    for act, given in ((save, (Event(mission_id=1, date=TODAY, text="new"), TODAY)), (undo, ())):
        rows.read = 0
        act(session.journal, *given)  # not by the session: the panel would scroll to the new entry
        model.refresh()
        settle(qtbot)
        assert 0 < rows.read <= 3 * MOST
        assert view.currentIndex().data(ROW) == event
        assert top(view) == before
        is_true(view)


def test_the_row_below_takes_the_place_of_a_deleted_one_in_a_long_list(
    tab: MissionsTab, session: Session, rows: Rows, qtbot: QtBot
) -> None:
    view = tab.events.view
    scroll_through(view)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    place = view.indexAt(view.viewport().rect().center()).row()
    view.setCurrentIndex(view.model().index(place, 0))
    event, below = view.model().at(place), view.model().at(place + 1)
    session.do(delete, session.journal, event)
    settle(qtbot)
    assert view.currentIndex().row() == place
    assert view.currentIndex().data(ROW) == below
    is_true(view)
    session.do(undo, session.journal)
    settle(qtbot)
    assert view.model().at(place) == event
    assert view.currentIndex().data(ROW) == below


def test_a_new_client_is_found_without_reading_the_whole_list(tab: MissionsTab, session: Session, rows: Rows) -> None:
    scroll_through(tab.missions.view)
    rows.read = 0
    session.do(save, session.journal, Client(name="Client 0500b"), TODAY)
    assert rows.read <= 3 * MOST
    line = tab.missions.line()
    assert line is not None
    assert line.client.name == "Client 0500b"
    is_true(tab.missions.view)


def test_a_long_model_keeps_qts_rules(tab: MissionsTab, session: Session) -> None:
    model = EventModel(session)
    model.mission_id = 1
    model.ask()
    while model.canFetchMore():
        model.fetchMore()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    kept, gone = (QPersistentModelIndex(model.index(place, 0)) for place in (700, 900))
    for place in (700, 900):
        model.unread.connect(partial(model.keep, place))
    event = kept.data(ROW)
    delete(session.journal, gone.data(ROW))
    save(session.journal, Event(mission_id=1, date=TODAY, text="new"), TODAY)
    delete(session.journal, model.at(ENTRIES - 1))
    model.refresh()
    assert model.rowCount() == ENTRIES + 1
    assert (kept.row(), kept.data(ROW)) == (701, event)
    assert not gone.isValid()
    assert not model.canFetchMore()
    assert model.at(0).text == "new"


def test_a_long_model_that_becomes_short_holds_each_row_once(tab: MissionsTab, session: Session) -> None:
    model = EventModel(session)
    model.mission_id = 1
    model.ask()
    while model.canFetchMore():
        model.fetchMore()
    delete(session.journal, model.at(0))
    model.refresh()
    assert model.at(49).text.startswith("note 48 ")  # so that it is read here, and out of date below
    with session.journal.read() as reader:
        left = reader.all(Event)[100:]
    with session.journal.transaction("delete") as transaction:
        for event in left:
            transaction.delete(Event, event.id)
    model.refresh()
    keys = [model.key(model.at(place)) for place in range(model.rowCount())]
    with session.journal.read() as reader:
        assert keys == [event.id for event in events(reader, 1)]


def test_an_entry_that_grows_gets_its_room(tab: MissionsTab, session: Session) -> None:
    view = tab.events.view
    before = view.visualRect(view.model().index(0, 0)).height()
    session.do(save, session.journal, replace(tab.events.model.at(0), text="a long word " * 40), TODAY)
    assert view.visualRect(view.model().index(0, 0)).height() > before
    is_true(view)


def test_a_list_that_becomes_short_is_whole_again(tab: MissionsTab, session: Session) -> None:
    scroll_through(tab.missions.view)
    session.do(undo, session.journal)  # of all that the fixture imported
    model = tab.missions.model
    assert [model.at(place).client.name for place in range(model.rowCount())] == ["Atlas", "Perret"]


def test_the_list_of_all_invoices_reads_by_windows_too(session: Session, rows: Rows, qtbot: QtBot) -> None:
    with session.journal.transaction("import") as transaction:
        transaction.insert_all(
            Invoice(client_id=1, number=f"{n:05}", amount=100, issued=TODAY - timedelta(days=n), due=TODAY)
            for n in range(ENTRIES)
        )
    dialog = show(qtbot, AllInvoicesDialog(session), 1000, 600)
    scroll_through(dialog.view)
    dialog.view.selectRow(ENTRIES - 100)
    chosen, before = dialog.view.currentIndex().data(ROW).key, top(dialog.view)
    rows.read = 0
    session.do(save, session.journal, Client(id=1, name="Atlas & fils"), TODAY)
    settle(qtbot)
    assert rows.read <= 3 * MOST
    assert dialog.view.currentIndex().data(ROW).key == chosen
    assert dialog.view.currentIndex().data(ROW).client == "Atlas & fils"
    assert top(dialog.view) == before
    is_true(dialog.view)


def test_an_entry_is_painted_before_what_follows_from_it_which_is_read_once(
    tab: MissionsTab, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    refresh = type(tab.missions).refresh
    monkeypatch.setattr(type(tab.missions), "refresh", lambda self: (order.append("list"), refresh(self)))
    painted = Painted(order)
    tab.events.view.viewport().installEventFilter(painted)
    settle(qtbot)
    order.clear()
    for number in range(3):
        session.do(save, session.journal, Event(mission_id=1, date=TODAY, text=f"said {number}"), TODAY)
    assert tab.events.model.at(0).text == "said 2"
    qtbot.waitUntil(lambda: "list" in order)
    settle(qtbot)
    assert order[0] == "painted"
    assert order.count("list") == 1
    line = tab.missions.line()
    assert line is not None
    assert line.last_event == TODAY
