"""People: the persons of a client, and the partners to name or to work with."""
