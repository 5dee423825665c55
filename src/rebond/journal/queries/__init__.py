"""Queries for the tabs, the runway and the command line: functions of a reader that return frozen rows."""
