"""Stages and channels: added, renamed, ordered and deleted; what is in use or built in stays."""

import pytest

from rebond.actions.action import said
from rebond.actions.contacts import move_to_stage
from rebond.actions.own_choices import add_choice, move_choice, rename_choice
from rebond.actions.records import delete
from rebond.domain.problems import Problem, Refused
from rebond.domain.prospecting.kinds import (
    BUILT_IN_CHANNELS,
    BUILT_IN_STAGES,
    Channel,
    ChannelId,
    Contact,
    Interaction,
    OwnChoice,
    Stage,
    StageId,
)
from rebond.journal.history import changes
from rebond.journal.journal import Journal
from rebond.journal.queries.contacts import choices
from rebond.journal.undo import revert
from rebond.language import Language
from rebond.sentences import label
from tests.languages import ENGLISH, FRENCH

from .doing import TODAY, done, refused, rows, write


def named(journal: Journal, cls: type[OwnChoice], language: Language = ENGLISH) -> list[str]:
    """The names of the stages or of the channels, in their order."""
    with journal.read() as reader:
        return [label(language, choice) for choice in choices(reader, cls)]


def one(journal: Journal, cls: type[OwnChoice], name: str) -> OwnChoice:
    """The stage or channel of that English name."""
    return next(choice for choice in rows(journal, cls) if label(ENGLISH, choice) == name)


def test_a_new_journal_has_the_built_in_ones_by_their_ids(journal: Journal) -> None:
    assert {stage.code: stage.id for stage in rows(journal, Stage)} == {
        code: getattr(StageId, code.upper()) for code in BUILT_IN_STAGES
    }
    assert {channel.code: channel.id for channel in rows(journal, Channel)} == {
        code: getattr(ChannelId, code.upper()) for code in BUILT_IN_CHANNELS
    }


def test_a_stage_is_added_before_won_and_a_channel_after_the_last(journal: Journal) -> None:
    change = done(journal, add_choice, Stage, "  On  hold ", ENGLISH, TODAY)
    assert named(journal, Stage) == ["to contact", "contacted", "talking", "proposal", "On hold", "won", "lost"]
    assert said(ENGLISH, change.action, change.facts) == "Stage added: On hold"
    assert one(journal, Stage, "On hold").code == "On hold"
    change = done(journal, add_choice, Channel, "Malt", ENGLISH, TODAY)
    assert named(journal, Channel)[-2:] == ["other", "Malt"]
    assert said(ENGLISH, change.action, change.facts) == "Channel added: Malt"


def test_two_stages_are_added_in_the_order_in_which_they_came(journal: Journal) -> None:
    for name in ("On hold", "Signing"):
        add_choice(journal, Stage, name, ENGLISH, TODAY)
    assert named(journal, Stage)[3:] == ["proposal", "On hold", "Signing", "won", "lost"]


def test_a_built_in_one_is_renamed_in_every_language_and_has_its_own_name_again_when_emptied(journal: Journal) -> None:
    change = done(journal, rename_choice, one(journal, Stage, "contacted"), "Relancé", ENGLISH, TODAY)
    assert said(ENGLISH, change.action, change.facts) == "Renamed: contacted → Relancé"
    assert named(journal, Stage, ENGLISH)[1] == named(journal, Stage, FRENCH)[1] == "Relancé"
    done(journal, rename_choice, one(journal, Stage, "Relancé"), " ", FRENCH, TODAY)
    assert (named(journal, Stage, ENGLISH)[1], named(journal, Stage, FRENCH)[1]) == ("contacted", "contacté")


def test_its_own_name_typed_again_is_no_name_of_a_persons_own(journal: Journal) -> None:
    contacted = one(journal, Stage, "contacted")
    assert rename_choice(journal, contacted, "contacté", FRENCH, TODAY) is None
    rename_choice(journal, contacted, "Contacté", FRENCH, TODAY)
    assert named(journal, Stage, ENGLISH)[1] == "Contacté"


def test_one_of_a_persons_own_is_renamed_and_keeps_its_code(journal: Journal) -> None:
    add_choice(journal, Channel, "Malt", ENGLISH, TODAY)
    done(journal, rename_choice, one(journal, Channel, "Malt"), "Marketplace", ENGLISH, TODAY)
    assert one(journal, Channel, "Marketplace").code == "Malt"
    with refused(journal, ("empty", "name")):
        rename_choice(journal, one(journal, Channel, "Marketplace"), "", ENGLISH, TODAY)
    done(journal, rename_choice, one(journal, Channel, "Marketplace"), "Malt", ENGLISH, TODAY)
    assert one(journal, Channel, "Malt").name == ""


@pytest.mark.parametrize(
    ("cls", "name", "language", "code"),
    [
        (Stage, "CONTACTE", FRENCH, "stage_taken"),
        (Stage, "  Talking", ENGLISH, "stage_taken"),
        (Stage, "on  hold", FRENCH, "stage_taken"),
        (Channel, "Téléphone", FRENCH, "channel_taken"),
        (Channel, "Fax", FRENCH, "channel_taken"),
        (Channel, "other", ENGLISH, "channel_taken"),  # what a renamed built-in one is named once it is emptied
        (Stage, "", ENGLISH, "empty"),
        (Channel, " \N{NO-BREAK SPACE}", ENGLISH, "empty"),
        (Stage, "x" * 201, ENGLISH, "too_long"),
        (Channel, "a\x07b", ENGLISH, "bad_character"),
    ],
)
def test_a_name_that_cannot_be_is_refused_beside_it(
    journal: Journal, cls: type[OwnChoice], name: str, language: Language, code: str
) -> None:
    add_choice(journal, Stage, "On hold", ENGLISH, TODAY)
    rename_choice(journal, one(journal, Channel, "other"), "Fax", ENGLISH, TODAY)
    with refused(journal, (code, "name")):
        add_choice(journal, cls, name, language, TODAY)
    if code != "empty":
        another = one(journal, cls, {Stage: "proposal", Channel: "event"}[cls])
        with refused(journal, (code, "name")):
            rename_choice(journal, another, name, language, TODAY)


def test_a_name_that_another_had_first_is_free_again(journal: Journal) -> None:
    add_choice(journal, Stage, "On hold", ENGLISH, TODAY)
    rename_choice(journal, one(journal, Stage, "On hold"), "Waiting", ENGLISH, TODAY)
    done(journal, add_choice, Stage, "on hold", ENGLISH, TODAY)
    assert named(journal, Stage)[4:6] == ["Waiting", "on hold"]
    assert [stage.code for stage in rows(journal, Stage)[6:]] == ["On hold", "on hold 2"]


def test_the_order_is_changed_step_by_step_and_ends_at_the_ends(journal: Journal) -> None:
    change = done(journal, move_choice, one(journal, Stage, "talking"), -1, ENGLISH)
    assert named(journal, Stage) == ["to contact", "talking", "contacted", "proposal", "won", "lost"]
    assert said(ENGLISH, change.action, change.facts) == "Order changed: talking"
    done(journal, move_choice, one(journal, Stage, "talking"), 9, ENGLISH)
    assert named(journal, Stage)[-1] == "talking"
    assert move_choice(journal, one(journal, Stage, "talking"), 1, ENGLISH) is None
    done(journal, move_choice, one(journal, Stage, "talking"), -9, ENGLISH)
    assert named(journal, Stage)[0] == "talking"


def test_a_built_in_one_is_not_deleted(journal: Journal) -> None:
    for built_in in (one(journal, Stage, "won"), one(journal, Channel, "text message")):
        with refused(journal, ("built_in", "")):
            delete(journal, built_in)


def test_one_in_use_is_not_deleted_until_nothing_uses_it(journal: Journal) -> None:
    add_choice(journal, Stage, "On hold", ENGLISH, TODAY)
    add_choice(journal, Channel, "Malt", ENGLISH, TODAY)
    hold, malt = one(journal, Stage, "On hold"), one(journal, Channel, "Malt")
    write(
        journal,
        Contact(name="Duval", stage_id=hold.id),
        Contact(name="Perret", stage_id=hold.id),
        Interaction(contact_id=1, date=TODAY, channel_id=malt.id),
    )
    for used, count in ((hold, 2), (malt, 1)):
        with pytest.raises(Refused) as caught:
            delete(journal, used)
        assert caught.value.problems == (Problem("still_used", facts={"count": count}),)
    for contact in rows(journal, Contact):
        move_to_stage(journal, contact, StageId.LOST)
    change = done(journal, delete, hold)
    assert said(ENGLISH, change.action, change.facts) == "Stage deleted: On hold"
    assert "On hold" not in named(journal, Stage)


def test_the_history_says_the_names_of_then(journal: Journal) -> None:
    add_choice(journal, Channel, "Malt", ENGLISH, TODAY)
    rename_choice(journal, one(journal, Channel, "Malt"), "Marketplace", ENGLISH, TODAY)
    rename_choice(journal, one(journal, Channel, "Marketplace"), "Platforms", ENGLISH, TODAY)
    with journal.read() as reader:
        found = changes(reader, limit=3)
    assert [said(ENGLISH, change.action, change.facts) for change in reversed(found)] == [
        "Channel added: Malt", "Renamed: Malt → Marketplace", "Renamed: Marketplace → Platforms",
    ]  # fmt: skip
    assert [label(ENGLISH, row.was) for change in found[:2] for row in change.rows if isinstance(row.was, Channel)] == [
        "Marketplace", "Malt",
    ]  # fmt: skip


def test_what_was_deleted_in_the_meantime_is_told(journal: Journal) -> None:
    add_choice(journal, Stage, "On hold", ENGLISH, TODAY)
    hold = one(journal, Stage, "On hold")
    delete(journal, hold)
    with refused(journal, ("gone", "")):
        rename_choice(journal, hold, "Waiting", ENGLISH, TODAY)
    with refused(journal, ("gone", "")):
        move_choice(journal, hold, 1, ENGLISH)


def test_the_adding_of_one_in_use_is_not_taken_back(journal: Journal) -> None:
    added = add_choice(journal, Stage, "On hold", ENGLISH, TODAY)
    assert added is not None
    write(journal, Contact(name="Duval", stage_id=one(journal, Stage, "On hold").id))
    with refused(journal, ("changed_since", "")):
        revert(journal, added.seq)
    assert named(journal, Stage)[4] == "On hold"
