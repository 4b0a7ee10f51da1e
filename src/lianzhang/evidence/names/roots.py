"""Trade names of the firm list without the place in front: 裕能 of 湖南裕能."""

from __future__ import annotations

import re
from functools import lru_cache

from lianzhang.core.places import place_tree, short_name
from lianzhang.evidence.lexicon.tables import firms

__all__ = ["INVESTORS", "trade_names"]

INVESTORS = re.compile(
    "(?P<n>[能交城水农建高产铁旅文国电发科金工经招]投(?:集团|控股)?)(?![资入产放标诉票保身送稿])"
)
"""甲省文投, 乙省能投: what a land calls its investors."""

_INDUSTRY_WORDS = (
    "新材料", "新能源", "锂电", "锂业", "科技", "股份", "集团", "材料", "能源", "技术", "电池", "化工", "钴业", "铜箔", "电子", "高科", "动力",
    "实业", "矿业",
)  # fmt: skip
_REGIONS = frozenset(["东部", "西部", "南部", "北部", "中部"])
"""Parts of a land (甲省西部), though firms bear their names."""


@lru_cache(maxsize=1)
def trade_names() -> frozenset[str]:
    """Short names of known firms, also without their place and without their industry word.

    Two characters at least; a root that is itself a place is left out.
    """
    tree = place_tree()
    heads = {short_name(p.name) for p in map(tree.__getitem__, _all_keys())}
    found = set()
    for firm in firms():
        for name in (firm.name, *firm.aliases):
            stems = {name}
            stems |= {name.removeprefix(name[:n]) for n in (2, 3) if name[:n] in heads}
            stems |= {s.removesuffix(w) for s in set(stems) for w in _INDUSTRY_WORDS}
            found |= {
                s for s in stems if len(s) >= 2 and s not in heads and s not in _INDUSTRY_WORDS
            } - _REGIONS
    return frozenset(s for s in found if all("一" <= c <= "鿿" for c in s))


def _all_keys() -> list[str]:
    tree = place_tree()
    return [p.key for name in tree.names() for p in tree.named(name)]
