"""Letters on late payments: the facts that the journal holds of an invoice, and the day of the formal notice."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from rebond.actions import late_sentences
from rebond.actions.invoice_facts import claim_to_check
from rebond.actions.ladders import own_steps, restore_ladder, save_ladder
from rebond.actions.letter_cautions import cautions
from rebond.actions.letter_facts import About, facts_of
from rebond.actions.letter_sources import earliest_sending, source_of, sources_of
from rebond.actions.letter_writing import mark_as_sent, sent_letter, wording
from rebond.actions.records import save
from rebond.domain.countries import Country
from rebond.domain.late.kinds import InvoiceState, LateStep, StateKind
from rebond.domain.late.ladder import Rung
from rebond.domain.letters.kinds import Delivery, Letter, OwnTemplate, Tongue
from rebond.domain.missions.kinds import Client, ClientLegalForm, Event, Invoice, Mission, Payment
from rebond.domain.people.kinds import Person
from rebond.domain.problems import Money
from rebond.journal.journal import Journal
from rebond.journal.queries.settings import load_settings
from rebond.journal.undo import undo
from rebond.letters.claim_facts import InvoiceFacts
from rebond.letters.fact_values import NoticeLength, Percent
from rebond.letters.rendering import facts_used, render
from rebond.letters.template_file import load
from tests.languages import ENGLISH, FRENCH

from .doing import NOW, TODAY, done, refused, rows, write

#: The invoice of the worked example of algorithms.md, 8, before its last payment.
INVOICE = Invoice(
    client_id=1, mission_id=1, number="2025-4", amount=2400_00, vat=480_00, issued=date(2025, 4, 30),
    due=date(2025, 5, 30),
)  # fmt: skip
ABOUT = About(1, 1, invoice_id=1)
PROMISED = InvoiceState(
    invoice_id=1, type=StateKind.PROMISED, starts=date(2025, 6, 2), until=date(2025, 6, 20), reason="by phone"
)
DAY = date(2025, 9, 10)


@pytest.fixture(autouse=True)
def _atlas(journal: Journal) -> None:
    write(
        journal,
        Client(name="Atlas", address="Bordeaux", country=Country.FR),
        Person(client_id=1, name="Claire", familiar=True),
        Mission(client_id=1, name="Social media", starts=date(2025, 1, 1)),
        INVOICE,
        Payment(invoice_id=1, date=date(2025, 7, 15), amount=1000_00),
        PROMISED,
    )


def facts(journal: Journal, day: date = DAY) -> InvoiceFacts:
    with journal.read() as reader:
        return facts_of(reader, ABOUT, day).invoice


def letter(template: str, day: date = DAY) -> Letter:
    return sent_letter(
        load(template, "en"), ABOUT, Delivery.MAIL, "Claire", subject="Invoice", text="Dear Claire,", sent=day
    )


def test_the_facts_are_the_rest_the_delay_the_promise_and_the_penalty_with_its_periods(journal: Journal) -> None:
    found = facts(journal)
    assert (found.number, found.total, found.left) == ("2025-4", Money(2880_00, "EUR"), Money(1880_00, "EUR"))
    assert found.late == NoticeLength(103)
    assert found.pay_by == date(2025, 9, 18)
    assert found.penalty == Money(82_22, "EUR")  # 82.21660…
    assert [(one.days, one.rate, one.base) for one in found.periods] == [
        (NoticeLength(31), Percent(13_150), Money(2880_00, "EUR")),
        (NoticeLength(15), Percent(12_150), Money(2880_00, "EUR")),
        (NoticeLength(57), Percent(12_150), Money(1880_00, "EUR")),
    ]
    assert found.indemnity == Money(40_00, "EUR")
    assert found.claimed == Money(2002_22, "EUR")
    assert found.rate == Percent(12_150)
    assert found.article == {
        "fr": "Code de commerce, art. L441-10, II et D441-5", "en": "Code de commerce, art. L441-10, II and D441-5",
    }  # fmt: skip
    ((day, until, broken),) = [(one.day, one.until, one.broken) for one in found.promises]
    assert (day, until, broken) == (date(2025, 6, 2), date(2025, 6, 20), True)
    assert not found.from_demand


@pytest.mark.parametrize("tongue", ["fr", "en"])
def test_a_formal_notice_to_a_private_person_names_no_law_between_professionals(journal: Journal, tongue: str) -> None:
    """It asks for the rate and the article, says why, and claims no €40."""
    with journal.read() as reader:
        (client,) = reader.all(Client)
    done(journal, save, replace(client, legal_form=ClientLegalForm.CONSUMER), TODAY)
    with journal.read() as reader:
        noted = facts_of(reader, ABOUT, DAY)
        warned = claim_to_check(reader, 1, DAY)
    assert (noted.invoice.rate, noted.invoice.article, noted.invoice.penalty, noted.invoice.indemnity) == (
        None, "", None, None,
    )  # fmt: skip
    spoken = {"fr": FRENCH, "en": ENGLISH}[tongue]
    rendered = render(load("late_formal_notice", tongue), noted, spoken)
    assert {"invoice.rate", "invoice.article"} <= {*rendered.missing}
    assert "L441" not in rendered.text
    assert warned
    assert warned.rates
    assert late_sentences.reason(spoken, warned.rates).startswith(("Pas de montant", "No figure"))


def test_a_formal_notice_to_a_public_body_names_its_own_law(journal: Journal) -> None:
    with journal.read() as reader:
        (client,) = reader.all(Client)
    done(journal, save, replace(client, legal_form=ClientLegalForm.PUBLIC), TODAY)
    found = facts(journal)
    assert (found.rate, found.indemnity) == (Percent(11_150), Money(40_00, "EUR"))
    assert found.article == {
        "fr": "Code de la commande publique, art. L2192-13 et R2192-31 ; Code de la commande publique, art. D2192-35",
        "en": "Code de la commande publique, art. L2192-13 and R2192-31; Code de la commande publique, art. D2192-35",
    }
    with journal.read() as reader:
        found = claim_to_check(reader, 1, DAY)
        assert found
        assert found.rates is None


def test_a_promise_that_was_taken_back_is_not_recalled(journal: Journal) -> None:
    (state,) = rows(journal, InvoiceState)
    done(journal, save, replace(state, ended=date(2025, 6, 10)), TODAY)
    assert facts(journal).promises == ()


def test_a_promise_that_was_broken_is_recalled_even_if_it_was_ended_later(journal: Journal) -> None:
    (state,) = rows(journal, InvoiceState)
    done(journal, save, replace(state, ended=date(2025, 6, 25)), TODAY)
    ((until, broken),) = [(one.until, one.broken) for one in facts(journal).promises]
    assert (until, broken) == (date(2025, 6, 20), True)


@pytest.mark.parametrize(
    ("sent", "then", "unanswered"),
    [
        (date(2025, 7, 20), None, True),
        (date(2025, 5, 23), None, False),  # before the due date, it asked for nothing that was late
        (date(2025, 6, 5), None, False),  # a part was paid since
        (date(2025, 7, 20), date(2025, 7, 21), False),
    ],
)
def test_a_letter_had_no_effect_where_neither_a_payment_nor_a_promise_came_after_it(
    journal: Journal, sent: date, then: date | None, unanswered: bool
) -> None:
    assert not facts(journal).unanswered
    done(journal, mark_as_sent, letter("late_friendly", sent), NOW)
    if then:
        done(journal, save, replace(PROMISED, starts=then, until=date(2025, 8, 1)), TODAY)
    assert facts(journal).unanswered is unanswered


@pytest.mark.parametrize(
    ("own", "client", "vat", "said"),
    [
        (Country.FR, Country.FR, 480_00, "VAT included"),
        (Country.FR, Country.FR, 0, None),
        (Country.QC, Country.FR, 480_00, "taxes included"),
        (None, Country.QC, 480_00, "taxes included"),
        (Country.FR, Country.QC, 480_00, "VAT included"),
    ],
)
def test_the_taxes_of_an_invoice_are_those_of_its_sender(
    journal: Journal, own: Country | None, client: Country, vat: int, said: str | None
) -> None:
    with journal.read() as reader:
        settings = load_settings(reader)
    for row in (
        replace(settings, country=own, status=""), replace(rows(journal, Client)[0], country=client),
        replace(rows(journal, Invoice)[0], vat=vat),
    ):  # fmt: skip
        save(journal, row, TODAY)
    taxes = facts(journal).taxes
    assert (taxes and taxes.sentence) == said


def test_letters_sent_before_are_recalled_by_their_step(journal: Journal) -> None:
    done(journal, mark_as_sent, letter("late_friendly", date(2025, 6, 5)), NOW)
    (sent,) = facts(journal).sent
    assert (sent.what, sent.day) == (LateStep.FRIENDLY, date(2025, 6, 5))
    with journal.read() as reader:
        text = render(load("late_firm", "fr"), facts_of(reader, ABOUT, DAY), FRENCH).text
    assert "le 5\xa0juin 2025, je vous ai écrit" in text or "le 5 juin 2025, je vous ai écrit" in text


@pytest.mark.parametrize(
    ("country", "articles"),
    [
        (Country.BE, ("Loi du 2 août 2002, art. 5 ; Loi du 2 août 2002, art. 6",)),
        (Country.CH, ("CO, art. 102 et 104",)),
        (Country.QC, ("Code civil du Québec, art. 1617 ; Loi sur l’intérêt, art. 3",)),
    ],
)
def test_each_country_has_its_rate_and_articles(journal: Journal, country: Country, articles: tuple[str]) -> None:
    (client,) = rows(journal, Client)
    done(journal, save, replace(client, country=country), TODAY)
    (invoice,) = rows(journal, Invoice)
    day = date(2026, 3, 1)
    done(journal, save, replace(invoice, due=date(2026, 1, 15), issued=date(2026, 1, 1)), TODAY)
    found = facts(journal, day)
    assert (found.article["fr"],) == articles
    assert found.from_demand == (country in (Country.CH, Country.QC))
    assert (found.penalty is None) == found.from_demand
    assert found.rate == Percent(10_500 if country is Country.BE else 5_000)
    assert (found.indemnity is None) == (country is not Country.BE)


def test_a_formal_notice_sets_the_day_of_the_demand_in_one_change_and_a_second_one_leaves_it(journal: Journal) -> None:
    done(journal, mark_as_sent, letter("late_formal_notice"), NOW)
    (invoice,) = rows(journal, Invoice)
    assert invoice.demanded == DAY
    assert rows(journal, Event)[0].text == "Invoice"
    assert undo(journal)
    assert rows(journal, Invoice)[0].demanded is None
    assert rows(journal, Letter) == ()
    done(journal, mark_as_sent, letter("late_formal_notice"), NOW)
    done(journal, mark_as_sent, letter("late_formal_notice", date(2025, 10, 1)), NOW)
    assert rows(journal, Invoice)[0].demanded == DAY


def test_a_formal_notice_is_not_sent_before_the_day_after_the_due_date(journal: Journal) -> None:
    for day in (INVOICE.due - timedelta(days=1), INVOICE.due):
        with refused(journal, ("demand_before_due", "sent")):
            mark_as_sent(journal, letter("late_formal_notice", day), NOW)
    done(journal, mark_as_sent, letter("late_formal_notice", INVOICE.due + timedelta(days=1)), NOW)
    done(journal, mark_as_sent, letter("late_friendly", INVOICE.due), NOW)


def test_a_letter_of_a_day_before_what_it_recalls_is_told(journal: Journal) -> None:
    done(journal, mark_as_sent, letter("late_friendly", date(2025, 6, 5)), NOW)
    template = load("late_firm", "en")
    with journal.read() as reader:
        found = {
            day: cautions(ENGLISH, template, facts_of(reader, ABOUT, day), facts_used(template), None)
            for day in (date(2025, 6, 4), date(2025, 6, 5))
        }
    assert [[one.code for one in told] for told in found.values()] == [["before_facts"], []]


def test_a_reminder_sets_no_demand(journal: Journal) -> None:
    done(journal, mark_as_sent, letter("late_firm"), NOW)
    assert rows(journal, Invoice)[0].demanded is None


def test_facts_lead_to_their_entries_and_a_letter_is_not_older_than_what_it_recalls(journal: Journal) -> None:
    done(journal, mark_as_sent, letter("late_friendly", date(2025, 6, 5)), NOW)
    with journal.read() as reader:
        found = sources_of(reader, ABOUT, DAY)
        facts_of_letter = facts_of(reader, ABOUT, DAY)
    facts_now = facts_of_letter.invoice
    assert source_of(found, "invoice.due") == rows(journal, Invoice)[0]
    assert source_of(found, "invoice.sent.1.day") == rows(journal, Letter)[0]
    assert source_of(found, "invoice.promises.1.until") == rows(journal, InvoiceState)[0]
    assert source_of(found, "invoice.exchanges.1.day") == rows(journal, InvoiceState)[0]
    assert source_of(found, "invoice.exchanges.2.what") == rows(journal, Letter)[0]
    assert [one.day for one in facts_now.exchanges] == [date(2025, 6, 2), date(2025, 6, 5)]
    for used in (["invoice.sent.*.day", "invoice.promises.*.day"], ["invoice.exchanges.*.day"]):
        assert earliest_sending(facts_of_letter, used) == date(2025, 6, 5)


def test_a_table_that_has_ended_is_told_and_one_that_holds_is_not(journal: Journal) -> None:
    with journal.read() as reader:
        now, later = claim_to_check(reader, 1, DAY), claim_to_check(reader, 1, date(2026, 9, 1))
        assert now
        assert now.rates is None
        assert later
        assert later.rates
        assert not later.rates.is_known
        assert claim_to_check(reader, None, DAY) is None


def test_an_invoice_that_is_gone_refuses_the_letter(journal: Journal) -> None:
    with refused(journal, ("letter_about_gone", "")), journal.read() as reader:
        facts_of(reader, About(1, 1, invoice_id=9), DAY)


def test_the_wording_for_tu_is_kept_apart_from_that_for_vous(journal: Journal) -> None:
    own = OwnTemplate(template="late_friendly.tu", language=Tongue.FR, subject="Ma facture", text="Salut")
    done(journal, save, own, TODAY)
    with journal.read() as reader:
        assert wording(reader, "late_friendly", "fr", familiar=True).text == "Salut"
        assert "vous" in wording(reader, "late_friendly", "fr").text
        assert "vous" in wording(reader, "late_formal_notice", "fr", familiar=True).text
        assert wording(reader, "late_friendly", "en", familiar=True) == load("late_friendly", "en")


def test_a_ladder_is_kept_for_whom_it_is_and_given_up_again(journal: Journal) -> None:
    rungs = (Rung(LateStep.FRIENDLY, 5), Rung(LateStep.FORMAL_NOTICE, 20))
    done(journal, save_ladder, 1, None, rungs, TODAY)
    done(journal, save_ladder, None, Country.FR, rungs[:1], TODAY)
    assert save_ladder(journal, 1, None, rungs, TODAY) is None  # it is kept already
    done(journal, save_ladder, 1, None, (replace(rungs[0], days=9), Rung(LateStep.FIRM, 12)), TODAY)
    done(journal, save_ladder, 1, None, rungs, TODAY)
    with journal.read() as reader:
        assert [(row.step, row.days) for row in own_steps(reader, 1, None)] == [(one.step, one.days) for one in rungs]
        assert len(own_steps(reader, None, Country.FR)) == 1
    done(journal, restore_ladder, 1, None)
    with journal.read() as reader:
        assert own_steps(reader, 1, None) == ()
        assert len(own_steps(reader, None, Country.FR)) == 1


def test_a_ladder_without_steps_or_beyond_two_years_is_refused(journal: Journal) -> None:
    with refused(journal, ("ladder_without_steps", "")):
        save_ladder(journal, None, None, (), TODAY)
    with refused(journal, ("out_of_range", "firm")):
        save_ladder(journal, None, None, (Rung(LateStep.FIRM, 999),), TODAY)
