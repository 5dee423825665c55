"""Below the window nobody keeps a language: whoever writes for a person is handed one."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "rebond"
BELOW = sorted(path for path in PACKAGE.rglob("*.py") if (PACKAGE / "ui") not in path.parents)
#: The command line chooses a language at its start; the launcher is written in all; `language.py` makes them.
CHOOSERS = {"cli/__init__.py", "cli/desktop_files.py", "language.py"}
#: What would change a language for everybody: gettext's and the C library's own.
GLOBAL = {"install", "textdomain", "bindtextdomain", "setlocale"}


def kept(tree: ast.Module) -> Iterator[str]:
    """The places where a module could keep what the whole process shares, or writes in what it shares."""
    classes = {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    for node in ast.walk(tree):
        match node:
            case ast.Global(names=names):
                yield f"{node.lineno}: global {', '.join(names)}"
            case ast.Attribute(value=ast.Name(id=owner), attr=name, ctx=ast.Store()) if owner in classes:
                yield f"{node.lineno}: {owner}.{name} is set"
            case ast.Attribute(value=ast.Name(id="gettext" | "locale"), attr=name) if name in GLOBAL:
                yield f"{node.lineno}: {name}"
    yield from (f"{node.lineno}: a language made at import" for node in at_import(tree) if is_language(node))


def at_import(tree: ast.AST) -> Iterator[ast.AST]:
    """Everything that runs when the module is imported: what stands outside its functions."""
    for node in ast.iter_child_nodes(tree):
        if not isinstance(node, ast.FunctionDef | ast.Lambda):
            yield node
            yield from at_import(node)


def is_language(node: ast.AST) -> bool:
    """Whether a language is made: `Language.of(…)` or `Language(…)`."""
    match node:
        case ast.Call(func=ast.Name(id="Language") | ast.Attribute(value=ast.Name(id="Language"))):
            return True
    return False


@pytest.mark.parametrize(
    "source",
    [
        "SPOKEN = Language.of('en')",
        "class Spoken:\n    language = Language('en', locale, catalogue)",
        "class Spoken:\n    pass\ndef use(language):\n    Spoken.language = language",
        "def use(language):\n    global spoken\n    spoken = language",
        "def use(language):\n    gettext.install('rebond')",
    ],
)
def test_a_language_that_is_kept_is_noticed(source: str) -> None:
    assert [*kept(ast.parse(source))]


def test_below_the_window_no_module_keeps_a_language() -> None:
    found = {path.relative_to(PACKAGE).as_posix(): [*kept(ast.parse(path.read_bytes()))] for path in BELOW}
    assert {path: places for path, places in found.items() if places} == {}


def test_below_the_window_only_the_command_line_chooses_a_language() -> None:
    choosers = {
        path.relative_to(PACKAGE).as_posix()
        for path in BELOW
        if any(is_language(node) for node in ast.walk(ast.parse(path.read_bytes())))
    }
    assert choosers == CHOOSERS
