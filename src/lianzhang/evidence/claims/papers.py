"""What a paper holds: 该办法从用地、融资等6个方面支持企业, 措施共20条 count parts of the paper that the text named last under its title.

Also what bodies do in parts and by number: a survey that goes out in groups, advice given by an assembly.
"""

from __future__ import annotations

import re

from lianzhang.evidence.claims.measures import opening_noun
from lianzhang.evidence.claims.reading import Spot
from lianzhang.evidence.claims.topics import content
from lianzhang.evidence.clauses import Clause, Sentence
from lianzhang.evidence.frames.matcher import Match
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.scene import Scene, remembered
from lianzhang.evidence.subjects.phrases import right_noun

__all__ = ["is_part", "of_paper", "paper_at"]

_SURE = "方案|措施|政策|意见|办法|条例|细则|指南|提案|议案|纲要|文件|新政|新规"
_ALSO = "建议|规划|计划|决定|规定|通知|报告|标准"
"""Words for papers that are verbs too."""
_HOLDS = "共(?=[\\d一二三四五六七八九十])|一共|总共|提出|列出|列明|明确|包[括含]|涵盖|涉及|指出|要求|部署|给出|推出|设定|合计|总计"
_OPENS = re.compile(
    rf"(?P<p>该|本|此|这一|这份|这项|上述)?[“《]?(?:实施|行动|指导|若干|支持|发展|工作|专项|扶持|政策|具体){{0,6}}"
    rf"(?:(?P<n>{_SURE})[”》]?(?=将?从|将|分|围绕|聚焦|安排|规定|制定|对|在|就|，|{_HOLDS})|(?P<v>{_ALSO})[”》]?(?P<w>将?从|分|围绕|，)?(?={_HOLDS}|[^，。；]))"
)
_TITLE = re.compile(r"《(?P<t>[^《》\n]{2,80})》")
_VERSION = re.compile(r"（[^（）]{1,20}）\Z|\([^()]{1,20}\)\Z")
_ANY_PAPER = re.compile(rf"(?:{_SURE}|{_ALSO})\Z")
_GENERAL = frozenset({"文件", "政策", "新政", "新规"})
"""Words by which papers of any name are called again."""


@remembered
def _titles(scene: Scene) -> list[tuple[int, str, str]]:
    """Where each title begins, the title, and it without its version (（2024—2026年）)."""
    found = _TITLE.finditer(scene.text)
    return [(m.start(), m["t"], _VERSION.sub("", m["t"])) for m in found]


def _called(scene: Scene, noun: str, before: int) -> str:
    """The paper named last before ``before`` that ``noun`` means: a title that ends with the word."""
    for start, title, stem in reversed(_titles(scene)):
        fits = _ANY_PAPER.search(stem) if noun in _GENERAL else stem.endswith(noun)
        if start < before and len(stem) > len(noun) + 2 and fits:
            return title
    return ""


@remembered
def paper_at(scene: Scene, start: int, end: int) -> str:
    """The paper with which the clause ``[start, end)`` opens, under its title; empty where it opens with none.

    A word alone (措施, 若干措施) means a paper only where the text has named one; 该办法 and its like do so of themselves."""
    begin = content(scene, start, end)
    titled = _TITLE.match(scene.text, begin, end)
    if titled and len(titled["t"]) > 4:
        return titled["t"] if _ANY_PAPER.search(_VERSION.sub("", titled["t"])) else ""
    m = _OPENS.match(scene.flat, begin, end)
    if m is None:
        return ""
    pointed = m["p"] or scene.flat[begin] in "“《"
    if m["v"] and not pointed and (m["w"] or not _HELD.match(scene.flat, m.end())):
        return ""  # 计划从……, 建议企业……: what somebody means to do
    noun = m["n"] or m["v"]
    return _called(scene, noun, begin) or (noun if m["p"] else "")


_HELD = re.compile(_HOLDS)


@remembered
def _paper_before(scene: Scene, index: int, at: int) -> str:
    """The paper with which clause ``at`` of a sentence, or one before it, opens."""
    for clause in reversed(scene.sentences[index].clauses[: at + 1]):
        found = paper_at(scene, clause.start, clause.end)
        if found:
            return found
    return ""


_PARTS = re.compile("方面|部分(?!企业)")
_GROUPS = re.compile("(?:调研|检查|工作|督导|督查|专项|执法)?(?:小?组|分队)(?![成织合建])")
_DIVIDED = re.compile(r"分(?:成|为|设)?(?:了)?(?:[^，。；]{0,30}、[^，。；、]{1,10}|)\Z")


def is_part(scene: Scene, sentence: Sentence, clause: Clause, number: NumberMention) -> bool:
    """Whether a number that states nothing elsewhere (从三个方面说) counts the parts of a paper, or the groups a survey goes out in."""
    if number.unit != "count":
        return False
    if _PARTS.match(scene.flat, number.end):
        told = scene.numbers(sentence.start, number.start)
        if any(n.unit == "count" and n.value == number.value for n in told):
            return False  # 共十条，分别是……十个方面: told already
        return any(paper_at(scene, c.start, c.end) for c in sentence.clauses if c.start <= clause.start)
    if _GROUPS.match(scene.flat, number.end):
        return _DIVIDED.search(scene.flat, max(clause.start, number.start - 44), number.start) is not None
    return False


_SAYS = re.compile(r"(?:提出|给出|反馈|形成|交办|转交)(?:了)?[^，。；]{0,8}\Z")
_SAID = re.compile(r"(?:[\u4e00-\u9fff]{0,6})(?:建议|意见|提案)\Z")
_BODY = re.compile(
    r"[^，。；]{0,24}?(?:人大常委会|政协常委会|次会议|代表团|调研组|检查组|督导组|督查组|工作组|考察组|专家组|人大|政协|协会|商会|委员会)(?=对|就|听取|审议|开展|围绕|向|给|组织|深入|视察|经|在|提|，|[并还也]|赴|实地)"
)
_SET_UP = re.compile(r"(?:成立|组建|组成|派出|抽调)(?:了)?(?P<x>[^，。；]{2,24}?(?:组|队|专班))\Z")


def of_paper(scene: Scene, spot: Spot, number: NumberMention, found: Match) -> str:
    """The paper whose parts ``number`` counts, the body whose advice, the survey whose groups; empty where it is of something else."""
    if number.unit != "count" or found.frame.kind not in ("policy", "proposal_step", "institution"):
        return ""
    clause = spot.clause
    if found.frame.kind == "institution":
        if not _GROUPS.match(scene.flat, number.end):
            return ""
        divided = _DIVIDED.search(scene.flat, max(clause.start, number.start - 44), number.start)
        return _divided(scene, spot, divided.start()) if divided else ""
    paper = _paper_before(scene, spot.index, spot.at)
    if paper:
        return paper
    noun = right_noun(scene, number.end, spot.right)
    if _SAID.match(noun) and _SAYS.search(scene.flat, clause.start, number.start):
        return _adviser(scene, spot) or noun
    return ""


def _divided(scene: Scene, spot: Spot, at: int) -> str:
    """What goes out in groups: what the clause opens with, or the body set up in the clause before."""
    begin = content(scene, spot.clause.start, at)
    own = scene.text[begin:at]
    if len(own) > 1:
        return own
    if spot.at:
        before = spot.sentence.clauses[spot.at - 1]
        m = _SET_UP.search(scene.flat, before.start, before.end)
        return scene.text[m.start("x") : m.end("x")] if m else ""
    return ""


def _adviser(scene: Scene, spot: Spot) -> str:
    """Who gives advice: the body with which the clause or the sentence opens, else the noun with which the sentence opens (调研……)."""
    for clause in (spot.clause, spot.sentence.clauses[0]):
        begin = content(scene, clause.start, clause.end)
        m = _BODY.match(scene.flat, begin, clause.end)
        if m:
            return scene.text[m.start() : m.end()]
    first = spot.sentence.clauses[0]
    return opening_noun(scene, first.start, first.end) if spot.at else ""
