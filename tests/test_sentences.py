"""Every fault, choice and action of the program has its sentence."""

import ast
import string
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from rebond.actions.action import SENTENCES as ACTIONS
from rebond.actions.action import said
from rebond.domain.kinds import Choice
from rebond.domain.missions.kinds import Contract
from rebond.domain.money.kinds import Every
from rebond.domain.names import folded
from rebond.domain.problems import SENTENCES, Problem
from rebond.domain.prospecting.kinds import BUILT_IN_CHANNELS, BUILT_IN_STAGES, Stage
from rebond.domain.registry import KINDS
from rebond.language import Language
from rebond.sentences import label, sentence
from tests.languages import ENGLISH, FRENCH

#: Payments have actions of their own, and the one row of settings is only edited.
NEVER_DONE = {"add_payment", "edit_payment", "add_settings", "delete_settings"}
SOURCE = Path(__file__).parent.parent / "src" / "rebond"
MODULES = {path: ast.parse(path.read_text("utf-8")) for path in SOURCE.rglob("*.py")}
for path in MODULES:
    if path.stem not in {"__main__", "env", "0002_first_release"} and "ui" not in path.parts and path.stem != "app":
        import_module(".".join(path.relative_to(SOURCE.parent).with_suffix("").parts).removesuffix(".__init__"))
CHOICES = Choice.__subclasses__()


def placeholders(text: str) -> set[str]:
    return {name for _before, name, _form, _conversion in string.Formatter().parse(text) if name}


def calls(name: str) -> Iterator[tuple[str, ast.Call]]:
    """Every call of a function or method of that name, with where it stands."""
    for path, tree in MODULES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if called == name:
                    yield f"{path.relative_to(SOURCE)}:{node.lineno}", node


def texts(node: ast.expr, within: ast.AST) -> list[str]:
    """The texts that an argument may be: a text, one of two, or what a name was set to in the same function."""
    if isinstance(node, ast.Constant):
        return [str(node.value)]
    if isinstance(node, ast.IfExp):
        return texts(node.body, within) + texts(node.orelse, within)
    if isinstance(node, ast.JoinedStr):
        (start, *_rest) = node.values
        assert isinstance(start, ast.Constant)
        return [f"{start.value}{entity.kind}" for entity in KINDS]
    assert isinstance(node, ast.Name), ast.dump(node)
    return [
        text
        for found in ast.walk(within)
        if isinstance(found, ast.Assign) and any(isinstance(t, ast.Name) and t.id == node.id for t in found.targets)
        for text in texts(found.value, within)
    ]


def codes_raised() -> Iterator[tuple[str, str, set[str] | None]]:
    """Each code written out in a `Problem`, and its facts where they are written out too."""
    for where, call in calls("Problem"):
        code = call.args[0] if call.args else None
        facts = next((word.value for word in call.keywords if word.arg == "facts"), None)
        facts = facts or (call.args[2] if len(call.args) > 2 else None)
        options = [code.body, code.orelse] if isinstance(code, ast.IfExp) else [code]
        for option in options:
            if isinstance(option, ast.Constant):
                given: set[str] | None = set() if facts is None else None
                if isinstance(facts, ast.Dict) and all(isinstance(key, ast.Constant) for key in facts.keys):
                    given = {str(key.value) for key in facts.keys if isinstance(key, ast.Constant)}
                yield where, str(option.value), given


def shown(value: object) -> str:
    """Return a value as the name of a test, the same in every process."""
    return str(sorted(value) if isinstance(value, set) else value)[:40]


@pytest.mark.parametrize(("where", "code", "facts"), list(codes_raised()), ids=shown)
def test_every_problem_has_a_sentence_that_says_its_facts(where: str, code: str, facts: set[str] | None) -> None:
    assert code in SENTENCES, f"{where} raises {code}"
    if facts is not None:
        assert placeholders(SENTENCES[code]) <= facts, where


def test_no_sentence_is_left_of_a_problem_that_is_gone() -> None:
    begun = tuple(
        str(start.value)
        for tree in MODULES.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr) and isinstance(start := node.values[0], ast.Constant)
        if str(start.value).endswith("_")
    )
    written = {
        node.value
        for path, tree in MODULES.items()
        if path.name != "sentences.py"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert sorted(code for code in set(SENTENCES) - written if not code.startswith(begun)) == []


@pytest.mark.parametrize("code", SENTENCES)
def test_a_sentence_is_said_with_texts_of_any_kind_in_it(code: str) -> None:
    hostile, turning = "{name} % <b>", "\N{RIGHT-TO-LEFT OVERRIDE}"
    facts = dict.fromkeys(placeholders(SENTENCES[code]), hostile + turning)
    spoken = sentence(ENGLISH, Problem(code, facts=facts))
    assert spoken
    assert turning not in spoken
    assert spoken.count(hostile) == SENTENCES[code].count("{")


@pytest.mark.parametrize("text", [*SENTENCES.values(), *ACTIONS.values()])
def test_a_placeholder_has_a_name_and_no_form(text: str) -> None:
    for _before, name, form, conversion in string.Formatter().parse(text):
        assert name is None or (name.isidentifier() and not form and not conversion)


@pytest.mark.parametrize("choice", [member for choices in CHOICES for member in choices], ids=repr)
def test_every_choice_has_a_name(choice: Choice) -> None:
    assert label(ENGLISH, choice)


def test_equal_texts_of_two_enumerations_have_their_own_names() -> None:
    assert label(ENGLISH, Every.MONTH) == "every month"
    assert label(ENGLISH, Contract.UNTIL_DELIVERY) == "until delivery"


def test_a_stage_has_its_own_name_or_that_of_its_code_in_the_language_or_the_code() -> None:
    contacted = Stage(code="contacted")
    assert [label(language, contacted) for language in (ENGLISH, FRENCH)] == ["contacted", "contacté"]
    assert label(FRENCH, Stage(code="contacted", name="talking")) == "talking"
    assert label(FRENCH, Stage(code="talking to")) == "talking to"


@pytest.mark.parametrize("names", [BUILT_IN_STAGES, BUILT_IN_CHANNELS], ids=["stages", "channels"])
@pytest.mark.parametrize("language", [ENGLISH, FRENCH], ids=["en", "fr"])
def test_the_built_in_names_differ_in_each_language(names: dict[str, str], language: Language) -> None:
    assert len({folded(language.gettext(name)) for name in names.values()}) == len(names)


def test_every_code_that_an_action_describes_itself_by_has_its_sentence() -> None:
    described = {
        text
        for _where, call in calls("describe")
        if call.args and not isinstance(call.args[0], ast.Call)
        for text in texts(call.args[0], call)
    }
    assert {said(ENGLISH, code, dict.fromkeys(("name", "what"), "x")) for code in described}
    assert not [code for code in described if said(ENGLISH, code, {}).startswith("Another version")]


def test_a_change_of_a_version_with_other_actions_is_named_by_its_code() -> None:
    assert said(ENGLISH, "invent_client", {"name": "Atlas"}) == "Another version's change: invent_client"
    assert (
        said(ENGLISH, "undo", {"action": "invent_client", "facts": {}})
        == "Undone: another version's change: invent_client"
    )


def test_a_change_whose_facts_were_erased_is_still_named() -> None:
    assert said(ENGLISH, "log_contact", {}) == "Contact logged"


def test_what_an_undo_took_back_is_named_in_it() -> None:
    added = {"name": "Atlas"}
    undone = {"seq": 2, "action": "add_client", "facts": added}
    assert said(ENGLISH, "undo", undone) == "Undone: client added: Atlas"
    assert said(ENGLISH, "redo", undone) == "Done again: client added: Atlas"
    assert (
        said(ENGLISH, "revert", {"seq": 3, "action": "undo", "facts": undone})
        == "Taken back: undone: client added: Atlas"
    )


def test_an_entry_without_a_name_is_said_without_a_colon_to_nothing() -> None:
    assert said(ENGLISH, "add_charge_rate", {"name": ""}) == "Charge rate added"
    assert (
        said(ENGLISH, "undo", {"seq": 2, "action": "add_charge_rate", "facts": {"name": ""}})
        == "Undone: charge rate added"
    )


def test_braces_in_a_name_are_only_braces() -> None:
    assert said(ENGLISH, "add_client", {"name": "{0} {name}"}) == "Client added: {0} {name}"
