"""The command line: chooses the language, runs the command, and turns errors into exit codes."""

import gc
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from rebond import preferences
from rebond.cli.arguments import Parsed, UsageError, parse
from rebond.cli.commands import COMMANDS, WINDOW, help_text
from rebond.cli.output import drop, fail, finish, say
from rebond.domain.problems import Refused
from rebond.domain.translatable import later
from rebond.fault_log import FaultLog
from rebond.fault_report import note_action
from rebond.language import LANGUAGES, Language, system_language
from rebond.sentences import sentence

OpenWindow = Callable[[Language, Path | None, bool], int]

REFUSED = 1
USAGE = 2
#: An internal error: EX_SOFTWARE of sysexits.h.
FAULT = 70
INTERRUPTED = 130
#: The exit code of a program whose output pipe was closed (128 + SIGPIPE).
UNREAD = 141
#: The most problems listed in an error.
_MOST_PROBLEMS = 5


def run(arguments: Sequence[str], open_window: OpenWindow) -> int:
    """Run a command line and return the exit code. `open_window` is called when it names no command."""
    language = Language.of("en")  # until the chosen one is known
    try:
        language = _chosen_language()
        language, rest = _asked_language(language, arguments)
        code = _run(language, rest, open_window)
        finish()
    except Refused as refused:
        fail(_error_text(language, refused))
        return REFUSED
    except UsageError as error:
        fail(error.sentence(language))
        return USAGE
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        drop()
        return UNREAD
    except Exception as fault:  # noqa: BLE001 - any error goes to the log, not to the screen
        fail(FaultLog(preferences.log_file()).write_down(language, fault))
        return FAULT
    return code


def _error_text(language: Language, refused: Refused) -> str:
    """Return the problems in one line, of many only the first."""
    sentences = list(dict.fromkeys(sentence(language, problem) for problem in refused.problems))
    more = len(sentences) - _MOST_PROBLEMS
    if more > 0:
        rest = language.ngettext("And {count} more problem.", "And {count} more problems.", more).format(count=more)
        sentences = [*sentences[:_MOST_PROBLEMS], rest]
    return " ".join(sentences)


def _run(language: Language, arguments: list[str], open_window: OpenWindow) -> int:
    name = next((argument for argument in arguments if not argument.startswith("-")), None)
    command = COMMANDS.get(name or "", WINDOW)
    if command is not WINDOW and name is not None:
        arguments.remove(name)
    parsed = parse(language, command, arguments)
    if parsed.flag("help"):
        say(help_text(language, command))
        return 0
    if parsed.flag("version"):
        from rebond import __version__

        say(f"rebond {__version__}")
        return 0
    if command is WINDOW:
        return _window(parsed, open_window)
    gc.enable()
    run_command: Callable[[Parsed], int] = import_module(f"rebond.cli.{command.module}").run
    try:
        return run_command(parsed)
    except Exception as fault:
        note_action(fault, f"rebond {command.name}")
        raise


def _window(parsed: Parsed, open_window: OpenWindow) -> int:
    chosen = Path(parsed.positionals[0]) if parsed.positionals else None
    if chosen and not chosen.exists() and not chosen.suffix:
        raise UsageError(
            later("There is no command and no file “{name}”. “rebond --help” lists the commands."), name=chosen
        )
    return open_window(parsed.language, chosen, parsed.flag("time-start"))


def _chosen_language() -> Language:
    """Return the language chosen in the window, or else the system's."""
    chosen = preferences.load().language
    return Language.of(chosen if chosen in LANGUAGES else system_language())


def _asked_language(language: Language, arguments: Sequence[str]) -> tuple[Language, list[str]]:
    """Return the language of `--lang`, or else `language`, and the other arguments.

    :raises UsageError: for an unsupported language.
    """
    rest: list[str] = []
    given = iter(arguments)
    for argument in given:
        name, has_value, value = argument.partition("=")
        if name != "--lang":
            rest.append(argument)
            continue
        code = value if has_value else next(given, "")
        if code not in LANGUAGES:
            raise UsageError(later("--{name} needs a value: {takes}."), name="lang", takes=" | ".join(LANGUAGES))
        language = Language.of(code)
    return language, rest
