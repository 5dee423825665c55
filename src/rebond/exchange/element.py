"""A tree of named elements that know their line: what XML and OFX's SGML both come down to."""

from collections.abc import Iterator
from dataclasses import dataclass, field

#: How deep elements may lie in each other; a bank's statement needs fifteen.
DEEPEST = 100
#: How many elements a file may hold: about 20,000 movements, in a quarter of a gigabyte of memory.
MOST = 1_000_000


@dataclass(slots=True)
class Element:
    """An element with its own text, its attributes and the elements inside it; `line` is where it opens."""

    name: str
    line: int
    attributes: dict[str, str] = field(default_factory=dict)
    text: str = ""
    children: list["Element"] = field(default_factory=list)

    def all(self, *path: str) -> Iterator["Element"]:
        """The elements at the end of the path of names, in the file's order."""
        name, *rest = path
        for child in self.children:
            if child.name == name:
                if rest:
                    yield from child.all(*rest)
                else:
                    yield child

    def first(self, *path: str) -> "Element | None":
        """The first element at the end of the path."""
        return next(self.all(*path), None)

    def value(self, *path: str) -> str:
        """The text of the first element at the end of the path that has any, without the spaces around it."""
        return next((text for one in self.all(*path) if (text := one.text.strip())), "")

    def anywhere(self, *names: str) -> Iterator["Element"]:
        """Every element with one of these names below this one, in the file's order."""
        for child in self.children:
            if child.name in names:
                yield child
            yield from child.anywhere(*names)
