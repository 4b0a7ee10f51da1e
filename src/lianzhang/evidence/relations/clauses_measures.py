"""Clauses of measures: what a plan, a policy or an office's meeting sets down in a clause without a doer of its own.

实施某行动, 设立某试验区, 组建某集团, 支持某类企业做某事: the measure is told as its subject, the region where it holds as its place.
Only what is named stands for a measure: a plan, a system, an area, a body, or a class of firms and what they are helped to do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lianzhang.evidence.claims.reading import Reading
from lianzhang.evidence.relations.clauses_hits import Found, Hit, Reader
from lianzhang.evidence.relations.clauses_who import head_of
from lianzhang.evidence.relations.subjects import split_list
from lianzhang.evidence.scene import Scene

__all__ = ["MEASURES"]

_THING = re.compile(
    r"(?P<o>[^，。；：！？（）\n]{6,36}?)(?:等(?:措施|举措|方式|政策)?)?(?=[，。；、！\n]|\Z)"
)
_VAGUE = re.compile(
    r"[了过的好\d、]|各项|各类|相关|有关|该|本|此|这|上述|一系列|一批(?!示范)|自己|更|最|其|(?:行动|计划|制度|战略|机制)[、和]"
)
"""How a phrase opens that names no measure of its own."""
_BROKEN = re.compile(
    "公司|本次|[，；：（）]|不|的(?![^的]{0,8}(?:检查|监督|监管|管理|治理|整治|保护|条件|门槛|标准|流程|程序|制度|机制|试验区|示范区)\\Z)"
)
_HELPED = re.compile(
    r"[^，。；、的]{2,12}?(?:企业|资本|机构|高校|院所|银行|农户|农民|合作社|居民|消费者|单位|各地|园区|主体|团队|人才)(?P<v>[^，。；、]{2,24})"
)
_ON = re.compile(
    "等?、(?!(?:大力|加快|强化|支持|鼓励|引导|实施|推进|推动|完善|落实|加强|建立|发展|提[高升供]|扩大))"
)
"""The list goes on within what they are helped to do, not with a measure more."""
_GIVEN = re.compile("给予|支持|推动|推进|加快|[在对]")
_AHEAD = re.compile(
    r"(?:将|要|拟|还|并|也|同时|继续|进一步|大力|积极|认真|努力|全面|深入|加快|着力|重点|统筹|有序|扎实|稳步|切实|率先|前瞻|通过|推动|推进|我[国省市县区]|全[国省市县区]){0,6}\Z"
)
_WILL = re.compile(
    "(?![^，。；]*(?:公司|集团|企业|我们|双方|[行校院厂社]将))[^，。；]{2,8}(?:将|要)?(?:认真|努力|继续|进一步|大力|全面|深入)?"
)


def _measure(reading: Reading, hit: Hit) -> Iterator[Found]:
    """实施某行动; 设立某试验区: what is set down, where nobody named does it but a region."""
    scene = reading.scene
    if scene.firm_led or not _set_down(scene, hit):
        return
    thing = _named(scene, hit)
    if thing:
        where = _region(scene, hit) if scene.flat.startswith(_MADE, hit.start) else ""
        yield where or thing, thing if where else None, hit.start, hit.end + len(thing)


def _named(scene: Scene, hit: Hit) -> str:
    """What stands behind the verb up to the first noun of the class that ends a phrase; empty where there is none."""
    if hit.event.ends is None or _VAGUE.match(scene.flat, hit.end, hit.clause.end):
        return ""
    for m in hit.event.ends.finditer(scene.flat, hit.end + 3, min(hit.clause.end, hit.end + _LONGEST)):
        if scene.flat[m.end() : m.end() + 1] in _STOPS or _ETC.match(scene.flat, m.end()):
            text = scene.text[hit.end : m.end()]
            return text if not _BROKEN.search(text) and text.count("“") == text.count("”") else ""
    return ""


_LONGEST = 40
_STOPS = ("", "，", "。", "；", "、", "！", "\n", " ")
_ETC = re.compile("等(?:措施|举措|方式|政策|[，。；])")
_MADE = ("打造", "创建")
"""What a region is made into, not what is founded in it."""


def _region(scene: Scene, hit: Hit) -> str:
    """The park or region that the clause, its sentence or the one before named last; empty where none is named."""
    for back in (hit.index, hit.index - 1):
        sentence = scene.sentences[max(0, back)]
        parks = scene.names(sentence.start, min(sentence.end, hit.start), "park")
        if parks and sentence.paragraph == hit.sentence.paragraph:
            return _GIVEN.split(parks[-1].name)[-1]
    return ""


def _help(reading: Reading, hit: Hit) -> Iterator[Found]:
    """支持某类企业做某事: told with its verb, whom and what for."""
    scene = reading.scene
    if scene.firm_led or not _set_down(scene, hit):
        return
    named = list(_help_named(scene, hit)) if scene.flat.startswith("支持", hit.start) else []
    if named:
        yield from named
        return
    if scene.report is not None or scene.home == _LAND:
        return  # whom a region helps its own papers tell; elsewhere nobody says who helps
    m = _THING.match(scene.flat, hit.end, hit.clause.end)
    if m and not _ON.match(scene.flat, m.end()) and _whole(m["o"]) and _HELPED.fullmatch(m["o"]):
        yield scene.text[hit.start : m.end("o")], None, hit.start, m.end("o")


_LAND = ("全国",)
_TO_DO = re.compile(
    r"(?P<n>[^，。；：的]{2,44}?)(?P<w>等(?:[\u4e00-\u9fff]{0,8}?(?:企业|实验室|园区|城市|高校|院所|机构|开发区|县市))?)?"
    r"(?:(?:加快|牵头|联合|积极|率先|全面|持续|进一步){0,6}(?P<m>争创|创建|打造|建设|建成|组建|进入|申报|创成|建好)(?P<o>(?:(?!、[^，。；、]{2,5}(?:建设|打造|创建))[^，。；]){3,40})"
    r"|(?P<v>(?:加快|全面|持续){0,6}(?:做优|做强|做大|提升|提高|承接|培育|布局|开展)[^，。；]{1,30}))(?=[，。；、]|\Z)"
)
_NO_MEMBER = re.compile(
    "高校|院所|企业|项目|产业|行业|技术|我|各|有条件|符合|更多|国家|民间|社会|在|与|和|有关|相关|更好|重点|新型|传统|中小|龙头|领军|骨干|以"
)


def _help_named(scene: Scene, hit: Hit) -> Iterator[Found]:
    """支持某市创建某示范区; 支持甲、乙等企业做大做强: each of those named, and what for."""
    m = _TO_DO.match(scene.flat, hit.end, hit.clause.end)
    if m is None:
        return
    members = [(a, b) for a, b in split_list(scene, m.span("n")) if b > a]
    several = len(members) > 1 and m["w"] is not None
    for a, b in members:
        text = scene.flat[a:b]
        inside = scene.names(a, b, "organisation", "institution", "park")
        known = any((n.start, n.end) == (a, b) for n in inside) or any(
            (p.start, p.end) == (a, b) for p in scene.places(a, b)
        )
        if not known and not (several and 2 <= len(text) <= 10 and not _NO_MEMBER.search(text)):
            return
    other = m["o"] or m["v"]
    group = "o" if m["o"] else "v"
    for a, b in members:
        if other:
            yield scene.text[a:b], scene.text[slice(*m.span(group))], hit.start, m.end()


def _whole(text: str) -> bool:
    return not (_VAGUE.match(text) or _BROKEN.search(text))


def _set_down(scene: Scene, hit: Hit) -> bool:
    """Whether a verb has no doer in its clause: it opens it, goes on a list of measures, or stands behind a region."""
    a, b = head_of(scene, hit.clause, hit.start)
    a = max(a, scene.flat.rfind("、", a, b) + 1)
    a = max(a, scene.flat.rfind("通过", a, b) + 2) if "通过" in scene.flat[a:b] else a
    a = max([a, *(n.end for n in scene.names(a, b, "government"))])
    if a >= b or _AHEAD.match(scene.flat, a, b):
        return True
    places = scene.places(a, b)
    if _WILL.fullmatch(scene.flat, a, b) and not scene.names(a, b, "organisation", "park"):
        return True
    return bool(places) and places[0].start == a and _AHEAD.match(scene.flat, places[-1].end, b) is not None


MEASURES: dict[str, Reader] = {
    "measure": _measure,
    "area": _measure,
    "body": _measure,
    "ease": _measure,
    "help": _help,
}
