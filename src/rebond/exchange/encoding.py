"""Bytes of other programs as text: what they are counts before what they say they are."""

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: The names of single-byte alphabets in the headers of OFX and vCard files.
_SINGLE_BYTE = re.compile(r"(?:cp|windows-?)?(125[0-8])|(?:iso-?)?(8859-(?:1[0134569]|[1-9]))", re.IGNORECASE)


def decode(data: bytes, declared: str = "") -> str:
    """The text, with `\\n` at the end of its lines; a byte that says nothing becomes U+FFFD.

    Text that is valid UTF-8 is UTF-8, because many banks say 1252 and write UTF-8, and no real text in a
    single-byte alphabet is valid UTF-8 by chance. Otherwise the declared alphabet, otherwise Windows-1252.
    """
    text = _text(data, declared)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _text(data: bytes, declared: str) -> str:
    for mark, alphabet in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(alphabet, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode(_alphabet(declared), "replace")


def _alphabet(declared: str) -> str:
    match = _SINGLE_BYTE.fullmatch(declared.strip())
    if match is None or match[2] == "8859-1":
        # What calls itself 8859-1 is 1252 in practice: it has letters where 8859-1 has controls.
        return "cp1252"
    return f"cp{match[1]}" if match[1] else f"iso{match[2]}"
