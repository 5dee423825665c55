"""Letters: those that were sent, and the person's own wording of templates."""
