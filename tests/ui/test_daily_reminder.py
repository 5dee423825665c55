"""The notification of what is due: switched on in a menu, shown once a day from nine o'clock on, clicked."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rebond.actions.journals import create
from rebond.actions.records import save
from rebond.domain.tasks.kinds import Task
from rebond.ui.main_window import MainWindow
from rebond.ui.program import Program
from rebond.ui.shared.command_actions import CommandAction, commands_of
from tests.desktop import Desktop, desktop, session_bus
from tests.ui.conftest import TODAY, end

SWITCH = "Show a &notification of what is due each day"


class Clock:
    """A clock that stands until it is set."""

    def __init__(self) -> None:
        self.now = datetime(TODAY.year, TODAY.month, TODAY.day, 8, 59).astimezone()

    def today(self) -> date:
        return self.now.date()

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Iterator[Desktop]:
    with desktop() as there:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", there.address)
        yield there


@pytest.fixture
def timed(tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, clock: Clock) -> Iterator[Program]:
    monkeypatch.setenv("REBOND_CONFIG_DIR", str(tmp_path / "settings"))
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    program = Program(qapp, clock.today, clock)
    yield program
    end(program, qapp)


def journal_with(folder: Path, *tasks: tuple[str, date]) -> Path:
    path = folder / "mine.rebond"
    with create(path) as journal:
        for text, due in tasks:
            save(journal, Task(text=text, due=due), TODAY)
    return path


def window(program: Program, path: Path) -> MainWindow:
    opened = program.open(path)
    assert opened.workspace
    return opened


def switch(opened: MainWindow) -> CommandAction:
    return next(one for one in commands_of(opened) if one.command.name == SWITCH)


def minute_passes(opened: MainWindow) -> None:
    assert opened.workspace
    opened.workspace.session.look_at_the_day()


def test_it_is_off_until_it_is_asked_for(qtbot: QtBot, timed: Program, clock: Clock, shown: Desktop, tmp_path: Path):
    opened = window(timed, journal_with(tmp_path, ("Call Claire", TODAY)))
    assert switch(opened).isCheckable()
    assert not switch(opened).isChecked()
    clock.now += timedelta(hours=3)
    minute_passes(opened)
    qtbot.wait(100)
    assert shown.shown == []


def test_switched_on_it_shows_what_is_due_and_a_click_opens_the_agenda(
    qtbot: QtBot, timed: Program, shown: Desktop, tmp_path: Path
) -> None:
    tasks = [("Call <b>Claire</b> & ask", TODAY), ("Tomorrow's", TODAY + timedelta(1)), ("Late", TODAY - timedelta(1))]
    opened = window(timed, journal_with(tmp_path, *tasks))
    assert opened.workspace
    switch(opened).trigger()
    qtbot.waitUntil(lambda: len(shown.shown) == 1)
    (one,) = shown.shown
    assert one["title"] == "1 thing is due"
    assert one["body"] == "Call &lt;b&gt;Claire&lt;/b&gt; &amp; ask", "the desktop reads the text as markup"
    assert (one["app"], one["icon"], one["hints"]["desktop-entry"]) == ("Rebond", "rebond", ("s", "rebond"))
    assert one["actions"] == ["default", "Open"]
    switch(opened).refresh()
    assert switch(opened).isChecked()
    shown.click(7)
    qtbot.wait(50)
    assert not opened.workspace.today.isVisible(), "another program's notification was clicked"
    opened.showMinimized()
    # The window manager takes it away when it comes to it; asked for before, it would stay away.
    qtbot.waitUntil(lambda: not opened.windowHandle().isExposed())
    shown.click(1)
    qtbot.waitUntil(opened.workspace.today.isVisible)
    qtbot.waitUntil(lambda: not opened.isMinimized())


def test_it_is_shown_once_a_day_from_nine_on_also_after_a_restart(
    qtbot: QtBot, timed: Program, clock: Clock, shown: Desktop, tmp_path: Path
) -> None:
    tasks = [(f"Task {number}", TODAY) for number in range(5)] + [("The next day's", TODAY + timedelta(1))]
    path = journal_with(tmp_path, *tasks)
    timed.preferences.choose(reminders=True)
    opened = window(timed, path)
    minute_passes(opened)
    qtbot.wait(100)
    assert shown.shown == [], "it is 8:59"
    clock.now += timedelta(minutes=1)
    minute_passes(opened)
    qtbot.waitUntil(lambda: len(shown.shown) == 1)
    assert shown.shown[0]["title"] == "5 things are due"
    assert shown.shown[0]["body"].splitlines() == ["Task 0", "Task 1", "Task 2", "and 2 more"]
    minute_passes(opened)
    timed.leave_journal()
    minute_passes(window(timed, path))
    qtbot.wait(100)
    assert len(shown.shown) == 1
    clock.now += timedelta(days=1)
    assert timed.window
    minute_passes(timed.window)
    qtbot.waitUntil(lambda: len(shown.shown) == 2)
    assert shown.shown[1]["body"] == "The next day's"


def test_what_fell_due_while_the_program_did_not_run_is_shown_once(
    qtbot: QtBot, timed: Program, clock: Clock, shown: Desktop, tmp_path: Path
) -> None:
    tasks = [("Today's", TODAY), ("Tuesday's", TODAY + timedelta(2)), ("Wednesday's", TODAY + timedelta(3))]
    path = journal_with(tmp_path, *tasks)
    timed.preferences.choose(reminders=True)
    for hours, said in ((1, "Today's"), (3 * 24, "Tuesday's · 1 day late\nWednesday's")):
        clock.now += timedelta(hours=hours)
        minute_passes(window(timed, path))
        qtbot.waitUntil(lambda said=said: [one["body"] for one in shown.shown][-1:] == [said])
        timed.leave_journal()


def test_a_day_with_nothing_due_is_quiet_but_the_switch_says_so(
    qtbot: QtBot, timed: Program, shown: Desktop, tmp_path: Path
) -> None:
    opened = window(timed, journal_with(tmp_path, ("Tomorrow's", TODAY + timedelta(1))))
    switch(opened).trigger()
    qtbot.waitUntil(lambda: "Nothing is due today" in opened.statusBar().currentMessage())
    switch(opened).trigger()
    assert not timed.preferences.now.reminders, "pressed again, it is off"
    assert shown.shown == []


@pytest.mark.parametrize("there", ["no bus", "no address", "a bus without a desktop"])
def test_a_desktop_without_notifications_is_said(
    qtbot: QtBot, timed: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: str
) -> None:
    opened = window(timed, journal_with(tmp_path, ("Call Claire", TODAY)))
    with session_bus() as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/none" if there == "no bus" else address)
        if there == "no address":
            monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS")
        switch(opened).trigger()
        qtbot.waitUntil(lambda: "This desktop shows no notifications" in opened.statusBar().currentMessage())


def test_a_desktop_without_markup_or_clicks_gets_plain_text(
    qtbot: QtBot, timed: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with desktop(can=("body",)) as plain:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", plain.address)
        switch(window(timed, journal_with(tmp_path, ("a < b & c", TODAY)))).trigger()
        qtbot.waitUntil(lambda: len(plain.shown) == 1)
        assert plain.shown[0]["body"] == "a < b & c"
        assert plain.shown[0]["actions"] == []
