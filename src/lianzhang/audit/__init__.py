"""Audit: what cannot be true together, what follows, what cannot be compared, and what lacks a source.

``run(World(facts=…, projects=…))`` gives findings, each with its figures, arithmetic and a sentence to paste. A rule is one module
in ``rules/``; what the audit takes as given lies in ``data/`` and can be replaced field by field in :class:`World`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lianzhang.audit.finding import CLASSES, Finding, FindingClass

if TYPE_CHECKING:
    from lianzhang.audit.goods import Commodity, commodity_of
    from lianzhang.audit.run import run
    from lianzhang.audit.world import Need, Quota, Reference, Standing, World

__all__ = [
    "CLASSES",
    "Commodity",
    "Finding",
    "FindingClass",
    "Need",
    "Quota",
    "Reference",
    "Standing",
    "World",
    "commodity_of",
    "run",
]

_LAZY = {"run": "run", "Commodity": "goods", "Need": "world", "Quota": "world", "Reference": "world", "Standing": "world", "World": "world",
         "commodity_of": "goods"}  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"{__name__}.{_LAZY[name]}"), name)
    globals()[name] = value
    return value
