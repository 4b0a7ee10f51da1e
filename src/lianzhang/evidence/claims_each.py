"""One number told of each member of a list (甲、乙、丙均签订10万千瓦): a claim for every member."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lianzhang.evidence.claims_lists import Shared
from lianzhang.evidence.claims_members import Member, members
from lianzhang.evidence.clauses import Clause
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.scene import Scene

__all__ = ["as_shared", "each_of"]

_EACH = re.compile(
    "(?<!平)(?<!人)(?<!户)(?<!日)(?<!月)(?<!年)均(?![价线值衡匀质热龄分摊])|(?<!首)都(?![市是会江匀])|各自"
)


def each_of(
    scene: Scene, clause: Clause, numbers: Sequence[NumberMention], number: NumberMention
) -> list[Member]:
    """The members of whom ``number``, the first and only one of its clause behind 均, is told; empty where there is no such list."""
    told = list(_EACH.finditer(scene.flat, clause.start, number.start))
    if not told or numbers[0] is not number:
        return []
    stop = told[-1].start()
    listed = scene.flat[clause.start : stop]
    count = listed.count("、") + 1
    for size in (count + 1, count):
        found = members(scene, clause.start, stop, size) if size > 1 else []
        if found and all(m.firm or not m.measure for m in found):
            return found
    return []


def as_shared(found: Sequence[Member]) -> list[Shared]:
    """The list that was told of, for numbers shared out among it after (金额分别为……)."""
    return [
        Shared(subject=m.name, firms=(m.firm,) if m.firm else (), place=m.place, item=m.item) for m in found
    ]
