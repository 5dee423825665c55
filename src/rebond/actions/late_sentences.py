"""Sentences about late payments, shared by the window, the letters and the command line."""

from collections.abc import Iterator
from datetime import date

from rebond.domain.direction import joined
from rebond.domain.late.kinds import InvoiceState, Series, StateKind
from rebond.domain.late.ladder import NextStep, WhyStep
from rebond.domain.late.late_law import LateLaw, RateBasis
from rebond.domain.late.late_rules import Pays
from rebond.domain.late.limitation import barred_since
from rebond.domain.late.penalty import Penalty, PenaltyPeriod, WhyNone
from rebond.domain.late.states import PromiseRecord
from rebond.language import Language
from rebond.sentences import label

#: The currency of the fixed indemnity, whatever that of the invoice.
INDEMNITY_CURRENCY = "EUR"


def state(language: Language, held: InvoiceState) -> str:
    """Return a state with its day: `promised for 5 December 2026`, `paused until 3 January 2027`."""
    until = language.day(held.until) if held.until else ""
    if held.type is StateKind.PROMISED:
        return language.gettext("promised for {date}").format(date=until)
    if held.type is StateKind.PAUSED and until:
        return language.gettext("paused until {date}").format(date=until)
    return label(language, held.type)


def step(language: Language, following: NextStep, today: date) -> str:
    """Return what is to be done next, and from when; why nothing is where that is so."""
    if following.step is not None and following.day is not None:
        name = label(language, following.step)
        if following.day <= today:
            return language.gettext("Next: {step}").format(step=name)
        return language.gettext("Next: {step}, on {date}").format(step=name, date=language.day(following.day))
    if following.why is WhyStep.DISPUTED:
        return language.gettext("Nothing is sent while it is disputed.")
    if following.why is WhyStep.SETTLED:
        return language.gettext("Nothing is left to pay.")
    if following.why is WhyStep.DONE:
        return language.gettext("Every step of the ladder is done.")
    if following.day is None:
        return language.gettext("Reminders are paused.")
    return language.gettext("The reminders go on from {date}.").format(date=language.day(following.day))


def step_from(language: Language, following: NextStep) -> str:
    """Return the next step with the day from which it is due, in the past or ahead; empty where there is none."""
    if following.step is None or following.day is None:
        return ""
    text = language.gettext("{step} from {date}")
    return text.format(step=label(language, following.step), date=language.day(following.day))


def promises(language: Language, record: PromiseRecord) -> str:
    """Return the record of a client's promises: `3 promises, 1 kept`; empty where none has come to its day."""
    if not record.made:
        return ""
    made = language.ngettext("{count} promise", "{count} promises", record.made).format(count=record.made)
    kept = language.ngettext("{count} kept", "{count} kept", record.kept).format(count=record.kept)
    return joined(", ", (made, kept))


def period(language: Language, one: PenaltyPeriod, currency: str) -> str:
    """Return a period in a line: `31 May 2025 to 30 Jun 2025: 31 days at 13.15% of €2,880.00`."""
    first, last = language.day(one.first, "medium"), language.day(one.last, "medium")
    rate, base = language.rate(one.rate), language.money(one.base, currency)
    if one.days == 1:
        return language.gettext("{date}: 1 day at {rate} of {base}").format(date=first, rate=rate, base=base)
    text = language.gettext("{first} to {last}: {count} days at {rate} of {base}")
    return text.format(first=first, last=last, count=one.days, rate=rate, base=base)


def period_in_full(language: Language, one: PenaltyPeriod, law: LateLaw | None, currency: str) -> str:
    """Return a period in a line with the source of its rate, the article, and whether that is to be checked."""
    return joined(" · ", (
        period(language, one, currency),
        label(language, one.basis),
        article(language, law, one.basis) if law else "",
        "" if one.known else language.gettext("to be checked"),
    ))  # fmt: skip


def sums(language: Language, penalty: Penalty, currency: str, day: date, *, advice: bool = True) -> Iterator[str]:
    """Yield the sentences about a penalty: its amount or why there is none, what is to be checked, the indemnity.

    :param day: up to which it is computed; without `advice` nothing is said of what to do about a table.
    """
    if penalty.amount is not None and not penalty.why:
        amount = language.money(penalty.amount, currency)
        yield language.gettext("Penalty to {date}: {amount}").format(date=language.day(day), amount=amount)
    yield reason(language, penalty, advice=advice)
    yield to_check(language, penalty, advice=advice)
    yield indemnity(language, penalty)


def article(language: Language, law: LateLaw, basis: RateBasis) -> str:
    """Return the article that a rate rests on."""
    return language.text(law.rules[basis].article) if basis in law.rules else ""


def law(language: Language, counted: LateLaw | None) -> str:
    """Return whose law counts, and when it was looked up; empty for none."""
    if counted is None:
        return ""
    return language.gettext("By the law of: {country}, looked up on {date}. This is no legal advice.").format(
        country=label(language, counted.country), date=language.day(counted.looked_up)
    )


def indemnity(language: Language, penalty: Penalty) -> str:
    """Return the fixed indemnity with its article; empty where there is none."""
    if not penalty.indemnity or penalty.law is None or penalty.law.indemnity is None:
        return ""
    return language.gettext("Fixed indemnity: {amount} ({article})").format(
        amount=language.money(penalty.indemnity, INDEMNITY_CURRENCY),
        article=language.text(penalty.law.indemnity.rule.article),
    )


def reason(language: Language, penalty: Penalty, *, advice: bool = True) -> str:
    """Return why there is no penalty or no figure for it, and what to do about it; empty where there is one.

    :param advice: False for whoever does not keep the journal, and can do nothing about it.
    """
    if penalty.why is WhyNone.NO_COUNTRY and advice:
        return language.gettext("No figure: say the country of the client, or yours, whose law counts.")
    if penalty.why is WhyNone.NO_COUNTRY:
        return language.gettext("No figure: {reason}.").format(reason=label(language, penalty.why))
    if penalty.why is WhyNone.NOT_DEMANDED:
        return language.gettext("Interest runs from the day after the formal reminder; none is noted with the invoice.")
    if penalty.why is WhyNone.DEBTOR and penalty.law and penalty.law.debtor:
        if advice:
            return language.text(penalty.law.debtor.rule.text)
        return language.gettext("No figure: {reason}.").format(reason=label(language, penalty.why))
    if penalty.why is WhyNone.TABLE_TOO_SHORT and penalty.law and penalty.series:
        first = penalty.law.tables[penalty.series].rates[0].starts
        said = language.gettext("No figure: the table “{series}” begins on {date}.").format(
            series=label(language, penalty.series), date=language.day(first)
        )
        return f"{said} {language.gettext('Add the rate of the time before it.')}" if advice else said
    return ""


def to_check(language: Language, penalty: Penalty, *, advice: bool = True) -> str:
    """Return what is to be checked: a table that has ended, another law for such a client; empty for nothing."""
    return joined(" ", (another_law(language, penalty), _ended(language, penalty, advice=advice)))


def another_law(language: Language, penalty: Penalty) -> str:
    """Return which law may come before the one that counts, for a client of its legal form; empty for none."""
    debtor = penalty.law.debtor if penalty.law and penalty.periods else None
    return language.text(debtor.rule.text) if debtor and debtor.pays is Pays.AS_BUSINESSES else ""


def _ended(language: Language, penalty: Penalty, *, advice: bool) -> str:
    """Return that a table has ended and its last rate goes on; empty where every rate is known."""
    if penalty.is_known or penalty.law is None or penalty.series is None:
        return ""
    return table_ended(language, penalty.law, penalty.series, advice=advice)


def table_ended(language: Language, law: LateLaw, series: Series, *, advice: bool = True) -> str:
    """Return up to when a table is known, and what to do about it; empty for one without an end."""
    ends = law.tables[series].ends()
    if ends is None:
        return ""
    said = language.gettext("To be checked: the table “{series}” ends on {date}, and its last rate goes on.").format(
        series=label(language, series), date=language.day(ends)
    )
    return f"{said} {language.gettext('Add the new rate.')}" if advice else said


def limited(language: Language, law: LateLaw, last: date, today: date) -> str:
    """Return by when an invoice is to be claimed, or since when it can no longer be, with the article of `law`.

    :param last: the last day on which it can be claimed.
    """
    article = language.text(law.limitation.rule.article)
    if since := barred_since(last, today):
        text = language.gettext("Time-barred since {date} ({article}), unless interrupted: check before you write.")
        return text.format(date=language.day(since), article=article)
    text = language.gettext("It can no longer be claimed after {date} ({article}).")
    return text.format(date=language.day(last), article=article)
