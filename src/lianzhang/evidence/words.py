"""Word lists of the readers: those of ``data/frames_words.toml``, and what may stand before or between the parts of a clause."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from lianzhang.core.data_files import data_text
from lianzhang.evidence.together import begins, ends

__all__ = ["JOIN", "LEADING", "STAGES", "Words", "shaped", "words"]

LEADING = re.compile(
    r"^(?:[“‘]|\d{1,2}[、.．]|（[一二三四五六七八九十\d]{1,2}）|[一二三四五六七八九十]{1,2}、|\*|其中|力争|争取|确保|预计|到|至|截至|截止|自|从|在|于|并|同时|因|由于|鉴于|据统计|统计数据显示|数据显示|目标|计划|规划|"
    r"根据规划|按照规划|将|其间|和|与|、|拟|目前|按照)*$"
)
JOIN = re.compile(r"^\s*(?:、|,|，|和|与|及|以及|/|；)\s*$")

STAGES = ("在建", "开工", "签约", "引进", "谋划", "投产", "中试")
"""Stages that are told by words of their own; of two words at one place the earlier of these counts."""
_FIELDS = {"lead": "lead", "tail": "tail", "end": "right_end", "hollow": "hollow", "compared": "compared", "scope": "scope",
           "rank": "rank", "firm": "firm", "project": "project"}  # fmt: skip
_SHAPES = {
    "lead": "^(?:{})",
    "tail": "(?:{})$",
    "hollow": "(?:{}){{1,16}}",
    "compared": "(?:{})[^，。；]*$",
}
"""Bounded where words follow one another: a phrase that is cut in two ways at every word is tried in all of them."""


@dataclass(frozen=True)
class Words:
    """The compiled word lists of ``data/frames_words.toml``."""

    lead: re.Pattern[str]
    lead_begins: frozenset[str] | None
    """the first characters of what ``lead`` takes off, None for any"""
    tail: re.Pattern[str]
    tail_ends: frozenset[str] | None
    """the last characters of what ``tail`` takes off, None for any: most phrases end with none of them"""
    right_end: re.Pattern[str]
    hollow: re.Pattern[str]
    hollow_begins: frozenset[str] | None
    """the first characters of hollow words, None for any"""
    compared: re.Pattern[str]
    scope: re.Pattern[str]
    rank: re.Pattern[str]
    stage: tuple[tuple[str, re.Pattern[str]], ...]
    any_stage: re.Pattern[str]
    """what is found where a word of any stage is"""
    firm: re.Pattern[str]
    project: re.Pattern[str]


@lru_cache(maxsize=1)
def words() -> Words:
    """The word lists, compiled once, with what a case lays over them."""
    data = tomllib.loads(data_text("frames_words.toml"))
    lists: dict[str, list[str]] = {name: [] for name in (*_FIELDS, *STAGES)}
    for entry in (*data.get("words", ()), *data.get("stage", ())):
        lists[entry.get("list") or entry["name"]].append(entry["pattern"])
    compiled = {name: shaped(name, patterns) for name, patterns in lists.items()}
    return Words(
        **{field: compiled[name] for name, field in _FIELDS.items()},
        lead_begins=begins(compiled["lead"]),
        tail_ends=ends(compiled["tail"]),
        hollow_begins=begins(compiled["hollow"]),
        stage=tuple((name, compiled[name]) for name in STAGES),
        any_stage=re.compile("|".join(compiled[name].pattern for name in STAGES)),
    )


def shaped(name: str, patterns: Sequence[str]) -> re.Pattern[str]:
    """The patterns of a list together, bound to where in a phrase the list is used."""
    return re.compile(_SHAPES.get(name, "{}").format("|".join(patterns) or "(?!)"))
