"""Clauses of insolvency: who asks for it or comes into it, whom somebody asks it for, which court takes a case up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lianzhang.evidence.claims.reading import Reading
from lianzhang.evidence.relations.clauses_hits import Found, Hit, Reader
from lianzhang.evidence.relations.clauses_who import doer, firm_named

__all__ = ["INSOLVENCY"]

_COMES = re.compile(
    r"(?:总部|已经?|曾|正式|即将|将|拟|主动|确认|自愿|宣布|因[^，。；]{2,12}|向[^，。；]{2,30}(?:法院|法庭)|于[^，。；]{2,12}|在[^，。；]{2,10}|自[^，。；]{2,12}){0,3}"
    r"(?P<v>申请|提出|提起|进入|走向|启动|被[^，。；]{0,20}?(?:申请|宣告|裁定进入|裁定)|宣告|宣布)(?:了|进行)?\Z"
)
_OF = re.compile(r"(?:对|裁定|宣告)(?P<o>[^，。；对]{2,40}?)(?:进行|实施|启动|进入)?\Z")
_COURT = re.compile(
    r"(?P<c>(?!日|由|向|被|经|据)[\u4e00-\u9fff]{2,16}?(?:法院|中院|高院))(?:已经|已|正式|依法|裁定|再次|再|决定){0,6}受理(?:了)?(?P<o>[^，。；]{2,60}?)的?\Z"
)
_OFFICE = re.compile("法院|[局部委厅院]\\Z|政府")
_ENDS = re.compile(r"(?P<c>案件?|申请)?(?P<p>程序|流程|阶段)?(?:并|以后|之后|后|$|(?=[，。；、！）\n ]))")


def _insolvent(reading: Reading, hit: Hit) -> Iterator[Found]:
    """甲（被）申请破产清算, 甲进入破产重整程序; 申请对甲进行破产重整; 某法院受理甲的破产申请."""
    scene, begin = reading.scene, hit.clause.start
    ends = _ENDS.match(scene.flat, hit.end, hit.clause.end)
    if ends is None:
        return
    court = _COURT.search(scene.flat, begin, hit.start)
    if court:
        case = scene.text[court.start("o") : ends.end("c") if ends["c"] else hit.end]
        yield court["c"], case, court.start("c"), ends.end()
        return
    comes = _COMES.search(scene.flat, begin, hit.start)
    what = scene.text[hit.start : hit.end]
    if comes:
        named = scene.names(begin, comes.start(), "organisation")
        beside = bool(named) and named[-1].end == comes.start()
        who = (
            (named[-1].name, named[-1].start)
            if beside
            else doer(reading, hit.index, hit.sentence, hit.at, comes.start())
        )
        if who and not _OFFICE.search(who[0]):
            yield who[0], what, who[1], ends.end()
        return
    of = _OF.search(scene.flat, begin, hit.start)
    name = firm_named(scene, *of.span("o")) if of else None
    if of and name:
        yield name, what, of.start(), ends.end()


INSOLVENCY: dict[str, Reader] = {"insolvent": _insolvent}
