"""What a clause or sentence is about before its figures come: a project, a phase of it, a measure already spoken of."""

from __future__ import annotations

import re

from lianzhang.evidence.claims.reading import Spot
from lianzhang.evidence.frames.matcher import Match
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.relations.projects import project_name
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.subjects.phrases import left_noun, phrase
from lianzhang.evidence.words import words

__all__ = [
    "TOPIC_HEAD",
    "content",
    "named_before",
    "opening_head",
    "opening_head_before",
    "opening_project",
    "stated_before",
]

_SKIPPED = re.compile(
    r"(?:其中|目前|同时|此外|另外|近日|现有|日前|报告期内?|期内|年内|期间|本期|据悉|截至目前|，|、|（|据悉|据介绍|根据协议){1,6}"
)


_SKIPPED_HEADS = frozenset("其目同此另近现日报期年本据截根，、（")
"""With one of these each of them begins: most clauses begin otherwise."""


def content(scene: Scene, start: int, end: int) -> int:
    """Where a clause begins to speak: behind 其中, 目前 and a time in front."""
    start += start < end and "①" <= scene.flat[start] <= "⑳"
    flat, times = scene.flat, scene.times_from
    while start < end:
        if flat[start] in _SKIPPED_HEADS:
            m = _SKIPPED.match(flat, start, end)
            if m:
                start = m.end()
                continue
        lead = times.get(start)
        if lead is None or lead.end > end:
            return start
        start = lead.end + scene.flat.startswith("）", lead.end, end)
    return start


TOPIC_HEAD = re.compile(
    r"(?:该|本|此|上述)?(?:产业)?(?:项目|基地(?!内|企业|共|[一二三四五六七八九\d]))(?:[一二三四]期)?(?:工程)?(?!数|总数|个|共|库|\d|建设用地)|[一二三]期、[二三四]期(?:项目|工程)?|[一二三四]期(?:项目|工程)?(?!共)|(?:该|本)?(?:矿山|矿区)|(?:该|本)(?:基地|工程|园区|县|市|区|省|企业|公司)"
)
"""What a clause opens with and its figures belong to."""


def opening_project(scene: Scene, spot: Spot) -> str:
    """The named project with which the sentence opens (某某项目位于……，总投资……)."""
    return project_name(scene, spot.sentence, spot.clause.start)


_OF_PROJECT = frozenset(
    {
        "investment",
        "capacity",
        "finance",
        "project",
        "output_value",
        "growth",
        "employment",
        "factor_support",
        "sales",
        "production",
    }
)


def opening_head(scene: Scene, spot: Spot, number: NumberMention, found: Match) -> str:
    """The project or phase with which the clause opens (项目目前完成……, 二期投资……)."""
    begin = content(scene, spot.clause.start, number.start)
    head = TOPIC_HEAD.match(scene.flat, begin, number.start)
    if not head or begin < spot.left - 2:
        return ""
    rest = words().compared.sub("", left_noun(scene, head.end(), number.start))
    if head[0] in _HERE and rest and not words().hollow.fullmatch(rest):
        return ""  # 本市建筑业产值: of the trade
    if not rest or words().hollow.fullmatch(rest) or found.frame.kind in _OF_PROJECT:
        return _phase(scene, spot, head[0])
    return ""


_HERE = frozenset({"本省", "本市", "本县", "本区"})


def opening_head_before(scene: Scene, spot: Spot) -> str:
    """The subject with which an earlier clause of the sentence opens (项目达产后，……)."""
    for clause in reversed(spot.sentence.clauses[: spot.at]):
        m = TOPIC_HEAD.match(scene.flat, clause.start, clause.end)
        if m:
            return _phase(scene, spot, m[0])
    return ""


def _phase(scene: Scene, spot: Spot, head: str) -> str:
    """A phase with the project it belongs to, where that opens the sentence."""
    if not _NUMBERED.match(head):
        named = opening_project(scene, spot) or named_before(scene, spot)
        m = _ANY_PROJECT.match(head)
        return named + head[m.end() :] if named and m else head
    for clause in spot.sentence.clauses[: spot.at]:
        m = _PHASED.match(scene.flat, clause.start, clause.end)
        if m:
            return m[1] + head[:2]
    return head


_NUMBERED = re.compile(r"[一二三四]期")
_PHASED = re.compile(
    r"([^，。；]{0,28}?(?:项目|基地|工程|工厂))(?=[一二三四]期|分[两二三四]期|总|已|于|，|位于|由)"
)
_BEGUN = re.compile(
    r"(?:的|，|。|：|^|\n)(?P<n>[\u4e00-\u9fff]{4,24}?(?:电站|电厂|生产线|产业园|工厂|隧道|大桥|铁路|高铁|机场)(?:[一二三]期)?)(?=(?:首批机组|首台机组|全线|主体工程)?(?:今天|日前|近日|昨天|\d{1,2}日)?(?:正式|全面|顺利)?(?:开工|动工|投产|建成|并网|启动|奠基|签约|落户))"
)
_NEWLY = re.compile(
    r"(?:建设|投资|签约|实施|启动|推进|打造|新建|竞得|中标|落户|承建|举行了|的|了|，|。|：|^)"
    r"(?P<n>(?!该|本|此|上述|一批|重点|重大|多个|部分|全部|其他|新|在建)[\u4e00-\u9fffA-Za-z0-9·（）]{3,30}?(?:项目|基地|工程))(?=[，。；、\n（]|开工|签约|正式|落户|位于|总投资|竣工|投产|是|于|在|由|为|占地|计划|预计|采用|一期|二期|建设)"
)
_MARKED = re.compile("“(?P<n>[^“”，。；]{4,36}?(?:项目|基地|工程))”")
_OF_WHOM = re.compile("的|建设(?!项目)")
_COUNTED = re.compile(r"\d[个项]|[一二三四五六七八九十]个")
_POINTED = re.compile("[该此](?:项目|基地|工程)\\Z")
"""标志着该项目: points to another name."""
_ANY_PROJECT = re.compile(r"(?:该|本|此|上述)?(?:产业)?(?:项目|基地|工程)")


def named_before(scene: Scene, spot: Spot) -> str:
    """The project that the sentences before named last: what 项目 and 基地 alone mean."""
    floor = max(0, spot.clause.start - 400)
    named = [
        *_NEWLY.finditer(scene.flat, floor, spot.clause.start),
        *_BEGUN.finditer(scene.flat, floor, spot.clause.start),
        *_MARKED.finditer(scene.flat, floor, spot.clause.start),
    ]
    names = [m["n"] for m in sorted(named, key=lambda m: m.start())]
    names = [_OF_WHOM.split(n)[-1] for n in names]
    names = [n for n in names if len(n) >= 6 and not _COUNTED.search(n) and not _POINTED.search(n)]
    return names[-1] if names else ""


_STATED = re.compile(
    r"([\u4e00-\u9fffA-Z、]{0,16}?(?:总量|总额|总产|单产|产值|产量|销量|收入|规模|增加值|价格|指数|容量|装机|进出口|出口|进口|投资|用电量|发电量|存量|余额|里程|面积|GDP))"
    r"(?=再|已|首次|首破|同比|持续|继续|连[年续]|稳步|稳定|快速|迅速|大幅|明显|逐[年步]|保持|实现|不断|又|呈|增|突破|创|达|[迈登站跃]上|迈[过入]|跃[升居]|攀升|位[居列]|居|$)"
)


def stated_before(scene: Scene, spot: Spot, place: str | None) -> str:
    """The measure that an earlier clause of the sentence speaks of (经济总量再上新台阶，突破……)."""
    for clause in reversed(spot.sentence.clauses[: spot.at]):
        start = content(scene, clause.start, clause.end)
        m = _STATED.match(scene.flat, start, clause.end)
        if m:
            return phrase(scene, place, left_noun(scene, start, m.end()))
        head = _NOUN_HEAD.match(scene.flat, start, clause.end)
        if head and not scene.numbers(start, clause.end):
            return phrase(scene, place, left_noun(scene, start, head.end()))
    return ""


_NOUN_HEAD = re.compile(
    r"[\u4e00-\u9fff“”、]{3,18}?(?:资源|产业|产品|市场|企业|行业|项目|基地|园区|线路|生产线|设备|电池|材料|矿|系统|车型|汽车|装置|工厂)(?=具有|主要|是|为|属于|位于|拥有|已|目前|采用|占地|坐落|设计)"
)
