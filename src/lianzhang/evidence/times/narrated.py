"""Days and months told without a year by their place in a story: those after 去年……, and the days of a week."""

from __future__ import annotations

import re
from datetime import timedelta

from lianzhang.evidence.mentions import TimeMention
from lianzhang.evidence.times.context import Context

__all__ = ["BEGINS", "WEEKDAY", "narrated", "weekday"]

BEGINS = {"H1": "01", "H2": "07", "Q1": "01", "Q2": "04", "Q3": "07", "Q4": "10"}
"""The month with which a part of the year begins."""
_AHEAD = re.compile("将|预计|计划|拟|力争|确保|有望|争取|目标|前完成|会在|要在|最早|最晚|届时")
_NEAR = 24


def narrated(text: str, start: int, period: str, ctx: Context, *, own: bool) -> str:
    """The period of a month or day: one that is still to come, told as done after 去年……, is of the year told of.

    ``own``: its year is printed, or told as 去年 and the like; what follows may be of that year.
    """
    if own:
        ctx.told = int(period[:4])
        return period
    today = ctx.document_text or ""
    if ctx.document is None or len(today) < 7 or len(period) < 7:
        return period
    if ctx.told != ctx.document.year - 1 or int(period[:4]) != ctx.document.year:
        return period
    first = period.split("/")[0]
    begins = first[:5] + BEGINS.get(first[5:], first[5:])
    if begins <= today[: len(begins)] or _AHEAD.search(text, max(0, start - _NEAR), start + _NEAR):
        return period
    return re.sub(r"\d{4}", str(ctx.told), period)


WEEKDAY = r"(?<![至到每一二两三四五六七八九十几整\d])(?:上|本|这)?周[一二三四五六日](?!个|大|[至到、和或—～~\-次期福边度多围生氏年刊报])"
_DAYS = "一二三四五六日"


def weekday(m: re.Match[str], ctx: Context) -> TimeMention | None:
    """The last such day of the week up to the document's own (周三), that of its week (本周三) or of the week before (上周三)."""
    told, today = m["week"], ctx.document
    if today is None or len(ctx.document_text or "") < 10:
        return None
    before = m.string[max(0, m.start() - _NEAR) : m.start()]
    if "下周" in before or _AHEAD.search(before):
        return None  # a day to come
    back = (today.weekday() - _DAYS.index(told[-1])) % 7
    if told[0] == "上":
        back = today.weekday() + 7 - _DAYS.index(told[-1])
    elif told[0] in "本这":
        back = today.weekday() - _DAYS.index(told[-1])
    if back < 0:
        return None
    return TimeMention(*m.span(), (today - timedelta(days=back)).isoformat(), True)
