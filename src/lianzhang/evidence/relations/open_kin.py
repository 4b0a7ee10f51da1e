"""Who belongs to whom, told beside a name and not by a verb: 甲公司的全资子公司乙, 公司控股股东丙.

The open reader reads clauses by their verbs; a clause that says what a child or a holder does says in passing whose it is. Each such
pair is a candidate of its own, weighed as the others are, whatever else the clause tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lianzhang.evidence.clauses import Clause
from lianzhang.evidence.names.forms import SURNAMES
from lianzhang.evidence.relations.clauses_who import own_firm
from lianzhang.evidence.relations.open_ends import Spot, Subject
from lianzhang.evidence.relations.open_words import Token
from lianzhang.evidence.scene import Scene, digest

__all__ = ["CHILD", "HOLDER", "has_kin", "kin_of"]

CHILD, HOLDER = "子公司", "控股股东"
"""What stands for the verb of such a pair: the parent has a child, the holder holds a firm."""
_KIN = re.compile(
    "(?P<c>(?:(?:间接|直接|新设|境外|境内|全资|控股|参股|下属|旗下|所属){1,6}的?(?:[子孙]公司|附属公司|公司|企业)|[子孙]公司|附属公司))"
    "|(?P<h>(?:间接)?控股股东(?:[、及暨和]实际控制人)?|实际控制人|实控人|第[一二三]大股东|母公司)"
    "|(?P<w>(?:另[一外](?:[一两三]家)?|其余|现有|原|重要|主要|战略|前三大|[二大])?股东(?:之一)?)(?![大权会的、，])"
)
_MARK = re.compile("子公司|孙公司|附属公司|母公司|股东|控制人|实控人|旗下|下属")
_SELF = re.compile("(?:(?:本|该)?公司|集团|其)(?:的|之|及|和)?\\Z")
_OF = re.compile("(?:的|之|及其|旗下)?\\Z")
_BRACKET = re.compile("（[^（）]{1,40}）\\Z")
_PERSON = re.compile(
    f"[“]?(?P<p>(?!和)[{SURNAMES}][\\u4e00-\\u9fff]{{1,2}}?)(?:先生|女士|（|[，。；、]|(?=于|通过|将|拟|已|所|持|增持|减持|质押|解除|提|累计|计划|合计|在|与|和|及|控制|\\d|近日|日前|的|承诺|签))"
)
_OWN = re.compile("(?:本|该)?公司(?![及和])")
_FIRM = 4
"""Of the many small holders a text tells those that are firms, by whose name."""
_TAIL = re.compile("(?<=[\u4e00-\u9fff]{3})(?:将其?|其)\\Z")
"""What follows a name that no list has (控股股东甲将其所持……)."""
_NAMES = ("organisation", "government", "authority", "institution")


def has_kin(scene: Scene, clause: Clause) -> bool:
    """Whether a clause has a word for such a pair."""
    return _MARK.search(scene.flat, clause.start, clause.end) is not None


def kin_of(scene: Scene, spot: Spot) -> Iterator[tuple[Subject, Token, str, str, int]]:
    """For every child or holder named in a clause: subject, the word that says so, the other end, what that is, and where it ends."""
    start, end, _ = spot.clause
    for m in _KIN.finditer(scene.flat, start, end):
        named = _behind(scene, m.end(), end)
        whose = _before(scene, start, m.start()) if named else None
        if named is None or whose is None or named[0] in whose[0] or whose[0] in named[0]:
            continue
        firm, at = whose
        if m["c"] and digest(scene) and _OWN.match(scene.flat, at):
            continue  # news of many firms (甲公告称，公司全资子公司乙拟……): whose the child is it tells only in passing
        if m["w"] and (named[1] - m.end() < _FIRM or firm not in scene.text[at : m.start()]):
            continue
        if m["c"]:
            yield Subject(firm, at, "org", "own"), Token(CHILD, *m.span(), "verb"), named[0], "org", named[1]
        else:
            holder = Subject(named[0], m.end(), "org", "own")
            yield holder, Token(HOLDER, *m.span(), "verb"), firm, "org", named[1]


def _behind(scene: Scene, start: int, end: int) -> tuple[str, int] | None:
    """The firm or person whose name stands right behind the word, and where it ends."""
    names = [n for n in scene.names(start, end, *_NAMES) if n.start - start <= 1]
    if names:
        name = _TAIL.sub("", names[0].name)
        return name, names[0].end - len(names[0].name) + len(name)
    person = _PERSON.match(scene.flat, start, min(end + 1, start + 12))
    return (person["p"], person.end("p")) if person else None


def _before(scene: Scene, start: int, end: int) -> tuple[str, int] | None:
    """The firm named, or meant by 公司, right before the word, and where it stands."""
    bracket = _BRACKET.search(scene.flat, start, end)
    stop = bracket.start() if bracket else end
    self_ = _SELF.search(scene.flat, start, stop)
    of = _OF.search(scene.flat, start, stop)
    near = of.start() if of else stop
    names = [n for n in scene.names(start, stop, *_NAMES) if n.end in (near, stop)]
    if names:
        return names[-1].name, names[-1].start
    if self_ or stop == start:
        own = own_firm(scene, self_.start() if self_ else start) or scene.main_firm
        return (own, self_.start() if self_ else start) if own else None
    return None
