"""A document's stages and channels: referred to by code, taken over into a new journal, joined to another's."""

import json
from pathlib import Path
from typing import Any

from rebond.actions.exports import document
from rebond.actions.own_choices import add_choice, move_choice, rename_choice
from rebond.domain.prospecting.kinds import Channel, ChannelId, Contact, Interaction, Stage, StageId
from rebond.journal.check import check
from rebond.journal.journal import Journal
from rebond.journal.queries.contacts import stages
from rebond.sentences import label
from tests.languages import ENGLISH

from .doing import rows
from .taking_in import TODAY, new_journal, seen, take_in, told, written


def own_choices(journal: Journal) -> None:
    """A stage and a channel of one's own, one renamed, and the order changed."""
    add_choice(journal, Stage, "On hold", ENGLISH, TODAY)
    add_choice(journal, Channel, "Malt", ENGLISH, TODAY)
    by_code = {stage.code: stage for stage in rows(journal, Stage)}
    rename_choice(journal, by_code["won"], "Signed", ENGLISH, TODAY)
    move_choice(journal, by_code["talking"], -1, ENGLISH)


def named(journal: Journal) -> list[str]:
    with journal.read() as reader:
        return [label(ENGLISH, stage) for stage in stages(reader)]


def test_a_record_refers_to_a_stage_and_a_channel_by_code(tmp_path: Path) -> None:
    content: Any = {
        "contacts": [
            {"name": "Duval", "stage": "won", "interactions": [{"date": "2026-11-20", "channel": "referral"}]},
            {"name": "Perret"},
        ]
    }
    with new_journal(tmp_path) as journal:
        take_in(journal, written(tmp_path, content))
        assert [contact.stage_id for contact in rows(journal, Contact)] == [StageId.WON, StageId.TO_CONTACT]
        assert [interaction.channel_id for interaction in rows(journal, Interaction)] == [ChannelId.REFERRAL]
        exported = json.loads(document(journal))
    assert [contact["stage"] for contact in exported["contacts"]] == ["won", "to_contact"]
    assert exported["contacts"][0]["interactions"][0]["channel"] == "referral"
    assert exported["stages"][4] == {"code": "won", "position": 5}


def test_a_new_journal_takes_the_documents_names_and_order_and_counts_none_twice(tmp_path: Path) -> None:
    with new_journal(tmp_path) as journal, new_journal(tmp_path, "other") as other:
        own_choices(journal)
        source = written(tmp_path, document(journal))
        shown = seen(other, source).sources[0]
        assert (shown.added["stage"], shown.added["channel"], shown.changed, shown.there) == (1, 1, 4, 0)
        take_in(other, source)
        assert named(other) == ["to contact", "talking", "contacted", "proposal", "On hold", "Signed", "lost"]
        assert {stage.code: stage.id for stage in rows(other, Stage)}["won"] == StageId.WON
        assert document(other) == document(journal)
        assert check(other.path) == ()


def test_a_journal_in_use_keeps_its_names_and_order_and_gets_what_it_lacks(tmp_path: Path) -> None:
    with new_journal(tmp_path) as journal, new_journal(tmp_path, "other") as other:
        own_choices(journal)
        take_in(other, written(tmp_path, {"clients": ["Atlas"]}))
        source = written(tmp_path, document(journal))
        assert told(seen(other, source)) == []
        take_in(other, source)
        assert named(other) == ["to contact", "contacted", "talking", "proposal", "won", "On hold", "lost"]
        assert seen(other, source).steps == ()


def test_stages_are_written_by_hand_in_a_word_and_stand_after_the_others(tmp_path: Path) -> None:
    content: Any = {
        "stages": ["On hold", {"code": "contacted", "name": "Relancé"}],
        "contacts": [{"name": "Duval", "stage": "on hold"}],
    }
    with new_journal(tmp_path) as journal:
        take_in(journal, written(tmp_path, content))
        assert named(journal) == ["to contact", "Relancé", "talking", "proposal", "won", "lost", "On hold"]
        assert rows(journal, Contact)[0].stage_id == rows(journal, Stage)[-1].id


def test_a_stage_that_nobody_knows_is_told_by_line(tmp_path: Path) -> None:
    with new_journal(tmp_path) as journal:
        source = written(tmp_path, {"contacts": [{"name": "Duval", "stage": "wonn"}]})
        assert told(seen(journal, source)) == [("document_unknown", 5)]


def test_a_built_in_stage_keeps_its_code_and_is_told_once(tmp_path: Path) -> None:
    with new_journal(tmp_path) as journal:
        take_in(journal, written(tmp_path, {"stages": [{"code": "WON", "name": "Signed"}]}))
        (won,) = (stage for stage in rows(journal, Stage) if stage.name == "Signed")
        assert won.code == "won"
        assert not won.deletable
    with new_journal(tmp_path, "other") as other:
        twice = written(tmp_path, {"stages": [{"code": "won", "name": "A"}, {"code": "Won", "name": "B"}]})
        assert [code for code, _line in told(seen(other, twice))] == ["stage_taken"]
