"""Every French text that ships is printed with the right spaces: the catalogue and the resources."""

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

import translations
from rebond.actions.charges import presets
from rebond.actions.example.template import filled_in, template
from rebond.resources import resource
from tests.french_print import faults
from tests.languages import ENGLISH, FRENCH
from tests.packaging.source_sentences import source_sentences


def catalogue() -> Iterator[str]:
    """Yield every French sentence of the catalogue, each of its forms, as the program says it."""
    for message in translations.catalogue("fr"):
        match message.id:
            case (str(one), str(many)):
                yield from (FRENCH.ngettext(one, many, count) for count in (0, 1, 2))
            case str(sentence) if sentence:
                context = message.context
                yield FRENCH.pgettext(context, sentence) if context else FRENCH.gettext(sentence)


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)
    elif isinstance(value, str):
        yield value


def test_every_sentence_of_the_catalogue() -> None:
    said = list(catalogue())
    assert len(said) > 1000
    assert {sentence: faults(sentence) for sentence in said if faults(sentence)} == {}


def test_every_text_of_the_example() -> None:
    texts = list(strings(filled_in(template(), FRENCH, date(2026, 11, 22))))
    assert len(texts) > 300
    assert {text: faults(text) for text in texts if faults(text)} == {}


def test_every_status_with_its_note_and_rates() -> None:
    texts = [
        text
        for preset in presets(FRENCH)
        for text in (preset.name, preset.note, *(rate.label for rate in preset.rates))
    ]
    assert len(texts) > 10
    assert {text: faults(text) for text in texts if faults(text)} == {}


def test_resources_have_ordinary_spaces_where_the_program_sets_others() -> None:
    for path in resource().rglob("*.json"):
        texts = list(strings(json.loads(path.read_text("utf-8"))))
        assert [text for text in texts if translations.with_ordinary_spaces(text) != text] == [], path.name


def test_an_english_percentage_has_no_space() -> None:
    said = [ENGLISH.gettext(str(one)) for message in source_sentences() for one in ids(message.id)]
    notes = [preset.note for preset in presets(ENGLISH)]
    assert [text for text in (*said, *notes) if re.search(r"(?<!,) %(?!\d)", text)] == []


def ids(known: Any) -> tuple[str, ...]:
    return known if isinstance(known, tuple) else (known,)


@pytest.mark.parametrize(
    "text",
    [
        "Qui ?", "Qui\N{NO-BREAK SPACE}?", "Qui?", "Un ; deux", "Un\N{NO-BREAK SPACE}; deux", "Reste : 3", "Reste: 3",
        "Reste\N{NARROW NO-BREAK SPACE}: 3", "« Lui »", "«Lui»", "10 000 ici", "20 %", "{hours} h", "l'an",
    ],
)  # fmt: skip
def test_wrong_print_is_noticed(text: str) -> None:
    assert faults(text)


@pytest.mark.parametrize("text", ["19:40", "https://exemple.fr/?a=1;b", "12 2026", "22/11/2026, 22/11", "--leaves"])
def test_what_has_no_space_is_right(text: str) -> None:
    assert not faults(text)
