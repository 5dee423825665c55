"""Late payments in the window: the next step of an invoice, its states, its penalty, and ladder and rates."""
