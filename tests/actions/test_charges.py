"""The rates of a status: dated tables that ship, taken over in one change and edited afterwards."""

from datetime import date

import pytest

from rebond.actions.charges import lacks_charges, presets, use_preset
from rebond.domain.money.kinds import ChargeRate, Settings
from rebond.domain.rules import problems
from rebond.journal.journal import Journal
from rebond.language import LANGUAGES, Language
from tests.languages import ENGLISH

from .doing import TODAY, done, rows, write


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_names_its_period_and_source_in_both_languages(language: str) -> None:
    assert presets(Language.of(language))
    for preset in presets(Language.of(language)):
        assert preset.name
        assert preset.note
        assert bool(preset.period) == bool(preset.source) == bool(preset.rates)
        assert all(rate.label and not problems(rate, TODAY) for rate in preset.rates)


def test_the_rates_of_a_status_replace_those_there_were(journal: Journal) -> None:
    write(journal, ChargeRate(social=10_000, label="my own"))
    bnc = next(preset for preset in presets(ENGLISH) if preset.code == "fr-micro-bnc")
    done(journal, use_preset, bnc, bnc.name)
    assert [(rate.starts, rate.social) for rate in rows(journal, ChargeRate)] == [
        (None, 24_600),
        (date(2026, 1, 1), 25_600),
    ]
    assert rows(journal, Settings)[0].status == "fr-micro-bnc"


@pytest.mark.parametrize(
    ("status", "rates", "lacking"),
    [
        ("", (), True),
        ("fr-micro-bnc", (), True),  # its rates were deleted
        ("fr-micro-bnc", (ChargeRate(social=25_600),), False),
        ("", (ChargeRate(social=1),), False),
        ("other", (), True),
        ("company", (), False),  # its charges are expenses
        ("of a later version", (), True),
    ],
)
def test_charges_lack_where_those_of_the_status_would_be_a_rate_on_receipts(
    status: str, rates: tuple[ChargeRate, ...], lacking: bool
) -> None:
    assert lacks_charges(Settings(status=status), rates) is lacking
