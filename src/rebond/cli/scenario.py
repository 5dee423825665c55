"""Parsing of the scenario from the options of `rebond runway`."""

from collections.abc import Iterable
from datetime import date

from rebond.cli.arguments import Parsed
from rebond.cli.usage import UsageError
from rebond.cli.values import day
from rebond.domain.missions.kinds import Client
from rebond.domain.money.scenario import Departure, Income, Scenario
from rebond.domain.names import folded
from rebond.domain.translatable import later
from rebond.language import Language

_TOLD = "told="
_NO_NOTICE = "no-notice"
_PAYS_NOTHING = "pays-nothing"


def scenario(parsed: Parsed, clients: Iterable[Client], today: date) -> Scenario:
    """Return the scenario of the options.

    :raises UsageError: for an unknown client, an invalid day, or a client named twice.
    """
    clients = tuple(clients)
    known = {folded(client.name): client for client in reversed(clients)}
    known |= {client.name: client for client in reversed(clients)}
    leaving = tuple(_departure(parsed.language, text, known, today) for text in parsed.leaves)
    if len({departure.client_id for departure in leaving}) < len(leaving):
        raise UsageError(later("--leaves names a client twice."))
    return Scenario(
        leaving=leaving,
        income=Income.NONE if parsed.no_income else Income.ALL,
        essentials_only=parsed.essentials,
    )


def _departure(language: Language, text: str, known: dict[str, Client], today: date) -> Departure:
    """Parse one departure, from its end since a name may contain commas."""
    name, told, notice, pays = text, today, True, True
    while (client := _named(name, known)) is None:
        name, comma, detail = name.rpartition(",")
        detail = detail.strip()
        if comma and detail.startswith(_TOLD):
            told = day(language, detail.removeprefix(_TOLD), "leaves", today)
        elif comma and detail == _NO_NOTICE:
            notice = False
        elif comma and detail == _PAYS_NOTHING:
            pays = False
        else:
            rest = f"{name}{comma}{detail}"
            raise _unknown(rest, bool(comma), known)
        name = name.strip()
    return Departure(client.id, told, notice, pays)


def _named(name: str, known: dict[str, Client]) -> Client | None:
    """Return the client of exactly that name, or else of the same folded name."""
    return known.get(name) or known.get(folded(name))


def _unknown(text: str, has_comma: bool, known: dict[str, Client]) -> UsageError:
    name, _comma, said = text.rpartition(",")
    if has_comma and _named(name.strip(), known):
        why = later("--leaves: “{said}” is not understood. After the client come told=DATE, no-notice, pays-nothing.")
        return UsageError(why, said=said.strip())
    names = ", ".join(sorted({client.name for client in known.values()}))
    if not names:
        return UsageError(later("--leaves: there are no clients in this journal."))
    return UsageError(later("--leaves: there is no client “{name}”. There are: {names}."), name=text, names=names)
