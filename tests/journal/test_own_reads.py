"""Reading and writing at once in one process: a write waits for short reads, and goes on beside long ones."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from rebond.domain.missions.kinds import Client
from rebond.journal import connection
from rebond.journal.journal import Journal
from rebond.journal.own_reads import OwnReads
from rebond.journal.queries.by_name import named


def add(journal: Journal, name: str) -> None:
    with journal.transaction("add_client", {"name": name}) as transaction:
        transaction.insert(Client(name=name))


def names(journal: Journal) -> list[str]:
    with journal.read() as reader:
        return [client.name for client in reader.all(Client)]


@contextmanager
def beside(
    work: Callable[[threading.Event, threading.Event], object],
) -> Iterator[tuple[Future[object], threading.Event]]:
    """Run `work` on another thread up to where it sets its first event; it ends when the second is set."""
    begun, may_end = threading.Event(), threading.Event()
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(work, begun, may_end)
        try:
            assert begun.wait(10)
            yield running, may_end
        finally:
            may_end.set()


def test_a_write_waits_for_a_read_of_ours_longer_than_sqlite_would(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "_SETTINGS", (("busy_timeout", 1), *connection._SETTINGS[1:]))
    journal._connections.close()  # so that the next connections have no patience

    def read(begun: threading.Event, may_end: threading.Event) -> int:
        with journal.read() as reader:
            before = reader.count(Client)
            begun.set()
            may_end.wait(10)
            return reader.count(Client) - before

    with beside(read) as (reading, may_end):
        threading.Timer(0.1, may_end.set).start()
        add(journal, "Perret")
        assert may_end.is_set()
        assert reading.result(10) == 0
    assert names(journal) == ["Atlas", "Perret"]


def test_a_write_goes_on_beside_a_long_read_of_a_snapshot(journal: Journal) -> None:
    def read(begun: threading.Event, may_end: threading.Event) -> list[list[str]]:
        with journal.snapshot() as reader:
            begun.set()
            may_end.wait(10)
            return [[client.name for client in reader.all(Client)], names(journal)]

    with beside(read) as (reading, may_end):
        add(journal, "Perret")
        assert not reading.done()
        assert names(journal) == ["Atlas", "Perret"]
        may_end.set()
        assert reading.result(10) == [["Atlas"], ["Atlas"]]
    assert names(journal) == ["Atlas", "Perret"]


def test_a_write_between_two_steps_of_the_copy_is_in_the_copy(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "_STEP", 1)
    give_way = journal._own_reads.give_way
    written: list[str] = []

    def write_once() -> None:
        if not written:
            written.append("Perret")
            with ThreadPoolExecutor(1) as pool:
                writing = pool.submit(add, journal, "Perret")
                while journal._own_reads._committing is False:  # until it waits for this read
                    assert not writing.done()
                give_way()
                writing.result(10)

    monkeypatch.setattr(journal._own_reads, "give_way", write_once)
    with journal.snapshot() as reader:
        assert [client.name for client in reader.all(Client)] == ["Atlas", "Perret"]
        assert reader.connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"


def test_a_snapshot_is_read_like_the_file_and_never_written_to(journal: Journal) -> None:
    add(journal, "Élise")
    with journal.snapshot() as reader:
        assert [client.name for client in named(reader, Client, "elise")] == ["Élise"]
        with pytest.raises(Exception, match="readonly"):
            reader.connection.exec_driver_sql("DELETE FROM client")
        with pytest.raises(RuntimeError), journal.snapshot():
            pass
    with journal.transaction("add") as transaction:
        transaction.insert(Client(name="Lune"))
        assert names(journal) == ["Atlas", "Élise", "Lune"]
        with pytest.raises(RuntimeError), journal.snapshot():
            pass


def test_a_large_write_locks_no_reader_out_before_its_end(journal: Journal) -> None:
    """More is written than SQLite's cache holds by itself, which would spill into the file and lock it."""

    def write(begun: threading.Event, may_end: threading.Event) -> None:
        with journal.transaction("import") as transaction:
            transaction.insert_all(Client(name=f"{number:05}", note="x" * 4000) for number in range(2_000))
            begun.set()
            may_end.wait(10)

    with beside(write) as (writing, may_end):
        assert names(journal) == ["Atlas"]
        assert not writing.done()
        may_end.set()
        writing.result(10)
    assert len(names(journal)) == 2_001


def test_new_reads_wait_for_a_commit_and_those_within_a_read_do_not() -> None:
    reads = OwnReads()
    order: list[str] = []

    def commit(begun: threading.Event, may_end: threading.Event) -> None:
        with reads.committing():
            order.append("committing")
            begun.set()
            may_end.wait(10)
            order.append("committed")

    with beside(commit) as (committing, may_end):
        threading.Timer(0.05, may_end.set).start()
        with reads.reading():
            order.append("reading")
            with reads.reading():
                order.append("within")
        committing.result(10)
    assert order == ["committing", "committed", "reading", "within"]


def test_a_read_within_a_read_goes_on_while_a_commit_waits() -> None:
    reads = OwnReads()
    with reads.reading(), ThreadPoolExecutor(1) as pool:

        def commit() -> str:
            with reads.committing():
                return "committed"

        waiting = pool.submit(commit)
        while not reads._committing:
            pass
        with reads.reading():
            assert not waiting.done()
        assert not waiting.done()
        reads.give_way()
        assert waiting.result(10) == "committed"
