"""The sentence of every problem and the name of every choice, for the face that shows them."""

from rebond.domain.problems import Problem
from rebond.words import _, later

SENTENCES: dict[str, str] = {
    "empty": later("Write something here."),
}


def sentence(problem: Problem) -> str:
    """The problem in the person's language, with what to do."""
    return _(SENTENCES[problem.code]).format(**problem.facts)
