"""Rules for every source file that no linter checks."""

import ast
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
MARKS = {"_", "n_", "p_", "later", "later_n", "gettext", "ngettext", "pgettext"}


def imported(path: Path) -> Iterator[str]:
    """The top packages and modules a source file imports, `rebond.language` for its own."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        match node:
            case ast.Import(names=names):
                yield from (name.name for name in names)
            case ast.ImportFrom(module=str(module), level=0):
                yield module


def formatted_before_it_is_looked_up(node: ast.expr) -> bool:
    """Whether the sentence handed to a translation is already filled in, so that no catalogue can hold it."""
    match node:
        case ast.JoinedStr() | ast.BinOp():
            return True
        case ast.Call(func=ast.Attribute(value=ast.Constant(), attr="format")):
            return True
    return False


def called(node: ast.Call) -> str | None:
    match node.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return None


def wrong_marks(tree: ast.AST) -> list[int]:
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and called(node) in MARKS
        if any(formatted_before_it_is_looked_up(argument) for argument in node.args)
    ]


@pytest.mark.parametrize(
    "line",
    [
        '_(f"{count} days")',
        '_("%d days" % 3)',
        '_("{0} days".format(3))',
        'n_("a day", f"{count} days", 3)',
        'language.gettext(f"{count} days")',
    ],
)
def test_a_sentence_filled_in_before_it_is_translated_is_noticed(line: str) -> None:
    assert wrong_marks(ast.parse(line)) == [1]


def test_no_sentence_is_filled_in_before_it_is_translated() -> None:
    assert {path: lines for path in SOURCES if (lines := wrong_marks(ast.parse(path.read_bytes())))} == {}


def test_the_domain_imports_the_standard_library_only() -> None:
    allowed = sys.stdlib_module_names | {"rebond"}
    found = {
        (path.name, name)
        for path in (ROOT / "src" / "rebond" / "domain").rglob("*.py")
        for name in imported(path)
        if name.partition(".")[0] not in allowed
    }
    assert found == set()


def test_every_library_imported_is_declared_and_every_declared_one_is_imported() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    declared = {re.match(r"[\w-]+", line)[0].lower() for line in project["dependencies"]}  # type: ignore[index]
    tops = {name.partition(".")[0] for path in SOURCES for name in imported(path)}
    homes = {"PySide6": "pyside6-essentials"} | {
        top: min(names, key=len).lower() for top, names in packages_distributions().items() if top != "PySide6"
    }
    used = {homes.get(top, top) for top in tops - sys.stdlib_module_names - {"rebond"}}
    assert used == declared


#: Module names that several modules have, and why.
SHARED_MODULE_NAMES = {
    "kinds": "each feature declares its kinds",
    "tab": "each feature has its tab",
    "invoices": "a feature: actions, command",
    **dict.fromkeys(("amendments", "extras", "requests"), "a feature: domain, queries, actions, charts"),
    "agenda": "a feature: domain, queries, command",
    "talks": "a feature: queries, actions",
    "tasks": "a feature: queries, actions",
    **dict.fromkeys(("dossier", "report"), "a feature: domain, command"),
    **dict.fromkeys(("charges", "concentration", "runway", "scenario"), "a figure: domain, actions, charts, command"),
    **dict.fromkeys(
        ("agreements", "attachments", "contacts", "missions", "money", "savings", "worked_days"),
        "a feature: queries, actions, window",
    ),
    "signs": "a feature: queries, actions, command",
    "late": "a feature: queries, command",
    "routes": "a feature: actions, command",
    **dict.fromkeys(("backup", "check", "history", "undo"), "what the journal does: its action or command"),
}


def repeated(names: Iterable[str]) -> set[str]:
    return {name for name, count in Counter(names).items() if count > 1}


def test_two_modules_share_a_name_only_for_the_same_thing() -> None:
    modules = (path.stem for path in SOURCES if path.stem not in ("__init__", "__main__"))
    assert repeated(modules) == SHARED_MODULE_NAMES.keys()


def test_no_two_public_classes_share_a_name() -> None:
    classes = (
        node.name
        for path in SOURCES
        for node in ast.parse(path.read_bytes()).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )
    assert repeated(classes) == set()
