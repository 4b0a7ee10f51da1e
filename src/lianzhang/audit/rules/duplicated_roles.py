"""Places of one province that were given the same role (错位发展 not met), or whose projects are alike.

Class ``implies``: both roles stand only if the market carries two of a kind.

    roles:     S = Σ xᵢyᵢ ÷ √(Σxᵢ² · Σyᵢ²), x and y 1 where a place is given item i
    projects:  the same S over total investment by commodity stage of two prefectures' projects
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from itertools import combinations

from lianzhang.audit.figures import Figures, finding_id, safe, tidy
from lianzhang.audit.finding import Finding
from lianzhang.audit.reading import View
from lianzhang.core import AssumptionBasis, FormulaBasis, Quantity, Text

__all__ = ["check"]

_WORDS = ("重点：", "支撑：", "打造", "建设", "加快发展", "全省", "重要", "新能源", "产业")


def check(view: View) -> list[Finding]:
    """Roles by province, then projects by pair of prefectures."""
    return [*_roles(view), *_projects(view)]


def similarity(x: dict[str, Decimal], y: dict[str, Decimal]) -> Decimal:
    """Cosine of two places' vectors, 0 to 1."""
    top = sum((x[k] * y[k] for k in x.keys() & y.keys()), Decimal(0))
    below = (
        sum((v * v for v in x.values()), Decimal(0)) * sum((v * v for v in y.values()), Decimal(0))
    ).sqrt()
    return top / below if below else Decimal(0)


def _item(view: View, text: str) -> str:
    return view.world.commodity_of(text) or text


def _roles(view: View) -> list[Finding]:
    given: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    bases: dict[str, Quantity] = {}
    for fact in view.world.facts:
        place = view.place_key(fact.place)
        if (
            fact.kind != "zoning"
            or not place
            or ";" in place
            or place == view.province(place)
            or fact.modality == "proposed"
        ):
            continue
        basis = (
            view.world.claim_basis(fact.claims[0])
            if fact.claims
            else AssumptionBasis(Text("无出处", "no source"), fact.id)
        )
        bases[fact.id] = Quantity(Decimal(1), "1", basis)
        for item in fact.items or ((fact.object,) if fact.object else ()):
            if item:
                given[place][_item(view, item)].append(fact.id)
    found = []
    for a, b in combinations(sorted(given), 2):
        if (
            view.province(a) is None
            or view.province(a) != view.province(b)
            or view.within(a, b)
            or view.within(b, a)
        ):
            continue
        x, y = (dict.fromkeys(given[p], Decimal(1)) for p in (a, b))
        alike = similarity(x, y)
        if alike < view.threshold("same_roles"):
            continue
        common = sorted(x.keys() & y.keys())
        facts = tuple(dict.fromkeys(f for p in (a, b) for k in common for f in given[p][k]))
        inputs = tuple((f"role{i}", bases[f]) for i, f in enumerate(facts, start=1))
        found.append(
            _finding(view, a, b, alike, inputs, facts, "、".join(_shown(view, c) for c in common[:6]))
        )
    return found


def _shown(view: View, item: str) -> str:
    known = view.world.commodities.get(item)
    return safe(known.names[0] if known else item)


def _projects(view: View) -> list[Finding]:
    vectors: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    bases: dict[str, list[tuple[str, Quantity]]] = defaultdict(list)
    for p in view.world.projects:
        place, known = (
            view.place_key(p.place),
            view.world.commodities.get(view.world.commodity_of(p.product or p.segment or p.name) or ""),
        )
        if (
            place is None
            or place not in view.world.places
            or known is None
            or not p.total_investment
            or p.stage == "终止"
        ):
            continue
        path = view.world.places.ancestors(place)
        if len(path) < 2:
            continue
        at = path[1].key
        vectors[at][known.stage] += p.total_investment
        basis = p.basis.get("total_investment") or AssumptionBasis(
            Text(f"项目库：{p.name}", f"project register: {p.name}"), f"project {p.id}"
        )
        bases[at].append((f"project{p.id}", Quantity(p.total_investment, "CNY", basis)))
    found = []
    for a, b in combinations(sorted(vectors), 2):
        few = min(len(bases[a]), len(bases[b])) < 3  # two projects alike say nothing of a division of labour
        if few or view.province(a) != view.province(b):
            continue
        alike = similarity(vectors[a], vectors[b])
        if alike >= view.threshold("same_roles"):
            common = sorted(vectors[a].keys() & vectors[b].keys())
            found.append(
                _finding(
                    view,
                    a,
                    b,
                    alike,
                    (*bases[a], *bases[b]),
                    (),
                    "、".join(_shown(view, c) for c in common[:6]),
                )
            )
    return found


def _finding(
    view: View, a: str, b: str, alike: Decimal, inputs: Figures, facts: tuple[str, ...], common: str
) -> Finding:
    value = Quantity(
        tidy(100 * alike),
        "%",
        FormulaBasis(Text("相似系数 Σxᵢyᵢ ÷ √(Σxᵢ²·Σyᵢ²)", "similarity Σxᵢyᵢ ÷ √(Σxᵢ²·Σyᵢ²)"), inputs),
    )
    one, other = view.place_name(a), view.place_name(b)
    keys = facts or tuple(n for n, _ in inputs)
    return Finding(
        finding_id("duplicated_roles", keys), "duplicated_roles", "implies",
        Text(f"{one}与{other}定位重复", f"{one} and {other} have the same role"),
        Text(f"{one}与{other}的分工相似度{{similarity}}（同为{common}），只有市场容得下两处同类布局时才成立，宜明确错位方向。",
             f"{one} and {other} are alike by {{similarity}} ({common}); both stand only if the market carries two of a kind."),
        Text("S = {similarity}", "S = {similarity}"), (("similarity", value),), view.province(a), None, facts, float(100 * alike),
    )  # fmt: skip
