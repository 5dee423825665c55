"""What a kind declares: refused where it cannot be, and what the window, the runway and an erasure go by."""

from collections.abc import Callable, Iterator
from typing import Annotated, Any

import pytest

from rebond.domain import kinds, problems
from rebond.domain.kinds import DECLARED, Entity, Ref, Words
from rebond.domain.registry import KINDS, _in_order
from rebond.domain.value_classes import dataclass

WORDS = Words(one="One", count=("{count} one", "{count} ones"), added="{name}", changed="{name}", deleted="{name}")


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    before = dict(DECLARED)
    yield
    DECLARED.clear()
    DECLARED.update(before)


def declare(name: str = "note", section: str = "notes", **declared: Any) -> Callable[[type[Entity]], type[Entity]]:
    return kinds.kind(name, words=WORDS, section=section, description="Notes.", **declared)


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Entity):
    mission_id: Annotated[int, Ref("mission"), "The mission."]
    text: Annotated[str, "What was noted."] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bare(Entity):
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unstorable(Entity):
    text: Annotated[float, "A number."] = 0.0


def test_a_kind_that_names_its_fields_is_declared() -> None:
    made = declare(inside="mission_id", key=("text",), names=("text",), runway=("text",))(Note)
    assert DECLARED["note"] is made
    assert [field.name for field in made.declared.fields] == ["mission_id", "text"]


@pytest.mark.parametrize(
    ("cls", "declared", "told"),
    [
        (Note, {"key": ("number",)}, "names number, which are no fields"),
        (Note, {"inside": "client_id"}, "names client_id, which are no fields"),
        (Note, {"runway": ("amount",)}, "names amount, which are no fields"),
        (Note, {"indexes": (("text", "day"),)}, "names day, which are no fields"),
        (Note, {"inside": "text"}, "text is no reference"),
        (Note, {"name": "mission"}, "another kind has this name"),
        (Note, {"section": "missions"}, "another kind has this name or the section missions"),
        (Bare, {}, "no description of text"),
        (Unstorable, {}, "a row cannot hold <class 'float'>"),
    ],
)
def test_a_declaration_that_cannot_be_is_refused(cls: type[Entity], declared: dict[str, Any], told: str) -> None:
    with pytest.raises(TypeError, match=told):
        declare(**declared)(cls)


def test_the_id_is_no_field_and_may_not_be_named() -> None:
    with pytest.raises(TypeError, match="names id"):
        declare(key=("id",))(Note)


def test_references_lead_to_a_kind_and_never_in_a_circle() -> None:
    mission, client = DECLARED["mission"], DECLARED["client"]
    assert _in_order([mission, client]) == (client, mission)
    with pytest.raises(ValueError, match="refers to client, which is no kind"):
        _in_order([mission])


def test_a_problem_has_one_sentence() -> None:
    problems.declare_problems({"empty": problems.SENTENCES["empty"]})
    with pytest.raises(ValueError, match="empty is declared twice"):
        problems.declare_problems({"empty": "Another sentence."})


def test_what_bears_on_the_runway() -> None:
    assert {cls.kind for cls in KINDS if cls.declared.runway is True} == {
        "account", "agreement", "balance", "charge_rate", "client", "closure_window", "expense", "invoice",
        "invoice_state", "milestone", "mission", "payment", "planned_days", "settings",
    }  # fmt: skip
    assert {cls.kind: cls.declared.runway for cls in KINDS if isinstance(cls.declared.runway, tuple)} == {
        "amendment": ("reply",),
        "contact": ("hoped_amount",),
    }


@pytest.mark.parametrize(
    ("tab", "shown"),
    [
        (
            "missions",
            {
                "client", "mission", "planned_days", "milestone", "event", "invoice", "payment", "agreement",
                "agreed_task", "amendment", "worked_day", "person", "partner", "letter", "task", "attached_file",
                "sign_weight", "dismissed_sign", "own_template", "invoice_state", "late_rate", "ladder_step", "talk",
                "objection", "talk_note", "head_receipt",
            },
        ),
        ("money", {"settings", "charge_rate", "closure_window", "account", "balance", "expense"}),
        ("prospecting", {"stage", "channel", "contact", "interaction"}),
    ],
)  # fmt: skip
def test_the_tab_that_shows_a_kind(tab: str, shown: set[str]) -> None:
    ours = [cls for cls in KINDS if cls.__module__.startswith("rebond.")]
    assert {cls.kind for cls in ours if cls.declared.tab == tab} == shown


def test_whose_data_is_erased_on_demand() -> None:
    assert {cls.kind for cls in KINDS if cls.declared.person} == {"client", "contact", "person", "partner"}
