"""A field for the country whose law and holidays count."""

from rebond.domain.countries import Country
from rebond.sentences import label
from rebond.ui.shared.fields import ChoiceField
from rebond.ui.speech import _, language


def country_field(otherwise: Country | None) -> ChoiceField:
    """Return a field for a country; while none is chosen it says which one counts `otherwise`."""
    none = _("not said")
    if otherwise:
        none = _("not said, so {country}").format(country=label(language(), otherwise))
    return ChoiceField(Country, none=none)
