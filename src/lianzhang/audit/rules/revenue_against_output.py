"""Revenue (营业收入) and output value (产值) of a place set side by side.

Proves nothing false. Class ``not_comparable``: revenue counts what was sold, output value what was made, often of other firms and
other periods; the finding names both so that neither is printed as the other, and their ratio for orientation only.

    ratio = revenue ÷ output value
"""

from __future__ import annotations

from lianzhang.audit.figures import Figures, converted, finding_id, safe, share, value_of, when_text
from lianzhang.audit.finding import Finding
from lianzhang.audit.reading import Reading, View, best, modality_name
from lianzhang.core import Text

__all__ = ["check"]


def check(view: View) -> list[Finding]:
    """One finding for every revenue of a place that also has an output value, the nearest in time."""
    found: list[Finding] = []
    seen: set[tuple[str | None, str | None, str]] = set()
    for revenue in sorted(
        (r for r in view.readings if r.measure == "revenue" and r.place), key=lambda r: r.fact.id
    ):
        key = (revenue.place, revenue.fact.time, revenue.scope)
        outputs = [
            r for r in view.readings
            if r.measure == "output_value" and r.place == revenue.place and r.band is None
            and r.holder != "firm"
        ]  # fmt: skip
        if not outputs or key in seen:
            continue
        seen.add(key)
        nearest = min(_distance(r, revenue) for r in outputs)
        output = best(r for r in outputs if _distance(r, revenue) == nearest)
        finding = _finding(view, revenue, output)
        if finding:
            found.append(finding)
    return found


def _distance(a: Reading, b: Reading) -> int:
    return 100 if a.year is None or b.year is None else abs(a.year - b.year)


def _finding(view: View, revenue: Reading, output: Reading) -> Finding | None:
    one, other = converted(revenue.quantity, "CNY"), converted(output.quantity, "CNY")
    if one is None or other is None or not other.value:
        return None
    ratio = share(("revenue", one), ("output", other), Text("营业收入 ÷ 产值", "revenue ÷ output value"))
    figures: Figures = (("revenue", one), ("output", other), ("ratio", ratio))
    where, of_output = view.place_name(revenue.place), modality_name(output.fact.modality)
    apart_zh, apart_en = ["指标"], ["measure"]
    if revenue.fact.time != output.fact.time:
        apart_zh.append("时期")
        apart_en.append("period")
    if revenue.scope != output.scope:
        apart_zh.append("范围")
        apart_en.append("scope")
    if revenue.fact.modality != output.fact.modality:
        apart_zh.append("状态")
        apart_en.append("status")
    t1, t2 = when_text(revenue.fact.time), when_text(output.fact.time)
    scope = "" if any(c.isdigit() for c in revenue.scope) else safe(revenue.scope)
    facts = (revenue.fact.id, output.fact.id)
    return Finding(
        finding_id("revenue_against_output", facts), "revenue_against_output", "not_comparable",
        Text(f"{where}营业收入与产值不可混用", f"{where}: revenue and output value are not the same"),
        Text(
            f"{where}{scope}营业收入{{revenue}}（{t1.zh}）与{of_output.zh}产值{{output}}（{t2.zh}）{'、'.join(apart_zh)}不同，不能用来计算目标完成率。",
            f"{where}: revenue of {{revenue}} {t1.en} and output value ({of_output.en}) of {{output}} {t2.en} "
            f"differ in {', '.join(apart_en)}; no rate of completion may be drawn from them.",
        ),
        Text("{revenue} ÷ {output} = {ratio}（仅供参考）", "{revenue} ÷ {output} = {ratio} (for orientation only)"),
        figures, revenue.place, revenue.fact.time, facts, min(100.0, float(value_of(one)) / 1e9),
    )  # fmt: skip
