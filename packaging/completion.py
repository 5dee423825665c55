"""The completion of `rebond` in bash, zsh and fish, written from the table of commands.

completion.py OUT_DIR      write bash/rebond, zsh/_rebond and fish/rebond.fish there

The scripts hold all they offer: no Python runs at a press of the Tab key. Those of zsh and fish show what a command or
an option does, in the language of the shell.
"""

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from rebond.cli.arguments import Option, Subcommand
from rebond.cli.commands import COMMANDS, WINDOW
from rebond.language import Language

_BASH = r"""# Completion of rebond in bash. Written from its table of commands; needs no other package.

# Offers the files with these endings, "*" for any, and folders.
_rebond_files() {
    # The word is as it is typed: `My\ jour`, `"My jour`.
    local ending typed=${word//\\/}
    typed=${typed#[\"\']}
    compopt -o filenames 2> /dev/null
    for ending; do
        if [[ $ending == "*" ]]; then
            mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -f -- "$typed")
        else
            mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -f -X "!*.$ending" -- "$typed")
        fi
    done
    mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -d -- "$typed")
}

_rebond() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command= ended= i
    local options= files=() IFS=$' \t\n'
    COMPREPLY=()
    # Bash makes three words of --lang=fr.
    if [[ $word == "=" ]]; then
        word=
    elif [[ $before == "=" ]]; then
        before=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    for ((i = 1; i < COMP_CWORD; i++)); do
        case ${COMP_WORDS[i]} in
            --) ended=yes ;;
            --lang) [[ ${COMP_WORDS[i + 1]} == "=" ]] && ((i += 2)) || ((i += 1)) ;;
            -* | =) ;;
            *) : "${command:=${COMP_WORDS[i]}}" ;;
        esac
    done
    if [[ ! $ended ]]; then
        case $command:$before in
@VALUES@
        esac
    fi
    case $command in
@COMMANDS@
    esac
    if [[ $word == -* && ! $ended ]]; then
        COMPREPLY=($(compgen -W "$options" -- "$word"))
        return
    fi
    [[ $command ]] || COMPREPLY=($(compgen -W "@NAMES@" -- "$word"))
    [[ ${COMPREPLY[*]} ]] || _rebond_files "${files[@]}"
}

complete -F _rebond rebond
"""

_ZSH = """#compdef rebond
# Completion of rebond in zsh. Written from its table of commands.

_rebond() {
    local context state state_descr line
    typeset -A opt_args
    local -a commands
    case ${LC_ALL:-${LC_MESSAGES:-$LANG}} in
@LANGUAGES@
    esac
}

_rebond "$@"
"""

_FISH = """# Completion of rebond in fish. Written from its table of commands.

complete -c rebond -f
set -l none 'not __fish_seen_subcommand_from @NAMES@'
set -l spoken (string match -v '' -- $LC_ALL $LC_MESSAGES $LANG)
switch "$spoken[1]"
@LANGUAGES@
end
"""


def bash() -> str:
    """Return the script for bash."""
    every = [*COMMANDS.values(), WINDOW]
    values: dict[str, list[str]] = {}
    for command in every:
        for option in filter(lambda option: option.takes, command.options):
            # An option of each command is written once.
            place = "*" if option in WINDOW.options else command.name
            values.setdefault(_bash_value(option), []).append(f"{place}:--{option.name}")
    cases = [f"{' | '.join(dict.fromkeys(places))}) {offer} ;;" for offer, places in values.items()]
    commands = map(_bash_command, every)
    return _filled(_BASH, VALUES=_indented(cases, 12), COMMANDS=_indented(commands, 8), NAMES=" ".join(COMMANDS))


def _bash_value(option: Option) -> str:
    if option.choices:
        return f'COMPREPLY=($(compgen -W "{" ".join(option.choices)}" -- "$word")); return'
    if option.endings:
        return f"_rebond_files {' '.join(map(_quoted, option.endings))}; return"
    return "return"


def _bash_command(command: Subcommand) -> str:
    options = " ".join(f"--{option.name}" for option in command.options)
    files = " ".join(map(_quoted, _all_endings(command)))
    return f'{command.name or "*"}) options="{options}" files=({files}) ;;'


def zsh() -> str:
    """Return the script for zsh."""
    return _filled(_ZSH, LANGUAGES=_indented(_by_language("{})", _zsh_commands, "    ;;"), 8))


def _zsh_commands(language: Language) -> list[str]:
    names = (_quoted(f"{name}:{language.gettext(command.help)}") for name, command in COMMANDS.items())
    lines = [
        f"_arguments -C {_zsh_options(WINDOW, language)} '1: :->command' '*::: :->rest'",
        "case $state in",
        "    command)",
        *(f"        commands+=({name})" for name in names),
        f"        _describe -t commands rebond commands; {_zsh_files(_all_endings(WINDOW))}",
        "        ;;",
        "    rest)",
        '        words=("$line[1]" "$words[@]")',
        "        ((CURRENT += 1))",
        "        case $line[1] in",
    ]
    for command in COMMANDS.values():
        specs = " ".join(filter(None, (_zsh_options(command, language), _zsh_arguments(command, language))))
        lines.append(f"            {command.name}) _arguments {specs} ;;")
    return [*lines, "        esac", "        ;;", "esac"]


def _zsh_options(command: Subcommand, language: Language) -> str:
    specs = []
    for option in command.options:
        spec = f"--{option.name}{'=' if option.takes else ''}[{_zsh_escaped(language.gettext(option.help))}]"
        if option.takes:
            offer = f"({' '.join(option.choices)})" if option.choices else " "
            offer = _zsh_files(option.endings) if option.endings else offer
            spec += f":{_zsh_escaped(language.gettext(option.takes))}:{offer}"
        specs.append(_quoted(f"*{spec}" if option.many else spec))
    return " ".join(specs)


def _zsh_arguments(command: Subcommand, language: Language) -> str:
    if not command.arguments:
        return ""
    help_ = language.gettext(command.arguments[-1].help)
    return _quoted(f"*:{_zsh_escaped(help_)}:{_zsh_files(_all_endings(command))}")


def _zsh_files(endings: Sequence[str]) -> str:
    if "*" in endings:
        return "_files"
    # A single alternative in brackets would be a qualifier.
    return f'_files -g "*.({"|".join(endings)})"' if len(endings) > 1 else f'_files -g "*.{endings[0]}"'


def _zsh_escaped(text: str) -> str:
    for sign in "\\[]:":
        text = text.replace(sign, f"\\{sign}")
    return text


def fish() -> str:
    """Return the script for fish."""
    spoken = _by_language("case '{}'", _fish_commands, "")
    return _filled(_FISH, LANGUAGES=_indented(spoken, 4), NAMES=" ".join(COMMANDS))


def _fish_commands(language: Language) -> list[str]:
    lines = [
        f"complete -c rebond -n $none -a {name} -d {_fish_quoted(language.gettext(command.help))}"
        for name, command in COMMANDS.items()
    ]
    for command in (WINDOW, *COMMANDS.values()):
        when = "-n $none" if command is WINDOW else f"-n '__fish_seen_subcommand_from {command.name}'"
        if endings := _all_endings(command):
            lines.append(f"complete -c rebond {when} {_fish_files(endings)}")
        for option in command.options:
            parts = ["complete -c rebond", when, "-l", option.name]
            if option.endings:
                parts += ["-r", _fish_files(option.endings)]
            elif option.takes:
                parts += ["-x", *(["-a", _fish_quoted(" ".join(option.choices))] if option.choices else [])]
            lines.append(" ".join((*parts, "-d", _fish_quoted(language.gettext(option.help)))))
    return lines


def _fish_files(endings: Sequence[str]) -> str:
    if "*" in endings:
        return "-F"
    return f"-k -a '(__fish_complete_suffix {' '.join(f'.{ending}' for ending in endings)})'"


def _fish_quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _by_language(head: str, body: Callable[[Language], list[str]], end: str) -> list[str]:
    """Return the lines of a branch for French, and one for every other language, which is spoken to in English."""
    lines: list[str] = []
    for code, pattern in (("fr", "fr*"), ("en", "*")):
        lines += [head.format(pattern), *(f"    {line}" for line in body(Language.of(code, ""))), *filter(None, (end,))]
    return lines


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _all_endings(command: Subcommand) -> tuple[str, ...]:
    """Return the endings of all its arguments: as FILE may be left out, any of them may stand at the same place."""
    return tuple(dict.fromkeys(ending for argument in command.arguments for ending in argument.endings))


def _indented(lines: Iterable[str], width: int) -> str:
    return "\n".join(" " * width + line for line in lines)


def _filled(template: str, **parts: str) -> str:
    for name, text in parts.items():
        template = template.replace(f"@{name}@", text)
    return template


def write(out: Path) -> None:
    """Write the three scripts under the names by which the shells find them."""
    for place, text in (("bash/rebond", bash()), ("zsh/_rebond", zsh()), ("fish/rebond.fish", fish())):
        (out / place).parent.mkdir(parents=True, exist_ok=True)
        (out / place).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    write(Path(sys.argv[1]))
