"""Stages and channels renamed, added, reordered and deleted by keyboard, and the tab afterwards."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from rebond.actions.own_choices import add_choice, move_choice, rename_choice
from rebond.actions.records import save
from rebond.domain.prospecting.kinds import Channel, ChannelId, OwnChoice, Stage, StageId
from rebond.journal.queries.contacts import ContactOrder
from rebond.journal.undo import redo, undo
from rebond.ui.program import Program
from rebond.ui.prospecting.choices_dialog import ChoiceForm, ChoiceList, ChoicesDialog
from rebond.ui.prospecting.forms import ContactForm, InteractionForm
from rebond.ui.prospecting.tab import ProspectionTab
from rebond.ui.session import Session
from rebond.ui.speech import speak
from tests.languages import ENGLISH, FRENCH
from tests.ui.prospecting.conftest import TODAY, contact, interactions, shown
from tests.ui.prospecting.test_tab import back_to, column, focused, form

KEY, ALT = Qt.Key, Qt.KeyboardModifier.AltModifier


def titles(tab: ProspectionTab) -> list[str]:
    """Return the titles of the board's columns, from left to right."""
    columns = sorted(tab.board.columns.values(), key=lambda column: column.x())
    return [column.title.whole().rpartition("  ")[0] for column in columns]


def choice(session: Session, cls: type[OwnChoice], row_id: int) -> OwnChoice:
    return session.choices(cls)[row_id]


def rename(session: Session, cls: type[OwnChoice], row_id: int, name: str) -> None:
    session.do(rename_choice, session.journal, choice(session, cls, row_id), name, ENGLISH, TODAY)


def add(session: Session, cls: type[OwnChoice], name: str) -> int:
    session.do(add_choice, session.journal, cls, name, ENGLISH, TODAY)
    return max(session.choices(cls))


def listed(choices: ChoiceList) -> list[str]:
    return [choices.view.item(row).text() for row in range(choices.view.count())]


@pytest.fixture
def dialog(tab: ProspectionTab, qtbot: QtBot) -> ChoicesDialog:
    """Return the dialog, opened by its key from the tab."""
    button = next(button for button in tab.findChildren(QPushButton) if button.text() == "Stages and &channels…")
    qtbot.keyClick(tab, KEY.Key_C, ALT)
    assert button.isVisible()
    qtbot.waitUntil(lambda: any(isinstance(widget, ChoicesDialog) for widget in QApplication.topLevelWidgets()))
    return form(ChoicesDialog, qtbot)


def typed(name: str, qtbot: QtBot) -> ChoiceForm:
    """Type a name over the one in the open form, press Enter, and return the form."""
    opened = form(ChoiceForm, qtbot)
    qtbot.keyClicks(focused(), name) if name else qtbot.keyClick(focused(), KEY.Key_Delete)
    qtbot.keyClick(focused(), KEY.Key_Return)
    return opened


def test_a_renamed_stage_is_named_so_on_the_board_in_the_list_and_beside_it(
    tab: ProspectionTab, session: Session
) -> None:
    tab.reveal("contact", 1)
    rename(session, Stage, StageId.CONTACTED, "Relancé")
    assert titles(tab) == ["To contact", "Relancé", "Talking", "Proposal", "Won", "Lost"]
    assert tab.board.columns[StageId.CONTACTED].cards.accessibleName() == "Relancé"
    assert tab.board.line().contact.id == 1
    assert tab.panel._where.text() == "Duval · Relancé"
    tab.as_list.click()
    place = tab.list.rows.columns.index(ContactOrder.STAGE)
    assert tab.list.rows.index(tab.list.rows.place(1), place).data() == "Relancé"
    session.do(undo, session.journal)
    assert tab.list.rows.index(tab.list.rows.place(1), place).data() == "Contacted"


def test_a_table_that_is_seen_paints_the_new_name_of_a_stage(tab: ProspectionTab, session: Session) -> None:
    tab.as_list.click()
    before = tab.list.viewport().grab().toImage()
    rename(session, Stage, StageId.CONTACTED, "Relancé")
    QApplication.processEvents()
    after = tab.list.viewport().grab().toImage()
    session.do(undo, session.journal)
    assert after != before
    assert tab.list.viewport().grab().toImage() == before


def test_a_card_moves_into_a_new_column_and_both_are_undone(
    tab: ProspectionTab, session: Session, qtbot: QtBot
) -> None:
    tab.board.reveal(3, StageId.PROPOSAL)
    hold = add(session, Stage, "On hold")
    qtbot.waitUntil(lambda: titles(tab) == ["To contact", "Contacted", "Talking", "Proposal", "On hold", "Won", "Lost"])
    assert focused() is tab.board.columns[StageId.PROPOSAL].cards
    qtbot.keyClick(focused(), KEY.Key_Right, ALT)
    assert contact(session, "Lune").stage_id == hold
    assert column(tab, hold) == ["Lune"]
    assert focused() is tab.board.columns[hold].cards
    qtbot.keyClick(focused(), KEY.Key_Right)
    assert tab.board.line().contact.name == "Atlas"
    qtbot.keyClick(focused(), KEY.Key_Left)
    assert tab.board.line().contact.name == "Lune"
    qtbot.keyClick(focused(), KEY.Key_F2)
    opened = form(ContactForm, qtbot)
    assert opened._rows["stage_id"].editor.currentText() == "On hold"
    opened.reject()
    session.do(undo, session.journal)
    assert column(tab, StageId.PROPOSAL) == ["Lune"]
    session.do(undo, session.journal)
    assert hold not in tab.board.columns
    assert "On hold" not in titles(tab)
    session.do(redo, session.journal)
    assert column(tab, hold) == []


def test_the_columns_follow_the_order_of_the_stages_and_so_does_tab(
    tab: ProspectionTab, session: Session, qtbot: QtBot
) -> None:
    tab.board.reveal(3, StageId.PROPOSAL)
    hold = add(session, Stage, "On hold")
    for _step in range(4):
        session.do(move_choice, session.journal, choice(session, Stage, hold), -1, ENGLISH)
    qtbot.waitUntil(lambda: titles(tab) == ["On hold", "To contact", "Contacted", "Talking", "Proposal", "Won", "Lost"])
    assert tab.board.line().contact.name == "Lune"
    tab.board.columns[hold].cards.setFocus()
    for stage_id in (StageId.TO_CONTACT, StageId.CONTACTED, StageId.TALKING):
        qtbot.keyClick(focused(), KEY.Key_Tab)
        assert focused() is tab.board.columns[stage_id].cards


def test_a_stage_added_while_the_tab_is_hidden_is_there_when_it_is_shown(tab: ProspectionTab, session: Session) -> None:
    tab.hide()
    hold = add(session, Stage, "On hold")
    assert hold not in tab.board.columns
    tab.show()
    assert column(tab, hold) == []


def test_the_line_that_logs_offers_the_channels_there_are_and_keeps_the_one_chosen(
    tab: ProspectionTab, session: Session, qtbot: QtBot
) -> None:
    line = tab.log_line
    line.channel.show_value(ChannelId.EVENT)
    malt = add(session, Channel, "Malt")
    rename(session, Channel, ChannelId.EVENT, "Fair")
    assert line.channel.currentText() == "Fair"
    assert line.channel.itemText(line.channel.count() - 1) == "Malt"
    line.channel.show_value(malt)
    line.start_with("Lune")
    qtbot.keyClicks(focused(), "Wrote to me")
    qtbot.keyClick(focused(), KEY.Key_Return)
    assert interactions(session)[-1].channel_id == malt
    assert tab._week.text() == "e-mail 1 · Malt 1"
    rename(session, Channel, malt, "Platforms")
    assert tab._week.text() == "e-mail 1 · Platforms 1"
    tab.reveal("interaction", 3)
    assert "Platforms" in tab.panel.interactions.rows.index(0, 0).data()
    qtbot.keyClick(tab.panel.interactions, KEY.Key_F2)
    opened = form(InteractionForm, qtbot)
    assert opened._rows["channel_id"].editor.currentText() == "Platforms"
    opened.reject()


def test_a_persons_own_name_is_the_same_in_every_language(session: Session, qtbot: QtBot) -> None:
    rename(session, Stage, StageId.CONTACTED, "Reminded")
    speak(FRENCH)
    tab = shown(session, qtbot)
    speak(ENGLISH)
    assert titles(tab)[:3] == ["À contacter", "Reminded", "En discussion"]


def test_everything_is_done_by_keyboard(dialog: ChoicesDialog, tab: ProspectionTab, qtbot: QtBot) -> None:
    stages = dialog.stages
    assert focused() is stages.view
    qtbot.keyClick(focused(), KEY.Key_Insert)
    typed("On hold", qtbot)
    qtbot.waitUntil(dialog.isActiveWindow)
    assert stages.view.currentItem().text() == "On hold"
    assert listed(stages)[3:] == ["Proposal", "On hold", "Won", "Lost"]
    qtbot.keyClick(stages.view, KEY.Key_Up, ALT)
    qtbot.keyClick(stages.view, KEY.Key_Up, ALT)
    qtbot.keyClick(stages.view, KEY.Key_Down, ALT)
    assert listed(stages)[2:] == ["Talking", "On hold", "Proposal", "Won", "Lost"]
    qtbot.keyClick(stages.view, KEY.Key_F2)
    typed("waiting", qtbot)
    qtbot.waitUntil(dialog.isActiveWindow)
    assert stages.view.currentItem().text() == "Waiting"
    qtbot.keyClick(stages.view, KEY.Key_Delete)
    assert listed(stages) == ["To contact", "Contacted", "Talking", "Proposal", "Won", "Lost"]
    qtbot.keyClick(stages.view, KEY.Key_C, ALT)
    assert focused() is dialog.channels.view
    qtbot.keyClick(focused(), KEY.Key_Insert)
    typed("Malt", qtbot)
    qtbot.waitUntil(dialog.isActiveWindow)
    assert listed(dialog.channels)[-2:] == ["Other", "Malt"]
    qtbot.keyClick(dialog.channels.view, KEY.Key_Escape)
    back_to(tab, qtbot)
    assert titles(tab) == ["To contact", "Contacted", "Talking", "Proposal", "Won", "Lost"]


def test_a_built_in_name_that_was_changed_comes_back_when_it_is_emptied(dialog: ChoicesDialog, qtbot: QtBot) -> None:
    view = dialog.stages.view
    view.setCurrentRow(4)
    qtbot.keyClick(view, KEY.Key_F2)
    typed("Signed", qtbot)
    qtbot.waitUntil(dialog.isActiveWindow)
    assert view.currentItem().text() == "Signed"
    qtbot.keyClick(view, KEY.Key_Return)
    opened = form(ChoiceForm, qtbot)
    assert opened._rows["name"].editor.placeholderText() == "won"
    typed("", qtbot)
    qtbot.waitUntil(dialog.isActiveWindow)
    assert view.currentItem().text() == "Won"


def test_a_name_that_is_taken_is_said_beside_it_and_stays_typed(dialog: ChoicesDialog, qtbot: QtBot) -> None:
    qtbot.keyClick(dialog.stages.view, KEY.Key_Insert)
    opened = typed("WON", qtbot)
    assert opened.isVisible()
    assert opened._rows["name"].problem.text() == "⚠ There is a stage of this name already."
    assert opened._rows["name"].editor.text() == "WON"
    opened.reject()
    assert "WON" not in listed(dialog.stages)


def test_what_cannot_be_deleted_is_said_under_the_list(dialog: ChoicesDialog, session: Session, qtbot: QtBot) -> None:
    malt = add(session, Channel, "Malt")
    logged = interactions(session)[0]
    session.do(save, session.journal, replace(logged, channel_id=malt), TODAY)
    channels = dialog.channels
    channels.view.setFocus()
    qtbot.keyClick(channels.view, KEY.Key_Delete)
    assert channels.problem.text().startswith("⚠ This is still used (1 ×).")
    channels.view.setCurrentRow(0)
    qtbot.keyClick(channels.view, KEY.Key_Delete)
    assert channels.problem.text().startswith("⚠ This one belongs to the program.")
    qtbot.keyClick(channels.view, KEY.Key_Down, ALT)
    assert channels.problem.isHidden()
    assert listed(channels)[:2] == ["E-mail", "Phone"]


def test_names_are_shown_as_plain_text(tab: ProspectionTab, session: Session) -> None:
    bold = add(session, Stage, "<b>Soon</b>")
    assert tab.board.columns[bold].title.whole() == "<b>Soon</b>  0"
    assert tab.board.columns[bold].title.textFormat() is Qt.TextFormat.PlainText


def test_a_long_name_takes_no_more_room_than_another(tab: ProspectionTab, session: Session) -> None:
    column, channel = tab.board.columns[StageId.CONTACTED], tab.log_line.channel
    before = column.minimumSizeHint().width()
    rename(session, Stage, StageId.CONTACTED, "Reminded " * 20)
    rename(session, Channel, ChannelId.PHONE, "Telephone " * 15)
    assert column.minimumSizeHint().width() == before
    assert channel.maximumWidth() < 200 < channel.sizeHint().width()
    assert tab.log_line.minimumSizeHint().width() <= tab.width()


def test_the_windows_menu_leads_there_too(program: Program, example: Path, qtbot: QtBot) -> None:
    window = program.start(example)
    command = next(action for action in window.findChildren(QAction) if action.text() == "S&tages and channels…")
    command.trigger()
    dialog = form(ChoicesDialog, qtbot)
    assert focused() is dialog.stages.view
    dialog.reject()
