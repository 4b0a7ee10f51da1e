"""Grounds that are no place of the tree: the whole country, the world; and datelines, whose places are no ground at all."""

from __future__ import annotations

import re
from bisect import bisect_left

from lianzhang.evidence.mentions import Mentions, PlaceMention

__all__ = ["COUNTRY", "WORLD", "datelines", "nationwide"]

COUNTRY, WORLD = "全国", "全球"

_COUNTRY = re.compile(
    r"(?<![占居列于比为超])(?:我国|全国(?!性|人大|政协|劳|文明|重点|先进|统一|知名|闻名|唯一|同行)|"
    r"(?:(?<![\u4e00-\u9fff、])|(?<=[年月日度末底来前时期]))(?:中国(?![和与、]|驻)|国内(?!外|首|最|领先|知名|一流|多家)))"
    r"(?![^，。；：]{0,8}(?:第[一二三四五六七八九十\d]|排名|排[在第]|前[一二三四五六七八九十\d]|领先|首[位个家条座批]|最[大高早长]))"
)
_WORLD = re.compile(
    r"(?:(?<![\u4e00-\u9fff、])|(?<=[年月日度末底来前时期]))(?:全球|全世界|世界)(?!首|最|领先|知名|一流|级|化|第|前|各|贸易组织|银行)"
    r"(?![^，。；：]{0,8}(?:第[一二三四五六七八九十\d]|排名|前[一二三四五六七八九十\d]|领先|首[位个家条座批]|最[大高早长]))"
)

_DATELINE = re.compile(
    r"^[^\S\n]*(?:[（(【][^（）()【】\n]{2,24}[）)】])?[^\S\n]*"
    r"(?:(?:新华社|中新社|本报|本网|人民网|新华网|中新网|央视网|央广网|[\u4e00-\u9fff]{2,8}(?:日报|晚报|时报|商报|都市报|报|网|社|通讯社))[^，。；\n]{0,12}?"
    r"(?:(?:\d{1,2}月)?\d{1,2}日)?(?:电|讯|消息|专电|报道)|[\u4e00-\u9fff]{2,6}(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:电|讯|消息|专电))",
    re.MULTILINE,
)


def datelines(flat: str) -> list[tuple[int, int]]:
    """Where a report says in front of a line who sent it, from where and when (某社北京1月17日电)."""
    return [m.span() for m in _DATELINE.finditer(flat)]


def nationwide(flat: str, mentions: Mentions) -> list[PlaceMention]:
    """Mentions of the whole country or the world as the setting of a statement; not as the field of a ranking, not inside a name."""
    found = []
    for pattern, path in ((_COUNTRY, COUNTRY), (_WORLD, WORLD)):
        for m in pattern.finditer(flat):
            i = bisect_left(mentions.names, m.end(), key=lambda n: n.start)
            covered = any(
                n.end > m.start()
                and n.type in ("organisation", "document", "project", "government", "institution", "park")
                for n in mentions.names[max(0, i - 3) : i]
            )
            if not covered:
                found.append(PlaceMention(m.start(), m.end(), (path,), ()))
    return found
