"""Answers to the questions beyond the optimum, in sentences that a planner can put into a paper, then the table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from math import isfinite
from typing import TYPE_CHECKING, Any

from lianzhang.case.plan_view import shown_name
from lianzhang.case.words import table_text
from lianzhang.core import Quantity, Text, say
from lianzhang.ledger.project import STAGE_NAMES
from lianzhang.outputs.numbers import figure_text, show

if TYPE_CHECKING:
    import polars as pl

    from lianzhang.plan.answer import Answer

__all__ = ["HEADS", "VERDICTS", "answer_sentences", "answer_text"]

VERDICTS: Mapping[str, Text] = {
    "must": Text("非建不可", "must be built"),
    "free": Text("可建可不建", "free"),
    "never": Text("不建", "never"),
    "unknown": Text("没有算出", "not found"),
}

_STATUS: Mapping[str, Text] = {
    "optimal": Text("最优", "optimal"), "feasible": Text("可行", "feasible"), "infeasible": Text("无可行方案", "nothing fits"),
    "unbounded": Text("无下限", "unbounded"), "no_plan": Text("限时内未得方案", "no plan in time"), "error": Text("出错", "error"),
}  # fmt: skip

HEADS: Mapping[str, Text] = {
    "region": Text("地区", "region"), "process": Text("工艺", "process"), "year": Text("年份", "year"), "unit": Text("单位", "unit"),
    "best": Text("最优方案", "best plan"), "minimum": Text("最少", "least"), "maximum": Text("最多", "most"), "verdict": Text("判断", "verdict"),
    "capacity_alone": Text("产能·各自", "capacity alone"), "capacity_together": Text("产能·一盘棋", "capacity together"),
    "activity_alone": Text("产量·各自", "output alone"), "activity_together": Text("产量·一盘棋", "output together"),
    "idle_alone": Text("闲置·各自", "idle alone"), "idle_together": Text("闲置·一盘棋", "idle together"),
    "overcapacity_avoided": Text("少闲置", "overcapacity avoided"),
    "floor": Text("自给下限", "floor of self-sufficiency"), "cap": Text("上限", "cap"), "cost": Text("费用", "cost"), "used": Text("用量", "used"),
    "gap_cost": Text("其中缺口与欠账", "of it for gaps"), "price": Text("再减一单位的代价", "price of one less"), "self_sufficiency": Text("自给率", "self-sufficiency"), "status": Text("求解", "status"),
    "table": Text("类别", "table"), "from": Text("自", "from"), "to": Text("到", "to"), "commodity": Text("物料", "commodity"),
    "metric": Text("指标", "metric"), "side": Text("买卖", "side"), "step": Text("档", "step"), "a": Text("通盘", "far-sighted"),
    "b": Text("逐年", "year by year"), "difference": Text("相差", "difference"),
    "vintage": Text("投产年", "year"), "stage": Text("阶段", "stage"), "quantity": Text("规模", "size"), "saving": Text("省下", "saving"),
    "capex": Text("投资", "capex"), "gain": Text("净得", "gain"), "saving_per_yuan": Text("每元投资省", "saving per yuan"),
    "gap_closed": Text("补上缺口", "gap closed"), "gap_per_yuan": Text("每元投资补缺口", "gap closed per yuan"),
    "marginal": Text("多一单位产能值", "worth of one unit more"), "row": Text("表中行", "row"),
    "scenario": Text("情景", "scenario"), "objective": Text("费用", "cost"), "seconds": Text("秒", "s"), "reused": Text("沿用矩阵", "matrix kept"),
    "weight": Text("概率", "weight"), "cost_foreseen": Text("若能预知", "had it been known"),
    "cost_base": Text("照第一情景建", "with the first one's builds"), "regret": Text("后悔值", "regret"),
}  # fmt: skip

_TABLES: Mapping[str, Text] = {
    "build": Text("新建", "build"), "activity": Text("产量", "output"), "trade": Text("买卖", "trade"), "unmet": Text("缺口", "unmet"),
    "shortfall": Text("未达目标", "shortfall"),
}  # fmt: skip

MOST_ROWS = 30
MOST_NAMES = 6
DUST = 1e-6
"""Shares below which two figures of a plan do not differ."""


def _share(part: Quantity, whole: Quantity) -> str:
    if part.value is None or not whole.value:
        return ""
    return say(Text(f"（{part.value / whole.value:.1%}）", f" ({part.value / whole.value:.1%})"))


def _who(row: Mapping[str, Any]) -> str:
    parts = [row.get("region"), row.get("process"), row.get("year")]
    return " ".join(shown_name(str(p)) for p in parts if p is not None)


def _list(names: list[str]) -> str:
    more = len(names) - MOST_NAMES
    shown = say(Text("、", ", ")).join(names[:MOST_NAMES])
    return shown + (say(Text(f" 等 {len(names)} 项", f" and {more} more")) if more > 0 else "")


def _alternatives(answer: Answer) -> list[Text]:
    rows = list(answer.table.iter_rows(named=True))
    best, most = show(answer.figures["best_cost"]), show(answer.figures["largest_cost"])
    lines = [
        Text(
            f"最优方案费用 {best}；凡费用不超过 {most} 的方案：",
            f"The best plan costs {best}; of all plans that cost at most {most}:",
        )
    ]
    for verdict, zh, en in (
        ("must", "每个都要新建", "every one builds"),
        ("free", "可建可不建，由别的考虑定", "may build or leave out"),
    ):
        found = [(i, r) for i, r in enumerate(rows) if r["verdict"] == verdict]
        if not found:
            continue
        names = [
            _who(r)
            + (
                say(
                    Text(
                        f"（至少 {show(answer.quantity(i, 'minimum'))}）",
                        f" (at least {show(answer.quantity(i, 'minimum'))})",
                    )
                )
                if verdict == "must"
                else ""
            )
            for i, r in found
        ]
        lines.append(Text(f"{zh}：{_list(names)}。", f"{en}: {_list(names)}."))
    return lines


def _coordination(answer: Answer) -> list[Text]:
    f = answer.figures
    if "saved" not in f:
        return []
    if answer.table["region"].n_unique() < 2:
        return [
            Text(
                "只有一个地区有产能，无从统筹。",
                "Only one region has capacity: there is nothing to coordinate.",
            )
        ]
    saved = show(f["saved"]) + _share(f["saved"], f["cost_alone"])
    alone, together = show(f["cost_alone"]), show(f["cost_together"])
    lines = [
        Text(
            f"各地各顾各共需 {alone}，一盘棋 {together}：统筹值 {saved}。",
            f"Each alone {alone}, together {together}: coordination is worth {saved}.",
        )
    ]
    idle = [
        f"{_who(r | {'year': None})} {show(answer.quantity(i, 'overcapacity_avoided'))}"
        for i, r in enumerate(answer.table.iter_rows(named=True))
        if r["overcapacity_avoided"] > 1e-6 * max(r["capacity_alone"], 1e-9)
    ]
    if idle:
        lines.append(Text(f"一盘棋少闲置的产能：{_list(idle)}。", f"Overcapacity avoided: {_list(idle)}."))
    else:
        lines.append(Text("一盘棋并不少闲置产能。", "Together no less capacity stands idle."))
    return lines


def _frontier(answer: Answer) -> list[Text]:
    lines = []
    rows = [(i, r) for i, r in enumerate(answer.table.iter_rows(named=True)) if r["cost"] is not None]
    for floor in dict.fromkeys(r["floor"] for _, r in rows):
        own = [i for i, r in rows if r["floor"] == floor]
        first, last = own[0], own[-1]
        q = answer.quantity
        start = Text(
            f"自给率不低于 {floor:.0%} 时，" if floor else "", f"Self-sufficient to {floor:.0%} at least: " if floor else ""
        )  # fmt: skip
        zh = f"{start.zh}费用最低的方案用 {show(q(first, 'used'))}，费用 {show(q(first, 'cost'))}"
        en = f"{start.en}the cheapest plan uses {show(q(first, 'used'))} and costs {show(q(first, 'cost'))}"
        if len(own) > 1 and rows[0][1]["used"] is not None:
            zh += f"；减到最少 {show(q(last, 'used'))}，费用 {show(q(last, 'cost'))}"
            en += f"; at its least, {show(q(last, 'used'))}, it costs {show(q(last, 'cost'))}"
            more = answer.table["gap_cost"][last] - answer.table["gap_cost"][first]
            if more > DUST * answer.table["cost"][last]:
                gap = show(q(last, "gap_cost"))
                zh += f"，其中 {gap} 是需求没有满足、目标没有达到的代价：减下来的靠少生产"
                en += f", of which {gap} for unmet demand and missed targets: it is cut by making less"
        lines.append(Text(zh + "。", en + "."))
    if not lines:
        lines.append(Text("没有可行方案，无从取舍。", "Nothing fits, so there is nothing to trade off."))
    return lines


def _myopic(answer: Answer) -> list[Text]:
    f = answer.figures
    if "b" not in f:
        return []
    a, b = show(f["a"]), show(f["b"])
    if abs(f["difference"].value or Decimal(0)) <= abs(f["a"].value or Decimal(0)) * Decimal("1e-9"):
        return [
            Text(
                f"走一步看一步与通盘考虑费用相同：{a}，短视在这里没有代价。",
                f"Year by year costs the same as far-sighted, {a}: short sight costs nothing here.",
            )
        ]
    lost = show(f["difference"]) + _share(f["difference"], f["a"])
    return [
        Text(
            f"通盘考虑费用 {a}，走一步看一步 {b}：短视的代价 {lost}。",
            f"Far-sighted {a}, year by year {b}: short sight costs {lost}.",
        )
    ]


def _next_best(answer: Answer) -> list[Text]:
    if answer.table.is_empty():
        return []
    row = answer.table.row(0, named=True)
    who, size = _who(row), show(answer.quantity(0, "quantity"))
    if row["saving"] is None:
        return []
    saving, closed = show(answer.quantity(0, "saving")), show(answer.quantity(0, "gap_closed"))
    capex = "" if row["capex"] is None else show(answer.quantity(0, "capex"))
    zh = f"最值得先办：{who}（{row['stage']}，{size}），可省 {saving}，其中补上缺口值 {closed}"
    en = f"First: {who} ({STAGE_NAMES.get(row['stage'], row['stage'])}, {size}); it saves {saving}, of which {closed} by closing gaps"
    if capex:
        zh, en = f"{zh}，需投资 {capex}", f"{en}, for a capex of {capex}"
    return [Text(zh + "。", en + ".")]


def _sweep(answer: Answer) -> list[Text]:
    lines = []
    for i, row in enumerate(answer.table.iter_rows(named=True)):
        if row["objective"] is None:
            status = _STATUS.get(row["status"], Text(row["status"], row["status"]))
            lines.append(Text(f"{row['scenario']}：{status.zh}", f"{row['scenario']}: {status.en}"))
            continue
        cost, more = show(answer.quantity(i, "objective")), row["difference"]
        zh = en = ""
        if i and more is not None:
            gap = show(answer.quantity(i, "difference"))
            zh, en = (
                f"，比不变{'多' if more >= 0 else ''} {gap}",
                f", {gap} {'more' if more >= 0 else ''} than as it stands",
            )
        lines.append(Text(f"{row['scenario']}：费用 {cost}{zh}", f"{row['scenario']}: costs {cost}{en}"))
    return lines


def _uncertain(answer: Answer) -> list[Text]:
    f = answer.figures
    if "expected" not in f:
        return []
    expected, worst = show(f["expected"]), show(f["worst"])
    lines = [
        Text(
            f"先定一套新建、各情景随机应变：平均费用 {expected}，最坏 {worst}。",
            f"One set of builds for all scenarios: {expected} on average, {worst} at worst.",
        )
    ]
    if "value_of_information" in f:
        value = show(f["value_of_information"])
        lines.append(
            Text(f"若能预知，平均可再省 {value}。", f"Knowing beforehand would save {value} on average.")
        )
    if "value_of_hedging" in f:
        value = show(f["value_of_hedging"])
        lines.append(
            Text(
                f"比只按第一情景去建，平均少花 {value}。",
                f"Against building for the first scenario alone it saves {value} on average.",
            )
        )
    return lines


_SENTENCES: Mapping[str, Callable[[Answer], list[Text]]] = {
    "alternatives": _alternatives, "coordination": _coordination, "frontier": _frontier, "myopic": _myopic, "next-best": _next_best,
    "sweep": _sweep, "two-stage": _uncertain, "robust": _uncertain,
}  # fmt: skip


def answer_sentences(answer: Answer, question: str) -> list[Text]:
    """What an answer says, in sentences; then its notes."""
    return [*_SENTENCES[question](answer), *answer.notes]


def answer_text(answer: Answer, question: str) -> str:
    """An answer on a screen: its sentences, then its table (the first rows; all of it is in the file of ``--json``)."""
    lines = [say(t) for t in answer_sentences(answer, question)]
    frame = _shown(_differing(answer.table), answer.units)
    if frame.height:
        lines.append(table_text(frame.head(MOST_ROWS), 200))
    if frame.height > MOST_ROWS:
        more = frame.height - MOST_ROWS
        lines.append(say(Text(f"…… 另有 {more} 行，见 --json", f"… {more} more rows with --json")))
    return "\n".join(lines)


def _differing(frame: pl.DataFrame) -> pl.DataFrame:
    """Of two plans side by side only the rows where they differ by more than the solver's dust, the largest share first."""
    import polars as pl

    if not {"a", "b", "difference"} <= set(frame.columns):
        return frame
    size = pl.max_horizontal(pl.col("a").abs(), pl.col("b").abs())
    share = pl.col("difference").abs() / size
    largest = size.max().over("table", "unit")
    return frame.filter((share > DUST) & (size > DUST * largest)).sort(
        share, descending=True, maintain_order=True
    )


def _shown(frame: pl.DataFrame, units: Mapping[str, str]) -> pl.DataFrame:
    """The table in the reader's words: headings, verdicts, names; figures with their units, the solver's dust as 0."""
    import polars as pl

    out = {}
    for name in frame.columns:
        values = frame[name].to_list()
        if name in ("seconds", "reused", "row", "unit") or all(v is None for v in values):
            continue
        known = {"verdict": VERDICTS, "status": _STATUS, "table": _TABLES}.get(name, {})
        head = say(HEADS.get(name, Text(name, name)))
        if frame.schema[name] == pl.Float64:
            dust = 1e-12 * max((abs(v) for v in values if v is not None and isfinite(v)), default=0.0)
            of = [units.get(name)] * len(values) if units.get(name) else _units(frame)
            clean = [0.0 if v is not None and abs(v) <= dust else v for v in values]
            out[head] = [figure_text(v, u or "") for v, u in zip(clean, of)]
        elif known:
            out[head] = [say(known[v]) if v in known else str(v) for v in values]
        elif name == "stage":
            out[head] = [say(Text(v or "", STAGE_NAMES.get(v, v or ""))) for v in values]
        elif name in ("process", "commodity"):
            out[head] = ["" if v is None else shown_name(v) for v in values]
        else:
            out[head] = ["" if v is None else str(v) for v in values]
    return pl.DataFrame(out)


def _units(frame: pl.DataFrame) -> list[str]:
    """The unit that each row says itself; none where the table has no such column."""
    return frame["unit"].to_list() if "unit" in frame.columns else [""] * frame.height
