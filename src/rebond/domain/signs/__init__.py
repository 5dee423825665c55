"""Warning signs that a client may leave."""
