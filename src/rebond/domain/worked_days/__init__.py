"""Days worked on missions."""
