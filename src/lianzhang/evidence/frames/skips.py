"""Numbers that state nothing: ordinals, parts of titles, manners of counting. Data (``[[skip]]`` of the frames file)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from lianzhang.core.data_files import data_text
from lianzhang.evidence.mentions import NumberMention
from lianzhang.evidence.numbers.enumerated import enumerated

__all__ = ["skipped"]


@dataclass(frozen=True, slots=True)
class _Skip:
    units: frozenset[str]
    nouns: frozenset[str]
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    spelled: bool
    one: bool
    small: int
    unless: re.Pattern[str] | None


_DIGIT = re.compile(r"\d")


@lru_cache(maxsize=1)
def _skips() -> dict[str, list[_Skip]]:
    """The rules by unit, in their order."""
    content = data_text("frames_numbers.toml")
    rules = [
        _Skip(frozenset(r["units"]), frozenset(r.get("nouns", ())),
              re.compile(r["before"]) if "before" in r else None, re.compile(r["after"]) if "after" in r else None,
              r.get("spelled", False), r.get("one", False), r.get("small", 0),
              re.compile(r["unless"]) if "unless" in r else None)
        for r in tomllib.loads(content).get("skip", [])
    ]  # fmt: skip
    units = {unit for rule in rules for unit in rule.units}
    return {unit: [rule for rule in rules if unit in rule.units] for unit in units}


def skipped(text: str, masked: str, number: NumberMention) -> bool:
    """``masked`` is the text with titles blanked. Whether the number states nothing: an ordinal, a part of a title, a manner of counting."""
    if masked[number.core[0]] == "\u3000" or masked[number.core[1] - 1] == "\u3000":
        return True
    for rule in _skips().get(number.unit, ()):
        if rule.nouns and number.noun not in rule.nouns:
            continue
        if rule.spelled and _DIGIT.search(text, *number.core):
            continue
        if rule.one and number.value != 1:
            continue
        if rule.small and not (isinstance(number.value, Decimal) and number.value <= rule.small):
            continue
        if rule.unless and rule.unless.search(text[max(0, number.start - 8) : number.start]):
            continue
        if (rule.spelled or text.endswith("这", 0, number.start)) and _named(text, number):
            continue
        if rule.before and not rule.before.search(text[max(0, number.start - 8) : number.start]):
            continue
        if rule.after and not rule.after.search(text[number.end : number.end + 10]):
            continue
        return True
    return False


def _named(text: str, number: NumberMention) -> bool:
    """Whether the things counted are listed before the number (甲、乙、丙三个基地): then it is a statement."""
    value = number.value
    if number.noun in _SHARED_OUT or not isinstance(value, Decimal) or value != int(value):
        return False
    return enumerated(text, number.start, number.end, int(value))


_SHARED_OUT = frozenset({"只"})
"""Funds named and counted are told of one by one (甲和乙两只基金分别涨……)."""
