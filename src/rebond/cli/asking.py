"""Questions in a terminal."""

import sys

from rebond.language import Language


def somebody_answers() -> bool:
    """Whether standard input and output are terminals."""
    # A closed stream is None.
    return all(stream and stream.isatty() for stream in (sys.stdin, sys.stdout))


def asked(language: Language, question: str) -> bool:
    """Ask a question; whether the answer is yes."""
    sys.stdout.write(f"{question} {language.gettext('[y/N]')} ")
    sys.stdout.flush()
    return sys.stdin.readline().strip().casefold() in {"y", "yes", "o", "oui"}


def answer(question: str) -> str:
    """Ask a question; returns what is typed, empty at the end of the input."""
    sys.stdout.write(f"{question} ")
    sys.stdout.flush()
    return sys.stdin.readline().strip()
