"""Desk: the office's procedures over ledger, balance, plan and audit, one subpackage each. It returns data, never files.

``dispatch`` is the monthly round over the projects; ``matters`` what was handed to whom and is asked about until it is answered;
``pipeline`` the projects counted once; ``targets`` against what is and comes; ``gaps`` of the chain; ``factors`` that projects need; ``leads`` from first contact to taxes;
``levels`` who sees and owes what; ``side_by_side`` places on one indicator.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lianzhang.desk.matters import Asked, Asking, Matter, ask, matter_from_finding, with_findings

__all__ = [
    "Asked",
    "Asking",
    "Matter",
    "ask",
    "dispatch",
    "factors",
    "gaps",
    "leads",
    "levels",
    "matter_from_finding",
    "matters",
    "pipeline",
    "side_by_side",
    "targets",
    "with_findings",
]

_ROOMS = ("dispatch", "factors", "gaps", "leads", "levels", "matters", "pipeline", "side_by_side", "targets")


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name in _ROOMS:
        return import_module(f"{__name__}.{name}")
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.matters"), name)
