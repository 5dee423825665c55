"""A contact is won: their client and mission are noted in one go, or not at all."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from rebond.actions.records import save
from rebond.domain.missions.kinds import Client, Contract, Mission
from rebond.domain.prospecting.kinds import Contact, StageId
from rebond.journal.reader import Reader
from rebond.ui.missions.mission_form import MissionForm
from rebond.ui.prospecting.forms import ContactForm
from rebond.ui.prospecting.tab import ProspectionTab
from rebond.ui.workspace import PROSPECTION
from tests.stories.conftest import TODAY, Person

JEANNE = Contact(
    name="Jeanne Morel", organisation="Brasserie du Pont", stage_id=StageId.PROPOSAL, hoped_amount=900_00,
    hoped_from=date(2027, 1, 4), hoped_until=date(2027, 6, 30), chance=60,
)  # fmt: skip


@pytest.fixture
def tab(person: Person, example: Path) -> ProspectionTab:
    """Return the prospection tab, with a card of the board selected that is one step from being won."""
    person.starts(example)
    workspace = person.window.workspace
    assert workspace
    workspace.session.do(save, workspace.session.journal, JEANNE, TODAY)
    tab = workspace.show_tab(PROSPECTION)
    assert isinstance(tab, ProspectionTab)
    with workspace.session.journal.read() as reader:
        (jeanne,) = reader.matching(Contact, name="Jeanne Morel")
    tab.board.reveal(jeanne.id, jeanne.stage_id)
    tab.board.columns[StageId.PROPOSAL].cards.setFocus()
    assert not tab.won.isVisible()
    return tab


def counts(person: Person) -> tuple[int, int]:
    """Return the numbers of clients and missions."""
    with reading(person) as reader:
        return reader.count(Client), reader.count(Mission)


def reading(person: Person) -> Reader:
    assert person.program
    assert person.program.journal
    return person.program.journal.read()


def test_the_card_moved_to_won_brings_its_client_and_mission(person: Person, tab: ProspectionTab) -> None:
    clients, missions = counts(person)
    with reading(person) as reader:
        vat_rate = reader.all(Mission)[-1].vat_rate
    person.presses(Qt.Key.Key_Right, alt=True)
    assert tab.won.isVisible()
    assert "Jeanne Morel (Brasserie du Pont)" in tab.won.text.text()
    assert tab.board.columns[StageId.WON].cards.hasFocus(), "the offer takes no focus"
    assert counts(person) == (clients, missions)

    tab.won.accept.setFocus()
    person.presses(Qt.Key.Key_Space)
    form = person.dialog(MissionForm)
    assert form.editor("client").read() == "Brasserie du Pont"
    assert form.editor("name").hasFocus()
    person.types("Identity")
    person.presses(Qt.Key.Key_Return)
    person.waits_for(person.window.isActiveWindow)
    assert not tab.won.isVisible()
    assert counts(person) == (clients + 1, missions + 1)
    with reading(person) as reader:
        mission = reader.all(Mission)[-1]
        (jeanne,) = reader.matching(Contact, name="Jeanne Morel")
    assert (mission.name, mission.amount, mission.starts, mission.ends, mission.contract, mission.vat_rate) == (
        "Identity", 900_00, JEANNE.hoped_from, JEANNE.hoped_until, Contract.FIXED_TERM, vat_rate
    )  # fmt: skip
    assert jeanne.client_id == mission.client_id

    person.presses(Qt.Key.Key_Z, ctrl=True)
    assert counts(person) == (clients, missions), "one step back takes all of it back"
    with reading(person) as reader:
        (jeanne,) = reader.matching(Contact, name="Jeanne Morel")
    assert (jeanne.client_id, jeanne.stage_id) == (None, StageId.WON)


def test_the_form_of_the_contact_offers_it_too_and_it_is_put_aside(person: Person, tab: ProspectionTab) -> None:
    before = counts(person)
    person.presses(Qt.Key.Key_F2)
    form = person.dialog(ContactForm)
    form.editor("stage_id").show_value(StageId.WON)
    person.presses(Qt.Key.Key_Return)
    assert tab.won.isVisible()
    person.waits_for(person.window.isActiveWindow)
    tab.won.dismiss.setFocus()
    person.presses(Qt.Key.Key_Escape)
    assert not tab.won.isVisible()
    assert counts(person) == before


def test_a_contact_won_and_then_lost_takes_the_offer_along(person: Person, tab: ProspectionTab) -> None:
    person.presses(Qt.Key.Key_Right, alt=True)
    assert tab.won.isVisible()
    person.presses(Qt.Key.Key_Right, alt=True)
    assert not tab.won.isVisible()


def test_a_card_moved_back_takes_the_offer_along(person: Person, tab: ProspectionTab) -> None:
    person.presses(Qt.Key.Key_Right, alt=True)
    assert tab.won.isVisible()
    person.presses(Qt.Key.Key_Z, ctrl=True)
    assert not tab.won.isVisible()
    person.presses(Qt.Key.Key_Z, ctrl=True, shift=True)
    assert not tab.won.isVisible(), "a redo is no new success"
