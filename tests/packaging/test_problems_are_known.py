"""Whoever raises a problem has imported the module that gives the problem its sentence."""

import ast
import importlib
from pathlib import Path

import grimp

from rebond.domain.problems import SENTENCES

SOURCE = Path(__file__).resolve().parents[2] / "src"
MODULES = {
    ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__"): ast.parse(
        path.read_text("utf-8")
    )
    for path in (SOURCE / "rebond").rglob("*.py")
}


def declared() -> dict[str, str]:
    """Each code with the module that declares it."""
    return {
        str(key.value): module
        for module, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "declare_problems"
        for key in node.args[0].keys  # type: ignore[attr-defined]
    }


def test_a_problem_is_raised_where_its_sentence_is_known() -> None:
    homes, graph = declared(), grimp.build_graph("rebond")
    strangers = [
        f"{module} raises {node.value}, declared in {homes[node.value]}"
        for module, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in homes
        if homes[node.value] != module and homes[node.value] not in graph.find_upstream_modules(module)
    ]
    assert strangers == []


def test_a_module_declares_its_problems_when_it_is_imported() -> None:
    below = {code: module for code, module in declared().items() if module.split(".")[1] not in ("app", "ui")}
    for module in {*below.values()}:
        importlib.import_module(module)
    assert below.keys() <= SENTENCES.keys()
