"""The dialog about the person: the sender of letters and reports, and the country whose law counts."""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from rebond.actions.records import save
from rebond.domain.countries import country_of
from rebond.domain.money.kinds import LegalForm, Settings
from rebond.domain.routes.open_routes import own_form
from rebond.journal.queries.settings import load_settings
from rebond.sentences import label
from rebond.ui.session import Session
from rebond.ui.shared.country_field import country_field
from rebond.ui.shared.fields import CheckField, ChoiceField, LongTextField, TextField
from rebond.ui.shared.form import Form
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _, language


class AboutYouDialog(Form):
    """Edits the journal's settings about its owner.

    An empty name and number are proposed as those of the printed pages.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(_("About you"), self._save, parent)
        self._session = session
        with session.journal.read() as reader:
            self._settings: Settings = load_settings(reader)
        now, printed = self._settings, session.preferences.now
        self.add("sender", _("&Name"), TextField(_("As letters and reports say it")), now.sender or printed.owner)
        address = LongTextField()
        address.setFixedHeight(10 * GRID)
        self.add("address", _("&Address"), address, now.address)
        self.add("email", _("&E-mail"), TextField(), now.email)
        self.add("phone", _("&Telephone"), TextField(), now.phone)
        number = TextField(_("For example the SIRET"))
        self.add("registration", _("&Registration number"), number, now.registration or printed.siren)
        self.add("country", _("C&ountry"), country_field(country_of(None, None, now.status)), now.country)
        self.add("legal_form", _("&Legal form"), _legal_form_field(now), now.legal_form)
        self.warn("legal_form", _("Which routes to a late payment are open depends on it."))
        self.warn("country", _("Its law and public holidays count, unless a client has its own country."))
        states_head = CheckField(_("End with the &head of the history"))
        self.add("letters_state_head", _("Letters"), states_head, now.letters_state_head)
        self.warn(
            "letters_state_head",
            _("One line, the day and 16 digits: whoever keeps the letter can show later what you had written down."),
        )

    def _save(self, values: dict[str, Any]) -> None:
        self._session.do(save, self._session.journal, replace(self._settings, **values), self._session.today)


def _legal_form_field(settings: Settings) -> ChoiceField:
    """Return a field for what the person is in law; while none is chosen it says what counts by the status."""
    none, by_status = _("not said"), own_form(replace(settings, legal_form=None))
    if by_status:
        none = _("not said, so {country}").format(country=label(language(), by_status))
    return ChoiceField(LegalForm, none=none)
