"""Address books as phones, mail programs and sheets of code from 1996 write them."""

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


def test_a_card_without_any_name_is_told_by_its_line_and_the_next_stays() -> None:
    data = card("EMAIL:a@example.org") + card("FN:Perret")
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


@pytest.mark.parametrize("line_end", ["\n", "\r", "\r\n"])
def test_line_ends_of_every_system_are_read(line_end: str) -> None:
    assert people(card("FN:Marie").replace("\r\n", line_end))[0].name == "Marie"


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
    read_vcards(("BEGIN:VCARD\nTEL;A" + piece * (2 * 2**20 // len(piece))).encode())
    read_vcards(("BEGIN:VCARD\nN:" + piece * (2 * 2**20 // len(piece)) + "\nEND:VCARD").encode())
