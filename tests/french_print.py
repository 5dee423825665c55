"""What is wrong with the print of a French text that a person sees."""

import re

_NARROW, _WIDE = "\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}"
_FAULTS = {
    "no narrow space before ;?!": rf"(?<![{_NARROW}?!])[;?!](?=[\s»)]|$)",
    "no wide space before :": rf"(?<!{_WIDE}):(?=\s|$)",
    "no wide space within guillemets": rf"«(?!{_WIDE})|(?<!{_WIDE})»",
    "a space that breaks between thousands": r"(?<![\d.,:/+])\d{1,3} \d{3}(?!\d)",
    "no wide space before a unit": rf"[\d}}][ {_NARROW}](?:%|€|h|min|Mo|j)(?!\w)",
    "a straight apostrophe": r"(?<=\w)'(?=\w)",
}


def faults(text: str) -> list[str]:
    """Return what is wrong with the spaces and apostrophes of a text, each with the part where it stands."""
    return [
        f"{fault}: …{text[max(0, found.start() - 12) : found.end() + 4]}…"
        for fault, pattern in _FAULTS.items()
        for found in re.finditer(pattern, text)
    ]
