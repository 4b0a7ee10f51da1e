"""Chain: the physical catalogue of the battery chain, checked and unchanging.

``catalogue()`` is the packaged catalogue; ``segment_tree()`` the nodes from ore to vehicle and back; ``commodity_of(name)`` reads
product names; ``explode(catalogue, demand)`` what a demand takes, back to the ore; ``run_checks(catalogue)`` and ``check_lines()`` the published totals; ``draw(catalogue, rng, n)``
Monte Carlo that keeps every element balance; ``with_tables(catalogue, folder)`` a case's own rows over the packaged ones; ``grid_factor``
and ``tariff`` what differs by province.
The reading of planning tables is in :mod:`lianzhang.chain.tables_case` and its neighbours.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lianzhang.chain.catalogue_model import ELEMENTS, Catalogue
    from lianzhang.chain.catalogue_tables import Table, catalogue, load_catalogue
    from lianzhang.chain.checks import CheckResult, check_lines, run_checks
    from lianzhang.chain.draws import Draws, draw, element_draws
    from lianzhang.chain.elements import element_balance, element_problems
    from lianzhang.chain.own_tables import with_tables
    from lianzhang.chain.products import Match, commodities_of, commodity_of
    from lianzhang.chain.recipes import Explosion, default_routes, explode
    from lianzhang.chain.regional import Regional, grid_factor, province_of, tariff
    from lianzhang.chain.segments import Segment, SegmentTree, segment_tree

__all__ = [
    "ELEMENTS",
    "Catalogue",
    "CheckResult",
    "Draws",
    "Explosion",
    "Match",
    "Regional",
    "Segment",
    "SegmentTree",
    "Table",
    "catalogue",
    "check_lines",
    "commodities_of",
    "commodity_of",
    "default_routes",
    "draw",
    "element_balance",
    "element_draws",
    "element_problems",
    "explode",
    "grid_factor",
    "load_catalogue",
    "province_of",
    "run_checks",
    "segment_tree",
    "tariff",
    "with_tables",
]

_HOME = {
    "catalogue_model": ("ELEMENTS", "Catalogue"),
    "catalogue_tables": ("Table", "catalogue", "load_catalogue"),
    "checks": ("CheckResult", "check_lines", "run_checks"),
    "draws": ("Draws", "draw", "element_draws"),
    "elements": ("element_balance", "element_problems"),
    "own_tables": ("with_tables",),
    "products": ("Match", "commodities_of", "commodity_of"),
    "recipes": ("Explosion", "default_routes", "explode"),
    "regional": ("Regional", "grid_factor", "province_of", "tariff"),
    "segments": ("Segment", "SegmentTree", "segment_tree"),
}


def __getattr__(name: str) -> Any:
    for module, names in _HOME.items():
        if name in names:
            return getattr(import_module(f"lianzhang.chain.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
