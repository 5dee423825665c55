"""The example's invoices of two years, with their payments."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from rebond.domain.calendar import ONE_DAY, Season, Window, add_months, month_end, month_start
from rebond.domain.cents import vat_of
from rebond.domain.missions.kinds import Terms

Record = dict[str, Any]

#: No payment arrives on these days, as in the forecast.
_SEASON = Season([Window((12, 20), (1, 4))])


def issue(missions: list[Record], series: list[Record], single: list[Record], today: date) -> list[Record]:
    """Return the document's invoices: the single ones, and one for every month of a series, numbered by year.

    `late` is the number of days after the due date of a payment; a payment that would come after today is left out.
    """
    by_name = {(mission["client"], mission["name"]): mission for mission in missions}
    invoices = [
        *single,
        *(invoice for each in series for invoice in _monthly(each, by_name[each["client"], each["mission"]], today)),
    ]
    invoices.sort(key=lambda invoice: (invoice["issued"], invoice["client"], invoice["amount"]))
    numbers: Counter[str] = Counter()
    return [_finished(invoice, by_name[invoice["client"], invoice["mission"]], numbers, today) for invoice in invoices]


def _monthly(series: Record, mission: Record, today: date) -> Iterator[Record]:
    """Yield an invoice for every month of a series, issued on its last day; `late` and `days` are lists by month.

    `more` holds what else is known of an invoice, by its month.
    """
    for place, late in enumerate(series["late"]):
        months = series["from"] + place
        month = add_months(month_start(today), months)
        invoice = {"client": series["client"], "mission": series["mission"], "month": month.isoformat()[:7]}
        amount = mission["amount"]
        if "days" in series:
            invoice["days"] = series["days"][place]
            amount = int(amount * series["days"][place])
        invoice |= {"amount": amount, "issued": month_end(month).isoformat()}
        if months not in series.get("unpaid", []):
            invoice["late"] = late
        yield invoice | series.get("more", {}).get(str(months), {})


def _finished(invoice: Record, mission: Record, numbers: Counter[str], today: date) -> Record:
    """Add the invoice's number, and the payment that its `late`, `part` or `refunded` stands for."""
    late, part, refunded = (invoice.pop(key, None) for key in ("late", "part", "refunded"))
    issued = date.fromisoformat(invoice["issued"])
    year = invoice["issued"][:4]
    numbers[year] += 1
    invoice["number"] = f"{year}-{numbers[year]:02}"
    total = invoice["amount"] + vat_of(invoice["amount"], round(mission["vat_rate"] * 1000))
    paid: tuple[date, int] | None = None
    if late is not None:
        due = Terms(mission["terms"]).due_date(issued, mission["terms_days"])
        paid = _working_day(max(due + timedelta(days=late), issued + ONE_DAY)), total
    elif part is not None:
        paid = _working_day(issued + timedelta(days=30)), part
    elif refunded is not None:
        paid = _working_day(issued + timedelta(days=refunded)), total
    if paid and paid[0] < today:
        invoice["payments"] = [{"date": paid[0].isoformat(), "amount": paid[1]}]
    return invoice


def _working_day(day: date) -> date:
    """Return the first day from `day` on that is a weekday and in no closure window."""
    day = _SEASON.open_day(day)
    while day.weekday() > 4:
        day += ONE_DAY
    return day
