"""Actions on a row of any kind: saving and deleting it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from rebond.actions.action import action, added_or_edited
from rebond.domain.kinds import Entity
from rebond.domain.names import same
from rebond.domain.problems import Problem, Refused, declare_problems
from rebond.domain.registry import BY_NAME
from rebond.domain.rules import require
from rebond.domain.translatable import later
from rebond.journal.transaction import Transaction

E = TypeVar("E", bound=Entity)

declare_problems({
    "built_in": later("This one belongs to the program. It can be renamed, and not deleted."),
})  # fmt: skip


@action("save")
def save(transaction: Transaction, row: Entity, today: date) -> int:
    """Add a row (with an id of 0) or edit it; returns its id.

    :raises Refused: when it breaks a rule, its key is taken, or it was deleted in the meantime.
    """
    require(row, today)
    transaction.describe(added_or_edited(row), name=named(transaction, row))
    return put(transaction, row)


@action("delete")
def delete(transaction: Transaction, row: Entity) -> None:
    """Delete a row and all it owns, and set other references to it to null.

    :raises Refused: when it was deleted in the meantime, is built in, or other rows require it.
    """
    if not row.deletable:
        raise Refused(Problem("built_in"))
    transaction.describe(f"delete_{row.kind}", name=named(transaction, row))
    require_there(transaction, row)
    transaction.delete(type(row), row.id)


def put(transaction: Transaction, row: Entity) -> int:
    """Insert a row or update it; returns its id.

    :raises Refused: when it was deleted in the meantime, or another row has its name.
    """
    _require_own_name(transaction, row)
    if not row.id:
        return transaction.insert(row)
    require_there(transaction, row)
    transaction.update(row)
    return row.id


def put_parts(transaction: Transaction, cls: type[E], owner: str, owner_id: int, parts: Sequence[E]) -> None:
    """Write the parts of a row, of which they hold the id in the field `owner`; parts left out are deleted.

    :raises Refused: when a part was deleted in the meantime.
    """
    kept = {part.id for part in parts}
    for old in transaction.matching(cls, **{owner: owner_id}):
        if old.id not in kept:
            transaction.delete(cls, old.id)
    for part in parts:
        put(transaction, replace(part, **{owner: owner_id}))


def _require_own_name(transaction: Transaction, row: Entity) -> None:
    """Refuse a name that is the same to a person as that of another row, where names are unique."""
    declared = row.declared
    names = [name for name in declared.key if declared.field(name).type is str]
    if not declared.unique or not names:
        return
    within = {name: getattr(row, name) for name in declared.key if name not in names}
    for other in transaction.matching(type(row), **within):
        if other.id != row.id and all(same(getattr(other, name), getattr(row, name)) for name in names):
            raise Refused(Problem(declared.unique, names[-1]))


def require_there(transaction: Transaction, row: Entity) -> None:
    """:raises Refused: when the row was deleted in the meantime."""
    if transaction.get(type(row), row.id) is None:
        raise Refused(Problem("gone"))


def named(transaction: Transaction, row: Entity) -> str:
    """Return the name of a row, or else of its owner: for an invoice without number, the client's."""
    if name := name_of(row):
        return name
    owner = row.declared.owner
    if owner is None or owner.ref is None:
        return ""
    owning_row = transaction.get(BY_NAME[owner.ref.kind], getattr(row, owner.name))
    return named(transaction, owning_row) if owning_row else ""


def name_of(row: Entity) -> str:
    """Return a row's name, or the beginning of its text if its kind has no names."""
    for field in row.declared.names or row.declared.texts:
        if text := str(getattr(row, field)).strip():
            first_line = text.splitlines()[0]
            return first_line if len(first_line) <= 60 else first_line[:59] + "…"
    return ""
