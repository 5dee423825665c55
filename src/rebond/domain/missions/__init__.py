"""Missions: clients, contracts, events, invoices and payments."""
