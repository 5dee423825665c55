"""Small faults in a module's syntax tree: a comparison, sign, constant or condition changed, a statement left out."""

import ast
import copy
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

#: The built-in function that a marked statement calls with its `path:line`.
RUN = "__statement_runs__"

#: A comparison → those that it is mistaken for: at the bound, and the opposite.
COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE), ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,), ast.NotIn: (ast.In,),
}  # fmt: skip
OPERATIONS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Div: ast.Mult,
    ast.Mod: ast.FloorDiv, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}

#: Fields of a node that are for readers and type checkers, and are not run.
NOT_RUN = {"annotation", "returns", "type_comment", "type_params"}
#: Arguments that only guard the program against its own mistakes, or make it quick.
GUARDS = {"frozen", "slots", "kw_only", "strict", "maxsize"}

Node = TypeVar("Node", bound=ast.AST)


@dataclass(frozen=True)
class Mutant:
    """A module with one fault: where it is, what stood there and what stands there now."""

    path: str
    line: int
    #: The first line of its statement.
    statement: int
    in_function: bool
    before: str
    after: str
    #: What tells it from all others, however the code around it changes.
    identity: str
    #: Its number among the faults of its file.
    number: int

    def __str__(self) -> str:
        return f"src/rebond/{self.path}:{self.line}: {self.before} → {self.after}"

    def made(self, tree: ast.Module) -> ast.Module:
        """Put the fault into the tree of its file."""
        node, fault, *_ = list(faults(tree))[self.number]
        Replacing(node, fault).visit(tree)
        return tree


class Replacing(ast.NodeTransformer):
    """Puts a node in the place of another."""

    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self._old, self._new = old, new

    def visit(self, node: ast.AST) -> Any:
        return ast.copy_location(self._new, node) if node is self._old else self.generic_visit(node)


def of(path: str, file: Path) -> Iterator[Mutant]:
    """Every fault that can be made in a file; `path` is what it is called."""
    seen: Counter[str] = Counter()
    for number, (node, fault, statement, function) in enumerate(faults(ast.parse(file.read_text(encoding="utf-8")))):
        before, after = shown(node), shown(fault)
        text = f"{path} {function} {ast.unparse(statement).partition(chr(10))[0]} {before} {after}"
        seen[text] += 1
        identity = f"{text} {seen[text]}"
        if isinstance(node, ast.Call) and isinstance(fault, ast.Call):
            (node,) = (keyword for keyword in node.keywords if keyword not in fault.keywords)
            before, after = shown(node), "left out"
        line = getattr(node, "lineno", statement.lineno)
        yield Mutant(path, line, statement.lineno, bool(function), before, after, identity, number)


def shown(node: ast.AST) -> str:
    """A node as one line of source, shortened."""
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= 110 else f"{text[:109]}…"


def faults(tree: ast.Module) -> Iterator[tuple[ast.AST, ast.AST, ast.stmt, str]]:
    """Each node with what it is mistaken for, in its statement and function, whose name is empty outside of one."""
    yield from _below(tree, tree.body[0], "")


def _below(node: ast.AST, statement: ast.stmt, function: str) -> Iterator[tuple[ast.AST, ast.AST, ast.stmt, str]]:
    if isinstance(node, ast.keyword) and node.arg in GUARDS:
        return
    if isinstance(node, ast.stmt):
        statement = node
    for fault in mistaken(node):
        yield node, fault, statement, function
    for name, value in ast.iter_fields(node):
        within = function
        if isinstance(node, ast.FunctionDef) and name == "body":
            within = f"{function}.{node.name}"
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and name not in NOT_RUN:
                yield from _below(child, statement, within)


def mistaken(node: ast.AST) -> Iterator[ast.AST]:
    """Return the faulty nodes that can take the place of a node."""
    match node:
        case ast.Compare(ops=operations):
            for i, operation in enumerate(operations):
                for other in COMPARISONS[type(operation)]:
                    yield changed(node, ops=[*operations[:i], other(), *operations[i + 1 :]])
        case ast.BoolOp(op=ast.And()):
            yield changed(node, op=ast.Or())
        case ast.BoolOp():
            yield changed(node, op=ast.And())
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            yield operand
        case ast.BinOp(op=operation) | ast.AugAssign(op=operation) if type(operation) in OPERATIONS:
            yield changed(node, op=OPERATIONS[type(operation)]())
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value)):
            yield ast.Constant(value + 1)
            yield ast.Constant(value - 1)
        case ast.Return(value=ast.expr() as value) if not (isinstance(value, ast.Constant) and value.value is None):
            yield ast.Return(ast.Constant(None))
        case ast.Expr(value=ast.Call()) | ast.Raise():
            yield ast.Pass()
        case ast.Break():
            yield ast.Continue()
        case ast.Continue():
            yield ast.Break()
        case ast.Name(id=name) if name in NAMES:
            yield changed(node, id=NAMES[name])
        case ast.Call(keywords=keywords):
            for i, keyword in enumerate(keywords):
                if keyword.arg and keyword.arg not in GUARDS:
                    yield changed(node, keywords=keywords[:i] + keywords[i + 1 :])
        case ast.If(test=test) | ast.IfExp(test=test) if isinstance(test, ast.Name | ast.Attribute | ast.Call):
            yield changed(node, test=ast.UnaryOp(ast.Not(), test))


def changed(node: Node, **fields: object) -> Node:
    """A copy of a node with other values of these fields."""
    other = copy.copy(node)
    for name, value in fields.items():
        setattr(other, name, value)
    return other


def marking(path: str) -> Callable[[ast.Module], ast.Module]:
    """Return a change of a tree that has each statement of each function report when it runs."""

    def mark(tree: ast.Module) -> ast.Module:
        Marking(path).visit(tree)
        return tree

    return mark


class Marking(ast.NodeTransformer):
    def __init__(self, path: str) -> None:
        self._path, self._depth = path, 0

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        self._depth += 1
        self.generic_visit(node)
        self._depth -= 1
        return node

    def generic_visit(self, node: ast.AST) -> ast.AST:
        super().generic_visit(node)
        if self._depth:
            for _name, value in ast.iter_fields(node):
                if isinstance(value, list) and value and isinstance(value[0], ast.stmt):
                    value[:] = [one for statement in value for one in (self._mark(statement), statement)]
        return node

    def _mark(self, statement: ast.stmt) -> ast.stmt:
        says = ast.Call(ast.Name(RUN, ast.Load()), [ast.Constant(f"{self._path}:{statement.lineno}")], [])
        return ast.copy_location(ast.Expr(says), statement)
