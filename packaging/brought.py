"""The list of the libraries that a package copies from the system that builds it, with version and licence.

Its Python packages declare theirs; the libraries that Python and the window link to, and PyInstaller's start program,
do not. Their licence texts are those that Debian keeps with each library.
"""

import json
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path

#: The beginning of a library's file name → the name of the part, its licence (SPDX), and its home page.
_LIBRARIES = {
    "libcrypto": ("OpenSSL", "Apache-2.0", "https://www.openssl.org/"),
    "libffi": ("libffi", "MIT", "https://sourceware.org/libffi/"),
    "libbz2": ("bzip2", "bzip2-1.0.6", "https://sourceware.org/bzip2/"),
    "liblzma": ("XZ Utils", "public domain", "https://tukaani.org/xz/"),
    "libexpat": ("Expat", "MIT", "https://libexpat.github.io/"),
    "libuuid": ("libuuid", "BSD-3-Clause", "https://git.kernel.org/pub/scm/utils/util-linux/util-linux.git"),
    "libxcb": ("XCB", "X11", "https://xcb.freedesktop.org/"),
}
#: Listed by the program itself, with or without a package.
_LISTED = ("libpython", "libsqlite3")


@dataclass(frozen=True, slots=True)
class Brought:
    """A part by name; `file` is the library's file in the folder ("": the program itself), `text` its licence's."""

    name: str
    version: str
    licence: str
    address: str
    file: str
    text: str


def write(out: Path, libraries: Iterable[tuple[str, Path]]) -> None:
    """Write the list of what is brought as JSON: `libraries` are files of the folder, and where each is copied from.

    :raises LookupError: for a library whose licence is not declared here.
    """
    found = [_start_program(), *(_library(name, source) for name, source in libraries if not name.startswith(_LISTED))]
    out.write_text(json.dumps([asdict(one) for one in found], indent=1, ensure_ascii=False), encoding="utf-8")


def _start_program() -> Brought:
    version = metadata.version("pyinstaller")
    licence = "GPL-2.0-or-later WITH Bootloader-exception"
    return Brought("PyInstaller", version, licence, "https://pyinstaller.org/en/stable/license.html", "", "")


def _library(name: str, source: Path) -> Brought:
    known = next((one for start, one in _LIBRARIES.items() if name.startswith(start)), None)
    if known is None:
        raise LookupError(name)
    package, version = _package(source)
    copyright_file = Path("/usr/share/doc", package, "copyright")
    text = copyright_file.read_text("utf-8") if package and copyright_file.is_file() else ""
    title = f"XCB ({package or name})" if known[0] == "XCB" else known[0]
    return Brought(title, version, known[1], known[2], name, text)


def _package(source: Path) -> tuple[str, str]:
    """Return the Debian package that a library is of and its version, "" where the system has none."""
    if not shutil.which("dpkg-query"):
        return "", ""
    # The package knows the library where it was before /lib became a link into /usr.
    names = [str(path) for path in (source, source.resolve())]
    names += [name.removeprefix("/usr") for name in names]
    for name in names:
        told = subprocess.run(["dpkg-query", "--search", name], capture_output=True, text=True, check=False)
        if told.returncode == 0:
            package = told.stdout.partition(":")[0]
            show = ["dpkg-query", "--show", "--showformat", "${source:Upstream-Version}\n", package]
            return package, subprocess.check_output(show, text=True).split()[0]
    return "", ""
