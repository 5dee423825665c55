"""The dialog for whose the printed pages are: a name, and a SIREN where there is one."""

from typing import Any

from PySide6.QtWidgets import QWidget

from rebond.domain.problems import Problem, Refused, declare_problems
from rebond.domain.translatable import later
from rebond.parsing import read_siren
from rebond.preferences import Preferences, PreferenceStore
from rebond.ui.shared.fields import TextField
from rebond.ui.shared.form import Form
from rebond.ui.speech import _

declare_problems({
    "siren_unreadable": later("This is not a SIREN: it has nine digits, for example 732 829 320. Check each of them."),
})  # fmt: skip


class OwnerDialog(Form):
    """Edits two preferences, both optional; they hold for every journal."""

    def __init__(self, preferences: PreferenceStore[Preferences], parent: QWidget | None = None) -> None:
        super().__init__(_("Your name on printed pages"), self._save, parent)
        self._preferences = preferences
        now = preferences.now
        self.add("owner", _("&Name"), TextField(_("You or your company")), now.owner)
        self.add("siren", "&SIREN", TextField(_("nine digits; may stay empty")), now.siren)

    def _save(self, values: dict[str, Any]) -> None:
        siren = read_siren(values["siren"]) if values["siren"] else ""
        if siren is None:
            raise Refused(Problem("siren_unreadable", "siren"))
        self._preferences.choose(owner=values["owner"], siren=siren)
