"""The progress of long work: who waits for it hears how much is done, and may end it by raising."""

from collections.abc import Callable, Iterable, Iterator
from itertools import count, islice
from typing import TypeVar

T = TypeVar("T")

#: Called with (done, total) during a long operation. It may raise to cancel it: then nothing of it remains.
Progress = Callable[[int, int], object]

#: The items between two calls; a thousand rows take a few milliseconds.
_EVERY = 1_000


def unheard(_done: int, _total: int) -> None:
    """The progress of work that nobody waits for."""


def part(progress: Progress, first: int, last: int, count: int) -> Progress:
    """The progress of a piece of the work: from `first` to `last`, of `count` equal parts."""
    return lambda done, total: progress(first * total + (last - first) * done, count * total)


def heard(items: Iterable[T], total: int, progress: Progress) -> Iterator[T]:
    """The items one by one, while `progress` hears from time to time how many of `total` there were."""
    left = iter(items)
    for done, item in zip(count(step=_EVERY), left):
        progress(min(done, total), total)
        yield item
        yield from islice(left, _EVERY - 1)
