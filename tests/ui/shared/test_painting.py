"""Text painted on several lines: nothing is lost while there is room for it."""

import pytest
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QApplication

from rebond.ui.shared.painting import broken


@pytest.mark.parametrize("text", ["Proposer le renouvellement avant la fin du contrat", "a" * 40, "renouvellement", ""])
def test_a_word_that_is_too_wide_goes_on_in_the_next_line(qapp: QApplication, text: str) -> None:
    font = QApplication.font()
    width = QFontMetrics(font).horizontalAdvance("renouvelle")
    lines = broken(text, font, width, 12)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(QFontMetrics(font).horizontalAdvance(line) <= width for line in lines)


def test_what_exceeds_the_last_line_is_cut_there(qapp: QApplication) -> None:
    font = QFont(QApplication.font())
    width = QFontMetrics(font).horizontalAdvance("renouvelle")
    lines = broken("le renouvellement avant la fin du contrat", font, width, 2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
