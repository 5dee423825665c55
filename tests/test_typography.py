"""French print: which spaces and apostrophes are set, and that nothing else is touched."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rebond.typography import french

NARROW, WIDE = "\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}"
SPACES = f" {WIDE}{NARROW}"
#: Texts with many of the signs that rules are about.
TEXTS = st.text(st.one_of(st.sampled_from(f"{SPACES};:?!«»\n0123456789a{{}}"), st.characters()))
#: A sentence as a translator writes it, with places for facts.
SENTENCES = st.lists(
    st.sampled_from(["{a}", "{b}", " ", " : ", " ?", " !", " ;", "« ", " »", "«", "»", "10 000", "mot", ":", "\n"])
).map("".join)


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Importer ceci ?", f"Importer ceci{NARROW}?"),
        ("Fini !", f"Fini{NARROW}!"),
        ("ouvert ; fermé", f"ouvert{NARROW}; fermé"),
        ("Annulé : {what}", f"Annulé{WIDE}: {{what}}"),
        ("« {name} »", f"«{WIDE}{{name}}{WIDE}»"),
        ("«{name}»", f"«{WIDE}{{name}}{WIDE}»"),
        ("« Quoi ? »", f"«{WIDE}Quoi{NARROW}?{WIDE}»"),
        ("10 000 ÷ 1 234 567", f"10{NARROW}000 ÷ 1{NARROW}234{NARROW}567"),
        (f"Déjà{WIDE}? là{NARROW}: «{NARROW}ici{NARROW}»", f"Déjà{NARROW}? là{WIDE}: «{WIDE}ici{WIDE}»"),
        ("Trop  :  deux", f"Trop{WIDE}:  deux"),
        ("0,1 à 0,2 % de 7 200 €", f"0,1 à 0,2{WIDE}% de 7{NARROW}200{WIDE}€"),
        (f"{{size}} Mo, 20{NARROW}%", f"{{size}}{WIDE}Mo, 20{WIDE}%"),
        ("{hours} h {minutes:02}, 1 h 30", f"{{hours}}{WIDE}h{WIDE}{{minutes:02}}, 1{WIDE}h{WIDE}30"),
        ("de 9 h à 18 h", f"de 9{WIDE}h à 18{WIDE}h"),
        ("l'an, d'{name}, l'« autre »", f"l’an, d’{{name}}, l’«{WIDE}autre{WIDE}»"),
    ],
)
def test_spaces_are_set(written: str, printed: str) -> None:
    assert french(written) == printed


@pytest.mark.parametrize(
    "written",
    [
        "à 19:40",
        "https://exemple.fr/?a=1;b!",
        "Quoi?",
        "{hours}:{minutes:02}",
        "le 12 2026",
        "1 23 4567",
        "(a)\n? b",
        "{count} jours, 3 mois, 2 hommes",
        "'mot' l' s'",
        "",
    ],
)
def test_what_has_no_space_is_left_so(written: str) -> None:
    assert french(written) == written


@given(TEXTS)
def test_setting_twice_changes_nothing(text: str) -> None:
    assert french(french(text)) == french(text)


@given(TEXTS)
def test_only_spaces_and_apostrophes_change(text: str) -> None:
    def without_spaces(any_text: str) -> str:
        return re.sub(f"[{SPACES}]", "", any_text).replace("'", "’")

    assert without_spaces(french(text)) == without_spaces(text)


@given(TEXTS)
def test_no_space_before_a_sign_can_break(text: str) -> None:
    assert not re.search(f" [;:?!»]|« |[{WIDE}{NARROW} ]{NARROW}[;?!]", french(text))


@given(SENTENCES, st.text(), st.text())
def test_facts_are_left_as_they_were_typed(sentence: str, a: str, b: str) -> None:
    parts = re.split(r"\{[ab]\}", french(sentence))
    facts = [a if place == "{a}" else b for place in re.findall(r"\{[ab]\}", sentence)]
    expected = "".join(part + fact for part, fact in zip(parts, [*facts, ""], strict=True))
    assert french(sentence).format(a=a, b=b) == expected
