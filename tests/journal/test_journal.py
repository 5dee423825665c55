"""Opening a file: what is no journal is said to be none, and left as it is."""

import os
import sqlite3
import struct
import subprocess
import threading
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from rebond.domain.missions.kinds import Client
from rebond.domain.money.kinds import Account, ChargeRate, Settings
from rebond.domain.problems import Refused
from rebond.journal.backup import backup
from rebond.journal.connection import connect
from rebond.journal.file_format import VERSION
from rebond.journal.header import look
from rebond.journal.journal import Journal
from rebond.journal.queries.money_rows import charge_rates
from rebond.journal.queries.settings import load_settings
from rebond.sentences import sentence
from rebond.whole_file import draft_of
from tests.languages import ENGLISH

from .child import command, environment
from .conftest import TODAY, codes

_OPEN = """
from rebond.journal.journal import Journal
try:
    Journal.open(path)
except Exception as error:
    print(error)
"""
_IMPORTED = """
from rebond.journal.journal import Journal
with Journal.open(path) as journal, journal.read():
    pass
print([name for name in ("sqlalchemy.orm", "alembic", "PySide6", "numpy") if name in sys.modules])
"""


def told(lines: str, path: Path) -> str:
    """The output of another process."""
    return subprocess.run(command(lines, path), capture_output=True, text=True, check=True, env=environment()).stdout


def refused(path: Path, *, read_only: bool = False) -> list[str]:
    """The codes with which the file is refused; nothing in its folder may differ afterwards."""
    before = contents(path.parent)
    with pytest.raises(Refused) as caught:
        Journal.open(path, read_only=read_only)
    assert contents(path.parent) == before
    for problem in caught.value.problems:
        assert path.name in sentence(ENGLISH, problem)
    return codes(caught)


def contents(folder: Path) -> dict[str, str]:
    return {
        str(one.relative_to(folder)): sha256(one.read_bytes()).hexdigest() for one in folder.rglob("*") if one.is_file()
    }


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "journal_empty"), (b"Dear Atlas,\n" * 20, "not_a_journal"), (b"SQLite format 3\0", "not_a_journal")],
)
def test_a_file_that_is_no_journal(tmp_path: Path, content: bytes, code: str, read_only: bool) -> None:
    path = tmp_path / "letter.rebond"
    path.write_bytes(content)
    expected = [code, *["backup_none"] * (code == "journal_empty")]
    assert refused(path, read_only=read_only) == expected


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert refused(tmp_path / "gone.rebond") == ["journal_missing"]


def test_a_folder_is_no_journal(tmp_path: Path) -> None:
    (tmp_path / "folder.rebond").mkdir()
    assert refused(tmp_path / "folder.rebond") == ["journal_is_folder"]


def test_a_database_of_another_program(tmp_path: Path) -> None:
    path = tmp_path / "photos.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE client (id)")
    connection.close()
    assert refused(path) == ["foreign_database"]


def test_a_journal_of_a_newer_version(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 9999")
    connection.close()
    assert refused(path) == ["journal_newer"]
    assert refused(path, read_only=True) == ["journal_newer"]


def test_a_journal_with_other_tables_is_damaged(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("DROP TRIGGER change_no_delete")
    connection.close()
    assert refused(path) == ["journal_damaged", "backup_none"]


def test_a_journal_cut_short_names_its_last_good_backup(path: Path) -> None:
    copy = backup(path, TODAY)
    with path.open("rb+") as file:
        file.truncate(path.stat().st_size - 4096)
    assert refused(path) == ["journal_damaged", "backup_last_good"]
    with pytest.raises(Refused) as caught:
        Journal.open(path)
    assert caught.value.problems[1].facts["backup"] == str(copy)
    Journal.open(copy, read_only=True).close()


def test_a_journal_whose_tables_cannot_be_read_is_damaged(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[100:1000] = os.urandom(900)
    path.write_bytes(content)
    assert refused(path) == ["journal_damaged", "backup_none"]


def test_a_new_journal_never_takes_the_place_of_a_file(path: Path) -> None:
    before = contents(path.parent)
    with pytest.raises(Refused) as caught:
        Journal.create(path)
    assert codes(caught) == ["file_exists"]
    assert contents(path.parent) == before


def test_a_new_journal_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        Journal.create(tmp_path / "new.rebond", [Account(name="Livret"), Account(name="Livret")])
    assert codes(caught) == ["account_name_taken"]
    assert contents(tmp_path) == {}


def test_a_new_journal_holds_its_settings(tmp_path: Path) -> None:
    with Journal.create(tmp_path / "new é?#%.rebond", [Settings(currency="CAD")]) as journal, journal.read() as reader:
        assert load_settings(reader) == Settings(id=1, currency="CAD")


def test_every_connection_has_the_settings_that_keep_a_journal_safe(path: Path) -> None:
    wanted = {"foreign_keys": 1, "synchronous": 3, "journal_mode": "delete", "secure_delete": 1, "trusted_schema": 0}
    with Journal.open(path) as journal, journal.read() as first, journal.read() as second:
        for reader in (first, second):
            for name, value in wanted.items():
                assert reader.connection.exec_driver_sql(f"PRAGMA {name}").scalar() == value


def test_the_history_is_only_appended_to(journal: Journal) -> None:
    connection = connect(journal.path)
    try:
        for statement in (
            "UPDATE change SET action = 'x'",
            "DELETE FROM change_row",
            "INSERT OR REPLACE INTO change SELECT * FROM change",
        ):
            with pytest.raises(sqlite3.IntegrityError, match="only appended"):
                connection.execute(statement)
    finally:
        connection.close()


def test_two_windows_do_not_write_to_one_journal(journal: Journal) -> None:
    with pytest.raises(Refused) as caught:
        Journal.open(journal.path)
    assert codes(caught) == ["journal_in_use"]
    with Journal.open(journal.path, read_only=True) as reading, reading.read() as reader:
        assert reader.count(Client) == 1
    journal.close()
    Journal.open(journal.path).close()
    assert not journal.path.with_name("marie.rebond.lock").exists()


def test_another_process_does_not_write_to_the_journal(journal: Journal) -> None:
    assert told(_OPEN, journal.path) == "journal_in_use\n"


@pytest.mark.skipif(os.name != "posix", reason="links and modes of files")
def test_another_name_of_the_file_is_the_same_journal_and_only_its_owner_reads_it(journal: Journal) -> None:
    link = journal.path.with_name("link.rebond")
    link.symlink_to(journal.path)
    with pytest.raises(Refused) as caught:
        Journal.open(link)
    assert codes(caught) == ["journal_in_use"]
    assert journal.path.stat().st_mode & 0o777 == 0o600
    assert backup(link, TODAY).stat().st_mode & 0o777 == 0o600


def test_a_lock_left_by_a_killed_process_locks_nothing(path: Path) -> None:
    path.with_name("marie.rebond.lock").write_text("")
    Journal.open(path).close()


def test_reading_only_writes_nothing(path: Path) -> None:
    before = contents(path.parent)
    with Journal.open(path, read_only=True) as journal:
        with journal.read() as reader:
            assert reader.count(Client) == 1
        with pytest.raises(Refused) as caught, journal.transaction("add"):
            pass
        assert codes(caught) == ["journal_read_only"]
    assert contents(path.parent) == before


@pytest.fixture
def somebody(path: Path) -> Iterator[Path]:
    """The journal as someone sees it whom the system keeps from some files, as it does not keep its administrator."""
    if os.name != "posix" or os.geteuid() != 0:
        yield path
        return
    folders = [one for one in path.parents if one.stat().st_mode & 0o077 == 0 and one.owner() == "root"]
    modes = {one: one.stat().st_mode for one in folders}
    for one in (*folders, path.parent, path):
        os.chown(one, 65534, -1)
    os.setresuid(65534, 65534, 0)
    try:
        yield path
    finally:
        os.setresuid(0, 0, 0)
        for one in modes:
            os.chown(one, 0, -1)


@pytest.mark.skipif(os.name != "posix", reason="Windows has other permissions")
def test_a_folder_that_cannot_be_written_to(somebody: Path) -> None:
    somebody.parent.chmod(0o500)
    try:
        before = somebody.read_bytes()
        with pytest.raises(Refused) as caught:
            Journal.open(somebody)
        assert codes(caught) == ["folder_read_only"]
        with Journal.open(somebody, read_only=True) as journal, journal.read() as reader:
            assert reader.count(Client) == 1
        with pytest.raises(Refused) as caught:
            Journal.create(somebody.with_name("new.rebond"))
        assert codes(caught) == ["folder_not_writable"]
        assert somebody.read_bytes() == before
        assert [one.name for one in somebody.parent.iterdir()] == [somebody.name]
    finally:
        somebody.parent.chmod(0o700)


@pytest.mark.skipif(os.name != "posix", reason="Windows has other permissions")
def test_a_file_that_cannot_be_written_to(somebody: Path) -> None:
    somebody.chmod(0o400)
    assert refused(somebody) == ["journal_read_only"]
    somebody.chmod(0)
    with pytest.raises(Refused) as caught:
        Journal.open(somebody)
    assert codes(caught) == ["journal_not_allowed"]


def test_a_file_put_in_the_journals_place_is_noticed(journal: Journal, tmp_path: Path) -> None:
    other = tmp_path / "other.rebond"
    Journal.create(other).close()
    other.replace(journal.path)
    before = journal.path.read_bytes()
    with pytest.raises(Refused) as caught, journal.transaction("add") as transaction:
        transaction.insert(Client(name="Perret"))
    assert codes(caught) == ["journal_replaced_kept"]
    assert journal.path.read_bytes() == before


def test_a_copy_written_over_the_journal_is_noticed(journal: Journal, tmp_path: Path) -> None:
    other = tmp_path / "other.rebond"
    Journal.create(other).close()
    journal.path.write_bytes(other.read_bytes())
    with pytest.raises(Refused) as caught, journal.transaction("add") as transaction:
        transaction.insert(Client(name="Perret"))
    assert codes(caught) == ["overwritten_alone"]
    assert journal.path.read_bytes() == other.read_bytes()


@pytest.mark.skipif(os.name != "posix", reason="limits of a process")
def test_a_full_disk_loses_nothing_and_a_later_try_works(journal: Journal) -> None:
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (journal.path.stat().st_size, hard))
    try:
        with pytest.raises(Refused) as caught, journal.transaction("add") as transaction:
            transaction.insert(Client(name="Perret", note="x" * 500_000))
        assert codes(caught)[0] in ("disk_full", "cannot_write")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    with journal.read() as reader:
        assert reader.count(Client) == 1
    with journal.transaction("add") as transaction:
        transaction.insert(Client(name="Perret", note="x" * 500_000))
    assert transaction.done is not None


def test_threads_read_whole_changes_while_one_writes(journal: Journal) -> None:
    faults: list[object] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            with journal.read() as reader:
                if reader.count(Client) % 2 == 0:
                    faults.append("half a change")

    threads = [threading.Thread(target=read) for _ in range(2)]
    for thread in threads:
        thread.start()
    for number in range(20):
        with journal.transaction("add") as transaction:
            transaction.insert_all([Client(name=f"{number} a"), Client(name=f"{number} b")])
    done.set()
    for thread in threads:
        thread.join()
    assert faults == []


def test_the_header_says_what_is_needed_without_sqlite(path: Path) -> None:
    start = path.read_bytes()[:100]
    assert struct.unpack(">I", start[68:72])[0] == 0x52626E64
    assert struct.unpack(">I", start[60:64])[0] == VERSION


@pytest.mark.parametrize("page_size", [512, 4096, 65536])
def test_a_file_of_any_page_size_is_seen_to_be_whole_or_cut(tmp_path: Path, page_size: int) -> None:
    path = tmp_path / "pages.rebond"
    connection = sqlite3.connect(path)
    connection.executescript(
        f"PRAGMA page_size = {page_size}; PRAGMA application_id = {0x52626E64}; PRAGMA user_version = 3;"  # noqa: S608
        "CREATE TABLE a (b); INSERT INTO a VALUES (zeroblob(200000))"
    )
    connection.close()
    assert not look(path, VERSION).cut
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size - page_size)
    assert look(path, VERSION).cut


def test_opening_imports_neither_the_mapper_nor_the_migrations(path: Path) -> None:
    assert told(_IMPORTED, path) == "[]\n"


def test_a_new_journal_clears_the_drafts_of_one_that_was_killed(tmp_path: Path) -> None:
    path = tmp_path / "marie.rebond"
    with draft_of(path) as draft:
        left = draft.read_bytes()
        left_over = draft
    path.unlink()
    left_over.write_bytes(left)
    Journal.create(path).close()
    assert not left_over.exists()


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="only there are a process's open files told")
def test_a_journal_that_is_in_use_leaves_no_file_open(tmp_path: Path) -> None:
    path = tmp_path / "marie.rebond"
    with Journal.create(path):
        before = len(list(Path("/proc/self/fd").iterdir()))
        for _time in range(3):
            assert refused(path) == ["journal_in_use"]
        assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_no_more_rows_are_read_than_asked_for(tmp_path: Path) -> None:
    with Journal.create(tmp_path / "marie.rebond") as journal:
        with journal.transaction("add") as transaction:
            transaction.insert_all(Client(name=name) for name in ("Atlas", "Lune", "Rivage"))
        with journal.read() as reader:
            assert [client.name for client in reader.all(Client, limit=2)] == ["Atlas", "Lune"]
            assert [client.name for client in reader.all(Client, limit=2, offset=2)] == ["Rivage"]
            assert len(reader.all(Client)) == 3


def test_a_rate_without_a_first_day_comes_before_all_others(tmp_path: Path) -> None:
    with Journal.create(tmp_path / "marie.rebond") as journal:
        with journal.transaction("add") as transaction:
            transaction.insert_all(ChargeRate(starts=first) for first in (date(2026, 1, 1), date(2025, 1, 1), None))
        with journal.read() as reader:
            assert [rate.starts for rate in charge_rates(reader)] == [None, date(2025, 1, 1), date(2026, 1, 1)]
