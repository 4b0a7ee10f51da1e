"""Statements with a number, and how a document is read into claims."""
