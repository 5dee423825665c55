"""The routes to a payment: which are open to whom, which are not and why; and that every text of theirs is whole."""

import re
from dataclasses import replace
from datetime import date

import pytest

from rebond.actions.route_sentences import REASONS, details, documents, route_name, why
from rebond.actions.routes import found_routes, route_table
from rebond.domain.agreements.law import Certainty
from rebond.domain.countries import Country
from rebond.domain.missions.kinds import ClientLegalForm
from rebond.domain.money.kinds import LegalForm, Settings
from rebond.domain.routes.open_routes import Claim, Openness, RouteFound, own_form, routes_for
from rebond.domain.routes.route_reasons import RouteReason
from tests.languages import ENGLISH, FRENCH

TODAY = date(2026, 11, 26)
OPEN, DEPENDS, CLOSED = Openness.OPEN, Openness.DEPENDS, Openness.CLOSED
FR, BE, CH, QC = Country.FR, Country.BE, Country.CH, Country.QC
CURRENCY = {FR: "EUR", BE: "EUR", CH: "CHF", QC: "CAD"}
LAW = "commercial-debts"
R = RouteReason


def claim(who: str, amount: int = 2_400_00, contested: bool = False, **more: object) -> Claim:
    """Return a claim of `FR liberal > company`; a country after the client's form is another one, ? is not known."""
    own, client = (side.split() for side in who.split(">"))
    country = Country(own[0])
    return Claim(
        mine=None if own[1] == "?" else LegalForm(own[1]),
        own_country=country,
        client=None if client[0] == "?" else ClientLegalForm(client[0]),
        client_country=Country(client[1]) if client[1:] else country,
        amount=amount,
        currency=CURRENCY[country],
        contested=contested,
        **more,  # type: ignore[arg-type]
    )


def routes(asked: Claim, today: date = TODAY) -> dict[str, RouteFound]:
    """Return the routes by code, those of the client's own country with that before it."""
    return {
        one.route.code if one.country == asked.own_country else f"{one.country}:{one.route.code}": one
        for one in found_routes(asked, today)
    }


#: Who claims from whom, how much, whether contested, a route, whether it is open, and why not or what it depends on.
CASES = [
    # The procedure of 23 April 2026.
    ("FR company > company", 2_400_00, False, LAW, OPEN, ()),
    ("FR company > trader", 2_400_00, False, LAW, OPEN, ()),
    ("FR company > company", 999_999_999_00, False, LAW, OPEN, ()),
    ("FR company > company", 1, False, LAW, OPEN, ()),
    ("FR liberal > company", 2_400_00, False, LAW, CLOSED, (R.OWN_NO_TRADER,)),
    ("FR liberal > association", 2_400_00, False, LAW, CLOSED, (R.OWN_NO_TRADER, R.CLIENT_NO_TRADER)),
    ("FR trader > company", 2_400_00, False, LAW, DEPENDS, (R.ACTIVITY,)),
    ("FR trader > public", 2_400_00, False, LAW, CLOSED, (R.CLIENT_NO_TRADER,)),
    ("FR company > association", 2_400_00, False, LAW, CLOSED, (R.CLIENT_NO_TRADER,)),
    ("FR company > public", 2_400_00, False, LAW, CLOSED, (R.CLIENT_NO_TRADER,)),
    ("FR company > liberal", 2_400_00, False, LAW, CLOSED, (R.CLIENT_NO_TRADER,)),
    ("FR company > consumer", 2_400_00, False, LAW, CLOSED, (R.CLIENT_NO_TRADER,)),
    ("FR company > company", 2_400_00, True, LAW, CLOSED, (R.CONTESTED,)),
    ("FR liberal > company", 2_400_00, True, LAW, CLOSED, (R.OWN_NO_TRADER, R.CONTESTED)),
    ("FR ? > company", 2_400_00, False, LAW, DEPENDS, (R.SAY_OWN_FORM,)),
    ("FR company > ?", 2_400_00, False, LAW, DEPENDS, (R.SAY_CLIENT_FORM,)),
    ("FR ? > ?", 2_400_00, False, LAW, DEPENDS, (R.SAY_CLIENT_FORM, R.SAY_OWN_FORM)),
    ("FR ? > ?", 2_400_00, True, LAW, CLOSED, (R.CONTESTED,)),
    ("FR ? > association", 2_400_00, False, LAW, CLOSED, (R.CLIENT_NO_TRADER,)),
    ("FR portage > company", 2_400_00, False, LAW, CLOSED, (R.PORTAGE,)),
    ("FR company > company BE", 2_400_00, False, LAW, CLOSED, (R.ONLY_WITHIN,)),
    # The other routes of France, with their ceilings to the cent.
    ("FR liberal > company", 2_400_00, False, "formal-notice", OPEN, ()),
    ("FR liberal > company", 2_400_00, True, "formal-notice", OPEN, ()),
    ("FR liberal > company", 2_400_00, True, "mediator", OPEN, ()),
    ("FR liberal > consumer", 2_400_00, True, "mediator", CLOSED, (R.CLIENT_FORM,)),
    ("FR liberal > company", 5_000_00, False, "small-debts", OPEN, ()),
    ("FR liberal > company", 5_000_01, False, "small-debts", CLOSED, (R.TOO_MUCH,)),
    ("FR liberal > company", 5_000_00, True, "small-debts", CLOSED, (R.CONTESTED,)),
    ("FR liberal > public", 2_400_00, False, "small-debts", CLOSED, (R.CLIENT_FORM,)),
    ("FR liberal > ?", 2_400_00, False, "small-debts", DEPENDS, (R.SAY_CLIENT_FORM,)),
    ("FR company > company", 2_400_00, False, "order-commercial", OPEN, ()),
    ("FR company > company", 2_400_00, False, "order-civil", CLOSED, (R.CLIENT_FORM,)),
    ("FR liberal > company", 2_400_00, False, "order-commercial", DEPENDS, (R.MIXED_ACT,)),
    ("FR liberal > trader", 2_400_00, False, "order-commercial", DEPENDS, (R.MIXED_ACT,)),
    ("FR liberal > company", 2_400_00, True, "order-commercial", CLOSED, (R.CONTESTED,)),
    ("FR liberal > association", 2_400_00, False, "order-commercial", CLOSED, (R.CLIENT_FORM,)),
    ("FR liberal > ?", 2_400_00, False, "order-commercial", DEPENDS, (R.SAY_CLIENT_FORM,)),
    ("FR ? > company", 2_400_00, False, "order-commercial", DEPENDS, (R.SAY_OWN_FORM,)),
    ("FR company > association", 2_400_00, False, "order-commercial", CLOSED, (R.CLIENT_FORM,)),
    ("FR liberal > company", 2_400_00, False, "order-civil", OPEN, ()),
    ("FR trader > association", 2_400_00, False, "order-civil", OPEN, ()),
    ("FR ? > association", 2_400_00, False, "order-civil", OPEN, ()),
    ("FR ? > company", 2_400_00, False, "order-civil", DEPENDS, (R.SAY_OWN_FORM,)),
    ("FR liberal > company", 2_400_00, True, "interim-payment", DEPENDS, (R.IF_NOT_SERIOUS,)),
    ("FR liberal > company", 2_400_00, True, "lawsuit", OPEN, ()),
    ("FR liberal > public", 2_400_00, False, "public-interest", OPEN, ()),
    ("FR liberal > public", 2_400_00, False, "interim-payment-public", OPEN, ()),
    ("FR liberal > public", 2_400_00, False, "lawsuit", CLOSED, (R.CLIENT_FORM,)),
    ("FR liberal > public", 2_400_00, True, "public-prefect", CLOSED, (R.CONTESTED,)),
    ("FR portage > company", 2_400_00, False, "portage", OPEN, ()),
    ("FR portage > company", 2_400_00, False, "formal-notice", CLOSED, (R.PORTAGE,)),
    ("FR liberal > company", 2_400_00, False, "portage", CLOSED, (R.OWN_FORM,)),
    ("FR liberal > company", 0, False, "formal-notice", CLOSED, (R.NOTHING_LEFT,)),
    # Across a border.
    ("FR liberal > company", 2_400_00, False, "european-order", CLOSED, (R.ONLY_ABROAD,)),
    ("FR liberal > company BE", 2_400_00, False, "european-order", OPEN, ()),
    ("FR liberal > company BE", 2_400_00, True, "european-order", CLOSED, (R.CONTESTED,)),
    ("FR liberal > company BE", 5_000_00, True, "european-small-claim", OPEN, ()),
    ("FR liberal > company BE", 5_000_01, True, "european-small-claim", CLOSED, (R.TOO_MUCH,)),
    ("FR liberal > company CH", 2_400_00, False, "european-order", CLOSED, (R.OUTSIDE_UNION,)),
    ("FR liberal > company CH", 2_400_00, False, "CH:payment-command", OPEN, ()),
    ("FR liberal > company CH", 2_400_00, False, "CH:simplified-court", DEPENDS, (R.OTHER_CURRENCY,)),
    ("CH company > company FR", 2_400_00, False, "FR:order-commercial", OPEN, ()),
    # Belgium.
    ("BE liberal > company", 50_000_00, False, "undisputed-debts", OPEN, ()),
    ("BE liberal > public", 2_400_00, False, "undisputed-debts", CLOSED, (R.CLIENT_FORM,)),
    ("BE company > company", 2_400_00, True, "undisputed-debts", CLOSED, (R.CONTESTED,)),
    ("BE company > company", 2_400_00, True, "enterprise-court", OPEN, ()),
    ("BE company > consumer", 1_860_00, False, "order-peace", OPEN, ()),
    ("BE company > consumer", 1_860_01, False, "order-peace", CLOSED, (R.TOO_MUCH,)),
    ("BE company > public", 5_000_00, True, "justice-of-peace", OPEN, ()),
    ("BE company > public", 5_000_00, True, "first-instance", CLOSED, (R.TOO_LITTLE,)),
    ("BE company > public", 5_000_01, True, "first-instance", OPEN, ()),
    # Switzerland and Québec.
    ("CH liberal > company", 2_400_00, True, "payment-command", OPEN, ()),
    ("CH liberal > company", 2_400_00, True, "opposition-lifted", DEPENDS, (R.IF_NOT_SERIOUS,)),
    ("CH liberal > company", 30_000_00, False, "simplified-court", OPEN, ()),
    ("CH liberal > company", 30_000_01, False, "simplified-court", CLOSED, (R.TOO_MUCH,)),
    ("CH liberal > company", 30_000_01, False, "ordinary-court", OPEN, ()),
    ("QC liberal > company", 15_000_00, True, "small-claims", OPEN, ()),
    ("QC liberal > company", 15_000_01, True, "small-claims", DEPENDS, (R.IF_LOWERED,)),
    ("QC company > company", 90_000_00, False, "small-claims-mediation", DEPENDS, (R.IF_LOWERED,)),
    ("QC liberal > company", 15_000_01, True, "ordinary-court", OPEN, ()),
    ("QC liberal > public", 2_400_00, True, "small-claims-mediation", OPEN, ()),
]


@pytest.mark.parametrize(("who", "amount", "contested", "code", "openness", "reasons"), CASES)
def test_a_route_is_open_or_says_why_not(
    who: str, amount: int, contested: bool, code: str, openness: Openness, reasons: tuple[RouteReason, ...]
) -> None:
    found = routes(claim(who, amount, contested))[code]
    assert (found.openness, tuple(one.reason for one in found.reasons)) == (openness, reasons)


def test_the_procedure_of_2026_is_not_open_before_its_day() -> None:
    asked = claim("FR company > company")
    before, on = (routes(asked, day)[LAW] for day in (date(2026, 4, 22), date(2026, 4, 23)))
    assert (before.openness, on.openness) == (CLOSED, OPEN)
    assert why(ENGLISH, before.reasons[0]) == "It exists only from 23 April 2026 on."


def test_a_route_that_has_an_end_is_open_until_that_day() -> None:
    table = route_table(FR)
    notice = next(route for route in table.routes if route.code == "formal-notice")
    ended = replace(notice, conditions=replace(notice.conditions, ends=TODAY))
    asked = claim("FR liberal > company")
    on, after = (
        routes_for(replace(table, routes=(ended,)), asked, day)[0] for day in (TODAY, date(2026, 11, 27))
    )  # fmt: skip
    assert on.openness is OPEN
    assert [why(ENGLISH, reason) for reason in after.reasons] == ["It ended on 26 November 2026."]


def test_nothing_is_open_before_the_invoice_is_late() -> None:
    asked = claim("FR liberal > company", due=TODAY)
    assert {one.openness for one in found_routes(asked, TODAY)} == {CLOSED}
    assert routes(replace(asked, due=date(2026, 11, 25)))["formal-notice"].openness is OPEN


def test_what_hangs_on_an_unknown_form_is_said() -> None:
    (own,) = routes(claim("FR ? > company"))[LAW].reasons
    assert why(ENGLISH, own) == (
        "Say what you are in law: it is open to: sole trader, commercial or craft · "
        "commercial company (EURL, SASU, SRL, Sàrl…)."
    )
    (client,) = routes(claim("FR company > ?"))[LAW].reasons
    assert [str(form) for form in client.forms] == ["company", "trader"]


def test_of_another_country_only_what_creditors_abroad_have_is_listed() -> None:
    found = routes(claim("FR liberal > company CH"))
    assert {code for code in found if code.startswith("CH:")} == {
        "CH:payment-command", "CH:opposition-lifted", "CH:conciliation", "CH:simplified-court", "CH:ordinary-court",
    }  # fmt: skip
    assert route_name(ENGLISH, found["CH:conciliation"], FR) == "Conciliation (juge de paix) (Switzerland)"


def test_a_claim_above_the_small_ones_may_be_lowered_to_their_limit() -> None:
    (reason,) = routes(claim("QC liberal > company", 20_000_00))["small-claims"].reasons
    assert why(ENGLISH, reason) == "Open if you lower your claim to CA$15,000: you then give up the rest."


@pytest.mark.parametrize("country", Country)
def test_a_price_is_the_same_in_both_languages_and_nothing_of_its_making_shows(country: Country) -> None:
    for route in route_table(country).routes:
        texts = (route.name, route.text, route.price, route.delay, route.article)
        both = [(text["fr"], text["en"]) for text in texts if text]
        for french, english in both:
            assert not re.search(r"\b[HML]:", english), route.code
            assert "à demander" not in french
            assert "to be asked" not in english
            assert "accusé" not in french, "the post calls it an avis de réception"
        if route.price:
            french, english = route.price["fr"], route.price["en"]
            assert ("Gratuit" in french) == ("Free" in english), route.code
            assert re.findall(r"\d+", french.replace("\u202f", " ")) == re.findall(r"\d+", english), route.code


def test_the_limit_is_said_in_its_own_currency() -> None:
    (reason,) = routes(claim("FR liberal > company CH"))["CH:simplified-court"].reasons
    assert "CHF\N{NO-BREAK SPACE}30,000" in why(ENGLISH, reason)


@pytest.mark.parametrize(
    ("status", "said", "form"),
    [
        ("fr-micro-bnc", None, LegalForm.LIBERAL),
        ("fr-micro-bnc-cipav", None, LegalForm.LIBERAL),
        ("fr-micro-bic-services", None, LegalForm.TRADER),
        ("fr-micro-bic-sales", None, LegalForm.TRADER),
        ("company", None, LegalForm.COMPANY),
        ("fr-portage", None, LegalForm.PORTAGE),
        ("other", None, None),
        ("", None, None),
        ("fr-micro-bnc", LegalForm.COMPANY, LegalForm.COMPANY),
    ],
)
def test_ones_form_is_as_said_or_that_of_the_status(
    status: str, said: LegalForm | None, form: LegalForm | None
) -> None:
    assert own_form(Settings(status=status, legal_form=said)) is form


def test_every_reason_has_a_sentence_in_both_languages() -> None:
    assert set(REASONS) == set(RouteReason)
    for sentence in REASONS.values():
        assert FRENCH.gettext(sentence) != ENGLISH.gettext(sentence)


@pytest.mark.parametrize("country", Country)
def test_every_route_is_dated_and_whole_in_both_languages(country: Country) -> None:
    table = route_table(country)
    assert (table.country, table.currency) == (country, CURRENCY[country])
    codes = [route.code for route in table.routes]
    assert len(codes) == len(set(codes)) >= 5
    assert codes[0] == "portage"
    for route in table.routes:
        for texts in (route.name, route.text, route.price, route.delay, route.article):
            assert texts is None or (texts.keys() == {"fr", "en"} and all(map(str.strip, texts.values()))), route.code
        assert len(documents(FRENCH, route)) == len(documents(ENGLISH, route)) > 0
        assert route.source
        assert date(2026, 11, 25) <= route.known <= table.looked_up
        assert isinstance(route.certainty, Certainty)
        for language in (FRENCH, ENGLISH):
            assert all(title and text for title, text in details(language, route))
