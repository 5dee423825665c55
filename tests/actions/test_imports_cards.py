"""An address book taken in: new people are contacts to make, and what is known of people already is not lost."""

from pathlib import Path

from rebond.domain.prospecting.kinds import Contact, StageId
from rebond.journal.journal import Journal

from .taking_in import new_journal, seen, take_in, told, written


def card(name: str, organisation: str = "", email: str = "", phone: str = "") -> str:
    held = f"FN:{name}\nN:{name};;;;\nORG:{organisation}\nEMAIL:{email}\nTEL:{phone}\n"
    return f"BEGIN:VCARD\nVERSION:3.0\n{held}END:VCARD\n"


def contacts(journal: Journal) -> list[tuple[str, str, str]]:
    with journal.read() as reader:
        return [(row.name, row.organisation, row.email) for row in reader.all(Contact)]


def test_a_person_becomes_a_contact_to_make(tmp_path: Path) -> None:
    path = written(tmp_path, card("Anne Lefort", "Lefort", "anne@lefort.example", "01 99 00 00 01"), "a.vcf")
    with new_journal(tmp_path) as journal:
        take_in(journal, path)
        with journal.read() as reader:
            (contact,) = reader.all(Contact)
    assert contact.stage_id == StageId.TO_CONTACT
    assert (contact.email, contact.phone) == ("anne@lefort.example", "01 99 00 00 01")


def test_the_same_person_is_there_already_and_someone_else_has_that_name_too(tmp_path: Path) -> None:
    book = (
        card("Jean Martin", "Hexa", "jean@hexa.example")
        + card("jean martin", "", "JEAN@hexa.example")
        + card("Jean Martin", "Rive", "jean@rive.example")
        + card("Jean Martin", "", "autre@jean.example")
    )
    with new_journal(tmp_path) as journal:
        path = written(tmp_path, book, "a.vcf")
        take_in(journal, path)
        assert contacts(journal) == [
            ("Jean Martin", "Hexa", "jean@hexa.example"),
            ("Jean Martin", "Rive", "jean@rive.example"),
            ("Jean Martin", "", "autre@jean.example"),
        ]
        assert take_in(journal, path) is None


def test_a_contact_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    with new_journal(tmp_path) as journal:
        take_in(journal, written(tmp_path, {"contacts": [{"name": "Jean Martin", "phone": "1", "stage": "won"}]}))
        take_in(journal, written(tmp_path, card("Jean Martin", "Hexa", "j@x.example", "2"), "a.vcf"))
        with journal.read() as reader:
            (contact,) = reader.all(Contact)
    assert (contact.phone, contact.stage_id) == ("1", StageId.WON)


def test_a_card_without_a_name_is_told_by_line_and_can_be_left_out(tmp_path: Path) -> None:
    path = written(tmp_path, card("A") + card(" "), "a.vcf")
    with new_journal(tmp_path) as journal:
        assert [line for _code, line in told(seen(journal, path))] == [9]
        take_in(journal, path, skip_bad_lines=True)
        assert [name for name, *_rest in contacts(journal)] == ["A"]


def test_twins_of_one_name_with_other_telephones_are_two(tmp_path: Path) -> None:
    book = card("Ana Prim", phone="+33 1 99 00 00 01") + card("Ana Prim", phone="01 99 00 00 02")
    again = card("ANA PRIM", phone="01 99 00 00 01")
    with new_journal(tmp_path) as journal:
        take_in(journal, written(tmp_path, book, "a.vcf"))
        assert [name for name, *_rest in contacts(journal)] == ["Ana Prim", "Ana Prim"]
        assert take_in(journal, written(tmp_path, again, "b.vcf")) is None


def rows(journal: Journal) -> list[tuple[str, str, str, str, str]]:
    with journal.read() as reader:
        return [(row.name, row.organisation, row.email, row.phone, row.note) for row in reader.all(Contact)]


def noted(journal: Journal, path: Path) -> list[tuple[str, int | None]]:
    return [(note.code, note.line) for source in seen(journal, path).sources for note in source.notes]


def test_twins_are_told(tmp_path: Path) -> None:
    path = written(tmp_path, card("Marie", phone="+33611111111") + card("Marie", phone="+33622222222"), "a.vcf")
    with new_journal(tmp_path) as journal:
        assert noted(journal, path) == [("card_namesake", 9)]
        take_in(journal, path)
        assert [phone for *_rest, phone, _note in rows(journal)] == ["+33611111111", "+33622222222"]


def test_one_person_on_two_cards_is_one_contact_with_what_both_say(tmp_path: Path) -> None:
    book = (
        card("Ana Prim", "", "ana@prim.example")
        + card("Ana Prim", "Prim SARL", "ANA@prim.example", "06 99 00 00 01")
        + card("A. Prim", "Atlas", "ana@prim.example", "06 99 00 00 02")
        + card("Ana Prim", "", "other@prim.example", "+33 6 99 00 00 01")
    )
    path = written(tmp_path, book, "a.vcf")
    with new_journal(tmp_path) as journal:
        assert noted(journal, path) == [("card_joined", line) for line in (9, 17, 25)]
        take_in(journal, path)
        expected = "Atlas\n06 99 00 00 02\nother@prim.example"
        assert rows(journal) == [("Ana Prim", "Prim SARL", "ana@prim.example", "06 99 00 00 01", expected)]
        assert take_in(journal, path) is None


def test_a_shared_number_does_not_make_two_people_one(tmp_path: Path) -> None:
    desk = "01 99 00 00 00"
    path = written(tmp_path, card("Ana Prim", phone=desk) + card("Élise Roy", phone=desk) + card("Prim", phone=desk))
    with new_journal(tmp_path) as journal:
        take_in(journal, path)
        assert [name for name, *_rest in contacts(journal)] == ["Ana Prim", "Élise Roy"]


def test_a_shared_address_is_told(tmp_path: Path) -> None:
    book = card("Ana Prim", email="us@prim.example") + card("Élise Roy", email="us@prim.example")
    with new_journal(tmp_path) as journal:
        assert noted(journal, written(tmp_path, book, "a.vcf")) == [("card_same_address", 9)]


def test_a_name_found_on_a_later_card_is_that_of_the_address(tmp_path: Path) -> None:
    book = card("", email="ana@prim.example") + card("Ana Prim", email="ana@prim.example")
    with new_journal(tmp_path) as journal:
        take_in(journal, written(tmp_path, book, "a.vcf"))
        assert rows(journal) == [("Ana Prim", "", "ana@prim.example", "", "")]


def test_a_second_address_of_a_card_is_kept_in_the_note(tmp_path: Path) -> None:
    two = card("Ana Prim", email="a@prim.example").replace("END", "EMAIL:b@prim.example\nTEL:01\nTEL:02\nEND")
    with new_journal(tmp_path) as journal:
        take_in(journal, written(tmp_path, two, "a.vcf"))
        assert rows(journal) == [("Ana Prim", "", "a@prim.example", "01", "b@prim.example\n02")]


def test_a_contact_of_the_journal_is_completed_and_it_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, card("Jean Martin", "Hexa", "j@x.example", "0699000002"), "a.vcf")
    with new_journal(tmp_path) as journal:
        take_in(journal, written(tmp_path, {"contacts": [{"name": "Jean Martin", "note": "met", "stage": "won"}]}))
        assert noted(journal, path) == [("card_joined", 1)]
        take_in(journal, path)
        assert rows(journal) == [("Jean Martin", "Hexa", "j@x.example", "0699000002", "met")]
        assert noted(journal, path) == []


def test_many_cards_are_matched_as_few_are(tmp_path: Path) -> None:
    one = "".join(card(f"Person {n}", email=f"p{n}@example.org") for n in range(250))
    two = "".join(card(f"Person {n}", email=f"p{n}@example.org", phone=f"06990{n:05}") for n in range(250))
    with new_journal(tmp_path) as journal:
        take_in(journal, written(tmp_path, one + two, "a.vcf"))
        assert [(row[0], row[3]) for row in rows(journal)] == [(f"Person {n}", f"06990{n:05}") for n in range(250)]
        assert take_in(journal, written(tmp_path, two + one, "b.vcf")) is None


def test_whoever_the_log_line_finds_is_not_doubled_by_a_card(tmp_path: Path) -> None:
    with new_journal(tmp_path) as journal:
        take_in(journal, written(tmp_path, {"contacts": ["Élise Martin", "Søren Ødegård"]}))
        assert take_in(journal, written(tmp_path, card("élise martin") + card("Soren Odegard"), "a.vcf")) is None
