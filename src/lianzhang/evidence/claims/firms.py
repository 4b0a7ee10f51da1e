"""The firms a number is of: those its clause speaks of, what 公司 and 其 mean, a firm the lexicon lacks, a part of a firm."""

from __future__ import annotations

import re

from lianzhang.evidence.claims.affiliates import held_under, in_office, with_its_own
from lianzhang.evidence.claims.cited import by_its_books, said_of_a_land
from lianzhang.evidence.claims.holders import holder, of_capital
from lianzhang.evidence.claims.markets import of_a_market
from lianzhang.evidence.claims.meant import of_the_group, of_the_next, this_one
from lianzhang.evidence.claims.named_again import named_again
from lianzhang.evidence.claims.notes import noted
from lianzhang.evidence.claims.parts import called_by_part
from lianzhang.evidence.claims.planned import planner
from lianzhang.evidence.claims.reading import Last, Reading, Spot
from lianzhang.evidence.claims.sections import section_firm
from lianzhang.evidence.claims.topics import TOPIC_HEAD, content
from lianzhang.evidence.claims.unknown_lead import unknown_lead
from lianzhang.evidence.claims.who_spoke import who_spoke
from lianzhang.evidence.clauses import Clause, Sentence, sentence_at
from lianzhang.evidence.frames.matcher import Frame, Match
from lianzhang.evidence.mentions import NameMention, NumberMention
from lianzhang.evidence.noun_phrases import is_noun
from lianzhang.evidence.relations.projects import project_name
from lianzhang.evidence.scene import Scene, in_paragraph, item_at, one_of_many
from lianzhang.evidence.subjects.counted import BY_KIND, is_kind
from lianzhang.evidence.subjects.firms import WATCHERS, firms_of, governed, is_scholar, is_source, of_a_trade
from lianzhang.evidence.subjects.kinds import of_a_country
from lianzhang.evidence.subjects.phrases import left_noun, right_noun
from lianzhang.evidence.words import words

__all__ = ["anaphora", "facet", "firms_for", "opened_by_firm", "spoken_of"]


def firms_for(
    reading: Reading, spot: Spot, number: NumberMention, frame: Frame, last: Last, same: bool
) -> tuple[list[NameMention], str]:
    """The firms that ``number`` is of, empty where it is of none, and which rule gave them; ``same`` says whether ``last`` stands in the same
    sentence."""
    scene = reading.scene
    far = frame.subject == "firm"
    if frame.measure == "折价" and same and last.firms:
        return list(last.firms), "issue"  # 发行价格为……，系……均价的80%
    outright = _outright(scene, spot, number, last)
    if outright is not None:
        return outright, "outright"
    start = content(scene, spot.clause.start, number.start)
    if words().firm.match(scene.text[start : number.start]) and (
        far or number.unit not in ("count", "persons") or _LAYS_OFF.search(scene.flat, start, number.start)
    ):
        own = scene.names(start, number.start, "organisation")
        other = _OF_ANOTHER.search(scene.flat, with_its_own(scene, start), own[0].start) if own else None
        if other is None or _TOWARDS.search(scene.flat, start, other.start()):
            return anaphora(scene, start, number.start), "company"
    found = in_office(scene, firms_of(scene, spot.index, spot.at, number.start, far=far), number.start)
    found = [n for n in found if not of_a_trade(scene, n, frame.kind)]
    if found and number.unit == "count":
        between = scene.flat[found[-1].end : number.start].strip()
        if between.endswith("等") or (not between and len(found) > 1):
            return [], "counted"  # 甲、乙等5家企业, 甲某项目等20个项目, 甲、乙两家企业: what is counted
    if (
        found
        and found[0].start < spot.clause.start
        and _not_of_firm(scene, spot, number, found, last, same, far)
    ):
        return [], "none"
    if not found or found[0].start < spot.clause.start:
        begin = content(scene, spot.clause.start, number.start)
        unknown = unknown_lead(scene, spot, number) if far else named_again(scene, begin, number.start)
        if unknown:
            return [unknown], "unknown"
    if not found and far and same and last.firms and last.segment == spot.clause.segment:
        return list(last.firms), "last"
    if found or (number.unit in ("count", "persons") and not far):
        return found, "found"
    earlier = _firm_before(scene, spot) if far else None
    if earlier is None:
        return [], "none"
    return anaphora(scene, content(scene, earlier.start, earlier.end), earlier.end), "before"


_LAYS_OFF = re.compile("裁员|裁减|裁撤|解雇|招聘|增聘|招募")
"""What a firm does with its staff."""
_TARGET_PRICE = re.compile("目标价[^，。；]{0,8}\\Z")
_TARGETED = re.compile("的?[^，。；\\d]{0,4}(?:\\d{1,2}个月)?目标价")
_RATES = re.compile("(?:给予|首予|覆盖|维持|重申|看好|推荐|关注|将|对|予)\\Z")
_GIVES = re.compile(
    r"(?:（[^（）]{2,20}）)?(?:\d{1,2}月\d{1,2}日)?(?:近日|今日)?(?:[：:]|发布|发表|表示|研报|认为|指|称|维持|给予|首予|首次|重申|上调|下调)"
)


def _rated(scene: Scene, spot: Spot, number: NumberMention) -> NameMention | None:
    """The firm whose share a target price is of: the one rated, not the house that rates it."""
    behind = _TARGETED.match(scene.flat, number.end, spot.clause.end)
    if not (behind or _TARGET_PRICE.search(scene.flat, spot.left, number.start)):
        return None
    floor = max(0, spot.sentence.start - 160)
    named = scene.names(floor, number.start, "organisation")
    for n in reversed(named):
        if _RATES.search(scene.flat, max(0, n.start - 2), n.start):
            return n
    return next((n for n in reversed(named) if not _GIVES.match(scene.flat, n.end)), None)


def _outright(scene: Scene, spot: Spot, number: NumberMention, last: Last) -> list[NameMention] | None:
    """The firms that the wording of the clause itself settles, none for the size of a market; None where it settles nothing."""
    if number.unit == "%" and last.sentence == spot.index and last.firms and last.frame:
        begin = content(scene, spot.left, number.start)
        if last.frame.measure in _HELD_OF and of_capital(scene, begin, number.start):
            return list(last.firms)  # ……万股，占某某总股本的……
    held = holder(scene, spot, number)
    if held:
        return [held]
    if of_a_market(scene, spot, number):
        return []
    found = (
        of_the_next(scene, spot, number)
        or of_the_group(scene, spot, number)
        or called_by_part(scene, spot, number)
        or _beside_its_name(scene, spot, number)
        or _rated(scene, spot, number)
        or _next_in_list(scene, spot, number, last)
        or planner(scene, spot, number)
    )
    return [found] if found else None


def _next_in_list(scene: Scene, spot: Spot, number: NumberMention, last: Last) -> NameMention | None:
    """The firm with which a further member of a list opens (甲跌5%、乙跌8%); None where the number is no further one."""
    if spot.left <= spot.clause.start:
        return None
    named = scene.names(spot.left, number.start, "organisation")
    listed = _IN_BRACKETS.fullmatch(scene.flat, spot.left, number.start) if not named and last.firms else None
    if listed and last.sentence == spot.index and scene.flat.startswith("（", last.firms[-1].end):
        return NameMention(*listed.span("n"), "organisation", listed["n"])  # 甲（5亿元）、乙（4亿元）
    if not named or not _FURTHER.fullmatch(scene.flat, spot.left, named[0].start):
        return None
    return named[0] if not governed(scene, named[0]) and not is_source(scene, named[0]) else None


def _beside_its_name(scene: Scene, spot: Spot, number: NumberMention) -> NameMention | None:
    """The firm behind whose name a bracket holds the number alone (排名靠前的为甲（5亿元）、乙（4亿元）)."""
    at = number.start - 1
    if not (scene.flat.startswith("（", at) and scene.flat.startswith("）", number.end)):
        return None
    named = [n for n in scene.names(spot.left, at, "organisation") if n.end == at]
    return (
        named[0]
        if named and scene.flat.endswith(("为", "是", "："), spot.clause.start, named[0].start)
        else None
    )


_HELD_OF = frozenset({"股份", "股权", "增减持", "占比", "回购", "质押", "融资", "收购"})
_IN_BRACKETS = re.compile("）?[、，和及](?P<n>(?!其[他余中])[\u4e00-\u9fff]{3,6}(?<!公司|企业|市场|地区))（")
_FURTHER = re.compile("[）]?[、，和及]")


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
    if of_a_country(scene, spot.clause.start, number.start) or said_of_a_land(scene, spot, number, found):
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
    if number.noun in BY_KIND and is_kind(noun):
        return True
    own = left_noun(scene, spot.left, number.start)
    return len(noun) > 8 or (number.unit == "count" and len(own) >= 5 and own.endswith(("项目", "企业")))


_OF_ANOTHER = re.compile(r"子公司|孙公司|参股公司|股东|控制人|实控人|行动人")
_TOWARDS = re.compile(
    r"(?:[向给对与由从]|收购|购买|购入|受让|取得)(?:其|公司|第?[一二三]?大|控股|全资|原有?|现有|全体|部分|及){0,6}\Z"
)
"""公司拟向大股东某某发行……: the part or holder is not who acts."""
_POINTS = re.compile(r"^(?:[“该本其]|报告期){0,6}(?:内)?")
_INTRODUCED = re.compile(
    r"(?:（[^）]{2,14}）)?[^，。；]{0,8}(?:发布|公告|披露|公布|表示|(?:说明书|[年季中财]报|公告)(?:介绍|显示|称))"
)


def anaphora(scene: Scene, start: int, end: int) -> list[NameMention]:
    """The firm that 公司 or its like at ``start`` means; under that word where the text names none."""
    sentence = sentence_at(scene.sentences, start)
    opened = [
        n
        for n in scene.names(sentence.start if sentence else start, start, "organisation")
        if _INTRODUCED.match(scene.flat, n.end)
    ]
    if opened and not scene.text.startswith("企业", start):
        return opened[-1:]
    given = _AS_EXAMPLE.search(scene.flat, sentence.start, start) if sentence else None
    if given:
        name = scene.text[slice(*given.span("n"))]
        return [NameMention(*given.span("n"), "organisation", name)]
    if scene.text.startswith("其", start) and sentence:
        near = scene.names(sentence.start, start, "organisation")
        under = held_under(scene, sentence.start, start) if near else None
        if under:
            return [under]
        if near:
            return near[-1:]
        whose = _AS_FOR.search(scene.flat, sentence.start, start)
        if whose:
            return [NameMention(*whose.span("n"), "organisation", scene.text[slice(*whose.span("n"))])]
    this = this_one(scene, start) if sentence else None
    if this:
        return [this]
    headed = section_firm(scene, start) or (by_its_books(scene, sentence, start) if sentence else None)
    if headed and not scene.text.startswith("企业", start):
        return [headed]
    if sentence and not scene.firm_named and not scene.text.startswith("企业", start):
        spoken = _paragraph_firm(scene, sentence, start)
        if spoken:
            return [spoken]
    if scene.main_firm and not scene.text.startswith("企业", start):
        return [n for n in scene.mentions.names if n.name == scene.main_firm][:1]
    spoke = who_spoke(scene, sentence, start) if sentence else None
    if spoke and not scene.text.startswith("企业", start):
        return [spoke]
    m = words().firm.match(scene.text[start:end])
    name = _POINTS.sub("", m[0]) if m else ""
    return [NameMention(start, start, "organisation", name or "公司")]


_AS_EXAMPLE = re.compile("以(?:[^，。；]{0,20}的)?(?P<n>[^，。；：的（）]{2,12})(?:（[^（）]{2,24}）)?为例，")
"""以某某（代码）为例，该公司……: the example is who is meant."""
_AS_FOR = re.compile("对于?(?P<n>[^，。；：]{2,14}?)(?:而言|来说|来讲)，\\Z")
"""对某某而言，其……: whose what follows is."""


def _paragraph_firm(scene: Scene, sentence: Sentence, before: int) -> NameMention | None:
    """The firm that announced last in the paragraph, else the one that opened a clause last: 公司 in news means it.

    One named after 公司 first stands in the paragraph is another, unless it announces; a broker's note is of the firm it rates.
    """
    last = announced = None
    meant = False
    for other in in_paragraph(scene, sentence.paragraph):
        if other.start >= before:
            break
        if item_at(scene, other.start) != item_at(scene, sentence.start):
            continue
        for clause in other.clauses:
            start = content(scene, clause.start, clause.end)
            opened = [
                n
                for n in scene.names(start, min(clause.end, before), "organisation")
                if (
                    n.start - start <= 2
                    or _HEADS.fullmatch(scene.flat, start, n.start)
                    or _WIRE.fullmatch(scene.flat, start, n.start)
                )
                and not scene.flat.startswith("、", n.end)
            ]
            if opened and not _SOURCED.match(scene.flat, opened[0].end):
                last = last if meant else opened[0]
                if _ANNOUNCED.match(scene.flat, opened[0].end) or (
                    announced is None and _DEALS.match(scene.flat, opened[0].end)
                ):
                    announced = opened[0]
            elif last is None and clause.start < before:
                meant |= scene.text.startswith(_MEANT, start)
    return announced or noted(scene, sentence.paragraph) or last


_HEADS = re.compile(
    r"[①-⑳][\u4e00-\u9fff]{0,4}|\d{1,2}[、.．] ?|(?:[①-⑳]|\d{1,2}[、.．] ?)?[^，。；：\d]{2,12}(?:龙头|巨头|制造商|开发商|运营商|厂商|药企|车企)"
)
_WIRE = re.compile(r"[^，。；]{0,24}(?:讯|电|报道|】)(?:（[^（）]{2,24}）)?[ \u3000]?")
"""Who reports, before what he reports."""
_MEANT = ("公司", "本公司", "该公司")
_DEALS = re.compile(r"(?:（[^（）]{4,20}）)?拟(?=[以向非定公发现要协收受])")
_ANNOUNCED = re.compile(
    r"(?:（[^（）]{0,6}[\dA-Z.:：]{4,14}）)?(?:\d{1,2}月\d{1,2}日|[今昨近]日|[早晚]间|日前){0,6}(?:发布|公告|披露)|（[^（）]{0,6}[\dA-Z.:：]{4,14}）"
)


def opened_by_firm(scene: Scene, spot: Spot) -> NameMention | None:
    """The firm with which the paragraph opens, or the paragraph before where this one is an item of its list."""
    paragraph = spot.sentence.paragraph
    marked = _MARKED.match(scene.flat, spot.sentence.start)
    here = item_at(scene, spot.sentence.start)
    for sentence in reversed(scene.sentences[spot.index if marked else 0 : spot.index + 1]):
        if item_at(scene, sentence.start) != here:
            return None
        far = paragraph - sentence.paragraph
        item = sentence.first and _LIST_ITEM.match(scene.flat, sentence.start)
        if far > (2 if _LIST_ITEM.match(scene.flat, spot.sentence.start) else 0) or (far and item):
            return None
        if sentence.first or marked:
            for clause in sentence.clauses[:2]:
                start = content(scene, clause.start, clause.end)
                for n in scene.names(start, clause.end, "organisation"):
                    if _leads(scene, start, n) and not (
                        _SOURCED.match(scene.flat, n.end)
                        or WATCHERS.search(n.name)
                        or is_source(scene, n)
                        or _THROUGH.search(scene.flat, max(0, n.start - 2), n.start)
                        or of_a_trade(scene, n, "sales")
                    ):
                        return n
    return None


_THROUGH = re.compile("(?:(?<![财已曾正])经|[由向被])\\Z")
"""经某某公司评估，……: by whom something is done, no one spoken of."""


def _leads(scene: Scene, start: int, name: NameMention) -> bool:
    """Whether a name opens what begins at ``start``, what it is before it perhaps (钛白粉行业龙头某某)."""
    return name.start - start <= 6 or _WHAT_IT_IS.fullmatch(scene.flat, start, name.start) is not None


_WHAT_IT_IS = re.compile(
    "[^，。；：]{2,16}(?:龙头|巨头|企业|公司|厂商|集团|品牌|运营商|制造商|生产商|供应商|车企|钢企|药企)"
)
_MARKED = re.compile("[①-⑳]")
"""An item of its own inside a paragraph."""
_LIST_ITEM = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,2}[)）、.]")
_SOURCED = re.compile(r"(?:的)?[^，。；]{0,6}(?:数据|统计|监测|报告|调研|显示|获悉|了解到|表示|介绍|透露)")


_HOUSE = re.compile(
    "证券\\Z|^(?:摩根|高盛|花旗|瑞银|瑞信|野村|杰富瑞|德银|美银|汇丰|中金(?:公司|国际|资本|\\Z)|麦格理|伯恩斯坦|里昂|普华永道|德勤|毕马威|安永|麦肯锡|标普|穆迪|惠誉|晨星)"
)
"""Houses that rate, count or advise others: brokers, banks, auditors, agencies."""


def _foresees(scene: Scene, name: NameMention) -> bool:
    """Whether a house that advises on others is cited: 某某证券表示，……股价有望上涨 tells of no share of its own."""
    return _HOUSE.search(name.name) is not None and name.name != scene.main_firm and is_source(scene, name)


def spoken_of(scene: Scene, spot: Spot) -> list[NameMention]:
    """The firm that the paragraph speaks of at ``spot``, else the one the text is about; empty where it names none."""
    for clause in reversed(spot.sentence.clauses[: spot.at]):
        start = content(scene, clause.start, clause.end)
        own = [n for n in scene.names(start, clause.end, "organisation") if n.start - start <= 4]
        if own and _foresees(scene, own[0]):
            break
        if own and not (is_scholar(scene, own[0]) or WATCHERS.search(own[0].name) or governed(scene, own[0])):
            return own[:1]  # who tells of itself: 某某公司则表示，预计……
    rated = noted(scene, spot.sentence.paragraph) or section_firm(scene, spot.clause.start)
    if rated:
        return [rated]
    floor = max(0, spot.index - 8)
    for sentence in reversed(scene.sentences[floor : spot.index]):
        if sentence.paragraph != spot.sentence.paragraph or item_at(scene, sentence.start) != item_at(
            scene, spot.sentence.start
        ):
            break
        for clause in sentence.clauses[:1]:
            opened = [
                n
                for n in scene.names(clause.start, clause.end, "organisation")
                if _leads(scene, clause.start, n)
                and not (is_source(scene, n) or _THROUGH.search(scene.flat, max(0, n.start - 2), n.start))
            ]
            if opened:
                return opened[:1]
    opening = opened_by_firm(scene, spot)
    if opening or one_of_many(scene):
        return [opening] if opening else []
    return [n for n in scene.mentions.names if n.name == scene.main_firm][:1]


def _firm_before(scene: Scene, spot: Spot) -> Clause | None:
    """The clause that opens with 公司 or its like, where no other subject stands between."""
    for clause in reversed(spot.sentence.clauses[: spot.at]):
        start = content(scene, clause.start, clause.end)
        if words().firm.match(scene.text[start : clause.end]):
            return clause
        if TOPIC_HEAD.match(scene.flat, start, clause.end):
            return None
    return None


_FACET = re.compile(
    r"^(的(?:全资|控股)子公司(?=收购|出资|投资|中标)|(?:(?![拟将已对向与由为的其]|宣布|公告|表示|旗下|下属|所属|全资|控股|参股)[\u4e00-\u9fff]){2,6}(?:板块|基地|分公司|工厂|子公司|事业部))"
)
_UNIT_OF_FIRM = re.compile(
    r"(?!.*(?:电池|材料|锂|膜|液|箔|项目|基地|一期|二期|产|矿|盐|粉|的|第|持|股))[\u4e00-\u9fff]{2,5}"
)


def facet(scene: Scene, firms: list[NameMention], spot: Spot, number: NumberMention, found: Match) -> str:
    """A part of the firm named right after it: 某某贵州板块; 某某资源循环2万吨/年项目 (a subsidiary the lexicon lacks)."""
    if not firms or firms[-1].start < spot.clause.start or firms[-1].start == firms[-1].end:
        return ""
    rest = scene.text[firms[-1].end : number.start]
    works = found.frame.kind in ("capacity", "production")
    if works and len(firms) == 1 and found.before is None and _UNIT_OF_FIRM.fullmatch(rest) and is_noun(rest):
        return rest
    m = _FACET.match(scene.text[firms[-1].end : spot.clause.end])
    return m[1] if m else ""
