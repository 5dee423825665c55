"""Refusals as sentences in the window's language."""

from rebond.domain.problems import Refused
from rebond.language import Language
from rebond.sentences import sentence
from rebond.ui.speech import language


def sentences(refused: Refused, spoken: Language | None = None) -> str:
    """Return the problems of a refusal as one text, in the window's language unless another is given."""
    return " ".join(sentence(spoken or language(), problem) for problem in refused.problems)
