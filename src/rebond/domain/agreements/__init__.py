"""Agreements: what a client and the consultant agreed on, in dated versions, and the amendments that change it."""
