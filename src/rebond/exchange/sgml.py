"""Parser of OFX's SGML and XML into a tree; version 1 omits end tags, version 2 does not."""

import html
import re

from rebond.domain.rules import LONGEST_TEXT
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


def read_sgml(text: str, root: str) -> Element:
    """Parse the element named `root`, with names in capitals, ignoring the text before it.

    An element without an end tag holds only its text: the elements after it are its siblings.

    :raises UnreadableError: when there is no such element, it has no end, or it is nested too deep or too long.
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
            # XML's <NAME/> is treated as a start tag without an end tag, so it is empty.
            reader.start(name.upper())
        if reader.complete is not None:
            return reader.complete
        reader.line += text.count("\n", token.start(), seen)
    raise UnreadableError("file_cut_short" if reader.open else "ofx_broken", max(1, text.rstrip().count("\n") + 1))


class _Tree:
    """Builds the tree: `open` are the open elements, `complete` is the outermost once it is closed."""

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
            # An element with text has no children: the next start tag ends it.
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
