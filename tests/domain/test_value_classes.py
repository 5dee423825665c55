"""A class of values is what the standard decorator would make of it; only making it is quicker."""

import copy
import dataclasses
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, field
from functools import cached_property
from typing import Any, Generic, TypeVar

import pytest

from rebond.domain.value_classes import dataclass

T = TypeVar("T")
Decorator = Callable[..., Callable[[type[Any]], type[Any]]]

OURS: Decorator = dataclass
BOTH: tuple[Decorator, Decorator] = (dataclass, dataclasses.dataclass)


def plain(decorator: Decorator) -> type[Any]:
    @decorator(frozen=True, slots=True)
    class Plain:
        """Two fields, one with a default."""

        name: str
        amount: int = 3

    return Plain


def nothing(decorator: Decorator) -> type[Any]:
    @decorator(frozen=True, slots=True)
    class Nothing:
        """No field at all."""

    return Nothing


def by_name(decorator: Decorator) -> type[Any]:
    @decorator(frozen=True, slots=True, kw_only=True)
    class Base:
        """A field with a default before those of its subclass without one."""

        id: int = 0

    @decorator(frozen=True, slots=True, kw_only=True)
    class ByName(Base):
        """Made of its base's fields and its own."""

        name: str
        tags: list[str] = field(default_factory=list)

    return ByName


def odd(decorator: Decorator) -> type[Any]:
    @decorator(frozen=True, slots=True)
    class Odd(Generic[T]):
        """Fields that are not shown, not compared, not hashed, or computed; one is named as nothing else may be."""

        name: str
        _missing: int = 0
        hidden: str = field(default="h", repr=False)
        beside: str = field(default="b", compare=False)
        unhashed: list[int] = field(default_factory=lambda: [1], hash=False)
        later: int = field(default=0, kw_only=True)
        length: int = field(init=False)

        def __post_init__(self) -> None:
            object.__setattr__(self, "length", len(self.name))

    return Odd


def caching(decorator: Decorator) -> type[Any]:
    @decorator(frozen=True)
    class Caching:
        """Without slots, so that a property can keep what it computed."""

        name: str

        @cached_property
        def upper(self) -> str:
            return self.name.upper()

    return Caching


#: How a class is declared, and what it is called with; some calls are refused.
CALLS: list[tuple[Callable[[Decorator], type[Any]], tuple[Any, ...], dict[str, Any]]] = [
    (plain, ("a",), {}), (plain, ("a", 4), {}), (plain, (), {"amount": 1, "name": "b"}), (plain, (), {}),
    (plain, ("a", 1, 2), {}), (plain, ("a",), {"other": 1}), (nothing, (), {}), (nothing, (1,), {}),
    (by_name, (), {"name": "a"}), (by_name, (), {"name": "a", "id": 7, "tags": ["x"]}), (by_name, ("a",), {}),
    (by_name, (), {}), (odd, ("abc",), {}), (odd, ("abc", 1, "x", "y", [2]), {"later": 5}),
    (odd, ("abc",), {"length": 3}), (caching, ("a",), {}),
]  # fmt: skip


def made(decorator: Decorator, declare: Callable[[Decorator], type[Any]], *given: Any, **named: Any) -> Any:
    """The value, or the kind of refusal and its sentence."""
    try:
        return declare(decorator)(*given, **named)
    except TypeError as error:
        return TypeError, str(error)


@pytest.mark.parametrize(("declare", "given", "named"), CALLS)
def test_it_is_made_shown_and_taken_apart_alike(declare: Any, given: Any, named: Any) -> None:
    ours, theirs = (made(decorator, declare, *given, **named) for decorator in BOTH)
    if isinstance(theirs, tuple):
        assert ours == theirs
        return
    assert repr(ours).replace("<locals>", "") == repr(theirs).replace("<locals>", "")
    assert dataclasses.asdict(ours) == dataclasses.asdict(theirs)
    assert type(ours).__match_args__ == type(theirs).__match_args__
    assert getattr(type(ours), "__slots__", None) == getattr(type(theirs), "__slots__", None)
    assert hasattr(ours, "__dict__") == hasattr(theirs, "__dict__")


@pytest.mark.parametrize("decorator", BOTH)
def test_it_is_compared_and_hashed_by_its_fields(decorator: Decorator) -> None:
    cls = plain(decorator)
    assert cls("a") == cls("a", 3) != cls("a", 4)
    assert hash(cls("a")) == hash(cls("a", 3))
    assert len({cls("a"), cls("a"), cls("b")}) == 2
    assert cls("a") != plain(decorator)("a")
    assert cls("a").__eq__("a") is NotImplemented
    assert nothing(decorator)() != nothing(decorator)()
    alone = nothing(decorator)
    assert alone() == alone()
    assert hash(alone()) == hash(alone())


@pytest.mark.parametrize("decorator", BOTH)
def test_what_is_not_compared_or_hashed_is_left_out(decorator: Decorator) -> None:
    cls = odd(decorator)
    assert cls("a", beside="x") == cls("a", beside="y")
    assert cls("a", unhashed=[1]) != cls("a", unhashed=[2])
    assert hash(cls("a", unhashed=[1])) == hash(cls("a", unhashed=[2]))
    assert hash(cls("a", hidden="x")) != hash(cls("a", hidden="y"))
    assert cls("a").unhashed is not cls("a").unhashed
    with pytest.raises(TypeError, match="unhashable"):
        hash(by_name(decorator)(name="a"))


@pytest.mark.parametrize("decorator", BOTH)
def test_it_never_changes(decorator: Decorator) -> None:
    value = plain(decorator)("a")
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'name'"):
        value.name = "b"
    with pytest.raises(FrozenInstanceError, match="cannot delete field 'name'"):
        del value.name
    assert value.name == "a"
    assert dataclasses.replace(value, name="b") == type(value)("b")
    kept = caching(decorator)("a")
    assert kept.upper is kept.upper == "A"
    with pytest.raises(FrozenInstanceError):
        kept.name = "b"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Where pickle finds it."""

    id: int = 0
    names: list[str] = field(default_factory=list)


def test_it_is_copied_and_pickled() -> None:
    value = Kept(id=4, names=["a"])
    assert pickle.loads(pickle.dumps(value)) == copy.copy(value) == copy.deepcopy(value) == value  # noqa: S301
    assert copy.copy(value).names is value.names
    assert copy.deepcopy(value).names is not value.names


def test_what_the_standard_decorator_is_for_is_refused() -> None:
    with pytest.raises(TypeError, match="not frozen"):
        OURS(frozen=False, slots=True)

    class Own:
        """Has a method that all share otherwise."""

        def __eq__(self, other: object) -> bool:
            return True

    with pytest.raises(TypeError, match="Own has __eq__ of its own"):
        OURS(frozen=True, slots=True)(Own)

    class Lost:
        """Has a default that nobody would set."""

        name: str = field(default="a", init=False)

    with pytest.raises(TypeError, match="name is not given"):
        OURS(frozen=True, slots=True)(Lost)
