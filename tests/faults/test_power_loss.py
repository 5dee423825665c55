"""A loss of power at any moment: what was said to be done is there, and what was not is there whole or not at all.

A process works on a journal while each of its calls that change the disk is recorded (`recording`). Whatever may be on
the disk if the power fails between two of them (`disk`) is then opened and checked by the program itself
(`after_power_loss`).
"""

import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from hashlib import blake2b
from itertools import product
from pathlib import Path
from random import Random

import pytest

from .after_power_loss import LostError, TornError
from .conftest import LONG, times
from .disk import Disk, Files, crashes
from .power_stories import STORIES, Story
from .recording import Call, recorded, recorder


@dataclass(frozen=True, slots=True)
class Work:
    """What was on the disk before a story, and the calls that changed it."""

    story: Story
    before: Files
    calls: tuple[Call, ...]

    def without(self, kind: str) -> "Work":
        """The same without the calls of a kind, as if the program did not make them."""
        return replace(self, calls=tuple(call for call in self.calls if call.kind != kind))


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Work]:
    """Have a story happen, with the arguments of its process; it happens once, however often it is asked for."""
    library = recorder(tmp_path_factory.mktemp("recording"))

    @cache
    def work(story: Story, *arguments: str) -> Work:
        path = tmp_path_factory.mktemp("power") / "disk" / "marie.rebond"
        path.parent.mkdir()
        story.before(path)
        before = files_in(path.parent)
        calls = recorded(story.lines, path, library, *arguments)
        disk = Disk(before)
        for call in calls:
            disk.do(call)
        assert disk.files(disk.unsure) == files_in(path.parent)  # no call is missing
        return Work(story, before, calls)

    return work


def files_in(folder: Path) -> Files:
    found = sorted(folder.rglob("*"))
    return {str(file.relative_to(folder)): None if file.is_dir() else file.read_bytes() for file in found}


def states(work: Work, most: int, between: int) -> Iterator[tuple[int, int, Files]]:
    """Yield each state of the disk after a loss of power, once, with how many calls were made and how much was said.

    :param most: see `crashes`; at the moments before a sync and after something was said, when the most may be lost.
    :param between: the same at all other moments.
    """
    disk, chance, said, last = Disk(work.before), Random(7), 0, ""  # noqa: S311
    seen: set[bytes] = set()
    for number, call in enumerate((*work.calls, Call("sync_file", "."))):
        at_a_turn = call.kind.startswith("sync") or last == "said"
        for steps in crashes(disk, chance, most if at_a_turn else between):
            files = disk.files(steps)
            mark = _mark(said, files)
            if mark not in seen:
                seen.add(mark)
                yield number, said, files
        disk.do(call)
        last = call.kind
        said += last == "said"


def _mark(said: int, files: Files) -> bytes:
    mark = blake2b(str(said).encode())
    for path, content in sorted(files.items()):
        mark.update(f"\n{path}\n{'folder' if content is None else len(content)}\n".encode() + (content or b""))
    return mark.digest()


def outcomes(work: Work, folder: Path, most: int, between: int = 0) -> Iterator[tuple[str, str]]:
    """What the program finds after each loss of power, in a folder made for it: `lost`, `torn` or nothing, and why."""
    every = [call.said for call in work.calls if call.kind == "said"]
    share = times(work.story.share, 1)
    for at, (number, said, files) in enumerate(states(work, most, between)):
        if at % share and work.calls[number - 1].kind != "said":
            continue
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for path, content in files.items():
            (folder / path).mkdir() if content is None else (folder / path).write_bytes(content)
        after = f"after {work.calls[:number][-1:]}"
        try:
            work.story.require(folder / "marie.rebond", every[:said], every)
        except LostError as fault:
            yield "lost", f"{after}: {fault}"
        except TornError as fault:
            yield "torn", f"{after}: {fault}"
        else:
            yield "", ""


def told(name: str, kinds: Counter[str]) -> None:
    sys.stdout.write(f"\n{name}: {kinds.total()} crash states, {kinds['lost']} lost, {kinds['torn']} torn")


@pytest.mark.parametrize("story", STORIES, ids=str)
def test_what_was_said_to_be_done_is_there_and_all_that_is_there_is_whole(
    story: Story, worked: Callable[..., Work], tmp_path: Path
) -> None:
    found = list(outcomes(worked(story), tmp_path / "after", times(1, 8), times(0, 1)))
    told(story.name, Counter(kind for kind, _ in found))
    assert {outcome for outcome in found if outcome[0]} == set()


def ill(name: str, work: Work, folder: Path) -> bool:
    """Whether anything is lost or torn; all of it is counted where figures are told."""
    found = (kind for kind, _ in outcomes(work, folder, times(1, 2)))
    if not LONG:
        return any(found)
    kinds = Counter(found)
    told(f"{work.story.name} {name}", kinds)
    return kinds.total() > kinds[""]


# Where a half-written change was taken back and that was lost, it is taken back again.
NEEDED = [
    one
    for one in product(STORIES if LONG else STORIES[:4], ["sync_file", "sync_folder"])
    if (one[0].name, one[1]) != ("opening a half-written one", "sync_folder")
]


@pytest.mark.parametrize(("story", "kind"), NEEDED, ids=str)
def test_it_would_be_noticed_if_nothing_were_synced(
    story: Story, kind: str, worked: Callable[..., Work], tmp_path: Path
) -> None:
    assert ill(f"without {kind}", worked(story).without(kind), tmp_path / "after")


@pytest.mark.parametrize("synchronous", [0, 1, 2] if LONG else [2])
def test_it_would_be_noticed_if_sqlite_synced_less(
    synchronous: int, worked: Callable[..., Work], tmp_path: Path
) -> None:
    assert ill(f"with synchronous {synchronous}", worked(STORIES[0], str(synchronous)), tmp_path / "after")
