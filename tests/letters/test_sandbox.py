"""One's own wording can show facts and do nothing else; each fault is said with its line."""

import dataclasses

import pytest

from rebond.domain.problems import Problem, Refused
from rebond.letters import template_file
from rebond.letters.facts import filled
from rebond.letters.rendering import LONGEST, render, render_html
from rebond.letters.template_file import Template
from rebond.sentences import sentence
from tests.languages import ENGLISH, FRENCH

from .about import FULL


def own(text: str, subject: str = "Hello") -> Template:
    return dataclasses.replace(template_file.load("polite_no", "en"), subject=subject, text=text, needs=())


def text_of(source: str) -> str:
    return render(own(source), FULL, ENGLISH).text


def problems(text: str, subject: str = "Hello") -> tuple[Problem, ...]:
    with pytest.raises(Refused) as refused:
        render(own(text, subject), FULL, ENGLISH)
    return refused.value.problems


@pytest.mark.parametrize(
    "text",
    [
        "{{ client.__class__ }}",
        "{{ client.name.__class__.__mro__ }}",
        "{{ ''.__class__ }}",
        "{{ client['name'] }}",
        "{{ client.name.upper() }}",
        "{{ range(10) }}",
        "{% for x in range(1000000) %}x{% endfor %}",
        "{{ 'a' * 1000000000 }}",
        "{{ 10 ** 10000 }}",
        "{% set x = 1 %}",
        "{% macro a() %}{% endmacro %}",
        "{% include 'x' %}",
        "{% extends 'x' %}",
        "{% import 'x' as y %}",
        "{{ client.name | attr('upper') }}",
        "{{ client.name | replace('a', 'b') }}",
        "{{ lipsum() }}",
        "{{ self }}",
        "{{ cycler }}",
        "{% for x in amendment.lines recursive %}{{ loop(x) }}{% endfor %}",
        "{% for x in crossed %}{% for y in crossed %}{% for z in crossed %}.{% endfor %}{% endfor %}{% endfor %}",
        "{% filter upper %}x{% endfilter %}",
        "{% call x() %}{% endcall %}",
        "{{ client.name ~ client.name }}",
        "{{ [1] }}",
        "{{ client is defined }}",
    ],
)
def test_what_is_no_fact_is_refused(text: str) -> None:
    assert problems(f"\n{text}")[0].line == 2


@pytest.mark.parametrize(
    ("text", "code", "told"),
    [
        (
            "Hello\n{{ client.nam }}",
            "template_misspelt",
            "Line 2: there is no fact “client.nam”.",
        ),
        ("{{ clint.name }}", "template_misspelt", "Did you mean “client”?"),
        ("{{ xyz }}", "template_unknown", "There are: today, sender, client"),
        ("{{ client }}", "template_several", "Name one of them: client.name, client.address."),
        ("{{ amendment.lines }}", "template_list", "Write {% for one in amendment.lines %} … {% endfor %}"),
        ("{{ amendment.lines | join }}", "template_list", "is a list"),
        ("{% for x in client.name %}{% endfor %}", "template_no_list", "is no list to go through"),
        ("a\nb\n{{ client.name", "template_unreadable", "Line 3 cannot be read: “{{ client.name”."),
        ("{% if client.name %}\nx", "template_unreadable", "{% endif %}"),
        ("{% for one in crossed %}{{ one.dy }}{% endfor %}", "template_misspelt", "Did you mean “one.day”?"),
        ("{{ client.name.first }}", "template_misspelt", "Did you mean “client.name”?"),
    ],
)
def test_a_fault_is_said_with_its_line_and_what_helps(text: str, code: str, told: str) -> None:
    (problem,) = problems(text)
    assert (problem.code, problem.field) == (code, "text")
    assert told in sentence(ENGLISH, problem)


def test_every_fault_of_subject_and_text_is_said() -> None:
    found = problems("{{ a }}\n{% if b %}{{ c }}{% endif %}", subject="{{ d }}")
    assert [(problem.field, problem.line) for problem in found] == [
        ("subject", 1),
        ("text", 1),
        ("text", 2),
        ("text", 2),
    ]


def test_a_name_in_a_condition_that_does_not_hold_now_is_checked_too() -> None:
    assert problems("{% if request.due %}{{ request.dew }}{% endif %}")[0].code == "template_misspelt"


def test_a_loop_knows_its_place_and_conditions_compare() -> None:
    text = "{% for one in amendment.lines %}{{ loop.index }}{% if not loop.last %}, {% endif %}{% endfor %}"
    assert text_of(text) == "1, 2"
    assert text_of("{% if client.name == 'Atlas' and not request.due %}yes{% else %}no{% endif %}") == "yes"
    assert text_of("{{ agreement.limits | join(' / ') | upper }}") == "2 REVISIONS INCLUDED"
    assert text_of("{{ request.due or 'soon' }}") == "soon"
    assert text_of("{{ amendment.lines | length }}") == "2"


def test_a_letter_that_grows_is_stopped() -> None:
    lines = FULL.amendment.lines * 200
    template = own(
        "{% for a in amendment.lines %}{% for b in amendment.lines %}" + "x" * 80 + "{% endfor %}{% endfor %}"
    )
    with pytest.raises(Refused) as refused:
        render(template, filled(FULL, {"amendment.lines": lines}), ENGLISH)
    assert refused.value.problems == (Problem("letter_too_long", "text", {"longest": LONGEST}),)


@pytest.mark.parametrize(
    "name", ["<b>Atlas & Co</b>", "{{ sender.name }}", "{% raw %}", "Atlas\r\nBcc: x@y.z", "}}", "\ue0000}"]
)
def test_a_hostile_name_is_shown_as_it_is(name: str) -> None:
    facts = filled(FULL, {"client.name": name})
    letter = render(own("A {{ client.name }} B", "S {{ client.name }}"), facts, ENGLISH)
    assert letter.text == f"A {name} B".strip()
    assert letter.subject == f"S {' '.join(name.split())}"


def test_in_html_facts_and_the_words_around_them_are_escaped() -> None:
    facts = filled(FULL, {"client.name": "<img src=x> & “Co”"})
    html = render_html(own("1 < 2 {{ client.name }}<script>"), facts, ENGLISH, ENGLISH)
    assert "1 &lt; 2 <b>&lt;img src=x&gt; &amp; “Co”</b>&lt;script&gt;" in html


def test_typography_leaves_tags_and_lines_as_they_are() -> None:
    template = own(
        '« {{ client.name }} » !\n{% if client.name != "x" %}\nl\'an ; {{ amendment.duration }} h\n{% endif %}'
    )
    letter = render(template, FULL, FRENCH)
    assert letter.text == "«\xa0Atlas\xa0»\u202f!\nl’an\u202f; 2\xa0h\xa020\xa0h"
