"""Output of the command line: text and JSON on standard output, one-line errors on standard error."""

import json
import os
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from typing import Any, TextIO

from rebond.domain.direction import harmless
from rebond.domain.problems import Problem, Refused, declare_problems
from rebond.domain.translatable import later

declare_problems({
    "output_not_written": later("What was to be shown could not be written ({reason})."),
})  # fmt: skip


def say(text: str = "") -> None:
    """Print text, replacing characters that the terminal cannot show."""
    with _write_errors():
        print(_plain(text, sys.stdout))  # noqa: T201 - this is what a command line does


def say_json(value: Any) -> None:
    """Print a value as JSON."""
    say_document(json.dumps(value, indent=2, ensure_ascii=False))


def say_document(text: str) -> None:
    """Print text for another program, unchanged and in UTF-8 whatever the terminal's encoding."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    with _write_errors():
        print(text)  # noqa: T201


def finish() -> None:
    """Flush standard output.

    :raises Refused: output_not_written.
    """
    if sys.stdout:
        with _write_errors():
            sys.stdout.flush()


def drop() -> None:
    """Discard the buffered output of a broken pipe, which would raise again at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def complain(text: str) -> None:
    """Print a problem, one of those that the command goes on after, if there is a standard error to print to."""
    if sys.stderr:
        with suppress(OSError):
            print(_plain(text, sys.stderr), file=sys.stderr, flush=True)  # noqa: T201


def fail(text: str) -> None:
    """Print the error that ends the command, in one line."""
    complain(f"rebond: {' '.join(text.split())}")


@contextmanager
def _write_errors() -> Iterator[None]:
    """Raise `Refused` for errors of writing, except a broken pipe."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        drop()
        raise Refused(Problem("output_not_written", facts={"reason": error.strerror or str(error)})) from error


def _plain(text: str, stream: TextIO | None) -> str:
    """Return the text without controls and what would reverse it; what the stream cannot encode is replaced."""
    upright = "\n".join(map(harmless, text.split("\n")))
    shown = "".join(c for c in upright if c == "\n" or unicodedata.category(c) not in {"Cc", "Cs"})
    encoding = (stream and stream.encoding) or "utf-8"
    return shown.encode(encoding, "replace").decode(encoding)
