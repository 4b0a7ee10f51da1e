"""Places, said and left out, and whether a place told before holds."""
