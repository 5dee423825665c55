"""Import of an address book's cards as contacts: a person on several cards becomes one contact."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from rebond.actions.imports.plan import Plan
from rebond.domain.names import cleaned, folded
from rebond.domain.problems import Problem, declare_problems
from rebond.domain.prospecting.kinds import Contact
from rebond.domain.rules import problems
from rebond.domain.translatable import later
from rebond.exchange.vcard import PersonCard
from rebond.progress import Progress

declare_problems({
    "card_joined": later(
        "“{name}” is the same person as “{contact}”: what this card adds was put with that contact, "
        "and what differs into its note."
    ),
    "card_same_address": later("“{name}” has the same address as “{contact}”: they are two contacts."),
    "card_namesake": later("There is another “{name}”, whose details differ: they are two contacts."),
})  # fmt: skip

_SHORTEST_NUMBER = 6
_NUMBER = re.compile(r"[+0-9][0-9 ()./-]*")
#: Up to this many cards, each name is looked up by itself.
_FEW = 200


def plan_cards(
    plan: Plan, cards: Sequence[PersonCard], today: dt.date, progress: Progress
) -> tuple[int, list[Problem], list[Problem]]:
    """Plan a contact for every card of a new person, and complete those that are there.

    Returns the number of cards that add nothing, and problems and notes by line.
    """
    book = _Book(plan, today)
    if len(cards) > _FEW:
        book.read_all()
    for done, card in enumerate(cards):
        progress(done, len(cards))
        book.add(card)
    return book.present, book.problems, book.notes


@dataclass(slots=True)
class _Book:
    """The contacts as they will be, found by name, and those of this import also by address and number."""

    plan: Plan
    today: dt.date
    present: int = 0
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    _ids: dict[str, list[int]] | None = None
    _by_detail: dict[str, int] = field(default_factory=dict)
    _touched: dict[int, Contact] = field(default_factory=dict)

    def read_all(self) -> None:
        """Read every contact, which is faster than many lookups."""
        self._ids = defaultdict(list)
        for row in self.plan.rows(Contact):
            self._ids[folded(row.name)].append(row.id)

    def add(self, card: PersonCard) -> None:
        contact = Contact(
            name=cleaned(card.name),
            organisation="" if card.organisation == card.name else card.organisation,
            email=card.email,
            phone=card.phone,
            note="\n".join(filter(None, (card.note, *card.more))),
        )
        namesakes = self._named(contact.name)
        known = _closest(namesakes, contact) or self._with_its_details(contact)
        planned = contact if known is None else _joined(known, contact)
        if wrong := problems(planned, self.today):
            self.problems += [replace(problem, line=card.line) for problem in wrong]
        elif known is None:
            if namesakes:
                self._note("card_namesake", card, name=contact.name)
            elif (other := self._by_detail.get(folded(contact.email))) is not None:
                self._note("card_same_address", card, name=contact.name, contact=self._touched[other].name)
            self._keep(self.plan.add(contact))
        elif planned == known:
            self.present += 1
            self._keep(known)
        else:
            self.plan.change(planned)
            self._note("card_joined", card, name=contact.name, contact=planned.name)
            self._keep(planned)

    def _note(self, code: str, card: PersonCard, **facts: str) -> None:
        self.notes.append(Problem(code, "", facts, card.line))

    def _named(self, name: str) -> list[Contact]:
        if self._ids is None:
            return self.plan.named(Contact, name)
        return [self.plan.get(Contact, row_id) for row_id in self._ids.get(folded(name), ())]

    def _with_its_details(self, contact: Contact) -> Contact | None:
        """Return the contact of this import that has an address or number of this one, and a name like it."""
        found = (self._by_detail.get(detail) for detail in _details(contact))
        same = (self._touched[row_id] for row_id in found if row_id is not None)
        return next((one for one in same if _alike(one, contact)), None)

    def _keep(self, contact: Contact) -> None:
        self._touched[contact.id] = contact
        for detail in _details(contact):
            self._by_detail.setdefault(detail, contact.id)
        if self._ids is not None and contact.id not in self._ids[folded(contact.name)]:
            self._ids[folded(contact.name)].append(contact.id)


def _closest(namesakes: Sequence[Contact], card: Contact) -> Contact | None:
    """Return the namesake that shares a detail with the card, or else one that nothing tells apart from it."""
    alike = [(_likeness(one, card), one) for one in namesakes]
    best = max(alike, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] else None


def _likeness(existing: Contact, card: Contact) -> int:
    """Return 2 if two namesakes share a detail, 1 if they have none in common to compare, 0 if they are two people."""
    if set(_details(existing)) & set(_details(card)):
        return 2
    for one, other in (
        (existing.email, card.email),
        (existing.organisation, card.organisation),
        (_digits(existing.phone), _digits(card.phone)),
    ):
        if one and other:
            return 2 if folded(one) == folded(other) else 0
    return 1


def _joined(known: Contact, card: Contact) -> Contact:
    """Return a contact with what the card adds; what differs from it is put into its note, so that nothing is lost."""
    longer_name = known.id < 0 and (_is_nameless(known) or len(card.name) > len(known.name))
    name = card.name if longer_name and not _is_nameless(card) else known.name
    there = {folded(line) for line in known.note.splitlines()} | set(_details(known))
    there |= {folded(text) for text in (name, known.organisation, card.name)}
    kept = replace(
        known,
        name=name,
        organisation=known.organisation or card.organisation,
        email=known.email or card.email,
        phone=known.phone or card.phone,
    )
    there |= {folded(kept.organisation), folded(kept.phone), *_details(kept)}
    more = [
        text
        for text in (card.organisation, card.email, card.phone, *card.note.splitlines())
        if text and folded(text) not in there and (_detail(text) or folded(text)) not in there
    ]
    return replace(kept, note="\n".join(filter(None, (known.note, *dict.fromkeys(more)))))


def _alike(one: Contact, other: Contact) -> bool:
    """Whether two names may be one person's: each word of the shorter is in the longer, or is an initial there."""
    if _is_nameless(one) or _is_nameless(other):
        return True
    fewer, more = sorted((_words(one.name), _words(other.name)), key=len)
    return all(any(word in (long, long[:1]) or long == word[:1] for long in more) for word in fewer)


def _is_nameless(contact: Contact) -> bool:
    """Whether a contact goes by its address or number."""
    return contact.name in {contact.email, contact.phone}


def _words(name: str) -> list[str]:
    return re.findall(r"\w+", folded(name))


def _details(contact: Contact) -> list[str]:
    """Return the addresses and numbers of a contact, also those in its note, in a form to compare."""
    texts = (contact.email, contact.phone, *contact.note.splitlines())
    return [detail for text in texts if (detail := _detail(text))]


def _detail(text: str) -> str:
    plain = text.strip()
    if "@" in plain and " " not in plain:
        return folded(plain)
    return _digits(plain) if _NUMBER.fullmatch(plain) else ""


def _digits(phone: str) -> str:
    """Return the last nine digits of a telephone number, without its country prefix; empty if it is too short."""
    digits = "".join(character for character in phone if character.isdigit())
    return digits[-9:] if len(digits) >= _SHORTEST_NUMBER else ""
