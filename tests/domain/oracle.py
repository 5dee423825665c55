"""A second implementation of the runway, to test against: slow, day by day, sharing no arithmetic with the program.

It reads the entities' fields and nothing else of the domain. Where the program computes, this walks: it steps
through every calendar day, counts the days worked, notes who is expected to pay what, and pays charges on the days
when charges are paid. Money is a Fraction until the definition rounds it.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from functools import cached_property

from rebond.domain.late.kinds import StateKind
from rebond.domain.missions.kinds import Billing, Invoice, Mission, NoticeUnit, Payment, Terms
from rebond.domain.money.kinds import Every, Period
from rebond.domain.money.scenario import Departure, Income, Scenario
from rebond.domain.money.situation import Situation


def to_the_cent(value: Fraction) -> int:
    """Half to even."""
    floor = value.numerator // value.denominator
    rest = value - floor
    if rest == Fraction(1, 2):
        return floor + floor % 2
    return floor + (rest > Fraction(1, 2))


def vat_to_the_cent(net: int, rate: int) -> int:
    """A half cent away from zero, so of the amount without its sign."""
    exact = Fraction(abs(net) * rate, 100_000)
    whole = int(exact) + (exact - int(exact) >= Fraction(1, 2))
    return whole if net >= 0 else -whole


def months_later(day: date, months: int) -> date:
    """Walk month by month for the month's name, then back from the day's number until there is such a day."""
    year, month = day.year, day.month
    for _ in range(abs(months)):
        month += 1 if months > 0 else -1
        if month == 13:
            year, month = year + 1, 1
        if month == 0:
            year, month = year - 1, 12
    number = day.day
    while True:
        try:
            return date(year, month, number)
        except ValueError:
            number -= 1


def is_last_of_month(day: date) -> bool:
    return (day + timedelta(days=1)).month != day.month


def last_of_month(day: date) -> date:
    while not is_last_of_month(day):
        day += timedelta(days=1)
    return day


def days_between(first: date, last: date) -> Iterator[date]:
    """Both included."""
    while first <= last:
        yield first
        first += timedelta(days=1)


def months_left(today: date, zero: date) -> Fraction:
    """One month more as long as it is not past the zero date; then the days of the month begun."""
    whole = 0
    while months_later(today, whole + 1) <= zero:
        whole += 1
    begun, next_one = months_later(today, whole), months_later(today, whole + 1)
    return whole + Fraction((zero - begun).days, (next_one - begun).days)


def first_below_zero(balances: list[int], today: date) -> date | None:
    for number, balance in enumerate(balances):
        if balance < 0:
            return today + timedelta(days=number)
    return None


@dataclass
class Oracle:
    """The closing balances of one scenario, seen from `today`."""

    situation: Situation
    scenario: Scenario
    today: date
    income: dict[date, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))

    def balances(self) -> list[int]:
        horizon = months_later(self.today, self.situation.settings.horizon_months)
        since, cash = self.opening()
        self.note_invoices()
        if self.scenario.income is Income.ALL:
            for mission in self.situation.missions:
                self.note_mission(mission, horizon)
        found = []
        for day in days_between(min(since, self.today), horizon):
            if day > since:
                cash += sum(net + vat for net, vat in self.income.get(day, ()))
                cash -= self.spent(day) + self.charges(day) + self.vat(day)
            if day >= self.today:
                found.append(cash)
        return found

    def opening(self) -> tuple[date, int]:
        newest = []
        for account in self.situation.accounts:
            of_account = [b for b in self.situation.balances if b.account_id == account.id]
            if account.counted and of_account:
                newest.append(max(of_account, key=lambda b: b.date))
        if not newest:
            return self.today, 0
        return max(b.date for b in newest), sum(b.amount for b in newest)

    # Money out

    def spent(self, day: date) -> int:
        total = 0
        for expense in self.situation.expenses:
            if expense.last and day > expense.last:
                continue
            if self.scenario.essentials_only and not expense.essential and day > self.today:
                continue
            step = {Every.ONCE: None, Every.MONTH: 1, Every.QUARTER: 3, Every.YEAR: 12}[expense.every]
            if day.day != expense.first.day and not is_last_of_month(day):
                continue
            ahead = (day.year - expense.first.year) * 12 + (day.month - expense.first.month)
            if step is None:
                falls = day == expense.first
            else:
                falls = ahead >= 0 and ahead % step == 0 and months_later(expense.first, ahead) == day
            total += expense.amount if falls else 0
        return total

    def charges(self, day: date) -> int:
        months = self.months_paid_on(day, self.situation.settings.charges_period)
        rows = sorted(self.situation.charge_rates, key=lambda row: row.starts or date.min)
        if not months or not rows:
            return 0
        sums: dict[int, int] = defaultdict(int)
        for came, parts in self.income.items():
            if (came.year, came.month) in months:
                in_force = [n for n, row in enumerate(rows) if row.starts is None or row.starts <= came]
                if in_force:
                    sums[in_force[-1]] += sum(net for net, _ in parts)
        return sum(
            to_the_cent(Fraction(rate, 100_000) * total)
            for n, total in sums.items()
            for rate in (rows[n].social, rows[n].income_tax)
        )

    def vat(self, day: date) -> int:
        settings = self.situation.settings
        charged = any(row.social or row.income_tax for row in self.situation.charge_rates)
        period = settings.vat_period or (settings.charges_period if charged else Period.QUARTERLY)
        months = self.months_paid_on(day, period)
        return sum(vat for came, parts in self.income.items() if (came.year, came.month) in months for _, vat in parts)

    @staticmethod
    def months_paid_on(day: date, period: Period) -> list[tuple[int, int]]:
        """The months whose receipts are charged on `day`, as (year, month)."""
        if not is_last_of_month(day):
            return []
        before = [months_later(day.replace(day=1), -n) for n in (1, 2, 3)]
        if period is Period.MONTHLY:
            return [(before[0].year, before[0].month)]
        if (day.month, day.day) in [(1, 31), (4, 30), (7, 31), (10, 31)]:
            return [(month.year, month.month) for month in before]
        return []

    # Money in

    def parts_of(self, invoice: Invoice) -> list[Payment]:
        return sorted((p for p in self.situation.payments if p.invoice_id == invoice.id), key=lambda p: (p.date, p.id))

    @cached_property
    def cancelled_out(self) -> list[tuple[Invoice, Invoice, int]]:
        """Every (invoice, credit note that names it, cents that they cancel out): until one of them has none left."""
        left = {
            i.id: abs(i.amount + i.vat) - abs(sum(p.amount for p in self.parts_of(i)))
            for i in self.situation.invoices if not i.cancelled
        }  # fmt: skip
        found = []
        for note in sorted(self.situation.invoices, key=lambda i: (i.issued, i.id)):
            for invoice in self.situation.invoices:
                if invoice.id == note.corrects_id and {note.id, invoice.id} <= left.keys():
                    cents = min(left[note.id], left[invoice.id])
                    left[note.id] -= cents
                    left[invoice.id] -= cents
                    if cents:
                        found.append((invoice, note, cents))
        return found

    def net_of(self, note: Invoice, cents: int) -> int:
        """What the cents cancelled out are before VAT: the part of the credit note after what it paid back in cash."""
        back = sum(p.amount for p in self.parts_of(note))
        total = note.amount + note.vat
        so_far, after = (to_the_cent(Fraction(note.amount * paid, total)) for paid in (back, back - cents))
        return so_far - after

    def note_invoices(self) -> None:
        for invoice in self.situation.invoices:
            if invoice.cancelled:
                continue
            parts = self.parts_of(invoice)
            paid = before_vat = 0
            for part in parts:
                paid += part.amount
                so_far = to_the_cent(Fraction(invoice.amount * paid, invoice.amount + invoice.vat))
                self.income[part.date].append((so_far - before_vat, part.amount - (so_far - before_vat)))
                before_vat = so_far
            left = invoice.amount + invoice.vat - paid
            net = invoice.amount - before_vat
            for corrected, note, cents in self.cancelled_out:
                if invoice in (corrected, note):
                    sign = 1 if invoice is note else -1
                    left += sign * cents
                    net += sign * self.net_of(note, cents)
            if left and self.scenario.income is not Income.NONE:
                said = self.said_by_the_client(invoice)
                if said:
                    self.note_unless_left(invoice.client_id, said, net, left - net)
                else:
                    self.note_expected(invoice.client_id, invoice.due, net, left - net)

    def note_mission(self, mission: Mission, horizon: date) -> None:
        departure = self.departure(mission.client_id)
        ends = mission.ends if mission.ended is None else mission.ended
        last = ends
        if departure:
            if mission.starts > departure.told:
                return
            last = self.last_of_notice(mission, departure)
            if ends and ends < last:
                last = ends
        if mission.billing is Billing.MILESTONES:
            for milestone in self.situation.milestones:
                if milestone.mission_id == mission.id and self.today < milestone.date <= (last or date.max):
                    named = [i for i in self.billing() if i.milestone_id == milestone.id]
                    if not named:
                        self.note_planned(mission, milestone.date, milestone.amount)
            return
        worked = 0
        for day in days_between(self.today.replace(day=1), last_of_month(horizon)):
            if day.day == 1:
                worked = 0
            if day >= mission.starts and (last is None or day <= last):
                worked += 1
            if worked and (day == last or (is_last_of_month(day) and (last is None or day < last))):
                self.note_month(mission, day, worked)

    def note_month(self, mission: Mission, day: date, worked: int) -> None:
        """The invoice issued on `day` for the days worked in its month."""
        month = day.replace(day=1)
        if any(i.mission_id == mission.id and i.month == month for i in self.billing()):
            return
        full = Fraction(mission.amount)
        if mission.billing is Billing.DAILY:
            planned = [p.days for p in self.situation.planned_days if p.mission_id == mission.id and p.month == month]
            full *= Fraction(planned[0] if planned else mission.days_per_month, 100)
        self.note_planned(mission, day, to_the_cent(full * worked / last_of_month(day).day))

    def note_planned(self, mission: Mission, issued: date, amount: int) -> None:
        days = timedelta(days=mission.terms_days)
        due = {
            Terms.NET: issued + days,
            Terms.DAYS_THEN_MONTH_END: last_of_month(issued + days),
            Terms.MONTH_END_THEN_DAYS: last_of_month(issued) + days,
        }[mission.terms]
        self.note_expected(mission.client_id, due, amount, vat_to_the_cent(amount, mission.vat_rate))

    def note_expected(self, client_id: int, due: date, net: int, vat: int) -> None:
        day = due + timedelta(days=self.lag(client_id))
        if day <= self.today:
            day = self.today + timedelta(days=self.situation.settings.overdue_grace_days)
        self.note_unless_left(client_id, self.out_of_windows(day), net, vat)

    def said_by_the_client(self, invoice: Invoice) -> date | None:
        """The day of its last word on when it pays: a promise not taken back whose day lies after today."""
        said = None
        for row in sorted(self.situation.invoice_states, key=lambda row: (row.starts, row.id)):
            if row.invoice_id == invoice.id and row.type is StateKind.PROMISED and row.starts <= self.today:
                taken_back = row.ended is not None and row.ended <= self.today
                said = row.until if row.until and row.until > self.today and not taken_back else said
        return said

    def note_unless_left(self, client_id: int, day: date, net: int, vat: int) -> None:
        departure = self.departure(client_id)
        if departure and not departure.pays and day >= departure.told:
            return
        self.income[day].append((net, vat))

    def billing(self) -> list[Invoice]:
        return [i for i in self.situation.invoices if not i.cancelled and i.amount >= 0]

    def departure(self, client_id: int) -> Departure | None:
        return next((d for d in self.scenario.leaving if d.client_id == client_id), None)

    @staticmethod
    def last_of_notice(mission: Mission, departure: Departure) -> date:
        if not departure.notice_honoured:
            return departure.told
        if mission.notice_unit is NoticeUnit.MONTHS:
            last = months_later(departure.told, mission.notice)
        else:
            last = departure.told + timedelta(days=mission.notice)
        return last_of_month(last) if mission.notice_to_month_end else last

    def lag(self, client_id: int) -> int:
        paid = sorted(
            (day, i.due, i.issued) for i in self.situation.invoices
            if i.client_id == client_id and not i.cancelled and i.amount >= 0 and (day := self.paid_in_full(i))
        )[-12:]  # fmt: skip
        if len(paid) < 3:
            return self.situation.settings.default_lag_days
        late = sorted((settled - due).days for settled, due, _ in paid)
        low, high = late[(len(late) - 1) // 2], late[len(late) // 2]
        return max(0, int((Decimal(low + high) / 2).quantize(Decimal(1), ROUND_HALF_EVEN)))

    def paid_in_full(self, invoice: Invoice) -> date | None:
        """The day of the payment after which nothing was left; None where a later credit note left nothing."""
        parts = self.parts_of(invoice)
        notes = [(note.issued, cents) for corrected, note, cents in self.cancelled_out if corrected is invoice]
        left = invoice.amount + invoice.vat - sum(p.amount for p in parts) - sum(cents for _, cents in notes)
        if left or not parts or max((day for day, _ in notes), default=date.min) > parts[-1].date:
            return None
        return parts[-1].date

    def out_of_windows(self, day: date) -> date:
        """Jump from window to window until in none; a year without an open day leaves the day where it is."""
        jumped = day
        while True:
            ends = [end for start, end in self.occurrences_around(jumped) if start <= jumped <= end]
            if not ends:
                return jumped
            jumped = max(ends) + timedelta(days=1)
            if (jumped - day).days > 9 * 366:
                return day

    def occurrences_around(self, day: date) -> Iterator[tuple[date, date]]:
        """Every window's dates in the years about `day`; one that ends before it begins ends the year after."""
        for row in self.situation.closure_windows:
            for year in (day.year - 1, day.year, day.year + 1):
                first, last = (
                    clipped(year, row.first, forward=True),
                    clipped(year + (row.last < row.first), row.last, forward=False),
                )
                if first <= last:
                    yield first, last


def clipped(year: int, month_day: str, *, forward: bool) -> date:
    """A day of that year; 29 February of a common year is the day after, or before, when it bounds a window."""
    try:
        return date.fromisoformat(f"{year}-{month_day}")
    except ValueError:
        return date(year, 3, 1) if forward else date(year, 2, 28)
