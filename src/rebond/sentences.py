"""Problems, choices and numbers of rows as sentences in a language."""

from rebond.domain.kinds import DECLARED, Choice
from rebond.domain.problems import SENTENCES, Problem
from rebond.language import Language


def label(language: Language, choice: Choice) -> str:
    """The name of a choice."""
    return language.gettext(choice.label)


def sentence(language: Language, problem: Problem) -> str:
    """The problem, with what to do."""
    return language.gettext(SENTENCES[problem.code]).format(**problem.facts)


def counted(language: Language, kind: str, count: int) -> str:
    """A number of rows of a kind: `3 invoices`."""
    one, many = DECLARED[kind].declared.words.count
    return language.ngettext(one, many, count).format(count=count)
