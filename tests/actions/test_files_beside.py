"""Attached files that lie beside an exported document: written whole, named by it, and found again or refused."""

import json
import os
import stat
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings

from rebond.actions import exports
from rebond.actions.attachments import attach
from rebond.actions.exports import document, export_document
from rebond.actions.history import undo
from rebond.actions.imports.attached_files import looked_at
from rebond.actions.imports.documents import DocumentImport
from rebond.actions.imports.plan import Plan
from rebond.actions.imports.previewed import Preview
from rebond.domain.attachments.kept_files import FileOwner, IncomingFile
from rebond.domain.attachments.kinds import AttachedFile
from rebond.domain.missions.kinds import Client, Mission
from rebond.domain.problems import Refused
from rebond.exchange.document.dump import attached_names, write_document
from rebond.exchange.document.files_beside import MOST_INSIDE, FileBeside, name_beside
from rebond.exchange.document.load import read_document
from rebond.exchange.origin import Origin
from rebond.journal.blobs import LARGEST, content
from rebond.journal.journal import Journal
from rebond.progress import Progress
from rebond.sentences import sentence
from tests.languages import ENGLISH
from tests.rows import ATTACHED, Rows, journals

from .doing import day, rows, write
from .taking_in import TODAY, new_journal, seen, take_in

QUOTE, PHOTO = b"%PDF-1.7 the quote", bytes(range(256)) * 5
DIGEST = sha256(QUOTE).hexdigest()


@pytest.fixture(autouse=True)
def _little_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "MOST_INSIDE", 1_000)


@pytest.fixture
def filled(journal: Journal) -> Journal:
    """A journal with two files, one of them attached under two names."""
    write(journal, Client(name="Atlas"), Mission(client_id=1, name="Site", starts=day(1)))
    files = [IncomingFile("quote é.pdf", QUOTE), IncomingFile("photo.jpg", PHOTO), IncomingFile("same.pdf", QUOTE)]
    attach(journal, FileOwner(1), files, TODAY)
    return journal


@pytest.fixture
def exported(filled: Journal, tmp_path: Path) -> Path:
    out = tmp_path / "out" / "journal.json"
    out.parent.mkdir()
    assert export_document(filled, out) == out.with_name("journal.files")
    return out


def codes(preview: Preview) -> list[str]:
    return [problem.code for problem in preview.problems]


def kept(journal: Journal) -> list[tuple[str, bytes | None]]:
    with journal.read() as reader:
        return [(file.name, content(reader.sqlite, file.file)) for file in reader.all(AttachedFile)]


def test_the_size_up_to_which_files_stay_inside_is_the_one_that_is_told() -> None:
    assert MOST_INSIDE == 4 * 2**20


def test_few_bytes_stay_in_the_document(filled: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "MOST_INSIDE", len(QUOTE) + len(PHOTO))
    assert export_document(filled, tmp_path / "small.json") is None
    assert not (tmp_path / "small.files").exists()
    assert json.loads(document(filled)) == json.loads((tmp_path / "small.json").read_bytes())


def test_more_lie_beside_it_by_digest_and_name_and_come_back_byte_for_byte(exported: Path, tmp_path: Path) -> None:
    named = json.loads(exported.read_bytes())["attachments"]
    assert named[DIGEST] == {"path": f"journal.files/{DIGEST[:16]}-quote é.pdf", "size": len(QUOTE)}
    folder = exported.with_name("journal.files")
    assert {path.name for path in folder.iterdir()} == {entry["path"].split("/")[1] for entry in named.values()}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    with new_journal(tmp_path, "other") as other:
        take_in(other, exported)
        assert kept(other) == [("quote é.pdf", QUOTE), ("photo.jpg", PHOTO), ("same.pdf", QUOTE)]
        again = tmp_path / "again" / "journal.json"
        again.parent.mkdir()
        export_document(other, again)
        assert again.read_bytes() == exported.read_bytes()
        assert seen(other, exported).steps == ()
        undo(other)
        assert kept(other) == []


def test_a_document_moved_with_its_folder_is_taken_in_and_the_folder_may_be_chosen_too(
    exported: Path, tmp_path: Path
) -> None:
    moved = tmp_path / "renamed (1).json"
    exported.rename(moved)
    exported.with_name("journal.files").rename(tmp_path / "journal.files")
    with new_journal(tmp_path, "other") as other:
        assert take_in(other, moved, tmp_path / "journal.files")
        assert len(kept(other)) == 3


def test_a_document_moved_without_its_folder_says_so_once(exported: Path, tmp_path: Path) -> None:
    moved = exported.rename(tmp_path / "journal.json")
    with new_journal(tmp_path, "other") as other:
        found = seen(other, moved)
        assert codes(found) == ["document_folder_gone"]
        assert found.problems[0].facts["folder"] == "journal.files"
        with pytest.raises(Refused):
            take_in(other, moved)
        assert not rows(other, Client)


def replaced(exported: Path, path: str = "", **changed: object) -> None:
    """Change what the document says of the quote."""
    told = json.loads(exported.read_bytes())
    told["attachments"][DIGEST] |= {"path": path, **changed} if path else changed
    exported.write_text(json.dumps(told, ensure_ascii=False, indent=2), "utf-8")


def _gone(file: Path, _exported: Path) -> None:
    file.unlink()


def _changed(file: Path, _exported: Path) -> None:
    file.write_bytes(QUOTE.replace(b"quote", b"other"))


def _longer(file: Path, _exported: Path) -> None:
    file.write_bytes(QUOTE + b"!")


def _linked(file: Path, _exported: Path) -> None:
    real = file.with_name("real")
    file.rename(real)
    file.symlink_to(real)


def _folder_linked(file: Path, exported: Path) -> None:
    file.parent.rename(exported.with_name("elsewhere"))
    file.parent.symlink_to(exported.with_name("elsewhere"))


def _pipe(file: Path, _exported: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def _too_large(_file: Path, exported: Path) -> None:
    replaced(exported, size=LARGEST + 1)


def _above(file: Path, exported: Path) -> None:
    file.rename(exported.with_name("secret"))
    replaced(exported, "journal.files/../secret")


def _absolute(file: Path, exported: Path) -> None:
    replaced(exported, str(file))


def _beside(file: Path, exported: Path) -> None:
    file.rename(exported.with_name("secret"))
    replaced(exported, "secret")


def _other_folder(file: Path, exported: Path) -> None:
    file.parent.rename(exported.with_name("private"))
    replaced(exported, f"private/{file.name}")


def _backslash(_file: Path, exported: Path) -> None:
    replaced(exported, "journal.files/..\\..\\secret")


def _drive(_file: Path, exported: Path) -> None:
    replaced(exported, "C:x.files/a")


def _surrogate(_file: Path, exported: Path) -> None:
    exported.write_text(exported.read_text("utf-8").replace("-quote é", "-q\\ud800\\u202e"), "utf-8")


def _unreadable(file: Path, _exported: Path) -> None:
    file.chmod(0)


@pytest.mark.parametrize(
    ("harm", "code"),
    [
        (_gone, "document_file_gone"), (_changed, "document_file_changed"), (_longer, "document_file_changed"),
        (_linked, "document_file_outside"), (_folder_linked, "document_file_outside"),
        (_pipe, "document_file_outside"), (_too_large, "document_file_too_large"), (_above, "document_file_outside"),
        (_absolute, "document_file_outside"), (_beside, "document_file_outside"),
        (_other_folder, "document_file_outside"), (_backslash, "document_file_outside"),
        (_drive, "document_file_outside"), (_surrogate, "document_file_outside"),
        (_unreadable, "document_file_unreadable"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_what_was_exported_is_named_and_nothing_is_half_imported(
    exported: Path, tmp_path: Path, harm: object, code: str
) -> None:
    if harm is _unreadable and os.geteuid() == 0:
        pytest.skip("root reads everything")
    quote = exported.parent / json.loads(exported.read_bytes())["attachments"][DIGEST]["path"]
    harm(quote, exported)  # type: ignore[operator]
    with new_journal(tmp_path, "other") as other:
        found = seen(other, exported)
        told = {problem.code: problem for problem in found.problems}
        assert code in told
        assert told[code].line
        assert sentence(ENGLISH, told[code]).encode()
        if harm not in (_folder_linked, _other_folder):
            assert list(told) == [code]
        with pytest.raises(Refused):
            take_in(other, exported)
        assert not rows(other, Client)


def test_the_rest_is_imported_on_demand(exported: Path, tmp_path: Path) -> None:
    replaced(exported, "journal.files/nothing.pdf")
    with new_journal(tmp_path, "other") as other:
        take_in(other, exported, skip_bad_lines=True)
        assert kept(other) == [("photo.jpg", PHOTO)]


def test_a_file_changed_after_the_preview_ends_the_import(exported: Path, tmp_path: Path) -> None:
    from rebond.actions.imports import carry_out

    with new_journal(tmp_path, "other") as other:
        found = seen(other, exported)
        for path in exported.with_name("journal.files").iterdir():
            path.write_bytes(b"x" * path.stat().st_size)
        with pytest.raises(Refused, match="document_file_changed"):
            carry_out(other, found, TODAY)
        assert not rows(other, Client)
        assert not rows(other, AttachedFile)


@pytest.mark.parametrize("inside", ["", "backup of today/"])
def test_a_zip_of_both_is_taken_in(exported: Path, tmp_path: Path, inside: str) -> None:
    statement = b"Date;Libelle;Montant\n01/11/2026;An attached table, no statement;12,00\n"
    packed = tmp_path / "both.zip"
    with ZipFile(packed, "w") as archive:
        for path in [exported, *exported.with_name("journal.files").iterdir()]:
            archive.write(path, inside + str(path.relative_to(exported.parent)))
        archive.writestr(f"{inside}journal.files/0123-table.csv", statement)
    with new_journal(tmp_path, "other") as other:
        found = seen(other, packed)
        assert [source.format.value for source in found.sources] == ["journal"]
        assert take_in(other, packed)
        assert len(kept(other)) == 3


def test_a_zip_of_the_document_alone_says_what_it_lacks(exported: Path, tmp_path: Path) -> None:
    packed = tmp_path / "alone.zip"
    with ZipFile(packed, "w") as archive:
        archive.write(exported, "journal.json")
    with new_journal(tmp_path, "other") as other:
        assert codes(seen(other, packed)) == ["document_folder_gone"]


def test_an_export_that_fails_or_is_cancelled_leaves_what_was_there(exported: Path, filled: Journal) -> None:
    before = {path: path.read_bytes() for path in exported.parent.rglob("*") if path.is_file()}
    attach(filled, FileOwner(1), [IncomingFile("new.bin", b"\1" * 2_000)], TODAY)
    heard: list[tuple[int, int]] = []
    export_document(filled, exported.with_name("whole.json"), lambda done, total: heard.append((done, total)))
    assert [done / total for done, total in heard] == sorted(done / total for done, total in heard)
    for stop in range(0, len(heard), max(1, len(heard) // 30)):
        for out in (exported, exported.with_name("none.json")):
            with pytest.raises(KeyboardInterrupt):
                export_document(filled, out, stopping_after(stop))
        there = {path: path.read_bytes() for path in exported.parent.rglob("*") if path.is_file()}
        assert {path: data for path, data in there.items() if "whole" not in str(path)} == before
        assert not exported.with_name("none.files").exists()


def stopping_after(calls: int) -> Progress:
    """A progress that cancels after so many calls."""
    left = iter(range(calls))

    def progress(_done: int, _total: int) -> None:
        if next(left, None) is None:
            raise KeyboardInterrupt

    return progress


def test_the_files_are_there_before_the_document_names_them(
    filled: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen_then: list[int] = []
    whole = exports.write_out

    def watched(journal: Journal, out: Path, *more: object) -> None:
        seen_then.append(len(list((tmp_path / "a.files").iterdir())))
        whole(journal, out, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(exports, "write_out", watched)
    export_document(filled, tmp_path / "a.json")
    assert seen_then == [2]


def test_an_export_over_an_earlier_one_mends_what_is_damaged_and_keeps_what_is_there(
    exported: Path, filled: Journal
) -> None:
    folder = exported.with_name("journal.files")
    files = sorted(folder.iterdir())
    files[0].write_bytes(b"x" * files[0].stat().st_size)
    untouched = files[1].stat().st_ino
    (folder / "of my own.txt").write_text("x")
    export_document(filled, exported)
    assert {path.read_bytes() for path in folder.iterdir()} == {QUOTE, PHOTO, b"x"}
    assert files[1].stat().st_ino == untouched


@pytest.mark.parametrize("kind", ["file", "link"])
def test_what_stands_in_the_place_of_the_folder_is_left_as_it_is(filled: Journal, tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "journal.files"
    if kind == "file":
        folder.write_text("mine")
    else:
        (tmp_path / "elsewhere").mkdir()
        folder.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Refused, match="export_folder_taken"):
        export_document(filled, tmp_path / "journal.json")
    assert not (tmp_path / "journal.json").exists()
    assert folder.is_symlink() or folder.read_text() == "mine"


def test_what_cannot_lie_beside_a_stream_is_refused(filled: Journal, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="export_too_large"):
        document(filled)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(Refused, match="export_too_large"):
        export_document(filled, tmp_path / "pipe")
    assert not (tmp_path / "pipe.files").exists()


def test_a_file_too_large_for_a_journal_is_told_before_anything_is_written(exported: Path, tmp_path: Path) -> None:
    file = FileBeside("journal.files/x", LARGEST + 1, 7)
    (problem,) = looked_at({DIGEST: file}, Origin(exported)).problems
    assert (problem.code, problem.line, problem.facts["size"]) == ("document_file_too_large", 7, 33)


def test_a_name_of_the_system_that_is_no_text_is_no_hindrance(filled: Journal, tmp_path: Path) -> None:
    out = Path(os.fsdecode(os.fsencode(tmp_path) + b"/ann\xe9e.json"))
    folder = export_document(filled, out)
    assert folder
    assert folder.name == "anne.files"
    with new_journal(tmp_path, "other") as other:
        assert codes(seen(other, out)) == []


@given(rows=journals())
@settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)  # fmt: skip
def test_whatever_a_journal_holds_comes_back_with_its_files(rows: Rows, tmp_path: Path) -> None:
    folder = tmp_path / "any.files"
    folder.mkdir(exist_ok=True)
    beside = {}
    for digest, name in attached_names(rows).items():
        beside[digest] = FileBeside(f"any.files/{name_beside(digest, name)}", len(ATTACHED[digest]))
        (tmp_path / beside[digest].path).write_bytes(ATTACHED[digest])
    out = tmp_path / "any.json"
    out.write_text(write_document(rows, beside.get), "utf-8", newline="")
    (read,) = read_document(out.read_bytes()).items
    files = looked_at(read.attachments, Origin(out))
    plan = Plan(None)
    planned = DocumentImport(plan, TODAY)
    planned.add(read, files)
    assert planned.problems == []
    got = {digest: file if isinstance(file, bytes) else file() for digest, file in plan.attachments.items()}
    assert got == {digest: ATTACHED[digest] for digest in attached_names(rows)}
