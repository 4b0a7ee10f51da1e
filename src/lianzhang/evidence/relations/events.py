"""Events: what named things reach without a number (a line opened, a ship handed over, a firm founded, a mine back at work).

An event is a noun phrase that names something, directly followed in its clause by a word of happening. Projects with their stages
are read by :mod:`lianzhang.evidence.relations.projects`; what that has told is not told again here.
"""

from __future__ import annotations

import re
from typing import Any

from lianzhang.evidence.claims.reading import Draft, Reading
from lianzhang.evidence.clauses import Clause, Sentence
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.subjects.places import place_of
from lianzhang.evidence.subjects.times import time_of
from lianzhang.evidence.together import Together
from lianzhang.evidence.words import LEADING

__all__ = ["event_claims"]

_HOW = r"(?:正式|全线|全面|顺利|成功|部分|首次|双向|分别|实现|陆续|相继|先后|也|均|都|已经|已|即将|将|开始|全部|集中|同步|如期|提前|当天|今天|日前|近日|同日)"
_WORD = (
    r"(?:投入商业运[营行]|转入试运行|进入试运行|试运行|联调联试|开通运营|开通(?=[，。；、！！】\s]|\Z)|(?<!直)通车|贯通|合龙|封顶|通航|首航|首飞|交付使用|交付运营|交付|下线|揭牌|挂牌成立|启用|投运|投用|投入运营|投入使用|投入生产"
    r"|进入[^，。；]{0,4}?铺轨|铺轨|并网发电|并网|通过[^，。；]{0,6}?验收|获批|复工|复产|落成|奠基|(?<!召)开工(?!业)建设|(?<!召)开工(?!业)|动工|竣工|完工|投产|达产|满产|量产|开出|首发(?!符合|上会|过会|申请|审核|募|条件|阵容)|发射(?![台场架塔船车井器]|平台|设施|任务|窗口|中心|基地|计划)|点火|完成施工|完成改造|架梁完成"
    r"|接近尾声|取得采矿权|获得采矿权|取得探矿权|获得探矿权|成立(?!于|以来|之[初日后]|[伊当]?[始初]|至今|了|[一二两三四五六七八九十\d]+[余多]?[年周])|上市(?!审核|申报|申请|辅导|委|条件|流通|交易所|以来|[一二两三四五六七八九十\d]+[余多]?年|公司|总部|企业|规则|基地|后备|门槛|手续|规模|进程|步伐|情况|价|首日|地|资格|标准|平台|产品|新规)|(?:成功|正式|集中|现场)签约)"
)
_EVENT = re.compile(
    rf"(?P<how>{_HOW}*)(?P<w>{_WORD})(?:建设|运营|发电|投产|投用|仪式)?(?P<z>后|以来|时|前(?!景)|以后|之后|条件|目标|率|的|期|节点|计划|要求|大会|任务|放量|预期|节奏|进度|速度|活动|项目|企业|金额|里程|总里程|到|是|集中)?"
)
_WORDS = Together([re.compile(_WORD)])
"""Where a word of happening may stand: other clauses are not looked at."""
_NAMED = re.compile(
    r"(?:高铁|铁路|高速|公路|国道|大桥|特大桥|隧道|机场|航站楼|港|港区|码头|航道|地铁|\d+号线|线|段|电站|电厂|核电|风电场|电网|机组|生产线|产线|车间|厂房|工厂|厂|产业园|园区|基地|中心|平台|实验室|研究院"
    r"|学院|大学|医院|场|馆|站|站房|枢纽|水库|灌区|储罐|改革试点|示范试点|管道|管廊|工程|项目|[一二三四五]期|矿|矿山|矿区|盐湖|油田|气田|船|舰|轮|号|客机|飞机|班列|列车|卫星|火箭|公司|集团|银行|协会|联盟|委员会|基金|交易所|重建|扩建|改造)\Z"
)
_NOT = re.compile(
    r"一批|多个|各地|各类|一些|若干|很多|大批|所有|全部|部分(?!投)|重点项目|重大项目|等项目|在建|新项目|项目\Z(?<!..项目)|年内|目前|他|她|我们|这家|这个|其中|每|今年|计划|预计|推动|加快|推进|确保|促进|支持|力争|争取|争|^(?:包括|搭乘|采用|打造|建设|推进|实施|形成|构建|发展)|企业有|首个\Z|[个项家条座批][^，。；]{0,4}项目|^(?:该|本|此|上述)|如果|若|因|按照|由于|已|完成|出资|共同|合资|宣布|虽然|等\d+[条个座项]|^(?:如|比如|例如)|尽管|或因|^将|^就|^使|^但|举[行办]|只是|各地|大批|诸多|整个|[两数]条|从|导致"
)
_FROM = re.compile("(?:分别|均|同时)?(?:从|在|于|由|自)(?=[\u4e00-\u9fff]{2})")
_OPENING = re.compile(
    r"[，、\s]*(?:其中|目前|当前|近日|日前|当天|今天|同日|随着|由|这?标志着|这?意味着|[一二三四五六七八九]是|以及|而|(?:已|成功)?实现){0,6}"
)
_ETC = re.compile(
    r"等(?:[一二三四五六七八九十多\d]+[个项条家座])?(?:重点|重大)?(?:项目|工程|线路|企业|公司|厂商)?(?:建设)?\Z"
)
_TOGETHER = re.compile("出资|共同|合资")
_DATELINE = re.compile(
    r"[^，。；]{2,24}?(?:日电|日讯|[网社报]讯|综合讯)(?:（[^（）]{2,24}）)?(?=[\u4e00-\u9fff])"
)
_ANOTHER = re.compile(r"[^，。；]{1,36}(?:公司|企业|基金|中心|研究院|联盟|小组|机构|平台|实验室)")
_OF_WHAT = ("交付", "发射", "上市")
_HANDED = re.compile("(?![于在])[\u4e00-\u9fff]")
_AFTER = ("后", "以后", "之后")
_EVER_SINCE = re.compile(r"自(?:从)?(?:\d{2,4}年|去年|今年|\d{1,2}月)")
_LINE = re.compile(r"(?:高铁|铁路|高速|大桥|隧道|地铁|机场|水库|电站|码头)\Z")
_DONE_TO = re.compile("入股|收购|参股|增持|减持|重组|并购|投资|受让|与|向")
_FIRST = re.compile("(?:全[国省市]|国内|我国|世界|全球|亚洲|中国)?首[座条个家台列艘]")
_DAY = re.compile(r"(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}[日号]\Z")
_MARKS = re.compile(r"[，。；：《》]")
_QUOTED = re.compile(r".{0,4}“[^”]{2,16}”.{0,8}")
_SOON = re.compile("即将|(?<!已)将")
_DENIED = re.compile("(?:[不未]|不会|未能|没有|尚未|暂未|难以|无法|不得|不能|不曾)\\Z")
_JOINT = re.compile(r"、|(?<=[\u4e00-\u9fff]{3})(?:和|及|与)(?=[\u4e00-\u9fff]{2})")


def event_claims(reading: Reading, told: list[Draft]) -> list[Draft]:
    """Drafts of kind ``milestone`` (``project`` where the name is a project's), one for each member of a list; ``told`` are the relations read before."""
    out: list[Draft] = []
    scene = reading.scene
    taken = [
        (d.start, d.end)
        for d in told
        if d.fields["kind"] in ("project", "milestone", "institution", "supply_link")
    ]
    words = _WORDS.spots(scene.flat).get(0, [])
    for index, sentence, at, clause in reading.clauses_at(words, "body"):
        for m in _EVENT.finditer(scene.flat, clause.start, clause.end):
            if m["w"] == "成立" and (
                _TOGETHER.search(scene.flat, clause.start, m.start())
                or _ANOTHER.match(scene.flat, m.end(), clause.end)
            ):
                continue
            if (
                (m["z"] and not (m["z"] in _AFTER and _dated(reading, sentence, at, m.start())))
                or scene.flat[m.start() - 1] == "的"
                or _DENIED.search(scene.flat, clause.start, m.start())
                or any(a < m.end() and m.start() < b for a, b in taken)
            ):
                continue
            if any(
                n.end > m.end()
                for n in scene.names(max(0, m.start() - 8), m.end() + 8, "organisation")
                if n.start < m.end()
            ):
                continue  # 首航新能源: the word is part of a name
            if m["w"] in _OF_WHAT and _HANDED.match(scene.flat, m.end(), clause.end):
                continue  # 某船厂交付首艘……, 发射第三批: what is handed over follows; 上市遇冷
            if _EVER_SINCE.match(scene.flat, clause.start, m.start()):
                continue
            names = _subjects(scene, clause, m.start())
            if (
                not names
                and at
                and _FROM.match(scene.flat, clause.start)
                and "到" not in scene.flat[clause.start : m.start()]
            ):
                names = _subjects(scene, sentence.clauses[at - 1], sentence.clauses[at - 1].end)
            if m["w"] == "上市":  # who is listed is a firm by its name, not words about some
                firms = {(n.start, n.end) for n in scene.names(clause.start, m.start(), "organisation")}
                names = [n for n in names if n in firms]
            if names:
                out += _drafts(reading, index, sentence, at, clause, m, names)
                break
    return out


def _dated(reading: Reading, sentence: Sentence, at: int, stop: int) -> bool:
    """Whether a clause, or the time that stands before it alone, says when (截至去年，某高速全线贯通后……)."""
    scene, clause = reading.scene, sentence.clauses[at]
    if scene.all_times(clause.start, stop):
        return True
    before = sentence.clauses[at - 1] if at else clause
    return any(t.end >= before.end - 1 for t in scene.all_times(before.start, before.end))


def _subjects(scene: Scene, clause: Clause, stop: int) -> list[tuple[int, int]]:
    """The spans of the names that stand before ``stop``; empty where what stands there names nothing."""
    start = clause.start
    for time in scene.times(start, stop):
        if LEADING.match(scene.text[start : time.start]):
            start = time.end
    line = _DATELINE.match(scene.flat, start, stop)
    start = line.end() if line else start
    day = _DAY.search(scene.flat, start + 4, stop) if stop - start > 4 else None
    stop = day.start() if day else stop  # 某大桥3日正式通车
    firms = scene.names(start, stop, "organisation", "park", "project")
    if firms and stop - firms[-1].end == 1 and scene.flat[stop - 1] in "从自新":
        return []  # 某公司从成立至今, 某公司新成立……集团
    if firms and stop - firms[-1].end <= 1 and _at(scene, start, firms[-1].start):
        return []
    if (
        firms
        and stop - firms[-1].end <= 1
        and firms[-1].start - start <= 12
        and not _DONE_TO.search(scene.flat, start, firms[-1].start)
    ):
        return [(firms[-1].start, firms[-1].end)]
    head = scene.flat[start:stop]
    etc = _ETC.search(head)
    stop = start + etc.start() if etc else stop
    spans, at = [], start
    for cut in [*_JOINT.finditer(scene.flat, start, stop), None]:
        end = cut.start() if cut else stop
        opening = _OPENING.match(scene.flat, at, end)
        a = opening.end() if opening else at
        away = _FROM.search(scene.flat, a, end)
        end = away.start() if away else end
        of = max(scene.flat.rfind("的", a, end), scene.flat.rfind("——", a, end) + 1)
        a = of + 1 if of > a else a
        about = _FIRST.match(scene.flat, a, end)
        inside = scene.places(about.end(), end) if about else []
        a = inside[0].start if inside else a  # 国内首座……大桥某市某大桥: the name, without what it is
        if _fits(scene, a, end, listed=etc is not None):
            spans.append((a, end))
        elif cut is None:
            return []
        at = cut.end() if cut else end
    return spans


def _at(scene: Scene, start: int, at: int) -> bool:
    """Whether a preposition right before ``at`` governs what stands there (在某交易所上市, 与某集团成立……): that does nothing."""
    return at > start and scene.flat[at - 1] in "在于自与同向对"


def _fits(scene: Scene, start: int, end: int, *, listed: bool) -> bool:
    name = scene.flat[start:end]
    if name[:1] in ("与", "同", "向", "对") and any(n.start == start + 1 for n in scene.names(start, end)):
        return False
    if name.count("“") != name.count("”"):
        return False
    if not 3 <= len(name) <= 28 or _NOT.search(name) or _MARKS.search(name):
        return False
    if not (_NAMED.search(name) or (listed and scene.places(start, end)) or _QUOTED.fullmatch(name)):
        return False
    own = scene.places(start, end) or scene.names(start, end, "organisation", "park") or "“" in name
    return bool(own) or len(name) >= 5 or _LINE.search(name) is not None


def _drafts(
    reading: Reading,
    index: int,
    sentence: Sentence,
    at: int,
    clause: Clause,
    m: re.Match[str],
    names: list[tuple[int, int]],
) -> list[Draft]:
    scene = reading.scene
    modality, cue = reading.modality.of(sentence, at, m.start("w") + 1, m.end(), numeric=False)
    if _SOON.search(m["how"]) and modality == "actual":
        modality = "planned"
    if m["w"].endswith("签约") and modality == "actual":
        modality = "signed"
    if modality == "actual" and cue is None and m["w"].startswith(("开工", "动工", "奠基", "铺轨", "接近")):
        modality = "under_construction"
    time = time_of(scene, index, at, m.start("w"), clause.start)
    out = []
    for a, b in names:
        name = scene.text[a:b]
        fields: dict[str, Any] = {
            "kind": "project" if name.endswith(("项目", "工程")) else "milestone", "subject": name, "object": scene.flat[m.start("w") : m.end()],
            "place": place_of(scene, index, at, b), "modality": modality, "time": time.time if time else None,
            "time_inferred": bool(time and time.inferred), "rule": "relation.event", "confidence": 0.6,
        }  # fmt: skip
        out.append(Draft(a, m.end(), index, fields))
    return out
