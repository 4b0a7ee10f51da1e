"""What a number may be about: firms, named things, phrases and heads of clauses, and what the numbers before it were about.

Every candidate keeps the ways in which it was found; :mod:`lianzhang.evidence.subjects.ranking` weighs them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lianzhang.evidence.claims.lists import with_bare_numerals
from lianzhang.evidence.claims.reading import Spot, Told
from lianzhang.evidence.claims.topics import content, opening_project
from lianzhang.evidence.frames.matcher import Match
from lianzhang.evidence.mentions import NameMention, NumberMention
from lianzhang.evidence.scene import Scene, one_of_many, remembered
from lianzhang.evidence.subjects.firms import FIRM_TYPES, governed, is_scholar, is_source, of_a_trade
from lianzhang.evidence.subjects.phrases import left_noun
from lianzhang.evidence.words import words

__all__ = ["PREDICATE", "UNCLEAN", "Candidate", "Pool", "any_such", "collect"]

_LONGEST = 60
_VIEWS = ("来看", "来说", "来讲", "而言", "接壤", "毗邻", "相邻", "相连")
"""How a clause ends that only says from where one looks, or what lies beside."""
_WHOSE_PROFIT = ("归属", "归母")
"""归属于上市公司股东的净利润: of whom the books are, no one's name."""
_BLANK = " \u3000，、：；"
UNCLEAN = (*_BLANK, "方面", *_VIEWS)
"""How a candidate ends that is not noted as it stands."""
_ANY_SUCH = re.compile(
    "(?:该|本|此|新|各|全|全部|主要|重点|重大|在建){0,6}(?:项目|工程|工厂|基地|园区|企业|(?:上市)?公司|(?:上市)?[房车险钢药煤酒]企|产品|行业|产业|市场|地区|电站|码头|机组|设备|装置|线路|平台|系统)"
)
"""A word for any such thing: no one's name."""


@dataclass(slots=True)
class Candidate:
    """A subject that a number may have: its text, the firms it stands for, and how it was found."""

    text: str
    firms: tuple[NameMention, ...] = ()
    ways: set[str] = field(default_factory=set)


def any_such(text: str) -> bool:
    """Whether ``text`` is a word for any such thing (项目, 企业)."""
    return _ANY_SUCH.fullmatch(text) is not None


class Pool(dict[str, Candidate]):
    """Candidates by their text."""

    def put(self, text: str, way: str, firms: tuple[NameMention, ...] = ()) -> None:
        """Note that ``text`` was found in this way; blanks, marks around it and what is no name for its length are left out."""
        text = text.strip(_BLANK).removesuffix("方面")
        if not text or len(text) > _LONGEST or text.endswith(_VIEWS) or text.startswith(_WHOSE_PROFIT):
            return
        kept = self.get(text)
        if kept is None:
            kept = self[text] = Candidate(text, firms)
        elif firms and not kept.firms:
            kept.firms = firms
        kept.ways.add(way)

    def join(self, candidate: Candidate) -> None:
        """Take over a candidate of another pool."""
        kept = self.setdefault(candidate.text, candidate)
        if kept is not candidate:
            kept.ways |= candidate.ways
            kept.firms = kept.firms or candidate.firms


PREDICATE = re.compile(
    r"已|将|按(?!揭|钮|时|摩)|自(?=[^，。；]{2,24}(?:起|之日|后))|实现|完成|达到|达|同比|环比|累计|预计|连续|首次|继续|正式|拟|计划|位于|位居|居|稳居|为|是|在|于|由|从|共|均|保持|约|超|占|增|降|减|分别|依次|"
    r"总投资|投资|全长|签订|签署|收购|采购|建设|建成|拥有|具有|形成|进入|投产|可|能|有|被|向|与(?=[^，。]{2,20}签)|发生|提高|下降|上升|突破|攀|仍|较|比|其中|\d|所|主要|目前|持有|对|最"
)
"""What ends the noun phrase with which a clause opens."""
_THING = re.compile(
    "项目|工程|电站|电厂|大桥|铁路|高铁|公路|高速|油田|气田|矿山|煤矿|矿区|基地|园区|产业园|生产线|产线|协议|合同|工厂|机场|港|码头|隧道|管道|风电场|机组|平台|系统|"
    "船|号|城市群|地区|平原|企业|集团|公司|行业|产业|市场|股东|板块|水库|线路|装置|车型|轮|舰|飞机|卫星|基金|大学|医院|银行|景区"
)
_NOTE = re.compile("（不?(?:含|包括)")
"""A bracket that only says what is counted in."""
_EDGE = re.compile(r"[，。；：！？、（）“”《》—\s]")
_FROM = re.compile(
    r"的|建设|投资|签约|实施|启动|推进|位于|落户|开工|新建|签订|签署|关于|为(?!止)|是|由|与|在|将|拟|了|对|从|收购"
)
_WIDEST = 30


def collect(
    scene: Scene,
    spot: Spot,
    number: NumberMention,
    found: Match,
    told: Sequence[Told],
) -> Pool:
    """All candidates for ``number``; ``told`` are the numbers before it in the text, in order."""
    pool = Pool()
    _firms(pool, scene, spot, number, found.frame.kind)
    _things(pool, scene, spot, number)
    _phrases(pool, scene, spot, number, found)
    _shared(pool, scene, spot, number, told)
    _before(pool, spot, told)
    return pool


# ---- firms


def _free(scene: Scene, start: int, end: int, *types: str) -> list[NameMention]:
    """The names in ``[start, end)`` that no preposition governs and that are not cited: with whom a deal is made is no subject."""
    names = [
        n for n in scene.names(start, end, *types) if not scene.flat.startswith("在内", n.end)
    ]  # 包括甲在内的
    return [n for n in names if not governed(scene, n) and not is_source(scene, n)]


def _firms(pool: Pool, scene: Scene, spot: Spot, number: NumberMention, kind: str) -> None:
    inside = _free(scene, spot.clause.start, number.start, "organisation", "institution", "government")
    inside = [
        n
        for n in inside
        if not of_a_trade(scene, n, kind) and (n.type != "government" or not _SETS.match(scene.flat, n.end))
    ]
    for n in inside:
        pool.put(n.name, "firm.clause", (n,))
    if inside:
        pool.put(inside[0].name, "firm.clause.first", (inside[0],))
        pool.put(inside[-1].name, "firm.clause.last", (inside[-1],))
    for way, n in _firms_around(scene, spot.index, spot.at):
        if of_a_trade(scene, n, kind):
            continue
        pool.put(n.name, way, (n,))


_SETS = re.compile(
    "[^，。；\\d]{0,6}(?:20\\d\\d年)?(?:设定|下达|核定|核准|核发|批复|批准|分配|公布|发布|规定|要求|提出|明确|确定|[上下]调|给予?)|采购(?:规模|总?额|金额)"
)
"""What an office sets for others is no figure of its own (商务部下达配额5万吨)."""


@remembered
def _firms_around(scene: Scene, index: int, at: int) -> list[tuple[str, NameMention]]:
    """The firms of the sentence before clause ``at``, of the two sentences before in the paragraph, and the text's own."""
    sentence = scene.sentences[index]
    before = _free(scene, sentence.start, sentence.clauses[at].start, *FIRM_TYPES)
    out = [("firm.sentence", n) for n in before[:1] + before[-3:]]
    if before:
        out += [("firm.sentence.first", before[0]), ("firm.sentence.last", before[-1])]
    for back in range(index - 1, max(-1, index - 3), -1):
        other = scene.sentences[back]
        if other.paragraph != sentence.paragraph:
            break
        found = _free(scene, other.start, other.end, *FIRM_TYPES)
        if found:
            out += [("firm.earlier", found[0]), ("firm.earlier.last", found[-1])]
    main = _main(scene)
    return [*out, ("firm.main", main)] if main else out


@remembered
def _main(scene: Scene) -> NameMention | None:
    main = next((n for n in scene.mentions.names if n.name == scene.main_firm), None)
    return None if main and (is_scholar(scene, main) or one_of_many(scene)) else main


# ---- named things


def _named(scene: Scene, start: int, end: int) -> Iterator[str]:
    """The names of things that ``[start, end)`` prints: from a mark to the word that says what the thing is."""
    for m in _THING.finditer(scene.flat, start, end):
        begin = max(start, m.end() - _WIDEST)
        for edge in _EDGE.finditer(scene.flat, begin, m.start()):
            begin = edge.end()
        if m.end() - begin > 2 and not _NOTE.match(scene.flat, begin - 1):
            yield from _called(scene, begin, m.end())


@remembered
def _called(scene: Scene, start: int, end: int) -> list[str]:
    """What the stretch before a word for a thing may be called: all of it, and what stands behind its last verb or 的."""
    whole = left_noun(scene, start, end)
    if _NO_ONE.search(whole):
        return []
    out = [whole] if len(whole) > 2 and not _STATES.search(whole) else []
    cut = start
    for m in _FROM.finditer(scene.flat, start, end - 2):
        cut = m.end()
    part = left_noun(scene, cut, end) if cut > start else ""
    if len(part) > 2 and part != whole:
        out.append(part)
    return out


_NO_ONE = re.compile(
    "(?:[该本此]|[两二三四五六七八九十]+[大个项座条家])(?:分|子|单项)?(?:项目|工程|基地|园区|企业|公司|产业|系统|平台)\\Z|\\A[又另]一"
)
"""Works that are counted or pointed to (配套的三个项目, 标志着该项目): no name."""
_STATES = re.compile("(?<=[\u4e00-\u9fff]{2})(?<![华作成因称])(?:为(?![止主民])|是)(?=[\u4e00-\u9fff]{2})")
"""What is said to be something (北方公司为项目……): a statement, no name."""


def _things(pool: Pool, scene: Scene, spot: Spot, number: NumberMention) -> None:
    for name in _named(scene, spot.clause.start, number.start):
        pool.put(name, "thing.clause")
    for name in _things_before(scene, spot.sentence.start, spot.clause.start):
        pool.put(name, "thing.sentence")
    for back in range(spot.index - 1, max(-1, spot.index - 4), -1):
        other = scene.sentences[back]
        if other.paragraph != spot.sentence.paragraph:
            break
        for name in _things_before(scene, other.start, other.end):
            pool.put(name, "thing.earlier")
    opening = opening_project(scene, spot)
    if opening:
        pool.put(opening, "thing.opening")


@remembered
def _things_before(scene: Scene, start: int, end: int) -> list[str]:
    return list(dict.fromkeys(_named(scene, start, end)))


# ---- phrases

_MEASURE_TAIL = re.compile(
    r"(?:平均)?(?:浓度|增加值|产量|销量|产值|营业收入|营收|收入|利润|利润总额|出口|进口|进出口|投资|增速|价格|用电量|发电量|装机容量|装机|总额|金额|比重|总量|规模|容量|股价|市占率|占比|净流出|净流入)\Z"
)


_CITES = re.compile(
    "(?:数据|数字|统计|监测|报告|调研|调查|研究|资料|消息)[^，。；\\d]{0,6}(?:显示|表明|指出|称)，?\\Z"
)
"""How a clause ends that only says where the figures are from: who is cited is no subject."""


@remembered
def _head(scene: Scene, start: int, stop: int) -> tuple[str, str]:
    """The noun phrase with which ``[start, stop)`` opens, and the same without product and measure (甲公司石油产量: 甲公司)."""
    begin = content(scene, start, stop)
    if _CITES.search(scene.flat, begin, stop):
        return "", ""
    m = PREDICATE.search(scene.flat, min(begin + 2, stop), stop)
    end = m.start() if m else stop
    head = left_noun(scene, begin, end)
    tail = _MEASURE_TAIL.search(head)
    bare = head[: tail.start()] if tail and tail.start() > 1 else ""
    for n in scene.names(begin, end, "product", "mineral", "segment", "industry") if bare else ():
        if bare.endswith(n.name) and len(bare) > len(n.name) + 1:
            return head, bare.removesuffix(n.name)
    return head, bare


def _phrases(pool: Pool, scene: Scene, spot: Spot, number: NumberMention, found: Match) -> None:
    before = found.before if found.before and found.before[0] >= spot.left else None
    pool.put(_owned(left_noun(scene, spot.left, number.start)), "left")
    if before:
        pool.put(_owned(left_noun(scene, spot.left, before[1])), "left.measure")
        pool.put(_owned(left_noun(scene, spot.left, before[0])), "left.own")
    head, bare = _head(scene, spot.clause.start, number.start)
    pool.put(_owned(head), "head.clause")
    pool.put(bare, "head.bare")
    if spot.at:
        other = spot.sentence.clauses[spot.at - 1]
        pool.put(_owned(_head(scene, other.start, other.end)[0]), "head.previous")
        first = spot.sentence.clauses[0]
        pool.put(_owned(_head(scene, first.start, first.end)[0]), "head.sentence")
    for way, text in _heads_before(scene, spot.index):
        pool.put(_owned(text), way)


@remembered
def _heads_before(scene: Scene, index: int) -> list[tuple[str, str]]:
    """The noun phrases with which the sentence before and the paragraph open."""
    paragraph = scene.sentences[index].paragraph
    floor = index
    while floor and scene.sentences[floor - 1].paragraph == paragraph:
        floor -= 1
    ways = {"head.earlier": index - 1, "head.paragraph": floor}
    firsts = [(way, scene.sentences[i].clauses[0]) for way, i in ways.items() if floor <= i < index]
    return [(way, _head(scene, c.start, c.end)[0]) for way, c in firsts]


def _owned(text: str) -> str:
    """The phrase without what it is compared with; empty where one character is left."""
    text = words().compared.sub("", text)
    return text if len(text) > 1 else ""


# ---- lists and what went before

_EACH = re.compile("分别|依次")
_JOINS = re.compile("[、和与及]")
_BEHIND = re.compile("是|为|包括|有")


def _shared(pool: Pool, scene: Scene, spot: Spot, number: NumberMention, told: Sequence[Told]) -> None:
    """The member of a list whose turn it is: 甲、乙和丙……分别为1、2、3."""
    clause = spot.clause
    each = _EACH.search(scene.flat, clause.start, number.start)
    numbers = with_bare_numerals(scene.flat, clause, scene.numbers(clause.start, clause.end))
    numbers = [n for n in numbers if each is None or n.start > each.start()]
    turn = next((i for i, n in enumerate(numbers) if n.core == number.core), -1)
    if turn < 0 or len(numbers) < 2:
        return
    earlier = spot.sentence.clauses[max(0, spot.at - 2) : spot.at]
    stretches = [
        (clause.start, each.start() if each else numbers[0].start),
        *((c.start, c.end) for c in reversed(earlier)),
    ]
    for start, end in stretches:
        pieces = _JOINS.split(scene.flat[start:end])
        if len(pieces) != len(numbers):
            continue
        at = start + sum(len(p) + 1 for p in pieces[:turn])
        own = _BEHIND.split(left_noun(scene, at, at + len(pieces[turn])))[-1]
        if not own:
            return
        pool.put(own, "list")
        tail = _MEASURE_TAIL.search(left_noun(scene, end - len(pieces[-1]), end))
        if tail and turn < len(pieces) - 1:
            pool.put(own + tail[0], "list+measure")
        before = _MEASURE_TAIL.search(told[-1].subject) if told else None
        if before:
            pool.put(own + before[0], "list+before")
        return


def _before(pool: Pool, spot: Spot, told: Sequence[Told]) -> None:
    """What the numbers before were about: the last one, and the first of the segment, the sentence, the paragraph."""
    if not told:
        return
    last = told[-1]
    if last.sentence == spot.index:
        _again(pool, last, "told.clause" if last.clause == spot.at else "told.sentence")
        same = [t for t in told[-24:] if t.sentence == spot.index]
        _again(pool, same[0], "told.first")
        if last.segment == spot.clause.segment:
            _again(pool, next(t for t in same if t.segment == last.segment), "told.segment")
    elif last.paragraph == spot.sentence.paragraph:
        _again(pool, last, "told.earlier")
        near = [t for t in told[-48:] if t.paragraph == last.paragraph]
        _again(pool, next(t for t in near if t.sentence == last.sentence), "told.earlier.first")
        _again(pool, near[0], "told.paragraph")


def _again(pool: Pool, told: Told, way: str) -> None:
    pool.put(told.firms[0].name if told.firms else told.subject, way, told.firms)
