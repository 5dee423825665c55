"""Three requests beside the contract become an amendment, which is sent and refused, and undone step by step."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from rebond.actions.records import save
from rebond.domain.agreements.kinds import Amendment, Reply
from rebond.domain.missions.kinds import Client, Event, EventKind, Mission, RequestAnswer
from rebond.ui.missions.amendment_window import AmendmentWindow
from rebond.ui.missions.tab import MissionsTab
from rebond.ui.workspace import MISSIONS
from tests.stories.conftest import TODAY, Person

ASKED = ("A film of the fair", "The same in English", "And the photographs")


@pytest.fixture
def tab(person: Person, example: Path) -> MissionsTab:
    """Return the missions tab with the journal of a mission that begins with three requests without an answer."""
    person.starts(example)
    workspace = person.window.workspace
    assert workspace
    session = workspace.session
    with session.journal.read() as reader:
        (atlas,) = reader.matching(Client, name="Atlas")
        mission = reader.matching(Mission, client_id=atlas.id)[0]
    for minutes, text in enumerate(ASKED, 1):
        event = Event(
            mission_id=mission.id, type=EventKind.EXTRA_REQUEST, date=TODAY, text=text, minutes=60 * minutes,
            request=f"{text}, please",
        )  # fmt: skip
        session.do(save, session.journal, event, TODAY)
    tab = workspace.show_tab(MISSIONS)
    assert isinstance(tab, MissionsTab)
    tab.reveal("mission", mission.id)
    view = tab.events.view
    view.setFocus()
    view.setCurrentIndex(tab.events.model.index(0, 0))
    person.waits_for(lambda: view.hasFocus())
    return tab


def requests(person: Person) -> list[Event]:
    with reading(person) as reader:
        return [event for event in reader.all(Event) if event.text in ASKED]


def amendments(person: Person) -> tuple[Amendment, ...]:
    with reading(person) as reader:
        return reader.all(Amendment)


def reading(person: Person):  # type: ignore[no-untyped-def]
    assert person.program
    assert person.program.journal
    return person.program.journal.read()


def test_requests_are_priced_sent_refused_and_undone(person: Person, tab: MissionsTab) -> None:
    earlier = len(amendments(person))
    for place in range(3):
        if place:
            person.presses(Qt.Key.Key_Down)
        person.presses(Qt.Key.Key_2)
    assert {event.answer for event in requests(person)} == {RequestAnswer.TO_PRICE}
    # With the press kit that Marie has to price already.
    person.waits_for(lambda: "(4)" in tab.events.requests.button.text())

    keys = person.pressed
    person.presses(Qt.Key.Key_A)
    window = person.dialog(AmendmentWindow)
    assert person.pressed - keys <= 3
    amendment = amendments(person)[-1]
    assert (len(amendments(person)), amendment.number, amendment.hourly_rate) == (earlier + 1, "A2", 80_00)
    assert window.total.text() == "11 h · €880.00"
    said = "\n".join(label.text() for label in person.sees(QLabel, window))
    assert "“A film of the fair, please”" in said
    assert "Available Monday to Friday, from 09:00 to 18:00; “Any urgent request is charged €80 an hour”" in said

    person.waits_for(window.send.hasFocus)
    person.presses(Qt.Key.Key_Space)
    assert amendments(person)[-1].sent == TODAY
    person.waits_for(window.accept_button.hasFocus)
    person.presses(Qt.Key.Key_R, alt=True)
    person.waits_for(lambda: amendments(person)[-1].reply is Reply.REFUSED)
    assert {event.answer for event in requests(person)} == {RequestAnswer.REFUSED}
    assert "Refused on 22 November 2026" in window.state.text()
    assert "&On" not in [label.text() for label in person.sees(QLabel, window)], "no day is asked for any more"
    person.presses(Qt.Key.Key_Escape)
    person.waits_for(person.window.isActiveWindow)

    person.presses(Qt.Key.Key_Z, ctrl=True)
    assert amendments(person)[-1].reply is None
    assert {event.answer for event in requests(person)} == {RequestAnswer.TO_PRICE}
    person.presses(Qt.Key.Key_Z, ctrl=True)
    assert amendments(person)[-1].sent is None
    person.presses(Qt.Key.Key_Z, ctrl=True)
    assert len(amendments(person)) == earlier
    assert {event.amendment_id for event in requests(person)} == {None}
    for _request in ASKED:
        person.presses(Qt.Key.Key_Z, ctrl=True)
    assert {event.answer for event in requests(person)} == {None}


def test_an_answer_by_one_key_stands_at_the_end_of_its_line(person: Person, tab: MissionsTab) -> None:
    model = tab.events.model
    for key, words in (
        (Qt.Key.Key_1, "in scope"), (Qt.Key.Key_2, "to price"), (Qt.Key.Key_3, "accepted"), (Qt.Key.Key_4, "refused"),
        (Qt.Key.Key_5, "given"), (Qt.Key.Key_0, "unclear · answer by 24 Nov"),
    ):  # fmt: skip
        person.presses(key)
        assert words in model.index(0, 0).data()
    (event,) = (event for event in requests(person) if event.text == ASKED[-1])
    assert (event.answer, event.answer_due) == (RequestAnswer.UNCLEAR, date(2026, 11, 24))
