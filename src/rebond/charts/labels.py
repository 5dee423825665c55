"""Labels of a projection's dated lines, for people."""

from datetime import date

from rebond.domain.calendar import add_months
from rebond.domain.money.charges import ChargeKind
from rebond.domain.money.lines import Line, LineKind
from rebond.domain.translatable import later
from rebond.language import Language

_MONEY_IN = {
    LineKind.RECEIVED: later("Paid: {what}"),
    LineKind.EXPECTED: later("Owed: {what}"),
    LineKind.PROMISED: later("Owed, promised for this day: {what}"),
    LineKind.PLANNED: later("To be invoiced: {what}"),
    LineKind.HOPED: later("Hoped for, by its chance: {what}"),
}
_CHARGES = {
    ChargeKind.SOCIAL: later("social charges {amount}"),
    ChargeKind.INCOME_TAX: later("income tax {amount}"),
    ChargeKind.VAT: later("VAT {amount}"),
}


def line_label(language: Language, line: Line, currency: str) -> str:
    """Return the label of a line, without its amount and date."""
    if line.kind is LineKind.OPENING:
        return language.gettext("{account}: balance of {date}").format(
            account=line.name, date=language.day(line.happened or line.date)
        )
    what = _charges(language, line, currency) if line.kind is LineKind.CHARGES else line.name
    if line.kind in _MONEY_IN:
        if line.month:
            what = language.gettext("{what}, {month}").format(what=what, month=language.month(line.month))
        what = language.gettext(_MONEY_IN[line.kind]).format(what=what)
    if line.happened:
        return language.gettext("{what} (on {date})").format(what=what, date=language.day(line.happened))
    return what


def _charges(language: Language, line: Line, currency: str) -> str:
    parts = ", ".join(
        language.gettext(_CHARGES[kind]).format(amount=language.money(amount, currency)) for kind, amount in line.parts
    )
    if line.month is None:
        return parts
    facts = {"parts": parts, "first": language.month(line.month), "last": language.month(_last_month(line, line.month))}
    if facts["first"] == facts["last"]:
        return language.gettext("Charges on what came in in {first}: {parts}").format(**facts)
    return language.gettext("Charges on what came in from {first} to {last}: {parts}").format(**facts)


def _last_month(line: Line, first: date) -> date:
    """Return the last month of the charges' period: the month before they are paid."""
    paid = line.happened or line.date
    return max(first, add_months(paid.replace(day=1), -1))
