"""Applying the ``unit`` column: every amount and price of a table is brought to the units of the case."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from lianzhang.chain.tables_case import BLANK
from lianzhang.chain.tables_columns import metric_parts
from lianzhang.chain.tables_read import RawTable
from lianzhang.chain.tables_units import parse_unit, per_unit_factor, row_factors, without_time
from lianzhang.core import Problems, Text, UnitError, nearest

__all__ = ["UNKNOWN", "Goods", "apply_units", "factor_units", "metric_columns"]

Columns = dict[str, npt.NDArray[Any]]

_AMOUNTS = {
    "processes": ("minimum_size", "unit_size"), "capacity": ("quantity",), "routes": ("limit",), "demand": ("quantity",),
    "market": ("limit",), "reserves": ("quantity",), "limits": ("minimum", "maximum"), "growth": ("seed",),
    "targets": ("quantity",), "storage": ("initial", "limit", "closing"),
}  # fmt: skip
_PRICES = {
    "costs": ("capex", "fixed", "variable"), "routes": ("cost",), "demand": ("penalty",), "market": ("price",),
    "targets": ("penalty",), "storage": ("cost",),
}  # fmt: skip
_MONEY = ("costs", "routes", "market", "storage")


UNKNOWN = "?"
"""Stands for a unit that was not understood, so that one fault is said once."""


@dataclass(frozen=True)
class Goods:
    """Units of commodities and main outputs, by code; and of the factors."""

    units: Sequence[str]
    output: Sequence[int]
    factor_units: Sequence[str] = ()

    def of_process(self, process: int) -> str:
        """Unit of the main output; empty when the process is not known, :data:`UNKNOWN` when its output is not."""
        if process < 0:
            return ""
        return self.units[self.output[process]] if self.output[process] >= 0 else UNKNOWN


def _targets(name: str, columns: Columns, goods: Goods) -> list[str]:
    """The unit each row is brought to; empty where a row names no single commodity (``*``), :data:`UNKNOWN` where the name is not known."""
    if "process" in columns and name != "processes":
        return [UNKNOWN if p == BLANK else goods.of_process(p) for p in columns["process"].tolist()]
    if name == "processes":
        return [goods.units[c] if c >= 0 else "" for c in columns["output"].tolist()]
    if name == "targets":
        return [str(u) for u in columns["metric_unit"]]
    return [
        goods.units[c] if c >= 0 else UNKNOWN if c == BLANK else "" for c in columns["commodity"].tolist()
    ]


def _fault(raw: RawTable, i: int, text: str, target: str, problems: Problems, said: str = "") -> None:
    problems.add(
        raw.file,
        Text(f"单位“{text}”不能换算为 {target}", f"the unit {text!r} cannot be converted to {target}{said}"),
        where=f"row {raw.rows[i]}",
        field="unit",
        nearest=target,
    )


def _per_row(
    raw: RawTable,
    columns: Columns,
    targets: Sequence[str],
    read: Callable[[str, str], Any],
    problems: Problems,
) -> list[Any]:
    """``read(unit, target)`` for every row, each distinct pair once; a fault is noted and gives None."""
    known: dict[tuple[str, str], Any] = {}
    out: list[Any] = []
    for i, (text, target) in enumerate(zip(columns["unit"].tolist(), targets)):
        if target == UNKNOWN:
            out.append(None)
            continue
        key = (text, target)
        if key not in known:
            try:
                known[key] = read(text, target)
            except UnitError:
                known[key] = None
        if known[key] is None:
            _fault(raw, i, text, target or "*", problems)
        out.append(known[key])
    return out


def apply_units(raw: RawTable, columns: Columns, goods: Goods, problems: Problems) -> None:
    """Convert the amounts and prices of ``columns`` in place, by the ``unit`` cell of each row."""
    name = raw.name
    if name in ("recipes", "returns", "use"):
        _apply_ratios(raw, columns, goods, problems)
        return
    if name == "quotas":
        targets = [goods.factor_units[f] if f >= 0 else "" for f in columns["factor"].tolist()]
        factors = _per_row(
            raw, columns, targets, lambda u, t: row_factors(u, t, money=False)[0] if t else 1.0, problems
        )
        amount = np.array([f or 1.0 for f in factors])
        columns["limit"] = columns["limit"] * amount
        columns["price"] = columns["price"] / amount
        return
    if name not in _AMOUNTS and name not in _PRICES:
        return

    def read(text: str, target: str) -> tuple[float, float]:
        if not target:
            # A row for "*" speaks of several commodities: only a money unit makes sense there.
            if text and without_time(parse_unit(text)) != {"money": 1}:
                raise UnitError(text)
            return 1.0, float(parse_unit(text).factor) if text else 1.0
        return row_factors(text, target, money=name in _MONEY, stock=name in ("reserves", "storage"))

    pairs = _per_row(raw, columns, _targets(name, columns, goods), read, problems)
    amount = np.array([p[0] if p else 1.0 for p in pairs])
    money = np.array([p[1] if p else 1.0 for p in pairs])
    for column in _AMOUNTS.get(name, ()):
        columns[column] = columns[column] * amount
    for column in _PRICES.get(name, ()):
        columns[column] = columns[column] * (money / amount)


def _apply_ratios(raw: RawTable, columns: Columns, goods: Goods, problems: Problems) -> None:
    if raw.name == "recipes":
        above = [goods.units[c] if c >= 0 else "" for c in columns["commodity"].tolist()]
        below = [goods.of_process(p) for p in columns["process"].tolist()]
    elif raw.name == "returns":
        above = [goods.units[c] if c >= 0 else "" for c in columns["returned"].tolist()]
        below = [goods.units[c] if c >= 0 else "" for c in columns["delivered"].tolist()]
    else:
        above = [goods.factor_units[f] if f >= 0 else "" for f in columns["factor"].tolist()]
        below = [goods.of_process(p) for p in columns["process"].tolist()]
    for i, (text, top, bottom) in enumerate(zip(columns["unit"].tolist(), above, below)):
        if not text or not top or UNKNOWN in (top, bottom):
            continue
        try:
            if not bottom:
                columns["quantity"][i] *= row_factors(text, top, money=False)[0]
            else:
                columns["quantity"][i] *= per_unit_factor(text, top, bottom)
        except UnitError:
            _fault(raw, i, text, f"{top}/({bottom})" if "/" in bottom else f"{top}/{bottom}", problems)


def factor_units(
    factors: Mapping[str, int], found: Mapping[str, tuple[RawTable, Columns]], problems: Problems
) -> tuple[str, ...]:
    """The unit each factor is counted in: that of its first quota, else the numerator of its first use, else 1."""
    units = [""] * len(factors)
    for table in ("quotas", "use"):
        if table not in found:
            continue
        raw, columns = found[table]
        for i, (factor, text) in enumerate(zip(columns["factor"].tolist(), columns["unit"].tolist())):
            if factor < 0 or units[factor] or not text:
                continue
            plain = text if table == "quotas" else text.split("/", 1)[0]
            try:
                dimensions = parse_unit(plain).dimensions
            except UnitError:
                _fault(raw, i, text, "mu, kWh, MW, tce, m3, MCNY", problems)
                continue
            if dimensions.get("time", 0) == -1 and plain.endswith(("/a", "/年")):
                plain = plain.rsplit("/", 1)[0]
            units[factor] = plain
    return tuple(u or "1" for u in units)


def metric_columns(
    raw: RawTable,
    columns: Columns,
    codes: Mapping[str, Mapping[str, int]],
    goods: Goods,
    problems: Problems,
) -> None:
    """Resolve the metric of each target: adds ``kind``, ``of`` (commodity or process), ``code`` and ``metric_unit``.

    ``output`` counts everything made of a commodity, ``capacity``, ``build`` and ``activity`` a process, or all
    processes whose main output is the commodity; ``output_value`` is in CNY.
    """
    kinds, ofs, numbers, units = [], [], [], []
    for i, text in enumerate(columns["metric"].tolist()):
        kind, name = metric_parts(text) or ("", "")
        commodity, process = codes["commodity"].get(name), codes["process"].get(name)
        of, code, unit = "", -2, ""
        if kind == "output_value":
            unit = "CNY"
        elif commodity is not None and (kind in ("", "output") or process is None):
            kind = kind or "output"
            of, code, unit = "commodity", commodity, goods.units[commodity]
        elif process is not None:
            kind = {"": "capacity", "output": "activity"}.get(kind, kind)
            of, code, unit = "process", process, goods.of_process(process)
        else:
            known = [*codes["commodity"], *codes["process"], "output_value"]
            near = nearest(name or text, known)
            problems.add(
                raw.file, Text(f"不认识的指标“{text}”", f"unknown metric {text!r}"), where=f"row {raw.rows[i]}",
                field="metric", nearest=f"{kind}:{near}" if near and kind else near,
            )  # fmt: skip
        kinds.append(kind)
        ofs.append(of)
        numbers.append(code)
        units.append(unit)
    columns["kind"] = np.array(kinds, dtype=object)
    columns["of"] = np.array(ofs, dtype=object)
    columns["code"] = np.array(numbers, dtype=np.int64)
    columns["metric_unit"] = np.array(units, dtype=object)
