"""From the planning tables to arrays, before a program is built: net recipes, what stands, which sites may run."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from lianzhang.chain.tables_case import BLANK, PlanningCase, Table
from lianzhang.plan.conventions import existing_shares
from lianzhang.plan.expand import Costs, is_leaf

__all__ = [
    "counted_of",
    "existing_of",
    "gross_output",
    "net_recipes",
    "optional_of",
    "retired_of",
    "sites_of",
]

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


def net_recipes(case: PlanningCase) -> tuple[Ints, Ints, Floats, Ints]:
    """Net quantities per unit of main output, sorted by process; a recipe silent on its main output makes one unit."""
    table = case.table("recipes")
    count = len(case.commodities)
    none = np.empty(0, dtype=np.int64)
    process, commodity, quantity = (
        (table["process"], table["commodity"], table["quantity"]) if table else (none, none, np.empty(0))
    )
    every = np.arange(len(case.processes), dtype=np.int64)
    made = np.zeros(len(every), dtype=bool)
    if len(process):
        made[process[(commodity == case.output[process]) & (quantity > 0)]] = True
    silent = every[~made]
    key = np.concatenate([process * count + commodity, silent * count + case.output[silent]])
    unique, inverse = np.unique(key, return_inverse=True)
    net = np.bincount(
        inverse, weights=np.concatenate([quantity, np.ones(len(silent))]), minlength=len(unique)
    )
    kept = net != 0
    p, c = np.divmod(unique[kept], count)
    return p, c, net[kept], np.searchsorted(p, np.arange(len(case.processes) + 1))


def gross_output(case: PlanningCase, commodity: int) -> Floats:
    """Per process: what one unit of activity makes of a commodity, before own use."""
    out = np.zeros(len(case.processes))
    table = case.table("recipes")
    if table is not None:
        at = (table["commodity"] == commodity) & (table["quantity"] > 0)
        np.add.at(out, table["process"][at], table["quantity"][at])
    out[(case.output == commodity) & (out == 0)] = 1.0
    return out


def optional_of(table: Table) -> Bools:
    """Per row of ``capacity``: whether it is a project that the plan may take or leave."""
    if "commitment" not in table.columns:
        return np.zeros(len(table), dtype=bool)
    return np.asarray((table["commitment"] == "optional") & (table["stage"] != "终止"))


def retired_of(table: Table) -> Ints:
    """Per row of ``capacity``: the first year in which it no longer stands; below zero where only its lifetime says so."""
    return np.asarray(table.columns.get("retired", np.full(len(table), BLANK)))


def counted_of(table: Table) -> Floats:
    """Per row of ``capacity``: how much of it counts without a decision, weighted by stage."""
    unsaid = np.where(table["stage"] == "终止", 0.0, 1.0)
    weight = np.where(np.isnan(table["weight"]), unsaid, table["weight"])
    return np.where(optional_of(table), 0.0, np.nan_to_num(table["quantity"]) * weight)


def existing_of(case: PlanningCase) -> Floats:
    """Regions × processes × years: capacity that stands without a decision, weighted by stage."""
    out = np.zeros((len(case.regions), len(case.processes), len(case.years)))
    table = case.table("capacity")
    if table is not None:
        counted = counted_of(table)
        shares = existing_shares(case, table["vintage"], table["process"], retired_of(table))
        place = table["region"] * len(case.processes) + table["process"]
        flat = out.reshape(-1, len(case.years))
        if np.bincount(place).max(initial=0) <= 1:
            flat[place] = counted[:, None] * shares
            return out
        for year, share in enumerate(shares.T):
            flat[:, year] = np.bincount(place, weights=counted * share, minlength=len(flat))
    return out


def sites_of(case: PlanningCase, costs: Costs) -> tuple[Ints, Ints, Bools, Bools]:
    """(region, process, capped, buildable regions × processes × years) of every pair that may run.

    A process with neither capacity nor capex anywhere in the case is not limited by capacity: it may run wherever a cost
    is given for it, or everywhere when none is.
    """
    table = case.table("capacity")
    shape = costs.capex.shape[:2]
    stands: Bools = np.zeros(shape, dtype=bool)
    if table is not None:
        stands[table["region"], table["process"]] = True
    buildable: Bools = np.array(~np.isnan(costs.capex))
    buildable[~is_leaf(case)] = False
    limited: Bools = stands | _some_year(buildable)
    capped: Bools = np.logical_or.reduce(limited, axis=0)
    open_: Bools = np.zeros(shape, dtype=bool)
    if not capped.all():
        priced = _some_year(~np.isnan(costs.variable) | ~np.isnan(costs.fixed))
        open_[case.leaves] = True
        some: Bools = np.logical_or.reduce(priced, axis=0)
        open_ &= np.where(some, priced, True) & ~capped
    region, process = np.nonzero(limited | open_)
    return region, process, capped[process], buildable


def _some_year(of: Bools) -> Bools:
    """Whether it is so in some year (the last axis)."""
    return np.asarray(of.reshape(-1, of.shape[-1]).T.any(axis=0).reshape(of.shape[:-1]))
