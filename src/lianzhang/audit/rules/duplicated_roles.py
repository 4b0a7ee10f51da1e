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
from lianzhang.audit.goods import catalogue_commodities
from lianzhang.audit.reading import View
from lianzhang.audit.world import weigh
from lianzhang.core import AssumptionBasis, ClaimBasis, FormulaBasis, Quantity, Text

__all__ = ["check"]

_WORDS = 4
"""Characters from which a role in words says anything."""


def check(view: View) -> list[Finding]:
    """Roles by province, then projects of prefectures."""
    return [*_roles(view), *_projects(view)]


def similarity(x: dict[str, Decimal], y: dict[str, Decimal]) -> Decimal:
    """Cosine of two places' vectors, 0 to 1."""
    top = sum((x[k] * y[k] for k in x.keys() & y.keys()), Decimal(0))
    below = (
        sum((v * v for v in x.values()), Decimal(0)) * sum((v * v for v in y.values()), Decimal(0))
    ).sqrt()
    return top / below if below else Decimal(0)


def _given(view: View) -> tuple[dict[str, dict[str, list[str]]], dict[str, Quantity]]:
    """Roles by place (listed items as commodities, else the role's own words) with their facts, and the facts' sentences."""
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
        for role in [view.world.commodity_of(i) or i for i in fact.items] or [fact.object or ""]:
            given[place][role].append(fact.id)
    _drop_joint(given, bases)
    return given, bases


def _drop_joint(given: dict[str, dict[str, list[str]]], bases: dict[str, Quantity]) -> None:
    """Take away roles in words that one sentence gives to several places together, or that name nothing: a group, not a double."""
    said: dict[tuple[str, object], set[str]] = defaultdict(set)
    for place, roles in given.items():
        for role, facts in roles.items():
            for fact in facts:
                said[role, _sentence(bases[fact])].add(place)
    for roles in given.values():
        for role in [r for r in roles if not _product(r)]:
            joint = any(len(said[role, _sentence(bases[f])]) > 1 for f in roles[role])
            if joint or len(role) < _WORDS:
                del roles[role]


def _product(role: str) -> bool:
    return role in catalogue_commodities()


def _sentence(figure: Quantity) -> object:
    basis = figure.basis
    return (basis.document, basis.sentence) if isinstance(basis, ClaimBasis) else basis


def _roles(view: View) -> list[Finding]:
    """One finding for every set of places whose roles are alike."""
    given, bases = _given(view)
    vectors = {place: dict.fromkeys(roles, Decimal(1)) for place, roles in given.items() if roles}
    found = []
    for group, alike in _groups(view, vectors):
        common = sorted(set.intersection(*(set(vectors[p]) for p in group)) or set(vectors[group[0]]))
        facts = tuple(dict.fromkeys(f for p in group for k in common for f in given[p].get(k, ())))
        inputs = tuple((f"role{i}", bases[f]) for i, f in enumerate(facts, start=1))
        found.append(
            _finding(view, group, alike, inputs, facts, "、".join(_shown(view, c) for c in common[:6]))
        )
    return found


def _groups(view: View, vectors: dict[str, dict[str, Decimal]]) -> list[tuple[list[str], Decimal]]:
    """Places of one province joined where two are alike, with the least likeness of a pair that joins them."""
    mark = view.threshold("same_roles")
    group_of = {p: p for p in vectors}
    least: dict[str, Decimal] = {}

    def top(p: str) -> str:
        while group_of[p] != p:
            p = group_of[p]
        return p

    for a, b in combinations(sorted(vectors), 2):
        if (
            view.province(a) is None
            or view.province(a) != view.province(b)
            or view.within(a, b)
            or view.within(b, a)
        ):
            continue
        alike = similarity(vectors[a], vectors[b])
        if alike >= mark:
            x, y = top(a), top(b)
            group_of[y] = x
            least[x] = min(alike, least.get(x, alike), least.get(y, alike))
    members: dict[str, list[str]] = defaultdict(list)
    for p in sorted(vectors):
        members[top(p)].append(p)
    return [(some, least[head]) for head, some in members.items() if len(some) > 1]


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
    many = {
        at: v for at, v in vectors.items() if len(bases[at]) >= 3
    }  # fewer say nothing of a division of labour
    for group, alike in _groups(view, many):
        common = sorted(set.intersection(*(set(many[p]) for p in group)) or set(many[group[0]]))
        inputs = tuple(b for p in group for b in bases[p])
        found.append(_finding(view, group, alike, inputs, (), "、".join(_shown(view, c) for c in common[:6])))
    return found


def _finding(
    view: View, group: list[str], alike: Decimal, inputs: Figures, facts: tuple[str, ...], common: str
) -> Finding:
    text = Text("相似系数 Σxᵢyᵢ ÷ √(Σxᵢ²·Σyᵢ²)", "similarity Σxᵢyᵢ ÷ √(Σxᵢ²·Σyᵢ²)")
    value = Quantity(tidy(100 * alike), "%", FormulaBasis(text, inputs))
    names = [view.place_name(p) for p in group]
    zh, en = "、".join(names), ", ".join(names)
    keys = facts or tuple(n for n, _ in inputs)
    how = (
        Text("分工完全相同（相似度{similarity}）", "alike in every role ({similarity})")
        if alike == 1
        else Text("两两相似度不低于{similarity}", "alike by {similarity} or more")
    )
    return Finding(
        finding_id("duplicated_roles", keys), "duplicated_roles", "implies",
        Text(f"{zh}定位重复", f"{en} have the same role"),
        Text(
            f"{zh}都布局“{common}”，{how.zh}；只有市场容得下多处同类布局时才成立，宜明确各自错位方向。",
            f"{en} are given the same ({common}), {how.en}; all stand only if the market carries several of a kind.",
        ),
        Text("S = {similarity}", "S = {similarity}"), (("similarity", value),), view.province(group[0]), None, facts, weigh("duplicated_roles", 100 * alike),
    )  # fmt: skip
