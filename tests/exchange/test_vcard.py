"""Address books as phones, mail programs and sheets of code from 1996 write them."""

import base64
import quopri

import pytest

from rebond.exchange.vcard import PersonCard, read_vcards


def card(*lines: str, version: str = "3.0") -> str:
    return "\r\n".join(("BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""))


def people(data: str | bytes) -> tuple[PersonCard, ...]:
    reading = read_vcards(data if isinstance(data, bytes) else data.encode())
    assert reading.problems == ()
    return reading.items


def person(*lines: str, version: str = "3.0") -> PersonCard:
    (one,) = people(card(*lines, version=version))
    return one


def faults(data: str) -> list[tuple[int | None, str]]:
    return [(problem.line, problem.code) for problem in read_vcards(data.encode()).problems]


@pytest.mark.parametrize("version", ["2.1", "3.0", "4.0"])
def test_a_card_of_any_version_gives_its_person(version: str) -> None:
    one = person(
        "FN:Marie Duval", "N:Duval;Marie;;;", "ORG:Atlas;Marketing", "EMAIL;TYPE=work:marie@example.org",
        "TEL;TYPE=cell:+33 6 00 00 00 00", "NOTE:Met at the fair", version=version,
    )  # fmt: skip
    assert one == PersonCard(
        name="Marie Duval",
        organisation="Atlas",
        email="marie@example.org",
        phone="+33 6 00 00 00 00",
        note="Met at the fair",
        line=1,
    )


def test_several_cards_are_as_many_people_each_with_its_line() -> None:
    both = people(card("FN:Atlas") + "\n" + card("FN:Perret"))
    assert [(one.name, one.line) for one in both] == [("Atlas", 1), ("Perret", 6)]


def test_without_a_formatted_name_the_parts_make_one() -> None:
    assert person("N:Duval;Marie;Anne,Lise;Dr;PhD").name == "Dr Marie Anne,Lise Duval PhD"


@pytest.mark.parametrize(("line", "name"), [("NICKNAME:Mimi", "Mimi"), ("ORG:Lune\\; et Fils;Ventes", "Lune; et Fils")])
def test_a_card_with_another_name_goes_by_that(line: str, name: str) -> None:
    assert person("FN:", "N:;;;;", line).name == name


@pytest.mark.parametrize(
    ("line", "name"),
    [("EMAIL;TYPE=INTERNET:accounts@example.org", "accounts@example.org"), ("TEL:+33 1 11", "+33 1 11")],
)
def test_a_card_with_an_address_only_goes_by_that(line: str, name: str) -> None:
    assert person("FN:", "N:;;;;", line).name == name


def test_a_card_without_any_name_is_told_by_its_line_and_the_next_stays() -> None:
    data = card("NOTE:nobody") + card("FN:Perret")
    assert faults(data) == [(1, "card_without_name")]
    assert [one.name for one in read_vcards(data.encode()).items] == ["Perret"]


def test_folded_lines_are_one() -> None:
    assert person("NOTE:Long", "  text", "\tto fold", "FN:Ma", " rie").note == "Long textto fold"


def test_escaped_characters_are_what_they_stand_for() -> None:
    assert person("FN:Marie", "NOTE:one\\, two\\; three\\\\ four\\nfive").note == "one, two; three\\ four\nfive"


def test_several_notes_are_all_kept() -> None:
    assert person("FN:Marie", "NOTE:one", "item1.NOTE:two").note == "one\ntwo"


def test_the_preferred_address_comes_first_and_a_fax_last() -> None:
    one = person(
        "FN:Marie", "EMAIL:a@example.org", "item1.EMAIL;TYPE=INTERNET,pref:b@example.org",
        'TEL;TYPE="work,fax";VALUE=uri:tel:+331', "TEL;VALUE=uri:tel:+332", version="4.0",
    )  # fmt: skip
    assert (one.email, one.phone) == ("b@example.org", "+332")


@pytest.mark.parametrize("mark", ["PREF=1", "PREF", "TYPE=PREF"])
def test_every_version_marks_the_preferred_in_its_own_way(mark: str) -> None:
    assert person("FN:Marie", "TEL:1", f"TEL;{mark}:2").phone == "2"


def test_the_preferred_is_the_one_with_the_lowest_number() -> None:
    one = person(
        "FN:Ana", "EMAIL:third@example.org", "EMAIL;PREF=50:second@example.org", "EMAIL;PREF=1:first@example.org",
        "TEL;PREF=2:+33 1 22", "TEL;PREF=1;TYPE=fax:+33 1 33", "TEL;PREF=100:+33 1 44", version="4.0",
    )  # fmt: skip
    assert (one.email, one.phone) == ("first@example.org", "+33 1 22")
    assert one.more == ("second@example.org", "third@example.org", "+33 1 44", "+33 1 33")


@pytest.mark.parametrize(
    ("line", "value"),
    [("EMAIL:MAILTO:ana@example.org", "ana@example.org"),
     ("EMAIL:mailto:ana%40example.org?subject=Hi", "ana@example.org"),
     ("TEL;VALUE=uri:TEL:+33-1-11", "+33-1-11"), ("TEL:Tel:01", "01")],
)  # fmt: skip
def test_an_address_written_as_a_link_is_the_address(line: str, value: str) -> None:
    one = person("FN:Ana", line)
    assert value in (one.email, one.phone)


@pytest.mark.parametrize(
    "line",
    ["X-" + "A" * 70 + ":Father", "X-ABC/DEF:1", "item1.X-ABLabel;X=\"a:b\":_$!<Other>!$_", "X+Y*Z:1", "A.B.C-D:2",
     "X-É:1", "IMPP;X-SERVICE-TYPE=x:y"],
)  # fmt: skip
def test_a_property_of_an_odd_name_is_passed_over(line: str) -> None:
    assert person("FN:Ana", line, "TEL:06").phone == "06"


@pytest.mark.parametrize("line", ["see also: the web", "http://example.org", "12:30", "=C3=A9:", "no colon"])
def test_the_rest_of_a_line_that_was_not_folded_is_told(line: str) -> None:
    assert faults(card("FN:Ana", "NOTE:x", line)) == [(5, "card_line_unclear")]


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [("UTF-8", "utf-8"), ("ISO-8859-1", "latin-1"), ("ISO-8859-15", "iso8859-15"), ("", "cp1252")],
)
def test_quoted_printable_names_are_decoded(charset: str, encoding: str) -> None:
    value = quopri.encodestring("Lefèvre;Renée".encode(encoding)).decode()
    parameters = f";CHARSET={charset}" if charset else ""
    assert person(f"N{parameters};ENCODING=QUOTED-PRINTABLE:{value}", version="2.1").name == "Renée Lefèvre"


def test_quoted_printable_runs_on_after_an_equals_sign() -> None:
    one = person("FN:Marie", "NOTE;QUOTED-PRINTABLE:one=0D=0A=", "two=", "", "TEL:06", version="2.1")
    assert (one.note, one.phone) == ("one\ntwo", "06")


@pytest.mark.parametrize("indent", ["", " "])
def test_a_picture_is_passed_over_however_its_lines_are_set(indent: str) -> None:
    picture = ("PHOTO;ENCODING=BASE64;JPEG:", f"{indent}/9j/4AAQSkZJRgAB", f"{indent}AQAAAQ==", "")
    assert person(*picture, "FN:Marie", version="2.1").name == "Marie"


def test_the_assistants_card_inside_a_card_is_not_the_person() -> None:
    one = person("AGENT:", "BEGIN:VCARD", "FN:Assistant", "END:VCARD", "FN:Marie", version="2.1")
    assert one.name == "Marie"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_names_keep_their_accents_in_every_encoding(encoding: str) -> None:
    assert people(card("FN:Zoé Œuf").encode(encoding))[0].name == "Zoé Œuf"


def test_an_accent_apart_from_its_letter_is_put_on_it() -> None:
    assert person("FN:Zoe\u0301").name == "Zo\u00e9"


@pytest.mark.parametrize("line_end", ["\n", "\r", "\r\n", "\r\r\n"])
def test_line_ends_of_every_system_are_read(line_end: str) -> None:
    (one,) = people(card("FN:Marie", "NOTE:long", "  text", "TEL:06").replace("\r\n", line_end))
    assert (one.name, one.note, one.phone) == ("Marie", "long text", "06")


def test_a_bare_carriage_return_is_a_line_end_before_a_property_and_a_space_elsewhere() -> None:
    one = person("FN:Ana Prim\rORG:Atlas", "NOTE:one\rtwo: three", "TEL:06")
    assert (one.name, one.organisation, one.note, one.phone) == ("Ana Prim", "Atlas", "one two: three", "06")


def test_in_a_file_of_carriage_returns_a_line_that_is_none_is_told() -> None:
    assert faults(card("FN:Ana", "broken line", "TEL:06").replace("\r\n", "\r")) == [(4, "card_line_unclear")]


def test_files_put_one_after_the_other_are_read_with_their_marks() -> None:
    mark = "\N{ZERO WIDTH NO-BREAK SPACE}"
    assert [one.name for one in people(mark + card("FN:Ana") + mark + card("FN:Élise"))] == ["Ana", "Élise"]


def test_a_card_without_its_beginning_is_told() -> None:
    assert faults(card("FN:Ana") + card("FN:Élise").partition("\n")[2]) == [(7, "card_not_begun")]


@pytest.mark.parametrize(
    ("charset", "encoding", "name"),
    [("windows-1251", "cp1251", "Пётр Иванов"), ("KOI8-R", "koi8_r", "Пётр Иванов"),
     ("SHIFT_JIS", "cp932", "山田 太郎"), ("ISO-8859-2", "iso8859_2", "Łukasz Wójcik"),
     ("ISO-8859-7", "iso8859_7", "Γιώργος"), ("GB2312", "gb18030", "王小明"),
     ("windows-1252", "utf-8", "Zoé Œuf"), ("ibm850", "cp850", "Renée"), ("UTF-8", "utf-8", "Пётр")],
)  # fmt: skip
@pytest.mark.parametrize("as_written", ["8 bit", "quoted-printable", "base64"])
def test_the_charset_of_a_property_is_its_own(charset: str, encoding: str, name: str, as_written: str) -> None:
    value, how = name.encode(encoding), ""
    if as_written == "quoted-printable":
        value, how = quopri.encodestring(value), ";ENCODING=QUOTED-PRINTABLE"
    elif as_written == "base64":
        value, how = base64.b64encode(value), ";ENCODING=B"
    line = f"FN;CHARSET={charset}{how}:".encode() + value
    reading = read_vcards(card("@", "NOTE;CHARSET=UTF-8:Zoé", version="2.1").encode().replace(b"@", line))
    assert (reading.items[0].name, reading.items[0].note, reading.problems, reading.notes) == (name, "Zoé", (), ())


def test_a_letter_cut_by_a_fold_is_whole() -> None:
    data = card("NOTE:déjà vu", "FN:山田").encode()
    accent, sign = "é".encode(), "山".encode()
    cut = data.replace(accent, accent[:1] + b"\r\n " + accent[1:]).replace(sign, sign[:2] + b"\r\n\t" + sign[2:])
    reading = read_vcards(cut)
    assert (reading.items[0].note, reading.items[0].name) == ("déjà vu", "山田")
    assert (reading.problems, reading.notes) == ((), ())


def test_every_line_is_in_its_own_encoding() -> None:
    book = (
        card("FN:Hélène Lefèvre").encode()
        + card("FN:Søren Ødegård").encode()
        + card("FN:Zoé Müller").encode("cp1252")
        + card("FN:Пётр Иванов").encode("koi8_r")
    )
    reading = read_vcards(book)
    assert [one.name for one in reading.items] == ["Hélène Lefèvre", "Søren Ødegård", "Zoé Müller", "Пётр Иванов"]
    assert [(note.line, note.code, note.facts) for note in reading.notes] == [
        (15, "letters_guessed", {"text": "Пётр Иванов", "encoding": "KOI8-R"})
    ]


def test_a_line_that_is_no_property_is_told_and_the_card_stays() -> None:
    data = card("FN:Marie", "broken line", "TEL:06")
    assert faults(data) == [(4, "card_line_unclear")]
    assert read_vcards(data.encode()).items[0].phone == "06"


def test_a_card_without_its_end_is_refused() -> None:
    cut = card("FN:Atlas").replace("END:VCARD\r\n", "")
    assert faults(cut) == [(1, "card_not_closed")]
    assert faults(cut + card("FN:Perret")) == [(1, "card_not_closed")]


def test_text_of_other_programs_is_only_text() -> None:
    one = person("FN:=cmd|'/c calc'!A0 <script>alert(1)</script> {name}\x00\x1b")
    assert one.name == "=cmd|'/c calc'!A0 <script>alert(1)</script> {name}"


def test_an_address_book_of_5000_cards_is_read_within_seconds(within_seconds: None) -> None:
    picture = "PHOTO;ENCODING=b;TYPE=JPEG:" + "\r\n ".join(["A" * 74] * 100)
    book = "".join(card(f"FN:Person {n}", f"N:P;{n};;;", "ORG:Atlas", f"TEL:0{n}", picture) for n in range(5000))
    assert len(people(book)) == 5000


@pytest.mark.parametrize(
    "piece", ["=", ",", ';"', "\\", ";a=", "a.", ":", "\n ", "\nPHOTO;BASE64:", "\nBEGIN:VCARD", "\nx"]
)
def test_an_address_book_made_to_be_slow_is_read_in_time(piece: str, within_seconds: None) -> None:
    read_vcards(("BEGIN:VCARD\nTEL;A" + piece * (2**20 // len(piece))).encode())
    read_vcards(("BEGIN:VCARD\nN:" + piece * (2**20 // len(piece)) + "\nEND:VCARD").encode())
