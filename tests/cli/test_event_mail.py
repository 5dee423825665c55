"""`rebond event --eml`: a mail writes what happened on a mission, with its files."""

import json
from email.message import EmailMessage
from pathlib import Path

import pytest

from rebond.domain.attachments.kinds import AttachedFile
from rebond.domain.missions.kinds import Client, Event, EventKind
from rebond.journal.blobs import LARGEST, content
from rebond.journal.journal import Journal
from tests.actions.taking_in import TODAY

from .conftest import Run


def events(path: Path) -> tuple[Event, ...]:
    with Journal.open(path, read_only=True) as journal, journal.read() as reader:
        return reader.all(Event)


@pytest.fixture
def mail(tmp_path: Path) -> Path:
    message = EmailMessage()
    message["From"] = "Zoé Petit <zoe@atlas.example>"
    message["Date"] = "Sun, 22 Nov 2026 08:40:31 +0000"
    message["Subject"] = "Urgent visual"
    message.set_content("A new visual, urgently.")
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="../brief.pdf")
    path = tmp_path / "dropped.eml"
    path.write_bytes(message.as_bytes())
    return path


def test_a_mail_is_written_with_its_files_as_one_change(run: Run, marie: Path, mail: Path) -> None:
    before = events(marie)
    said = run("event", marie, "Atlas", "--eml", mail, "--today", TODAY)
    assert said.code == 0
    assert said.out.splitlines()[1:] == [
        "  Sun 22 Nov, 08:40 · extra request", "  Mail from Zoé Petit: Urgent visual",
        "  From Zoé Petit <zoe@atlas.example>, who is not in the journal yet",
        "  Files: brief.pdf, Urgent visual.eml",
    ]  # fmt: skip
    (event,) = set(events(marie)) - set(before)
    assert (event.request, event.type) == ("A new visual, urgently.", EventKind.EXTRA_REQUEST)
    with Journal.open(marie, read_only=True) as journal, journal.read() as reader:
        files = reader.matching(AttachedFile, event_id=event.id)
        assert [content(reader.sqlite, file.file) for file in files] == [b"%PDF", mail.read_bytes()]
    assert run("undo", marie).code == 0
    assert events(marie) == before


def test_a_dry_run_says_the_same_and_writes_nothing(run: Run, marie: Path, mail: Path) -> None:
    before = marie.read_bytes()
    arguments = ("event", marie, "Atlas", f"--eml={mail}", "--today", TODAY, "--json")
    told = run(*arguments, "--dry-run").json
    assert marie.read_bytes() == before
    assert told == run(*arguments).json
    assert {key: told[key] for key in ("date", "time", "minutes", "kind", "in_scope", "text")} == {
        "date": "2026-11-22", "time": "08:40", "minutes": None, "kind": "extra_request", "in_scope": None,
        "text": "Mail from Zoé Petit: Urgent visual",
    }  # fmt: skip
    assert told["files"] == [
        {"name": "brief.pdf", "size": 4}, {"name": "Urgent visual.eml", "size": mail.stat().st_size},
    ]  # fmt: skip
    assert (told["from"]["address"], told["person"]) == ("zoe@atlas.example", None)


def test_the_person_of_the_client_is_known_and_what_is_odd_is_told(run: Run, marie: Path, mail: Path) -> None:
    with Journal.open(marie, read_only=True) as journal, journal.read() as reader:
        (atlas,) = reader.matching(Client, name="Atlas")
    assert atlas
    mail.write_bytes(mail.read_bytes().replace(b"22 Nov 2026", b"22 Nov 2027"))
    said = run("event", marie, "Atlas", "--eml", mail, "--today", TODAY, "--dry-run")
    assert "which has not come yet: it is noted today" in said.out
    assert "Sun 22 Nov ·" in said.out
    assert json.dumps(run("event", marie, "Atlas", "--eml", mail, "--today", TODAY, "--dry-run", "--json").json)


def test_the_journal_may_be_left_out(run: Run, marie: Path, mail: Path) -> None:
    assert run("runway", marie, "--today", TODAY).code == 0
    assert run("event", "Atlas", "--eml", mail, "--today", TODAY).code == 0
    assert events(marie)[-1].text == "Mail from Zoé Petit: Urgent visual"


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (None, "cannot be read"), (b"", "is empty"), (b"%PDF-1.7", "is no mail"),
        (b"\xd0\xcf\x11\xe0" * 9, "is no mail"),
        ("folder", "is a folder"), ("huge", "and files of up to 32 MB are kept"),
    ],
)  # fmt: skip
def test_what_is_no_mail_is_refused_in_one_line_and_nothing_is_written(
    run: Run, marie: Path, tmp_path: Path, made: bytes | str | None, said: str
) -> None:
    path, before = tmp_path / "given.eml", events(marie)
    if made == "folder":
        path.mkdir()
    elif made == "huge":
        with path.open("wb") as file:
            file.truncate(LARGEST + 1)
    elif isinstance(made, bytes):
        path.write_bytes(made)
    for more in ((), ("--dry-run",)):
        found = run("event", marie, "Atlas", "--eml", path, "--today", TODAY, *more)
        assert (found.code, found.out, found.err.count("\n")) == (1, "", 1)
        assert "given.eml" in found.err
        assert said in found.err
    assert events(marie) == before


def test_a_line_and_a_mail_together_are_one_too_many(run: Run, marie: Path, mail: Path) -> None:
    found = run("event", marie, "Atlas", "appel", "--eml", mail)
    assert (found.code, found.err.count("\n")) == (2, 1)
    assert "rebond event [FILE] MISSION TEXT | --eml MAIL" in found.err
    assert run("event", marie, "Atlas").code == 2
    assert run("event", marie, "Atlas", "--eml").code == 2


def test_the_help_tells_of_it_in_both_languages(run: Run) -> None:
    assert "--eml MAIL" in run("event", "--help", "--lang", "en").out
    assert "--eml" in run("event", "--help", "--lang", "fr").out


def test_the_same_mail_is_not_written_twice(run: Run, marie: Path, mail: Path) -> None:
    assert run("event", marie, "Atlas", "--eml", mail, "--today", TODAY).code == 0
    again = run("event", marie, "Atlas", "--eml", mail, "--today", TODAY)
    assert again.code == 1
    assert "This mail is in the journal already" in again.err
