"""The window of a letter: what it lacks is filled in, what is edited stays, and what leaves is noted."""

from datetime import date
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from rebond.actions.history import undo
from rebond.actions.records import delete, save
from rebond.domain.agreements.kinds import Agreement, Amendment
from rebond.domain.countries import Country
from rebond.domain.letters.kinds import Delivery, Letter
from rebond.domain.missions.kinds import Client, Event, EventKind, Invoice, Mission, Side
from rebond.domain.money.kinds import Settings
from rebond.ui.letters import leaving
from rebond.ui.letters.facts_panel import FactField
from rebond.ui.letters.letter_window import LetterWindow
from rebond.ui.session import Session
from tests.ui.conftest import TODAY

from .conftest import Opens


def field(window: LetterWindow, path: str) -> FactField:
    return next(one for one in window.facts.fields if one.path == path)


def types(widget: QWidget, text: str) -> None:
    """Put the focus into a field, replace its text by key, and leave it."""
    widget.setFocus()
    here = QApplication.focusWidget() or widget
    QTest.keyClick(here, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(here, text)
    QTest.keyClick(here, Qt.Key.Key_Tab)
    QApplication.processEvents()


def rows(session: Session, kind: type) -> tuple:  # type: ignore[type-arg]
    with session.journal.read() as reader:
        return reader.all(kind)


def presses(button: QPushButton) -> None:
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    QApplication.processEvents()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[QUrl]:
    """Return the addresses that were opened in place of a mail program."""
    monkeypatch.setenv("REBOND_CONFIG_DIR", str(tmp_path / "config"))
    urls: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: bool(urls.append(url)) or True)
    return urls


def test_a_month_of_extras_leaves_as_an_amendment_by_keyboard(
    opens: Opens, session: Session, opened: list[QUrl], qtbot: QtBot
) -> None:
    window = opens("amendment", 1)
    assert "1 h 30 at €80.00 an hour: €120.00" in window.letter.text.toPlainText()
    assert "[Your name]" in window.letter.text.toPlainText()
    types(field(window, "sender.name"), "Marie")
    assert "[" not in window.letter.text.toPlainText()
    presses(window.mail)
    (url,) = opened
    body = parse_qs(urlsplit(url.toString(QUrl.ComponentFormattingOption.FullyEncoded)).query)["body"][0]
    assert body.replace("\r\n", "\n") == window.letter.text.toPlainText()
    assert window.sent.hasFocus()
    text = window.letter.text.toPlainText()
    with qtbot.waitSignal(window.accepted):
        QTest.keyClick(window.sent, Qt.Key.Key_Space)
    (letter,) = rows(session, Letter)
    assert (letter.text, letter.subject, letter.sent, letter.channel) == (text, "Amendment A1", TODAY, Delivery.MAIL)
    assert rows(session, Event)[-1].type is EventKind.LETTER
    assert rows(session, Amendment)[0].sent == TODAY
    session.do(undo, session.journal)
    assert rows(session, Letter) == ()
    assert len(rows(session, Event)) == 1
    assert rows(session, Amendment)[0].sent is None
    assert rows(session, Settings)[0].sender == "Marie"


def test_a_letter_of_notice_is_sent_and_noted_as_one_change(opens: Opens, session: Session) -> None:
    session.do(save, session.journal, Settings(id=1, sender="Marie", address="1 rue"), TODAY)
    session.do(save, session.journal, Client(id=1, name="Atlas", address="2 rue"), TODAY)
    window = opens("polite_no")
    assert not window.notice.isVisible()
    window.choices.template.setCurrentIndex(window.choices.template.findData("notice_of_end"))
    assert window.notice.isVisible()
    assert window.notice.isChecked()
    presses(window.sent)
    (mission,) = rows(session, Mission)
    assert (mission.notice_sent, mission.notice_by) == (TODAY, Side.ME)
    session.do(undo, session.journal)
    assert rows(session, Letter) == ()
    assert rows(session, Mission)[0].notice_sent is None


def test_a_notice_that_is_not_to_be_noted_leaves_the_mission_as_it_was(opens: Opens, session: Session) -> None:
    session.do(save, session.journal, Settings(id=1, sender="Marie", address="1 rue"), TODAY)
    session.do(save, session.journal, Client(id=1, name="Atlas", address="2 rue"), TODAY)
    window = opens("notice_of_end")
    window.notice.setChecked(False)
    presses(window.sent)
    assert len(rows(session, Letter)) == 1
    assert rows(session, Mission)[0].notice_sent is None


def test_a_letter_that_lacks_something_leads_to_its_field_and_does_not_leave(
    opens: Opens, session: Session, opened: list[QUrl]
) -> None:
    window = opens("amendment", 1)
    for button in (window.mail, window.copy, window.sent):
        presses(button)
        assert field(window, "sender.name").isAncestorOf(QApplication.focusWidget())  # type: ignore[arg-type]
        assert window.letter.fault.text() == "⚠ The letter lacks: Your name."
    assert opened == []
    assert rows(session, Letter) == ()
    window.letter.text.setPlainText("A text of my own.")
    presses(window.mail)
    assert len(opened) == 1


def test_what_is_edited_stays_when_a_fact_changes_until_it_is_written_anew(opens: Opens, session: Session) -> None:
    window = opens("polite_no")
    types(field(window, "sender.name"), "Marie")
    window.letter.text.setFocus()
    window.letter.text.selectAll()
    QTest.keyClicks(window.letter.text, "No, thank you.")
    assert not window.letter.note.isVisible()
    types(field(window, "sender.name"), "Marie Roux")
    assert window.letter.text.toPlainText() == "No, thank you."
    assert window.letter.note.isVisible()
    presses(window.letter.anew)
    assert window.letter.text.toPlainText().endswith("Marie Roux")
    assert not window.letter.note.isVisible()
    window.letter.text.undo()
    assert window.letter.text.toPlainText() == "No, thank you."


def test_another_letter_or_language_does_not_lose_what_was_edited_either(opens: Opens) -> None:
    window = opens("polite_no")
    window.letter.subject.setFocus()
    QTest.keyClicks(window.letter.subject, "!")
    edited = window.letter.subject.text()
    window.choices.template.setCurrentIndex(window.choices.template.findData("clarify_request"))
    assert window.letter.subject.text() == edited
    window.choices.tongue.setCurrentIndex(window.choices.tongue.findData("fr"))
    assert window.letter.subject.text() == edited
    presses(window.letter.anew)
    assert window.letter.subject.text().startswith("Quelques précisions")


def test_an_untouched_letter_follows_letter_language_and_person(opens: Opens) -> None:
    window = opens("polite_no")
    assert window.letter.text.toPlainText().startswith("Hello,")
    window.choices.person.setCurrentText("Marc")
    assert window.letter.text.toPlainText().startswith("Dear Marc,")
    window.choices.tongue.setCurrentIndex(window.choices.tongue.findData("fr"))
    assert window.letter.text.toPlainText().startswith("Bonjour Marc,")
    window.choices.template.setCurrentIndex(window.choices.template.findData("notice_of_end"))
    assert window.choices.channel.read() is Delivery.REGISTERED
    assert "22 décembre 2026" in window.letter.text.toPlainText()


def test_an_address_is_kept_for_the_next_letter_and_a_date_is_not(opens: Opens, session: Session) -> None:
    window = opens("notice_of_end")
    types(field(window, "client.address"), "1 quai des Brumes")
    types(field(window, "notice.ends"), "15/01/2027")
    assert rows(session, Client)[0].address == "1 quai des Brumes"
    assert "15 January 2027" in window.letter.text.toPlainText()
    window.reject()
    assert "22 December 2026" in opens("notice_of_end").letter.text.toPlainText()


def test_what_cannot_be_read_is_said_below_its_field(opens: Opens) -> None:
    window = opens("notice_of_end")
    ends = field(window, "notice.ends")
    types(ends, "soon")
    assert "not a day of the calendar" in ends._problem.text()
    assert "22 December 2026" in window.letter.text.toPlainText()


def test_a_long_letter_opens_as_a_draft_that_is_not_sent(opens: Opens, opened: list[QUrl]) -> None:
    window = opens("polite_no")
    window.choices.person.setCurrentText("Claire")
    window.letter.text.setPlainText("é" * 1000)
    presses(window.mail)
    (url,) = opened
    path = Path(url.toLocalFile())
    assert path.suffix == ".eml"
    message = message_from_bytes(path.read_bytes(), policy=default)
    assert message["X-Unsent"] == "1"
    assert message.get_content().strip() == "é" * 1000  # type: ignore[attr-defined]


def test_without_a_mail_program_the_person_is_told(opens: Opens, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    window = opens("polite_no")
    window.letter.text.setPlainText("Hello")
    presses(window.mail)
    (box,) = window.findChildren(QMessageBox)
    assert "No mail program opened" in box.text()
    box.close()


def test_a_letter_on_paper_asks_for_addresses_and_is_written(
    opens: Opens, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, session: Session, qtbot: QtBot
) -> None:
    out = tmp_path / "end.pdf"
    monkeypatch.setattr(leaving, "ask_save", lambda *_args, **_options: out)
    window = opens("polite_no")
    types(field(window, "sender.name"), "Marie")
    presses(window.pdf)
    assert not out.exists()
    assert window.choices.channel.read() is Delivery.POST
    assert field(window, "sender.address").isAncestorOf(QApplication.focusWidget())  # type: ignore[arg-type]
    types(field(window, "sender.address"), "12 rue des Lilas")
    types(field(window, "client.address"), "33000 Bordeaux")
    with qtbot.waitSignal(session.message):
        presses(window.pdf)
    text = PdfReader(out).pages[0].extract_text()
    assert "33000 Bordeaux" in text
    assert "Two more visuals?" in text


def test_the_text_is_copied(opens: Opens) -> None:
    window = opens("polite_no")
    window.letter.text.setPlainText("Hello {{ name }} <b>")
    presses(window.copy)
    assert QGuiApplication.clipboard().text() == "Hello {{ name }} <b>"


def test_a_change_of_the_journal_is_in_the_letter_and_a_deletion_closes_it(
    opens: Opens, session: Session, qtbot: QtBot
) -> None:
    window = opens("polite_no")
    event = rows(session, Event)[0]
    session.do(save, session.journal, event.__class__(**{**_values(event), "request": "Three?"}), TODAY)
    assert "“Three?”" in window.letter.text.toPlainText()
    with qtbot.waitSignal(window.rejected):
        session.do(delete, session.journal, rows(session, Client)[0])


def _values(row: object) -> dict[str, object]:
    return {name: getattr(row, name) for name in row.__dataclass_fields__}  # type: ignore[attr-defined]


def test_hostile_words_are_shown_as_they_are(opens: Opens, session: Session) -> None:
    words = "<b>no</b> {{ sender.name }} {% if %}"
    event = rows(session, Event)[0]
    session.do(save, session.journal, Event(**{**_values(event), "request": words}), TODAY)  # type: ignore[arg-type]
    assert f"“{words}”" in opens("polite_no").letter.text.toPlainText()


def test_a_reminder_of_limits_without_a_clause_does_not_leave(
    opens: Opens, session: Session, opened: list[QUrl]
) -> None:
    session.do(delete, session.journal, rows(session, Agreement)[0])
    window = opens("reminder_of_limits")
    types(field(window, "sender.name"), "Marie")
    types(field(window, "agreement.paper"), "the quote of 3 May")
    presses(window.mail)
    assert opened == []
    assert "The clauses on your limits" in window.letter.fault.text()
    types(field(window, "agreement.limits"), "Two revisions")
    assert "“Two revisions”" in window.letter.written[1]
    presses(window.mail)
    assert len(opened) == 1


def test_the_letter_is_about_the_latest_amendment_and_request_until_another_is_chosen(
    opens: Opens, session: Session
) -> None:
    day = date(2026, 11, 20)
    session.do(save, session.journal, Amendment(mission_id=1, number="A2", made=day, hourly_rate=50_00), TODAY)
    asked = Event(mission_id=1, type=EventKind.EXTRA_REQUEST, date=day, text="x", request="A logo?", minutes=30)
    session.do(save, session.journal, asked, TODAY)
    window = opens("polite_no")
    assert "“A logo?”" in window.letter.text.toPlainText()
    window.choices.request.setCurrentIndex(1)
    assert "“Two more visuals?”" in window.letter.text.toPlainText()
    assert not window.choices.amendment.isVisible()
    window.choices.template.setCurrentIndex(window.choices.template.findData("amendment"))
    assert window.letter.subject.text() == "Amendment A2"
    assert not window.choices.request.isVisible()
    window.choices.amendment.setCurrentText("A1")
    assert window.letter.subject.text() == "Amendment A1"
    assert "€120.00 before taxes" in window.letter.text.toPlainText()


def test_a_late_letter_that_is_false_on_its_day_warns_beside_its_choice(opens: Opens, session: Session) -> None:
    due = date(2026, 11, 30)
    invoice = Invoice(client_id=1, mission_id=1, number="31", amount=100_00, issued=date(2026, 11, 2), due=due)
    session.do(save, session.journal, invoice, TODAY)
    session.do(save, session.journal, Settings(id=1, sender="Marie", address="1 rue", country=Country.FR), TODAY)
    session.do(save, session.journal, Client(id=1, name="Atlas", address="2 rue"), TODAY)
    window = opens("late_before_due")
    assert not window.choices.caution.isVisible()
    types(field(window, "invoice.due"), "20/11/2026")
    assert "this letter says that the day is still ahead." in window.choices.caution.text()
    types(field(window, "invoice.due"), "30/11/2026")
    assert not window.choices.caution.isVisible()
    window.choices.template.setCurrentIndex(window.choices.template.findData("late_formal_notice"))
    assert window.choices.caution.isVisible()
    assert "30 November 2026 only: this letter says that it is late." in window.choices.caution.text()
    presses(window.sent)
    assert window.day_problem.text().endswith(
        "The invoice is due on 30 Nov 2026: a formal notice is sent after that day."
    )
    assert window.day.hasFocus()
    assert rows(session, Letter) == ()
    assert rows(session, Invoice)[0].demanded is None
