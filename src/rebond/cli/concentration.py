"""`rebond concentration`: how much of the revenue hangs on how few clients."""

from fractions import Fraction
from typing import Any

from rebond import words
from rebond.actions.money import outlook as read_outlook
from rebond.cli.arguments import Parsed
from rebond.cli.files import opened, today
from rebond.cli.output import say, say_json
from rebond.domain.cents import decimals
from rebond.domain.money import concentration
from rebond.domain.money.concentration import Concentration
from rebond.words import _, n_


def run(parsed: Parsed) -> int:
    day = today(parsed)
    with opened(parsed.positionals[0] if parsed.positionals else None, read_only=True) as journal:
        outlook = read_outlook(journal, day)
        currency = outlook.situation.settings.currency
        to_come = concentration.to_come(outlook.situation, day)
        if parsed.flag("json"):
            worked = concentration.worked(outlook.situation, day)
            found = {"today": day.isoformat(), "currency": currency, **_as_json(outlook.invoiced)}
            say_json(found | {"next_12_months": _as_json(to_come), "days_worked": _as_json(worked)})
        else:
            _tell(_("Invoiced in the last 12 months, before VAT"), outlook.invoiced, currency)
            say()
            _tell(_("To come in the next 12 months, before VAT"), to_come, currency)
    return 0


def _as_json(found: Concentration) -> dict[str, Any]:
    """Amounts in cents (days worked in hundredths), shares in percent; null where there is no revenue."""
    return {
        "total": found.total,
        "clients": [
            {"name": name, "amount": amount, "share": _rounded(share)}
            for (name, amount), (_name, share) in zip(found.amounts, found.shares, strict=True)
        ],
        "largest": _rounded(found.largest),
        "three_largest": _rounded(found.three_largest),
        "hhi": _rounded(found.hhi),
        "effective_clients": _rounded(found.effective_clients),
    }


def _rounded(value: Fraction | None) -> float | None:
    return None if value is None else float(decimals(value, 2))


def _tell(title: str, found: Concentration, currency: str) -> None:
    if found.largest is None or found.three_largest is None or found.hhi is None or found.effective_clients is None:
        say(_("{title}: nothing.").format(title=title))
        return
    say(_("{title}: {amount}").format(title=title, amount=words.money(found.total, currency)))
    width = max(len(name) for name, _amount in found.amounts)
    for (name, amount), (_name, share) in zip(found.amounts, found.shares, strict=True):
        say(f"  {name.ljust(width)}  {words.percent(share, 1).rjust(7)}  {words.money(amount, currency).rjust(14)}")
    facts = {
        "largest": words.percent(found.largest, 1),
        "three": words.percent(found.three_largest, 1),
        "hhi": words.fixed(found.hhi, 0),
        "effective": words.fixed(found.effective_clients, 2),
    }
    say(
        n_(
            "Largest client {largest}, three largest {three}, HHI {hhi}: you live on {effective} client.",
            "Largest client {largest}, three largest {three}, HHI {hhi}: you live on {effective} clients.",
            words.plural(found.effective_clients, 2),
        ).format(**facts)
    )
