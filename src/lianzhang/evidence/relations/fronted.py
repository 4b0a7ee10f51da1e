"""What is said of a firm before its name: what it makes (主营丙的甲, 丙生产商甲), where it is listed (在某交易所上市的甲), who holds it (甲全资控股的乙、丙).

The readers of clauses look for a subject before its verb. News tells as much the other way round, and mostly of firms that some list
or the text itself knows: only such a name behind the words counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lianzhang.evidence.claims.reading import Draft, Reading
from lianzhang.evidence.clauses import Clause
from lianzhang.evidence.grounds import LANDS
from lianzhang.evidence.mentions import NameMention
from lianzhang.evidence.relations.clauses_who import head_of
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.subjects.firms import FIRM_TYPES
from lianzhang.evidence.subjects.places import place_of
from lianzhang.evidence.subjects.times import time_of
from lianzhang.evidence.together import Together
from lianzhang.evidence.words import JOIN

__all__ = ["fronted_claims"]

_GOODS = r"[^，。；：（）的]{2,36}?"
_MAKES = re.compile(
    rf"(?:主营业务为|主营|专业生产|专门生产|专业制造|主要生产|主要从事|专业从事|专注于)(?:各类|各种|研发|生产|制造|加工|销售|和|及|与|、){{0,6}}(?P<o>{_GOODS})"
    r"(?:的|等|和|及|与|、|研发|研究|设计|开发|生产|制造|加工|销售|服务|业务|产品){0,6}(?:等[^，。；的]{0,10})?的"
)
_MAKER = re.compile("(?:生产|制造)(?:商|厂商|企业|公司|巨头|龙头)|生产厂家|制造厂家")
_LISTED = re.compile(
    r"(?P<o>(?:美国|香港|中国香港|上海|深圳|北京|伦敦|纽约|东京|新加坡)?(?:纳斯达克|纽交所|港交所|联交所|上交所|深交所|北交所|证券交易所|科创板|创业板|新三板|主板|中小板|北交所)(?:交易所|主板|创业板|科创板|GEM)?)(?:挂牌|成功|正式|首发){0,6}上市的"
    r"|登陆(?P<p>(?:美国|香港)?(?:纳斯达克|纽交所|港交所|联交所|上交所|深交所|北交所|科创板|创业板|新三板)(?:主板|科创板|创业板)?)的"
)
_HOLDS = re.compile(
    "(?:(?:间接|直接|绝对|共同){0,6}控股|全资(?:控股|持有|拥有))的(?:(?:全资|控股)?[子孙]公司)?"
)
_WHAT_IT_IS = re.compile(
    r"(?:[\u4e00-\u9fffA-Za-z]{0,10}?(?:巨头|龙头|老大|公司|企业|集团|平台|独角兽|新贵|[^，。；]商))?[“]?"
)
_SPOTS = Together([_MAKES, _MAKER, _LISTED, _HOLDS])
_CUT = re.compile(
    "[，。；：、（）“”\\s]|[的与和及同跟向对给由是为从在于被将把以让等了]|包括|例如|比如|作为|成为|巨头|龙头|老大|旗下|收购|投资|入股|采访|走访"
)
_PRAISE = re.compile(
    rf"(?:{LANDS}|全球|世界|国际|国内|我国|本土|亚洲|欧洲|知名|著名|主要|领先|大型|头部|老牌|最大|第[一二三四五六七八九十]大?|家|另一|一家){{1,6}}"
)
_NO_GOODS = re.compile(
    r"业务\Z|\d|上市|企业|公司|收入|行业\Z|领域\Z|产业\Z|不同|相关|能力|\A(?:设备|产品|零部件|原|外资|民营|国有|自主|新|老|各|多|其|该|大|小){1,6}\Z"
)


def fronted_claims(reading: Reading, told: list[Draft]) -> list[Draft]:
    """A draft for each such name and what stands before it, unless ``told`` says of it what it makes."""
    makers = {(d.sentence, d.fields["subject"]) for d in told if d.fields["kind"] == "production"}
    scene, out = reading.scene, list[Draft]()
    spots = sorted({at for places in _SPOTS.spots(scene.flat).values() for at in places})
    for index, sentence, at, clause in reading.clauses_at(spots, "body", "title"):
        for kind, who, other, start, end in _told(scene, clause):
            if kind == "production" and (index, who) in makers:
                continue
            modality, cue = reading.modality.of(sentence, at, start, end, numeric=False)
            time = time_of(scene, index, at, start, clause.start) if kind == "milestone" else None
            fields: dict[str, Any] = {
                "kind": kind, "subject": who, "object": other, "place": place_of(scene, index, at, start),
                "modality": modality if cue and kind == "milestone" else "actual", "time": time.time if time else None,
                "time_inferred": bool(time and time.inferred), "rule": "relation.fronted", "confidence": 0.65,
            }  # fmt: skip
            if kind == "production":
                fields["items"] = tuple(filter(None, _AND.split(other)))
            out.append(Draft(start, end, index, fields))
    return out


_AND = re.compile("、|以及|及|和")
_Told = tuple[str, str, str, int, int]


def _told(scene: Scene, clause: Clause) -> Iterator[_Told]:
    """Kind, subject, object and span of what a clause says so."""
    said = scene.flat
    for m in _MAKES.finditer(said, clause.start, clause.end):
        name = _name(scene, m.end(), clause.end)
        if name and not _NO_GOODS.search(m["o"]):
            yield "production", name.name, scene.text[slice(*m.span("o"))], m.start(), name.end
    for m in _MAKER.finditer(said, clause.start, clause.end):
        name = _known(scene, m.end(), clause.end)
        goods = _before(scene, clause.start, m.start()) if name else None
        if name and goods:
            yield "production", name.name, scene.text[goods : m.start()], goods, name.end
    for m in _LISTED.finditer(said, clause.start, clause.end):
        name = _name(scene, m.end(), clause.end)
        if name:
            yield "milestone", name.name, m["o"] or m["p"], m.start(), name.end
    for m in _HOLDS.finditer(said, clause.start, clause.end):
        yield from _held(scene, clause, m)


def _known(scene: Scene, start: int, end: int) -> NameMention | None:
    """The firm whose name begins right at ``start``."""
    start += scene.flat.startswith(("“", " "), start)
    found = scene.names(start, end, *FIRM_TYPES)
    return found[0] if found and found[0].start == start else None


def _name(scene: Scene, start: int, end: int) -> NameMention | None:
    """The firm named at ``start``, or behind what it is (……的芯片巨头某某)."""
    known = _known(scene, start, end)
    found = None if known else _WHAT_IT_IS.match(scene.flat, start, end)
    return _known(scene, found.end(), end) if found else known


def _before(scene: Scene, start: int, end: int) -> int | None:
    """Where the goods begin that stand right before ``end`` (中国最大的糖果|生产商): behind what praises, joins or governs."""
    for m in _CUT.finditer(scene.flat, start, end):
        start = m.end()
    for p in scene.places(start, end):
        start = max(start, p.end)
    praise = _PRAISE.match(scene.flat, start, end)
    start = praise.end() if praise else start
    text = scene.flat[start:end]
    if not 2 <= len(text) <= 8 or _NO_GOODS.search(text) or scene.names(start, end, *FIRM_TYPES):
        return None
    return start


def _held(scene: Scene, clause: Clause, m: re.Match[str]) -> Iterator[_Told]:
    """Each firm listed behind, and who holds it."""
    named = scene.names(clause.start, m.start(), *FIRM_TYPES)
    a, b = head_of(scene, clause, m.start())
    who = named[-1] if named and named[-1].end == m.start() else None
    first = _known(scene, m.end(), clause.end)
    if who is None or first is None or not first.name.endswith("公司") or b <= a:
        return
    held = [first]
    for name in scene.names(first.end, clause.end, *FIRM_TYPES):
        if not JOIN.match(scene.text[held[-1].end : name.start]):
            break
        held.append(name)
    for name in held:
        yield "institution", name.name, who.name, who.start, name.end
