"""Weights refitted from past endings: they follow many, stay near the defaults with few, and are scored honestly."""

import random
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from rebond.domain.signs.client_state import DEFAULT_PERCENTS, DEFAULT_WEIGHTS, Weights
from rebond.domain.signs.kinds import Sign
from rebond.domain.signs.past_months import ClientMonth
from rebond.domain.signs.refit import ENOUGH_ENDINGS, Refit, Seen, brier, fitted, refit, tally

DAY = date(2026, 1, 1)
NONE: frozenset[Sign] = frozenset()
RIVAL = frozenset({Sign.COMPETITOR})
QUIET = frozenset({Sign.SILENCE})


def months(signs: frozenset[Sign], left: int, of: int, *, first_client: int = 1) -> list[ClientMonth]:
    """So many months with these signs, each of another client, of which the first ones left."""
    return [ClientMonth(first_client + place, DAY, signs, place < left) for place in range(of)]


def simulated(truth: Weights, clients: int, length: int, seed: int = 5) -> list[ClientMonth]:
    """Clients that each stay for up to so many months with signs of chance, and leave as the truth says."""
    draw = random.Random(seed)  # noqa: S311 - the same histories every time
    found = []
    for client_id in range(clients):
        for _month in range(length):
            signs = frozenset(sign for sign in Sign if draw.random() < 0.2)
            left = draw.random() * 100 < truth.chance(signs)
            found.append(ClientMonth(client_id, DAY, signs, left))
            if left:
                break
    return found


def test_the_factors_behind_long_histories_are_found_again() -> None:
    truth = replace(DEFAULT_WEIGHTS, rate=1_000, percents={**dict.fromkeys(Sign, 0), Sign.COMPETITOR: 300})
    found = fitted(tally(simulated(truth, 1_500, 36)))
    assert 800 <= found.rate <= 1_200
    assert 250 <= found.percents[Sign.COMPETITOR] <= 350
    assert all(percent <= 25 for sign, percent in found.percents.items() if sign is not Sign.COMPETITOR)


def test_such_a_refit_foretells_better_than_the_defaults_and_than_everybody() -> None:
    truth = replace(DEFAULT_WEIGHTS, rate=1_000, percents={**dict.fromkeys(Sign, 0), Sign.COMPETITOR: 600})
    found = refit(simulated(truth, 400, 36))
    assert found is not None
    assert found.is_better
    assert found.brier < found.brier_default
    assert found.brier < found.brier_base


def test_without_months_they_are_the_defaults() -> None:
    assert fitted({}) == DEFAULT_WEIGHTS


def test_few_endings_move_a_weight_little_and_many_move_it_far() -> None:
    """A quarter of the months with a silence ended; its default says 4.5%."""
    calm = tally(months(NONE, 30, 1_000))
    few, many = (fitted({**calm, QUIET: Seen(4 * left, left)}) for left in (1, 40))
    default = DEFAULT_PERCENTS[Sign.SILENCE]
    assert default < few.percents[Sign.SILENCE] < 2 * default
    assert many.percents[Sign.SILENCE] > 400
    assert few.percents[Sign.IN_HOUSE] == DEFAULT_PERCENTS[Sign.IN_HOUSE], "never seen"


def test_a_default_weighs_as_much_as_four_endings() -> None:
    """By hand: one term, log odds b of months that all have the sign, beside a chance that was typed as 3%.

    The maximum is where left - months·p(b) = 4·(b - default). With 8 left of 100 the left side is 8 - 100·p.
    """
    held = replace(DEFAULT_WEIGHTS, rate=3_001, rate_typed=True, typed=frozenset(Sign) - RIVAL)
    found = fitted({RIVAL: Seen(100, 8)}, held)
    # At p = 0.0782 both sides are 0.18: 8 - 7.82, and 4 × (log(0.0782 ÷ 0.9218) - log(0.075 ÷ 0.925)) = 4 × 0.045.
    # The factor is 0.0782 ÷ 0.03001 = 2.61.
    assert found.percents[Sign.COMPETITOR] == 160
    assert found.rate == 3_001


def test_what_the_person_typed_stays_and_the_rest_is_fitted_beside_it() -> None:
    seen = tally([*months(NONE, 1, 200), *months(RIVAL, 30, 100)])
    typed = replace(DEFAULT_WEIGHTS, percents={**DEFAULT_PERCENTS, Sign.COMPETITOR: 10}, typed=RIVAL)
    found = fitted(seen, typed)
    assert found.percents[Sign.COMPETITOR] == 10
    assert found.typed == RIVAL
    assert found.rate > fitted(seen).rate, "more must come from elsewhere"
    own_rate = fitted(seen, replace(DEFAULT_WEIGHTS, rate=5_000, rate_typed=True))
    assert own_rate.rate == 5_000


def test_a_refit_that_is_used_is_no_weight_that_was_typed() -> None:
    seen = tally([*months(NONE, 1, 200), *months(RIVAL, 30, 100)])
    once = fitted(seen)
    assert fitted(seen, once) == once


def test_no_sign_makes_leaving_less_likely_and_nothing_is_certain() -> None:
    found = fitted(tally([*months(NONE, 50, 100), *months(QUIET, 0, 500)]))
    assert found.percents[Sign.SILENCE] == 0
    all_left = fitted(tally(months(RIVAL, 500, 500)))
    assert all_left.rate <= 60_000
    assert all_left.percents[Sign.COMPETITOR] <= 1_900
    assert fitted(tally(months(NONE, 0, 100_000))).rate == 100


def test_the_brier_score_by_hand() -> None:
    """Three months at 3%, one of which ended, and two at 7.5%: (0.97² + 2 × 0.03² + 2 × 0.075²) ÷ 5."""
    seen = {NONE: Seen(3, 1), RIVAL: Seen(2, 0)}
    expected = (Fraction(97, 100) ** 2 + 2 * Fraction(3, 100) ** 2 + 2 * Fraction(75, 1000) ** 2) / 5
    assert brier(seen, DEFAULT_WEIGHTS) == expected
    assert float(expected) == pytest.approx(0.19079)


def test_it_takes_five_endings() -> None:
    assert ENOUGH_ENDINGS == 5
    assert refit([]) is None
    assert refit(months(NONE, 4, 100)) is None
    found = refit(months(NONE, 5, 100))
    assert found is not None
    assert (found.endings, found.months) == (5, 100)
    assert found.brier_base == brier({NONE: Seen(100, 5)}, DEFAULT_WEIGHTS), "nobody has a sign"


def test_the_score_for_everybody_ignores_signs_and_what_was_typed() -> None:
    history = [*months(NONE, 2, 50), *months(RIVAL, 3, 50, first_client=51)]
    found = refit(history, replace(DEFAULT_WEIGHTS, rate=9_000, rate_typed=True))
    assert found is not None
    assert found.brier_base == Fraction(5 * 97**2 + 95 * 3**2, 100 * 100**2)
    assert found.brier_default == brier(tally(history), replace(DEFAULT_WEIGHTS, rate=9_000))


def test_a_refit_is_never_scored_by_what_it_was_fitted_to() -> None:
    """One client with a sign that nobody else has: weights without it cannot have learnt from it."""
    many = months(NONE, 5, 200)
    odd = [ClientMonth(900, DAY, RIVAL, month == 0) for month in range(10)]
    found = refit([*many, *odd])
    assert found is not None
    in_sample = brier(tally([*many, *odd]), found.weights)
    assert found.brier > in_sample


def test_a_refit_that_foretells_no_better_says_so() -> None:
    """The defaults hold exactly: there is nothing to learn, only chance to follow."""
    history = simulated(DEFAULT_WEIGHTS, 60, 4)
    found = refit(history)
    assert found is not None
    assert not found.is_better


def test_a_difference_that_no_score_shows_is_none() -> None:
    base = Fraction(271, 10_000)
    found = Refit(5, 170, DEFAULT_WEIGHTS, base - Fraction(4, 100_000), base, base)
    assert not found.is_better
    assert replace(found, brier=base - Fraction(6, 100_000)).is_better


def test_the_order_of_months_does_not_matter() -> None:
    history = simulated(replace(DEFAULT_WEIGHTS, rate=2_000), 60, 24)
    mixed = random.Random(1).sample(history, len(history))  # noqa: S311
    assert refit(mixed) == refit(history)
