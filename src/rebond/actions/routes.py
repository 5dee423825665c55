"""The routes to a payment of an invoice: the tables that ship, and what the journal knows of the claim."""

import json
from datetime import date
from functools import cache

from rebond.domain.countries import Country, country_of
from rebond.domain.late.kinds import InvoiceState, StateKind
from rebond.domain.late.late_law import LateLaw
from rebond.domain.missions.kinds import Client, Invoice
from rebond.domain.money.kinds import Settings
from rebond.domain.problems import Problem, Refused, declare_problems
from rebond.domain.routes.open_routes import Claim, RouteFound, own_form, routes_for
from rebond.domain.routes.route_table import RouteTable, read_routes
from rebond.domain.translatable import later
from rebond.domain.value_classes import dataclass
from rebond.journal.queries.late import owed_invoice
from rebond.journal.queries.late_laws import late_laws
from rebond.journal.queries.settings import load_settings
from rebond.journal.reader import Reader
from rebond.resources import resource

declare_problems({
    "invoice_gone": later("This invoice was deleted."),
    "routes_need_country": later("Say in which country you are: the routes depend on it."),
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class UnpaidInvoice:
    """An invoice to recover, with what its routes depend on.

    :ivar left: cents that are left to pay on the day.
    :ivar dispute: what the client contests; None when it is not noted as disputed.
    :ivar law: the law on its limitation, against such a client; None when no country says one.
    :ivar limited: the last day on which it can be claimed, once that is near or has passed; else None.
    """

    invoice: Invoice
    client: Client
    settings: Settings
    left: int
    dispute: InvoiceState | None
    law: LateLaw | None = None
    limited: date | None = None

    @property
    def countries(self) -> tuple[Country, Country] | None:
        """The person's country and the client's; one that nothing says is taken to be the other's, None: neither."""
        settings = self.settings
        own = country_of(None, settings.country, settings.status) or self.client.country
        return (own, self.client.country or own) if own else None


@cache
def route_table(country: Country) -> RouteTable:
    """Return the routes of a country."""
    return read_routes(json.loads(resource("routes", f"{country.value}.json").read_text("utf-8")))


def unpaid_invoice(reader: Reader, invoice_id: int, today: date) -> UnpaidInvoice:
    """Return what the journal knows of an invoice to recover on a day.

    :raises Refused: invoice_gone, when it was deleted.
    """
    invoice = reader.get(Invoice, invoice_id)
    client = reader.get(Client, invoice.client_id) if invoice else None
    if invoice is None or client is None:
        raise Refused(Problem("invoice_gone"))
    disputes = reader.matching(InvoiceState, invoice_id=invoice_id, type=StateKind.DISPUTED)
    standing = [one for one in disputes if one.starts <= today and (one.ended is None or one.ended > today)]
    latest = max(standing, key=lambda one: one.starts, default=None)
    settings, owed = load_settings(reader), owed_invoice(reader, invoice_id, today)
    if owed is None:
        return UnpaidInvoice(invoice, client, settings, 0, latest)
    law = owed.law_against(late_laws(reader)[owed.country]) if owed.country else None
    return UnpaidInvoice(invoice, client, settings, owed.rest(today), latest, law, owed.limited(law, today))


def claim_for(unpaid: UnpaidInvoice, amount: int | None = None, *, contested: bool | None = None) -> Claim:
    """Return the claim of an invoice: what is left, and contested as it is noted, unless that is given.

    :raises Refused: routes_need_country, when nothing says a country.
    """
    if unpaid.countries is None:
        raise Refused(Problem("routes_need_country", "own_country"))
    own, client = unpaid.countries
    return Claim(
        mine=own_form(unpaid.settings),
        own_country=own,
        client=unpaid.client.legal_form,
        client_country=client,
        amount=unpaid.left if amount is None else amount,
        currency=unpaid.settings.currency,
        contested=unpaid.dispute is not None if contested is None else contested,
        due=unpaid.invoice.due,
    )


def found_routes(claim: Claim, today: date) -> tuple[RouteFound, ...]:
    """Return the routes of the person's country, then those that creditors abroad have in the client's."""
    countries = dict.fromkeys((claim.own_country, claim.client_country))
    return tuple(found for country in countries for found in routes_for(route_table(country), claim, today))
