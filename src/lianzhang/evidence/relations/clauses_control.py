"""Clauses of who controls a firm, how its listing goes, and whom an authority looks into."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lianzhang.evidence.claims.reading import Reading
from lianzhang.evidence.relations.clauses_hits import Found, Hit, Reader
from lianzhang.evidence.relations.clauses_who import bare_name, doer, firm_named, head_of, own_firm

__all__ = ["CONTROL"]

_ROLE = re.compile(
    r"(?P<s>[^，。；]{0,30}?)的?(?P<r>(?:(?:间接|直接)?控股股东|实际控制人|实控人|第一大股东)(?:[、和及与](?:控股股东|实际控制人|实控人))?)(?:将|拟|也|均|已|预计){0,6}(?:由(?P<of>[^，。；]{2,40}?))?(?:将|拟)?(?:变更|变)?\Z"
)
_BECOMES = re.compile(r"(?P<o>[^，。；（]{2,30}?)(?=[，。；（]|\Z)")


def _control(reading: Reading, hit: Hit) -> Iterator[Found]:
    """甲控股股东将由乙变更为丙: what becomes of 甲, of the firm of the text where it is not named."""
    scene = reading.scene
    role = _ROLE.match(scene.flat, hit.clause.start, hit.start)
    new = _BECOMES.match(scene.flat, hit.end, hit.clause.end)
    if role is None or new is None or scene.numbers(hit.end, new.end()):
        return
    a, b = role.span("s")
    who = firm_named(scene, *head_of(scene, hit.clause, b)) if b > a else None
    who = who or own_firm(scene, hit.clause.start) or (scene.main_firm if scene.firm_led else None)
    if who:
        yield who, role["r"] + "变更为" + scene.text[slice(*new.span("o"))], hit.clause.start, new.end()


_NEW = re.compile(
    r"(?:[^，。；]{2,16}?(?:新秀|黑马|龙头|巨头|独角兽|企业|厂商|公司))?(?P<n>[\u4e00-\u9fff]{3,8})"
)


def _listing(reading: Reading, hit: Hit) -> Iterator[Found]:
    """甲终止IPO; 甲IPO获受理: the firm and the step."""
    scene = reading.scene
    if not _ENDS.match(scene.flat, hit.end):
        return
    at = _BOARD.search(scene.flat, hit.clause.start, hit.start)
    stop = at.start() if at else hit.start
    who = doer(reading, hit.index, hit.sentence, hit.at, stop)
    a, b = head_of(scene, hit.clause, stop)
    if who is None and b > a:
        m = _NEW.fullmatch(scene.flat, a, b)
        name = bare_name(scene, *m.span("n")) if m else None
        who = (name, m.start("n")) if m and name else None
    if who:
        yield who[0], scene.text[hit.start : hit.end], who[1], hit.end


_BOARD = re.compile("(?<=..)在?(?:[上深北]交所|港交所|[A-Z]股|港股|科创板|创业板|主板|新三板){1,6}的?\\Z")
_ENDS = re.compile(r"[，。；！：\s（]|\Z|事项|申请|审核|进程|的?公告")
_PROBED = re.compile(
    r"(?P<p>对|就)(?P<o>[^，。；]{2,40}?)(?:正式|启动|进行|展开|开展|发起|提起|立案|实施|的|反垄断|反倾销|第[一二]阶段|专项|初步|全面){0,6}\Z"
)
_OF_WHAT = re.compile(r"(?:市场|情况|问卷|满意度|社会|统计|研究|现场|实地)\Z")
_OFFICES = ("government", "authority", "institution", "organisation")


def _probe(reading: Reading, hit: Hit) -> Iterator[Found]:
    """甲对乙的某事展开调查: an authority and whom it looks into."""
    scene = reading.scene
    m = _PROBED.search(scene.flat, hit.clause.start, hit.start)
    if m is None or not _OVER.match(scene.flat, hit.end):
        return
    if _OF_WHAT.search(m["o"]) or scene.numbers(*m.span("o")):
        return  # 对50个城市进行调查: a survey
    who = doer(reading, hit.index, hit.sentence, hit.at, m.start())
    if who is None or not _BODY.search(who[0]):
        return
    named = scene.names(*m.span("o"), *_OFFICES)
    yield who[0], named[0].name if named else scene.text[slice(*m.span("o"))], who[1], hit.end


_OVER = re.compile(r"[，。；！：\s（]|\Z")
_BODY = re.compile("(?:委员会|委|机构|部|局|院|署|厅|会|国会|警方|检方|央行|交易所|[上深北]交所)\\Z")


CONTROL: dict[str, Reader] = {"control": _control, "listing": _listing, "probe": _probe}
