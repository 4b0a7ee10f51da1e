"""Reader of the planning tables: ``case.toml`` and ``tables/*.csv`` → :class:`PlanningCase`.

The schema is ``data/schema.csv``; the tables are described for planners in ``docs/planning-tables.md``. All faults of a
load are raised together as :class:`~lianzhang.core.InputError`, each with file, row (as a sheet counts) and field.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from lianzhang.chain.tables_case import BLANK, EVERY, PlanningCase, Settings, Table
from lianzhang.chain.tables_columns import Names, duplicates, names_of, number, typed
from lianzhang.chain.tables_read import REGISTERS, RawTable, read_raw_tables
from lianzhang.chain.tables_schema import TABLE_TITLES, schema
from lianzhang.chain.tables_settings import read_settings
from lianzhang.chain.tables_units import parse_unit, planning_units
from lianzhang.chain.tables_units_apply import UNKNOWN, Goods, apply_units, factor_units, metric_columns
from lianzhang.core import InputError, Problem, Problems, Text, UnitError, nearest

__all__ = ["BLANK", "EVERY", "PlanningCase", "Settings", "Table", "read_case_tables"]

Columns = dict[str, npt.NDArray[Any]]


def _check_units(raw: RawTable, columns: Columns, problems: Problems) -> tuple[str, ...]:
    units = []
    for row, text in zip(raw.rows, columns["unit"].tolist()):
        try:
            parse_unit(text)
        except UnitError:
            problems.add(
                raw.file, Text(f"不认识的单位“{text}”", f"unknown unit {text!r}"), where=f"row {row}", field="unit",
                nearest=nearest(text, planning_units()) or "t",
            )  # fmt: skip
            units.append(UNKNOWN)
        else:
            units.append(text)
    return tuple(units)


def _check_tree(raw: RawTable, parent: npt.NDArray[np.int64], problems: Problems) -> None:
    for region, row in enumerate(raw.rows[: len(parent)]):
        seen = {region}
        above = int(parent[region])
        while above >= 0 and above not in seen:
            seen.add(above)
            above = int(parent[above])
        if above == region:
            problems.add(
                raw.file,
                Text("地区的上级绕成了圈", "the region is above itself"),
                where=f"row {row}",
                field="parent",
            )
            parent[region] = BLANK


def _normalise_recipes(
    raw: RawTable, columns: Columns, output: npt.NDArray[np.int64], names: tuple[str, ...], problems: Problems
) -> list[Text]:
    """Bring every recipe to one unit of net main output; a recipe without a row for it makes exactly one unit."""
    notes = []
    process, commodity, quantity = columns["process"], columns["commodity"], columns["quantity"]
    known = process >= 0
    main = known & (commodity == np.where(known, output[np.where(known, process, 0)], BLANK))
    for p in np.unique(process[main]):
        rows = np.flatnonzero(main & (process == p))
        gross = quantity[rows][quantity[rows] > 0].sum()
        if (quantity[rows].sum() <= 0 < gross) or (gross == 0 and (quantity[rows] == 0).any()):
            problems.add(
                raw.file, Text("主产品的净产出须为正", "the net quantity of the main output must be positive"),
                where=f"row {raw.rows[rows[0]]}", field="quantity", nearest="1",
            )  # fmt: skip
        elif gross > 0 and gross != 1:
            quantity[process == p] /= gross
            notes.append(
                Text(
                    f"工艺“{names[p]}”的配方按主产品 {gross:g} 写出，已折算为每 1 单位主产品",
                    f"the recipe of {names[p]} is written for {gross:g} of main output; it was divided by that",
                )
            )
    return notes


def _check_values(
    found: Mapping[str, tuple[RawTable, Columns]], processes: Mapping[str, int], problems: Problems
) -> None:
    """Faults that need more than one cell of a row."""
    if "limits" in found:
        raw, columns = found["limits"]
        for i in np.flatnonzero(columns["minimum"] > columns["maximum"]):
            problems.add(
                raw.file,
                Text("下限大于上限", "the minimum is above the maximum"),
                where=f"row {raw.rows[i]}",
                field="minimum",
            )
    if "quotas" in found:
        raw, columns = found["quotas"]
        for i in np.flatnonzero(np.isnan(columns["limit"]) & np.isnan(columns["price"])):
            problems.add(
                raw.file, Text("须有限额或价格", "a limit or a price is needed"), where=f"row {raw.rows[i]}",
                field="limit",
            )  # fmt: skip
    if "targets" in found:
        raw, columns = found["targets"]
        for i in np.flatnonzero((columns["hard"] == 0) & np.isnan(columns["penalty"])):
            problems.add(
                raw.file,
                Text("软目标须给出罚金", "a soft target needs a penalty"),
                where=f"row {raw.rows[i]}",
                field="penalty",
            )
    if "routes" in found:
        raw, columns = found["routes"]
        for i in np.flatnonzero((columns["from"] == columns["to"]) & (columns["from"] >= 0)):
            problems.add(
                raw.file, Text("起点与终点相同", "a route to itself"), where=f"row {raw.rows[i]}", field="to"
            )
    if "processes" in found and len(processes):
        raw, columns = found["processes"]
        for k, text in enumerate(columns["survival"].tolist()):
            if text and survival_shares(text) is None:
                problems.add(
                    raw.file,
                    Text(
                        f"“{text}”应为 0 到 1 的数，或以 ; 分隔的一串",
                        f"{text!r} must be a share, or shares joined by ;",
                    ),
                    where=f"row {raw.rows[k]}",
                    field="survival",
                )


def _check_lives(found: Mapping[str, tuple[RawTable, Columns]], problems: Problems) -> None:
    if "capacity" in found:
        raw, columns = found["capacity"]
        for i in np.flatnonzero((columns["retired"] >= 0) & (columns["retired"] <= columns["vintage"])):
            problems.add(
                raw.file,
                Text("退役年不晚于投产年", "it retires before it starts"),
                where=f"row {raw.rows[i]}",
                field="retired",
            )
    if "returns" in found:
        _check_second_life(*found["returns"], problems)


def _check_second_life(raw: RawTable, columns: Columns, problems: Problems) -> None:
    for i in np.flatnonzero(columns["reuse"] >= 0):
        for field in ("reuse_share", "reuse_mean"):
            if np.isnan(columns[field][i]):
                problems.add(
                    raw.file,
                    Text("梯次利用须给出比例与寿命", "a second life needs a share and a mean age"),
                    where=f"row {raw.rows[i]}",
                    field=field,
                )
    for i in np.flatnonzero((columns["reuse"] < 0) & ~np.isnan(columns["reuse_share"])):
        problems.add(
            raw.file,
            Text("未写梯次用途", "the commodity of the second life is missing"),
            where=f"row {raw.rows[i]}",
            field="reuse",
        )


def survival_shares(text: str) -> tuple[float, ...] | None:
    """Shares from a ``survival`` cell: one yearly share or a list by age; None when it is not readable."""
    values = [number(part) for part in text.replace("；", ";").split(";")]
    shares = tuple(v for v in values if v is not None and 0 <= v <= 1)
    falling = all(b <= a for a, b in pairwise(shares))
    return shares if len(shares) == len(values) and falling else None


def _keys(raw: RawTable, columns: Columns) -> list[npt.NDArray[Any]]:
    keys = [columns[c.name] for c in schema()[raw.name].values() if c.key]
    if raw.name == "recipes":
        # Own use of a commodity stands beside its output: one row in, one row out.
        keys.append(np.sign(columns["quantity"]))
    if raw.name == "capacity":
        # Two plants of one place and year are told apart by their note or source.
        for extra in ("note", "source", "备注", "来源"):
            if extra in raw.names:
                at = raw.names.index(extra)
                keys.append(np.array([cells[at] for cells in raw.cells], dtype=object))
    return keys


def _notes(case: PlanningCase) -> list[Text]:
    notes = []
    capacity = case.table("capacity")
    if capacity is not None and case.years and (capacity["vintage"] > case.years[-1]).any():
        notes.append(
            Text(
                "有投产年在规划期之后的产能，不计入",
                "some capacity starts after the horizon and does not count",
            )
        )
    return notes


def _assemble(
    folder: Path, registers: Collection[str], problems: Problems
) -> tuple[Settings, list[Text], dict[str, tuple[RawTable, Columns]], Names]:
    settings, notes = read_settings(folder, problems)
    raws = read_raw_tables(folder, problems, registers)
    factors: dict[str, int] = {}
    for table in ("use", "quotas"):
        raw = raws.get(table)
        if raw is not None and "factor" in raw.names:
            at = raw.names.index("factor")
            for cells in raw.cells:
                if cells[at] and (table == "use" or "use" not in raws):
                    factors.setdefault(cells[at], len(factors))
    codes = {
        "commodity": names_of(raws.get("commodities"), "commodity", problems),
        "region": names_of(raws.get("regions"), "region", problems),
        "process": names_of(raws.get("processes"), "process", problems),
        "factor": factors,
    }
    # Names of a table that could not be read are not judged: its own fault is told, the rest would be echoes.
    faulty = {Path(p.file).stem for p in problems}
    unread = frozenset(
        kind
        for kind, table in (("commodity", "commodities"), ("region", "regions"), ("process", "processes"))
        if table not in raws and faulty & {table, TABLE_TITLES[table]}
    )
    names = Names(codes, settings.years, unread)
    found = {name: (raw, typed(raw, names, problems)) for name, raw in raws.items()}
    return settings, notes, found, names


def _raise_in_order(problems: Problems) -> None:
    """Raise every fault, if there is any, as a person goes through them: ``case.toml``, then file by file and row by row."""

    def place(p: Problem) -> tuple[bool, str, int]:
        row = re.match(r"row (\d+)", p.where or "")
        return p.file != "case.toml", p.file, int(row[1]) if row else 0

    if len(problems):
        raise InputError(sorted(problems, key=place))


def read_case_tables(folder: Path, *, registers: Collection[str] = REGISTERS) -> PlanningCase:
    """Read the planning tables of a case folder.

    ``registers`` are table names in the same folder that belong to the office and are left alone.
    Raises :class:`~lianzhang.core.InputError` with every fault of the load; nothing is guessed.
    """
    problems = Problems()
    settings, notes, found, names = _assemble(Path(folder), registers, problems)
    if "commodities" not in found or "regions" not in found:
        _raise_in_order(problems)
    for table, kind in (("commodities", "commodity"), ("regions", "region"), ("processes", "process")):
        if table in found:
            found[table] = _once(*found[table], kind, names.codes[kind])
    units = _check_units(*found["commodities"], problems)
    processes = found["processes"][1] if "processes" in found else _no_processes()
    parent = found["regions"][1]["parent"]
    _check_tree(found["regions"][0], parent, problems)
    goods = Goods(units, processes["output"].tolist())
    goods = Goods(units, goods.output, factor_units(names.codes["factor"], found, problems))
    for raw, columns in found.values():
        if raw.name == "targets":
            metric_columns(raw, columns, names.codes, goods, problems)
        notes += apply_units(raw, columns, goods, problems)
        keys = _keys(raw, columns)
        if keys and raw.name not in ("commodities", "regions", "processes"):
            duplicates(raw, keys, problems)
    process_names = tuple(names.codes["process"])
    if "recipes" in found:
        notes += _normalise_recipes(*found["recipes"], processes["output"], process_names, problems)
    _check_values(found, names.codes["process"], problems)
    _check_lives(found, problems)
    _raise_in_order(problems)
    case = PlanningCase(
        settings=settings,
        commodities=tuple(names.codes["commodity"]),
        units=units,
        exact=np.array([b == "eq" for b in found["commodities"][1]["balance"]], dtype=bool),
        regions=tuple(names.codes["region"]),
        parent=parent,
        processes=process_names,
        output=processes["output"],
        lifetime=np.where(np.isnan(processes["lifetime"]), np.inf, processes["lifetime"]),
        lead_time=np.nan_to_num(processes["lead_time"]),
        minimum_size=np.nan_to_num(processes["minimum_size"]),
        unit_size=np.nan_to_num(processes["unit_size"]),
        survival=tuple(survival_shares(t) or () if t else () for t in processes["survival"].tolist()),
        factors=tuple(names.codes["factor"]),
        factor_units=tuple(goods.factor_units),
        tables={
            raw.name: Table(raw.name, raw.file, columns, np.array(raw.rows), raw.header, raw.cells)
            for raw, columns in found.values()
        },
    )
    return replace(case, notes=(*notes, *_notes(case)))


def _once(raw: RawTable, columns: Columns, kind: str, codes: Mapping[str, int]) -> tuple[RawTable, Columns]:
    """The row of each name where it first stands: rows that repeat one or have none are told already, and the rest is judged all the same."""
    if len(raw.rows) == len(codes):
        return raw, columns
    at = raw.names.index(kind)
    first: dict[str, int] = {}
    for i, cells in enumerate(raw.cells):
        if cells[at] in codes:
            first.setdefault(cells[at], i)
    kept = list(first.values())
    rows, cells_ = tuple(raw.rows[i] for i in kept), tuple(raw.cells[i] for i in kept)
    return replace(raw, rows=rows, cells=cells_), {k: v[kept] for k, v in columns.items()}


def _no_processes() -> Columns:
    nothing = np.empty(0)
    empty: Columns = dict.fromkeys(("lifetime", "lead_time", "minimum_size", "unit_size"), nothing)
    return {**empty, "output": np.empty(0, dtype=np.int64), "survival": np.empty(0, dtype=object)}
