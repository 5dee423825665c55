"""A new journal, and the figures that draw its first runway."""

from pathlib import Path

from rebond.actions.journals import YEAR_END, FirstClient, create, first_figures
from rebond.actions.money import outlook
from rebond.domain.cents import LARGEST
from rebond.domain.missions.kinds import Client, Mission
from rebond.domain.money.kinds import Account, Balance, ClosureWindow, Expense, Settings
from rebond.journal.journal import Journal
from rebond.journal.undo import undo

from .doing import TODAY, day, done, refused, rows, write

NAMES = ("Épargne", "Vie courante", "Mission")
ATLAS = FirstClient("Atlas", 2_400_00, "client1", "amount1")
LUNE = FirstClient("Lune", 0, "client2", "amount2")


def test_a_new_journal_has_the_usual_choices_and_the_closed_weeks_of_the_year_s_end(tmp_path: Path) -> None:
    with create(tmp_path / "mine.rebond", "CHF") as journal:
        assert rows(journal, Settings) == (Settings(id=1, currency="CHF"),)
        assert [(one.first, one.last) for one in rows(journal, ClosureWindow)] == [(YEAR_END.first, YEAR_END.last)]
        assert undo(journal) is None


def test_the_first_figures_are_rows_of_their_own(journal: Journal) -> None:
    done(journal, first_figures, 9_000_00, 1_900_00, [ATLAS, LUNE], NAMES, TODAY)
    assert rows(journal, Account) == (Account(id=1, name="Épargne"),)
    assert rows(journal, Balance) == (Balance(id=1, account_id=1, date=TODAY, amount=9_000_00),)
    assert rows(journal, Expense) == (Expense(id=1, name="Vie courante", amount=1_900_00, first=day(1)),)
    assert [one.name for one in rows(journal, Client)] == ["Atlas", "Lune"]
    assert rows(journal, Mission) == (
        Mission(id=1, client_id=1, name="Mission", starts=day(1), amount=2_400_00),
    )  # fmt: skip
    assert outlook(journal, TODAY).as_things_stand.projection.opening == 9_000_00


def test_every_figure_may_be_left_out(journal: Journal) -> None:
    assert first_figures(journal, None, None, [], NAMES, TODAY) is None
    done(journal, first_figures, 0, None, [], NAMES, TODAY)
    assert rows(journal, Balance)[0].amount == 0


def test_every_problem_is_said_at_once_and_nothing_is_written(journal: Journal) -> None:
    write(journal, Client(name="Lune"))
    nameless = FirstClient("", 5, "client3", "amount3")
    again = FirstClient("ATLAS", 5, "client4", "amount4")
    below = FirstClient("Duval", -5, "client5", "amount5")
    with refused(
        journal,
        ("amount_too_large", "savings"),
        ("not_positive", "spending"),
        ("client_name_taken", "client2"),
        ("empty", "client3"),
        ("client_name_taken", "client4"),
        ("negative", "amount5"),
    ):
        first_figures(journal, LARGEST + 1, -5, [ATLAS, LUNE, nameless, again, below], NAMES, TODAY)
