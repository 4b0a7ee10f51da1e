"""Clauses of works: the stages they pass (an installation, a first charge, a river closed), who begins them.

What works reach in one word (开工, 投产, 通车) is read by :mod:`lianzhang.evidence.relations.clauses_acts`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lianzhang.evidence.claims.reading import Reading
from lianzhang.evidence.relations.clauses_hits import Found, Hit, Reader, doer_of
from lianzhang.evidence.relations.clauses_who import FIRM_END, begun, firm_named, head_of
from lianzhang.evidence.relations.clauses_works import part_of, work_before, works_of
from lianzhang.evidence.scene import Scene

__all__ = ["STAGES"]

_STOPS = frozenset("，。；、！： \n\u3000）”并和及且后")
_SHORT_PART = re.compile(r"[\u4e00-\u9fffA-Z\d号#]{1,9}")
_NO_PART = re.compile("公司|集团|企业|部|人|员|项目|政府|市场|产品|价|股|的|其|我|他|各|全|一批|多")


def _stage(reading: Reading, hit: Hit) -> Iterator[Found]:
    """某装置一次开车成功; 某水库下闸蓄水; 该井架……，8月双天轮就位 (a part of the work of the clauses before)."""
    scene = reading.scene
    follows = scene.flat[hit.end : hit.end + 1]
    if follows and follows not in _STOPS:
        return
    reached = part_of(scene, hit.clause, hit.start) + scene.flat[hit.start : hit.end]
    found = works_of(reading, hit.index, hit.sentence, hit.at, hit.start)
    for name, at in found:
        yield name, reached, at, hit.end
    if found:
        return
    if scene.flat.startswith(_OPENS, hit.start):
        a, b = head_of(scene, hit.clause, hit.start)
        of = scene.flat.rfind("的", a, hit.start)  # 甲与乙合资的丙公司开业
        a, b = (of + 1, _bare_end(scene, of + 1, hit.start)) if of > a else (a, b)
        firm = firm_named(scene, a, b) if b > a else None
        if firm:
            yield firm, scene.flat[hit.start : hit.end], a, hit.end
        return
    a, b = head_of(scene, hit.clause, hit.start)
    dated = scene.all_times(hit.clause.start, hit.start)
    part = scene.text[a:b]
    if scene.flat.startswith(_BEGINS, hit.start):
        plan = _PLAN.match(scene.text, a, hit.start)
        if plan:
            yield plan[0], scene.flat[hit.start : hit.end], a, hit.end
        return
    if hit.at and dated and _SHORT_PART.fullmatch(part) and not _NO_PART.search(part):
        whole = _opened_with(scene, hit)
        if whole:
            yield whole, part + scene.flat[hit.start : hit.end], a, hit.end


def _bare_end(scene: Scene, start: int, stop: int) -> int:
    """Where a name ends that stands before adverbs and a verb at ``stop``."""
    m = _HOW_OPENED.search(scene.flat, start, stop)
    return m.start() if m else stop


_HOW_OPENED = re.compile("(?:正式|今天|昨天|昨日|近日|日前|已|将|隆重|盛大){1,6}\\Z")


def _opened_with(scene: Scene, hit: Hit) -> str | None:
    """The work with which an earlier clause of the sentence opens, by its name or as 该井架."""
    for clause in hit.sentence.clauses[: hit.at]:
        a = begun(scene, clause.start, clause.end)
        if _POINTS.match(scene.flat, a, clause.end):
            return work_before(scene, hit.index, hit.at)
    return None


_POINTS = re.compile(
    "(?:该|本|此)(?:项目|工程|井架|井|电站|大桥|隧道|铁路|水库|枢纽|码头|工厂|基地|装置|机组|线路|矿|矿山|厂)"
)
_OPENS = ("开业", "揭牌", "揭幕", "试营业", "开园", "开馆")
"""What firms do too."""
_BEGINS = ("启动", "正式启动", "全面启动")
_PLAN = re.compile(
    r"(?![^，。]{0,3}(?:该|此|上述|这)|[^，。]*(?:表示|的))(?:[\u4e00-\u9fffA-Za-z\d]{4,28}|“[^”]{4,24}”)(?:计划|行动|试点)"
)
_DONE = re.compile(
    r"(?:了|对)?(?P<o>[^，。；]{0,24}?(?:吊装|安装|施工|浇筑|改造|调试|验收|架设|掘进|封顶|铺设|铺轨|合龙|试车|试运行|试运转|大修|检修|扩建|技改|搬迁|拆除|爆破|截流|蓄水|装料|热试|冷试|并网|贯通|试验|土建|启动|首爆|开挖|支护|移交|交接|竣工验收|备案|环评|联调|联试|下线))"
    r"(?:工作|任务|作业)?(?=[，。；、！]|\Z|并|后)"
)


_PHASE = re.compile(r"(?:了|到)?(?P<o>[^，。；、]{2,14}?(?:阶段|期|程序|轨道))(?=[，。；、！]|\Z|并|后)")
_STEPS = {
    "完成": _DONE,
    "进入": _PHASE,
    "转入": _PHASE,
    "具备": re.compile(r"(?:了)?(?P<o>[^，。；、]{2,12}?条件)(?=[，。；、！]|\Z|并|后)"),
    "实现": re.compile(
        r"(?:了)?(?P<o>[^，。；、]{0,8}?(?:贯通|封顶|并网|通车|投产|达产|合龙|通水|通气|送电|发电|通航|投运|开工))(?=[，。；、！]|\Z|并|后)"
    ),
}
_TRIES = re.compile(
    r"(?:了)?(?P<o>[^，。；、]{0,10}?(?:蓄水|调试|验收|架梁|掘进|安装|施工|招标|勘察|试车|浇筑|供气|供水|供电|供热|发电|投料|爬坡|首爆))(?=[，。；、！]|\Z|并|后)"
)
"""What works begin, try or see."""


def _done(reading: Reading, hit: Hit) -> Iterator[Found]:
    """某电站完成首台机组安装."""
    scene = reading.scene
    verb = scene.flat[hit.start : hit.end]
    m = _STEPS.get(verb, _TRIES).match(scene.flat, hit.end, hit.clause.end)
    if m is None:
        return
    for name, at in works_of(reading, hit.index, hit.sentence, hit.at, hit.start):
        yield name, verb + scene.text[slice(*m.span("o"))].strip(), at, m.end()


_LIKE = re.compile(
    r"(?:位于|坐落于|坐落在)[^，。；]{2,20}的|(?:我国|全国|国内|世界|全球|亚洲|全省|全市|[\u4e00-\u9fff]{1,6}[省市县区州])?(?:首[个座条台家]|第[一二三四五六七八九十]+[个座条台家]|最大的)|(?:国家|省|市)?(?:重点|重大)(?:工程|项目)?(?:——)?(?=[\u4e00-\u9fff]{5})"
)
_BEGUN = re.compile(
    r"(?:了|建设|实施)?(?P<o>[^，。；、]{4,44}?(?:项目|工程|基地|工厂|生产线|产业园|电站|装置|园区)|“[^，。；、“”]{4,30}(?:计划|行动|活动)”)”?(?:的)?(?:[一二三四]期)?(?:建设|实施|前期工作|工作|工程)?(?=[，。；！]|\Z)"
)
_MANY = re.compile(
    r"^[\d.,]+ ?[万亿]|^(?:投资|建设)|[\d一二两三四五六七八九十百多几数][余多]?[个批项条座家](?!月)|一批|系列|重点项目|重大项目|相关|有关|各|等|该|本|此|其|上述|一流|新项目|示范工程\Z|民生|惠民|专项|行动|战略|投资项目|募投|建设项目\Z(?<=^.{4})"
)
_MEANT = re.compile("拟|计划|将")
_OF = re.compile(r"(?:投资|出资|斥资|耗资)[^，。；]{0,30}\Z")
_NO_DOER = re.compile("设立|成立|组建|通过|拟|公司\\Z")


def _begin(reading: Reading, hit: Hit) -> Iterator[Found]:
    """甲启动乙项目; 甲拟投资12亿元建设乙项目: the project, and whose it is."""
    scene = reading.scene
    m = _BEGUN.match(scene.flat, hit.end, hit.clause.end)
    if m is None or _MANY.search(m["o"]):
        return
    if hit.start > hit.clause.start and scene.flat[hit.start - 1] in "的和与、":
        return
    sum_ = _OF.search(scene.flat, hit.clause.start, hit.start)
    if sum_ and not _MEANT.search(scene.flat, hit.clause.start, sum_.start()):
        return  # told by its sum
    if scene.flat.startswith(("建设", "投资"), hit.start) and not (
        sum_ or _MEANT.search(scene.flat, hit.start - 1, hit.start)
    ):
        return
    name = scene.text[slice(*m.span("o"))].strip(" “”")
    lead = _LIKE.match(name)
    name = name[lead.end() :] if lead else name
    if len(name) < 5 or name.count("“") != name.count("”"):
        return
    a, b = head_of(scene, hit.clause, sum_.start() if sum_ else hit.start)
    firm = firm_named(scene, a, b) if b > a else None
    who = (firm, a) if firm else doer_of(reading, hit)
    if (
        who
        and not _NO_DOER.match(who[0])
        and (FIRM_END.search(who[0]) or scene.names(who[1], who[1] + len(who[0]), "organisation"))
    ):
        yield name, who[0], who[1], m.end()


_LEAVE = re.compile(
    r"(?:了|到)?(?P<o>[^，。；、]{0,24}?(?:核准|批复|备案|立项|环评|施工许可证|开工令|受理|评审|审查|竣工验收|环保验收|安全验收|验收|用地预审))(?:文件|手续|公示|意见|通知)?(?=[，。；、！]|\Z|并|后)"
)


def _approved(reading: Reading, hit: Hit) -> Iterator[Found]:
    """项目已获某局核准: what leave the work spoken of has."""
    scene = reading.scene
    m = _LEAVE.match(scene.flat, hit.end, hit.clause.end)
    if m is None:
        return
    for name, at in works_of(reading, hit.index, hit.sentence, hit.at, hit.start):
        yield name, scene.flat[hit.start : hit.end] + scene.text[slice(*m.span("o"))], at, m.end()


_WORK = (
    r"(?P<o>[^，。；、]{5,44}?(?:项目|工程|基地|工厂|生产线|产业园))”?(?:（[一二三]期）)?(?:工程)?(?:的)?(?:建设|投资建设|实施|投资)?"
    r"(?=[，。；、！]|以及|及|和|与|等|\Z)"
)
_USED = re.compile(r"(?:了|到|于|以下|:|：)?" + _WORK)
_USED_MORE = re.compile("(?:、|以及|及|和|与)" + _WORK)
_SUMS = re.compile(r"\d ?[万亿]")
_SUM_NEXT = re.compile(r"，(?:其中)?(?:拟|共|计划|合计){0,6}(?:投入|使用|投资|金额|安排)[^，。；]{0,16}\d")
_SIZED = re.compile(r"\d ?(?:[GMk]W|[万亿千百]|吨|t/a)")
"""What is built with its size is told by the figure."""
_FUNDS = re.compile("资金|募资|融资|贷款|投资款|债券|增资|专项债|转债|定增|所得款项|公开发行")
_OF_CHILD = re.compile(r"\A(?:其|公司)?(?:全资|控股|下属){0,6}(?:[子孙]公司)?(?:投资)?(?:建设)?")


def _used(reading: Reading, hit: Hit) -> Iterator[Found]:
    """本轮资金用于甲基地建设; 募集资金分别用于甲项目、乙项目和补充流动资金: each project that the money is for, and whose it is."""
    scene = reading.scene
    m = _USED.match(scene.flat, hit.end, hit.clause.end)
    if m is None or not _FUNDS.search(scene.flat, hit.sentence.start, hit.start):
        return
    if _SUMS.search(scene.flat, hit.clause.start, hit.clause.end) or _SUM_NEXT.match(scene.flat, m.end()):
        return  # told by the sums
    who = doer_of(reading, hit)
    firm = who[0] if who and not _FUNDS.search(who[0]) else scene.main_firm
    while m and firm:
        name = _OF_CHILD.sub("", scene.text[slice(*m.span("o"))])
        name = name.strip(" “”") if name.count("“") != name.count("”") else name.strip()
        if len(name) >= 6 and not ("的" in name or _MANY.search(name)) and not _SIZED.search(name):
            yield name, firm, hit.start, m.end()
        m = _USED_MORE.match(scene.flat, m.end(), hit.clause.end)


STAGES: dict[str, Reader] = {
    "stage": _stage,
    "stage_begun": _stage,
    "stage_done": _done,
    "approved": _approved,
    "used": _used,
    "begin": _begin,
}
