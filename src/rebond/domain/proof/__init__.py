"""Proof of what was said: heads of the history that others hold, and the dossier."""
