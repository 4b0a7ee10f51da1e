"""Clauses of areas and occasions: which places are given a role by a list, who holds what."""

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


_OCCASION = re.compile(
    r"(?:了)?(?:一场|首场|隆重|盛大|线上|线下|的){0,6}(?P<o>[^，。；、]{2,40}?(?:发布会|说明会|仪式|峰会|论坛|开放日|大会(?!堂)|招聘会|订货会|研讨会|洽谈会|交易会|推介会|展览会|博览会|年会|路演|品鉴会|技术日|战略日|用户日|科技日))(?:活动)?(?=[，。；！\n]|上|并|\Z)"
)
_ANY_OCCASION = re.compile(
    "\\A(?:新闻|例行|线上|网上|业绩|视频|现场|投资者){0,6}(?:发布会|说明会|仪式)\\Z|股东大会|董事会|职工代表|监事会|业绩说明会|新闻发布会|债券持有人|年度|临时"
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


ZONES: dict[str, Reader] = {"roles": _roles, "hold": _hold}
