"""What a person does to a journal, for tests in which the disk fails meanwhile, or the process dies."""

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

from rebond.actions.exports import export_document
from rebond.actions.imports import carry_out, preview
from rebond.domain.missions.kinds import Client
from rebond.journal.backup import backup
from rebond.journal.backup_folder import copies, folder
from rebond.journal.check import check
from rebond.journal.integrity import good_copy
from rebond.journal.journal import Journal
from rebond.journal.restoring import restore
from rebond.journal.undo import undo
from tests.journal.conftest import TODAY, noon

_IMPORTED = [f"From elsewhere {number}" for number in range(40)]


def _change(_path: Path, journal: Journal | None) -> object:
    assert journal
    with journal.transaction("add") as transaction:
        return transaction.insert(Client(name="Perret", note="x" * 20_000))


def _import(path: Path, journal: Journal | None) -> object:
    assert journal
    return carry_out(journal, preview(journal, [path.with_name("in.json")], TODAY), TODAY)


def _undo(_path: Path, journal: Journal | None) -> object:
    assert journal
    return undo(journal)


def _backup(path: Path, _journal: Journal | None) -> object:
    return backup(path, TODAY)


def _export(path: Path, journal: Journal | None) -> object:
    assert journal
    return export_document(journal, path.with_name("out.json"))


def _restore(path: Path, _journal: Journal | None) -> object:
    (first, *_) = (copy.path for copy in reversed(copies(path)))
    return restore(path, first, TODAY, "before restoring")


def _create(path: Path, _journal: Journal | None) -> object:
    return Journal.create(path.with_name("new.rebond"), [Client(name="Atlas")]).close()


DEEDS: dict[str, Callable[[Path, Journal | None], object]] = {
    "change": _change, "import": _import, "undo": _undo, "backup": _backup, "export": _export, "restore": _restore,
    "create": _create,
}  # fmt: skip

#: The clients before any of it is done, and after what changes them.
BEFORE = {"Atlas", "Lune"}
_AFTER = {
    "change": {*BEFORE, "Perret"}, "import": {*BEFORE, *_IMPORTED}, "undo": {"Atlas"}, "restore": {"Atlas"},
}  # fmt: skip


def prepare(path: Path) -> Path:
    """Make a journal with the client Atlas, a backup of it, and then the client Lune; and a document to be imported."""
    path.parent.mkdir(parents=True)
    with Journal.create(path, [Client(name="Atlas")], clock=noon) as journal:
        backup(path, TODAY)
        with journal.transaction("add") as transaction:
            transaction.insert(Client(name="Lune", note="y" * 20_000))
    path.with_name("in.json").write_text(json.dumps({"clients": _IMPORTED}))
    return path


def again(prepared: Path, place: Path) -> Path:
    """Copy what was prepared to a folder of that name, and return the path of its journal."""
    shutil.copytree(prepared.parent, place)
    return place / prepared.name


def opened(deed: str, path: Path, stack: ExitStack) -> Journal | None:
    """The open journal, as the window has it; a restore wants it closed."""
    return None if deed == "restore" else stack.enter_context(Journal.open(path))


def held(path: Path) -> set[str]:
    """The clients in a file, read without the program; what was half written is rolled back."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True)) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM client")}


def is_done(deed: str, path: Path) -> bool:
    """Whether a deed has been done, by what is on the disk."""
    match deed:
        case "backup":
            return len(copies(path)) > 1
        case "export":
            return path.with_name("out.json").exists()
        case "create":
            return path.with_name("new.rebond").exists()
    return held(path) == _AFTER[deed]


def wrong(deed: str, path: Path) -> Iterator[str]:
    """Yield whatever is not whole in the folder of a journal, and what is neither as before the deed nor as after."""
    for problem in check(path):
        yield problem.code
    if held(path) not in (BEFORE, _AFTER.get(deed)):
        yield f"holds {held(path)}"
    for copy in copies(path):
        yield from (f"{copy.path.name} {problem.code}" for problem in good_copy(copy.path))
    if not copies(path) or held(copies(path)[-1].path) != {"Atlas"}:
        yield "the backup is gone"
    exported, created = path.with_name("out.json"), path.with_name("new.rebond")
    if exported.exists() and {client["name"] for client in json.loads(exported.read_text())["clients"]} != BEFORE:
        yield "the export is not whole"
    if created.exists():
        yield from (f"new: {problem.code}" for problem in check(created))


def drafts(path: Path) -> list[str]:
    """The files that a deed left half written."""
    places = (path.parent, folder(path))
    return [one.name for place in places for one in place.iterdir() if one.suffix in (".part", ".rebond-journal")]
