"""Which routes are open for a claim, which depend on an answer, which are not open, and the reasons (advice 24)."""

import datetime as dt
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import TypeVar

from rebond.domain.countries import Country
from rebond.domain.missions.kinds import ClientLegalForm
from rebond.domain.money.kinds import LegalForm, Settings
from rebond.domain.routes.route_reasons import DEPENDING, RouteReason
from rebond.domain.routes.route_table import Conditions, Contest, Route, RouteTable, Seats
from rebond.domain.value_classes import dataclass

AnyForm = TypeVar("AnyForm", LegalForm, ClientLegalForm)

#: The countries of the table that are in the European Union.
_UNION = frozenset({Country.FR, Country.BE})
#: What the legal statuses of the charge rates say of the person's form, by how their codes begin.
_FORMS = {
    "fr-micro-bnc": LegalForm.LIBERAL,
    "fr-micro-bic": LegalForm.TRADER,
    "fr-portage": LegalForm.PORTAGE,
    "company": LegalForm.COMPANY,
}


class Openness(StrEnum):
    """Whether a route is open; `DEPENDS` on what is not known yet, or on what a judge or the activity decides."""

    OPEN = "open"
    DEPENDS = "depends"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim to be recovered, from whom and by whom; a form that is None is not known.

    :ivar amount: cents of `currency`, with interest and costs if they are claimed too.
    :ivar due: the last day to pay; None when it is not asked about.
    """

    mine: LegalForm | None
    own_country: Country
    client: ClientLegalForm | None
    client_country: Country
    amount: int
    currency: str
    contested: bool = False
    due: dt.date | None = None


@dataclass(frozen=True, slots=True)
class WhyNot:
    """A reason with its facts: the forms that the route is open to, a limit in cents with its currency, or a day."""

    reason: RouteReason
    forms: tuple[LegalForm | ClientLegalForm, ...] = ()
    limit: int = 0
    currency: str = ""
    day: dt.date | None = None


@dataclass(frozen=True, slots=True)
class RouteFound:
    """A route for a claim; an open one has no reasons."""

    route: Route
    country: Country
    openness: Openness
    reasons: tuple[WhyNot, ...]


def own_form(settings: Settings) -> LegalForm | None:
    """Return what the person is in law: as they said it, else by their legal status; None when neither says it."""
    by_status = (form for begin, form in _FORMS.items() if settings.status.startswith(begin))
    return settings.legal_form or next(by_status, None)


def routes_for(table: RouteTable, claim: Claim, today: dt.date) -> tuple[RouteFound, ...]:
    """Return the routes of a country in its order, each with the reasons why it is not open or what it depends on.

    Of the client's country, where the person's is another one, only those are returned that creditors abroad have.
    """
    seats = _seats(table.country, claim)
    found = []
    for route in table.routes:
        if seats is Seats.FROM_ABROAD and seats not in route.conditions.seats:
            continue
        reasons = tuple(_reasons(route.conditions, table, claim, seats, today))
        closing = tuple(one for one in reasons if one.reason not in DEPENDING)
        openness = Openness.CLOSED if closing else Openness.DEPENDS if reasons else Openness.OPEN
        found.append(RouteFound(route, table.country, openness, closing or reasons))
    return tuple(found)


def _seats(country: Country, claim: Claim) -> Seats:
    if claim.own_country == claim.client_country:
        return Seats.SAME
    return Seats.CLIENT_ABROAD if country == claim.own_country else Seats.FROM_ABROAD


def _reasons(conditions: Conditions, table: RouteTable, claim: Claim, seats: Seats, today: dt.date) -> Iterator[WhyNot]:
    if claim.amount <= 0:
        yield WhyNot(RouteReason.NOTHING_LEFT)
    if claim.due and today <= claim.due:
        yield WhyNot(RouteReason.NOT_DUE, day=claim.due)
    yield from _of_forms(conditions, claim)
    yield from _of_the_amount(conditions, claim, table.currency)
    if claim.contested and conditions.contested is not Contest.ANY:
        serious = conditions.contested is Contest.NOT_SERIOUS
        yield WhyNot(RouteReason.IF_NOT_SERIOUS if serious else RouteReason.CONTESTED)
    if conditions.starts and today < conditions.starts:
        yield WhyNot(RouteReason.NOT_YET, day=conditions.starts)
    if conditions.ends and conditions.ends < today:
        yield WhyNot(RouteReason.NO_LONGER, day=conditions.ends)
    if seats not in conditions.seats:
        yield WhyNot(RouteReason.ONLY_ABROAD if seats is Seats.SAME else RouteReason.ONLY_WITHIN)
    elif conditions.union and not {claim.own_country, claim.client_country} <= _UNION:
        yield WhyNot(RouteReason.OUTSIDE_UNION)


def _of_the_amount(conditions: Conditions, claim: Claim, currency: str) -> Iterator[WhyNot]:
    """Yield the limit that the amount passes; one in another currency is for the person to compare."""
    limit = conditions.most or conditions.over or 0
    if limit and claim.currency != currency:
        yield WhyNot(RouteReason.OTHER_CURRENCY, limit=limit, currency=currency)
    elif conditions.most and claim.amount > conditions.most:
        reason = RouteReason.IF_LOWERED if conditions.lowered else RouteReason.TOO_MUCH
        yield WhyNot(reason, limit=conditions.most, currency=currency)
    elif conditions.over and claim.amount <= conditions.over:
        yield WhyNot(RouteReason.TOO_LITTLE, limit=conditions.over, currency=currency)


def _of_forms(conditions: Conditions, claim: Claim) -> Iterator[WhyNot]:
    """Yield what stands against the form of each side, or what is to be said of it first."""
    mine, client, pairs = claim.mine, claim.client, conditions.between
    own_forms = frozenset[LegalForm]().union(*(pair.own for pair in pairs))
    own_fits = mine is None or mine in own_forms
    if not own_fits:
        yield WhyNot(_own_reason(conditions, claim), forms=_ordered(LegalForm, own_forms))
    fitting = [pair for pair in pairs if mine is None or mine in pair.own] or list(pairs)
    clients = frozenset[ClientLegalForm]().union(*(pair.client for pair in fitting))
    if client is not None and client not in clients:
        reason = RouteReason.CLIENT_NO_TRADER if conditions.traders else RouteReason.CLIENT_FORM
        yield WhyNot(reason, forms=_ordered(ClientLegalForm, clients))
    elif client is None and len(clients) < len(ClientLegalForm):
        yield WhyNot(RouteReason.SAY_CLIENT_FORM, forms=_ordered(ClientLegalForm, clients))
    if mine is None:
        sure = [pair for pair in pairs if not pair.depends and (client is None or client in pair.client)]
        open_to = frozenset[LegalForm]().union(*(pair.own for pair in sure))
        if not frozenset(LegalForm) - {LegalForm.PORTAGE} <= open_to:
            yield WhyNot(RouteReason.SAY_OWN_FORM, forms=_ordered(LegalForm, open_to or own_forms))
    if mine and client:
        fitting = [pair for pair in fitting if mine in pair.own and client in pair.client]
        yield from (WhyNot(pair.depends) for pair in fitting if pair.depends)
    if conditions.traders and mine is LegalForm.TRADER:
        yield WhyNot(RouteReason.ACTIVITY)


def _own_reason(conditions: Conditions, claim: Claim) -> RouteReason:
    if claim.mine is LegalForm.PORTAGE:
        return RouteReason.PORTAGE
    return RouteReason.OWN_NO_TRADER if conditions.traders else RouteReason.OWN_FORM


def _ordered(kind: Iterable[AnyForm], forms: frozenset[AnyForm]) -> tuple[AnyForm, ...]:
    """Return the forms in the order of their declaration."""
    return tuple(form for form in kind if form in forms)
