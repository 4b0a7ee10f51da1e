"""Commands: the thin face of the Python API."""

from __future__ import annotations

__all__ = ["main"]


def main() -> None:
    """Entry point. Bad input ends with exit code 2 and one line a fault; no traceback reaches a user."""
    from lianzhang.cli.app import app
    from lianzhang.cli.screen import guarded

    guarded(app)
