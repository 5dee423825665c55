"""Saving and loading of preferences; damaged ones never prevent a start."""

import json
from pathlib import Path

import pytest

from rebond import preferences
from rebond.preferences import Preferences


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the preferences, which is not there yet."""
    place = tmp_path / "settings" / "rebond"
    monkeypatch.setenv("REBOND_CONFIG_DIR", str(place))
    return place


def test_at_the_first_start_everything_is_as_the_system_has_it() -> None:
    assert preferences.load() == Preferences(language="", theme="system", recent=(), geometry="")
    assert preferences.load().last_journal is None


def test_what_was_chosen_is_there_at_the_next_start(folder: Path) -> None:
    chosen = Preferences().with_(language="fr", theme="dark", geometry="AAEC").opened(Path("/journals/Été.rebond"))
    preferences.save(chosen)
    assert preferences.load() == chosen
    assert preferences.load().last_journal == Path("/journals/Été.rebond")
    assert [path.name for path in folder.iterdir()] == ["preferences.json"]


def test_the_last_journals_are_the_first_of_the_list_each_once() -> None:
    found = Preferences()
    for name in "abcdefghija":
        found = found.opened(Path(f"/{name}"))
    assert found.recent == ("/a", "/j", "/i", "/h", "/g", "/f", "/e", "/d")


def test_a_journal_is_remembered_by_its_whole_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert Preferences().opened(Path("mine.rebond")).recent == (str(tmp_path / "mine.rebond"),)


def test_a_name_that_is_no_utf_8_is_remembered_too() -> None:
    chosen = Preferences().opened(Path("/journals/\udce9t\udce9.rebond"))
    preferences.save(chosen)
    assert preferences.load() == chosen


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        "7",
        '"text"',
        "{}",
        '{"recent": "no list", "theme": 7}',
        "[" * 100_000,
        '{"unknown": "x"}',
    ],
    ids=lambda text: text[:20],
)
def test_a_damaged_file_is_as_none(folder: Path, text: str) -> None:
    folder.mkdir(parents=True)
    (folder / "preferences.json").write_text(text, "utf-8")
    assert preferences.load() == Preferences()


def test_a_file_that_is_no_text_is_as_none(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "preferences.json").write_bytes(bytes(range(256)))
    assert preferences.load() == Preferences()


def test_what_is_sound_in_a_damaged_file_is_kept(folder: Path) -> None:
    folder.mkdir(parents=True)
    saved = {"language": "fr", "theme": None, "recent": ["/a", 7, None, "/b"], "later": {"more": 1}}
    (folder / "preferences.json").write_text(json.dumps(saved), "utf-8")
    assert preferences.load() == Preferences(language="fr", recent=("/a", "/b"))


def test_a_folder_that_cannot_be_written_loses_the_preferences_and_nothing_else(folder: Path) -> None:
    folder.parent.write_text("a file in the place of the folder")
    preferences.save(Preferences(language="fr"))
    assert preferences.load() == Preferences()
    assert folder.parent.read_text() == "a file in the place of the folder"


def test_a_place_that_is_taken_keeps_no_draft(folder: Path) -> None:
    (folder / "preferences.json").mkdir(parents=True)
    preferences.save(Preferences(language="fr"))
    assert [path.name for path in folder.iterdir()] == ["preferences.json"]


def test_the_log_of_faults_lies_beside_the_preferences_when_their_folder_was_chosen(folder: Path) -> None:
    assert preferences.log_file() == folder / "rebond.log"
