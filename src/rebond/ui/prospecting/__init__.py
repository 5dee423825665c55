"""The prospection tab: follow-ups due, contacts in a list or on a board, and the log of interactions."""
