"""The same project counted twice, and a total counted beside its parts.

Class ``implies``: if the two are one project, the register's total falls by the smaller amount.

    likeness of names (place, scale and common words taken away, 0 to 1) ≥ mark, and at least one of: same owner, same amount, same capacity and place
    or: same owner, same amount and same product, whatever the names
    total and parts:  investment of a project = Σ investment of projects named as its phases

Phases of one project (一期, 二期) are different projects; a project and the sum of its phases are not.
"""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal
from itertools import combinations

from rapidfuzz.fuzz import ratio

from lianzhang.audit.figures import Figures, add, finding_id, safe
from lianzhang.audit.finding import Finding
from lianzhang.audit.reading import View
from lianzhang.audit.world import weigh
from lianzhang.core import AssumptionBasis, Quantity, Text, short_name
from lianzhang.ledger.project import ProjectRecord

__all__ = ["check"]

_PHASE = re.compile(r"[（(]?(?:第?([一二三四五六七八九十\d]+)[期阶段]+(?:工程)?)[）)]?")
_COMMON = re.compile(
    r"(?:年产|产能)?\d+(?:\.\d+)?(?:万|亿|千)?(?:吨|GWh|平方米|套|台)?(?:/年)?|项目|工程|生产线|建设|新建|基地|有限公司|股份|集团|[\s（）()·、，-]"
)
_LIMIT = 400
"""Names compared pair by pair within one block; a larger block is cut by owner and amount alone."""


def check(view: View) -> list[Finding]:
    """Pairs first, then totals beside their parts."""
    live = [p for p in view.world.projects if p.stage != "终止"]
    return [*_pairs(view, live), *_totals(live)]


def _stem(view: View, project: ProjectRecord) -> str:
    text = _PHASE.sub("", project.name)
    key = view.place_key(project.place)
    if key is not None and key in view.world.places:
        for place in view.world.places.ancestors(key):
            text = text.replace(place.name, "").replace(short_name(place.name), "")
    return _COMMON.sub("", text) or text


def _phase(project: ProjectRecord) -> str:
    match = _PHASE.search(project.name)
    return match[1] if match else ""


def _reasons(view: View, a: ProjectRecord, b: ProjectRecord, stems: dict[int, str]) -> list[Text]:
    """Why two records may be one project; empty when they are not."""
    if _phase(a) != _phase(b):
        return []
    likeness = Decimal(str(ratio(stems[a.id], stems[b.id]))) / 100
    name = likeness >= view.threshold("same_name")
    owner = bool(a.owner) and a.owner == b.owner
    amount = bool(a.total_investment) and a.total_investment == b.total_investment
    capacity = a.capacity is not None and a.capacity == b.capacity and a.capacity_unit == b.capacity_unit
    product = bool(a.product) and a.product == b.product
    pa, pb = view.place_key(a.place), view.place_key(b.place)
    place = view.within(pa, pb) or view.within(pb, pa)
    one = (name and (owner or amount or (capacity and place))) or (owner and amount and (product or capacity))
    if not one or (owner and name and not (amount or capacity or place)):
        return []
    said = (
        (name, Text("名称相近", "names alike")), (owner, Text("业主相同", "same owner")), (amount, Text("投资额相同", "same amount")),
        (capacity, Text("产能相同", "same capacity")), (product, Text("产品相同", "same product")),
        (place, Text("地点相同或相含", "same place, or one in the other")),
    )  # fmt: skip
    return [text for holds, text in said if holds]


def _pairs(view: View, projects: list[ProjectRecord]) -> list[Finding]:
    blocks: dict[tuple[str, object], list[ProjectRecord]] = defaultdict(list)
    for p in projects:
        blocks["province", view.province(view.place_key(p.place))].append(p)
        if p.owner:
            blocks["owner", p.owner].append(p)
        if p.total_investment:
            blocks["amount", p.total_investment].append(p)
    stems = {p.id: _stem(view, p) for p in projects}
    seen: set[tuple[int, int]] = set()
    found = []
    for (how, _), block in blocks.items():
        if how == "province" and len(block) > _LIMIT:
            continue
        for a, b in combinations(sorted(block, key=lambda p: p.id), 2):
            if (a.id, b.id) in seen:
                continue
            seen.add((a.id, b.id))
            reasons = _reasons(view, a, b, stems)
            if reasons:
                found.append(_pair(view, a, b, reasons))
    return found


def _investment(project: ProjectRecord) -> Quantity:
    basis = (
        project.basis.get("total_investment")
        or project.basis.get("name")
        or AssumptionBasis(
            Text(f"项目库：{project.name}", f"project register: {project.name}"), f"project {project.id}"
        )
    )
    return Quantity(project.total_investment, "CNY", basis)


def _pair(view: View, a: ProjectRecord, b: ProjectRecord, reasons: list[Text]) -> Finding:
    one, other = _investment(a), _investment(b)
    known = [q for q in (one, other) if q.value is not None]
    figures: Figures = (("first", one), ("second", other))
    why_zh, why_en = "、".join(r.zh for r in reasons), ", ".join(r.en for r in reasons)
    end = Text("", "")
    step = "；".join("{" + n + "}" for n, q in figures if q.value is not None)
    said_zh, said_en = (
        [f"{{{n}}}" if q.value is not None else nothing for n, q in figures]
        for nothing in ("总投资未填", "total investment not given")
    )
    severity = 0.0
    if len(known) == 2:
        twice = min(known, key=lambda q: q.value or Decimal(0))
        figures = (*figures, ("twice", twice))
        end = Text("，台账合计多算{twice}", " and the register counts {twice} too much")
        step = "min({first}, {second}) = {twice}"
        severity = float(twice.value or 0) / 1e8
    return Finding(
        finding_id("double_count", (f"project {a.id}", f"project {b.id}")), "double_count", "implies",
        Text(f"疑似重复：{safe(a.name)}／{safe(b.name)}", f"perhaps one project: {safe(a.name)} / {safe(b.name)}"),
        Text(f"“{safe(a.name)}”（{said_zh[0]}）与“{safe(b.name)}”（{said_zh[1]}）{why_zh}，若为同一项目{end.zh or '，不应重复统计'}。",
             f"“{safe(a.name)}” ({said_en[0]}) and “{safe(b.name)}” ({said_en[1]}): {why_en}; if they are one project, it is counted twice{end.en}."),
        Text(step, step), figures, view.place_key(a.place), None, (), weigh("double_count", severity),
    )  # fmt: skip


def _totals(projects: list[ProjectRecord]) -> list[Finding]:
    by_stem: dict[tuple[str, str | None], list[ProjectRecord]] = defaultdict(list)
    for p in projects:
        by_stem[_PHASE.sub("", p.name).strip(), p.owner].append(p)
    found = []
    for some in by_stem.values():
        whole = [p for p in some if not _phase(p)]
        phases = [p for p in some if _phase(p) and p.total_investment]
        if len(whole) != 1 or len(phases) < 2 or not whole[0].total_investment:
            continue
        parts = [
            (f"phase{i}", _investment(p)) for i, p in enumerate(sorted(phases, key=lambda p: p.id), start=1)
        ]
        total = add(parts, Text("各期之和", "sum of the phases"))
        if total.value != whole[0].total_investment:
            continue
        name = safe(whole[0].name)
        plus = " + ".join(f"{{{n}}}" for n, _ in parts)
        found.append(Finding(
            finding_id("double_count", [f"project {p.id}" for p in (*whole, *phases)]), "double_count", "implies",
            Text(f"{name}：总项目与各期同时在册", f"{name}: the total stands beside its phases"),
            Text(f"“{name}”总投资{{whole}}恰等于各期之和{{phases}}，若都计入，台账合计多算{{whole}}。",
                 f"“{name}” of {{whole}} equals the sum of its phases, {{phases}}; if all are counted, the register counts {{whole}} too much."),
            Text(f"{plus} = {{phases}} = {{whole}}", f"{plus} = {{phases}} = {{whole}}"),
            (("whole", _investment(whole[0])), ("phases", total), *parts), whole[0].place, None, (), weigh("double_count", float(total.value or 0) / 1e8),
        ))  # fmt: skip
    return found
