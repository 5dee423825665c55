"""The questions of `rebond import`: whose a statement is, and what the account held where the file does not say."""

from collections.abc import Callable
from dataclasses import field, replace

from rebond.actions.imports import known_accounts
from rebond.actions.imports.bank.account_identity import AccountQuestion, ImportAnswers
from rebond.actions.imports.bank.balances import BalanceQuestion
from rebond.actions.imports.bank.wording import question_sentence
from rebond.actions.imports.previewed import Preview
from rebond.cli.arguments import Parsed
from rebond.cli.asking import answer, somebody_answers
from rebond.cli.output import fail, say
from rebond.cli.usage import UsageError
from rebond.domain.names import same
from rebond.domain.translatable import later
from rebond.domain.value_classes import dataclass
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
        answers = self._named(preview)
        if answers.accounts:
            preview = look(answers=answers)
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
                name = self._account(asked, self._is_apart(asked, preview, answers))
                if name is None:
                    return None
                answers = replace(answers, accounts={**answers.accounts, asked.key: name})
                self.asked.append(asked)
            preview = look(answers=answers)

    def _named(self, preview: Preview) -> ImportAnswers:
        """Return --account as the answer for the statements that do not say their account by its number.

        :raises UsageError: when these are of several accounts, or when every account is known and none has that name.
        """
        given = self.parsed.account
        if given is None:
            return ImportAnswers()
        known = {found.key for found in preview.found if found.by_number}
        keys = {key for source in preview.sources for key in source.accounts} - known
        if preview.of_several_accounts(keys):
            raise UsageError(
                later(
                    "--account names one account, and these statements seem to be of several: leave it out, or import "
                    "each file by itself."
                )
            )
        other = next((found for found in preview.found if not same(found.name, given)), None)
        if not keys and other and not any(same(found.name, given) for found in preview.found):
            raise UsageError(
                later(
                    "The statement of {number} is of “{account}”, by its number, and not of “{name}”. "
                    "Leave --account out, or change the name or the numbers of “{account}” in its form."
                ),
                number=other.number,
                account=other.name,
                name=given,
            )
        self.asked.extend((*preview.accounts, *preview.new_accounts))
        return ImportAnswers(accounts=dict.fromkeys(keys, given))

    @staticmethod
    def _is_apart(question: AccountQuestion, preview: Preview, answers: ImportAnswers) -> bool:
        """Whether another statement of the import is of the usual account, which this one does not go on from."""
        others = {found.key for found in preview.found if same(found.name, question.usual)}
        others |= {key for key, name in answers.accounts.items() if same(name, question.usual)}
        return bool(others) and preview.of_several_accounts({question.key, *others})

    def _account(self, question: AccountQuestion, is_apart: bool) -> str | None:
        language = self.parsed.language
        asked = question_sentence(language, question, self.currency)
        if somebody_answers() and not self.parsed.yes:
            return self._asked_account(question, asked)
        if question.usual and not is_apart:
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
