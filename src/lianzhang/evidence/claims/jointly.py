"""Firms of whom one sum is told together (甲和乙去年总计亏损60亿元): one claim of them all, unless the text says 均 or 分别."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from lianzhang.evidence.clauses import Clause
from lianzhang.evidence.mentions import NameMention, NumberMention
from lianzhang.evidence.scene import Scene

__all__ = ["joint_name"]

_EACH = re.compile("[均都各皆每]|分别|双双|纷纷|依次|同为|同样")
_SUM = re.compile("总计|合计|共计|总共|一共|联合|共同|累计")
_AND = ("和", "与", "及", "跟", "同")
_SUCH = re.compile(
    r"(?:[、和及与][“”\u4e00-\u9fffA-Za-z]{1,10}?)?等(?!额|待)|两?公司|[两二三四五六七八九十\d]+[家大只股]"
)
"""What closes a list of names: the number is of those counted."""
_TERMS = frozenset({"year", "month", "day", "week"})
_RATES = frozenset({"%", "pp", "rank", "点", "倍"})
"""What is told of several in one word holds of each of them (甲、乙涨超5%)."""
_LONGEST = 48
_NEAR = 3
"""Names of a list stand no further apart."""


def joint_name(
    scene: Scene, clause: Clause, number: NumberMention, firms: Sequence[NameMention]
) -> str | None:
    """What the text calls several firms whose sum ``number`` is (甲、乙和丙); None where it is told of each or of one."""
    if len(firms) < 2 or number.unit in _RATES or "/" in number.unit:
        return None
    first, last = firms[0], firms[-1]
    if not clause.start <= first.start < last.end <= number.start or last.end - first.start > _LONGEST:
        return None
    if any(b.start - a.end > _NEAR for a, b in pairwise(firms)):
        return None
    between = (scene.flat[a.end : b.start] for a, b in pairwise(firms))
    if _EACH.search("".join((*between, scene.flat[last.end : number.end + 1]))):
        return None
    whole = scene.flat[first.start : last.end]
    joined = number.unit in _TERMS or any(word in scene.flat[firms[-2].end : last.start] for word in _AND)
    joined = joined or _SUCH.match(scene.flat, last.end) is not None
    return whole if joined or _SUM.search(scene.flat, last.end, number.start) else None
