"""The account that a person last named for files that do not say their account, offered first for the next one."""

from collections.abc import Iterable, Mapping

from rebond.actions.imports import kept_choices
from rebond.actions.imports.bank.account_identity import AccountQuestion
from rebond.actions.imports.kept_choices import Kept


def likely(question: AccountQuestion) -> str:
    """Return the candidate that was named the last time for a file of this shape; empty if there is none.

    It is offered and never taken without asking: a bank writes the files of all its accounts in one shape.
    """
    name = kept_choices.load(Kept.ACCOUNT).get(question.shape, "") if question.shape else ""
    return name if name in question.candidates else ""


def keep(questions: Iterable[AccountQuestion], names: Mapping[str, str]) -> None:
    """Keep the names that answered the questions, by the key of each."""
    kept_choices.keep(
        Kept.ACCOUNT,
        {one.shape: names[one.key] for one in questions if one.shape and one.key in names},
    )
