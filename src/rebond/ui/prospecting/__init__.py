"""The prospection tab: who is due, everyone in a list or on the board, what was said; and logging a contact."""
