"""The subject of a number that is no firm"s: a phrase made of place, industry and noun phrase, or what was spoken of before."""

from __future__ import annotations

import re

from lianzhang.evidence.claims.ellipsis import elided, of_found
from lianzhang.evidence.claims.list_heads import level_of
from lianzhang.evidence.claims.measures import lone_head, only_measures, opening_noun
from lianzhang.evidence.claims.own import of_itself
from lianzhang.evidence.claims.parallel import of_this_place, of_whole
from lianzhang.evidence.claims.reading import Last, Spot
from lianzhang.evidence.claims.special import AMOUNTS, TRADED, special
from lianzhang.evidence.claims.topics import (
    content,
    named_before,
    opening_head,
    opening_head_before,
    opening_project,
    stated_before,
)
from lianzhang.evidence.claims.who_counted import without_deed
from lianzhang.evidence.frames.matcher import Match
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.noun_phrases import is_facet, is_noun
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.segments import classes
from lianzhang.evidence.subjects.counted import BY_KIND
from lianzhang.evidence.subjects.facets import bare
from lianzhang.evidence.subjects.phrases import left_noun, phrase, right_noun
from lianzhang.evidence.words import words

__all__ = ["subject_of"]

_COURSE = re.compile("(?:产量|销量|产值|价格|销售额|出口|进口|收入|营收|利润|净利润)")
_GOES = re.compile(
    "(?:均|都)?(?:同比|环比|实现|保持|出现|增|减|上升|上涨|下降|下滑|下跌|回升|回落|[正负]增长)"
)


def _whose_course(scene: Scene, spot: Spot, right: str) -> str:
    """What is counted without the measure that rises or falls (84种产品产量同比增长: 产品)."""
    at = scene.text.find(right, spot.after, spot.clause.end)
    m = _COURSE.search(right, 2) if at >= 0 else None
    if m and m.end() == len(right) and _GOES.match(scene.flat, at + len(right)):
        return right[: m.start()]
    return right


_ONLY_GOES = re.compile(
    "(?:同比|环比|大幅|小幅|微幅)?(?:上涨|下跌|增长|下降|上升|下滑|回升|回落|提升|增加|减少)"
)
_RIGHT_UNITS = frozenset({"t/a", "CNY", "t", "GWh", "GWh/a", "MW", "km", "mu", "km2"})


_SCOPES = frozenset(["世界", "全球", "全国", "国内", "亚洲", "行业", "同行"])
"""Among whom a rank holds: no one's name."""


def subject_of(
    scene: Scene, spot: Spot, number: NumberMention, found: Match, last: Last | None, place: str | None
) -> tuple[str, bool, str]:
    """The descriptive subject, whether it was taken over from the number before, and which rule gave it."""
    counted = number.unit in ("count", "persons")
    left, right = _sides(scene, spot, number, found, counted)
    if last and elided(scene, spot, number, found, last, left, right):
        return last.subject or "", True, "elided"
    own = (
        of_itself(scene, spot, number, found, place, left, right)
        or of_found(scene, spot, number, found, place)
        or of_whole(scene, spot, number, right, place, last)
    )
    if own:
        return own, False, "itself"
    head = "" if counted and found.frame.kind != "project" else opening_head(scene, spot, number, found)
    if head:
        return head, False, "head"
    if _measure_only(scene, spot, number, found) and len(right) < 4 and last and last.subject:
        parallel = of_this_place(scene, spot, number, last)
        if parallel:
            return parallel, False, "parallel"
        since = _spoken_since(scene, spot, last)
        return (phrase(scene, place, since), False, "since") if since else (last.subject, True, "measure")
    plain = words().compared.sub("", left)
    if (
        found.frame.subject == "firm"
        and found.before is None
        and plain == left
        and not words().hollow.fullmatch(left)
        and _OWNER.fullmatch(left)
    ):
        return left.rstrip("为是系"), False, "owner"
    if words().firm.match(scene.text[spot.clause.start : number.start]) and found.frame.subject == "firm":
        return "公司", False, "company"
    if found.frame.measure == "进度" and opening_project(scene, spot):
        return opening_project(scene, spot), False, "progress"
    built = special(scene, spot, number, found, place, right)
    if built:
        return built, False, "special"
    core = _core(scene, spot, number, found, left, right, counted=counted)
    return *_described(scene, spot, number, found, last, place, core, right), "described"


def _sides(scene: Scene, spot: Spot, number: NumberMention, found: Match, counted: bool) -> tuple[str, str]:
    """The noun phrases before and behind a number, without examples of what is counted and among whom a rank holds."""
    left = left_noun(scene, spot.left, number.start)
    if counted and scene.flat.endswith("在内的", spot.left, number.start):
        left = ""  # 包括甲在内的5家: examples
    if (
        left in _SCOPES
        and found.frame.kind == "market_rank"
        and not opening_noun(scene, spot.left, number.start)
    ):
        left = ""
    right = _right(scene, spot, number)
    examples = scene.flat.endswith(("等", "等的"), spot.left, number.start)
    if counted and examples and (len(right) >= _LONG or (number.noun in BY_KIND and len(right) > 1)):
        left = ""  # 甲路、乙路等58条道路: named as examples of what is counted
    if not counted and len(right) < 4:
        left, right = (left + right if found.after and left else left), ""
    return left, right


def _right(scene: Scene, spot: Spot, number: NumberMention) -> str:
    """The noun behind a number that counts or measures: of what is counted no course, level or deed."""
    counted = number.unit in ("count", "persons")
    right = right_noun(scene, spot.after, spot.right) if counted or number.unit in _RIGHT_UNITS else ""
    if not counted or not right:
        return right
    if _ONLY_GOES.fullmatch(right):
        return ""  # 比上年同期的5万辆上涨……
    return without_deed(
        number, level_of(scene, spot.after, spot.clause.end, _whose_course(scene, spot, right))
    )


_WORKS = frozenset(
    {
        "technology_parameter",
        "capacity",
        "investment",
        "environment",
        "milestone",
        "production",
        "project_count",
        "reserve",
    }
)
_OF_WORKS = re.compile(
    r"(?:[\u4e00-\u9fff]{0,5}(?:平均)?品位|矿石量|[\u4e00-\u9fff]?金属量|水电站|电站|大桥|工程|线路|路线|全长|总长|全线|全程|设计速度|设计时速|总库容|防洪库容|库容|正常蓄水位|蓄水位|总建筑面积|建筑面积|占地面积|建设工期|总工期|工期|年均发电量|单机容量|总装机容量|总装机|主跨|主桥)"
)
"""Measures of works: of the station, the bridge or the line that the text has named."""


def _described(
    scene: Scene, spot: Spot, number: NumberMention, found: Match, last: Last | None, place: str | None,
    core: str | None, right: str,
) -> tuple[str, bool]:  # fmt: skip
    """The subject from the noun phrase ``core``; what only measures is of the number before, or of the sentence's topic."""
    before = last.subject if last and last.subject else ""
    if core and not right:
        made = _MADE.fullmatch(core) if found.frame.kind in TRADED else None
        if made:
            return phrase(scene, place, made["thing"] + AMOUNTS[made["does"]]), False
        acting = _ACTING.match(core)
        if acting:
            return phrase(scene, place, acting[1]), False
        core = words().compared.sub("", core)
        if _OF_WORKS.match(core) and found.frame.kind in _WORKS:
            works = opening_project(scene, spot) or named_before(scene, spot)
            if works:
                return works, False
        if not scene.grounds(spot.left, number.start) and (not core or words().hollow.fullmatch(core)):
            topic = (
                before
                or opening_project(scene, spot)
                or opening_head_before(scene, spot)
                or lone_head(scene, spot)
                or stated_before(scene, spot, place)
            )
            if topic:
                return topic, bool(before)
    alone = not core or (
        _measure_only(scene, spot, number, found) and not scene.grounds(spot.left, number.start)
    )
    if not before and alone:
        stated = not (core or right or scene.grounds(spot.left, number.start))
        topic = opening_project(scene, spot) or (stated_before(scene, spot, place) if stated else "")
        if topic:
            return topic, False
    core = right if core is None and not before else core
    if not core and before:
        return before, True
    if before and core and not right and len(core) <= 3 and _elided(scene, spot):
        return before + core, True
    core = _RELATIVE.sub("", core or "")
    if place and bare(core) and _opened_by_place(scene, spot, number):
        return "、".join(scene.short(p) for p in place.split(";")) + core, False
    return phrase(scene, place, core), False


_MADE = re.compile(
    r"(?:全?行业|全球|全国|各地)?(?:累计|合计|共|实际|已){0,6}(?P<does>生产|销售|出口|进口)(?P<thing>(?!总|额|量|价|收入|金额|企业|能力|规模|结构|产品的?[量额])[\u4e00-\u9fffA-Za-z]{2,12}?(?<![量额值]))"
)
"""What a trade makes or sells (全行业生产轮胎……): the goods are what is measured."""


def _opened_by_place(scene: Scene, spot: Spot, number: NumberMention) -> bool:
    """Whether the clause opens with a place: what it measures is the place's (江苏省新增装机容量……)."""
    start = content(scene, max(spot.clause.start, spot.left), number.start)
    return any(p.start == start for p in scene.grounds(start, number.start))


_RELATIVE = re.compile(
    r"^(?:此次|本次|这次|日前|近日)?[^，。；]*?(?:签约|落户|投资|建设|实施|承建|负责|位于|来自)[^，。；]*?的(?=[^的]{4,}(?:项目|基地|工程|工厂)$)"
)
"""此次签约落户某地的某某项目: the project alone is the subject."""
_ACTING = re.compile(
    r"([\u4e00-\u9fff]{0,12}?(?:企业|基地|园区|铁路|公路|民航|港口|财政|银行|景区|机场|越南|美国|韩国|日本|欧盟|德国|印尼|泰国|我国))(?:从[^，。；]{2,4}|累计|共|已|先后|全年|合计|又|新){0,3}"
    r"(?:完成|实现|兑现|争取|投入|发放|引进|进口|出口|生产|派出|收获|新上|收购|采购|销售)[^，。；]{0,16}\Z"
)
"""Who acts in a phrase made of actor, verb and object (基地完成工业产值……): the statement is about the actor."""


_LONE_WORKS = re.compile("[\u4e00-\u9fff]{4,20}(?:工程|项目|行动|基地)")


def _lone_works(scene: Scene, start: int, end: int) -> str:
    """The works that are all a clause prints (……；某某保障工程，计划投入……)."""
    text = scene.text[start:end]
    return text if _LONE_WORKS.fullmatch(text) and is_noun(text) else ""


def _spoken_since(scene: Scene, spot: Spot, last: Last) -> str:
    """The thing of which a clause without a number speaks between the number before and this one (国际油价涨幅更大，超过……)."""
    told = last.told[-1] if last.told else None
    if told is None or told.sentence != spot.index:
        return ""
    for clause in reversed(spot.sentence.clauses[told.clause + 1 : spot.at]):
        if clause.segment != spot.clause.segment:
            return ""
        noun = opening_noun(scene, clause.start, clause.end) or _lone_works(scene, clause.start, clause.end)
        if len(noun) > 3 and not bare(noun):
            return noun
    return ""


_BARE = frozenset({"", "设计", "规划", "总", "新增", "合计"})
_LONG = 4
_MEASURED = frozenset({"investment", "growth", "finance", "factor_support"})


def _measure_only(scene: Scene, spot: Spot, number: NumberMention, found: Match) -> bool:
    """Whether nothing but the measure stands before the number (总投资90亿元): it is about what was counted before."""
    if found.before is None or found.frame.kind not in (*_MEASURED, "capacity"):
        return False
    inside = left_noun(scene, spot.left, found.before[0]) if found.before[0] >= spot.left else ""
    if found.frame.kind == "investment" and inside and _SPENT.search(scene.flat, *found.before):
        return False  # 游客总花费: of those who spend
    if found.frame.kind == "finance":
        if inside and not words().hollow.fullmatch(inside):
            return False
        whole = words().compared.sub("", left_noun(scene, spot.left, number.start))
        own = len(whole) > _LONG and not only_measures(whole) and not words().hollow.fullmatch(whole)
        if own and not scene.names(spot.sentence.start, number.start, "organisation"):
            return False  # 社会融资规模增量
    if found.frame.kind == "capacity":
        return inside in _BARE
    if found.frame.kind == "growth" and len(inside) < 3 and spot.left == spot.clause.start:
        whole = words().compared.sub("", left_noun(scene, spot.left, number.start))
        if len(whole) > _LONG and not bare(whole) and is_facet(whole) and not only_measures(whole):
            return False  # 城镇化率达到……: of itself
    return len(inside) < 3 and not (found.frame.kind == "growth" and _is_thing(inside))


def _is_thing(noun: str) -> bool:
    """Whether a short noun is what grew (豆粕), not what grew of something (产值, 同比)."""
    if len(noun) != 2 or noun[-1] in _OF_SOMETHING or words().hollow.fullmatch(noun):
        return False
    return is_noun(noun) and not is_facet(noun)


_SPENT = re.compile("花费|消费")
_OF_SOMETHING = frozenset("耗量额率价值速幅比度数费利本重润收入口")
"""How words for what is measured end (能耗, 出口)."""


_SUPPORT = re.compile("资金|债|基金")
_VERBS = re.compile(
    r"(?:已|共|累计|新|年)?(?:探明|查明|发现|生产|采购|销售|出口|进口|收获|消纳|处理|回收|供应|输送|运送|完成|实现)"
)


_SOLD_TO = re.compile(
    "(?:已|先后|直接){0,6}(?:出口|远销|销往|畅销|行销|覆盖|遍[布及]|进[入驻]|布局|落地)(?:了|到|至|往|全球|世界|海外){0,6}\\Z"
)
_LANDS = re.compile("国家|地区|[^，。；]{0,8}(?:城市|省份|省[区市]|区县|县市)")
_LEVEL = re.compile(r"(?:目标|水平|规模|门槛|大关|台阶)\Z")
_SOME = re.compile("(?:[多数几][个座条家项]|一批|一个|一座|一条)(?:建成)?")
_PLANT = re.compile(r"(?:项目|工程|生产线|产线|电站)\Z")
_OF_SORT = re.compile("(?:是|为|属于|系)([\u4e00-\u9fff]{2,12})\\Z")
"""337辆车中，95辆为混合动力: the sort is what is counted."""
_OTHERS = frozenset(["其余", "其他", "另外", "剩余"])
_DOING = frozenset(["运行", "运营", "投运", "登陆", "开工", "投产", "生产", "销售", "参与", "从事", "登记"])


def _core(
    scene: Scene, spot: Spot, number: NumberMention, found: Match, left: str, right: str, *, counted: bool
) -> str | None:
    """The noun phrase of the subject; None where it is the thing before, or else what follows."""
    if found.before and scene.text[found.before[0]] == "年" and found.before[0] >= spot.left:
        return left_noun(scene, spot.left, found.before[0]) or None
    if found.frame.kind == "factor_support" and _SUPPORT.search(right):
        return right
    if not counted:
        right = "" if _LEVEL.search(right) else right.removeprefix("等级").removeprefix("级")
        left = "" if _SOME.fullmatch(left) else left
        if _PLANT.search(right) and 1 < len(left) < 9 and not bare(left) and not _VERBS.fullmatch(left):
            return left + right  # 远景90万吨不锈钢项目
        return right if right and (found.after or not left or _VERBS.fullmatch(left)) else left
    if _LANDS.match(right) and (sold := _SOLD_TO.search(left)):
        return left[: sold.start()] or None  # 产品出口80多个国家: of the products
    if len(right) < 2:
        left = "" if left in _OTHERS else left
        sort = _OF_SORT.match(scene.flat, spot.after, spot.clause.end) if not left else None
        return sort[1] if sort else left
    doing = classes().get(left) in ("verb", "mixed") or left in _DOING
    if doing and scene.flat.endswith("的", spot.left, number.start):
        left = ""  # 正在运行的12条生产线
    return left + right if left and len(left) <= 12 and left not in right else right


_OWNER = re.compile(
    r"(?!.*(?:产业|企业|项目|产品|规模|生产线|产能|建设|电池材料|以|个|其|我[省市县区州]))[\u4e00-\u9fffA-Za-z]{3,12}"
)
"""Printed right before a capacity, without a word between, where no organisation is known: who owns it."""
_VERB = re.compile(r"^(?:已|将|完成|其中|累计|共|总|同比|并|由|从|到|达|增)")


def _elided(scene: Scene, spot: Spot) -> bool:
    """Whether the clause opens with a verb, so that its subject is the one before."""
    return bool(_VERB.match(scene.text[spot.clause.start : spot.clause.end]))
