"""The late invoices that a talk is about, as facts: each with its rest, their sum, and how many more there are."""

from collections.abc import Iterator
from datetime import date

from rebond.domain.kinds import Entity
from rebond.domain.missions.kinds import Client, Invoice
from rebond.domain.problems import Money
from rebond.domain.talks.kinds import Talk
from rebond.domain.translatable import later, later_n
from rebond.domain.value_classes import dataclass
from rebond.journal.queries.settings import load_settings
from rebond.journal.queries.talks import late_invoices
from rebond.journal.reader import Reader
from rebond.letters.fact_values import Phrase

#: Late invoices, each with its rest in cents.
Owed = tuple[tuple[Invoice, int], ...]
#: How many facts of one sort are shown at most.
MOST = 5
#: How many invoices are late.
LATE_ONES = later_n("{count} overdue invoice", "{count} overdue invoices")
_INVOICE = later_n(
    "Invoice {number}: {amount} left to pay, due on {day}, {count} day late",
    "Invoice {number}: {amount} left to pay, due on {day}, {count} days late",
)
_SUM = later("{invoices}: {amount} left to pay in all, the oldest due on {day}")
_MORE_INVOICES = later_n(
    "And {count} more overdue invoice: {amount} left to pay",
    "And {count} more overdue invoices: {amount} left to pay in all",
)


@dataclass(frozen=True, slots=True)
class TalkFact:
    """A fact of the journal in words to come, and the entry that it is read from."""

    said: Phrase
    row: Entity


def late_of_talk(reader: Reader, talk: Talk, today: date) -> Owed:
    """Return the late invoices of the client, each with its rest in cents: that of the talk first, then by due date."""
    late = late_invoices(reader, talk.client_id, today)
    return tuple(sorted(late, key=lambda owed: (owed[0].id != talk.invoice_id, owed[0].due, owed[0].id)))


def meant(late: Owed, talk: Talk) -> Owed:
    """Return the late invoices that a talk is about: the one chosen while it is late, else all."""
    return tuple(owed for owed in late if owed[0].id == talk.invoice_id) or late


def sum_of(owed: Owed, currency: str) -> Money:
    return Money(sum(rest for _invoice, rest in owed), currency)


def late_facts(reader: Reader, talk: Talk, today: date) -> Iterator[TalkFact]:
    """Yield the late invoices: their sum first where the talk is about several, and how many more there are last."""
    late, currency = late_of_talk(reader, talk, today), load_settings(reader).currency
    client = reader.get(Client, talk.client_id)
    about, more = meant(late, talk), late[MOST:]
    if client and len(about) > 1:
        facts = {
            "invoices": Phrase(LATE_ONES, {"count": len(about)}), "amount": sum_of(about, currency),
            "day": min(invoice.due for invoice, _rest in about),
        }  # fmt: skip
        yield TalkFact(Phrase(_SUM, facts), client)
    for invoice, rest in late[:MOST]:
        yield _owed(invoice, rest, currency, today)
    if client and more:
        facts = {"count": len(more), "amount": sum_of(more, currency), "clause": "more"}
        yield TalkFact(Phrase(_MORE_INVOICES, facts), client)


def _owed(invoice: Invoice, rest: int, currency: str, today: date) -> TalkFact:
    facts = {
        "number": invoice.number or "–", "amount": Money(rest, currency), "day": invoice.due,
        "count": (today - invoice.due).days,
    }  # fmt: skip
    return TalkFact(Phrase(_INVOICE, facts), invoice)
