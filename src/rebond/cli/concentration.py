"""`rebond concentration`: the clients' shares of the revenue, as text or JSON."""

from fractions import Fraction
from typing import Any

from rebond.actions.money import outlook as read_outlook
from rebond.cli.arguments import Parsed
from rebond.cli.files import opened
from rebond.cli.output import say, say_json
from rebond.domain.cents import decimals
from rebond.domain.direction import isolated
from rebond.domain.money import concentration
from rebond.domain.money.concentration import Concentration
from rebond.language import Language


def run(parsed: Parsed) -> int:
    language, day = parsed.language, parsed.today
    with opened(parsed.file, parsed.language, read_only=True) as journal:
        outlook = read_outlook(journal, day)
        currency = outlook.situation.settings.currency
        to_come = concentration.to_come(outlook.situation, day)
        if parsed.json:
            worked = concentration.worked(outlook.situation, day)
            result = {"today": day.isoformat(), "currency": currency, **_as_json(outlook.invoiced)}
            say_json(result | {"next_12_months": _as_json(to_come), "days_worked": _as_json(worked)})
        else:
            title = language.gettext("Invoiced in the last 12 months, before VAT")
            _print(language, title, outlook.invoiced, currency)
            say()
            title = language.gettext("To come in the next 12 months, before VAT")
            _print(language, title, to_come, currency)
    return 0


def _as_json(revenue: Concentration) -> dict[str, Any]:
    """Return JSON values: amounts in cents or hundredths of a day, shares in percent; null without revenue."""
    return {
        "total": revenue.total,
        "clients": [
            {"name": name, "amount": amount, "share": _rounded(share)}
            for (name, amount), (_name, share) in zip(revenue.amounts, revenue.shares, strict=True)
        ],
        "largest": _rounded(revenue.largest),
        "three_largest": _rounded(revenue.three_largest),
        "hhi": _rounded(revenue.hhi),
        "effective_clients": _rounded(revenue.effective_clients),
    }


def _rounded(value: Fraction | None) -> float | None:
    return None if value is None else float(decimals(value, 2))


def _print(language: Language, title: str, revenue: Concentration, currency: str) -> None:
    if (
        revenue.largest is None
        or revenue.three_largest is None
        or revenue.hhi is None
        or revenue.effective_clients is None
    ):
        say(language.gettext("{title}: nothing.").format(title=title))
        return
    say(language.gettext("{title}: {amount}").format(title=title, amount=language.money(revenue.total, currency)))
    width = max(len(name) for name, _amount in revenue.amounts)
    for (name, amount), (_name, share) in zip(revenue.amounts, revenue.shares, strict=True):
        percent, money = language.percent(share, 1), language.money(amount, currency)
        say(f"  {isolated(name)}{' ' * (width - len(name))}  {percent.rjust(7)}  {money.rjust(14)}")
    facts = {
        "largest": language.percent(revenue.largest, 1),
        "three": language.percent(revenue.three_largest, 1),
        "hhi": language.fixed(revenue.hhi, 0),
        "effective": language.fixed(revenue.effective_clients),
    }
    say(
        language.ngettext(
            "Largest client {largest}, three largest {three}, HHI {hhi}: you live on {effective} client.",
            "Largest client {largest}, three largest {three}, HHI {hhi}: you live on {effective} clients.",
            language.plural(revenue.effective_clients),
        ).format(**facts)
    )
