"""Contracted (or total) investment against what was completed.

    conversion = completed ÷ contracted

Same place, scope and period: completed above contracted is ``impossible`` (one cannot complete what was not contracted); against
*total* investment it ``implies`` a budget overrun. A low conversion ``implies`` that the rest is still to come. With other
periods or scopes a completed figure above the contracted one is ``not_comparable``.
The same for the projects of the register: completed above total investment.
"""

from __future__ import annotations

from lianzhang.audit.figures import (
    Figures,
    converted,
    difference,
    finding_id,
    safe,
    share,
    value_of,
    when_text,
)
from lianzhang.audit.finding import Finding, FindingClass
from lianzhang.audit.reading import Reading, View, best
from lianzhang.audit.world import weigh
from lianzhang.core import AssumptionBasis, Quantity, Text
from lianzhang.ledger.project import ProjectRecord

__all__ = ["check"]

_RULE = "contract_against_completed"


def check(view: View) -> list[Finding]:
    """Statements first, then projects of the register."""
    found: list[Finding] = []
    done = [
        r
        for r in view.readings
        if r.measure == "completed_investment"
        and r.place
        and r.fact.modality in ("actual", "under_construction")
    ]
    promised = [
        r
        for r in view.readings
        if r.measure in ("contract_investment", "total_investment") and r.place and r.band is None
    ]
    for completed in done:
        peers = [r for r in promised if r.place == completed.place]
        same = [r for r in peers if _together(r, completed)]
        if same:
            measured = sorted({r.measure for r in same})
            pair = best([r for r in same if r.measure == measured[0]])
            found += _compare(view, completed, pair, comparable=True)
        elif peers:
            found += _compare(view, completed, best(peers), comparable=False)
    found += [f for p in view.world.projects if (f := _project(view, p))]
    return found


def _together(a: Reading, b: Reading) -> bool:
    return a.date == b.date and _bare(a.scope) == _bare(b.scope)


def _bare(scope: str) -> str:
    for word in ("合同", "签约", "引进", "新增", "在建", "已", "累计", "完成"):
        scope = scope.replace(word, "")
    return scope


def _compare(view: View, completed: Reading, promised: Reading, *, comparable: bool) -> list[Finding]:
    one, other = converted(completed.quantity, "CNY"), converted(promised.quantity, "CNY")
    if one is None or other is None or not other.value or not one.value:
        return []
    above = value_of(one) > value_of(other)
    certain = (
        completed.floor is not None and promised.ceiling is not None and completed.floor > promised.ceiling
    )
    rate = share(("completed", one), ("promised", other), Text("完成 ÷ 合同", "completed ÷ contracted"))
    low = view.world.thresholds["conversion_low"]
    kind: FindingClass
    if above and not comparable:
        kind, end = (
            "not_comparable",
            Text("，时间或口径不同，不能直接比较。", "; date or scope differ, so they cannot be compared."),
        )
    elif above and certain and promised.measure == "contract_investment":
        kind, end = (
            "impossible",
            Text(
                "，同口径同期完成额不能大于合同额。",
                "; of one scope and period the completed cannot exceed the contracted.",
            ),
        )
    elif above:
        kind, end = "implies", Text("，若两数无误，则已超出概算。", "; if both hold, the budget is overrun.")
    elif comparable and value_of(rate) / 100 < value_of(low):
        kind, end = "implies", Text("，其余{rest}仍待落地。", "; {rest} is still to come.")
    else:
        return []
    figures: Figures = (("completed", one), ("promised", other), ("rate", rate))
    if "{rest}" in end.zh:
        figures = (
            *figures,
            (
                "rest",
                difference(
                    ("promised", other), ("completed", one), Text("合同 − 完成", "contracted − completed")
                ),
            ),
            ("low", low),
        )
    said, when = view.what(promised), when_text(promised.fact.time) if promised.fact.time else Text("", "")
    severity = 100 - value_of(rate) if value_of(rate) < 100 else value_of(rate) - 100
    weight = weigh(_RULE, severity) if kind == "implies" else min(100.0, float(severity))
    verdict = {
        "implies": Text("超出概算", "over budget") if above else Text("落地率低", "little of it completed"),
        "impossible": Text("小于完成投资", "below what was completed"),
    }.get(kind, Text("与完成投资不可比", "not comparable with what was completed"))
    facts = (completed.fact.id, promised.fact.id)
    finding = Finding(
        finding_id(_RULE, facts), _RULE, kind,
        Text(f"{said.zh}{verdict.zh}", f"{said.en}: {verdict.en}"),
        Text(f"{said.zh}{{promised}}{f'（{when.zh}）' if when.zh else ''}，已完成投资{{completed}}，完成率{{rate}}" + end.zh,
             f"{said.en}{f' {when.en}' if when.en else ''}: of {{promised}}, {{completed}} was completed, {{rate}}" + end.en),
        Text("{completed} ÷ {promised} = {rate}", "{completed} ÷ {promised} = {rate}"),
        figures, completed.place, completed.fact.time, facts, weight,
    )  # fmt: skip
    return [finding]


def _project(view: View, project: ProjectRecord) -> Finding | None:
    done, total = project.completed_investment, project.total_investment
    if done is None or not total or done <= total:
        return None

    def own(field: str, value: object) -> Quantity:
        basis = project.basis.get(field) or AssumptionBasis(
            Text("项目库", "project register"), f"project {project.id}"
        )
        return Quantity(done if value is done else total, "CNY", basis)

    a, b = own("completed_investment", done), own("total_investment", total)
    rate = share(("completed", a), ("promised", b), Text("完成 ÷ 总投资", "completed ÷ total"))
    name = safe(project.name)
    return Finding(
        finding_id(_RULE, (f"project {project.id}",)), _RULE, "implies",
        Text(f"{name}：完成投资超过总投资", f"{name}: completed exceeds total investment"),
        Text(f"{name}总投资{{promised}}，已完成{{completed}}（{{rate}}）；若两数无误，则已超出概算。",
             f"{name}: {{completed}} of a total of {{promised}} was completed ({{rate}}); if both hold, the budget is overrun."),
        Text("{completed} ÷ {promised} = {rate}", "{completed} ÷ {promised} = {rate}"),
        (("completed", a), ("promised", b), ("rate", rate)), view.place_key(project.place), None, (), weigh(_RULE, value_of(rate) - 100),
    )  # fmt: skip
