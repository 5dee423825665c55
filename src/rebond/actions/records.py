"""Adding, editing and deleting any row that a form shows."""

from datetime import date

from rebond.domain.entities import BY_KIND, Entity
from rebond.domain.fields import fields_of
from rebond.domain.problems import Problem, Refused
from rebond.domain.rules import require
from rebond.journal.file import Journal
from rebond.journal.history import Change
from rebond.journal.writing import Writing


def save(journal: Journal, row: Entity, today: date) -> Change | None:
    """Add the row (its id is 0) or write its new values; None when nothing is new.

    :raises Refused: when the row breaks a rule, its name is taken, or it was deleted in the meantime.
    """
    require(row, today)
    with journal.change(f"edit_{row.kind}" if row.id else f"add_{row.kind}") as change:
        change.facts["name"] = named(change, row)
        put(change, row)
    return change.done


def delete(journal: Journal, row: Entity) -> Change | None:
    """Delete the row and all that it owns; what only refers to it is kept, and refers to nothing.

    :raises Refused: when it was deleted in the meantime.
    """
    with journal.change(f"delete_{row.kind}") as change:
        change.facts["name"] = named(change, row)
        require_there(change, row)
        change.delete(type(row), row.id)
    return change.done


def put(change: Writing, row: Entity) -> int:
    """Insert the row or update it, within a change; returns its id.

    :raises Refused: when it was deleted in the meantime.
    """
    if not row.id:
        return change.insert(row)
    require_there(change, row)
    change.update(row)
    return row.id


def require_there(change: Writing, row: Entity) -> None:
    """Raise :class:`Refused` when the row was deleted since it was shown."""
    if change.get(type(row), row.id) is None:
        raise Refused(Problem("gone"))


def named(change: Writing, row: Entity) -> str:
    """What a person calls the row, or else the thing that it belongs to: an invoice without number, its client."""
    if name := name_of(row):
        return name
    for field in fields_of(type(row)):
        if field.ref and field.ref.owned:
            owner = change.get(BY_KIND[field.ref.kind], getattr(row, field.name))
            return named(change, owner) if owner else ""
    return ""


def name_of(row: Entity) -> str:
    """What a person calls the row: its name, number, label or first words."""
    for field in ("name", "number", "label", "text"):
        if text := str(getattr(row, field, "")).strip():
            first_line = text.splitlines()[0]
            return first_line if len(first_line) <= 60 else first_line[:59] + "…"
    return ""
