"""`rebond example`: create the example journal."""

from pathlib import Path

from rebond.actions.example import create_example
from rebond.cli.arguments import Parsed
from rebond.cli.files import today
from rebond.cli.output import say


def run(parsed: Parsed) -> int:
    path = Path(parsed.positionals[0])
    create_example(path, parsed.language, today(parsed)).close()
    say(parsed.language.gettext("Written: {path}").format(path=path))
    return 0
