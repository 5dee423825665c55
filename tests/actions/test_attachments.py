"""Files attached: all of a drop at once, each kept once, refused with what is wrong with it."""

import os
from pathlib import Path

import pytest

from rebond.actions.attachments import LARGEST_AT_ONCE, MOST_AT_ONCE, attach, read_files, save_copy
from rebond.actions.records import delete
from rebond.domain.attachments.kept_files import FileOwner, IncomingFile
from rebond.domain.attachments.kinds import AttachedFile
from rebond.domain.missions.kinds import Client, Event, Mission
from rebond.domain.problems import Refused
from rebond.exchange.document.load import read_document
from rebond.journal.blobs import LARGEST
from rebond.journal.journal import Journal
from rebond.journal.queries.attachments import content_of, files_of, names_of_events

from .doing import TODAY, day, done, refused, rows, write

PDF = IncomingFile("quote.pdf", b"%PDF-1.7 quote")
PHOTO = IncomingFile("photo.jpg", b"\xff\xd8\xff")


@pytest.fixture(autouse=True)
def _mission(journal: Journal) -> None:
    write(
        journal, Client(name="Atlas"), Mission(client_id=1, name="Site", starts=day(1)),
        Event(mission_id=1, date=day(2), text="Quote"),
    )  # fmt: skip


def test_all_files_of_a_drop_are_one_change(journal: Journal) -> None:
    change = done(journal, attach, FileOwner(1, event_id=1), (PDF, PHOTO), TODAY)
    assert (change.action, change.facts["name"]) == ("attach", "quote.pdf, photo.jpg")
    with journal.read() as reader:
        files = files_of(reader, FileOwner(1, event_id=1))
        assert [content_of(reader, file) for file in files] == [PDF.data, PHOTO.data]
        assert names_of_events(reader, [1]) == {1: ("quote.pdf", "photo.jpg")}
        assert files_of(reader, FileOwner(1)) == files
    assert [(file.name, file.size, file.attached) for file in files] == [
        ("quote.pdf", 14, TODAY), ("photo.jpg", 3, TODAY),
    ]  # fmt: skip


def test_one_file_is_named_in_the_history_and_the_same_one_is_not_attached_twice(journal: Journal) -> None:
    change = done(journal, attach, FileOwner(1), (PDF,), TODAY)
    assert (change.action, change.facts) == ("add_attached_file", {"name": "quote.pdf"})
    assert attach(journal, FileOwner(1), (PDF, PDF), TODAY) is None
    assert done(journal, attach, FileOwner(1, event_id=1), (PDF,), TODAY)  # another place for the same content


@pytest.mark.parametrize("name", ["../../.bashrc", "a\u200bgpj.exe", "CON", "x\ny", "x" * 300, ""])
def test_a_name_that_is_none_on_some_system_is_refused_however_it_comes(journal: Journal, name: str) -> None:
    with pytest.raises(Refused) as caught:
        attach(journal, FileOwner(1), (IncomingFile(name, b"x"),), TODAY)
    assert "name" in {problem.field for problem in caught.value.problems}
    assert not rows(journal, AttachedFile)


def test_a_file_taken_off_is_there_again_after_undo(journal: Journal) -> None:
    done(journal, attach, FileOwner(1), (PDF,), TODAY)
    done(journal, delete, *rows(journal, AttachedFile))


def test_the_files_of_a_deleted_entry_stay_with_its_mission(journal: Journal) -> None:
    done(journal, attach, FileOwner(1, event_id=1), (PDF,), TODAY)
    done(journal, delete, *rows(journal, Event))
    assert [(file.mission_id, file.event_id) for file in rows(journal, AttachedFile)] == [(1, None)]


def test_what_is_attached_to_a_deleted_mission_is_refused(journal: Journal) -> None:
    with refused(journal, ("reference_missing", "")):
        attach(journal, FileOwner(7), (PDF,), TODAY)


def test_a_copy_is_the_file_byte_for_byte(journal: Journal, tmp_path: Path) -> None:
    attach(journal, FileOwner(1), (PDF,), TODAY)
    (file,) = rows(journal, AttachedFile)
    save_copy(journal, file, tmp_path / "copy.pdf")
    assert (tmp_path / "copy.pdf").read_bytes() == PDF.data


def test_files_are_read_with_their_cleaned_names(tmp_path: Path) -> None:
    path = tmp_path / "devis\u202e.pdf"
    path.write_bytes(b"x")
    assert read_files([path]) == (IncomingFile("devis.pdf", b"x"),)


def test_each_file_that_cannot_be_kept_is_named_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty.txt").touch()
    os.mkfifo(tmp_path / "pipe")
    with (tmp_path / "film.mp4").open("wb") as large:
        large.truncate(LARGEST + 1)
    (tmp_path / "good.txt").write_text("x")
    names = ("folder", "empty.txt", "pipe", "film.mp4", "gone.txt", "good.txt")
    with pytest.raises(Refused) as caught:
        read_files([tmp_path / name for name in names])
    problems = [(problem.code, problem.facts["name"]) for problem in caught.value.problems]
    assert problems == [
        ("attach_folder", "folder"), ("attach_empty", "empty.txt"), ("attach_no_file", "pipe"),
        ("attach_too_large", "film.mp4"), ("attach_unreadable", "gone.txt"),
    ]  # fmt: skip
    assert caught.value.problems[3].facts == {"name": "film.mp4", "size": 33, "largest": 32}


def test_too_many_files_or_bytes_at_once_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        read_files([tmp_path / "x"] * (MOST_AT_ONCE + 1))
    assert caught.value.problems[0].code == "attach_too_many"
    big = tmp_path / "big.bin"
    with big.open("wb") as file:
        file.truncate(LARGEST)
    with pytest.raises(Refused) as caught:
        read_files([big] * (LARGEST_AT_ONCE // LARGEST + 1))
    assert caught.value.problems[0].code == "attach_too_much"


def test_the_document_holds_the_files_and_gives_them_back(journal: Journal) -> None:
    from rebond.actions.exports import document

    attach(journal, FileOwner(1, event_id=1), (PDF, PHOTO), TODAY)
    read = read_document(document(journal).encode())
    assert not read.problems
    assert set(read.items[0].attachments.values()) == {PDF.data, PHOTO.data}
