"""The October invoice is late: from the reminder before it is due over a promise not kept to the dossier for a judge.

Every letter is opened from what the window proposes, and stands in the journal with its copy.
"""

import io
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt

from rebond.actions.journals import create
from rebond.domain.countries import Country
from rebond.domain.late.kinds import InvoiceState
from rebond.domain.letters.kinds import Letter
from rebond.domain.missions.kinds import Client, ClientLegalForm, Invoice, Mission
from rebond.domain.money.kinds import LegalForm, Settings
from rebond.domain.people.kinds import Person as Contact
from rebond.journal.queries.settings import load_settings
from rebond.ui.late.penalties_dialog import PenaltiesDialog
from rebond.ui.late.state_form import StateForm
from rebond.ui.letters.letter_window import LetterWindow
from rebond.ui.missions.dossier_dialog import DossierDialog
from rebond.ui.routes.routes_window import RoutesWindow
from rebond.ui.session import Session

from . import conftest
from .conftest import Person


def plain(text: str) -> str:
    return re.sub("[\xa0\u202f]", " ", text)


@pytest.fixture
def journal(person: Person) -> Path:
    """Return a journal with an invoice of October 2025, due on 30 November, when the rates are known."""
    path = person.folder / "marie.rebond"
    with create(path) as made, made.transaction("import") as transaction:
        settings: Settings = load_settings(transaction)
        transaction.update(
            Settings(id=settings.id, country=Country.FR, sender="Marie Roux", address="12 rue des Lilas\n69003 Lyon")
        )
        transaction.insert(Client(name="Atlas", address="1 quai des Brumes\n33000 Bordeaux"))
        transaction.insert(Contact(client_id=1, name="Claire", email="claire@example.org", familiar=True))
        transaction.insert(Mission(client_id=1, name="Social media", starts=date(2025, 1, 1), amount=2400_00))
        transaction.insert(
            Invoice(client_id=1, mission_id=1, number="2025-31", month=date(2025, 10, 1), amount=2400_00, vat=480_00,
                    issued=date(2025, 10, 31), due=date(2025, 11, 30))
        )  # fmt: skip
    return path


class Marie:
    """Marie at her desk, on one day after the other."""

    def __init__(self, person: Person, journal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.person, self._patch = person, monkeypatch
        self.comes_back(journal, date(2025, 11, 24))

    def comes_back(self, journal: Path, day: date) -> None:
        """Start the program on a day."""
        self._patch.setattr(conftest, "TODAY", day)
        window = self.person.starts(journal)
        assert window.workspace
        self.session: Session = window.workspace.session
        missions = window.workspace.missions
        missions.load_if_stale()
        missions.parts.setCurrentWidget(missions.invoices)
        self.invoices, self.missions = missions.invoices, missions
        self.invoices.view.setFocus()
        self.person.waits_for(lambda: self.invoices.model.rowCount() == 1)
        self.invoices.view.selectRow(0)

    def rows(self, kind: type) -> tuple:  # type: ignore[type-arg]
        with self.session.journal.read() as reader:
            return reader.all(kind)

    def sends(self, proposed: str) -> str:
        """Take the step that the button proposes, mark its letter as sent, and return its text."""
        assert self.invoices._late.button.text() == proposed
        before = len(self.rows(Letter))
        self.person.waits_for(self.person.window.isActiveWindow)
        self.person.presses(Qt.Key.Key_R, ctrl=True)
        window = self.person.dialog(LetterWindow)
        window.choices.tongue.setCurrentIndex(window.choices.tongue.findData("fr"))
        text = window.letter.written[1]
        self.person.presses(Qt.Key.Key_S, alt=True)
        self.person.waits_for(lambda: len(self.rows(Letter)) == before + 1)
        self.person.waits_for(self.person.window.isActiveWindow)
        letter = self.rows(Letter)[-1]
        assert letter.text == text
        assert letter.invoice_id == 1
        return plain(text)

    def expects(self) -> date:
        """Return the day on which the runway expects the payment."""
        lines = self.session.outlook.as_things_stand.projection.lines
        return next(line.date for line in lines if line.amount == 2880_00)

    def state(self) -> str:
        model = self.invoices.model
        return str(model.index(0, 4).data())


def test_from_the_reminder_before_due_to_the_dossier(
    person: Person, journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marie = Marie(person, journal, monkeypatch)
    text = marie.sends("Remind before it is due…")
    assert "arrive à échéance le 30 novembre 2025" in text
    assert "S’il te manque quelque chose" in text  # Claire and Marie say tu

    marie.comes_back(journal, date(2025, 12, 4))
    assert "oubli" in marie.sends("Friendly reminder…")
    assert marie.expects() == date(2025, 12, 14)  # the due date and the usual 14 days
    person.presses(Qt.Key.Key_P)
    person.dialog(StateForm)
    person.types("12/12/2025")
    person.presses(Qt.Key.Key_Return)
    person.waits_for(lambda: marie.rows(InvoiceState) != ())
    person.waits_for(lambda: "promised for 12 Dec" in marie.state())
    assert not marie.invoices._late.button.isVisible()
    assert marie.expects() == date(2025, 12, 12)

    marie.comes_back(journal, date(2025, 12, 20))
    assert marie.expects() > date(2025, 12, 20)
    assert "promised" not in marie.state()
    text = marie.sends("Second reminder…")
    assert "pour le 12 décembre 2025 : il n’est pas arrivé" in text

    marie.comes_back(journal, date(2026, 1, 10))
    text = marie.sends("Firm reminder…")
    for said in ("le 4 décembre 2025", "12 décembre 2025 : il n’est pas arrivé", "2 880,00 €", "40,00 €", "12,15 %"):
        assert said in text

    marie.comes_back(journal, date(2026, 1, 30))
    _penalties(marie)
    text = marie.sends("Formal notice…")
    assert "vaut mise en demeure" in text
    (invoice,) = marie.rows(Invoice)
    assert invoice.demanded == date(2026, 1, 30)
    assert [letter.template for letter in marie.rows(Letter)] == [
        "late_before_due", "late_friendly", "late_second", "late_firm", "late_formal_notice",
    ]  # fmt: skip
    person.presses(Qt.Key.Key_Z, ctrl=True)
    assert len(marie.rows(Letter)) == 4
    assert marie.rows(Invoice)[0].demanded is None
    person.presses(Qt.Key.Key_Z, ctrl=True, shift=True)
    assert marie.rows(Invoice)[0].demanded == date(2026, 1, 30)

    marie.comes_back(journal, date(2026, 2, 16))
    _routes(marie)
    _dossier(marie)


def _penalties(marie: Marie) -> None:
    """Look at the penalties: 61 days, shown by half-year."""
    (action,) = [one for one in marie.invoices._late.menu.actions() if one.text() == "P&enalties…"]
    action.trigger()
    dialog = marie.person.dialog(PenaltiesDialog)
    assert dialog.table.rowCount() == 2
    # 31 days of December and 30 of January at 12.15 % on 2,880.00: 58.48 cents and more, worked out by hand.
    assert "€58.48" in dialog.sum.text()
    marie.person.presses(Qt.Key.Key_Escape)


def _routes(marie: Marie) -> None:
    """See what is open to a liberal micro-entrepreneur against a company, by the keys alone."""
    person = marie.person
    assert marie.invoices._late.button.text() == "Routes open to you…"
    person.waits_for(person.window.isActiveWindow)
    person.presses(Qt.Key.Key_R, ctrl=True)
    window = person.dialog(RoutesWindow)
    person.waits_for(window.questions.own_form.hasFocus)
    person.types("sole")
    person.presses(Qt.Key.Key_C, alt=True)
    person.waits_for(window.questions.client_form.hasFocus)
    person.types("commercial")
    with marie.session.journal.read() as reader:
        assert load_settings(reader).legal_form is LegalForm.LIBERAL
    assert marie.rows(Client)[0].legal_form is ClientLegalForm.COMPANY
    told = [plain(text) for text in window.cards.texts()]
    assert told[0] == "6 routes are open"
    place = told.index("Recovery without a judge (law of 23 April 2026)")
    assert "a liberal profession is none in law" in told[place + 1]
    person.presses(Qt.Key.Key_Escape)
    person.waits_for(person.window.isActiveWindow)


def _dossier(marie: Marie) -> None:
    """Write all that happened into one file, which holds its proof and verifies by itself."""
    person = marie.person
    marie.missions._commands.show_dossier()
    person.dialog(DossierDialog)
    out = person.folder / "Atlas.pdf"
    person.names_the_file(out)
    person.presses(Qt.Key.Key_Return)
    person.waits_for(out.exists)
    pdf = PdfReader(io.BytesIO(out.read_bytes()))
    text = plain(" ".join(" ".join(page.extract_text() for page in pdf.pages).split()))
    for said in (
        "Invoice · 2025-31", "State of an invoice: promised · invoice 2025-31", "vaut mise en demeure",
        "Formal notice on: 30 January 2026", "What became of it by 16 February 2026: broken", "relance ferme",
    ):  # fmt: skip
        assert said in text
    folder = person.folder / "taken out"
    folder.mkdir()
    for name, contents in pdf.attachments.items():
        (folder / name).write_bytes(contents[0])
    verified = subprocess.run(
        [sys.executable, "-I", folder / "verify.py"], capture_output=True, text=True, check=False
    )  # fmt: skip
    assert verified.returncode == 0, verified.stdout
