"""Attached files: kept once, read back, too large, missing or changed."""

import pytest

from rebond.domain.problems import Problem, Refused
from rebond.journal import blobs
from rebond.journal.journal import Journal


def test_a_file_is_kept_once_and_read_back(journal: Journal) -> None:
    with journal.transaction("attach") as transaction:
        digests = {transaction.attach(b"signed"), transaction.attach(b"signed")}
        connection = transaction.sqlite
        assert digests == {blobs.digest_of(b"signed")}
        assert blobs.content(connection, digests.pop()) == b"signed"
        assert blobs.content(connection, blobs.digest_of(b"other")) is None
        assert connection.execute("SELECT count(*) FROM blob").fetchone() == (1,)
        blobs.drop_unused(connection)
        assert connection.execute("SELECT count(*) FROM blob").fetchone() == (0,)


def test_a_file_of_more_than_32_mb_is_refused_with_its_size(journal: Journal) -> None:
    with journal.transaction("attach") as transaction, pytest.raises(Refused) as caught:
        transaction.attach(bytes(32 * 2**20 + 1))
    assert caught.value.problems == (Problem("attachment_too_large", facts={"size": 33, "largest": 32}),)


def test_a_file_that_is_not_what_it_was_is_told_by_its_digest(journal: Journal) -> None:
    with journal.transaction("attach") as transaction:
        digest = transaction.attach(b"signed")
        assert list(blobs.faults(transaction.sqlite)) == []
        transaction.sqlite.execute("UPDATE blob SET data = ?", (b"forged",))
        assert list(blobs.faults(transaction.sqlite)) == [Problem("check_attachment", facts={"digest": digest})]
