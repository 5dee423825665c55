"""The facts of a talk: each with what the journal says, and opening the entry that it is read from."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from rebond.actions.talk_late import TalkFact
from rebond.letters.worded import worded
from rebond.ui.letters.fact_sources import SourceLink, on_key, titled
from rebond.ui.session import Session
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _, language


def fact_text(fact: TalkFact) -> str:
    """Return a fact in the window's language, as a sentence of its own."""
    text = worded(language(), fact.said)
    return text[:1].upper() + text[1:]


class TalkFactsPanel(QWidget):
    """A list of facts; F2 or a click on the entry below a fact opens it."""

    #: The entry of a fact is to be opened.
    wanted = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.links: list[SourceLink] = []
        self.texts: list[QLabel] = []
        self._none = QLabel(_("The journal holds no facts for this talk yet. Note what happened; it shows here."))
        self._none.setProperty("role", "soft")
        self._none.setWordWrap(True)
        heading = QLabel(_("What the journal knows"))
        heading.setProperty("role", "sum")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addWidget(heading)
        self._column.addWidget(self._none)

    def show_facts(self, facts: Sequence[TalkFact]) -> None:
        """Show these facts in place of all others."""
        self._none.setVisible(not facts)
        while len(self.links) < len(facts):
            self._add()
        for place, (text, link) in enumerate(zip(self.texts, self.links, strict=True)):
            fact = facts[place] if place < len(facts) else None
            text.setText(fact_text(fact) if fact else "")
            text.setVisible(fact is not None)
            link.show_source(fact.row if fact else None, titled(fact.row, self._session) if fact else "")

    def _add(self) -> None:
        text, link = QLabel(), SourceLink()
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setWordWrap(True)
        link.wanted.connect(self.wanted)
        on_key(link, link.press)
        self.texts.append(text)
        self.links.append(link)
        if len(self.texts) > 1:
            self._column.addSpacing(GRID // 2)
        self._column.addWidget(text)
        self._column.addWidget(link)
