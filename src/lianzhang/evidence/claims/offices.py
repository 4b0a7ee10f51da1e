"""What offices and exchanges do to others: how many cases they take up, approve or punish, what they levy, set aside or put into the market is
told of them (某交易所对5起异常交易采取措施, 某部共批复9个项目)."""

from __future__ import annotations

import re

from lianzhang.evidence.claims.reading import Spot
from lianzhang.evidence.claims.topics import content
from lianzhang.evidence.frames.matcher import Match
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.scene import Scene

__all__ = ["acting_office"]

_KINDS = frozenset(
    {"policy", "project_count", "enterprise_count", "milestone", "product_count", "institution", "factor_support",
     "finance", "employment", "target", "investment"}
)  # fmt: skip
_KNOWN = ("government", "authority")
_MORE = re.compile(
    "(?:(?:上|深|北|港|上期|郑商|大商|中金|广期)(?:交所|期所|所)|上海证券交易所|深圳证券交易所|北京证券交易所|(?:中国|国务院|国家|[\u4e00-\u9fff]{2,3})?(?:国资委|发改委|住建委|经信委|商务委)|(?:中国)?证监会|中证协|中基协|中上协|中期协|(?![对向由被与和经受获据])[\u4e00-\u9fff]{2,7}(?:省|市|区|县|自治区)?[\u4e00-\u9fff]{2,6}(?:保障局|监管局|管理局|监管总局|证监局|市监局|药监局|财政厅|财政局))(?![\u4e00-\u9fff]{0,2}[长])"
)
"""Offices that no list has."""
_WHEN = r"(?:\d{1,2}月\d{1,2}日|\d{1,2}日|[本上]周|[今昨近]日|近期|日前|今年以来|年内|今年|上半年|再次|近日|首次|共|已|累计|先后|依法|将|拟|计划|决定|宣布|合计|同时|还|也|就|连续|并){0,6}"
_TO = r"(?:[对向就为将把给](?!于|此)[^，。；]{0,40}?)?"
_DOES = (
    "批复|核准|批准|核发|受理|终止审核|立案|查处|查办|处罚|罚没|通报|约谈|问询|开展|采取|进行(?=重点|专项|核查|监控|检查|处罚)|上报|移送|下达|拨付|安排|追加|上调|下调|征收|加征|没收|收储|投放|启动|叫停|下架|抽查|"
    "核查|检查|纳入|确认|认定|授予|净?投放|净?回笼|设定|印发|发布实施"
)
_ACTS = re.compile(rf"{_WHEN}{_TO}{_WHEN}(?:以[^，。；]{{2,16}}方式)?(?:{_DOES})")
_ISSUES = re.compile(
    rf"{_WHEN}(?:发布|印发|出台|公布|作出|下发)[^，。；]{{0,40}}?(?:文件|通知|公告|办法|方案|意见|决定|[初终]裁|裁定|规定|措施)"
)
"""某局发布文件，计划将……: what a paper of theirs does."""
_ON = re.compile(
    rf"(?:并|且|又|同时|另外?|此外|还|其中|共|合计|累计|计划|决定|拟){{0,4}}(?:{_TO}{_WHEN}(?:{_DOES})|涉及|对其中|提请|检出|发现|责令|不合格|罚款)"
)
"""How a clause goes on that tells what the office did besides."""


_ALLOWS = re.compile(
    r"(?:批准|核准|批复|同意|受理)了?[\u4e00-\u9fff]{2,20}?(?:首次|公开|非公开|定向|增资|[拟在向]){0,6}(?:发行|增发|建设|新建|收购|设立|上市)(?!项目|用地)"
)
"""An office allows somebody to issue, to build or to buy: how much is that one's."""


def acting_office(
    scene: Scene, spot: Spot, number: NumberMention, found: Match
) -> tuple[str, str | None] | None:
    """The office that does what ``number`` counts, by its name in the text, and the place in that name; None where none
    does, or the clause has an owner of its own."""
    if spot.part or found.frame.kind not in _KINDS:
        return None
    for back in range(spot.at, -1, -1):
        clause = spot.sentence.clauses[back]
        begin = content(scene, clause.start, clause.end)
        lead = _LEAD.match(scene.flat, begin, clause.end)
        begin = content(scene, lead.end(), clause.end) if lead else begin
        name = _office(scene, begin, clause.end)
        if name:
            end = begin + len(name)
            acts = _ACTS.match(scene.flat, end, clause.end) or (
                back < spot.at and _ISSUES.match(scene.flat, end, clause.end)
            )
            theirs = back == spot.at and _ALLOWS.search(scene.flat, end, number.start)
            return (name, _seat(scene, begin, end)) if acts and not theirs else None
        if not _ON.match(scene.flat, begin, clause.end):
            return None
    return None


_LEAD = re.compile("\\d{1,2}[、.．] ?|以来|[①-⑳]")
"""What may stand before who acts: the mark of an item, a rest of when."""


def _office(scene: Scene, begin: int, end: int) -> str:
    """The office with which what begins at ``begin`` opens."""
    known = [n for n in scene.names(begin, end, *_KNOWN) if n.start == begin]
    if known:
        return scene.text[known[0].start : known[0].end]
    more = _MORE.match(scene.flat, begin, end)
    return more[0] if more else ""


def _seat(scene: Scene, start: int, end: int) -> str | None:
    """The place that an office has in its name."""
    known = [path for n in scene.names(start, end, *_KNOWN) for path in n.paths]
    known += [path for p in (*scene.places(start, end), *scene.grounds(start, end)) for path in p.paths]
    return known[0] if known else None
