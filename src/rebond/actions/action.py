"""Declaration of actions, run as a transaction or inside that of another action, and their history sentences."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

from rebond.domain.kinds import Entity
from rebond.domain.registry import BY_NAME
from rebond.domain.translatable import later
from rebond.journal.history import Change
from rebond.journal.journal import Journal
from rebond.journal.transaction import Transaction
from rebond.language import Language

P = ParamSpec("P")
R = TypeVar("R")

#: The history's sentence for each action, by its code; facts such as `{name}` are filled in. Empty for an action whose
#: body sets another code.
SENTENCES: dict[str, str] = {"create": later("Journal created")}
#: The modules that declare actions, imported when the history names an unknown one.
MODULES = (
    "accounts", "agreements", "amendments", "attachments", "charges", "contacts", "erasing", "history", "imports",
    "invoices", "journals", "ladders", "letter_writing", "missions", "own_choices", "requests", "set_up", "signs",
    "talks", "tasks", "worked_days",
)  # fmt: skip
#: The attribute of a kind's words for the sentence about adding, changing and deleting a row.
_WORDS_OF_VERB = {"add": "added", "edit": "changed", "delete": "deleted"}


class Action(Generic[P, R]):
    """An action. Its body takes an open transaction, so that one action can run inside another."""

    def __init__(self, code: str, body: Callable[Concatenate[Transaction, P], R]) -> None:
        self.code = code
        self._body = body
        self.__doc__ = body.__doc__

    def __call__(self, journal: Journal, *args: P.args, **kwargs: P.kwargs) -> Change | None:
        """Run the action as a transaction of its own; None when no row differs.

        :raises Refused: when the action rejects its arguments, or the file cannot be written; nothing is written.
        :raises ValueError: when neither it nor its body says what the history is to call it.
        """
        with journal.transaction(self.code) as transaction:
            self._body(transaction, *args, **kwargs)
            if transaction.has_written and _sentence(transaction.action) is None:
                message = f"the action {transaction.action} has no sentence in the history"
                raise ValueError(message)
        return transaction.done

    def within(self, transaction: Transaction, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run the action inside an open transaction, so that undo takes both back; returns the body's result.

        :raises Refused: when the action rejects its arguments; the whole transaction must then be rolled back.
        """
        with transaction.part():
            return self._body(transaction, *args, **kwargs)


def action(code: str, done: str = "") -> Callable[[Callable[Concatenate[Transaction, P], R]], Action[P, R]]:
    """Declare a function of an open transaction as an action.

    :param done: its English sentence in the history; empty if the body sets the code of a kind.
    :raises ValueError: when the code is declared already.
    """
    declare_sentence(code, done)

    def declare(body: Callable[Concatenate[Transaction, P], R]) -> Action[P, R]:
        return Action(code, body)

    return declare


def declare_sentence(code: str, done: str) -> None:
    """Register the history's sentence of an action that is not declared by :func:`action`.

    :raises ValueError: when the code is declared already.
    """
    if code in SENTENCES:
        message = f"the action {code} is declared twice"
        raise ValueError(message)
    SENTENCES[code] = done


def added_or_edited(row: Entity) -> str:
    """Return the code of adding or editing this row."""
    return f"edit_{row.kind}" if row.id else f"add_{row.kind}"


def said(language: Language, code: str, facts: Mapping[str, Any]) -> str:
    """Return the sentence of a change; that of an undo includes the sentence of the change it took back.

    An action of another version, unknown here, is named by its code.
    """
    sentence = _sentence(code)
    if sentence is None:
        return language.gettext("Another version's change: {action}").format(action=code)
    if "action" in facts and "facts" in facts:
        what = said(language, facts["action"], facts["facts"])
        return language.gettext(sentence).format(what=what[:1].lower() + what[1:])
    try:
        text = language.gettext(sentence).format(**facts)
    except (KeyError, IndexError):  # the facts were erased, or another version gave them other names
        return language.gettext(sentence).partition("{")[0].rstrip(": \N{NO-BREAK SPACE}")
    return text.rstrip(":\N{NO-BREAK SPACE} ") if facts.get("name") == "" else text


def _sentence(code: str) -> str | None:
    verb, _underscore, kind = code.partition("_")
    if verb in _WORDS_OF_VERB and kind in BY_NAME and not SENTENCES.get(code):
        sentence: str = getattr(BY_NAME[kind].declared.words, _WORDS_OF_VERB[verb])
        return sentence
    if code not in SENTENCES:
        for module in MODULES:
            import_module(f"rebond.actions.{module}")
    return SENTENCES.get(code) or None
