"""An address book taken in: new people are contacts to make, people known already stay as they are."""

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


def test_whoever_the_log_line_finds_is_not_doubled_by_a_card(tmp_path: Path) -> None:
    with new_journal(tmp_path) as journal:
        take_in(journal, written(tmp_path, {"contacts": ["Élise Martin", "Søren Ødegård"]}))
        assert take_in(journal, written(tmp_path, card("élise martin") + card("Soren Odegard"), "a.vcf")) is None
