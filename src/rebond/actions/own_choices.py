"""The stages of the board and the channels of contacts: a person adds their own, renames and orders all of them."""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from itertools import count

from rebond.actions.action import action
from rebond.actions.records import put, require_there
from rebond.domain.names import cleaned, folded, same
from rebond.domain.problems import Problem, Refused
from rebond.domain.prospecting.kinds import OwnChoice, Stage, StageId
from rebond.domain.rules import problems
from rebond.domain.translatable import later
from rebond.journal.queries.contacts import choices
from rebond.journal.transaction import Transaction
from rebond.language import Language
from rebond.sentences import built_in_name, label


@action("add_choice")
def add_choice(transaction: Transaction, cls: type[OwnChoice], name: str, language: Language, today: dt.date) -> int:
    """Add a stage before "won", or a channel after the last; returns its id.

    :param language: in which the person sees the names of the built-in ones.
    :raises Refused: with a problem under `name`.
    """
    there = choices(transaction, cls)
    name = _free_name(there, name, language)
    transaction.describe(f"add_{cls.kind}", name=name)
    code = _free_code(there, name)
    new = _sound(cls(code=code, name="" if code == name else name), today)
    place = next((place for place, other in enumerate(there) if cls is Stage and other.id == StageId.WON), len(there))
    return _write_in_order(transaction, [*there[:place], new, *there[place:]])[place]


@action("rename_choice", later("Renamed: {before} → {name}"))
def rename_choice(transaction: Transaction, choice: OwnChoice, name: str, language: Language, today: dt.date) -> None:
    """Give a stage or a channel another name; an empty one gives a built-in one the program's name again.

    :raises Refused: with a problem under `name`; when it was deleted in the meantime.
    """
    first = built_in_name(language, choice) or choice.code
    if cleaned(name) or choice.deletable:
        others = [other for other in choices(transaction, type(choice)) if other.id != choice.id]
        name = _free_name(others, name, language)
    else:
        name = first
    transaction.describe(before=label(language, choice), name=name)
    put(transaction, _sound(dataclasses.replace(choice, name="" if name == first else name), today))


@action("move_choice", later("Order changed: {name}"))
def move_choice(transaction: Transaction, choice: OwnChoice, steps: int, language: Language) -> None:
    """Move a stage or a channel by some places among the others, back when `steps` is negative; the ends stop it.

    :raises Refused: when it was deleted in the meantime.
    """
    require_there(transaction, choice)
    transaction.describe(name=label(language, choice))
    order = list(choices(transaction, type(choice)))
    place = next(place for place, other in enumerate(order) if other.id == choice.id)
    order.insert(max(0, place + steps), order.pop(place))
    _write_in_order(transaction, order)


def _write_in_order(transaction: Transaction, order: Sequence[OwnChoice]) -> list[int]:
    """Write the choices with the places at which they stand here; returns their ids."""
    return [
        put(transaction, dataclasses.replace(choice, position=position)) for position, choice in enumerate(order, 1)
    ]


def _free_name(others: Sequence[OwnChoice], name: str, language: Language) -> str:
    """The name as it is stored.

    :raises Refused: when it is empty or another's, be it the one that a renamed built-in choice would have again.
    """
    name = cleaned(name)
    if not folded(name):
        raise Refused(Problem("empty", "name"))
    for other in others:
        if same(name, label(language, other)) or same(name, built_in_name(language, other)):
            raise Refused(Problem(other.declared.unique, "name"))
    return name


def _free_code(others: Sequence[OwnChoice], name: str) -> str:
    """The name, with a number where another choice was given it first and was renamed since, or has it as its code."""
    taken = {folded(other.code) for other in others}
    numbered = (f"{name} {number}" for number in count(2))
    return name if folded(name) not in taken else next(code for code in numbered if folded(code) not in taken)


def _sound(choice: OwnChoice, today: dt.date) -> OwnChoice:
    """The choice, if it breaks no rule.

    :raises Refused: otherwise, with problems under `name`.
    """
    if found := problems(choice, today):
        raise Refused(*(problem.at("name") for problem in found))
    return choice
