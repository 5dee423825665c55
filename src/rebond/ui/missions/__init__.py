"""The missions tab: clients and missions, the journal and the invoices of one, and what matters of it at a glance."""
