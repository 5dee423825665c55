"""Files written whole: their name, their rights, and that nothing is left of those that fail."""

import os
import stat
from pathlib import Path

import pytest

from rebond.whole_file import USUAL, draft_of, make_file, write_whole


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_file_is_its_owners_alone(tmp_path: Path) -> None:
    write_whole(tmp_path / "new", b"content")
    assert (tmp_path / "new").read_bytes() == b"content"
    assert rights(tmp_path / "new") == 0o600
    assert names(tmp_path) == ["new"]


def test_a_usual_file_has_the_rights_of_any_new_file_of_this_person(tmp_path: Path) -> None:
    (tmp_path / "any").touch()
    write_whole(tmp_path / "new", b"", mode=USUAL)
    assert rights(tmp_path / "new") == rights(tmp_path / "any")


def test_another_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes(b"a longer content than the new one")
    write_whole(tmp_path / "old", b"new")
    assert (tmp_path / "old").read_bytes() == b"new"


def test_while_it_is_written_the_old_file_is_there(tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes(b"old")
    with draft_of(tmp_path / "old") as draft:
        draft.write_bytes(b"half of")
        assert (tmp_path / "old").read_bytes() == b"old"
        assert draft.parent == tmp_path


def test_a_file_that_fails_half_way_leaves_the_old_one_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes(b"old")
    with pytest.raises(ZeroDivisionError), draft_of(tmp_path / "old") as draft:
        draft.write_bytes(b"half of" + bytes(1 // 0))
    assert (tmp_path / "old").read_bytes() == b"old"
    assert names(tmp_path) == ["old"]


def test_a_disk_that_refuses_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError, match="No space left"):
        write_whole(tmp_path / "new", b"content")
    assert names(tmp_path) == []


def test_a_folder_that_is_not_there_is_the_systems_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_whole(tmp_path / "gone" / "new", b"")


def test_a_folder_in_its_place_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    with pytest.raises(OSError, match=r"directory|denied"):
        write_whole(tmp_path / "taken", b"")
    assert names(tmp_path) == ["taken"]


def test_a_name_as_long_as_the_system_allows_is_written(tmp_path: Path) -> None:
    name = "n" * 255
    write_whole(tmp_path / name, b"content")
    assert names(tmp_path) == [name]


def test_a_new_file_never_takes_the_place_of_another(tmp_path: Path) -> None:
    make_file(tmp_path / "new")
    assert rights(tmp_path / "new") == 0o600
    with pytest.raises(FileExistsError):
        make_file(tmp_path / "new")
