"""The missions tab: clients and missions, and the events, invoices and summary of the selected one."""
