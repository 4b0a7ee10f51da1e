"""Word lists of the readers: those of ``data/frames_words.toml``, and what may stand before or between the parts of a clause."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

__all__ = ["JOIN", "LEADING", "Words", "words"]

LEADING = re.compile(
    r"^(?:[“‘]|\d{1,2}[、.．]|（[一二三四五六七八九十\d]{1,2}）|[一二三四五六七八九十]{1,2}、|\*|其中|力争|争取|确保|预计|到|至|截至|截止|自|从|在|于|并|同时|据统计|统计数据显示|数据显示|目标|计划|规划|"
    r"根据规划|按照规划|将|其间|和|与|、|拟|目前|按照)*$"
)
JOIN = re.compile(r"^\s*(?:、|,|，|和|与|及|以及|/|；)\s*$")


@dataclass(frozen=True)
class Words:
    """The compiled word lists of ``data/frames_words.toml``."""

    lead: re.Pattern[str]
    tail: re.Pattern[str]
    right_end: re.Pattern[str]
    hollow: re.Pattern[str]
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
    """The word lists, compiled once."""
    text = files("lianzhang.evidence").joinpath("data/frames_words.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    return Words(
        lead=re.compile("^" + data["phrase"]["lead"]),
        tail=re.compile(data["phrase"]["tail"] + "$"),
        right_end=re.compile(data["right"]["end"]),
        hollow=re.compile(data["phrase"]["hollow"]),
        compared=re.compile(data["phrase"]["compared"] + "$"),
        scope=re.compile(data["scope"]["words"]),
        rank=re.compile(data["measure"]["rank"]),
        stage=tuple((name, re.compile(p)) for name, p in data["stage"].items()),
        any_stage=re.compile("|".join(data["stage"].values())),
        firm=re.compile(data["anaphora"]["firm"]),
        project=re.compile(data["anaphora"]["project"]),
    )
