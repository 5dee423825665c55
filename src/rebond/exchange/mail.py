"""Reader of a mail in a file (`.eml`): who wrote it and when, its subject, its own words, and the files it brings.

The standard library's `compat32` policy is used: it takes whatever a header holds, in time that grows with its length,
where the newer one parses each by a grammar and raises on some of what is broken.
"""

import datetime as dt
import re
from collections.abc import Iterator
from email import policy
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.parser import BytesHeaderParser, BytesParser
from email.utils import collapse_rfc2231_value, parseaddr, parsedate_to_datetime

from rebond.domain.rules import EARLIEST, LATEST
from rebond.domain.value_classes import dataclass
from rebond.exchange.charset import text_of
from rebond.exchange.mail_text import from_html, own_words

#: A longer header says nothing more of what is looked for here.
_LONGEST_HEADER = 4_000
#: The most files taken from a mail, and how deep in it they are looked for.
_MOST_FILES = 50
_DEEPEST = 20

#: The address at the end of a header that names its author.
_IN_BRACKETS = re.compile(r"<([^<>@\s]{1,200}@[^<>@\s]{1,200})>$")


@dataclass(frozen=True, slots=True)
class MailFile:
    """A file that came with a mail: its name as the mail gives it, maybe empty, and its content."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as it was read. `sent` has a time zone; None where it has no date that can be read.

    `text` is what its author wrote, without what it quotes; `left_out` the number of files beyond the most taken.
    """

    name: str
    address: str
    sent: dt.datetime | None
    subject: str
    text: str
    files: tuple[MailFile, ...]
    left_out: int = 0


def read_mail(data: bytes) -> Mail:
    """Read a mail, however broken: what it lacks is empty."""
    message = _parsed(data)
    name, address = _author(message)
    plain, html = _Body(), _Body()
    files: list[MailFile] = []
    left_out = 0
    for part in _parts(message):
        if _is_file(part):
            if len(files) < _MOST_FILES:
                files.append(MailFile(_name_of(part), _content(part)))
            else:
                left_out += 1
        elif part.get_content_type() == "text/html":
            html.add(_text(part))
        else:
            plain.add(_text(part))
    text = own_words(plain.text or from_html(html.text))
    return Mail(
        name=name,
        address=address,
        sent=_sent(message),
        subject=_header(message, "Subject"),
        text=text,
        files=tuple(file for file in files if file.data),
        left_out=left_out,
    )


def _parsed(data: bytes) -> Message:
    """Return the message; of one that is nested too deep, only its headers."""
    try:
        return BytesParser(policy=policy.compat32).parsebytes(data)
    except RecursionError:
        return BytesHeaderParser(policy=policy.compat32).parsebytes(data)


def _author(message: Message) -> tuple[str, str]:
    """Return the name and the address that a mail is from."""
    raw = " ".join(_raw_header(message, "From").split())  # not decoded yet: a name may hold a comma
    if last := _IN_BRACKETS.search(raw):
        name, address = raw[: last.start()], last[1]  # also where the name looks like an address itself
    else:
        try:
            name, address = parseaddr(raw)
        except (RecursionError, ValueError, IndexError):
            return "", ""
    return _decoded(name).strip(" '\""), _decoded(address) if "@" in address else ""


class _Body:
    """The first text of a mail that is not empty; in an alternative the others say the same."""

    def __init__(self) -> None:
        self.text = ""

    def add(self, text: str) -> None:
        self.text = self.text or text.strip()


def _parts(message: Message, depth: int = 0) -> Iterator[Message]:
    """Yield the parts of a mail that are no containers; a mail inside it is one part, a file."""
    inside = message.get_payload()
    if message.get_content_maintype() == "multipart" and isinstance(inside, list) and depth < _DEEPEST:
        for part in inside:
            if isinstance(part, Message):
                yield from _parts(part, depth + 1)
    else:
        yield message


def _is_file(part: Message) -> bool:
    """Whether a part is a file: one by its own word, or neither text nor a broken container."""
    if part.get_content_disposition() == "attachment" or _name_of(part):
        return True
    return part.get_content_maintype() not in ("text", "multipart")


def _content(part: Message) -> bytes:
    """Return the bytes of a part; of a mail inside the mail, as a file of its own."""
    inside = part.get_payload()
    if isinstance(inside, list):
        return b"\n".join(_bytes(each) for each in inside if isinstance(each, Message))
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _bytes(message: Message) -> bytes:
    try:
        return message.as_bytes()
    except (UnicodeError, LookupError, AttributeError, ValueError, RecursionError):  # what it cannot write back
        return str(message.get_payload()).encode("utf-8", "replace")


def _text(part: Message) -> str:
    """Return the text of a part in the encoding that it names, else in the one that it looks to be in."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    try:
        text = data.decode(str(part.get_content_charset() or "utf-8"))
    except (LookupError, UnicodeError, ValueError):
        text = text_of(data)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _name_of(part: Message) -> str:
    """Return the name that a part gives itself as a file; a mail inside the mail is named by its subject."""
    try:
        given = _readable(part).get_filename()
        name = _decoded(collapse_rfc2231_value(given)) if given else ""
    except (UnicodeError, LookupError, ValueError, TypeError):
        name = ""
    inside = part.get_payload()
    if not name and part.get_content_type() == "message/rfc822" and isinstance(inside, list) and inside:
        subject = _header(inside[0], "Subject") if isinstance(inside[0], Message) else ""
        return f"{subject or 'mail'}.eml"
    return name


def _readable(part: Message) -> Message:
    """Return a part's headers that may name it, with letters for bytes that headers do not allow."""
    found = Message()
    for name in ("Content-Disposition", "Content-Type"):
        if raw := _raw_header(part, name):
            found[name] = _part(raw, None)
    return found


def _header(message: Message, name: str) -> str:
    """Return the first header of that name as one line; empty without one."""
    return _decoded(_raw_header(message, name))


def _raw_header(message: Message, name: str) -> str:
    raw = next((value for key, value in message.raw_items() if key.lower() == name.lower()), "")
    return str(raw)[:_LONGEST_HEADER]


def _decoded(text: str) -> str:
    """Return a header's text, of which parts may be encoded, and parts written in bytes that headers do not allow."""
    try:
        parts = decode_header(text)
    except (HeaderParseError, ValueError):
        parts = [(text, None)]
    found = "".join(_part(value, charset) for value, charset in parts)
    shown = "".join(letter if letter.isprintable() or letter.isspace() else "" for letter in found)
    return " ".join(shown.split())


def _part(value: str | bytes, charset: str | None) -> str:
    data = value if isinstance(value, bytes) else value.encode("ascii", "surrogateescape") if _is_raw(value) else None
    if data is None:
        return str(value)
    try:
        return data.decode(charset or "utf-8")
    except (LookupError, UnicodeError, ValueError):
        return text_of(data)


def _is_raw(text: str) -> bool:
    """Whether a text is ASCII but for single bytes that stand for themselves."""
    return not text.isascii() and all(ord(letter) < 128 or 0xDC80 <= ord(letter) <= 0xDCFF for letter in text)


def _sent(message: Message) -> dt.datetime | None:
    text = re.sub(r"\s+", " ", _header(message, "Date"))
    try:
        sent = parsedate_to_datetime(text)
        sent = sent if sent.tzinfo else sent.replace(tzinfo=dt.UTC)
        sent = sent.astimezone(dt.UTC)
        if not EARLIEST.year <= sent.year <= LATEST.year:  # what no zone of a computer can show
            return None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return sent
