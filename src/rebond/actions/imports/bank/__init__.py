"""Import of bank statements: whose they are, the balances they say, and the invoices that their movements pay."""
