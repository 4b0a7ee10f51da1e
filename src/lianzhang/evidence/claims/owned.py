"""Whose a number is that says of what sort something is: the thing or firm behind its 的 (全长186公里的某某高铁, 出货量居第三的某某公司)."""

from __future__ import annotations

import re

from lianzhang.evidence.claims.reading import Spot
from lianzhang.evidence.claims.topics import content
from lianzhang.evidence.frames.matcher import Match
from lianzhang.evidence.mentions import NameMention, NumberMention
from lianzhang.evidence.noun_phrases import is_noun
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.subjects.facets import bare
from lianzhang.evidence.subjects.firms import FIRM_TYPES
from lianzhang.evidence.subjects.kinds import kind_behind
from lianzhang.evidence.subjects.phrases import left_noun, right_noun
from lianzhang.evidence.words import words

__all__ = ["owner_behind"]

_OF = re.compile(
    r"(?:以上|左右)?(?:的|建设)([^，。；、\d]{3,36}?(?:项目|基地|工程|工厂|产业园|生产线)(?:”项目|及[^，。；、]{2,10}?项目|建设项目|项目)?(?:[一二三]期)?)(?!数|总数)(?P<etc>等)?"
)
_PAPERS = ("融资项目", "理财项目", "信托项目")
"""What is issued, no works."""
_OWNED = frozenset({"investment", "output_value"})
"""总投资30亿元的某某项目: the project that follows."""
_DE = re.compile("(?:以上|左右|余|多)?[）”]?的")
_SAYS = frozenset(
    {"capacity", "technology_parameter", "factor_support", "project", "milestone", "reserve", "market_rank",
     "market_share", "employment", "investment", "output_value", "production"}
)  # fmt: skip
"""Kinds of statements that may say of what sort a thing is."""
_OF_FIRMS = frozenset({"finance", "stock", "sales", "growth"})
"""Kinds that say of what sort a firm is (市值近200亿元的龙头某某股份)."""
_WORKS = re.compile(
    r"(?:项目|工程|电站|电厂|大桥|桥|铁路|高铁|城际|公路|高速|油田|气田|矿山|煤矿|锂矿|基地|园区|产业园|科技园|生产线|产线|工厂|机场|港区?|码头|隧道|管道|风电场|水库|枢纽|航线|线路|公园|中心|轮|船|号)"
    r"(?:[一二三四]期)?(?:工程)?"
)
_COUNTED = re.compile(
    r"[一二两三四五六七八九十\d多几数各][余多]?[个项座条家批]|一些|部分|这些|上述|各类?|相关"
)
_STANDING = re.compile(
    r"(?:成绩|佳绩|位置|地位|水平|目标|优势|排名|名次|规模|势头|速度|产量|销量|份额|国家|省份|城市)\Z"
)
"""What is reached with a rank, not who holds it."""
_IS = re.compile("[^，。；]是|成为|系(?=全|世|国|中)")
"""某某公司是全球最大的隔膜企业: who holds the rank stands before it."""
_STAFF = frozenset({"员工", "职工", "在职员工", "从业人员"})
_RESULTS = frozenset({"业绩", "股价", "净利", "营收"})
_PAPER = re.compile("^(?:[一三]季报|半年报|中报|年报|[一二三四]季度|[上下]半年)")


def owner_behind(
    scene: Scene, spot: Spot, number: NumberMention, found: Match
) -> tuple[list[NameMention], str] | None:
    """The firms, or else the phrase, behind the 的 after ``number``; None where the number is of what stands before it."""
    kind = found.frame.kind
    if kind in _OWNED:
        m = _OF.match(scene.flat, number.end, spot.clause.end)
        listed = m and (
            not m["etc"] or spot.left > spot.clause.start
        )  # the last of a list, each behind its sum
        if m and listed and not m[1].endswith(_PAPERS):
            return [], m[1]
    de = _DE.match(scene.flat, number.end, spot.clause.end) if kind in _SAYS or kind in _OF_FIRMS else None
    if de is None or not (kind == "market_rank" or _says_of_sort(scene, spot, number)):
        return None
    if kind == "market_rank" and _IS.search(scene.flat, spot.left, number.start):
        return None
    firms = scene.names(de.end(), spot.clause.end, *FIRM_TYPES)
    if firms and firms[0].start - de.end() <= 8 and "的" not in scene.flat[de.end() : firms[0].start]:
        return firms[:1], ""
    if kind == "growth":
        return None
    if kind in _OF_FIRMS:
        such = kind_behind(scene, number.end, spot.clause.end)
        return ([], such) if such else None
    text = scene.flat[de.end() : spot.clause.end]
    ends = [m.end() for m in _WORKS.finditer(text) if m.end() <= 30]
    noun = right_noun(scene, de.end(), spot.clause.end)
    if _COUNTED.match(text):
        return None
    named = [e for e in ends if e <= len(noun)]
    if named:
        return [], text[: named[-1]]
    ranked = kind == "market_rank" and len(noun) > 3 and is_noun(noun) and not _STANDING.search(noun)
    return ([], noun) if ranked else None


def _says_of_sort(scene: Scene, spot: Spot, number: NumberMention) -> bool:
    """Whether nothing but a measure stands between the head of the clause and the number."""
    start = max(content(scene, spot.clause.start, number.start), spot.left)
    own = words().compared.sub("", left_noun(scene, start, number.start))
    own = _PAPER.sub("", own)
    return not own or own in _STAFF or own in _RESULTS or bare(own)
