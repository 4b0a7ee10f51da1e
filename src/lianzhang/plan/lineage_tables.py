"""The sources of the rows of every table of a plan, and the tables as plain data with them.

Tables that are read from the program's columns or rows have the sources of those (:mod:`lianzhang.plan.lineage`). What a plan sums up
(standing capacity, surplus, use of factors, origin of goods) has those of everything that counts in the sum.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from lianzhang.plan.lineage import Codes, Sources, codes_of, grouped, runs_in
from lianzhang.plan.model import Model
from lianzhang.plan.standing import standing_builds

if TYPE_CHECKING:
    import polars as pl

    from lianzhang.plan.result import Plan

__all__ = ["sources_of", "with_sources"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


def with_sources(plan: Plan, names: Sequence[str], sources: Sources) -> dict[str, list[dict[str, Any]]]:
    """Every table as a list of rows, each with ``source``: its place in ``sources``."""
    out: dict[str, list[dict[str, Any]]] = {}
    for name in names:
        frame = plan.tables.get(name)
        rows = [] if frame is None else frame.to_dicts()
        if rows and plan.model is not None:
            found = sources_of(plan, name)
            for row, place in zip(rows, sources.indices(plan.model.lineage, found), strict=True):
                row["source"] = place
        out[name] = rows
    return out


def sources_of(plan: Plan, name: str, index: int | None = None) -> list[Codes]:
    """The sources of each row of a table of a plan, in order; with ``index`` of that row alone.

    Raises KeyError for an unknown table, ValueError without a solution, IndexError for a row that is not there.
    """
    frame, m = plan.tables[name], plan.model
    if m is None or m.program is None or plan.values is None:
        raise ValueError("a plan without a solution has no figures")
    if name in plan.columns:
        at = np.asarray(plan.columns[name])
        at = at if index is None else at[[index]]
        return _prices(m, _in_play(plan), at) if name == "prices" else codes_of(m, at)
    frame = frame if index is None else frame[[index]]
    found: list[Codes] = _SUMS[name](m, plan.values, frame)
    return found


def _prices(m: Model, play: tuple[Bools, Bools], at: Ints) -> list[Codes]:
    """Of rows of the program what states them, of a balance also what is in it; after the last row, of limits of single columns."""
    assert m.program is not None
    count = len(m.program.row_lower)
    out: list[Codes] = [()] * len(at)
    for block, inside in runs_in(m.program.rows, at):
        where = at[inside] - block.start
        found = m.lineage.of_rows(block, where)
        if block.kind == "balance":
            terms = grouped(*_terms(m, play, at[inside], block.keys["commodity"][where]), at[inside])
            found = [stated + term for stated, term in zip(found, terms)]
        for k, codes in zip(np.flatnonzero(inside).tolist(), found):
            out[k] = codes
    for block, inside in runs_in(m.program.columns, at - count):
        for k, codes in zip(
            np.flatnonzero(inside).tolist(), m.lineage.of_limits(block, at[inside] - count - block.start)
        ):
            out[k] = codes
    return out


def _in_play(plan: Plan) -> tuple[Bools, Bools]:
    """Columns that are not zero, and those that would cost nothing to be so."""
    assert plan.values is not None and plan.model is not None and plan.model.program is not None
    used: Bools = plan.values != 0
    if plan.reduced is None:
        return used, used
    return used, used | (np.abs(plan.reduced) <= 1e-9 * np.maximum(1.0, np.abs(plan.model.program.cost)))


def _terms(m: Model, play: tuple[Bools, Bools], rows: Ints, commodity: Ints) -> tuple[Ints, Ints]:
    """What is in balances, ``rows`` of the program, each of a commodity: (row, code) of the sources of every column in use, or where none
    is, of those at the margin of it."""
    assert m.program is not None
    part = m.by_rows[rows]
    which = np.repeat(np.arange(len(rows)), np.diff(part.indptr))
    used, near = play[0][part.indices], play[1][part.indices]
    still = np.bincount(which[used], minlength=len(rows)) == 0
    some = np.flatnonzero(used | (near & still[which]))
    which, column = which[some], part.indices[some].astype(np.int64)
    keys, codes = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
    for block, inside in runs_in(m.program.columns, column):
        at, k = column[inside] - block.start, which[inside]
        found = m.lineage.in_balance(block, at, commodity[k])
        counts = np.array([len(f) for f in found], dtype=np.int64)
        keys.append(np.repeat(rows[k], counts))
        codes.append(np.array([c for f in found for c in f], dtype=np.int64))
    return np.concatenate(keys), np.concatenate(codes)


def _codes_of(m: Model, frame: pl.DataFrame, key: str) -> Ints:
    """A key column of a table as codes."""
    case = m.case
    names: Mapping[str, Sequence[Any]] = {
        "region": case.regions, "process": case.processes, "commodity": case.commodities, "factor": case.factors, "year": case.years,
    }  # fmt: skip
    code = {name: k for k, name in enumerate(names[key])}
    return np.array([code[name] for name in frame[key].to_list()], dtype=np.int64)


def _flat(pairs: list[tuple[int, Codes]]) -> tuple[Ints, Ints]:
    """(key, codes) pairs as two arrays, an entry a code."""
    keys = [key for key, codes in pairs for _ in codes]
    return np.array(keys, dtype=np.int64), np.array([c for _, codes in pairs for c in codes], dtype=np.int64)


def _capacity(m: Model, values: Floats, frame: pl.DataFrame) -> list[Codes]:
    """Rows of ``capacity`` that stand in the year, the process, and what the builds cost that stand beside them."""
    of, case, t = m.lineage, m.case, m.year_count
    region, process, year = (_codes_of(m, frame, k) for k in ("region", "process", "year"))
    place, row = of.standing
    keys, codes = [place], [row + of.code("capacity", 0)]
    (site, when), column, share = standing_builds(m, np.arange(len(m.site_region)), None)
    some = np.flatnonzero(values[column] * share)
    r, p = m.site_region[site[some]], m.site_process[site[some]]
    at, built = (r * len(case.processes) + p) * t + when[some], column[some]
    assert m.program is not None
    for block, inside in runs_in(m.program.columns, built):
        where = built[inside] - block.start
        if block.kind == "project":
            rows = block.keys["row"][where] + of.code("capacity", 0)
        else:
            paid = m.costs.rows[
                0, block.keys["region"][where], block.keys["process"][where], block.keys["year"][where]
            ]
            rows = paid.astype(np.int64) + of.code("costs", 0, "capex")
        keys.append(at[inside])
        codes.append(rows)
    found = grouped(
        np.concatenate(keys), np.concatenate(codes), (region * len(case.processes) + process) * t + year
    )
    own = [of.codes("processes", [p]) for p in range(len(case.processes))]
    return [own[p] + rest for p, rest in zip(process.tolist(), found)]


def _plants(m: Model, _values: Floats, frame: pl.DataFrame) -> list[Codes]:
    """As the builds that are counted."""
    assert m.program is not None and m.build_of is not None
    region, process, year = (_codes_of(m, frame, k) for k in ("region", "process", "year"))
    block = m.program.column_block("build")
    assert block is not None
    site = {pair: k for k, pair in enumerate(zip(m.site_region.tolist(), m.site_process.tolist()))}
    sites = np.array([site[pair] for pair in zip(region.tolist(), process.tolist())], dtype=np.int64)
    return m.lineage.of_columns(block, m.build_of[sites, year] - block.start)


def _returned(m: Model, values: Floats) -> tuple[Ints, Ints, Ints, Ints]:
    """(region, commodity, year, code of the row of ``returns``) of everything that comes back or serves once more."""
    parts: list[tuple[Ints, ...]] = [(np.empty(0, dtype=np.int64),) * 4]
    for row, back in m.returned:
        some = np.flatnonzero(
            back.amount * np.append(values, 1.0)[back.column]
        )  # the last stands for a figure of the tables
        code = np.full(len(some), m.lineage.code("returns", row))
        parts.append((back.region[some], back.commodity[some], back.year[some], code))
    region, commodity, year, codes = (np.concatenate(p).astype(np.int64) for p in zip(*parts))
    return region, commodity, year, codes


def _waste(m: Model, values: Floats, frame: pl.DataFrame) -> list[Codes]:
    """The commodity (it may be wasted), and everything that enters or leaves its balance."""
    of, t, goods = m.lineage, m.year_count, len(m.case.commodities)
    assert m.balance_of is not None
    region, commodity, year = (_codes_of(m, frame, k) for k in ("region", "commodity", "year"))
    rows = m.balance_of[region, commodity] + year
    place = (region * goods + commodity) * t + year
    row_of = np.full(len(m.case.regions) * goods * t, -1, dtype=np.int64)
    row_of[place] = rows
    anyway = zip(*(x.tolist() for x in (rows, region, commodity, year)))
    pairs = [(row, of.codes("commodities", [c], "balance") + of.at_start(r, c, y)) for row, r, c, y in anyway]
    back = _returned(m, values)
    parts = [
        _flat(pairs),
        _terms(m, (values != 0, values != 0), rows, commodity),
        (row_of[(back[0] * goods + back[1]) * t + back[2]], back[3]),
    ]
    keys, codes = (np.concatenate(x) for x in zip(*parts))
    return grouped(keys, codes, rows)


def _use(m: Model, values: Floats, frame: pl.DataFrame) -> list[Codes]:
    """Rows of ``use`` of what is built, stands or runs in the region and year."""
    from lianzhang.plan.measures import amounts_by_site

    of, case, t = m.lineage, m.case, m.year_count
    region, factor, year = (_codes_of(m, frame, k) for k in ("region", "factor", "year"))
    width, table = len(case.factors), case.tables["use"]
    keys, codes = [], []
    for per, amount in amounts_by_site(m, values).items():
        site, when = np.nonzero(amount)
        pairs = np.unique((m.site_region[site] * t + when) * len(case.processes) + m.site_process[site])
        place, process = np.divmod(pairs, len(case.processes))
        for p in np.unique(process).tolist():
            for row in of.use_rows(p, per):
                keys.append(place[process == p] * width + int(table["factor"][row]))
                codes.append(np.full(len(keys[-1]), of.code("use", row)))
    wanted = (region * t + year) * width + factor
    none = np.empty(0, dtype=np.int64)
    return grouped(np.concatenate([none, *keys]), np.concatenate([none, *codes]), wanted)


def _origin(m: Model, values: Floats, frame: pl.DataFrame) -> list[Codes]:
    """What made, drew, brought back and bought a commodity in the year, anywhere."""
    of, t = m.lineage, m.year_count
    commodity, year = (_codes_of(m, frame, k) for k in ("commodity", "year"))
    assert m.program is not None
    pairs: list[tuple[int, Codes]] = []
    runs = values[m.activity_start : m.activity_start + len(m.site_region) * t].reshape(-1, t)
    active = np.unique(np.stack([m.site_process[np.nonzero(runs)[0]], np.nonzero(runs)[1]]), axis=1)
    for process, y in active.T.tolist():
        pairs += [(c * t + y, codes) for c, codes in of.made(process).items()]
    for kind in ("draw", "trade"):
        block = m.program.column_block(kind)
        if block is None:
            continue
        some = values[block.slice] != 0
        at = np.flatnonzero(some & (block.keys["side"] == "buy") if kind == "trade" else some)
        place = block.keys["commodity"][at] * t + block.keys["year"][at]
        pairs += list(zip(place.tolist(), of.of_columns(block, at)))
    back = _returned(m, values)
    keys, codes = _flat(pairs)
    return grouped(np.append(keys, back[1] * t + back[2]), np.append(codes, back[3]), commodity * t + year)


_SUMS: Mapping[str, Any] = {
    "capacity": _capacity, "plants": _plants, "waste": _waste, "use": _use, "origin": _origin,
}  # fmt: skip
