"""Attached files, each stored once under the SHA-256 of its content.

Rows and their history hold the digest, so that the history's hash chain covers the content too. A file is kept as
long as any version of a row refers to it.
"""

import sqlite3
from collections.abc import Collection, Iterator
from hashlib import sha256

from rebond.domain.problems import Problem, Refused, declare_problems
from rebond.domain.registry import KINDS
from rebond.domain.translatable import later

#: The largest file that can be attached, in bytes; limited since the journal is backed up every day.
LARGEST = 32 * 2**20

declare_problems({
    "attachment_too_large": later("This file is too large to attach: it has {size} MB, and {largest} fit."),
    "check_attachment": later("An attached file is not what it was when it was attached, or is missing: {digest}."),
})  # fmt: skip


def digest_of(data: bytes) -> str:
    """Return the SHA-256 of a file's content, in hexadecimal."""
    return sha256(data).hexdigest()


def keep(connection: sqlite3.Connection, data: bytes) -> str:
    """Store a file and return its digest.

    :raises Refused: attachment_too_large.
    """
    if len(data) > LARGEST:
        facts = {"size": -(-len(data) // 2**20), "largest": LARGEST // 2**20}
        raise Refused(Problem("attachment_too_large", facts=facts))
    digest = digest_of(data)
    connection.execute("INSERT OR IGNORE INTO blob (digest, data) VALUES (?, ?)", (digest, data))
    return digest


def content(connection: sqlite3.Connection, digest: str) -> bytes | None:
    """Return the file stored under a digest, or None."""
    found = connection.execute("SELECT data FROM blob WHERE digest = ?", (digest,)).fetchone()
    return bytes(found[0]) if found else None


def piece_of(connection: sqlite3.Connection, digest: str, start: int, size: int) -> bytes:
    """Return up to `size` bytes of the file stored under a digest, from `start` on; none behind its end, or of no file.

    No more of it is in memory than that.
    """
    found = connection.execute("SELECT rowid FROM blob WHERE digest = ?", (digest,)).fetchone()
    if found is None:
        return b""
    with connection.blobopen("blob", "data", found[0], readonly=True) as data:
        data.seek(min(start, len(data)))
        return data.read(size)


def all_sizes(connection: sqlite3.Connection) -> dict[str, int]:
    """Return the size in bytes of each file that is stored, by its digest."""
    return dict(connection.execute("SELECT digest, length(data) FROM blob").fetchall())


def sizes(connection: sqlite3.Connection, digests: Collection[str]) -> dict[str, int]:
    """Return the size in bytes of each of these files that is stored."""
    return {digest: size for digest, size in all_sizes(connection).items() if digest in digests}


def faults(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Yield a problem for each stored file whose content has another digest, and each one missing."""
    present = set()
    for digest, data in connection.execute("SELECT digest, data FROM blob"):
        present.add(digest)
        if digest_of(data) != digest:
            yield Problem("check_attachment", facts={"digest": digest})
    for digest in sorted(_referenced(connection) - present):
        yield Problem("check_attachment", facts={"digest": digest})


def drop_unused(connection: sqlite3.Connection) -> None:
    """Delete the files that no version of any row refers to."""
    referenced = _referenced(connection)
    for (digest,) in connection.execute("SELECT digest FROM blob").fetchall():
        if digest not in referenced:
            connection.execute("DELETE FROM blob WHERE digest = ?", (digest,))


def _referenced(connection: sqlite3.Connection) -> set[str]:
    """Return the digests that rows hold now or held before."""
    digests: set[str] = set()
    for cls in KINDS:
        for field in cls.declared.attachments:
            digests |= {digest for (digest,) in connection.execute(f"SELECT {field.name} FROM {cls.kind}")}  # noqa: S608
            for side in ("before", "after"):
                path = f"$.{field.name}"
                sql = f'SELECT DISTINCT "{side}" ->> ? FROM change_row WHERE kind = ? AND "{side}" IS NOT NULL'  # noqa: S608
                digests |= {digest for (digest,) in connection.execute(sql, (path, cls.kind))}
    return {digest for digest in digests if digest}
