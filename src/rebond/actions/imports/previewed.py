"""The effect of an import before it is written: what each file brings, what is asked, and what may be paid."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import field
from itertools import combinations

from rebond.actions.imports.attached_files import FileToAttach
from rebond.actions.imports.bank.account_identity import AccountQuestion, FoundAccount
from rebond.actions.imports.bank.balances import BalanceQuestion
from rebond.actions.imports.bank.offer import Offer
from rebond.actions.imports.plan import Step
from rebond.domain.money.account_number import Likeness, likeness
from rebond.domain.problems import Problem
from rebond.domain.value_classes import dataclass
from rebond.exchange.origin import Origin
from rebond.exchange.result import Format, TableReading
from rebond.exchange.statement import BankTransaction


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to import, by itself or in a ZIP, and how many rows it adds (by kind), changes and finds.

    `accounts` are the numbers of the accounts that its statements are of, empty where unknown, by the statements' keys.
    `table` says how its columns were read, and `rows` are the first movements read from them.
    """

    origin: Origin
    format: Format
    added: Mapping[str, int]
    changed: int
    there: int
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...] = ()
    accounts: Mapping[str, str] = field(default_factory=dict)
    table: TableReading | None = None
    rows: tuple[BankTransaction, ...] = ()

    @property
    def only_tells(self) -> bool:
        """Whether it is a ZIP of which there is only something to note: its files stand by themselves."""
        return self.format is Format.ZIP and not self.problems


@dataclass(frozen=True, slots=True)
class Preview:
    """The effect of an import, before it is written.

    `offers` are invoices that bank movements may have paid; `accounts` must be answered before it is written;
    `balances` and the names of `new_accounts` may be. `found` are the accounts that the statements say themselves.
    `continuous` are the keys of statements whose balances go on from each other, as `continuity` finds them.
    `currency` is the journal's after the import, and `seq` is the number of the journal's last change then.
    """

    seq: int
    sources: tuple[SourceFile, ...]
    steps: tuple[Step, ...]
    offers: tuple[Offer, ...]
    attachments: tuple[FileToAttach, ...] = ()
    accounts: tuple[AccountQuestion, ...] = ()
    balances: tuple[BalanceQuestion, ...] = ()
    new_accounts: tuple[AccountQuestion, ...] = ()
    found: tuple[FoundAccount, ...] = ()
    continuous: tuple[frozenset[str], ...] = ()
    currency: str = ""

    @property
    def problems(self) -> tuple[Problem, ...]:
        return tuple(problem for source in self.sources for problem in source.problems)

    @property
    def added(self) -> Mapping[str, int]:
        """The number of rows that all sources add, by kind."""
        return sum((Counter(source.added) for source in self.sources), Counter())

    def of_several_accounts(self, keys: Collection[str]) -> bool:
        """Whether statements with these keys may not be of one account.

        They are not if they are two of one file or have two other numbers, and may not be where their balances do not
        go on from each other.
        """
        own = [{key: number for key, number in source.accounts.items() if key in keys} for source in self.sources]
        if any(len(accounts) > 1 for accounts in own):
            return True
        if sum(not group.isdisjoint(keys) for group in self.continuous) > 1:
            return True
        numbers = {number for accounts in own for number in accounts.values()}
        return any(likeness(one, other) is Likeness.DIFFERENT for one, other in combinations(numbers, 2))

    @property
    def sure(self) -> tuple[Offer, ...]:
        """The offers that are chosen by default."""
        return tuple(offer for offer in self.offers if offer.sure)
