"""The facts of an invoice that a letter asks for: its rest, what was sent and promised, and its penalty to the day."""

import dataclasses
from collections.abc import Sequence
from datetime import date, timedelta

from rebond.domain.agreements.law import Texts
from rebond.domain.calendar import ONE_DAY
from rebond.domain.countries import Country, country_of
from rebond.domain.late.kinds import InvoiceState, StateKind
from rebond.domain.late.ladder import step_of
from rebond.domain.late.late_law import LateLaw
from rebond.domain.late.late_rules import Pays
from rebond.domain.late.owed_invoice import OwedInvoice
from rebond.domain.late.penalty import Penalty, PenaltyPeriod, WhyNone, penalty
from rebond.domain.late.states import PromiseOutcome, outcome
from rebond.domain.letters.kinds import Letter
from rebond.domain.missions.kinds import Invoice
from rebond.domain.money.kinds import Settings
from rebond.domain.problems import Money
from rebond.domain.translatable import later
from rebond.domain.value_classes import dataclass
from rebond.journal.queries.late import owed_invoice
from rebond.journal.queries.late_laws import late_laws
from rebond.journal.queries.settings import load_settings
from rebond.journal.reader import Reader
from rebond.letters.claim_facts import InvoiceFacts, PeriodFacts, PromiseFacts, SentFacts
from rebond.letters.fact_values import NoticeLength, Percent, Phrase

#: The days that a reminder gives to pay.
DAYS_TO_PAY = 8
#: The currency of the fixed indemnity, whatever that of the invoice.
_INDEMNITY_CURRENCY = "EUR"
#: What stands between two articles, by language.
_AND = {"fr": " ; ", "en": "; "}
#: The taxes that a total includes.
_VAT, _SALES_TAXES = later("VAT included"), later("taxes included")


def invoice_facts(reader: Reader, invoice: Invoice | None, today: date) -> InvoiceFacts:
    """Return what the journal knows of an invoice on a day; of none, or of one that asks for nothing, it is little."""
    none = InvoiceFacts(pay_by=today + timedelta(days=DAYS_TO_PAY), _today=today)
    found = owed_invoice(reader, invoice.id, today) if invoice else None
    if found is None:
        return none
    settings = load_settings(reader)
    invoice, currency = found.invoice, settings.currency
    law = found.law_against(late_laws(reader)[found.country]) if found.country else None
    counted = found.penalty(law, today)
    ahead = _period_ahead(found, law, today)
    rest, asked, promises = found.rest(today), asked_before(reader, invoice), promises_of(reader, invoice, today)
    return dataclasses.replace(
        none,
        number=invoice.number, issued=invoice.issued, due=invoice.due,
        total=Money(invoice.total, currency), taxes=_taxes(invoice, settings, found.country),
        left=Money(rest, currency) if rest else None,
        sent=tuple(SentFacts(what=step_of(one.template) or one.subject, day=one.sent) for one in asked),
        promises=tuple(_promise(found, promise, today) for promise in promises),
        penalty=Money(counted.amount, currency) if counted.amount else None,
        periods=tuple(_period(each, currency) for each in counted.periods),
        indemnity=Money(counted.indemnity, _INDEMNITY_CURRENCY) if counted.indemnity else None,
        rate=Percent(ahead.rate) if ahead else None,
        article=_article(law, counted, ahead),
        from_demand=counted.why is WhyNone.NOT_DEMANDED,
        unanswered=_is_unanswered(found, asked, promises),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ClaimToCheck:
    """The doubts about a claim: `rates` is a penalty whose rates are to be checked or that has none.

    `last` is the last day on which it can be claimed, by `law`; None while that is far.
    """

    law: LateLaw
    rates: Penalty | None
    last: date | None


def claim_to_check(reader: Reader, invoice_id: int | None, today: date) -> ClaimToCheck | None:
    """Return the doubts about the claim that a letter makes; None for a letter about no invoice, or without a law."""
    found = owed_invoice(reader, invoice_id, today) if invoice_id else None
    law = found.law_against(late_laws(reader)[found.country]) if found and found.country else None
    if found is None or law is None:
        return None
    counted = found.penalty(law, today)
    debtor = law.debtor if found.days_late(today) else None
    doubtful = counted.series or (debtor and debtor.pays is not Pays.PUBLIC_RATE)
    return ClaimToCheck(law, counted if doubtful else None, found.limited(law, today))


def asked_before(reader: Reader, invoice: Invoice) -> tuple[Letter, ...]:
    """Return the letters that were sent about an invoice, the first one first."""
    found = reader.matching(Letter, invoice_id=invoice.id)
    return tuple(sorted(found, key=lambda letter: (letter.sent, letter.id)))


def promises_of(reader: Reader, invoice: Invoice, today: date) -> tuple[InvoiceState, ...]:
    """Return the promises about an invoice that were not taken back by a day, the first one first.

    One that was ended after its day stays: it was broken all the same.
    """
    settled = invoice.settled if invoice.settled and invoice.settled <= today else None
    found = (
        one
        for one in reader.matching(InvoiceState, invoice_id=invoice.id, type=StateKind.PROMISED)
        if outcome(one, settled, today) is not PromiseOutcome.TAKEN_BACK
    )
    return tuple(sorted(found, key=lambda one: (one.starts, one.id)))


def exchanges_of(reader: Reader, invoice: Invoice, today: date) -> tuple[Letter | InvoiceState, ...]:
    """Return the letters and the promises about an invoice in the order in which a letter lists them."""
    rows: list[Letter | InvoiceState] = [*asked_before(reader, invoice), *promises_of(reader, invoice, today)]
    return tuple(sorted(rows, key=lambda row: row.sent if isinstance(row, Letter) else row.starts))


def _is_unanswered(found: OwedInvoice, asked: Sequence[Letter], promises: Sequence[InvoiceState]) -> bool:
    """Whether nothing came of the last letter, if it asked for what was late: no payment, and no promise."""
    if not asked or asked[-1].sent <= found.invoice.due:
        return False
    last = asked[-1].sent
    came = [move.day for move in found.moves if move.amount > 0] + [promise.starts for promise in promises]
    return all(day < last for day in came)


def _taxes(invoice: Invoice, settings: Settings, client: Country | None) -> Phrase | None:
    """Return which taxes the total of an invoice includes, by the country of its sender, else of the client."""
    if not invoice.vat:
        return None
    country = country_of(None, settings.country, settings.status) or client
    return Phrase(_SALES_TAXES if country is Country.QC else _VAT)


def _promise(found: OwedInvoice, promise: InvoiceState, today: date) -> PromiseFacts:
    became = outcome(promise, found.settled(today), today)
    return PromiseFacts(
        day=promise.starts, until=promise.until,
        kept=became is PromiseOutcome.KEPT, broken=became is PromiseOutcome.BROKEN,
    )  # fmt: skip


def _period(period: PenaltyPeriod, currency: str) -> PeriodFacts:
    return PeriodFacts(
        first=period.first, last=period.last, days=NoticeLength(period.days), rate=Percent(period.rate),
        base=Money(period.base, currency),
    )  # fmt: skip


def _period_ahead(found: OwedInvoice, law: LateLaw | None, today: date) -> PenaltyPeriod | None:
    """Return the period that runs once the invoice is late and demanded: it has the rate that the letter names."""
    demanded = dataclasses.replace(found.debt, demanded=found.debt.demanded or today)
    periods = penalty(demanded, law, max(today, found.invoice.due) + ONE_DAY).periods
    return periods[-1] if periods else None


def _article(law: LateLaw | None, counted: Penalty, ahead: PenaltyPeriod | None) -> str | Texts:
    """Return the articles of the interest and of the indemnity, each once."""
    if law is None or ahead is None:
        return ""
    interest = law.rules[ahead.basis].article
    if law.indemnity is None or not counted.indemnity:
        return interest
    indemnity = law.indemnity.rule.article
    return {
        code: article if article.startswith(interest[code]) else f"{interest[code]}{_AND[code]}{article}"
        for code, article in indemnity.items()
    }
