"""One month of a mission that goes wrong: twelve requests beside the quote, two late payments, a refused amendment."""

from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from rebond.actions.invoices import record_payment
from rebond.actions.journals import create
from rebond.actions.records import save
from rebond.domain.agreements.kinds import Agreement, Amendment, Reply
from rebond.domain.kinds import Entity
from rebond.domain.missions.kinds import Client, Event, Invoice, Mission, Payment
from rebond.domain.money.kinds import Account, Balance, Expense, Settings
from rebond.journal.journal import Journal
from rebond.ui.letters.letter_window import LetterWindow
from rebond.ui.missions.amendment_window import AmendmentWindow
from rebond.ui.missions.tab import MissionsTab
from rebond.ui.workspace import MISSIONS
from tests.stories.conftest import TODAY, Person

#: What Marie types in the hour it happens: once on a Sunday at 19:40, and once at 18:05 for the next morning.
LINES = (
    *(f"{day}/11 urgent banner {day} 1h" for day in (2, 3, 4, 5, 6)),
    "sun 8/11 7:40pm urgent post 1h",
    *(f"{day}/11 urgent banner {day} 1h" for day in (9, 10, 11, 12, 13)),
    "17/11 6:05pm urgent brief 1h for the next morning",
)
#: The chance of leaving while the two late invoices are the only sign, and with what the month brings.
LATE, WRONG, REFUSED = "3% × 1.5 = 4.5%", "3% × 1.5 × 1.3 × 1.5 = 8.8%", "3% × 1.5 × 2 × 1.3 × 1.5 = 17.6%"


@pytest.fixture
def mission(person: Person, tmp_path: Path) -> MissionsTab:
    """Return the tab with a mission of a year, at €80 an hour, whose invoices were paid in time so far."""
    path = tmp_path / "mine.rebond"
    rows: list[Entity] = [
        Client(name="Atlas", address="1 rue des Quais\n69001 Lyon"),
        Mission(client_id=1, name="Social media", starts=date(2025, 11, 1), amount=2_400_00, notice=1),
        Agreement(
            mission_id=1, starts=date(2025, 11, 1), title="Signed quote", hourly_rate=80_00, weekdays="1 2 3 4 5",
            day_starts=time(9), day_ends=time(18), revisions=2,
        ),
        Account(name="Current"),
        Balance(account_id=1, date=TODAY, amount=12_000_00),
        Expense(name="Living", amount=2_000_00, first=date(2026, 12, 1)),
    ]  # fmt: skip
    for month in range(4, 11):
        due = date(2026, month, 20)
        rows.append(Invoice(client_id=1, mission_id=1, number=f"2026-{month}", amount=2_400_00, issued=due, due=due))
    with create(path) as journal:
        for row in rows:
            save(journal, row, TODAY)
        with journal.read() as reader:
            settings = reader.all(Settings)[0]
        save(journal, replace(settings, sender="Marie", address="2 place Sathonay"), TODAY)
        _paid(journal)
    person.starts(path)
    workspace = person.window.workspace
    assert workspace
    tab = workspace.show_tab(MISSIONS)
    assert isinstance(tab, MissionsTab)
    return tab


def _paid(journal: Journal) -> None:
    """Pay the first five invoices on their day; the last two stay open, 63 and 33 days late."""
    with journal.read() as reader:
        invoices = reader.all(Invoice)
    for invoice in invoices[:5]:
        record_payment(journal, Payment(invoice_id=invoice.id, date=invoice.due, amount=invoice.total), TODAY)


def said(person: Person, tab: MissionsTab) -> str:
    """All that the summary of the mission says."""
    return "\n".join(label.text() for label in person.sees(QLabel, tab.glance))


def count(person: Person, kind: type[Entity]) -> int:
    assert person.program
    assert person.program.journal
    with person.program.journal.read() as reader:
        return reader.count(kind)


def amendment(person: Person) -> Amendment:
    assert person.program
    assert person.program.journal
    with person.program.journal.read() as reader:
        return reader.all(Amendment)[-1]


def test_it_is_noted_counted_proposed_and_undone(person: Person, mission: MissionsTab) -> None:
    person.waits_for(lambda: LATE in said(person, mission))

    for line in LINES:
        person.presses(Qt.Key.Key_J, ctrl=True)
        person.types(line)
        person.presses(Qt.Key.Key_Return)
    assert count(person, Event) == 12
    view = mission.events.view
    view.setFocus()
    for key in (Qt.Key.Key_5, Qt.Key.Key_2):
        for place in range(12):
            view.setCurrentIndex(mission.events.model.index(place, 0))
            person.presses(key)
        if key == Qt.Key.Key_5:
            # 2 000 € a month are 65.70 € a day: 960 € are 14.6 days.
            person.waits_for(lambda: "12 h = €960.00 given away = 15 days of savings" in said(person, mission))
    person.waits_for(lambda: "(12)" in mission.events.requests.button.text())

    keys = person.pressed
    person.presses(Qt.Key.Key_A)
    window = person.dialog(AmendmentWindow)
    assert person.pressed - keys <= 3
    assert window.total.text() == "12 h · €960.00"
    page = person.folder / "amendment.pdf"
    QTest.mouseClick(window.letter, Qt.MouseButton.LeftButton)
    letter = person.dialog(LetterWindow)
    person.names_the_file(page)
    QTest.mouseClick(letter.pdf, Qt.MouseButton.LeftButton)
    person.waits_for(page.is_file)
    text = "\n".join(part.extract_text() for part in PdfReader(page).pages)
    assert text.count("1 h at €80.00 an hour: €80.00") == 12
    assert "€960.00" in text
    person.dialog(LetterWindow)
    person.presses(Qt.Key.Key_Escape)
    person.dialog(AmendmentWindow)
    person.waits_for(lambda: WRONG in said(person, mission))

    window.send.setFocus()
    person.presses(Qt.Key.Key_Space)
    assert amendment(person).sent == TODAY
    person.waits_for(window.accept_button.hasFocus)
    person.presses(Qt.Key.Key_R, alt=True)
    person.waits_for(lambda: amendment(person).reply is Reply.REFUSED)
    person.presses(Qt.Key.Key_Escape)
    person.waits_for(person.window.isActiveWindow)
    person.waits_for(lambda: REFUSED in said(person, mission))
    assert "given away" not in said(person, mission), "what was refused is not done"

    for _answer in ("refused", "sent"):
        person.presses(Qt.Key.Key_Z, ctrl=True)
    person.waits_for(lambda: WRONG in said(person, mission))
    while count(person, Event):
        person.presses(Qt.Key.Key_Z, ctrl=True)
    assert count(person, Amendment) == 0
    person.waits_for(lambda: LATE in said(person, mission))
