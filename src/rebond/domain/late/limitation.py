"""The limitation of claims: from when its years are counted, and which claims are old enough to be watched."""

import datetime as dt

from rebond.domain.calendar import ONE_DAY, add_months, month_end
from rebond.domain.missions.kinds import Invoice

#: A limitation is watched from so many months before its day.
WATCHED_MONTHS = 12
#: The years of the shortest limitation of any country and debtor, by which a claim is known to need no look at the law.
SHORTEST_YEARS = 2


def claim_begins(invoice: Invoice) -> dt.date:
    """Return the earlier of the end of the service, as far as the invoice says it, and the due date."""
    served = month_end(invoice.month) if invoice.month else invoice.issued
    return min(served, invoice.due)


def may_end_by(invoice: Invoice, until: dt.date) -> bool:
    """Whether the claim may be beyond a limitation by a day, in the country where that comes first."""
    return add_months(claim_begins(invoice), 12 * SHORTEST_YEARS) <= until


def is_watched(last: dt.date, today: dt.date) -> bool:
    """Whether the last day of a claim is near, or has passed."""
    return add_months(last, -WATCHED_MONTHS) <= today


def barred_since(last: dt.date, today: dt.date) -> dt.date | None:
    """Return the first day on which a debt can no longer be claimed, if it has come."""
    return last + ONE_DAY if last < today else None
