"""The chance that a client leaves, beside the answer to the question what if it does (runway.md, 9)."""

from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtCore import QObject, Signal

from rebond.actions import sign_sentences
from rebond.domain.money.scenario import Departure
from rebond.domain.registry import BY_NAME
from rebond.journal.history import Change
from rebond.journal.queries.signs import client_state
from rebond.ui.session import Session
from rebond.ui.speech import language


class Chances(QObject):
    """The chances of the clients asked for, each read once until the journal or the day changes."""

    #: A chance that was told may be another one now.
    outdated = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._known: dict[int, Fraction] = {}
        session.changed.connect(self._on_changed)
        session.day_changed.connect(self._forget)

    def sentence(self, leaving: Sequence[Departure]) -> str:
        """Return the sentence on the chance that the one client of a scenario leaves; empty for none or several."""
        if len(leaving) != 1:
            return ""
        client_id = leaving[0].client_id
        if client_id not in self._known:
            with self._session.journal.read() as reader:
                self._known[client_id] = client_state(reader, client_id, self._session.today).chance
        return sign_sentences.chance_sentence(language(), self._known[client_id])

    def _on_changed(self, change: Change) -> None:
        if any(BY_NAME[kind].declared.tab == "missions" for kind in change.kinds) or "settings" in change.kinds:
            self._forget()

    def _forget(self) -> None:
        told, self._known = bool(self._known), {}
        if told:
            self.outdated.emit()
