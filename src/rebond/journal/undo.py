"""Taking changes back and doing them again, at any time and after any restart.

An undo is itself a change, written at the end of the history like any other. Each change knows what undo and redo
would do after it, so neither has to search.
"""

from collections.abc import Iterable
from itertools import groupby

from rebond.domain.problems import Problem, Refused, declare_problems
from rebond.domain.translatable import later
from rebond.journal import history
from rebond.journal.errors import refusals
from rebond.journal.history import Change, RowChange
from rebond.journal.journal import Journal
from rebond.journal.transaction import Transaction

declare_problems({
    "erased_for_good": later("This was erased for good, on demand. It cannot be taken back or brought back."),
    "of_another_version": later("Another version of the program wrote this, and this one does not know all of it."),
})  # fmt: skip


def undo(journal: Journal) -> Change | None:
    """Take back the last change that was not taken back yet; None when there is none."""
    with journal.transaction("undo") as transaction:
        here = history.head(transaction)
        target = here.undo_next and history.change(transaction, here.undo_next)
        if not target:
            return None
        _require_readable(target)
        transaction.facts |= _named(target)
        _reverse(transaction, target.rows)
        before = history.head_at(transaction, target.seq - 1)
        transaction.steps = lambda seq: (before.undo_next, seq)
    return transaction.done


def redo(journal: Journal) -> Change | None:
    """Do again what was undone last; None when nothing was, or something was done since."""
    with journal.transaction("redo") as transaction:
        here = history.head(transaction)
        target = here.redo_next and history.change(transaction, here.redo_next)
        if not target:
            return None
        _require_readable(target)
        transaction.facts |= target.facts
        _reverse(transaction, target.rows)
        before = history.head_at(transaction, target.seq - 1)
        transaction.steps = lambda seq: (seq, before.redo_next)
    return transaction.done


def revert(journal: Journal, seq: int) -> Change | None:
    """Take back one change, of any age, as a change of its own: an import, say.

    :raises Refused: `changed_since` when something it wrote is not as it left it, or is referred to by now.
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
            with refusals(journal.path):
                _reverse(transaction, target.rows)
        except Refused as refused:
            raise Refused(Problem("changed_since", facts={"count": 1})) from refused
    return transaction.done


def restore(journal: Journal, seq: int) -> Change | None:
    """Bring back what the change `seq` deleted and is still gone, and the references that it cut.

    :raises Refused: when its place is taken or what it belongs to is gone too.
    """
    with journal.transaction("restore") as transaction:
        target = history.change(transaction, seq)
        if target is None:
            raise KeyError(seq)
        _require_readable(target)
        transaction.facts |= _named(target)
        back = [
            row
            for row in target.rows
            if row.before is not None and transaction.stored_row(row.kind, row.id) == row.after
        ]
        _reverse(transaction, back)
    return transaction.done


def _named(target: Change) -> dict[str, object]:
    """What a sentence about the taking back of a change needs: which one, and what that one's own sentence needs."""
    return {"seq": target.seq, "action": target.action, "facts": dict(target.facts)}


def _require_readable(target: Change) -> None:
    """:raises Refused: erased_for_good, or of_another_version when this version does not know the rows."""
    if target.action == history.ERASE or target.erased or any(row.erased for row in target.rows):
        raise Refused(Problem("erased_for_good"))
    if not target.readable:
        raise Refused(Problem("of_another_version"))


def _reverse(transaction: Transaction, rows: Iterable[RowChange]) -> None:
    """Write the opposite of each, the last first; runs of the same kind together, for the sake of large imports."""
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
    """The change that :func:`undo` would take back now, without its rows."""
    with journal.read() as reader:
        here = history.head(reader)
        return history.heading(reader, here.undo_next) if here.undo_next else None


def next_redo(journal: Journal) -> Change | None:
    """The undo that :func:`redo` would take back now, without its rows."""
    with journal.read() as reader:
        here = history.head(reader)
        return history.heading(reader, here.redo_next) if here.redo_next else None
