"""Times, and which of them date a text."""
