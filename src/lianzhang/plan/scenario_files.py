"""Named scenarios: ``scenarios/*.toml`` of a case, applied to its tables in memory; no file is touched.

One file a scenario::

    name = "lithium twice as dear"
    [[change]]
    table = "market"
    where = { commodity = "li2co3", side = "buy" }
    scale = { price = 2 }

    [[change]]
    table = "demand"
    where = { year = [2028, 2029] }
    set = { quantity = 40 }

    [settings]
    rate = 0.05

``where`` picks rows by key (a value or a list; a row of ``*`` is picked only by ``"*"``); ``scale`` multiplies figures, ``set`` replaces
them, ``add`` adds; amounts are in the units of the case (tables as read). A change that picks no row is an error.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from lianzhang.chain.tables_case import BLANK, EVERY, PlanningCase, Table
from lianzhang.chain.tables_schema import schema
from lianzhang.core import Problems, Text, nearest

__all__ = ["Change", "Scenario", "apply", "read_scenarios"]

_SETTINGS = ("rate", "convention", "salvage", "capex_timing", "flow_timing", "base_year")
_VERBS = ("scale", "set", "add")
_OWN = {
    "processes": ("lifetime", "lead_time", "minimum_size", "unit_size"),
}
"""Columns that the case holds as arrays of its own."""


@dataclass(frozen=True)
class Change:
    """One change: rows of ``table`` that match ``where`` get ``set``, ``scale`` or ``add`` in their figures."""

    table: str
    where: Mapping[str, Any] = field(default_factory=dict)
    scale: Mapping[str, float] = field(default_factory=dict)
    set: Mapping[str, float] = field(default_factory=dict)
    add: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Scenario:
    """A named set of changes, from ``file``."""

    name: str
    changes: tuple[Change, ...]
    settings: Mapping[str, Any] = field(default_factory=dict)
    file: str = ""


def _plain(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e30


def _change(data: Any, file: str, k: int, problems: Problems) -> Change | None:
    where = f"change {k + 1}"
    before = len(problems)
    if not isinstance(data, dict) or not isinstance(data.get("table"), str):
        problems.add(
            file, Text("每项变化须有 table", "every change needs a table"), where=where, field="table"
        )
        return None
    table = data["table"]
    if table not in schema():
        problems.add(file, Text(f"没有名为“{table}”的表", f"unknown table {table!r}"), where=where, field="table",
                     nearest=nearest(table, schema()))  # fmt: skip
        return None
    for key in data:
        if key not in ("table", "where", *_VERBS):
            problems.add(file, Text(f"没有名为“{key}”的项", f"unknown entry {key!r}"), where=where, field=key,
                         nearest=nearest(key, ("table", "where", *_VERBS)))  # fmt: skip
    columns = schema()[table]
    for part in ("where", *_VERBS):
        entries = data.get(part, {})
        if not isinstance(entries, dict):
            problems.add(
                file, Text("应为 { 列 = 值 }", "must be { column = value }"), where=where, field=part
            )
            continue
        for name, value in entries.items():
            column = columns.get(name)
            figure = column is not None and column.type == "number"
            if column is None or (part in _VERBS and not figure) or (part == "where" and figure):
                fitting = [c for c, v in columns.items() if (v.type == "number") == (part in _VERBS)]
                problems.add(file, Text(f"表 {table} 没有可用的列“{name}”", f"{table} has no fitting column {name!r}"),
                             where=where, field=part, nearest=nearest(name, fitting))  # fmt: skip
            elif part in _VERBS and not _plain(value):
                problems.add(
                    file,
                    Text(f"{value!r} 不是数", f"{value!r} is not a number"),
                    where=where,
                    field=f"{part}.{name}",
                )
    if not any(data.get(v) for v in _VERBS):
        problems.add(
            file, Text("须有 set、scale 或 add", "needs set, scale or add"), where=where, field="scale"
        )
    if len(problems) > before:
        return None
    return Change(table, data.get("where", {}), *(data.get(v, {}) for v in _VERBS))


def _scenario(path: Path, problems: Problems) -> Scenario | None:
    file = f"scenarios/{path.name}"
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        problems.add(file, Text(f"无法读取：{error}", f"cannot be read: {error}"))
        return None
    for key in data:
        if key not in ("name", "change", "settings", "note"):
            problems.add(file, Text(f"没有名为“{key}”的项", f"unknown entry {key!r}"), field=key,
                         nearest=nearest(key, ("name", "change", "settings")))  # fmt: skip
    settings = data.get("settings", {})
    for key in settings if isinstance(settings, dict) else ():
        if key not in _SETTINGS:
            problems.add(file, Text(f"没有名为“{key}”的设置", f"unknown setting {key!r}"), field=f"settings.{key}",
                         nearest=nearest(key, _SETTINGS))  # fmt: skip
    listed = data.get("change", [])
    if not isinstance(listed, list) or not isinstance(settings, dict):
        problems.add(
            file,
            Text("change 应写作 [[change]]，settings 写作 [settings]", "write [[change]] and [settings]"),
        )
        return None
    changes = [_change(c, file, k, problems) for k, c in enumerate(listed)]
    return Scenario(
        str(data.get("name", path.stem)), tuple(c for c in changes if c is not None), settings, file
    )


def read_scenarios(folder: Path) -> dict[str, Scenario]:
    """Scenarios of a case folder (``folder/scenarios/*.toml``), by name, in the order of the file names.

    Raises :class:`~lianzhang.core.InputError` with every fault of every file.
    """
    problems = Problems()
    found: dict[str, Scenario] = {}
    for path in sorted((Path(folder) / "scenarios").glob("*.toml")):
        one = _scenario(path, problems)
        if one is None:
            continue
        if one.name in found:
            problems.add(
                one.file, Text(f"名称“{one.name}”重复", f"the name {one.name!r} is used twice"), field="name"
            )
        found[one.name] = one
    problems.raise_if_any()
    return found


def _names(case: PlanningCase, kind: str) -> Sequence[Any]:
    known: dict[str, Sequence[Any]] = {
        "region": case.regions, "process": case.processes, "commodity": case.commodities, "factor": case.factors,
        "year": case.years,
    }  # fmt: skip
    return known.get(kind, ())


def _codes(
    case: PlanningCase, table: str, name: str, wanted: Any, file: str, problems: Problems
) -> list[Any]:
    """The codes that a ``where`` entry names."""
    kind = schema()[table][name].type
    out: list[Any] = []
    for value in wanted if isinstance(wanted, list) else [wanted]:
        names = _names(case, kind)
        if value == "*":
            out.append(EVERY)
        elif value == "":
            out.append(BLANK)
        elif kind == "name":
            out.append(str(value))
        elif names:
            if value in names:
                out.append(names.index(value))
            else:
                problems.add(
                    file, Text(f"没有名为“{value}”的{kind}", f"unknown {kind} {value!r}"), field=f"where.{name}",
                    nearest=nearest(str(value), [str(n) for n in names]),
                )  # fmt: skip
        else:
            out.append(value)
    return out


def _picked(
    case: PlanningCase, change: Change, size: int, file: str, problems: Problems
) -> npt.NDArray[np.bool_]:
    hit = np.ones(size, dtype=bool)
    own: dict[str, Sequence[str]] = {
        "processes": case.processes,
        "regions": case.regions,
        "commodities": case.commodities,
    }
    for name, wanted in change.where.items():
        codes = _codes(case, change.table, name, wanted, file, problems)
        table = case.tables.get(change.table)
        if schema()[change.table][name].type == "name":
            values: Any = np.array(own[change.table], dtype=object)
        else:
            values = table[name] if table is not None and name in table.columns else np.full(size, None)
        hit &= np.isin(values, np.array(codes, dtype=values.dtype)) if codes else False
    return hit


def _changed(
    values: npt.NDArray[Any], hit: npt.NDArray[np.bool_], change: Change, name: str
) -> npt.NDArray[Any]:
    out = np.array(values, dtype=float)
    if name in change.set:
        out[hit] = change.set[name]
    out[hit] *= change.scale.get(name, 1.0)
    out[hit] += change.add.get(name, 0.0)
    return out


def _check(change: Change, columns: Mapping[str, npt.NDArray[Any]], file: str, problems: Problems) -> None:
    for name, values in columns.items():
        column = schema()[change.table][name]
        low, high = column.minimum, column.maximum
        if (low is not None and (values < low).any()) or (high is not None and (values > high).any()):
            problems.add(
                file, Text(f"变化后 {change.table}.{name} 超出允许范围", f"{change.table}.{name} leaves its range after the change"),
                field=name, nearest=f"{low if low is not None else high:g}",
            )  # fmt: skip


def apply(case: PlanningCase, scenario: Scenario) -> PlanningCase:
    """The case with a scenario's changes. The case itself stays as it is.

    Raises :class:`~lianzhang.core.InputError` for names that the case does not have, changes that pick no row, and figures that
    leave their range.
    """
    problems = Problems()
    file = scenario.file or scenario.name
    tables = dict(case.tables)
    own: dict[str, Any] = {}
    for k, change in enumerate(scenario.changes):
        table = tables.get(change.table)
        if table is None or not len(table):
            problems.add(
                file,
                Text(f"案例没有表 {change.table}", f"the case has no table {change.table}"),
                where=f"change {k + 1}",
            )
            continue
        hit = _picked(replace(case, tables=tables), change, len(table), file, problems)
        if not hit.any():
            problems.add(
                file, Text("没有符合条件的行", "picks no row"), where=f"change {k + 1}", field="where"
            )
            continue
        names = {*change.set, *change.scale, *change.add}
        before = {
            n: own.get(n, getattr(case, n)) if n in _OWN.get(change.table, ()) else table[n] for n in names
        }
        after = {n: _changed(before[n], hit, change, n) for n in names}
        _check(change, after, file, problems)
        own |= {n: v for n, v in after.items() if n in _OWN.get(change.table, ())}
        tables[change.table] = Table(
            table.name, table.file, {**table.columns, **after}, table.rows, table.header, table.cells
        )
    problems.raise_if_any()
    settings = replace(case.settings, **scenario.settings)
    note = Text(f"情景：{scenario.name}", f"scenario: {scenario.name}")
    return replace(case, settings=settings, tables=tables, notes=(*case.notes, note), **own)
