"""The journal on disk: one SQLite file, every change of it in its own history."""
