"""Journals of any kinds, generated from the registry: each field by its type and unit, each reference to a row."""

import datetime as dt
import string
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from hypothesis import strategies as st

from rebond.domain.agreements.kinds import Agreement, Amendment
from rebond.domain.attachments.kept_files import kept_name
from rebond.domain.attachments.kinds import AttachedFile
from rebond.domain.kinds import Choice, Entity, Field, Unit
from rebond.domain.missions.kinds import Invoice, Milestone, Mission, Payment
from rebond.domain.missions.settlement import fault, offsets, settled_on
from rebond.domain.names import folded
from rebond.domain.people.kinds import Person
from rebond.domain.registry import KINDS
from rebond.domain.rules import problems

TODAY = dt.date(2026, 11, 22)
Rows = dict[type[Entity], list[Any]]

_FIRST = dt.date(2024, 1, 1)
_DATES = st.dates(_FIRST, TODAY)
#: Few letters, so that namesakes and equal rows come up; some that a careless comparison would confuse.
_TEXTS = st.text(string.ascii_letters[:3] + 'éÉœ .#{}<"\\\N{NO-BREAK SPACE}', max_size=5)
_NAMES = st.builds(str.__add__, st.sampled_from("abcé"), _TEXTS)
_FILES = (b"", b"%PDF-1.7 a contract", bytes(range(256)))


@cache
def value(field: Field) -> st.SearchStrategy[Any]:
    """Values that the field's type and unit allow."""
    made: st.SearchStrategy[Any]
    if issubclass(field.type, Choice):
        made = st.sampled_from(list(field.type))
    elif field.type is bool:
        made = st.booleans()
    elif field.type is dt.time:
        made = st.times().map(lambda time: time.replace(microsecond=0, fold=0))
    elif field.type is dt.date:
        made = _DATES.map(lambda day: day.replace(day=1)) if field.unit is Unit.MONTH else _DATES
    elif field.unit is Unit.MONTH_DAY:
        made = _DATES.map(lambda day: f"{day:%m-%d}")
    elif field.unit is Unit.ATTACHMENT:
        made = st.sampled_from([digest_of(data) if data else "" for data in _FILES])
    elif field.type is int:
        made = st.integers(0, 31)
    else:
        made = _NAMES if field.required else _TEXTS
    if field.optional:
        made = st.none() | made
    return made if field.required else st.just(field.default) | made


def digest_of(data: bytes) -> str:
    """The name under which an attached file is kept."""
    from hashlib import sha256

    return sha256(data).hexdigest()


#: The attached files that rows may name, by digest.
ATTACHED = {digest_of(data): data for data in _FILES if data}


@st.composite
def journals(draw: st.DrawFn, most: int = 3) -> Rows:
    """The rows of a journal that breaks no rule, each with an id."""
    rows: Rows = {}
    for cls in KINDS:
        rows[cls] = []
        if cls.declared.single:
            rows[cls] = [cls(id=1)]
            continue
        if cls.declared.preset and cls.declared.key:
            rows[cls] = [replace(seed, id=place) for place, seed in enumerate(cls.declared.seeds, 1)]
            if place := draw(st.integers(0, len(rows[cls]))):
                rows[cls][place - 1] = _changed(draw, rows[cls][place - 1])
        for _ in range(draw(st.integers(0, most))):
            if row := _row(draw, cls, rows):
                rows[cls].append(replace(row, id=len(rows[cls]) + 1))
    return _settled(rows)


def _row(draw: st.DrawFn, cls: type[Entity], rows: Rows) -> Any:
    """A row that may stand beside the others; None when what was drawn may not."""
    values: dict[str, Any] = {}
    for one in cls.declared.fields:
        if one.ref:
            targets = [row.id for row in _possible(one, values, rows)]
            if not targets and not one.optional:
                return None
            choices = st.sampled_from(targets) if targets else st.none()
            values[one.name] = draw(choices | st.none() if one.optional else choices)
        elif one.type is dt.date and one.unit is None:
            # The days of a row come one after the other, as most rules want them.
            earlier = max((day for day in values.values() if isinstance(day, dt.date)), default=_FIRST)
            values[one.name] = draw(st.dates(earlier, TODAY) | st.none() if one.optional else st.dates(earlier, TODAY))
        else:
            values[one.name] = draw(value(one))
    if cls is Invoice:
        sign = draw(st.sampled_from([1, 1, -1]))
        values |= {"settled": None, "cancelled": False, "amount": sign * values["amount"], "vat": sign * values["vat"]}
        values |= {} if values["amount"] < 0 else {"corrects_id": None}
    if cls is AttachedFile:
        values["name"] = kept_name(values["name"])
    if cls is Payment:
        invoice = next(row for row in rows[Invoice] if row.id == values["invoice_id"])
        values["amount"] *= -1 if invoice.is_credit_note else 1
    row = _mended(cls(**values))
    taken = {_key(other) for other in rows[cls]} if cls.declared.unique or cls is Invoice else set()
    return None if problems(row, TODAY) or _key(row) in taken else row


def _mended(row: Any) -> Any:
    """The row without the values that break a rule, where it can do without."""
    wrong = {problem.field for problem in problems(row, TODAY)}
    return replace(
        row, **{one.name: one.default for one in row.declared.fields if one.name in wrong and not one.required}
    )


def _changed(draw: st.DrawFn, seed: Any) -> Any:
    """A row that every journal begins with, with other values beside its key."""
    others = [one for one in seed.declared.fields if one.name not in seed.declared.key]
    changed = replace(seed, **{one.name: draw(value(one)) for one in others})
    return seed if problems(changed, TODAY) else changed


def _possible(field: Field, values: dict[str, Any], rows: Rows) -> Sequence[Any]:
    """The rows that the field may refer to: an invoice's mission is its client's, a milestone its mission's.

    A credit note corrects an invoice of its client.
    """
    found = next(rows[cls] for cls in rows if field.ref and cls.kind == field.ref.kind)
    owners = (
        (Mission, "client_id"), (Milestone, "mission_id"), (Amendment, "mission_id"), (Agreement, "mission_id"),
        (Person, "client_id"),
    )  # fmt: skip
    for cls, owner in owners:
        if field.ref and field.ref.kind == cls.kind and owner in values:
            found = [row for row in found if getattr(row, owner) == values[owner]]
    if field.name == "corrects_id":
        found = [row for row in found if row.client_id == values["client_id"] and not row.is_credit_note]
    return found


def _key(row: Any) -> tuple[object, ...]:
    values = (getattr(row, name) for name in row.declared.key)
    key = tuple(folded(one) if isinstance(one, str) else one for one in values)
    return key if all(key) else (object(),)


def _settled(rows: Rows) -> Rows:
    """The rows with the payments that their invoices can take, and the day each was settled."""
    parts: dict[int, list[Payment]] = defaultdict(list)
    invoices = {invoice.id: invoice for invoice in rows[Invoice]}
    for payment in rows[Payment]:
        if fault(invoices[payment.invoice_id], [*parts[payment.invoice_id], payment]) is None:
            parts[payment.invoice_id].append(payment)
    kept = [payment for payments in parts.values() for payment in payments]
    offset = offsets(rows[Invoice], parts)
    settled = [
        replace(invoice, settled=settled_on(invoice, parts[invoice.id], offset.get(invoice.id, ())))
        for invoice in rows[Invoice]
    ]
    numbered = [replace(payment, id=place) for place, payment in enumerate(kept, 1)]
    return rows | {Invoice: settled, Payment: numbered}
