"""The same actions without a window: the one place that reads the command line and says what came of it."""

import gc
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from rebond import preferences, words
from rebond.cli.arguments import Parsed, UsageError, parse
from rebond.cli.commands import COMMANDS, WINDOW, help_text
from rebond.cli.output import drop, fail, finish, say
from rebond.domain.problems import Refused
from rebond.fault_log import FaultLog
from rebond.sentences import sentence
from rebond.words import _, n_

OpenWindow = Callable[[Path | None, bool], int]

REFUSED = 1
USAGE = 2
#: The program's own fault: EX_SOFTWARE of sysexits.h.
FAULT = 70
INTERRUPTED = 130
#: What a shell reports of a program that nobody reads any more.
UNREAD = 141
#: More problems than these make no line that can be read.
_MOST_TOLD = 5


def run(arguments: Sequence[str], open_window: OpenWindow) -> int:
    """Do what the command line asks; the exit code. `open_window` is called where it asks for no command."""
    try:
        code = _run(list(arguments), open_window)
        finish()
    except Refused as refused:
        fail(_told(refused))
        return REFUSED
    except UsageError as error:
        fail(str(error))
        return USAGE
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        drop()
        return UNREAD
    except Exception as fault:  # noqa: BLE001 - whatever it is, it goes to the log and not onto the screen
        fail(FaultLog(preferences.log_file()).write_down(fault))
        return FAULT
    return code


def _told(refused: Refused) -> str:
    """The problems in one line that can be read; the first ones where there are many."""
    sentences = list(dict.fromkeys(sentence(problem) for problem in refused.problems))
    more = len(sentences) - _MOST_TOLD
    if more > 0:
        rest = n_("And {count} more problem.", "And {count} more problems.", more).format(count=more)
        sentences = [*sentences[:_MOST_TOLD], rest]
    return " ".join(sentences)


def _run(arguments: list[str], open_window: OpenWindow) -> int:
    arguments = _speak(arguments)
    name = next((one for one in arguments if not one.startswith("-")), None)
    command = COMMANDS.get(name or "", WINDOW)
    if command is not WINDOW and name is not None:
        arguments.remove(name)
    parsed = parse(command, arguments)
    if parsed.flag("help"):
        say(help_text(command))
        return 0
    if parsed.flag("version"):
        from rebond import __version__

        say(f"rebond {__version__}")
        return 0
    if command is WINDOW:
        return _window(parsed, open_window)
    gc.enable()
    work: Callable[[Parsed], int] = import_module(f"rebond.cli.{command.module}").run
    return work(parsed)


def _window(parsed: Parsed, open_window: OpenWindow) -> int:
    chosen = Path(parsed.positionals[0]) if parsed.positionals else None
    if chosen and not chosen.exists() and not chosen.suffix:
        raise UsageError(
            _("There is no command and no file “{name}”. “rebond --help” lists the commands.").format(name=chosen)
        )
    return open_window(chosen, parsed.flag("time-start"))


def _speak(arguments: list[str]) -> list[str]:
    """Speak the language asked for, else the one chosen in the window, else the system's; the other arguments.

    :raises UsageError: for a language that the program does not speak.
    """
    rest: list[str] = []
    asked = preferences.load().language
    words.use(asked if asked in words.LANGUAGES else words.system_language())
    told = iter(arguments)
    for argument in told:
        name, has_value, value = argument.partition("=")
        if name != "--lang":
            rest.append(argument)
            continue
        asked = value if has_value else next(told, "")
        if asked not in words.LANGUAGES:
            raise UsageError(_("--lang needs a value: {takes}.").format(takes=" | ".join(words.LANGUAGES)))
        words.use(asked)
    return rest
