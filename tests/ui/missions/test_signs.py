"""What says that a client may leave: told first in the summary, explained entry by entry, and judged by the person."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from unittest.mock import patch

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from rebond.actions.records import delete, save
from rebond.actions.signs import set_rate, use_refit, weigh
from rebond.domain.agreements.kinds import Amendment, Reply
from rebond.domain.kinds import Entity
from rebond.domain.letters.kinds import Letter
from rebond.domain.missions.kinds import Client, Event, EventKind, Invoice, Mission, Side
from rebond.domain.signs.client_state import Weights
from rebond.domain.signs.kinds import Sign, SignWeight
from rebond.domain.signs.refit import Refit
from rebond.domain.tasks.kinds import Task, TaskOwner
from rebond.journal.undo import redo, undo
from rebond.ui.missions import weights_panel
from rebond.ui.missions.signs_dialog import SignsDialog
from rebond.ui.missions.tab import MissionsTab
from rebond.ui.session import Session
from tests.ui.missions.conftest import TODAY

NOTHING = "No sign. Chance of leaving 3% a month, the default."
CREEP = "One sign: three requests beyond the quote. Chance of leaving 4.5% a month."


def said(tab: MissionsTab) -> str:
    """The sentence that the summary leads with; empty until it is told, after the first frame."""
    texts = [label.text() for label in tab.glance.widget().findChildren(QLabel)]
    return texts[1] if texts[:1] == ["How it stands with Atlas"] else ""


def write(session: Session, kind: EventKind, days: int = 0, text: str = "happened") -> Event:
    """Write an event of so many days ago in the mission of Atlas, and return it."""
    event = Event(mission_id=1, type=kind, date=TODAY - timedelta(days=days), text=text)
    session.do(save, session.journal, event, TODAY)
    with session.journal.read() as reader:
        return reader.all(Event)[-1]


def dialog(tab: MissionsTab, qtbot: QtBot) -> SignsDialog:
    """The dialog that "See why" opens."""
    qtbot.waitUntil(lambda: bool(said(tab)))
    button = next(one for one in tab.glance.widget().findChildren(QPushButton) if one.text() == "See why…")
    qtbot.keyClick(button, Qt.Key.Key_Space)
    found = next(one for one in QApplication.topLevelWidgets() if isinstance(one, SignsDialog) and one.isVisible())
    found.activateWindow()
    qtbot.waitUntil(found.isActiveWindow)
    return found


def listed(shown: SignsDialog) -> dict[str, tuple[str, str]]:
    """The factor of each sign and until when it counts, by its name."""
    table = shown.signs
    cells = [[table.item(row, at).text() for at in (0, 1, 4)] for row in range(table.rowCount())]
    return {name: (factor, counts) for name, factor, counts in cells}


def columns(shown: SignsDialog) -> list[str]:
    """The titles of the columns that are shown."""
    table = shown.signs
    return [table.horizontalHeaderItem(at).text() for at in range(table.columnCount()) if not table.isColumnHidden(at)]


def counted(shown: SignsDialog, qtbot: QtBot) -> str:
    """What is said of the refit, once the endings were counted."""
    qtbot.waitUntil(lambda: not shown.weights.verdict.text().startswith("Counting"))
    return shown.weights.verdict.text()


def leave(session: Session, count: int, *, signed: int = 0) -> None:
    """Add clients that each stayed for a year and then left; the first ones a fortnight after dissatisfaction."""
    with session.journal.transaction("import") as transaction:
        for number in range(count):
            client_id = transaction.insert(Client(name=f"Client {number}"))
            mission_id = transaction.insert(
                Mission(client_id=client_id, name="Posts", starts=date(2024, 1, 1), ended=date(2024, 12, 12),
                        ended_by=Side.CLIENT)
            )  # fmt: skip
            if number < signed:
                transaction.insert(
                    Event(mission_id=mission_id, type=EventKind.DISSATISFACTION, date=date(2024, 11, 28), text="Hm")
                )


def entries(shown: SignsDialog) -> list[str]:
    return [shown.entries.item(row, 1).text() for row in range(shown.entries.rowCount())]


def choose(shown: SignsDialog, sign: Sign) -> None:
    shown.signs.setCurrentCell(list(Sign).index(sign), 0, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    shown.signs.setFocus()


def test_the_summary_leads_with_the_state_and_follows_each_entry(
    tab: MissionsTab, session: Session, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: said(tab) == NOTHING)
    for days in (9,):  # beside the logo, which the journal holds
        write(session, EventKind.EXTRA_REQUEST, days)
    last = write(session, EventKind.EXTRA_REQUEST)
    qtbot.waitUntil(lambda: said(tab) == CREEP)
    session.do(delete, session.journal, last)
    qtbot.waitUntil(lambda: said(tab) == NOTHING)
    session.do(undo, session.journal)
    qtbot.waitUntil(lambda: said(tab) == CREEP)


def test_a_sign_of_a_break_up_is_told_when_an_edit_brings_it(tab: MissionsTab, session: Session, qtbot: QtBot) -> None:
    told: list[str] = []
    session.message.connect(told.append)
    qtbot.waitUntil(lambda: bool(said(tab)))
    for days in (9,):  # beside the logo, which the journal holds
        write(session, EventKind.EXTRA_REQUEST, days)
    qtbot.waitUntil(lambda: said(tab) == NOTHING)
    assert told == []
    write(session, EventKind.EXTRA_REQUEST)
    qtbot.waitUntil(lambda: len(told) == 1)
    assert told == ["Atlas may break up: three requests beyond the quote. “See why” in the summary lists them."]
    write(session, EventKind.COMPETITOR)
    qtbot.waitUntil(lambda: said(tab).startswith("Two signs"))
    assert len(told) == 1, "the others are in the summary"
    session.do(undo, session.journal)
    session.do(undo, session.journal)
    qtbot.waitUntil(lambda: said(tab) == NOTHING)
    assert len(told) == 1
    refused = Amendment(mission_id=1, number="A1", made=TODAY, sent=TODAY, reply=Reply.REFUSED, answered=TODAY)
    session.do(save, session.journal, refused, TODAY)
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told[1].startswith("Atlas may break up: a refused amendment.")


def test_undo_and_another_client_are_no_news(tab: MissionsTab, session: Session, qtbot: QtBot) -> None:
    for days in (9, 0):
        write(session, EventKind.EXTRA_REQUEST, days)
    qtbot.waitUntil(lambda: said(tab) == CREEP)
    session.do(undo, session.journal)
    qtbot.waitUntil(lambda: said(tab) == NOTHING)
    told: list[str] = []
    session.message.connect(told.append)
    session.do(redo, session.journal)
    qtbot.waitUntil(lambda: said(tab) == CREEP)
    tab.missions.reveal(("mission", 2))
    qtbot.waitUntil(lambda: tab._title.text() == "Newsletter")
    tab.missions.reveal(("mission", 1))
    qtbot.waitUntil(lambda: said(tab) == CREEP)
    assert told == []


def test_each_sign_is_listed_with_its_entries_and_its_rule(tab: MissionsTab, session: Session, qtbot: QtBot) -> None:
    write(session, EventKind.COMPETITOR, 3, "Talks with an agency")
    shown = dialog(tab, qtbot)
    assert shown.sentence.text() == "One sign: talks with a competitor. Chance of leaving 7.5% a month."
    assert shown.product.text() == "3% × 2.5 = 7.5%"
    assert listed(shown)["competitor"] == ("2.5", "19 Mar 2027")
    assert listed(shown)["silence"] == ("1.5", "not seen")
    assert len(listed(shown)) == len(Sign)
    assert entries(shown) == ["Talks with an agency"]
    assert shown.rule.text() == "Talks with an agency or another provider. Counts for 120 days."
    choose(shown, Sign.SILENCE)
    assert entries(shown) == []
    assert shown.none.isVisible()
    assert not shown.dismiss.isEnabled()


def test_enter_on_an_entry_opens_it(tab: MissionsTab, session: Session, qtbot: QtBot) -> None:
    event = write(session, EventKind.COMPETITOR, 3)
    shown = dialog(tab, qtbot)
    assert shown.signs.hasFocus()
    qtbot.keyClick(shown.signs, Qt.Key.Key_Return)
    assert shown.entries.hasFocus()
    with qtbot.waitSignal(tab.go) as going:
        qtbot.keyClick(shown.entries, Qt.Key.Key_Return)
    assert going.args == ["event", event.id]
    assert not shown.isVisible()
    assert tab.reveal("event", event.id)


@pytest.mark.parametrize(
    ("row", "sign"),
    [
        (Event(mission_id=1, type=EventKind.COMPETITOR, date=TODAY, text="An agency"), Sign.COMPETITOR),
        (
            Amendment(mission_id=1, number="A1", made=TODAY, sent=TODAY, reply=Reply.REFUSED, answered=TODAY),
            Sign.REFUSED_AMENDMENT,
        ),
        (
            Invoice(client_id=1, mission_id=1, number="2026-30", amount=1, issued=date(2026, 8, 31),
                    due=date(2026, 9, 30)),
            Sign.LATENESS,
        ),
        (Letter(client_id=1, mission_id=1, subject="Limits", sent=date(2026, 11, 12)), Sign.SILENCE),
        (
            Task(mission_id=1, text="Send the photos", owner=TaskOwner.THEM, due=date(2026, 11, 12)),
            Sign.SILENCE,
        ),
    ],
    ids=lambda value: value.kind if isinstance(value, Entity) else "",
)  # fmt: skip
def test_a_key_opens_an_entry_of_every_kind(
    tab: MissionsTab, session: Session, qtbot: QtBot, row: Entity, sign: Sign
) -> None:
    with session.journal.transaction("import") as transaction:
        for event in transaction.all(Event):
            transaction.delete(Event, event.id)
        row_id = transaction.insert(row)
    tab.missions.reveal(("mission", 2))
    tab.missions.reveal(("mission", 1))
    shown = dialog(tab, qtbot)
    choose(shown, sign)
    found = shown._found(sign)[0]
    assert found is not None
    at = [(entry.kind, entry.id) for entry in reversed(found.entries)].index((row.kind, row_id))
    qtbot.keyClick(shown.signs, Qt.Key.Key_Return)
    shown.entries.selectRow(at)
    with qtbot.waitSignal(tab.go) as going:
        qtbot.keyClick(shown.entries, Qt.Key.Key_Return)
    assert going.args == [row.kind, row_id]
    tab.missions.reveal(("mission", 2))
    assert tab.reveal(*going.args)
    assert tab._title.text() == "Social media"


def test_a_factor_is_changed_and_restored_with_a_key(tab: MissionsTab, session: Session, qtbot: QtBot) -> None:
    write(session, EventKind.COMPETITOR, 3)
    shown = dialog(tab, qtbot)
    shown.signs.setFocus()
    qtbot.keyClick(shown.signs, Qt.Key.Key_F2)
    assert shown.factor.hasFocus()
    assert shown.factor.text() == "2.5"
    shown.factor.selectAll()
    qtbot.keyClicks(shown.factor, "4")
    qtbot.keyClick(shown.factor, Qt.Key.Key_Return)
    assert shown.isVisible()
    assert shown.product.text() == "3% × 4 = 12%"
    assert listed(shown)["competitor"][0] == "4"
    assert shown.default.text() == "Default: 2.5"
    qtbot.waitUntil(lambda: "12%" in said(tab))
    shown.signs.setFocus()
    qtbot.keyClick(shown.signs, Qt.Key.Key_Backspace)
    assert shown.product.text() == "3% × 2.5 = 7.5%"
    with session.journal.read() as reader:
        assert not reader.exists(SignWeight)
    session.do(undo, session.journal)
    assert shown.product.text() == "3% × 4 = 12%"


def test_a_factor_that_is_none_is_told_beside_its_field(tab: MissionsTab, session: Session, qtbot: QtBot) -> None:
    write(session, EventKind.COMPETITOR, 3)
    shown = dialog(tab, qtbot)
    for typed, problem in (
        ("much", "This is not a number."),
        ("0.5", "Give a number from 1 to 20."),
        ("21", "1 to 20"),
    ):
        shown.factor.setFocus()
        shown.factor.selectAll()
        qtbot.keyClicks(shown.factor, typed)
        qtbot.keyClick(shown.factor, Qt.Key.Key_Return)
        assert problem in shown.problem.text()
        assert shown.factor.text() == typed
    assert shown.product.text() == "3% × 2.5 = 7.5%"
    choose(shown, Sign.SILENCE)
    assert not shown.problem.isVisible()


def test_a_sign_is_dismissed_and_counted_again(tab: MissionsTab, session: Session, qtbot: QtBot) -> None:
    write(session, EventKind.COMPETITOR, 3)
    shown = dialog(tab, qtbot)
    assert shown.dismiss.text() == "&Dismiss"
    shown.signs.setFocus()
    qtbot.keyClick(shown.signs, Qt.Key.Key_Delete)
    assert shown.sentence.text() == "No sign but 1 dismissed. Chance of leaving 3% a month, the default."
    assert listed(shown)["competitor"] == ("2.5", "dismissed")
    assert shown.signs.currentRow() == list(Sign).index(Sign.COMPETITOR)
    assert shown.dismiss.text() == "&Count again"
    qtbot.mouseClick(shown.dismiss, Qt.MouseButton.LeftButton)
    assert shown.product.text() == "3% × 2.5 = 7.5%"
    session.do(undo, session.journal)
    assert listed(shown)["competitor"][1] == "dismissed"
    write(session, EventKind.COMPETITOR, 1)
    assert listed(shown)["competitor"][1] != "dismissed", "its next entry counts it again"


def test_an_entry_of_the_same_day_written_later_counts_a_dismissed_sign_again(
    tab: MissionsTab, session: Session, qtbot: QtBot
) -> None:
    write(session, EventKind.COMPETITOR)
    shown = dialog(tab, qtbot)
    qtbot.keyClick(shown.signs, Qt.Key.Key_Delete)
    assert listed(shown)["competitor"][1] == "dismissed"
    write(session, EventKind.COMPETITOR, text="Another agency")
    assert listed(shown)["competitor"][1] != "dismissed"
    qtbot.keyClick(shown.signs, Qt.Key.Key_Delete)
    assert listed(shown)["competitor"][1] == "dismissed", "with both entries"


def test_the_chance_without_signs_is_edited_beside_the_factors(
    tab: MissionsTab, session: Session, qtbot: QtBot
) -> None:
    write(session, EventKind.COMPETITOR, 3)
    shown = dialog(tab, qtbot)
    rate = shown.weights.rate
    assert rate.text() == "3%"
    assert not shown.weights.default.isEnabled()
    rate.setFocus()
    rate.selectAll()
    qtbot.keyClicks(rate, "2")
    qtbot.keyClick(rate, Qt.Key.Key_Return)
    assert shown.isVisible()
    assert rate.text() == "2%"
    assert shown.product.text() == "2% × 2.5 = 5%"
    qtbot.waitUntil(lambda: "5% a month" in said(tab))
    assert shown.weights.default.text() == "Default: 3%"
    rate.selectAll()
    qtbot.keyClicks(rate, "61")
    qtbot.keyClick(rate, Qt.Key.Key_Return)
    assert "Give a number from 0 to 60." in shown.weights.problem.text()
    assert rate.text() == "61"
    qtbot.mouseClick(shown.weights.default, Qt.MouseButton.LeftButton)
    assert not shown.weights.problem.isVisible()
    assert shown.product.text() == "3% × 2.5 = 7.5%"
    session.do(undo, session.journal)
    assert (rate.text(), shown.product.text()) == ("2%", "2% × 2.5 = 5%")


def test_too_few_endings_say_how_many_are_missing(tab: MissionsTab, session: Session, qtbot: QtBot) -> None:
    leave(session, 4, signed=4)
    shown = dialog(tab, qtbot)
    counted(shown, qtbot)
    assert "4 so far, 1 more needed" in shown.weights.verdict.text()
    assert columns(shown) == ["Sign", "Factor", "Until"]
    assert not shown.weights.use.isVisible()


def test_a_refit_that_foretells_better_is_proposed_and_taken_back(
    tab: MissionsTab, session: Session, qtbot: QtBot
) -> None:
    leave(session, 12, signed=12)
    write(session, EventKind.DISSATISFACTION, 3)
    shown = dialog(tab, qtbot)
    counted(shown, qtbot)
    assert "Refitted from 12 endings in " in shown.weights.verdict.text()
    assert columns(shown) == ["Sign", "Factor", "Default", "Refitted", "Until"]
    assert shown.product.text() == "3% × 2 = 6%", "nothing moves by itself"
    use = shown.weights.use
    assert use.text() == "Use the &refitted weights"
    row = list(Sign).index(Sign.DISSATISFACTION)
    proposed = shown.signs.item(row, 3).text()
    assert float(proposed) > 3
    qtbot.keyClick(use, Qt.Key.Key_Space)
    assert listed(shown)["dissatisfaction"][0] == proposed
    assert f"× {proposed} = " in shown.product.text()
    assert use.text() == "&Back to the defaults"
    qtbot.keyClick(use, Qt.Key.Key_Space)
    assert shown.product.text() == "3% × 2 = 6%"
    session.do(undo, session.journal)
    session.do(undo, session.journal)
    assert shown.product.text() == "3% × 2 = 6%"


def test_an_ending_noted_meanwhile_is_counted(tab: MissionsTab, session: Session, qtbot: QtBot) -> None:
    leave(session, 4)
    shown = dialog(tab, qtbot)
    assert "4 so far" in counted(shown, qtbot)
    with session.journal.read() as reader:
        last = reader.all(Mission)[-1]
    fifth = replace(last, id=0, name="Newsletter", starts=date(2025, 3, 1), ended=date(2025, 6, 8))
    session.do(save, session.journal, fifth, session.today)
    qtbot.waitUntil(lambda: "Refitted from 5 endings" in shown.weights.verdict.text())
    session.do(undo, session.journal)
    qtbot.waitUntil(lambda: "4 so far" in shown.weights.verdict.text())
    assert columns(shown) == ["Sign", "Factor", "Until"]


def test_the_past_is_read_once_whatever_is_weighed(tab: MissionsTab, session: Session, qtbot: QtBot) -> None:
    leave(session, 5)
    with patch.object(weights_panel, "load_past_months", wraps=weights_panel.load_past_months) as read:
        shown = dialog(tab, qtbot)
        counted(shown, qtbot)
        session.do(weigh, session.journal, Sign.SILENCE, 10, session.today)
        row = list(Sign).index(Sign.SILENCE)
        qtbot.waitUntil(lambda: shown.signs.item(row, 3).text() == "typed")
        session.do(set_rate, session.journal, 2_000, session.today)
        qtbot.waitUntil(lambda: shown.weights.refit is not None and shown.weights.refit.weights.rate == 2_000)
        read.assert_called_once()
        write(session, EventKind.COMPETITOR)
        qtbot.waitUntil(lambda: read.call_count == 2)


def test_a_typed_factor_is_kept_by_the_refit(tab: MissionsTab, session: Session, qtbot: QtBot) -> None:
    leave(session, 12, signed=12)
    session.do(weigh, session.journal, Sign.DISSATISFACTION, 10, session.today)
    shown = dialog(tab, qtbot)
    counted(shown, qtbot)
    row = list(Sign).index(Sign.DISSATISFACTION)
    assert [shown.signs.item(row, at).text() for at in (1, 2, 3)] == ["1.1", "2", "typed"]


def test_a_refit_that_foretells_no_better_is_not_offered(tab: MissionsTab, session: Session, qtbot: QtBot) -> None:
    even = Fraction(3, 100)
    found = Refit(5, 170, Weights(rate=2_500), even, even, even)
    with patch.object(weights_panel, "refit", return_value=found):
        shown = dialog(tab, qtbot)
        assert "foretells no better" in counted(shown, qtbot)
    assert not shown.weights.use.isVisible()
    session.do(use_refit, session.journal, found.weights, session.today)
    assert shown.weights.use.isVisible(), "one that was used before can be left"
    assert shown.weights.use.text() == "&Back to the defaults"


def test_the_dialog_closes_with_its_client(tab: MissionsTab, session: Session, qtbot: QtBot) -> None:
    shown = dialog(tab, qtbot)
    with session.journal.read() as reader:
        client = reader.get(Client, 1)
    session.do(delete, session.journal, client)
    assert not shown.isVisible()


def test_a_new_day_may_end_a_sign(tab: MissionsTab, session: Session, qtbot: QtBot) -> None:
    write(session, EventKind.COMPETITOR, 120)
    qtbot.waitUntil(lambda: said(tab).startswith("One sign"))
    session._clock = lambda: date(2026, 11, 23)
    session.look_at_the_day()
    qtbot.waitUntil(lambda: said(tab) == NOTHING)
