"""`rebond check`: read a whole journal; exit code 0 only if it has no problem."""

from rebond.cli.arguments import Parsed
from rebond.cli.files import journal_path
from rebond.cli.output import say
from rebond.cli.progress_line import shown
from rebond.domain.problems import Refused
from rebond.journal.check import check


def run(parsed: Parsed) -> int:
    path = journal_path(parsed.file)
    with shown(parsed.language, parsed.language.gettext("Checking the journal…"), only_reads=True) as progress:
        problems = check(path, progress)
    if problems:
        raise Refused(*problems)
    whole = parsed.language.gettext("{name} is whole: its pages, references, history and sums all hold.")
    say(whole.format(name=path.name))
    return 0
