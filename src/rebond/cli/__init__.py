"""The same actions without a window: the one place that reads the command line and says what came of it."""

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
from rebond.language import LANGUAGES, Language, system_language
from rebond.sentences import sentence

OpenWindow = Callable[[Language, Path | None, bool], int]

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
    language = Language.of("en")  # until it is known which one is wanted
    try:
        language = _chosen_language()
        language, rest = _asked_language(language, arguments)
        code = _run(language, rest, open_window)
        finish()
    except Refused as refused:
        fail(_told(language, refused))
        return REFUSED
    except UsageError as error:
        fail(error.sentence(language))
        return USAGE
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        drop()
        return UNREAD
    except Exception as fault:  # noqa: BLE001 - whatever it is, it goes to the log and not onto the screen
        fail(FaultLog(preferences.log_file()).write_down(language, fault))
        return FAULT
    return code


def _told(language: Language, refused: Refused) -> str:
    """The problems in one line that can be read; the first ones where there are many."""
    sentences = list(dict.fromkeys(sentence(language, problem) for problem in refused.problems))
    more = len(sentences) - _MOST_TOLD
    if more > 0:
        rest = language.ngettext("And {count} more problem.", "And {count} more problems.", more).format(count=more)
        sentences = [*sentences[:_MOST_TOLD], rest]
    return " ".join(sentences)


def _run(language: Language, arguments: list[str], open_window: OpenWindow) -> int:
    name = next((one for one in arguments if not one.startswith("-")), None)
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
    work: Callable[[Parsed], int] = import_module(f"rebond.cli.{command.module}").run
    return work(parsed)


def _window(parsed: Parsed, open_window: OpenWindow) -> int:
    chosen = Path(parsed.positionals[0]) if parsed.positionals else None
    if chosen and not chosen.exists() and not chosen.suffix:
        raise UsageError(
            later("There is no command and no file “{name}”. “rebond --help” lists the commands."), name=chosen
        )
    return open_window(parsed.language, chosen, parsed.flag("time-start"))


def _chosen_language() -> Language:
    """The language chosen in the window, else the system's."""
    chosen = preferences.load().language
    return Language.of(chosen if chosen in LANGUAGES else system_language())


def _asked_language(language: Language, arguments: Sequence[str]) -> tuple[Language, list[str]]:
    """The language that `--lang` asks for, else the one given; and the other arguments.

    :raises UsageError: for a language that the program does not speak.
    """
    rest: list[str] = []
    given = iter(arguments)
    for argument in given:
        name, has_value, value = argument.partition("=")
        if name != "--lang":
            rest.append(argument)
            continue
        asked = value if has_value else next(given, "")
        if asked not in LANGUAGES:
            raise UsageError(later("--{name} needs a value: {takes}."), name="lang", takes=" | ".join(LANGUAGES))
        language = Language.of(asked)
    return language, rest
