"""Where a letter's facts come from, each entry opened by a key, and the day on which the letter was sent."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit
from pytestqt.qtbot import QtBot

from rebond.actions.history import undo
from rebond.actions.records import save
from rebond.domain.agreements.kinds import Amendment
from rebond.domain.letters.kinds import Letter
from rebond.domain.missions.kinds import Client, Event, EventKind, RequestAnswer
from rebond.domain.money.kinds import Settings
from rebond.domain.people.kinds import Person
from rebond.ui.about_you_dialog import AboutYouDialog
from rebond.ui.letters.letter_window import LetterWindow
from rebond.ui.missions.agreement_form import AgreementForm
from rebond.ui.missions.amendment_window import AmendmentWindow
from rebond.ui.missions.event_form import EventForm
from rebond.ui.missions.mission_form import ClientForm, MissionForm
from rebond.ui.missions.people_forms import PersonForm
from rebond.ui.session import Session
from rebond.ui.shared.form import Form
from tests.ui.conftest import TODAY

from .conftest import Opens
from .test_letter_window import field, presses, rows, types


def opened_from(window: LetterWindow) -> QDialog:
    """The form that is open over the window."""
    QApplication.processEvents()
    found = [one for one in window.findChildren(QDialog) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def presses_key(window: LetterWindow, path: str) -> QDialog:
    field(window, path).setFocus()
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_F2)
    return opened_from(window)


def test_the_request_is_opened_from_its_fact_and_the_letter_follows(opens: Opens, session: Session) -> None:
    window = opens("polite_no")
    shown = field(window, "request.words").source
    assert shown.text() == "Entry of Tue 3 Nov"
    assert shown.accessibleName() == "The request, in the client's own words: open “Entry of Tue 3 Nov”"
    form = presses_key(window, "request.words")
    assert isinstance(form, EventForm)
    words = form.editor("request")
    assert isinstance(words, QPlainTextEdit)
    words.setPlainText("Three more visuals?")
    form.accept()
    QApplication.processEvents()
    assert "“Three more visuals?”" in window.letter.text.toPlainText()
    session.do(undo, session.journal)
    assert "“Two more visuals?”" in window.letter.text.toPlainText()


@pytest.mark.parametrize(
    ("template", "path", "title", "form"),
    [
        ("notice_of_end", "mission.starts", "Mission Social media", MissionForm),
        ("notice_of_end", "notice.ends", "Mission Social media", MissionForm),
        ("reminder_of_limits", "agreement.limits", "Agreement from 1 Jan 2026", AgreementForm),
        ("polite_no", "agreement.paper", "Agreement from 1 Jan 2026", AgreementForm),
        ("amendment", "amendment.number", "Amendment A1", AmendmentWindow),
        ("amendment", "sender.name", "About you", AboutYouDialog),
        ("notice_of_end", "client.address", "Client Atlas", ClientForm),
        ("polite_no", "person.email", "Claire", PersonForm),
    ],
)
def test_each_fact_opens_the_entry_that_it_comes_from(
    opens: Opens, session: Session, template: str, path: str, title: str, form: type[Form]
) -> None:
    with session.journal.read() as reader:
        settings = reader.all(Settings)[0]
    session.do(save, session.journal, _with(settings, sender="Marie"), TODAY)
    for row in (*rows(session, Client), *rows(session, Person)):
        kept = {"address": "Bordeaux"} if "address" in _values(row) else {"email": "c@atlas.example"}
        session.do(save, session.journal, _with(row, **kept), TODAY)
    window = opens(template, 1 if template == "amendment" else None)
    window.choices.person.setCurrentText("Claire")
    assert field(window, path).source.text() == title
    opened = presses_key(window, path)
    assert isinstance(opened, form)
    opened.reject()


def _values(row: object) -> dict[str, object]:
    return {name: getattr(row, name) for name in row.__dataclass_fields__}  # type: ignore[attr-defined]


def _with(row: object, **changed: object) -> object:
    return type(row)(**{**_values(row), **changed})


def test_the_lines_of_an_amendment_and_what_went_beyond_a_limit_open_their_entries(
    opens: Opens, session: Session
) -> None:
    window = opens("amendment", 1)
    shown = [link for link in window.facts.quoted if link.isVisible()]
    assert [link.text() for link in shown] == ["Entry of Tue 3 Nov"]
    shown[0].setFocus()
    QTest.keyClick(shown[0], Qt.Key.Key_F2)
    form = opened_from(window)
    assert isinstance(form, EventForm)
    form.reject()
    presses(shown[0])
    assert isinstance(opened_from(window), EventForm)
    window.reject()
    changes = Event(mission_id=1, type=EventKind.ENDLESS_CHANGES, date=date(2026, 11, 18), text="again")
    session.do(save, session.journal, changes, TODAY)
    limits = opens("reminder_of_limits")
    assert [link.text() for link in limits.facts.quoted if link.isVisible()] == ["Entry of Wed 18 Nov"]
    limits.choices.template.setCurrentIndex(limits.choices.template.findData("polite_no"))
    assert [link for link in limits.facts.quoted if link.isVisible()] == []


def test_what_is_missing_is_filled_in_at_its_entry(opens: Opens, session: Session) -> None:
    event = rows(session, Event)[0]
    session.do(save, session.journal, _with(event, minutes=None, answer=RequestAnswer.TO_PRICE), TODAY)
    window = opens("amendment", 1)
    assert field(window, "amendment.lines.1.duration").source.text() == "Entry of Tue 3 Nov"
    form = presses_key(window, "amendment.lines.1.duration")
    assert isinstance(form, EventForm)
    form.editor("minutes").setText("2")
    form.accept()
    QApplication.processEvents()
    assert "2 h at €80.00 an hour" in window.letter.text.toPlainText()


def test_a_fact_that_is_typed_comes_from_no_entry(opens: Opens) -> None:
    window = opens("notice_of_end")
    assert field(window, "notice.ends").source.isVisible()
    types(field(window, "notice.ends"), "15/01/2027")
    assert not field(window, "notice.ends").source.isVisible()
    field(window, "notice.ends").setFocus()
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_F2)
    assert [one for one in window.findChildren(QDialog) if one.isVisible()] == []


def test_a_letter_is_noted_on_the_day_that_it_was_sent(opens: Opens, session: Session, qtbot: QtBot) -> None:
    window = opens("polite_no")
    types(field(window, "sender.name"), "Marie")
    assert window.day.read() == TODAY
    types(window.day, "20/11/2026")
    with qtbot.waitSignal(window.accepted):
        presses(window.sent)
    (letter,) = rows(session, Letter)
    assert letter.sent == date(2026, 11, 20)
    assert [row.date for row in rows(session, Event) if row.type is EventKind.LETTER] == [date(2026, 11, 20)]
    session.do(undo, session.journal)
    assert rows(session, Letter) == ()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ((TODAY + timedelta(days=1)).strftime("%d/%m/%Y"), "has not come yet"),
        ("02/11/2026", "The letter speaks of 3 Nov 2026: it was not sent before that day."),
        ("soon", "not a day of the calendar"),
    ],
)
def test_a_day_on_which_it_cannot_have_been_sent_is_refused_beside_it(
    opens: Opens, session: Session, typed: str, said: str, qtbot: QtBot
) -> None:
    window = opens("polite_no")
    types(field(window, "sender.name"), "Marie")
    types(window.day, typed)
    presses(window.sent)
    assert said in window.day_problem.text()
    assert window.day.hasFocus()
    assert rows(session, Letter) == ()
    types(window.day, "03/11/2026")
    assert not window.day_problem.isVisible()
    with qtbot.waitSignal(window.accepted):
        presses(window.sent)
    assert rows(session, Letter)[0].sent == date(2026, 11, 3)


def test_an_amendment_is_sent_on_the_day_of_its_letter(opens: Opens, session: Session, qtbot: QtBot) -> None:
    window = opens("amendment", 1)
    types(field(window, "sender.name"), "Marie")
    types(window.day, "04/11/2026")
    with qtbot.waitSignal(window.accepted):
        presses(window.sent)
    assert rows(session, Amendment)[0].sent == date(2026, 11, 4)
