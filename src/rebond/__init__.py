"""Rebond, the freelance consultant's mission journal."""

__version__ = "0.1.0"
