"""Sentences about refitted weights of signs, shared by the window and the command line."""

from fractions import Fraction

from rebond.actions import sign_sentences
from rebond.domain.signs.client_state import DEFAULT_CHANCE
from rebond.domain.signs.refit import ENOUGH_ENDINGS, SCORE_PLACES, Refit
from rebond.language import Language


def missing(language: Language, endings: int) -> str:
    """Return how many endings there were, of those that a refit needs."""
    text = language.gettext(
        "From {enough} endings on, the weights can be refitted to your own clients: {count} so far, {missing} more "
        "needed. An ending counts when a client broke off ahead of the term, once that month is over."
    )
    return text.format(enough=ENOUGH_ENDINGS, count=endings, missing=ENOUGH_ENDINGS - endings)


def verdict(language: Language, refit: Refit) -> str:
    """Return what the refitted weights rest on, their score beside the others, and whether they foretell better."""
    parts = [
        language.ngettext(
            "Refitted from {count} ending in {months} months of clients.",
            "Refitted from {count} endings in {months} months of clients.",
            refit.endings,
        ),
        language.gettext(
            "Brier score on clients left out: {refitted}, against {base} for “{chance} for everybody” and {default} "
            "for the defaults; the lower, the better."
        ),
    ]
    if not refit.is_better:
        parts.append(language.gettext("The refit foretells no better: the weights stay as they are."))
    return " ".join(parts).format(
        count=language.number(refit.endings),
        months=language.number(refit.months),
        refitted=score(language, refit.brier),
        base=score(language, refit.brier_base),
        chance=sign_sentences.chance(language, DEFAULT_CHANCE),
        default=score(language, refit.brier_default),
    )


def score(language: Language, value: Fraction) -> str:
    """Return a Brier score with its decimals: "0.0213"."""
    return language.fixed(value, SCORE_PLACES)
