"""The dialog for whose the printed pages are: a name, and a SIREN where there is one."""

from typing import Any

from PySide6.QtWidgets import QWidget

from rebond.preferences import Preferences, PreferenceStore
from rebond.ui.shared.fields import SirenField, TextField
from rebond.ui.shared.form import Form
from rebond.ui.speech import _


class OwnerDialog(Form):
    """Edits two preferences, both optional; they hold for every journal."""

    def __init__(self, preferences: PreferenceStore[Preferences], parent: QWidget | None = None) -> None:
        super().__init__(_("Your name on printed pages"), self._save, parent)
        self._preferences = preferences
        now = preferences.now
        self.add("owner", _("&Name"), TextField(_("You or your company")), now.owner)
        siren = SirenField(optional=True, hint=_("nine digits; may stay empty"))
        self.add("siren", "&SIREN", siren, now.siren)

    def _save(self, values: dict[str, Any]) -> None:
        self._preferences.choose(**values)
