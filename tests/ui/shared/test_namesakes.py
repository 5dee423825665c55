"""A warning appears while a name that another row has is typed, and the name can still be saved."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from rebond.actions.records import save
from rebond.domain.missions.kinds import Client
from rebond.domain.prospecting.kinds import Contact
from rebond.ui.missions.mission_form import ClientForm
from rebond.ui.prospecting.forms import ContactForm
from rebond.ui.session import Session
from rebond.ui.shared.form import Form

Key = Qt.Key


@pytest.fixture(params=[(ClientForm, Client, "client"), (ContactForm, Contact, "contact")], ids=["client", "contact"])
def case(request: pytest.FixtureRequest) -> Any:
    """Return a form, its kind, and the noun in its warning."""
    return request.param


def shown(qtbot: QtBot, form: Form) -> Form:
    form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(form)
    with qtbot.waitActive(form):
        form.show()
    return form


def warning(form: Form) -> str:
    found = [label.text() for label in form.findChildren(QLabel) if "bears this name" in label.text()]
    return found[0] if any(label.isVisible() for label in form.findChildren(QLabel) if label.text() in found) else ""


def count(session: Session, cls: Any) -> int:
    with session.journal.read() as reader:
        return reader.count(cls)


def test_a_name_of_another_is_pointed_out_while_it_is_typed(qtbot: QtBot, empty_session: Session, case: Any) -> None:
    form_class, cls, called = case
    empty_session.do(save, empty_session.journal, cls(name="Élise Martin"), empty_session.today)
    form = shown(qtbot, form_class(empty_session, cls(name="")))
    name = form.editor("name")
    qtbot.keyClicks(name, "elise  marti")
    assert warning(form) == ""
    qtbot.keyClicks(name, "n")
    assert warning(form).startswith(f"Another {called} bears this name")
    assert name.accessibleDescription() == warning(form)
    qtbot.keyClicks(name, "e")
    assert warning(form) == ""
    assert name.accessibleDescription() == ""


def test_a_namesake_may_be_saved(qtbot: QtBot, empty_session: Session, case: Any) -> None:
    form_class, cls, _called = case
    empty_session.do(save, empty_session.journal, cls(name="Élise Martin"), empty_session.today)
    form = shown(qtbot, form_class(empty_session, cls(name="")))
    qtbot.keyClicks(form.editor("name"), "Élise Martin")
    assert warning(form)
    qtbot.keyClick(form.editor("name"), Key.Key_Return)
    assert not form.isVisible()
    assert count(empty_session, cls) == 2


def test_a_row_is_no_namesake_of_itself(qtbot: QtBot, empty_session: Session, case: Any) -> None:
    form_class, cls, _called = case
    empty_session.do(save, empty_session.journal, cls(name="Élise Martin"), empty_session.today)
    with empty_session.journal.read() as reader:
        (row,) = reader.all(cls)
    assert warning(shown(qtbot, form_class(empty_session, row))) == ""
    empty_session.do(save, empty_session.journal, cls(name="elise martin"), empty_session.today)
    assert warning(shown(qtbot, form_class(empty_session, row)))
