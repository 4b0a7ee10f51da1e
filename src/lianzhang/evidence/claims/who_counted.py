"""Who is counted by a word for firms or shares: 44家上市公司净利增幅超过一倍 — the firms alone, not what is told of them."""

from __future__ import annotations

from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.noun_phrases import is_facet
from lianzhang.evidence.subjects.counted import of_kind

__all__ = ["who_counted", "without_deed"]


def who_counted(number: NumberMention, noun: str) -> str:
    """``noun``, what ``number`` counts, without what is told of those counted; itself where no word says who they are."""
    return of_kind(noun, number.noun)


def without_deed(number: NumberMention, noun: str) -> str:
    """The same, where what is told of them is no measure: that (上市公司存货总量) is what the next figure is of."""
    they = who_counted(number, noun)
    return noun if is_facet(noun.removeprefix(they)) else they
