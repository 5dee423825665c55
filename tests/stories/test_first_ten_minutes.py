"""The first ten minutes: a new journal, the status, the runway, a bank's table, who leaves, and the printed page."""

from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton

from rebond import preferences
from rebond.domain.money.kinds import Account, Balance
from rebond.preferences import Preferences
from rebond.ui.import_dialog import ImportDialog
from rebond.ui.money.bars_canvas import BarsCanvas
from rebond.ui.money.tab import RunwayTab
from rebond.ui.setup_dialog import SetupDialog
from tests.stories.conftest import Person
from tests.stories.test_atlas_leaves import bar
from tests.stories.test_first_day import answers, chooses

#: What the bank's site gives: the account above, then the movements; in the encoding of its time.
STATEMENT = (
    "Téléchargement du 22/11/2026;\n\n"
    "Compte de Dépôt carte n° 04106119371;\nSolde au 22/11/2026 5 200,00 €\n\n"
    'Date;Libellé;Débit euros;Crédit euros;\n18/11/2026;"VIREMENT EN VOTRE FAVEUR\n  ATLAS SAS";;1 000,00;\n'
    "19/11/2026;PRELEVEMENT LOYER;800,00;;\n"
)
WORDS = {
    "en": {
        "file": "File", "import": "Import…", "own": "My accounts", "leaves": "If Atlas leaves today",
        "continue": "&Continue", "do": "&Import", "print": "Print", "title": "Cash forecast", "largest": "100%",
    },
    "fr": {
        "file": "Fichier", "import": "Importer…", "own": "Mes comptes",
        "leaves": "Si Atlas annonce son départ aujourd’hui", "continue": "&Continuer", "do": "&Importer",
        "print": "Imprimer", "title": "Prévisionnel de trésorerie", "largest": "100 %",
    },
}  # fmt: skip


@pytest.mark.parametrize("code", ["en", "fr"])
def test_the_first_ten_minutes(person: Person, code: str) -> None:
    words = WORDS[code]
    preferences.save(Preferences(language=code, theme="light"))
    person.starts()
    person.names_the_file(person.folder / "mes missions.rebond")
    person.presses(Qt.Key.Key_Return)
    person.dialog(SetupDialog)
    person.presses(Qt.Key.Key_Home)  # the first status: micro-entrepreneur
    person.presses(Qt.Key.Key_Tab)
    answers(person, "5 000", "1900", "Atlas", "2400")
    person.presses(Qt.Key.Key_Return)

    (runway,) = person.sees(RunwayTab)
    person.waits_for(lambda: bool(runway.projection.opening))
    assert runway.projection.opening == 5_000_00
    person.waits_for(lambda: any(said(label) == words["largest"] for label in person.sees(QLabel)))

    _imports(person, words)
    person.waits_for(lambda: runway.projection.opening == 5_200_00)
    with runway.session.journal.read() as reader:
        assert [row.name for row in reader.all(Account)] == [words["own"]]
        assert [row.amount for row in reader.all(Balance)] == [5_200_00]

    page = _leaves_and_prints(person, runway, words)
    text = " ".join(pypdf.PdfReader(page).pages[0].extract_text().split())
    assert words["title"] in text
    assert words["leaves"] in text
    assert person.window.workspace
    assert not person.window.workspace.session.journal.path.with_suffix(".part").exists()


def said(label: QLabel) -> str:
    return label.text().replace("\N{NO-BREAK SPACE}", " ")


def _imports(person: Person, words: dict[str, str]) -> None:
    """Import the statement from the menu, and say that it is of the account noted in the set-up."""
    statement = person.folder / "CA20261121.csv"
    statement.write_bytes(STATEMENT.encode("cp1252"))
    person.names_the_file(statement)
    chooses(person, words["import"], words["file"])
    dialog = person.dialog(ImportDialog)
    person.waits_for(lambda: bool(person.sees(QComboBox, dialog)))
    (account,) = person.sees(QComboBox, dialog)
    assert account.itemText(0) == words["own"]
    person.presses(Qt.Key.Key_Down)
    (proceed,) = [one for one in person.sees(QPushButton, dialog) if one.text() == words["continue"]]
    QTest.mouseClick(proceed, Qt.MouseButton.LeftButton)
    person.waits_for(lambda: not person.sees(QComboBox, dialog) and proceed.isEnabled())
    assert proceed.text() == words["do"]
    QTest.mouseClick(proceed, Qt.MouseButton.LeftButton)
    person.waits_for(lambda: not person.sees(ImportDialog))


def _leaves_and_prints(person: Person, runway: RunwayTab, words: dict[str, str]) -> Path:
    """Let the only client leave by a click on its bar, and print the page into a file."""
    (bars,) = person.sees(BarsCanvas)
    person.waits_for(lambda: bar(bars, 1) is not None)
    QTest.mouseClick(bars, Qt.MouseButton.LeftButton, pos=bar(bars, 1) or QPoint())
    (departure,) = runway.scenario.leaving
    assert runway.session.outlook.situation.client_names[departure.client_id] == "Atlas"
    page = person.folder / "page.pdf"
    person.prints_into(page, words["print"])
    return page
