"""Clauses of dated steps: what firms complete on the capital market, which works the bids are for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lianzhang.evidence.claims.reading import Reading
from lianzhang.evidence.relations.clauses_hits import Found, Hit, Reader, doer_of
from lianzhang.evidence.relations.clauses_who import begun, doer
from lianzhang.evidence.relations.clauses_works import work_before
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.subjects.firms import firms_of

__all__ = ["STEPS"]

_ISSUE = re.compile(
    r"(?:了|对)?(?P<o>[^，。；\d]{0,16}?(?:首次公开发行(?:[^，。；]{0,10}?上市|[A-Z]?股?股?票?)|IPO|(?:主要|借壳|整体|分拆|挂牌|重新)上市|购买资产|资产重组|吸收合并|私有化|股份制改造|股份制改革|股改|混合所有制改革|定向增发|非公开发行|配股|破产重整|要约收购))"
    r"(?:工作|事宜)?(?=[，。；、！：]|后|并|\Z)"
)
_LISTED = re.compile(r"(?:以来|后|至今|之后|[，。；！]|\Z)")
_OPEN = re.compile("是否|能否|何时|就\\Z|如果|若")
_BOARD = re.compile(
    "在(?:香?港|[港联上深北]交所|新三板|全国股转系统|纳斯达克|纽交所|[^，。；]{2,10}(?:交易所|股转系统))(?:主板|创业板|科创板|公开|成功|正式){0,6}\\Z"
)
_AT = re.compile(r"(?:在|于|登陆)[^，。；]{2,16}\Z")


def _dated(scene: Scene, hit: Hit, stop: int) -> bool:
    """Whether the clause, or the one before it that says no more, names a time."""
    if scene.all_times(hit.clause.start, stop):
        return True
    before = hit.sentence.clauses[hit.at - 1] if hit.at else None
    return before is not None and any(
        t.end >= before.end - 1 for t in scene.all_times(before.start, before.end)
    )


def _capital(reading: Reading, hit: Hit) -> Iterator[Found]:
    """去年甲完成首次公开发行; 甲2010年在深交所上市; 2010年上市以来，甲……."""
    scene = reading.scene
    if scene.flat.startswith("挂牌", hit.start):
        at = _BOARD.search(scene.flat, hit.clause.start, hit.start)
        if at is None or not _LISTED.match(scene.flat, hit.end, hit.clause.end):
            return
        start, end = at.start(), hit.end
    elif scene.flat.endswith("上市", hit.start, hit.end):
        if _OPEN.search(scene.flat, hit.clause.start, hit.start):
            return
        if not (_LISTED.match(scene.flat, hit.end, hit.clause.end) and _dated(scene, hit, hit.start)):
            return
        at = _AT.search(scene.flat, hit.clause.start, hit.start)
        start, end = at.start() if at else hit.start, hit.end
    else:
        m = _ISSUE.match(scene.flat, hit.end, hit.clause.end)
        if m is None:
            return
        start, end = m.span("o")
    who = doer_of(reading, hit)
    if who:
        yield who[0], scene.text[start:end], who[1], end


_WORK = re.compile(
    r"(?:[^，。；]{0,12}(?:分别|其中[^，。；]{0,8}?|一个|一项|名称|项目))?(?:为|是|系)?(?P<o>[^，。；]{6,70}(?:项目|工程|标段|采购|施工|订单|合同|标包|包件))\Z"
)
_FOR = re.compile(r"为(?P<o>[^，。；]{6,70}(?:项目|工程|标段|采购|施工|标包)[^，。；]{0,8})\Z")
_OWNER = re.compile("[^的]{4,36}?(?:公司|集团|局|中心|委员会)(?=的)")
_BIDS = re.compile("中标(?![金总]|价)|新签|签订|签署|签约")


def _bid(reading: Reading, hit: Hit) -> Iterator[Found]:
    """甲中标三个项目，分别为某项目，中标金额……: the work before each sum; 合同额……，为乙的某项目: the work behind it."""
    scene, clauses = reading.scene, hit.sentence.clauses
    if begun(scene, hit.clause.start, hit.start + 1) < hit.start - 4:
        return
    if not _BIDS.search(scene.flat, hit.sentence.start, hit.start):
        return
    before = clauses[hit.at - 1] if hit.at else None
    m = _WORK.fullmatch(scene.flat, before.start, before.end) if before else None
    if m is None and hit.at + 1 < len(clauses):
        after = clauses[hit.at + 1]
        m = _FOR.fullmatch(scene.flat, after.start, after.end)
    if m is None or _BIDS.search(m["o"]):
        return
    a, b = m.span("o")
    who = _bidder(reading, hit, min(a, hit.start))
    owner = scene.names(a, b, "organisation", "government")
    if who:
        whole = _OWNER.match(scene.text, a, b)
        other = owner[0].name if owner and owner[0].start == a else scene.text[a:b]
        other = whole[0] if whole else other
        if other != who:
            yield who, other, min(a, hit.start), max(b, hit.end)


def _bidder(reading: Reading, hit: Hit, stop: int) -> str | None:
    """Who wins or signs, said with the verb earlier in the sentence; else the firm spoken of."""
    scene = reading.scene
    for at, clause in enumerate(hit.sentence.clauses[: hit.at + 1]):
        m = _BIDS.search(scene.flat, clause.start, min(clause.end, stop))
        found = doer(reading, hit.index, hit.sentence, at, m.start()) if m else None
        if found and not re.search("合同|金额|项目", found[0]):
            return found[0]
    firms = firms_of(scene, hit.index, max(0, hit.at - 1), stop, far=True)
    return firms[0].name if firms else None


_PLACED = re.compile(r"(?:拟)?(?:位于|在|为|是|：)(?P<o>[\u4e00-\u9fff（）]{3,28}?)(?=[，。；]|内|，|\Z)")


def _placed(reading: Reading, hit: Hit) -> Iterator[Found]:
    """项目建设地点为某县: where the work spoken of is built."""
    scene = reading.scene
    m = _PLACED.match(scene.flat, hit.end, hit.clause.end)
    if m is None or not (scene.places(*m.span("o")) or scene.names(*m.span("o"), "park")):
        return
    work = work_before(scene, hit.index, hit.at)
    if work:
        yield work, scene.text[slice(*m.span("o"))], hit.start, m.end()


STEPS: dict[str, Reader] = {"capital": _capital, "bid": _bid, "placed": _placed}
