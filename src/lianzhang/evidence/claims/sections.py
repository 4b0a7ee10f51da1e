"""The firm that heads a section of a text on several (a line of its own: 某某股份：产品逐渐多元): 公司 under it means that one."""

from __future__ import annotations

import re

from lianzhang.evidence.mentions import NameMention
from lianzhang.evidence.scene import Scene, remembered

__all__ = ["section_firm"]

_HEAD = re.compile(r"(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)]?[、.．]?|[◆●■▲★※])?[ \u3000]*")
_LONGEST = 36
_FEWEST = 2


@remembered
def _heads(scene: Scene) -> list[tuple[int, NameMention]]:
    """Where the lines stand that a firm heads before a colon, and those firms; none where but one firm does."""
    if scene.flat.find("【") >= 0:
        return []  # a digest, whose items bear titles of another form
    out = []
    for index, sentence in enumerate(scene.sentences):
        if not sentence.first or not index or sentence.end - sentence.start > _LONGEST:
            continue
        alone = index + 1 == len(scene.sentences) or scene.sentences[index + 1].first
        if not alone or scene.flat.startswith(("。", "！", "？", "；"), sentence.end):
            continue
        start = _HEAD.match(scene.flat, sentence.start).end()  # type: ignore[union-attr]
        firm = next((n for n in scene.names(start, sentence.end, "organisation") if n.start == start), None)
        if firm and scene.flat.startswith("：", firm.end):
            out.append((sentence.start, firm))
    return out if len({firm.name for _, firm in out}) >= _FEWEST else []


def section_firm(scene: Scene, at: int) -> NameMention | None:
    """The firm that heads the section in which ``at`` stands; None where no line does."""
    return next((firm for start, firm in reversed(_heads(scene)) if start < at), None)
