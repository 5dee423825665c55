"""The command line: chooses the language, runs the command, and turns errors into exit codes."""

import gc
from collections.abc import Callable, Collection, Sequence
from importlib import import_module
from pathlib import Path

from rebond import preferences
from rebond.cli.output import drop, fail, finish, say
from rebond.cli.usage import UsageError
from rebond.domain.problems import Refused
from rebond.domain.translatable import later
from rebond.fault_log import FaultLog
from rebond.fault_report import note_action
from rebond.language import LANGUAGES, Language, system_language
from rebond.sentences import sentence

#: Opens the window on a journal (None: the last one), begins a task there, and measures the start.
OpenWindow = Callable[[Language, Path | None, str, bool], int]

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
        if arguments:
            # The window alone is opened without what parses a command line.
            from rebond.cli.arguments import take_language

            asked, rest = take_language(arguments)
            language = Language.of(asked) if asked else language
            code = _run(language, rest, open_window)
        else:
            code = open_window(language, None, "", False)
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
    """Return the problems in one line, of many only the first, and which backup would help."""
    from rebond.journal.damage import ABOUT_BACKUPS

    about = {sentence(language, problem): problem.code in ABOUT_BACKUPS for problem in refused.problems}
    sentences = [said for said, is_advice in about.items() if not is_advice]
    advice = [said for said, is_advice in about.items() if is_advice]
    more = len(sentences) - _MOST_PROBLEMS
    if more > 0:
        rest = language.ngettext("And {count} more problem.", "And {count} more problems.", more).format(count=more)
        sentences = [*sentences[:_MOST_PROBLEMS], rest]
    return " ".join([*sentences, *advice])


def _run(language: Language, arguments: list[str], open_window: OpenWindow) -> int:
    from rebond.cli.arguments import Parsed, parse
    from rebond.cli.commands import COMMANDS, WINDOW, help_text

    name = next((argument for argument in arguments if not argument.startswith("-")), None)
    command = COMMANDS.get(name or "", WINDOW)
    if command is not WINDOW and name is not None:
        arguments.remove(name)
    parsed = parse(language, command, arguments)
    if parsed.help:
        say(help_text(language, command))
        return 0
    if command is WINDOW:
        if parsed.version:
            from rebond import __version__

            say(f"rebond {__version__}")
            return 0
        _check_is_no_slip(parsed.file, COMMANDS)
        task = "log-contact" if parsed.log_contact else "print-runway" if parsed.print_runway else ""
        return open_window(language, parsed.file, task, parsed.time_start)
    gc.enable()
    run_command: Callable[[Parsed], int] = import_module(f"rebond.cli.{command.module}").run
    try:
        return run_command(parsed)
    except Exception as fault:
        note_action(fault, f"rebond {command.name}")
        raise


def _check_is_no_slip(chosen: Path | None, commands: Collection[str]) -> None:
    """:raises UsageError: when what is to be opened is neither there nor named like a file."""
    if chosen is None or chosen.exists() or chosen.suffix:
        return
    from difflib import get_close_matches

    if near := get_close_matches(str(chosen), commands, 1):
        why = later("There is no command and no file “{name}”. Did you mean “rebond {near}”?")
        raise UsageError(why, name=chosen, near=near[0])
    raise UsageError(
        later("There is no command and no file “{name}”. “rebond --help” lists the commands."), name=chosen
    )


def _chosen_language() -> Language:
    """Return the language chosen in the window, or else the system's."""
    chosen = preferences.load().language
    return Language.of(chosen if chosen in LANGUAGES else system_language())
