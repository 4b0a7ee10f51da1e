"""Verbs of a clause that are no predicates: within the object of another, within what is spoken about, of a noun behind them."""

from __future__ import annotations

from collections.abc import Sequence

from lianzhang.evidence.relations.open_ends import Spot
from lianzhang.evidence.relations.open_words import Token
from lianzhang.evidence.scene import Scene

__all__ = ["MEETS", "OF", "of_noun", "within"]

OF = ("的", "了的")
MEETS = frozenset(["举行", "召开", "举办", "提出", "强调"])
"""Who meets, or says it, tells: not what is in quotation marks."""
_HOLDING = frozenset([
    "拥有", "具有", "具备", "获得", "取得", "荣获", "获批", "获评", "实施", "开展", "推进", "加快", "加强", "举行", "举办", "召开", "发布", "公布", "签署",
    "签订", "启动", "提供", "建立", "制定", "出台", "印发", "修订", "推出", "收到", "提起", "申请", "承担", "负责", "从事", "参与", "提交", "专注", "致力",
    "深化", "优化", "完善", "健全", "开通", "上线", "设立", "组建", "承办", "主办",
])  # fmt: skip
"""Verbs whose object is a noun: a verb right behind a noun there is part of it (拥有施工总承包资质, 提起民事诉讼)."""
_ENDS = frozenset(["adverb", "preposition", "conjunction", "particle", "time", "manner", "title"])
_BREAKS = frozenset(["并", "后", "以", "用于", "来", "、", "为", "让", "使"])


_ABOUT = frozenset(["就", "围绕", "针对"])
_SPOKEN = frozenset([
    "举行", "召开", "举办", "进行", "达成", "签署", "签订", "发表", "开展", "展开", "交换", "回答", "作出", "做出", "提出", "发布", "接受", "表示", "协商", "洽谈",
    "交流", "会谈", "磋商", "回应", "说明", "推出", "出台", "采取", "提起", "合作", "强调", "发出", "下发",
])  # fmt: skip
"""就支持某业举行发布会: what is spoken about stands between."""


def within(tokens: Sequence[Token]) -> frozenset[int]:
    """The verbs of a clause that stand within the object of one before."""
    out: set[int] = set()
    held, about = -1, False
    for i, token in enumerate(tokens):
        if token.text in _ABOUT:
            about = True
        elif about and token.type == "verb":
            about = token.text not in _SPOKEN
            if about:
                out.add(i)
                continue
        listed = token.text == "、" and i + 1 < len(tokens) and tokens[i + 1].type != "verb"
        if (token.text in _BREAKS and not listed) or (token.type in _ENDS and token.text not in "的了"):
            held = -1
        elif token.type == "verb" and held >= 0:
            if i > held + 1:
                out.add(i)
        elif token.type == "verb" and token.text in _HOLDING:
            held = i
    return frozenset(out)


def of_noun(scene: Scene, spot: Spot, i: int) -> bool:
    """Whether a verb only says of a noun behind it what it is (在某部举行的发布会上, 与收购的企业): who opens the clause does not do it."""
    if not scene.flat.startswith(OF, spot.tokens[i].end):
        return False
    before = [t.text for t in spot.tokens[max(0, i - 5) : i] if t.type in ("preposition", "conjunction")]
    return any(t in _ABOUT_NOUN for t in before) or ("在" in before and spot.tokens[i].text in MEETS)


_ABOUT_NOUN = frozenset(["作为", "与", "和", "对", "从", "据", "根据", "按照"])
