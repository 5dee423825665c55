"""`rebond example`: create the example journal."""

from rebond.actions.example import create_example
from rebond.cli.arguments import Parsed
from rebond.cli.output import say


def run(parsed: Parsed) -> int:
    create_example(parsed.new, parsed.language, parsed.today).close()
    say(parsed.language.gettext("Written: {path}").format(path=parsed.new))
    return 0
