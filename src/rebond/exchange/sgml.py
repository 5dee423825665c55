"""OFX's SGML and XML as a tree: one reading of both, because version 1 leaves end tags out and version 2 does not."""

import html
import re

from rebond.domain.rules import LONGEST_TEXT
from rebond.exchange.element import DEEPEST, MOST, Element
from rebond.exchange.problem_list import UnreadableError

#: A tag, a marked section, a comment or an instruction. What never ends runs to the end of the text, and no
#: repetition gives back what it took: the time is in proportion to the length, whatever the file.
_TOKEN = re.compile(
    r"<!\[CDATA\[(?P<raw>.*?)(?:\]\]>|\Z)"
    r"|<!--.*?(?:-->|\Z)"
    r"|<(?P<end>/?+)(?P<name>[A-Za-z][\w.\-]*+)[^<>]*+>"
    r"|<[!?][^<>]*+>",
    re.DOTALL,
)
_REFERENCE = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});")


def read_sgml(text: str, root: str) -> Element:
    """The element named `root` with what lies in it; names in capitals, what stands before it left out.

    An element that was not closed by name holds its text only: what follows it are its neighbours.

    :raises UnreadableError: when there is no such element, it does not end, or no statement is that deep or long.
    """
    reader = _Tree()
    seen = 0
    for token in _TOKEN.finditer(text):
        reader.text(_plain(text[seen : token.start()]))
        reader.line += text.count("\n", seen, token.start())
        seen = token.end()
        name = token["name"]
        if token["raw"] is not None:
            reader.text(token["raw"])
        elif name is not None and token["end"]:
            reader.close(name.upper())
        elif name is not None and (reader.open or name.upper() == root):
            # XML's <NAME/> is like any start tag without its end: nothing closes it by name, so it holds nothing.
            reader.start(name.upper())
        if reader.complete is not None:
            return reader.complete
        reader.line += text.count("\n", token.start(), seen)
    raise UnreadableError("file_cut_short" if reader.open else "ofx_broken", max(1, text.rstrip().count("\n") + 1))


class _Tree:
    """The elements open at this place of the text; the tree is complete when the outermost closes."""

    def __init__(self) -> None:
        self.open: list[Element] = []
        self.complete: Element | None = None
        self.line = 1
        self._count = 0

    def text(self, text: str) -> None:
        if self.open and not self.open[-1].children and len(self.open[-1].text) < LONGEST_TEXT and text.strip():
            self.open[-1].text += text

    def start(self, name: str) -> None:
        self._count += 1
        if self._count > MOST:
            raise UnreadableError("file_too_large", self.line)
        if self.open and self.open[-1].text:
            # An element with text has no elements inside: the next one's start is its end.
            self.open.pop()
        if len(self.open) >= DEEPEST:
            raise UnreadableError("too_deep", self.line)
        element = Element(name, self.line)
        if self.open:
            self.open[-1].children.append(element)
        self.open.append(element)

    def close(self, name: str) -> None:
        if all(element.name != name for element in self.open):
            return
        while (element := self.open.pop()).name != name:
            if self.open:
                self.open[-1].children += element.children
                element.children = []
        if not self.open:
            self.complete = element


def _plain(text: str) -> str:
    return _REFERENCE.sub(lambda match: html.unescape(match[0]), text) if "&" in text else text
