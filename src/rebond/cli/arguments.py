"""Declaration of commands and options, and parsing of the command line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rebond.domain.translatable import later
from rebond.language import Language


class UsageError(Exception):
    """The command line is invalid; `why` is an English sentence marked with `later`, with placeholders for `facts`."""

    def __init__(self, why: str, **facts: object) -> None:
        super().__init__(why)
        self._why = why
        self._facts = facts

    def sentence(self, language: Language) -> str:
        """Return the error in a language."""
        return language.gettext(self._why).format(**self._facts)


@dataclass(frozen=True, slots=True)
class Option:
    """An option `--name`; `takes` describes its value ("": it has none), `many` allows it to be repeated."""

    name: str
    help: str
    takes: str = ""
    many: bool = False


@dataclass(frozen=True, slots=True)
class Subcommand:
    """A command: its help, its options, and the number of its positional arguments, `at_least` to `at_most`.

    `positionals` describes these in the help; `module` is the module in `rebond.cli` that runs it.
    """

    name: str
    help: str
    positionals: str
    at_least: int
    at_most: int | None
    options: tuple[Option, ...] = ()
    module: str = ""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A parsed command line, and the language to answer in."""

    language: Language
    positionals: tuple[str, ...]
    values: dict[str, list[str]] = field(default_factory=dict)

    def flag(self, name: str) -> bool:
        return name in self.values

    def value(self, name: str) -> str | None:
        """Return the last value given, or None."""
        given = self.values.get(name)
        return given[-1] if given else None

    def every(self, name: str) -> list[str]:
        return self.values.get(name, [])


def parse(language: Language, command: Subcommand, arguments: Sequence[str]) -> Parsed:
    """Parse the arguments of a command. Options may be anywhere, as `--name value` or `--name=value`, up to `--`.

    :raises UsageError: for unknown, repeated or incomplete options, and a wrong number of positional arguments.
    """
    known = {option.name: option for option in command.options}
    positionals: list[str] = []
    values: dict[str, list[str]] = {}
    rest = iter(arguments)
    for argument in rest:
        if argument == "--":
            positionals += rest
        elif argument == "-h":
            values["help"] = [""]
        elif argument.startswith("-") and argument != "-":
            name, has_value, value = argument.removeprefix("--").partition("=")
            option = known.get(name) if argument.startswith("--") else None
            if option is None:
                raise _unknown(argument.partition("=")[0], known)
            values.setdefault(name, []).append(_value(option, value if has_value else None, rest))
        else:
            positionals.append(argument)
    for name, given in values.items():
        if len(given) > 1 and not known[name].many:
            raise UsageError(later("--{name} is given twice."), name=name)
    if "help" not in values:
        _check_count(command, positionals)
    return Parsed(language, tuple(positionals), values)


def _value(option: Option, given: str | None, rest: Iterator[str]) -> str:
    if not option.takes:
        if given is not None:
            raise UsageError(later("--{name} takes no value."), name=option.name)
        return ""
    value = next(rest, None) if given is None else given
    if value is None or (given is None and value.startswith("--")):
        raise UsageError(later("--{name} needs a value: {takes}."), name=option.name, takes=option.takes)
    return value


def _unknown(argument: str, known: dict[str, Option]) -> UsageError:
    from difflib import get_close_matches

    near = get_close_matches(argument.lstrip("-"), known, 1)
    if near:
        why = later("There is no option {given} here. Did you mean --{near}?")
        return UsageError(why, given=argument, near=near[0])
    options = ", ".join(f"--{name}" for name in known)
    return UsageError(later("There is no option {given} here. There are {options}."), given=argument, options=options)


def _check_count(command: Subcommand, positionals: list[str]) -> None:
    usage = f"rebond {command.name} {command.positionals}".replace("  ", " ").strip()
    if len(positionals) < command.at_least:
        raise UsageError(later("Something is missing. It is written: {usage}"), usage=usage)
    if command.at_most is not None and len(positionals) > command.at_most:
        extra = positionals[command.at_most]
        raise UsageError(later("“{extra}” is one too many. It is written: {usage}"), extra=extra, usage=usage)
