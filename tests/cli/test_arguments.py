"""The parsing of a command line: what is understood, what is said when it is not, and what it costs the start."""

import datetime as dt
import os
import subprocess
import sys
from collections import Counter
from inspect import get_annotations
from pathlib import Path

import pytest

from rebond.cli.arguments import Parsed, parse, take_language
from rebond.cli.commands import COMMANDS, WINDOW
from rebond.cli.usage import UsageError
from rebond.language import LANGUAGES
from tests.languages import ENGLISH, FRENCH

from .conftest import Run

#: Words of argparse's own sentences.
ARGPARSE = ("usage:", "error:", "argument", "expected", "invalid", "required")
#: Each kind of slip, with what the answer names.
SLIPS = [
    (("runwya",), "runway"),
    (("zzz",), "--help"),
    (("runway", "--jsn"), "--json"),
    (("runway", "--jso"), "--json"),
    (("runway", "-help"), "--help"),
    (("runway", "-x"), "--leaves"),
    (("runway", "--jsn=1"), "--jsn"),
    (("runway", "--today"), "DATE"),
    (("runway", "--today", "--json"), "DATE"),
    (("runway", "--json=1"), "--json"),
    (("runway", "--json="), "--json"),
    (("runway", "--json", "--json"), "--json"),
    (("contact", "Jean", "--note", "a", "--note=b"), "--note"),
    (("runway", "--today", "soon"), "soon"),
    (("runway", "--horizon", "121"), "120"),
    (("runway", "--horizon", "-3"), "120"),
    (("runway", f"--horizon={'9' * 5000}"), "120"),
    (("invoices", "--year", "x"), "--year"),
    (("import", "a.csv", "--balance", "much"), "much"),
    (("contact",), "rebond contact [FILE] NAME"),
    (("import", "--yes"), "rebond import [FILE] SOURCE…"),
    (("undo", "a", "b"), "rebond undo [FILE]"),
    (("contact", "a", "b", "--", "--c"), "--c"),
    (("--today", "2026-11-22"), "--today"),
    (("runway", "--lang"), "fr | en"),
    (("--lang=de", "runway"), "fr | en"),
]


@pytest.mark.parametrize(("arguments", "named"), SLIPS)
def test_every_slip_is_answered_in_one_line_of_the_persons_language(
    run: Run, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], named: str
) -> None:
    said = {}
    for language in LANGUAGES:
        monkeypatch.setenv("LC_ALL", f"{language}_FR.UTF-8")
        found = run(*arguments)
        assert (found.code, found.out, found.err.count("\n")) == (2, "", 1)
        assert (named if language == "en" else named.replace("FILE", "FICHIER").replace("NAME", "NOM")) in found.err
        assert not any(words in found.err for words in ARGPARSE)
        said[language] = found.err
    assert said["fr"] != said["en"]


def test_options_stand_anywhere_up_to_two_dashes() -> None:
    command = COMMANDS["contact"]
    for arguments in (
        ["marie.rebond", "--by", "phone", "Jean", "--note=will = call"],
        ["--note", "will = call", "marie.rebond", "Jean", "--by=phone"],
        ["--by=phone", "--note=will = call", "--", "marie.rebond", "Jean"],
        ["--by=phone", "marie.rebond", "--note=will = call", "--", "Jean"],
    ):
        parsed = parse(ENGLISH, command, arguments)
        assert (parsed.file, parsed.name) == (Path("marie.rebond"), "Jean")
        assert (parsed.by, parsed.note, parsed.next) == ("phone", "will = call", None)
    assert parse(ENGLISH, command, ["--", "--by"]).name == "--by"
    assert parse(ENGLISH, COMMANDS["export"], ["-"]).out == Path("-")
    assert parse(ENGLISH, COMMANDS["export"], ["a.rebond", "-"]).file == Path("a.rebond")


def test_a_value_may_begin_with_a_dash_or_be_empty() -> None:
    parsed = parse(FRENCH, COMMANDS["import"], ["a.csv", "--balance", "-1 080,50", "--account", ""])
    assert (parsed.balance, parsed.account, parsed.file, parsed.sources) == (-108_050, "", None, [Path("a.csv")])
    assert parse(ENGLISH, COMMANDS["contact"], ["Jean", "--note", "-will call"]).note == "-will call"


def test_values_have_their_types_and_defaults() -> None:
    parsed = parse(ENGLISH, COMMANDS["runway"], ["--today", "22/11/2026", "--leaves", "a", "--leaves=b", "--json"])
    assert (parsed.today, parsed.leaves, parsed.json) == (dt.date(2026, 11, 22), ["a", "b"], True)
    assert (parsed.file, parsed.horizon, parsed.pdf, parsed.essentials) == (None, None, None, False)
    assert parse(ENGLISH, COMMANDS["runway"], []).leaves == []
    assert parse(ENGLISH, COMMANDS["runway"], []).today == dt.date.today()  # noqa: DTZ011
    assert parse(ENGLISH, COMMANDS["backup"], ["a", "b"]).copy == Path("b")
    assert parse(ENGLISH, COMMANDS["import"], ["a", "b", "c"]).sources == [Path("b"), Path("c")]


def test_the_language_is_taken_from_anywhere_and_the_last_one_counts() -> None:
    assert take_language(["a", "--lang", "fr", "--x", "-80,00", "b"]) == ("fr", ["a", "--x", "-80,00", "b"])
    assert take_language(["--lang=fr", "a", "--lang", "en"]) == ("en", ["a"])
    assert take_language(["a", "--", "--lang", "fr"]) == (None, ["a", "--", "--lang", "fr"])
    with pytest.raises(UsageError):
        take_language(["--lang", "--json"])


def test_help_is_shown_whatever_is_missing(run: Run) -> None:
    for how in ("--help", "-h"):
        assert run("contact", how).out.startswith("Log a contact")
        assert run("undo", "a", "b", how).code == 0


def test_what_is_declared_is_what_a_command_reads() -> None:
    commands = (WINDOW, *COMMANDS.values())
    declared = {option.attribute for command in commands for option in command.options}
    declared |= {argument.name for command in commands for argument in command.arguments}
    assert declared - {"lang"} == get_annotations(Parsed).keys() - {"language"}


def test_an_option_of_one_name_is_the_same_everywhere_and_no_command_has_a_name_twice() -> None:
    for command in (WINDOW, *COMMANDS.values()):
        names = Counter(one.name for one in (*command.options, *command.arguments))
        assert max(names.values()) == 1
        assert all(option.takes or not (option.endings or option.choices) for option in command.options)


#: Runs a command line without a window, and prints the modules named that it imported.
_IMPORTED = """
import sys
from rebond import cli
cli.run(sys.argv[2:], lambda *_: 0)
print([name for name in sys.argv[1].split() if name in sys.modules])
"""


@pytest.mark.parametrize(
    ("arguments", "imported"),
    [
        ((), []),
        (("new.rebond",), ["argparse", "rebond.cli.commands"]),
    ],
)
def test_what_parses_is_imported_where_there_is_something_to_parse(
    arguments: tuple[str, ...], imported: list[str]
) -> None:
    looked_for = "argparse rebond.cli.commands rebond.cli.runway sqlalchemy difflib"
    told = subprocess.run(
        [sys.executable, "-c", _IMPORTED, looked_for, *arguments], capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == str(imported)


_TIMED = """
import sys, time
import rebond.cli, rebond.parsing, rebond.domain.rules  # the window imports them anyway
def piece():
    began = time.process_time()
    sum(number * number % 7 for number in range(16_000))
    return time.process_time() - began
work = sorted(piece() for _ in range(9))[4]
began = time.process_time()
from rebond.cli.commands import WINDOW
from rebond.cli.arguments import parse, take_language
from rebond.language import Language
parse(Language.of("en"), WINDOW, take_language(["new.rebond"])[1])
print((time.process_time() - began) / work)
"""


def test_parsing_costs_the_start_less_than_ten_pieces_of_work() -> None:
    # As installed, where every module was compiled once.
    compiling = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}

    def took() -> float:
        command = [sys.executable, "-c", _TIMED]
        return float(subprocess.run(command, env=compiling, capture_output=True, text=True, check=True).stdout)

    # A piece is about a millisecond; a busy machine may hold one run up.
    assert any(took() < 10 for _ in range(5))
