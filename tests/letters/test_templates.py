"""The templates that ship: each in both languages, whole with the facts that it needs, and honest about the others."""

import dataclasses

import pytest

from rebond.domain.problems import Refused
from rebond.language import LANGUAGES, Language
from rebond.letters import template_file
from rebond.letters.askable import ASKABLE, asked_as, general
from rebond.letters.facts import LetterFacts, filled
from rebond.letters.rendering import Rendered, facts_used, render
from rebond.resources import resource

from .about import FULL, TODAY

NAMES = template_file.names()
LETTERS = [(name, code) for name in NAMES for code in LANGUAGES]


def rendered(name: str, code: str, facts: LetterFacts = FULL) -> Rendered:
    return render(template_file.load(name, code), facts, Language.of(code, ""))


def test_every_letter_is_there_in_every_language() -> None:
    assert {"polite_no", "reminder_of_limits", "amendment", "amendment_reminder", "notice_of_end"} <= {*NAMES}
    for code in LANGUAGES:
        assert {path.stem.removesuffix(".tu") for path in resource("letters", code).iterdir()} == {*NAMES}


@pytest.mark.parametrize(("name", "code"), LETTERS)
def test_a_letter_says_what_it_is_for_and_names_only_facts_that_there_are(name: str, code: str) -> None:
    template = template_file.load(name, code)
    assert template.title
    assert template.when
    assert template.tone
    assert set(template.needs) <= set(facts_used(template))


@pytest.mark.parametrize("name", NAMES)
def test_a_letter_needs_the_same_in_every_language(name: str) -> None:
    french, english = (template_file.load(name, code) for code in ("fr", "en"))
    assert (french.needs, french.channel) == (english.needs, english.channel)
    assert {*facts_used(french)} == {*facts_used(english)}


@pytest.mark.parametrize(("name", "code"), LETTERS)
def test_with_all_facts_nothing_is_missing_and_no_tag_is_left(name: str, code: str) -> None:
    letter = rendered(name, code)
    assert letter.missing == ()
    for text in (letter.subject, letter.text):
        assert text
        assert not {"{{", "}}", "{%", "None", "[", "  \n"} & {
            mark for mark in ("{{", "}}", "{%", "None", "[", "  \n") if mark in text
        }
    assert "\n\n\n" not in letter.text
    assert letter.text.endswith("Marie Roux")


@pytest.mark.parametrize(("name", "code"), LETTERS)
def test_what_is_missing_is_asked_for_by_its_name_and_stands_in_brackets(name: str, code: str) -> None:
    language = Language.of(code, "")
    letter = rendered(name, code, LetterFacts(today=TODAY))
    assert set(template_file.load(name, code).needs) - {"amendment.total", "agreement.limits"} <= {*letter.missing}
    for path in letter.missing:
        assert asked_as(language, path) != path
    assert f"[{asked_as(language, 'sender.name')}]" in letter.text


def test_a_missing_fact_is_named_in_the_persons_language_not_in_that_of_the_letter() -> None:
    facts = filled(FULL, {"request.words": ""})
    letter = render(template_file.load("polite_no", "fr"), facts, Language.of("fr", ""), asked_in=Language.of("en", ""))
    assert "« [The request, in the client's own words] »" in letter.text.replace("\xa0", " ")
    assert letter.missing == ("request.words",)


def test_a_fact_is_worded_in_the_letters_language() -> None:
    assert "22 décembre 2026" in rendered("notice_of_end", "fr").text
    assert "22 December 2026" in rendered("notice_of_end", "en").text


def test_french_is_typeset_and_english_is_not() -> None:
    assert "«\xa0Could you run the recruitment page too?\xa0»" in rendered("polite_no", "fr").text
    assert "J’ai bien reçu" in rendered("polite_no", "fr").text
    assert "“Could you run the recruitment page too?”" in rendered("polite_no", "en").text


def test_each_line_of_an_amendment_is_rounded_half_to_even_and_the_total_is_their_sum() -> None:
    # 90 min and 50 min at 80.00: 120.00 and 66.67, not 186.66 for 140 min.
    text = rendered("amendment", "en").text
    for part in (
        "1 h 30 at €80.00 an hour: €120.00",
        "50 min at €80.00 an hour: €66.67",
        "2 h 20, €186.67 before taxes",
    ):
        assert part in text


def test_a_line_without_hours_is_asked_for_them_once_and_prices_nothing() -> None:
    lines = (FULL.amendment.lines[0], dataclasses.replace(FULL.amendment.lines[1], duration=None))
    letter = rendered("amendment", "en", filled(FULL, {"amendment.lines": lines}))
    assert letter.missing == ("amendment.lines.2.duration",)
    assert "€186.67" not in letter.text
    assert "€120.00" in letter.text


def test_a_rate_given_by_hand_prices_every_line() -> None:
    facts = filled(FULL, {"amendment.rate": dataclasses.replace(FULL.amendment.rate, cents=60_00)})  # type: ignore[type-var]
    assert "€140.00 before taxes" in rendered("amendment", "en", facts).text


def test_an_unknown_letter_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(Refused) as refused:
        template_file.load("threat", "en")
    assert "polite_no" in str(refused.value.problems[0].facts["names"])


def test_every_fact_that_can_be_asked_for_is_one_of_a_letter() -> None:
    named = {general(path) for name, code in LETTERS for path in facts_used(template_file.load(name, code))}
    named |= {path.removesuffix(".*") for path in named}
    clauses = {f"agreement.{name}" for name in ("hours", "answer", "revisions", "urgent")}
    of_paper = {"sender.address", "sender.email", "sender.phone", "sender.registration", "client.address"}
    assert {*ASKABLE} - named - clauses - {"amendment.made"} - of_paper == {"person.email"}


def test_the_recap_says_tu_to_whom_one_says_tu_and_lists_only_what_there_is() -> None:
    familiar = filled(FULL, {"person.familiar": True})
    said = rendered("recap", "fr", familiar).text
    assert "dis-moi si" in said
    assert "De ton côté" in said
    assert "votre" not in said
    assert "dites-moi si" in rendered("recap", "fr").text
    assert "27 novembre 2026" in said
    bare = filled(FULL, {"talk.said": (), "talk.decided": (), "talk.mine": (), "talk.theirs": ()})
    for code in LANGUAGES:
        text = rendered("recap", code, bare).text
        assert "–" not in text
        assert "\n\n\n" not in text
