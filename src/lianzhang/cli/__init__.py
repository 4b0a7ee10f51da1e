"""Commands: the thin face of the Python API."""

from __future__ import annotations

import os
import sys

__all__ = ["main"]


def main() -> None:
    """Entry point. Bad input ends with exit code 2 and one line a fault; no traceback reaches a user."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by the caller
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8"))
    try:
        from lianzhang.cli.app import app
        from lianzhang.cli.screen import guarded
    except KeyboardInterrupt:  # before anything was begun
        sys.exit(130)

    guarded(app)
