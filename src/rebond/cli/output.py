"""What the command line prints: sentences and JSON on standard output, errors in one line on standard error."""

import json
import sys
import unicodedata
from typing import Any


def say(text: str = "") -> None:
    print(_plain(text))  # noqa: T201 - this is what a command line does


def say_json(value: Any) -> None:
    print(json.dumps(value, indent=2, ensure_ascii=False))  # noqa: T201


def fail(text: str) -> None:
    print(f"rebond: {_plain(' '.join(text.split()))}", file=sys.stderr)  # noqa: T201


def _plain(text: str) -> str:
    """The text without signs that would steer the terminal, and in what it can show."""
    shown = "".join(sign for sign in text if sign == "\n" or unicodedata.category(sign) not in {"Cc", "Cs"})
    encoding = sys.stdout.encoding or "utf-8"
    return shown.encode(encoding, "replace").decode(encoding)
