"""The parts that the program runs with: their versions and licences, as the installed packages declare them.

A package says its licence in its metadata, which a packaged program brings along. What no metadata knows of (Python,
Qt, SQLite, the fonts) is declared here; a packaged program has a list of what it brings of the system that built it.
"""

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from importlib.metadata import Distribution, PackageNotFoundError, distribution, distributions
from importlib.util import find_spec
from pathlib import Path

from rebond import __version__
from rebond.domain.translatable import later
from rebond.domain.value_classes import dataclass
from rebond.resources import resource

_OWN = "rebond"
#: A requirement of a package: a name, the extras in brackets, and a marker that may be for one extra only.
_REQUIREMENT = re.compile(r"\s*(?P<name>[A-Za-z0-9._-]+)\s*(?:\[(?P<extras>[^\]]*)\])?[^;]*(?:;(?P<marker>.*))?")
_EXTRA = re.compile(r"""extra\s*==\s*['"]([^'"]+)['"]""")
#: The names of the files that hold a licence, in metadata that does not list them.
_LICENCE_FILE = re.compile(r"(licen[cs]e|copying|notice)", re.IGNORECASE)
#: The longest licence that is a name, not a text.
_NAME = 80
#: The licences whose texts ship with the program, since the packages under them bring none.
_SHIPPED = {"LGPL-3.0": ("LGPL-3.0.txt", "GPL-3.0.txt")}
_QT_NOTE = later(
    "Rebond uses Qt under the GNU Lesser General Public License, version 3. Its source is at {address}. You may "
    "put another build of it in the place of this one."
)
_QT_SOURCE = "https://download.qt.io/official_releases/qt/"
_ICU_LICENCE = "https://github.com/unicode-org/icu/blob/maint/maint-{version}/LICENSE"
_PYSIDE_SOURCE = "https://download.qt.io/official_releases/QtForPython/"


@dataclass(frozen=True, slots=True)
class ProgramPart:
    """A part of the program: its licence by name, and a function that reads the licence's text ("": it brings none).

    `note` is an English sentence marked with `later`, with a placeholder for `address`, where more is found; so is the
    licence where it has no name of its own.
    """

    name: str
    version: str
    licence: str
    read: Callable[[], str]
    address: str = ""
    note: str = ""


def parts() -> tuple[ProgramPart, ...]:
    """Return the program itself, then its parts by name."""
    needed = {_folded(found.name): found for found in _needed()}
    own = needed.pop(_OWN, None)
    licence = partial(_texts, own) if own else partial(_file, resource().parent / "LICENSE")
    others = [*_declared(), *map(_part, needed.values())]
    return (ProgramPart("Rebond", __version__, "MIT", licence), *sorted(others, key=lambda part: part.name.casefold()))


def _declared() -> Iterator[ProgramPart]:
    """Yield the parts that no package's metadata describes."""
    python = sys.version.split()[0]
    at = f"https://docs.python.org/{python.rpartition('.')[0]}/license.html"
    yield ProgramPart("Python", python, "PSF-2.0", _python_licence, at)
    if qt := sys.modules.get("PySide6.QtCore"):
        yield ProgramPart("Qt", qt.qVersion(), "LGPL-3.0-only", partial(_shipped, "LGPL-3.0"), _QT_SOURCE, _QT_NOTE)
        if icu := _icu_version():
            yield ProgramPart("ICU", icu, "Unicode-DFS-2016", str, _ICU_LICENCE.format(version=icu))
    from sqlite3 import sqlite_version

    yield ProgramPart("SQLite", sqlite_version, later("public domain"), str, "https://www.sqlite.org/copyright.html")
    fonts = _folder_of("matplotlib") / "mpl-data" / "fonts" / "ttf"
    yield ProgramPart(
        "DejaVu", "2.37", "Bitstream-Vera", partial(_file, fonts / "LICENSE_DEJAVU"), "https://dejavu-fonts.github.io"
    )
    if any(fonts.glob("STIX*.ttf")):
        licence = partial(_file, fonts / "LICENSE_STIX")
        yield ProgramPart("STIX", "1.0", "STIX Font License", licence, "https://www.stixfonts.org")
    yield from _brought()


def _icu_version() -> str:
    """Return the major version of the ICU that Qt brings, "" where Qt uses the system's means."""
    at = _folder_of("PySide6")
    found = [*at.glob("Qt/lib/libicuuc.so.*"), *at.parent.glob("libicuuc.so.*")]  # the latter of a packaged program
    return found[0].suffix.removeprefix(".") if found else ""


def _brought() -> Iterator[ProgramPart]:
    """Yield what a packaged program brings of the system that built it; a Debian package leaves some to its system."""
    folder = Path(str(getattr(sys, "_MEIPASS", "")))
    for one in json.loads(_file(resource("licences", "brought.json")) or "[]"):
        if not one["file"] or (folder / one["file"]).is_file():
            yield ProgramPart(one["name"], one["version"], one["licence"], partial(str, one["text"]), one["address"])


def _needed() -> Iterable[Distribution]:
    """Return the program's own package and all that it needs; without its metadata, every package there is."""
    try:
        own = distribution(_OWN)
    except PackageNotFoundError:
        return list(distributions())
    found: dict[str, Distribution] = {_OWN: own}
    waiting = [(own, frozenset[str]())]
    while waiting:
        needing, extras = waiting.pop()
        for name, wanted in _requirements(needing, extras):
            if _folded(name) in found:
                continue
            try:
                found[_folded(name)] = distribution(name)
            except PackageNotFoundError:  # needed on another system, or left out of the package
                continue
            waiting.append((found[_folded(name)], wanted))
    return found.values()


def _requirements(needing: Distribution, extras: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the names that a package requires, each with the extras it wants of it."""
    for text in needing.requires or ():
        match = _REQUIREMENT.match(text)
        of_extras = set(_EXTRA.findall(match["marker"] or "")) if match else set()
        if match and (not of_extras or of_extras & extras):
            yield match["name"], frozenset(one.strip() for one in (match["extras"] or "").split(",") if one.strip())


def _part(found: Distribution) -> ProgramPart:
    licence = _licence(found)
    is_qt = _folded(found.name).startswith(("pyside6", "shiboken6"))
    address, note = (_PYSIDE_SOURCE, _QT_NOTE) if is_qt else (_address(found), "")
    return ProgramPart(found.name, found.version, licence, partial(_texts, found), address, note)


def _licence(found: Distribution) -> str:
    """Return the licence's name: an SPDX expression where the package gives one."""
    said = _said(found, "License-Expression")
    older = _said(found, "License").strip()
    classifiers = found.metadata.get_all("Classifier") or []
    classified = [text.rpartition(" :: ")[2] for text in classifiers if text.startswith("License ::")]
    if said:
        return said
    if older and "\n" not in older and len(older) <= _NAME and not older.startswith("Copyright"):
        return older
    return ", ".join(classified) or older.partition("\n")[0].strip()[:_NAME]


def _texts(found: Distribution) -> str:
    """Return the texts of the package's licence files, one after the other."""
    listed = found.metadata.get_all("License-File") or []
    folder = ".dist-info"
    others = [
        file.as_posix().partition(f"{folder}/")[2]
        for file in found.files or ()
        if folder in file.parts[0] and _LICENCE_FILE.match(file.name)
    ]
    texts = [text for name in listed for at in (f"licenses/{name}", name) if (text := found.read_text(at))]
    texts = texts or [text for name in others if (text := found.read_text(name))]
    if not texts and "\n" in (whole := _said(found, "License")):
        texts = [whole]
    texts = texts or [text for licence in _SHIPPED if licence in _licence(found) and (text := _shipped(licence))]
    return "\n\n\n".join(dict.fromkeys(text.strip("\n") for text in texts))


def _said(found: Distribution, key: str) -> str:
    """Return the first value of a key of the metadata, or ""."""
    return next(iter(found.metadata.get_all(key) or ()), "")


def _address(found: Distribution) -> str:
    """Return the address of the package's home page, or else its source."""
    urls: Mapping[str, str] = {
        label.strip().casefold(): url.strip()
        for label, _comma, url in (text.partition(",") for text in found.metadata.get_all("Project-URL") or ())
    }
    known = (urls.get(label) for label in ("homepage", "home", "source", "source code", "repository", "github"))
    return next((url for url in known if url), _said(found, "Home-page") or next(iter(urls.values()), ""))


def _python_licence() -> str:
    """Return the text that came with Python itself; a packaged program is without it."""
    return _file(Path(re.__file__).parents[1] / "LICENSE.txt") or _file(resource("licences", "PSF-2.0.txt"))


def _shipped(licence: str) -> str:
    return "\n\n\n".join(_file(resource("licences", name)) for name in _SHIPPED[licence])


def _file(path: Path) -> str:
    """Return the text of a file, empty where it is not there."""
    try:
        return path.read_text("utf-8", "replace").strip("\n")
    except OSError:
        return ""


def _folder_of(package: str) -> Path:
    spec = find_spec(package)
    return Path(next(iter(spec.submodule_search_locations), "")) if spec and spec.submodule_search_locations else Path()


def _folded(name: str) -> str:
    """Return the name of a package as all its spellings are compared."""
    return re.sub(r"[-_.]+", "-", name).casefold()
