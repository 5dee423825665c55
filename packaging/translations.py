"""The languages' files: gathers the sentences of the source, and compiles what the translators wrote.

translations.py update     add the new sentences to every .po, take out those that are gone
translations.py compile    make the .mo files that the program reads
"""

import ast
import io
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
TRANSLATIONS = ROOT / "resources" / "translations"
LANGUAGES = ("fr",)
#: What a sentence is an argument of: a function of the window or of a declaration, also called as `speech._("…")`, or a
#: method of a language.
FUNCTIONS = {"_": "gettext", "n_": "ngettext", "p_": "pgettext", "later": "gettext", "later_n": "ngettext"}
METHODS = {"gettext", "ngettext", "pgettext"}

#: The spaces that do not break, which `rebond.typography` sets: a .po has ordinary ones, which anybody can type.
SET_SPACES = re.compile("[\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]")

#: Header lines that would change at every run, name a person, or say nothing.
NOISE = (
    '"Project-Id-Version',
    '"POT-Creation-Date',
    '"PO-Revision-Date',
    '"Last-Translator',
    '"Language-Team',
    '"Report-Msgid',
    '"Generated-By',
)


def po_file(language: str) -> Path:
    """Where the translators of a language write."""
    return TRANSLATIONS / language / "LC_MESSAGES" / "rebond.po"


def sentences() -> Catalog:
    """Every sentence that a person may see, of the source and of the man page, with the files it stands in.

    Read as Python reads it: the tokens that Babel looks at do not show, before Python 3.12, what is inside an f-string.
    """
    found = Catalog(project="Rebond", fuzzy=False)
    for path in sorted([*(ROOT / "src").rglob("*.py"), *(ROOT / "packaging").glob("*.py")]):
        calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
        for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
            texts = [one.value for one in call.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            place = [(path.relative_to(ROOT).as_posix(), 0)]
            match translates(call), texts:
                case "ngettext", [one, many]:
                    found.add((one, many), locations=place)
                case "pgettext", [context, sentence]:
                    found.add(sentence, locations=place, context=context)
                case "gettext", [sentence]:
                    found.add(sentence, locations=place)
    return found


def translates(call: ast.Call) -> str | None:
    """Which of gettext's functions a call stands for; None when it translates nothing."""
    match call.func:
        case ast.Attribute(attr=name) if name in METHODS:
            return name
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return FUNCTIONS.get(name)
    return None


def catalogue(language: str) -> Catalog:
    """The sentences as the translators left them; empty when there are none yet."""
    path = po_file(language)
    if not path.exists():
        return Catalog(locale=language, project="Rebond", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def update() -> None:
    """Bring every .po to the sentences of the source; a new sentence stands there untranslated."""
    for language in LANGUAGES:
        translated = catalogue(language)
        translated.header_comment = f"# Rebond, {translated.locale.english_name if translated.locale else language}."
        translated.fuzzy = False
        translated.update(sentences(), no_fuzzy_matching=True)
        for message in translated:
            if message.string:
                message.string = with_ordinary_spaces(message.string)
        written = io.BytesIO()
        write_po(written, translated, width=100, ignore_obsolete=True, sort_by_file=True, include_lineno=False)
        lines = written.getvalue().decode().splitlines(keepends=True)
        path = po_file(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(line for line in lines if not line.startswith(NOISE)), encoding="utf-8", newline="\n")


def with_ordinary_spaces(written: str | Sequence[str]) -> str | tuple[str, ...]:
    """A translation, or each of its forms, without the spaces that the program sets itself."""
    if isinstance(written, str):
        return SET_SPACES.sub(" ", written)
    return tuple(SET_SPACES.sub(" ", form) for form in written)


def compile_all() -> None:
    """Make the .mo of every language, beside its .po."""
    for language in LANGUAGES:
        compiled, path = io.BytesIO(), po_file(language).with_suffix(".mo")
        write_mo(compiled, catalogue(language))
        # A program that runs meanwhile may be reading it.
        if not path.exists() or path.read_bytes() != compiled.getvalue():
            path.write_bytes(compiled.getvalue())


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["update"]:
            update()
        case ["compile"]:
            compile_all()
        case _:
            sys.exit(__doc__)
