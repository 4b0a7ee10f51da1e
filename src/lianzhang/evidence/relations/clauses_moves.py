"""Clauses of firms' moves in news: what a firm named only here says that it buys, sells, closes, brings out or builds.

The other classes of verbs want a doer that some list, or the text itself, knows as a firm. News names firms once (某某表示，将分拆……): who
opens a clause and announces, plans or decides something is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lianzhang.evidence.claims.reading import Reading
from lianzhang.evidence.relations.clauses_hits import VAGUE, Found, Hit, Reader
from lianzhang.evidence.relations.clauses_who import begun, doers, head_of
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.subjects.firms import FIRM_TYPES

__all__ = ["MOVES", "announcer"]

_WHAT_IT_IS = r"[\u4e00-\u9fff]{2,14}?(?:公司|机构|巨头|龙头|商|平台|集团|企业|品牌|新秀|独角兽|新势力)"
_POST = r"(?:[^，。；]{0,10}?(?:CEO|首席执行官|董事长|发言人|总裁|高管|创始人)[^，。；]{0,24}?)"
_WHEN = r"(?:近日|日前|今日|昨日|当地时间|(?:\d{1,2}月)?\d{1,2}日|周[一二三四五六日]|于|已|已经|正|正式|亲自|也|还|据悉){0,6}"
_SAYS = "宣布|表示|透露|称|公告|确认|决定|承诺|回应|同意"
_MEANS = "计划|拟|将(?!军)|考虑|打算|准备|参与了?|曝出"
_ANNOUNCES = re.compile(
    rf"(?:\d{{1,2}}[、.．])?(?:[有据][^，。；]{{0,8}}?(?:消息|报道|媒体|人士)(?:称|表示|透露)?)?(?:{_WHAT_IT_IS}(?=[A-Z]))?(?P<n>[A-Z][A-Za-z0-9&.\-]*(?: [A-Z][A-Za-z0-9&.\-]*){{0,3}}|[\u4e00-\u9fff]{{2,8}}?)"
    rf"(?:（[^（）]{{1,24}}）)?(?P<c>公司|集团)?{_POST}?{_WHEN}(?:(?P<says>{_SAYS})|{_MEANS})"
)
_NOBODY = re.compile(
    "公司|企业|市场|行业|部门|项目|记者|专家|人士|数据|机构|业内|分析|技术|产品|政策|会议|消息|报道|报告|他|她|其|这|该|此|我|们|双方|各|"
    "目前|未来|预计|预期|同时|并|还|也|将|已|的|不|等|在|为|对|有|是|年|月|日|来源|方面|[部委局厅院省市县区州国]\\Z"
)


def announcer(scene: Scene, hit: Hit) -> tuple[str, int] | None:
    """Who opens the clause of a verb and plans it, or opens the clause before and announces it; None where that is no name."""
    for at in range(hit.at, max(-1, hit.at - 3), -1):
        clause = hit.sentence.clauses[at]
        stop = hit.start if at == hit.at else clause.end
        start = begun(scene, clause.start, stop)
        m = _ANNOUNCES.match(scene.flat, start, stop)
        if m is None or (at < hit.at and not (m["says"] and stop - m.end() <= 1)):
            if at < hit.at:
                return None
            continue
        known = scene.names(start, m.end(), "organisation")
        if known and known[0].start - start <= 14 and known[0].end <= m.end("n") + 2:
            return known[0].name, known[0].start
        if _NOBODY.search(m["n"]) or scene.places(*m.span("n")) or scene.names(*m.span("n")):
            return None
        return m["n"] + (m["c"] or ""), m.start("n")
    return None


def _named(scene: Scene, hit: Hit) -> tuple[str, int] | None:
    """The firm that some list knows right before the verb."""
    a, b = head_of(scene, hit.clause, hit.start)
    found = scene.names(a, b, *FIRM_TYPES)
    if found and found[-1].end >= b - 1 and found[-1].start - a <= _LEAD and not _CUT.match(found[-1].name):
        return found[-1].name, found[-1].start
    return None


_LEAD = 14
_CUT = re.compile("批准|同意|[全合]?资子公司|.\\Z")
_NOT_DONE = re.compile("(?:的|后|前|方|价|款|协议|事|案|资金|标的|计划|意向|过程|中|期|时|[和与及、])")
_GIVEN = re.compile(r"(?:将|把)(?P<o>[^，。；将把]{3,40}?)\Z")
_REST = re.compile(
    r"(?:了|其|该公司|一项|自家|最新|新的?){0,6}(?P<o>[^，。；：]{2,44}?)(?:（[^（）]{1,30}）)?(?=[，。；：！]|\Z)"
)
_SHARES = re.compile(
    r"(?:的)?(?:所有|全部|剩余|多数|少数|部分){0,6}(?:已发行)?(?:的)?(?:[\d.]+%的?)?(?:普通股|股票|股份|股权|权益|交易|谈判|要约|事宜|业务部门){1,6}\Z"
)
_DESCRIBED = re.compile(rf"{_WHAT_IT_IS}(?=[A-Z])")
_LONGEST = 30


def _thing(scene: Scene, hit: Hit) -> tuple[str, int] | None:
    """What is bought, sold, closed or brought out: what 将 puts before the verb, else what stands behind it."""
    given = _GIVEN.search(scene.flat, hit.clause.start, hit.start)
    to = scene.flat[hit.end - 1] == "给"
    if given and (to or scene.flat.startswith(("给", "予"), hit.end) or hit.end == hit.clause.end):
        a, b = given.span("o")
        end = hit.end
    else:
        m = (
            None
            if to or _NOT_DONE.match(scene.flat, hit.end)
            else _REST.match(scene.flat, hit.end, hit.clause.end)
        )
        if m is None:
            return None
        (a, b), end = m.span("o"), m.end("o")
        if _GOES_ON.search(scene.flat, a, b):
            return None
    cut = _SHARES.search(scene.flat, a, b)
    b = cut.start() if cut and cut.start() - a >= 2 else b
    described = _DESCRIBED.match(scene.flat, a, b)
    a = described.end() if described else a
    of = scene.flat.rfind("的", a, b)
    a = of + 1 if of > a and b - of > 4 else a
    text = scene.text[a:b].strip(" “”")
    return (text, end) if 2 <= len(text) <= _LONGEST and not _VAGUE.search(text) else None


_VAGUE = re.compile(
    "\\A(?:了|过|活动|工作|公司|企业|资产|业务|产品|股份|股权|新品|服务|其|该|此|本|更多|一系列|多项|相关|部分|有关)\\Z|[一二两三四五六七八九十\\d]+[家个款项]\\Z|进行|以及"
    "|(?:原因|风云|方式|消息|传闻|可能|事件|案|风险|进展|问题|影响|意义|标志|机会|举措|步骤|前景|背景)\\Z"
)
_GOES_ON = re.compile(
    "获批|被|将(?!军)|(?<![早而])已(?!发)|分别|表示|是(?!否)|引发|引起|获得|遭|受(?!让|益)|很?可能|能否|后|前(?!景)"
)
"""What a clause says on of what is sold or bought: it tells of that, not of the deal."""


def _move(reading: Reading, hit: Hit) -> Iterator[Found]:
    """某某宣布，将收购乙; 某某计划将旗下某部门出售给乙; 某某推出某产品."""
    scene = reading.scene
    start = hit.clause.start
    if scene.flat.count("“", start, hit.start) > scene.flat.count("”", start, hit.start):
        return  # a motto or what somebody says
    if (
        scene.firm_led
        or _BEFORE.search(scene.flat, start, hit.start)
        or _ENDED.search(scene.flat, start, hit.start)
    ):
        return
    who = _named(scene, hit) or announcer(scene, hit)
    thing = _thing(scene, hit) if who else None
    if who and thing and who[0] not in thing[0]:
        yield who[0], thing[0], who[1], thing[1]


_ENDED = re.compile("终止|取消|放弃|停止|否认|拒绝|原拟|原计划|不再")
_BEFORE = re.compile(
    "(?:(?<!的价格)(?<!的对价)(?<!的方式)(?:的|被|由|用于|认为|不会?|未|对)[^，。；价方对]{0,2})\\Z"
)


def _plant(reading: Reading, hit: Hit) -> Iterator[Found]:
    """甲和乙将在某国建设工厂; 甲拟在某地建立某基地: each of the firms, and what it builds."""
    scene = reading.scene
    if hit.event.ends is None or not _WHERE.search(scene.flat, hit.clause.start, hit.start):
        return
    for m in hit.event.ends.finditer(scene.flat, hit.end, min(hit.clause.end, hit.end + _LONGEST)):
        if scene.flat[m.end() : m.end() + 1] not in _STOPS:
            continue
        a = hit.end + (scene.flat[hit.end : hit.end + 1] == "了")
        text = scene.text[a : m.end()].rsplit("的", 1)[-1]
        if len(text) < 2 or VAGUE.search(text) or _PAPERS.search(text):
            return
        whos = doers(reading, hit.index, hit.sentence, hit.at, hit.start)
        if not whos and not scene.firm_led:
            one = announcer(scene, hit)
            whos = [one] if one else []
        for name, start in whos:
            yield name, text, start, m.end()
        return


_WHERE = re.compile("[在于][^，。；]{2,24}\\Z")
_STOPS = frozenset(["", *"，。；！\n和及以并用、"])
_PAPERS = re.compile("[，。；]|销售|服务体系")


MOVES: dict[str, Reader] = {"move": _move, "plant": _plant}
