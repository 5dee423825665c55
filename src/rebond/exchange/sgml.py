"""Parser of OFX's SGML and XML into a tree; version 1 omits end tags, version 2 does not."""

import html
import re
from collections.abc import Collection, Mapping
from dataclasses import field

from rebond.domain.rules import LONGEST_TEXT
from rebond.domain.value_classes import dataclass
from rebond.exchange.element import DEEPEST, MOST, Element
from rebond.exchange.problem_list import UnreadableError

#: A tag, a marked section, a comment or an instruction. An unterminated one extends to the end of the text, and all
#: repetitions are possessive or lazy, so that the time is linear in the length of any file.
_TOKEN = re.compile(
    r"<!\[CDATA\[(?P<raw>.*?)(?:\]\]>|\Z)"
    r"|<!--.*?(?:-->|\Z)"
    r"|<(?P<end>/?+)(?P<name>[A-Za-z][\w.\-]*+)[^<>]*+>"
    r"|<[!?][^<>]*+>",
    re.DOTALL,
)
_REFERENCE = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});")


@dataclass(frozen=True, slots=True)
class Grammar:
    """What is known of a file's elements: the outermost one, and the possible owners of elements by name.

    An element whose owner is open ends everything that is open inside that owner, so that a missing or misspelt end
    tag costs nothing. Owners hold other elements and no text.
    """

    root: str
    owners: Mapping[str, Collection[str]]
    holding: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        every = {owner for owners in self.owners.values() for owner in owners}
        object.__setattr__(self, "holding", frozenset(every))


@dataclass(frozen=True, slots=True)
class SgmlFile:
    """The tree, and whether its end tag was there."""

    root: Element
    ended: bool
    last_line: int


def read_sgml(text: str, grammar: Grammar) -> SgmlFile:
    """Parse the outermost element, with names in capitals, ignoring the text before it.

    An element without an end tag holds only its text: the elements after it are its siblings. What follows the end of
    the outermost element, and another one like it, are read into the same.

    :raises UnreadableError: when there is no such element, it stops inside others, or it is too deep or too long.
    """
    tree = _Tree(grammar)
    seen = 0
    for token in _TOKEN.finditer(text):
        tree.text(_plain(text[seen : token.start()]))
        tree.line += text.count("\n", seen, token.start())
        seen = token.end()
        name = token["name"]
        if token["raw"] is not None:
            tree.text(token["raw"])
        elif name is not None and token["end"]:
            tree.close(name.upper())
        elif name is not None and (tree.open or name.upper() == grammar.root):
            # XML's <NAME/> is treated as a start tag without an end tag, so it is empty.
            tree.start(name.upper())
        tree.line += text.count("\n", token.start(), seen)
    last_line = max(1, text.rstrip().count("\n") + 1)
    if not tree.open:
        raise UnreadableError("ofx_broken", last_line)
    if not tree.ended and (len(tree.open) > 1 or text[seen:].strip()):
        raise UnreadableError("file_cut_short", last_line)
    return SgmlFile(tree.open[0], tree.ended, last_line)


class _Tree:
    """Builds the tree: `open` are the open elements, the first of which stays open; `ended`: its end tag was seen."""

    def __init__(self, grammar: Grammar) -> None:
        self.open: list[Element] = []
        self.ended = False
        self.line = 1
        self._grammar = grammar
        self._count = 0

    def text(self, text: str) -> None:
        if self.open and not self.open[-1].children and len(self.open[-1].text) < LONGEST_TEXT and text.strip():
            self.open[-1].text += text

    def start(self, name: str) -> None:
        self._count += 1
        if self._count > MOST:
            raise UnreadableError("file_too_large", self.line)
        if name == self._grammar.root and self.ended:
            self.ended = False
            return
        owner = self._innermost(self._grammar.owners.get(name, ()))
        if owner is not None:
            self._end_inside(owner)
        elif self.open and self.open[-1].text and self.open[-1].name not in self._grammar.holding:
            # An element with text has no children: the next start tag ends it.
            self.open.pop()
        if len(self.open) >= DEEPEST:
            raise UnreadableError("too_deep", self.line)
        element = Element(name, self.line)
        if self.open:
            self.open[-1].children.append(element)
        self.open.append(element)

    def close(self, name: str) -> None:
        """End the innermost element of that name; an end tag of none that is open is passed over."""
        at = self._innermost((name,))
        if at is None:
            return
        self._end_inside(at)
        if at:
            self.open.pop()
        else:
            self.ended = True

    def _innermost(self, names: Collection[str]) -> int | None:
        """Return the place of the innermost open element that has one of the names."""
        return next((at for at in range(len(self.open) - 1, -1, -1) if self.open[at].name in names), None)

    def _end_inside(self, at: int) -> None:
        """End every element that is open inside one; the children of those that hold none are their siblings."""
        while len(self.open) > at + 1:
            element = self.open.pop()
            if element.name not in self._grammar.holding:
                self.open[-1].children += element.children
                element.children = []


def _plain(text: str) -> str:
    return _REFERENCE.sub(lambda match: html.unescape(match[0]), text) if "&" in text else text
