"""Decoding of bytes to text, trusting valid UTF-8 more than the declared encoding."""

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: The names of single-byte encodings in the headers of OFX and vCard files.
_SINGLE_BYTE = re.compile(r"(?:cp|windows-?)?(125[0-8])|(?:iso-?)?(8859-(?:1[0134569]|[1-9]))", re.IGNORECASE)


def decode(data: bytes, declared: str = "") -> str:
    """Decode bytes, with `\\n` line ends; an invalid byte becomes U+FFFD.

    Valid UTF-8 is read as UTF-8, because many banks declare 1252 and write UTF-8, and real text in a single-byte
    encoding is never valid UTF-8 by chance. Otherwise the declared encoding is used, or else Windows-1252.
    """
    text = _text(data, declared)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _text(data: bytes, declared: str) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode(_single_byte_encoding(declared), "replace")


def _single_byte_encoding(declared: str) -> str:
    match = _SINGLE_BYTE.fullmatch(declared.strip())
    if match is None or match[2] == "8859-1":
        # Text declared as 8859-1 is 1252 in practice, which has letters where 8859-1 has control characters.
        return "cp1252"
    return f"cp{match[1]}" if match[1] else f"iso{match[2]}"
