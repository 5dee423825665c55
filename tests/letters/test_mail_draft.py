"""The draft of a mail, read back by the standard library, and the address that opens one."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from rebond.letters.mail_draft import LONGEST_ADDRESS, draft, mailto

TEXT = "Bonjour Zoé,\n\nÀ bientôt – 1 234,56 €\n.\nFrom here\n"


def read(**changed: str) -> EmailMessage:
    given = {
        "sender": "Marie Lefèvre", "sender_email": "marie@example.org",
        "recipient": "Zoé Ünal", "to": "zoe@example.org",
        "subject": "Avenant n° 1 – été", "text": TEXT,
    }  # fmt: skip
    message = message_from_bytes(draft(**{**given, **changed}), policy=default)
    assert isinstance(message, EmailMessage)
    assert message.defects == []
    return message


def test_a_draft_is_not_sent_yet_and_says_it_all_with_its_accents() -> None:
    message = read()
    assert message["X-Unsent"] == "1"
    assert message["Subject"] == "Avenant n° 1 – été"
    (sender,), (reader,) = message["From"].addresses, message["To"].addresses
    assert (sender.display_name, sender.addr_spec) == ("Marie Lefèvre", "marie@example.org")
    assert (reader.display_name, reader.addr_spec) == ("Zoé Ünal", "zoe@example.org")
    assert message.get_content_type() == "text/plain"
    assert message.get_content() == TEXT
    assert "Date" not in message


def test_line_breaks_and_quotes_in_names_add_no_heading() -> None:
    message = read(subject="Hello\r\nBcc: evil@example.org", recipient='Zoé "Z"\nBcc: evil@example.org <x>')
    assert message["Bcc"] is None
    assert message["Subject"] == "Hello Bcc: evil@example.org"
    (reader,) = message["To"].addresses
    assert (reader.addr_spec, reader.display_name) == ("zoe@example.org", 'Zoé "Z" Bcc: evil@example.org <x>')


@pytest.mark.parametrize("to", ["", "nobody", "a b@c", "x@y\r\nBcc: z@w.org", "@", "a@b@c", "<a@b.org>"])
def test_what_is_no_address_is_left_for_the_mail_program_to_ask(to: str) -> None:
    message = read(to=to)
    assert message["To"] is None
    assert message["Bcc"] is None


def test_a_long_name_with_accents_is_read_back_whole() -> None:
    (reader,) = read(recipient="Éléonore de la Bruyère, " * 8)["To"].addresses
    assert reader.display_name == ("Éléonore de la Bruyère, " * 8).strip()


def test_a_long_subject_with_accents_is_read_back_whole() -> None:
    subject = "Déjà vu, été après été, " * 12
    assert read(subject=subject)["Subject"] == subject.strip()


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_a_short_letter_opens_by_its_address(ends: str) -> None:
    address = mailto("zoe+work@example.org", "A & B?", f"one{ends}two = 100 %")
    assert address is not None
    parts = urlsplit(address)
    assert (parts.scheme, unquote(parts.path)) == ("mailto", "zoe+work@example.org")
    assert parse_qs(parts.query) == {"subject": ["A & B?"], "body": ["one\r\ntwo = 100 %"]}
    assert "+" not in parts.query


def test_an_address_that_is_too_long_is_none() -> None:
    shortest = len(mailto("", "", "") or "")
    assert len(mailto("", "", "x" * (LONGEST_ADDRESS - shortest)) or "") == LONGEST_ADDRESS
    assert mailto("", "", "x" * (LONGEST_ADDRESS - shortest + 1)) is None


def test_a_recipient_cannot_add_to_the_address() -> None:
    address = mailto("a@b.org?bcc=evil@example.org", "s", "t")
    assert parse_qs(urlsplit(address or "").query) == {"subject": ["s"], "body": ["t"]}
