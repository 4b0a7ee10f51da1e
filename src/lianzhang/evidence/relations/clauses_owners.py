"""Clauses of who holds a firm: 甲为乙的控股股东, 乙的实际控制人为丙先生, 甲取得乙、丙的控制权; and what works a firm holds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lianzhang.evidence.claims.reading import Reading
from lianzhang.evidence.names.forms import SURNAMES
from lianzhang.evidence.noun_phrases import no_words
from lianzhang.evidence.relations.clauses_hits import Found, Hit, Reader
from lianzhang.evidence.relations.clauses_roles import (
    ENDS,
    copula,
    listed,
    of_whom,
    stands,
    told_behind,
    whose,
)
from lianzhang.evidence.relations.clauses_who import FIRM_END, bare_name, doer, head_of
from lianzhang.evidence.relations.subjects import split_list
from lianzhang.evidence.scene import Scene

__all__ = ["OWNERS"]

_HOLDER = re.compile("股东|控制人|实控人|母公司")


def _owner(reading: Reading, hit: Hit) -> Iterator[Found]:
    """乙为甲的控股股东, 乙成为甲的战略股东: the holder and the firm; 甲的控股股东为乙: the firm and its holder."""
    scene = reading.scene
    told = told_behind(reading, hit)
    if told is not None:
        for who, whom, start, end in told:
            yield whom, who, start, end
        if not told:
            yield from _unlisted(reading, hit)
            yield from _assets(reading, hit)
        return
    if _BECOMES.search(scene.flat, hit.clause.start, hit.start):
        return
    found = [f for f in stands(reading, hit) if "公司" not in f[:2]]
    yield from found or _among(reading, hit)


_BECOMES = re.compile("将成为|将变更为")
"""What a sale of shares is to make of the buyer."""
_BEHIND = re.compile(r"(?:均|仍|则|分别){0,2}(?:为|是|系)(?P<o>[^，。；、（]{2,12})(?=[，。；（]|\Z)")
_PERSON = re.compile(f"(?P<p>[{SURNAMES}][\u4e00-\u9fff]{{1,2}}?)(?:先生|女士)?\\Z")
_HOUSE = re.compile("(?:资本|投资|人寿|保险|基金|传媒|国资委)\\Z")


def _unlisted(reading: Reading, hit: Hit) -> Iterator[Found]:
    """甲的控股股东为丙先生: the firm and a holder that is a person, or a firm that no list has."""
    scene = reading.scene
    m = _BEHIND.match(scene.flat, hit.end, hit.clause.end)
    if m is None or not _HOLDER.search(scene.flat, hit.start, hit.end):
        return
    person = _PERSON.match(m["o"])
    name = person["p"] if person else bare_name(scene, *m.span("o"))
    if name is None or not (person or FIRM_END.search(name) or _HOUSE.search(name)):
        return
    for whom, at in whose(reading, hit, hit.start):
        yield whom, name, min(at, hit.start), m.end()


_STANDS = re.compile("位列|位居|跻身|位于|出现在|现身于?|成为|仍?[为是系](?!了)")


def _among(reading: Reading, hit: Hit) -> Iterator[Found]:
    """丙先生为甲的实际控制人; 丙位列甲、乙的前十大股东名单."""
    scene = reading.scene
    is_ = copula(scene, hit, _STANDS)
    ends = ENDS.match(scene.flat, hit.end, hit.clause.end)
    if is_ is None or ends is None or not _HOLDER.search(scene.flat, hit.start, hit.end):
        return
    a, b = head_of(scene, hit.clause, is_[0])
    person = _PERSON.fullmatch(scene.flat, a, b)
    who = (person["p"], a) if person else doer(reading, hit.index, hit.sentence, hit.at, is_[0])
    for whom in (of_whom(scene, is_[1], hit.start) or _held(scene, is_[1], hit.start)) if who else []:
        if who and "公司" not in (who[0], whom):
            yield who[0], whom, min(who[1], is_[0]), ends.end()


def _held(scene: Scene, start: int, end: int) -> list[str]:
    """The firm that must be meant where somebody holds it, by a short name that no list has."""
    end -= scene.flat.endswith("的", start, end)
    name = bare_name(scene, start, end)
    return [name] if name and FIRM_END.search(name) and no_words(name[:2]) else []


_ASSETS = re.compile(r"(?:，|包括|主要|分别){0,6}(?:为|是|包括|有|系)(?P<o>[^。；]{2,120}?)(?=[。；]|\Z)")
_ASSET = re.compile(
    r"(?:[\u4e00-\u9fffA-Za-z0-9·]{2,24}?(?:项目|矿山|[铜铁金银锂煤镍锌锡钨钼铅铝磷钴铀土]矿(?:采矿权|探矿权)?|采矿权|探矿权|盐湖|油田|气田|电站|电厂|工厂|基地|码头|地块|大厦|物业))(?=[，、和及与。；（]|\Z)"
)


def _assets(reading: Reading, hit: Hit) -> Iterator[Found]:
    """甲的主要资产为某地的矿山，主要包括乙项目和丙项目: the firm and each of the works it holds."""
    scene = reading.scene
    m = (
        _ASSETS.match(scene.flat, hit.end, hit.sentence.end)
        if "资产" in scene.flat[hit.start : hit.end]
        else None
    )
    if m is None:
        return
    a, _ = head_of(scene, hit.clause, hit.start)
    named = scene.text[a : hit.start].removesuffix("的").removesuffix("拥有的")
    who = [n for n, _ in whose(reading, hit, hit.start)] or (
        [named] if 2 <= len(named) <= 12 and scene.text.count(named) > 1 else []
    )
    begin = m.start("o")
    last = scene.flat.rfind("包括", begin, m.end())
    begin = last + 2 if last >= 0 else begin
    for a, b in split_list(scene, (begin, m.end("o"))):
        head = max(a, scene.flat.rfind("的", a, b) + 1)
        thing = _ASSET.match(scene.text, head, min(len(scene.text), b + 1))
        if thing and "的" not in thing[0]:
            for name in who[:1]:
                yield name, thing[0], hit.start, m.end("o")


def _power(reading: Reading, hit: Hit) -> Iterator[Found]:
    """丙取得甲、乙的控制权: who comes to control each of the firms."""
    scene = reading.scene
    m = _POWER.match(scene.flat, hit.end, hit.clause.end)
    group = _GROUP.match(scene.text, *head_of(scene, hit.clause, hit.start))
    who = (
        (group["n"], group.start("n")) if group else doer(reading, hit.index, hit.sentence, hit.at, hit.start)
    )
    for whom in listed(scene, *m.span("o"), firms=True) if m and who else []:
        if m and who and whom not in who[0] and who[0] not in whom:
            yield who[0], whom, who[1], m.end()


_GROUP = re.compile("“?(?P<n>[\u4e00-\u9fff]{2,4}系)”?(?:先后|已经|陆续|均|也|已){0,3}\\Z")
"""宝某系: the firms of one house, by its name."""
_POWER = re.compile(
    r"(?:了|对)?(?P<o>[^，。；]{2,60}?)(?:等(?:[\d一二三四五六七八九十两多]+家)?(?:上市)?(?:公司|企业)?)?的?(?:实际)?(?:控制权|控股权)(?=[，。；、]|\Z)"
)


OWNERS: dict[str, Reader] = {"owner": _owner, "power": _power}
