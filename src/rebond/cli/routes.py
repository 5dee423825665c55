"""`rebond routes`: the routes to the payment of an invoice that are open, and why the others are not."""

from datetime import date
from typing import Any

from rebond.actions.route_sentences import detail, details, documents, limited, route_name, why
from rebond.actions.routes import UnpaidInvoice, claim_for, found_routes, route_table, unpaid_invoice
from rebond.cli.arguments import Parsed
from rebond.cli.files import opened
from rebond.cli.output import say, say_json
from rebond.cli.usage import UsageError
from rebond.domain.direction import isolated
from rebond.domain.missions.kinds import Invoice
from rebond.domain.routes.open_routes import Claim, Openness, RouteFound
from rebond.domain.routes.route_table import Route
from rebond.domain.translatable import later
from rebond.journal.queries.by_name import named
from rebond.journal.reader import Reader
from rebond.language import Language
from rebond.sentences import label


def run(parsed: Parsed) -> int:
    with opened(parsed.file, parsed.language, read_only=True) as journal, journal.read() as reader:
        unpaid = unpaid_invoice(reader, _invoice(reader, parsed.invoice or "").id, parsed.today)
    claim = claim_for(unpaid, contested=True if parsed.contested else None)
    found = found_routes(claim, parsed.today)
    if parsed.json:
        say_json(_as_json(parsed.language, unpaid, claim, found) | {"today": parsed.today.isoformat()})
    else:
        _print(parsed.language, unpaid, claim, found, parsed.today)
    return 0


def _invoice(reader: Reader, number: str) -> Invoice:
    """Return the invoice of a number.

    :raises UsageError: when none has it.
    """
    found = named(reader, Invoice, number)
    if not found:
        raise UsageError(later("There is no invoice “{number}”."), number=number)
    return found[-1]


def _print(language: Language, unpaid: UnpaidInvoice, claim: Claim, found: tuple[RouteFound, ...], today: date) -> None:
    """Print the sides and the amount, then each route that is open or depends, and the others with their reasons."""
    unknown = language.gettext("not said")
    mine = label(language, claim.mine) if claim.mine else unknown
    client = label(language, claim.client) if claim.client else unknown
    amount = language.money(claim.amount, claim.currency)
    say(f"{isolated(unpaid.invoice.number)}  {isolated(unpaid.client.name)}  {amount}")
    say(language.gettext("You: {form}. The client: {client}.").format(form=mine, client=client))
    if said := limited(language, unpaid, today):
        say(said)
    titles = {
        Openness.OPEN: language.gettext("Open to you"),
        Openness.DEPENDS: language.gettext("It depends"),
        Openness.CLOSED: language.gettext("Not open, and why"),
    }
    for openness, title in titles.items():
        routes = [one for one in found if one.openness is openness]
        if routes:
            say()
            say(title)
        for one in routes:
            say(f"  {route_name(language, one, claim.own_country)}")
            for reason in one.reasons:
                say(f"    {why(language, reason)}")
            if openness is not Openness.CLOSED:
                say(f"    {language.text(one.route.text)}")
                for name, text in details(language, one.route):
                    say("    " + detail(language, name, text))
    say()
    looked_up = min(route_table(one).looked_up for one in {claim.own_country, claim.client_country})
    say(language.gettext("Looked up on {day}. This is no legal advice.").format(day=language.day(looked_up)))


def _as_json(language: Language, unpaid: UnpaidInvoice, claim: Claim, found: tuple[RouteFound, ...]) -> dict[str, Any]:
    """Return JSON values: the amount in cents; a form, price, delay or article that is not known is null.

    `limitation` is null while it is more than a year off.
    """
    return {
        "invoice": unpaid.invoice.number,
        "client": unpaid.client.name,
        "own_form": claim.mine,
        "own_country": claim.own_country,
        "client_form": claim.client,
        "client_country": claim.client_country,
        "amount": claim.amount,
        "currency": claim.currency,
        "contested": claim.contested,
        "limitation": unpaid.limited and unpaid.limited.isoformat(),
        "routes": [
            _route(language, one.route)
            | {
                "country": one.country,
                "state": one.openness,
                "reasons": [{"reason": why_not.reason, "text": why(language, why_not)} for why_not in one.reasons],
            }
            for one in found
        ],
    }


def _route(language: Language, route: Route) -> dict[str, Any]:
    return {
        "code": route.code,
        "name": language.text(route.name),
        "text": language.text(route.text),
        "documents": list(documents(language, route)),
        "price": route.price and language.text(route.price),
        "delay": route.delay and language.text(route.delay),
        "article": route.article and language.text(route.article),
        "source": route.source,
        "looked_up": route.known.isoformat(),
        "certainty": route.certainty,
    }
