"""Which of the days of a text is its own date."""

from __future__ import annotations

import re

from lianzhang.evidence.mentions import TimeMention

__all__ = ["is_dateline"]

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_DATELINE_AFTER = re.compile(
    r"\s*(?:电|讯)(?=[\s（(，,：:]|\S{0,3}[（(])|\s*(?:来源|作者|浏览|点击|阅读|编辑|责编)[:：]?"
)
_DATELINE_BEFORE = re.compile(
    r"(?:发布时间|发布日期|生成日期|成文日期|印发日期|公开日期|发文日期|发文时间|日\s*期|时\s*间|更新时间)\s*[:：]\s*\Z"
)
_BESIDE = re.compile(
    r"[\s　（）()【】]*(?:(?:星期|周)[一二三四五六日天])?\s*(?:\d\d?[:：]\d\d(?:[:：]\d\d)?)?[\s　（）()【】]*"
)
"""What may stand beside a day on a line of its own: the day of the week and the hour."""


def is_dateline(text: str, mention: TimeMention) -> bool:
    """Whether a day is that of the text itself: behind it 电 or 讯, before it 发布时间, or alone on a line."""
    if mention.time is None or not _DAY.fullmatch(mention.time):
        return False
    if _DATELINE_AFTER.match(text, mention.end) or _DATELINE_BEFORE.search(
        text, max(0, mention.start - 12), mention.start
    ):
        return True
    line_start = text.rfind("\n", 0, mention.start) + 1
    line_end = text.find("\n", mention.end)
    line = text[line_start : mention.start] + text[mention.end : len(text) if line_end < 0 else line_end]
    return _BESIDE.fullmatch(line) is not None and (line_start > 0 or line_end >= 0)
