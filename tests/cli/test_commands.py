"""Every other command, what it refuses, and which journal it means."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from rebond.actions.own_choices import add_choice, rename_choice
from rebond.cli.contact import _KNOWN_AS, channel_meant
from rebond.domain.prospecting.kinds import Channel, ChannelId, Contact, Interaction
from rebond.journal.journal import Journal
from rebond.journal.queries.contacts import last_channel
from rebond.language import LANGUAGES, Language
from rebond.sentences import label
from tests.actions.taking_in import TODAY
from tests.languages import ENGLISH

from .conftest import Run

#: The channels of a new journal.
CHANNELS = tuple(replace(seed, id=place) for place, seed in enumerate(Channel.declared.seeds, 1))


def test_no_command_opens_the_window(run: Run, opened: list[object], marie: Path) -> None:
    assert run().code == 0
    assert run(marie).code == 0
    assert run("--time-start", marie).code == 0
    assert run("--time-start").code == 0
    assert opened == [(None, "", False), (marie, "", False), (marie, "", True), (None, "", True)]


def test_the_window_begins_with_a_task(run: Run, opened: list[object], marie: Path) -> None:
    run("--log-contact")
    run("--print-runway", marie)
    assert opened == [(None, "log-contact", False), (marie, "print-runway", False)]


def test_a_journal_named_like_a_command_is_opened_by_its_path(run: Run, opened: list[object], marie: Path) -> None:
    marie.rename("check")
    run("./check")
    assert opened == [(Path("check"), "", False)]
    assert run("check", "check").code == 0


def test_a_slip_is_no_journal_to_open(run: Run, opened: list[object]) -> None:
    found = run("runwya")
    assert (found.code, opened) == (2, [])
    assert "runwya" in found.err


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_names_every_command(run: Run, language: str) -> None:
    said = run("--help", "--lang", language).out
    for command in (
        "example",
        "runway",
        "concentration",
        "contact",
        "event",
        "export",
        "import",
        "check",
        "backup",
        "undo",
    ):
        assert f"rebond {command} " in said
        assert f"rebond {command} " in run(command, "--help").out
    assert run("-h").out


def test_the_example_is_written_in_either_language_and_never_over_a_file(run: Run) -> None:
    assert run("example", "fr.rebond", "--lang", "fr", "--today", TODAY).code == 0
    assert run("example", "en.rebond", "--lang", "en").code == 0
    with Journal.open(Path("fr.rebond"), read_only=True) as journal, journal.read() as reader:
        assert any(contact.organisation == "Ville de Brenne" for contact in reader.all(Contact))
    refused = run("example", "fr.rebond")
    assert refused.code == 1
    assert "fr.rebond" in refused.err


def test_the_journal_used_last_is_meant_when_none_is_named(run: Run, marie: Path) -> None:
    assert run("runway").code == 2
    run("runway", marie)
    assert run("concentration").code == 0
    assert run("contact", "Jean", "--by", "phone").code == 0
    assert run("check").out.startswith("marie.rebond")
    assert run("undo").code == 0
    assert run("export", "out.json").code == 0
    assert Path("out.json").is_file()


def test_the_example_is_never_the_journal_used_last(run: Run, marie: Path) -> None:
    run("example", "example.rebond")
    run("runway", "example.rebond")
    assert run("concentration").code == 2
    run("runway", marie)
    run("runway", "example.rebond")
    assert run("check").out.startswith("marie.rebond")


def test_a_journal_named_in_the_place_of_what_is_written_is_left_as_it_is(run: Run, marie: Path) -> None:
    run("runway", marie)
    run("example", "other.rebond")
    run("runway", marie)
    before = Path("other.rebond").read_bytes()
    for arguments in (("export", "other.rebond"), ("runway", "--pdf", "other.rebond", marie)):
        found = run(*arguments)
        assert found.code == 1
        assert "other.rebond" in found.err
        assert Path("other.rebond").read_bytes() == before


def test_the_concentration_leads_with_the_largest_share(run: Run, marie: Path) -> None:
    found = run("concentration", marie, "--today", TODAY, "--json").json
    assert found["clients"][0]["name"] == "Atlas"
    assert found["largest"] == found["clients"][0]["share"]
    assert found["total"] == sum(client["amount"] for client in found["clients"])
    assert round(10_000 / found["hhi"], 2) == found["effective_clients"]
    assert {"next_12_months", "days_worked"} <= set(found)
    said = run("concentration", marie, "--today", TODAY).out
    assert said.index("Atlas") < said.index("Duval")


def test_a_journal_without_revenue_has_no_concentration(run: Run) -> None:
    Journal.create(Path("empty.rebond").absolute()).close()
    found = run("concentration", "empty.rebond", "--json").json
    assert (found["largest"], found["hhi"], found["clients"]) == (None, None, [])
    assert run("concentration", "empty.rebond").code == 0
    assert run("runway", "empty.rebond", "--json").json["zero_date"] is None


def test_a_contact_is_logged_with_its_next_step(run: Run, marie: Path) -> None:
    said = run(
        "contact", marie, "Jean Roux", "--by", "téléphone", "--note", "will call back", "--next", "2030-01-15",
        "--next-step", "send the quote",
    )  # fmt: skip
    assert said.code == 0
    with Journal.open(marie) as journal, journal.read() as reader:
        (contact,) = reader.matching(Contact, name="Jean Roux")
        (interaction,) = reader.matching(Interaction, contact_id=contact.id)
    assert (contact.next_step, str(contact.next_date)) == ("send the quote", "2030-01-15")
    assert (interaction.channel_id, interaction.text) == (ChannelId.PHONE, "will call back")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_channel_is_known_by_its_name_in_either_language(language: str) -> None:
    spoken = Language.of(language)
    for channel in CHANNELS:
        names = (label(Language.of(code), channel) for code in LANGUAGES)
        for name in (channel.code.upper(), *names, *_KNOWN_AS[channel.code]):
            assert channel_meant(spoken, CHANNELS, name) == channel


def test_a_channel_that_is_none_is_answered_with_those_there_are(run: Run, marie: Path) -> None:
    found = run("contact", marie, "Jean", "--by", "pigeon")
    assert found.code == 2
    for name in ("pigeon", "phone", "e-mail", "recommendation"):
        assert name in found.err
    missing = run("contact", marie, "Jean")
    assert (missing.code, "e-mail" in missing.err) == (2, True)


def test_a_channel_of_ones_own_is_known_by_its_name_and_a_renamed_one_by_both(run: Run, marie: Path) -> None:
    with Journal.open(marie) as journal:
        add_choice(journal, Channel, "Malt & Crème", ENGLISH, TODAY)
        with journal.read() as reader:
            phone = reader.get(Channel, ChannelId.PHONE)
        assert phone is not None
        rename_choice(journal, phone, "Calls", ENGLISH, TODAY)
    for by, channel in (("malt & creme", 9), ("calls", ChannelId.PHONE), ("téléphone", ChannelId.PHONE)):
        said = run("contact", marie, "Jean Roux", "--by", by)
        assert said.code == 0
        with Journal.open(marie) as journal, journal.read() as reader:
            assert last_channel(reader) == channel
    assert said.out == "Logged: Jean Roux, Calls.\n"
    for arguments in (("--by", "pigeon"), ()):
        assert "Calls, e-mail" in run("contact", marie, "Jean", *arguments).err
        assert "Malt & Crème" in run("contact", marie, "Jean", *arguments).err


def test_a_persons_own_name_comes_before_what_the_program_knows(run: Run, marie: Path) -> None:
    with Journal.open(marie) as journal:
        add_choice(journal, Channel, "LinkedIn", ENGLISH, TODAY)
    assert run("contact", marie, "Jean", "--by", "linkedin").out == "Logged: Jean, LinkedIn.\n"


@pytest.mark.parametrize(
    ("name", "more", "place"),
    [
        (" ", (), "NAME"),
        ("x" * 201, (), "NAME"),
        ("Jean", ("--note", "x" * 20_001), "--note"),
        ("Jean", ("--next-step", "x" * 201), "--next-step"),
        ("Jean", ("--next", "2001-01-01"), "--next"),
        ("Jean", ("--today", "2200-01-01"), "--today"),
    ],
)
def test_what_is_wrong_with_a_contact_is_said_by_the_place_where_it_was_typed(
    run: Run, marie: Path, name: str, more: tuple[str, ...], place: str
) -> None:
    found = run("contact", marie, name, "--by", "phone", *more)
    assert found.code == 1
    assert found.err.startswith(f"rebond: {place}: ")
    assert found.err.count("\n") == 1


def test_a_change_is_taken_back_once_and_the_beginning_is_not(run: Run, marie: Path) -> None:
    run("contact", marie, "Jean", "--by", "sms")
    assert run("undo", marie).code == 0
    found = run("undo", marie)
    assert found.code == 1
    assert found.err


def test_a_backup_is_a_whole_journal_and_never_written_over_a_file(run: Run, marie: Path) -> None:
    assert run("backup", marie, "copy.rebond").code == 0
    assert run("check", "copy.rebond").code == 0
    assert run("backup", marie, "copy.rebond").code == 1
    made = run("backup", marie).out.splitlines()[0].partition(": ")[2]
    assert run("check", made).code == 0


def test_check_finds_a_row_that_the_history_does_not_know(run: Run, marie: Path) -> None:
    connection = sqlite3.connect(marie)
    connection.execute("UPDATE invoice SET amount = amount + 1 WHERE id = 1")
    connection.commit()
    connection.close()
    found = run("check", marie)
    assert found.code == 1
    assert found.err.count("\n") == 1


@pytest.mark.parametrize("command", ["runway", "concentration", "check", "undo", "backup"])
@pytest.mark.parametrize(
    ("name", "content"),
    [("none.rebond", None), ("text.rebond", b"hello, this is a text"), ("empty.rebond", b"")],
)
def test_what_is_no_journal_is_refused_in_one_line_and_left_as_it_is(
    run: Run, command: str, name: str, content: bytes | None
) -> None:
    path = Path(name)
    if content is not None:
        path.write_bytes(content)
    found = run(command, path)
    assert (found.code, found.out) == (1, "")
    assert name in found.err
    assert found.err.count("\n") == 1
    assert (path.read_bytes() if path.exists() else None) == content


def test_a_journal_open_elsewhere_can_be_read_and_is_not_written_to(run: Run, marie: Path) -> None:
    with Journal.open(marie):
        assert run("runway", marie).code == 0
        assert run("contact", marie, "Jean", "--by", "phone").code == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "option", ["--today=9999-12-31", "--today=0001-01-01", "--leaves=Atlas,told=9999-12-31", "--today=+9999"]
)
def test_a_day_that_no_journal_holds_is_no_fault_of_ours(run: Run, marie: Path, option: str, language: str) -> None:
    found = run("runway", marie, option, "--lang", language)
    assert (found.code, found.err.count("\n")) == ((0, 0) if "+" in option else (2, 1))


def test_rows_changed_from_outside_are_told_and_not_taken_for_a_fault_of_ours(run: Run, marie: Path) -> None:
    connection = sqlite3.connect(marie)
    connection.execute("DELETE FROM client WHERE id = 1")
    connection.commit()
    connection.close()
    for arguments in (("runway", marie), ("export", marie, "out.json")):
        found = run(*arguments)
        assert found.code == 1
        assert "client" in found.err
        assert "15 more problems" in found.err
        assert not Path("out.json").exists()


def test_a_fault_of_ours_is_written_down_and_never_shown(
    run: Run, marie: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(*_args: object) -> None:
        raise ZeroDivisionError("kaputt")

    monkeypatch.setattr("rebond.cli.concentration.read_outlook", broken)
    found = run("concentration", marie)
    log = tmp_path / "config" / "rebond.log"
    assert found.code == 70
    assert str(log) in found.err
    assert "Traceback" not in found.err
    assert "kaputt" in log.read_text()
