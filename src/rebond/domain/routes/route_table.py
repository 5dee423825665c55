"""The routes of a country: what each is, asks for and costs, and on which conditions it is open (facts.md, 1)."""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from rebond.domain.agreements.law import Certainty, Texts
from rebond.domain.countries import Country
from rebond.domain.missions.kinds import ClientLegalForm
from rebond.domain.money.kinds import LegalForm
from rebond.domain.routes.route_reasons import RouteReason
from rebond.domain.value_classes import dataclass

#: Several texts, such as the documents of a route, by language.
ManyTexts = Mapping[str, tuple[str, ...]]

#: The forms of those who claim for themselves; a portage company claims in the place of whom it carries.
_OWN = frozenset(LegalForm) - {LegalForm.PORTAGE}


class Contest(StrEnum):
    """The debts that a route takes, by what the client says of them."""

    ANY = "any"
    #: Only those that the client does not contest.
    NONE = "none"
    #: Also contested ones, if a judge does not find that serious.
    NOT_SERIOUS = "not_serious"


class Seats(StrEnum):
    """The places of the two sides, seen from the country of the table."""

    SAME = "same"
    CLIENT_ABROAD = "client_abroad"
    FROM_ABROAD = "from_abroad"


@dataclass(frozen=True, slots=True)
class Between:
    """Legal forms of the two sides between whom a route is open; only perhaps so where it `depends` on a reason."""

    own: frozenset[LegalForm]
    client: frozenset[ClientLegalForm]
    depends: RouteReason | None = None


@dataclass(frozen=True, slots=True)
class Conditions:
    """The conditions of a route; amounts are in cents of the table's currency, None is no limit.

    `between` holds every pairing that it is open to. It is for commerçants alone where `traders` is set. The amount is
    at most `most` and more than `over`; `lowered`: a larger claim may be lowered to `most`. `union`: both sides are in
    the European Union.
    """

    between: tuple[Between, ...]
    traders: bool
    most: int | None
    lowered: bool
    over: int | None
    contested: Contest
    starts: dt.date | None
    ends: dt.date | None
    seats: frozenset[Seats]
    union: bool


@dataclass(frozen=True, slots=True)
class Route:
    """A route in words, with the day on which that was looked up and how sure it is.

    A price or delay that is None is to be asked for; without `article` it rests on none. `letter` is the template of
    the letter it begins with.
    """

    code: str
    name: Texts
    text: Texts
    documents: ManyTexts
    price: Texts | None
    delay: Texts | None
    article: Texts | None
    source: str
    known: dt.date
    certainty: Certainty
    letter: str | None
    conditions: Conditions


@dataclass(frozen=True, slots=True)
class RouteTable:
    """The routes of a country in order of effort, the least first, as they were looked up on a day."""

    country: Country
    currency: str
    looked_up: dt.date
    routes: tuple[Route, ...]


def read_routes(table: Mapping[str, Any]) -> RouteTable:
    """Read the routes from a data file's content."""
    routes = tuple(_route(one) for one in table["routes"])
    return RouteTable(
        Country(table["country"]), table["currency"], dt.date.fromisoformat(table["looked_up"]), routes
    )  # fmt: skip


def _route(one: Mapping[str, Any]) -> Route:
    return Route(
        code=one["code"],
        name=one["name"],
        text=one["text"],
        documents={language: tuple(texts) for language, texts in one["documents"].items()},
        price=one["price"],
        delay=one["delay"],
        article=one["article"],
        source=one["source"],
        known=dt.date.fromisoformat(one["known"]),
        certainty=Certainty(one["certainty"]),
        letter=one["letter"],
        conditions=_conditions(one["conditions"]),
    )


def _conditions(one: Mapping[str, Any]) -> Conditions:
    between = tuple(
        Between(
            frozenset(map(LegalForm, pair["own"])) if pair["own"] else _OWN,
            frozenset(map(ClientLegalForm, pair["client"] or ClientLegalForm)),
            RouteReason(pair["depends"]) if "depends" in pair else None,
        )
        for pair in one["between"]
    )
    return Conditions(
        between=between or (Between(_OWN, frozenset(ClientLegalForm)),),
        traders=one["traders"],
        most=one["most"],
        lowered=one.get("lowered", False),
        over=one["over"],
        contested=Contest(one["contested"]),
        starts=_day(one["starts"]),
        ends=_day(one["ends"]),
        seats=frozenset(map(Seats, one["seats"])),
        union=one["union"],
    )


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
