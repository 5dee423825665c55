"""The shells complete commands, options and files from their scripts, without any help of Python."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import completion
from rebond.cli.commands import COMMANDS, WINDOW

needs = {shell: pytest.mark.skipif(not shutil.which(shell), reason=f"no {shell}") for shell in ("bash", "zsh", "fish")}

#: Completes the last of the words as bash does at a press of Tab, and prints what it offers.
_PRESS_TAB = """
source "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
PATH=; _rebond
((${#COMPREPLY[@]})) && printf '%s\\n' "${COMPREPLY[@]}"
exit 0
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("marie.rebond", "my journal.rebond", "check.txt", "out.json"):
        (tmp_path / name).touch()
    (tmp_path / "more").mkdir()
    return tmp_path


@pytest.fixture
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("scripts")
    completion.write(out)
    return out


def bash(scripts: Path, folder: Path, *words: str) -> set[str]:
    """What bash offers for the last of the words, without the package bash-completion and without other programs."""
    told = subprocess.run(
        ["bash", "--norc", "--noprofile", "-c", _PRESS_TAB, "bash", str(scripts / "bash" / "rebond"), "rebond", *words],
        cwd=folder, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert told.stderr == ""
    return set(told.stdout.splitlines())


@needs["bash"]
def test_bash_offers_every_command_and_its_options(scripts: Path, folder: Path) -> None:
    assert bash(scripts, folder, "") == set(COMMANDS)
    assert bash(scripts, folder, "con") == {"concentration", "contact"}
    assert bash(scripts, folder, "-") == {f"--{option.name}" for option in WINDOW.options}
    for command in COMMANDS.values():
        assert bash(scripts, folder, command.name, "--") == {f"--{option.name}" for option in command.options}
    assert bash(scripts, folder, "contact", "Jean", "--n") == {"--note", "--next", "--next-step"}
    assert bash(scripts, folder, "marie.rebond", "-") == bash(scripts, folder, "-")
    assert bash(scripts, folder, "marie.rebond", "--lang", "f") == {"fr"}


@needs["bash"]
@pytest.mark.parametrize("before", [("--lang",), ("--lang", "="), ("runway", "--lang"), ("runway", "--lang", "=")])
def test_bash_offers_the_languages(scripts: Path, folder: Path, before: tuple[str, ...]) -> None:
    assert bash(scripts, folder, *before, "f") == {"fr"}
    assert bash(scripts, folder, *before, "") == {"fr", "en"}


@needs["bash"]
def test_bash_finds_the_command_after_a_language(scripts: Path, folder: Path) -> None:
    for language in (("--lang", "fr"), ("--lang", "=", "fr")):
        assert bash(scripts, folder, *language, "run") == {"runway"}
        assert bash(scripts, folder, *language, "undo", "--h") == {"--help"}
    assert bash(scripts, folder, "--lang", "=") == {"fr", "en"}


@needs["bash"]
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("m",), {"marie.rebond", "my journal.rebond", "more"}),
        (("runway", ""), {"marie.rebond", "my journal.rebond", "more"}),
        (("runway", "--json", "ma"), {"marie.rebond"}),
        (("runway", "my\\ jo"), {"my journal.rebond"}),
        (("runway", '"my jo'), {"my journal.rebond"}),
        (("runway", "./ma"), {"./marie.rebond"}),
        (("runway", "--", "ma"), {"marie.rebond"}),
        (("runway", "--", "--"), set()),
        (("export", "o"), {"out.json"}),
        (("export", ""), {"marie.rebond", "my journal.rebond", "out.json", "more"}),
        (("import", "c"), {"check.txt"}),
        (("runway", "--pdf", "c"), {"check.txt"}),
        (("runway", "--pdf", "=", "c"), {"check.txt"}),
        (("runway", "--today", ""), set()),
        (("contact", "marie.rebond", "Jean", "--note", "m"), set()),
    ],
)
def test_bash_offers_files_where_a_file_is_meant(
    scripts: Path, folder: Path, words: tuple[str, ...], offered: set[str]
) -> None:
    assert bash(scripts, folder, *words) == offered


@needs["bash"]
@pytest.mark.skipif(sys.platform != "linux", reason="script has other options elsewhere")
def test_bash_completes_at_a_real_press_of_tab(scripts: Path, folder: Path) -> None:
    shows = "rebond() { printf '<%s>' \"$@\"; }"
    lines = (f"source {scripts / 'bash' / 'rebond'}", shows, "rebond run\tmy\t--ess\t", "exit")
    environment = os.environ | {"PS1": "", "TERM": "dumb", "INPUTRC": os.devnull, "HISTFILE": os.devnull}
    told = subprocess.run(
        ["script", "-qec", "bash --norc --noprofile -i", os.devnull], input="\n".join((*lines, "")),
        cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=20,
    )  # fmt: skip
    assert "<runway><my journal.rebond><--essentials>" in told.stdout


@needs["zsh"]
def test_zsh_reads_its_script(scripts: Path) -> None:
    subprocess.run(["zsh", "-n", str(scripts / "zsh" / "_rebond")], check=True)


@needs["fish"]
@pytest.mark.parametrize(
    ("line", "offered"), [("rebond runw", "runway"), ("rebond runway --ess", "--essentials"), ("rebond --lang f", "fr")]
)
def test_fish_offers_commands_options_and_values(scripts: Path, line: str, offered: str) -> None:
    script = f"source {scripts / 'fish' / 'rebond.fish'}; complete -C '{line}'"
    told = subprocess.run(["fish", "--no-config", "-c", script], capture_output=True, text=True, check=True)
    assert [one.split("\t")[0] for one in told.stdout.splitlines()] == [offered]


@pytest.mark.parametrize("script", [completion.zsh, completion.fish])
def test_the_other_shells_have_every_command_and_option(script: object) -> None:
    assert callable(script)
    text = script()
    for command in (WINDOW, *COMMANDS.values()):
        assert command.name in text
        for option in command.options:
            assert f"--{option.name}" in text or f"-l {option.name} " in text
    assert text == script()
