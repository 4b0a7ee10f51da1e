"""Statements without a number."""
