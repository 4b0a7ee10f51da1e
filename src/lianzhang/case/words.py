"""Findings, plans and answers in plain words, for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from lianzhang.core import Quantity, Text, collect, say
from lianzhang.outputs import show

if TYPE_CHECKING:
    import polars as pl

    from lianzhang.audit import Finding
    from lianzhang.plan import Plan

__all__ = [
    "CLASS_NAMES",
    "LIGHT_NAMES",
    "filled",
    "findings_json",
    "footprint_text",
    "money_text",
    "plan_text",
    "table_text",
]

CLASS_NAMES: Mapping[str, Text] = {
    "impossible": Text("不可能成立", "impossible"),
    "implies": Text("必然推论", "implies"),
    "not_comparable": Text("口径不可比", "not comparable"),
    "unsupported": Text("依据不足", "unsupported"),
}

LIGHT_NAMES: Mapping[str, Text] = {
    "red": Text("红", "red"),
    "yellow": Text("黄", "yellow"),
    "green": Text("绿", "green"),
    "grey": Text("待报", "not known yet"),
}


def filled(template: Text, figures: Iterable[tuple[str, Quantity]]) -> str:
    """A template with its figures printed for people."""
    text = say(template)
    for name, quantity in figures:
        text = text.replace("{" + name + "}", show(quantity))
    return text


def table_text(frame: pl.DataFrame, width: int) -> str:
    """Every row and column of a table on a screen of ``width`` characters."""
    import polars as pl

    with pl.Config(
        tbl_rows=-1, tbl_cols=-1, tbl_hide_dataframe_shape=True, tbl_hide_column_data_types=True, fmt_str_lengths=40,
        tbl_width_chars=width,
    ):  # fmt: skip
        return str(frame)


def findings_json(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """Findings as plain data, figures with value, unit and basis."""
    return [
        {
            "id": f.id, "rule": f.rule, "class": f.kind, "title": f.title._asdict(), "sentence": f.sentence._asdict(),
            "arithmetic": f.arithmetic._asdict(), "place": f.place, "time": f.time, "facts": list(f.facts),
            "figures": [
                {"name": n, "value": q.plain_value(), "unit": q.unit, "basis": q.basis.id} for n, q in f.figures
            ],
            "bases": {k: b.content() for k, b in collect(q for _, q in f.figures).items()},
        }
        for f in findings
    ]  # fmt: skip


PLAN_TABLES: tuple[tuple[str, Text], ...] = (
    ("build", Text("新建", "to build")),
    ("project", Text("可选项目", "optional projects")),
    ("activity", Text("生产", "to make")),
    ("flow", Text("调运", "to move")),
    ("trade", Text("买卖", "to buy and sell")),
    ("unmet", Text("未满足的需求", "demand not met")),
    ("shortfall", Text("未达到的目标", "targets not met")),
    ("prices", Text("影子价格", "prices of scarcity")),
)
_ROLES = {
    "conflict": Text("不能并存的条件：", "what cannot hold together:"),
    "change": Text("最小的改动（照此改即有方案）：", "the least change that makes a plan fit:"),
    "unbounded": Text("会无限增长的：", "what grows without end:"),
}
SPELT_OUT = {"build": 6, "unmet": 6, "shortfall": 4}
"""How many rows of a table are printed; the rest stands in the file of ``--json``."""


def money_text(value: float) -> str:
    """An amount in CNY in the unit that suits its size: 元, 万元 or 亿元."""
    size = abs(value)
    if size >= 1e8:
        return say(Text(f"{value / 1e8:,.2f} 亿元", f"{value / 1e8:,.2f} × 10⁸ CNY"))
    if size >= 1e4:
        return say(Text(f"{value / 1e4:,.2f} 万元", f"{value / 1e4:,.2f} × 10⁴ CNY"))
    return say(Text(f"{value:,.2f} 元", f"{value:,.2f} CNY"))


def plan_text(plan: Plan) -> str:
    """A plan on a screen: status, cost, the first builds, what is not met, notes; when nothing fits, what cannot hold
    together, with file and row."""
    lines = [say(plan.status_text)]
    if plan.objective is not None:
        money = money_text(plan.objective)
        lines.append(say(Text(f"总费用（折现）{money}", f"discounted cost {money}")))
    for name, title in PLAN_TABLES:
        frame = plan.tables.get(name)
        if frame is None or frame.is_empty():
            continue
        lines.append(say(Text(f"  {title.zh} {frame.height} 行", f"  {title.en}: {frame.height} rows")))
        most = SPELT_OUT.get(name, 0)
        lines += [f"    {_row_text(row)}" for row in frame.head(most).iter_rows(named=True)]
        if 0 < most < frame.height:
            lines.append(
                say(Text(f"    …… 另有 {frame.height - most} 行", f"    … and {frame.height - most} more"))
            )
    role = ""
    for c in plan.conflicts:
        if c.role != role and c.role in _ROLES:
            lines.append(f"  {say(_ROLES[c.role])}")
        role = c.role
        lines.append(f"  · {say(c.what)}")
        lines += [f"      {r.file}{say(Text(f' 第 {r.row} 行', f' row {r.row}'))}" for r in c.rows]
    lines += [f"  {say(Text('注', 'note'))}: {say(note)}" for note in plan.notes]
    return "\n".join(lines)


def _row_text(row: Mapping[str, Any]) -> str:
    """Keys, then the figure with its unit."""
    keys = [str(v) for k, v in row.items() if k not in ("quantity", "unit") and v is not None]
    return f"{'  '.join(keys)}  {row['quantity']:,.6g} {row.get('unit') or ''}".rstrip()


MEASURES: Mapping[str, Text] = {
    "cost": Text("成本", "cost"), "electricity": Text("电力", "electricity"), "heat": Text("热", "heat"),
    "energy": Text("综合能耗", "energy"), "water": Text("用水", "water"), "land": Text("用地", "land"),
    "jobs": Text("用工", "jobs"), "capex": Text("投资", "capex"), "co2e": Text("碳排放", "CO2e"),
}  # fmt: skip


def footprint_text(product: str, place: str | None) -> str:
    """One unit of a product, cradle to gate: each measure with its range, and the share that rests on estimates.

    Raises :class:`~lianzhang.core.InputError` when the catalogue does not know the product.
    """
    from lianzhang.balance import footprint
    from lianzhang.chain import catalogue, commodity_of
    from lianzhang.core import InputError, Problem, nearest

    of = catalogue()
    match = commodity_of(product)
    known = product if product in of.commodities.index else match.commodity if match else None
    if known is None:
        near = nearest(product, (*of.commodities.zh, *of.commodities.ids))
        what = Text(f"目录里没有产品“{product}”", f"the catalogue has no product {product!r}")
        raise InputError([Problem("catalogue", what, nearest=near)])
    found = footprint(of, known, 1, place)
    lines = [f"1 {of.unit(known)} {say(of.name(known))}  ({known})"]
    for measure, quantity in found.quantities.items():
        share = say(Text("其中估计", "on estimates"))
        lines.append(f"  {say(MEASURES[measure])}: {show(quantity)}  {share} {found.estimated(measure):.0%}")
    return "\n".join([*lines, *(f"  {say(note)}" for note in found.notes)])
