"""Where a statement holds: the places of the clause, or inherited from what stands before it."""

from __future__ import annotations

import re
from bisect import bisect_left
from operator import attrgetter

from lianzhang.evidence.grounds import COUNTRY, WORLD, in_example
from lianzhang.evidence.mentions import PlaceMention
from lianzhang.evidence.scene import OFFICES, OWN_PLACE, Scene, headline_at, remembered
from lianzhang.evidence.words import JOIN

__all__ = ["OWN_SITE", "place_of", "tells_course"]

_RANKED = re.compile(
    r"(?:列入|入选|获批|设立|成立|组建|紧邻|毗邻|邻近|[东南西北]临|途[经径]|起[于自]|[始止终]于|位居|居|跃居|列为|占|承接|对接|来自|对|向|与|[高低多少优快次晚早]于|不及|不如|超过|除(?!了)|(?:依次|分别)[是为]|[输运发销送][送往到至]|出口)(?:[\u4e00-\u9fff]{2,12}[、和]){0,4}$"
)
_LANDED = re.compile(
    r"(?:落户|投建|(?<!在)建设|新建|入驻|进驻|布局|位于|在|落地|选址|落址|坐落|竞得|受让|取得|拍得|获得)(?:位于|了)?$"
)


def _joined(scene: Scene, found: list[PlaceMention]) -> str:
    """The last group of coordinated places, as one value."""
    group = [found[-1]]
    stretch = scene.flat.startswith(("段", "间"), group[0].end)
    line = stretch or _LINE.match(scene.flat, group[0].end) is not None
    for place in reversed(found[:-1]):
        between = scene.text[place.end : group[0].start]
        way = line or scene.flat.startswith(("从", "自"), place.start - 1)
        if JOIN.match(_SIDE.sub("", between)) or (way and between in _TO):
            group.insert(0, place)
        else:
            break
    paths = list(dict.fromkeys(p for place in group for p in place.paths))
    if line and not stretch and len(group) == 2 and not JOIN.match(scene.text[group[0].end : group[1].start]):
        whole = _within(scene, paths)
        return whole or ";".join(paths)
    return ";".join(paths)


_SIDE = re.compile("^[东西南北中]{1,2}部(?=[、和与及])")
"""Behind a place of a list: the part of it that is meant (甲市东部、乙市)."""
_TO = ("至", "到", "—", "——", "–", "-", "~")
_WAY = r"[\u4e00-\u9fff]{0,3}(?:高速|公路|铁路|高铁|城际|客专|专线|航线|航道|管道|线路|通道|快速路|地铁)"
_LINE = re.compile(rf"(?:[（(][^（）()]{{1,8}}[）)])*(?:{_WAY}|全程)")
"""Behind a place that ends a way (甲至乙高速): the way lies in the land around both."""


def _within(scene: Scene, paths: list[str]) -> str | None:
    """The smallest place that holds all of ``paths``; None where they lie in different provinces."""
    tree = scene.tree
    found = [tree.by_path(p) for p in paths]
    chains = [[a.key for a in tree.ancestors(p.key)] for p in found if p is not None]
    if len(chains) != len(paths) or len(paths) < 2:
        return None
    common = [k for k in chains[0] if all(k in c for c in chains[1:])]
    return tree.path(max(common, key=lambda k: len(tree.path(k)))) if common else None


def _first(scene: Scene, found: list[PlaceMention]) -> str:
    """The first group of coordinated places, as one value."""
    end = 1
    while end < len(found) and JOIN.match(scene.text[found[end - 1].end : found[end].start]):
        end += 1
    return ";".join(dict.fromkeys(p for place in found[:end] for p in place.paths))


_ALL_OF = re.compile(r"(?:全[省市县区]|地区|[省市县区州旗镇])?(?:约|近|超过|逾)?\Z")
_OPEN_END = re.compile(r"[至到][\u4e00-\u9fff]{1,8}?(?:等(?:\d+|[一二两三四五六七八九十])条)?" + _WAY)
_OF_NAME = re.compile(r"[\u4e00-\u9fff]{2,8}?(?:基地|项目|工厂|电站|工程|公司|集团)")


def _aside(scene: Scene, start: int, p: PlaceMention, at: int) -> bool:
    """Whether a place before a number at ``at`` is not where it holds: ranked, held against, an example, one end of a way whose other end is unknown, or the
    head of a name that has the land around the home in it (某省某某基地 in a text about a town of it)."""
    flat = scene.flat
    if _RANKED.search(scene.text[start : p.start]):
        return not (flat[p.start - 1] == "对" and _ALL_OF.match(flat, p.end, at))
    if "包括" in flat[start : p.start] and "等在内" in flat[p.end : at]:
        return True  # whose bodies are among those counted
    if p.keys and _OPEN_END.match(flat, p.end) and not scene.settings(p.end, p.end + 4):
        return True
    home = scene.home[0] if scene.home and scene.home_sure else ""
    over = p.paths[0] != home and home.startswith(p.paths[0])
    return over and flat[p.end - 1] not in "省市区县州" and _OF_NAME.match(flat, p.end) is not None


def _clause_place(scene: Scene, start: int, end: int, at: int) -> str | None:
    grounds = scene.settings if scene.report else scene.grounds  # 全国 is what its figures are held against
    before: list[PlaceMention] = []
    aside = -1
    for p in grounds(start, at):
        if scene.flat.startswith("（", p.end) and scene.flat.find("）", p.end, at) < 0:
            before.append(p)  # 高于某省（增长3%）: that of the other
        elif p.start == aside or _aside(scene, start, p, at):
            aside = p.end  # all of another land (高于某省全省) is as much aside as its name
        else:
            before.append(p)
    if before:
        return _joined(scene, _lying(scene, before))
    offices = [n for n in scene.names(start, at, "government") if n.paths and n.start - start <= 4]
    if offices:
        return offices[0].paths[0]
    after = [p for p in scene.settings(at, end) if _LANDED.search(scene.text[at : p.start])]
    return ";".join(after[0].paths) if after else None


def _lying(scene: Scene, found: list[PlaceMention]) -> list[PlaceMention]:
    """``found`` without the land in which the place before lies (乙县位于甲省西北部: of 乙县)."""
    while len(found) > 1 and found[-2].paths[0].startswith(found[-1].paths[0]):
        if not _LIES.search(scene.flat, found[-2].end, found[-1].start):
            break
        found = found[:-1]
    return found


_LIES = re.compile("位于|地处|坐落|隶属|属于|位处")


def _level(scene: Scene, start: int, end: int) -> str | None:
    """The province or prefecture of the document, where a clause opens with its offices (省长, 市委) and names no place."""
    m = OFFICES.search(scene.text, start, min(end, start + 8))
    if not m or not scene.home:
        return None
    home = scene.tree.by_path(scene.home[0])
    if home is None:
        return None
    if m[1] == "市" and home.level == "county" and home.name.endswith("市"):
        return scene.home[0]  # the 市 of a county-level city is that city
    wanted = "province" if m[1] == "省" else "prefecture"
    return next((scene.tree.path(p.key) for p in scene.tree.ancestors(home.key) if p.level == wanted), None)


_PARTS = re.compile(
    r"各(地区?|市(?:（州）|州)|州市|市、州|县(?:（市、区）|市区|区)|市县)(?![\u4e00-\u9fff]*级)"
)
"""All parts of a province or prefecture (各市州): the statement is of the whole, not of the last place named."""


def _whole(scene: Scene, parts: str) -> str | None:
    """The place whose parts are meant: the province of 各市州, the prefecture of 各县区, else the document's own."""
    home = scene.tree.by_path(scene.home[0]) if scene.home else None
    if home is None:
        return None
    wanted = "prefecture" if parts.startswith("县") else "province" if parts[0] in "市州" else ""
    if not wanted or home.level == wanted:
        return scene.home[0]
    above = (scene.tree.path(p.key) for p in scene.tree.ancestors(home.key) if p.level == wanted)
    return next(above, scene.home[0])


def place_of(scene: Scene, index: int, clause_index: int, at: int) -> str | None:
    """The place a statement at ``at`` is about: clause, sentence, paragraph, else the document's home (a firm's seat is not in the text)."""
    sentence = scene.sentences[index]
    clause = sentence.clauses[clause_index]
    parts = _PARTS.search(scene.flat, clause.start, at)
    if parts and not scene.settings(clause.start, at):
        whole = _whole(scene, parts[1])
        if whole:
            return whole
    found = _clause_place(scene, clause.start, clause.end, at) or _level(scene, clause.start, at)
    if found:
        return found
    own = OWN_PLACE.search(scene.flat, clause.start, at)
    if (own and not _HELD_AGAINST.search(scene.flat, clause.start, own.start())) or OFFICES.search(
        scene.flat, clause.start, min(at, clause.start + 8)
    ):
        # 全市 of a town that the text does not name: neither the country nor a place named in passing
        return scene.home[0] if scene.home and scene.home[0] != COUNTRY else None
    if (
        clause_index
        and clause.segment != sentence.clauses[clause_index - 1].segment
        and OWN_SITE.match(scene.flat, clause.start, at)
    ):
        return None
    if scene.report and scene.report.moves_on(clause.start, at) and not _opened_by(scene, sentence.start):
        return scene.home[0]  # another matter than that of the clause before
    return _place_before(scene, index, clause_index)


_HELD_AGAINST = re.compile("(?:[高低快慢优好]于|[比较])[\u4e00-\u9fff]{2,4}\\Z")
"""Before 全省: another land, all of which a figure is held against (高于某省全省……)."""


def _opened_by(scene: Scene, start: int) -> bool:
    """Whether a sentence opens with one place, of which its clauses go on to tell."""
    found = scene.settings(start, start + 12)
    return bool(found) and found[0].start - start <= 1 and scene.flat[found[0].end : found[0].end + 1] != "、"


OWN_SITE = re.compile(r"(?:原有|原|新建)?[\u4e00-\u9fff]{2,6}?(?:厂区|基地|工厂|矿区)")
"""A site of its own, behind a ；: it lies elsewhere than the one told of before."""


@remembered
def _place_before(scene: Scene, index: int, clause_index: int) -> str | None:
    """The place that clause ``clause_index`` inherits: of the clauses before it, the sentences before, the document."""
    sentence = scene.sentences[index]
    if clause_index:
        other = sentence.clauses[clause_index - 1]
        if tells_course(scene, other.start, other.end):
            return _place_before(scene, index, clause_index - 1)
        return (
            _clause_place(scene, other.start, other.end, other.end)
            or _level(scene, other.start, other.end)
            or _place_before(scene, index, clause_index - 1)
        )
    around = None
    # a text about one firm moves from site to site: what one sentence names does not hold for the next
    same_site = _SAME_SITE.match(scene.flat, sentence.start)
    own = (scene.firm_led or scene.report) and not same_site
    for back in () if own else range(index - 1, max(-1, index - 8), -1):
        other_sentence = scene.sentences[back]
        if other_sentence.paragraph != sentence.paragraph:
            break
        if _NUMBERED.match(scene.flat, scene.sentences[back + 1].start):
            break  # an item of a digest that stands in one paragraph
        text = scene.text
        begin = other_sentence.start
        places = [
            p
            for p in scene.grounds(begin, other_sentence.end)
            if not _RANKED.search(text[begin : p.start])
            and (back == index - 1 or not _abroad(p) or _opens(scene, p))
            and not _EXAMPLES.match(scene.flat, p.end)
            and not in_example(scene.flat, begin, p.start)
        ]
        if places:
            around = _joined(scene, places) if same_site else _first(scene, places)
            break
    return around or _fallback(scene, index)


_EXAMPLES = re.compile(
    "港(?![口区])|(?:、[\u4e00-\u9fff]{2,6}){0,12}等(?:地区?|省|市|国|[\\d一二两三四五六七八九十]{1,3}[余多]?[个座家])"
)
"""Places that are only examples (上海等5个城市), or a port's stocks and prices: the next sentence is not of them."""


_COURSE = re.compile(
    r"[起始止终]于|起自|起点|终点|途[经径]|相接|相连|接壤|毗邻|相邻|[东南西北]临|互通|交叉|接轨|[东南西北][起至止接](?=[\u4e00-\u9fff])|向[东南西北](?:经|至)|(?<=，)经(?![济营过理费贸信验常])"
)


def tells_course(scene: Scene, start: int, end: int) -> bool:
    """Whether a stretch of text tells where a way runs: what is measured behind it is of the whole way."""
    return _COURSE.search(scene.flat, start, end) is not None


def _abroad(place: PlaceMention) -> bool:
    """Whether a place is a country or continent named in passing: what is told later is not of it."""
    return not place.keys and place.paths[0] not in (COUNTRY, WORLD) and len(place.paths) == 1


def _opens(scene: Scene, place: PlaceMention) -> bool:
    """Whether a clause opens with a country and goes on to a time or its trade: the item is about it."""
    return scene.flat[place.start - 1] in "，】\n" and _ITS_FIGURES.match(scene.flat, place.end) is not None


_ITS_FIGURES = re.compile(r"(?:今年|去年|上半年|下半年|\d{1,4}[年月]|[一二三四]季度|第[一二三四]季度)")


_SAME_SITE = re.compile(
    "[该此](?:矿|基地|工厂|厂|园区|地块|电站|港)|(?:一般)?公共(?:财政)?预算收入|财政(?:总)?收入|全部工业|规模以上工业|地区生产总值"
)
"""The site that the sentence before named last."""
_THE_PROJECT = re.compile(r"(?:该|本|此)项目")


_NUMBERED = re.compile(r"\d{1,2}[、.．）]|[①-⑳]")


def _fallback(scene: Scene, index: int) -> str | None:
    """The document's home; where it is about several places in turn, what the paragraph before was about."""
    home = scene.home[0] if scene.home else None
    sentence = scene.sentences[index]
    floor = bisect_left(scene.sentences, sentence.paragraph, key=attrgetter("paragraph"))
    if home == COUNTRY and (
        scene.firm_led or scene.names(scene.sentences[floor].start, sentence.end, "organisation")
    ):
        return None  # a firm in a text about the country has no place of its own
    goes_on = _THE_PROJECT.search(scene.flat, sentence.start, sentence.end) is not None
    if home and scene.home_sure and not goes_on:
        return home
    if _NUMBERED.match(scene.flat, scene.sentences[floor].start):
        return (
            home if scene.home_sure and home != COUNTRY else None
        )  # items of a digest are about different things
    begin = headline_at(scene, sentence.start)
    for back in () if scene.firm_led and not goes_on else range(index - 1, -1, -1):
        other = scene.sentences[back]
        if sentence.paragraph - other.paragraph > 2 or other.start < begin:
            break
        if other.first and other.paragraph < sentence.paragraph:
            found = [p for p in scene.grounds(other.start, other.end) if not _abroad(p)]
            if goes_on:  # what the paragraph before ended with
                offices = [n for n in scene.names(other.start, other.end, "government") if n.paths]
                if offices and (not found or found[-1].start < offices[-1].start):
                    return offices[-1].paths[0]
                if found:
                    return _joined(scene, found[-1:])
            if found:
                first = _first(scene, found)
                if first.count(";") > 1 and home == COUNTRY:
                    return home  # several places were set against one another
                stays = all(p.paths[0].startswith(first.split(";")[0]) or p.paths[0] in first for p in found)
                return (
                    first if stays else None
                )  # a paragraph that goes from place to place leaves none to the next
    firms = scene.names(0, len(scene.text), "organisation")
    return home if len(scene.sentences) < 40 and home != COUNTRY and not firms else None
