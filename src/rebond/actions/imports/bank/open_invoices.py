"""The invoices as an import leaves them, found by the numbers, clients and amounts that a movement names."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence

from rebond.actions.imports.bank.movements import Movement
from rebond.actions.imports.bank.offer import Share, label, shown
from rebond.actions.imports.bank.texts import telling_of, words_of
from rebond.actions.imports.plan import Plan, by_owner
from rebond.domain.missions.kinds import Client, Invoice, Payment
from rebond.domain.missions.settlement import offsets, rest_of
from rebond.domain.money.kinds import Settings
from rebond.domain.problems import Money, Problem

#: A payment of another invoice of one amount within these days leaves it open which of both a movement is.
_NEARBY = 10
#: The legal forms that banks leave out of a client's name.
_LEGAL_FORMS = {"sas", "sasu", "sarl", "eurl", "sa", "sci", "scop", "snc", "ltd", "inc", "llc", "gmbh", "srl", "sprl"}
#: A number of fewer characters is in too many texts to mean the invoice.
_SHORTEST_NUMBER = 3
_MOST_WORDS_OF_NUMBER = 6


class OpenInvoices:
    """The invoices of the journal as the import leaves them, found by number, client and what is left to pay."""

    def __init__(self, plan: Plan) -> None:
        self.currency = plan.get(Settings, 1).currency
        self.clients = {client.id: client.name for client in plan.rows(Client)}
        self.rows = {invoice.id: invoice for invoice in plan.rows(Invoice)}
        self.payments = by_owner(plan.rows(Payment), "invoice_id")
        offset = offsets(self.rows.values(), self.payments)
        self.rest = {
            row.id: rest
            for row in self.rows.values()
            if not row.cancelled and not row.settled
            and (rest := rest_of(row, self.payments[row.id], offset.get(row.id, ())))
        }  # fmt: skip
        self._by_number: dict[str, list[int]] = defaultdict(list)
        for row in self.rows.values():
            number = "".join(words_of(row.number))
            if len(number) >= (_SHORTEST_NUMBER if number.isdigit() else _SHORTEST_NUMBER - 1):
                self._by_number[number].append(row.id)
        self._by_rest: dict[int, list[int]] = defaultdict(list)
        for row_id, rest in self.rest.items():
            self._by_rest[rest].append(row_id)
        self._names = {row_id: _name_words(name) for row_id, name in self.clients.items()}
        self._paid_on: dict[int, list[dt.date]] = defaultdict(list)
        for payment in (one for payments in self.payments.values() for one in payments):
            self._paid_on[payment.amount].append(payment.date)

    def named(self, words: Sequence[str]) -> list[int]:
        """Return the invoices whose numbers a text holds, however it is spaced; the longest number counts."""
        found = [
            (start, end, ids)
            for start in range(len(words))
            for end in range(start + 1, min(start + _MOST_WORDS_OF_NUMBER, len(words)) + 1)
            if (ids := self._numbered(words[start:end]))
        ]
        longest = [
            (start, end, ids)
            for start, end, ids in found
            if not any(
                other_start <= start and end <= other_end and (other_start, other_end) != (start, end)
                for other_start, other_end, _ids in found
            )
        ]
        in_numbers = {place for start, end, _ids in longest for place in range(start, end)}
        named = [ids for start, end, ids in longest if not _may_be_date(words, start, end, in_numbers)]
        return list(dict.fromkeys(row_id for ids in named for row_id in ids))

    def _numbered(self, words: Sequence[str]) -> list[int]:
        """Return the invoices whose number is written in these words, or in one without anything between them."""
        ids = self._by_number.get("".join(words), [])
        return [row_id for row_id in ids if len(words) == 1 or list(words) == words_of(self.rows[row_id].number)]

    def open_of(self, date: dt.date, ids: Iterable[int]) -> list[int]:
        """Return those of the invoices that a movement of a day can pay, in order of issue."""
        open_ids = [row_id for row_id in ids if row_id in self.rest and self.rows[row_id].issued <= date]
        return sorted(open_ids, key=lambda row_id: (self.rows[row_id].issued, row_id))

    def early(self, date: dt.date, ids: Iterable[int]) -> list[int]:
        """Return those of the invoices that are not paid, and were issued only after a movement's day."""
        return [row_id for row_id in ids if row_id in self.rest and self.rows[row_id].issued > date]

    def before_issued(self, date: dt.date, ids: Iterable[int]) -> list[Problem]:
        """Return what speaks against a movement of a day that comes before the invoices: the first day of theirs."""
        days = [self.rows[row_id].issued for row_id in self.early(date, ids)]
        return [Problem("before_issued", facts={"date": min(days)})] if days else []

    def with_rest(self, date: dt.date, amount: int) -> list[int]:
        return self.open_of(date, self._by_rest[amount])

    def names_client(self, words: Sequence[str], client_id: int) -> bool:
        return client_id in self._named_in(words, [client_id])

    def may_name_client(self, words: Sequence[str], client_id: int) -> bool:
        """Whether a text has a telling word of a client's name, as banks that cut it write it."""
        return bool(telling_of(words) & telling_of(self._names[client_id].split()))

    def named_clients(self, words: Sequence[str]) -> set[int]:
        return self._named_in(words, self._names)

    def _named_in(self, words: Sequence[str], client_ids: Iterable[int]) -> set[int]:
        text = f" {' '.join(words)} "
        return {row_id for row_id in client_ids if (name := self._names[row_id]) and f" {name} " in text}

    def paid_nearby(self, amount: int, date: dt.date) -> bool:
        """Whether another invoice was paid with this amount near that day."""
        return any(abs((paid - date).days) <= _NEARBY for paid in self._paid_on[amount])

    def doubts(self, movement: Movement) -> list[Problem]:
        """Return the doubts whether a movement is one that is known already."""
        found = []
        if noted := movement.noted:
            number = shown(self.share(noted.invoice_id, noted.amount))
            found.append(Problem("may_be_noted", facts={"number": number, "date": noted.date}))
        if like := movement.like:
            found.append(Problem("may_be_movement", facts={"label": label(like.transaction), "date": like.date}))
        return found

    def share(self, row_id: int, amount: int) -> Share:
        row = self.rows[row_id]
        return Share(row_id, row.number, self.clients[row.client_id], amount)

    def money(self, cents: int) -> Money:
        return Money(cents, self.currency)


def _may_be_date(words: Sequence[str], start: int, end: int, in_numbers: set[int]) -> bool:
    """Whether a number of digits alone is a part of a longer row of figures, such as 2026-11 in 2026-11-05."""
    if not all(word.isdigit() for word in words[start:end]):
        return False
    beside = (place for place in (start - 1, end) if 0 <= place < len(words) and place not in in_numbers)
    return any(words[place].isdigit() for place in beside)


def _name_words(name: str) -> str:
    """Return the words of a client's name that banks write; empty when too short to mean the client."""
    words = words_of(name)
    while len(words) > 1 and words[-1] in _LEGAL_FORMS:
        words.pop()
    joined = " ".join(words)
    return joined if len(joined) >= _SHORTEST_NUMBER else ""
