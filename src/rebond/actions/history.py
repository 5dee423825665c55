"""Undo, redo, revert and restore with their history sentences, and the names of the next undo and redo."""

from rebond.actions.action import declare_sentence, said
from rebond.domain.problems import declare_problems
from rebond.domain.translatable import later
from rebond.journal import undo as journal_undo
from rebond.journal.journal import Journal
from rebond.journal.undo import redo, restore, revert, undo
from rebond.language import Language

__all__ = ["can_redo", "can_undo", "redo", "redo_name", "restore", "revert", "undo", "undo_name"]

declare_problems({"nothing_to_take_back": later("This has been taken back already.")})
declare_sentence("undo", later("Undone: {what}"))
declare_sentence("redo", later("Done again: {what}"))
declare_sentence("revert", later("Taken back: {what}"))
declare_sentence("restore", later("Brought back: {what}"))


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
