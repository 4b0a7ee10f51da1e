"""The plan as rows of the report: what is built and made, what limits it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from lianzhang.balance import measured
from lianzhang.chain import catalogue
from lianzhang.core import AssumptionBasis, FormulaBasis, Quantity, Text, convert, say
from lianzhang.core.units import UnitError
from lianzhang.outputs import Name, PlanRow, PriceRow, When, Words
from lianzhang.plan import Plan
from lianzhang.plan.labels import find_block, row_unit

__all__ = [
    "FACTORS",
    "NEGLIGIBLE",
    "basis_words",
    "equivalent",
    "lacking",
    "plan_rows",
    "price_rows",
    "shown_name",
    "status_words",
]

NEGLIGIBLE = 1e-6
"""Shares of the largest quantity of a process below which a build is the solver's dust; nothing is dropped from the plan."""

LIMITING = ("quota", "reserve", "limit", "growth", "target", "demand")
"""Rows that people set or can change; prices of goods and of plants follow from them and stay in ``plan.json``."""

FACTORS = {
    "land": Text("用地", "land"), "energy": Text("能耗", "energy"), "power": Text("电力", "power"), "water": Text("用水", "water"),
    "capital": Text("资金", "capital"),
}  # fmt: skip


def shown_name(identifier: str) -> str:
    """A process or commodity as people call it, where the catalogue knows it."""
    of = catalogue()
    if identifier in of.commodities.index or identifier in of.processes.index:
        return say(of.name(identifier))
    return identifier


def status_words(plan: Plan) -> Words:
    """The status of the solve in words."""
    return Words(Text(f"求解：{plan.status_text.zh}。", f"Solve: {plan.status_text.en}."))


def plan_rows(plan: Plan) -> list[PlanRow]:
    """Builds and activities, by year and then the largest in GWh-equivalent first; builds of no size worth a plant are left to ``plan.json``."""
    rows: list[PlanRow] = []
    for what in ("build", "activity"):
        frame = plan.tables[what]
        if frame.is_empty():
            continue
        largest = dict(frame.group_by("process").max().select("process", "quantity").iter_rows())
        for index, row in enumerate(frame.iter_rows(named=True)):
            # at least one unit: the solver's dust may be all there is
            if row["quantity"] <= max(largest[row["process"]], 1) * NEGLIGIBLE:
                continue
            quantity = plan.quantity(what, index)
            rows.append(
                PlanRow(
                    "build" if what == "build" else "activity",
                    shown_name(row["process"]),
                    row["region"],
                    str(row["year"]),
                    quantity,
                    equivalent(plan, row["process"], quantity),
                )
            )
    rows.sort(key=lambda r: (r.what != "build", r.year, -_size(r)))
    return rows


def _size(row: PlanRow) -> float:
    value = row.equivalent.value if row.equivalent is not None else None
    return float(value) if value is not None else 0.0


def equivalent(plan: Plan, process: str, quantity: Quantity) -> Quantity | None:
    """A quantity of a process's output as battery energy, where the catalogue knows the good."""
    of = catalogue()
    assert plan.model is not None
    case = plan.model.case
    output = case.commodities[int(case.output[case.processes.index(process)])]
    if output not in of.commodities.index:
        return None
    try:
        value = convert(quantity.value or Decimal(0), quantity.unit.removesuffix("/a"), of.unit(output))
    except UnitError:
        return None
    return measured(of, output, Quantity(value, of.unit(output), quantity.basis), "gwh")


def lacking(plan: Plan) -> list[Words]:
    """Demand not met and targets not reached, each with its figure."""
    found = []
    for name, zh, en in (
        ("unmet", "需求未满足", "demand not met"),
        ("shortfall", "目标未达到", "target not reached"),
    ):
        frame = plan.tables[name]
        for index, row in enumerate(frame.iter_rows(named=True)):
            if row["quantity"] <= 0:
                continue
            what = shown_name(row["commodity"]) if name == "unmet" else _named({"kind": "target", **row})
            parts = (
                ("place", Name(row["region"])), ("what", Name(what)), ("year", When(str(row["year"]))),
                ("q", plan.quantity(name, index)),
            )  # fmt: skip
            early = _too_early(plan, name, row)
            why = (
                Text("", "")
                if early is None
                else Text("（规划期首年起{lead}内无法补足：新建需{lead}）", " (a new plant takes {lead})")
            )
            found.append(
                Words(
                    Text(
                        f"{zh}：{{place}}{{year}}{{what}}，差{{q}}{why.zh}。",
                        f"{en}: {{place}} {{year}} {{what}}, short of {{q}}{why.en}.",
                    ),
                    parts if early is None else (*parts, ("lead", early)),
                )
            )
    return found


def _too_early(plan: Plan, name: str, row: dict[str, Any]) -> Quantity | None:
    """The lead time of what is lacking, where no plant begun in the first year could run by then; else None."""
    if plan.model is None:
        return None
    case = plan.model.case
    if name == "unmet":
        made = [p for p, c in enumerate(case.output) if case.commodities[int(c)] == row["commodity"]]
    else:
        _, _, tail = str(row["metric"]).partition(":")
        made = [
            p
            for p, n in enumerate(case.processes)
            if n == tail or case.commodities[int(case.output[p])] == tail
        ]
    if not made:
        return None
    first = min(made, key=lambda p: float(case.lead_time[p]))
    lead = float(case.lead_time[first])
    if lead <= 0 or row["year"] >= case.years[0] + lead:
        return None
    return Quantity(Decimal(repr(lead)).normalize(), "a", case.basis("processes", first, "lead_time"))


def basis_words(plan: Plan) -> list[Words]:
    """What the plan rests on: prices of which year, the discount rate, what outside sales and shortfalls are held to."""
    if plan.model is None:
        return []
    case = plan.model.case
    s, rest = case.settings, []
    year = (
        Text(f"{s.price_year}年", f"({s.price_year})")
        if s.price_year
        else Text("表中所填年份", "the year of the tables")
    )
    rate = Quantity(
        Decimal(repr(s.rate)) * 100,
        "%",
        AssumptionBasis(Text(f"折现率{s.rate:g}", f"discount rate {s.rate:g}"), "case.toml"),
    )
    if case.table("market") is not None:
        rest.append(
            Text(
                "区外买卖按 market 表的价格和上限",
                "outside trade at the prices and limits of the table market",
            )
        )
    if case.table("demand") is not None:
        rest.append(Text("需求未满足按 demand 表的罚金计", "unmet demand at the penalty of the table demand"))
    if case.table("targets") is not None:
        rest.append(
            Text(
                "目标缺口按 targets 表的罚金计，不是硬约束",
                "targets at the penalty of the table targets, not as hard limits",
            )
        )
    zh = f"规划以折现总费用最低为准，价格按{year.zh}不变价，折现率{{rate}}；" + "；".join(t.zh for t in rest)
    en = (
        f"The plan is the cheapest in discounted cost, in money of {year.en}, discount rate {{rate}}; "
        + "; ".join(t.en for t in rest)
    )
    return [Words(Text(zh.rstrip("；") + "。", en.rstrip("; ") + "."), (("rate", rate),))]


def price_rows(plan: Plan, *, limit: int = 60) -> list[PriceRow]:
    """What limits the plan: quotas, reserves, limits, targets with a price, dearest first within each kind.

    Prices are those of the row's own year, not discounted, as an official would pay them in that year.
    """
    frame = plan.tables["prices"]
    if frame.is_empty():
        return []
    short = {
        (r["region"], r["metric"], r["year"])
        for r in plan.tables["shortfall"].iter_rows(named=True)
        if r["quantity"] > 0
    }  # a target that is not reached has its own penalty for a price, which says nothing
    largest: dict[str, float] = {}
    for row in frame.iter_rows(named=True):
        if row["kind"] in LIMITING:
            largest[row["unit"]] = max(largest.get(row["unit"], 0.0), abs(row["price"]))
    rows: list[tuple[int, float, PriceRow]] = []
    for index, row in enumerate(frame.iter_rows(named=True)):
        if row["kind"] not in LIMITING or abs(row["price"]) <= largest[row["unit"]] * NEGLIGIBLE:
            continue
        if row["kind"] == "target" and (row["region"], row["metric"], row["year"]) in short:
            continue
        own = _of_its_year(plan, index, row)
        words = Name(say(_what(row)).replace("{name}", _named(row)))
        shown = PriceRow(words, row["region"] or "", str(row["year"]), own, _worth(plan, index, row, own))
        rows.append((LIMITING.index(row["kind"]), -abs(float(row["price_undiscounted"])), shown))
    rows.sort(key=lambda r: r[:2])
    return [r for *_, r in rows[:limit]]


def _of_its_year(plan: Plan, index: int, row: dict[str, Any]) -> Quantity:
    """The price in money of its own year: the solver's price over the weight that the discounting gives that year."""
    raw = plan.quantity("prices", index)
    if row["price_undiscounted"] is None or plan.model is None:
        return raw
    case = plan.model.case
    weight = Decimal(repr(float(plan.model.factors.flow[case.years.index(row["year"])])))
    s = case.settings
    said = Text(f"折现率{s.rate:g}，约定{s.convention}：各年折现系数由此而来",
                f"discount rate {s.rate:g}, convention {s.convention}: the factors of the years follow")  # fmt: skip
    factor = Quantity(weight, "1", AssumptionBasis(said, "case.toml"))
    expression = Text(
        "当年影子价格 = 折现影子价格 ÷ 折现系数", "price of the year = discounted price ÷ discount factor"
    )
    names = (
        say(Text("折现影子价格", "discounted price")),
        say(Text(f"{row['year']}年折现系数", f"discount factor of {row['year']}")),
    )
    price = Decimal(repr(float(row["price_undiscounted"])))
    return Quantity(price, raw.unit, FormulaBasis(expression, ((names[0], raw), (names[1], factor))))


def _worth(plan: Plan, index: int, row: dict[str, Any], price: Quantity) -> Quantity | None:
    """Price × the whole quota: what the quota as granted is worth at the price of its last unit."""
    if row["kind"] != "quota" or plan.model is None or plan.model.program is None or price.value is None:
        return None
    block, k = find_block(plan.model.program.rows, int(plan.columns["prices"][index]))
    at, case = int(block.keys["row"][k]), plan.model.case
    table = case.table("quotas")
    assert table is not None
    limit = Quantity(
        Decimal(repr(float(table["limit"][at]))),
        row_unit(plan.model, block, k),
        case.basis("quotas", at, "limit"),
    )
    if price.unit != f"CNY/{limit.unit}" or limit.value is None:
        return None
    names = (say(Text("当年影子价格", "price of the year")), say(Text("指标", "quota")))
    basis = FormulaBasis(Text("当年影子价格 × 指标", "price × quota"), ((names[0], price), (names[1], limit)))
    return Quantity(price.value * limit.value, "CNY", basis)


def _what(row: dict[str, object]) -> Text:
    kind = str(row["kind"])
    return {
        "quota": Text("{name}指标", "quota of {name}"), "reserve": Text("{name}储量", "reserve of {name}"),
        "limit": Text("{name}的上下限", "limit on {name}"), "growth": Text("{name}的增速", "growth of {name}"),
        "target": Text("目标：{name}", "target: {name}"), "demand": Text("{name}需求", "demand for {name}"),
    }[kind]  # fmt: skip


def _named(row: dict[str, object]) -> str:
    if row["kind"] == "quota":
        factor = str(row["factor"])
        return say(FACTORS[factor]) if factor in FACTORS else factor
    if row["kind"] == "target":
        metric = str(row["metric"])
        head, _, tail = metric.partition(":")
        if head == "output_value":
            return say(Text("产值", "output value"))
        words = {"capacity": Text("产能", "capacity"), "output": Text("产量", "output"), "activity": Text("产量", "activity"),
                 "build": Text("新建", "builds")}  # fmt: skip
        return f"{shown_name(tail)} {say(words.get(head, Text(head, head)))}"
    return shown_name(str(row["process"] or row["commodity"] or ""))
