"""Declaration of a kind of row, from which its table, document section, search, history and sentences are derived.

A kind is a frozen dataclass below :class:`Entity`, decorated with :func:`kind`. Each field is annotated with its
description, and with its unit or reference where its Python type does not say it.
"""

import dataclasses
import datetime as dt
import types
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import MISSING
from enum import Enum, StrEnum
from inspect import get_annotations
from operator import attrgetter
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self, TypeVar, Union, get_args, get_origin

from rebond.domain.direction import turns, upright
from rebond.domain.problems import Problem
from rebond.domain.value_classes import dataclass


class Unit(Enum):
    """The unit or format of a field, where its Python type does not determine it."""

    CENTS = "cents"
    RATE = "thousandths of a percent"
    DAYS = "hundredths of a day"
    MONTH = "the first day of a month"
    MONTH_DAY = "MM-DD"
    LONG = "text of several lines"
    ATTACHMENT = "SHA-256 of an attached file, in hexadecimal"


class Filled(Enum):
    """Whether the document may omit a field because its value is computed."""

    #: The document always omits the field: it is computed from other rows.
    DERIVED = "derived"
    #: A record may omit the field: :meth:`Entity.completed` then computes it from the others.
    COMPLETED = "completed"


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference: the field holds the id of a row of `kind`. With `owned`, deleting that row deletes this one too."""

    kind: str
    owned: bool = True


Cents = Annotated[int, Unit.CENTS]
Rate = Annotated[int, Unit.RATE]
Days = Annotated[int, Unit.DAYS]
Month = Annotated[dt.date, Unit.MONTH]
MonthDay = Annotated[str, Unit.MONTH_DAY]
LongText = Annotated[str, Unit.LONG]
Attachment = Annotated[str, Unit.ATTACHMENT]


class Choice(StrEnum):
    """An enumeration whose members carry their English label: `NET = "net", later("net")`."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


@dataclass(frozen=True, slots=True)
class Words:
    """The English sentences about a kind, each translated as a whole since French agrees in gender.

    `one` is the kind's singular, for titles. The others take `{count}` or `{name}`.
    """

    one: str
    count: tuple[str, str]
    added: str
    changed: str
    deleted: str


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a kind: its Python type without None, its annotations, and its default (MISSING if it has none)."""

    name: str
    type: type
    unit: Unit | None
    ref: Ref | None
    filled: Filled | None
    description: str
    optional: bool
    default: object

    @property
    def required(self) -> bool:
        return self.default is MISSING


@dataclass(frozen=True, slots=True)
class Kind:
    """The declaration of a kind; its attributes are the parameters of :func:`kind`."""

    name: str
    entity: "type[Entity]"
    words: Words
    section: str
    description: str
    fields: tuple[Field, ...]
    inside: str
    key: tuple[str, ...]
    unique: str
    indexes: tuple[tuple[str, ...], ...]
    names: tuple[str, ...]
    texts: tuple[str, ...]
    searched: bool
    runway: bool | tuple[str, ...]
    tab: str
    single: bool
    person: bool
    preset: bool
    identifiers: tuple[str, ...]
    one_of: tuple[str, ...]
    seeds: "tuple[Entity, ...]"

    @property
    def owner(self) -> Field | None:
        """The reference to the row that owns this one: deleting the owner deletes this one."""
        return next((field for field in self.fields if field.ref and field.ref.owned), None)

    @property
    def reference_name(self) -> str:
        """The text field by which the document refers to a row; empty if only a `ref` can."""
        texts = (name for name in self.key if self.field(name).type is str)
        return next(texts, "") or next(iter(self.names), "")

    @property
    def scope(self) -> Field | None:
        """The reference to the owner within which names of this kind are unique, such as a mission's client."""
        owner = self.owner
        return owner if owner and (owner.name in self.key or self.inside) else None

    @property
    def references(self) -> tuple[Field, ...]:
        """The fields that hold ids of other rows."""
        return tuple(field for field in self.fields if field.ref)

    @property
    def to_its_own(self) -> Field | None:
        """The reference to another row of this kind, such as the invoice that a credit note corrects."""
        return next((field for field in self.fields if field.ref and field.ref.kind == self.name), None)

    @property
    def attachments(self) -> tuple[Field, ...]:
        """The fields that hold the digest of an attached file."""
        return tuple(field for field in self.fields if field.unit is Unit.ATTACHMENT)

    def field(self, name: str) -> Field:
        """:raises KeyError: when the kind has no such field."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(self.name, name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Base class of the rows of a journal. `id` is 0 until the row is inserted."""

    if TYPE_CHECKING:  # set by `kind`; a dataclass would count them among its fields
        kind: ClassVar[str]
        declared: ClassVar[Kind]
        #: The names of the fields of text, and what reads all of them at once: every row that is read comes by here.
        _texts: ClassVar[tuple[str, ...]]
        _read_texts: ClassVar[Any]
    else:
        _texts = ()
        _read_texts = staticmethod(lambda _row: ())
    id: int = 0

    def __post_init__(self) -> None:
        """Leave out the signs of direction, however a text was entered: also of rows that older versions wrote."""
        for text in self._read_texts(self):
            if text and not text.isascii() and not text.isprintable() and turns(text):  # the quickest first
                self._set_upright()
                break

    def _set_upright(self) -> None:
        for name in self._texts:
            if text := getattr(self, name):
                object.__setattr__(self, name, upright(text))

    @property
    def deletable(self) -> bool:
        """Whether a person may delete the row."""
        return True

    @classmethod
    def completed(cls, values: Mapping[str, Any], lists: Collection[str], owners: "Mapping[str, Entity]") -> Self:
        """Build the row of a record of the document, computing the fields that the record omits.

        :param values: the values given, by field, with ids for references.
        :param lists: the keys of the non-empty lists nested in the record.
        :param owners: the referenced rows, by field.
        """
        return cls(**values)

    def check(self, today: dt.date) -> Iterator[Problem]:
        """Yield a problem for each rule of the kind that the row breaks, apart from those of types and units."""
        yield from ()


E = TypeVar("E", bound=Entity)

#: Every kind declared so far, by name; `registry` imports the features and sorts the kinds.
DECLARED: dict[str, type[Entity]] = {}


def kind(
    name: str,
    *,
    words: Words,
    section: str,
    description: str,
    inside: str = "",
    key: tuple[str, ...] = (),
    unique: str = "",
    indexes: tuple[tuple[str, ...], ...] = (),
    names: tuple[str, ...] = (),
    texts: tuple[str, ...] = (),
    searched: bool = True,
    runway: bool | tuple[str, ...] = False,
    tab: str = "",
    single: bool = False,
    person: bool = False,
    preset: bool = False,
    identifiers: tuple[str, ...] = (),
    one_of: tuple[str, ...] = (),
    seeds: Callable[[type[Any]], tuple[Entity, ...]] = lambda _cls: (),
) -> Callable[[type[E]], type[E]]:
    """Declare a dataclass below :class:`Entity` as a kind.

    :param name: the name of its table, also used in the history.
    :param section: the key of its list in the document; `description` is its description in the document's schema.
    :param inside: the reference to the row in whose record the list is nested; empty for a top-level list.
    :param key: the natural key: the fields that identify a row to a person, compared by `names.folded`.
    :param unique: the code of the problem raised on a duplicate key; empty when duplicates are allowed.
    :param indexes: the terms of each index, beside the index of every reference: a field, or whether it has no value,
        as "time IS NULL", where a list is sorted by that.
    :param names: the fields that may name a row; the first non-empty one does. `texts` are its other texts.
    :param searched: whether `names` and `texts` are in the full-text index.
    :param runway: whether a change of a row affects the cash runway: always, or only if one of these fields is set.
    :param tab: the tab that shows its rows.
    :param single: whether a journal holds exactly one row of it, with the id 1.
    :param person: whether its rows are persons or clients, whose data can be erased on demand.
    :param preset: whether a new journal may hold default rows of it, which a first import replaces.
    :param identifiers: the fields that identify a row, which the erasure of another person leaves as they are.
    :param one_of: the fields of which a record of the document must give at least one.
    :param seeds: the rows that a new journal starts with; they get the ids 1, 2, … in order.
    :raises TypeError: when a field's type cannot be stored or it has no description, when the declaration names an
        unknown field, or when another kind has the name or section.
    """

    def declare(cls: type[E]) -> type[E]:
        hints = {key: hint for base in reversed(cls.__mro__) for key, hint in get_annotations(base).items()}
        fields = tuple(_field(name, declared, hints[declared.name]) for declared in dataclasses.fields(cls)[1:])
        known = {field.name for field in fields}
        on_runway = runway if isinstance(runway, tuple) else ()
        indexed = (term.removesuffix(" IS NULL") for index in indexes for term in index)
        used = {*one_of, *identifiers, *key, *names, *texts, *on_runway, *indexed, inside} - {""}
        if unknown := used - known:
            message = f"{name}: the declaration names {', '.join(sorted(unknown))}, which are no fields of it"
            raise TypeError(message)
        if bare := [field.name for field in fields if not field.description]:
            message = f"{name}: no description of {', '.join(bare)}"
            raise TypeError(message)
        if inside and not any(field.name == inside and field.ref for field in fields):
            message = f"{name}: {inside} is no reference, so its list cannot stand inside another record"
            raise TypeError(message)
        if any(other.kind == name or other.declared.section == section for other in DECLARED.values()):
            message = f"{name}: another kind has this name or the section {section}"
            raise TypeError(message)
        cls.kind = name
        cls._texts = tuple(field.name for field in fields if field.type is str)
        cls._read_texts = staticmethod(_reading(cls._texts))
        cls.declared = Kind(
            name, cls, words, section, description, fields, inside, key, unique, indexes, names, texts,
            searched and bool(names or texts), runway, tab, single, person, preset, identifiers, one_of, (),
        )  # fmt: skip
        cls.declared = dataclasses.replace(cls.declared, seeds=seeds(cls))
        DECLARED[name] = cls
        return cls

    return declare


def _reading(names: tuple[str, ...]) -> Callable[[Entity], tuple[str | None, ...]]:
    """Return what reads these fields of a row at once."""
    if not names:
        return lambda _row: ()
    return attrgetter(*names) if len(names) > 1 else attrgetter(*names, *names)  # of one alone it makes no tuple


#: The field types that a row can store, beside enumerations.
_STORABLE = frozenset({bool, int, str, dt.date, dt.time})


def _field(kind_name: str, declared: dataclasses.Field[Any], hint: Any) -> Field:
    annotations: tuple[object, ...] = ()
    optional = False
    while get_origin(hint) in (Annotated, Union, types.UnionType):
        if get_origin(hint) is Annotated:
            annotations += hint.__metadata__
            hint = get_args(hint)[0]
        else:
            optional = True
            (hint,) = [member for member in get_args(hint) if member is not type(None)]
    if hint not in _STORABLE and not (isinstance(hint, type) and issubclass(hint, Choice)):
        message = f"{kind_name}.{declared.name}: a row cannot hold {hint!r}"
        raise TypeError(message)

    def annotation(cls: type) -> Any:
        return next((value for value in annotations if isinstance(value, cls)), None)

    return Field(
        name=declared.name,
        type=hint,
        unit=annotation(Unit),
        ref=annotation(Ref),
        filled=annotation(Filled),
        description=annotation(str) or "",
        optional=optional,
        default=declared.default,
    )


def fields_of(entity: type[Entity]) -> tuple[Field, ...]:
    """Return the fields of a kind in order of declaration, without the id."""
    return entity.declared.fields
