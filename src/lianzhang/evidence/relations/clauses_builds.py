"""Clauses of who builds, carries out, founds and settles: 甲承建的乙, 以甲作为实施主体, 乙由甲创立."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lianzhang.evidence.claims.reading import Reading
from lianzhang.evidence.relations.clauses_funds import investors
from lianzhang.evidence.relations.clauses_hits import Found, Hit, Reader, names_of
from lianzhang.evidence.relations.clauses_roles import listed
from lianzhang.evidence.relations.clauses_who import bare_name, begun, doer, firm_named, head_of
from lianzhang.evidence.relations.clauses_works import is_work, work_before

__all__ = ["BUILDS"]

_BUILT = re.compile(
    r"的(?P<o>[^，。；“”]{3,44}?(?:项目|工程|电站|电厂|基地|工厂|产业园|生产线|铁路|高铁|公路|高速|大桥|隧道|机场|码头|港|枢纽|水库|矿|井架|标段|中心|园区|风电场|管道|线路|装置))"
    r"(?=[，。；、]|正|已|于|在|将|顺利|成功|完成|精准|实现|进入|开工|竣工|投产|首|主|全|一|二|\d|是|由|\Z)"
)
_BUILDS = re.compile(
    r"(?:了|建设)?(?P<o>[^，。；“”的\d]{3,40}?(?:项目|工程|电站|大桥|隧道|机场|标段|基地))(?=[，。；、]|未|时|期间|过程|\Z)"
)
_ANY = re.compile(
    r"\A(?:一批|多个|多项|[一二两三四五六七八九十\d]+[个项]|重大|重点|各类|相关|上述|该|国家|首个)"
)


def _builds(reading: Reading, hit: Hit) -> Iterator[Found]:
    """甲承建的乙; 这是甲打造的乙; 甲承建乙项目."""
    scene = reading.scene
    m = _BUILT.match(scene.flat, hit.end, hit.clause.end)
    if m is None and scene.flat.startswith(("承", "总承", "代建", "EPC"), hit.start):
        m = _BUILDS.match(scene.flat, hit.end, hit.clause.end)
        if m and not is_work(m["o"]):
            m = None
    if m is None:
        return
    a, b = head_of(scene, hit.clause, hit.start)
    named = scene.names(a, b, "organisation", "institution")
    if named and b - named[-1].end <= 2:
        who: str | None = named[-1].name
    else:
        who = firm_named(scene, a, b) if b > a else None
    if who and not (_ANY.match(m["o"]) and "项目" not in m["o"]):
        yield who, scene.text[slice(*m.span("o"))], a, m.end("o")


_ACTS_AS = re.compile(
    r"(?:通过|以|由|设立|成立|新设|新增|指定|将)(?P<o>[^，。；]{2,60}?)(?:（[^（）]{0,40}）)?(?:作为|担任|为)[^，。；]{0,16}\Z"
)
_OURS = re.compile("(?:本|该|母)?公司(?:自身)?")
_IS_WHOM = re.compile(
    r"(?:及[^，。；为是]{2,10})?(?:为|是|系|：|由)(?P<o>[^，。；]{2,40}?)(?:担任)?(?=[，。；（]|\Z)"
)
_CHILD = re.compile(
    r"\A(?:[^，。；]{0,12}?(?:全资|控股|参股|下属|旗下|新设|间接){0,6}(?:子公司|孙公司|附属公司|项目公司|合资公司))(?=[\u4e00-\u9fff]{4})"
)


def _vehicle(reading: Reading, hit: Hit) -> Iterator[Found]:
    """以子公司甲作为实施主体: 甲 and its part; 项目建设单位为甲: the work and 甲."""
    scene = reading.scene
    by = _ACTS_AS.search(scene.flat, hit.clause.start, hit.start)
    if by:
        a, b = by.span("o")
        child = _CHILD.match(scene.flat, a, b) or _CHILD.match(scene.flat[a:b])
        a += child.end() - (a if child.pos else 0) if child else 0
        named = scene.names(a, b, "organisation")
        name = named[0].name if named and named[0].start - a <= 2 else firm_named(scene, a, b)
        if name and not _OURS.match(scene.flat, a, b):
            yield name, scene.flat[hit.start : hit.end], by.start(), hit.end
        return
    is_ = _IS_WHOM.match(scene.flat, hit.end, hit.clause.end)
    if is_ is None:
        return
    names = listed(scene, *is_.span("o"))
    head = scene.text[slice(*head_of(scene, hit.clause, hit.start))].removesuffix("的")
    work = head if is_work(head) else work_before(scene, hit.index, hit.at)
    for name in names if work else []:
        yield work or "", name, hit.start, is_.end("o")


_CREATED = re.compile(r"(?:是|系)?由(?P<o>[^。；由]{2,90}?)\Z")


def _created(reading: Reading, hit: Hit) -> Iterator[Found]:
    """乙是由甲创立的公司; 乙由甲、丙等企业共同发起成立: the body and each of its founders that is named."""
    scene = reading.scene
    m = _CREATED.search(scene.flat, hit.clause.start, hit.start)
    if m is None:
        return
    who = doer(reading, hit.index, hit.sentence, hit.at, m.start())
    if who is None:
        a = begun(scene, hit.clause.start, m.start())
        text = scene.text[a : m.start()].strip()
        who = (text, a) if 3 <= len(text) <= 24 and not re.search("[的了该此这]", text) else None
    a, b = m.span("o")
    b -= scene.flat.endswith("所", a, b)
    for name in investors(scene, a, b) if who else []:
        if who and name != who[0]:
            yield who[0], name, who[1], hit.end


_LIST_END = re.compile(
    r"等(?:[\d一二两三四五六七八九十百余多]+[家个])?[^，。；]{0,12}?(?:企业|公司|机构|巨头|品牌|厂商|项目|集团|龙头)?(?:已|先后|相继|陆续|纷纷|均|正式|成功|也|都|集中){0,6}\Z"
)
_SOMEWHERE = re.compile("(?:地方|地区|城市|国家|省[市份区]?|市县|区域|[\\d多等]地|市场)[^，。；]{0,4}\\Z")
"""在甲、乙等多个地方落地: the list is of where, not of who."""
_BRINGS = re.compile(".*(?:吸引|引进|引来|包括|其中|有(?!限))")


def _settle(reading: Reading, hit: Hit) -> Iterator[Found]:
    """甲、乙等知名企业先后签约入驻: each of the firms."""
    scene = reading.scene
    if scene.flat[hit.end : hit.end + 1] not in ("", *"，。；、！\n"):
        return
    a, _ = head_of(scene, hit.clause, hit.start)
    etc = _LIST_END.search(scene.flat, a, hit.start)
    if etc is None:
        return
    if _SOMEWHERE.search(scene.flat, etc.start(), hit.start):
        at = scene.flat.rfind("在", a, etc.start())
        who = doer(reading, hit.index, hit.sentence, hit.at, at) if at > a else None
        if who:
            yield who[0], scene.flat[hit.start : hit.end], who[1], hit.end
        return
    brings = _BRINGS.match(scene.flat, a, etc.start())
    a = brings.end() if brings else a
    for name in listed(scene, a, etc.start(), firms=True):
        yield name, scene.flat[hit.start : hit.end], a, hit.end


_WITH = re.compile(
    r"(?:了)?(?P<o>[^，。；的]{2,60}?)(?:等[^，。；]{0,10}?)?(?=进行|共同|打造|开展|建设|推进|布局|投资|开发|研发|成立|设立|在|就|对|将|推出|发布|实施|，|。|\Z)"
)


def _together(reading: Reading, hit: Hit) -> Iterator[Found]:
    """甲将联合乙和丙进行铁路建设: the firm and each it works with."""
    scene = reading.scene
    m = _WITH.match(scene.flat, hit.end, hit.clause.end)
    named = scene.names(*m.span("o"), "organisation", "institution") if m else []
    if m is None or not named or named[0].start - m.start("o") > 4:
        return
    a, b = head_of(scene, hit.clause, hit.start)
    firm = firm_named(scene, a, b) if b > a else None
    who = (firm, a) if firm else doer(reading, hit.index, hit.sentence, hit.at, hit.start)
    for name in names_of(scene, *m.span("o")) if who else []:
        if who and name != who[0]:
            yield who[0], name, who[1], m.end("o")


_BESIDE = re.compile(
    r"(?<![参赠共协合])(?:与|和|跟|同)(?P<o>[^，。；]{2,40}?)(?:展开|正式|再次|长期|就[^，。；]{2,16}|在[^，。；]{2,16}|全面|战略|深度|紧密){0,3}\Z"
)


def _partner(reading: Reading, hit: Hit) -> Iterator[Found]:
    """甲决定与乙合作，……: the firm and its partner."""
    scene = reading.scene
    if scene.flat[hit.end : hit.end + 1] not in ("", *"，。；\n"):
        return
    m = _BESIDE.search(scene.flat, hit.clause.start, hit.start)
    if m is None:
        return
    a, b = head_of(scene, hit.clause, m.start())
    firm = firm_named(scene, a, b) if b > a else None
    known = scene.names(*m.span("o"), "organisation", "institution", "park", "government")
    if not known and not (firm and hit.end - hit.start > 2 and bare_name(scene, *m.span("o"))):
        return
    firm = firm or bare_name(scene, a, b)
    who = (firm, a) if firm else doer(reading, hit.index, hit.sentence, hit.at, m.start())
    for name in names_of(scene, *m.span("o")) if who else []:
        if who and name != who[0]:
            yield who[0], name, min(who[1], m.start()), hit.end


BUILDS: dict[str, Reader] = {
    "builds": _builds,
    "vehicle": _vehicle,
    "created": _created,
    "settle": _settle,
    "together": _together,
    "partner": _partner,
}
