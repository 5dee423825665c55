"""Thousands of contacts: what is read is bounded, and selection and scroll position stay."""

import pytest
from pytestqt.qtbot import QtBot

from rebond.actions.contacts import move_to_stage
from rebond.actions.records import save
from rebond.domain.prospecting.kinds import ChannelId, Contact, Interaction, StageId
from rebond.journal.undo import undo
from rebond.ui.prospecting.contact_model import StageModel
from rebond.ui.prospecting.tab import ProspectionTab
from rebond.ui.session import Session
from rebond.ui.shared.windowed import ROW
from tests.ui.conftest import TODAY
from tests.ui.long_lists import MOST, Rows, count_rows, is_true, scroll_through, settle, top

CONTACTS = 2_000


@pytest.fixture
def rows(tab: ProspectionTab, session: Session, monkeypatch: pytest.MonkeyPatch) -> Rows:
    """Add many contacts, of which all but a few are in one stage; return the count of rows read since."""
    with session.journal.transaction("import") as transaction:
        transaction.insert_all(
            Contact(name=f"Lead {number:04}", organisation="Lune " * (number % 9), next_step="call" * (number % 2))
            for number in range(CONTACTS)
        )
    session.announce(transaction.done)
    return count_rows(monkeypatch)


def last_lead(session: Session) -> Contact:
    with session.journal.read() as reader:
        return reader.all(Contact)[-200]


def test_a_contact_far_down_is_shown_without_reading_those_above(
    tab: ProspectionTab, session: Session, rows: Rows, qtbot: QtBot
) -> None:
    lead = last_lead(session)
    tab.details.setChecked(True)
    for as_list in (False, True):
        tab.as_list.setChecked(as_list)
        settle(qtbot)
        rows.read = 0
        assert tab.reveal("contact", lead.id)
        settle(qtbot)
        view = tab.list if as_list else tab.board.columns[StageId.TO_CONTACT].cards
        assert rows.read <= 2 * MOST
        assert view.currentIndex().data(ROW).contact == lead
        assert view.viewport().rect().contains(view.visualRect(view.currentIndex()).center())
        is_true(view)


@pytest.mark.parametrize("as_list", [False, True])
def test_after_scrolling_through_thousands_a_change_reads_what_is_in_view(
    tab: ProspectionTab, session: Session, rows: Rows, qtbot: QtBot, as_list: bool
) -> None:
    tab.as_list.setChecked(as_list)
    view = tab.list if as_list else tab.board.columns[StageId.TO_CONTACT].cards
    scroll_through(view)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    view.setCurrentIndex(view.indexAt(view.viewport().rect().center()))
    chosen, before = view.currentIndex().data(ROW).key, top(view)
    for act, *given in ((save, Contact(name="Anna First"), TODAY), (undo,)):
        rows.read = 0
        session.do(act, session.journal, *given)  # type: ignore[operator] # either action
        settle(qtbot)
        assert 0 < rows.read <= 3 * MOST
        assert view.currentIndex().data(ROW).key == chosen
        assert top(view) == before
        is_true(view)


def test_only_the_columns_of_the_contacts_concerned_are_read_again(
    tab: ProspectionTab, session: Session, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []

    def listen(stage_id: int, model: StageModel) -> None:
        refresh = model.refresh
        monkeypatch.setattr(model, "refresh", lambda: (read.append(stage_id), refresh()))

    for stage_id, column in tab.board.columns.items():
        listen(stage_id, column.rows)
    lead = last_lead(session)
    session.do(move_to_stage, session.journal, lead, StageId.LOST)
    assert sorted(read) == [StageId.TO_CONTACT, StageId.LOST]
    read.clear()
    session.do(save, session.journal, Interaction(contact_id=lead.id, date=TODAY, channel_id=ChannelId.PHONE), TODAY)
    assert read == [StageId.LOST]
