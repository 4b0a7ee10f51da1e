"""Which words around a number make it what it is."""
