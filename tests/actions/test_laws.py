"""The law where the contract is silent: which rules, and a reasonable notice by the length of the relation."""

from dataclasses import replace
from datetime import date

import pytest

from rebond.actions.laws import law_of
from rebond.domain.agreements.kinds import Agreement
from rebond.domain.agreements.law import LegalCase, NoticeRange, cases, reasonable_notice, rules
from rebond.domain.agreements.terms import Agreed
from rebond.domain.countries import Country, country_of
from rebond.domain.missions.kinds import Contract, Mission

TODAY = date(2026, 11, 22)
SILENT = Mission(id=1, client_id=1, name="Site", starts=date(2025, 1, 1))
TERM = replace(SILENT, contract=Contract.FIXED_TERM, ends=date(2026, 12, 31))
PAPER = Agreement(id=1, mission_id=1, starts=date(2025, 1, 1))


def articles(country: Country, mission: Mission, *versions: Agreement) -> list[str]:
    found = rules(law_of(country), cases(Agreed(mission, versions), TODAY))
    return [rule.article["fr"] for rule in found]


def test_a_contract_that_says_nothing_is_open_ended_and_ended_with_reasonable_notice() -> None:
    assert cases(Agreed(SILENT), TODAY) == (LegalCase.ALWAYS, LegalCase.NO_DURATION, LegalCase.NO_NOTICE)
    assert articles(Country.FR, SILENT) == ["Code civil, art. 1211", "Code de commerce, art. L442-1 II"]


def test_what_was_agreed_leaves_less_to_the_law() -> None:
    said = replace(PAPER, contract=Contract.OPEN_ENDED, notice=1)
    assert cases(Agreed(SILENT, (said,)), TODAY) == (LegalCase.ALWAYS, LegalCase.OPEN_ENDED)
    assert cases(Agreed(replace(SILENT, notice=1)), TODAY) == (LegalCase.ALWAYS, LegalCase.NO_DURATION)
    assert cases(Agreed(replace(SILENT, contract=Contract.UNTIL_DELIVERY)), TODAY) == (
        LegalCase.ALWAYS,
        LegalCase.NO_NOTICE,
    )


def test_a_fixed_term_runs_to_its_term_and_may_be_renewed_by_going_on() -> None:
    assert articles(Country.FR, TERM) == ["Code civil, art. 1212", "Code civil, art. 1214 et 1215"]
    assert articles(Country.FR, replace(TERM, renewal_months=12)) == ["Code civil, art. 1212"]
    assert articles(Country.FR, TERM, replace(PAPER, renewal_months=0)) == ["Code civil, art. 1212"]


def test_each_country_has_its_own_rule_of_ending() -> None:
    assert articles(Country.CH, TERM) == ["CO, art. 404"]
    assert articles(Country.QC, TERM) == ["C.c.Q., art. 2125 et 2129", "C.c.Q., art. 2126"]
    assert len(articles(Country.BE, SILENT)) == 2
    assert articles(Country.BE, TERM) == []


@pytest.mark.parametrize("country", Country)
def test_every_rule_is_dated_and_said_in_both_languages(country: Country) -> None:
    law = law_of(country)
    assert (law.country, law.looked_up.year) == (country, 2026)
    assert law.rules
    for rule in law.rules:
        assert rule.text.keys() == rule.article.keys() == {"fr", "en"}
        assert all((*rule.text.values(), *rule.article.values()))


@pytest.mark.parametrize(
    ("since", "most"),
    [
        (date(2026, 11, 22), 3), (date(2024, 11, 23), 3), (date(2024, 11, 22), 6), (date(2021, 11, 23), 6),
        (date(2021, 11, 22), 12), (date(2016, 11, 22), 18), (date(1990, 1, 1), 18),
    ],
)  # fmt: skip
def test_a_reasonable_notice_is_a_range_by_the_length_of_the_relation(since: date, most: int) -> None:
    step = reasonable_notice(law_of(Country.FR), since, TODAY)
    assert step
    assert step.most == most
    assert step.least < step.most


def test_without_a_scale_no_length_is_invented() -> None:
    assert reasonable_notice(law_of(Country.FR), date(2020, 2, 29), date(2022, 2, 28)) == NoticeRange(2, 3, 6)
    assert all(
        reasonable_notice(law_of(country), date(2010, 1, 1), TODAY) is None
        for country in (Country.BE, Country.CH, Country.QC)
    )


def test_the_country_is_the_clients_else_the_journals_else_that_of_the_status() -> None:
    assert country_of(Country.BE, Country.CH, "fr-micro-bnc") is Country.BE
    assert country_of(None, Country.CH, "fr-micro-bnc") is Country.CH
    assert country_of(None, None, "fr-micro-bnc") is Country.FR
    assert country_of(None, None, "company") is country_of(None, None) is None
