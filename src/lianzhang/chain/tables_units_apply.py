"""Applying the ``unit`` column: every amount and price of a table is brought to the units of the case."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from lianzhang.chain.tables_case import BLANK, EVERY
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
        """Unit of the main output, :data:`UNKNOWN` when that is not known; of ``*``, see :meth:`of_all`."""
        if process == EVERY:
            return self.of_all(self.units[c] for c in self.output if c >= 0)
        if process < 0:
            return UNKNOWN
        return self.units[self.output[process]] if self.output[process] >= 0 else UNKNOWN

    @staticmethod
    def of_all(units: Iterable[str]) -> str:
        """What ``*`` is counted in: the one unit of them all; empty where they differ, :data:`UNKNOWN` where there is none."""
        found = list(units)
        if UNKNOWN in found or not found:
            return UNKNOWN
        alike = {(u.factor, tuple(sorted(u.dimensions.items()))) for u in map(parse_unit, found)}
        return found[0] if len(alike) == 1 else ""


def _targets(name: str, columns: Columns, goods: Goods) -> list[str]:
    """The unit each row is brought to; empty where ``*`` speaks of goods in several units, :data:`UNKNOWN` where the name is not known."""
    if "process" in columns and name != "processes":
        return [goods.of_process(p) for p in columns["process"].tolist()]
    if name == "processes":
        return [goods.units[c] if c >= 0 else "" for c in columns["output"].tolist()]
    if name == "targets":
        return [str(u) for u in columns["metric_unit"]]
    every = goods.of_all(goods.units)
    return [
        goods.units[c] if c >= 0 else UNKNOWN if c == BLANK else every for c in columns["commodity"].tolist()
    ]


def _fault(raw: RawTable, i: int, text: str, target: str, problems: Problems, said: str = "") -> None:
    problems.add(
        raw.file,
        Text(f"单位“{text}”不能换算为 {target}", f"the unit {text!r} cannot be converted to {target}{said}"),
        where=f"row {raw.rows[i]}",
        field="unit",
        nearest=target,
    )


def _several(raw: RawTable, i: int, text: str, problems: Problems) -> None:
    zh = f"* 指计量单位不同的物料，“{text}”不能都适用：请一种物料（工艺）写一行"
    en = f"* speaks of goods counted in several units, so that {text!r} does not fit them all: write one row for each"
    problems.add(raw.file, Text(zh, en), where=f"row {raw.rows[i]}", field="unit")


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
        if known[key] is None and not target:
            _several(raw, i, text, problems)
        elif known[key] is None:
            _fault(raw, i, text, target, problems)
        out.append(known[key])
    return out


def apply_units(raw: RawTable, columns: Columns, goods: Goods, problems: Problems) -> list[Text]:
    """Convert the amounts and prices of ``columns`` in place, by the ``unit`` cell of each row; returns what a reader should know."""
    name = raw.name
    if name in ("recipes", "returns", "use"):
        _apply_ratios(raw, columns, goods, problems)
        return []
    if name == "quotas":
        targets = [goods.factor_units[f] if f >= 0 else "" for f in columns["factor"].tolist()]
        factors = _per_row(
            raw, columns, targets, lambda u, t: row_factors(u, t, money=False)[0] if t else 1.0, problems
        )
        amount = np.array([f or 1.0 for f in factors])
        columns["limit"] = columns["limit"] * amount
        columns["price"] = columns["price"] / amount
        return []
    if name not in _AMOUNTS and name not in _PRICES:
        return []

    def read(text: str, target: str) -> tuple[float, float]:
        if not target:
            # A row for "*" that speaks of goods in several units: only a money unit makes sense there.
            if text and without_time(parse_unit(text)) != {"money": 1}:
                raise UnitError(text)
            return 1.0, float(parse_unit(text).factor) if text else 1.0
        return row_factors(text, target, money=name in _MONEY, stock=name in ("reserves", "storage"))

    targets = _targets(name, columns, goods)
    pairs = _per_row(raw, columns, targets, read, problems)
    amount = np.array([p[0] if p else 1.0 for p in pairs])
    money = np.array([p[1] if p else 1.0 for p in pairs])
    for column in _AMOUNTS.get(name, ()):
        columns[column] = columns[column] * amount
    for column in _PRICES.get(name, ()):
        columns[column] = columns[column] * (money / amount)
    return _prices_per_row_unit(raw, columns, targets, amount)


def _prices_per_row_unit(
    raw: RawTable, columns: Columns, targets: Sequence[str], amount: npt.NDArray[np.float64]
) -> list[Text]:
    """Where a row is written in another goods unit than the commodity and does not say its money (``kt``, not ``CNY/t``): what its
    price is read as. 70,000 meant for a tonne beside a limit in kt is the slip that costs most and shows least."""
    for column in _PRICES.get(raw.name, ()):
        prices = columns[column]
        rows = [
            i
            for i in np.flatnonzero((amount != 1.0) & ~np.isnan(prices) & (prices != 0)).tolist()
            if raw.name == "targets" or "money" not in parse_unit(columns["unit"][i]).dimensions
        ]
        if rows:
            i = rows[0]
            row, text, read = raw.rows[i], columns["unit"][i], f"{prices[i]:g} CNY/{targets[i]}"
            return [
                Text(
                    f"{raw.file}：价钱按该行单位计：第 {row} 行以“{text}”计，读作 {read}（共 {len(rows)} 行）",
                    f"{raw.file}: {column} is money per unit of its row: row {row}, in {text}, is read as {read} "
                    f"({len(rows)} {'row' if len(rows) == 1 else 'rows'})",
                )
            ]
    return []


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
            if not bottom and "/" in text:
                _several(raw, i, text, problems)
                continue
            _fault(raw, i, text, f"{top}/({bottom})" if "/" in bottom else f"{top}/{bottom}", problems)


def factor_units(
    factors: Mapping[str, int], found: Mapping[str, tuple[RawTable, Columns]], problems: Problems
) -> tuple[str, ...]:
    """The unit each factor is counted in: that of its first quota, else the numerator of its first use, else 1."""
    units = [""] * len(factors)
    wrong: list[tuple[RawTable, int, int]] = []
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
                wrong.append((raw, i, factor))
                continue
            if dimensions.get("time", 0) == -1 and plain.endswith(("/a", "/年")):
                plain = plain.rsplit("/", 1)[0]
            units[factor] = plain
    for raw, i, factor in wrong:
        # Where another row says the unit, the row is told against that one, with all others.
        if units[factor] in ("", UNKNOWN):
            units[factor] = UNKNOWN
            _fault(raw, i, found[raw.name][1]["unit"][i], "mu, kWh, MW, tce, m3, MCNY", problems)
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
        of, code, unit = "", -2, UNKNOWN
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
