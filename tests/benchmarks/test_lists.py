"""What it costs to write and to search in lists of forty years."""

from datetime import UTC, datetime

import pytest

from rebond.actions.contacts import log_contact
from rebond.actions.events import write_event
from rebond.actions.records import save
from rebond.domain.missions.kinds import Client, Event, Mission
from rebond.domain.prospecting.kinds import ChannelId
from rebond.ui.search_dialog import SearchDialog
from rebond.ui.workspace import MISSIONS, PROSPECTION, Workspace
from tests.benchmarks.measuring import FRAME, MARGIN, followed_by, frame, keys_on, line_of, measured, rest

pytestmark = pytest.mark.slow

#: The most that adding a client may cost, with all that follows from it, in pieces of work.
CLIENT = 40
#: The most that a letter may cost in the search of the whole journal, which asks the index for each kind of row.
ANYWHERE = 2 * FRAME


def test_adding_a_client(workspace: Workspace) -> None:
    session = workspace.show_tab(MISSIONS).session
    rest()
    names = iter(f"New client {number}" for number in range(1000))

    def add() -> None:
        session.do(save, session.journal, Client(name=next(names)), session.today)

    assert measured("a client added, to the end", followed_by(add, rest), 11) < CLIENT * MARGIN


def test_writing_an_event(workspace: Workspace) -> None:
    tab = workspace.show_tab(MISSIONS)
    session = tab.session
    with session.journal.read() as reader:
        mission = reader.all(Mission)[-1]
    tab.reveal(Mission.kind, mission.id)
    rest()

    def write() -> None:
        event = Event(mission_id=mission.id, date=session.today, text="said something")
        session.do(write_event, session.journal, event, now=datetime.now(UTC))

    ratio = measured("an event written, to the painted row", followed_by(write, frame), between=rest)
    assert ratio < FRAME * MARGIN


def test_logging_a_contact(workspace: Workspace) -> None:
    session = workspace.show_tab(PROSPECTION).session
    rest()
    names = iter(f"Someone new {number}" for number in range(1000))

    def log() -> None:
        who, now = next(names), datetime.now(UTC)
        session.do(log_contact, session.journal, who, ChannelId.PHONE, "said", session.today, now=now)

    ratio = measured("a contact logged, to the painted card", followed_by(log, frame), between=rest)
    assert ratio < FRAME * MARGIN


def test_searching_the_contacts_as_one_types(workspace: Workspace) -> None:
    press = keys_on(line_of(workspace.show_tab(PROSPECTION), "Find a contact"), "balomi")
    assert measured("a letter in the contacts' search, to the end", followed_by(press, rest), 18) < FRAME * MARGIN


def test_typing_a_name_to_log(workspace: Workspace) -> None:
    press = keys_on(line_of(workspace.show_tab(PROSPECTION), "Who"), "balomi")
    assert measured("a letter of a contact's name", followed_by(press, frame), 18) < FRAME * MARGIN


def test_searching_the_missions_as_one_types(workspace: Workspace) -> None:
    press = keys_on(line_of(workspace.show_tab(MISSIONS), "Find a client"), "urgent")
    assert measured("a letter in the missions' filter", followed_by(press, frame), 18) < FRAME * MARGIN


def test_searching_the_whole_journal_as_one_types(workspace: Workspace) -> None:
    dialog = SearchDialog(workspace.session)
    dialog.show()
    press = keys_on(line_of(dialog, "A client"), "budget")
    assert measured("a letter in the journal's search", followed_by(press, frame), 18) < ANYWHERE * MARGIN
    dialog.close()
