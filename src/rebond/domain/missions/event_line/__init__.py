"""The line in which a person writes an event: what it says of day, time, length, kind and scope."""
