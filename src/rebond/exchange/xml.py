"""Parser of untrusted XML into a tree: no DTD, no entities, no external files, limited depth and size."""

import re
from xml.sax import SAXException, SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, Locator

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.expatreader import create_parser  # type: ignore[import-untyped]

from rebond.exchange.element import DEEPEST, MOST, Element
from rebond.exchange.encoding import decode, is_known
from rebond.exchange.problem_list import ProblemList, UnreadableError

_DECLARATION = re.compile(rb"""\A[^<]{0,8}<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})""")


def read_xml(data: bytes, problems: ProblemList) -> Element:
    """Parse XML and return the root element, with names without namespace prefixes.

    The declared encoding is trusted no more than that of other files: doubts are noted in `problems`.

    :raises UnreadableError: when it is not well-formed, its encoding is unknown, it has a document type, or it
        is nested too deep or too long.
    """
    declaration = _DECLARATION.match(data)
    declared = declaration[1].decode("ascii", "replace") if declaration else "utf-8"
    if not is_known(declared):
        raise UnreadableError("xml_broken", 1)
    text = decode(data, declared, problems)
    parser = create_parser(forbid_dtd=True)
    tree = _Tree(parser)
    parser.setContentHandler(tree)
    try:
        # A text overrides the encoding that the file declares.
        parser.feed(text)
        parser.close()
    except DefusedXmlException:
        raise UnreadableError("xml_doctype", parser.getLineNumber()) from None
    except SAXParseException as error:
        raise UnreadableError("xml_broken", error.getLineNumber() or 1) from None
    except (SAXException, ValueError):
        raise UnreadableError("xml_broken", 1) from None
    return tree.root


class _Tree(ContentHandler):
    def __init__(self, parser: Locator) -> None:
        super().__init__()
        self._parser = parser
        self._open: list[Element] = []
        self._text: list[str] = []
        self._count = 0
        self.root = Element("", 1)

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802
        element = Element(_local(name), self._parser.getLineNumber() or 1, {_local(n): v for n, v in attrs.items()})
        self._count += 1
        if self._count > MOST:
            raise UnreadableError("file_too_large", element.line)
        if len(self._open) >= DEEPEST:
            raise UnreadableError("too_deep", element.line)
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.root = element
        self._open.append(element)
        self._text.clear()

    def characters(self, content: str) -> None:
        self._text.append(content)

    def endElement(self, name: str) -> None:  # noqa: N802
        self._open.pop().text = "".join(self._text)
        self._text.clear()


def _local(name: str) -> str:
    return name.rpartition(":")[2]
