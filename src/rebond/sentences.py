"""Translation of problems, choices and counts of rows."""

from rebond.domain.kinds import DECLARED, Choice
from rebond.domain.problems import SENTENCES, Problem
from rebond.language import Language


def label(language: Language, choice: Choice) -> str:
    """Return the name of a choice."""
    return language.gettext(choice.label)


def sentence(language: Language, problem: Problem) -> str:
    """Return the sentence of a problem, which says what to do."""
    return language.gettext(SENTENCES[problem.code]).format(**problem.facts)


def counted(language: Language, kind: str, count: int) -> str:
    """Return a number of rows of a kind: `3 invoices`."""
    one, many = DECLARED[kind].declared.words.count
    return language.ngettext(one, many, count).format(count=count)
