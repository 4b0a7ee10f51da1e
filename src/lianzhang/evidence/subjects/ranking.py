"""The best of the subjects that a number may have, by a log-linear score whose weights were learnt from keyed documents.

A candidate's features are words: how it was found (``told.first``), what it looks like (``verb.first``), where it stands
(``in.previous``), and some of these together with the kind of candidate or of statement (``thing/works``). Its score is the sum of
their weights in ``data/subject_weights.csv``; ``tools/train_subjects.py`` learns them. What the rules answer is a candidate too; they
are asked first, and only where their answer shows a fault (nothing, a bare facet, a verb in it, half a bracket) is there a choice.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from lianzhang.evidence.claims.about import About
from lianzhang.evidence.claims.reading import Last, Spot
from lianzhang.evidence.claims.topics import content
from lianzhang.evidence.frames.matcher import Match
from lianzhang.evidence.lexicon.tables import read_pairs
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.scene import Scene, remembered
from lianzhang.evidence.subjects.candidates import PREDICATE, UNCLEAN, Candidate, Pool, collect
from lianzhang.evidence.subjects.facets import FACET, ownerless
from lianzhang.evidence.subjects.firms import FIRM_TYPES
from lianzhang.evidence.subjects.shape import shaped
from lianzhang.evidence.words import words

__all__ = [
    "Ranked",
    "built",
    "featured",
    "form",
    "group_of",
    "kind_of",
    "plain",
    "sure",
    "weighed",
    "weights",
]

Ranked = tuple[Candidate, list[tuple[str, ...]]]
"""A candidate with its features, in parts that many candidates share, so that each part is weighed once."""

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
    if len(text) < _LONGEST_HOLLOW and words().hollow.fullmatch(text):
        out.append("hollow")
    return kind, kind == "facet" or not _FAULTS.isdisjoint(out), out


@remembered
def _look(scene: Scene, text: str, firm: bool) -> tuple[str, ...]:
    """What a candidate looks like, whichever number it is for."""
    kind, bad, out = form(scene, text, firm)
    count = scene.flat.count(text)
    length = next((name for most, name in _LENGTHS if len(text) < most), "len.long")
    often = "count.0" if not count else "count.1" if count == 1 else "count.3" if count < 4 else "count.many"
    fit = "bad" if bad else "fine"
    main = ("main" if text == scene.main_firm else "not.main",) if firm else ()
    return (*out, length, often, kind, fit, f"{kind}/{fit}", *main)


# ---- where it stands

_OPENS = (
    ("qi", re.compile("其(?!中|他|它|余|间|次)")), ("among", re.compile("其中")),
    ("company", re.compile("(?:该|本)?(?:公司|企业|集团)")),
    ("project", re.compile("(?:该|本|此)?项目|(?:该|本)(?:基地|工程)|[一二三四]期")), ("this", re.compile("该|此|这|本")),
)  # fmt: skip
"""How a clause opens."""
_BEHIND = (
    ("measure", re.compile(r"的?(?:总|年|净|主营|平均)?(?:投资|产量|销量|产值|营业|收入|营收|利润|净利|毛利|产能|装机|规模|出货|股价|市占率|份额|增速|储量|总额|成交|注册资本|全长|长|总长|容量|面积)")),
    ("verb", re.compile(r"已|将|拟|实现|完成|达|同比|环比|累计|预计|连续|计划|位于|位居|为|是|在|共|均|保持|拥有|签|收购|采购|持有|合计|从|继续|首|投产|开工|建成|占|增|下降")),
    ("de", re.compile("的")), ("mark", re.compile("[，：；。]")), ("join", re.compile("[、和与及]")),
    ("number", re.compile(r"[约超近达]?\d")), ("etc", re.compile("等")),
)  # fmt: skip
_BEFORE = (
    ("governed", re.compile(r"(?:与|和|同|向|对|给|被|于|在|从|由|为|比|占|至|到|据|收购|采购|认购|投资|建设|签订|签署|位于|落户|承建|供应|提供)\Z")),
    ("de", re.compile(r"的\Z")), ("join", re.compile(r"[、及]\Z")), ("mark", re.compile(r"[，：；。\n\s“（》]\Z|^\Z")),
)  # fmt: skip
_REACH = 600


class Around(NamedTuple):
    """The statement that a subject is sought for."""

    group: str
    opens: str
    shape: str
    ground: str
    begin: int
    """where the clause begins to speak"""
    first: int
    """where the sentence begins to speak"""


def _opening(scene: Scene, spot: Spot, number: NumberMention) -> str:
    """How the clause opens: with a word that points back, a noun or a verb; ``later`` behind another number or right at its head."""
    if number.start - spot.left <= 4 or spot.left > spot.clause.start:
        return "later"
    begin = content(scene, spot.clause.start, number.start)
    bare = "bare" if PREDICATE.match(scene.flat, begin) else "noun"
    return next((name for name, pattern in _OPENS if pattern.match(scene.flat, begin)), bare)


def _around(scene: Scene, spot: Spot, number: NumberMention, found: Match) -> Around:
    return Around(
        group_of(found.frame.kind),
        _opening(scene, spot, number),
        found.frame.subject + (".led" if scene.firm_led else ""),
        "ground" if scene.grounds(spot.clause.start, number.start) else "no ground",
        content(scene, spot.clause.start, number.start),
        content(scene, spot.sentence.start, number.start),
    )


def _stands(scene: Scene, spot: Spot, number: NumberMention, text: str, around: Around) -> tuple[str, ...]:
    """Where ``text`` was printed last before the number, and between what."""
    flat = scene.flat
    at = flat.rfind(text, max(0, spot.sentence.start - _REACH), number.start)
    if at < 0:
        after = flat.find(text, number.end, spot.clause.end) >= 0
        return ("in.after" if after else "in.title" if flat.find(text, 0, 200) >= 0 else "in.none",)
    if at < spot.sentence.start:
        where = "in.far" if flat.find("\n", at, spot.sentence.start) >= 0 else "in.paragraph"
    elif at >= spot.left:
        where = "in.stretch"
    elif at >= spot.clause.start:
        where = "in.clause"
    else:
        near = spot.at and at >= spot.sentence.clauses[spot.at - 1].start
        where = "in.previous" if near else "in.sentence"
    before, behind = _beside(scene, at, at + len(text))
    if 0 <= at - around.begin <= 2:
        return where, "heads.clause", before, behind
    if 0 <= at - around.first <= 2:
        return where, "heads.sentence", before, behind
    return where, before, behind


@remembered
def _beside(scene: Scene, start: int, end: int) -> tuple[str, str]:
    before = next((n for n, p in _BEFORE if p.search(scene.flat, max(0, start - 2), start)), "other")
    behind = next((n for n, p in _BEHIND if p.match(scene.flat, end)), "other")
    return "before." + before, "behind." + behind


# ---- features and score


@lru_cache(maxsize=4096)
def _in_context(kind: str, around: tuple[str, str, str, str]) -> tuple[str, ...]:
    return tuple(f"{kind}/{name}" for name in around)


@lru_cache(maxsize=4096)
def _standing(stands: tuple[str, ...], kind: str, opens: str) -> tuple[str, ...]:
    return (*stands, *(f"{s}/{kind}" for s in stands), *(f"{s}/{opens}" for s in stands[:2]))


def _ruled(spot: Spot, who: About) -> tuple[str, str]:
    """What the rules answer, and by which of their ways."""
    if not who.firms:
        return who.subject, "rules.inherited" if who.inherited else "rules.phrase"
    start = who.firms[0].start
    where = "clause" if start >= spot.clause.start else "sentence" if start >= spot.sentence.start else "far"
    return who.firms[0].name, "rules.firm." + where


def featured(
    scene: Scene, spot: Spot, number: NumberMention, found: Match, who: About, last: Last
) -> list[Ranked]:
    """Every candidate with its features; ``who`` is what the rules answer, ``last`` what was told before."""
    pool = _in_shape(scene, collect(scene, spot, number, found, last.told))
    ruled, way = _ruled(spot, who)
    pool.put(ruled, "rules", tuple(who.firms))
    around = _around(scene, spot, number, found)
    alone = not who.firms and not spot.part and ownerless(scene, spot, number, ruled, who.place)
    return [(c, _parts(scene, spot, number, c, around, way, alone)) for c in pool.values()]


def _in_shape(scene: Scene, pool: Pool) -> Pool:
    """The candidates as subjects may stand, without those that a preposition governs."""
    out = Pool()
    for c in pool.values():
        text, firm = (c.text, None) if c.firms else shaped(scene, c.text)
        if firm is None and text == c.text and not text.endswith(UNCLEAN):
            out.join(c)
            continue
        for way in c.ways:
            out.put(text, way, (firm,) if firm else c.firms)
    return out


def _parts(
    scene: Scene, spot: Spot, number: NumberMention, c: Candidate, around: Around, way: str, alone: bool
) -> list[tuple[str, ...]]:
    firm = bool(c.firms)
    kind, bad, _ = form(scene, c.text, firm)
    stands = _stands(scene, spot, number, c.text, around)
    parts = [
        _look(scene, c.text, firm),
        (*sorted(c.ways),),  # in one order, so that sums of them are the same in every run
        _in_context(kind, around[:4]),
        _standing(stands, kind, around.opens),
    ]
    if "rules" in c.ways:
        fit = "ownerless" if alone else "bad" if bad else "fine"
        parts.append((way, "rules/" + fit, f"rules/{fit}/{kind}"))
        if len(c.ways) == 1:
            parts.append(("rules alone", "rules alone/" + fit))
    if c.firms:
        parts.append((("main/" if c.text == scene.main_firm else "not.main/") + around.shape,))
    return parts


@lru_cache(maxsize=1)
def weights() -> dict[str, float]:
    """The weight of every feature."""
    return {name: float(weight) for name, weight in read_pairs("subject_weights.csv")}


@lru_cache(maxsize=8192)
def weighed(part: tuple[str, ...]) -> float:
    get = weights().get
    return sum([get(feature, 0.0) for feature in part])


_BUILT = frozenset({"mineral_focus", "policy", "price"})
"""Kinds whose subject has rules of its own."""
_NAMED = ("measure", "thing")


def built(number: NumberMention, found: Match) -> bool:
    return found.frame.kind in _BUILT or number.unit.startswith("次/")


def sure(scene: Scene, spot: Spot, number: NumberMention, found: Match, who: About) -> bool:
    """Whether the rules' answer shows no fault: a firm, or a phrase that may be a name as it stands and has an owner."""
    if who.firms or number.unit.startswith("次/"):
        return True
    if found.frame.kind == "price" and who.subject:
        return not ownerless(scene, spot, number, who.subject, who.place)
    return (built(number, found) and bool(who.subject)) or _faultless(scene, spot, number, who)


def _faultless(scene: Scene, spot: Spot, number: NumberMention, who: About) -> bool:
    if not who.subject or (not spot.part and ownerless(scene, spot, number, who.subject, who.place)):
        return False
    kind, bad, faults = form(scene, who.subject, False)
    if kind in _NAMED or (kind == "collective" and number.unit == "count"):
        return _GRAVE.isdisjoint(faults)  # 甲、乙等5家企业 holds firms and is what is counted
    return not bad


def plain(scene: Scene, spot: Spot, number: NumberMention, who: About) -> bool:
    """Whether the rules answer the text's own firm, a measure or a named thing: nothing is learnt from such numbers."""
    if who.firms:
        return who.firms[0].name == scene.main_firm
    return kind_of(who.subject) in _NAMED and _faultless(scene, spot, number, who)
