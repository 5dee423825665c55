"""A mail becomes an entry: person, day, subject and words found, its files and itself attached."""

from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from rebond.actions.mail_sentences import author
from rebond.actions.mails import MailDraft, draft_of_mail, note_mail, person_of
from rebond.domain.attachments.kept_files import IncomingFile
from rebond.domain.attachments.kinds import AttachedFile
from rebond.domain.missions.kinds import Client, Event, EventKind, Mission
from rebond.domain.money.kinds import Settings
from rebond.domain.people.kinds import Person
from rebond.domain.problems import Refused
from rebond.domain.prospecting.kinds import Contact
from rebond.journal.blobs import LARGEST
from rebond.journal.journal import Journal
from tests.languages import ENGLISH, FRENCH

from .doing import NOW, TODAY, day, done, rows, write

MISSION = Mission(id=1, client_id=1, name="Site", starts=day(1))


@pytest.fixture(autouse=True)
def _people(journal: Journal) -> None:
    write(
        journal, Client(name="Atlas"), Client(name="Perret"), Mission(client_id=1, name="Site", starts=day(1)),
        Person(client_id=2, name="Claire of Perret", email="claire@shared.example"),
        Person(client_id=1, name="Claire Martin", role="Head of marketing", email="Claire@shared.example"),
        Contact(name="Paul", email="paul@contacts.example"),
    )  # fmt: skip


def mail(text: str = "A new visual, urgently.", *files: tuple[str, bytes], **headers: str) -> IncomingFile:
    message = EmailMessage()
    headers = {
        "From": "C. M. <claire@shared.example>", "Date": "Sun, 22 Nov 2026 08:40:31 +0000", "Subject": "Visuals",
        **headers,
    }  # fmt: skip
    for name, value in headers.items():
        if value:
            message[name] = value
    message.set_content(text)
    for name, data in files:
        message.add_attachment(data, maintype="application", subtype="pdf", filename=name)
    return IncomingFile("dropped.eml", message.as_bytes())


def draft(journal: Journal, file: IncomingFile) -> MailDraft:
    with journal.read() as reader:
        return draft_of_mail(reader, MISSION, file, ENGLISH, TODAY)


def test_a_mail_is_an_event_with_the_clients_own_words_and_files(journal: Journal) -> None:
    found = draft(journal, mail("A new visual, urgently.", ("brief.pdf", b"%PDF")))
    assert found.who is not None
    assert (found.who.name, found.client) == ("Claire Martin", Client(id=1, name="Atlas"))
    change = done(journal, note_mail, found.event, found.files, NOW)
    assert change.action == "add_event"
    (event,) = rows(journal, Event)
    local = datetime(2026, 11, 22, 8, 40, tzinfo=UTC).astimezone()
    assert (event.date, event.time) == (local.date(), local.time())
    assert (event.text, event.request) == ("Mail from Claire Martin: Visuals", "A new visual, urgently.")
    assert event.type is EventKind.EXTRA_REQUEST
    kept = rows(journal, AttachedFile)
    assert [(file.name, file.event_id) for file in kept] == [("brief.pdf", 1), ("Visuals.eml", 1)]


def test_the_entry_is_in_the_language_of_the_person(journal: Journal) -> None:
    with journal.read() as reader:
        found = draft_of_mail(reader, MISSION, mail(Subject=""), FRENCH, TODAY)
    assert found.event.text.endswith("A new visual, urgently.")


def test_a_contact_is_found_too_and_a_stranger_can_be_added(journal: Journal) -> None:
    contact = draft(journal, mail(From="Paul <PAUL@contacts.example>"))
    assert isinstance(contact.who, Contact)
    stranger = draft(journal, mail(From="Zoe <zoe@new.example>"))
    assert stranger.who is None
    done(journal, note_mail, stranger.event, stranger.files, NOW, person_of(stranger, MISSION))
    added = rows(journal, Person)[-1]
    assert (added.client_id, added.name, added.email) == (1, "Zoe", "zoe@new.example")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", "mail_without_date"), ("Mon, 1 Mar 2027 10:00:00 +0100", "mail_in_the_future"),
        ("Sun, 1 Jan 1950 10:00:00 +0100", "mail_without_date"),
    ],
)  # fmt: skip
def test_a_mail_without_a_day_that_has_been_is_of_today_and_says_so(journal: Journal, written: str, code: str) -> None:
    found = draft(journal, mail(Date=written))
    assert (found.event.date, found.event.time) == (TODAY, None)
    assert [note.code for note in found.notes] == [code]


def test_ones_own_mail_is_no_word_of_the_client(journal: Journal) -> None:
    with journal.transaction("set_up") as transaction:
        transaction.update(Settings(id=1, email="claire@shared.example"))
    found = draft(journal, mail())
    assert (found.own, found.event.request) == (True, "")
    assert found.event.text == "Mail sent: Visuals"
    assert found.event.type is EventKind.NOTE


def test_long_words_are_cut_and_stay_whole_in_the_mail(journal: Journal) -> None:
    found = draft(journal, mail("word " * 10_000, Subject="s" * 900))
    assert len(found.event.request) <= 4_001
    assert len(found.event.text) < 200
    done(journal, note_mail, found.event, found.files, NOW)
    assert b"word word" in found.files[-1].data


def test_hostile_names_of_files_are_cleaned(journal: Journal) -> None:
    found = draft(journal, mail("x", ("../../evil\u202efdp.exe", b"MZ"), ("", b"y"), Subject="../x: y"))
    assert [file.name for file in found.files] == ["evilfdp.exe", "x_ y.eml"] or len(found.files) == 3
    assert all("/" not in file.name and "\u202e" not in file.name for file in found.files)


def test_a_file_too_large_is_named_and_left_out(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rebond.actions.mails.LARGEST", 2**20)
    found = draft(journal, mail("x", ("film.pdf", bytes(2**20 + 1))))
    assert [(note.code, note.facts["name"]) for note in found.notes] == [("mail_file_too_large", "film.pdf")]
    assert [file.name for file in found.files] == ["Visuals.eml"]
    assert LARGEST > 2**20


@pytest.mark.parametrize("data", [b"\x00", b"%PDF-1.7", b"Subject: only this\n\nx", b"no headers"])
def test_what_says_neither_who_wrote_it_nor_when_is_no_mail(journal: Journal, data: bytes) -> None:
    with pytest.raises(Refused, match="not_a_mail"):
        draft(journal, IncomingFile("dropped.eml", data))


def test_an_entry_without_words_is_refused_with_its_files(journal: Journal) -> None:
    with pytest.raises(Refused):
        note_mail(journal, Event(mission_id=1, date=TODAY, text=""), draft(journal, mail()).files, NOW)
    assert not rows(journal, Event)
    assert not rows(journal, AttachedFile)


def test_a_mail_at_the_end_of_time_or_by_an_endless_name_is_noted_all_the_same(journal: Journal) -> None:
    name = "n" * 3_000
    found = draft(journal, mail(Date="Fri, 31 Dec 9999 23:59:59 -1200", From=f"{name} <x@new.example>"))
    assert [note.code for note in found.notes] == ["mail_without_date"]
    done(journal, note_mail, found.event, found.files, NOW, person_of(found, MISSION))
    assert len(rows(journal, Event)[0].text) < 400


def test_files_of_one_name_or_of_one_content_are_all_kept_and_the_content_once(journal: Journal) -> None:
    found = draft(journal, mail("x", ("a.pdf", b"one"), ("a.pdf", b"two"), ("b.pdf", b"one"), ("a.pdf", b"one")))
    note_mail(journal, found.event, found.files, NOW)
    kept = [(file.name, file.file) for file in rows(journal, AttachedFile)]
    assert [name for name, _digest in kept] == ["a.pdf", "a.pdf", "b.pdf", "Visuals.eml"]
    assert len({digest for _name, digest in kept}) == 3


def test_a_mail_inside_the_mail_is_kept_as_a_mail(journal: Journal) -> None:
    inner = EmailMessage()
    inner["Subject"], inner["From"] = "The quote", "marie@example.org"
    inner.set_content("As agreed.")
    outer = EmailMessage()
    outer["From"], outer["Date"] = "claire@shared.example", "Sun, 22 Nov 2026 08:40:31 +0000"
    outer.set_content("See below.")
    outer.add_attachment(inner)
    found = draft(journal, IncomingFile("dropped.eml", outer.as_bytes()))
    assert [file.name for file in found.files] == ["The quote.eml", "See below.eml"]


def test_a_large_part_is_kept_in_the_mail_and_on_its_own(journal: Journal) -> None:
    head = (
        b"From: claire@shared.example\r\nDate: Sun, 22 Nov 2026 08:40:31 +0000\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: application/zip\r\nContent-Disposition: attachment; filename=big.zip\r\n\r\n"
    )
    found = draft(journal, IncomingFile("dropped.eml", head + b"x" * (30 * 2**20)))
    assert [(file.name, len(file.data) >> 20) for file in found.files] == [("big.zip", 30), ("dropped.eml", 30)]


def test_a_person_without_an_address_gets_that_of_the_mail(journal: Journal) -> None:
    write(journal, Person(client_id=1, name="Jo", role="Decides"), Person(client_id=2, name="Al"))
    found = draft(journal, mail(From="Jo Blanc <jo@atlas.example>"))
    assert found.who is None
    assert found.namesake is not None
    assert author(ENGLISH, found) == "From Jo Blanc <jo@atlas.example>, perhaps Jo, whose address is not noted"
    done(journal, note_mail, found.event, found.files, NOW, person_of(found, MISSION))
    (jo,) = (person for person in rows(journal, Person) if person.name.startswith("Jo"))
    assert (jo.name, jo.email, jo.role) == ("Jo", "jo@atlas.example", "Decides")
    for sender in ("Joanne <j@x.example>", "Al B <al@x.example>", "Claire Martin <other@x.example>"):
        assert draft(journal, mail(From=sender)).namesake is None, "another name, client or address"


def test_a_mail_that_is_kept_already_says_so(journal: Journal) -> None:
    found = draft(journal, mail())
    assert "mail_kept_already" not in [note.code for note in found.notes]
    done(journal, note_mail, found.event, found.files, NOW)
    (note,) = draft(journal, mail()).notes
    assert (note.code, note.facts) == ("mail_kept_already", {"date": NOW.date()})
    assert draft(journal, mail("Another text")).notes == ()


def test_files_beyond_the_most_of_a_mail_are_told(journal: Journal) -> None:
    found = draft(journal, mail("All of them", *((f"{number}.pdf", b"%%PDF %d" % number) for number in range(52))))
    assert [(note.code, note.facts) for note in found.notes] == [("mail_files_left_out", {"count": 2})]
    assert len(found.files) == 50 + 1, "and the mail itself"


@pytest.mark.parametrize(
    ("sender", "expected"),
    [
        ("Claire <claire@shared.example>", "From Claire <claire@shared.example>: Head of marketing, Atlas"),
        ("Paul <paul@contacts.example>", "From Paul <paul@contacts.example>, one of your contacts"),
        ("Jane <jane@nowhere.example>", "From Jane <jane@nowhere.example>, who is not in the journal yet"),
    ],
)
def test_who_wrote_a_mail_is_said_with_what_is_known_of_them(journal: Journal, sender: str, expected: str) -> None:
    assert author(ENGLISH, draft(journal, mail(From=sender))) == expected
