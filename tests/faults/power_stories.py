"""Stories of work on a journal during which the power fails."""

import lzma
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rebond.actions.attachments import attach
from rebond.domain.attachments.kept_files import FileOwner, IncomingFile
from rebond.journal.backup import backup
from rebond.journal.header import rollback_file
from rebond.journal.journal import Journal
from tests.journal.child import command, environment
from tests.journal.conftest import TODAY, change, fill, noon

from . import after_power_loss as after

_OLD = Path(__file__).parents[1] / "journal" / "old" / "0003.rebond.xz"


@dataclass(frozen=True, slots=True)
class Story:
    """What is on the disk before, the lines of the process, and what is required of the journal's folder afterwards.

    The usual run looks at one in `share` states of the disk.
    """

    name: str
    before: Callable[[Path], object]
    lines: str
    require: Callable[[Path, after.Said, after.Said], None]
    share: int = 1

    def __str__(self) -> str:
        return self.name


_PREFACE = """
from datetime import date
from hashlib import sha256
from rebond.domain.missions.kinds import Client
from rebond.journal import backup as backups, connection
from rebond.journal.heads import head_of
from rebond.journal.journal import Journal
from rebond.journal.restoring import restore

today, folder = date(2026, 11, 22), path.parent
if len(sys.argv) > 2:
    connection._SETTINGS = tuple({**dict(connection._SETTINGS), "synchronous": int(sys.argv[2])}.items())

def say_head(*_):
    say(head_of(path).hash.hex())

def say_made(made):
    say(str(made.relative_to(folder)))
"""

_CHANGES = """
from rebond.actions.attachments import attach
from rebond.actions.erasing import erase
from rebond.actions.records import delete, save
from rebond.domain.attachments.kept_files import FileOwner, IncomingFile
from rebond.journal.undo import undo

with Journal.open(path) as journal:
    def done(*_):
        say(journal.head.hash.hex())

    done()
    done(save(journal, Client(name="Perret"), today))
    with journal.transaction("add") as transaction:
        transaction.insert_all(Client(name=f"Client {n}", note="x" * 3000) for n in range(60))
    done()
    done(attach(journal, FileOwner(mission_id=1), [IncomingFile("plan.pdf", bytes(range(256)) * 400)], today))
    done(undo(journal))
    with journal.read() as reader:
        atlas, perret = reader.get(Client, 1), reader.get(Client, 2)
    done(delete(journal, atlas))
    done(erase(journal, perret))
"""

_CREATING = """
Journal.create(path, [Client(name="Atlas")]).close()
say_head()
"""

_BACKUPS = """
say_made(backups.backup(path, today))
say_made(backups.backup_if_due(path, date(2026, 11, 23)) or backups.backup(path, today))
say_made(backups.backup(path, today, folder / "elsewhere.rebond"))
"""

_SUPERSEDING = """
with Journal.open(path) as journal, journal.transaction("add") as transaction:
    transaction.insert(Client(name="Perret"))
say_made(backups.backup_if_due(path, date(2026, 12, 8)))
"""

_DELETING = """
doomed = [copy.path for copy in backups.copies(path)]
say_made(backups.delete_backups(path, doomed, today))
"""

_EXPORTS = """
from rebond.actions import exports

def exported(name, most):
    exports.MOST_INSIDE = most
    with Journal.open(path) as journal:
        beside = exports.export_document(journal, folder / name)
    files = [folder / name, *(beside.iterdir() if beside else ())]
    say({str(file.relative_to(folder)): sha256(file.read_bytes()).hexdigest() for file in files})

exported("there.json", 1_000_000)
exported("new.json", 1_000_000)
exported("large.json", 10)
"""

_RESTORING = """
restore(path, backups.copies(path)[0].path, today, "before restoring")
say_head()
"""

_OPENING = """
Journal.open(path).close()
say_head()
"""

#: A large change of which half is in the file when its process is killed.
_HALF = """
from rebond.domain.missions.kinds import Client
from rebond.journal import connection
from rebond.journal.journal import Journal

connection._SETTINGS = tuple(one for one in connection._SETTINGS if one[0] != "cache_spill")
with Journal.open(path).transaction("big") as transaction:
    transaction.sqlite.execute("PRAGMA cache_size = 5")
    transaction.insert_all(Client(name=f"{n}", note="x" * 3000) for n in range(40))
    os.kill(os.getpid(), 9)
"""


def _filled(path: Path) -> None:
    with Journal.create(path, clock=noon) as journal:
        fill(journal)


def _many_backups(path: Path) -> None:
    _filled(path)
    for day in range(1, 8):
        backup(path, TODAY.replace(month=12, day=day))


def _with_exports(path: Path) -> None:
    _filled(path)
    with Journal.open(path, clock=noon) as journal:
        files = [IncomingFile(f"{name}.pdf", bytes(range(256)) * 40 + name.encode()) for name in "ab"]
        attach(journal, FileOwner(mission_id=1), files, TODAY)
    path.with_name("there.json").write_bytes(after.EARLIER)


def _with_backup(path: Path) -> None:
    _filled(path)
    backup(path, TODAY)
    change(path, "Perret")


def half_written(path: Path) -> None:
    """Kill a process in the middle of a change, so that what SQLite takes it back by is beside the journal."""
    subprocess.run(command(_HALF, path), check=False, env=environment())
    assert rollback_file(path).stat().st_size > 0


def _half_written(path: Path) -> None:
    _with_backup(path)
    half_written(path)


def _damaged(path: Path) -> None:
    """What SQLite left beside it is not to be applied to the backup that takes its place."""
    _half_written(path)
    path.write_bytes(b"noise" * 8_000)


def _of_version_3(path: Path) -> None:
    path.write_bytes(lzma.decompress(_OLD.read_bytes()))


STORIES = [
    Story("changes", _filled, _PREFACE + _CHANGES, after.has_every_change, share=2),
    Story("creating", lambda _path: None, _PREFACE + _CREATING, after.is_created),
    Story("backups", _filled, _PREFACE + _BACKUPS, after.has_its_backups, share=3),
    Story("exports", _with_exports, _PREFACE + _EXPORTS, after.has_its_exports),
    Story("superseding", _many_backups, _PREFACE + _SUPERSEDING, after.has_its_last_backup, share=4),
    Story("deleting backups", _with_backup, _PREFACE + _DELETING, after.has_no_deleted_backup),
    Story("restoring", _with_backup, _PREFACE + _RESTORING, after.is_restored, share=3),
    Story("restoring a half-written one", _half_written, _PREFACE + _RESTORING, after.is_restored, share=4),
    Story("restoring a damaged one", _damaged, _PREFACE + _RESTORING, after.is_restored_though_damaged, share=3),
    Story("opening a half-written one", _half_written, _PREFACE + _OPENING, after.has_every_change),
    Story("migrating", _of_version_3, _PREFACE + _OPENING, after.is_migrated, share=6),
]
