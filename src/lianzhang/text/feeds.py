"""Lists of other articles on a page: each item a headline, a paragraph that is often cut off, and when it was posted."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["other_articles", "teaser"]

_POSTED = re.compile(r"\s*(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}\s+\d{1,2}:\d\d(?::\d\d)?\s*")
_ITEM = 3
"""Lines of an item."""
_HEADLINE = 60
"""No headline is longer."""


def teaser(line: str) -> bool:
    """Whether a paragraph is cut off where the page of its own article goes on."""
    return line.rstrip().endswith(("...", "…", "......", "[详细]", "[更多]", "查看全文"))


def other_articles(lines: Sequence[str]) -> list[int]:
    """Which of ``lines``, none of them blank, are items of a list of other articles."""
    stamps = [i for i, line in enumerate(lines) if _POSTED.fullmatch(line)]
    if not stamps:
        return []
    return sorted({*_cut_off(lines, stamps), *_at_the_end(lines, stamps)})


def _cut_off(lines: Sequence[str], stamps: Sequence[int]) -> list[int]:
    """Items whose paragraphs are cut off, two at least; the last may lack its stamp where the page ends with the list."""
    items = [range(i - 2, i + 1) for i in stamps if i > 2 and teaser(lines[i - 1])]
    last = len(lines) - 1
    if items and items[-1][-1] == last - 2 and teaser(lines[last]):
        items.append(range(last - 1, last + 1))
    return [i for item in items for i in item] if len(items) > 1 else []


def _at_the_end(lines: Sequence[str], stamps: Sequence[int]) -> Sequence[int]:
    """The list that a page ends with, behind a line at least of its own: its last item may lack its stamp, and its paragraph too.

    A single item whose stamp ends the page is the page's own."""
    first = stamps[-1]
    behind = len(lines) - 1 - first
    if behind > _ITEM - 1 or (not _headline(lines[first + 1]) if behind else first - _ITEM not in stamps):
        return ()
    while first - _ITEM in stamps:
        first -= _ITEM
    if first < _ITEM or not all(_headline(lines[i - 2]) for i in range(first, stamps[-1] + 1, _ITEM)):
        return ()
    return range(first - 2, len(lines))


def _headline(line: str) -> bool:
    return len(line.strip()) <= _HEADLINE and not line.rstrip().endswith(("。", "；", "：", ":"))
