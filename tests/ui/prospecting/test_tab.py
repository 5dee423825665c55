"""The prospection tab, used with keys and clicks."""

from datetime import date, timedelta
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from rebond.actions.contacts import move_to_stage
from rebond.actions.records import delete, save
from rebond.domain.prospecting.kinds import ChannelId, Contact, Interaction, StageId
from rebond.journal.queries.contacts import ContactOrder
from rebond.journal.undo import undo
from rebond.language import Language
from rebond.ui.prospecting.forms import ContactForm, InteractionForm
from rebond.ui.prospecting.tab import ProspectionTab
from rebond.ui.session import Session
from rebond.ui.shared.theme import GRID
from rebond.ui.shared.windowed import WindowedModel
from rebond.ui.speech import speak
from tests.languages import ENGLISH
from tests.ui.prospecting.conftest import TODAY, contact, interactions, shown

D = TypeVar("D", bound=QDialog)
KEY, ALT = Qt.Key, Qt.KeyboardModifier.AltModifier
#: Warnings of the offscreen platform about the popup of a completer.
pytestmark = pytest.mark.qt_log_ignore("does not support raise", "does not support grabbing", extend=True)


def names(rows: WindowedModel) -> list[str]:
    return [rows.at(place).contact.name for place in range(rows.rowCount())]


def column(tab: ProspectionTab, stage: int) -> list[str]:
    return names(tab.board.columns[stage].rows)


def form(kind: type[D], qtbot: QtBot) -> D:
    """Wait for the open form or dialog of a class to have the focus, and return it."""
    found = next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible())
    qtbot.waitUntil(found.isActiveWindow)
    return found


def back_to(tab: ProspectionTab, qtbot: QtBot) -> None:
    """Wait until the tab's window has the focus again after a form was closed."""
    tab.activateWindow()
    qtbot.waitUntil(tab.isActiveWindow)


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def test_an_empty_journal_asks_who_could_be_called_and_leads_to_the_line(empty_session: Session, qtbot: QtBot) -> None:
    tab = shown(empty_session, qtbot)
    assert tab._empty.isVisible()
    assert not tab._splitter.isVisible()
    start = next(button for button in tab._empty.findChildren(QWidget) if button.property("role") == "primary")
    qtbot.mouseClick(start, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(focused(), "Claire Duval")
    qtbot.keyClick(focused(), KEY.Key_Return)
    assert tab._splitter.isVisible()
    assert column(tab, StageId.CONTACTED) == ["Claire Duval"]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_line_that_logs_shows_all_its_hints_in_a_small_window(
    session: Session, qtbot: QtBot, language: str
) -> None:
    speak(Language.of(language))
    tab = shown(session, qtbot)
    speak(ENGLISH)
    line = tab.log_line
    icon = 3 * GRID
    for field in (line.who, line.text, line.next_step, line.next_date):
        room = field.width() - GRID - (icon if field.actions() else 0)
        assert field.fontMetrics().horizontalAdvance(field.placeholderText()) <= room, field.placeholderText()


def test_who_is_due_stands_oldest_first_and_has_the_keyboard(tab: ProspectionTab) -> None:
    tab.focus_first()
    assert names(tab.due.rows) == ["Claire Duval", "Marc Perret"]
    assert focused() is tab.due.view


def test_the_keyboard_goes_to_who_is_due_although_the_tab_is_only_about_to_be_shown(
    session: Session, qtbot: QtBot
) -> None:
    tab = ProspectionTab(session)
    qtbot.addWidget(tab)
    tab.focus_first()
    with qtbot.waitActive(tab):
        tab.show()
        tab.activateWindow()
    assert focused() is tab.due.view


def test_a_follow_up_is_done_with_space_and_undone(tab: ProspectionTab, session: Session, qtbot: QtBot) -> None:
    tab.focus_first()
    with qtbot.waitSignal(tab.due.rows.rowsRemoved):
        qtbot.keyClick(tab.due.view, KEY.Key_Space)
    assert contact(session, "Claire Duval").next_date is None
    assert names(tab.due.rows) == ["Marc Perret"]
    with qtbot.waitSignal(tab.due.rows.rowsInserted):
        session.do(undo, session.journal)
    assert names(tab.due.rows) == ["Claire Duval", "Marc Perret"]


@pytest.mark.parametrize(("key", "days"), [(KEY.Key_Plus, 1), (KEY.Key_Asterisk, 7)])
def test_a_follow_up_is_put_off_from_today_on(
    tab: ProspectionTab, session: Session, qtbot: QtBot, key: Qt.Key, days: int
) -> None:
    tab.focus_first()
    qtbot.keyClick(tab.due.view, key)
    assert contact(session, "Claire Duval").next_date == TODAY + timedelta(days=days)
    assert contact(session, "Claire Duval").next_step == "call again"


def test_enter_on_a_follow_up_goes_on_to_what_was_said(tab: ProspectionTab, session: Session, qtbot: QtBot) -> None:
    tab.focus_first()
    qtbot.keyClick(tab.due.view, KEY.Key_Return)
    assert tab.log_line.who.text() == "Claire Duval"
    qtbot.keyClicks(focused(), "She wants a quote")
    qtbot.keyClick(focused(), KEY.Key_Tab)
    qtbot.keyClicks(focused(), "send it")
    qtbot.keyClick(focused(), KEY.Key_Tab)
    qtbot.keyClicks(focused(), "friday")
    qtbot.keyClick(focused(), KEY.Key_Return)
    logged = interactions(session)[-1]
    assert (logged.contact_id, logged.text, logged.date) == (1, "She wants a quote", TODAY)
    assert contact(session, "Claire Duval").next_date == date(2026, 11, 27)
    assert tab.log_line.text.text() == ""
    assert names(tab.due.rows) == ["Marc Perret"]


def test_what_is_wrong_in_the_line_is_said_and_what_was_typed_stays(
    tab: ProspectionTab, session: Session, qtbot: QtBot
) -> None:
    qtbot.keyClicks(tab.log_line.text, "Called")
    qtbot.keyClick(tab.log_line.text, KEY.Key_Return)
    assert tab.log_line.problems["who"].isVisible()
    assert focused() is tab.log_line.who
    assert tab.log_line.text.text() == "Called"
    assert len(interactions(session)) == 2


def test_a_card_moves_with_the_arrows_and_keeps_the_keyboard(
    tab: ProspectionTab, session: Session, qtbot: QtBot
) -> None:
    tab.board.reveal(1, StageId.CONTACTED)
    cards = tab.board.columns[StageId.CONTACTED].cards
    contacted, talking = (tab.board.columns[stage].rows for stage in (StageId.CONTACTED, StageId.TALKING))
    with qtbot.waitSignals([contacted.rowsRemoved, talking.rowsInserted]):
        qtbot.keyClick(cards, KEY.Key_Right, ALT)
    assert contact(session, "Claire Duval").stage_id == StageId.TALKING
    assert focused() is tab.board.columns[StageId.TALKING].cards
    qtbot.keyClick(focused(), KEY.Key_Right, ALT)
    assert column(tab, StageId.PROPOSAL) == ["Claire Duval", "Lune"]
    session.do(undo, session.journal)
    assert contact(session, "Claire Duval").stage_id == StageId.TALKING


def test_a_card_goes_no_further_than_the_last_stage(tab: ProspectionTab, session: Session, qtbot: QtBot) -> None:
    tab.board.reveal(2, StageId.TO_CONTACT)
    with qtbot.assertNotEmitted(session.changed):
        qtbot.keyClick(focused(), KEY.Key_Left, ALT)


def test_the_arrows_alone_go_from_column_to_column_over_empty_ones(tab: ProspectionTab, qtbot: QtBot) -> None:
    tab.board.reveal(1, StageId.CONTACTED)
    qtbot.keyClick(focused(), KEY.Key_Right)
    assert focused() is tab.board.columns[StageId.PROPOSAL].cards
    assert tab.board.line().contact.name == "Lune"


def test_a_card_dropped_on_a_column_moves_there(tab: ProspectionTab, session: Session) -> None:
    source, target = tab.board.columns[StageId.CONTACTED].cards, tab.board.columns[StageId.WON].cards
    card = source.model().mimeData([source.model().index(0, 0)])
    action = Qt.DropAction.CopyAction
    drop = QDropEvent(QPoint(5, 5), action, card, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    target.dropEvent(drop)
    assert drop.isAccepted()
    assert contact(session, "Claire Duval").stage_id == StageId.WON
    assert column(tab, StageId.CONTACTED) == []


def test_the_board_counts_its_columns(tab: ProspectionTab, session: Session) -> None:
    assert tab.board.columns[StageId.TO_CONTACT].title.whole() == "To contact  1"
    session.do(move_to_stage, session.journal, contact(session, "Lune"), StageId.TO_CONTACT)
    assert tab.board.columns[StageId.TO_CONTACT].title.whole() == "To contact  2"


def test_the_list_shows_everyone_sorted_by_any_column(tab: ProspectionTab, qtbot: QtBot) -> None:
    tab.as_list.click()
    assert names(tab.list.rows) == ["Atlas", "Claire Duval", "Lune", "Marc Perret"]
    header = tab.list.horizontalHeader()
    place = tab.list.rows.columns.index(ContactOrder.NEXT_DATE)
    where = QPoint(header.sectionViewportPosition(place) + 5, 5)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert names(tab.list.rows) == ["Claire Duval", "Marc Perret", "Lune", "Atlas"]
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert names(tab.list.rows) == ["Lune", "Marc Perret", "Claire Duval", "Atlas"]


def test_the_search_follows_each_letter_in_list_and_board(tab: ProspectionTab, qtbot: QtBot) -> None:
    qtbot.keyClicks(tab.search, "duv")
    assert [column(tab, stage) for stage in tab.board.columns] == [[], ["Claire Duval"], [], [], [], []]
    tab.as_list.click()
    assert names(tab.list.rows) == ["Claire Duval"]
    qtbot.keyClicks(tab.search, "x")
    assert tab._none.isVisible()
    tab.search.clear()
    assert len(names(tab.list.rows)) == 4
    assert not tab._none.isVisible()


def test_a_change_of_one_contact_is_one_row_of_the_list(tab: ProspectionTab, session: Session, qtbot: QtBot) -> None:
    tab.as_list.click()
    tab.list.reveal(3)
    with qtbot.assertNotEmitted(tab.list.rows.modelReset), qtbot.waitSignal(tab.list.rows.dataChanged):
        session.do(move_to_stage, session.journal, contact(session, "Claire Duval"), StageId.LOST)
    with qtbot.assertNotEmitted(tab.list.rows.modelReset), qtbot.waitSignal(tab.list.rows.rowsInserted):
        session.do(save, session.journal, Contact(name="Bruno"), TODAY)
    assert tab.list.line().contact.name == "Lune"
    with qtbot.waitSignal(tab.list.rows.rowsRemoved):
        session.do(delete, session.journal, contact(session, "Bruno"))


def test_a_contact_logged_is_followed_row_by_row(tab: ProspectionTab, qtbot: QtBot) -> None:
    tab.reveal("contact", 1)
    columns = (column.rows for column in tab.board.columns.values())
    resets = [rows.modelReset for rows in (tab.due.rows, tab.panel.interactions.rows, *columns)]
    tab.log_line.start_with("Claire Duval")
    qtbot.keyClicks(focused(), "She wants a quote")
    reset: list[bool] = []
    for signal in resets:
        signal.connect(lambda: reset.append(True))
    with qtbot.waitSignals([tab.panel.interactions.rows.rowsInserted, tab.due.rows.rowsRemoved]):
        qtbot.keyClick(focused(), KEY.Key_Return)
    assert reset == []
    assert tab.panel.interactions.rows.at(0).text == "She wants a quote"


def test_the_details_show_the_follow_up_chosen_with_the_arrows(tab: ProspectionTab, qtbot: QtBot) -> None:
    tab.focus_first()
    assert tab.panel.contact_id == 1
    qtbot.keyClick(tab.due.view, KEY.Key_Down)
    assert tab.panel.contact_id == 2


def test_a_contact_is_added_with_all_that_is_known(tab: ProspectionTab, session: Session, qtbot: QtBot) -> None:
    tab._on_add()
    opened = form(ContactForm, qtbot)
    for name, text in {"name": "Zoe", "phone": "06 00", "hoped_amount": "1200", "hoped_from": "01/02/2027",
                       "chance": "40"}.items():  # fmt: skip
        editor = opened._rows[name].editor
        editor.clear()
        qtbot.keyClicks(editor, text)
    qtbot.keyClick(opened, KEY.Key_Return)
    zoe = contact(session, "Zoe")
    assert (zoe.phone, zoe.hoped_amount, zoe.hoped_from, zoe.chance) == ("06 00", 1200_00, date(2027, 2, 1), 40)


def test_a_name_that_another_bears_is_pointed_out_and_saved(tab: ProspectionTab, qtbot: QtBot) -> None:
    tab._on_add()
    opened = form(ContactForm, qtbot)
    qtbot.keyClicks(opened._rows["name"].editor, "lune")
    assert opened._rows["name"].warning.isVisible()
    qtbot.keyClick(opened, KEY.Key_Return)
    assert not opened.isVisible()


def test_a_contact_is_edited_and_deleted_by_keyboard(tab: ProspectionTab, session: Session, qtbot: QtBot) -> None:
    tab.board.reveal(3, StageId.PROPOSAL)
    qtbot.keyClick(focused(), KEY.Key_F2)
    opened = form(ContactForm, qtbot)
    qtbot.keyClicks(opened._rows["organisation"].editor, "Lune SA")
    qtbot.keyClick(opened, KEY.Key_Return)
    assert contact(session, "Lune").organisation == "Lune SA"
    back_to(tab, qtbot)
    qtbot.keyClick(tab.board.columns[StageId.PROPOSAL].cards, KEY.Key_Delete)
    assert column(tab, StageId.PROPOSAL) == []


def test_what_was_said_can_be_edited_and_deleted(tab: ProspectionTab, session: Session, qtbot: QtBot) -> None:
    tab.reveal("interaction", 1)
    view = tab.panel.interactions
    assert view.isVisible()
    assert view.currentIndex().row() == 1
    qtbot.keyClick(view, KEY.Key_F2)
    opened = form(InteractionForm, qtbot)
    opened._rows["text"].editor.clear()
    qtbot.keyClicks(opened._rows["text"].editor, "Budget in March")
    opened.accept()
    assert interactions(session)[0].text == "Budget in March"
    back_to(tab, qtbot)
    with qtbot.waitSignal(view.rows.rowsRemoved):
        qtbot.keyClick(view, KEY.Key_Delete)
    assert len(interactions(session)) == 1


def test_a_contact_hidden_by_the_search_is_revealed(tab: ProspectionTab, qtbot: QtBot) -> None:
    qtbot.keyClicks(tab.search, "lune")
    tab.reveal("contact", 1)
    assert tab.board.line().contact.name == "Claire Duval"
    assert tab.search.text() == ""
    assert tab.panel.contact_id == 1


def test_the_week_is_counted_by_channel(tab: ProspectionTab, session: Session) -> None:
    assert tab._week.text() == "e-mail 1"
    session.do(save, session.journal, Interaction(contact_id=2, date=TODAY, channel_id=ChannelId.PHONE), TODAY)
    assert tab._week.text() == "phone 1 · e-mail 1"


def test_a_card_goes_back_to_the_first_stage_and_no_further(tab: ProspectionTab, qtbot: QtBot) -> None:
    tab.reveal("contact", 1)
    tab.board.focus_first()
    for _press in range(2):
        qtbot.keyClick(focused(), KEY.Key_Left, ALT)
        assert column(tab, StageId.TO_CONTACT) == ["Claire Duval", "Marc Perret"]


def test_a_new_day_brings_new_follow_ups(session: Session, qtbot: QtBot) -> None:
    days = [TODAY]
    moving = Session(session.journal, lambda: days[0])
    tab = shown(moving, qtbot)
    days[0] = date(2026, 11, 27)
    moving.look_at_the_day()
    assert names(tab.due.rows) == ["Claire Duval", "Marc Perret", "Lune"]
    assert tab.log_line.date.read() == date(2026, 11, 27)


def test_a_hidden_tab_reads_nothing_until_it_is_shown(tab: ProspectionTab, session: Session) -> None:
    tab.hide()
    session.do(delete, session.journal, contact(session, "Lune"))
    assert column(tab, StageId.PROPOSAL) == ["Lune"]
    tab.show()
    assert column(tab, StageId.PROPOSAL) == []


def test_names_are_shown_as_plain_text(tab: ProspectionTab, session: Session) -> None:
    session.do(save, session.journal, Contact(name="<b>Eve</b>", next_date=TODAY), TODAY)
    place = names(tab.due.rows).index("<b>Eve</b>")
    tip = tab.due.rows.index(place, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert tip.startswith("<qt>&lt;b&gt;Eve")
    tab.reveal("contact", contact(session, "<b>Eve</b>").id)
    assert tab.panel._name.textFormat() is Qt.TextFormat.PlainText


@pytest.mark.parametrize("which", ["list", "due", "said", "column", "empty column"])
def test_the_models_keep_the_rules_of_models(
    tab: ProspectionTab, session: Session, qtmodeltester: ModelTester, which: str
) -> None:
    tab.reveal("contact", 1)
    if which == "list":
        tab.as_list.click()
    model = {
        "list": tab.list.rows, "due": tab.due.rows, "said": tab.panel.interactions.rows,
        "column": tab.board.columns[StageId.PROPOSAL].rows, "empty column": tab.board.columns[StageId.TALKING].rows,
    }[which]  # fmt: skip
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    qtmodeltester.check(model, force_py=True)
    session.do(move_to_stage, session.journal, contact(session, "Lune"), StageId.TALKING)
    session.do(delete, session.journal, interactions(session)[1])
    session.do(delete, session.journal, contact(session, "Claire Duval"))
    session.do(undo, session.journal)
    assert tester.model() is model


def test_a_long_column_is_read_by_windows_and_still_revealed(tab: ProspectionTab, session: Session) -> None:
    with session.journal.transaction("import") as transaction:
        transaction.insert_all(Contact(name=f"Lead {number:03}") for number in range(150))
    session.changed.emit(transaction.done)
    assert tab.board.columns[StageId.TO_CONTACT].title.whole() == "To contact  151"
    assert len(column(tab, StageId.TO_CONTACT)) == 16
    last = contact(session, "Lead 149")
    tab.reveal("contact", last.id)
    assert tab.board.line().contact == last
