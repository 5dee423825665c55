"""A field for the weight of a sign, typed as the factor by which it raises the chance that a client leaves."""

from rebond import parsing
from rebond.actions import sign_sentences
from rebond.domain.problems import Problem, Refused
from rebond.ui.shared.fields import NumberField
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import language

#: The factors that a sign may have.
LEAST, MOST = 1, 20


class FactorField(NumberField):
    """Edits a weight in percent: "1.5" is 50."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(9 * GRID)

    def parse(self, text: str) -> int | None:
        """:raises Refused: when the factor is out of range."""
        value = parsing.read_number(language(), text)
        if value is None:
            return None
        if not LEAST <= value <= MOST:
            raise Refused(Problem("out_of_range", facts={"low": LEAST, "high": MOST}))
        return round((value - 1) * 100)

    def show_value(self, value: int | None) -> None:
        self.setText("" if value is None else sign_sentences.factor(language(), value))
