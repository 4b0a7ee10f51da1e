"""What a plan uses and where its goods come from: results, whether or not anything limits them."""

from __future__ import annotations

import numpy as np
import polars as pl

from lianzhang.plan.answer import Floats, Ints
from lianzhang.plan.model import Model
from lianzhang.plan.rows import use_of
from lianzhang.plan.sites import gross_output
from lianzhang.plan.standing import standing_builds

__all__ = ["amounts_by_site", "factor_table", "origin_table"]


def amounts_by_site(m: Model, values: Floats) -> dict[str, Floats]:
    """Sites × years: what is built (decided), stands and is made."""
    s, t = len(m.site_region), m.year_count
    assert m.build_of is not None
    built, standing = np.zeros((s, t)), m.existing.copy()
    site, year = np.nonzero(m.build_of >= 0)
    built[site, year] = values[m.build_of[site, year]]
    j = m.projects
    np.add.at(built, (j.site, j.year), values[j.start + np.arange(len(j.row))])
    (site, year), column, share = standing_builds(m, np.arange(s), None)
    np.add.at(standing, (site, year), values[column] * share)
    made = values[m.activity_start : m.activity_start + s * t].reshape(s, t)
    return {"build": built, "capacity": standing, "activity": made}


def _sum_by(codes: Ints, size: int, amounts: Floats) -> Floats:
    out = np.zeros((size, amounts.shape[1]))
    np.add.at(out, codes, amounts)
    return out


def factor_table(m: Model, values: Floats) -> pl.DataFrame:
    """``region, factor, year, quantity, unit``: what is used of every factor of the table ``use`` where plants stand: land, energy,
    water, carbon, and as well jobs or taxes when they are given as factors. ``values`` in goods."""
    case, parts = m.case, amounts_by_site(m, values)
    rows: dict[str, list[object]] = {k: [] for k in ("region", "factor", "year", "quantity", "unit")}
    for f, factor in enumerate(case.factors):
        total = np.zeros((len(m.site_region), m.year_count))
        for per, amount in parts.items():
            total += use_of(m, f, per)[:, None] * amount
        used = _sum_by(m.site_region, len(case.regions), total)
        region, year = np.nonzero(used)
        rows["region"] += [case.regions[r] for r in region]
        rows["factor"] += [factor] * len(region)
        rows["year"] += [case.years[y] for y in year]
        rows["quantity"] += used[region, year].tolist()
        rows["unit"] += [case.factor_units[f]] * len(region)
    return pl.DataFrame(
        rows,
        schema={
            "region": pl.String,
            "factor": pl.String,
            "year": pl.Int64,
            "quantity": pl.Float64,
            "unit": pl.String,
        },
    )


def origin_table(m: Model, values: Floats) -> pl.DataFrame:
    """``commodity, year, made, drawn, returned, bought, local, unit``: where goods come from, in all regions together, and the local
    share: what is made, drawn, or has come back, over that plus what is bought outside."""
    case, t = m.case, m.year_count
    assert m.program is not None
    size = len(case.commodities)
    activity = amounts_by_site(m, values)["activity"]
    per_process = _sum_by(m.site_process, len(case.processes), activity)
    made = np.stack([gross_output(case, c) for c in range(size)]) @ per_process if size else np.zeros((0, t))
    drawn, bought = np.zeros((size, t)), np.zeros((size, t))
    for kind, out in (("draw", drawn), ("trade", bought)):
        block = m.program.column_block(kind)
        if block is None:
            continue
        some = np.flatnonzero(block.keys["side"] == "buy") if kind == "trade" else np.arange(block.size)
        np.add.at(out, (block.keys["commodity"][some], block.keys["year"][some]), values[block.start + some])
    returned = np.zeros((size, t))
    for _, back in m.returned:
        column = np.append(values, 1.0)[back.column]  # the last stands for what is a figure of the tables
        np.add.at(returned, (back.commodity, back.year), back.amount * column)
    returned = np.where(np.abs(returned) > 1e-9, returned, 0.0)
    inside = made + drawn + returned
    total = inside + bought
    c, y = np.nonzero(total > 0)
    return pl.DataFrame({
        "commodity": [case.commodities[k] for k in c], "year": [case.years[k] for k in y], "made": made[c, y], "drawn": drawn[c, y],
        "returned": returned[c, y], "bought": bought[c, y], "local": inside[c, y] / total[c, y], "unit": [case.units[k] + "/a" for k in c],
    }, schema={"commodity": pl.String, "year": pl.Int64, **dict.fromkeys(("made", "drawn", "returned", "bought", "local"), pl.Float64), "unit": pl.String})  # fmt: skip
