"""Requests in a mission's journal: their answers, the bar over the list, the form, and the amendment's window."""

from dataclasses import replace
from datetime import date, time
from unittest.mock import Mock

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from rebond.actions.amendments import accept, draw_up, send
from rebond.actions.records import save
from rebond.actions.requests import answer_request
from rebond.domain.agreements.kinds import Agreement, Amendment
from rebond.domain.missions.kinds import Billing, Event, EventKind, Invoice, Mission, RequestAnswer
from rebond.domain.money.kinds import Account, Balance, Expense
from rebond.journal.undo import undo
from rebond.ui.letters import letter_window
from rebond.ui.missions import answer_letters
from rebond.ui.missions.amendment_window import AmendmentWindow
from rebond.ui.missions.event_form import EventForm
from rebond.ui.missions.event_model import ABOUT, ANSWER
from rebond.ui.missions.extras_dialog import ExtrasDialog
from rebond.ui.missions.mission_wording import Tone
from rebond.ui.missions.tab import MissionsTab
from rebond.ui.session import Session
from tests.ui.conftest import TODAY

LOGO = "Asked for a logo too"


def logo(session: Session) -> Event:
    with session.journal.read() as reader:
        return reader.matching(Event, text=LOGO)[0]


def amendment(session: Session) -> Amendment:
    with session.journal.read() as reader:
        return reader.all(Amendment)[-1]


def select(tab: MissionsTab, place: int) -> None:
    tab.events.view.setFocus()
    tab.events.view.setCurrentIndex(tab.events.model.index(place, 0))


def drawn_up(session: Session, rate: int = 80_00) -> Amendment:
    """Return an amendment of the logo, which takes an hour and a half."""
    session.do(save, session.journal, Agreement(mission_id=1, starts=date(2026, 9, 1), hourly_rate=rate), TODAY)
    session.do(answer_request, session.journal, logo(session), RequestAnswer.TO_PRICE, TODAY)
    session.do(draw_up, session.journal, 1, TODAY)
    return amendment(session)


@pytest.fixture
def window(session: Session, tab: MissionsTab, qtbot: QtBot) -> AmendmentWindow:
    shown = AmendmentWindow(session, drawn_up(session).id, tab)
    with qtbot.waitActive(shown):
        shown.show()
        shown.activateWindow()
    return shown


def test_a_note_takes_no_answer_and_extra_work_does(tab: MissionsTab, session: Session, qtbot: QtBot) -> None:
    select(tab, 1)
    with qtbot.assertNotEmitted(session.changed):
        qtbot.keyClick(tab.events.view, Qt.Key.Key_5)
    select(tab, 0)
    index = tab.events.model.index(0, 0)
    assert index.data(ANSWER) is None
    with qtbot.waitSignal(session.changed):
        qtbot.keyClick(tab.events.view, Qt.Key.Key_5)
    assert logo(session).answer is RequestAnswer.GIVEN
    assert index.data(ABOUT) == "note", "the answer says the scope"
    assert (index.data(ANSWER).text, index.data(ANSWER).tone) == ("given", Tone.WARM)


def test_a_note_that_becomes_a_request_can_be_answered(tab: MissionsTab, session: Session, qtbot: QtBot) -> None:
    select(tab, 1)
    with session.journal.read() as reader:
        (note,) = reader.matching(Event, text="Invoice sent")
    session.do(save, session.journal, replace(note, type=EventKind.EXTRA_REQUEST), TODAY)
    with qtbot.waitSignal(session.changed):
        qtbot.keyClick(tab.events.view, Qt.Key.Key_4)


def test_a_request_without_an_answer_says_so_with_the_words_of_the_client(tab: MissionsTab, session: Session) -> None:
    asked = Event(mission_id=1, type=EventKind.EXTRA_REQUEST, date=TODAY, text="A film", request="Could you film?")
    height = tab.events.view.sizeHintForIndex(tab.events.model.index(0, 0)).height()
    session.do(save, session.journal, asked, TODAY)
    index = tab.events.model.index(0, 0)
    assert index.data() == "A film · “Could you film?” · Sun 22 Nov · extra request · to answer"
    assert tab.events.view.sizeHintForIndex(index).height() > height


def test_the_bar_comes_with_what_waits(tab: MissionsTab, session: Session, qtbot: QtBot) -> None:
    bar = tab.events.requests
    assert not bar.isVisible()
    session.do(answer_request, session.journal, logo(session), RequestAnswer.TO_PRICE, TODAY)
    qtbot.waitUntil(bar.isVisible)
    assert (bar.text.text(), bar.button.text()) == ("1 request to price, 1 h 30", "Ame&ndment… (1)")
    session.do(draw_up, session.journal, 1, TODAY)
    qtbot.waitUntil(lambda: bar.text.text() == "A1: not sent yet")
    assert tab.events.model.index(0, 0).data(ANSWER).text == "to price · A1"
    session.do(save, session.journal, replace(amendment(session), hourly_rate=1, sent=date(2026, 11, 10)), TODAY)
    qtbot.waitUntil(lambda: bar.text.text() == "A1: no answer for 12 days")


def test_the_form_keeps_the_answer_and_the_scope_in_step(tab: MissionsTab, session: Session, qtbot: QtBot) -> None:
    form = EventForm(session, logo(session), tab)
    form.show()
    due, answer, scope = (form.editor(name) for name in ("answer_due", "answer", "in_scope"))
    assert not due.isVisible()
    assert scope.isEnabled()
    answer.show_value(RequestAnswer.UNCLEAR)
    assert due.isVisible()
    assert due.read() == date(2026, 11, 24)
    assert (scope.read(), scope.isEnabled()) == (None, False)
    due.show_value(date(2026, 11, 1))
    form.editor("request").show_value("And a logo?")
    form.accept()
    problems = [label.text() for label in form.findChildren(QLabel) if label.isVisible() and "⚠" in label.text()]
    assert problems == ["⚠ The answer is due after the request. Check both days."]
    assert form.focusWidget() is due
    due.show_value(date(2026, 11, 30))
    form.accept()
    saved = logo(session)
    assert (saved.request, saved.answer, saved.answer_due) == (
        "And a logo?", RequestAnswer.UNCLEAR, date(2026, 11, 30)
    )  # fmt: skip


def test_hours_and_rate_are_saved_when_their_field_is_left(
    window: AmendmentWindow, session: Session, qtbot: QtBot
) -> None:
    assert window.total.text() == "1 h 30 · €120.00"
    (row,) = window.lines._rows
    window.activateWindow()
    row.hours.setFocus()
    qtbot.waitUntil(row.hours.hasFocus)
    row.hours.selectAll()
    qtbot.keyClicks(row.hours, "2")
    qtbot.keyClick(row.hours, Qt.Key.Key_Tab)
    assert logo(session).minutes == 120
    assert (row.price.text(), window.total.text()) == ("€160.00", "2 h · €160.00")
    window.rate.show_value(100_00)
    window.rate.editingFinished.emit()
    assert amendment(session).hourly_rate == 100_00
    assert window.total.text() == "2 h · €200.00"


def test_what_is_missing_is_said_beside_its_field(window: AmendmentWindow, session: Session, qtbot: QtBot) -> None:
    (row,) = window.lines._rows
    row.hours.setFocus()
    row.hours.clear()
    qtbot.keyClicks(row.hours, "much")
    window.send.click()
    assert "1 h 30" in row.problem.text()
    assert amendment(session).sent is None
    row.hours.clear()
    window.send.click()
    assert row.problem.text() == "⚠ Give the hours of every line first: the client sees their price."
    assert window.focusWidget() is row.hours
    row.hours.show_value(60)
    window.rate.clear()
    window.send.click()
    assert window.rate_problem.isVisible()
    assert window.focusWidget() is window.rate
    window.rate.show_value(80_00)
    window.day.show_value(date(2026, 12, 1))
    window.send.click()
    assert window.problem.isVisible()
    assert window.focusWidget() is window.day
    assert amendment(session).sent is None
    window.day.show_value(date(2026, 11, 20))
    window.send.click()
    assert amendment(session).sent == date(2026, 11, 20)
    assert [label for label in (window.problem, window.rate_problem, row.problem) if label.isVisible()] == []
    assert row.hours.isReadOnly()
    assert window.rate.isReadOnly()


def test_a_title_and_the_end_of_the_amendment(window: AmendmentWindow, session: Session, qtbot: QtBot) -> None:
    window.name.setFocus()
    qtbot.keyClicks(window.name, "Logo")
    qtbot.keyClick(window.name, Qt.Key.Key_Return)
    assert amendment(session).title == "Logo"
    assert window.windowTitle() == "Amendment A1 · Logo"
    with qtbot.waitSignal(window.rejected):
        window.drop.click()
    assert logo(session).amendment_id is None
    assert logo(session).answer is RequestAnswer.TO_PRICE


def test_without_an_agreed_rate_it_is_asked_for_first(tab: MissionsTab, session: Session, qtbot: QtBot) -> None:
    session.do(answer_request, session.journal, logo(session), RequestAnswer.TO_PRICE, TODAY)
    session.do(draw_up, session.journal, 1, TODAY)
    window = AmendmentWindow(session, amendment(session).id, tab)
    window.show()
    assert window.rate.text() == ""
    qtbot.waitUntil(lambda: window.focusWidget() is window.rate)


def test_an_accepted_amendment_is_offered_as_an_invoice_until_one_names_it(
    tab: MissionsTab, session: Session, qtbot: QtBot
) -> None:
    found = drawn_up(session)
    session.do(send, session.journal, found.id, TODAY, TODAY)
    session.do(accept, session.journal, found.id, TODAY, TODAY)
    tab.glance.show_mission(tab.missions.line())
    qtbot.waitUntil(lambda: any("A1" in button.text() for button in tab.glance.findChildren(QPushButton)))
    buttons = {button.text(): button for button in tab.glance.findChildren(QPushButton)}
    with qtbot.waitSignal(tab.glance.invoice_wanted) as wanted:
        buttons["Invoice Amendment A1"].click()
    (draft,) = wanted.args
    assert isinstance(draft, Invoice)
    assert (draft.amount, draft.vat, draft.month, draft.note) == (120_00, 24_00, None, "Amendment A1")
    session.do(save, session.journal, replace(draft, number="2026-40"), TODAY)
    tab.glance.show_mission(tab.missions.line())
    assert "Invoice Amendment A1" not in [button.text() for button in tab.glance.findChildren(QPushButton)]


def test_a_milestone_is_not_offered_twice(tab: MissionsTab, session: Session) -> None:
    with session.journal.read() as reader:
        mission = reader.all(Mission)[0]
    session.do(save, session.journal, replace(mission, billing=Billing.MILESTONES), TODAY)
    found = drawn_up(session)
    session.do(send, session.journal, found.id, TODAY, TODAY)
    session.do(accept, session.journal, found.id, TODAY, TODAY)
    tab.glance.show_mission(tab.missions.line())
    offered = [button.text() for button in tab.glance.findChildren(QPushButton) if "A1" in button.text()]
    assert offered == ["Invoice A1"]


def test_an_amendment_that_is_found_opens(tab: MissionsTab, session: Session) -> None:
    found = drawn_up(session)
    assert tab.reveal("amendment", found.id)
    (window,) = tab.window().findChildren(AmendmentWindow)
    assert window.isVisible()


def test_the_glance_says_what_was_given_away_and_shows_it_by_month(
    tab: MissionsTab, session: Session, qtbot: QtBot
) -> None:
    session.do(save, session.journal, replace(logo(session), date=date(2026, 11, 21), time=time(9)), TODAY)
    tab.glance.show_mission(tab.missions.line())
    # After the first frame: the summary's own reading waits for that.
    qtbot.waitUntil(lambda: any("given away" in label.text() for label in tab.glance.findChildren(QLabel)))
    said = [label.text() for label in tab.glance.findChildren(QLabel)]
    assert "1 h 30 given away" in said, "no rate was agreed, so it has no price"
    assert "Without a price: no rate was agreed for 1 h 30." in said
    assert "1 h 30 at week-ends or outside hours" in said
    session.do(save, session.journal, Agreement(mission_id=1, starts=date(2026, 9, 1), hourly_rate=80_00), TODAY)
    tab.glance.show_mission(tab.missions.line())
    said = [label.text() for label in tab.glance.findChildren(QLabel)]
    assert "1 h 30 = €120.00 given away" in said
    dialog = ExtrasDialog(session, 1, tab)
    assert dialog.summary.text() == "1 h 30 extra · 1 h 30 = €120.00 given away"
    for by in range(3):
        dialog.by.setCurrentIndex(by)
        texts = [dialog.table.item(0, column).text() for column in range(dialog.table.columnCount())]
        assert texts == [
            ("Nov 2026", "Atlas · Social media", "Atlas")[by],
            "1 h 30",
            "1 h 30",
            "€120.00",
            "–",
            "–",
            "1 h 30",
        ]
    dialog.of.setCurrentIndex(2)
    assert dialog.table.rowCount() == 2


def test_the_window_of_costs_says_how_much_longer_the_savings_would_last(tab: MissionsTab, session: Session) -> None:
    agreed = Agreement(mission_id=1, starts=date(2026, 9, 1), hourly_rate=80_00)
    spent = Expense(name="Living", amount=3_000_00, first=date(2026, 12, 1))
    for row in (agreed, Account(name="Current"), Balance(account_id=1, date=TODAY, amount=100_00), spent):
        session.do(save, session.journal, row, TODAY)
    with session.journal.read() as reader:
        mission = reader.all(Mission)[0]
        invoice = reader.all(Invoice)[0]
    session.do(save, session.journal, replace(mission, amount=0), TODAY)
    session.do(save, session.journal, replace(invoice, cancelled=True), TODAY)
    session.do(save, session.journal, replace(logo(session), minutes=45 * 60), TODAY)
    dialog = ExtrasDialog(session, 1, tab)
    assert "= 36 days of savings" in dialog.summary.text()
    assert "would last until 1 January 2027 instead of 1 December 2026" in dialog.savings.text()


def test_a_request_is_answered_by_a_letter_about_it(
    session: Session, tab: MissionsTab, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = Mock()
    monkeypatch.setattr(letter_window, "open_letter", opened)
    answer_letters.write_letter(session, tab, "polite_no", 1, event_id=2)
    opened.assert_called_once_with(session, tab, "polite_no", 1, 1, amendment_id=None, event_id=2)


def test_the_supplement_for_urgent_work_is_charged_unless_it_is_waived(
    window: AmendmentWindow, session: Session, qtbot: QtBot
) -> None:
    assert not window.supplement.isVisible()
    with session.journal.read() as reader:
        (version,) = reader.all(Agreement)
    session.do(save, session.journal, replace(version, urgent_percent=50), TODAY)
    assert not window.supplement.isVisible(), "no request of it was urgent"
    session.do(save, session.journal, replace(logo(session), request="This is urgent"), TODAY)
    assert window.supplement.isVisible()
    assert window.supplement.isChecked()
    assert window.total.text() == "1 h 30 · €180.00"
    assert any("Urgent work is charged 50% more" in label.text() for label in window.lines.findChildren(QLabel))
    qtbot.keyClick(window.supplement, Qt.Key.Key_Space)
    assert amendment(session).supplement is False
    assert window.total.text() == "1 h 30 · €120.00"
    session.do(undo, session.journal)
    assert window.supplement.isChecked()
    assert window.total.text() == "1 h 30 · €180.00"
