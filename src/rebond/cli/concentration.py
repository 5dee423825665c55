"""`rebond concentration`: how much of the revenue hangs on how few clients."""

from fractions import Fraction
from typing import Any

from rebond.actions.money import outlook as read_outlook
from rebond.cli.arguments import Parsed
from rebond.cli.files import opened, today
from rebond.cli.output import say, say_json
from rebond.domain.cents import decimals
from rebond.domain.money import concentration
from rebond.domain.money.concentration import Concentration
from rebond.language import Language


def run(parsed: Parsed) -> int:
    language, day = parsed.language, today(parsed)
    with opened(parsed.positionals[0] if parsed.positionals else None, read_only=True) as journal:
        outlook = read_outlook(journal, day)
        currency = outlook.situation.settings.currency
        to_come = concentration.to_come(outlook.situation, day)
        if parsed.flag("json"):
            worked = concentration.worked(outlook.situation, day)
            found = {"today": day.isoformat(), "currency": currency, **_as_json(outlook.invoiced)}
            say_json(found | {"next_12_months": _as_json(to_come), "days_worked": _as_json(worked)})
        else:
            title = language.gettext("Invoiced in the last 12 months, before VAT")
            _tell(language, title, outlook.invoiced, currency)
            say()
            title = language.gettext("To come in the next 12 months, before VAT")
            _tell(language, title, to_come, currency)
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


def _tell(language: Language, title: str, found: Concentration, currency: str) -> None:
    if found.largest is None or found.three_largest is None or found.hhi is None or found.effective_clients is None:
        say(language.gettext("{title}: nothing.").format(title=title))
        return
    say(language.gettext("{title}: {amount}").format(title=title, amount=language.money(found.total, currency)))
    width = max(len(name) for name, _amount in found.amounts)
    for (name, amount), (_name, share) in zip(found.amounts, found.shares, strict=True):
        percent, money = language.percent(share, 1), language.money(amount, currency)
        say(f"  {name.ljust(width)}  {percent.rjust(7)}  {money.rjust(14)}")
    facts = {
        "largest": language.percent(found.largest, 1),
        "three": language.percent(found.three_largest, 1),
        "hhi": language.fixed(found.hhi, 0),
        "effective": language.fixed(found.effective_clients, 2),
    }
    say(
        language.ngettext(
            "Largest client {largest}, three largest {three}, HHI {hhi}: you live on {effective} client.",
            "Largest client {largest}, three largest {three}, HHI {hhi}: you live on {effective} clients.",
            language.plural(found.effective_clients, 2),
        ).format(**facts)
    )
