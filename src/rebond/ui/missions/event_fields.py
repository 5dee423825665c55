"""Shared by the line and the form of an event: the fields of three answers, and the time of writing."""

from datetime import datetime

from PySide6.QtWidgets import QComboBox, QWidget

from rebond.ui.session import Session
from rebond.ui.speech import _


class YesNoField(QComboBox):
    """A combo box of three: not said (None), yes (True), no (False), each under its own name."""

    def __init__(self, unsaid: str, yes: str, no: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for name, value in ((unsaid, None), (yes, True), (no, False)):
            self.addItem(name, value)

    def read(self) -> bool | None:
        value = self.currentData()
        return None if value is None else bool(value)

    def show_value(self, value: bool | None) -> None:
        self.setCurrentIndex({None: 0, True: 1, False: 2}[value])


class ScopeField(YesNoField):
    """Whether work is in the scope of the contract, extra, or not said."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("scope not said"), _("in scope"), _("extra, not agreed"), parent)


class FollowedField(YesNoField):
    """Whether advice was followed (advice 11)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("not known yet"), _("followed"), _("not followed"), parent)


def now(session: Session) -> datetime:
    """Return the current time of day on the session's day, which `--today` may have set."""
    return datetime.combine(session.today, datetime.now().time()).astimezone()  # noqa: DTZ005 - the person's own clock
