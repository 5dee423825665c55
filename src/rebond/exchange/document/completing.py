"""What follows from the rest of a record where it is left out: the same rules that planned invoices follow."""

from collections.abc import Collection, Mapping
from typing import Any

from rebond.domain.calendar import month_end, month_start
from rebond.domain.cents import apply_rate
from rebond.domain.missions.contract import due_date
from rebond.domain.missions.kinds import Billing, Contract, Invoice, Mission, Terms

#: The terms of an invoice without mission: those of a new mission.
_USUAL_TERMS = Terms.NET, 30


def mission(values: Mapping[str, Any], lists: Collection[str]) -> Mission:
    """A mission; its contract is fixed-term when it has a last day, else open-ended.

    It is billed by what it says: by the day with days planned, by milestones with these and no amount, else by the
    month. `lists` are the lists inside it that are not empty.
    """
    contract = Contract.FIXED_TERM if values.get("ends") else Contract.OPEN_ENDED
    billing = Billing.MONTHLY
    if values.get("days_per_month") or "planned_days" in lists:
        billing = Billing.DAILY
    elif "milestones" in lists and not values.get("amount"):
        billing = Billing.MILESTONES
    return Mission(**{"contract": contract, "billing": billing, **values})


def invoice(values: Mapping[str, Any], of: Mission | None) -> Invoice:
    """An invoice with `issued` or `month`.

    Issued on the last day of its month; due by the mission's terms (net 30 without one); VAT at the mission's rate.
    An invoice of a mission billed by month or day bills the month it is issued in; a credit note bills none.
    """
    complete = dict(values)
    if "issued" not in complete:
        last = month_end(complete["month"])
        ended = of is not None and of.ends is not None and complete["month"] <= of.ends < last
        complete["issued"] = of.ends if of and ended else last
    if "month" not in complete:
        by_month = of is not None and of.billing is not Billing.MILESTONES and complete["amount"] >= 0
        complete["month"] = month_start(complete["issued"]) if by_month else None
    if "vat" not in complete:
        complete["vat"] = apply_rate(complete["amount"], of.vat_rate) if of else 0
    if "due" not in complete:
        terms = (of.terms, of.terms_days) if of else _USUAL_TERMS
        complete["due"] = due_date(complete["issued"], *terms)
    return Invoice(**complete)


def only(missions: list[Mission]) -> Mission | None:
    """The mission that is meant where only the client is named: the one it has."""
    return missions[0] if len(missions) == 1 else None
