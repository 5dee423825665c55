"""Files as they are attached: whose they are, their names as they are kept, and those that the program never opens."""

import io
import re
import unicodedata
from zipfile import BadZipFile, ZipFile

from rebond.domain.value_classes import dataclass

#: The most characters of a kept name, and the most bytes: file systems take 255, some less than that of UTF-8.
LONGEST, MOST_BYTES = 80, 200
#: A longer ending is no suffix but a part of the name.
_LONGEST_SUFFIX = 12
#: What no name of a file may hold on one system or another.
_UNSAFE = re.compile(r'[<>:"|?*]')
_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[\d¹²³]) *(\.|$)")

#: The suffixes of programs, scripts, installers, shortcuts, disk images, documents that hold macros, and web pages: in
#: one that is opened from the disk a browser runs the scripts.
_RUN = frozenset({
    "exe", "com", "scr", "pif", "cpl", "dll", "sys", "msi", "msix", "msp", "appx", "appxbundle", "application",
    "gadget", "jar", "class", "jnlp", "msu", "mst", "cab", "ocx", "drv", "elf", "xpi", "crx",
    "bat", "cmd", "ps1", "psm1", "psd1", "vbs", "vbe", "js", "jse", "mjs", "cjs", "wsf", "wsh", "wsc", "sct", "hta",
    "reg", "inf", "ins", "chm", "hlp", "scf", "vb", "vbp", "ws", "ps1xml", "ps2", "psc1", "msh", "bas", "htc", "msc",
    "shb", "shs", "prf", "prg", "osd", "xnk", "xbap", "udl", "website", "appref-ms", "wsb", "webpnp", "printerexport",
    "html", "htm", "xhtml", "xht", "shtml", "mht", "mhtml",
    "sh", "bash", "zsh", "fish", "csh", "ksh", "command", "tool", "run", "bin", "out", "so", "dylib", "py", "pyw",
    "pyc", "pyz", "pl", "rb", "php", "lua", "tcl",
    "lnk", "url", "webloc", "desktop", "service", "terminal", "workflow", "action", "scpt", "scptd", "applescript",
    "app", "pkg", "mpkg", "dmg",
    "deb", "rpm", "appimage", "flatpak", "flatpakref", "snap", "iso", "img", "vhd", "vhdx", "apk", "ipa",
    "settingcontent-ms", "library-ms", "search-ms", "searchconnector-ms", "diagcab", "theme", "themepack",
    "one", "onepkg",
    "docm", "dotm", "xlsm", "xltm", "xlam", "xlsb", "xll", "pptm", "potm", "ppam", "ppsm", "sldm", "ade", "adp",
    "mdb", "mde", "accdb", "accde", "slk", "iqy",
})  # fmt: skip
#: How programs, scripts and shortcuts begin: Linux, Windows, macOS (and Java), a script, a Windows shortcut.
_BEGINNINGS = (
    b"\x7fELF", b"MZ", b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf", b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe", b"#!", b"L\x00\x00\x00\x01\x14\x02\x00",
)  # fmt: skip
#: The words at the head of a Linux or Windows shortcut.
_SHORTCUTS = (b"[desktop entry]", b"[internetshortcut]")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class FileOwner:
    """The row that files are attached to: a mission, or one of its events, or a version of its agreement."""

    mission_id: int
    event_id: int | None = None
    agreement_id: int | None = None


@dataclass(frozen=True, slots=True)
class IncomingFile:
    """A file that is about to be attached: its cleaned name, and its content."""

    name: str
    data: bytes


def kept_name(name: str, otherwise: str = "file") -> str:
    """Return a file's name as it is kept: without folders, signs that are not shown, and what a system forbids.

    Signs that are not shown include those that turn the direction of writing, by which `annexe\u202egpj.exe` looks
    like a picture. `otherwise` is the name where nothing is left.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    shown = "".join(" " if letter.isspace() else letter for letter in last)
    shown = "".join(letter for letter in shown if unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    safe = _UNSAFE.sub("_", " ".join(shown.split())).lstrip(" .").rstrip(" .")
    if _RESERVED.match(safe):
        safe = f"_{safe}"
    stem, suffix = _parted(safe)
    stem = stem[: LONGEST - len(suffix)].encode()[: MOST_BYTES - len(suffix.encode())].decode(errors="ignore")
    return (stem.rstrip(" .") + suffix) or otherwise


def runs(name: str, data: bytes) -> bool:
    """Whether opening the file may run a program: by its name's ending, or by what is in it."""
    if _parted(name)[1][1:].lower() in _RUN or data.startswith(_BEGINNINGS):
        return True
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(_SHORTCUTS) or b"\n[desktop entry]" in head:
        return True
    return _has_macros(data) or (b"<svg" in head and b"<script" in data.lower())


def _has_macros(data: bytes) -> bool:
    """Whether an office document holds macros, whatever its name says."""
    if data.startswith(_OLD_OFFICE):
        return "_VBA_PROJECT".encode("utf-16-le") in data
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            names = [name.lower() for name in archive.namelist()]
    except (BadZipFile, ValueError, OSError, NotImplementedError):
        return False  # no program can open it as a document either
    return any(name.endswith("vbaproject.bin") or name.startswith(("basic/", "scripts/")) for name in names)


def _parted(name: str) -> tuple[str, str]:
    """Return the name without its suffix, and the suffix with its dot; a name that is all suffix has none."""
    stem, dot, suffix = name.rpartition(".")
    if not stem or not suffix or len(suffix) > _LONGEST_SUFFIX:
        # The endings that start programs are short, but for some of Windows.
        return (stem, f".{suffix}") if stem and suffix.lower() in _RUN else (name, "")
    return stem, dot + suffix
