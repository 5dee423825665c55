"""`rebond late`: the open invoices with their age, state, next step, penalty and indemnity, as text or JSON."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from rebond.actions import late_sentences
from rebond.cli.arguments import Parsed
from rebond.cli.files import opened
from rebond.cli.output import say, say_json
from rebond.domain.cents import RATE_WHOLE
from rebond.domain.countries import Country
from rebond.domain.direction import joined
from rebond.domain.late.late_law import LateLaw
from rebond.domain.late.owed_invoice import OwedInvoice
from rebond.domain.late.penalty import Penalty, PenaltyPeriod
from rebond.journal.queries.late import open_invoices, settled_late
from rebond.journal.queries.late_laws import late_laws
from rebond.journal.queries.settings import load_settings
from rebond.language import Language


def run(parsed: Parsed) -> int:
    """List the open invoices; with --country, by the law of that country whatever that of the client."""
    language, today, country = parsed.language, parsed.today, parsed.country
    with opened(parsed.file, language, read_only=True) as journal, journal.read() as reader:
        owed = open_invoices(reader, today)
        if parsed.settled:
            owed += settled_late(reader, today)
        laws, currency = late_laws(reader), load_settings(reader).currency
    if parsed.json:
        say_json(_as_json(language, owed, laws, country, currency, today))
        return 0
    if not owed:
        say(language.gettext("No invoice is open."))
    looked_up: set[date] = set()
    for number, one in enumerate(owed):
        penalty = _penalty(one, laws, country, today)
        if number:
            say()
        _print(language, one, penalty, currency, today)
        if penalty.law and one.days_late(today):
            looked_up.add(penalty.law.looked_up)
    for day in sorted(looked_up):
        say()
        say(language.gettext("Looked up on {day}. This is no legal advice.").format(day=language.day(day)))
    return 0


def _penalty(one: OwedInvoice, laws: Mapping[Country, LateLaw], asked: Country | None, today: date) -> Penalty:
    country = asked or one.country
    return one.penalty(laws[country] if country else None, today)


def _as_json(
    language: Language, owed: tuple[OwedInvoice, ...], laws: Mapping[Country, LateLaw], country: Country | None,
    currency: str, today: date,
) -> dict[str, Any]:  # fmt: skip
    return {
        "today": today.isoformat(),
        "currency": currency,
        "invoices": [_invoice(language, one, _penalty(one, laws, country, today), today) for one in owed],
    }


def _invoice(language: Language, one: OwedInvoice, penalty: Penalty, today: date) -> dict[str, Any]:
    """Return JSON values: cents, percent a year; `penalty` is null where there is no figure, and `reason` says why."""
    following, held, settled, law = one.next_step(today), one.state(today), one.settled(today), penalty.law
    limitation = one.limitation(law) if law else None
    return {
        "number": one.invoice.number,
        "client": one.client.name,
        "issued": one.invoice.issued.isoformat(),
        "due": one.invoice.due.isoformat(),
        "settled": settled and settled.isoformat(),
        "age": ((settled or today) - one.invoice.issued).days,
        "days_late": one.days_late(today),
        "total": one.invoice.total,
        "left": one.rest(today),
        "state": _state(one, today),
        "state_until": held.until.isoformat() if held and held.until else None,
        "state_reason": held.reason if held else "",
        "promises": {"made": one.promises.made, "kept": one.promises.kept, "broken": one.promises.broken},
        "next_step": following.step and following.step.value,
        "next_step_on": following.day and following.day.isoformat(),
        "next_step_why": following.why.value,
        "country": law and law.country.value,
        "penalty": penalty.amount,
        "reason": late_sentences.reason(language, penalty) or None,
        "to_check": late_sentences.to_check(language, penalty) or None,
        "indemnity": penalty.indemnity,
        "indemnity_currency": late_sentences.INDEMNITY_CURRENCY,
        "indemnity_article": language.text(law.indemnity.rule.article) if law and law.indemnity else None,
        "limitation": limitation and limitation.isoformat(),
        "periods": [_period(language, period, law) for period in penalty.periods if law],
    }


def _period(language: Language, period: PenaltyPeriod, law: LateLaw) -> dict[str, Any]:
    return {
        "first": period.first.isoformat(),
        "last": period.last.isoformat(),
        "days": period.days,
        "rate": period.rate * 100 / RATE_WHOLE,
        "base": period.base,
        "basis": period.basis.value,
        "article": late_sentences.article(language, law, period.basis),
        "known": period.known,
    }


def _state(one: OwedInvoice, today: date) -> str:
    """Return the state: paused, promised or disputed, else settled, late or open."""
    held = one.state(today)
    if held:
        return held.type.value
    if one.settled(today):
        return "settled"
    return "late" if one.days_late(today) else "open"


def _print(language: Language, one: OwedInvoice, penalty: Penalty, currency: str, today: date) -> None:
    invoice, held, settled = one.invoice, one.state(today), one.settled(today)
    days = one.days_late(today)
    say(
        joined(" · ", (
            one.client.name,
            invoice.number,
            language.gettext("due {date}").format(date=language.day(invoice.due)),
            language.ngettext("{count} day late", "{count} days late", days).format(count=days) if days else "",
            language.gettext("settled {date}").format(date=language.day(settled)) if settled else
            language.gettext("{amount} left").format(amount=language.money(one.rest(today), currency)),
        ))
    )  # fmt: skip
    if held:
        say("  " + joined(" · ", (late_sentences.state(language, held), " ".join(held.reason.split()))))
    if not settled:
        said = late_sentences.step(language, one.next_step(today), today)
        say("  " + joined(" · ", (said, late_sentences.promises(language, one.promises))))
    if days:
        _print_penalty(language, penalty, currency)
    last = one.limited(penalty.law, today)
    if penalty.law and last:
        say("  " + late_sentences.limited(language, penalty.law, last, today))


def _print_penalty(language: Language, penalty: Penalty, currency: str) -> None:
    if penalty.amount is not None and not penalty.why:
        amount = language.money(penalty.amount, currency)
        say("  " + language.gettext("Penalty: {amount}").format(amount=amount))
    for period in penalty.periods if penalty.law else ():
        say("    " + late_sentences.period_in_full(language, period, penalty.law, currency))
    for text in (
        late_sentences.reason(language, penalty), late_sentences.to_check(language, penalty),
        late_sentences.indemnity(language, penalty),
    ):  # fmt: skip
        if text:
            say(f"  {text}")
