"""The agenda: everything dated that lies ahead or is late, in one list."""
