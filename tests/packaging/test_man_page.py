"""The man page renders without a warning in every language, names everything, and what it says is so."""

import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.languages import ENGLISH
from tests.packaging.source_sentences import source_sentences

import man_page
from rebond import __version__, preferences
from rebond.cli.arguments import parse, take_language
from rebond.cli.commands import COMMANDS, WINDOW
from rebond.language import LANGUAGES, Language

PAGES = pytest.mark.parametrize("language", LANGUAGES)
ROFF = ["groff", "-man", "-ww", "-Kutf8", "-Tutf8", "-P-cbou"]


def rendered(language: str) -> str:
    """The page as a terminal shows it, in one line, without hyphenation."""
    page = f".nh\n{man_page.text(language)}"
    told = subprocess.run(ROFF, input=page, capture_output=True, text=True, encoding="utf-8", check=True)
    assert told.stderr == ""
    return " ".join(told.stdout.split())


@pytest.mark.skipif(not shutil.which("groff"), reason="no groff")
@PAGES
def test_it_renders_without_a_warning_and_names_every_command_and_option(language: str) -> None:
    shown, spoken = rendered(language), Language.of(language, "")
    for command in (WINDOW, *COMMANDS.values()):
        assert command.name in shown
        assert all(argument.written(spoken) in shown for argument in command.arguments)
        for option in command.options:
            assert option.written(spoken) in shown
    for command in COMMANDS.values():
        assert f" {command.written(spoken)} " in shown
    for example in man_page.EXAMPLES:
        assert spoken.gettext(example) in shown
    assert "\\" not in shown


@pytest.mark.skipif(not shutil.which("man"), reason="no man")
@PAGES
def test_man_shows_it(tmp_path: Path, language: str) -> None:
    man_page.write(tmp_path)
    page = tmp_path / ("" if language == "en" else language) / "man1" / "rebond.1"
    told = subprocess.run(["man", "--warnings", "-l", str(page)], capture_output=True, text=True, check=True)
    assert told.stderr == ""
    assert "rebond" in told.stdout


@pytest.mark.skipif(not shutil.which("lexgrog"), reason="no lexgrog")
def test_whatis_finds_its_name(tmp_path: Path) -> None:
    man_page.write(tmp_path)
    told = subprocess.run(["lexgrog", str(tmp_path / "man1" / "rebond.1")], capture_output=True, text=True, check=True)
    assert '"rebond - the freelance consultant' in told.stdout


def test_what_is_of_every_command_is_told_once_and_what_is_of_one_with_it() -> None:
    page = man_page.text("en")
    assert "The journal; without it" not in page
    assert page.count("Without FILE, the journal used last.") == 1
    assert page.count("\\fB\\-\\-png\\fR \\fIOUT\\fR\n") == 1
    assert page.count("\\fB\\-\\-lang\\fR") == 1
    assert page.index(".SS rebond runway") < page.index("\\-\\-pdf") < page.index(".SS rebond concentration")


@PAGES
def test_it_is_of_a_version_and_not_of_a_day(language: str) -> None:
    first, *lines = man_page.text(language).splitlines()
    assert first.startswith(f'.TH REBOND 1 "" "Rebond {__version__}" ')
    assert man_page.text(language).splitlines()[1:] == lines
    requests = {line.split()[0] for line in lines if line.startswith((".", "'"))}
    assert requests <= {".SH", ".SS", ".PP", ".TP", ".br", ".nf", ".fi", ".RS", ".RE"}


def test_roff_signs_are_escaped() -> None:
    assert man_page._line(".a'b\\c-d\N{NO-BREAK SPACE}!") == "\\&.a\\(aqb\\ec\\-d\\ !"


def test_the_files_are_where_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("REBOND_CONFIG_DIR", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert f"~/{preferences.folder().relative_to(tmp_path)}/" in man_page.FILES
    assert f"~/{preferences.log_file().relative_to(tmp_path)}" in man_page.FILES
    assert preferences.folder().parent == tmp_path / ".config"
    monkeypatch.setenv("REBOND_CONFIG_DIR", str(tmp_path / "own"))
    assert preferences.log_file().parent == preferences.folder() == tmp_path / "own"
    assert "REBOND_CONFIG_DIR" in man_page.ENVIRONMENT


@pytest.mark.parametrize("example", man_page.EXAMPLES)
def test_an_example_is_understood(example: str) -> None:
    program, name, *arguments = shlex.split(example)
    assert program == "rebond"
    assert parse(ENGLISH, COMMANDS[name], take_language(arguments)[1])


def test_its_sentences_are_the_translators_too() -> None:
    known = {message.id for message in source_sentences()}
    assert {*man_page.FILES.values(), *man_page.EXAMPLES.values(), "EXIT STATUS"} <= known
