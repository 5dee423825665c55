"""Faults as a person sees them: in the window, its forms and dialogs."""
