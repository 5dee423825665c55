"""The Debian package: the packaged program with launcher, icons, type of journals, man page and completion."""

import gzip
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

from completion import write as write_completions
from environment import ROOT
from icons import write_icons
from man_page import write as write_man_pages
from rebond import __version__
from rebond.cli.desktop_files import NAME, journal_type, launcher
from rebond.system_libraries import PACKAGES, WAYLAND_PACKAGES

HERE = Path(__file__).parent / "linux"
MAINTAINER = "The Rebond authors <rebond@rebond.example>"
#: Packages that got another name when Debian's time became 64 bits wide, in the release after the one named here.
_RENAMED = {"libglib2.0-0": "libglib2.0-0t64", "libcups2": "libcups2t64", "libssl3": "libssl3t64"}
#: Library of the folder that the system has in a version that fits → its package.
_OF_SYSTEM = {
    "libbz2.so.1.0": "libbz2-1.0", "libcrypto.so.3": "libssl3", "libexpat.so.1": "libexpat1", "libffi.so.8": "libffi8",
    "liblzma.so.5": "liblzma5", "libuuid.so.1": "libuuid1",
}  # fmt: skip
#: What the folder's libraries link to besides.
_ALSO_NEEDED = ("libc6 (>= {glibc})", "libgcc-s1", "libstdc++6")

_CONTROL = """\
Package: {name}
Version: {version}
Architecture: {architecture}
Maintainer: {maintainer}
Installed-Size: {kilobytes}
Depends: {depends}
Recommends: {recommends}
Section: misc
Priority: optional
Homepage: https://rebond.example/
Description: freelance consultant's mission journal
 Rebond tells a freelance consultant how many months the savings last, now and
 if a client leaves, and keeps what that calls for at hand: what was agreed and
 what happened since, who pays late, and whom to call today.
 .
 Everything is in one file on the person's own computer, in French or English:
 no server, no account, no telemetry.
"""


def build(folder: Path, out: Path, version: str = __version__) -> Path:
    """Build the package from the folder of the packaged program, and return its path."""
    made = _when()
    architecture = subprocess.check_output(["dpkg", "--print-architecture"], text=True).strip()
    with tempfile.TemporaryDirectory(prefix="rebond-deb-") as work:
        root = Path(work, "root")
        _program(folder, root)
        _desktop(root, version, made)
        _papers(root, version, made)
        _control(root, version, architecture)
        for path in sorted(root.rglob("*")):
            os.utime(path, (made.timestamp(), made.timestamp()), follow_symlinks=False)
        package = out / f"{NAME}_{version}_{architecture}.deb"
        subprocess.run(
            ["dpkg-deb", "--root-owner-group", "-Zxz", "-z3", "--build", str(root), str(package)], check=True
        )
    return package


def _program(folder: Path, root: Path) -> None:
    """Copy the folder, without the libraries of the system: the package depends on those."""
    target = root / "usr" / "lib" / NAME
    shutil.copytree(folder, target, symlinks=True, ignore=shutil.ignore_patterns(*PACKAGES, *_OF_SYSTEM))
    for page in ("README.txt", "LICENSE.txt"):  # of the archive
        (target / page).unlink(missing_ok=True)
    for path in target.rglob("*"):
        if path.is_file() and not path.is_symlink():
            path.chmod(0o755 if path.name == NAME else 0o644)
    _link(root / "usr" / "bin" / NAME, f"../lib/{NAME}/{NAME}")


def _desktop(root: Path, version: str, made: datetime) -> None:
    share = root / "usr" / "share"
    _write(share / "applications" / f"{NAME}.desktop", launcher(NAME))
    _write(share / "mime" / "packages" / f"{NAME}.xml", journal_type())
    described = (HERE / "metainfo.xml").read_text("utf-8").format(version=version, date=made.date())
    _write(share / "metainfo" / "example.rebond.Rebond.metainfo.xml", described)
    write_icons(share / "icons" / "hicolor")


def _papers(root: Path, version: str, made: datetime) -> None:
    """Write the man pages, the completion, and what Debian's policy asks of every package."""
    share = root / "usr" / "share"
    write_man_pages(share / "man")
    for page in [*(share / "man").rglob("*.1")]:
        _compressed(page)
    write_completions(completions := Path(tempfile.mkdtemp(prefix="rebond-completion-")))
    places = {
        f"bash/{NAME}": f"bash-completion/completions/{NAME}", f"zsh/_{NAME}": f"zsh/vendor-completions/_{NAME}",
        f"fish/{NAME}.fish": f"fish/vendor_completions.d/{NAME}.fish",
    }  # fmt: skip
    for script, place in places.items():
        _write(share / place, (completions / script).read_text("utf-8"))
    shutil.rmtree(completions)
    doc = share / "doc" / NAME
    _write(doc / "copyright", (HERE / "copyright").read_text("utf-8"))
    _write(
        doc / "changelog",
        f"""\
{NAME} ({version}) stable; urgency=medium

  * Version {version}; the changes are in CHANGELOG.md.

 -- {MAINTAINER}  {format_datetime(made)}
""",
    )
    _compressed(doc / "changelog")
    shutil.copy(ROOT / "CHANGELOG.md", doc / "NEWS.md")
    _write(share / "lintian" / "overrides" / NAME, (HERE / "lintian-overrides").read_text("utf-8"))


def _control(root: Path, version: str, architecture: str) -> None:
    kilobytes = sum(path.lstat().st_size for path in root.rglob("*") if path.is_file()) // 1024
    glibc = os.confstr("CS_GNU_LIBC_VERSION") or "glibc 2.36"
    window = {names[0] for names in PACKAGES.values()}
    needed = [
        *(one.format(glibc=glibc.split()[1]) for one in _ALSO_NEEDED), *sorted(window.union(_OF_SYSTEM.values()))
    ]  # fmt: skip
    recommended = ["libcups2", *sorted(names[0] for names in WAYLAND_PACKAGES.values())]
    text = _CONTROL.format(
        name=NAME, version=version, architecture=architecture, maintainer=MAINTAINER, kilobytes=kilobytes,
        depends=", ".join(map(_either, needed)), recommends=", ".join(map(_either, recommended)),
    )  # fmt: skip
    _write(root / "DEBIAN" / "control", text)
    _write(root / "DEBIAN" / "md5sums", "".join(_sums(root)))


def _sums(root: Path) -> Iterator[str]:
    import hashlib

    for path in sorted((root / "usr").rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield f"{hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()}  {path.relative_to(root)}\n"


def _either(package: str) -> str:
    return f"{package} | {_RENAMED[package]}" if package in _RENAMED else package


def _when() -> datetime:
    """Return when the version was made: that of the last commit, so that equal sources give equal packages."""
    stamp = os.environ.get("SOURCE_DATE_EPOCH") or subprocess.check_output(
        ["git", "log", "-1", "--format=%ct"], cwd=ROOT, text=True
    )
    return datetime.fromtimestamp(int(stamp), UTC)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    path.chmod(0o644)


def _link(path: Path, target: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(target)


def _compressed(path: Path) -> None:
    path.with_name(path.name + ".gz").write_bytes(gzip.compress(path.read_bytes(), 9, mtime=0))
    path.unlink()
