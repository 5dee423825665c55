"""Attachments: files kept with a mission."""
