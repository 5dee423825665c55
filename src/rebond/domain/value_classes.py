"""`dataclass(frozen=True)` whose classes are made in a quarter of the time.

The standard decorator compiles six methods for each class. A start of the program makes a hundred classes, and that
took a sixth of the time to its first frame. Here only `__init__` is compiled; all classes share the other methods.
"""

import dataclasses
from collections.abc import Callable, Iterable
from dataclasses import MISSING, FrozenInstanceError
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

T = TypeVar("T")

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(*, frozen: bool, slots: bool = False, kw_only: bool = False) -> Callable[[type[T]], type[T]]:
        """Declare a class of values, to be used as what `dataclasses.dataclass` would make of it.

        Its subclasses are declared by this decorator too. `inspect.signature` does not show the types of its fields.

        :raises TypeError: when it is not frozen, has one of the shared methods itself, or a field that has a default
            and is not given (`init=False`).
        """
        if not frozen:
            message = "what is not frozen is declared by dataclasses.dataclass"
            raise TypeError(message)

        def declare(cls: type[T]) -> type[T]:
            if own := {name for name in ("__init__", *_METHODS) if vars(cls).get(name)}:
                message = f"{cls.__name__} has {', '.join(sorted(own))} of its own: use dataclasses.dataclass"
                raise TypeError(message)
            made = dataclasses.dataclass(cls, init=False, repr=False, eq=False, slots=slots, kw_only=kw_only)
            fields = dataclasses.fields(made)
            made.__init__ = _init(made, fields)
            for name, method in _METHODS.items():
                setattr(made, name, method)
            made._compared = staticmethod(_reading(one.name for one in fields if one.compare))
            hashed = (one.name for one in fields if (one.compare if one.hash is None else one.hash))
            made._hashed = staticmethod(_reading(hashed))
            return made

        return declare


def _reading(names: Iterable[str]) -> Callable[[object], object]:
    """Return what reads these attributes of a value at once."""
    names = tuple(names)
    return attrgetter(*names) if names else lambda _value: ()


def _init(cls: type, fields: tuple["dataclasses.Field[Any]", ...]) -> Callable[..., None]:
    """Compile the `__init__` of a class: one that sets each field and ends with `__post_init__`, if there is one."""
    # No field has a name like these: Python would put the name of its class before it.
    names: dict[str, Any] = {"__set": object.__setattr__, "__missing": MISSING}
    given, named, lines = list[str](), list[str](), list[str]()
    for one in fields:
        parameter = value = one.name
        if one.default_factory is not MISSING:
            names[f"__make_{one.name}"] = one.default_factory
            parameter = f"{one.name}=__missing"
            value = f"__make_{one.name}() if {one.name} is __missing else {one.name}"
        elif one.default is not MISSING:
            names[f"__default_{one.name}"] = one.default
            parameter = f"{one.name}=__default_{one.name}"
        if not one.init:
            if one.default is not MISSING or one.default_factory is not MISSING:
                message = f"{cls.__name__}.{one.name} is not given, so its default would be lost"
                raise TypeError(message)
        else:
            (named if one.kw_only else given).append(parameter)
            lines.append(f" __set(self, {one.name!r}, {value})")
    if hasattr(cls, "__post_init__"):
        lines.append(" self.__post_init__()")
    parameters = ", ".join(["self", *given, *(["*", *named] if named else [])])
    exec(f"def __init__({parameters}):\n" + "\n".join(lines or [" pass"]), names)  # noqa: S102 - names of fields alone
    made: Callable[..., None] = names["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"  # an argument that is wrong is told with it
    return made


class _Shared:
    """The methods of all these classes, but for `__init__`."""

    _compared: Callable[[object], object]
    _hashed: Callable[[object], object]

    def __eq__(self, other: object) -> bool:
        return self._compared(self) == self._compared(other) if other.__class__ is self.__class__ else NotImplemented

    def __hash__(self) -> int:
        return hash(self._hashed(self))

    def __repr__(self) -> str:
        shown = (f"{one.name}={getattr(self, one.name)!r}" for one in _fields(self) if one.repr)
        return f"{self.__class__.__qualname__}({', '.join(shown)})"

    def __setattr__(self, name: str, value: object) -> NoReturn:
        message = f"cannot assign to field {name!r}"
        raise FrozenInstanceError(message)

    def __delattr__(self, name: str) -> NoReturn:
        message = f"cannot delete field {name!r}"
        raise FrozenInstanceError(message)

    def __getstate__(self) -> list[object]:
        return [getattr(self, one.name) for one in _fields(self)]

    def __setstate__(self, state: list[object]) -> None:
        for one, value in zip(_fields(self), state, strict=True):
            object.__setattr__(self, one.name, value)


_METHODS = {name: method for name, method in vars(_Shared).items() if callable(method)}


def _fields(value: Any) -> tuple["dataclasses.Field[Any]", ...]:
    return dataclasses.fields(value)
