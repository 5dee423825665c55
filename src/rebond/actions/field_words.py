"""Wording of a row's fields and their values, for its history and the dossier."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from rebond.actions.records import name_of
from rebond.domain.kinds import Choice, Entity, Field, Filled, Unit
from rebond.domain.registry import BY_NAME
from rebond.domain.translatable import later
from rebond.journal.reader import Reader
from rebond.language import Language
from rebond.sentences import duration, label

#: The name of each field, where it is the same in every kind.
_NAMES: Mapping[str, str] = {
    "address": later("Address"),
    "amendment_id": later("Amendment"),
    "amount": later("Amount before VAT"),
    "answer": later("Answer"),
    "answer_due": later("Answer due"),
    "answer_hours": later("Hours to answer"),
    "billing": later("Billed"),
    "budget": later("Budget"),
    "cancelled": later("Cancelled"),
    "client_id": later("Client"),
    "contract": later("Contract"),
    "corrects_id": later("Corrects"),
    "country": later("Country"),
    "date": later("Day"),
    "day_ends": later("Available until"),
    "day_starts": later("Available from"),
    "days": later("Days billed"),
    "days_per_month": later("Days a month"),
    "due": later("Due date"),
    "email": later("E-mail"),
    "ended": later("Last day worked"),
    "ended_by": later("Ended by"),
    "ended_reason": later("Reason of the end"),
    "ends": later("Planned last day"),
    "followed": later("Advice followed"),
    "field": later("Field of work"),
    "fit": later("Beside your own"),
    "grounds": later("Grounds for ending it"),
    "hourly_rate": later("Rate by the hour"),
    "in_scope": later("Agreed"),
    "issued": later("Issued on"),
    "legal_form": later("Legal form"),
    "milestone_id": later("Milestone"),
    "minutes": later("Hours worked"),
    "mission_id": later("Mission"),
    "month": later("Month billed"),
    "name": later("Name"),
    "note": later("Note"),
    "notice": later("Length of the notice"),
    "notice_by": later("Notice given by"),
    "notice_presented": later("Notice presented on"),
    "notice_received": later("Notice received on"),
    "notice_sent": later("Notice sent on"),
    "notice_to_month_end": later("Notice to the end of the month"),
    "notice_unit": later("Notice counted in"),
    "number": later("Number"),
    "phone": later("Phone"),
    "renewal_months": later("Months of renewal"),
    "request": later("Client’s own words"),
    "revisions": later("Revisions included"),
    "role": later("Role"),
    "source": later("Paper it stands on"),
    "starts": later("First day"),
    "terms": later("Payment terms"),
    "terms_days": later("Days of the payment terms"),
    "text": later("What happened"),
    "time": later("Time of day"),
    "title": later("Title"),
    "type": later("Kind"),
    "urgent_percent": later("Urgent work costs more by"),
    "urgent_terms": later("What is urgent"),
    "vat": later("VAT"),
    "vat_rate": later("Rate of VAT"),
    "weekdays": later("Days of availability"),
}
#: Fields that the program keeps, of which a person need not read.
_KEPT = frozenset({"entered", "settled"})


def told_fields(cls: type[Entity]) -> tuple[Field, ...]:
    """Return the fields of a kind that its history tells of."""
    return tuple(
        field for field in cls.declared.fields if field.name not in _KEPT and field.filled is not Filled.DERIVED
    )


def field_name(language: Language, field: Field) -> str:
    """Return the name of a field; without one of its own, that of the kind it refers to, or its description."""
    if field.name in _NAMES:
        return language.gettext(_NAMES[field.name])
    return language.gettext(BY_NAME[field.ref.kind].declared.words.one) if field.ref else field.description.rstrip(".")


def field_value(language: Language, field: Field, value: Any, reader: Reader, currency: str) -> str:
    """Return a value in words; empty when nothing was said."""
    if value is None or value == "":
        return ""
    if field.ref:
        row = reader.get(BY_NAME[field.ref.kind], value)
        return name_of(row) if row else language.gettext("(deleted)")
    if isinstance(value, bool):
        return language.gettext("yes") if value else language.gettext("no")
    if isinstance(value, Choice):
        return label(language, value)
    if field.name == "weekdays":
        return _weekdays(language, str(value))
    if isinstance(value, int):
        return _number(language, field, value, currency)
    if isinstance(value, dt.time):
        return language.hour(value)
    if isinstance(value, dt.date):
        return language.month(value) if field.unit is Unit.MONTH else language.day(value)
    return str(value)


def _number(language: Language, field: Field, value: int, currency: str) -> str:
    if field.unit is Unit.CENTS:
        return language.money(value, currency)
    if field.unit is Unit.RATE:
        return language.rate(value)
    if field.unit is Unit.DAYS:
        return language.days(value)
    if field.name == "minutes":
        return duration(language, value)
    return language.number(value)


def _weekdays(language: Language, numbers: str) -> str:
    return ", ".join(language.weekday_name(int(number), "long") for number in numbers.split() if number in "1234567")
