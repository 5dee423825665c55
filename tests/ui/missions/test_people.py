"""The persons of a client and the partners: added, edited, filtered, copied, deleted and erased by keyboard."""

from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from rebond.actions.records import save
from rebond.domain.missions.kinds import Event
from rebond.domain.people.kinds import Fit, Partner, Person
from rebond.journal.undo import undo
from rebond.ui.erasure_dialog import ErasureDialog
from rebond.ui.missions.people_dialog import PartnersDialog, PeopleDialog
from rebond.ui.missions.people_forms import PartnerForm, PersonForm
from rebond.ui.missions.tab import MissionsTab
from rebond.ui.session import Session
from tests.ui.conftest import TODAY

D = TypeVar("D", bound=QDialog)


def shown(kind: type[D], qtbot: QtBot) -> D:
    (found,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
    qtbot.waitUntil(found.isActiveWindow)
    return found


def chosen(tab: MissionsTab, name: str) -> None:
    next(one for one in tab.missions.view.actions() if one.text() == name).trigger()


def people(session: Session) -> list[tuple[str, str, str]]:
    with session.journal.read() as reader:
        return [(one.name, one.role, one.email) for one in reader.all(Person)]


def cells(dialog: PeopleDialog | PartnersDialog) -> list[str]:
    return [dialog.table.item(row, 0).text() for row in range(dialog.table.rowCount())]


@pytest.fixture
def dialog(tab: MissionsTab, session: Session, qtbot: QtBot) -> PeopleDialog:
    """Return the persons of Atlas, two of them; Perret has one too."""
    for client, name in ((1, "Zoe"), (1, "claire"), (2, "Nadia")):
        person = Person(client_id=client, name=name, email=f"{name}@atlas.example", phone="01 02 03 04 05")
        session.do(save, session.journal, person, TODAY)
    chosen(tab, "&People of the client…")
    return shown(PeopleDialog, qtbot)


def test_the_first_person_is_added_by_keyboard(tab: MissionsTab, session: Session, qtbot: QtBot) -> None:
    chosen(tab, "&People of the client…")
    dialog = shown(PeopleDialog, qtbot)
    assert not dialog.table.isVisible()
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Space)
    form = shown(PersonForm, qtbot)
    qtbot.keyClicks(form.editor("name"), "Claire Martin")
    qtbot.keyClicks(form.editor("role"), "decides")
    qtbot.keyClicks(form.editor("email"), "claire@atlas.example")
    with qtbot.waitSignal(session.changed):
        qtbot.keyClick(form.editor("email"), Qt.Key.Key_Return)
    assert people(session) == [("Claire Martin", "decides", "claire@atlas.example")]
    assert cells(dialog) == ["Claire Martin"]


def test_the_persons_of_one_client_are_sorted_edited_copied_and_deleted(
    dialog: PeopleDialog, session: Session, qtbot: QtBot
) -> None:
    assert cells(dialog) == ["claire", "Zoe"]
    assert dialog.focusWidget() is dialog.table
    qtbot.keyClick(dialog.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "claire@atlas.example"
    qtbot.keyClick(dialog.table, Qt.Key.Key_F2)
    form = shown(PersonForm, qtbot)
    form.editor("name").setText("Yolande")
    form.accept()
    assert cells(dialog) == ["Yolande", "Zoe"]
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Delete)
    assert cells(dialog) == ["Zoe"]
    session.do(undo, session.journal)
    assert cells(dialog) == ["Yolande", "Zoe"]


def test_a_person_is_erased_with_every_mention_of_the_name(
    dialog: PeopleDialog, session: Session, qtbot: QtBot
) -> None:
    session.do(save, session.journal, Event(mission_id=1, date=TODAY, text="Claire called twice"), TODAY)
    erase = next(one for one in dialog.table.actions() if one.text() == "&Erase for good…")
    erase.trigger()
    erasure = shown(ErasureDialog, qtbot)
    button = next(one for one in erasure.findChildren(QPushButton) if one.text() == "&Erase for good")
    qtbot.waitUntil(button.isEnabled)
    with qtbot.waitSignal(session.changed):
        button.click()
    assert [name for name, _role, _email in people(session)] == ["Zoe", "Nadia"]
    assert cells(dialog) == ["Zoe"]
    with session.journal.read() as reader:
        assert reader.all(Event)[-1].text == "[…] called twice"


def test_partners_are_found_by_their_field_and_fit(tab: MissionsTab, session: Session, qtbot: QtBot) -> None:
    for name, field, fit in (
        ("Karim", "Press relations", Fit.RELATED),
        ("Inès", "Web design", Fit.COMPLEMENTARY),
        ("Ada", "Web design", Fit.RELATED),
    ):
        session.do(save, session.journal, Partner(name=name, field=field, fit=fit), TODAY)
    chosen(tab, "Pa&rtners…")
    dialog = shown(PartnersDialog, qtbot)
    assert cells(dialog) == ["Karim", "Ada", "Inès"]
    qtbot.keyClicks(dialog.search, "WEB")
    assert cells(dialog) == ["Ada", "Inès"]
    dialog.fit.show_value(Fit.COMPLEMENTARY)
    assert cells(dialog) == ["Inès"]
    qtbot.keyClicks(dialog.search, " ines")
    assert cells(dialog) == ["Inès"]
    dialog.search.setText("law")
    assert not dialog.table.isVisible()
    dialog._add.click()
    form = shown(PartnerForm, qtbot)
    assert form.editor("field").read() == "law"
    form.editor("name").setText("Inès")
    assert "same one" in form.editor("name").accessibleDescription()
    form.reject()
