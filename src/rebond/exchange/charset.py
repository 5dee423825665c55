"""The text of a file that declares no encoding and is all in one: in the western ones that banks write, as a whole."""

import re

from rebond.exchange.encoding import Letters, decode, with_line_feeds
from rebond.exchange.problem_list import ProblemList

#: Western encodings in the order in which banks write them.
_WESTERN = ("cp1252", "iso8859-15", "mac_roman", "cp850")
#: The letters and signs that statements in western languages have beyond ASCII.
_USUAL = frozenset("ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜßàáâãäåæçèéêëìíîïñòóôõöøùúûüÿŒœŸ€£°ºª«»“”‘’–—…·•²³\u00a0\u00ad")
#: What is in no western word: three such letters in a row, or a capital one after a small letter.
_FOREIGN = re.compile(r"[À-ÿŒœŸ]{3}|[a-z][À-ÖØ-Þ]")


def text_of(data: bytes, problems: ProblemList | None = None) -> str:
    """Return the text with `\\n` line ends; letters that had to be guessed are noted in `problems` by line."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or _is_utf8(data):
        return decode(data, "", problems)
    for encoding in _WESTERN:
        text = data.decode(encoding, "replace")
        beyond = set(text) - _USUAL
        if not any(ord(letter) > 127 or letter == "\ufffd" for letter in beyond) and not _FOREIGN.search(text):
            return text.replace("\r\n", "\n").replace("\r", "\n")
    whole = Letters(with_line_feeds(data)).in_one_alphabet(problems)
    return decode(data, "", problems) if whole is None else whole


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
