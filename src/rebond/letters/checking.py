"""The check of a template before it is rendered: what it may do, and which facts it names, with the line of each fault.

A template shows facts, by conditions and loops over them. It can compute nothing, and calls nothing: no text of it can
take longer, or reach further, than a letter does.
"""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from jinja2 import Environment, TemplateSyntaxError, nodes

from rebond.domain.problems import Problem, Refused, declare_problems
from rebond.domain.translatable import later
from rebond.letters.facts import Shape, shape

declare_problems({
    "template_unreadable": later(
        "Line {line} cannot be read: “{text}”. Facts stand in {marks}, conditions in {condition}."
    ),
    "template_not_allowed": later("Line {line}: “{text}” does more than a letter can. Use facts, “if” and “for” only."),
    "template_misspelt": later("Line {line}: there is no fact “{name}”. Did you mean “{near}”?"),
    "template_unknown": later("Line {line}: there is no fact “{name}”. There are: {names}."),
    "template_several": later("Line {line}: “{name}” stands for several facts. Name one of them: {names}."),
    "template_list": later("Line {line}: “{name}” is a list. Write {loop}."),
    "template_no_list": later("Line {line}: “{name}” is no list to go through. These are: {names}."),
})  # fmt: skip

FILTERS = frozenset({"join", "length", "lower", "upper"})
#: Loops inside each other.
_DEEPEST = 2
_LOOP = dict.fromkeys(("index", "first", "last", "length"))
#: The lists that a letter can go through.
_LISTS = (
    "amendment.lines", "agreement.limits", "crossed",
    "invoice.sent", "invoice.promises", "invoice.broken", "invoice.exchanges", "invoice.periods", "invoice.rates",
    "talk.said", "talk.decided", "talk.mine", "talk.theirs",
)  # fmt: skip

#: The path and the shape of each name.
Scope = Mapping[str, tuple[str, Shape]]


def used(environment: Environment, source: str, field: str) -> tuple[str, ...]:
    """Return the dotted paths of the facts that a template names, in their order, with `*` for the lines of a list.

    :param field: the field that the template's problems are about.
    :raises Refused: with each problem of the template, and its line.
    """
    lines = source.splitlines() or [""]
    try:
        tree = environment.parse(source)
    except (TemplateSyntaxError, RecursionError) as error:
        line = min(getattr(error, "lineno", 1), len(lines))
        facts = {"line": line, "text": _short(lines[line - 1]), "marks": "{{ }}", "condition": "{% if … %} {% endif %}"}
        raise Refused(Problem("template_unreadable", field, facts, line)) from error
    walk = _Walk(lines, field)
    walk.statements(tree.body, {name: (name, inner) for name, inner in shape().items()})
    if walk.problems:
        raise Refused(*walk.problems)
    return tuple(dict.fromkeys(walk.paths))


class _Walk:
    """Goes through a template's statements, what they show and what they ask."""

    def __init__(self, lines: list[str], field: str) -> None:
        self._lines, self._field = lines, field
        self.problems: list[Problem] = []
        self.paths: list[str] = []

    def statements(self, body: Iterable[nodes.Node], scope: Scope, depth: int = 0) -> None:
        for node in body:
            if isinstance(node, nodes.Output):
                for part in node.nodes:
                    self._show(part, scope)
            elif isinstance(node, nodes.If):
                self._ask(node.test, scope)
                self.statements((*node.body, *node.elif_, *node.else_), scope, depth)
            elif isinstance(node, nodes.For):
                self._go_through(node, scope, depth)
            else:
                self._refuse(node)

    def _go_through(self, node: nodes.For, scope: Scope, depth: int) -> None:
        target = node.target
        if not isinstance(target, nodes.Name) or node.test or node.recursive or depth == _DEEPEST:
            self._refuse(node)
        elif found := self._find(node.iter, scope):
            path, inner = found
            if not isinstance(inner, tuple):
                self._say("template_no_list", node, name=path, names=", ".join(_LISTS))
                return
            within = {**scope, "loop": ("", _LOOP), target.name: (f"{path}.*", inner[0])}
            self.statements((*node.body, *node.else_), within, depth + 1)

    def _show(self, node: nodes.Node, scope: Scope) -> None:
        """Check what is written into the letter."""
        if isinstance(node, nodes.Name | nodes.Getattr):
            if found := self._find(node, scope):
                self._note(node, *found)
        elif isinstance(node, nodes.Filter) and node.name in FILTERS and isinstance(node.node, nodes.Node):
            if node.name == "length":
                self._ask(node.node, scope)
            elif node.name != "join":
                self._show(node.node, scope)
            elif (found := self._find(node.node, scope)) and found[1] != (None,):
                self._note(node, *found)
            for argument in node.args:
                self._show(argument, scope)
        elif isinstance(node, nodes.CondExpr):
            self._ask(node.test, scope)
            for part in filter(None, (node.expr1, node.expr2)):
                self._show(part, scope)
        elif isinstance(node, nodes.Or | nodes.And):
            self._show(node.left, scope)
            self._show(node.right, scope)
        elif not isinstance(node, nodes.Const | nodes.TemplateData):
            self._refuse(node)

    def _ask(self, node: nodes.Node, scope: Scope) -> None:
        """Check a condition: a list is true when there is anything in it."""
        if isinstance(node, nodes.Name | nodes.Getattr):
            found = self._find(node, scope)
            if found and not isinstance(found[1], tuple):
                self._note(node, *found)
        elif isinstance(node, nodes.Not):
            self._ask(node.node, scope)
        elif isinstance(node, nodes.And | nodes.Or):
            self._ask(node.left, scope)
            self._ask(node.right, scope)
        elif isinstance(node, nodes.Compare) and all(operand.op in ("eq", "ne") for operand in node.ops):
            for part in (node.expr, *(operand.expr for operand in node.ops)):
                self._show(part, scope)
        else:
            self._show(node, scope)

    def _note(self, node: nodes.Node, path: str, inner: Shape) -> None:
        """Note a fact that is shown; a group and a list cannot be."""
        if isinstance(inner, Mapping):
            self._say("template_several", node, name=path, names=", ".join(f"{path}.{name}" for name in inner))
        elif isinstance(inner, tuple):
            loop = f"{{% for one in {path} %}} … {{% endfor %}}"
            self._say("template_list", node, name=path, loop=loop)
        elif path:
            self.paths.append(path)

    def _find(self, node: nodes.Node, scope: Scope) -> tuple[str, Shape] | None:
        """Return the path and the shape of a fact; None after saying what is wrong with it."""
        names = _names(node)
        if not names:
            self._refuse(node)
            return None
        first, *rest = names
        if first not in scope:
            self._miss(node, "", first, scope)
            return None
        path, inner = scope[first]
        written = first
        for name in rest:
            if not isinstance(inner, Mapping) or name not in inner:
                self._miss(node, f"{written}.", name, inner if isinstance(inner, Mapping) else {})
                return None
            path, inner, written = f"{path}.{name}" if path else "", inner[name], f"{written}.{name}"
        return path, inner

    def _miss(self, node: nodes.Node, before: str, name: str, there: Mapping[str, object]) -> None:
        names = [f"{before}{one}" for one in there] or [before.rstrip(".")]
        if near := get_close_matches(f"{before}{name}", names, 1):
            self._say("template_misspelt", node, name=f"{before}{name}", near=near[0])
        else:
            self._say("template_unknown", node, name=f"{before}{name}", names=", ".join(names))

    def _refuse(self, node: nodes.Node) -> None:
        self._say("template_not_allowed", node, text=_short(self._lines[min(node.lineno, len(self._lines)) - 1]))

    def _say(self, code: str, node: nodes.Node, **facts: object) -> None:
        self.problems.append(Problem(code, self._field, {"line": node.lineno, **facts}, node.lineno))


def _names(node: nodes.Node) -> list[str]:
    """Return the names of `a.b.c`; none when it is not written like that."""
    if isinstance(node, nodes.Name):
        return [node.name]
    if isinstance(node, nodes.Getattr) and (before := _names(node.node)):
        return [*before, node.attr]
    return []


def _short(line: str) -> str:
    line = line.strip()
    return line if len(line) <= 60 else f"{line[:59]}…"
