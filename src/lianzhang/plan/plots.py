"""One call a picture, from the same tables: each function takes a :class:`Plan` or an :class:`Answer` and gives a Plotly figure.

Plotly is loaded on the first call. Axes carry the units of the table; nothing is reckoned here beyond sums.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from lianzhang.core import Text, say

if TYPE_CHECKING:
    from lianzhang.plan.answer import Answer
    from lianzhang.plan.result import Plan

__all__ = [
    "alternatives",
    "compare",
    "coordination",
    "frontier",
    "next_best",
    "prices",
    "quantities",
    "sweep",
]

_TITLES = {
    "build": Text("新建", "Builds"), "activity": Text("产量", "Output"), "capacity": Text("产能", "Capacity"),
    "unmet": Text("缺口", "Unmet demand"), "trade": Text("买卖", "Trade"), "flow": Text("运输", "Transport"),
    "draw": Text("开采", "Drawn from reserves"), "waste": Text("余量", "Surplus"), "project": Text("可选项目", "Optional projects"),
    "reuse": Text("梯次利用", "Second life"), "stock": Text("库存", "Stocks"), "plants": Text("套数", "Plants of typical size"),
}  # fmt: skip


def _figure(title: Text, x: str, y: str, **layout: Any) -> Any:
    import plotly.graph_objects as go

    return go.Figure(
        layout={"title": say(title), "xaxis_title": x, "yaxis_title": y, "template": "simple_white", **layout}
    )


def _bar(figure: Any, x: Any, y: Any, name: str, **more: Any) -> None:
    import plotly.graph_objects as go

    figure.add_trace(go.Bar(x=list(x), y=list(y), name=name, **more))


def _needs_rows(frame: pl.DataFrame) -> None:
    if frame.is_empty():
        raise ValueError("there is nothing to draw: the table has no row")


def quantities(plan: Plan, table: str = "build", *, by: str | None = None) -> Any:
    """Yearly bars of a table of the plan, stacked ``by`` process or commodity (default: which of them it has). One unit a
    picture: of several, the one with most rows is drawn and the title says so. Raises ValueError for an empty table."""
    frame = plan.tables[table]
    _needs_rows(frame)
    by = by or next(k for k in ("process", "commodity", "metric") if k in frame.columns)
    units = frame["unit"].value_counts(sort=True)
    unit = str(units["unit"][0])
    rest = f" ({unit}{'; ' + say(Text('其他单位未画', 'other units not drawn')) if len(units) > 1 else ''})"
    title = _TITLES.get(table, Text(table, table))
    figure = _figure(Text(title.zh + rest, title.en + rest), "", unit, barmode="relative")
    sums = (
        frame.filter(pl.col("unit") == unit)
        .group_by(by, "year")
        .agg(pl.col("quantity").sum())
        .sort(by, "year")
    )
    for (name,), part in sums.group_by(by, maintain_order=True):
        _bar(figure, part["year"], part["quantity"], str(name))
    return figure


def prices(plan: Plan, *, most: int = 20) -> Any:
    """The bottlenecks: the largest prices of what people set (quotas, reserves, limits, growth, targets), one a bar, in their units."""
    kinds = ("quota", "reserve", "limit", "growth", "target", "market_limit", "demand")
    frame = plan.tables["prices"]
    frame = frame.filter(pl.col("kind").is_in(kinds)) if not frame.is_empty() else frame
    _needs_rows(frame)
    frame = frame.sort(pl.col("price").abs(), descending=True).head(most)
    keys = [c for c in frame.columns if c not in ("price", "price_undiscounted")]
    names = [
        " · ".join(str(row[k]) for k in keys if row[k] is not None) for row in frame.iter_rows(named=True)
    ]
    figure = _figure(Text("瓶颈：多一个单位可省多少", "Bottlenecks: what one more unit saves"), "CNY", "")
    _bar(figure, frame["price"], names, "", orientation="h")
    return figure


def alternatives(answer: Answer) -> Any:
    """Least to most of every group, and where the best plan lies."""
    import plotly.graph_objects as go

    frame = answer.table.drop_nulls(["minimum", "maximum"])
    _needs_rows(frame)
    keys = [k for k in ("region", "process", "year") if k in frame.columns]
    names = [" · ".join(str(row[k]) for k in keys) for row in frame.iter_rows(named=True)]
    figure = _figure(Text("好方案里各新建的范围", "Range of builds among good plans"), "", "")
    _bar(
        figure,
        names,
        frame["maximum"] - frame["minimum"],
        say(Text("范围", "range")),
        base=list(frame["minimum"]),
    )
    figure.add_trace(
        go.Scatter(x=names, y=list(frame["best"]), mode="markers", name=say(Text("最优", "best")))
    )
    return figure


def frontier(answer: Answer) -> Any:
    """Cost over the use of the factor, one line a floor of self-sufficiency."""
    import plotly.graph_objects as go

    frame = answer.table.drop_nulls("cost")
    _needs_rows(frame)
    figure = _figure(Text("成本与排放的取舍", "Cost against use"), str(frame["unit"][0]), "CNY")
    for (floor,), part in frame.group_by("floor", maintain_order=True):
        name = say(Text(f"自给率不低于 {floor:.0%}", f"self-sufficiency at least {floor:.0%}"))
        figure.add_trace(
            go.Scatter(x=list(part["used"]), y=list(part["cost"]), mode="lines+markers", name=name)
        )
    return figure


def _pairs(frame: pl.DataFrame, names: list[str], columns: dict[str, Text], title: Text) -> Any:
    _needs_rows(frame)
    figure = _figure(title, "", "", barmode="group")
    for column, name in columns.items():
        _bar(figure, names, frame[column], say(name))
    return figure


def coordination(answer: Answer) -> Any:
    """Idle capacity of every region and process, alone and together."""
    frame = answer.table
    names = [f"{r['region']} · {r['process']} ({r['unit']})" for r in frame.iter_rows(named=True)]
    columns = {"idle_alone": Text("各自为政", "alone"), "idle_together": Text("一盘棋", "together")}
    return _pairs(frame, names, columns, Text("闲置产能", "Idle capacity"))


def compare(answer: Answer, table: str = "build") -> Any:
    """A table of two plans side by side."""
    frame = answer.table.filter(pl.col("table") == table)
    keys = [k for k in frame.columns if k not in ("table", "a", "b", "difference")]
    names = [
        " · ".join(str(row[k]) for k in keys if row[k] is not None) for row in frame.iter_rows(named=True)
    ]
    return _pairs(frame, names, {"a": Text("甲", "a"), "b": Text("乙", "b")}, Text("方案对比", "Two plans"))


def next_best(answer: Answer) -> Any:
    """Saving and capex of every project, best first."""
    frame = answer.table.drop_nulls("saving")
    names = [
        f"{r['region']} · {r['process']} · {r['vintage']} · {r['stage']}" for r in frame.iter_rows(named=True)
    ]
    columns = {"saving": Text("节省", "saving"), "capex": Text("投资", "capex")}
    return _pairs(frame, names, columns, Text("在谈在建项目", "Projects of the pipeline"))


def sweep(answer: Answer) -> Any:
    """Cost of every scenario."""
    frame = answer.table.drop_nulls("objective")
    _needs_rows(frame)
    figure = _figure(Text("各情景的费用", "Cost by scenario"), "", "CNY")
    _bar(figure, frame["scenario"], frame["objective"], "")
    return figure
