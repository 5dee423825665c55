"""The facts of a recap: what was said in a talk and decided, and what each side promised, with its days."""

from rebond.domain.talks.kinds import Talk
from rebond.domain.talks.noted_lines import NoteKind, read_line
from rebond.domain.tasks.kinds import Task, TaskOwner
from rebond.domain.translatable import later
from rebond.journal.queries.talks import notes_of, spoken_to
from rebond.journal.reader import Reader
from rebond.letters.fact_values import Phrase
from rebond.letters.facts import TalkFacts

_BY = later("{promise}, by {day}")


def recap_facts(reader: Reader, talk: Talk | None) -> TalkFacts:
    """Return what the recap of a talk says; promises are the tasks that were taken over from it, as they stand now.

    The new problems that it showed are one's own business: they become events, and stand in no letter.
    """
    if talk is None or talk.held is None:
        return TalkFacts()
    names = spoken_to(reader, [talk.id]).values()
    lines = [read_line(note.text, talk.held, names) for note in notes_of(reader, talk.id)]
    tasks = sorted(reader.matching(Task, talk_id=talk.id), key=lambda task: task.id)
    return TalkFacts(
        held=talk.held,
        said=tuple(line.text for line in lines if line.kind is NoteKind.SAID),
        decided=tuple(line.text for line in lines if line.kind is NoteKind.DECIDED),
        mine=tuple(_promise(task) for task in tasks if task.owner is TaskOwner.ME),
        theirs=tuple(_promise(task) for task in tasks if task.owner is TaskOwner.THEM),
    )


def _promise(task: Task) -> Phrase:
    text = " ".join(task.text.split())
    return Phrase(_BY, {"promise": text, "day": task.due}) if task.due else Phrase("{promise}", {"promise": text})
