"""What a candidate for a subject looks like: a firm, a thing, a measure; with a fault (a verb in it, half a bracket) or fine."""

from __future__ import annotations

import re
from functools import lru_cache

from lianzhang.evidence.scene import Scene, remembered
from lianzhang.evidence.subjects.facets import FACET
from lianzhang.evidence.subjects.firms import FIRM_TYPES
from lianzhang.evidence.words import words

__all__ = ["faulty", "form", "group_of", "kind_of", "look"]

_GROUPS = {
    "market_rank": "rank", "market_share": "rank", "growth": "growth", "price": "price",
    "finance": "money", "output_value": "money", "sales": "money", "stock": "money",
    "export": "trade", "import": "trade", "production": "made", "reserve": "made", "environment": "made",
    "capacity": "works", "investment": "works", "technology_parameter": "works", "milestone": "works", "factor_support": "works",
}  # fmt: skip
"""Kinds of statements that have the same sort of subject; all others are counts."""


def group_of(kind: str) -> str:
    """The group of kinds of statements that have the same sort of subject and place."""
    return _GROUPS.get(kind, "count")


# ---- what a candidate looks like

_THING = re.compile(
    r"(?:项目|工程|电站|电厂|大桥|铁路|高铁|公路|高速|油田|气田|矿山|煤矿|基地|园区|产业园|生产线|产线|协议|合同|工厂|机场|港|码头|隧道|管道|风电场|机组|平台|系统|线路|装置|号)"
    r"(?:[一二三四]期)?(?:工程)?\Z"
)
_MEASURE = re.compile(
    r"(?:浓度|增加值|收入|营收|利润|总额|出口|进口|进出口|投资|增速|价格|均价|装机|金额|比重|规模|股价|占比|面积|里程|数|率|量|额|值)\Z"
)
_COLLECTIVE = re.compile(r"(?:行业|产业|市场|企业|地区|部门|单位|品牌|产品|领域)\Z")
_VERB = re.compile(
    r"已|将|实现|完成|达到|同比|环比|累计|预计|连续|继续|正式|拟|位于|为|是|签订|签署|收购|采购|建成|拥有|具有|发送|装载|约定|保障|成为|举行|攀上|减少|发生|推动|组建|驶离|保持|高于|低于|比|占|减排|可"
)
_VERB_FIRST = re.compile(
    r"共|增持|约定|保障|减排|减少|增加|每|全线|恢复|发生|成为|举行|拟|向|与|在(?![建运产])|为|对|从|被|比|占|其|又|也|还|若|如|以|所|按|经|由|随|截至|此次|首次|目前|本次|这|及|和|一次|满载|签|完成|实现|提供|公布|发布|推动|带动|收到|据|一般"
)
_VERB_LAST = re.compile(
    r"(?:设|建|投|为|是|至|到|达|成|出|上|下|高|低|增产|减产|增长|下降|最高|最低|最大|恢复|保持|依次|分别|均|约定|有|的|了|与|和|及|等|中|后|前|时|内|以来|方面|同比|实际|名义|折合|人民币|发现|实施|整合|迫使|升级|匹配|提供|需要|只需|多个|多家|中国|约束|创|分)\Z"
)
_ODD = re.compile(
    r"[\s：；，。！？]|^[）”、]|[（“、]\Z|^[\d.]+(?![\d.]|(?:年|个月|天)期.|.*(?:项目|工程|基地|生产线|[厂矿车船煤]|企业|机组|装置|电站|机型|型号)\Z)"
)
_TITLE = re.compile("《[^《》]*》")
_DIGIT = re.compile(r"\d")
_POINTING = re.compile("该|其|此|这|本|上述")
_FIRM_ITSELF = frozenset({"公司", "该公司", "本公司"})
_FAULTS = frozenset(
    {"hollow", "verb", "verb.first", "verb.last", "odd", "open", "pointing", "holds.company", "holds.firm"}
)
_GRAVE = _FAULTS - {"verb", "holds.firm"}
"""Faults that a named thing or a measure has no more than a plain phrase (大众汽车在华投资额 is none the worse)."""


@remembered
def _firm_names(scene: Scene) -> tuple[str, ...]:
    return tuple(dict.fromkeys(n.name for n in scene.mentions.names if n.type in FIRM_TYPES))


def _faults(scene: Scene, text: str) -> list[str]:
    out = []
    if _VERB.search(text):
        out.append("verb")
    if _VERB_FIRST.match(text):
        out.append("verb.first")
    if _VERB_LAST.search(text):
        out.append("verb.last")
    if _ODD.search(_TITLE.sub("书", text) if "《" in text else text):
        out.append("odd")
    if "的" in text:
        out.append("de")
    if text.count("（") != text.count("）") or text.count("“") != text.count("”") or "(" in text:
        out.append("open")
    if _DIGIT.search(text):
        out.append("digit")
    if _POINTING.match(text):
        out.append("pointing")
    if "公司" in text:
        out.append("company" if text in _FIRM_ITSELF else "holds.company")
    for name in _firm_names(scene):
        if name in text:
            out.append("holds.firm")
            break
    return out


@lru_cache(maxsize=4096)
def kind_of(text: str) -> str:
    if _THING.search(text):
        return "thing"
    if FACET.fullmatch(text):
        return "facet"
    if _MEASURE.search(text):
        return "measure"
    return "collective" if _COLLECTIVE.search(text) else "other"


_LONGEST_HOLLOW = 20
_LENGTHS = ((2, "len.1"), (4, "len.3"), (8, "len.7"), (15, "len.14"), (23, "len.22"))


@remembered
def form(scene: Scene, text: str, firm: bool) -> tuple[str, bool, list[str]]:
    """The kind of a candidate, whether it has a fault, and what else its wording says."""
    kind = "firm" if firm else kind_of(text)
    out = [] if firm else _faults(scene, text)
    lists = words()
    may = lists.hollow_begins is None or text[:1] in lists.hollow_begins
    if may and len(text) < _LONGEST_HOLLOW and lists.hollow.fullmatch(text):
        out.append("hollow")
    return kind, kind == "facet" or not _FAULTS.isdisjoint(out), out


def faulty(scene: Scene, text: str, counted: bool) -> bool:
    """Whether the phrase ``text`` may not stand as a subject: a named thing or a measure, or a group that is ``counted``, only for a grave fault."""
    kind, bad, faults = form(scene, text, False)
    if kind in ("measure", "thing") or (kind == "collective" and counted):
        return not _GRAVE.isdisjoint(faults)  # 甲、乙等5家企业 holds firms and is what is counted
    return bad


@remembered
def look(scene: Scene, text: str, firm: bool) -> tuple[str, ...]:
    """What a candidate looks like, whichever number it is for."""
    kind, bad, out = form(scene, text, firm)
    count = scene.flat.count(text)
    length = next((name for most, name in _LENGTHS if len(text) < most), "len.long")
    often = "count.0" if not count else "count.1" if count == 1 else "count.3" if count < 4 else "count.many"
    fit = "bad" if bad else "fine"
    main = ("main" if text == scene.main_firm else "not.main",) if firm else ()
    return (*out, length, often, kind, fit, f"{kind}/{fit}", *main)
