"""What a command line says, told in the person's language when it says something else."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rebond.words import _


class UsageError(Exception):
    """The command line is not understood; its text is a sentence for the person."""


@dataclass(frozen=True, slots=True)
class Option:
    """`--name`, with a value of the kind `takes` ("": none); `many`: it may be given again."""

    name: str
    help: str
    takes: str = ""
    many: bool = False


@dataclass(frozen=True, slots=True)
class Command:
    """`positionals` is what the help shows of them, `at_least` and `at_most` how many there are."""

    name: str
    help: str
    positionals: str
    at_least: int
    at_most: int | None
    options: tuple[Option, ...] = ()
    module: str = ""


@dataclass(frozen=True, slots=True)
class Parsed:
    positionals: tuple[str, ...]
    values: dict[str, list[str]] = field(default_factory=dict)

    def flag(self, name: str) -> bool:
        return name in self.values

    def value(self, name: str) -> str | None:
        """The value given last, or None."""
        given = self.values.get(name)
        return given[-1] if given else None

    def every(self, name: str) -> list[str]:
        return self.values.get(name, [])


def parse(command: Command, arguments: Sequence[str]) -> Parsed:
    """Options may stand anywhere, as `--name value` or `--name=value`; after `--` nothing is one.

    :raises UsageError: for what the command does not know or lacks.
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
                raise UsageError(_unknown(argument.partition("=")[0], known))
            values.setdefault(name, []).append(_value(option, value if has_value else None, rest))
        else:
            positionals.append(argument)
    for name, given in values.items():
        if len(given) > 1 and not known[name].many:
            raise UsageError(_("--{name} is given twice.").format(name=name))
    if "help" not in values:
        _count(command, positionals)
    return Parsed(tuple(positionals), values)


def _value(option: Option, given: str | None, rest: Iterator[str]) -> str:
    if not option.takes:
        if given is not None:
            raise UsageError(_("--{name} takes no value.").format(name=option.name))
        return ""
    value = next(rest, None) if given is None else given
    if value is None or (given is None and value.startswith("--")):
        raise UsageError(_("--{name} needs a value: {takes}.").format(name=option.name, takes=option.takes))
    return value


def _unknown(argument: str, known: dict[str, Option]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(argument.lstrip("-"), known, 1)
    if near:
        return _("There is no option {given} here. Did you mean --{near}?").format(given=argument, near=near[0])
    options = ", ".join(f"--{name}" for name in known)
    return _("There is no option {given} here. There are {options}.").format(given=argument, options=options)


def _count(command: Command, positionals: list[str]) -> None:
    usage = f"rebond {command.name} {command.positionals}".replace("  ", " ").strip()
    if len(positionals) < command.at_least:
        raise UsageError(_("Something is missing. It is written: {usage}").format(usage=usage))
    if command.at_most is not None and len(positionals) > command.at_most:
        extra = positionals[command.at_most]
        raise UsageError(_("“{extra}” is one too many. It is written: {usage}").format(extra=extra, usage=usage))
