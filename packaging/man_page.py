"""The man page rebond(1), written from the table of commands, in every language.

man_page.py OUT_DIR        write man1/rebond.1 and fr/man1/rebond.1 there
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from rebond import __version__, cli
from rebond.cli.arguments import Option, Subcommand
from rebond.cli.commands import COMMANDS, WINDOW
from rebond.domain.translatable import later
from rebond.language import LANGUAGES, Language

_WHAT_IT_IS = later("the freelance consultant's mission journal")
_DESCRIPTION = (
    later(
        "Rebond keeps a consultant's missions, invoices, savings and contacts in one file, the journal, and says how "
        "long the savings last, now and if a client leaves. It works without a network: nothing leaves the computer."
    ),
    later(
        "Without a command it opens its window. The commands do the same from a terminal. Each change is one that "
        "“rebond undo” takes back, but for an erasure."
    ),
    later(
        "Options may stand anywhere, and are written “--today 2026-11-22” or “--today=2026-11-22”; after “--” there "
        "are none. A date is written 2026-11-22, 22/11/2026, today or tomorrow, an amount with a point or a comma."
    ),
)
#: Where things are on Linux; a journal named NAME.rebond.
FILES = {
    "NAME.rebond": later("A journal: an SQLite database."),
    "NAME.backups/": later("The verified backups of that journal, beside it, the newest of each day, week and month."),
    "~/.config/rebond/": later("The preferences, the journals opened last, and the answers that imports begin with."),
    "~/.local/state/rebond/log/rebond.log": later("The log of internal errors."),
}
ENVIRONMENT = {
    "REBOND_CONFIG_DIR": later("The folder for the preferences and the log instead of those above."),
    "LANGUAGE, LC_ALL, LC_MESSAGES, LANG": later("The language, where none was chosen in the window or by --lang."),
}
_EXIT_CODES = {
    0: later("It was done."),
    cli.REFUSED: later("It was not done, or a problem was found; standard error says why in one line."),
    cli.USAGE: later("The command line was not understood; standard error says why in one line."),
    cli.FAULT: later("An internal error, which the log describes."),
    cli.INTERRUPTED: later("Interrupted from the keyboard."),
    cli.UNREAD: later("Whoever read the output stopped reading."),
}
EXAMPLES = {
    "rebond example marie.rebond": later("Make a journal to try things on:"),
    "rebond runway marie.rebond --leaves Atlas --pdf runway.pdf": later(
        "See how long the savings last if a client leaves today, and write the page to print:"
    ),
    "rebond runway --leaves Atlas,told=2027-01-15,no-notice --no-income --json": later(
        "The same for another day and without any income, for another program:"
    ),
    "rebond contact 'Claire Duval' --by phone --next 2026-12-01": later("Log a call, with its next step:"),
    later("rebond event Atlas 'sun 7:40pm urgent post 1.5h' --dry-run"): later(
        "See how a line about a mission is understood; without --dry-run it is written:"
    ),
    later("rebond import november.csv --account 'Current account' --balance 5200"): later(
        "Take in a bank statement that says neither its account nor its balance:"
    ),
    "rebond invoices --year 2026 --csv invoices.csv": later("Write the year's invoices for the accountant:"),
}
_SIGNS = str.maketrans({
    "\\": "\\e", "-": "\\-", "'": "\\(aq", "~": "\\(ti", "^": "\\(ha", "`": "\\(ga", '"': "\\(dq",
    "\N{NO-BREAK SPACE}": "\\ ", "\N{NARROW NO-BREAK SPACE}": "\\ ",
})  # fmt: skip


def text(language_code: str) -> str:
    """Return the page in a language, as roff in UTF-8."""
    language = Language.of(language_code, "")
    say = language.gettext
    title = f'.TH REBOND 1 "" "Rebond {__version__}" "{_escaped(say(later("User Commands")))}"'
    options = [
        *_paragraphs([say(later("Of every command:"))]), *_options(language, _common()),
        *_paragraphs([say(later("Of the window:"))]), *_options(language, _own(WINDOW)),
    ]  # fmt: skip
    sections: dict[str, Iterable[str]] = {
        later("NAME"): [f"rebond \\- {_escaped(say(_WHAT_IT_IS))}"],
        later("SYNOPSIS"): _synopsis(language),
        later("DESCRIPTION"): _paragraphs(map(say, _DESCRIPTION)),
        later("OPTIONS"): options,
        later("COMMANDS"): _commands(language),
        later("FILES"): _tagged((f"\\fI{_escaped(name)}\\fR", say(what)) for name, what in FILES.items()),
        later("ENVIRONMENT"): _tagged((f"\\fB{_escaped(name)}\\fR", say(what)) for name, what in ENVIRONMENT.items()),
        later("EXIT STATUS"): _tagged((f"\\fB{code}\\fR", say(what)) for code, what in _EXIT_CODES.items()),
        later("EXAMPLES"): _examples(language),
        later("SEE ALSO"): ["\\fBsqlite3\\fR(1)"],
    }
    lines = [title]
    for heading, body in sections.items():
        lines += [f".SH {_escaped(say(heading))}", *body]
    return "\n".join(lines) + "\n"


def _synopsis(language: Language) -> list[str]:
    options = " ".join(f"[{_written(option.written(language))}]" for option in _own(WINDOW))
    files = " ".join(_written(argument.written(language)) for argument in WINDOW.arguments)
    command, arguments = language.gettext(later("COMMAND")), language.gettext(later("ARGUMENTS"))
    return [
        f"\\fBrebond\\fR {options} {files}",
        ".br",
        f"\\fBrebond\\fR \\fI{_escaped(command)}\\fR [\\fI{_escaped(arguments)}\\fR]",
    ]


def _commands(language: Language) -> Iterator[str]:
    yield from _paragraphs([
        language.gettext(
            "Without FILE, the journal used last. A journal named like a command is written ./{name}."
        ).format(name="runway")
    ])  # fmt: skip
    for command in COMMANDS.values():
        yield f".SS {_escaped(command.written(language))}"
        yield _line(language.gettext(command.help))
        arguments = [argument for argument in command.arguments if argument not in WINDOW.arguments]
        yield from _tagged(
            (_written(language.gettext(argument.shown)), language.gettext(argument.help)) for argument in arguments
        )
        yield from _options(language, _own(command))


def _common() -> tuple[Option, ...]:
    """Return the options of every command."""
    return tuple(option for option in WINDOW.options if all(option in one.options for one in COMMANDS.values()))


def _own(command: Subcommand) -> tuple[Option, ...]:
    return tuple(option for option in command.options if option not in _common())


def _options(language: Language, options: Iterable[Option]) -> Iterator[str]:
    yield from _tagged((_written(option.written(language)), language.gettext(option.help)) for option in options)


def _examples(language: Language) -> Iterator[str]:
    for example, why in EXAMPLES.items():
        shown = f"\\fB{_escaped(language.gettext(example))}\\fR"
        yield from (*_paragraphs([language.gettext(why)]), ".RS 4", ".nf", shown, ".fi", ".RE")


def _paragraphs(texts: Iterable[str]) -> Iterator[str]:
    for one in texts:
        yield from (".PP", _line(one))


def _tagged(entries: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield a list; the tags are roff, the texts beside them are not."""
    for tag, one in entries:
        yield from (".TP", tag, _line(one))


def _written(usage: str) -> str:
    """Return a usage with its names in bold and what stands for a value in italics."""
    name, _space, value = usage.partition(" ")
    if not name.startswith(("-", "rebond")):
        name, value = "", usage
    shown = [f"\\fB{_escaped(name)}\\fR"] if name else []
    return " ".join([*shown, *([f"\\fI{_escaped(value)}\\fR"] if value else [])])


def _line(plain: str) -> str:
    """Return plain text as a line of roff, which is no request whatever it begins with."""
    return f"\\&{_escaped(plain)}" if plain.startswith((".", "'")) else _escaped(plain)


def _escaped(plain: str) -> str:
    """Return plain text as roff shows it: a hyphen would else be printed as a dash that cannot be pasted."""
    return plain.translate(_SIGNS)


def write(out: Path) -> None:
    """Write the page of every language to its place below a folder of man pages."""
    for code in LANGUAGES:
        path = out / ("" if code == "en" else code) / "man1" / "rebond.1"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text(code), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    write(Path(sys.argv[1]))
