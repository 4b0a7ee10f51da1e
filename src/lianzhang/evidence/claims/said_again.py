"""A relation said again under other names: 甲集团 and 甲公司, 乙 and 乙食品集团, the headline and the sentence it sums up."""

from __future__ import annotations

import re

from lianzhang.evidence.claim import Claim

__all__ = ["again", "fuller"]

_LEGAL = re.compile("(?:股份有限公司|有限责任公司|集团有限公司|有限公司|股份公司|股份|集团|公司|系)\\Z")
_MARKS = re.compile("[\\s“”《》（）()，、]")
_SHORTEST = 4
"""What is shorter and stands in a longer phrase may be another thing (投产, 全面投产)."""
_BETWEEN = frozenset(
    "relation.clause." + name
    for name in (
        "acquire",
        "subscribe",
        "part",
        "agree",
        "trade",
        "win",
        "winner",
        "owner",
        "fund",
        "partner",
        "tell",
    )
)
"""Relations whose other end has a name, or is a paper."""


def again(first: Claim, claim: Claim) -> bool:
    """Whether a claim without a number says what an earlier one of its kind said in another sentence, an end of it under a longer or shorter name."""
    if (
        first.value is not None
        or first.lost
        or claim.lost
        or first.stage != claim.stage
        or first.item != claim.item
    ):
        return False
    if "relation.labelled" in (first.rule, claim.rule):
        return False  # each line of a form has its own word
    if not first.subject or not claim.subject or first.context is None or claim.context is None:
        return False
    if first.context.raw_start == claim.context.raw_start:
        return False
    if (
        first.time
        and claim.time
        and not (first.time.startswith(claim.time) or claim.time.startswith(first.time))
    ):
        return False
    a, b = _short(first.subject), _short(claim.subject)
    if a != b and not (min(len(a), len(b)) > 1 and (a in b or b in a)):
        return False
    if claim.kind == "policy" and not claim.object and len(b) >= _SHORTEST and a != b and a.endswith(b):
        return True  # 《实施方案》, as a paper is called that was named in full
    if not first.object or not claim.object:
        return (
            a != b
            and not first.object
            and not claim.object
            and min(len(a), len(b)) >= _SHORTEST
            and _ends(a, b)
        )
    c, d = _short(first.object), _short(claim.object)
    if c == d:
        return True
    named = first.rule in _BETWEEN and claim.rule in _BETWEEN
    least = 2 if named else _SHORTEST
    return min(len(c), len(d)) >= least and (c.startswith(d) or d.startswith(c) or _ends(c, d))


def fuller(claim: Claim, first: Claim) -> bool:
    """Whether a claim names both ends at least as fully as the one said first, and one of them more fully."""
    mine, its = (claim.subject or "", claim.object or ""), (first.subject or "", first.object or "")
    return mine != its and all(len(m) >= len(i) for m, i in zip(mine, its, strict=True))


def _ends(a: str, b: str) -> bool:
    return a.endswith(b) or b.endswith(a)


def _short(name: str) -> str:
    name = _MARKS.sub("", name)
    return _LEGAL.sub("", name) or name
