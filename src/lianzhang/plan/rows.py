"""Rows that bind more than one decision: reserves, quotas, limits, growth and targets.

Each sums over a region and everything under it. ``measure`` writes build, capacity or activity of sites into rows.
"""

from __future__ import annotations

import numpy as np

from lianzhang.chain.tables_case import EVERY, Table
from lianzhang.core import Problems, Text
from lianzhang.plan.expand import expand, site_members
from lianzhang.plan.goods import is_dug
from lianzhang.plan.model import Floats, Ints, Model
from lianzhang.plan.sites import gross_output
from lianzhang.plan.standing import standing_builds

__all__ = ["add_all", "measure"]


def add_all(m: Model) -> None:
    """Add every such row."""
    _add_reserves(m)
    _add_quotas(m)
    _add_limits(m)
    _add_growth(m)
    _add_targets(m)


def measure(m: Model, what: str, row: Ints, site: Ints, year: Ints, value: Floats, constant: Floats) -> None:
    """Add ``value`` × (build | capacity | activity) of ``site`` in ``year`` to ``row``; what stands already is added to
    ``constant`` (one a row, from row 0 of the program on)."""
    if not len(row):
        return
    position, column, coefficient = terms(m, what, site, year, value)
    m.builder.repeats = True
    m.builder.add(row[position], column, coefficient)
    if what == "capacity":
        np.add.at(constant, row, value * m.existing[site, year])


def terms(m: Model, what: str, site: Ints, year: Ints, value: Floats) -> tuple[Ints, Ints, Floats]:
    """``value`` × (build | capacity | activity) of ``site`` in ``year`` as (position, column, coefficient); without what
    stands already."""
    assert m.build_of is not None
    if what == "activity":
        return np.arange(len(site)), m.activity_start + site * m.year_count + year, value
    if what == "capacity":
        (position, _), column, share = standing_builds(m, site, year)
        return position, column, value[position] * share
    column = m.build_of[site, year]
    at = np.flatnonzero(column >= 0)
    parts = [(at, column[at], value[at])]
    for k, (place, decided) in enumerate(zip(m.projects.site.tolist(), m.projects.year.tolist())):
        at = np.flatnonzero((site == place) & (year == decided))
        parts.append((at, np.full(len(at), m.projects.start + k), value[at]))
    position, columns, values = (np.concatenate([p[i] for p in parts]) for i in range(3))
    return position, columns, values


def _sum(
    m: Model, what: str, start: int, regions: Ints, years: Ints, weight: Floats, constant: Floats
) -> None:
    """Row ``start + k`` gets the weighted sum over the sites in ``regions[k]`` in ``years[k]``."""
    t = m.year_count
    plain = what != "capacity" and not len(m.projects.row) and len(regions) % t == 0
    place, when = regions.reshape(-1, t if plain else 1), years.reshape(-1, t if plain else 1)
    if plain and (when == np.arange(t)).all() and (place == place[:, :1]).all():
        row, site, value = site_members(m.case, place[:, 0], m.site_region, weight)
        _sum_every_year(m, what, start + row * t, site, value)
        return
    row, site, value = site_members(m.case, regions, m.site_region, weight)
    measure(m, what, start + row, site, years[row], value, constant)


def _sum_every_year(m: Model, what: str, first: Ints, site: Ints, value: Floats) -> None:
    """``value`` × (build | activity) of ``site`` in each year into the rows from ``first`` on, one a year; without projects."""
    assert m.build_of is not None
    years = np.arange(m.year_count, dtype=np.int32)
    rows = first.astype(np.int32)[:, None] + years
    if what == "activity":
        columns = (m.activity_start + site * m.year_count).astype(np.int32)[:, None] + years
        m.builder.add(rows.ravel(), columns.ravel(), np.repeat(value, m.year_count))
        return
    built = m.build_of[site]
    may = built >= 0
    m.builder.add(rows[may], built[may], np.repeat(value, may.sum(axis=1)))


def _constant(m: Model) -> Floats:
    return np.zeros(m.builder.row_count)


def _add_reserves(m: Model) -> None:
    table, case = m.case.table("reserves"), m.case
    if table is None:
        return
    # "*" stands for one reserve a place, unless the place has a row of its own.
    named = {(r, c) for r, c in zip(table["region"].tolist(), table["commodity"].tolist()) if r != EVERY}
    listed = [
        (i, r)
        for i, (region, commodity) in enumerate(zip(table["region"].tolist(), table["commodity"].tolist()))
        for r in (
            [region] if region != EVERY else [x for x in case.leaves.tolist() if (x, commodity) not in named]
        )
    ]
    pairs = np.array(listed, dtype=np.int64).reshape(-1, 2)
    row, region = pairs[:, 0], pairs[:, 1]
    commodity = table["commodity"][row]
    start = m.builder.rows(
        "reserve",
        np.full(len(row), -np.inf),
        table["quantity"][row],
        region=region,
        commodity=commodity,
        row=row,
    )
    weights = np.array(case.settings.weights)
    nothing = _constant(m)
    draw = next((b for b in m.builder._columns if b.kind == "draw"), None)
    for k in range(len(row)):
        c = int(commodity[k])
        if not is_dug(case, c):
            made = gross_output(case, c)[m.site_process]
            for y in range(m.year_count):
                _sum(m, "activity", start + k, region[k : k + 1], np.array([y]), made * weights[y], nothing)
        elif draw is not None:
            at = np.flatnonzero(
                (draw.keys["commodity"] == c) & np.isin(draw.keys["region"], case.below[int(region[k])])
            )
            m.builder.add(np.full(len(at), start + k), draw.start + at, weights[draw.keys["year"][at]])


def use_of(m: Model, factor: int, per: str) -> Floats:
    """Use of a factor per unit, one a site; a row that names the process wins over ``*``."""
    table = m.case.table("use")
    out = np.zeros(len(m.case.processes))
    if table is not None:
        mine = np.flatnonzero((table["factor"] == factor) & (table["per"] == per))
        for i in sorted(mine, key=lambda i: table["process"][i] >= 0):
            out[slice(None) if table["process"][i] == EVERY else table["process"][i]] = table["quantity"][i]
    return np.asarray(out[m.site_process])


def _add_quotas(m: Model) -> None:
    table = m.case.table("quotas")
    if table is None:
        return
    e = expand(m.case, table, m.case.leaves, same=("factor",))
    factor = table["factor"][e.row]
    order = np.argsort(factor, kind="stable")
    row, region, year, factor = e.row[order], e.region[order], e.year[order], factor[order]
    upper = np.where(np.isnan(table["limit"]), np.inf, table["limit"])[row]
    start = m.builder.rows(
        "quota", np.full(len(row), -np.inf), upper, region=region, factor=factor, year=year, row=row
    )
    constant = _constant(m)
    for f in np.unique(factor):
        at = np.flatnonzero(factor == f)
        weights = {per: use_of(m, int(f), per) for per in ("build", "capacity", "activity")}
        m.builder.repeats |= sum(bool(w.any()) for w in weights.values()) > 1
        for per, weight in weights.items():
            if weight.any():
                _sum(m, per, start + int(at[0]), region[at], year[at], weight, constant)
                _charge(m, table, per, row[at], region[at], year[at], weight)
    upper -= constant[start:]


def _charge(m: Model, table: Table, per: str, row: Ints, region: Ints, year: Ints, weight: Floats) -> None:
    """The price of a factor, where the quota has one, added to the cost of all that uses it."""
    if "price" not in table.columns:
        return
    price = np.nan_to_num(table["price"])[row]
    at = np.flatnonzero(price)
    if not len(at):
        return
    r, site, value = site_members(m.case, region[at], m.site_region, weight)
    when = year[at][r]
    # What a build uses is used once in its period; yearly use is paid every year of it.
    span = np.array(m.case.settings.weights) if per == "build" else np.ones(m.year_count)
    paid = value * price[at][r] * (m.factors.flow / span)[when]
    _, column, cost = terms(m, per, site, when, paid)
    m.builder.charges.append((column, cost))
    if per == "capacity":
        m.builder.offset += float((paid * m.existing[site, when]).sum())


def _process_sites(m: Model, process: int) -> Floats:
    return np.asarray(m.site_process == process, dtype=float)


def _add_limits(m: Model) -> None:
    table = m.case.table("limits")
    if table is None:
        return
    e = expand(m.case, table, m.case.leaves, same=("what",))
    row = e.row
    lower = np.where(np.isnan(table["minimum"]), -np.inf, table["minimum"])[row]
    upper = np.where(np.isnan(table["maximum"]), np.inf, table["maximum"])[row]
    start = m.builder.rows(
        "limit",
        lower,
        upper,
        region=e.region,
        process=e.process,
        year=e.year,
        row=row,
        what=table["what"][row],
    )
    constant = _constant(m)
    for p in np.unique(e.process):
        weight = _process_sites(m, int(p))
        for what in ("build", "capacity", "activity"):
            for k in _runs(np.flatnonzero((e.process == p) & (table["what"][row] == what))):
                _sum(m, what, start + int(k[0]), e.region[k], e.year[k], weight, constant)
    lower -= constant[start:]
    upper -= constant[start:]


def _runs(at: Ints) -> list[Ints]:
    """Consecutive stretches of row numbers."""
    return np.split(at, np.flatnonzero(np.diff(at) != 1) + 1) if len(at) else []


def _add_growth(m: Model) -> None:
    """``x[y] ≤ ratio · x[y−1] + seed``. In the first year the left-hand side is bound by the seed alone where one is given
    (for capacity, also by ``ratio`` × what stands); without a seed the first year is free."""
    table = m.case.table("growth")
    if table is None:
        return
    e = expand(m.case, table, m.case.leaves, same=("what",))
    seed = table["seed"][e.row]
    what = table["what"][e.row]
    kept = np.flatnonzero((e.year > 0) | ~np.isnan(seed) | (what == "capacity"))
    row, region, process, year = e.row[kept], e.region[kept], e.process[kept], e.year[kept]
    what, ratio, upper = what[kept], table["ratio"][row], np.nan_to_num(seed[kept])
    start = m.builder.rows(
        "growth",
        np.full(len(row), -np.inf),
        upper,
        region=region,
        process=process,
        year=year,
        row=row,
        what=what,
    )
    constant = _constant(m)
    for p in np.unique(process):
        sites = _process_sites(m, int(p))
        for kind in ("build", "capacity", "activity"):
            at = np.flatnonzero((process == p) & (what == kind))
            r, site, value = site_members(m.case, region[at], m.site_region, sites)
            measure(m, kind, start + at[r], site, year[at[r]], value, constant)
            later = year[at[r]] > 0
            r, site, value = r[later], site[later], value[later]
            measure(m, kind, start + at[r], site, year[at[r]] - 1, -value * ratio[at[r]], constant)
    first = np.flatnonzero((year == 0) & (what == "capacity"))
    for k in first.tolist():
        _, site, value = site_members(
            m.case, region[k : k + 1], m.site_region, _process_sites(m, int(process[k]))
        )
        upper[k] += ratio[k] * float((value * m.existing[site, 0]).sum())
    upper -= constant[start:]


def _add_targets(m: Model) -> None:
    table = m.case.table("targets")
    if table is None:
        return
    e = expand(m.case, table, m.case.leaves, same=("kind", "of", "code"))
    lower = table["quantity"][e.row].copy()
    start = m.builder.rows(
        "target", lower, np.full(len(lower), np.inf), region=e.region, year=e.year, row=e.row
    )
    constant = _constant(m)
    problems = Problems()
    for k in range(len(e.row)):
        i, region, year = int(e.row[k]), e.region[k : k + 1], e.year[k : k + 1]
        what, weight = _metric(m, table, i, int(year[0]), problems)
        _sum(m, what, start + k, region, year, weight, constant)
    problems.raise_if_any()
    lower -= constant[start:]
    hard, penalty = table["hard"][e.row], table["penalty"][e.row]
    soft = np.flatnonzero((hard == 0) | ((hard != 1) & ~np.isnan(penalty)))
    column = m.builder.columns(
        "shortfall",
        penalty[soft] * m.factors.flow[e.year[soft]],
        region=e.region[soft],
        year=e.year[soft],
        row=e.row[soft],
    )
    m.builder.add(start + soft, column + np.arange(len(soft)), 1.0)


def _metric(m: Model, table: Table, i: int, year: int, problems: Problems) -> tuple[str, Floats]:
    """What a target sums, and its weight at each site."""
    case, kind, code = m.case, table["kind"][i], int(table["code"][i])
    if kind == "output_value":
        return "activity", _output_values(m, i, year, problems)
    if kind == "output":
        return "activity", gross_output(case, code)[m.site_process]
    if table["of"][i] == "process":
        return kind, _process_sites(m, code)
    return kind, (case.output[m.site_process] == code).astype(float)


def _output_values(m: Model, i: int, year: int, problems: Problems) -> Floats:
    """Ex-factory value of one unit of activity at each site: its main output at the price of place and year, taken from
    the table ``market`` (first sell step, else first buy step). What has no price is left out, and said."""
    case, market = m.case, m.case.table("market")
    price = np.full((len(case.regions), len(case.commodities)), np.nan)
    if market is not None:
        e = expand(case, market, m.here, spread=True, same=("commodity", "side", "step"))
        at = np.flatnonzero(e.year == year)
        order = at[np.lexsort((-market["step"][e.row[at]], market["side"][e.row[at]] == "sell"))]
        price[e.region[order], market["commodity"][e.row[order]]] = market["price"][e.row[order]]
    region = int(case.tables["targets"]["region"][i])
    under = case.leaves if region == EVERY else case.below[region]
    main = case.output[m.site_process]
    worth = price[m.site_region, main]
    inside = np.isin(m.site_region, under)
    lacking = sorted({case.commodities[c] for c in main[inside & np.isnan(worth)]})
    if inside.any() and not (inside & ~np.isnan(worth)).any():
        basis = case.basis("targets", i)
        problems.add(
            basis.file,
            Text(
                f"产值指标需要价格：market 表没有 {'、'.join(lacking[:5])} 在 {case.years[year]} 年的价格",
                f"output_value needs prices: the table market has none for {', '.join(lacking[:5])} in {case.years[year]}",
            ),
            where=f"row {basis.row}",
            field="metric",
        )
    elif lacking:
        names = ", ".join(lacking)
        note = Text(
            f"产值未计入没有价格的产品：{names}", f"output_value leaves out what has no price: {names}"
        )
        if note not in m.notes:
            m.notes.append(note)
    return np.asarray(np.nan_to_num(worth))
