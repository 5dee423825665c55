"""Undo, redo, reverting a single change, and restoring deleted rows, all by the history.

Each is itself a change, appended to the history like any other, so it survives a restart. Each change stores what undo
and redo would take back after it, so neither has to search.
"""

from collections.abc import Callable, Iterable
from itertools import groupby

from rebond.domain.problems import Problem, Refused, declare_problems
from rebond.domain.translatable import later
from rebond.journal import history
from rebond.journal.history import Change, RowChange
from rebond.journal.journal import Journal
from rebond.journal.refusing import refusals
from rebond.journal.transaction import Transaction

declare_problems({
    "erased_for_good": later("This was erased for good, on demand. It cannot be taken back or brought back."),
    "of_another_version": later("Another version of the program wrote this, and this one does not know all of it."),
})  # fmt: skip


def undo(journal: Journal) -> Change | None:
    """Take back the last change not yet taken back; None when there is none."""
    with journal.transaction("undo") as transaction:
        head = history.head(transaction)
        target = head.undo_next and history.change(transaction, head.undo_next)
        if not target:
            return None
        _require_readable(target)
        transaction.facts |= _named(target)
        _reverse(transaction, target.rows)
        before = history.head_at(transaction, target.seq - 1)
        transaction.steps = lambda seq: (before.undo_next, seq)
    return transaction.done


def redo(journal: Journal) -> Change | None:
    """Reverse the last undo; None when there is none, or another change was made since."""
    with journal.transaction("redo") as transaction:
        head = history.head(transaction)
        target = head.redo_next and history.change(transaction, head.redo_next)
        if not target:
            return None
        _require_readable(target)
        transaction.facts |= target.facts
        _reverse(transaction, target.rows)
        before = history.head_at(transaction, target.seq - 1)
        transaction.steps = lambda seq: (seq, before.redo_next)
    return transaction.done


#: Called at the end of taking a change of any age back, with that change: brings up to date what rows written since
#: then make of it.
Follow = Callable[[Transaction, Change], None]


def _nothing(_transaction: Transaction, _change: Change) -> None:
    pass


def revert(journal: Journal, seq: int, follow: Follow = _nothing) -> Change | None:
    """Take back one change of any age, an import for example.

    :raises KeyError: when there is no such change.
    :raises Refused: `changed_since` when one of its rows was changed or referred to since.
    """
    with journal.transaction("revert") as transaction:
        target = history.change(transaction, seq)
        if target is None:
            raise KeyError(seq)
        _require_readable(target)
        transaction.facts |= _named(target)
        ends: dict[tuple[str, int], RowChange] = {(row.kind, row.id): row for row in target.rows}
        touched = [row for row in ends.values() if transaction.stored_row(row.kind, row.id) != row.after]
        if touched:
            raise Refused(Problem("changed_since", facts={"count": len(touched)}))
        try:
            with refusals(journal.path, writing=True):
                _reverse(transaction, target.rows)
                follow(transaction, target)
        except Refused as refused:
            raise Refused(Problem("changed_since", facts={"count": 1})) from refused
    return transaction.done


def restore(journal: Journal, seq: int, follow: Follow = _nothing) -> Change | None:
    """Restore the rows that the change `seq` deleted and that are still deleted, and the references it set to null.

    :raises KeyError: when there is no such change.
    :raises Refused: when another row has the same key by now, or the owner is deleted too.
    """
    with journal.transaction("restore") as transaction:
        target = history.change(transaction, seq)
        if target is None:
            raise KeyError(seq)
        _require_readable(target)
        transaction.facts |= _named(target)
        deleted = [
            row
            for row in target.rows
            if row.before is not None and transaction.stored_row(row.kind, row.id) == row.after
        ]
        _reverse(transaction, deleted)
        follow(transaction, target)
    return transaction.done


def _named(target: Change) -> dict[str, object]:
    """Return the facts for a sentence about taking a change back: its number, action and own facts."""
    return {"seq": target.seq, "action": target.action, "facts": dict(target.facts)}


def _require_readable(target: Change) -> None:
    """:raises Refused: erased_for_good, or of_another_version when this version cannot read the rows."""
    if target.action == history.ERASE or target.erased or any(row.erased for row in target.rows):
        raise Refused(Problem("erased_for_good"))
    if not target.readable:
        raise Refused(Problem("of_another_version"))


def _reverse(transaction: Transaction, rows: Iterable[RowChange]) -> None:
    """Write the reverse of each row change, the last first; in batches by kind, which is faster for large imports."""
    for (kind, deletion, insertion), run in groupby(
        reversed(tuple(rows)), lambda row: (row.kind, row.before is None, row.after is None)
    ):
        if deletion:
            transaction.remove(kind, [row.after for row in run if row.after is not None])
        elif insertion:
            transaction.put(kind, [row.before for row in run if row.before is not None])
        else:
            for row in run:
                if row.before is not None and row.after is not None:
                    transaction.replace(kind, row.after, row.before)


def next_undo(journal: Journal) -> Change | None:
    """Return the change that :func:`undo` would take back now, without its rows."""
    with journal.read() as reader:
        here = history.head(reader)
        return history.heading(reader, here.undo_next) if here.undo_next else None


def next_redo(journal: Journal) -> Change | None:
    """Return the undo that :func:`redo` would reverse now, without its rows."""
    with journal.read() as reader:
        here = history.head(reader)
        return history.heading(reader, here.redo_next) if here.redo_next else None
