"""The wheel holds all that the program needs: installed elsewhere, it speaks French and makes a journal."""

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

import package


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(package, "DIST", tmp_path_factory.mktemp("dist"))
        return package.wheel()


def test_it_holds_the_resources_and_no_source_of_translations(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    for name in (
        "translations/fr/LC_MESSAGES/rebond.mo", "icons/rebond.svg", "schema/journal.schema.json",
        "examples/marie.json",
    ):  # fmt: skip
        assert f"rebond/resources/{name}" in names
    for start in ("licences/", "fonts/fontlist-"):
        assert any(name.startswith(f"rebond/resources/{start}") for name in names)
    assert "rebond/journal/migrations/env.py" in names


def test_installed_in_another_environment_it_runs(wheel: Path, tmp_path: Path) -> None:
    venv.EnvBuilder(with_pip=False, symlinks=os.name != "nt").create(tmp_path / "venv")
    scripts = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin")
    subprocess.run(
        [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--offline", "--no-deps", "--python",
         str(scripts / "python"), str(wheel)], check=True,
    )  # fmt: skip
    # The libraries are those of this environment; the program is the wheel's.
    (site,) = (tmp_path / "venv").rglob("site-packages")
    libraries = Path(pytest.__file__).parents[1]
    found = [path for path in libraries.iterdir() if not path.name.lower().startswith(("rebond", "__editable__", "_"))]
    for path in found:
        if not (site / path.name).exists():
            (site / path.name).symlink_to(path)
    home = {"HOME": str(tmp_path), "REBOND_CONFIG_DIR": str(tmp_path / "settings"), "PATH": os.environ["PATH"]}
    journal = tmp_path / "marie.rebond"
    for arguments in (["example", journal], ["check", journal, "--lang", "fr"]):
        done = subprocess.run([scripts / "rebond", *arguments], env=home, capture_output=True, text=True, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
    assert "complet" in done.stdout or "intact" in done.stdout
