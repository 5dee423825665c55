"""The questions of `rebond import`: whose a statement is, and what the account held where the file does not say."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from rebond.actions.imports import Preview, known_accounts
from rebond.actions.imports.bank.account_identity import AccountQuestion, ImportAnswers
from rebond.actions.imports.bank.balances import BalanceQuestion
from rebond.actions.imports.bank.wording import question_sentence
from rebond.cli.arguments import Parsed
from rebond.cli.asking import answer, somebody_answers
from rebond.cli.output import fail, say
from rebond.cli.usage import UsageError
from rebond.domain.translatable import later
from rebond.parsing import read_amount


@dataclass(frozen=True, slots=True)
class Questions:
    """Answers the questions of an import by its options, by asking, or where only one answer is possible."""

    parsed: Parsed
    currency: str
    asked: list[AccountQuestion] = field(default_factory=list)

    def answers(self, look: Callable[..., Preview], preview: Preview) -> ImportAnswers | None:
        """Return the answers to every question; None, after saying why, where one is needed and nobody answers.

        :param look: previews the import again, with `answers`.
        :raises UsageError: when an option cannot be an answer.
        """
        if len(preview.accounts) > 1 and self.parsed.account is not None:
            raise UsageError(
                later("--account names one account, and these files are of several: import each by itself.")
            )
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
            # One by one: an account that is found for one statement is known by its number for the next.
            for asked in preview.accounts[:1]:
                name = self._account(asked)
                if name is None:
                    return None
                answers = replace(answers, accounts={**answers.accounts, asked.key: name})
                self.asked.append(asked)
            preview = look(answers=answers)

    def _account(self, question: AccountQuestion) -> str | None:
        language = self.parsed.language
        given = self.parsed.account
        if given is not None:
            return given
        asked = question_sentence(language, question, self.currency)
        if somebody_answers() and not self.parsed.yes:
            return self._asked_account(question, asked)
        if question.usual:
            taken = language.gettext(
                "The statement of {number} is taken as that of “{account}”; --account NAME says otherwise."
            )
            say(taken.format(number=question.number, account=question.usual))
            return question.usual
        names = ", ".join(question.candidates)
        told = language.gettext("Say whose it is with --account NAME: {names}, or the name of a new account.")
        fail(f"{asked} {told.format(names=names)}")
        return None

    def _asked_account(self, question: AccountQuestion, asked: str) -> str | None:
        """Ask for the number of a candidate, or the name of another account; None if nothing is answered."""
        language = self.parsed.language
        say(asked)
        for number, name in enumerate(question.candidates, 1):
            say(f"  {number}. {name}")
        prompt, likely = (
            language.gettext("Its number here, or the name of a new account:"),
            known_accounts.likely(question),
        )
        if likely:
            told = language.gettext("Its number here, the name of a new account, or Enter for “{account}”:")
            prompt = told.format(account=likely)
        while typed := answer(prompt) or likely:
            if typed == likely:
                return likely
            if typed.isdigit() and 1 <= int(typed) <= len(question.candidates):
                return question.candidates[int(typed) - 1]
            if not typed.isdigit():
                return typed
        fail(language.gettext("Nothing was imported."))
        return None

    def _balance(self, question: BalanceQuestion, *, alone: bool) -> int | None:
        """Return the balance of the day in cents; None when it stays unknown."""
        language = self.parsed.language
        if alone and self.parsed.balance is not None:
            return self.parsed.balance
        asked = language.gettext("What did {number} hold at the end of {date}? (Enter: not known)").format(
            number=question.number, date=language.day(question.date, "medium")
        )
        if not somebody_answers() or self.parsed.yes:
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
