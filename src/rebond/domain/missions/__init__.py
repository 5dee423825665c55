"""Missions: clients, contracts, what happened, invoices and payments."""
