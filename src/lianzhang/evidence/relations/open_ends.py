"""The ends of what an open clause tells: what stands before a verb as its subject, and what behind it or governed as its object."""

from __future__ import annotations

import re
from typing import NamedTuple

from lianzhang.evidence.clauses import Clause, Sentence
from lianzhang.evidence.grounds import LANDS, MORE_LANDS
from lianzhang.evidence.relations.clauses_who import firm_named, head_of, own_firm
from lianzhang.evidence.relations.clauses_works import is_work
from lianzhang.evidence.relations.open_heads import named_before, person_in, this_named
from lianzhang.evidence.relations.open_lists import List, lists_of
from lianzhang.evidence.relations.open_words import QUOTED, TITLE, Token, tokens_of
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.subjects.phrases import left_noun

__all__ = ["LAND", "LONGEST", "TYPES", "Spot", "Subject", "is_scrap", "objects_of", "spot_of", "subjects_of"]


class Subject(NamedTuple):
    """A subject: its name, where it stands, what it is (org, gov, park, paper, work, place, noun …) and how it was found (own, inherited, far)."""

    name: str
    start: int
    type: str
    found: str


class Spot(NamedTuple):
    """A clause with its words and lists, and where it stands: sentence (its number and itself), clause (its place in it and itself)."""

    number: int
    sentence: Sentence
    at: int
    clause: Clause
    tokens: tuple[Token, ...]
    lists: tuple[List, ...] = ()


def spot_of(scene: Scene, index: int, sentence: Sentence, at: int, clause: Clause) -> Spot:
    """A clause cut into words, with its lists."""
    tokens = tokens_of(scene, clause.start, clause.end)
    listed = scene.flat.find("、", clause.start, clause.end) >= 0
    return Spot(index, sentence, at, clause, tokens, lists_of(tokens) if listed else ())


_FAULT = re.compile(
    r"[将已了是拟尚]|本次|以及|一致\Z|当地\Z|后公司\Z|\A(?:正式|成功|顺利|所持)|[的等、与和]\Z|\A(?:[和与及等其该这那也又各每本因但而或还在对把被向从如若当以可能会要使让令为]|建设(?!银行|集团|工程|部|局)|签订|举办|举行|召开|推进|推动|加快|实施|完成|听取|打通"
    r"|接受|截至|直至|(?:通知书|公告|公示)(?:显示|确认)|主要|目前|同时|另外|此次|今年|去年|记者|一批|多家|部分|不少|上述|所有|全部|随着|根据)|表示|认为|获悉|显示|报道|了解|公告|(?<![子孙])上市公司\Z"
)
"""What no name of its own has in it."""


def subjects_of(scene: Scene, spot: Spot, i: int, floor: int) -> list[Subject]:
    """What may stand before the verb ``spot.tokens[i]`` as its subject; ``floor`` is where the verb before it ends."""
    a, b = head_of(scene, spot.clause, spot.tokens[i].start)
    meant = this_named(scene, spot.sentence, spot.clause, a, b)
    if meant:
        name, kind = meant
        return [Subject(name, a, kind, "pointed")]
    b = named_before(scene, a, b, [(n.names[0], n.start, n.end, n.type) for n in spot.lists])
    out: list[Subject] = []
    first = (_person(scene, a, b) or _subject(scene, a, b)) if b > a else None
    if first and not (first.type in _LOOSE and _FAULT.search(first.name)):
        crossed = first.start < floor < b
        out.append(first._replace(found="across") if crossed else first)
    listed = _list_before(spot, i, floor)
    if listed:
        out = [s for s in out if not (listed.start <= s.start < listed.end or s.name in listed.names)]
        out.insert(0, Subject(listed.names[0], listed.start, listed.type, "own"))
    a, b = _head(spot.tokens, i, a, floor)
    text = scene.text[a:b].strip("“”")
    if listed and listed.start <= a < listed.end:
        return out
    if (
        2 <= len(text) <= 16
        and not _FAULT.search(text)
        and (first is None or (first.name != text and first.type not in ("paper", "work", "park")))
    ):
        out.append(Subject(text, a, "head", "own"))
    return out


def _list_before(spot: Spot, i: int, floor: int) -> List | None:
    """The list of names that no lexicon has right before the verb ``spot.tokens[i]``, or with what it heads (甲、乙等企业) between."""
    stop = spot.tokens[i].start
    for found in reversed(spot.lists):
        if found.type not in _STRANGE:
            continue
        if floor <= found.start and found.end <= stop:
            return found if stop - found.end <= _REACH else None
    return None


_REACH = 20
_STRANGE = frozenset(["work", "kin", "odd", "place"])


_LOOSE = frozenset(["noun", "work", "quoted", "org", "place"])
_STOPS = frozenset(
    [
        "adverb",
        "preposition",
        "conjunction",
        "verb",
        "time",
        "number",
        "manner",
        "particle",
        "bracket",
        "title",
    ]
)


def _head(tokens: tuple[Token, ...], i: int, start: int, floor: int) -> tuple[int, int]:
    """The run of names and plain words before the verb ``tokens[i]``, behind the words that open the clause; none that reaches over another verb."""
    a = b = -1
    for token in tokens[:i]:
        if token.start < max(start, floor):
            continue
        if token.type in _STOPS or not token.text[0].isalnum():
            if a >= 0:
                break
            continue
        a = token.start if a < 0 else a
        b = token.end
    return (a, b) if a >= 0 else (0, 0)


TYPES = {
    "organisation": "org",
    "government": "gov",
    "authority": "gov",
    "institution": "body",
    "document": "paper",
    "park": "park",
    "project": "work",
}
_COMPANY = re.compile("(?:本|该|标的|目标)?(?:公司|集团)")
_HEAD_QUOTED = re.compile(r"“[^“”]{2,24}”[^，。；“”]{0,8}\Z")


def _person(scene: Scene, a: int, b: int) -> Subject | None:
    """Who is named behind an office at the end of ``[a, b)``."""
    found = person_in(scene.text[a:b])
    return Subject(found[0], a + found[1], "person", "own") if found else None


def _subject(scene: Scene, a: int, b: int) -> Subject | None:
    """What ``[a, b)``, that stands before a verb, names."""
    if scene.flat[b - 1] == "》":
        m = scene.flat.rfind("《", a, b)
        if m >= 0 and b - m > _SHORTEST_TITLE:
            return Subject(scene.text[m + 1 : b - 1], m, "paper", "own")
    named = scene.names(a, b, *TYPES)
    if named and named[-1].end == b:
        n = named[-1]
        return Subject(n.name, n.start, TYPES[n.type], "own")
    whole = _COMPANY.match(scene.flat, a, b)
    firm = firm_named(scene, a, b)
    if firm:
        at = scene.text.find(firm, a, b)
        return Subject(firm, at if at >= 0 else a, "company" if whole else "org", "own")
    text = scene.text[a:b]
    of = text.rfind("的")
    tail = text[of + 1 :]
    if len(tail) >= 4 and is_work(tail):
        return Subject(tail, b - len(tail), "work", "own")
    if LAND.fullmatch(text):
        return Subject(text, a, "place", "own")
    places = scene.places(a, b)
    if places and places[-1].end == b:
        return Subject(scene.text[places[-1].start : b], places[-1].start, "place", "own")
    if _HEAD_QUOTED.search(text) and len(tail) >= 4 and tail.count("“") == tail.count("”"):
        return Subject(tail, b - len(tail), "quoted", "own")
    if named and named[0].start - a <= 2:
        n = named[0]
        return Subject(n.name, n.start, TYPES[n.type] + "+", "own")
    if whole:
        own = own_firm(scene, a)
        if own:
            return Subject(own, a, "company+", "own")
    noun = left_noun(scene, a, b)
    if len(noun) >= 2 and noun not in _STAGES:
        at = scene.text.rfind(noun, a, b)
        if at < 0:
            return None  # put together out of parts
        return Subject(noun, at, "gov" if _EXCHANGE.fullmatch(noun) else "noun", "own")
    return None


LAND = re.compile(f"(?:{LANDS}|{MORE_LANDS})(?:政府)?")
_SHORTEST_TITLE = 4
"""《规范》, 《办法》: papers that the text names in full elsewhere, if at all."""
_EXCHANGE = re.compile("[上深北港郑大广中][交商期金]所|(?:上海|深圳|北京|香港联合)(?:证券)?交易所")
"""Exchanges act as offices do; where a thing is listed they are no more than a place."""
_STAGES = frozenset(("竣工", "建成", "完工", "投产", "开工", "验收", "落成"))
"""竣工投入使用: what a work reaches is nobody who does a thing."""
_AFTER_VERB = re.compile("(?:了|过|着|于|在|到|至|为|成|给|向|与|和|对|从|出)?(?:的)?")
_CUT = re.compile(
    "并(?![购网])|(?<=.{6})用于|以及其|而(?!且)|；|。|，|(?<=[^\u3000])(?:导致|致使|使得|从而|进而|以便)|(?<=..[^前先最背幕售税今此以])后(?=又|再|在)"
)


LONGEST = 40
"""What is so long is no name of anything."""


class Other(NamedTuple):
    """The other end of a verb: its name (None where it has none), what it is, and where what is told ends."""

    name: str | None
    type: str
    end: int


def objects_of(scene: Scene, spot: Spot, i: int) -> list[Other]:
    """The other ends that the verb ``spot.tokens[i]`` may have: what stands behind it, whom a preposition before it governs; likelier ones first."""
    start, end = _behind(scene, spot.tokens[i], spot.clause)
    if scene.flat.startswith(_OF, spot.tokens[i].end):
        end = _noun_end(spot.tokens, start, end)
    governed = _governed(scene, spot, i, end)
    named = _named_behind(scene, start, end)
    if named:
        found = [named, *governed]
    else:
        known = bool(governed) and governed[0].type == "governed"
        said = _said_behind(scene, start, end, [t.start for t in spot.tokens[i + 1 :] if t.type in _ACTING])
        found = [*governed, said] if known else [said, *governed]
    return [o for n, o in enumerate(found) if not n or (o.name and all(o.name != b.name for b in found[:n]))]


def _behind(scene: Scene, verb: Token, clause: Clause) -> tuple[int, int]:
    """What stands behind a verb and belongs to it."""
    m = _AFTER_VERB.match(scene.flat, verb.end, clause.end)
    start = m.end() if m else verb.end
    cut = _CUT.search(scene.flat, start, clause.end)
    return start, cut.start() if cut else clause.end


_OF = ("的", "了的")


def _noun_end(tokens: tuple[Token, ...], start: int, end: int) -> int:
    """Where the noun ends that stands at ``start`` behind 的 (去年成立的某基金近期……): before what is no part of a name."""
    stop, dated = start, False
    for token in tokens:
        if token.start < start:
            continue
        if token.type == "time" and stop > start:
            dated = True
            continue  # 某公司2022年报表
        if (
            token.start >= end
            or token.type in _STOPS - {"title"}
            or not (token.text[0].isalnum() or token.text[0] in "“《")
        ):
            break
        if token.text in _JOINING:
            break
        stop, dated = token.end, False
    return stop if stop - start >= 2 and not dated else end


_JOINING = frozenset(["和", "与", "及", "以及", "、"])


def _named_behind(scene: Scene, start: int, end: int) -> Other | None:
    """The title or the name behind a verb."""
    if _OFFICE_END.search(scene.flat, start, end):
        return None  # 任甲公司董事长: the office, with whose it is
    title = TITLE.search(scene.flat, start, end)
    if title and _ASKS.match(scene.flat, title.end()):
        return Other(None, "none", end)
    if title:
        return Other(scene.text[title.start() + 1 : title.end() - 1], "title", title.end())
    inside = scene.names(
        start, end, "organisation", "government", "authority", "institution", "park", "project"
    )
    if inside and (inside[0].start - start <= 2 or end - start > 24 or inside[0].end == end):
        return Other(inside[0].name, TYPES[inside[0].type], max(end, inside[0].end))
    return None


_OFFICE_END = re.compile(
    "(?:董事长|总经理|总裁|总监|经理|董事会?秘书|(?<!执行)董事|监事|行长|厂长|院长|校长|会长|理事长|秘书长|主席|书记|主任|部长|局长|市长|省长|政委|CEO|首席[\u4e00-\u9fff]{2,4}官)(?:等?(?:职务|一职))?\\Z"
)
_ASKS = re.compile("(?:[^，。；]{0,6}?)(?:记者|采访|专访|提问)")
"""A paper that asks (接受《某日报》记者采访): what is said there is told, not that it was asked."""


_ACTING = frozenset(["verb", "preposition"])


def _said_behind(scene: Scene, start: int, end: int, acts: list[int]) -> Other:
    """What the words behind a verb say, whatever they name; ``acts`` are where verbs and prepositions stand behind it."""
    saying = _SAYING.search(scene.flat, start, end)
    end = saying.start() if saying else end
    text = scene.text[start:end].strip(" 、”“（）")
    quoted = QUOTED.search(scene.flat, start, end)
    if quoted:
        whole = end - start <= 24 or (quoted.start() == start and end - start < LONGEST)
        return Other(scene.text[start:end].strip() if whole else quoted[0], "quoted", end)
    if not text:
        return Other(None, "none", end)
    of = text.rfind("的")
    told_of = of >= 0 and len(text) > 12 and len(text) - of > 3
    if told_of and len(text) <= _WHOLE and not any(a < start + of for a in acts):
        told_of = False  # 新一届董事会成员的候选名单: what it is of names it
    if told_of and text.startswith("关于") and len(text) <= LONGEST and _PAPER_END.search(text):
        told_of = False  # 发布关于某事的实施意见: what it is on names it
    tail = text[of + 1 :] if told_of else text
    tail = tail[:-2] if tail.endswith("之一") and len(tail) > 6 else tail
    if scene.numbers(start, end):
        return Other(tail[:LONGEST], "number", end)
    if is_work(tail):
        return Other(tail, "work", end)
    places = scene.places(start, end)
    if places and places[0].start == start:
        return Other(text[:LONGEST], "place", end)
    return Other(tail[:LONGEST], "bare", end)


_WHOLE = 24
_PAPER_END = re.compile("(?:意见|办法|方案|通知|决定|措施|规定|批复|条例|指南|倡议书?|议案)\\Z")
_SAYING = re.compile("(?<=[告据文报书息])(?:称|显示|指出|表示|认为)\\Z")
"""发布报告称: what is put out says something."""


def _governed(scene: Scene, spot: Spot, i: int, end: int) -> list[Other]:
    """Whom a preposition before the verb governs."""
    named = [t for t in spot.tokens[:i] if t.type in _GOVERNED and _governs(scene, spot.clause, t)]
    if named:
        return [Other(named[-1].text, "governed", end)]
    at = next((n for n in range(i - 1, -1, -1) if spot.tokens[n].text in _PREPS), -1)
    if at < 0:
        return []
    run: list[Token] = []
    for token in spot.tokens[at + 1 : i]:
        if token.type in _STOPS:
            break
        run.append(token)
    if not run or run[-1].end - run[0].start > 24:
        return []
    firm = firm_named(scene, run[0].start, run[-1].end)
    return [Other(firm, "governed.firm", end)] if firm else []


_GOVERNED = frozenset(["organisation", "government", "authority", "institution", "place", "park"])
_PREPS = frozenset(["与", "和", "同", "向", "对", "给", "从", "携手", "联合"])


_PREP = re.compile(r"(?:与|和|同|向|对|把|将|由|被|给|从|为|遭|获|携手|联合)(?:[\u4e00-\u9fff]{0,6})\Z")


def _governs(scene: Scene, clause: Clause, token: Token) -> bool:
    return _PREP.search(scene.flat, max(clause.start, token.start - 8), token.start) is not None


_SCRAP = re.compile(
    "\\A(?:及|者|此|率|向|所|等|一则|自\\d|预计|方式)|[前后时称]\\Z|显示\\Z|明显|大幅|略有|骤|趋[暖冷缓]|逐步|迈出|扩张\\Z|支撑|组成部分\\Z|窗口期|重要载体|(?:采|专)访|\\A(?:期满|日期|双方)|(?:相比|为主|之一)\\Z|能力\\Z|自有资金\\Z|的方式\\Z|风险\\Z|步伐\\Z|(?:型|民营|有的?)企业\\Z"
)
"""What was cut out of a longer sentence, or praises: no other end of anything."""
_OWN_REPORT = re.compile(
    "(?:(?:修正|更正)?公告|(?<!价)通知|业绩说明会?|记录表)(?:全文|摘要)?[称示]?(?:显示)?》?\\Z|(?:报告?|预告|预增|预亏)(?:全文|摘要)?(?:称|显?示)》?\\Z"
)
_ISSUING = frozenset(
    [
        "发布",
        "披露",
        "公布",
        "公告",
        "发出",
        "刊登",
        "刊发",
        "接到",
        "接获",
        "收到",
        "出具",
        "修正",
        "提交",
        "预计",
    ]
)
"""A firm that issues its own report says what stands in it."""


def is_scrap(other: str, kind: str, verb: str) -> bool:
    """Whether an object is no other end: cut out of a longer sentence, praise, or the report of a firm that issues it."""
    if kind in ("bare", "number") and _SCRAP.search(other):
        return True
    return verb in _ISSUING and _OWN_REPORT.search(other) is not None
