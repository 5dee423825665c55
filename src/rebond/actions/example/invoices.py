"""Two years of the example's invoices, paid as late as its clients really are."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from rebond.domain.calendar import ONE_DAY, Season, Window, add_months, month_end, month_start
from rebond.domain.cents import apply_rate
from rebond.domain.missions.kinds import Terms

Record = dict[str, Any]

#: Nobody pays on these days, so that the past looks as the forecast does.
_SEASON = Season([Window((12, 20), (1, 4))])


def issue(missions: list[Record], series: list[Record], single: list[Record], today: date) -> list[Record]:
    """The document's invoices: those told one by one, and those of every month of a series, numbered by year.

    `late` says after how many days each was paid; one that would be paid after today is not paid yet.
    """
    of = {(mission["client"], mission["name"]): mission for mission in missions}
    told = [
        *single,
        *(invoice for one in series for invoice in _monthly(one, of[one["client"], one["mission"]], today)),
    ]
    told.sort(key=lambda invoice: (invoice["issued"], invoice["client"], invoice["amount"]))
    numbers: Counter[str] = Counter()
    return [_finished(invoice, of[invoice["client"], invoice["mission"]], numbers, today) for invoice in told]


def _monthly(series: Record, mission: Record, today: date) -> Iterator[Record]:
    """One invoice for every month up to the last, on its last day; `late` and `days` go with them in order."""
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
        yield invoice


def _finished(invoice: Record, mission: Record, numbers: Counter[str], today: date) -> Record:
    """The invoice with its number, and the payments that its `late`, `part` or `refunded` stand for."""
    late, part, refunded = (invoice.pop(key, None) for key in ("late", "part", "refunded"))
    issued = date.fromisoformat(invoice["issued"])
    year = invoice["issued"][:4]
    numbers[year] += 1
    invoice["number"] = f"{year}-{numbers[year]:02}"
    total = invoice["amount"] + apply_rate(invoice["amount"], round(mission["vat_rate"] * 1000))
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
    """The day, or the first one after it on which transfers arrive."""
    day = _SEASON.open_day(day)
    while day.weekday() > 4:
        day += ONE_DAY
    return day
