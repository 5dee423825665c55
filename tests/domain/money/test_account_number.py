"""One account under the many numbers that banks and people give it."""

import pytest

from rebond.domain.money.account_number import (
    Likeness,
    card_reference,
    likeness,
    reference,
    references,
    spelled,
    with_reference,
)

IBAN = "FR7630001007941234567890185"
SAME, POSSIBLE, DIFFERENT = Likeness.SAME, Likeness.POSSIBLE, Likeness.DIFFERENT


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (IBAN, "30001/00794/12345678901", SAME),
        (IBAN, "30001/12345678901", SAME),
        (IBAN, "12345678901", SAME),
        (IBAN, "30001/794/12345678901", SAME),
        (IBAN, "30001/30001007941234567890185", SAME),
        (IBAN, "30001007941234567890185", SAME),
        (IBAN, "BDFEFRPPCCT/12345678901", SAME),
        (IBAN, "30001/8901", POSSIBLE),
        (IBAN, "30002/00794/12345678901", DIFFERENT),
        (IBAN, "30001/00795/12345678901", DIFFERENT),
        (IBAN, "DEUTDEFF/12345678901", DIFFERENT),
        (IBAN, "FR1420041010050500013M02606", DIFFERENT),
        ("DE89370400440532013000", "37040044/532013000", SAME),
        ("DE89370400440532013000", "37040044/0532013000", SAME),
        ("GB29NWBK60161331926819", "601613/31926819", SAME),
        ("BE68539007547034", "539007547034", SAME),
        ("30001/12345678901", "30001/00794/12345678901", SAME),
        ("12345678901", "30001/00794/12345678901", SAME),
        ("30001/00012345678", "30001/12345678", SAME),
        ("1/00794/12345678901", "2/00794/12345678901", DIFFERENT),
        ("30001/00794/12345678901", "30001/00795/12345678901", DIFFERENT),
        ("30001/00794/12345678901", "30001/00794/12345678902", DIFFERENT),
        ("30001/1234567890185", "30001/12345678901", SAME),
        ("815/30080/1234", "1234", POSSIBLE),
        ("815/1234", "815/30080/1234", SAME),
        ("99998901", "30001/8901", POSSIBLE),
        ("9999901", "30001/901", DIFFERENT),
        ("IL620108000000099999999", "010/0108000000099999999", SAME),
        ("****0185", IBAN, POSSIBLE),
        ("****0186", IBAN, DIFFERENT),
        ("FR76XXXXXXXXXXXXXX567890185", IBAN, SAME),
        ("", IBAN, POSSIBLE),
        (card_reference("4970 1012 3456 1234"), card_reference("4970XXXXXXXX1234"), SAME),
        (card_reference("XXXX XXXX XXXX 1234"), card_reference("4970101234561234"), SAME),
        (card_reference("4970XXXXXXXX1235"), card_reference("4970101234561234"), DIFFERENT),
        (card_reference("4970101234561234"), IBAN, DIFFERENT),
        (card_reference("4970101234561234"), "4970101234561234", SAME),
    ],
)  # fmt: skip
def test_likeness(one: str, other: str, expected: Likeness) -> None:
    assert likeness(one, other) is expected
    assert likeness(other, one) is expected


def test_a_reference_has_neither_spaces_nor_small_letters() -> None:
    assert reference("30001", "", "fr 76") == "30001/FR76"


def test_an_iban_is_read_in_groups_of_four() -> None:
    assert spelled(IBAN) == "FR76 3000 1007 9412 3456 7890 185"
    assert spelled("30001/00794/12345678901") == "30001/00794/12345678901"


def test_lines_hold_each_reference_once() -> None:
    lines = with_reference("", IBAN)
    assert with_reference(lines, IBAN) == lines
    assert with_reference(lines, "") == lines
    both = with_reference(lines, "30001/1")
    assert references(both) == (IBAN, "30001/1")
    assert references(" fr76 3000 1007 9412 3456 7890 185 \n\n") == (IBAN,)
