"""People of an address book as contacts."""

import dataclasses
import datetime as dt
from collections.abc import Iterable

from rebond.actions.imports.names import folded
from rebond.actions.imports.plan import Plan
from rebond.domain.problems import Problem
from rebond.domain.prospecting.kinds import Contact
from rebond.domain.rules import problems
from rebond.exchange.vcard import PersonCard


def join_cards(plan: Plan, cards: Iterable[PersonCard], today: dt.date) -> tuple[int, list[Problem]]:
    """Plan a contact for every card whose person is not there; how many were, and the problems by line.

    One is there already when the name is and nothing contradicts it: the same e-mail address, or where one of the
    two has none, the same organisation. Someone else of that name is told apart by organisation or address.
    """
    found: list[Problem] = []
    there = 0
    taken = {folded(contact.name): contact for contact in plan.rows(Contact)}
    for card in cards:
        contact = Contact(
            name=card.name,
            organisation="" if card.organisation == card.name else card.organisation,
            email=card.email,
            phone=card.phone,
            note=card.note,
        )
        for name in (card.name, *(f"{card.name} ({mark})" for mark in (card.organisation, card.email) if mark)):
            same = taken.get(folded(name))
            if same is None or _one_person(same, contact):
                break
        if same is not None:
            if _one_person(same, contact):
                there += 1
            else:
                found.append(Problem("contact_name_taken", "name", {"name": card.name}, card.line))
            continue
        contact = dataclasses.replace(contact, name=name)
        if wrong := problems(contact, today):
            found += [dataclasses.replace(problem, line=card.line) for problem in wrong]
            continue
        taken[folded(name)] = plan.add(contact)
    return there, found


def _one_person(here: Contact, card: Contact) -> bool:
    if here.email and card.email:
        return here.email.casefold() == card.email.casefold()
    if here.organisation and card.organisation:
        return here.organisation.casefold() == card.organisation.casefold()
    return True
