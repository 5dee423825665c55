"""Actions: one thing a person does, named once, run as one transaction or as a part of a larger one."""

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

#: The history's sentence for each action, by its code; facts such as `{name}` are filled in. Empty for an action that
#: is never named by its own code.
SENTENCES: dict[str, str] = {"create": later("Journal created")}
#: The modules that declare actions; the history may name one that nothing has imported yet.
_MODULES = (
    "accounts", "charges", "contacts", "erasing", "history", "imports", "invoices", "journals", "missions",
    "own_choices",
)  # fmt: skip
#: The sentences about adding, changing and deleting a row stand in the words of its kind.
_OF_A_KIND = {"add": "added", "edit": "changed", "delete": "deleted"}


class Action(Generic[P, R]):
    """A thing a person does. Its body takes the open transaction, so that actions can be parts of each other."""

    def __init__(self, code: str, body: Callable[Concatenate[Transaction, P], R]) -> None:
        self.code = code
        self._body = body
        self.__doc__ = body.__doc__

    def __call__(self, journal: Journal, *args: P.args, **kwargs: P.kwargs) -> Change | None:
        """Run the action as a transaction of its own; None when no row differs.

        :raises Refused: when the action does not accept what it was given, or the file cannot be written; nothing
            was written then.
        """
        with journal.transaction(self.code) as transaction:
            self._body(transaction, *args, **kwargs)
        return transaction.done

    def within(self, transaction: Transaction, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run the action as a part of the one that opened `transaction`; they are undone together.

        :raises Refused: as above; the whole transaction must then be given up.
        """
        with transaction.part():
            return self._body(transaction, *args, **kwargs)


def action(code: str, done: str = "") -> Callable[[Callable[Concatenate[Transaction, P], R]], Action[P, R]]:
    """Declare a function of an open transaction as an action.

    :param done: what the history says of it, in English. Empty: the body names one of a kind's own codes.
    :raises ValueError: when the code is declared already.
    """
    declare_sentence(code, done)

    def declare(body: Callable[Concatenate[Transaction, P], R]) -> Action[P, R]:
        return Action(code, body)

    return declare


def declare_sentence(code: str, done: str) -> None:
    """Give an action that is not declared by :func:`action` its sentence in the history."""
    if code in SENTENCES:
        message = f"the action {code} is declared twice"
        raise ValueError(message)
    SENTENCES[code] = done


def added_or_edited(row: Entity) -> str:
    """The code of the action that writes this row, new or not."""
    return f"edit_{row.kind}" if row.id else f"add_{row.kind}"


def said(language: Language, code: str, facts: Mapping[str, Any]) -> str:
    """What a change of the journal did, in a few words; what an undo took back is named in it.

    A change of a version that knew other actions is named by its code.
    """
    sentence = _sentence(code)
    if sentence is None:
        return language.gettext("Another version's change: {action}").format(action=code)
    if "action" in facts and "facts" in facts:
        what = said(language, facts["action"], facts["facts"])
        return language.gettext(sentence).format(what=what[:1].lower() + what[1:])
    try:
        text = language.gettext(sentence).format(**facts)
    except (KeyError, IndexError):  # its facts were erased, or another version named them otherwise
        return language.gettext(sentence).partition("{")[0].rstrip(": \N{NO-BREAK SPACE}")
    return text.rstrip(":\N{NO-BREAK SPACE} ") if facts.get("name") == "" else text


def _sentence(code: str) -> str | None:
    verb, _underscore, kind = code.partition("_")
    if verb in _OF_A_KIND and kind in BY_NAME and not SENTENCES.get(code):
        found: str = getattr(BY_NAME[kind].declared.words, _OF_A_KIND[verb])
        return found
    if code not in SENTENCES:
        for module in _MODULES:
            import_module(f"rebond.actions.{module}")
    return SENTENCES.get(code) or None
