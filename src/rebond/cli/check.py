"""`rebond check`: 0 only when everything holds."""

from rebond.cli.arguments import Parsed
from rebond.cli.files import journal_path
from rebond.cli.output import say
from rebond.domain.problems import Refused
from rebond.journal.check import check


def run(parsed: Parsed) -> int:
    path = journal_path(parsed.positionals[0] if parsed.positionals else None)
    if found := check(path):
        raise Refused(*found)
    whole = parsed.language.gettext("{name} is whole: its pages, references, history and sums all hold.")
    say(whole.format(name=path.name))
    return 0
