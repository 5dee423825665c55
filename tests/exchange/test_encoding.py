"""Letters of files in every encoding: right, or told; never others without a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rebond.exchange.camt import read_camt
from rebond.exchange.encoding import decode
from rebond.exchange.ofx import read_ofx
from rebond.exchange.problem_list import ProblemList
from tests.exchange import test_camt as camt
from tests.exchange import test_ofx as ofx

FRENCH = "Prélèvement Hélène, Œuvre à Évry"
RUSSIAN = "Оплата по счёту"


def decoded(data: bytes, declared: str = "") -> tuple[str, list[tuple[int | None, str]]]:
    """The text, and what is told of it by line."""
    problems = ProblemList()
    return decode(data, declared, problems), [(note.line, note.code) for note in problems.notes]


@pytest.mark.parametrize(
    ("declared", "encoding", "text"),
    [
        ("437", "cp437", "Crédit à Évreux"),
        ("850", "cp850", "Crédit à Évreux"),
        ("CP852", "cp852", "Wójcik, Łódź"),
        ("866", "cp866", RUSSIAN),
        ("1250", "cp1250", "Wójcik, Łódź"),
        ("1251", "cp1251", RUSSIAN),
        ("windows-1253", "cp1253", "Πληρωμή"),
        ("1254", "cp1254", "Beşiktaş Şubesi"),
        ("1255", "cp1255", "תשלום"),
        ("1257", "cp1257", "Mokėjimas"),
        ("KOI8-R", "koi8_r", RUSSIAN),
        ("KOI8-U", "koi8_u", "Їжак"),
        ("Shift_JIS", "cp932", "振込 ヤマダ タロウ ｶ)ﾔﾏﾀﾞ"),
        ("932", "cp932", "表計算"),
        ("EUC-JP", "euc_jp", "振込"),
        ("ISO-2022-JP", "iso2022_jp", "振込"),
        ("Big5", "big5", "轉帳"),
        ("GB2312", "gb18030", "转账"),
        ("EUC-KR", "cp949", "이체"),
        ("8859-1", "latin-1", "Prélèvement"),
        ("ISO-8859-1", "cp1252", FRENCH),
        ("iso8859-2", "iso8859_2", "Wójcik"),
        ("ISO-8859-15", "iso8859_15", "Loyer 5 €"),
        ("macintosh", "mac_roman", "Hélène à Évry"),
        ("1252", "utf-8", FRENCH),
        ("KOI8-R", "utf-8", RUSSIAN),
        ("ISO-8859-1", "utf-16", FRENCH),
        ("", "utf-16-le", FRENCH),
        ("", "utf-16-be", FRENCH),
        ("UTF-8", "utf-8-sig", "Emoji 🙂 ﬁ nº 3"),
        ("", "utf-8", "གཙང་པོ ភាសា"),
        ("", "cp1252", "Zoé Müller"),
        ("no-such", "cp1252", "Zoé Müller"),
    ],
)
def test_a_declared_or_clear_encoding_is_read_without_a_word(declared: str, encoding: str, text: str) -> None:
    assert decoded(text.encode(encoding), declared) == (text, [])


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", FRENCH),
        ("koi8_r", "Оплата"),
        ("koi8_r", "Пётр Иванов"),
        ("cp1251", "Пётр Иванов"),
        ("cp866", RUSSIAN),
        ("cp932", "山田太郎"),
        ("cp850", "Crédit prélevé à Évry"),
        ("mac_roman", "Prélèvement Hélène"),
    ],
)
@pytest.mark.parametrize("declared", ["", "1252", "USASCII"])
def test_an_encoding_that_is_not_declared_is_guessed_and_told(encoding: str, text: str, declared: str) -> None:
    if (encoding, declared) != ("cp1252", "1252"):
        assert decoded(text.encode(encoding), declared) == (text, [(1, "letters_guessed")])


@pytest.mark.parametrize(
    ("encoding", "text"),
    [("cp1250", "Kučera Dvořák"), ("cp1253", "Γιώργος"), ("gb18030", "王小明"), ("cp852", "Łukasz"),
     ("cp949", "김철수"), ("cp866", "раб"), ("iso8859_2", "Żółć"), ("cp1255", "תשלום"), ("cp437", "Renée")],
)  # fmt: skip
def test_where_the_guess_may_be_wrong_it_is_told(encoding: str, text: str) -> None:
    assert decoded(b"plain\n" + text.encode(encoding))[1] == [(2, "letters_guessed")]


@pytest.mark.parametrize("codec", ["cp1252", "latin-1"])
@pytest.mark.parametrize("name", ["Hélène Lefèvre", "à Évry", "Œuvre", "l’été…"])
def test_letters_that_were_encoded_twice_are_restored_and_told(name: str, codec: str) -> None:
    twice = name.encode().decode(codec)
    assert decoded(f"Zoé\n{twice}".encode()) == (f"Zoé\n{name}", [(2, "letters_guessed")])


@pytest.mark.parametrize("text", ["CAFÉ»", "« MANHÃ »", "Â, Ã et Å", "PÂTÉ"])
def test_letters_that_only_look_encoded_twice_stay(text: str) -> None:
    assert decoded(text.encode()) == (text, [])


def test_each_line_and_each_element_is_decided_by_itself() -> None:
    pieces = [
        b"<A>",
        "Zoé é ü".encode(),
        b"<B>",
        "Zoé".encode("cp1252"),
        b"\n<C>",
        RUSSIAN.encode("koi8_r"),
        b"</C>\r\n",
    ]
    text, told = decoded(b"".join(pieces))
    assert text == f"<A>Zoé é ü<B>Zoé\n<C>{RUSSIAN}</C>\n"
    assert told == [(2, "letters_guessed")]


def test_every_doubt_is_told_wherever_it_is_in_the_file() -> None:
    lines = [*["plain, é"] * 500, "Hélène", *["plain"] * 500, "Hélène"]
    data = b"\n".join(line.encode("cp1252" if line == "Hélène" else "utf-8") for line in lines)
    assert decoded(data) == ("\n".join(lines), [(501, "letters_guessed"), (1002, "letters_guessed")])


def test_the_rest_of_a_file_of_nothing_but_doubts_is_told_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rebond.exchange.encoding._PATIENCE", 20)
    assert decoded(b"Zo\xe8\n" * 5) == ("Zoè\n" * 5, [(line, "letters_guessed") for line in (1, 2, 3)])


@pytest.mark.parametrize("data", [b"a\nZo\x81\x8d\x8f", "a\nZo\ufffd".encode(), b"a\n\xff\xfe\x80\x81"])
def test_a_letter_that_cannot_be_read_is_told_by_line(data: bytes) -> None:
    assert decoded(data, "1252")[1] in ([(2, "letters_lost")], [(2, "letters_guessed")])


#: Without the letters that UTF-8 shows when it is encoded twice.
LATIN = st.characters(min_codepoint=0x20, max_codepoint=0x24F, exclude_categories=["Cc"], exclude_characters="ÂÃÅâ")
DECLARED = st.sampled_from(["", "1251", "1252", "KOI8-R", "Shift_JIS", "437", "ISO-2022-JP", "utf-16", "no-such"])


@given(st.text(LATIN, max_size=40), DECLARED)
def test_utf8_is_read_whatever_is_declared(text: str, declared: str) -> None:
    assert decode(text.encode(), declared) == text


@given(st.binary(max_size=60), DECLARED)
def test_any_bytes_are_text_and_a_missing_letter_is_told(data: bytes, declared: str) -> None:
    text, told = decoded(data, declared)
    assert ("\ufffd" not in text) or told


@pytest.mark.parametrize(
    "piece", [b"\xe9", b"\xe9\n", b"a\xe9b<", b"\xc3\xa9\xff ", b"\x1b$", b"\xe9\x81 ", b"\x83\x41\n"]
)
def test_a_file_made_to_be_slow_is_decoded_in_time(piece: bytes, within_seconds: None) -> None:
    decoded(piece * (2**20 // len(piece)), "1251")


def test_an_ofx_of_a_dos_program_is_read() -> None:
    data = ofx.sgml(ofx.movement(name="Prélèvement"), charset="850").encode("cp850")
    assert ofx.only(data).transactions[0].label == "Prélèvement"


def test_a_movement_with_guessed_letters_is_told_by_its_line() -> None:
    reading = read_ofx(ofx.sgml(ofx.movement(name="Оплата"), charset="NONE").encode("koi8_r"))
    assert reading.items[0].transactions[0].label == "Оплата"
    (note,) = reading.notes
    assert (note.line, note.facts) == (21, {"text": "Оплата", "encoding": "KOI8-R"})


@pytest.mark.parametrize(
    ("says", "encoding"),
    [("ISO-8859-1", "utf-8"), ("ISO-8859-1", "cp1252"), ("windows-1252", "cp1252"), ("UTF-8", "utf-16"),
     ("utf-16", "utf-8"), ("UTF-16", "utf-16-le"), ("Shift_JIS", "cp932"), ("KOI8-R", "koi8_r"), ("IBM850", "cp850")],
)  # fmt: skip
def test_xml_is_read_whatever_encoding_it_says(says: str, encoding: str) -> None:
    name = {"cp932": "振込", "koi8_r": "Оплата"}.get(encoding, "Prélèvement")
    entry = camt.entry(more=f"<AddtlNtryInf>{name}</AddtlNtryInf>")
    data = camt.document(camt.CLOSING, entry).decode().replace("UTF-8", says).encode(encoding)
    reading = read_camt(data)
    assert (reading.items[0].transactions[0].label, reading.problems, reading.notes) == (name, (), ())


def test_xml_that_says_utf8_and_is_1252_is_read_and_told() -> None:
    entries = [camt.entry(more=f"<AddtlNtryInf>{name}</AddtlNtryInf>") for name in ("@", "Zoé")]
    data = camt.document(camt.CLOSING, *entries).replace(b"@", "Prélèvement".encode("cp1252"))
    reading = read_camt(data)
    assert [one.label for one in reading.items[0].transactions] == ["Prélèvement", "Zoé"]
    assert [(note.line, note.code) for note in reading.notes] == [(5, "letters_guessed")]
