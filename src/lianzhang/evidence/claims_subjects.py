"""The subject of a number: the firms a clause speaks of, or a phrase made of place, industry and noun phrase."""

from __future__ import annotations

import re

from lianzhang.evidence.claims_own import of_itself
from lianzhang.evidence.claims_reading import Last, Reading, Spot
from lianzhang.evidence.clauses import Clause, Sentence, sentence_at
from lianzhang.evidence.frames import Frame, Match
from lianzhang.evidence.mentions import NameMention, NumberMention
from lianzhang.evidence.relations_projects import project_name
from lianzhang.evidence.subjects import Scene, firms_of, left_noun, phrase, right_noun, words

__all__ = ["facet", "firms_for", "opened_by_firm", "spoken_of", "subject_of"]


def firms_for(
    reading: Reading, spot: Spot, number: NumberMention, frame: Frame, last: Last, same: bool
) -> list[NameMention]:
    scene = reading.scene
    far = frame.subject == "firm"
    subsidiary = _SUBSIDIARY.search(scene.flat, spot.clause.start, number.start)
    if subsidiary:
        a, b = subsidiary.span(1)
        return [NameMention(a, b, "organisation", scene.text[a:b])]
    start = _content(scene, spot.clause.start, number.start)
    if words().firm.match(scene.text[start : number.start]) and (
        far or number.unit not in ("count", "persons")
    ):
        own = scene.names(start, number.start, "organisation")
        if not own or not re.search(r"子公司|孙公司|参股公司", scene.flat[start : own[0].start]):
            return _anaphora(scene, start, number.start)
    found = firms_of(scene, spot.index, spot.at, number.start, far=far)
    if found and number.unit == "count" and scene.flat[found[-1].end : number.start] == "等":
        return []  # 甲、乙等5家企业: examples of what is counted
    if (
        found
        and found[0].start < spot.clause.start
        and _not_of_firm(scene, spot, number, found, last, same, far)
    ):
        return []
    if (not found or found[0].start < spot.clause.start) and far:
        unknown = _unknown_lead(scene, spot, number)
        if unknown:
            return [unknown]
    if not found and far and same and last.firms and last.segment == spot.clause.segment:
        return list(last.firms)
    if found or (number.unit in ("count", "persons") and not far):
        return found
    earlier = _firm_before(scene, spot) if far else None
    return _anaphora(scene, _content(scene, earlier.start, earlier.end), earlier.end) if earlier else []


def _not_of_firm(
    scene: Scene,
    spot: Spot,
    number: NumberMention,
    found: list[NameMention],
    last: Last,
    same: bool,
    far: bool,
) -> bool:
    """Whether a number is about something else than the firm of an earlier clause: its own noun, a project, what was counted since."""
    opening = project_name(scene, spot.sentence, spot.clause.start)
    if opening and found[0].name + "的" in opening:
        return True
    if far:
        return False
    if found[0].type != "organisation" or number.unit.startswith("次/"):
        return True
    if same and last.firms:
        return False
    if same and found[0].start < last.at:
        return True
    # a firm of an earlier clause holds a count or a sum only where nothing else can
    noun = right_noun(scene, spot.after, spot.right)
    own = left_noun(scene, spot.left, number.start)
    return len(noun) > 8 or (number.unit == "count" and len(own) >= 5 and own.endswith(("项目", "企业")))


_SUBSIDIARY = re.compile(r"(?:子|孙)公司([\u4e00-\u9fff（）]{4,24}?公司)")
_SKIPPED = re.compile(
    r"(?:其中|目前|同时|此外|另外|近日|现有|日前|报告期内?|本期|截至目前|，|、|（|据悉|据介绍|根据协议)+"
)


def _content(scene: Scene, start: int, end: int) -> int:
    """Where a clause begins to speak: behind 其中, 目前 and a time in front."""
    while start < end:
        m = _SKIPPED.match(scene.flat, start, end)
        if m:
            start = m.end()
            continue
        lead = next((t for t in scene.times(start, end) if t.start == start), None)
        if lead is None:
            return start
        start = lead.end
    return start


_INTRODUCED = re.compile(r"(?:（[^）]{2,14}）)?[^，。；]{0,8}(?:发布|公告|披露|公布|表示)")


def _anaphora(scene: Scene, start: int, end: int) -> list[NameMention]:
    """The firm that 公司 or its like at ``start`` means; under that word where the text names none."""
    sentence = sentence_at(scene.sentences, start)
    opened = [
        n
        for n in scene.names(sentence.start if sentence else start, start, "organisation")
        if _INTRODUCED.match(scene.flat, n.end)
    ]
    if opened and not scene.text.startswith("企业", start):
        return opened[-1:]
    if scene.text.startswith("其", start) and sentence:
        near = scene.names(sentence.start, start, "organisation")
        if near:
            return near[-1:]
    if sentence and not scene.firm_named and not scene.text.startswith("企业", start):
        spoken = _paragraph_firm(scene, sentence, start)
        if spoken:
            return [spoken]
    if scene.main_firm and not scene.text.startswith("企业", start):
        return [n for n in scene.mentions.names if n.name == scene.main_firm][:1]
    m = words().firm.match(scene.text[start:end])
    name = re.sub(r"^(?:[“该本其]|报告期)*(?:内)?", "", m[0]) if m else ""
    return [NameMention(start, start, "organisation", name or "公司")]


def _paragraph_firm(scene: Scene, sentence: Sentence, before: int) -> NameMention | None:
    """The firm that opened a clause last in the paragraph: 公司 in news means it."""
    last = None
    for other in scene.sentences:
        if other.paragraph != sentence.paragraph or other.start >= before:
            continue
        for clause in other.clauses:
            start = _content(scene, clause.start, clause.end)
            opened = [
                n for n in scene.names(start, min(clause.end, before), "organisation") if n.start - start <= 2
            ]
            if opened and not _SOURCED.match(scene.flat, opened[0].end):
                last = opened[0]
    return last


def opened_by_firm(scene: Scene, spot: Spot) -> NameMention | None:
    """The firm with which the paragraph opens, or the paragraph before where this one is an item of its list."""
    paragraph = spot.sentence.paragraph
    for sentence in reversed(scene.sentences[: spot.index + 1]):
        if paragraph - sentence.paragraph > (2 if _LIST_ITEM.match(scene.flat, spot.sentence.start) else 0):
            return None
        if sentence.first:
            for clause in sentence.clauses[:2]:
                start = _content(scene, clause.start, clause.end)
                for n in scene.names(start, clause.end, "organisation"):
                    if n.start - start <= 6 and not _SOURCED.match(scene.flat, n.end):
                        return n
    return None


_LIST_ITEM = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,2}[)）、.]")
_SOURCED = re.compile(r"(?:的)?[^，。；]{0,6}(?:数据|统计|监测|报告|调研|显示)")


def spoken_of(scene: Scene, spot: Spot) -> list[NameMention]:
    """The firm that the paragraph speaks of at ``spot``, else the one the text is about; empty where it names none."""
    floor = max(0, spot.index - 8)
    for sentence in reversed(scene.sentences[floor : spot.index]):
        if sentence.paragraph != spot.sentence.paragraph:
            break
        for clause in sentence.clauses[:1]:
            opened = [
                n
                for n in scene.names(clause.start, clause.end, "organisation")
                if n.start - clause.start <= 6
            ]
            if opened:
                return opened[:1]
    opening = opened_by_firm(scene, spot)
    if opening:
        return [opening]
    return [n for n in scene.mentions.names if n.name == scene.main_firm][:1]


def _firm_before(scene: Scene, spot: Spot) -> Clause | None:
    """The clause that opens with 公司 or its like, where no other subject stands between."""
    for clause in reversed(spot.sentence.clauses[: spot.at]):
        start = _content(scene, clause.start, clause.end)
        if words().firm.match(scene.text[start : clause.end]):
            return clause
        if _TOPIC_HEAD.match(scene.flat, start, clause.end):
            return None
    return None


_LEAD = re.compile(r"[\u4e00-\u9fff]{2,8}")
_NO_FIRM = re.compile(
    r"公司|企业|产品|目前|其[中间他]|全[球国省市县区部年]|主要|国内|世界|项目|产业|本|该|占|的|年|月|以|和|等|这|我|累计|同比|实现|预计|力争|"
    r"园区|基地|[一二三]期|工程|政府|部门|市场|行业|代表|截至|电池|材料|锂|矿|新能源|生产|计划|规划|启动|建设|达产|投产|后|将|拟|已|正"
)
_ACTS = re.compile(
    r"([\u4e00-\u9fff]{2,8}?)(?:的)?(?:已|建成|年产|年选|年处理|年采|投资建设|投资|规划|计划|拟|将|现有|拥有|总投资|形成|具备|产能|设计产能)"
)


def _unknown_lead(scene: Scene, spot: Spot, number: NumberMention) -> NameMention | None:
    """A firm the lexical layer does not know: what opens a clause right before the product it is about (某某的隔膜产量……)
    or before what firms do (某某年产……)."""
    start = spot.clause.start
    items = scene.names(start, number.start, "product", "mineral", "segment")
    leads = [scene.text[start : items[0].start].removesuffix("的")] if items else []
    m = _ACTS.match(scene.flat, start, number.start)
    if m:
        leads.append(m[1])
    for lead in leads:
        if not _LEAD.fullmatch(lead) or _NO_FIRM.search(lead):
            continue
        places = scene.places(start, start + len(lead))
        rest = len(lead) - sum(p.end - p.start for p in places)
        # a place with two characters more (湖南久森) is a firm; a place alone is not
        if (places and rest < 2) or (not places and len(lead) < 3):
            continue
        return NameMention(start, start + len(lead), "organisation", lead)
    return None


_FACET = re.compile(r"^([\u4e00-\u9fff]{2,6}(?:板块|基地|分公司|工厂|子公司|事业部))")


_UNIT_OF_FIRM = re.compile(
    r"(?!.*(?:电池|材料|锂|膜|液|箔|项目|基地|一期|二期|产|矿|盐|粉|的|第))[\u4e00-\u9fff]{2,5}"
)


def facet(scene: Scene, firms: list[NameMention], spot: Spot, number: NumberMention, found: Match) -> str:
    """A part of the firm named right after it: 某某贵州板块; 某某资源循环2万吨/年项目 (a subsidiary the lexicon lacks)."""
    if not firms or firms[-1].start < spot.clause.start or firms[-1].start == firms[-1].end:
        return ""
    rest = scene.text[firms[-1].end : number.start]
    if len(firms) == 1 and found.before is None and _UNIT_OF_FIRM.fullmatch(rest):
        return rest
    m = _FACET.match(scene.text[firms[-1].end : spot.clause.end])
    return m[1] if m else ""


def subject_of(
    scene: Scene, spot: Spot, number: NumberMention, found: Match, last: Last | None, place: str | None
) -> tuple[str, bool]:
    """The descriptive subject, and whether it was taken over from the number before."""
    counted = number.unit in ("count", "persons")
    left = left_noun(scene, spot.left, number.start)
    right = right_noun(scene, spot.after, spot.right) if counted or number.unit in _RIGHT_UNITS else ""
    if not counted and len(right) < 4:
        left, right = (left + right if found.after and left else left), ""
    own = of_itself(scene, spot, number, found, place, left, right)
    if own:
        return own, False
    head = "" if counted else _head(scene, spot, number, found)
    if head:
        return head, False
    if _measure_only(scene, spot, found) and len(right) < 4 and last and last.subject:
        return last.subject, True
    plain = words().compared.sub("", left)
    if (
        found.frame.subject == "firm"
        and found.before is None
        and plain == left
        and not words().hollow.fullmatch(left)
        and _OWNER.fullmatch(left)
    ):
        return left.rstrip("为是系"), False
    if words().firm.match(scene.text[spot.clause.start : number.start]) and found.frame.subject == "firm":
        return "公司", False
    if found.frame.measure == "进度" and _topic(scene, spot):
        return _topic(scene, spot), False
    special = _special(scene, spot, number, found, place, right)
    if special:
        return special, False
    core = _core(scene, spot, found, left, right, counted=counted)
    return _described(scene, spot, number, found, last, place, core, right)


def _head(scene: Scene, spot: Spot, number: NumberMention, found: Match) -> str:
    """The project or phase with which the clause opens (项目目前完成……, 二期投资……)."""
    begin = _content(scene, spot.clause.start, number.start)
    head = _TOPIC_HEAD.match(scene.flat, begin, number.start)
    if not head or begin < spot.left - 2:
        return ""
    rest = words().compared.sub("", left_noun(scene, head.end(), number.start))
    if not rest or words().hollow.fullmatch(rest) or found.frame.kind in _OF_PROJECT:
        return _phase(scene, spot, head[0])
    return ""


def _described(
    scene: Scene, spot: Spot, number: NumberMention, found: Match, last: Last | None, place: str | None,
    core: str | None, right: str,
) -> tuple[str, bool]:  # fmt: skip
    """The subject from the noun phrase ``core``; what only measures is of the number before, or of the sentence's topic."""
    before = last.subject if last and last.subject else ""
    if core and not right:
        acting = _ACTING.match(core)
        if acting:
            return phrase(scene, place, _in_full(scene, spot, acting[1])), False
        core = words().compared.sub("", core)
        if not scene.grounds(spot.left, number.start) and (not core or words().hollow.fullmatch(core)):
            topic = (
                before
                or _topic(scene, spot)
                or _head_before(scene, spot)
                or _stated_before(scene, spot, place)
            )
            if topic:
                return topic, bool(before)
    if not before and (not core or _measure_only(scene, spot, found)):
        topic = _topic(scene, spot)
        if topic:
            return topic, False
    if core is None and not before:
        core = right
    if not core and before:
        return before, True
    if before and core and len(core) <= 3 and _elided(scene, spot):
        return before + core, True
    return phrase(scene, place, _RELATIVE.sub("", core or "")), False


_RELATIVE = re.compile(
    r"^(?:此次|本次|这次|日前|近日)?[^，。；]*?(?:签约|落户|投资|建设|实施|承建|负责|位于|来自)[^，。；]*?的(?=[^的]{4,}(?:项目|基地|工程|工厂)$)"
)
"""此次签约落户某地的某某项目: the project alone is the subject."""


_ACTING = re.compile(
    r"([\u4e00-\u9fff]{0,12}?(?:企业|基地|园区|铁路|公路|民航|港口|财政|银行|景区|机场|越南|美国|韩国|日本|欧盟|德国|印尼|泰国|我国))(?:从[^，。；]{2,4}|累计|共|已|先后|全年|合计|又|新)*"
    r"(?:完成|实现|兑现|争取|投入|发放|引进|进口|出口|生产|派出|收获|新上|收购|采购|销售)[^，。；]{0,16}\Z"
)
"""Who acts in a phrase made of actor, verb and object (基地完成工业产值……): the statement is about the actor."""
_GENERAL = re.compile(r"基地|园区|景区|机场|港口")


def _in_full(scene: Scene, spot: Spot, name: str) -> str:
    """基地 alone under the full name that the paragraph printed before (古雷石化基地)."""
    if not _GENERAL.fullmatch(name):
        return name
    floor = next(s.start for s in scene.sentences if s.paragraph == spot.sentence.paragraph)
    found = list(re.finditer(rf"[\u4e00-\u9fff]{{2,10}}{name}", scene.text[floor : spot.clause.start]))
    full = left_noun(scene, floor + found[-1].start(), floor + found[-1].end()) if found else ""
    return full.rpartition("的")[2] or name


_TOPIC_HEAD = re.compile(
    r"(?:该|本|此|上述)?(?:产业)?(?:项目|基地(?!内|企业|共|[一二三四五六七八九\d]))(?:[一二三四]期)?(?:工程)?(?!数|总数|个|共|库|\d|建设用地)|[一二三]期、[二三四]期(?:项目|工程)?|[一二三四]期(?:项目|工程)?(?!共)|(?:该|本)?(?:矿山|矿区)|(?:该|本)(?:基地|工程|园区|县|市|区|省|企业|公司)"
)
"""What a clause opens with and its figures belong to."""
_OF_PROJECT = frozenset(
    {
        "investment",
        "capacity",
        "finance",
        "project",
        "output_value",
        "growth",
        "employment",
        "factor_support",
        "sales",
        "production",
    }
)


def _phase(scene: Scene, spot: Spot, head: str) -> str:
    """A phase with the project it belongs to, where that opens the sentence."""
    if not re.match(r"[一二三四]期", head):
        named = _topic(scene, spot) or _named_before(scene, spot)
        m = _ANY_PROJECT.match(head)
        return named + head[m.end() :] if named and m else head
    for clause in spot.sentence.clauses[: spot.at]:
        m = _PHASED.match(scene.flat, clause.start, clause.end)
        if m:
            return m[1] + head[:2]
    return head


_PHASED = re.compile(
    r"([^，。；]{0,28}?(?:项目|基地|工程|工厂))(?=[一二三四]期|分[两二三四]期|总|已|于|，|位于|由)"
)


def _head_before(scene: Scene, spot: Spot) -> str:
    """The subject with which an earlier clause of the sentence opens (项目达产后，……)."""
    for clause in reversed(spot.sentence.clauses[: spot.at]):
        m = _TOPIC_HEAD.match(scene.flat, clause.start, clause.end)
        if m:
            return _phase(scene, spot, m[0])
    return ""


def _topic(scene: Scene, spot: Spot) -> str:
    """The named project with which the sentence opens (某某项目位于……，总投资……)."""
    return project_name(scene, spot.sentence, spot.clause.start)


_STATED = re.compile(
    r"([\u4e00-\u9fffA-Z、]{0,16}?(?:总量|总额|产值|产量|销量|收入|规模|增加值|价格|指数|容量|装机|进出口|出口|进口|投资|用电量|发电量|存量|余额|里程|面积|GDP))"
    r"(?=再|已|首次|同比|持续|继续|稳步|快速|保持|实现|不断|又|呈|增|突破|创|达|位居|居|$)"
)


def _stated_before(scene: Scene, spot: Spot, place: str | None) -> str:
    """The measure that an earlier clause of the sentence speaks of (经济总量再上新台阶，突破……)."""
    for clause in reversed(spot.sentence.clauses[: spot.at]):
        start = _content(scene, clause.start, clause.end)
        m = _STATED.match(scene.flat, start, clause.end)
        if m:
            return phrase(scene, place, left_noun(scene, start, m.end()))
        head = _NOUN_HEAD.match(scene.flat, start, clause.end)
        if head and not scene.numbers(start, clause.end):
            return phrase(scene, place, left_noun(scene, start, head.end()))
    return ""


_NOUN_HEAD = re.compile(
    r"[\u4e00-\u9fff“”、]{3,18}?(?:资源|产业|产品|市场|企业|行业|项目|基地|园区|线路|生产线|设备|电池|材料|矿|系统|车型|汽车|装置|工厂)(?=具有|主要|是|为|属于|位于|拥有|已|目前|采用|占地|坐落|设计)"
)


_NEWLY = re.compile(
    r"(?:建设|投资|签约|实施|启动|推进|打造|新建|竞得|中标|落户|承建|举行了|的|了|，|。|：|^)"
    r"(?P<n>(?!该|本|此|上述|一批|重点|重大|多个|部分|全部|其他|新|在建)[\u4e00-\u9fffA-Za-z0-9·（）]{3,30}?(?:项目|基地|工程))(?=[，。；、\n（]|开工|签约|正式|落户|位于|总投资|竣工|投产|是|于|在|一期|二期|建设)"
)
_ANY_PROJECT = re.compile(r"(?:该|本|此|上述)?(?:产业)?(?:项目|基地|工程)")


def _named_before(scene: Scene, spot: Spot) -> str:
    """The project that the sentences before named last: what 项目 and 基地 alone mean."""
    floor = max(0, spot.clause.start - 400)
    names = [m["n"] for m in _NEWLY.finditer(scene.flat, floor, spot.clause.start)]
    names = [re.split("的|建设(?!项目)", n)[-1] for n in names]
    names = [n for n in names if len(n) >= 6 and not re.search(r"\d[个项]|[一二三四五六七八九十]个", n)]
    return names[-1] if names else ""


_RIGHT_UNITS = frozenset({"t/a", "CNY", "t", "GWh", "GWh/a", "km"})
_BARE = frozenset({"", "设计", "规划", "总", "新增", "合计"})
_MEASURED = frozenset({"investment", "growth", "finance", "factor_support"})


def _measure_only(scene: Scene, spot: Spot, found: Match) -> bool:
    """Whether nothing but the measure stands before the number (总投资90亿元): it is about what was counted before."""
    if found.before is None or found.frame.kind not in (*_MEASURED, "capacity"):
        return False
    inside = left_noun(scene, spot.left, found.before[0]) if found.before[0] >= spot.left else ""
    if found.frame.kind == "finance" and inside and not words().hollow.fullmatch(inside):
        return False
    return inside in _BARE if found.frame.kind == "capacity" else len(inside) < 3


_VERBS = re.compile(
    r"(?:已|共|累计|新|年)?(?:探明|查明|发现|生产|采购|销售|出口|进口|收获|消纳|处理|回收|供应|输送|运送|完成|实现)"
)


def _core(scene: Scene, spot: Spot, found: Match, left: str, right: str, *, counted: bool) -> str | None:
    """The noun phrase of the subject; None where it is the thing before, or else what follows."""
    if found.before and scene.text[found.before[0]] == "年" and found.before[0] >= spot.left:
        return left_noun(scene, spot.left, found.before[0]) or None
    if found.frame.kind == "factor_support" and re.search("资金|债|基金", right):
        return right
    if not counted:
        return right if right and (found.after or not left or _VERBS.fullmatch(left)) else left
    if len(right) < 2:
        return left
    return left + right if left and len(left) <= 12 and left not in right else right


def _special(
    scene: Scene, spot: Spot, number: NumberMention, found: Match, place: str | None, right: str
) -> str | None:
    """Subjects that are built otherwise: parts of a whole, what is repeated, what is done with minerals."""
    whole = (
        _WHOLE.search(scene.flat, number.end, spot.clause.end) if number.unit == "count" and right else None
    )
    if whole:
        return phrase(scene, place, whole[1]) + "·" + right
    if number.unit.startswith("次/"):
        return phrase(scene, None, _cycle(scene, spot, number))
    if found.frame.kind == "mineral_focus":
        return phrase(scene, place, _minerals(scene, spot, number))
    return None


_WHOLE = re.compile(r"(?:组成|构成)的([\u4e00-\u9fff]{3,16})")
"""What parts make up (由3个甲、5个乙组成的丙): the subject, of which each part is a facet."""

_DONE = re.compile(
    r"(?:对|就|针对)?(?:[^，。；]*的)?([^，。；的]{2,14}?)(?:进行|开展|实施|组织)(?:\d次|一次)?([^，。；]{2,12})"
)


def _cycle(scene: Scene, spot: Spot, number: NumberMention) -> str:
    """What is done again and again: 重点项目每月专项调度."""
    head = scene.text[number.core[0] : number.core[0] + 2]
    m = _DONE.search(scene.flat, number.core[0] + 2, spot.clause.end)
    return f"{m[1]}{head}{m[2]}" if m else head + scene.text[number.core[0] + 2 : spot.clause.end][:16]


def _minerals(scene: Scene, spot: Spot, number: NumberMention) -> str:
    """What is done with the minerals, and the minerals: 主攻矿产, 探明矿产."""
    verbs = re.findall(
        r"主攻|勘查|勘探|探明|发现|开发|利用|重点|查明", scene.flat[spot.clause.start : number.start]
    )
    return "".join(verbs[:1]) + "矿产"


_OWNER = re.compile(
    r"(?!.*(?:产业|企业|项目|产品|规模|生产线|产能|建设|电池材料|以|个|其))[\u4e00-\u9fffA-Za-z]{3,12}"
)
"""Printed right before a capacity, without a word between, where no organisation is known: who owns it."""

_VERB = re.compile(r"^(?:已|将|完成|其中|累计|共|总|同比|并|由|从|到|达|增)")


def _elided(scene: Scene, spot: Spot) -> bool:
    """Whether the clause opens with a verb, so that its subject is the one before."""
    return bool(_VERB.match(scene.text[spot.clause.start : spot.clause.end]))
