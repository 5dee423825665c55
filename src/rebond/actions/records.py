"""Adding, editing and deleting any row that a form shows."""

from datetime import date

from rebond.domain.entities import Entity
from rebond.domain.rules import require
from rebond.journal.file import Journal
from rebond.journal.history import Change
from rebond.journal.writing import Writing


def save(journal: Journal, row: Entity, today: date) -> Change | None:
    """Add the row (its id is 0) or write its new values; None when nothing is new.

    :raises Refused: when the row breaks a rule, or its name is taken.
    """
    require(row, today)
    action = f"edit_{row.kind}" if row.id else f"add_{row.kind}"
    with journal.change(action, {"name": name_of(row)}) as change:
        put(change, row)
    return change.done


def delete(journal: Journal, row: Entity) -> Change | None:
    """Delete the row and all that it owns; what only refers to it is kept, and refers to nothing."""
    with journal.change(f"delete_{row.kind}", {"name": name_of(row)}) as change:
        change.delete(type(row), row.id)
    return change.done


def put(change: Writing, row: Entity) -> int:
    """Insert the row or update it, within a change; returns its id."""
    if not row.id:
        return change.insert(row)
    change.update(row)
    return row.id


def name_of(row: Entity) -> str:
    """What a person calls the row: its name, number, label or first words."""
    for field in ("name", "number", "label", "text"):
        if text := str(getattr(row, field, "")).strip():
            first_line = text.splitlines()[0]
            return first_line if len(first_line) <= 60 else first_line[:59] + "…"
    return ""
