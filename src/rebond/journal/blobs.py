"""Attached files, each kept once under the SHA-256 of its content.

Rows and their history hold the digest, so that the history's chain covers the content too. A file stays as long as any
version of a row names it.
"""

from collections.abc import Iterator
from hashlib import sha256

from sqlalchemy import Connection

from rebond.domain.problems import Problem, Refused, declare_problems
from rebond.domain.registry import KINDS
from rebond.domain.translatable import later

#: The largest file that can be attached, in bytes: the journal is one file that is copied every day.
LARGEST = 32 * 2**20

declare_problems({
    "attachment_too_large": later("This file is too large to attach: it has {size} MB, and {largest} fit."),
    "check_attachment": later("An attached file is not what it was when it was attached, or is missing: {digest}."),
})  # fmt: skip


def digest_of(data: bytes) -> str:
    """The name under which a content is kept: its SHA-256, in hexadecimal."""
    return sha256(data).hexdigest()


def keep(connection: Connection, data: bytes) -> str:
    """Keep a file; its digest.

    :raises Refused: attachment_too_large.
    """
    if len(data) > LARGEST:
        facts = {"size": -(-len(data) // 2**20), "largest": LARGEST // 2**20}
        raise Refused(Problem("attachment_too_large", facts=facts))
    digest = digest_of(data)
    connection.exec_driver_sql("INSERT OR IGNORE INTO blob (digest, data) VALUES (?, ?)", (digest, data))
    return digest


def content(connection: Connection, digest: str) -> bytes | None:
    """The file kept under a digest; None when there is none."""
    found = connection.exec_driver_sql("SELECT data FROM blob WHERE digest = ?", (digest,)).scalar()
    return None if found is None else bytes(found)


def faults(connection: Connection) -> Iterator[Problem]:
    """The files whose content is not that of their digest, and those that a row names and are not there."""
    there = set()
    for digest, data in connection.exec_driver_sql("SELECT digest, data FROM blob"):
        there.add(digest)
        if digest_of(data) != digest:
            yield Problem("check_attachment", facts={"digest": digest})
    for digest in sorted(_named(connection) - there):
        yield Problem("check_attachment", facts={"digest": digest})


def drop_unused(connection: Connection) -> None:
    """Delete the files that no row and no version of one names any more."""
    named = _named(connection)
    for digest in connection.exec_driver_sql("SELECT digest FROM blob").scalars().all():
        if digest not in named:
            connection.exec_driver_sql("DELETE FROM blob WHERE digest = ?", (digest,))


def _named(connection: Connection) -> set[str]:
    """The digests that rows hold now or held before."""
    found: set[str] = set()
    for cls in KINDS:
        for one in cls.declared.attachments:
            found |= set(connection.exec_driver_sql(f"SELECT {one.name} FROM {cls.kind}").scalars())  # noqa: S608
            for side in ("before", "after"):
                path = f"$.{one.name}"
                sql = f'SELECT DISTINCT "{side}" ->> ? FROM change_row WHERE kind = ? AND "{side}" IS NOT NULL'  # noqa: S608
                found |= set(connection.exec_driver_sql(sql, (path, cls.kind)).scalars())
    return {digest for digest in found if digest}
