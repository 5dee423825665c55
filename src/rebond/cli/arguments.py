"""Declaration of commands, and parsing of their command lines by argparse, with errors in the person's language.

Only the parser of the command that is asked for is built.
"""

import argparse
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from keyword import iskeyword
from pathlib import Path
from typing import Any, NoReturn

from rebond.cli import values
from rebond.cli.usage import UsageError
from rebond.domain.countries import Country
from rebond.domain.translatable import later
from rebond.domain.value_classes import dataclass
from rebond.language import LANGUAGES, Language

#: Returns the value of what was typed in a language, or raises UsageError.
Convert = Callable[[Language, str], Any]


@dataclass(frozen=True, slots=True)
class Option:
    """An option `--name`; `takes` describes its value ("": it has none), `many` allows it to be repeated.

    `help` and `takes` are English, marked with `later` where they are translated.
    With `alone`, the arguments are not read, as with --help.
    `choices` are the values that can be completed. `endings` are those of the files that its value names, without
    their dots; `("*",)` is any file.
    """

    name: str
    help: str
    takes: str = ""
    convert: Convert = values.text
    many: bool = False
    alone: bool = False
    choices: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    default: Callable[[], Any] | None = None

    @property
    def attribute(self) -> str:
        """The name of its value in :class:`Parsed`; a word of Python's own gets a sign."""
        name = self.name.replace("-", "_")
        return f"{name}_" if iskeyword(name) else name

    def written(self, language: Language) -> str:
        """Return how it is written: `--today DATE`."""
        return f"--{self.name} {language.gettext(self.takes)}" if self.takes else f"--{self.name}"


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument without an option's name, `shown` (English) so in the help; `endings` as in :class:`Option`.

    :param count: argparse's nargs: None is one, `?` at most one, `+` at least one.
    :param unless: the name of the option in place of which it stands.
    """

    name: str
    shown: str
    help: str
    count: str | None = None
    convert: Convert = values.path
    endings: tuple[str, ...] = ()
    unless: str = ""

    def written(self, language: Language) -> str:
        """Return how it is written: `[FILE]`, `SOURCE…`."""
        shown = language.gettext(self.shown)
        return {None: shown, "?": f"[{shown}]", "+": f"{shown}…"}[self.count]


@dataclass(frozen=True, slots=True)
class Subcommand:
    """A command; `module` is the module in `rebond.cli` that runs it. The window's name is empty."""

    name: str
    help: str
    arguments: tuple[Argument, ...]
    options: tuple[Option, ...]
    module: str = ""

    def written(self, language: Language) -> str:
        """Return how it is written: `rebond contact [FILE] NAME`."""
        arguments = (self._written(language, argument) for argument in self.arguments)
        return " ".join(filter(None, ("rebond", self.name, *arguments)))

    def _written(self, language: Language, argument: Argument) -> str:
        instead = (option.written(language) for option in self.options if option.name == argument.unless)
        return " | ".join((argument.written(language), *instead))


class Parsed(argparse.Namespace):
    """The values of a command line, and the language to answer in. A command has those that it declares."""

    language: Language
    help: bool
    # Of the window.
    log_contact: bool
    print_runway: bool
    time_start: bool
    version: bool
    # Of several commands: `file` is the journal, `today` the current date if it was not given.
    file: Path | None
    name: str
    today: date
    yes: bool
    json: bool
    # Of one command.
    all: bool
    account: str | None
    amendment: str | None
    invoice: str | None
    backup: str | None
    balance: int | None
    by: str | None
    client: str
    copy: Path | None
    country: Country | None
    head: str | None
    preparation: bool
    csv: Path | None
    delete_backups: bool
    dry_run: bool
    eml: Path | None
    essentials: bool
    from_: str | None
    horizon: int | None
    ics: Path | None
    journal: Path
    leaves: Sequence[str]
    list: bool
    mission: str
    mission_name: str | None
    month: date | None
    new: Path
    next: str | None
    next_step: str | None
    no_income: bool
    note: str | None
    out: Path
    pdf: Path | None
    person: str | None
    png: Path | None
    refit: bool
    remove: bool
    set: Sequence[str]
    settled: bool
    contested: bool
    skip_bad_lines: bool
    sources: Sequence[Path]
    template: str
    to: str | None
    typed: str
    which: str | None
    year: int | None


def take_language(arguments: Sequence[str]) -> tuple[str | None, list[str]]:
    """Return the code given by --lang, or None, and the arguments without it.

    :raises UsageError: for an unsupported language.
    """
    parser = _Parser()
    parser.add_argument("--lang", choices=LANGUAGES)
    options, words = _halves(arguments)
    try:
        found, rest = parser.parse_known_args(options)
    except argparse.ArgumentError as error:
        why = later("--{name} needs a value: {takes}.")
        raise UsageError(why, name="lang", takes=" | ".join(LANGUAGES)) from error
    return found.lang, [*rest, *words]


def parse(language: Language, command: Subcommand, arguments: Sequence[str]) -> Parsed:
    """Parse the arguments of a command. Options may be anywhere, as `--name value` or `--name=value`, up to `--`.

    With --help, or another option that stands alone, only the options are parsed.

    :raises UsageError: for unknown, repeated or incomplete options, invalid values, and too many or too few arguments.
    """
    parsed = Parsed(language=language)
    options, words = _halves(arguments)
    # First all options, then what they leave: in one go, argparse would give `NAME --by phone` to FILE.
    rest = _parse_options(parsed, command, options)
    if not any(option.alone and getattr(parsed, option.name) for option in command.options):
        _parse_words(parsed, command, [*rest, *words[1:]])
    return parsed


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are all raised: its own sentences are never shown."""

    def __init__(self) -> None:
        super().__init__("rebond", add_help=False, allow_abbrev=False, exit_on_error=False)

    def error(self, message: str) -> NoReturn:
        raise argparse.ArgumentError(None, message)


class _Once(argparse.Action):
    """Stores the value of an option, or True for a flag.

    :raises UsageError: when the option is repeated.
    """

    def __call__(
        self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, given: Any, option: str | None = None
    ) -> None:
        if getattr(namespace, self.dest) is not self.default:
            raise UsageError(later("--{name} is given twice."), name=(option or "").removeprefix("--"))
        setattr(namespace, self.dest, True if self.nargs == 0 else given)


def _halves(arguments: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """Return the arguments before `--`, and those from it on."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    return arguments[:end], arguments[end:]


def _parse_options(parsed: Parsed, command: Subcommand, arguments: Sequence[str]) -> list[str]:
    """Parse the options into `parsed`, and return the other arguments."""
    known = {f"--{option.name}": option for option in command.options}
    parser = _Parser()
    for name, option in known.items():
        convert = partial(option.convert, parsed.language)
        if not option.takes:
            parser.add_argument(name, action=_Once, nargs=0, default=False)
        elif option.many:
            parser.add_argument(name, action="append", type=convert, default=[])
        else:
            default = option.default() if option.default else None
            parser.add_argument(name, dest=option.attribute, action=_Once, type=convert, default=default)
    try:
        _parsed, rest = parser.parse_known_args([*_joined(known, arguments)], parsed)
    except argparse.ArgumentError as error:
        option = known[error.argument_name or ""]
        why = later("--{name} needs a value: {takes}.") if option.takes else later("--{name} takes no value.")
        raise UsageError(why, name=option.name, takes=parsed.language.gettext(option.takes)) from error
    for argument in rest:
        if argument.startswith("-") and argument != "-":
            raise _unknown(argument.partition("=")[0], command)
    return rest


def _joined(known: dict[str, Option], arguments: Sequence[str]) -> Iterator[str]:
    """Yield the arguments with each option's value joined to it: argparse takes `-80,00` alone for an option."""
    rest = iter(arguments)
    for argument in rest:
        if argument in known and known[argument].takes and (value := next(rest, None)) is not None:
            yield from (argument, value) if value.startswith("--") else (f"{argument}={value}",)
        else:
            yield "--help" if argument == "-h" else argument


def _parse_words(parsed: Parsed, command: Subcommand, words: Sequence[str]) -> None:
    """Parse the arguments without options into `parsed`."""
    parser = _Parser()
    arguments = [one for one in command.arguments if not (one.unless and getattr(parsed, one.unless))]
    for argument in arguments:
        parser.add_argument(argument.name, nargs=argument.count, type=partial(argument.convert, parsed.language))
    try:
        # A command without arguments leaves the mark of their beginning among them.
        extra = parser.parse_known_args(["--", *words] if words and arguments else [*words], parsed)[1]
    except argparse.ArgumentError as error:
        why = later("Something is missing. It is written: {usage}")
        raise UsageError(why, usage=command.written(parsed.language)) from error
    if extra:
        why = later("“{extra}” is one too many. It is written: {usage}")
        raise UsageError(why, extra=extra[0], usage=command.written(parsed.language))


def _unknown(given: str, command: Subcommand) -> UsageError:
    from difflib import get_close_matches

    names = [option.name for option in command.options]
    if near := get_close_matches(given.lstrip("-"), names, 1):
        return UsageError(later("There is no option {given} here. Did you mean --{near}?"), given=given, near=near[0])
    options = ", ".join(f"--{name}" for name in names)
    return UsageError(later("There is no option {given} here. There are {options}."), given=given, options=options)
