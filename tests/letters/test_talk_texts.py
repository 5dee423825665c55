"""The texts proposed for a talk: of each kind, in each language, with all facts and with hardly any."""

import dataclasses
from datetime import date

import pytest

from rebond.domain.problems import Money
from rebond.domain.talks.advice import proposed_fields
from rebond.domain.talks.kinds import TalkKind
from rebond.language import LANGUAGES, Language
from rebond.letters.fact_values import Phrase
from rebond.letters.facts import ClientFacts, LetterFacts, PersonFacts, filled
from rebond.letters.talk_texts import ProposedTalk, proposed
from rebond.resources import resource

from .about import FULL, TODAY

FAMILIAR = dataclasses.replace(FULL, person=PersonFacts(name="Claire", familiar=True))
MINIMAL = LetterFacts(today=TODAY, client=ClientFacts(name="Atlas"))
ALL = [(kind, code) for kind in TalkKind for code in LANGUAGES]


def texts(found: ProposedTalk) -> list[str]:
    return [found.channel, *found.texts.values(), *(text for both in found.objections for text in both)]


def test_every_kind_has_its_file_in_every_language() -> None:
    for code in LANGUAGES:
        assert {path.stem for path in resource("talks", code).iterdir()} == {kind.value for kind in TalkKind}


@pytest.mark.parametrize(("kind", "code"), ALL)
@pytest.mark.parametrize("facts", [FULL, FAMILIAR, MINIMAL], ids=["full", "familiar", "minimal"])
def test_each_text_is_whole(kind: TalkKind, code: str, facts: LetterFacts) -> None:
    found = proposed(kind, facts, Language.of(code, ""))
    assert tuple(found.texts) == proposed_fields(kind)
    assert len(found.objections) >= 3
    for text in texts(found):
        assert text.strip() == text
        assert text
        for fault in ("{", "}", "[", "]", "  ", " .", " ,", "None", "\n\n", "()", "« »"):
            assert fault not in text, (fault, text)


@pytest.mark.parametrize("kind", list(TalkKind))
def test_a_person_whom_one_says_tu_to_is_never_said_vous_to(kind: TalkKind) -> None:
    found = proposed(kind, FAMILIAR, Language.of("fr", ""))
    spoken = [found.texts["opening"], found.texts["exit_line"], *(answer for _objection, answer in found.objections)]
    for text in spoken:
        words = text.lower().replace("’", " ").split()
        assert not {"votre", "vos"} & {*words}, text
        assert "vous" not in words or "chez vous" in text or "cela vous demande" in text, text
    formal = proposed(kind, FULL, Language.of("fr", ""))
    assert formal.texts["opening"] != found.texts["opening"] or kind is TalkKind.LIMITS


def test_facts_stand_in_the_texts_and_leave_no_gap_where_they_are_not_known() -> None:
    english = Language.of("en", "")
    assert (
        "invoice 2026-28, €576.00, which was due on 15 November 2026. It may"
        in (proposed(TalkKind.PAYMENT, FULL, english).texts["opening"])
    )
    assert (
        proposed(TalkKind.PAYMENT, MINIMAL, english)
        .texts["opening"]
        .startswith("I am getting in touch about an invoice that is still unpaid. It may")
    )
    assert proposed(TalkKind.MY_ERROR, MINIMAL, english).texts["aim"].startswith("Atlas hears of it from me")


def test_a_name_cannot_write_into_the_texts() -> None:
    hostile = dataclasses.replace(FULL, person=PersonFacts(name="<b>{{ sender.name }}</b> \u202e" + "x" * 10_000))
    for kind in TalkKind:
        for text in texts(proposed(kind, hostile, Language.of("fr", ""))):
            assert "Marie Roux" not in text


SEVERAL = filled(FULL, {"talk.number": "", "talk.invoices": Phrase("8 invoices"), "talk.owed": Money(8_000_00, "EUR")})


@pytest.mark.parametrize("familiar", [False, True])
@pytest.mark.parametrize("code", LANGUAGES)
def test_a_talk_about_several_invoices_speaks_of_all_and_of_the_oldest(code: str, familiar: bool) -> None:
    language = Language.of(code, "")
    facts = filled(SEVERAL, {"person.familiar": familiar})
    found = proposed(TalkKind.PAYMENT, facts, language)
    for text in (found.texts["aim"], found.texts["opening"]):
        assert "8 invoices" in text
        assert language.money(8_000_00, "EUR") in text
        assert "2026-28" not in text
    assert language.day(date(2026, 11, 15)) in found.texts["opening"]
    assert {"fr": "les factures", "en": "The invoices"}[code] in found.texts["solutions"]
    first = " ".join(found.objections[0])
    assert {"fr": "les renvoie", "en": "send them"}[code] in first
    assert {"fr": " la facture ", "en": " it again"}[code] not in " ".join(texts(found))


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("familiar", [False, True])
def test_others_are_spoken_of_only_where_there_are_others(code: str, familiar: bool) -> None:
    said = {"fr": "Il y en a eu d’autres", "en": "There have been others"}[code]
    for others in (False, True):
        facts = filled(FULL, {"talk.others": others, "person.familiar": familiar})
        text = " ".join(texts(proposed(TalkKind.LIMITS, facts, Language.of(code, ""))))
        assert (said in text) is others
        assert "Un seul" not in text


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_text_invents_what_nobody_noted(code: str) -> None:
    """A cause, a reason or a contact that the journal does not know is no fact."""
    for kind in TalkKind:
        text = " ".join(texts(proposed(kind, MINIMAL, Language.of(code, "")))).replace("’", "'")
        for invented in ("la vérification qu'il fallait", "dont nous avons parlé", "ne tient pas au tarif", "vendredi",
                         "skipped a check", "the contact I mentioned", "not about the rate", "Friday"):  # fmt: skip
            assert invented not in text
