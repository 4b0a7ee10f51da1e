"""The works that a sentence speaks of: 电站位于……，总投资…… is of the station that was named in full before.

News name a thing in full once and go on with the word for it (该工厂, 大桥, 海康项目). What a clause without a subject of its own
measures of works belongs to the works with which its sentence opens.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lianzhang.evidence.claims.measures import only_measures
from lianzhang.evidence.claims.reading import Spot, Told
from lianzhang.evidence.claims.topics import content
from lianzhang.evidence.frames.matcher import Match
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.noun_phrases import is_noun
from lianzhang.evidence.scene import Scene, remembered
from lianzhang.evidence.subjects.facets import bare
from lianzhang.evidence.subjects.phrases import left_noun, phrase

__all__ = ["of_phase", "works_of"]

_WORD = (
    "项目|基地|工程|工厂|电站|电厂|大桥|隧道|铁路|高铁|公路|高速公路|水库|枢纽|机场|码头|港区|产业园|科技园|园区|风电场|油田|气田|煤矿|矿山|矿区|"
    "生产线|产线|运河|航道|管道|线路|新线|专线|客专|干线|支线|复线|船|平台|中心"
)
_HEAD = re.compile(
    rf"(?P<p>该|本|此|这[座条艘个家段处项]?)?(?P<n>[^，。；：、（）\s\d—]{{0,26}}?(?P<w>{_WORD})(?P<f>[一二三四]期)?(?:工程|项目)?)"
    r"(?=，|\Z|位于|地处|坐落|总|计划|预计|占地|规划|设计|保有|探明|查明|锂|铁|铜|金|分[^布]|全[长线程]|长|[东南西北]起|起于|起自|始于|止于|连接|横跨|由|是|为|主要|包括|建设(?:工期|周期|期|内容|规模|地点|总)|工期|收费|特许|合作期|运营期|建成|达产|投产|采用|拥有|将|于|已|正式|即将|目前|"
    r"离岸|跨越|静态|动态|概算|年|[首一]期|投[资入]|岸线|路线|占|可(?![研行])|集|改建|拆除|新建|起|处于|顺利|开工|竣工|落户|今[天日]|[昨近]日|日前|全部|全容量)"
)
_KINDS = frozenset(
    {"investment", "capacity", "technology_parameter", "factor_support", "project", "project_count", "milestone", "production", "employment",
     "reserve", "output_value", "sales", "finance", "environment"}
)  # fmt: skip
"""What works have."""
_YIELDS = frozenset({"output_value", "sales", "finance", "environment"})
"""What works have once they stand (达产后……)."""
_ONCE = re.compile("(?:全部|全面|正式|预计|整体){0,6}(?:建成|达产|投产|投运|完工|竣工|运营)[^，。；]{0,6}?后")
_OPENED = re.compile("(?:全线|正式)?(?:通车|建成|开通|投用|投运|贯通)(?:运营|投用)?后")
"""通车后穿越……只需20分钟: of the works that were opened."""
_PHASE = re.compile("[一二三四首][期、]")
_PHASE_OPENS = re.compile("第?[一二三四首]期(?!项目|工程|，)")
_OTHERS = re.compile("公司|企业|集团|[全我][国省市县区州]")
"""Words for whom a clause speaks of besides works."""
_ENDS = re.compile(rf"(?:{_WORD}|号)(?:[一二三四]期)?(?:工程|项目)?\Z|[一二三四]期")
_PARTS = re.compile(
    "全线|沿线|全程|共[设建布有]|就业岗位|岗位|新增就业|(?:解决|带动|吸纳|提供|增加|新增)[^，。；]{0,4}就业"
)
"""What is counted of works."""
_PART = re.compile("^(?:堤防|围堤|路线|线路|主线|正线|主桥|桥梁|厂区|库区|岸线|厂房|主体)")
"""Parts that stand for the works when these are measured."""
_STRUCTURE = re.compile(
    "(?:全线|共|设|建|有|整体式|分离式|互通式|[特中小长短]){0,6}(?:大桥|桥梁|隧道|涵洞(?:通道)?|通道|立交桥?|互通(?:立交)?|服务区|停车区|收费站|匝道收费站|车站|桥隧|斜井|竖井|泵站|水闸|泊位|机位|路基)(?:宽度?|总?长度?)?"
)
"""Structures of roads, lines and ports: how many there are, or how long, is told of the whole."""
_GOOD_WORKS = re.compile("(?:民[心生]|惠民|实事|德政|暖心|安心|系统)工程\\Z")
"""What a government calls its deeds: no works."""
_PLANNED_PART = re.compile("(?:规划|设计)(?:路线|线路|主线)")
_MAKES = re.compile("(?:可|能)?(?:年产|生产)[^，。；、的]{1,8}\\Z")
_ESTIMATED = re.compile("概算|估算|静态|动态")
_POINTED = frozenset({"项目", "工程", "基地", "工厂", "园区", "产业园", "线路", "平台", "中心", "船"})
"""Words by which any works may be called again, whatever their name ends with."""
_FAR = 500
_SHORT = 4
"""A clause as short as that (目前，) comes before the topic of the sentence."""
_LONGEST = 26
_EDGE = re.compile(
    r"[，。；：、（）《》—]|\s(?!项目|工程)|元月|中标|位于|落户|开工|获批|获准|核准|拟建|启动|投产|建设(?!项目|PPP|BOT|EPC)|投资|签约|是|为|的|在|了|由|各种|各类|(?<!高)等(?![离级温])"
)


_ONE_PHASE = re.compile("(?:项目|工程)?(?:首|第?[一二三四])期(?:项目|工程)?")
_NO_WORKS = re.compile("^[该本此这]|[一二三四首]期")


def of_phase(subject: str, told: Sequence[Told], sentence: int) -> str:
    """``subject``, where it is a phase under its number alone (其中一期投资8亿元), behind the works told before in the sentence."""
    if not _ONE_PHASE.fullmatch(subject):
        return subject
    works = next((t.subject for t in reversed(told[-8:]) if t.sentence == sentence and not t.firms), "")
    return subject if not works or _NO_WORKS.search(works) else works + subject.removeprefix(works)


_BUILT = frozenset({"count", "m", "km"})
_ITEM = re.compile(r"[\u4e00-\u9fffA-Za-z]{2,16}(?:项目|装置|机组|生产线|产线|工程|电站|车间)")
_JOINED = re.compile("[、和与及]|以及")


def works_of(
    scene: Scene, spot: Spot, number: NumberMention, found: Match, place: str | None, before: str
) -> str:
    """The works that ``number`` measures, under their full name; empty where the clause has another subject.

    ``before`` is the subject taken over from the number before, empty without one.
    """
    if (
        found.frame.kind not in _KINDS
        or spot.part
        or _OTHERS.search(scene.flat, spot.clause.start, number.start)
    ):
        return ""
    left = left_noun(scene, spot.left, number.start)
    if (
        spot.left > spot.clause.start
        and _JOINED.match(scene.flat, spot.left, number.start)
        and _ITEM.fullmatch(left)
    ):
        return left  # the next of a list of works, each before its own size (风电项目30万千瓦、光伏项目300万千瓦)
    lasts = found.frame.measure == "期限"  # 项目合作期限为15年
    if (
        found.frame.kind in _YIELDS
        and not lasts
        and not _ONCE.search(scene.flat, spot.sentence.start, number.start)
    ):
        return ""
    clause = spot.clause
    begin = content(scene, clause.start, number.start)
    own = _HEAD.match(scene.flat, begin, number.start)
    counted = own and number.unit == "count" and _STRUCTURE.fullmatch(own["n"])
    if own and not counted and not _PLANNED_PART.fullmatch(own["n"]):
        rest = left_noun(scene, max(own.end(), spot.left), number.start)
        name = _in_full(scene, begin, own) if lasts or _measures(scene, spot, number, rest) else ""
        if found.frame.kind == "reserve" and (own["p"] or own["n"] == own["w"]):
            return _in_full(scene, begin, own) or own["w"]
        if _PHASE.match(name):
            return ""
        return phrase(scene, place, name) if number.unit == "km" and name in own[0] else name
    if (
        _ENDS.search(before)
        or scene.flat.startswith("其中", clause.start)
        or scene.grounds(spot.left, number.start)
    ):
        return ""
    travels = number.unit in ("min", "h") and _OPENED.match(scene.flat, begin, number.start)
    if not (travels or _measures(scene, spot, number, left)):
        return ""
    if scene.names(clause.start, number.start, "organisation"):
        return ""
    told = _told_of(scene, spot.index, spot.at)
    if not told and number.unit in _BUILT and _STRUCTURE.fullmatch(left):
        return _spoken_of(scene, spot.index)
    if told or not _ONCE.match(scene.flat, content(scene, spot.sentence.start, number.start), number.start):
        return told
    return _spoken_of(scene, spot.index)


def _measures(scene: Scene, spot: Spot, number: NumberMention, text: str) -> bool:
    """Whether what stands before a number is nothing but what it measures."""
    if number.unit in _BUILT and _STRUCTURE.fullmatch(text):
        return True
    if number.unit in ("count", "persons"):
        return _PARTS.search(scene.flat, max(spot.left, spot.clause.start), spot.right) is not None
    text = _ESTIMATED.sub("", _PART.sub("", text))
    if _MAKES.match(text) and number.unit.startswith("t"):
        return True  # 一期工程投资……，每年可生产乙二醇20万吨
    return not text or bare(text) or only_measures(text)


@remembered
def _told_of(scene: Scene, index: int, at: int) -> str:
    """The works with which the sentence opens before clause ``at``."""
    clauses = scene.sentences[index].clauses
    topics = clauses[: 2 if clauses[0].end - clauses[0].start <= _SHORT else 1]
    for clause in reversed(clauses[:at]):
        begin = content(scene, clause.start, clause.end)
        begin = max(begin, scene.flat.rfind("—", begin, clause.end) + 1)
        begin += scene.flat[begin : clause.end].startswith((" ", "\u3000"))
        if _PHASE_OPENS.match(scene.flat, begin, clause.end):
            return ""  # a phase goes on
        m = _HEAD.match(scene.flat, begin, clause.end)
        opens = clause in topics or (at and clauses[clauses.index(clause) - 1].segment != clause.segment)
        if m and (m.end() < clause.end or (opens and is_noun(m["n"]))):
            return _in_full(scene, begin, m)
    return ""


@remembered
def _spoken_of(scene: Scene, index: int) -> str:
    """The works with which one of the two sentences before opens, in the paragraph (项目位于……。建成后……)."""
    for back in range(index - 1, max(-1, index - 3), -1):
        other = scene.sentences[back]
        if other.paragraph != scene.sentences[index].paragraph:
            return ""
        for clause in other.clauses[:2]:
            begin = content(scene, clause.start, clause.end)
            m = _HEAD.match(scene.flat, begin, clause.end)
            if m:
                return _in_full(scene, begin, m)
    return ""


def _in_full(scene: Scene, begin: int, m: re.Match[str]) -> str:
    """The name of the works, or of those that the word for them points back to."""
    name, word = m["n"], m["w"]
    if _GOOD_WORKS.search(name):
        return ""
    cut = [e.end() for e in _EDGE.finditer(name)]
    name = name[cut[-1] :] if cut else name
    lead = name.removesuffix(m["f"] or "").removesuffix(word)
    if not m["p"] and len(lead) > 3:
        return name
    full = _named_before(scene, begin, word, lead)
    if not full:
        return "" if m["p"] or not lead else name
    return full if full.endswith(m["f"] or "期") else full + (m["f"] or "")


@remembered
def _named_before(scene: Scene, begin: int, word: str, lead: str) -> str:
    """The works named last before ``begin`` that ``word`` may mean; with ``lead`` in their name."""
    floor = max(
        0, begin - _FAR, scene.flat.rfind("\n【", 0, begin)
    )  # another item of a digest has its own works
    best = _last(scene, floor, begin, _BY_WORD[word], lead)
    if best or word not in _POINTED:
        return best
    opens = scene.flat.rfind("\n", 0, begin)
    best = _last(scene, max(floor, opens), begin, _ANY, lead)
    above = scene.flat.rfind("\n", 0, opens) if opens > floor else -1
    return best or (_last(scene, max(floor, above), opens, _ANY, lead) if above >= 0 else "")


def _last(scene: Scene, floor: int, begin: int, pattern: re.Pattern[str], lead: str) -> str:
    """The last name in ``[floor, begin)`` that ends as ``pattern`` says and has ``lead`` in it."""
    best = ""
    for m in pattern.finditer(scene.flat, floor, begin):
        start = max(floor, m.end() - _LONGEST)
        for edge in _EDGE.finditer(scene.flat, start, m.end()):
            start = edge.end() if edge.end() <= m.start() else start
        firm = next(
            (n for n in scene.names(floor, m.start(), "organisation") if n.start < start < n.end), None
        )
        start = firm.start if firm else start  # a bracket or blank within a firm's name is no edge
        name = scene.text[start : m.end()].strip("“")
        name = name if firm or is_noun(name) else left_noun(scene, start, m.end())
        if (
            len(name) - len(m[0]) >= 2
            and name.endswith(m[0])
            and lead[:2] in name
            and not _NO_NAME.match(name)
            and not _NO_NAME.match(scene.flat, start, m.end())
            and not _LISTED.match(scene.flat, m.end())
            and not (not lead and _BESIDE.search(scene.flat, floor, m.start()))
        ):
            best = name
    return best


_NO_NAME = re.compile(
    r"[^，。；]*第[一二三四五六七八九十]大|[^，。；]{0,4}(?:[\d一二两三四五六七八九十多几首]|第[一二三四五六七八九十]大)[余多]?[个项座条家批大]|[^，。；]*(?:[两二三四五六七八九十几多数][大个项座条家]|[该此])(?:分|子)?(?:项目|工程|基地)\Z|(?:重点|重大|新建|在建|全部|其他|这些|所有|有关|相关|各|大型){1,6}(?:项目|工程|基地)\Z"
)
_BESIDE = re.compile("(?:是继|继|不同于|相当于)[^，。；]{0,30}\\Z")
"""What the works come after or are likened to (甲专线是继乙铁路、丙铁路之后……)."""
_LISTED = re.compile(r"(?:、[^，。；]{1,90}?)?等(?:\d|[两二三四五六七八九十几多])")
"""A member of a list that is counted: no works of the text's own."""
_TAIL = "(?:(?:扩建|改建|改造|新建|建设)?(?:工程|项目))?(?:[一二三]期)?(?:工程|项目)?(?!公司|法人)"
_ANY = re.compile(
    rf"(?:{_WORD}|长廊|小镇|广场|[公乐庄]园|(?:文化|文旅|植物|动物|科技|创意)园|综合体|度假区|景区|体育[馆场]|博物馆|图书馆|展览?馆|[美艺]术馆|剧院|[步绿栈]道|商[城场]|校区|院区){_TAIL}"
)
_BY_WORD = {w: re.compile(w + _TAIL) for w in _WORD.split("|")}
