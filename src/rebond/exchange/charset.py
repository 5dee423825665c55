"""The encoding of a file that names none: UTF-8 and UTF-16 by their bytes, others by the letters they give."""

import re

from rebond.exchange.encoding import decode

#: Western encodings in the order in which banks write them.
_WESTERN = ("cp1252", "iso8859-15", "mac_roman", "cp850")
#: The letters and signs that statements in western languages have beyond ASCII.
_USUAL = frozenset("ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜßàáâãäåæçèéêëìíîïñòóôõöøùúûüÿŒœŸ€£°ºª«»“”‘’–—…·•²³\u00a0\u00ad")
#: What is in no western word: three such letters in a row, or a capital one after a small letter.
_FOREIGN = re.compile(r"[À-ÿŒœŸ]{3}|[a-z][À-ÖØ-Þ]")
_SAMPLE = 50_000
#: The others that are guessed between; with every encoding there is, a few letters are too easily Chinese.
_OTHERS = [
    "cp1250",
    "cp1251",
    "cp1252",
    "cp1253",
    "cp1254",
    "cp1257",
    "iso8859_2",
    "koi8_r",
    "cp852",
    "cp866",
    "shift_jis",
]


def text_of(data: bytes) -> tuple[str, str]:
    """Return the text with `\\n` line ends, and the name of its encoding, empty unless it is a guess to be told."""
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return decode(data), ""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(data)
    return decode(data), ""


def _guessed(data: bytes) -> tuple[str, str]:
    for encoding in _WESTERN:
        text = data.decode(encoding, "replace")
        beyond = set(text) - _USUAL
        if not any(ord(letter) > 127 or letter == "\ufffd" for letter in beyond) and not _FOREIGN.search(text):
            return _lines(text), ""
    from charset_normalizer import from_bytes  # slow to import, and needed for few files

    best = from_bytes(data[:_SAMPLE], cp_isolation=_OTHERS).best()
    encoding = best.encoding if best else "cp1252"
    return _lines(data.decode(encoding, "replace")), encoding


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
