"""Names of the rows and columns of the program in the planner's words, and the table rows behind them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import numpy as np

from lianzhang.chain import catalogue
from lianzhang.core import RowBasis, Text
from lianzhang.plan.grades import grades_said
from lianzhang.plan.model import Model
from lianzhang.plan.program import Block

__all__ = [
    "column_basis",
    "column_label",
    "find_block",
    "keys_of",
    "row_basis",
    "row_label",
    "row_unit",
    "said",
]

_ROWS = {
    "balance": Text("物料平衡", "balance"), "capacity": Text("产能", "capacity"), "demand": Text("需求", "demand"),
    "reserve": Text("储量", "reserve"), "quota": Text("要素指标", "quota"), "limit": Text("上下限", "limit"),
    "growth": Text("增速", "growth"), "target": Text("目标", "target"), "market_limit": Text("市场上限", "market limit"),
    "grade": Text("园区安全等级", "park grade"), "reuse": Text("梯次利用", "second life"), "closing_stock": Text("期末库存", "closing stock"),
    "minimum_size": Text("最小规模", "minimum size"), "maximum_of_plants": Text("套数", "number of plants"),
}  # fmt: skip
_COLUMNS = {
    "activity": Text("产量", "activity"), "build": Text("新建", "build"), "flow": Text("运输", "flow"),
    "trade": Text("买卖", "trade"), "draw": Text("开采", "draw"), "deliver": Text("交付", "deliver"),
    "unmet": Text("缺口", "unmet"), "shortfall": Text("目标缺口", "shortfall"),
    "project": Text("可选项目", "optional project"), "plants": Text("套数", "plants"),
    "reuse": Text("梯次利用", "second life"), "stock": Text("库存", "stock"),
}  # fmt: skip
_SIDES = {"buy": Text("买入", "buy"), "sell": Text("卖出", "sell")}


_FACTORS = {"land": Text("用地", "land"), "energy": Text("能耗", "energy"), "power": Text("电力", "power"), "water": Text("用水", "water"),
            "capital": Text("资金", "capital")}  # fmt: skip
_METRICS = {"output_value": Text("产值", "output value"), "capacity": Text("产能", "capacity"), "output": Text("产量", "output"),
            "activity": Text("产量", "activity"), "build": Text("新建", "builds")}  # fmt: skip


def _key(text: str) -> Text:
    """One key of a label in words: a commodity or process of the catalogue, a factor, a metric, a side; else as it is."""
    of = catalogue()
    if text in of.commodities.index or text in of.processes.index:
        return of.name(text)
    head, mark, tail = text.partition(":")
    if head in _METRICS:
        named = _key(tail) if mark else Text("", "")
        return Text(f"{named.zh}{_METRICS[head].zh}", f"{_METRICS[head].en} {named.en}".strip())
    if re.fullmatch(r"[ABCD]/[ABCD]?", text):
        return grades_said(text)
    return _FACTORS.get(text) or _SIDES.get(text) or Text(text, text)


def said(label: str) -> Text:
    """A label as :class:`~lianzhang.core.SolveBasis` keeps it (``build: 郴州市 · electrolyte · 2024``) in the reader's words.

    A label of another form is given back as it is.
    """
    head, mark, tail = label.partition(": ")
    kind = next((t for t in (*_ROWS.values(), *_COLUMNS.values()) if t.en == head), None)
    if kind is None or not mark:
        return Text(label, label)
    keys = [_key(k) for k in tail.split(" · ")]
    return Text(
        f"{kind.zh}：{' · '.join(k.zh for k in keys)}", f"{kind.en}: {' · '.join(k.en for k in keys)}"
    )


def find_block(blocks: Iterable[Block], index: int) -> tuple[Block, int]:
    """The block that holds a row or column, and the position in it."""
    for block in blocks:
        if block.start <= index < block.start + block.size:
            return block, index - block.start
    raise IndexError(index)


def keys_of(m: Model, block: Block, k: int) -> dict[str, Any]:
    """The keys of one row or column by name: region, process, commodity, factor, year …"""
    case = m.case
    names = {"region": case.regions, "origin": case.regions, "destination": case.regions, "process": case.processes,
             "commodity": case.commodities, "factor": case.factors, "year": case.years}  # fmt: skip
    out: dict[str, Any] = {}
    for key, codes in block.keys.items():
        if key in names:
            out[{"origin": "from", "destination": "to"}.get(key, key)] = names[key][int(codes[k])]
        elif key in ("side", "what", "mode"):
            out[key] = str(codes[k])
        elif key == "step":
            out[key] = int(codes[k])
    if block.kind in ("target", "shortfall"):
        out["metric"] = str(case.tables["targets"]["metric"][int(block.keys["row"][k])])
    return out


def _part(kind: str, key: str, value: Any) -> Text:
    if key == "side":
        return _SIDES[value]
    return grades_said(value) if kind == "grade" and key == "what" else Text(str(value), str(value))


def _label(m: Model, block: Block, k: int, kind: Text) -> Text:
    parts = keys_of(m, block, k)
    said = [_part(block.kind, key, v) for key, v in parts.items()]
    return Text(
        "：".join([kind.zh, " · ".join(t.zh for t in said)]), f"{kind.en}: {' · '.join(t.en for t in said)}"
    )


def row_label(m: Model, row: int) -> Text:
    """A row of the program in words."""
    assert m.program is not None
    block, k = find_block(m.program.rows, row)
    return _label(m, block, k, _ROWS[block.kind])


def column_label(m: Model, column: int) -> Text:
    """A column of the program in words."""
    assert m.program is not None
    block, k = find_block(m.program.columns, column)
    return _label(m, block, k, _COLUMNS[block.kind])


def row_unit(m: Model, block: Block, k: int) -> str:
    """Unit of a row: of the commodity, of the factor, or of the target's metric (yearly amounts without ``/a``)."""
    if block.kind == "quota":
        return m.case.factor_units[int(block.keys["factor"][k])]
    if block.kind == "target":
        return str(m.case.tables["targets"]["metric_unit"][int(block.keys["row"][k])])
    if "process" in block.keys:
        return m.case.process_unit(int(block.keys["process"][k]))
    return m.case.units[int(block.keys["commodity"][k])]


def row_basis(m: Model, row: int) -> tuple[RowBasis, ...]:
    """The table rows that a row of the program states."""
    assert m.program is not None
    block, k = find_block(m.program.rows, row)
    return m.lineage.bases(m.lineage.of_rows(block, np.array([k]))[0])


def column_basis(m: Model, column: int) -> tuple[RowBasis, ...]:
    """The table rows that a column of the program reads: recipe, costs, capacity; or its route, offer or demand."""
    assert m.program is not None
    block, k = find_block(m.program.columns, column)
    return m.lineage.bases(m.lineage.of_columns(block, np.array([k]))[0])
