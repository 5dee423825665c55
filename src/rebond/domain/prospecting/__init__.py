"""Prospecting: contacts, the interactions logged with them, and the stages of the board."""
