"""Pages of one statement in several files, put together: the last one alone says the closing balance."""

import re
from collections.abc import Sequence
from dataclasses import replace

from rebond.exchange.result import Format
from rebond.exchange.statement import BankTransaction, Statement, numbered

#: The number that equal movements without a bank's reference get on their page.
_NUMBER = re.compile(r"(?<=~[0-9a-f]{16})#\d+\Z")


def joined(files: Sequence[Sequence[Statement]]) -> list[list[Statement]]:
    """Return the statements by file, each last page with the movements of the pages that stand in other files.

    A page that goes on from another one says no opening balance. Equal movements of two pages are two.
    """
    result = [list(statements) for statements in files]
    for place, statements in enumerate(files):
        for page in statements:
            if page.format is not Format.CAMT or page.closing_balance is not None:
                continue
            for other, candidates in enumerate(result):
                last = next((one for one in candidates if other != place and _closes(one, page)), None)
                if last is not None:
                    whole = replace(
                        last, transactions=_plain(page) + _plain(last), opening_balance=page.opening_balance
                    )
                    (joined_pages,) = numbered([whole])
                    candidates[candidates.index(last)] = replace(joined_pages, series=last.series)
                    result[place].remove(page)
                    break
    return result


def _closes(last: Statement, page: Statement) -> bool:
    """Whether a statement is the last page of the one that `page` is of."""
    if last.closing_date is None or last.opening_balance is not None or last.account_ref != page.account_ref:
        return False
    return all(transaction.date <= last.closing_date for transaction in page.transactions)


def _plain(page: Statement) -> tuple[BankTransaction, ...]:
    """Return the movements of a page without the numbers of equal ones."""
    return tuple(
        replace(transaction, reference=_NUMBER.sub("", transaction.reference)) for transaction in page.transactions
    )
