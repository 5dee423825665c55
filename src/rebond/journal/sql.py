"""SQL with the values that are bound to it, composed of parts."""

from collections.abc import Iterable

from rebond.domain.kinds import Entity
from rebond.domain.value_classes import dataclass
from rebond.journal.rows import Stored, as_stored, shape


@dataclass(frozen=True, slots=True)
class Sql:
    """SQL, and the values of the `?` in it. What a person typed is only ever among the values."""

    text: str
    values: tuple[Stored, ...] = ()


def sql(text: str, *parts: object) -> Sql:
    """Return SQL in which each `?` of `text` is one of `parts`: other SQL with its own values, or a value.

    A collection of ids is bound as JSON, for `IN (SELECT value FROM json_each(?))`.
    """
    first, *others = text.split("?")
    texts, values = [first], list[Stored]()
    for part, following in zip(parts, others, strict=True):
        put = part if isinstance(part, Sql) else Sql("?", (as_stored(part),))
        texts += [put.text, following]
        values += put.values
    return Sql("".join(texts), tuple(values))


def columns(cls: type[Entity]) -> Sql:
    """Return all columns of a kind, in their order."""
    return Sql(", ".join(f"{cls.kind}.{name}" for name in shape(cls.kind).names))


def listed(parts: Iterable[Sql]) -> Sql:
    """Return the parts with commas between them."""
    return _joined(", ", parts)


def every(conditions: Iterable[Sql]) -> Sql:
    """Return the condition that all of these hold."""
    return _joined(" AND ", (sql("(?)", condition) for condition in conditions))


def _joined(between: str, parts: Iterable[Sql]) -> Sql:
    parts = tuple(parts)
    return sql(between.join("?" * len(parts)), *parts) if parts else Sql("TRUE")
