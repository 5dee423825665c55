"""Saving and loading of preferences; damaged ones never prevent a start."""

import json
from enum import Enum, StrEnum
from pathlib import Path
from typing import Annotated

import pytest

from rebond import preferences
from rebond.domain.value_classes import dataclass
from rebond.preferences import Preferences, PreferenceStore


class Density(StrEnum):
    ROOMY = "roomy"
    DENSE = "dense"


class Week(Enum):
    MONDAY = 1
    SUNDAY = 7


@dataclass(frozen=True, slots=True)
class More(Preferences):
    """What a later version may let the person choose."""

    privacy: bool = False
    zoom: Annotated[int, range(50, 301)] = 100
    density: Density = Density.ROOMY
    week: Week = Week.MONDAY
    hidden: tuple[str, ...] = ()


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


# Every type of preference


def write(folder: Path, **saved: object) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "preferences.json").write_text(json.dumps(saved), "utf-8")


def test_every_type_of_preference_comes_back_as_it_was() -> None:
    chosen = More().with_(
        privacy=True, zoom=150, density=Density.DENSE, week=Week.SUNDAY, hidden=("a", "b"), theme="dark"
    )
    preferences.save(chosen)
    found = preferences.load_as(More)
    assert found == chosen
    assert (type(found.privacy), type(found.density), type(found.week)) == (bool, Density, Week)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("privacy", 1), ("privacy", "yes"), ("privacy", None), ("zoom", True), ("zoom", "150"), ("zoom", 150.0),
        ("zoom", 49), ("zoom", 301), ("density", "huge"), ("density", 7), ("week", True), ("week", "1"), ("week", 2),
        ("hidden", "a"), ("theme", "pink"), ("geometry", 7),
    ],
)  # fmt: skip
def test_a_value_of_another_type_or_out_of_range_is_as_none(folder: Path, name: str, value: object) -> None:
    write(folder, **{name: value, "language": "fr"})
    assert preferences.load_as(More) == More(language="fr")


@pytest.mark.parametrize(("name", "value"), [("privacy", 1), ("zoom", 301), ("density", "dense"), ("theme", "pink")])
def test_a_value_that_does_not_fit_is_never_chosen(name: str, value: object) -> None:
    with pytest.raises(ValueError, match=name):
        More().with_(**{name: value})


def test_a_name_that_is_no_preference_is_never_chosen() -> None:
    with pytest.raises(TypeError):
        More().with_(colour="pink")


# Who hears of a change


def test_a_choice_is_kept_and_told_to_those_who_listen_for_it() -> None:
    store = PreferenceStore(preferences.load_as(More))
    heard: list[object] = []
    store.listen("zoom", lambda: heard.append(store.now.zoom))
    store.listen("theme", lambda: heard.append(store.now.theme))
    store.choose(zoom=150)
    store.choose(zoom=150, language="fr")
    assert heard == [150]
    assert preferences.load_as(More) == More(zoom=150, language="fr")
    store.opened(Path("/mine.rebond"))
    assert preferences.load_as(More).recent == ("/mine.rebond",)
    assert heard == [150]


def test_a_choice_that_changes_nothing_is_not_written(folder: Path, tmp_path: Path) -> None:
    store = PreferenceStore(preferences.load())
    store.opened(tmp_path / "missions.rebond")
    file = folder / "preferences.json"
    file.unlink()
    store.opened(tmp_path / "missions.rebond")
    assert not file.exists()
    store.choose(closed=True)
    assert file.exists()


def test_whoever_listens_for_what_is_no_preference_is_told() -> None:
    with pytest.raises(ValueError, match="colour"):
        PreferenceStore(Preferences()).listen("colour", print)
