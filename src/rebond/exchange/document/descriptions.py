"""What each key of the document means, for the schema; a test holds that every key has its line."""

DOCUMENT = (
    "A whole Rebond journal. Amounts are whole cents of the journal's currency, rates are percentages, days are "
    "numbers of days, dates are YYYY-MM-DD, months YYYY-MM, times HH:MM. Every key that is not required may be left "
    "out and then has its default; null stands for nothing. Records refer to each other by name."
)

SECTIONS = {
    "settings": "The choices of the journal.",
    "charge_rates": "Social charges and income tax on what comes in, before VAT, each row until the next one starts.",
    "closure_windows": (
        "Days of every year on which clients pay nothing. "
        "Left out in a new journal: 12-20 to 01-04. An empty list: none."
    ),
    "clients": "Clients, each by its own name; a bare string is a client with that name.",
    "missions": "Contracts with clients; names differ within a client.",
    "milestones": "The milestones of a mission billed by milestones.",
    "planned_days": "Days planned in single months of a mission billed by the day, in place of days_per_month.",
    "invoices": "Invoices, and credit notes as negative amounts. Each needs issued or month.",
    "payments": "The parts of the invoice that were paid.",
    "accounts": "Bank and savings accounts, each by its own name.",
    "balances": "What the account held at the end of a day; one a day.",
    "expenses": "What is spent, once or regularly.",
    "contacts": "Prospects and other people, each by their own name.",
    "touches": "The contacts logged with that person.",
    "events": "What happened on missions.",
}

KEYS = {
    "settings": {
        "currency": "The currency of every amount in the journal, by its three letters.",
        "horizon_months": "How many months the runway looks ahead.",
        "goal_months": "How many months the savings should last.",
        "default_lag_days": "Days after the due date on which a client with fewer than three paid invoices pays.",
        "overdue_grace_days": "Days from today in which an invoice past its expected day is expected.",
        "charges_period": "How often charges are paid.",
        "vat_period": "How often the VAT received is paid out; null: with the charges.",
        "watch_percent": "The largest client's share from which to watch it.",
        "dependent_percent": "The largest client's share from which one depends on it.",
    },
    "charge_rates": {
        "starts": "The first day the rates hold; null: always.",
        "social": "The rate of social charges, in percent.",
        "income_tax": "The rate of income tax paid with the charges, in percent.",
        "label": "What the rates are of, e.g. the status and year.",
    },
    "closure_windows": {
        "first": "The first day, as MM-DD.",
        "last": "The last day, as MM-DD; before the first when the window spans the new year.",
        "label": "What closes.",
    },
    "clients": {"name": "The client's name.", "note": "Anything else about it."},
    "missions": {
        "client": "The name of the client.",
        "name": "The mission's name.",
        "contract": "How long it binds. Left out: fixed_term with an end, else open_ended.",
        "starts": "The first day.",
        "ends": "The planned last day, worked; null: none.",
        "billing": (
            "What is billed: months, days or milestones. "
            "Left out: daily with days planned, milestones with these and no amount, else monthly."
        ),
        "amount": "Cents a month, or a day when billed by the day; before VAT.",
        "days_per_month": "Days planned a month, when billed by the day.",
        "notice": "The length of notice, in notice_unit; 0: no notice.",
        "notice_unit": "What notice counts.",
        "notice_to_month_end": "Whether notice then runs on to the end of its month.",
        "terms": "How the due date follows from the issue date and terms_days.",
        "terms_days": "The days of the payment terms.",
        "vat_rate": "The VAT added to its invoices, in percent.",
        "note": "Anything else about it.",
    },
    "milestones": {"name": "What is reached.", "amount": "Cents before VAT.", "date": "The day planned."},
    "planned_days": {"month": "The month.", "days": "The days planned in it."},
    "invoices": {
        "client": "The name of the client.",
        "mission": "The name of its mission; null: none. Left out: the only mission the client has, else none.",
        "milestone": "The milestone billed, by name, or by its place (from 1) where names are equal; null: none.",
        "number": "The invoice's number.",
        "month": (
            "The month billed; null: none. "
            "Left out: the month of issue for a mission billed by month or day, else none."
        ),
        "amount": "Cents before VAT; below 0 for a credit note.",
        "vat": "Cents of VAT. Left out: the mission's rate of the amount, half to even.",
        "days": "The days billed.",
        "issued": "The day of issue. Left out: the last day of the month, or of the mission if it ends before.",
        "due": "The due date. Left out: by the mission's terms; 30 days after issue without mission.",
        "cancelled": "Whether it was cancelled.",
        "note": "Anything else about it.",
        "paid": "Short for one payment of the whole, VAT included, on that day.",
    },
    "payments": {
        "date": "The day it arrived.",
        "amount": "Cents, VAT included.",
        "bank_ref": "The bank's own name for the movement.",
    },
    "accounts": {
        "name": "The account's name.",
        "counted": "Whether it counts in the runway; false for a provision.",
        "bank_ref": "The account's number in bank statements.",
    },
    "balances": {"date": "The day.", "amount": "Cents at its end; below 0 when overdrawn."},
    "expenses": {
        "name": "What for.",
        "amount": "Cents each time.",
        "every": "How often.",
        "first": "The first day it falls due.",
        "last": "The last day, included; null: none.",
        "essential": "Whether it stays when only essentials do.",
    },
    "contacts": {
        "client": "The name of the client this person belongs to; null: none.",
        "name": "The person's name.",
        "organisation": "Where they work.",
        "email": "E-mail address.",
        "phone": "Telephone number.",
        "stage": "Where the prospect stands.",
        "next_step": "The next step.",
        "next_date": "The day of the next step.",
        "hoped_amount": "Cents a month, before VAT, that this may bring.",
        "hoped_from": "The first day hoped for.",
        "hoped_until": "The last day hoped for; null: none.",
        "chance": "How likely that is, in percent.",
        "note": "Anything else about them.",
    },
    "touches": {
        "date": "The day of the contact.",
        "channel": "By what.",
        "text": "What was said.",
        "entered": "When this was written down, in UTC.",
    },
    "events": {
        "client": "The name of the client.",
        "mission": "The name of the mission. Left out: the only one the client has.",
        "type": "What kind of event.",
        "date": "The day it happened.",
        "time": "The time of day.",
        "text": "What happened.",
        "minutes": "Minutes worked for it.",
        "in_scope": "Whether the contract covers it; null: not said.",
        "entered": "When this was written down, in UTC.",
    },
}
