"""The penalties of a dossier's late invoices in words: computed for it, and so no part of what the history proves."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping

from rebond.actions import late_sentences
from rebond.domain.late.owed_invoice import OwedInvoice
from rebond.domain.late.penalty import Penalty
from rebond.domain.value_classes import dataclass
from rebond.journal.queries.late import owed_among
from rebond.journal.queries.late_laws import late_laws
from rebond.journal.reader import Reader
from rebond.language import Language


@dataclass(frozen=True, slots=True)
class ToldPenalties:
    """The lines computed for each late invoice, by its id, and the notes on all of them."""

    by_invoice: Mapping[int, tuple[str, ...]]
    notes: tuple[str, ...]


def told_penalties(
    reader: Reader, language: Language, currency: str, invoice_ids: Collection[int], today: dt.date
) -> ToldPenalties:
    """Return the penalties of those of these invoices that are or were late, to `today` or the day it was settled."""
    laws = late_laws(reader)
    late = [
        (one, one.penalty(laws[one.country] if one.country else None, today))
        for one in owed_among(reader, invoice_ids, today)
        if one.days_late(today)
    ]
    told = {one.invoice.id: tuple(_told(language, one, penalty, currency, today)) for one, penalty in late}
    return ToldPenalties(told, tuple(_notes(language, [penalty for _one, penalty in late], today)))


def _told(language: Language, one: OwedInvoice, penalty: Penalty, currency: str, today: dt.date) -> Iterator[str]:
    yield language.gettext("Computed for this dossier, not written in the journal:")
    days, settled = one.days_late(today), one.settled(today)
    if settled:
        late = language.ngettext(
            "{count} day late when it was settled on {date}", "{count} days late when it was settled on {date}", days
        )
    else:
        late = language.ngettext("{count} day late on {date}", "{count} days late on {date}", days)
    yield late.format(count=days, date=language.day(settled or today))
    yield from filter(None, late_sentences.sums(language, penalty, currency, settled or today, advice=False))
    for period in penalty.periods:
        yield late_sentences.period_in_full(language, period, penalty.law, currency)


def _notes(language: Language, penalties: Collection[Penalty], today: dt.date) -> Iterator[str]:
    if not penalties:
        return
    yield language.gettext(
        "Days late, penalties and indemnities are computed from these rows by the rates and articles named with them, "
        "to {date} or to the day on which the invoice was settled. They are not written in the journal: neither its "
        "history nor the files of this dossier prove them, and anybody can compute them again."
    ).format(date=language.day(today))
    yield from dict.fromkeys(late_sentences.law(language, penalty.law) for penalty in penalties if penalty.law)
