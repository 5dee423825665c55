"""The talks of the example: what was noted in the one held is taken over already, and adds nothing a second time."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from rebond.actions.example import create_example
from rebond.actions.talks import take_over
from rebond.domain.talks.kinds import Talk
from rebond.domain.talks.noted_lines import PROMISES, read_line
from rebond.domain.tasks.kinds import Task
from rebond.journal.queries.talks import notes_of
from rebond.language import Language

NOW = datetime(2026, 11, 26, 10, tzinfo=UTC)


@pytest.mark.parametrize("code", ["en", "fr"])
def test_what_was_promised_in_the_talk_held_stands_among_the_tasks(tmp_path: Path, code: str) -> None:
    with create_example(tmp_path / "marie.rebond", Language.of(code), NOW.date()) as journal:
        with journal.read() as reader:
            (talk,) = [one for one in reader.all(Talk) if one.held]
            assert talk.held
            lines = [read_line(note.text, talk.held, ["Claire"]) for note in notes_of(reader, talk.id)]
            before = reader.matching(Task, talk_id=talk.id)
        promised = {(line.text, line.due) for line in lines if line.kind in PROMISES}
        assert promised == {(task.text, task.due) for task in before}
        take_over(journal, talk, lines, NOW)
        with journal.read() as reader:
            assert reader.matching(Task, talk_id=talk.id) == before
