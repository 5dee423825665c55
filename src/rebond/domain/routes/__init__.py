"""Routes to a payment when reminders did not bring it: which are open, which are not, and why. No legal advice."""
