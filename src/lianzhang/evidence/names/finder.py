"""Named things in Chinese text: organisations, governments, products, minerals, industries, parks, documents, persons in office.

Lexicons are searched in one pass; names that no lexicon has are found by their form (suffix, place in front,
coordination before 等企业). A name found both ways is taken from the lexicon.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

import ahocorasick_rs as ac

from lianzhang.core.places import PlaceTree, place_tree
from lianzhang.evidence.grounds import LANDS, MORE_LANDS
from lianzhang.evidence.lexicon.tables import firms, known_firms, listed_firms, terms
from lianzhang.evidence.mentions import NameMention, PlaceMention
from lianzhang.evidence.names.forms import (
    documents,
    industries,
    institutions,
    minerals,
    organisations,
    persons,
)
from lianzhang.evidence.names.funds import fund_names
from lianzhang.evidence.names.government import governments
from lianzhang.evidence.names.latin import latin_firms
from lianzhang.evidence.names.parks import parks
from lianzhang.evidence.names.word_firms import word_firms
from lianzhang.evidence.noun_phrases import loose, tokens_of

__all__ = ["names"]


class _Entry(NamedTuple):
    type: str
    canonical: str
    place: str


_NARROW = str.maketrans("（）", "()")


@lru_cache(maxsize=1)
def _lexicon() -> tuple[ac.AhoCorasick, tuple[str, ...], tuple[_Entry, ...]]:
    entries: dict[str, _Entry] = {}
    for term in terms():
        entries.setdefault(term.surface, _Entry(term.type, term.canonical, ""))
    for firm in firms():
        for surface in (firm.legal, firm.name, *firm.aliases):
            if surface:
                entries[surface] = _Entry("organisation", firm.legal or firm.name, firm.place)
    for name, legal in listed_firms().items():
        for surface in filter(None, (name, legal)):
            entries.setdefault(surface, _Entry("organisation", legal or name, ""))
    for surface in known_firms():
        entries.setdefault(surface, _Entry("organisation", surface, ""))
    for surface in [s for s in entries if "（" in s]:  # brackets are printed wide or narrow
        entries.setdefault(surface.translate(_NARROW), entries[surface])
    surfaces = tuple(entries)
    return ac.AhoCorasick(surfaces, matchkind=ac.MatchKind.LeftmostLongest), surfaces, tuple(entries.values())


_HEADED = ("新能源", "新材料", "锂电", "储能", "动力")
_NOT_FIRM = re.compile(r"产业|汽车|电池|行业|集群|装备|材料|车")
_OF_A_REGION = re.compile(r"产业|行业|工业|企业|集群|基地|市场|结构|消费|需求|价格")
"""What follows the name of a region's trade (山东钢铁产业), not the name of a listed firm."""
_EXTENSION = re.compile(
    r"(?:锂电|科技|新材料|新能源|资源循环|循环|锂能|锂业|钴业|新能|高科|集团|股份|环保|化工|矿业|铜箔|时代)(?!汽车|电池|产业|材料|车|商用|有限|股份|集团|经济|利用|园|人才|创新|行业|公司)"
)

_HOLDING = re.compile("控股(?=发布|公告|披露|表示|宣布|预计|实现|今日|昨日|董事|总裁|[\\d（(《])")
"""甲控股发布……: the firm of that name, not one that 甲 controls."""
_OF_THE_COUNTRY = re.compile(r"中国(?:石油|石化|黄金|稀土|核电|建材|船舶|钢铁|煤炭|电力|铝业|有色)\Z")
_TRADE = re.compile(
    r"行业|产业|工业|企业|市场|消费|需求|供[应需给]|价格|均价|产量|产能|产销|出口|进口|配额|指标|总量|库存|部分|对外|开采|冶炼|储量|资源|装机|贸易|协会|联合会|学会"
)
"""中国黄金产量, 中国建材行业: gold and building materials of the country, not the firm of that name."""
_OF_A_LAND = re.compile(rf"(?:{LANDS}|{MORE_LANDS})(?:航空|钢铁|电信|电力|商业银行)\Z")
_ITS_TRADE = re.compile(rf"{_TRADE.pattern}|业(?!绩|务)|客[运流]|货运|运输|航天|关税")
"""美国钢铁关税, 德国电信业: a trade of that country, not the firm of that name."""


def _latin(c: str) -> bool:
    return c.isascii() and c.isalnum()


def _inside(text: str, start: int) -> bool:
    """Whether the name would begin inside a word (国新能源 in 中国新能源)."""
    return start > 0 and text[start - 1 : start + 1] in ("中国", "全国", "我国", "各国")


_SHORT = 2


def _in_a_name(text: str, at: int) -> bool:
    """Whether a character that is no word stands before ``at``: two characters behind it are the end of a longer name."""
    before = tokens_of(text[max(0, at - 4) : at]) if at and text[at - 1] not in _BETWEEN else ()
    return bool(before) and loose(before[-1][0])


_BETWEEN = frozenset("与和及同跟或等获向对由被的在从自至到为将让给把使令如据")
"""Words of one character that stand before a name."""


def _from_lexicon(text: str) -> list[NameMention]:
    automaton, surfaces, entries = _lexicon()
    found = []
    for i, start, end in automaton.find_matches_as_indexes(text):
        surface, entry = surfaces[i], entries[i]
        if _latin(surface[0]) and start and _latin(text[start - 1]):
            continue
        if _latin(surface[-1]) and end < len(text) and _latin(text[end]) and not text[end].isdigit():
            continue
        if entry.type == "organisation":
            if surface.endswith(_HEADED) and _NOT_FIRM.match(text, end):
                continue  # 宁德新能源产业 is no firm
            if surface in known_firms() and start and len(tokens_of(text[start - 1 : end])[0][0]) > 1:
                continue  # 航空客货运输
            if surface in known_firms() and len(surface) == _SHORT and _in_a_name(text, start):
                continue
            if _inside(text, start) or (surface in listed_firms() and _OF_A_REGION.match(text, end)):
                continue
            if _OF_THE_COUNTRY.match(surface) and _TRADE.match(text, end):
                continue
            if _OF_A_LAND.match(surface) and _ITS_TRADE.match(text, end):
                continue
            longer = _HOLDING.match(text, end) or _EXTENSION.match(text, end)
            if longer and (
                surface != entry.canonical or longer[0] == "控股"
            ):  # 容百 + 锂电: a firm of the same group with a name of its own
                same = longer[0] in ("集团", "股份")
                found.append(
                    NameMention(
                        start,
                        longer.end(),
                        "organisation",
                        text[start : longer.end()],
                        entry.canonical if same else None,
                        (entry.place,) if same and entry.place else (),
                        "lexicon" if same else "form",
                    )
                )
                continue
        paths = (entry.place,) if entry.place else ()
        found.append(NameMention(start, end, entry.type, surface, entry.canonical, paths, "lexicon"))
    return found


def _outside_places(found: list[NameMention], places: list[PlaceMention]) -> list[NameMention]:
    """The names without those of firms that are the beginning of a longer place (a firm's two characters in the name of a county)."""
    reach = {p.start: p.end for p in places}
    return [n for n in found if n.type != "organisation" or reach.get(n.start, 0) <= n.end]


_STRENGTH = {
    "document": 0,
    "organisation": 1,
    "government": 2,
    "institution": 3,
    "park": 3,
    "person_role": 4,
    "project": 5,
}


def names(
    text: str,
    places: list[PlaceMention] | None = None,
    tree: PlaceTree | None = None,
    home: tuple[str, ...] = (),
) -> list[NameMention]:
    """All named things of ``text`` in order and without overlap.

    ``places`` are the places found in the same text (found here when not given); ``home`` completes 省工业和信息化厅.
    ``canonical``: legal name of a firm, usual name of a product (its id: ``lexicon.product_ids``), full name of an office.
    """
    tree = tree or place_tree()
    if places is None:
        from lianzhang.evidence.places.resolver import places as find_places

        places = find_places(text, tree, home)
    lexical = _outside_places(_from_lexicon(text), places)
    found = documents(text)
    found += organisations(text, places, [n for n in lexical if n.type == "organisation"])
    found += (
        institutions(text, places) + governments(text, places, tree, home) + parks(text, places, tree, home)
    )
    found += industries(text) + persons(text) + minerals(text) + latin_firms(text) + fund_names(text)
    found += word_firms(text)
    return _settle(found, lexical)


def _settle(formed: list[NameMention], lexical: list[NameMention]) -> list[NameMention]:
    """One list without overlap: a document first, then the longer name, then the lexicon."""
    pool = [
        (n.type != "document", -(n.end - n.start), _STRENGTH.get(n.type, 6), n.basis == "form", i, n)
        for i, n in enumerate(formed + lexical)
    ]
    pool.sort(key=lambda p: p[:5])
    taken = bytearray(max((n.end for n in formed + lexical), default=0) + 1)
    kept = []
    for *_, n in pool:
        if not any(taken[n.start : n.end]):
            taken[n.start : n.end] = b"\x01" * (n.end - n.start)
            kept.append(n)
    return sorted(kept, key=lambda n: n.start)
