"""The window of the routes to a payment: which are open, what each asks for, and why the others are not."""
