"""A talk by the keyboard alone: prepared from an event on a Sunday, held, and recapped with its promises as tasks."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from rebond.actions.records import save
from rebond.domain.letters.kinds import Letter
from rebond.domain.missions.kinds import Client, Event, EventKind, Mission
from rebond.domain.talks.kinds import Talk, TalkKind, TalkNote
from rebond.domain.tasks.kinds import Task, TaskOwner
from rebond.ui.letters.letter_window import LetterWindow
from rebond.ui.missions.tab import MissionsTab
from rebond.ui.talks.after_window import AfterWindow
from rebond.ui.talks.call_window import CallWindow
from rebond.ui.talks.talk_form import TalkForm
from rebond.ui.talks.talk_window import TalkWindow
from rebond.ui.workspace import MISSIONS
from tests.stories.conftest import TODAY, Person

SUNDAY = "Claire wrote at 19:40, a post at once"
Key = Qt.Key
#: The talks that the example begins with.
OF_THE_EXAMPLE = 3


@pytest.fixture
def tab(person: Person, example: Path) -> MissionsTab:
    """Return the missions tab with a message of this Sunday at the top of a mission's journal."""
    person.starts(example)
    workspace = person.window.workspace
    assert workspace
    session = workspace.session
    with session.journal.read() as reader:
        (atlas,) = reader.matching(Client, name="Atlas")
        mission = reader.matching(Mission, client_id=atlas.id)[0]
    event = Event(
        mission_id=mission.id, type=EventKind.OUTSIDE_HOURS, date=TODAY, text=SUNDAY,
        request="Can you post this tonight?",
    )  # fmt: skip
    session.do(save, session.journal, event, TODAY)
    tab = workspace.show_tab(MISSIONS)
    assert isinstance(tab, MissionsTab)
    tab.reveal("mission", mission.id)
    view = tab.events.view
    view.setFocus()
    view.setCurrentIndex(tab.events.model.index(0, 0))
    person.waits_for(view.hasFocus)
    return tab


def rows(person: Person, read):  # type: ignore[no-untyped-def]
    assert person.program
    assert person.program.journal
    with person.program.journal.read() as reader:
        return read(reader)


def talks(person: Person) -> tuple[Talk, ...]:
    """Return the talks that were planned since the example was made, the latest first."""
    found: tuple[Talk, ...] = rows(person, lambda reader: reader.all(Talk))
    return found[: OF_THE_EXAMPLE - 1 : -1]


def show_talks(person: Person, tab: MissionsTab) -> None:
    tab.parts.setCurrentWidget(tab.talks)
    view = tab.talks.panel.view
    person.waits_for(view.isVisible)
    view.setFocus()
    person.waits_for(view.hasFocus)


def test_they_write_on_sunday_and_it_ends_in_a_recap(person: Person, tab: MissionsTab) -> None:
    person.presses(Key.Key_T, shift=True)
    form = person.dialog(TalkForm)
    assert form.editor("type").read() is TalkKind.LIMITS
    form.editor("date").setFocus()
    person.types("tomorrow")
    person.presses(Key.Key_Return)

    window = person.dialog(TalkWindow)
    (talk,) = talks(person)
    assert talk.date == date(2026, 11, 23)
    assert window.fields["opening"].is_proposed
    assert "I am calling about your message of 22 November 2026." in window.fields["opening"].text.toPlainText()
    assert any("Can you post this tonight?" in text.text() for text in window.facts.texts)
    assert any("18:00" in text.text() for text in window.facts.texts), "the clause on the hours"
    person.waits_for(window.fields["aim"].text.hasFocus)
    person.presses(Key.Key_A, ctrl=True)
    person.types("No messages on Sundays")
    person.presses(Key.Key_Tab)
    assert talks(person)[0].aim == "No messages on Sundays"
    assert talks(person)[0].opening == "", "it is proposed still"

    person.presses(Key.Key_N, alt=True)
    call = person.dialog(CallWindow)
    person.waits_for(call.line.hasFocus)
    for line in (
        "she did not know it was my day off", "= requests come on weekdays", "@me send the calendar Friday",
        "@them name one contact by 30 Nov", "! a new page without a budget",
    ):  # fmt: skip
        person.types(line)
        person.presses(Key.Key_Return)
    person.types("@me answer on Monday")
    before = person.pressed
    person.presses(Key.Key_Escape)
    after = person.dialog(AfterWindow)
    person.waits_for(after.table.hasFocus)
    assert talks(person)[0].held == TODAY
    assert [line.text for line in after.lines][-1] == "answer"
    person.presses(Key.Key_Return)
    letter = person.dialog(LetterWindow)
    assert person.pressed - before <= 25

    tasks = rows(person, lambda reader: reader.matching(Task, talk_id=talk.id))
    assert {(task.owner, task.text, task.due) for task in tasks} == {
        (TaskOwner.ME, "send the calendar", date(2026, 11, 27)), (TaskOwner.ME, "answer", date(2026, 11, 23)),
        (TaskOwner.THEM, "name one contact", date(2026, 11, 30)),
    }  # fmt: skip
    events = rows(person, lambda reader: reader.matching(Event, mission_id=talk.mission_id, date=TODAY))
    assert {event.text for event in events if event.type is EventKind.TALK} == {"Limits, with Claire (by video)"}
    assert "a new page without a budget" in {event.text for event in events}
    text = letter.letter.text.toPlainText()
    for part in (
        "she did not know it was my day off", "requests come on weekdays", "send the calendar, by 27 November 2026",
        "name one contact, by 30 November 2026",
    ):  # fmt: skip
        assert part in text
    assert "budget" not in text
    person.presses(Key.Key_S, alt=True)
    person.waits_for(lambda: bool(rows(person, lambda reader: reader.matching(Letter, talk_id=talk.id))))


def test_lines_without_a_mark_become_promises_by_one_key_each(person: Person, tab: MissionsTab) -> None:
    session = tab._session
    with session.journal.read() as reader:
        event = reader.matching(Event, text=SUNDAY)[0]
        mission = reader.get(Mission, event.mission_id)
    assert mission
    talk = Talk(client_id=mission.client_id, mission_id=mission.id, type=TalkKind.LIMITS, date=TODAY)
    session.do(save, session.journal, talk, TODAY)
    show_talks(person, tab)
    person.presses(Key.Key_H)
    call = person.dialog(CallWindow)
    person.waits_for(call.line.hasFocus)
    for line in (
        "we spoke of Sundays",
        "calendar Friday",
        "one contact tomorrow",
        "no posts at night",
        "invoice Friday",
    ):
        person.types(line)
        person.presses(Key.Key_Return)
    before = person.pressed
    person.presses(Key.Key_Escape)
    after = person.dialog(AfterWindow)
    person.waits_for(after.table.hasFocus)
    for key in (Key.Key_S, Key.Key_M, Key.Key_T, Key.Key_D, Key.Key_M):
        person.presses(key)
    person.presses(Key.Key_Return)
    person.dialog(LetterWindow)
    assert person.pressed - before <= 25
    tasks = rows(person, lambda reader: reader.matching(Task, talk_id=talks(person)[0].id))
    assert [(task.owner, task.text, task.due) for task in tasks] == [
        (TaskOwner.ME, "calendar", date(2026, 11, 27)), (TaskOwner.THEM, "one contact", date(2026, 11, 23)),
        (TaskOwner.ME, "invoice", date(2026, 11, 27)),
    ]  # fmt: skip


def test_a_view_that_was_only_looked_at_was_no_talk(person: Person, tab: MissionsTab) -> None:
    session = tab._session
    with session.journal.read() as reader:
        (atlas,) = reader.matching(Client, name="Atlas")
    session.do(save, session.journal, Talk(client_id=atlas.id, type=TalkKind.ENDING, date=TODAY), TODAY)
    show_talks(person, tab)
    person.presses(Key.Key_H)
    person.dialog(CallWindow)
    person.presses(Key.Key_Escape)
    person.waits_for(person.window.isActiveWindow)
    assert talks(person)[0].held is None
    assert rows(person, lambda reader: reader.matching(TalkNote, talk_id=talks(person)[0].id)) == ()
