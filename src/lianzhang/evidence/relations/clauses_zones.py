"""Clauses of areas and occasions: which places are given a role by a list, how an area is divided, where a field is found, who holds what."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lianzhang.evidence.claims.reading import Reading
from lianzhang.evidence.relations.clauses_hits import Found, Hit, Reader, doer_of
from lianzhang.evidence.relations.subjects import split_list
from lianzhang.evidence.scene import Scene

__all__ = ["ZONES"]

_AREA = r"(?:基地|集群|示范区|集聚区|先行区|试验区|功能区|产业园|产业带|经济带|城市群|都市圈|增长极|中心|枢纽|走廊|通道|板块|片区|矿区|油区|产区|主产区|开发区|园区|高地|组团|经济区|经济圈)"
_ROLES = re.compile(
    rf"(?:了|起|成|好|以)?(?P<p>[\u4e00-\u9fff]{{2,8}}?(?:、[\u4e00-\u9fff（）—\-]{{2,10}}?)*(?:[、和与及][\u4e00-\u9fff]{{2,8}}?))等?(?:[一二三四五六七八九十两\d]+[大个座片])(?P<o>(?!等)[\u4e00-\u9fff“”A-Z]{{0,16}}?{_AREA})(?=[，。；、]|建设|和|\Z)"
)
_COMPASS = re.compile(
    "[东西南北中]\\Z|\\A[东西南北中]|地区|盆地|沿海|流域|平原|湾|江|河|海|山|岛|州|[省市县区]\\Z"
)
_NO_PLACE = re.compile(
    "产业|经济|生产|加工|制造|研发|能源|材料|电池|物流|科技|农业|工业|服务|文化|教育|旅游|金融|商贸|园区|项目|企业|装备|信息|化工|电子|汽车"
)


def _roles(reading: Reading, hit: Hit) -> Iterator[Found]:
    """建设甲、乙、丙三大电力基地: each place has the role, places without an entry among them where one has."""
    scene = reading.scene
    m = _ROLES.match(scene.flat, hit.end, hit.clause.end)
    if m is None:
        yield from _roles_before(scene, hit)
        return
    if _NO_PLACE.search(m["p"]):
        return
    spans = split_list(scene, m.span("p"))
    if not any(scene.places(a, b) for a, b in spans) and not all(
        _COMPASS.search(scene.flat[a:b]) for a, b in spans
    ):
        return
    if len(spans) < 2 or any(b - a > 10 for a, b in spans):
        return
    for a, b in spans:
        yield scene.text[a:b], m["o"].strip("“”"), hit.start, m.end()


_ROLE = re.compile(rf"(?:了|起|成|一批|若干)?(?P<o>[\u4e00-\u9fff“”A-Z]{{2,20}}?{_AREA})(?=[，。；]|\Z)")
_LISTED = re.compile(
    r"(?:支持|推动|引导|鼓励|在|依托|指导)(?P<p>[\u4e00-\u9fff]{2,8}?(?:、[\u4e00-\u9fff]{2,8}?)+)等(?:地区?|省份?|市|省市|省区市?|区域|城市)"
)


def _roles_before(scene: Scene, hit: Hit) -> Iterator[Found]:
    """支持甲、乙、丙等地聚焦某领域，培育发展某集群: the places of the list before."""
    m = _ROLE.match(scene.flat, hit.end, hit.clause.end)
    before = hit.sentence.clauses[max(0, hit.at - 1)]
    listed = _LISTED.search(scene.flat, before.start, hit.start) if m else None
    if m is None or listed is None:
        return
    for a, b in split_list(scene, listed.span("p")):
        yield scene.text[a:b], m["o"].strip("“”"), listed.start("p"), m.end()


_DIVIDED = re.compile(
    r"(?:将|把)?(?P<s>[\u4e00-\u9fffA-Za-z]{2,16}?)(?:科学|整体|依次|共|具体|再|总体|初步|可|被)*\Z"
)
_PARTS = re.compile(
    r"(?:了)?(?P<o>[^，。；]{0,60}?(?:[一二两三四五六七八九十\d]+[个大类片])[^，。；]{0,14}?(?:区|带|板块|基地|组团|单元|区块|圈))(?=[，。；]|\Z)"
)


def _divide(reading: Reading, hit: Hit) -> Iterator[Found]:
    """将某地区划分为甲、乙、丙三个有利区: the area, and what it is divided into."""
    scene = reading.scene
    m = _PARTS.match(scene.flat, hit.end, hit.clause.end)
    floor = max(scene.flat.rfind(mark, hit.clause.start, hit.start) for mark in "将把")
    s = _DIVIDED.match(scene.flat, max(floor, hit.clause.start), hit.start)
    if m is None or s is None:
        return
    if scene.places(*s.span("s")) or _COMPASS.search(s["s"]):
        yield scene.text[slice(*s.span("s"))], scene.text[slice(*m.span("o"))], s.start(), m.end()


_FIELD = re.compile(
    r"(?:了|出)?(?P<o>(?:第[一二三四五六七八九十\d]+个|[一二两三四五六七八九十\d]+[个处条]|全[国球][^，。；]{0,8}|我国[^，。；]{0,8}|一批|新的?|首个|最大)?[^，。；、]{0,24}?(?:突破区|有利区|靶区|远景区|成矿带|甜点区|勘查区|接替区|目标区|有利区带|[油气]田|[油气]藏|矿床|矿产地|矿集区|[油气]区|含气构造|整装[^，。；]{1,6}))(?=[，。；、]|\Z)"
)
_GROUND = re.compile(
    r"(?P<s>[\u4e00-\u9fff]{2,8}?(?:地区|盆地|凹陷|构造|区块|探区|矿区|坳陷|斜坡|海域|古隆起|褶皱带|成矿带|外围|一带))(?:[^，。；]{0,8})(?:，[^，。；]{0,16})?\Z"
)


def _field(reading: Reading, hit: Hit) -> Iterator[Found]:
    """在某地区，确定了第二个勘探突破区: the ground, and what was found there."""
    scene = reading.scene
    m = _FIELD.match(scene.flat, hit.end, hit.clause.end)
    before = hit.sentence.clauses[max(0, hit.at - 1)]
    s = _GROUND.search(scene.flat, before.start, hit.start) if m else None
    if m is None or s is None:
        return
    name = re.split("的|在|于|对|和|与", scene.text[slice(*s.span("s"))])[-1]
    if len(name) >= 3:
        yield name, scene.text[slice(*m.span("o"))], s.end("s") - len(name), m.end()


_OCCASION = re.compile(
    r"(?:了)?(?:一场|首场|隆重|盛大|线上|线下|的)*(?P<o>[^，。；、]{2,40}?(?:发布会|说明会|仪式|峰会|论坛|开放日|大会(?!堂)|招聘会|订货会|研讨会|洽谈会|交易会|推介会|展览会|博览会|年会|路演|品鉴会|技术日|战略日|用户日|科技日))(?:活动)?(?=[，。；！\n]|上|并|\Z)"
)
_ANY_OCCASION = re.compile(
    "\\A(?:新闻|例行|线上|网上|业绩|视频|现场|投资者)*(?:发布会|说明会|仪式)\\Z|股东大会|董事会|职工代表|监事会|业绩说明会|新闻发布会|债券持有人|年度|临时"
)


def _hold(reading: Reading, hit: Hit) -> Iterator[Found]:
    """甲公司举行新车发布会; 某高新区举办集中签约仪式."""
    scene = reading.scene
    m = _OCCASION.match(scene.flat, hit.end, hit.clause.end)
    if m is None or _ANY_OCCASION.search(m["o"]):
        return
    who = doer_of(reading, hit) or _park_before(scene, hit)
    if who:
        yield who[0], scene.text[slice(*m.span("o"))].rpartition("的")[2], who[1], m.end()


def _park_before(scene: Scene, hit: Hit) -> tuple[str, int] | None:
    parks = scene.names(hit.clause.start, hit.start, "park")
    return (parks[-1].name, parks[-1].start) if parks and hit.start - parks[-1].end <= 3 else None


ZONES: dict[str, Reader] = {"roles": _roles, "divide": _divide, "field": _field, "hold": _hold}
