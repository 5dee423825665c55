"""`rebond check`: read a whole journal; exit code 0 only if it has no problem."""

from pathlib import Path

from rebond.actions.head_sentences import confirmation_facts, confirmation_said, head_said, held_said
from rebond.cli.arguments import Parsed
from rebond.cli.files import journal_path, opened
from rebond.cli.output import say, say_json
from rebond.cli.progress_line import shown
from rebond.domain.problems import Problem, Refused
from rebond.journal.check import check, is_whole
from rebond.journal.heads import change_with, head_of, stated
from rebond.journal.history import Change
from rebond.journal.queries.confirmed import confirmation
from rebond.sentences import sentence

#: The problems of a journal that can be read for its head, beside those about its backups alone.
_STILL_READ = frozenset({"check_head", "check_stated_head", "check_behind_backup", "check_other_than_backup"})


def run(parsed: Parsed) -> int:
    path, language = journal_path(parsed.file), parsed.language
    with shown(language, language.gettext("Checking the journal…"), only_reads=True) as progress:
        problems = check(path, progress, parsed.head or "")
    if parsed.json:
        _say_json(parsed, path, problems)
        return 1 if problems else 0
    if not is_whole(problems):
        raise Refused(*problems)
    say(language.gettext("{name} is whole: its pages, references, history and sums all hold.").format(name=path.name))
    with opened(path, language, read_only=True) as journal, journal.read() as reader:
        if parsed.head and (change := change_with(reader, parsed.head)):
            say(held_said(language, change))
        confirmed = confirmation(reader)
    for said in confirmation_said(language, confirmed):
        say(said)
    say(head_said(language, head_of(path)))
    if problems:
        raise Refused(*problems)
    return 0


def _say_json(parsed: Parsed, path: Path, problems: tuple[Problem, ...]) -> None:
    """Write what was found; a journal that is not whole may not be one to be read for its head."""
    language = parsed.language
    found = {
        "whole": is_whole(problems),
        "problems": [{"code": one.code, "text": sentence(language, one)} for one in problems],
    }
    if is_whole(tuple(one for one in problems if one.code not in _STILL_READ)):
        head = head_of(path)
        found["head"] = {"change": head.seq, "hash": stated(head.hash)}
        with opened(path, language, read_only=True) as journal, journal.read() as reader:
            found["confirmed"] = confirmation_facts(confirmation(reader))
            if parsed.head:
                found["asked_head"] = _asked(change_with(reader, parsed.head))
    say_json(found)


def _asked(change: Change | None) -> dict[str, object]:
    return {"held": change is not None, "change": change.seq if change else None}
