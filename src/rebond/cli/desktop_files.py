"""The files that put Rebond into a Linux desktop: its launcher with actions, and the type of its journals."""

import re
from xml.sax.saxutils import escape

from rebond.domain.translatable import later
from rebond.journal.file_format import APPLICATION_ID, SUFFIX
from rebond.language import LANGUAGES, Language

#: The name of the launcher, the icon and the window's class.
NAME = "rebond"
#: The type of a journal.
MIME_TYPE = "application/x-rebond"
#: The place of SQLite's application id in a file, in bytes: https://www.sqlite.org/fileformat2.html.
_ID_AT = 68

_GENERIC_NAME = later("Mission journal")
_COMMENT = later("See how long your savings last, and be ready for the day a client leaves")
_TYPE_NAME = later("Rebond journal")
_KEYWORDS = later("freelance, consultant, runway, invoices, clients, prospecting")
#: The actions of the launcher: identifier, option of the program, name.
_ACTIONS = (
    ("LogContact", "--log-contact", later("Log a contact")),
    ("PrintRunway", "--print-runway", later("Print the runway")),
)
# What a launcher's command may not hold unquoted, by the desktop entry specification.
_SPECIAL = re.compile(r"[^A-Za-z0-9_./+,:@%=-]")


def launcher(*command: str) -> str:
    """Return the desktop entry that starts a command, given in its parts."""
    start = " ".join(map(_quoted, command))
    keywords = (line.replace(", ", ";") + ";" for line in _spoken("Keywords", _KEYWORDS))
    lines = [
        "[Desktop Entry]", "Type=Application", "Version=1.4", "Name=Rebond",
        *_spoken("GenericName", _GENERIC_NAME), *_spoken("Comment", _COMMENT), *keywords,
        f"Exec={start} %f", f"Icon={NAME}", "Terminal=false", "StartupNotify=true", f"StartupWMClass={NAME}",
        "Categories=Office;Finance;ProjectManagement;", f"MimeType={MIME_TYPE};",
        f"Actions={''.join(identifier + ';' for identifier, _option, _name in _ACTIONS)}",
    ]  # fmt: skip
    for identifier, option, name in _ACTIONS:
        lines += ["", f"[Desktop Action {identifier}]", *_spoken("Name", name), f"Exec={start} {option}"]
    return "\n".join(lines) + "\n"


def journal_type() -> str:
    """Return the description of a journal's type for the shared MIME database."""
    names = "".join(
        f"    <comment{language}>{escape(text)}</comment>\n"
        for language, text in _by_language(_TYPE_NAME, ' xml:lang="{}"')
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="{MIME_TYPE}">
{names}    <sub-class-of type="application/vnd.sqlite3"/>
    <icon name="{NAME}"/>
    <magic priority="60">
      <match type="string" value="SQLite format 3" offset="0">
        <match type="big32" value="0x{APPLICATION_ID:08x}" offset="{_ID_AT}"/>
      </match>
    </magic>
    <glob pattern="*{SUFFIX}"/>
  </mime-type>
</mime-info>
"""


def _spoken(key: str, text: str) -> list[str]:
    return [f"{key}{language}={spoken}" for language, spoken in _by_language(text, "[{}]")]


def _by_language(text: str, mark: str) -> list[tuple[str, str]]:
    """Return a text in every language, each with its mark; English, which has none, comes first."""
    spoken = [(code, Language.of(code).gettext(text)) for code in sorted(LANGUAGES)]
    return [("" if code == "en" else mark.format(code), said) for code, said in spoken]


def _quoted(part: str) -> str:
    """Return a part of a command as a launcher writes it: quoted, and what quoting escapes is escaped once more."""
    escaped = part.replace("%", "%%")
    if not _SPECIAL.search(part):
        return escaped
    return '"' + re.sub(r'(["`$\\])', r"\\\1", escaped).replace("\\", "\\\\") + '"'
