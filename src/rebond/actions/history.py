"""Undo, redo, revert and restore with their history sentences, and the names of the next undo and redo."""

from rebond.actions.action import declare_sentence, said
from rebond.actions.invoices import settle
from rebond.domain.missions.kinds import Invoice, Payment
from rebond.domain.problems import declare_problems
from rebond.domain.translatable import later
from rebond.journal import undo as journal_undo
from rebond.journal.history import Change
from rebond.journal.journal import Journal
from rebond.journal.transaction import Transaction
from rebond.journal.undo import redo, undo
from rebond.language import Language

__all__ = ["can_redo", "can_undo", "redo", "redo_name", "restore", "revert", "undo", "undo_name"]

declare_problems({"nothing_to_take_back": later("This has been taken back already.")})
declare_sentence("undo", later("Undone: {what}"))
declare_sentence("redo", later("Done again: {what}"))
declare_sentence("revert", later("Taken back: {what}"))
declare_sentence("restore", later("Brought back: {what}"))


def revert(journal: Journal, seq: int) -> Change | None:
    """Take back one change of any age, and recompute the days on which its invoices were settled.

    :raises Refused: as the journal's `revert` does.
    """
    return journal_undo.revert(journal, seq, _settle_again)


def restore(journal: Journal, seq: int) -> Change | None:
    """Restore what a change deleted, and recompute the days on which its invoices were settled.

    :raises Refused: as the journal's `restore` does, or when an invoice was paid otherwise in the meantime.
    """
    return journal_undo.restore(journal, seq, _settle_again)


def _settle_again(transaction: Transaction, change: Change) -> None:
    """Settle the invoices of a change anew: payments and credit notes noted since then count as well."""
    entities = (row.was or row.became for row in change.rows if row.kind in (Invoice.kind, Payment.kind))
    invoice_ids = {row.invoice_id if isinstance(row, Payment) else row.id for row in entities if row}
    settle(transaction, sorted(invoice_ids))


def can_undo(journal: Journal) -> bool:
    """Whether there is anything that undo would take back."""
    return bool(journal.head.undo_next)


def can_redo(journal: Journal) -> bool:
    """Whether there is anything that redo would do again."""
    return bool(journal.head.redo_next)


def undo_name(language: Language, journal: Journal) -> str:
    """Return the sentence of the change that undo would take back; empty when there is none."""
    change = journal_undo.next_undo(journal)
    if change and change.action == "redo":  # what was done again, rather than that it was
        return said(language, change.facts["action"], change.facts["facts"])
    return said(language, change.action, change.facts) if change else ""


def redo_name(language: Language, journal: Journal) -> str:
    """Return the sentence of the change that redo would do again; empty when there is none."""
    change = journal_undo.next_redo(journal)
    return said(language, change.facts["action"], change.facts["facts"]) if change else ""
