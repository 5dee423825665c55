"""How a kind of row declares itself. Tables, document, search, history and sentences are derived from the declaration.

A kind is a frozen dataclass below :class:`Entity`, decorated with :func:`kind`. Each field is annotated with its
description, and with its unit or reference where its Python type does not say it.
"""

import dataclasses
import datetime as dt
import types
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import MISSING, dataclass
from enum import Enum, StrEnum
from inspect import get_annotations
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self, TypeVar, Union, get_args, get_origin

from rebond.domain.problems import Problem


class Unit(Enum):
    """The meaning of a number, a date or a text, where its Python type does not say it."""

    CENTS = "cents"
    RATE = "thousandths of a percent"
    DAYS = "hundredths of a day"
    MONTH = "the first day of a month"
    MONTH_DAY = "MM-DD"
    LONG = "text of several lines"
    ATTACHMENT = "SHA-256 of an attached file, in hexadecimal"


class Filled(Enum):
    """How the document treats a field whose value follows from other rows or fields."""

    #: The document leaves the field out: other rows decide it.
    DERIVED = "derived"
    #: A record may leave the field out; its value then follows from the other fields.
    COMPLETED = "completed"


@dataclass(frozen=True, slots=True)
class Ref:
    """The field holds the id of a row of `kind`. With `owned`, deleting that row deletes this one too."""

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
    """An enumeration whose members carry the English name a person sees: `NET = "net", later("net")`."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


@dataclass(frozen=True, slots=True)
class Words:
    """The English sentences about a kind, each translated as a whole: French agrees in gender.

    `one` names a single row in a title. The others take `{count}` or `{name}`.
    """

    one: str
    count: tuple[str, str]
    added: str
    changed: str
    deleted: str


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a kind: its Python type without None, its annotations, and its default (MISSING: it has none)."""

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
    """The declaration of a kind; :func:`kind` documents its parts."""

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
    one_of: tuple[str, ...]
    seeds: "tuple[Entity, ...]"

    @property
    def owner(self) -> Field | None:
        """The reference to the row this one belongs to and is deleted with."""
        return next((one for one in self.fields if one.ref and one.ref.owned), None)

    @property
    def reference_name(self) -> str:
        """The text field by which the document refers to a row; empty when it can only be referred to by its ref."""
        texts = (name for name in self.key if self.field(name).type is str)
        return next(texts, "") or next(iter(self.names), "")

    @property
    def scope(self) -> Field | None:
        """The reference within whose row the names of this kind differ: a client's missions, a mission's milestones."""
        owner = self.owner
        return owner if owner and (owner.name in self.key or self.inside) else None

    @property
    def references(self) -> tuple[Field, ...]:
        """The fields that hold ids of other rows."""
        return tuple(one for one in self.fields if one.ref)

    @property
    def attachments(self) -> tuple[Field, ...]:
        """The fields that hold digests of attached files."""
        return tuple(one for one in self.fields if one.unit is Unit.ATTACHMENT)

    def field(self, name: str) -> Field:
        """:raises KeyError: when the kind has no such field."""
        for one in self.fields:
            if one.name == name:
                return one
        raise KeyError(self.name, name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One row of a journal. `id` is 0 until the journal gives it one."""

    if TYPE_CHECKING:  # set by `kind`; a dataclass would count them among its fields
        kind: ClassVar[str]
        declared: ClassVar[Kind]
    id: int = 0

    @property
    def deletable(self) -> bool:
        """Whether a person may delete the row."""
        return True

    @classmethod
    def completed(cls, values: Mapping[str, Any], lists: Collection[str], owners: "Mapping[str, Entity]") -> Self:
        """The row of a record of the document; what the record leaves out follows from the rest.

        :param values: by field, with ids for references.
        :param lists: the keys of the lists inside the record that are not empty.
        :param owners: the rows referred to, by field.
        """
        return cls(**values)

    def check(self, today: dt.date) -> Iterator[Problem]:
        """The rules of the kind beyond those of its fields' types and units: a problem for each broken one."""
        yield from ()


E = TypeVar("E", bound=Entity)

#: Every kind declared so far, by name; `registry` imports the features and puts them in order.
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
    one_of: tuple[str, ...] = (),
    seeds: Callable[[type[Any]], tuple[Entity, ...]] = lambda _cls: (),
) -> Callable[[type[E]], type[E]]:
    """Declare a dataclass below :class:`Entity` as a kind.

    :param name: of its table and in the history.
    :param section: the key of its list in the document; `description` stands in the document's schema.
    :param inside: the reference to the row inside whose record the list stands; empty for a list at the top.
    :param key: the fields by which a person tells its rows apart, compared as `names.folded` does.
    :param unique: the code of the problem when two rows have the same key; empty when they may.
    :param indexes: of the table, beside one for each reference.
    :param names: the fields that name a row, the first that is not empty; `texts` are its other texts.
    :param searched: whether the full-text search holds `names` and `texts`.
    :param runway: whether a change of a row bears on the cash runway: always, or when one of these fields is set.
    :param tab: the tab that shows its rows.
    :param single: whether a journal holds exactly one row of it, with the id 1.
    :param person: whether its rows are persons or clients, whose data is erased on demand.
    :param preset: whether a new journal may hold rows of it that nobody wrote; a first import takes their place.
    :param one_of: the fields of which a record of the document must give at least one.
    :param seeds: the rows that every new journal begins with; they get the ids 1, 2, … in order.
    :raises TypeError: when a field's type cannot be stored, or the declaration names a field that is not there.
    """

    def declare(cls: type[E]) -> type[E]:
        hints = {key: hint for base in reversed(cls.__mro__) for key, hint in get_annotations(base).items()}
        fields = tuple(_field(name, one, hints[one.name]) for one in dataclasses.fields(cls)[1:])
        known = {one.name for one in fields}
        on_runway = runway if isinstance(runway, tuple) else ()
        used = {*one_of, *key, *names, *texts, *on_runway, *(field for index in indexes for field in index)} | {
            inside
        } - {""}
        if unknown := used - known:
            message = f"{name}: the declaration names {', '.join(sorted(unknown))}, which are no fields of it"
            raise TypeError(message)
        cls.kind = name
        cls.declared = Kind(
            name, cls, words, section, description, fields, inside, key, unique, indexes, names, texts,
            searched and bool(names or texts), runway, tab, single, person, preset, one_of, (),
        )  # fmt: skip
        cls.declared = dataclasses.replace(cls.declared, seeds=seeds(cls))
        DECLARED[name] = cls
        return cls

    return declare


#: The types that a row can hold, beside enumerations.
_STORABLE = frozenset({bool, int, str, dt.date, dt.time})


def _field(kind_name: str, declared: dataclasses.Field[Any], hint: Any) -> Field:
    said: tuple[object, ...] = ()
    optional = False
    while get_origin(hint) in (Annotated, Union, types.UnionType):
        if get_origin(hint) is Annotated:
            said += hint.__metadata__
            hint = get_args(hint)[0]
        else:
            optional = True
            (hint,) = [one for one in get_args(hint) if one is not type(None)]
    if hint not in _STORABLE and not (isinstance(hint, type) and issubclass(hint, Choice)):
        message = f"{kind_name}.{declared.name}: a row cannot hold {hint!r}"
        raise TypeError(message)

    def one(wanted: type) -> Any:
        return next((part for part in said if isinstance(part, wanted)), None)

    return Field(declared.name, hint, one(Unit), one(Ref), one(Filled), one(str) or "", optional, declared.default)


def fields_of(entity: type[Entity]) -> tuple[Field, ...]:
    """The fields of a kind in their order, without its id."""
    return entity.declared.fields
