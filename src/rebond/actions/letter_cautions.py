"""Warnings before a letter leaves: it says what is not so on its day, or claims what is to be checked."""

from collections.abc import Collection, Iterator

from rebond.actions import late_sentences
from rebond.actions.invoice_facts import ClaimToCheck
from rebond.actions.letter_sources import earliest_sending
from rebond.domain.late.kinds import LateStep
from rebond.domain.late.ladder import step_of
from rebond.domain.late.limitation import barred_since
from rebond.domain.value_classes import dataclass
from rebond.language import Language
from rebond.letters.facts import LetterFacts
from rebond.letters.template_file import Template

#: The facts of a penalty, whose rates may be missing from their table.
_OF_RATES = frozenset({"invoice.penalty", "invoice.rate"})


@dataclass(frozen=True, slots=True)
class LetterCaution:
    """A warning by its code, with its sentence; the letter can leave all the same."""

    code: str
    text: str


def cautions(
    language: Language, template: Template, facts: LetterFacts, used: Collection[str], to_check: ClaimToCheck | None
) -> tuple[LetterCaution, ...]:
    """Return what a person is told before the letter leaves.

    :param used: the dotted paths of the facts that the letter names.
    :param to_check: the doubts about the claim of the invoice that it is about; None for none.
    """
    return tuple(_found(language, template, facts, frozenset(used), to_check))


def _found(
    language: Language, template: Template, facts: LetterFacts, used: frozenset[str], to_check: ClaimToCheck | None
) -> Iterator[LetterCaution]:
    due, step = facts.invoice.due, step_of(template.name)
    if due and step is LateStep.BEFORE_DUE and facts.today > due:
        text = language.gettext("The invoice was due on {date}: this letter says that the day is still ahead.")
        yield LetterCaution("after_due", text.format(date=language.day(due)))
    elif due and step not in (None, LateStep.BEFORE_DUE) and facts.today <= due:
        text = language.gettext("The invoice is due on {date} only: this letter says that it is late.")
        yield LetterCaution("before_due", text.format(date=language.day(due)))
    earliest = earliest_sending(facts, used)
    if earliest and facts.today < earliest:
        text = language.gettext("The letter speaks of {date}, which comes after its own day.")
        yield LetterCaution("before_facts", text.format(date=language.day(earliest)))
    if to_check and to_check.last and step and barred_since(to_check.last, facts.today):
        yield LetterCaution("barred", late_sentences.limited(language, to_check.law, to_check.last, facts.today))
    if to_check and to_check.rates and used & _OF_RATES:
        rates = to_check.rates
        told = late_sentences.reason(language, rates) or late_sentences.to_check(language, rates)
        if told:
            yield LetterCaution("rates", told)
