"""Figures whose source does not carry them.

Class ``unsupported``: numbers lost in the text, spun or damaged sources, a single repost, statements that name two products for one number, and policies whose period ended
before the date of use. One finding for each reason and document, its figures listed. No arithmetic beyond counting them.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from lianzhang.audit.figures import Figures, count, finding_id, safe
from lianzhang.audit.finding import Finding
from lianzhang.audit.reading import View, measure_name, quantity_of
from lianzhang.core import PeriodError, Quantity, Text, period
from lianzhang.reconcile.facts import Fact

__all__ = ["check"]

_REASONS = {
    "lost": Text("在原文中缺失，不能作为已知数引用", "lost in the text, not to be cited as known"),
    "spun": Text(
        "仅见于伪原创文本，须找到原始来源后再引用",
        "found in spun text only: cite after the original is found",
    ),
    "damaged": Text("仅见于受损文本，须核对原件", "found in damaged text only: check the original"),
    "repost": Text("仅有一处转载支持，须补一手来源", "carried by one repost only: add a first-hand source"),
    "mixed": Text(
        "主语与产品不一致，须核对原文后再引用",
        "name one product in the subject and another as item: check the text",
    ),
    "expired": Text(
        "所据文件的有效期已过，引用前须确认是否延续",
        "rests on a paper whose period has ended: check that it still holds",
    ),
}
_WEIGHT = {"lost": 40.0, "mixed": 35.0, "spun": 30.0, "expired": 20.0, "damaged": 15.0, "repost": 10.0}
_SHOWN = 12


def check(view: View) -> list[Finding]:
    """Facts by reason and document."""
    groups: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in view.world.facts:
        reason = _reason(fact, view.world.as_of) or (
            "mixed" if fact.value is not None and view.mixed(fact) else None
        )
        if reason:
            groups[reason, _document(view, fact)].append(fact)
    return [_finding(view, reason, document, facts) for (reason, document), facts in sorted(groups.items())]


def _document(view: View, fact: Fact) -> str:
    return view.world.claim_basis(fact.claims[0]).document if fact.claims else ""


def _reason(fact: Fact, as_of: str | None) -> str | None:
    if fact.lost:
        return "lost"
    if fact.kind == "policy" and _expired(fact, as_of):
        return "expired"
    if fact.value is None:
        return None
    if fact.grade in ("spun", "damaged"):
        return fact.grade
    return "repost" if fact.grade == "repost" and fact.sources <= 1 else None


def _expired(fact: Fact, as_of: str | None) -> bool:
    if not as_of or not fact.time or "/" not in fact.time:
        return False
    try:
        return period(fact.time).last < (period(as_of).last if as_of else date.max)
    except PeriodError:
        return False


def _finding(view: View, reason: str, document: str, facts: list[Fact]) -> Finding:
    named: Figures = tuple((f"figure{i}", quantity_of(f, view.world)) for i, f in enumerate(facts, start=1))
    number = count(len(facts), Text("此类数字的个数", "number of such figures"), named)
    said = list(dict.fromkeys(
        f"{_label(f)}{{{n}}}" if q.value is not None else _label(f) for f, (n, q) in zip(facts, named, strict=True)
    ))  # fmt: skip
    shown = "、".join(said[:_SHOWN]) + ("……" if len(said) > _SHOWN else "")
    why = _REASONS[reason]
    source = safe(document) or "（未注明文件）"
    places = {view.place_key(f.place) for f in facts}
    ids = tuple(f.id for f in facts)
    figures: tuple[tuple[str, Quantity], ...] = (("number", number), *named)
    return Finding(
        finding_id("unsupported", (reason, *ids)), "unsupported", "unsupported",
        Text(f"{source}：有数字{why.zh.split('，')[0]}", f"{source}: {why.en}"),
        Text(f"{source}中{{number}}项数字{why.zh}：{shown}。", f"{source}: {{number}} {why.en}: {shown}."),
        Text("{number}", "{number}"), figures, places.pop() if len(places) == 1 else None, None, ids, _WEIGHT[reason] + min(len(facts), 9),
    )  # fmt: skip


_ADDED = {
    "growth": "增长", "share": "占比", "investment": "投资", "project_count": "项目数", "enterprise_count": "企业数", "employment": "从业人数",
    "capacity": "产能", "production": "产量", "reserve": "储量", "output_value": "产值", "sales": "销售", "rank": "位次",
}  # fmt: skip


def _label(fact: Fact) -> str:
    """Subject and what is measured, where the subject does not say it: 云南省在建重大项目项目数."""
    subject = fact.subject or fact.item or ""
    said = fact.measure or ""
    what = said if said and not said.isascii() else _ADDED.get(fact.kind, "")
    item = (
        fact.item
        if fact.item and fact.item not in subject and fact.kind in ("capacity", "production", "reserve")
        else ""
    )
    if what and (what in subject or subject.endswith(what[-2:])) and fact.kind != "growth":
        what = ""
    shared = next((n for n in range(len(what) - 1, 1, -1) if subject.endswith(what[:n])), 0)
    what = what[shared:]
    return safe(f"{subject}{item}{what}" or measure_name(said or fact.kind).zh)
