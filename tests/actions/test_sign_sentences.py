"""A client's state in words: signs with their reasons, never a bare score."""

import datetime as dt
from dataclasses import replace
from fractions import Fraction

import pytest

from rebond.actions import refit_sentences, sign_sentences
from rebond.domain.agreements.kinds import Amendment, Reply
from rebond.domain.missions.kinds import EventKind
from rebond.domain.money.kinds import Settings
from rebond.domain.signs.client_record import ClientRecord
from rebond.domain.signs.client_state import DEFAULT_WEIGHTS, state, weights_of
from rebond.domain.signs.refit import Refit
from tests.domain.signs.made import ATLAS, TODAY, ago, event, events, paying
from tests.languages import ENGLISH

SUNDAY = EventKind.OUTSIDE_HOURS
REFUSAL = Amendment(id=1, mission_id=1, number="A1", title="Fair", made=ago(40), sent=ago(40), reply=Reply.REFUSED,
                    answered=ago(34))  # fmt: skip
#: Words every five days, the last of them twelve days ago.
SILENT = (*events(32, 27, 22, 17, 12, kind=EventKind.DECISION), event(6, EventKind.SILENCE))


def said(record: ClientRecord, today: dt.date = TODAY) -> str:
    return sign_sentences.sentence(ENGLISH, state(record, today))


def product(record: ClientRecord) -> str:
    return sign_sentences.product(ENGLISH, state(record, TODAY))


def test_three_signs_in_five_weeks() -> None:
    words = (*events(34, 28, 18, kind=EventKind.DECISION), *events(21, 14, kind=SUNDAY))
    record = replace(ATLAS, events=(*words, event(6, EventKind.SILENCE)), amendments=(REFUSAL,))
    assert said(record) == (
        "Three signs in five weeks: a refused amendment, Sunday messages, silence twice the usual. "
        "Chance of leaving 11.7% a month."
    )
    assert product(record) == "3% × 2 × 1.3 × 1.5 = 11.7%"


def test_no_sign() -> None:
    assert said(ATLAS) == "No sign. Chance of leaving 3% a month, the default."
    assert product(ATLAS) == "3%"


def test_without_a_mission_under_way_nobody_can_leave() -> None:
    assert said(replace(ATLAS, missions=())) == "No sign. No mission is under way."


def test_the_limit_is_said() -> None:
    kinds = (EventKind.DISSATISFACTION, EventKind.COMPETITOR, EventKind.IN_HOUSE)
    record = replace(ATLAS, events=(*(event(1, kind) for kind in kinds), *events(3, 2, 1)))
    assert said(record) == (
        "Four signs in one week: three requests beyond the quote, its dissatisfaction, talks with a competitor, "
        "work taken in-house. Chance of leaving 60% a month, the most that is assumed."
    )
    assert product(record) == "3% × 1.5 × 2 × 2.5 × 3 = 67.5%, at most 60%"


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (replace(ATLAS, events=events(8, 0, kind=SUNDAY)), "week-end messages"),
        (replace(ATLAS, events=events(2, 0, kind=SUNDAY)), "messages outside hours"),
        (replace(ATLAS, events=events(8, 0, kind=EventKind.ENDLESS_CHANGES)), "endless changes"),
        (
            replace(ATLAS, events=(event(8, SUNDAY), event(7, EventKind.ENDLESS_CHANGES))),
            "messages outside hours and endless changes",
        ),
        (replace(ATLAS, events=(event(14, EventKind.DECISION), event(1, EventKind.SILENCE))), "14 days of silence"),
        (
            replace(ATLAS, events=(*events(17, 16, 15, 14, 13, kind=EventKind.DECISION), event(1, EventKind.SILENCE))),
            "silence 13 times the usual",
        ),
        (replace(ATLAS, amendments=(replace(REFUSAL, reply=None, answered=None),)), "an unanswered amendment"),
        (replace(ATLAS, amendments=(REFUSAL, replace(REFUSAL, id=2))), "two refused amendments"),
        (
            replace(ATLAS, amendments=(REFUSAL, replace(REFUSAL, id=2, reply=None, answered=None))),
            "two amendments refused or unanswered",
        ),
        (paying(0, 0, 0, 0, 20, 20), "two of its last three invoices later than usual"),
        (paying(0, 0, 0, 20, 20, 20), "its last three invoices later than usual"),
    ],
)
def test_reasons(record: ClientRecord, reason: str) -> None:
    found = state(record, TODAY)
    assert reason in [sign_sentences.reason(ENGLISH, one) for one in found.present]
    assert said(record).count(reason) == 1


def test_a_long_time_is_told_in_months_and_a_dismissed_sign_is_not_hidden() -> None:
    record = replace(ATLAS, events=(event(90, EventKind.COMPETITOR), event(2, EventKind.DISSATISFACTION)))
    assert said(record).startswith("Two signs in three months: ")
    found = state(record, TODAY)
    hidden = replace(found, present=(), dismissed=found.present[:1])
    assert sign_sentences.sentence(ENGLISH, hidden).startswith("No sign but 1 dismissed. ")


def test_each_entry_says_what_it_is() -> None:
    late = paying(0, 0, 0, 0, 20, None)
    record = replace(late, events=SILENT, amendments=(REFUSAL, replace(REFUSAL, id=2, reply=None, answered=None)))
    texts = {sign_sentences.entry(ENGLISH, one) for sign in state(record, TODAY).present for one in sign.entries}
    assert texts >= {
        "A1 Fair: refused", "A1 Fair: unanswered for 40 days", "F5: paid 20 days late", "F6: 60 days late, open",
        "Last word: decision", "silence", "Waits for an answer: A1 Fair",
    }  # fmt: skip
    ends = {sign_sentences.until(ENGLISH, sign) for sign in state(record, TODAY).present}
    assert ends == {"until 11 May 2027", "until the next word", "until it is paid"}


@pytest.mark.parametrize(
    ("settings", "end"),
    [
        (Settings(leaving_rate=2_500), "Chance of leaving 2.5% a month, as you set it."),
        (Settings(leaving_rate=2_500, leaving_fitted=True), "Chance of leaving 2.5% a month, as refitted."),
    ],
)
def test_a_chance_without_signs_that_is_not_the_default_says_whose_it_is(settings: Settings, end: str) -> None:
    weights = weights_of(settings, ())
    assert sign_sentences.sentence(ENGLISH, state(ATLAS, TODAY, weights)) == f"No sign. {end}"
    rival = replace(ATLAS, events=(event(1, EventKind.COMPETITOR),))
    assert sign_sentences.product(ENGLISH, state(rival, TODAY, weights)) == "2.5% × 2.5 = 6.2%"


def test_the_verdict_on_a_refit_says_its_score_beside_the_others() -> None:
    refit = Refit(7, 240, DEFAULT_WEIGHTS, Fraction(212, 10_000), Fraction(25, 1_000), Fraction(27, 1_000))
    better = (
        "Refitted from 7 endings in 240 months of clients. Brier score on clients left out: 0.0212, against 0.0270 "
        "for “3% for everybody” and 0.0250 for the defaults; the lower, the better."
    )
    assert refit_sentences.verdict(ENGLISH, refit) == better
    worse = " The refit foretells no better: the weights stay as they are."
    for change in ({"brier": Fraction(25, 1_000)}, {"brier_base": Fraction(1, 100)}):
        assert refit_sentences.verdict(ENGLISH, replace(refit, **change)).endswith(worse)
    assert refit_sentences.missing(ENGLISH, 4) == (
        "From 5 endings on, the weights can be refitted to your own clients: 4 so far, 1 more needed. "
        "An ending counts when a client broke off ahead of the term, once that month is over."
    )
