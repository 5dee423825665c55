"""The window in which every letter is written: its facts, its text, how it leaves, and one's own wording of it."""
