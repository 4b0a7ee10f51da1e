"""The members of a coordinated phrase (精炼铜、原铝、铅和锌产量): whose each number of a list shared out is, and of what measure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from lianzhang.evidence.claims.list_heads import with_head
from lianzhang.evidence.mentions import NameMention, NumberMention
from lianzhang.evidence.names.forms import is_firm_like
from lianzhang.evidence.noun_phrases import after_statement, head_after, is_facet, loose, tokens_of
from lianzhang.evidence.scene import Scene
from lianzhang.evidence.subjects.phrases import left_noun
from lianzhang.evidence.words import words

__all__ = ["ARE", "MEASURES", "Member", "listed_before", "members", "runs"]

MEASURES = re.compile(
    r"(?:实现)?(?:增加值|产量|销量|产值|营业收入|营收|收入|利润|出口|进口|投资|增速|价格|用电量?|发电量|装机|总额|金额|占|比重|总量)"
)


@dataclass(frozen=True, slots=True)
class Member:
    """One member: its name, what of it is measured (shared by all members), the product, the firm and the place where told."""

    name: str
    measure: str
    item: str | None = None
    firm: NameMention | None = None
    place: str | None = None


_RUN = re.compile(r"[ \u3000]?(?:[、/／]|和|及|与|以及|、?其次是?)[ \u3000]?[+＋\-−]?")


def runs(flat: str, numbers: Sequence[NumberMention]) -> list[list[NumberMention]]:
    """The numbers in groups that stand side by side with nothing but joints between them (5%、8%和20%)."""
    out: list[list[NumberMention]] = []
    for n in numbers:
        last = out[-1][-1] if out else None
        if last and last.unit == n.unit and _RUN.fullmatch(flat, last.end, n.start):
            out[-1].append(n)
        else:
            out.append([n])
    return out


_OPEN, _CLOSE = "（“《〈", "）”》〉"
_JOINT = re.compile("以及|[和与及]")


def _pieces(flat: str, start: int, stop: int, count: int) -> list[tuple[int, int]]:
    """``flat[start:stop]`` cut into ``count`` pieces at marks of a list outside brackets, the last two at 和; empty where it has others."""
    cuts, depth = [], 0
    # a mark that is closed outside holds the whole list
    opens = [a for a, b in zip(_OPEN, _CLOSE, strict=True) if flat.find(b, start, stop) >= 0]
    for at in range(start, stop):
        depth = max(0, depth + (flat[at] in opens) - (flat[at] in _CLOSE))
        if flat[at] == "、" and depth <= 0:
            cuts.append((at, at + 1))
    if len(cuts) == count - 2:
        begin = cuts[-1][1] if cuts else start
        # the first joint with something to join: 和 opens no piece
        joints = [
            m.span()
            for m in _JOINT.finditer(flat, begin + 1, stop - 1)
            if flat.count("（", begin, m.start()) == flat.count("）", begin, m.start())
        ]
        cuts += joints[-1:] if cuts else joints[:1]
    if len(cuts) != count - 1:
        return []
    edges = [start, *(x for cut in cuts for x in cut), stop]
    return list(zip(edges[::2], edges[1::2], strict=True))


_COUNTED = re.compile(
    r"(?:等)?[两二三四五六七八九十\d]+(?:家(?:企业|公司)?|地|省|市|县|区|国|者|项|类|种|个|大|款|座|条)?\Z|等\Z"
)
_STOPS = re.compile(r"[，。；：！？\n]")


def members(scene: Scene, start: int, stop: int, count: int) -> list[Member]:
    """The ``count`` members of the coordinated phrase that ends at ``stop``, each with the measure they share; empty where it has no such list."""
    pieces = _pieces(scene.flat, start, stop, count)
    inner = [b for _, b in pieces[:-1]]
    if not pieces or any(t.start < b < t.end for t in scene.times(start, stop) for b in inner):
        return []  # no list, or one of months (7、8月)
    first, last = left_noun(scene, *pieces[0]) or _rest(scene, *pieces[0]), left_noun(scene, *pieces[-1])
    last = _THESE.sub("", words().compared.sub("", last))
    holds = _HOLDS.search(scene.flat, *pieces[-1])
    if holds:  # 甲、乙持有的某某股份质押比例: whose they are
        pieces[-1] = (pieces[-1][0], holds.start())
        first, last = (_ROLE.sub("", scene.text[a:b].strip()) for a, b in (pieces[0], pieces[-1]))
        return _as_members(scene, pieces, [first, *(scene.text[a:b] for a, b in pieces[1:-1]), last], "持有")
    names = [_ASIDE.sub("", n) for n in (first, *(scene.text[a:b].strip() for a, b in pieces[1:-1]), last)]
    names = _numbered(names)
    if not all(names) or any(len(n) > 24 or _STOPS.search(n) for n in names):
        return []
    if all(_measured(n) for n in names):
        return []  # 产值、利润: measures of one thing
    names[-1], measure = _cut(names[:-1], names[-1])
    if not names[-1] or any(_measured(n) for n in names[:-1]):
        return []
    names = with_head(names)
    return _as_members(scene, pieces, names, measure)


def _as_members(scene: Scene, pieces: list[tuple[int, int]], names: list[str], measure: str) -> list[Member]:
    firms = [_firm(scene, a, b, n) for (a, b), n in zip(pieces, names, strict=True)]
    known = [f for f in firms if f]
    held = _HELD.match(measure) is not None
    if held:
        measure = ""  # who holds is named, not what he holds
    if (known or held) and len(known) < len(
        firms
    ):  # what is coordinated with a firm, and ends as it does, is a firm
        ending = "" if held else known[0].name[-2:]
        firms = [
            f or _printed(scene, *span, n, ending) for f, span, n in zip(firms, pieces, names, strict=True)
        ]
        known = [f for f in firms if f]
    if len(known) == len(names):
        return [Member(f.name, "", _item(measure), f, _lies(scene, f)) for f in known]
    if 2 * sum(_UNIT.fullmatch(n) is not None for n in names[:-1]) >= len(names) - 1:
        unit = _UNIT.match(names[-1])
        at = unit.end() if unit else len(names[-1])
        names, measure = [*names[:-1], names[-1][:at]], names[-1][at:] + measure
        return [Member(n, "", _item(measure)) for n in names]
    return [Member(n, measure, None if _NO_ITEM.search(n) else n) for n in names]


def _printed(scene: Scene, start: int, stop: int, name: str, ending: str) -> NameMention | None:
    at = scene.text.find(name, start, stop)
    if at < 0 or (ending and len(name) < 4) or not name.endswith(ending):
        return None
    return NameMention(at, at + len(name), "organisation", name)


_UNIT = re.compile(
    r".*?(?:[油气]田|[煤铁金铜锂锌铅银钨锡]矿|矿山|电厂|电站|水库|基地|港口?|工厂|园区|开发区|景区|机场|车间)"
)
"""What makes or holds something and bears a name of its own: the number is its, the measure no part of it."""
_NO_ITEM = re.compile(r"(?:业|项目|期|省|市|县|区|国|户|企业|人口|地区|家)\Z")


def _item(measure: str) -> str | None:
    """The product that a measure names (原油产量)."""
    m = _PRODUCT.match(measure)
    return m[1] if m else None


_PRODUCT = re.compile(r"([\u4e00-\u9fff]{2,6})(?:产量|销量|产销量|产能|出货量|装机量?|库存|储量|出口|进口)\Z")


def _lies(scene: Scene, firm: NameMention) -> str | None:
    places = [p for p in scene.places(firm.start, firm.end) if p.start == firm.start]
    return ";".join(places[0].paths) if places else None


def _rest(scene: Scene, start: int, stop: int) -> str:
    """What stands behind the last place or time of a piece: 全省煤."""
    ends = [*(p.end for p in scene.grounds(start, stop)), *(t.end for t in scene.times(start, stop))]
    m = _HERE.match(scene.text, start, stop)
    rest = scene.text[max([start, *ends, *([m.end()] if m else [])]) : stop].strip("，的其中 ")
    return rest if len(rest) < 3 else ""


_THESE = re.compile("(?<=..)这[两二三四五六七八九十\\d]+[只家个款种类大座地项].*")
"""甲、乙、丙这三只基金跌幅较大: what they are together is no part of the last."""
_ASIDE = re.compile(r"（[^（）]*）|\([^()]*\)")
_HERE = re.compile("[全我本该][国省市县区州]")


def _measured(name: str) -> bool:
    return MEASURES.search(name) is not None or is_facet(name)


def _cut(others: list[str], last: str) -> tuple[str, str]:
    """The last member and the measure printed behind it."""
    if "的" in last:
        name, _, measure = last.rpartition("的")
        return name, "的" + measure
    for size in (3, 2, 1):
        tail = others[0][-size:]
        if (
            len(others[0]) > size
            and all(o.endswith(tail) for o in others)
            and (size > 1 or len(others) > 1 or tail in _ALIKE)
        ):
            at = last.find(tail) + size
            if at >= size and (at == len(last) or _measured(last[at:])):
                return last[:at], last[at:]
    parts = [w for w, _ in tokens_of(last)]
    at = len(parts)
    while at and (is_facet("".join(parts[at - 1 :])) or MEASURES.match("".join(parts[at - 1 :]))):
        tail = "".join(parts[at - 1 :])
        if at < len(parts) and not _LEADS.fullmatch(parts[at - 1]):
            break
        at -= 1
        if is_facet(tail) and not at:
            break
    name, measure = "".join(parts[:at]), "".join(parts[at:])
    counted = _COUNTED.search(name)
    return (name[: counted.start()] if counted and counted.start() > 1 else name), measure


_ORDINAL = re.compile("(?:(.*)第)?([一二三四五六七八九十])")
_WHICH = re.compile("第?([一二三四五六七八九十])(产业|季度|类|批次?|期|档|组|梯队|车间|工厂|标段|产)([^第]*)")


def _numbered(names: list[str]) -> list[str]:
    """Ordinals that share their noun, each with it (第一、二、三产业: 第一产业, 第二产业, 第三产业)."""
    out, noun = list(names), ""
    if not any(_ORDINAL.fullmatch(n) for n in names):
        return out
    for at in range(len(names) - 1, -1, -1):
        which = _WHICH.fullmatch(names[at])
        if which:
            noun = which[2]
            out[at] = f"第{which[1]}{noun}{which[3]}"
        elif noun and (bare := _ORDINAL.fullmatch(names[at])):
            out[at] = f"{bare[1] or ''}第{bare[2]}{noun}"
    return out


_HELD = re.compile("的?(?:合计|直接|间接|总)?(?:持股|持有|出资|认缴|认购)")
_HOLDS = re.compile("(?:所|合计|共|直接|间接){0,6}持有?的")
_ROLE = re.compile(
    "(?:其|公司|上市公司|前十大|第[一二三四五]大|控股|的|一致行动人|实际控制人|实控人|股东|自然人|减持[者方]为?|分别[为是]){1,6}(?=..)"
)
"""What someone is to a firm, before his name."""
_ALIKE = frozenset("业田矿厂港司锂镍钴铜铝锌铅锡钢铁煤油气市县区省州")
"""Of one class where two members end so (西江煤矿和东岭煤矿产量)."""
_LEADS = re.compile("总|净|平均|均|主营|营业|年|月|日均|累计|新增|库存|进|出口|进口|加工|市场")
"""Words that belong to the measure behind them."""


def _firm(scene: Scene, start: int, stop: int, name: str) -> NameMention | None:
    """The firm that a member is: known, or a place with a name of no dictionary (湘潭宏力光伏)."""
    known = scene.names(start, stop, "organisation")
    if known:
        return known[-1]
    text = scene.text[start:stop]
    at = text.find(name)
    places = scene.places(start, stop)
    if at < 0 or len(name) < 4:
        return None
    begin = start + at
    if places and places[-1].end == begin:
        begin = places[-1].start
    own = (
        name
        if not places or places[-1].start >= begin + len(name)
        else scene.text[max(begin, places[-1].end) : start + at + len(name)]
    )
    if not (places and places[-1].start == begin) or len(own) < 4 or not is_firm_like(own):
        return None
    if not any(loose(w) for w, _ in tokens_of(own[:-2])):
        return None
    return NameMention(
        begin, start + at + len(name), "organisation", scene.text[begin : start + at + len(name)]
    )


def listed_before(scene: Scene, sentence_start: int, start: int, count: int) -> list[Member]:
    """The members that an earlier clause of the sentence lists, nearest first, where a clause opens with 分别 or 三者分别."""
    edges = [sentence_start - 1, *(i for i in range(sentence_start, start) if scene.flat[i] in "，；：")]
    for a, b in reversed(list(pairwise(edges))[-3:]):
        pieces = _pieces(scene.flat, *_listing(scene, a + 1, b), count)
        if not pieces:
            continue
        firms = _each_a_firm(scene, pieces)
        if firms:
            return [Member(f.name, "", None, f, _lies(scene, f)) for f in firms]
        head = scene.text[slice(*pieces[0])]
        first = head[after_statement(head) :].strip() or left_noun(scene, *pieces[0])
        last = head_after(_THESE.sub("", scene.text[slice(*pieces[-1])].strip()))
        names = [first, *(scene.text[x:y].strip() for x, y in pieces[1:-1]), last]
        if not all(names) or any(len(n) > 16 for n in names):
            continue
        if all(_measured(n) for n in names):
            return []
        names[-1], measure = _before_measure(last)
        if names[-1]:
            found = _as_members(scene, pieces, names, measure)
            return [_of_place(scene, m, *span) for m, span in zip(found, pieces, strict=True)]
    return []


def _each_a_firm(scene: Scene, pieces: list[tuple[int, int]]) -> list[NameMention]:
    """The firms that the pieces of a list are: the first piece ends with one, the last begins with one; empty where one is none."""
    out = []
    for i, (start, stop) in enumerate(pieces):
        named = [
            n
            for n in scene.names(start, stop, "organisation")
            if (not i or n.start == start)
            and (i == len(pieces) - 1 or _CLOSED.fullmatch(scene.flat, n.end, stop))
        ]
        out += named[-1:] if not i else named[:1]
    return out if len(out) == len(pieces) else []


_CLOSED = re.compile("(?:（[^（）]*）)?[ \u3000]?")


def _listing(scene: Scene, start: int, stop: int) -> tuple[int, int]:
    """Where a clause lists: behind 分别是, before it where figures stand behind it (甲、乙和丙分别为1%、2%、3%), else all of it."""
    behind = ARE.search(scene.flat, start, stop)
    if behind is None:
        return start, stop
    if _FIGURES.fullmatch(scene.flat, behind.end(), stop):
        return start, behind.start()
    return behind.end(), stop


def _of_place(scene: Scene, member: Member, start: int, stop: int) -> Member:
    """The member, where it is a place, lying there."""
    own = [p for p in scene.places(start, stop) if scene.text[p.start : p.end] == member.name]
    return replace(member, item=None, place=";".join(own[0].paths)) if own and not member.firm else member


_FIGURES = re.compile(r"(?:[-−+]?\d[\d.]*+[\u4e00-\u9fff%/]{0,4}+[、和及]?+)+")
ARE = re.compile("(?:的|分别|依次)(?:是|为)")
"""排第二、第三名的是甲和乙: the members stand behind it."""


def _before_measure(last: str) -> tuple[str, str]:
    """A phrase cut before the first measured noun in it (玻璃行业|利润, 光伏|增幅最大)."""
    at = 0
    for word, _ in tokens_of(last):
        if at and (is_facet(word) or MEASURES.fullmatch(word)):
            return last[:at], word if MEASURES.fullmatch(word) else ""
        at += len(word)
    return last, ""
