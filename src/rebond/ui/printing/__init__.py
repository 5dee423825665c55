"""Printing and saving the page: Qt's dialogs, the printer, and files."""
