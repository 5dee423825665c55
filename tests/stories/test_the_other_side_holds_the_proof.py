"""A letter leaves with the head of the history, comes back in an answer, and confirms the dossier that is verified."""

import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox

from rebond.domain.letters.kinds import Letter
from rebond.domain.proof.kinds import HeadReceipt
from rebond.letters.head_line import heads_in
from rebond.ui.heads_dialog import HeadsDialog
from rebond.ui.letters.letter_window import LetterWindow
from rebond.ui.missions.dossier_dialog import DossierDialog, DossierShape

from .conftest import TODAY, Person


def test_a_head_leaves_comes_back_and_confirms_the_dossier(person: Person, example: Path) -> None:
    window = person.starts(example)
    assert window.workspace
    session = window.workspace.session

    def rows(kind: type) -> tuple:  # type: ignore[type-arg]
        with session.journal.read() as reader:
            return reader.all(kind)

    person.presses(Qt.Key.Key_L, ctrl=True, shift=True)
    letter = person.dialog(LetterWindow)
    person.presses(Qt.Key.Key_H, alt=True)
    person.waits_for(letter.head.isChecked)
    person.presses(Qt.Key.Key_C, alt=True)
    person.waits_for(letter.sent.hasFocus)
    mail = QGuiApplication.clipboard().text()
    (stated,) = heads_in(mail)
    assert stated.day == TODAY
    person.presses(Qt.Key.Key_Space)
    person.waits_for(lambda: rows(Letter)[-1].head == stated.digits)
    person.waits_for(window.isActiveWindow)

    # Two days later they answer, with the letter below.
    answer = "Thank you, we take note.\n\n" + "\n".join(f"> {line}" for line in mail.splitlines())
    window._heads()
    heads = person.dialog(HeadsDialog)
    QGuiApplication.clipboard().setText(answer)
    person.presses(Qt.Key.Key_V, ctrl=True)
    assert "The history holds that head" in heads.verdict.text()
    person.presses(Qt.Key.Key_K, alt=True)
    person.waits_for(lambda: rows(HeadReceipt) != ())
    assert "It came back and was compared" in heads.confirmed.text()
    person.presses(Qt.Key.Key_Escape)
    person.waits_for(window.isActiveWindow)

    window.workspace.missions._commands.show_dossier()
    dossier = person.dialog(DossierDialog)
    dossier.editor("shape").show_value(DossierShape.FOLDER)
    out = person.folder / "dossier of Atlas"
    person.names_the_file(out)
    person.presses(Qt.Key.Key_Return)
    person.waits_for((out / "SHA256SUMS").exists)
    verified = subprocess.run(
        [sys.executable, "-I", out / "verify.py", "--head", stated.digits], capture_output=True, text=True, check=False
    )
    assert verified.returncode == 0, verified.stdout
    assert "confirmed up to change " in verified.stdout
    window.check_wanted.emit()
    box = person.dialog(QMessageBox)
    assert "1 message noted as sent" in box.informativeText()
    assert "What cannot be excluded" in box.informativeText()
    box.close()
