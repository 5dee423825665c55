"""Sentences about a client's signs and its chance of leaving, shared by the window and the command line."""

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction

from rebond.domain.cents import divide
from rebond.domain.registry import BY_NAME
from rebond.domain.signs.client_record import EntryRole, SignEntry
from rebond.domain.signs.client_state import DEFAULT_RATE, MOST_CHANCE, ClientState, PresentSign, factor_of
from rebond.domain.signs.kinds import Sign
from rebond.domain.translatable import later
from rebond.language import Language

#: The words of the numbers from 2 on; those beyond are written in figures.
_NUMBERS = (
    later("two"), later("three"), later("four"), later("five"), later("six"), later("seven"), later("eight"),
    later("nine"), later("ten"), later("eleven"), later("twelve"),
)  # fmt: skip
#: The most weeks that a time is given in; a longer one is given in months.
_WEEKS = 8
_SATURDAY, _SUNDAY = 5, 6

#: When each sign is present, and for how long it counts.
RULES: Mapping[Sign, str] = {
    Sign.SCOPE_CREEP: later(
        "Three or more extra requests in 60 days that were neither in scope nor accepted as paid. "
        "Counts for 60 days after the last."
    ),
    Sign.REFUSED_AMENDMENT: later("An amendment refused, or unanswered for 30 days. Counts for 180 days."),
    Sign.BROKEN_LIMITS: later(
        "Two or more events outside the agreed hours, or endless changes, in 30 days. "
        "Counts for 60 days after the last."
    ),
    Sign.SILENCE: later(
        "No word for more than twice the usual time, or for 10 days while that is not known, though something waits "
        "for an answer. Counts until the next word."
    ),
    Sign.LATENESS: later(
        "Two of the last three invoices over 7 days later than usual. Counts until they are paid, and 120 days more."
    ),
    Sign.DISSATISFACTION: later("The client said that it is dissatisfied. Counts for 120 days."),
    Sign.COMPETITOR: later("Talks with an agency or another provider. Counts for 120 days."),
    Sign.IN_HOUSE: later("The client says or shows that it will do the work itself. Counts for 180 days."),
}


def sentence(language: Language, state: ClientState) -> str:
    """Return a client's state as a sentence: its signs with their reasons, and the chance that it leaves."""
    return f"{_signs(language, state)} {_chance(language, state)}"


def chance_sentence(language: Language, percent: Fraction) -> str:
    """Return the sentence on a chance in percent."""
    return language.gettext("Chance of leaving {chance} a month.").format(chance=chance(language, percent))


def chance(language: Language, percent: Fraction) -> str:
    """Return a chance in percent, rounded half to even to one decimal: "9%", "11.7%"."""
    return language.rate(100 * divide(10 * percent.numerator, percent.denominator))


def factor(language: Language, percent: int) -> str:
    """Return the factor of a weight in percent: "1.5"."""
    value = factor_of(percent)
    return language.number(Decimal(value.numerator) / value.denominator, 2)


def product(language: Language, state: ClientState) -> str:
    """Return how the chance came about, from that of a client without signs: "3% × 1.5 × 2 = 9%"."""
    parts = [language.rate(state.weights.rate), *(factor(language, sign.percent) for sign in state.present)]
    if len(parts) == 1:
        return parts[0]
    text = f"{' × '.join(parts)} = {chance(language, state.raised)}"
    if state.raised > MOST_CHANCE:
        most = chance(language, MOST_CHANCE)
        return language.gettext("{product}, at most {most}").format(product=text, most=most)
    return text


def end(language: Language, sign: PresentSign) -> str:
    """Return what a sign counts until: a day, or what ends it."""
    if sign.until:
        return language.day(sign.until, "medium")
    return language.gettext("the next word") if sign.sign is Sign.SILENCE else language.gettext("the payment")


def until(language: Language, sign: PresentSign) -> str:
    """Return how long a sign counts, as part of a sentence."""
    if sign.until:
        return language.gettext("until {date}").format(date=end(language, sign))
    if sign.sign is Sign.SILENCE:
        return language.gettext("until the next word")
    return language.gettext("until it is paid")


def entry(language: Language, entry: SignEntry) -> str:
    """Return what an entry of a sign says, in a few words."""
    what = entry.text or language.gettext(BY_NAME[entry.kind].declared.words.one)
    if entry.role is EntryRole.REFUSED:
        text = language.gettext("{what}: refused")
    elif entry.role is EntryRole.UNANSWERED:
        text = language.ngettext(
            "{what}: unanswered for {count} day", "{what}: unanswered for {count} days", entry.days
        )
    elif entry.role is EntryRole.LATE:
        text = language.ngettext("{what}: paid {count} day late", "{what}: paid {count} days late", entry.days)
    elif entry.role is EntryRole.LATE_OPEN:
        text = language.ngettext("{what}: {count} day late, open", "{what}: {count} days late, open", entry.days)
    elif entry.role is EntryRole.LAST_WORD:
        text = language.gettext("Last word: {what}")
    elif entry.role is EntryRole.WAITS:
        text = language.gettext("Waits for an answer: {what}")
    else:
        return what
    return text.format(what=what, count=entry.days)


def reason(language: Language, sign: PresentSign) -> str:
    """Return what a sign is about in a few words, as part of a sentence."""
    return _REASONS[sign.sign](language, sign)


def _signs(language: Language, state: ClientState) -> str:
    count, dismissed = len(state.present), len(state.dismissed)
    if not count and dismissed:
        text = language.ngettext("No sign but {count} dismissed.", "No sign but {count} dismissed.", dismissed)
        return text.format(count=dismissed)
    if not count:
        return language.gettext("No sign.")
    reasons = ", ".join(reason(language, sign) for sign in state.present)
    if count == 1:
        return language.gettext("One sign: {reasons}.").format(reasons=reasons)
    since = min(sign.last for sign in state.present)
    text = language.gettext("{number} signs in {time}: {reasons}.").format(
        number=_number(language, count), time=_time(language, state.today - since), reasons=reasons
    )
    return text[:1].upper() + text[1:]


def _chance(language: Language, state: ClientState) -> str:
    if not state.runs:
        return language.gettext("No mission is under way.")
    if not state.present:
        if state.weights.rate_typed:
            text = language.gettext("Chance of leaving {chance} a month, as you set it.")
        elif state.weights.rate != DEFAULT_RATE:
            text = language.gettext("Chance of leaving {chance} a month, as refitted.")
        else:
            text = language.gettext("Chance of leaving {chance} a month, the default.")
    elif state.raised > MOST_CHANCE:
        text = language.gettext("Chance of leaving {chance} a month, the most that is assumed.")
    else:
        return chance_sentence(language, state.chance)
    return text.format(chance=chance(language, state.chance))


def _number(language: Language, count: int) -> str:
    place = count - 2
    return language.gettext(_NUMBERS[place]) if 0 <= place < len(_NUMBERS) else language.number(count)


def _time(language: Language, length: dt.timedelta) -> str:
    """Return a length of time in whole weeks begun, or in months."""
    weeks = max(1, -(-length.days // 7))
    if weeks == 1:
        return language.gettext("one week")
    if weeks <= _WEEKS:
        return language.gettext("{number} weeks").format(number=_number(language, weeks))
    return language.gettext("{number} months").format(number=_number(language, divide(length.days, 30)))


def _scope_creep(language: Language, sign: PresentSign) -> str:
    number = _number(language, len(sign.entries))
    return language.gettext("{number} requests beyond the quote").format(number=number)


def _refused_amendment(language: Language, sign: PresentSign) -> str:
    count, refused = len(sign.entries), sum(entry.role is EntryRole.REFUSED for entry in sign.entries)
    if refused == count:
        text = language.ngettext("a refused amendment", "{number} refused amendments", count)
    elif not refused:
        text = language.ngettext("an unanswered amendment", "{number} unanswered amendments", count)
    else:
        text = language.gettext("{number} amendments refused or unanswered")
    return text.format(number=_number(language, count))


def _broken_limits(language: Language, sign: PresentSign) -> str:
    outside = [entry for entry in sign.entries if entry.role is EntryRole.OUTSIDE_HOURS]
    if not outside:
        return language.pgettext("reason", "endless changes")
    if len(outside) < len(sign.entries):
        return language.gettext("messages outside hours and endless changes")
    weekdays = {entry.date.weekday() for entry in outside}
    if weekdays == {_SUNDAY}:
        return language.gettext("Sunday messages")
    if weekdays <= {_SATURDAY, _SUNDAY}:
        return language.gettext("week-end messages")
    return language.gettext("messages outside hours")


def _silence(language: Language, sign: PresentSign) -> str:
    if sign.silence is None or sign.silence.usual is None:
        count = sign.silence.days if sign.silence else 0
        return language.ngettext("{count} day of silence", "{count} days of silence", count).format(count=count)
    times = int(sign.silence.days // sign.silence.usual)
    text = language.ngettext("silence twice the usual", "silence {number} times the usual", 1 if times == 2 else times)
    return text.format(number=_number(language, times))


def _lateness(language: Language, sign: PresentSign) -> str:
    if len(sign.entries) == 2:
        return language.gettext("two of its last three invoices later than usual")
    return language.gettext("its last three invoices later than usual")


_REASONS: Mapping[Sign, Callable[[Language, PresentSign], str]] = {
    Sign.SCOPE_CREEP: _scope_creep,
    Sign.REFUSED_AMENDMENT: _refused_amendment,
    Sign.BROKEN_LIMITS: _broken_limits,
    Sign.SILENCE: _silence,
    Sign.LATENESS: _lateness,
    Sign.DISSATISFACTION: lambda language, _sign: language.gettext("its dissatisfaction"),
    Sign.COMPETITOR: lambda language, _sign: language.gettext("talks with a competitor"),
    Sign.IN_HOUSE: lambda language, _sign: language.gettext("work taken in-house"),
}
