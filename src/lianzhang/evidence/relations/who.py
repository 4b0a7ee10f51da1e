"""Which firm or park a statement without a number means: 公司, 其, 该公司, a subsidiary, the firm visited, the park spoken of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lianzhang.evidence.claims.firms import anaphora
from lianzhang.evidence.clauses import Sentence
from lianzhang.evidence.mentions import NameMention
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.subjects.bought import bought_meant
from lianzhang.evidence.subjects.firms import firms_of

if TYPE_CHECKING:
    from lianzhang.evidence.relations.subjects import Hit

__all__ = ["firms_meant", "first_word", "park_meant", "place_beside", "project_named", "said_by"]

_NOT_ONE = re.compile(r"^(?:[^，。；]{0,4}(?:挂牌|上市|控股|关联|目标)|子|孙|该|本)公司$|(?:约定|显示)公司$")
"""挂牌公司, 协议约定公司: no firm's name."""
_WITH = re.compile(r"(?:携手|牵手|联合)$")
_LEAD_IN = re.compile(r"^(?:随后|此后|此前|公司(?=[\u4e00-\u9fff]{4,}公司))")
_OWN_FIRM = re.compile(
    r"(?:另|但|且|同时|此外|目前|值得注意的是){0,6}(?:(?:该|本)?(?:公司|企业|集团)|其(?![中次他余它实间后]))"
)


def firms_meant(scene: Scene, hit: Hit) -> list[tuple[str, str | None]]:
    """The firms (name, place) a statement is of; empty where none can be made out."""
    at = hit.found.start()
    dealt = bought_meant(scene, hit.sentence.clauses[hit.clause].start)
    if dealt:
        return [(dealt.name, None)]
    firms = (
        first_word(scene, hit)
        or _itself(scene, hit)
        or firms_of(scene, hit.index, hit.clause, at, far=True)
        or _visited(scene, hit)
    )
    firms = [
        _subsidiary(scene, f, at)
        for f in firms
        if not _NOT_ONE.search(f.name) and not _WITH.search(scene.flat, max(0, f.start - 2), f.start)
    ]
    if firms:
        return [(_LEAD_IN.sub("", f.name), f.paths[0] if f.paths else None) for f in firms]
    speaker = said_by(scene, hit.sentence, hit.clause)
    if speaker:
        return [(speaker.name, None)]
    if any(_OWN_FIRM.match(scene.flat, c.start) for c in hit.sentence.clauses[: hit.clause + 1]):
        return [(scene.main_firm or "公司", None)]
    if hit.relation.kind == "supply_link" and "客户" in hit.found[0]:
        return _of_sentence_before(scene, hit)
    if hit.relation.kind not in ("project", "production"):
        return []
    for back in range(hit.clause - 1, -1, -1):  # past a clause that opens with a place
        told = firms_of(scene, hit.index, back, hit.sentence.clauses[back].end, far=False)
        if told:
            return [(told[0].name, None)]
    return [(scene.main_firm, None)] if scene.firm_led and scene.main_firm else []


def _of_sentence_before(scene: Scene, hit: Hit) -> list[tuple[str, str | None]]:
    """The firm of the sentence before in the paragraph: customers are somebody's."""
    before = scene.sentences[hit.index - 1] if hit.index else None
    if before is None or before.paragraph != hit.sentence.paragraph:
        return []
    last = len(before.clauses) - 1
    told = firms_of(scene, hit.index - 1, last, before.end, far=False)
    return [(told[0].name, None)] if told else []


_CHILD = re.compile(
    r"(?:股份有限公司|有限责任公司|有限公司)?(?:（[^（）]{0,40}）)?的?(?:控股|全资|下属|旗下)?(?:子|孙)公司"
    r"|(?:[/、][^，。；、/]{2,8}?){0,6}的?(?:核心|主要|独家)?供[应货][商方]"
)


def _subsidiary(scene: Scene, firm: NameMention, at: int) -> NameMention:
    """甲股份（简称……）控股子公司乙锂业, 甲供应商乙: the statement is of the subsidiary, of the supplier."""
    m = _CHILD.match(scene.flat, firm.end, at)
    named = scene.names(m.end(), at, "organisation") if m else []
    return named[0] if m and named and named[0].start == m.end() else firm


_REST = 6
"""So much must be left of what is told behind the firm's name for it to be the subject."""


def first_word(scene: Scene, hit: Hit, rest: int = _REST) -> list[NameMention]:
    """The firm with which the object begins (甲期货股权变更申请获……), or which a first one's supplier is (甲/乙供应商丙IPO过会)."""
    span = hit.span("o")
    if span is None or span[0] != hit.found.start():
        return []
    named = scene.names(*span, "organisation")
    if not named or named[0].start != span[0]:
        return []
    firm = _subsidiary(scene, named[0], span[1])
    return [firm] if span[1] - firm.end >= rest else []


_COMPANY = re.compile(
    r"(?:并|且|同时|根据|按照|据)?(?:本|该)?公司(?!(?:的)?(?:控股|全资|参股|下属|旗下|子公司|孙公司|股东|董事|监事|实际))"
)
_ITSELF_SAYS = re.compile(r"[^，。；]{0,24}?(?:表示|公告|称|宣布|透露|披露|回复|介绍|获悉)(?:显示)?$")


def said_by(scene: Scene, sentence: Sentence, at: int) -> NameMention | None:
    """The firm that speaks in a clause before clause ``at`` of the sentence (甲汽车宣布，已与……)."""
    for before in reversed(sentence.clauses[:at]):
        named = scene.names(before.start, before.end, "organisation")
        if named and _ITSELF_SAYS.match(scene.flat, named[0].end, before.end):
            return named[0]
    return None


def _itself(scene: Scene, hit: Hit) -> list[NameMention]:
    """Who 公司 at the head of a clause means, behind times."""
    clause = hit.sentence.clauses[hit.clause]
    head = clause.start
    for time in scene.times(head, hit.found.start()):
        head = time.end if time.start - head <= 2 else head
    said = _COMPANY.match(scene.flat, head, hit.found.start())
    meant = anaphora(scene, said.start(), said.start()) if said else []
    return [m for m in meant if m.end > m.start]


_VISIT = re.compile(r"(?:[^，。；]{0,6}(?:走进|走入|来到|步入|踏入|位于)|在)[^，。；]{0,16}$")


def _visited(scene: Scene, hit: Hit) -> list[NameMention]:
    """The firm that the clause before visits (走进某某公司，……; 在某某公司，……): what follows is told of it."""
    if hit.clause == 0:
        return []
    before = hit.sentence.clauses[hit.clause - 1]
    found = scene.names(before.start, before.end, "organisation")
    if len(found) != 1 or not _VISIT.match(scene.flat, before.start, found[0].start):
        return []
    return found if before.end - found[0].end <= 8 else []


_OWN_PARK = re.compile(r"(?:目前|现在|如今|其中)?(?:该|本|全)?(?:园区|高新区|经开区|开发区|新区|全区)")


def park_meant(scene: Scene, hit: Hit) -> NameMention | None:
    """The park that the clause or one before it in the sentence opens with; the one named last, where 园区 is all that is said."""
    for at in range(hit.clause, -1, -1):
        clause = hit.sentence.clauses[at]
        end = min(clause.end, hit.found.start())
        named = scene.names(clause.start, end, "park")
        if named and named[0].start - clause.start <= 4:
            return named[0]
        if _OWN_PARK.match(scene.flat, clause.start, end):
            before = scene.names(0, clause.start, "park")
            return before[-1] if before else None
        if scene.places(clause.start, end):
            break
    return None


def place_beside(scene: Scene, hit: Hit) -> str | None:
    """The place right before the match (甲县与……), where the clause names no firm."""
    start, at = hit.sentence.clauses[hit.clause].start, hit.found.start()
    if scene.names(start, at, "organisation"):
        return None
    own = scene.settings(start, at)
    return ";".join(own[-1].paths) if own and at - own[-1].end <= 1 else None


_PROJECT_LINE = re.compile(r"项目名称：([^，。；\n]{4,70})")


def project_named(scene: Scene, upto: int) -> str | None:
    """The project that a notice gives in a line of its own (项目名称：……) before ``upto``."""
    found = [m.span(1) for m in _PROJECT_LINE.finditer(scene.flat, 0, upto)]
    return scene.text[slice(*found[-1])] if found else None
