"""`rebond undo`: take back the last change."""

from rebond.cli.arguments import Parsed
from rebond.cli.files import opened
from rebond.cli.output import say
from rebond.domain.problems import Problem, Refused, declare_problems
from rebond.domain.translatable import later
from rebond.journal.undo import undo

declare_problems({
    "nothing_to_undo": later("There is nothing to take back."),
})  # fmt: skip


def run(parsed: Parsed) -> int:
    with opened(parsed.file, parsed.language) as journal:
        change = undo(journal)
    if change is None:
        raise Refused(Problem("nothing_to_undo"))
    say(parsed.language.gettext("Taken back."))
    return 0
