"""The line in which a person writes an event: what it says of day, time, length, kind and scope.

The libraries for dates in text do not serve here: they are made to find every date, read "may" and 2/3 as one, cannot
tell what lies ahead from what happened, do not read two languages in one line, and take milliseconds for a line.
"""
