"""The parts of the program, as they are installed: each with its version and its licence's text."""

import importlib.metadata
import re
import shutil
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

import brought
from rebond import __version__, parts
from rebond.parts import ProgramPart

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def found() -> dict[str, ProgramPart]:
    return {part.name.casefold(): part for part in parts.parts()}


def test_every_package_that_the_program_requires_is_listed_with_its_version(found: dict[str, ProgramPart]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    for requirement in project["dependencies"]:
        name = parts._REQUIREMENT.match(requirement)["name"]
        part = next(part for part in found.values() if parts._folded(part.name) == parts._folded(name))
        assert part.version == version(name)
    assert found["rebond"].version == __version__


def test_what_those_require_is_listed_and_what_only_makes_the_program_is_not(found: dict[str, ProgramPart]) -> None:
    assert {"shiboken6", "markupsafe", "kiwisolver", "rpds-py", "python", "sqlite"} <= found.keys()
    assert found.keys().isdisjoint({"pytest", "mypy", "ruff", "pyinstaller", "hatchling", "click", "greenlet"})
    assert next(iter(found)) == "rebond"


def test_every_part_has_a_licence_and_its_text(found: dict[str, ProgramPart]) -> None:
    for part in found.values():
        assert part.licence
        assert "\n" not in part.licence
        assert part.address or part.name == "Rebond"
        text = part.read()
        assert len(text) > 500 or part.name in {"SQLite", "ICU"}, part.name
    assert "MIT License" in found["rebond"].read()


def test_qt_is_under_the_lgpl_whose_text_comes_along(found: dict[str, ProgramPart]) -> None:
    for name in ("pyside6_essentials", "shiboken6"):
        text = found[name].read()
        assert "GNU LESSER GENERAL PUBLIC LICENSE" in text
        assert "GNU GENERAL PUBLIC LICENSE" in text  # to which the other adds its permissions
        assert "download.qt.io" in found[name].address
        assert found[name].note


def test_a_packaged_program_reads_the_metadata_that_was_copied_into_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, found: dict[str, ProgramPart]
) -> None:
    for name in ("rebond", "babel", "matplotlib", "kiwisolver"):
        folder = importlib.metadata.distribution(name)._path  # type: ignore[attr-defined]
        shutil.copytree(folder, tmp_path / folder.name)
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    copied = {part.name.casefold(): part for part in parts.parts()}
    assert {"rebond", "babel", "matplotlib", "kiwisolver", "python", "sqlite"} <= copied.keys()
    assert "numpy" not in copied
    assert copied["kiwisolver"].read() == found["kiwisolver"].read()


def test_a_packaged_program_lists_what_it_brings_of_the_system_that_built_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "libffi.so.8").touch()
    libraries = [("libffi.so.8", Path("/nowhere/libffi.so.8")), ("libbz2.so.1.0", Path("/nowhere/libbz2.so.1.0"))]
    brought.write(tmp_path / "brought.json", libraries)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    monkeypatch.setattr(parts, "resource", lambda *names: tmp_path / names[-1])
    listed = {part.name: part for part in parts._brought()}
    assert set(listed) == {"PyInstaller", "libffi"}  # a Debian package leaves the other one to its system
    assert listed["PyInstaller"].version == version("pyinstaller")
    assert listed["libffi"].licence == "MIT"


def test_a_library_whose_licence_nobody_looked_at_stops_the_packaging(tmp_path: Path) -> None:
    brought.write(tmp_path / "brought.json", [("libsqlite3.so.0", Path("/usr/lib/libsqlite3.so.0"))])
    with pytest.raises(LookupError, match="libnew"):
        brought.write(tmp_path / "brought.json", [("libnew.so.1", Path("/usr/lib/libnew.so.1"))])


@pytest.mark.skipif(not shutil.which("dpkg-query"), reason="no Debian")
def test_a_library_is_told_with_the_version_and_licence_that_debian_keeps() -> None:
    library = next(Path("/").glob("usr/lib/*/libexpat.so.1"))
    told = brought._library(library.name, library)
    assert told.version == re.match(r"[\d.]+", told.version)[0]
    assert "Permission is hereby granted" in told.text


def test_without_its_own_metadata_it_lists_all_that_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = importlib.metadata.distribution

    def missing(name: str) -> importlib.metadata.Distribution:
        if name == "rebond":
            raise PackageNotFoundError(name)
        return whole(name)

    monkeypatch.setattr(parts, "distribution", missing)
    names = {part.name.casefold() for part in parts.parts()}
    assert {"rebond", "babel", "pytest"} <= names


@pytest.mark.parametrize(
    ("requirement", "extras", "expected"),
    [
        ("Mako", (), [("Mako", set())]), ("SQLAlchemy[asyncio]>=2.1", (), [("SQLAlchemy", {"asyncio"})]),
        ('greenlet>=1; extra == "asyncio"', (), []),
        ('greenlet>=1; extra == "asyncio"', ("asyncio",), [("greenlet", set())]),
        ("tomli; python_version < '3.11'", (), [("tomli", set())]),
    ],
)  # fmt: skip
def test_requirements_are_read_with_their_extras(
    requirement: str, extras: tuple[str, ...], expected: list[tuple[str, set[str]]]
) -> None:
    class Needing:
        requires = (requirement,)

    assert list(parts._requirements(Needing(), frozenset(extras))) == expected  # type: ignore[arg-type]
