"""What a line is understood to mean stands below it as chips, each of which gives its words back."""

from datetime import date, time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from rebond.domain.missions.kinds import Event, EventKind
from rebond.journal.undo import undo
from rebond.ui.missions.event_line import EventLine
from rebond.ui.missions.tab import MissionsTab
from rebond.ui.program import Program
from rebond.ui.session import Session
from tests.ui.conftest import TODAY
from tests.ui.missions.test_events import newest

SUNDAY = "dim 19h40 post en urgence 1,5h"


@pytest.fixture(autouse=True)
def own_preferences(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REBOND_CONFIG_DIR", str(tmp_path / "config"))


@pytest.fixture
def line(tab: MissionsTab) -> EventLine:
    tab.focus_first()
    return tab.events.line


def chips(line: EventLine) -> list[QPushButton]:
    return [chip for chip in line.chips.chips.values() if chip.isVisible()]


def said(line: EventLine) -> list[str]:
    return [chip.text().removesuffix("×").strip() for chip in chips(line)]


def write(line: EventLine, session: Session, qtbot: QtBot) -> Event:
    with qtbot.waitSignal(session.changed):
        qtbot.keyClick(line.text, Qt.Key.Key_Return)
    return newest(session)


def test_a_line_is_understood_while_it_is_typed_and_undone_as_one_change(
    line: EventLine, session: Session, qtbot: QtBot
) -> None:
    qtbot.keyClicks(line.text, SUNDAY)
    assert said(line) == ["Sun 22 Nov", "19:40", "1 h 30", "extra request"]
    assert line.text.text() == SUNDAY, "what was typed stays as typed"
    assert (line.day.read(), line.time.read(), line.hours.read()) == (TODAY, time(19, 40), 90)
    event = write(line, session, qtbot)
    assert (event.date, event.time, event.minutes, event.text) == (TODAY, time(19, 40), 90, "post en urgence")
    assert (event.type, event.in_scope) == (EventKind.EXTRA_REQUEST, None)
    assert (chips(line), line.time.text(), line.kind.read()) == ([], "", EventKind.NOTE)
    session.do(undo, session.journal)
    assert newest(session).text == "Asked for a logo too"


def test_a_line_without_words_says_what_is_missing_and_keeps_what_was_typed(line: EventLine, qtbot: QtBot) -> None:
    qtbot.keyClicks(line.text, "yesterday 2h")
    qtbot.keyClick(line.text, Qt.Key.Key_Return)
    told = [label.text() for label in line.findChildren(QLabel) if label.isVisible()]
    assert "⚠ This says when, and not what happened. Add it, for example: yesterday 2h urgent post" in told
    assert line.text.text() == "yesterday 2h"


@pytest.mark.parametrize("way", ["click", "backspace", "delete", "space", "alt"])
def test_a_guess_is_taken_back_and_its_words_are_text_again(
    line: EventLine, session: Session, qtbot: QtBot, way: str
) -> None:
    qtbot.keyClicks(line.text, SUNDAY)
    hours = chips(line)[2]
    if way == "click":
        qtbot.mouseClick(hours, Qt.MouseButton.LeftButton)
    elif way == "alt":
        qtbot.keyClick(line.text, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    else:
        hours.setFocus()
        key = {"backspace": Qt.Key.Key_Backspace, "delete": Qt.Key.Key_Delete, "space": Qt.Key.Key_Space}[way]
        qtbot.keyClick(hours, key)
    assert said(line) == ["Sun 22 Nov", "19:40", "extra request"]
    assert line.hours.read() is None
    assert line.window().focusWidget() is line.text
    qtbot.keyClicks(line.text, " hier")
    assert "1 h 30" not in said(line), "typing on does not bring the guess back"
    event = write(line, session, qtbot)
    assert (event.minutes, event.text) == (None, "post en urgence 1,5h hier")


def test_a_kind_that_is_taken_back_leaves_a_note(line: EventLine, session: Session, qtbot: QtBot) -> None:
    qtbot.keyClicks(line.text, "post urgent hors devis")
    assert said(line) == ["extra request", "extra · not agreed"]
    qtbot.keyClick(line.text, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(line.text, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(line.text, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    event = write(line, session, qtbot)
    assert (event.type, event.in_scope, event.text) == (EventKind.NOTE, None, "post urgent hors devis")


def test_what_a_hand_changed_wins_before_and_after_typing(line: EventLine, session: Session, qtbot: QtBot) -> None:
    line.day.selectAll()
    qtbot.keyClicks(line.day, "18/11")
    qtbot.keyClicks(line.kind, "dec")
    qtbot.keyClicks(line.text, SUNDAY)
    assert said(line) == ["19:40", "1 h 30"]
    line.hours.selectAll()
    qtbot.keyClicks(line.hours, "3")
    qtbot.keyClicks(line.text, " hors devis")
    event = write(line, session, qtbot)
    assert (event.date, event.type, event.minutes) == (date(2026, 11, 18), EventKind.DECISION, 180)
    assert (event.time, event.in_scope) == (time(19, 40), False)
    assert event.text == "dim post en urgence 1,5h hors devis"
    qtbot.keyClicks(line.text, "hier appel")
    assert said(line) == ["Sat 21 Nov"], "the next line begins anew"


def test_a_line_that_says_only_when_is_no_event(line: EventLine, session: Session, qtbot: QtBot) -> None:
    qtbot.keyClicks(line.text, "hier 2h")
    with qtbot.assertNotEmitted(session.changed):
        qtbot.keyClick(line.text, Qt.Key.Key_Return)
    assert line.problems["text"].isVisible()
    assert line.text.text() == "hier 2h"


def test_an_empty_line_says_what_may_be_typed_and_nothing_around_it_moves(line: EventLine, qtbot: QtBot) -> None:
    assert "sun 7:40pm" in line.chips.hint.whole()
    place = line.day.mapTo(line, line.day.rect().topLeft())
    qtbot.keyClicks(line.text, SUNDAY)
    qtbot.wait(20)  # a layout is done later
    assert line.chips.hint.isHidden()
    assert line.day.mapTo(line, line.day.rect().topLeft()) == place


def test_words_that_go_take_their_guess_with_them(line: EventLine, qtbot: QtBot) -> None:
    qtbot.keyClicks(line.text, "hier 2h")
    assert said(line) == ["Sat 21 Nov", "2 h"]
    line.text.setText("appel")
    assert said(line) == []
    assert (line.day.read(), line.hours.read()) == (TODAY, None)


def test_guessing_is_switched_off_for_good(line: EventLine, session: Session, qtbot: QtBot) -> None:
    qtbot.keyClicks(line.text, SUNDAY)
    line.chips.switch.click()
    assert said(line) == []
    assert (line.time.text(), line.kind.read()) == ("", EventKind.NOTE)
    assert session.preferences.now.understand_events is False
    assert not EventLine(session).chips.switch.isChecked()
    event = write(line, session, qtbot)
    assert (event.text, event.minutes) == (SUNDAY, None)
    qtbot.keyClicks(line.text, "hier appel")
    line.chips.switch.click()
    assert said(line) == ["Sat 21 Nov"]


def test_an_unfinished_line_is_carried_to_another_window(line: EventLine, session: Session, qtbot: QtBot) -> None:
    qtbot.keyClicks(line.text, SUNDAY)
    qtbot.keyClick(line.text, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClicks(line.kind, "dec")
    other = EventLine(session)
    qtbot.addWidget(other)
    other.resume(line.unfinished())
    other.show()
    assert said(other) == said(line) == ["19:40", "1 h 30"]
    qtbot.keyClicks(other.text, "!")
    assert (other.kind.read(), other.day.read()) == (EventKind.DECISION, TODAY)


def test_chips_say_to_a_screen_reader_what_they_are(line: EventLine, qtbot: QtBot) -> None:
    qtbot.keyClicks(line.text, SUNDAY)
    assert [chip.accessibleName() for chip in chips(line)] == [
        "Day: Sun 22 Nov", "Time of day: 19:40", "Hours worked: 1 h 30", "Kind: extra request",
    ]  # fmt: skip
    assert "dim" in chips(line)[0].accessibleDescription()
    qtbot.keyClick(line.text, Qt.Key.Key_Tab)
    assert line.window().focusWidget() is chips(line)[0]


def test_from_anywhere_a_key_leads_to_the_line(program: Program, example: Path, qtbot: QtBot) -> None:
    window = program.start(example)
    assert window is not None
    assert window.workspace is not None
    with qtbot.waitActive(window):
        window.activateWindow()
    window.workspace.show_tab("prospecting")
    qtbot.keyClick(window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    line = window.workspace.missions.events.line
    qtbot.waitUntil(line.text.hasFocus)
    qtbot.keyClicks(line.text, "hier appel 20 min")
    qtbot.keyClick(line.text, Qt.Key.Key_Return)
    assert newest(window.workspace.session).minutes == 20
