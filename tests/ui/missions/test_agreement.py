"""The part Agreement of a mission, used with the keyboard: versions, the terms on a day, and what the journal held."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from rebond.actions.agreements import save_agreement
from rebond.actions.records import save
from rebond.domain.agreements.kinds import AgreedTask, Agreement, Basis
from rebond.domain.countries import Country
from rebond.domain.kinds import Entity
from rebond.domain.missions.kinds import Client, Contract, Mission
from rebond.domain.money.kinds import Settings
from rebond.journal.undo import undo
from rebond.language import Language
from rebond.ui import speech
from rebond.ui.about_you_dialog import AboutYouDialog
from rebond.ui.missions.agreement_compare import CompareDialog
from rebond.ui.missions.agreement_form import AgreementForm
from rebond.ui.missions.agreement_panel import AgreementPanel
from rebond.ui.missions.tab import MissionsTab
from rebond.ui.session import Session
from tests.languages import ENGLISH, FRENCH
from tests.stories.test_every_face import cut, english_in
from tests.ui.conftest import TODAY, show

QUOTE = Agreement(
    mission_id=1, starts=date(2026, 9, 1), title="D-12", revisions=2, hourly_rate=80_00, weekdays="1 2 3 4",
    day_starts=time(9), day_ends=time(18), answer_hours=24, notice=1,
)  # fmt: skip
W = TypeVar("W", bound=QWidget)
POSTS = AgreedTask(agreement_id=0, name="12 posts a month", minutes=2400)
AMENDMENT = Agreement(mission_id=1, starts=date(2026, 11, 1), source=Basis.AMENDMENT, title="A1", notice=2, revisions=3)


def note(session: Session, version: Agreement, *tasks: AgreedTask) -> None:
    session.do(save_agreement, session.journal, version, tasks, TODAY)


@pytest.fixture
def panel(tab: MissionsTab) -> AgreementPanel:
    """Return the part in front, on the mission of Atlas without a version."""
    tab.parts.setCurrentWidget(tab.agreement)
    panel = tab.agreement.panel
    assert isinstance(panel, AgreementPanel)
    return panel


@pytest.fixture
def amended(panel: AgreementPanel, session: Session) -> AgreementPanel:
    """Return the part with a quote and an amendment."""
    note(session, QUOTE, POSTS)
    note(session, AMENDMENT)
    return panel


def opened(qtbot: QtBot, kind: type[W]) -> W:
    """Return the open dialog of a class, once it has the keyboard."""
    found = next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible())
    qtbot.waitUntil(found.isActiveWindow)
    return found


def rows(session: Session, kind: type[Entity]) -> tuple:
    with session.journal.read() as reader:
        return reader.all(kind)


def retype(qtbot: QtBot, editor: QLineEdit, text: str) -> None:
    editor.setFocus()
    editor.clear()
    qtbot.keyClicks(editor, text)


def line_of(panel: AgreementPanel, topic: str) -> list[str]:
    """What the view shows of a topic: its text and its source."""
    texts = panel.terms.texts()
    place = texts.index(topic)
    return texts[place + 1 : place + 3]


def test_nothing_is_imported_or_read_before_the_part_is_seen(tab: MissionsTab) -> None:
    assert tab.agreement._panel is None


def test_an_empty_part_says_what_belongs_there_and_offers_the_first_version(
    panel: AgreementPanel, session: Session, qtbot: QtBot
) -> None:
    assert "No paper is noted yet." in panel.state.text()
    assert line_of(panel, "Notice") == ["1 month’s notice", "the mission itself"]
    assert not panel.versions.isVisible()
    qtbot.keyClick(panel.first_button, Qt.Key.Key_Space)
    form = opened(qtbot, AgreementForm)
    assert form.editor("starts").text() == "01/09/2026"
    qtbot.keyClicks(form.editor("title"), "D-12")
    tasks = form.editor("tasks")
    qtbot.keyClick(tasks._add_button, Qt.Key.Key_Space)
    for editor, text in zip(tasks._lines[0][1], ("12 posts a month", "40", "800"), strict=True):
        assert editor is QApplication.focusWidget()
        qtbot.keyClicks(editor, text)
        qtbot.keyClick(editor, Qt.Key.Key_Tab)
    days = form.editor("weekdays").buttons
    for button in days[:4]:
        qtbot.keyClick(button, Qt.Key.Key_Space)
    retype(qtbot, form.editor("answer_hours").editor, "24")
    retype(qtbot, form.editor("revisions").editor, "2")
    with qtbot.waitSignal(session.changed):
        qtbot.keyClick(form, Qt.Key.Key_Return)
    (version,) = rows(session, Agreement)
    assert (version.title, version.weekdays, version.revisions, version.notice) == ("D-12", "1 2 3 4", 2, 1)
    (task,) = rows(session, AgreedTask)
    assert (task.name, task.minutes, task.price) == ("12 posts a month", 2400, 800_00)
    assert line_of(panel, "Tasks") == ["12 posts a month · 40 h · €800.00", "this version"]
    assert line_of(panel, "Availability") == ["Mon – Thu", "this version"]
    session.do(undo, session.journal)
    assert rows(session, Agreement) == rows(session, AgreedTask) == ()
    assert panel.first_button.isVisible()


def test_the_form_says_that_the_mission_follows_an_extension_at_once(
    panel: AgreementPanel, session: Session, qtbot: QtBot
) -> None:
    note(session, replace(QUOTE, contract=Contract.FIXED_TERM, ends=date(2026, 12, 31)), POSTS)
    panel.versions.setFocus()
    qtbot.keyClick(panel.versions, Qt.Key.Key_Insert)
    form = opened(qtbot, AgreementForm)
    retype(qtbot, form.editor("starts"), "1/1/2027")
    retype(qtbot, form.editor("ends"), "31/12/2027")
    assert form._following.text().startswith("The mission will follow: Duration (")
    assert "Until then" not in form._following.text()
    form.accept()
    assert session.outlook.situation.missions_of[1][0].ends == date(2027, 12, 31)


def test_the_form_says_which_fields_of_the_mission_follow_and_undo_takes_both_back(
    panel: AgreementPanel, session: Session, qtbot: QtBot
) -> None:
    note(session, QUOTE, POSTS)
    panel.versions.setFocus()
    qtbot.keyClick(panel.versions, Qt.Key.Key_Insert)
    form = opened(qtbot, AgreementForm)
    assert form.editor("starts").text() == "22/11/2026"
    assert form.editor("source").read() is Basis.AMENDMENT
    assert [line[1][0].text() for line in form.editor("tasks")._lines] == [POSTS.name]
    assert not form._following.isVisible()
    retype(qtbot, form.editor("notice")._number, "3")
    assert form._following.text() == "The mission will follow: Notice (3 months’ notice)."
    retype(qtbot, form.editor("starts"), "1/1/2027")
    assert form._following.text() == (
        "From 1 January 2027 on the mission will follow: Notice (3 months’ notice). Until then it stays as it is."
    )
    retype(qtbot, form.editor("starts"), "15/11/2026")
    with qtbot.waitSignal(session.changed):
        form.accept()
    (mission,) = session.outlook.situation.missions_of[1]
    assert mission.notice == 3
    assert len(rows(session, AgreedTask)) == 2
    session.do(undo, session.journal)
    (mission,) = session.outlook.situation.missions_of[1]
    assert mission.notice == 1
    assert len(rows(session, Agreement)) == 1


def test_what_had_we_agreed_on_that_day(amended: AgreementPanel, qtbot: QtBot) -> None:
    assert line_of(amended, "Notice") == ["2 months’ notice", "this version"]
    assert line_of(amended, "Hourly rate") == ["€80.00 an hour before VAT", "quote signed, 1 Sept 2026"]
    assert line_of(amended, "Duration") == ["open-ended", "the mission itself"]
    retype(qtbot, amended.asked.day_field, "31/10")
    assert amended.state.text() == "In force: quote signed, 1 Sept 2026 · D-12"
    assert line_of(amended, "Notice") == ["1 month’s notice", "this version"]
    assert line_of(amended, "Revisions") == ["2 included", "this version"]
    retype(qtbot, amended.asked.day_field, "31/8")
    assert amended.state.text() == "On this day no version was in force: the mission speaks for itself."
    assert line_of(amended, "Notice") == ["1 month’s notice", "the mission itself"]
    assert "Revisions" not in amended.terms.texts()


def test_the_law_is_said_where_the_contract_is_silent(panel: AgreementPanel, session: Session) -> None:
    assert any("Choose the country" in text for text in panel.terms.texts())
    session.do(save, session.journal, replace(rows(session, Client)[0], country=Country.FR), TODAY)
    mission = rows(session, Mission)[0]
    session.do(save, session.journal, replace(mission, notice=0, starts=date(2022, 6, 1)), TODAY)
    said = panel.terms.texts()
    assert "Where nothing is agreed: the law (France)" in said
    assert "Code civil, art. 1211 · well established" in said
    assert (
        "Together for 4 years and 5 months: 3 to 6 months would be reasonable. A range, to propose in writing." in said
    )
    assert said[-1] == "Looked up on 25 November 2026. This is no legal advice."
    session.do(save, session.journal, replace(rows(session, Client)[0], country=Country.BE), TODAY)
    assert any("No scale is known for Belgium" in text for text in panel.terms.texts())


def test_a_version_is_edited_and_deleted_with_the_keyboard(
    amended: AgreementPanel, session: Session, qtbot: QtBot
) -> None:
    amended.versions.setFocus()
    amended.choose(1)
    qtbot.keyClick(amended.versions, Qt.Key.Key_F2)
    form = opened(qtbot, AgreementForm)
    assert form.editor("title").text() == "D-12"
    retype(qtbot, form.editor("starts"), "1/11/2026")
    form.accept()
    assert "There is a version of this day already." in form._rows["starts"].problem.text()
    retype(qtbot, form.editor("starts"), "2/9/2026")
    with qtbot.waitSignal(session.changed):
        form.accept()
    assert rows(session, Agreement)[0].starts == date(2026, 9, 2)
    qtbot.waitUntil(amended.versions.hasFocus)
    amended.choose(2)
    qtbot.keyClick(amended.versions, Qt.Key.Key_Delete)
    assert [version.id for version in rows(session, Agreement)] == [1]
    assert not amended.compare_button.isEnabled()


def test_two_versions_stand_side_by_side_with_their_differences_marked(
    amended: AgreementPanel, session: Session, qtbot: QtBot
) -> None:
    qtbot.keyClick(amended.compare_button, Qt.Key.Key_Space)
    dialog = opened(qtbot, CompareDialog)
    texts = dialog.grid.texts()
    assert dialog.count.text() == "2 lines differ, marked ≠."
    place = texts.index("Revisions")
    assert texts[place - 1 : place + 3] == ["≠", "Revisions", "2 included", "3 included"]
    assert texts[texts.index("Hourly rate") + 1 :][:2] == ["€80.00 an hour before VAT"] * 2
    assert "Budget" in texts
    dialog.right.setCurrentIndex(0)
    assert dialog.count.text() == "Both say the same."
    assert "≠" not in dialog.grid.texts()


def test_the_journal_is_seen_as_it_stood_on_a_day(amended: AgreementPanel, session: Session, qtbot: QtBot) -> None:
    entered = session.journal._clock().date()  # the history's own clock, which no test sets in a window
    retype(qtbot, amended.asked.known_field, "1/1/2020")
    assert amended.state.text() == "On 1 January 2020 this mission was not in the journal yet."
    assert amended.versions.rowCount() == 0
    retype(qtbot, amended.asked.known_field, f"{entered:%d/%m/%Y}")
    assert amended.versions.rowCount() == 2
    assert not amended.add_button.isEnabled()
    amended.choose(1)
    assert not amended.edit_button.isEnabled()
    amended.asked.known_field.clear()
    assert amended.add_button.isEnabled()
    assert amended.edit_button.isEnabled()


def test_a_day_that_cannot_be_read_is_said(amended: AgreementPanel, qtbot: QtBot) -> None:
    field = amended.asked.known_field
    retype(qtbot, field, "never")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert "not a day of the calendar" in amended.asked.problem.text()
    assert amended.asked.problem.isVisible()
    assert amended.versions.rowCount() == 2
    retype(qtbot, field, "1/1/2020")
    assert not amended.asked.problem.isVisible()
    assert amended.versions.rowCount() == 0


def test_a_found_version_or_task_is_shown_in_the_part(tab: MissionsTab, session: Session) -> None:
    note(session, QUOTE, POSTS)
    note(session, AMENDMENT)
    assert tab.reveal("agreed_task", 1)
    panel = tab.agreement.panel
    assert tab.parts.currentWidget() is tab.agreement
    assert panel._chosen().title == "D-12"
    assert panel.asked.day_field.text() == "01/09/2026"
    assert not tab._find.isVisible()
    assert tab.reveal("agreement", 2)
    assert panel._chosen().title == "A1"


def test_the_person_says_who_they_are(tab: MissionsTab, session: Session, qtbot: QtBot) -> None:
    AboutYouDialog(session, tab).open()
    dialog = opened(qtbot, AboutYouDialog)
    for name, text in (("sender", "Marie Roche"), ("email", "marie@example.org"), ("registration", "123")):
        qtbot.keyClicks(dialog.editor(name), text)
    qtbot.keyClicks(dialog.editor("address"), "1 rue Haute")
    qtbot.keyClicks(dialog.editor("country"), "Belg")
    with qtbot.waitSignal(session.changed):
        dialog.accept()
    (settings,) = rows(session, Settings)
    assert (settings.sender, settings.email, settings.registration) == ("Marie Roche", "marie@example.org", "123")
    assert (settings.address, settings.country) == ("1 rue Haute", Country.BE)
    session.do(undo, session.journal)
    assert rows(session, Settings)[0].sender == ""


@pytest.fixture(params=[ENGLISH, FRENCH], ids=["en", "fr"])
def spoken(request: pytest.FixtureRequest) -> Iterator[Language]:
    before = speech.language()
    speech.speak(request.param)
    yield request.param
    speech.speak(before)


def test_the_part_is_whole_in_the_smallest_window_in_both_languages(
    spoken: Language, session: Session, qtbot: QtBot
) -> None:
    session.do(save, session.journal, replace(rows(session, Client)[0], country=Country.QC), TODAY)
    tab = show(qtbot, MissionsTab(session), 930, 400)
    tab.parts.setCurrentWidget(tab.agreement)
    qtbot.waitUntil(lambda: not list(cut(tab.agreement)), timeout=1_000)
    note(session, replace(QUOTE, grounds="A serious breach, fifteen days after a formal notice. " * 4), POSTS)
    qtbot.waitUntil(lambda: not list(cut(tab.agreement)), timeout=1_000)
    if spoken is FRENCH:
        assert not english_in(tab.agreement)
        said = tab.agreement.panel.terms.texts()
        assert "lun. – jeu., 09:00 – 18:00" in said
        assert any(text.startswith("C.c.Q., art. 2126") for text in said)
        assert any("motif sérieux" in text for text in said)


def test_a_version_of_a_later_day_comes_into_force_at_midnight_without_a_button(
    panel: AgreementPanel, tab: MissionsTab, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    note(session, QUOTE)
    note(session, replace(AMENDMENT, starts=TODAY + timedelta(10), ends=date(2027, 6, 30)))
    tab.load_if_stale()
    contract = "Open-ended since 1 September 2026 · 1 month’s notice"
    assert contract in [label.text() for label in tab.glance.findChildren(QLabel)]
    assert session.outlook.situation.missions_of[1][0].notice == 1
    for ahead in (9, 10):
        monkeypatch.setattr(session, "_clock", lambda ahead=ahead: TODAY + timedelta(ahead))
        session.look_at_the_day()
        tab.load_if_stale()
        said = [label.text() for label in tab.glance.findChildren(QLabel)]
        assert (contract in said) is (ahead == 9)
    assert "Fixed term from 1 September 2026 to 30 June 2027 · 2 months’ notice" in said
    assert line_of(panel, "Notice") == ["2 months’ notice", "this version"]
    assert session.outlook.situation.missions_of[1][0].notice == 2
    (stored, _other) = rows(session, Mission)
    assert (stored.notice, stored.ends) == (1, None), "nothing was written"
