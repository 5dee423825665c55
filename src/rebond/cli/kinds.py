"""How many of what, in words."""

from rebond.words import n_


def counted(kind: str, count: int) -> str:
    """A number of rows of a kind: `3 invoices`."""
    sentences = {
        "charge_rate": n_("{count} charge rate", "{count} charge rates", count),
        "closure_window": n_("{count} closure window", "{count} closure windows", count),
        "client": n_("{count} client", "{count} clients", count),
        "mission": n_("{count} mission", "{count} missions", count),
        "planned_days": n_("{count} month planned", "{count} months planned", count),
        "milestone": n_("{count} milestone", "{count} milestones", count),
        "event": n_("{count} event", "{count} events", count),
        "invoice": n_("{count} invoice", "{count} invoices", count),
        "payment": n_("{count} payment", "{count} payments", count),
        "account": n_("{count} account", "{count} accounts", count),
        "balance": n_("{count} balance", "{count} balances", count),
        "expense": n_("{count} expense", "{count} expenses", count),
        "contact": n_("{count} contact", "{count} contacts", count),
        "touch": n_("{count} logged contact", "{count} logged contacts", count),
    }
    return sentences[kind].format(count=count)
