"""A tree of named elements with line numbers, parsed from XML or from OFX's SGML."""

from collections.abc import Iterator
from dataclasses import dataclass, field

#: The deepest nesting of elements accepted; a bank's statement needs fifteen levels.
DEEPEST = 100
#: The most elements accepted: about 20,000 movements, in a quarter of a gigabyte of memory.
MOST = 1_000_000


@dataclass(slots=True)
class Element:
    """An element with its own text, attributes and children; `line` is that of its start tag."""

    name: str
    line: int
    attributes: dict[str, str] = field(default_factory=dict)
    text: str = ""
    children: list["Element"] = field(default_factory=list)

    def all(self, *path: str) -> Iterator["Element"]:
        """Yield the elements at a path of names below this one, in document order."""
        name, *rest = path
        for child in self.children:
            if child.name == name:
                if rest:
                    yield from child.all(*rest)
                else:
                    yield child

    def first(self, *path: str) -> "Element | None":
        """Return the first element at a path, or None."""
        return next(self.all(*path), None)

    def value(self, *path: str) -> str:
        """Return the stripped text of the first element at a path that has any, or an empty string."""
        return next((text for element in self.all(*path) if (text := element.text.strip())), "")

    def anywhere(self, *names: str) -> Iterator["Element"]:
        """Yield every descendant with one of these names, in document order."""
        for child in self.children:
            if child.name in names:
                yield child
            yield from child.anywhere(*names)
