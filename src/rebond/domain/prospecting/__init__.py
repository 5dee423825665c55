"""Prospecting: contacts, the interactions logged with them, and the stages they pass through."""
