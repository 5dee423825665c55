"""The state of the client that is shown, and the message when an edit brings a sign of a break-up (advice 5)."""

from PySide6.QtCore import QObject

from rebond.actions import sign_sentences
from rebond.domain.missions.kinds import Client
from rebond.domain.signs.client_state import ClientState
from rebond.domain.signs.kinds import DismissedSign, Sign
from rebond.journal.history import Change
from rebond.journal.queries.signs import client_state
from rebond.ui.session import Session
from rebond.ui.speech import _, language

#: The signs that a break-up may be near, told as soon as an edit brings one.
_BREAK_UP = frozenset({Sign.SCOPE_CREEP, Sign.REFUSED_AMENDMENT})


class StateTold(QObject):
    """Reads a client's state each time it is shown, and remembers it to know what is new."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._state: ClientState | None = None
        self._edited = False
        session.changed.connect(self._on_changed)

    def read(self, client: Client) -> ClientState:
        """Return the state of a client; a sign of a break-up that was not there before the last edit is told."""
        with self._session.journal.read() as reader:
            state = client_state(reader, client.id, self._session.today)
        before, self._state = self._state, state
        edited, self._edited = self._edited, False
        if edited and before and before.client_id == state.client_id:
            known = {sign.sign for sign in before.present}
            for sign in state.present:
                if sign.sign in _BREAK_UP - known:
                    text = _("{client} may break up: {reason}. “See why” in the summary lists them.")
                    reason = sign_sentences.reason(language(), sign)
                    self._session.message.emit(text.format(client=client.name, reason=reason))
        return state

    def _on_changed(self, change: Change) -> None:
        """Note that the person wrote something; an undo tells what it undid, and nothing else."""
        self._edited = change.action not in ("undo", "redo") and DismissedSign.kind not in change.kinds
