"""A disk that loses its power: what may be on it afterwards, from the calls that a process made.

What a file holds is sure to be there once the file was synced, and a name once its folder was: the sync of a file is
none of its name, that of a folder none of what its files hold, nor of the folder's own name. Whatever was not synced
may be there or not, each call for itself and in any combination; what one call wrote may be there in part, by sectors
of 512 bytes. A file may have become longer without what was written there, and hold zeros or what the disk held before.
Real file systems keep more of an order than that.
"""

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import ClassVar

from .recording import Call

_SECTOR = 512
#: What the disk held before, where a file became longer.
_STALE = bytes(range(255, -1, -1)) * 2

#: The files and folders on a disk by their paths; None is a folder.
Files = Mapping[str, bytes | None]


@dataclass(eq=False, slots=True)
class File:
    """What of a file is surely on the disk."""

    sure: bytearray = field(default_factory=bytearray)


@dataclass(eq=False, slots=True)
class Folder:
    """The names that are surely on the disk."""

    sure: dict[str, "File | Folder"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """What one call does to a file or a folder, until that is synced."""

    of: File | Folder

    def do(self, held: bytearray | dict[str, File | Folder]) -> None:
        raise NotImplementedError

    def parts(self) -> "tuple[Step, ...]":
        """Steps of which each is a part of this one that may be all that is on the disk."""
        return ()


@dataclass(frozen=True, slots=True)
class Write(Step):
    """Bytes at a place in a file."""

    at: int
    data: bytes

    def do(self, held: bytearray) -> None:  # type: ignore[override]
        held.extend(bytes(max(0, self.at - len(held))))
        held[self.at : self.at + len(self.data)] = self.data

    def parts(self) -> tuple[Step, ...]:
        end = self.at + len(self.data)
        cuts = range((self.at // _SECTOR + 1) * _SECTOR, end, _SECTOR)
        fronts = (dataclasses.replace(self, data=self.data[: cut - self.at]) for cut in cuts)
        ends = (Write(self.of, cut, self.data[cut - self.at :]) for cut in cuts)
        return (*fronts, *ends, Lengthen(self.of, end, bytes(_SECTOR)), Lengthen(self.of, end, _STALE))


@dataclass(frozen=True, slots=True)
class Lengthen(Step):
    """A file that is at least so long, with what the disk held there before."""

    size: int
    stale: bytes

    def do(self, held: bytearray) -> None:  # type: ignore[override]
        start = len(held)
        if self.size > start:
            held.extend((self.stale * (self.size // _SECTOR + 1))[start : self.size])


@dataclass(frozen=True, slots=True)
class Resize(Step):
    """A file that is cut or filled with zeros to a size."""

    size: int

    def do(self, held: bytearray) -> None:  # type: ignore[override]
        del held[self.size :]
        held.extend(bytes(self.size - len(held)))


@dataclass(frozen=True, slots=True)
class Rename(Step):
    """A name in a folder that goes, a name that comes, or both at once."""

    node: File | Folder
    old: str = ""
    new: str = ""

    def do(self, held: dict[str, File | Folder]) -> None:  # type: ignore[override]
        if held.get(self.old) is self.node:
            del held[self.old]
        if self.new:
            held[self.new] = self.node


class Disk:
    """The disk, call by call; it begins with files that are surely there."""

    _ROOT: ClassVar = "."

    def __init__(self, files: Files) -> None:
        self._root = Folder()
        #: What was not synced, in its order.
        self.unsure: list[Step] = []
        for path in sorted(files):
            content = files[path]
            node = Folder() if content is None else File(bytearray(content))
            self._folder(path).sure[Path(path).name] = node

    def do(self, call: Call) -> None:
        """:raises KeyError: when a call is about a file that is not there."""
        match call.kind:
            case "make" | "folder":
                if Path(call.path).name not in self._names(self._folder(call.path)):
                    node = File() if call.kind == "make" else Folder()
                    self.unsure.append(Rename(self._folder(call.path), node, new=Path(call.path).name))
            case "write":
                self.unsure.append(Write(self._node(call.path), call.number, call.data))
            case "truncate":
                self.unsure.append(Resize(self._node(call.path), call.number))
            case "remove":
                self.unsure.append(Rename(self._folder(call.path), self._node(call.path), Path(call.path).name))
            case "rename" | "link":
                if self._folder(call.path) is not self._folder(call.other):
                    raise NotImplementedError("a file that moves to another folder")
                old = Path(call.path).name if call.kind == "rename" else ""
                new = Path(call.other).name
                self.unsure.append(Rename(self._folder(call.path), self._node(call.path), old, new))
            case "sync_file" | "sync_folder":
                self._sync(self._node(call.path))

    def _sync(self, node: File | Folder) -> None:
        for step in self.unsure:
            if step.of is node:
                step.do(node.sure)
        self.unsure = [step for step in self.unsure if step.of is not node]

    def files(self, steps: tuple[Step, ...] | list[Step]) -> dict[str, bytes | None]:
        """What is on the disk if these of the unsure steps are."""
        held: dict[File | Folder, bytearray | dict[str, File | Folder]] = {}
        for step in steps:
            if step.of not in held:
                held[step.of] = step.of.sure.copy()
            step.do(held[step.of])
        found: dict[str, bytes | None] = {}

        def walk(folder: Folder, before: str) -> None:
            for name, node in held.get(folder, folder.sure).items():  # type: ignore[union-attr]
                if isinstance(node, Folder):
                    found[before + name] = None
                    walk(node, f"{before}{name}/")
                else:
                    found[before + name] = bytes(held.get(node, node.sure))  # type: ignore[arg-type]

        walk(self._root, "")
        return found

    def _names(self, folder: Folder) -> dict[str, File | Folder]:
        names = dict(folder.sure)
        for step in self.unsure:
            if step.of is folder:
                step.do(names)
        return names

    def _node(self, path: str) -> File | Folder:
        return self._root if path == self._ROOT else self._names(self._folder(path))[Path(path).name]

    def _folder(self, path: str) -> Folder:
        found = self._node(str(Path(path).parent))
        assert isinstance(found, Folder)
        return found


def crashes(disk: Disk, chance: Random, most: int) -> Iterator[tuple[Step, ...]]:
    """Yield which of the unsure steps are on the disk after a loss of power.

    None, all, those up to one, one alone, all but one, the last in part, and some by chance, each of them perhaps in
    part.

    :param most: how many of each sort; of more, the last and others by chance. Of 0 there are none at all.
    """

    def some(count: int) -> list[int]:
        return [*chance.sample(range(count - 1), most - 1), count - 1] if count > most else list(range(count))

    if most == 0:
        return
    steps = tuple(disk.unsure)
    yield ()
    if not steps:
        return
    yield steps
    for at in some(len(steps)):
        yield steps[:at]
        yield steps[at : at + 1]
        yield (*steps[:at], *steps[at + 1 :])
    parts = steps[-1].parts()
    for at in some(len(parts)):
        yield (*steps[:-1], parts[at])
        yield (parts[at],)
    for _ in range(most):
        share = chance.choice((0.1, 0.5, 0.9))
        chosen = (step for step in steps if chance.random() < share)
        yield tuple(chance.choice((step, *step.parts())) if chance.random() < 0.3 else step for step in chosen)
