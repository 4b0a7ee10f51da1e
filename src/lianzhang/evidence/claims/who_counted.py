"""Who is counted by a word for firms or shares: 44家上市公司净利增幅超过一倍 — the firms alone, not what is told of them."""

from __future__ import annotations

from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.noun_phrases import is_facet
from lianzhang.evidence.subjects.counted import of_kind

__all__ = ["without_deed"]


def without_deed(number: NumberMention, noun: str) -> str:
    """``noun`` without what is told of those counted, where words stand between the counting word and it (30家以上公司盈利); a measure of theirs stays."""
    they = of_kind(noun, number.noun)
    return noun if is_facet(noun.removeprefix(they)) else they
