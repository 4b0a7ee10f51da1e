"""Whom or what a statement is about."""
