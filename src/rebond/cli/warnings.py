"""Warnings about charges not counted, work not invoiced and old balances, which make the runway inexact."""

from collections.abc import Iterator

from rebond.actions.charges import lacks_charges
from rebond.charts.runway_sentences import listed, not_invoiced
from rebond.domain.money.outlook import Outlook
from rebond.language import Language


def warnings(language: Language, outlook: Outlook) -> Iterator[str]:
    """Yield a sentence for charges, for each mission with work not invoiced, and for accounts with old balances."""
    situation, names = outlook.situation, outlook.situation.client_names
    if lacks_charges(situation.settings, situation.charge_rates):
        yield language.gettext("No social charges are counted yet: your savings will not last as long.")
    for work in outlook.not_invoiced:
        facts = {
            "client": names[work.mission.client_id],
            "mission": work.mission.name,
            "what": listed(language, not_invoiced(language, work)),
        }
        yield language.gettext("Not invoiced yet to {client}, and not counted: {mission}, {what}.").format(**facts)
    if stale := outlook.stale_accounts:
        yield language.ngettext(
            "The balance of {names} is over a week older than the newest: movements since may be missing.",
            "The balances of {names} are over a week older than the newest: movements since may be missing.",
            len(stale),
        ).format(names=listed(language, stale))
