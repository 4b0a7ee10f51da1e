"""Which work reaches what a verb says: what stands before the verb, or the work that 该项目, 电站 and 二期 mean."""

from __future__ import annotations

import re

from lianzhang.evidence.claims.reading import Reading
from lianzhang.evidence.clauses import Clause, Sentence
from lianzhang.evidence.relations.clauses_who import begun, head_of
from lianzhang.evidence.scene import Scene, remembered
from lianzhang.evidence.together import ends

__all__ = ["WHOLE_WORK", "is_work", "part_of", "work_before", "work_of", "works_of"]

_WORK = r"(?:至[\u4e00-\u9fff]{2,8}段|(?:铁路|高铁|高速|公路|号线|地铁)[^，。；、]{2,16}段|联络线|客运专线|高铁|铁路|高速公路|高速|公路|(?<=[速路铁])[东西南北中支环复]线|大桥|特大桥|隧道|机场|航站楼|港区|码头|航道|地铁|\d+号线|水电站|核电站|电站|电厂|风电场|机组|生产线|产线|车间|厂房|工厂|产业园|基地|医院|体育馆|站房|枢纽|水库|灌区|管道|管廊|工程|项目|[井塔]架|[竖斜主副风]井|井塔|选厂|冶炼厂|处理厂|水厂|[钢铝铜纸糖药]厂|电池厂|厂区|新厂|[高焦]炉|储罐|储气库|反应堆|泵站|船闸|泊位|仓库|堆场|大厦|综合体|校区|水利枢纽|新通道|矿山|[铜铁金银锂煤镍锌锡钨钼铅铝磷土]矿|油田|气田|站|总部|装置|(?<=[生处储回冶加])[产理能收炼工]设施|(?:[研创智算数据新]|物流|体育|会展|文化|交易|零售|交付|服务|研发|制造|生产|加工|医学|结算|配送|集散|检测|试验|换乘|客运|航运|运营|购物|商业|金融|博览|会议|艺术)中心|(?:文化|艺术|科技|博物|图书|体育|展览|美术|会展|规划)馆|换流站|变电站|输电线路|线路|园区)"
WHOLE_WORK = re.compile(
    rf"[\u4e00-\u9fffA-Za-z0-9.·（）“”\-—/±+＋&]{{2,34}}{_WORK}(?:[一二三四]期)?(?:项目|工程)?\Z"
)
_NO_WORK = re.compile(
    r"^[与同跟]|^建成|^(?:该|本|此|上述|一批|多个|各|全部|所有|部分|一些|其他|新(?!建)|在建|重点|重大|每|首批|几|他|我|这|那)|推进|加快|推动|支持|如果|若|根据|按照|等项目|[个项家条座]项目|\d+[条个座台项]|[一二两三四五六七八九十几]+[条个座项]|(?:厂房|车间|宿舍|设备|主体|办公楼)\Z|^(?:全国|国内|我国|世界|全球|全省|全线|首座|首条)|^(?:产业|生产|制造|示范|工业|能源|培训|物流)基地\Z|^\d+[万亿]|^0|^作为|^(?:控制性|标志性|配套|附属|主体|土建|先行|样板)工程\Z|一批|公司表示|的$|要求|确保|今年|明年|随着|以上|是否|涉及|包括|为主|宣布|各地|大批|诸多|新增|报告期|无法|首个|标志着|^使|^[一二三四五六七八九]是"
)
_PHASE = re.compile(
    r"(?:第)?[一二三四首]期(?:项目|工程)?\Z|项目[一二三四首]期\Z|(?:该|本|上述|此)?项目\Z|(?:该|本|此|整个)?工程\Z"
)
_CUT = re.compile(
    r"[，。；：！？\s《》“”、]|获悉|为何|开辟|修建|建设有|建有|包括|配套建设|[起始止终]于|将建|记者从|自开|新建|分别|三地|开工(?!建设项目)|建设(?!项目|工程)|介绍|表示|随着|关于|推进|其中|名称为|投资建设|建设的|元的|总投资|获得|位于|总长|购得|收购|竞得|拿下|增持|持有|投建|兴建|打造|启动(?!区)|(?<=[\u4e00-\u9fff]{2})是"
)


@remembered
def _works(scene: Scene) -> tuple[tuple[int, str], ...]:
    """The works that the text names, as (place, name), by position: noun phrases with the end of a work at the head of a clause."""
    out = []
    for sentence in scene.sentences:
        for clause in sentence.clauses:
            if _LISTS.search(scene.flat, max(0, clause.start - 5), clause.start) or scene.flat.startswith(
                ("作为", "成为"), clause.start
            ):
                continue  # what is built within a work, what another thing serves as
            for m in _AT_WORK.finditer(scene.flat, clause.start, clause.end):
                floor = max(
                    [clause.start, *(c.end() for c in _CUT.finditer(scene.flat, clause.start, m.start()))]
                )
                a = begun(scene, floor, m.end())
                name = scene.text[a : m.end()].rpartition("的")[2].rpartition("——")[2]
                if (
                    4 <= len(name) <= 30
                    and not _PHASED.match(name)
                    and not _NO_WORK.search(name)
                    and WHOLE_WORK.fullmatch(name)
                ):
                    out.append((m.end() - len(name), name))
                break
    return tuple(out)


_LISTS = re.compile(r"(?:有|包括|如下|为|内容)：\s?\Z")
_AT_WORK = re.compile(
    r"(?:客运专线|高铁|铁路|高速公路|大桥|隧道|机场|航站楼|水电站|核电站|电站|电厂|风电场|生产线|工厂|产业园|基地|枢纽|水库|井架|装置|处理厂|储气库|泵站|物流中心|[铜铁金银锂煤镍锌锡钨钼铅铝磷土]矿|工程|项目|新通道)(?:(?:项目|工程)(?!部))?(?=项目部|地下|首批|首台|主体|大坝|沥青|桥面|主桥|机组|施工|进展|规模|顺利|投资|竣|启动|被|[（，。；、：”]|于|将|已|在|是|由|的|总|自|全|原|计|位|预|昨|今|近|目|全|正|力|拟|一[对次]|\d|$)"
)


def work_before(scene: Scene, index: int, at: int) -> str | None:
    """The work that an elided subject of clause ``at`` of sentence ``index`` means: the one with which a clause before opens; else one
    named near, else the one the text names most often before, or last."""
    sentence = scene.sentences[index]
    said = [n for p, n in _works(scene) if p < sentence.clauses[at].start]
    for clause in reversed(sentence.clauses[:at]):
        head = begun(scene, clause.start, clause.end)
        if _COUNTED.match(scene.flat, head, clause.end):
            return None
        opened = _MARKED.match(scene.flat, head, clause.end) or _OPENS.match(scene.flat, head, clause.end)
        if opened and _PHASED.match(opened[1]):
            return _phase_of(_named_near(scene, index, at, said), opened[1])
        if opened and not _NO_WORK.search(opened[1]):
            cuts = [m.end() for m in _CUT.finditer(opened[1])]
            return opened[1][cuts[-1] :] if cuts and len(opened[1]) - cuts[-1] >= 5 else opened[1]
        short = _SHORT.match(scene.flat, head, clause.end)
        whole = _called_so(said, short[1]) if short else None
        if whole:
            return whole
    return _named_near(scene, index, at, said)


def _named_near(scene: Scene, index: int, at: int, said: list[str]) -> str | None:
    """Which of the works ``said`` the text goes on with: one of this sentence or the one before, else the one told most often."""
    if not said:
        return None
    before = scene.sentences[index - 1] if index else None
    if before and before.paragraph == scene.sentences[index].paragraph:
        stop = scene.sentences[index].clauses[at].start
        near = [n for p, n in _works(scene) if before.start <= p < stop]
        if near:
            return near[-1]
    often = {n: said.count(n) for n in said}
    best = max(often, key=lambda n: (often[n], len(n)))
    return best if often[best] >= 2 else said[-1]


def _phase_of(whole: str | None, printed: str) -> str:
    """The phase of a work under its whole name; as ``printed`` where the text names none."""
    number = _PHASE_END.search(printed[: printed.find("期") + 1])
    return whole + number[0] if whole and number else whole or printed


_COUNTED = re.compile(
    r"(?:另外|其他|其余|上述|这)?(?:\d+|[一二两三四五六七八九十]+|一批|多|数)[余多]?[个条座项家批][^，。；]{0,14}?(?:项目|工程|线路|铁路|电站)"
)
"""Works that are only counted are no single one."""


def _called_so(said: list[str], noun: str) -> str | None:
    """The last of the works ``said`` that ``noun`` (该电站, 大桥) can mean."""
    return next((n for n in reversed(said) if _PHASE_END.sub("", n).endswith(noun)), None)


_PHASE_END = re.compile("[一二三四首]期\\Z")
_SHORT = re.compile(
    r"(?:该|本|此)?(电站|大桥|隧道|铁路|高铁|高速公路|机场|水库|枢纽|码头|工厂|基地|产业园|生产线|产线|医院|矿山|风电场|电厂|装置|机组|井架|管道|物流中心|港区|园区|大厦|体育馆|煤矿|铁矿|铜矿|金矿|锂矿|油田|气田|储气库|线路|泵站)(?![\u4e00-\u9fff]{0,6}(?:项目|工程))(?=主体|已|正|计划|将|预计|力争|，|于|是|位于|全长|建设|总(?!公司)|由|占地|设计|目前|\Z)"
)
_PHASED = re.compile(r"(?:第)?[一二三四首]期|项目|工程")
_MARKED = re.compile("“([^“”，。；]{4,46})”(?:项目|工程)")
_OPENS = re.compile(
    rf"“?([\u4e00-\u9fffA-Za-z0-9·（）]{{2,34}}?{_WORK})(?=”|主体|已|正|计划|将|，|于|是|位于|坐落|地处|全长|建设|总(?!公司)|由|$)"
)


def _firm_before(scene: Scene, index: int) -> str | None:
    """The firm with which one of the two sentences before in the paragraph deals: whose 二期 it is."""
    for back in range(index - 1, max(-1, index - 3), -1):
        if scene.sentences[back].paragraph != scene.sentences[index].paragraph:
            break
        named = scene.names(scene.sentences[back].start, scene.sentences[back].end, "organisation")
        if named:
            return named[0].name
    return None


def work_of(reading: Reading, index: int, sentence: Sentence, at: int, stop: int) -> tuple[str, int] | None:
    """The work (name, where it stands) that reaches what the verb at ``stop`` says; None where none is named cleanly."""
    scene = reading.scene
    a, b = head_of(scene, sentence.clauses[at], stop)
    b -= scene.text[a:b].endswith("的")
    a = max([a, *(m.end() for m in _AHEAD.finditer(scene.text, a, b))])
    text = _whole(scene.text[a:b])
    phase = _PHASE.fullmatch(text)
    if (
        not phase
        and not text
        and not _WHEN.search(scene.flat, sentence.clauses[at].start, sentence.clauses[at].end)
    ):
        return None
    short = _SHORT.fullmatch(text)
    if short:
        named = _called_so([n for p, n in _works(scene) if p < a], short[1])
        return (named, a) if named else None
    if phase or not text:
        whole = work_before(scene, index, at)
        if whole is None:
            own = _firm_before(scene, index) if phase else None
            return (own, a) if own else None
        return _phase_of(whole, text), a
    if _NO_WORK.search(text) or not WHOLE_WORK.fullmatch(text):
        return None
    return text, a


def is_work(text: str) -> bool:
    """Whether a run of text names a work, and one of its own."""
    if _WORK_ENDS is not None and text[-1:] not in _WORK_ENDS:
        return False
    return WHOLE_WORK.fullmatch(text) is not None and not _NO_WORK.search(text)


_WORK_ENDS = ends(WHOLE_WORK)
"""How the names of works end: most of what is asked of ends otherwise."""


def part_of(scene: Scene, clause: Clause, stop: int) -> str:
    """The part of a work that the verb at ``stop`` is of (某大桥桥面铺装完工: 桥面铺装); empty where it is of the whole."""
    part = _PART_OF.fullmatch(scene.text, *head_of(scene, clause, stop))
    return _YEAR.sub("", part["p"]) if part else ""


_YEAR = re.compile(r"\A(?:\d{2,4}年)?(?:\d{1,2}月)?(?:\d{1,2}日)?")


def works_of(reading: Reading, index: int, sentence: Sentence, at: int, stop: int) -> list[tuple[str, int]]:
    """The works listed right before the verb at ``stop``, else the one of :func:`work_of`."""
    scene = reading.scene
    a, b = head_of(scene, sentence.clauses[at], stop)
    text = scene.text[a:b]
    if "、" not in text:
        one = work_of(reading, index, sentence, at, stop)
        return [one] if one else []
    out: list[tuple[str, int]] = []
    for part in reversed(_ETC.sub("", text).split("、")):
        name = _whole(part.rpartition("的")[2])
        if name.count("“") != name.count("”") or _NO_WORK.search(name) or not WHOLE_WORK.fullmatch(name):
            break
        out.append((name, max(a, scene.text.rfind(name, a, b))))
    return out[::-1] or [(name, a) for name in _listed(text)]


_LIST = re.compile(
    r"(?P<l>[^，。；的]{5,80}?)(?P<etc>等)?(?:一批|一大批|多[个条座家艘]|[\d一二三四五六七八九十两百千多余]+[个条座项艘])?(?P<k>(?(etc)[^，。；的、“”]{0,12}|))\Z"
)
_IN_QUOTES = re.compile("[^“”]{0,14}“[^”]{2,16}”[^“”]{0,8}")
_OWN_PHASE = re.compile("[\u4e00-\u9fff]{3,14}[一二三四五]期")
_TAIL = re.compile(
    "(?:水电站|核电站|风电场|电站|电厂|高铁|铁路|高速公路|高速|大桥|隧道|水库|机场|油田|气田|煤矿)\\Z"
)
_SHORT_NAME = re.compile("[\u4e00-\u9fff]{2,6}")


def _listed(text: str) -> list[str]:
    """Works listed under short names (甲、乙等多座水电站; 甲一期、乙二期等; 某船“甲”、某平台“乙”); empty where one of them is none."""
    m = _LIST.fullmatch(text)
    tail = _TAIL.search(m["k"]) if m else None
    out = []
    for part in m["l"].split("、") if m else ():
        if _IN_QUOTES.fullmatch(part) or (m and m["etc"] and _OWN_PHASE.fullmatch(part)):
            out.append(part)
        elif tail and _SHORT_NAME.fullmatch(part) and not _NO_WORK.search(part):
            out.append(part if part.endswith(tail[0]) else part + tail[0])
        else:
            return []
    return out


_ETC = re.compile(
    r"等(?:一批|一大批|多个|多条|[\d一二三四五六七八九十两百千多余]+[个条座项])?(?:新|重点|重大|重要|标志性|外资|骨干){0,6}(?:铁路|公路|外资)?(?:项目|工程|线路|数据中心)?\Z"
)


_WHEN = re.compile("[年月日周季底]")
_PART = re.compile(r"(?:特许权|主体工程|主体结构|主体|全线|土建|(?:新)?改建后|改造后|扩建后|升级后|等项目)\Z")
_PART_OF = re.compile(
    rf"(?P<w>[^，。；]{{2,30}}{_WORK})(?<!厂房)(?<!车间)(?P<p>[^，。；的]{{0,8}}?(?:铺装|铺设|施工|桥面|主塔|主墩|洞室群|大坝|路基|掘进|架梁|铺轨|桩基|钢结构|屋面|(?:全部|首批|首台|末台)机组))"
)


def _whole(text: str) -> str:
    """A work without the part of it that is spoken of (某大桥桥面铺装), marks and what is said before its name."""
    text = _PART.sub("", text.rpartition("之一")[2])
    part = _PART_OF.fullmatch(text)
    text = (part["w"] if part else text).strip(' “”"')
    return _LATIN.sub("", _OWN.sub("", text))


_AHEAD = re.compile(
    "的|(?:力争|争取|确保|完成|加快)(?=.{4})|\\A[与和及](?=.{4})|——|(?:已)?实现(?=.{4})|宣布|标志着|意味着|(?<![\u4e00-\u9fff])[一二三四五六七八九]是"
)
_OWN = re.compile("(?:(?:本|该)?公司“?|\\A新建)(?=[\u4e00-\u9fff\\d]{4})")
_LATIN = re.compile(r"[（(][A-Za-z .&\-]+[)）]")
