"""The lock files pin every version and every file, for every system, and name no place to fetch them from."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
RUN = ROOT / "packaging" / "requirements.lock"
CHECK = ROOT / "packaging" / "requirements-dev.lock"


def entries(lock: Path) -> list[str]:
    """One text a requirement: its version, its marker, its hashes."""
    return [entry for entry in re.split(r"\n(?=\S)", lock.read_text().rstrip()) if not entry.startswith("#")]


def versions(lock: Path) -> dict[str, list[str]]:
    pinned: dict[str, list[str]] = {}
    for entry in entries(lock):
        name, version = re.match(r"([\w.-]+)==([\w.]+)", entry).groups()  # type: ignore[union-attr]
        pinned.setdefault(canonicalize_name(name), []).append(version)
    return pinned


@pytest.mark.parametrize("lock", [RUN, CHECK], ids=["run", "check"])
def test_every_requirement_has_one_version_and_its_hashes(lock: Path) -> None:
    assert [e for e in entries(lock) if not re.match(r"[\w.-]+==[\w.]+( ; [^\\]+)? \\\n +--hash=sha256:", e)] == []


def test_what_checks_the_program_runs_it_with_the_same_versions() -> None:
    assert set(entries(RUN)) <= set(entries(CHECK))


@pytest.mark.parametrize(("lock", "group"), [(RUN, "build"), (CHECK, "dev")], ids=["run", "check"])
def test_the_lock_holds_what_the_project_asks_for(lock: Path, group: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    asked = [*project["project"]["dependencies"], *project["dependency-groups"][group]]
    pinned = versions(lock)
    for line in asked:
        if isinstance(line, str):
            wanted = Requirement(line)
            found = pinned.get(canonicalize_name(wanted.name), [])
            assert found, f"{line} is not in {lock.name}"
            assert all(version in wanted.specifier for version in found), f"{line}, but {lock.name} has {found}"
