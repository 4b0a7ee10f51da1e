"""Clauses of offices and of ties that end: whom offices fine, look into and warn, who works with whom no more."""

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
    r"(?:被|遭|受到)(?:了)?(?P<o>[^，。；被遭]{0,40}?)(?:依法|予以|处以|作出|采取|出具|进行|的|公开|正式|联合|多次|再次|立案|罚款){0,6}\Z"
)
_AGAINST = re.compile(
    r"对(?P<o>(?!此|其中|于)[^，。；对]{2,30}?)(?:依法|正式|公开|联合|再次|予以|处以|的[^，。；]{2,16}?(?:行为|问题|违规|事项)){0,6}\Z"
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


_WITH = re.compile(
    r"(?:了)?(?:与|和|同|对|向|给)(?P<o>[^，。；]{2,30}?)(?:的)?(?:一切|全部|所有|业务|技术|战略|商业|部分|任何){0,6}(?:合作|往来|供货|供应|关系|出货|交易|销售|业务)(?:关系|协议|合同)?(?=[，。；、]|\Z)"
)
_TOGETHER = re.compile(
    r"(?P<s>[^，。；]{2,60}?)等?(?:[一二两三四五六七八九十多\d]*家)?(?:企业|公司|厂商|巨头)?(?:相继|先后|陆续|纷纷|均|也|已|都|宣布|表示|发表声明|声明){0,6}\Z"
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


OFFICES: dict[str, Reader] = {"penalty": _penalty, "broken": _broken}
