"""Fairs, forums and congresses: how many exhibit, come and meet there, and what is signed and sold, is told of the fair (本届展会……, 此次大会……)."""

from __future__ import annotations

import re
from typing import NamedTuple

from lianzhang.evidence.claims.reading import Spot
from lianzhang.evidence.claims.topics import content
from lianzhang.evidence.clauses import Clause
from lianzhang.evidence.frames.matcher import Match
from lianzhang.evidence.grounds import COUNTRY, WORLD
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.scene import Scene, in_paragraph, item_at, remembered

__all__ = ["Fair", "fair_of"]


class Fair(NamedTuple):
    """A fair by its full name, where it is held (None where unsaid), and where the text has named it."""

    name: str
    place: str | None
    at: int


_SORT = "博览会|展览会|交易会|展销会|洽谈会|推介会|招商会|对接会|对接活动|订货会|采购会|论坛|(?<!股东)(?<!动员)(?<!表彰)(?<!代表)大会|峰会|(?<!赌)[\u4e00-\u9fff]博会|[服农工经]贸会(?![议谈计])|广交会|高交会|车展|展会|招聘会|双选会|糖酒会|(?:用品|设备|技术|产品|机床|家具|建材|艺术|零部件)展"
_MARKED = re.compile("会|论坛|展|活动")
_NAMED = re.compile(
    rf"在?(?:(?:(?:\d{{1,2}}月)?\d{{1,2}}日|[今昨][日天]|日前|近日)?(?:开幕|闭幕|举行|举办|召开)的|为期[^，。；]{{1,4}}的|以[^，。；]{{2,40}}?为主题的|由[^，。；]{{2,40}}?(?:主办|举办|承办)的|备受[^，。；]{{2,6}}的)?“?(?P<n>(?:(?:19|20)\d\d年?)?[\u4e00-\u9fffA-Za-z0-9·]{{2,32}}?(?:{_SORT}))”?(?!上(?!，?\Z)|召(?!开)|[堂员长期场址厅馆商])(?:（[^（）]{{1,20}}）)?"
)
_HELD = re.compile(
    r"[^，。；、]{0,36}?(?:开幕|闭幕|启幕|落幕|举行|举办|召开|开展|收官|拉开帷幕|登场)|(?:促成|共|吸引|签约)|上(?=，?\Z)"
)
_WHERE = re.compile(
    "在(?P<p>[^，。；、]{2,24}?)(?=开幕|闭幕|启幕|落幕|正式|隆重|盛大|成功|如期|举行|举办|召开|登场|国际|会展|拉开)"
)
_POINTS = re.compile(
    rf"(?:而|届时)?在?(?:(?:[本该]届|[本此该]次|这[一届次]届?|今年(?:的)?)(?P<this>[\u4e00-\u9fff]{{0,10}}?(?:{_SORT}|活动|会议))|(?P<own>{_SORT}))(?!指出|强调|认为|要求)"
)
_THEN = re.compile(
    "届时|同期|(?:展会?|大会|会议|论坛|活动)期间|(?:大会|展会|论坛|会议|活动)(?!上|指出|强调|认为|期间)|与此同时|现场|会上(?=共|集中|签)"
)
_DOES = re.compile(
    "参展|参会|与会|赴会|到会|观众|展商|展位|展区|展馆|展台|展出|展览面积|展示面积|首发|首展|设展|亮相|舞台|论坛|专场|嘉宾|议题|签约|意向|成交|交易额|采购商|采购金额|洽谈|客商|观展|进驻|活动"
)
"""What is told of a fair."""
_KINDS = frozenset(
    {"enterprise_count", "milestone", "product_count", "project_count", "employment", "policy", "institution",
     "investment", "sales", "output_value", "project", "technology_parameter", "production", "factor_support"}
)  # fmt: skip
_FAR = 4
"""So many sentences on, a paragraph still tells of the fair."""


def fair_of(scene: Scene, spot: Spot, number: NumberMention, found: Match) -> Fair | None:
    """The fair of which ``number`` tells; None where its clause tells of something else, or of one of those who are there."""
    if spot.part or found.frame.kind not in _KINDS:
        return None
    flat, clause = scene.flat, spot.clause
    begin = content(scene, clause.start, number.start)
    points = _POINTS.match(flat, begin, clause.end) or _POINTS.match(flat, clause.start, clause.end)
    fair = _spoken_of(scene, spot, far=points is not None)
    if fair is None:
        return None
    told = _DOES.search(flat, clause.start, clause.end) is not None
    if fair.at >= clause.start:
        return fair if told or flat.startswith("为期", begin) else None
    if _actor(scene, spot, number) or _of_a_place(scene, begin, number):
        return None
    if points and points["own"]:
        return fair if _short_of(points["own"], fair.name) else None
    if points or flat.startswith(fair.name, begin):
        return fair
    if told and (_THEN.match(flat, begin) or _on(scene, spot, fair)):
        return fair
    return None


_ANY_FAIR = frozenset(
    {"展会", "大会", "论坛", "峰会", "博览会", "展览会", "交易会", "对接会", "洽谈会", "车展"}
)


def _short_of(name: str, full: str) -> bool:
    """Whether ``name`` is a word for any fair of the sort, or made of letters of the full name (服贸会, 服务贸易交易会)."""
    letters = iter(full)
    return name in _ANY_FAIR or all(c in letters for c in name)


def _actor(scene: Scene, spot: Spot, number: NumberMention) -> bool:
    """Whether the clause names a firm that does something there, and not as one of those counted."""
    named = scene.names(spot.clause.start, number.start, "organisation")
    return bool(named) and not re.search("等|在内的", scene.flat[named[-1].end : number.start])


def _of_a_place(scene: Scene, begin: int, number: NumberMention) -> bool:
    """Whether what a clause tells is of one place or land that takes part (其中某省签约5个项目)."""
    begin += 2 if scene.flat.startswith("其中", begin) else 0
    named = (*scene.places(begin, number.start), *scene.grounds(begin, number.start))
    return any(p.start == begin and p.paths[0] not in (COUNTRY, WORLD) for p in named)


def _on(scene: Scene, spot: Spot, fair: Fair) -> bool:
    """Whether the clauses since the fair was named, or pointed to, tell of it and of nobody else."""
    if fair.at >= spot.sentence.start:
        return True
    for clause in reversed(spot.sentence.clauses[: spot.at]):
        begin = content(scene, clause.start, clause.end)
        if _POINTS.match(scene.flat, begin, clause.end) or _THEN.match(scene.flat, begin):
            return True
        if scene.names(clause.start, clause.end, "organisation"):
            return False
    return False


def _spoken_of(scene: Scene, spot: Spot, *, far: bool) -> Fair | None:
    """The fair named last up to the clause's end in the same item, in the paragraph or, where ``far``, in the text."""
    at = spot.clause.start
    named = [
        f for f in _fairs(scene) if f.at < spot.clause.end and item_at(scene, f.at) == item_at(scene, at)
    ]
    if far or not named:
        return max(named, key=lambda f: (len(f.name), f.at), default=None)  # a heading may cut its name short
    here = in_paragraph(scene, spot.sentence.paragraph)
    since = [s for s in here if named[-1].at < s.start <= at]
    return named[-1] if named[-1].at >= here[0].start and len(since) <= _FAR else None


@remembered
def _fairs(scene: Scene) -> list[Fair]:
    """The fairs that the text says are held, in order; where it says so of none, those it points to by a name (本届茶博会)."""
    out: list[Fair] = []
    for sentence in scene.sentences:
        if not _MARKED.search(scene.flat, sentence.start, sentence.end):
            continue
        for clause in sentence.clauses:
            fair = _held(scene, clause)
            if fair:
                out.append(fair)
    return out or [fair for s in scene.sentences for c in s.clauses if (fair := _pointed(scene, c))]


def _pointed(scene: Scene, clause: Clause) -> Fair | None:
    """The fair that a clause points to by a name of its own."""
    m = _POINTS.match(scene.flat, content(scene, clause.start, clause.end), clause.end)
    name = m["this"] if m else None
    if m is None or not name or name in _ANY_FAIR or name.endswith(("活动", "会议")):
        return None
    return Fair(name, None, m.start("this"))


def _held(scene: Scene, clause: Clause) -> Fair | None:
    """The fair that a clause says is held, where it says so."""
    begin = content(scene, clause.start, clause.end)
    mark = _ITEM.match(scene.flat, begin, clause.end)
    begin = mark.end() if mark else begin
    m = _NAMED.match(scene.flat, begin, clause.end)
    if (
        m is None
        or _POINTS.match(scene.flat, begin, clause.end)
        or not _HELD.match(scene.flat, m.end(), clause.end)
    ):
        return None
    where = _WHERE.search(scene.flat, m.end(), clause.end)
    held = scene.places(*where.span("p")) if where else []
    return Fair(scene.text[slice(*m.span("n"))], ";".join(held[-1].paths) if held else None, m.start("n"))


_ITEM = re.compile("\\d{1,2}[、.．]|[①-⑳]|【|“")
