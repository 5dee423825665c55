"""Decoding of bytes to text, piece by piece, trusting valid UTF-8 more than the declared encoding.

A file may mix encodings and declare another one. What is not certain is a `Doubt`, which its reader tells by line.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from charset_normalizer import from_bytes

from rebond.exchange.letters import familiar, plausible
from rebond.exchange.plain import quoted
from rebond.exchange.problem_list import ProblemList

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_USUAL = "cp1252"
#: Bytes that are the same letter on Western, Central European and Turkish Windows.
_SETTLED = bytes(
    byte
    for byte in range(0x80, 0x100)
    if len({bytes([byte]).decode(name, "replace") for name in ("cp1250", _USUAL, "cp1254")}) == 1
)
#: The encodings that are guessed between, by codec.
_GUESSED = [
    "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "koi8_r", "cp437", "cp850", "cp852",
    "cp866", "mac_roman", "cp932", "euc_jp", "gb18030", "big5", "cp949",
]  # fmt: skip
_WESTERN_CODECS = {"cp1250", "cp1252", "cp1254", "cp1257", "cp437", "cp850", "cp852", "mac_roman"}
_CYRILLIC = {"cp1251", "koi8_r", "cp866"}
#: How much of the doubtful text a guess is made from, in bytes.
_SAMPLE = 16_384
#: The largest text that is tried as a whole, in bytes: all lines of forty years of an account.
_LARGEST_WHOLE = 4 * 2**20
#: The number of pieces that are judged one by one, of which each doubtful one counts as several; the rest of a file
#: that has more is not what it seems to be, and taken as a whole.
_PATIENCE = 400_000
_COST_OF_DOUBT = 10
#: A part of a line up to the next tag, so that a file on one line is judged in parts as well.
_PIECE = re.compile(rb"[\n<]?[^\n<]*+")
#: With this, ISO-2022-JP changes between alphabets of ASCII characters.
_ESCAPE = b"\x1b"
_LINE_END = re.compile(rb"\r+\n|\r")

_NUMBERED = re.compile(r"(?:x-)?(?:cp|ibm|dos|ms|windows|win)?-?(437|[789][0-9]{2}|125[0-8])")
_ISO = re.compile(r"(?:iso-?)?8859-?([0-9]{1,2})(?:-[ei])?")
#: Names in headers for codecs that are named otherwise; in practice the wider encoding is meant.
_NAMES = {
    "8859-1": _USUAL, "latin1": _USUAL, "latin-1": _USUAL, "latin9": "iso8859_15", "latin-9": "iso8859_15",
    "8859-9": "cp1254", "8859-11": "cp874", "tis-620": "cp874", "koi8-r": "koi8_r", "koi8-u": "koi8_u",
    "koi8-ru": "koi8_u", "shift-jis": "cp932", "shiftjis": "cp932", "sjis": "cp932", "x-sjis": "cp932",
    "windows-31j": "cp932", "euc-jp": "euc_jp", "iso-2022-jp": "iso2022_jp", "gb2312": "gb18030", "gbk": "gb18030",
    "gb18030": "gb18030", "big5": "big5hkscs", "big5-hkscs": "big5hkscs", "euc-kr": "cp949",
    "ks-c-5601-1987": "cp949", "macintosh": "mac_roman", "mac": "mac_roman", "x-mac-roman": "mac_roman",
    "x-mac-cyrillic": "mac_cyrillic",
}  # fmt: skip


#: What UTF-8 that was taken for Windows-1252 and encoded once more looks like: é as Ã©, … as â€¦.
_TWICE = re.compile("\u00c2[\u0080-\u00bf]|\u00c3[\u0080-\u00bf]|\u00c5[\u0080-\u00bf\u2018-\u201c]|\u00e2\u20ac")
#: The letters that are restored from it: those of the West, and typographic signs.
_WESTERN = re.compile("[\x00-\x7f\u00a0-\u017f\u2000-\u20ff]*")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded text; `guessed` is the codec it was guessed to be in, empty where that is certain."""

    text: str
    guessed: str = ""

    @property
    def doubtful(self) -> bool:
        return bool(self.guessed) or "\ufffd" in self.text


def decode(data: bytes, declared: str = "", problems: ProblemList | None = None) -> str:
    """Decode bytes, with `\\n` line ends; an invalid byte becomes U+FFFD.

    Valid UTF-8 is read as UTF-8, because many banks declare 1252 and write UTF-8, and real text in a single-byte
    encoding is never valid UTF-8 by chance. Otherwise each piece of a line is in the declared encoding, in
    Windows-1252, or in one that its letters let guess. Doubts are noted in `problems` by line.
    """
    plain = with_line_feeds(data)
    text = _strictly(plain, "utf-8") if _ESCAPE not in plain else None
    if text is None or not familiar(text) or _TWICE.search(text):
        return "".join(_decoded_pieces(plain, Letters(plain, declared), problems))
    if "\ufffd" in text and problems is not None:
        for number, line in enumerate(text.split("\n"), 1):
            tell(problems, number, Decoded(line))
    return text


def with_line_feeds(data: bytes) -> bytes:
    """Return the narrow data with `\\n` line ends."""
    return _LINE_END.sub(b"\n", narrow(data))


def narrow(data: bytes) -> bytes:
    """Return the data without a byte order mark, and as UTF-8 if it is in UTF-16 or UTF-32."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            rest = data[len(mark) :]
            return rest if encoding == "utf-8" else rest.decode(encoding, "replace").encode()
    wide = _wide_without_mark(data)
    return data.decode(wide, "replace").encode() if wide else data


def is_known(declared: str) -> bool:
    """Whether a declared encoding is one that can be read."""
    return bool(_codec(declared)) or declared.lower() in {"utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "us-ascii"}


def tell(problems: ProblemList, line: int, decoded: Decoded) -> None:
    """Note what is doubtful in a piece of a line, if anything."""
    if not decoded.doubtful:
        return
    text = decoded.text.rpartition(">")[2] or decoded.text
    first = next((at for at, letter in enumerate(text) if not letter.isascii()), 0)
    shown = quoted(text[max(0, first - 16) :])
    if "\ufffd" in decoded.text:
        problems.note("letters_lost", line, text=shown)
    else:
        problems.note("letters_guessed", line, text=shown, encoding=_shown(decoded.guessed))


@dataclass(slots=True)
class Letters:
    """Decodes the pieces of one file, each by itself; `data` is the narrow file, from which an encoding is guessed."""

    data: bytes
    declared: str = ""
    _guesses: list[str] | None = field(default=None, init=False)

    def decode(self, piece: bytes, declared: str = "") -> Decoded:
        """Decode a piece in the encoding declared for it, or else for the file, or in a guessed one."""
        if piece.isascii() and _ESCAPE not in piece:
            return Decoded(piece.decode("ascii"))
        codec = _codec(declared or self.declared)
        utf8 = _strictly(piece, "utf-8")
        if utf8 is None and (cut := _nearly_utf8(piece, says_so=_says_utf8(declared or self.declared))):
            return Decoded(cut)
        if utf8 is not None and _ESCAPE not in piece and familiar(utf8):
            once = _encoded_once(utf8) if _TWICE.search(utf8) else None
            return Decoded(utf8) if once is None else Decoded(once, "utf_8")
        for known in filter(None, (codec, "iso2022_jp" if _ESCAPE + b"$" in piece else "")):
            text = _strictly(piece, known)
            if text is not None and plausible(text):
                return Decoded(text)
        if utf8 is not None:
            return Decoded(utf8, "" if familiar(utf8) else "utf_8")
        return self._guess(piece, codec)

    def _guess(self, piece: bytes, codec: str) -> Decoded:
        text = _strictly(piece, _USUAL)
        if text is not None and plausible(text):
            settled = not codec and not piece.translate(None, _SETTLED + bytes(range(0x80)))
            return Decoded(text, "" if settled else _USUAL)
        if self._guesses is None:
            self._guesses = _candidates(_sample(self.data) or piece)
        for at, guess in enumerate(self._guesses):
            text = _strictly(piece, guess)
            if text is not None and plausible(text):
                # The next piece is likely to be in the same one.
                self._guesses.insert(0, self._guesses.pop(at))
                return Decoded(text, guess)
        return self.taken_as_declared(piece, codec)

    def in_one_alphabet(self, problems: ProblemList | None) -> str | None:
        """Return the whole text in the guessed encoding of another alphabet in which every line may be; None if none.

        Line by line, a short one in Windows-1251 may pass for Windows-1252. The guess is noted at its first line.
        """
        sample = _sample(self.data) if len(self.data) <= _LARGEST_WHOLE else b""
        for codec in _candidates(sample) if sample else ():
            text = None if codec in _WESTERN_CODECS else _strictly(self.data, codec)
            if text is None or not all(line.isascii() or plausible(line) for line in text.split("\n")):
                continue
            if problems is not None:
                lines = enumerate(text.split("\n"), 1)
                number, line = next((number, line) for number, line in lines if not line.isascii())
                tell(problems, number, Decoded(line, codec))
            return text
        return None

    def taken_as_declared(self, piece: bytes, codec: str = "") -> Decoded:
        """Decode a piece in a codec or in what the file declares, whatever letters that gives."""
        codec = codec or _codec(self.declared) or _USUAL
        return Decoded(piece.decode(codec, "replace"), codec)


def _wide_without_mark(data: bytes) -> str:
    """Return UTF-16's codec if every other byte is zero, as in Western text; empty otherwise."""
    head = data[:_SAMPLE]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if len(head) >= len("<a/>") and max(even, odd) * 4 > len(head) and not min(even, odd):
        return "utf-16-le" if odd else "utf-16-be"
    return ""


def _decoded_pieces(data: bytes, letters: Letters, problems: ProblemList | None) -> Iterator[str]:
    line, counted, patience = 1, 0, _PATIENCE
    for match in _PIECE.finditer(data):
        piece = match[0]
        if piece.isascii() and _ESCAPE not in piece:
            yield piece.decode("ascii")
            continue
        is_last = patience <= 0
        decoded = letters.taken_as_declared(data[match.start() :]) if is_last else letters.decode(piece)
        patience -= _COST_OF_DOUBT if decoded.doubtful else 1
        if decoded.doubtful and problems is not None:
            line += data.count(b"\n", counted, match.start() + 1)
            counted = match.start() + 1
            tell(problems, line, decoded)
        yield decoded.text
        if is_last:
            return


def _strictly(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def _says_utf8(declared: str) -> bool:
    return declared.strip().lower().replace("_", "-") in {"utf-8", "utf8"}


def _nearly_utf8(piece: bytes, *, says_so: bool) -> str:
    """Return text in UTF-8 of which a few letters are cut or broken, as U+FFFD; empty if it is more likely another.

    Where nothing says that it is UTF-8, most of its letters must be whole: that happens in no other encoding.
    """
    text = piece.decode("utf-8", "replace")
    whole = sum(not letter.isascii() and letter != "\ufffd" for letter in text)
    broken = text.count("\ufffd")
    enough = whole >= broken if says_so else whole >= 4 * broken
    return text if enough and familiar(text.replace("\ufffd", "")) else ""


def _encoded_once(text: str) -> str | None:
    """Return text that was encoded twice as it was meant, or None if it was not."""
    for codec in (_USUAL, "latin-1"):
        try:
            meant = text.encode(codec).decode("utf-8")
        except UnicodeError:
            continue
        return meant if _WESTERN.fullmatch(meant) else None
    return None


def _codec(name: str) -> str:
    """Return the codec of a declared encoding; empty if it is unknown, ASCII, or one that shows by itself."""
    plain = name.strip().strip("\"'").lower().replace("_", "-")
    iso = _ISO.fullmatch(plain)
    number = _NUMBERED.fullmatch(plain)
    if iso is not None:
        plain = f"8859-{int(iso[1])}"
    codec = _NAMES.get(plain) or (f"iso8859_{int(iso[1])}" if iso else f"cp{number[1]}" if number else "")
    try:
        return codec and codecs.lookup(codec).name
    except LookupError:
        return ""


def _candidates(sample: bytes) -> list[str]:
    """Return the codecs that a sample may be in, the most likely first.

    Cyrillic ones come before others, because text in those is hardly ever plausible as Cyrillic.
    """
    likely = [match.encoding for match in from_bytes(sample, cp_isolation=_GUESSED)]
    every = [*likely, *(codec for codec in _GUESSED if codec not in likely)]
    return sorted(every, key=lambda codec: codec not in _CYRILLIC)


def _sample(data: bytes) -> bytes:
    """Return the beginning of what is neither UTF-8 nor plausible as Windows-1252 in a file, line by line."""
    lines: list[bytes] = []
    size = 0
    for match in _PIECE.finditer(data, 0, _SAMPLE * 64):
        piece = match[0].rpartition(b">")[2]
        if piece.isascii() or _strictly(piece, "utf-8") is not None:
            continue
        text = _strictly(piece, _USUAL)
        if text is None or not plausible(text):
            lines.append(piece)
            size += len(piece)
            if size > _SAMPLE:
                break
    return b"\n".join(lines)[:_SAMPLE]


def _shown(codec: str) -> str:
    """Return the name of a codec as people know it."""
    if codec.startswith("cp125"):
        return f"Windows-{codec[2:]}"
    return {"cp932": "Shift-JIS", "koi8_r": "KOI8-R"}.get(codec, codec.upper().replace("_", "-"))
