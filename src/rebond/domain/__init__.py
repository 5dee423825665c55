"""What freelancing means: frozen values and pure functions, standard library only."""
