"""The questions of `rebond import`: whose a statement is, and what the account held where the file does not say."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from rebond.actions.imports import Preview
from rebond.actions.imports.bank.account_identity import AccountQuestion, ImportAnswers
from rebond.actions.imports.bank.balances import BalanceQuestion
from rebond.actions.imports.bank.wording import question_sentence
from rebond.cli.arguments import Parsed, UsageError
from rebond.cli.asking import answer, somebody_answers
from rebond.cli.output import fail, say
from rebond.domain.translatable import later
from rebond.parsing import read_amount


@dataclass(frozen=True, slots=True)
class Questions:
    """ImportAnswers the questions of an import by its options, by asking, or where only one answer is possible."""

    parsed: Parsed
    currency: str

    def answers(self, look: Callable[..., Preview], preview: Preview) -> ImportAnswers | None:
        """Return the answers to every question; None, after saying why, where one is needed and nobody answers.

        :param look: previews the import again, with `answers`.
        :raises UsageError: when an option cannot be an answer.
        """
        answers = ImportAnswers()
        heard: set[str] = set()
        while True:
            balances = [question for question in preview.balances if question.key not in heard]
            if not (balances or preview.accounts):
                return answers
            for question in balances:
                heard.add(question.key)
                cents = self._balance(question, alone=len(preview.balances) == 1)
                if cents is not None:
                    answers = replace(answers, balances={**answers.balances, question.key: cents})
            for asked in preview.accounts:
                name = self._account(asked, alone=len(preview.accounts) == 1)
                if name is None:
                    return None
                answers = replace(answers, accounts={**answers.accounts, asked.key: name})
            preview = look(answers=answers)

    def _account(self, question: AccountQuestion, *, alone: bool) -> str | None:
        language = self.parsed.language
        given = self.parsed.value("account")
        if given is not None and alone:
            return given
        asked = question_sentence(language, question, self.currency)
        if somebody_answers() and not self.parsed.flag("yes"):
            return self._asked_account(question, asked)
        if len(question.candidates) == 1 and not question.is_card:
            taken = language.gettext(
                "The statement of {number} is taken as that of “{account}”; --account NAME says otherwise."
            )
            say(taken.format(number=question.number, account=question.candidates[0]))
            return question.candidates[0]
        names = ", ".join(f"“{name}”" for name in question.candidates)
        told = language.gettext("Say whose it is with --account NAME: {names}, or the name of a new account.")
        fail(f"{asked} {told.format(names=names)}")
        return None

    def _asked_account(self, question: AccountQuestion, asked: str) -> str:
        """Ask for the number of a candidate, or the name of another account."""
        language = self.parsed.language
        say(asked)
        for number, name in enumerate(question.candidates, 1):
            say(f"  {number}. {name}")
        while True:
            typed = answer(language.gettext("Its number here, or the name of a new account:"))
            if typed.isdigit() and 1 <= int(typed) <= len(question.candidates):
                return question.candidates[int(typed) - 1]
            if typed and not typed.isdigit():
                return typed
            if not typed:
                return question.candidates[0] if len(question.candidates) == 1 else question.new_name

    def _balance(self, question: BalanceQuestion, *, alone: bool) -> int | None:
        """Return the balance of the day in cents; None when it stays unknown."""
        language = self.parsed.language
        given = self.parsed.value("balance") if alone else None
        if given is not None:
            cents = read_amount(language, given)
            if cents is None:
                raise UsageError(later("“{text}” is not an amount."), text=given)
            return cents
        asked = language.gettext("What did {number} hold at the end of {date}? (Enter: not known)").format(
            number=question.number, date=language.day(question.date, "medium")
        )
        if not somebody_answers() or self.parsed.flag("yes"):
            say(
                language.gettext(
                    "The file does not say what {number} held on {date}: its balance stays as it is. "
                    "--balance AMOUNT gives it."
                ).format(number=question.number, date=language.day(question.date, "medium"))
            )
            return None
        while typed := answer(asked):
            cents = read_amount(language, typed)
            if cents is not None:
                return cents
        return None
