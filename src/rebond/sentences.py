"""Problems, choices, changes and numbers of rows as sentences, for the face that shows them."""

from rebond.domain.kinds import DECLARED, Choice
from rebond.domain.problems import SENTENCES, Problem
from rebond.words import _, n_


def label(choice: Choice) -> str:
    """The name of a choice in the person's language."""
    return _(choice.label)


def sentence(problem: Problem) -> str:
    """The problem in the person's language, with what to do."""
    return _(SENTENCES[problem.code]).format(**problem.facts)


def counted(kind: str, count: int) -> str:
    """A number of rows of a kind: `3 invoices`."""
    one, many = DECLARED[kind].declared.words.count
    return n_(one, many, count).format(count=count)
