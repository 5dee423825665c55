"""What a figure may be wrong for, in sentences."""

from collections.abc import Iterator

from rebond.charts.sentences import listed
from rebond.domain.money.outlook import Outlook
from rebond.language import Language


def warnings(language: Language, outlook: Outlook) -> Iterator[str]:
    """Work that was never invoiced, and accounts whose balance is old."""
    names = outlook.situation.client_names
    for found in outlook.not_invoiced:
        missing = [language.month(month) for month in found.months] + list(found.milestones)
        facts = {
            "client": names[found.mission.client_id],
            "mission": found.mission.name,
            "what": listed(language, missing),
        }
        yield language.gettext("Not invoiced yet to {client}, and not counted: {mission}, {what}.").format(**facts)
    if stale := outlook.stale_accounts:
        yield language.ngettext(
            "The balance of {names} is over a week older than the newest: movements since may be missing.",
            "The balances of {names} are over a week older than the newest: movements since may be missing.",
            len(stale),
        ).format(names=listed(language, stale))
