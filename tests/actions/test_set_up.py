"""The set-up: the figures that draw a first runway, and the same figures shown again."""

from datetime import date

from rebond.actions.charges import presets
from rebond.actions.history import undo
from rebond.actions.money import outlook
from rebond.actions.set_up import Answers, FirstClient, KnownFigure, SetUp, read_set_up, set_up
from rebond.domain.agreements.kinds import Agreement
from rebond.domain.cents import LARGEST
from rebond.domain.missions.kinds import Billing, Client, Contract, Mission
from rebond.domain.money.kinds import Account, Balance, ChargeRate, Every, Expense, Settings
from rebond.journal.journal import Journal
from tests.languages import ENGLISH

from .doing import TODAY, day, done, refused, rows, write

NAMES = ("Mes comptes", "Vie courante", "Mission")
ATLAS = FirstClient("Atlas", 2_400_00, "client1", "amount1")
LUNE = FirstClient("Lune", 0, "client2", "amount2")
BNC = next(preset for preset in presets(ENGLISH) if preset.code == "fr-micro-bnc")


def read(journal: Journal) -> SetUp:
    with journal.read() as reader:
        return read_set_up(reader, TODAY)


def test_the_first_figures_are_rows_of_their_own_in_one_change(journal: Journal) -> None:
    answers = Answers(
        names=NAMES, preset=BNC, preset_name="BNC", on_accounts=9_000_00, spending=1_900_00, clients=[ATLAS, LUNE]
    )
    done(journal, set_up, answers, TODAY)
    assert rows(journal, Account) == (Account(id=1, name="Mes comptes"),)
    assert rows(journal, Balance) == (Balance(id=1, account_id=1, date=TODAY, amount=9_000_00),)
    assert rows(journal, Expense) == (Expense(id=1, name="Vie courante", amount=1_900_00, first=day(1)),)
    assert [one.name for one in rows(journal, Client)] == ["Atlas", "Lune"]
    assert rows(journal, Mission) == (
        Mission(id=1, client_id=1, name="Mission", starts=day(1), amount=2_400_00),
    )  # fmt: skip
    assert [rate.social for rate in rows(journal, ChargeRate)] == [24_600, 25_600]
    assert rows(journal, Settings)[0].status == "fr-micro-bnc"
    assert outlook(journal, TODAY).as_things_stand.projection.opening == 9_000_00
    undo(journal)
    assert not any(rows(journal, kind) for kind in (Account, Balance, Expense, Client, Mission, ChargeRate))


def test_every_figure_may_be_left_out(journal: Journal) -> None:
    assert set_up(journal, Answers(names=NAMES), TODAY) is None
    done(journal, set_up, Answers(names=NAMES, on_accounts=0), TODAY)
    assert rows(journal, Balance)[0].amount == 0


def test_every_problem_is_said_at_once_and_nothing_is_written(journal: Journal) -> None:
    write(journal, Client(name="Lune"), Expense(name="Rent", amount=900_00, first=day(1)))
    nameless = FirstClient("", 5, "client3", "amount3")
    again = FirstClient("ATLAS", 5, "client4", "amount4")
    below = FirstClient("Duval", -5, "client5", "amount5")
    answers = Answers(
        names=NAMES,
        on_accounts=LARGEST + 1,
        spending=-5,
        clients=[ATLAS, LUNE, nameless, again, below],
        changed={
            KnownFigure(("expense", 1), ("Rent",), 900_00): -1,
            KnownFigure(("mission", 7), ("Lune", "Site"), 5): 6,
        },
    )
    with refused(
        journal,
        ("amount_too_large", "on_accounts"),
        ("not_positive", "spending"),
        ("client_name_taken", "client2"),
        ("empty", "client3"),
        ("client_name_taken", "client4"),
        ("negative", "amount5"),
        ("not_positive", "expense1"),
        ("gone", "mission7"),
    ):
        set_up(journal, answers, TODAY)


def test_shown_again_it_holds_what_is_there_and_nothing_that_has_ended(journal: Journal) -> None:
    write(
        journal,
        Account(name="Current"),
        Account(name="VAT", counted=False),
        Account(name="Savings book"),
        Balance(account_id=1, date=day(1), amount=100_00),
        Balance(account_id=1, date=day(20), amount=300_00),
        Expense(name="Rent", amount=900_00, first=day(1)),
        Expense(name="Insurance", amount=80_00, every=Every.YEAR, first=day(1)),
        Expense(name="Lease", amount=50_00, first=date(2025, 1, 1), last=day(21)),
        Client(name="Atlas"),
        Mission(client_id=1, name="Social media", starts=day(1), amount=2_400_00),
        Mission(client_id=1, name="Days", starts=day(1), billing=Billing.DAILY, amount=400_00, days_per_month=500),
        Mission(client_id=1, name="Over by its agreement", starts=day(1), amount=100_00),
        Agreement(mission_id=3, starts=day(1), contract=Contract.FIXED_TERM, ends=day(21)),
    )
    assert read(journal) == SetUp(
        "",
        (
            KnownFigure(("account", 1), ("Current",), 300_00),
            KnownFigure(("account", 3), ("Savings book",), None),
        ),
        (KnownFigure(("expense", 1), ("Rent",), 900_00),),
        (KnownFigure(("mission", 1), ("Atlas", "Social media"), 2_400_00),),
    )


def test_only_what_was_changed_is_written_and_undo_takes_it_back_as_a_whole(journal: Journal) -> None:
    first = Answers(names=NAMES, preset=BNC, preset_name="BNC", on_accounts=100_00, spending=50_00, clients=[ATLAS])
    done(journal, set_up, first, date(2026, 11, 2))
    write(journal, ChargeRate(social=1_000, label="my own"))
    before = read(journal)
    (account,), (expense,), (mission,) = before.accounts, before.expenses, before.missions
    change = done(journal, set_up, Answers(names=NAMES, changed={account: 250_00, mission: 2_600_00}), TODAY)
    assert {row.kind for row in change.rows} == {"balance", "mission"}
    after = read(journal)
    assert [one.amount for one in (*after.accounts, *after.expenses, *after.missions)] == [250_00, 50_00, 2_600_00]
    assert [(one.date, one.amount) for one in rows(journal, Balance)] == [(day(2), 100_00), (TODAY, 250_00)]
    assert len(rows(journal, ChargeRate)) == 3
    assert after.status == "fr-micro-bnc"
    undo(journal)
    assert read(journal) == before
    assert expense.amount == 50_00
