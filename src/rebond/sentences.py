"""Problems, choices and numbers of rows as sentences in a language."""

from rebond.domain.kinds import DECLARED, Choice
from rebond.domain.problems import SENTENCES, Problem
from rebond.domain.prospecting.kinds import OwnChoice
from rebond.language import Language


def label(language: Language, choice: Choice | OwnChoice) -> str:
    """The name of a choice; one that a person gave is not translated."""
    if isinstance(choice, Choice):
        return language.gettext(choice.label)
    return choice.name or built_in_name(language, choice) or choice.code


def built_in_name(language: Language, choice: OwnChoice) -> str:
    """The name that the program gives a choice; empty for one that a person added."""
    name = choice.built_in().get(choice.code, "")
    return language.gettext(name) if name else ""


def sentence(language: Language, problem: Problem) -> str:
    """The problem, with what to do."""
    return language.gettext(SENTENCES[problem.code]).format(**problem.facts)


def counted(language: Language, kind: str, count: int) -> str:
    """A number of rows of a kind: `3 invoices`."""
    one, many = DECLARED[kind].declared.words.count
    return language.ngettext(one, many, count).format(count=count)
