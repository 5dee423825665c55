"""Sentences about routes to a payment, shared by the window and the command line."""

from datetime import date

from rebond.actions import late_sentences
from rebond.actions.routes import UnpaidInvoice
from rebond.domain.direction import joined
from rebond.domain.routes.open_routes import RouteFound, WhyNot
from rebond.domain.routes.route_reasons import RouteReason
from rebond.domain.routes.route_table import Route
from rebond.domain.translatable import later
from rebond.language import Language
from rebond.sentences import label

#: A reason for which a route is not open, or what it depends on.
REASONS = {
    RouteReason.NOTHING_LEFT: later("Nothing is left to pay."),
    RouteReason.NOT_DUE: later("The invoice is due on {day}: nothing can be claimed before the day after."),
    RouteReason.PORTAGE: later("The invoice is your portage company's: it claims, not you."),
    RouteReason.OWN_NO_TRADER: later(
        "It is for debts invoiced between commerçants: a liberal profession is none in law."
    ),
    RouteReason.CLIENT_NO_TRADER: later("It is for debts invoiced between commerçants: the client is none in law."),
    RouteReason.OWN_FORM: later("It is not open to your legal form, only to: {forms}."),
    RouteReason.CLIENT_FORM: later("It is not open against this client, only against: {forms}."),
    RouteReason.TOO_MUCH: later("The amount is above {limit}, the most that it is open for."),
    RouteReason.TOO_LITTLE: later("It is open only above {limit}."),
    RouteReason.CONTESTED: later("The client contests the debt: it is for uncontested debts only."),
    RouteReason.NOT_YET: later("It exists only from {day} on."),
    RouteReason.NO_LONGER: later("It ended on {day}."),
    RouteReason.ONLY_WITHIN: later("The client is in another country: it is for two sides in the same one."),
    RouteReason.ONLY_ABROAD: later("It is only for a client in another country of the European Union."),
    RouteReason.OUTSIDE_UNION: later("It is only between two countries of the European Union."),
    RouteReason.SAY_OWN_FORM: later("Say what you are in law: it is open to: {forms}."),
    RouteReason.SAY_CLIENT_FORM: later("Say what the client is in law: it is open against: {forms}."),
    RouteReason.ACTIVITY: later(
        "Open if your activity is commercial in law: a craft or a liberal activity is not. If in doubt, ask."
    ),
    RouteReason.MIXED_ACT: later(
        "You are no commerçant, the client is one: as a rule you may choose this court. Check with its clerk."
    ),
    RouteReason.IF_NOT_SERIOUS: later(
        "The client contests the debt: open only if the judge does not find that serious."
    ),
    RouteReason.OTHER_CURRENCY: later("Its limit is {limit}: compare your amount in that currency."),
    RouteReason.IF_LOWERED: later("Open if you lower your claim to {limit}: you then give up the rest."),
}


def why(language: Language, reason: WhyNot) -> str:
    """Return the sentence of a reason."""
    return language.gettext(REASONS[reason.reason]).format(
        forms=joined(" · ", (label(language, form) for form in reason.forms)),
        limit=language.money(reason.limit, reason.currency, whole=True) if reason.currency else "",
        day=language.day(reason.day) if reason.day else "",
    )


def route_name(language: Language, found: RouteFound, own_country: str) -> str:
    """Return a route's name, with its country where that is not the person's."""
    name = language.text(found.route.name)
    return name if found.country == own_country else f"{name} ({label(language, found.country)})"


def limited(language: Language, unpaid: UnpaidInvoice, today: date) -> str:
    """Return by when an invoice is to be claimed, or since when it can no longer be; empty while that is far off."""
    if unpaid.law is None or unpaid.limited is None:
        return ""
    return late_sentences.limited(language, unpaid.law, unpaid.limited, today)


def detail(language: Language, name: str, text: str) -> str:
    """Return a detail of a route in a line: `Price: Free`."""
    return language.gettext("{name}: {text}").format(name=name, text=text)


def documents(language: Language, route: Route) -> tuple[str, ...]:
    """Return the documents that a route asks for."""
    return tuple(language.text({language.code: text}) for text in route.documents[language.code])


def details(language: Language, route: Route) -> tuple[tuple[str, str], ...]:
    """Return what a route asks for, costs and rests on, each with its title."""
    to_ask = language.gettext("ask for it")
    known = language.gettext("{day}, {certainty} ({source})").format(
        day=language.day(route.known), certainty=label(language, route.certainty), source=route.source
    )
    law = ((language.gettext("Law"), language.text(route.article)),) if route.article else ()
    return (
        (language.gettext("Documents"), joined(" · ", documents(language, route))),
        (language.gettext("Price"), language.text(route.price) if route.price else to_ask),
        (language.gettext("Delay"), language.text(route.delay) if route.delay else to_ask),
        *law,
        (language.gettext("Looked up"), known),
    )
