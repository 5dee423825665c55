"""Mails read from files: who, when, what in their own words, and the files; also broken and hostile ones."""

from datetime import UTC, datetime, timedelta, timezone
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rebond.exchange.mail import MailFile, read_mail
from rebond.exchange.mail_text import from_html, own_words

SUNDAY = "Sun, 22 Nov 2026 19:40:00 +0100"


def written(text: str = "Could you post this today?\n", **headers: str) -> EmailMessage:
    message = EmailMessage()
    headers = {
        "From": "Claire Martin <claire@atlas.example>", "To": "marie@example.org", "Date": SUNDAY,
        "Subject": "Urgent post", **headers,
    }  # fmt: skip
    for name, value in headers.items():
        message[name] = value
    message.set_content(text)
    return message


def test_a_plain_mail_is_read_with_its_words_and_files() -> None:
    message = written("Bonjour Marie,\n\nUn visuel de plus ?\n", Subject="Été : visuels à revoir")
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="cahier été.pdf")
    mail = read_mail(message.as_bytes())
    assert (mail.name, mail.address, mail.subject) == (
        "Claire Martin", "claire@atlas.example", "Été : visuels à revoir",
    )  # fmt: skip
    assert mail.sent == datetime(2026, 11, 22, 19, 40, tzinfo=timezone(timedelta(hours=1)))
    assert mail.text == "Bonjour Marie,\n\nUn visuel de plus ?"
    assert mail.files == (MailFile("cahier été.pdf", b"%PDF"),)


def test_a_mail_of_html_alone_is_read_as_text_without_its_scripts_and_quotes() -> None:
    message = written()
    message.set_content(
        "<html><head><style>p{}</style><title>x</title></head><body><p>One more&nbsp;logo,<br>please &amp; soon.</p>"
        "<script>alert(1)</script>"
        "<div class='gmail_quote'>On Monday you wrote<blockquote>old<br>text</blockquote></div>"
        "<p>Claire</p></body></html>",
        subtype="html",
    )
    assert read_mail(message.as_bytes()).text == "One more logo,\nplease & soon.\n\nClaire"


def test_the_plain_text_of_an_alternative_is_taken() -> None:
    message = written("The plain one.\n")
    message.add_alternative("<p>The rich one.</p>", subtype="html")
    mail = read_mail(message.as_bytes())
    assert (mail.text, mail.files) == ("The plain one.", ())


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("Yes.\n\nOn Mon, 16 Nov 2026 at 10:12, Marie <m@x.org> wrote:\n> Shall I?\n", "Yes."),
        ("Oui.\n\nLe lun. 16 nov. 2026 à 10:12, Marie Dupont\n<m@x.org> a écrit :\n\n> Je fais ?\n", "Oui."),
        ("Oui.\n-----Message d'origine-----\nDe : Marie\nÀ : Claire\n\nJe fais ?", "Oui."),
        ("Oui.\n________________________________\nDe : Marie <m@x>\nEnvoyé : lundi\nObjet : x\n\nJe fais ?", "Oui."),
        ("Oui.\n\nDe : Marie <m@x>\nEnvoyé : lundi 16\nÀ : Claire\n\nJe fais ?", "Oui."),
        ("> Shall I?\nYes, do.\n> And this?\nNo.", "Yes, do.\nNo."),
        ("On Monday, Marie wrote:\n> Shall I?\n\nYes, below.", "Yes, below."),
        ("Merci.\n-- \nClaire Martin\nAtlas", "Merci."),
        ("Merci.\n\nEnvoyé de mon iPhone", "Merci."),
        ("---------- Forwarded message ---------\nFrom: Bob <b@x>\n\nSee this.", "From: Bob <b@x>\n\nSee this."),
        ("> only a quote", "> only a quote"),
        ("Le budget est validé : on y va.", "Le budget est validé : on y va."),
        ("From: here to there\nis a long way.", "From: here to there\nis a long way."),
    ],
)
def test_what_a_mail_quotes_is_not_its_authors_word(text: str, own: str) -> None:
    assert own_words(text) == own


def test_a_mail_inside_the_mail_is_a_file_of_its_own() -> None:
    message = written()
    inner = written("The earlier one.\n", Subject="Quote: 12/3")
    message.add_attachment(inner)
    (file,) = read_mail(message.as_bytes()).files
    assert file.name == "Quote: 12/3.eml"
    assert read_mail(file.data).text == "The earlier one."


@pytest.mark.parametrize(
    ("charset", "data"),
    [
        ("utf-8", "Déjà payé".encode("cp1252")), ("us-ascii", "Déjà payé".encode()), ("nonsense", "Déjà payé".encode()),
        ("iso-8859-1", "Déjà payé".encode("latin-1")), ("", "Déjà payé".encode()),
    ],
)  # fmt: skip
def test_a_wrong_charset_is_seen_through(charset: str, data: bytes) -> None:
    declared = f"Content-Type: text/plain; charset={charset}\r\n".encode() if charset else b""
    assert read_mail(b"From: a@b.example\r\n" + declared + b"\r\n" + data).text == "Déjà payé"


def test_an_encoded_name_may_hold_a_comma() -> None:
    mail = read_mail(b"From: =?utf-8?q?Mart=C3=ADn=2C_Claire?= <c@b.example>\n\nx")
    assert (mail.name, mail.address) == ("Mart\u00edn, Claire", "c@b.example")


def test_a_name_that_looks_like_an_address_is_not_the_address() -> None:
    mail = read_mail(b"From: paul@bank.example <other@evil.example>\n\nx")
    assert (mail.name, mail.address) == ("paul@bank.example", "other@evil.example")


def test_headers_in_raw_bytes_are_read() -> None:
    for encoding in ("utf-8", "cp1252"):
        mail = read_mail("From: Zoé <z@b.example>\r\nSubject: déjà\r\n\r\nx".encode(encoding))
        assert (mail.name, mail.subject) == ("Zoé", "déjà")


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_the_name_of_a_file_in_raw_bytes_is_read(encoding: str) -> None:
    named = (
        'Content-Type: application/pdf; name="x.pdf"\r\nContent-Disposition: attachment;\r\n filename="reçu été.pdf"'
    )
    (file,) = read_mail(f"From: z@b.example\r\n{named}\r\n\r\nx".encode(encoding)).files
    assert file.name == "reçu été.pdf"


@pytest.mark.parametrize(
    "date", ["", "yesterday", "99 Foo 2026 99:99", "Sun, 22 Nov 2026 25:61:00 +0100", "1 Jan 0001"]
)
def test_a_date_that_cannot_be_read_is_none(date: str) -> None:
    assert read_mail(f"From: a@b.example\r\nDate: {date}\r\n\r\nx".encode()).sent is None


def test_a_date_without_a_zone_is_in_universal_time() -> None:
    assert read_mail(b"Date: 22 Nov 2026 19:40:00 -0000\n\nx").sent == datetime(2026, 11, 22, 19, 40, tzinfo=UTC)


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\x00\xff" * 1000, b"no headers at all", b"From:\n\n", b"From: \xff\xfe\nSubject: =?utf-8?B?!!!?=\n\nx",
        b"Content-Type: multipart/mixed\n\nno boundary", b'Content-Type: multipart/mixed; boundary="b"\n\n--b\n',
        b'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain\n\ncut off',
        b"Content-Type: message/rfc822\n\nContent-Type: message/rfc822\n\n",
        b"Content-Transfer-Encoding: base64\n\n%%%%", b"Content-Type: ;;;==\n\nx",
        b"Content-Type: text/plain; charset*=x''%ff\nContent-Disposition: attachment; filename*=bad''%ff%\n\nx",
    ],
)  # fmt: skip
def test_a_broken_mail_is_read_as_far_as_it_goes(data: bytes) -> None:
    mail = read_mail(data)
    assert mail.text.isprintable() or "\n" in mail.text


@settings(max_examples=60)
@given(st.binary(max_size=400))
def test_no_bytes_at_all_stop_the_reading(data: bytes) -> None:
    read_mail(data)
    read_mail(b"Content-Type: multipart/mixed; boundary=b\nFrom: " + data + b"\n\n--b\n" + data)


@pytest.mark.usefixtures("within_seconds")
def test_hostile_mails_are_read_in_a_moment() -> None:
    recipients = ", ".join(f"Person {n} <p{n}@example.org>" for n in range(10_000))
    read_mail(f"From: a@b.example\nTo: {recipients}\n\nx".encode())
    read_mail(b"From: " + b"(" * 200_000 + b"\nSubject: " + b"=?utf-8?q?" * 50_000 + b"\n\nx")
    read_mail(b"Content-Type: text/html\n\n" + b"<div>" * 100_000)
    read_mail(b"From: a@b\n\n" + b"> " * 500_000 + b"Le " * 100_000)
    nested = b"end"
    for _depth in range(150):
        nested = b"Content-Type: message/rfc822\n\n" + nested
    read_mail(nested)
    boundaries = b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (n, n) for n in range(60))
    read_mail(boundaries)
    many = b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\nContent-Disposition: attachment\n\nx\n" * 2_000
    mail = read_mail(many)
    assert (len(mail.files), mail.left_out) == (50, 1_950)


def test_parts_nested_fifty_deep_are_read_as_far_as_any_mail_program_nests_them() -> None:
    for depth, text in ((15, "The innermost."), (50, "")):
        nested = b"Content-Type: text/plain\n\nThe innermost.\n"
        for level in range(depth):
            nested = b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n%s\n--b%d--\n" % (
                level, level, nested, level,
            )  # fmt: skip
        assert read_mail(b"From: a@b.example\n" + nested).text == text


@pytest.mark.usefixtures("within_seconds")
def test_a_mail_of_20_mb_is_read_within_seconds() -> None:
    message = written()
    message.add_attachment(bytes(15 * 2**20), maintype="application", subtype="octet-stream", filename="film.mp4")
    read_mail(message.as_bytes())


def test_html_that_breaks_off_is_read_as_far_as_it_goes() -> None:
    assert from_html("<p>One<b>two") == "Onetwo"
    assert from_html("<blockquote>All is quoted") == "All is quoted"
    assert from_html("<p>One</p><![broken").startswith("One")
