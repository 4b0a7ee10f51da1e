"""Statements that a number tells already: a stake with its price, a project with its size, a cluster with its worth are claims of their figures.

Such a figure takes the other end of the statement along (its ``object``), and the statement is not made a second time.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from decimal import Decimal

from lianzhang.evidence.claims.reading import Draft

__all__ = ["not_in_figures"]

_NEAR = 30
"""So far behind a deal its price may stand (……，作价3亿元)."""
_STAKE = ("finance", "investment", "stock")
_DEALS = ("relation.clause.subscribe", "relation.clause.part")
_BUYS = "relation.clause.acquire"
_GOODS = ("relation.clause.buy",)
_SIZE = re.compile(r"\d|[十百千万][吨瓦]|等[一二两三四五六七八九十]+[个项]")
"""What is built says its size."""
_STAGES = ("投产", "达效", "开工建设")
_MONEY = re.compile("[A-Z]{3}\\Z")


def not_in_figures(numbers: list[Draft], told: list[Draft]) -> list[Draft]:
    """``told`` without what the claims of ``numbers`` say; what it adds to them (whom a deal is with, what is built) goes into these.

    Who takes part in whom, and who buys whom, is told beside its figures, once (a headline tells it first, the text in full); not where the doer is only whom
    another deal of the sentence is with.
    """
    ordered = sorted(numbers, key=lambda d: d.start)
    starts = [d.start for d in ordered]
    out, beside, carried = list[Draft](), list[Draft](), set[str]()
    bought: dict[str, Draft] = {}
    for draft in told:
        first = bisect_left(starts, draft.start - 2 * _NEAR)
        last = bisect_left(starts, draft.end + _NEAR)
        near = [n for n in ordered[first:last] if n.sentence == draft.sentence]
        carriers = _carriers(draft, near) if near else []
        for number in carriers:
            if number.fields.get("object") is None and number.fields["subject"] != draft.fields["object"]:
                number.fields["object"] = draft.fields["object"]
        if not carriers:
            out.append(draft)
        elif draft.fields["rule"] == _BUYS:
            if _whole(draft, carriers) and not _one_of_several(draft, told):
                bought[draft.fields["object"]] = draft
        elif draft.fields["rule"] in _DEALS:
            carried.add(draft.fields["object"])
            if not any(
                d.sentence == draft.sentence and d.fields["object"] == draft.fields["subject"] for d in told
            ):
                beside.append(draft)
    return (
        [d for d in out if d.fields["rule"] not in _DEALS or d.fields["object"] not in carried]
        + beside
        + [*bought.values()]
    )


_NO_FIRM = re.compile("地块|土地|用地|股份|在|[一二两三四五六七八九十]成|分之")
"""Land has its price, and shares that are bought bit by bit their number."""
_CONTROL = 30
"""Per cent: who buys less takes a stake, which the figure tells."""


def _whole(draft: Draft, carriers: list[Draft]) -> bool:
    """Whether a firm is bought, or so much of it that who buys it may govern it."""
    shares = [n.fields.get("value") for n in carriers if n.fields.get("unit") == "%"]
    small = any(isinstance(v, Decimal) and v < _CONTROL for v in shares)
    return not small and not _NO_FIRM.search(draft.fields["object"])


def _one_of_several(draft: Draft, told: list[Draft]) -> bool:
    """Whether a sentence goes through one purchase after the other."""
    others = {d.fields["object"] for d in told if d.sentence == draft.sentence and d.fields["rule"] == _BUYS}
    return len(others) > 2


def _carriers(draft: Draft, near: list[Draft]) -> list[Draft]:
    """The figures that say what ``draft`` says."""
    rule, kind = draft.fields["rule"], draft.fields["kind"]
    inside = [n for n in near if n.start < draft.end and draft.start < n.end]
    if rule in _DEALS:
        return [n for n in near if n.fields["kind"] in _STAKE or n.fields.get("unit") == "%"]
    if rule == _BUYS:
        behind = [n for n in near if 0 <= n.start - draft.end < _NEAR and n.fields["kind"] in _STAKE]
        shares = [n for n in (*inside, *behind) if n.fields.get("unit") == "%"]
        return shares or [n for n in inside if n.fields["kind"] in _STAKE and _is_price(n)]
    if rule == "relation.clause.owner":  # 持股20%，成为第一大股东
        return [
            n for n in near if n not in inside and n.fields.get("unit") == "%" and n.fields["kind"] in _STAKE
        ]
    if rule == "relation.project":
        what = f"{draft.fields['subject']} {draft.fields.get('object')}"
        return inside if _SIZE.search(what) and not what.endswith(_STAGES) else []
    if kind == "zoning":
        return [n for n in inside if _MONEY.match(str(n.fields.get("unit")))]
    if kind == "production":
        return [n for n in inside if n.fields["kind"] == "market_rank"]
    if rule in _GOODS:
        return [n for n in inside if n.fields.get("unit") == "count"]
    return []


def _is_price(number: Draft) -> bool:
    """Whether a figure is what a deal costs as a whole, not by the share (以14亿元竞得某地块)."""
    value = number.fields.get("value")
    return (
        _MONEY.match(str(number.fields.get("unit"))) is not None
        and isinstance(value, Decimal)
        and value > _WHOLE
    )


_WHOLE = 100_000
