"""Late payments: the states of an invoice, the steps of the ladder, penalties, and the routes that are open."""
