"""Signs of direction are left out where a text is kept, and a name stands apart in a sentence where it needs to."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rebond.domain.direction import SIGNS, Sentence, harmless, isolated, joined, upright
from rebond.domain.missions.kinds import Client
from rebond.domain.money.kinds import Account
from rebond.domain.names import cleaned, folded
from rebond.domain.registry import BY_NAME
from tests.languages import ENGLISH, FRENCH

FIRST, END = "\u2068", "\u2069"
HEBREW = "\u05e9\u05dc\u05d5\u05dd"


@pytest.mark.parametrize("sign", SIGNS)
def test_every_sign_is_left_out_of_what_is_kept(sign: str) -> None:
    client = Client(name=f"At{sign}las", note=f"{sign}a\n{sign}b", address=sign)
    assert (client.name, client.note, client.address) == ("Atlas", "a\nb", "")
    assert replace(client, name=f"{sign}Lune").name == "Lune"
    assert cleaned(f" At{sign}las ") == "Atlas"
    assert folded(f"Ét{sign}é") == "ete"


def test_every_field_of_text_of_every_kind_is_upright() -> None:
    for cls in BY_NAME.values():
        texts = {field.name for field in cls.declared.fields if field.type is str}
        assert set(cls._texts) == texts, cls.kind


def test_marks_and_letters_stay() -> None:
    text = f"{HEBREW}\u200e 12 \u200f\u061c é"
    assert Account(name=text).name == text


@given(st.text(st.characters(max_codepoint=0x52F), max_size=40))
def test_a_sentence_with_ordinary_names_stays_as_it_is(name: str) -> None:
    assert Sentence("{name}: {count}").format(name=name, count=3) == f"{name}: 3"
    assert joined(" · ", (name, "", "x")) == " · ".join(filter(None, (name, "x")))


def test_the_sentences_of_a_language_isolate_names() -> None:
    for sentence in (
        ENGLISH.gettext("Open {name}"),
        FRENCH.gettext("Open {name}"),
        FRENCH.ngettext("{name} one", "{name} many", 2),
        FRENCH.pgettext("context", "{name} in a context"),
    ):
        assert f"{FIRST}{HEBREW}{END}" in sentence.format(name=HEBREW)
        assert not set(sentence.format(name="a\u202eb")) & set(SIGNS)


def test_a_name_is_isolated_in_each_sentence_around_it() -> None:
    inner = Sentence("{name} left").format(name=f"{HEBREW}\u202e")
    assert inner == f"{FIRST}{HEBREW}{END} left"
    assert Sentence("Undo: {what}").format(what=inner) == f"Undo: {FIRST}{inner}{END}"
    assert joined(" · ", [HEBREW, "x"]) == f"{FIRST}{HEBREW}{END} · x"


@given(st.text(st.sampled_from(f"ab{SIGNS}{HEBREW}"), max_size=12))
def test_nothing_reaches_beyond_a_text_that_is_shown(text: str) -> None:
    """Of the signs, isolates alone remain, each with its end."""
    for shown in (harmless(text), isolated(text)):
        depth = 0
        for letter in shown:
            depth += (letter == FIRST) - (letter == END)
            assert depth >= 0
            assert letter not in SIGNS or letter in (FIRST, END)
        assert depth == 0
        assert upright(shown) == upright(text)


def test_what_is_put_together_before_it_is_filled_in_and_what_names_a_file_stand_apart_too() -> None:
    sentence = Sentence("{name} is kept") + " " + "in {path}."
    said = sentence.format(name=HEBREW, path=Path("/a\u202ab", HEBREW))
    assert said == f"{FIRST}{HEBREW}{END} is kept in {FIRST}/ab/{HEBREW}{END}."
