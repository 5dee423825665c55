"""Files of every kind that is read, and what may have happened to them on their way."""

import json
import random
import re
import zipfile
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path

from tests.actions.taking_in import SHORT
from tests.exchange.banks import Entry, camt, ofx

_SHAPES = Path(__file__).parents[1] / "exchange" / "files"

_CSV = (
    "Date;Valeur;Libellé;Débit;Crédit;Solde\n20/11/2026;20/11/2026;VIR ATLAS;;2 400,00;9 000,00\n"
    "18/11/2026;18/11/2026;LOYER;-800,00;;6 600,00\n01/11/2026;02/11/2026;FRAIS;-12,50;;7 400,00\n"
)
_QIF = "!Type:Bank\nD20/11/2026\nT2400.00\nPAtlas\nMInvoice 2026-10\n^\nD18/11'26\nT-800\nPRent\n^\n"
_VCARD = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Martin;Claire;;;\r\nFN:Claire Martin\r\nORG:Atlas;Social\r\n"
    "EMAIL;TYPE=WORK;PREF=1:claire@atlas.example\r\nTEL:+33 1 23 45 67 89\r\nBDAY:1980-02-29\r\n"
    "NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=C3=A9t=C3=A9\r\nEND:VCARD\r\n"
)
MAIL = (
    b"From: =?utf-8?q?Cl=C3=A9a?= <clea@atlas.example>\r\nTo: marie@example.org\r\nSubject: =?utf-8?b?w6l0w6k=?=\r\n"
    b"Date: Sun, 22 Nov 2026 19:40:00 +0100\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/mixed; boundary="edge"\r\n\r\n--edge\r\nContent-Type: text/plain; charset=iso-8859-1\r\n'
    b"Content-Transfer-Encoding: quoted-printable\r\n\r\nUn visuel de plus, =E9t=E9 ?\r\n--edge\r\n"
    b'Content-Type: application/pdf; name="a.pdf"\r\nContent-Transfer-Encoding: base64\r\n'
    b"Content-Disposition: attachment; filename*=utf-8''cahier%20%C3%A9.pdf\r\n\r\nJVBERi0xLjQ=\r\n--edge\r\n"
    b"Content-Type: text/html\r\n\r\n<p>x<blockquote>y</blockquote>\r\n--edge--\r\n"
)

#: What stands where a number, a date or a word should.
_ODD = tuple(
    text.encode()
    for text in (
        "9" * 5_000, "1e32", "1e-32", "1E+9999", "-0", "0", "-1", "99999999999999999999999999999999", "0.00000000001",
        "9223372036854775808", "1.7976931348623157e309", "NaN", "-Infinity", "2026-02-30", "0000-00-00", "9999-12-31",
        "99999999", "31/12/9999", "24:61", "20261122250000[+99:X]", "", " ", "\0", "\ufeff", "\u202e", "\ud7ff",
        "\U0010ffff", "\u2028", "null", "true", "[]", "{}", "<", "&amp;#xD800;", "=?x?q?=ff?=", "=?utf-8?b?@@?=", "%",
        "{name}", "'" * 300, "a" * 30_000, "\r", "\n", "\t", ";", ",", ":",
    )
)  # fmt: skip
_TOKENS = re.compile(rb"[0-9][0-9 .,:/-]*|[A-Za-z]+")


@cache
def whole_files() -> tuple[bytes, ...]:
    """Files as banks, address books, mail programs and Rebond itself write them, and odd ones."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.csv", _CSV)
        archive.writestr("b.vcf", _VCARD)
    statement = [Entry("2400.00", "2026-11-20", text="Invoice 2026-10", ref="R1"), Entry("-800.00", "2026-11-18")]
    document = json.dumps(SHORT | {"settings": {"currency": "EUR", "goal_months": 6}}, indent=1).encode()
    return (
        document, document, document, _CSV.encode(), _CSV.encode("utf-16"), _QIF.encode(), _VCARD.encode(),
        packed.getvalue(), camt(*statement).encode(), ofx(*statement).encode(),
        *(path.read_bytes() for path in sorted(_SHAPES.iterdir())),
    )  # fmt: skip


def mangled(data: bytes, chance: random.Random) -> bytes:
    """Return the file after one to four accidents."""
    for _ in range(chance.randint(1, 4)):
        data = chance.choice(_ACCIDENTS)(data, chance)
    return data


def _other_token(data: bytes, chance: random.Random) -> bytes:
    places = [match.span() for match in _TOKENS.finditer(data[:200_000])]
    if not places:
        return data
    start, end = chance.choice(places)
    return data[:start] + chance.choice(_ODD) + data[end:]


def _other_bytes(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randint(0, len(data))]


def _without_a_piece(data: bytes, chance: random.Random) -> bytes:
    start = chance.randint(0, len(data))
    return data[:start] + data[start + chance.randint(1, 200) :]


def _a_piece_twice(data: bytes, chance: random.Random) -> bytes:
    start = chance.randint(0, len(data))
    end = start + chance.randint(1, 400)
    return data[:end] + data[start:end] * chance.randint(1, 3) + data[end:]


def _in_another_encoding(data: bytes, chance: random.Random) -> bytes:
    return data.decode("utf-8", "replace").encode(chance.choice(("utf-16", "utf-7", "cp1252", "utf-32")), "replace")


_ACCIDENTS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _other_token, _other_token, _other_token, _other_bytes, _cut, _without_a_piece, _a_piece_twice,
    _in_another_encoding,
)  # fmt: skip
