"""A dossier is verified by its script alone: what was edited, deleted, written anew or cut off is told as that."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from rebond.actions.attachments import attach
from rebond.actions.erasing import erase
from rebond.actions.records import save
from rebond.domain.attachments.kept_files import FileOwner, IncomingFile
from rebond.domain.missions.kinds import Event
from rebond.domain.people.kinds import Person
from rebond.domain.proof.dossier import STEPS
from rebond.journal.heads import head_of, stated
from rebond.journal.journal import Journal
from rebond.resources import resource

from .conftest import Make, Verify

TODAY = date(2026, 11, 22)
Line = dict[str, Any]
_HASHED = ("at", "utc_offset", "action", "undo_next", "redo_next", "facts_digest", "rows_digest")


def lines(folder: Path) -> list[Line]:
    return [json.loads(line) for line in (folder / "history.jsonl").read_text("utf-8").splitlines()]


def canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def write_lines(folder: Path, changed: list[Line]) -> None:
    (folder / "history.jsonl").write_text("".join(canonical(line) + "\n" for line in changed), "utf-8")


def sum_up(folder: Path) -> None:
    """Make the list of checksums anew, as whoever tampers would."""
    names = [line.partition("  ")[2] for line in (folder / "SHA256SUMS").read_text("utf-8").splitlines()]
    sums = "".join(f"{sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in names)
    (folder / "SHA256SUMS").write_text(sums, "utf-8")


def chain(changed: list[Line]) -> None:
    """Compute every digest and hash anew, so that the chain holds."""
    previous = "0" * 64
    for number, line in enumerate(changed, 1):
        line["seq"], line["previous"] = number, previous
        for row in line.get("rows", ()):
            if "salt" in row:
                content = canonical([row["position"], row["kind"], row["id"], row["before"], row["after"]])
                row["digest"] = sha256(bytes.fromhex(row["salt"]) + content.encode()).hexdigest()
        if "rows" in line:
            line["rows_digest"] = sha256(b"".join(bytes.fromhex(row["digest"]) for row in line["rows"])).hexdigest()
        values = ["rebond-1", number, *(line[name] for name in _HASHED), previous]
        previous = line["hash"] = sha256(canonical(values).encode()).hexdigest()


def show_rows(folder: Path, changed: list[Line]) -> None:
    """Make rows.json fit the history, as whoever tampers would."""
    told = json.loads((folder / "rows.json").read_text("utf-8"))
    last = {
        (row["kind"], row["id"]): (line["seq"], row)
        for line in changed
        for row in line.get("rows", ())
        if "kind" in row
    }
    kept = []
    for row in told["rows"]:
        if (row["kind"], row["id"]) in last:
            seq, of_history = last[row["kind"], row["id"]]
            text = of_history["after"] or of_history["before"]
            kept.append({**row, "change": seq, "values": json.loads(text), "deleted": of_history["after"] is None})
    told |= {"rows": kept, "head": changed[-1]["hash"], "change": len(changed)}
    (folder / "rows.json").write_text(json.dumps(told, ensure_ascii=False), "utf-8")


def failed(found: "subprocess.CompletedProcess[str]") -> str:
    """Return the step that did not hold, with why."""
    assert found.returncode == 1, found.stdout + found.stderr
    assert found.stderr == ""
    return found.stdout.splitlines()[-1].strip()


def of_event(changed: list[Line]) -> tuple[Line, Line]:
    """Return a change, and the row in it, that wrote the entry of the extra request."""
    return next(
        (line, row) for line in changed for row in line.get("rows", ()) if row.get("kind") == "event" and row["id"] == 1
    )


def test_an_untouched_dossier_holds_in_ten_steps(make: Make, verify: Verify, journal: Journal) -> None:
    folder = make(drawn=True)
    found = verify(folder)
    assert found.returncode == 0, found.stdout
    steps = [line for line in found.stdout.splitlines() if line[:2].strip().isdigit()]
    assert [int(line[:2]) for line in steps] == [*range(1, 11)]
    assert all(" – yes" in line for line in steps)
    assert stated(head_of(journal.path).hash) in found.stdout
    assert "no head from elsewhere was given" in found.stdout
    assert "1 deleted" in found.stdout
    assert "in words, which no step compares: look up what matters to you in rows.json" in found.stdout
    french = verify(folder, "--lang", "fr")
    assert french.returncode == 0
    assert "Les dix étapes tiennent" in french.stdout


def test_a_head_from_a_letter_confirms_the_history_up_to_it(make: Make, verify: Verify, journal: Journal) -> None:
    folder = make()
    (head,) = {row["values"]["head"] for row in json.loads((folder / "rows.json").read_text("utf-8"))["rows"]
               if row["kind"] == "letter"}  # fmt: skip
    found = verify(folder, "--head", " ".join(head[at : at + 4] for at in range(0, 16, 4)))
    assert found.returncode == 0
    assert "confirmed up to change " in found.stdout


def edit_a_file(folder: Path) -> None:
    (folder / "001 contract.pdf").write_bytes(b"%PDF-1.4 another")


def edit_a_file_and_its_sum(folder: Path) -> None:
    edit_a_file(folder)
    sum_up(folder)


def edit_a_row_shown(folder: Path) -> None:
    path = folder / "rows.json"
    path.write_text(path.read_text("utf-8").replace("Seven visuals", "Nine visuals"), "utf-8")
    sum_up(folder)


def edit_the_content(folder: Path) -> None:
    changed = lines(folder)
    _line, row = of_event(changed)
    row["after"] = row["after"].replace("Six", "Ten")
    write_lines(folder, changed)
    sum_up(folder)


def edit_the_time(folder: Path) -> None:
    changed = lines(folder)
    changed[4]["at"] = "2020-01-01T00:00:00"
    write_lines(folder, changed)
    sum_up(folder)


def edit_the_digest_too(folder: Path) -> None:
    changed = lines(folder)
    _line, row = of_event(changed)
    row["after"] = row["after"].replace("Six", "Ten")
    content = canonical([row["position"], row["kind"], row["id"], row["before"], row["after"]])
    row["digest"] = sha256(bytes.fromhex(row["salt"]) + content.encode()).hexdigest()
    write_lines(folder, changed)
    sum_up(folder)


def delete_a_change(folder: Path) -> None:
    changed = lines(folder)
    del changed[6]
    write_lines(folder, changed)
    sum_up(folder)


def delete_a_change_and_number_anew(folder: Path) -> None:
    changed = lines(folder)
    del changed[6]
    for number, line in enumerate(changed, 1):
        line["seq"] = number
    write_lines(folder, changed)
    sum_up(folder)


def delete_a_change_with_its_hashes(folder: Path) -> None:
    changed = lines(folder)
    del changed[6]
    for line in changed[6:]:
        line["seq"] -= 1
        hashed = (
            "seq",
            "at",
            "utc_offset",
            "action",
            "undo_next",
            "redo_next",
            "facts_digest",
            "rows_digest",
            "previous",
        )
        line["hash"] = sha256(canonical(["rebond-1", *(line[name] for name in hashed)]).encode()).hexdigest()
    write_lines(folder, changed)
    sum_up(folder)


def leave_a_row_out(folder: Path) -> None:
    told = json.loads((folder / "rows.json").read_text("utf-8"))
    told["rows"] = [row for row in told["rows"] if row["kind"] != "payment"]
    (folder / "rows.json").write_text(json.dumps(told), "utf-8")
    sum_up(folder)


def blank_a_row(folder: Path) -> None:
    changed = lines(folder)
    _line, row = of_event(changed)
    for name in ("before", "after", "salt"):
        del row[name]
    row["erased"] = True
    write_lines(folder, changed)
    sum_up(folder)


def change_rows(folder: Path, edit: Callable[[list[Line]], None], **head: object) -> None:
    """Change the rows shown, or what stands above them."""
    told = json.loads((folder / "rows.json").read_text("utf-8"))
    edit(told["rows"])
    (folder / "rows.json").write_text(json.dumps(told | head), "utf-8")
    sum_up(folder)


def edit_without_the_salt(folder: Path) -> None:
    """Write another content in both places, and take the salt away by which it is compared."""
    changed = lines(folder)
    _line, row = of_event(changed)
    row["after"] = row["after"].replace("Six", "Ten")
    del row["salt"]
    write_lines(folder, changed)

    def follow(rows: list[Line]) -> None:
        (shown,) = [one for one in rows if (one["kind"], one["id"]) == ("event", 1)]
        shown["values"] = json.loads(row["after"])

    change_rows(folder, follow)


def edit_what_is_blank(folder: Path) -> None:
    """Say that a row is blank, and give it a content all the same."""
    changed = lines(folder)
    _line, row = of_event(changed)
    row["erased"] = True
    write_lines(folder, changed)
    sum_up(folder)


def replace_an_attached_file(folder: Path) -> None:
    """Replace a file, and let no row name it any more."""
    edit_a_file(folder)

    def forget(rows: list[Line]) -> None:
        for one in rows:
            one.pop("attached", None)

    change_rows(folder, forget)


def add_a_file(folder: Path) -> None:
    (folder / "002 confession.pdf").write_bytes(b"%PDF-1.4 I owe it")
    with (folder / "SHA256SUMS").open("a", encoding="utf-8") as sums:
        sums.write("0  002 confession.pdf\n")
    sum_up(folder)


def add_a_word(folder: Path) -> None:
    change_rows(folder, lambda rows: rows[0].update(note="Atlas owes 1,000,000"))


def say_true_for_1(folder: Path) -> None:
    def swap(rows: list[Line]) -> None:
        (mission,) = [one for one in rows if one["kind"] == "mission"]
        assert mission["values"]["client_id"] == 1
        mission["values"]["client_id"] = True

    change_rows(folder, swap)


def number_the_head_otherwise(folder: Path) -> None:
    change_rows(folder, lambda _rows: None, change=2)


def show_a_row_twice(folder: Path) -> None:
    change_rows(folder, lambda rows: rows.insert(0, {**rows[0], "values": {"text": "another"}}))


@pytest.mark.parametrize(
    ("tamper", "step", "told"),
    [
        (edit_without_the_salt, 6, "event 1 was edited"),
        (edit_what_is_blank, 6, "event 1 was edited"),
        (replace_an_attached_file, 9, "no row names one of"),
        (add_a_file, 9, "002 confession.pdf"),
        (add_a_word, 9, "is not as the history has it"),
        (say_true_for_1, 9, "mission 1 is not as the history has it"),
        (number_the_head_otherwise, 10, "the head is not that of the last change"),
        (show_a_row_twice, 9, "not both in rows and history"),
        (edit_a_file, 1, "001 contract.pdf was changed"),
        (edit_a_file_and_its_sum, 9, "001 contract.pdf is another file"),
        (edit_a_row_shown, 9, "event 1 is not as the history has it"),
        (edit_the_content, 6, "event 1 was edited"),
        (edit_the_digest_too, 7, "rows of change"),
        (edit_the_time, 4, "change 5 was edited"),
        (delete_a_change, 3, "change 7 is missing"),
        (delete_a_change_and_number_anew, 4, "was edited"),
        (delete_a_change_with_its_hashes, 5, "one was deleted or written anew"),
        (leave_a_row_out, 9, "payment"),
        (blank_a_row, 8, "blank without an erasure"),
    ],
)
def test_what_was_edited_or_deleted_is_told(
    make: Make, verify: Verify, tamper: Callable[[Path], None], step: int, told: str
) -> None:
    folder = make()
    tamper(folder)
    said = failed(verify(folder))
    assert said.startswith(f"{step}.")
    assert told in said


def rewrite(folder: Path) -> None:
    """Write an entry and all after it anew, so that the chain, the rows and the checksums hold."""
    changed = lines(folder)
    _line, row = of_event(changed)
    row["after"] = row["after"].replace("Six", "Ten")
    chain(changed)
    write_lines(folder, changed)
    show_rows(folder, changed)
    sum_up(folder)


def cut(folder: Path) -> None:
    """Cut the last changes off, so that the chain, the rows and the checksums hold."""
    changed = lines(folder)[:-3]
    write_lines(folder, changed)
    show_rows(folder, changed)
    (folder / "001 contract.pdf").unlink(missing_ok=True)
    sums = (folder / "SHA256SUMS").read_text("utf-8").splitlines(keepends=True)
    (folder / "SHA256SUMS").write_text("".join(line for line in sums if "contract" not in line), "utf-8")
    sum_up(folder)


@pytest.mark.parametrize("tamper", [rewrite, cut])
def test_a_history_written_anew_or_cut_is_told_by_the_head_on_the_pages(
    make: Make, verify: Verify, tamper: Callable[[Path], None]
) -> None:
    folder = make()
    tamper(folder)
    said = failed(verify(folder))
    assert said.startswith("10.")
    assert "its end was cut off, or it was written anew" in said


def without_pages(folder: Path) -> None:
    (folder / "dossier.pdf").unlink()
    sums = (folder / "SHA256SUMS").read_text("utf-8").splitlines(keepends=True)
    (folder / "SHA256SUMS").write_text("".join(line for line in sums if "dossier.pdf" not in line), "utf-8")


def test_a_cut_end_is_told_as_what_it_is(make: Make, verify: Verify, journal: Journal) -> None:
    folder = make()
    changes = lines(folder)
    early, late = changes[3]["hash"][:16], changes[-1]["hash"][:16]
    cut(folder)
    without_pages(folder)
    alone = verify(folder)
    assert alone.returncode == 0
    assert "a cut end or a history written anew before the dossier is not excluded" in alone.stdout
    assert verify(folder, "--head", early).returncode == 0
    said = failed(verify(folder, "--head", early, "--head", late))
    assert said.startswith("10.")
    assert "it holds up to change 4" in said


def test_a_history_that_was_rewritten_holds_no_earlier_head(make: Make, verify: Verify) -> None:
    folder = make()
    seen = of_event(lines(folder))[0]["hash"]
    rewrite(folder)
    without_pages(folder)
    assert verify(folder).returncode == 0, "nothing tells it but a head from elsewhere"
    assert failed(verify(folder, "--head", seen)).startswith("10.")


def test_the_files_inside_the_pdf_verify_alone(journal: Journal, make: Make, verify: Verify, tmp_path: Path) -> None:
    name = "contrat été – שלום & 'x'.pdf"
    attach(journal, FileOwner(1), [IncomingFile(name, b"one"), IncomingFile(name, b"two")], TODAY)
    out = tmp_path / "extracted"
    out.mkdir()
    for inside, (data,) in PdfReader(make("dossier.pdf")).attachments.items():
        (out / inside).write_bytes(data)
    found = verify(out)
    assert found.returncode == 0, found.stdout
    assert (out / "001 contract.pdf").read_bytes() == b"%PDF-1.4 signed"
    assert [(out / f"{number:03} {name}").read_bytes() for number in (2, 3)] == [b"one", b"two"]


def test_what_was_erased_on_demand_is_blank_and_holds(journal: Journal, make: Make, verify: Verify) -> None:
    save(journal, Person(client_id=1, name="Ada Zimmer"), TODAY)
    with journal.read() as reader:
        event = reader.get(Event, 1)
    assert event
    save(journal, replace(event, text="Ada Zimmer asks again"), TODAY)
    with journal.read() as reader:
        person = reader.get(Person, 2)
    assert person
    erase(journal, person)
    folder = make(drawn=True)
    assert "Zimmer" not in "".join(path.read_text("utf-8", "replace") for path in folder.iterdir())
    said = verify(folder)
    assert said.returncode == 0, said.stdout
    assert " 0 blank" not in said.stdout
    text = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(folder / "dossier.pdf").pages)
    assert "erased on demand, as the law on personal data requires" in text


def test_nothing_about_other_clients_is_in_a_dossier(make: Make) -> None:
    folder = make()
    for path in folder.iterdir():
        assert "ecret" not in path.read_text("utf-8", "replace").replace("secrets", ""), path.name


def test_the_script_uses_the_standard_library_alone_and_its_steps_are_described() -> None:
    source = resource("dossier", "verify.py").read_text("utf-8")
    imported = {line.split()[1] for line in source.splitlines() if line.startswith(("import ", "from "))}
    assert imported <= sys.stdlib_module_names
    for name in STEPS.values():
        text = resource("dossier", name).read_text("utf-8")
        assert [f"{number:2}. " in text for number in range(1, 11)] == [True] * 10


def test_a_folder_that_is_no_dossier_is_told_without_a_trace(verify: Verify, tmp_path: Path) -> None:
    shutil.copy(resource("dossier", "verify.py"), tmp_path / "verify.py")
    assert failed(verify(tmp_path)).startswith("1.")
    (tmp_path / "SHA256SUMS").write_text("x  ../../etc/passwd\n", "utf-8")
    assert "no line of checksums" in failed(verify(tmp_path))
