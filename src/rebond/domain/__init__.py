"""The rules of freelance work: frozen values and pure functions, standard library only."""
