"""The data files of the lexical layer, and how they are checked."""
