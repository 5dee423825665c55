"""The letters on late payments: what each says and does not say, whole and with the least, and those that say `tu`."""

import dataclasses
import re
from datetime import date

import pytest

from rebond.domain.problems import Money
from rebond.language import LANGUAGES, Language
from rebond.letters import template_file
from rebond.letters.claim_facts import InvoiceFacts, PeriodFacts, PromiseFacts, SentFacts
from rebond.letters.fact_values import NoticeLength, Percent, Phrase
from rebond.letters.facts import ClientFacts, LetterFacts, PersonFacts, SenderFacts, filled
from rebond.letters.rendering import Rendered, facts_used, render, render_html
from rebond.resources import resource

from .about import FULL, TODAY

NAMES = ("late_before_due", "late_friendly", "late_second", "late_firm", "late_formal_notice")
FAMILIAR = tuple(path.stem for path in resource("letters", "fr").glob("*.tu.md"))
#: What the letters cannot do without, and nothing else.
LEAST = LetterFacts(
    today=TODAY, sender=SenderFacts(name="Marie Roux", address="Lyon"),
    client=ClientFacts(name="A", address="Bordeaux"),
    invoice=InvoiceFacts(
        number="31", due=date(2026, 10, 30), left=Money(100_00, "EUR"), rate="5 %", article="art. 1",
        pay_by=date(2026, 11, 30), _today=TODAY,
    ),
)  # fmt: skip
EVERY = [(name, code) for name in NAMES for code in LANGUAGES] + [(name, "fr") for name in FAMILIAR]


def letter(name: str, code: str = "fr", facts: LetterFacts = FULL) -> Rendered:
    return render(template_file.load(name, code), facts, Language.of(code, ""))


def plain(text: str) -> str:
    return re.sub("[\xa0\u202f]", " ", text).replace("’", "'")


@pytest.mark.parametrize(("name", "code"), EVERY)
@pytest.mark.parametrize("facts", [FULL, LEAST], ids=["full", "least"])
def test_each_is_whole_with_all_facts_and_with_the_least(name: str, code: str, facts: LetterFacts) -> None:
    written = letter(name, code, facts)
    assert written.missing == ()
    assert "[" not in written.subject + written.text
    assert not re.search(r" [,.;]|\(\)|  |\n\n\n| $", written.text.replace("\xa0;", ""), re.MULTILINE)
    assert facts.invoice.number in written.subject
    *_paragraphs, closing, signature = written.text.split("\n\n")
    assert signature == "Marie Roux"
    assert "\n" not in closing, "the formula is a paragraph of its own"


@pytest.mark.parametrize(("name", "code"), EVERY)
def test_hostile_names_stand_as_they_are_and_as_text_in_the_preview(name: str, code: str) -> None:
    hostile = '<b>"Tom" & Co</b> {{ sender.name }}\n‏עברית'
    facts = dataclasses.replace(
        FULL,
        person=PersonFacts(name=hostile),
        client=ClientFacts(name=hostile, address="1"),
        invoice=dataclasses.replace(FULL.invoice, number='<i>"1"\n2'),
    )
    written = letter(name, code, facts)
    assert hostile in written.text
    assert "\n" not in written.subject
    language = Language.of(code, "")
    html = render_html(template_file.load(name, code), facts, language, language)
    assert "&lt;b&gt;" in html
    assert "<i>" not in html


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_first_ones_presume_an_oversight_and_name_no_penalty(code: str) -> None:
    for name in ("late_before_due", "late_friendly", "late_second"):
        text = plain(letter(name, code).text)
        assert not {"14,39", "14.39", "40,00", "40.00", "L441"} & set(re.findall(r"[\w,.]+", text))
    assert {"fr": "sans doute un oubli", "en": "probably overlooked"}[code] in plain(letter("late_friendly", code).text)


def test_the_firm_one_names_the_dates_the_promise_the_penalty_and_the_indemnity() -> None:
    text = plain(letter("late_firm").text)
    for said in (
        "échéance le 30 octobre 2026", "23 jours", "1 880,00 €", "le 3 novembre 2026, je vous ai écrit",
        "annoncé le paiement pour le 12 novembre 2026 : il n'est pas arrivé en entier", "14,39 €", "12,15 %", "L441-10",
        "40,00 €", "d'ici au 30 novembre 2026",
    ):  # fmt: skip
        assert said in text


def test_the_formal_notice_has_the_words_the_parties_the_summary_eight_days_and_how_interest_is_counted() -> None:
    written = letter("late_formal_notice")
    text = plain(written.text)
    assert written.subject.startswith("Mise en demeure")
    for said in (
        "mise en demeure", "huit jours", "Créancier : Marie Roux", "Débiteur : Atlas", "2 880,00 €", "1 880,00 €",
        "du 31 octobre 2026 au 22 novembre 2026 : 23 jours sur 1 880,00 €, à 12,15 % l'an", "L441-10",
        "Total : 1 934,39 €",
    ):  # fmt: skip
        assert said in text
    assert template_file.load("late_formal_notice", "fr").channel.value == "registered"
    assert "mise en demeure" in letter("late_formal_notice", "en").text


def test_no_total_is_said_over_two_currencies() -> None:
    facts = filled(FULL, {"invoice.left": Money(1_880_00, "CHF"), "invoice.penalty": Money(14_39, "CHF")})
    assert "Total" not in letter("late_formal_notice", "fr", facts).text


def test_where_interest_runs_from_the_demand_the_letters_say_so_and_claim_none() -> None:
    facts = filled(
        FULL, {"invoice.penalty": None, "invoice.indemnity": None, "invoice.periods": (), "invoice.from_demand": True}
    )
    assert "Dès le lendemain de cette mise en demeure" in plain(letter("late_formal_notice", "fr", facts).text)
    assert "Une mise en demeure ferait courir des intérêts" in plain(letter("late_firm", "fr", facts).text)


@pytest.mark.parametrize("name", FAMILIAR)
def test_a_letter_that_says_tu_says_what_the_other_says(name: str) -> None:
    familiar = template_file.load(name, "fr")
    formal = template_file.load(familiar.name, "fr")
    assert (familiar.title, familiar.needs, familiar.channel) == (formal.title, formal.needs, formal.channel)
    assert {*facts_used(familiar)} == {*facts_used(formal)}
    assert not re.search(r"\b(vous|votre|vos|[a-z]{3,}ez)\b", plain(letter(name).text), re.IGNORECASE)
    assert template_file.familiar_form(familiar.name, "fr") == name == familiar.file
    assert template_file.familiar_form(familiar.name, "en") == familiar.name


def test_only_the_formal_notice_says_vous_to_everybody() -> None:
    assert {template_file.load(name, "fr").name for name in FAMILIAR} >= {*NAMES} - {"late_formal_notice"}
    assert template_file.familiar_form("late_formal_notice", "fr") == "late_formal_notice"


def period(thousandths: int) -> PeriodFacts:
    return PeriodFacts(days=NoticeLength(10), rate=Percent(thousandths), base=Money(100_00, "EUR"))


@pytest.mark.parametrize(
    ("thousandths", "french", "english"),
    [
        ((12_150,), "au taux de 12,15 % l'an", "at 12.15% a year"),
        ((12_150, 12_150), "au taux de 12,15 % l'an", "at 12.15% a year"),
        (
            (13_150, 12_150, 12_150), "aux taux successifs de 13,15 %, puis 12,15 % l'an",
            "at the successive rates of 13.15%, then 12.15% a year",
        ),
    ],
)  # fmt: skip
def test_a_penalty_is_said_at_the_rates_it_was_counted_at(
    thousandths: tuple[int, ...], french: str, english: str
) -> None:
    # The one in force from tomorrow on is another one again.
    facts = filled(FULL, {"invoice.periods": tuple(map(period, thousandths)), "invoice.rate": Percent(9_000)})
    for name in ("late_firm", "late_firm.tu"):
        text = plain(letter(name, "fr", facts).text)
        assert french in text
        assert "9 %" not in text
    assert english in plain(letter("late_firm", "en", facts).text)


def test_a_rate_given_by_hand_is_the_one_that_is_said() -> None:
    facts = filled(FULL, {"invoice.periods": (period(13_150), period(12_150)), "invoice.rate": "8 %"})
    assert "au taux de 8 % l'an" in plain(letter("late_firm", "fr", facts).text)
    bare = filled(FULL, {"invoice.periods": (), "invoice.rate": None})
    assert "taux" not in letter("late_firm", "fr", bare).text


@pytest.mark.parametrize("name", ["late_firm", "late_firm.tu", "late_formal_notice"])
def test_letters_and_promises_are_one_list_in_the_order_of_their_days(name: str) -> None:
    facts = filled(
        FULL,
        {
            "invoice.sent": tuple(
                SentFacts(what=what, day=day)
                for what, day in (("rappel", date(2026, 10, 23)), ("relance", date(2026, 11, 15)))
            ),
            "invoice.promises": (PromiseFacts(day=date(2026, 11, 4), until=date(2026, 11, 12), broken=True),),
        },
    )
    text = plain(letter(name, "fr", facts).text)
    days = [text.index(day) for day in ("23 octobre 2026", "4 novembre 2026", "12 novembre 2026", "15 novembre 2026")]
    assert days == sorted(days)
    assert "Depuis" not in text, "the first letter left before the due date"


def test_a_formal_notice_names_its_exchanges_and_says_which_promise_was_not_kept() -> None:
    text = plain(letter("late_formal_notice").text)
    assert "– mon message du 3 novembre 2026 (friendly reminder)\n– votre promesse du 4 novembre 2026" in text
    assert "de payer le 12 novembre 2026, non tenue" in text
    assert text.startswith("Madame, Monsieur,\n"), "the address says for whose attention it is"
    assert "Veuillez agréer, Madame, Monsieur, mes salutations distinguées." in text
    english = plain(letter("late_formal_notice", "en").text)
    assert "– your promise of 4 November 2026 to pay by 12 November 2026, not kept" in english
    assert english.startswith("Dear Sir or Madam,\n")


@pytest.mark.parametrize(
    ("taxes", "french", "english"),
    [
        (None, "Montant : 2 880", "Amount: €2,880"),
        (Phrase("VAT included"), "Montant, ", "Amount, VAT included: €2,880"),
        (Phrase("taxes included"), "Montant, ", "Amount, taxes included: €2,880"),
    ],
)
def test_the_taxes_of_a_total_are_named_only_where_it_has_some(taxes: Phrase | None, french: str, english: str) -> None:
    facts = filled(FULL, {"invoice.taxes": taxes})
    assert french in plain(letter("late_formal_notice", "fr", facts).text)
    assert english in plain(letter("late_formal_notice", "en", facts).text)


@pytest.mark.parametrize("name", ["late_second", "late_second.tu"])
def test_the_second_one_comes_back_to_what_was_sent_and_says_no_effect_only_of_what_had_none(name: str) -> None:
    text = plain(letter(name, "fr", filled(FULL, {"invoice.unanswered": True})).text)
    assert "Je reviens vers" in text
    assert "Mon message du 3 novembre 2026 est resté sans effet." in text
    assert "sans effet" not in letter(name, "fr", filled(FULL, {"invoice.unanswered": False})).text
    first = plain(letter(name, "fr", filled(FULL, {"invoice.sent": ()})).text)
    assert "Je reviens" not in first
    assert "Je vous écris au sujet de" in first or "Je t'écris au sujet de" in first


def test_broken_promises_are_one_sentence_and_the_friendly_one_recalls_the_last() -> None:
    broken = tuple(
        PromiseFacts(day=date(2026, 11, day), until=date(2026, 11, day + 5), broken=True) for day in (2, 9)
    )  # fmt: skip
    facts = filled(FULL, {"invoice.promises": broken, "invoice.left": FULL.invoice.total})
    assert "le paiement pour le 7 novembre 2026, puis pour le 14 novembre 2026 : il n'est pas arrivé." in plain(
        letter("late_second", "fr", facts).text
    )
    assert "the payment by 7 November 2026, then by 14 November 2026: it did not arrive." in plain(
        letter("late_second", "en", facts).text
    )
    text = plain(letter("late_friendly", "fr", facts).text)
    assert "annoncé ce règlement pour le 14 novembre 2026." in text
    assert "7 novembre" not in text


@pytest.mark.parametrize("name", ["late_friendly", "late_friendly.tu"])
def test_where_a_part_was_paid_the_rest_is_asked_for_and_nobody_lost_the_invoice(name: str) -> None:
    text = plain(letter(name).text)
    assert "encore reçu le solde de ma facture" in text
    assert "parvenue" not in text
    whole = plain(letter(name, "fr", filled(FULL, {"invoice.left": FULL.invoice.total})).text)
    assert "encore reçu le règlement de ma facture" in whole
    assert "parvenue" in whole
