"""Shared by the line and the form of an event: the field for its scope, and the time of writing."""

from datetime import datetime

from PySide6.QtWidgets import QComboBox, QWidget

from rebond.ui.session import Session
from rebond.ui.speech import _


class ScopeField(QComboBox):
    """A combo box: in the scope of the contract (True), extra (False), or not said (None)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for name, value in ((_("scope not said"), None), (_("in scope"), True), (_("extra, not agreed"), False)):
            self.addItem(name, value)

    def read(self) -> bool | None:
        value = self.currentData()
        return None if value is None else bool(value)

    def show_value(self, value: bool | None) -> None:
        self.setCurrentIndex({None: 0, True: 1, False: 2}[value])


def now(session: Session) -> datetime:
    """Return the current time of day on the session's day, which `--today` may have set."""
    return datetime.combine(session.today, datetime.now().time()).astimezone()  # noqa: DTZ005 - the person's own clock
