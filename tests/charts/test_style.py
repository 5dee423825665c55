"""The contrast of the texts that stand on the charts' colours."""

import pytest

from rebond.charts.style import DARK, LIGHT, PAPER, Style

#: The least contrast of text to its ground (WCAG 2.2, 1.4.3).
TEXT = 4.5


def luminance(colour: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("style", [LIGHT, DARK, PAPER], ids=["light", "dark", "paper"])
def test_every_share_can_be_read(style: Style) -> None:
    for fill, text in [*zip(style.shares, style.on_shares, strict=True), (style.leaving, style.on_leaving)]:
        assert contrast(fill, text) >= TEXT, (fill, text)


@pytest.mark.parametrize("style", [LIGHT, DARK, PAPER], ids=["light", "dark", "paper"])
def test_what_is_written_beside_the_lines_can_be_read(style: Style) -> None:
    for ink in (style.ink, style.soft, style.stands, style.leaving):
        for ground in (style.ground, style.below, style.closed):
            assert contrast(ink, ground) >= TEXT, (ink, ground)
