"""Clauses of offices: whom they fine, look into, warn and bar, and what bodies of the market are to decide on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lianzhang.evidence.claims.reading import Reading
from lianzhang.evidence.relations.clauses_hits import VAGUE, Found, Hit, Reader
from lianzhang.evidence.relations.clauses_roles import listed
from lianzhang.evidence.relations.clauses_who import bare_name, doer, firm_named, head_of
from lianzhang.evidence.scene import Scene

__all__ = ["OFFICES"]

_IS_OFFICE = re.compile(
    r"(?:[局部委厅署院办]|政府|委员会|证监会|银保监会|监管局|监管总局|交易所|[上深北港联]交所|法院|检察院|公安|海关|总队|支队|管委会|央行|协会|监会|管理[所处]|税务|竞争[总]?局)\Z"
)
_BY = re.compile(
    r"(?:被|遭|受到)(?:了)?(?P<o>[^，。；被遭]{0,40}?)(?:依法|予以|处以|作出|采取|出具|进行|的|公开|正式|联合|多次|再次|立案|罚款)*\Z"
)
_AGAINST = re.compile(
    r"对(?P<o>(?!此|其中|于)[^，。；对]{2,30}?)(?:依法|正式|公开|联合|再次|予以|处以|的[^，。；]{2,16}?(?:行为|问题|违规|事项))*\Z"
)
_PLAIN_END = re.compile(r"(?:了|决定|决定书|措施|处分|罚款)?(?:[，。；、！：\n（]|\d|\Z)")


def _penalty(reading: Reading, hit: Hit) -> Iterator[Found]:
    """甲被某局行政处罚: the firm and the office; 某局对甲立案调查: the office and the firm."""
    scene = reading.scene
    if not _PLAIN_END.match(scene.flat, hit.end):
        return
    by = _BY.search(scene.flat, hit.clause.start, hit.start)
    if by:
        who = doer(reading, hit.index, hit.sentence, hit.at, by.start()) or _bare(scene, hit, by.start())
        office = _office(scene, *by.span("o")) if by["o"] else scene.flat[hit.start : hit.end]
        if who and office and not _IS_OFFICE.search(who[0]):
            yield who[0], office, who[1], hit.end
        return
    on = _AGAINST.search(scene.flat, hit.clause.start, hit.start)
    if on is None:
        return
    decides = _DECIDES.search(scene.flat, hit.clause.start, on.start())
    who = _by_office(reading, hit, decides.start() if decides else on.start())
    whom = firm_named(scene, *on.span("o")) or _known(scene, *on.span("o"))
    if who and whom and _IS_OFFICE.search(who[0]) and not VAGUE.search(whom):
        yield who[0], whom, who[1], hit.end


_DECIDES = re.compile("(?:已经?|正式|依法)?(?:决定|宣布|公告|通报)\\Z")


def _by_office(reading: Reading, hit: Hit, stop: int) -> tuple[str, int] | None:
    """Who acts, before ``stop``: the office that the clause opens with, or whoever was told before; and where the name stands."""
    a, b = head_of(reading.scene, hit.clause, stop)
    office = _office(reading.scene, a, b) if b > a else None
    return (office, a) if office else doer(reading, hit.index, hit.sentence, hit.at, stop)


def _office(scene: Scene, start: int, end: int) -> str | None:
    """The office that ``[start, end)`` names."""
    text = scene.text[start:end].strip(" “”")
    named = scene.names(start, end, "government", "institution", "organisation")
    if named and named[-1].end >= end - 1 and named[0].start - start <= 1:
        return text if _IS_OFFICE.search(text) else named[-1].name
    return text if len(text) >= 3 and _IS_OFFICE.search(text) and not VAGUE.search(text) else None


def _known(scene: Scene, start: int, end: int) -> str | None:
    named = scene.names(start, end, "organisation")
    return named[0].name if named and named[0].start - start <= 4 else None


def _bare(scene: Scene, hit: Hit, stop: int) -> tuple[str, int] | None:
    a, b = head_of(scene, hit.clause, stop)
    name = bare_name(scene, a, b)
    return (name, a) if name else None


_WHOM = re.compile(
    r"(?P<x>[^，。；]{0,24}?)(?:向|对|从|与)(?P<o>[^，。；]{2,24}?)(?:出售|销售|出口|提供|供应|采购|购买|进口|投资|转让|供货|出货|开展|进行)"
)
_WHAT = re.compile(
    r"(?P<x>[^，。；向对]{0,16}?)(?:使用|采购|购买|进口|安装|销售|出售)(?P<o>[^，。；]{2,24}?)(?:的?(?:设备|产品|技术|芯片|器件|服务|零部件)|(?=[，。；]|\Z))"
)


def _ban(reading: Reading, hit: Hit) -> Iterator[Found]:
    """某国商务部禁止本国企业向甲出售零部件: the office, and whom it bars."""
    scene = reading.scene
    m = _WHOM.match(scene.flat, hit.end, hit.clause.end)
    m = m or _WHAT.match(scene.flat, hit.end, hit.clause.end)
    if m is None:
        return
    a, b = m.span("o")
    whom = _known(scene, a, b) or firm_named(scene, a, b) or bare_name(scene, a, b)
    decides = _DECIDES.search(scene.flat, hit.clause.start, hit.start)
    who = _by_office(reading, hit, decides.start() if decides else hit.start) if whom else None
    if who and whom and _IS_OFFICE.search(who[0]) and not VAGUE.search(whom):
        yield who[0], whom, who[1], m.end()


_WITH = re.compile(
    r"(?:了)?(?:与|和|同|对|向|给)(?P<o>[^，。；]{2,30}?)(?:的)?(?:一切|全部|所有|业务|技术|战略|商业|部分|任何)*(?:合作|往来|供货|供应|关系|出货|交易|销售|业务)(?:关系|协议|合同)?(?=[，。；、]|\Z)"
)
_TOGETHER = re.compile(
    r"(?P<s>[^，。；]{2,60}?)等?(?:[一二两三四五六七八九十多\d]*家)?(?:企业|公司|厂商|巨头)?(?:相继|先后|陆续|纷纷|均|也|已|都|宣布|表示|发表声明|声明)*\Z"
)


def _broken(reading: Reading, hit: Hit) -> Iterator[Found]:
    """甲、乙等中断与丙的合作: each of them and whom it leaves."""
    scene = reading.scene
    m = _WITH.match(scene.flat, hit.end, hit.clause.end)
    if m is None:
        return
    a, b = m.span("o")
    whom = _known(scene, a, b) or firm_named(scene, a, b) or bare_name(scene, a, b) or _short(scene, a, b)
    if whom is None or VAGUE.search(whom):
        return
    clauses = hit.sentence.clauses[max(0, hit.at - 1) : hit.at + 1]
    for clause in reversed(clauses):
        first, stop = head_of(scene, clause, min(clause.end, hit.start))
        if stop - first < 2:
            continue
        said = _TOGETHER.match(scene.flat, first, min(clause.end, hit.start))
        several = listed(scene, *said.span("s"), firms="等" in said[0]) if said else []
        for name in several:
            if name != whom:
                yield name, whom, min(first, hit.start), m.end()
        if several:
            return
    who = doer(reading, hit.index, hit.sentence, hit.at, hit.start)
    if who and who[0] != whom:
        yield who[0], whom, who[1], m.end()


def _short(scene: Scene, a: int, b: int) -> str | None:
    """A name of two signs that the text goes on to name."""
    text = scene.text[a:b]
    return text if b - a == 2 and scene.text.count(text) > 2 and not scene.places(a, b) else None


_BODY = re.compile(
    r"(?:[\u4e00-\u9fff]{0,12}?(?:交易所|交所))?(?:上市公司)?(?:并购重组|发行审核|股票发行审核|上市审核|发审|上市|重组)(?:审核)?委(?:员会)?"
)
_MATTER = re.compile(
    r"(?:对|审核|审议)?(?P<o>[^，。；]{2,60}?(?:首发|上市|重组|购买资产|发行|配股|转债|分拆|合并)[^，。；]{0,40}?(?:事项|申请|方案))(?:进行)?"
)


def _review(reading: Reading, hit: Hit) -> Iterator[Found]:
    """某委员会召开会议，对甲重大资产重组事项进行审核: the firm whose matter it is, and the body."""
    scene = reading.scene
    bodies = list(_BODY.finditer(scene.flat, hit.sentence.start, hit.end))
    if not bodies:
        return
    body = bodies[-1]
    before = scene.flat.rfind("对", hit.clause.start, hit.start)
    begin = before + 1 if before >= 0 and scene.flat.startswith("进行", hit.start) else hit.end
    m = _MATTER.match(scene.flat, begin, hit.clause.end)
    named = scene.names(begin, hit.clause.end, "organisation") if m else []
    if m and named and named[0].start - begin <= 4:
        opens = next((c.start for c in hit.sentence.clauses if c.start <= body.start() < c.end), body.start())
        yield named[0].name, body[0], min(opens, begin, hit.start), max(m.end(), hit.end)


OFFICES: dict[str, Reader] = {"penalty": _penalty, "ban": _ban, "broken": _broken, "review": _review}
