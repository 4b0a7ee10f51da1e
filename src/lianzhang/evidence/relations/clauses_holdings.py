"""Clauses of what works link, who works with, meets or controls whom, and which office approves a work."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lianzhang.evidence.claims.reading import Reading
from lianzhang.evidence.grounds import LANDS
from lianzhang.evidence.relations.clauses_hits import VAGUE, Found, Hit, Reader, names_of
from lianzhang.evidence.relations.clauses_who import bare_name, doer, firm_named, head_of
from lianzhang.evidence.relations.clauses_works import is_work, work_before
from lianzhang.evidence.relations.projects import project_name
from lianzhang.evidence.scene import Scene

__all__ = ["HOLDINGS"]


_IT = re.compile("(?:该|本|此)(?:项目|工程|线路|公路|道路|铁路|高速)")


def _links(reading: Reading, hit: Hit) -> Iterator[Found]:
    """某高速是某区的主要通道; 该项目是两桥间的快速联络线: what a line, another work or a region is to others."""
    scene = reading.scene
    if scene.flat[hit.end : hit.end + 1] not in ("", *"，。；、！\n"):
        return
    m = _LINKS.search(scene.flat, hit.clause.start, hit.start)
    if m is None or len(m["o"]) < 3:
        return
    a, b = head_of(scene, hit.clause, m.start())
    text, places = scene.text[a:b].strip(" “”"), scene.places(a, b)
    if is_work(text) or (places and (places[0].start, places[-1].end) == (a, b)):
        yield text, scene.text[m.start("o") : hit.end], a, hit.end
    elif _IT.fullmatch(text):
        before = scene.sentences[max(0, hit.index - 1)]
        work = project_name(scene, before, before.end) or work_before(scene, hit.index, hit.at)
        if work:
            yield work, scene.text[m.start("o") : hit.end], a, hit.end


_LINKS = re.compile(r"(?:是|作为|成为)(?P<o>(?!了|其|他|一[条个])[^，。；是]{0,30}?)\Z")


_BESIDE = re.compile(
    r"(?<![参赠共协合])(?:与|和|跟|同|携手)(?P<o>[^，。；]{2,50}?)(?:在[^，。；]{2,16}|就[^，。；]{2,20}|等[^，。；]{0,8}|正式|再次|近日|日前|已|将|拟|联合|共同|合作){0,3}\Z"
)
_DONE = re.compile(r"(?:了)?[^，。；]{2,50}")


def _with(reading: Reading, hit: Hit) -> Iterator[Found]:
    """甲与乙合作开办某班; 甲与乙共建某学院: each partner."""
    scene = reading.scene
    m = _BESIDE.search(scene.flat, hit.clause.start, hit.start)
    if m is None or _DONE.match(scene.flat, hit.end, hit.clause.end) is None:
        return
    a, b = head_of(scene, hit.clause, m.start())
    firm = firm_named(scene, a, b) if b > a else None
    known = scene.names(*m.span("o"), "organisation", "institution", "park", "government")
    partners = names_of(scene, *m.span("o"))
    if not partners or (not known and not firm and not all(len(p) >= 3 for p in partners)):
        return
    firm = firm or bare_name(scene, a, b)
    who = (firm, a) if firm else doer(reading, hit.index, hit.sentence, hit.at, m.start()) if known else None
    for name in partners if who else []:
        if who and name != who[0] and not VAGUE.search(name):
            yield who[0], name, min(who[1], m.start()), min(hit.clause.end, hit.end + 30)


_PERSON = re.compile(
    r"[^，。；的]{0,24}?(?:部长|主席|总理|总统|首相|国王|书记|市长|省长|县长|州长|大臣|委员|司长|局长|董事长|总裁|总经理|首席执行官|会长|行长|大使|代表)[\u4e00-\u9fff·]{2,12}(?:一行)?\Z"
)


def _meet(reading: Reading, hit: Hit) -> Iterator[Found]:
    """某部长将与某国部长举行会谈; 某市长会见某公司董事长: who meets whom."""
    scene = reading.scene
    m = _BESIDE.search(scene.flat, hit.clause.start, hit.start)
    met = _SEEN.match(scene.flat, hit.end, hit.clause.end) if m is None else None
    if m is None and (met is None or not scene.flat.startswith("会见", hit.start)):
        return
    stop = m.start() if m else hit.start
    a, b = head_of(scene, hit.clause, stop)
    span = m.span("o") if m else met.span("o") if met else (0, 0)
    who, whom = _someone(scene, a, b), _someone(scene, *span)
    if who and whom:
        yield who, whom, a, hit.end if m else span[1]


_SEEN = re.compile(
    r"(?:了)?(?:来访的|到访的|应邀来访的|来华[^，。；]{0,8}?的)?(?P<o>[^，。；]{4,36}?)(?:一行)?(?=[，。；]|\Z)"
)


def _someone(scene: Scene, a: int, b: int) -> str | None:
    """The person with his office, or the firm or office, that ``[a, b)`` names."""
    text = scene.text[a:b].strip(" “”")
    return text if _PERSON.fullmatch(text) else firm_named(scene, a, b)


def _controls(reading: Reading, hit: Hit) -> Iterator[Found]:
    """甲通过乙间接控制丙: the holder and the firm."""
    scene = reading.scene
    named = scene.names(hit.end, hit.clause.end, "organisation")
    end = named[0].end if named and named[0].start == hit.end else hit.clause.end
    whole = scene.flat[end : end + 1] in ("", *"，。；\n")
    whom = firm_named(scene, hit.end, end) if whole else None
    who = doer(reading, hit.index, hit.sentence, hit.at, hit.start) if whom else None
    if who and whom and who[0] not in whom and whom not in who[0]:
        yield who[0], whom, who[1], end


_APPROVED = re.compile(
    r"(?:了|同意)?(?P<o>[^，。；《》]{4,40}?(?:项目|工程|电站|[一二三四]期|铁路|公路|机场|规划))(?:的?(?:建设|立项|申请|报告))?(?=[，。；、！]|\Z)"
)


def _approves(reading: Reading, hit: Hit) -> Iterator[Found]:
    """某省发改委核准某工程: the work and the office."""
    scene = reading.scene
    m = _APPROVED.match(scene.flat, hit.end, hit.clause.end)
    if m is None or not is_work(m["o"]):
        yield from _allows(reading, hit)
        return
    a, b = head_of(scene, hit.clause, hit.start)
    who = firm_named(scene, a, b) if b > a else None
    if who and _OFFICE.search(who):
        yield scene.text[slice(*m.span("o"))], who, a, m.end("o")


def _allows(reading: Reading, hit: Hit) -> Iterator[Found]:
    """某国、某委员会批准甲收购乙: the office or country and the firm that may do so."""
    scene = reading.scene
    begin = hit.end + scene.flat.startswith("了", hit.end)
    whom = scene.names(begin, hit.clause.end, "organisation")
    if not scene.flat.startswith("批准", hit.start) or not whom or whom[0].start - begin > _NEAR:
        return
    a, b = head_of(scene, hit.clause, hit.start)
    told = doer(reading, hit.index, hit.sentence, hit.at, hit.start)
    who = told[0] if told else None
    land = scene.text[a:b] if b - a >= 2 and _LAND.fullmatch(scene.text, a, b) else None
    if land or (who and _OFFICE.search(who)):
        yield land or who or "", whom[0].name, a, hit.clause.end


_LAND = re.compile(LANDS)
_NEAR = 2
_OFFICE = re.compile("(?:[局委部厅署]|政府|委员会|国务院|常务会议|公司|集团)\\Z")

HOLDINGS: dict[str, Reader] = {
    "links": _links,
    "with": _with,
    "meet": _meet,
    "controls": _controls,
    "approves": _approves,
}
