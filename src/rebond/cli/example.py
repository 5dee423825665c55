"""`rebond example`."""

from pathlib import Path

from rebond import words
from rebond.actions.example import create_example
from rebond.cli.arguments import Parsed
from rebond.cli.files import remember, today
from rebond.cli.output import say
from rebond.words import _


def run(parsed: Parsed) -> int:
    path = Path(parsed.positionals[0])
    with create_example(path, words.language(), today(parsed)):
        remember(path)
    say(_("Written: {path}").format(path=path))
    return 0
