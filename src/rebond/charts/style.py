"""Colours and text size of the charts: light, dark and paper, safe for colour blindness and for print in grey."""

from rebond.domain.value_classes import dataclass


@dataclass(frozen=True, slots=True)
class Style:
    """Colours as `#rrggbb`, and the text size in points.

    `stands` is the line as things stand, `leaving` that of the scenario; `below` is the area below zero, `closed` the
    closure windows. `replace(DARK, ground=…)` adapts the background to a window's.
    """

    ground: str
    ink: str
    soft: str
    grid: str
    track: str
    stands: str
    leaving: str
    below: str
    closed: str
    #: The shares of revenue, each lighter than the one before, and the text on them.
    shares: tuple[str, ...]
    on_shares: tuple[str, ...]
    on_leaving: str
    size: float = 9.0


def mixed(color: str, ground: str, part: float) -> str:
    """Return `color` laid over `ground` with an opacity of `part`, as one colour: no printer has to blend them."""
    channels = (
        round(part * int(color[at : at + 2], 16) + (1 - part) * int(ground[at : at + 2], 16)) for at in (1, 3, 5)
    )
    return "#" + "".join(f"{channel:02x}" for channel in channels)


LIGHT = Style(
    ground="#ffffff",
    ink="#1c2233",
    soft="#626a7c",
    grid="#e6e8ee",
    track="#eef0f5",
    stands="#1f5fbf",
    leaving="#c2410c",
    below="#fdeee5",
    closed="#eff1f8",
    shares=("#1f5fbf", "#5a8bd3", "#8fb1e3", "#b9cfee", "#d5e1f4"),
    on_shares=("#ffffff", "#1c2233", "#1c2233", "#1c2233", "#1c2233"),
    on_leaving="#ffffff",
)

DARK = Style(
    ground="#1e2129",
    ink="#e8eaf0",
    soft="#a2a9b8",
    grid="#323743",
    track="#2c313c",
    stands="#6ea8fe",
    leaving="#ff9357",
    below="#3a2a25",
    closed="#2a2f3b",
    shares=("#6ea8fe", "#5586cb", "#43699e", "#375277", "#2f4159"),
    on_shares=("#11141b", "#11141b", "#ffffff", "#ffffff", "#ffffff"),
    on_leaving="#11141b",
)

#: Darker than on screen, so that thin lines and small text stay visible on a laser printer in grey.
PAPER = Style(
    ground="#ffffff",
    ink="#000000",
    soft="#4a4f5a",
    grid="#dcdfe5",
    track="#ececf0",
    stands="#174a99",
    leaving="#b03a08",
    below="#f6ece6",
    closed="#eceef3",
    shares=("#174a99", "#5a8bd3", "#8fb1e3", "#b9cfee", "#d5e1f4"),
    on_shares=("#ffffff", "#000000", "#000000", "#000000", "#000000"),
    on_leaving="#ffffff",
    size=8.0,
)
