"""Whom a dash leads up to: 全国最大的气田——某气田年产能……."""

from __future__ import annotations

import re

from lianzhang.evidence.claims.about import About
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.subjects.firms import FIRM_TYPES

__all__ = ["named_behind"]

_NAMED = re.compile(
    r"[\u4e00-\u9fffA-Za-z]{2,14}?(?=[，。；、（(]|年产|投产|投用|开业|建成|竣工|开工|通车|成立|[是的在已将也于曝即仍]|正式|日前|宣布|[近今昨]日|今天|昨天)"
)


def named_behind(scene: Scene, number: NumberMention, who: About) -> About:
    """``who``, or where a dash stands behind a rank the one named behind it: the rank is its own."""
    if number.unit != "rank" or not scene.text.startswith("——", number.end):
        return who
    at = number.end + 2
    named = [n for n in scene.names(at, at + 30) if n.start == at]
    if named and named[0].type in FIRM_TYPES:
        return who._replace(firms=[named[0]], subject=named[0].name, inherited=False)
    called = named[0].name if named else (m[0] if (m := _NAMED.match(scene.flat, at)) else "")
    return who._replace(firms=[], subject=called, inherited=False) if called else who
