"""The titles of a preparation's parts, in the window and on paper."""

from rebond.domain.talks.advice import COMMON
from rebond.ui.speech import _

#: The parts that are printed, in their order, where they say anything.
PRINTED = (
    "aim", "least", "opening", "explanation", "repair", "misunderstood", "solutions", "exit_line", "in_a_year",
    "in_five_years", "note",
)  # fmt: skip
#: The parts that are read beside the call.
SPOKEN = tuple(name for name in COMMON if name != "solutions")


def marked_title(name: str) -> str:
    """Return the title of a part, with the letter that leads to it underlined."""
    return {
        "aim": _("What I &aim at"),
        "least": _("The &least I accept"),
        "opening": _("My &first sentence"),
        "explanation": _("How it &came about"),
        "repair": _("How I &repair it"),
        "misunderstood": _("What was not &understood, or not done"),
        "solutions": _("Solutions I &bring"),
        "exit_line": _("If it leads nowhere: my e&xit line"),
        "in_a_year": _("Will it matter in &one year?"),
        "in_five_years": _("And in fi&ve?"),
        "note": _("Notes"),
    }[name]


def title_of(name: str) -> str:
    """Return the title of a part."""
    return marked_title(name).replace("&", "")
