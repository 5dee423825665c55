"""What the command line prints: sentences and JSON on standard output, errors in one line on standard error."""

import json
import os
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from typing import Any, TextIO

from rebond.domain.problems import Problem, Refused, declare_problems
from rebond.domain.translatable import later

declare_problems({
    "output_not_written": later("What was to be shown could not be written: {reason}."),
})  # fmt: skip


def say(text: str = "") -> None:
    """Print a sentence, in the signs that the terminal has."""
    with _handing_over():
        print(_plain(text, sys.stdout))  # noqa: T201 - this is what a command line does


def say_json(value: Any) -> None:
    """Print a value as JSON."""
    say_document(json.dumps(value, indent=2, ensure_ascii=False))


def say_document(text: str) -> None:
    """Print what a program reads: whole, and in UTF-8 whatever the terminal can show."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    with _handing_over():
        print(text)  # noqa: T201


def finish() -> None:
    """Hand over what was printed.

    :raises Refused: output_not_written.
    """
    if sys.stdout:
        with _handing_over():
            sys.stdout.flush()


def drop() -> None:
    """Forget what could not be handed over, which Python would complain of when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def fail(text: str) -> None:
    """Print an error, if there is anywhere to: the exit code says it too."""
    if sys.stderr:
        with suppress(OSError):
            print(f"rebond: {_plain(' '.join(text.split()), sys.stderr)}", file=sys.stderr, flush=True)  # noqa: T201


@contextmanager
def _handing_over() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        drop()
        raise Refused(Problem("output_not_written", facts={"reason": error.strerror or str(error)})) from error


def _plain(text: str, stream: TextIO | None) -> str:
    """The text without signs that would steer the terminal, and in what it can show."""
    shown = "".join(sign for sign in text if sign == "\n" or unicodedata.category(sign) not in {"Cc", "Cs"})
    encoding = (stream and stream.encoding) or "utf-8"
    return shown.encode(encoding, "replace").decode(encoding)
