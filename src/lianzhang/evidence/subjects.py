"""Noun phrases: what stands before a number, what it counts, and the subject made of place, industry and phrase.

Organisations are subjects under the name printed (:mod:`lianzhang.evidence.subjects_firms`); otherwise the subject is a phrase: the
place"s own name, the industry, and the noun phrase around the number.
"""

from __future__ import annotations

import re
from functools import lru_cache

from lianzhang.core import short_name
from lianzhang.evidence.grounds import COUNTRY, WORLD
from lianzhang.evidence.lexicon import read_pairs
from lianzhang.evidence.scene import Scene, remembered
from lianzhang.evidence.words import LEADING, words

__all__ = ["left_noun", "phrase", "right_noun"]

_ONLY_DAY = re.compile(r"[.…·\d日号月年]+")  # cut off from its month: no subject


def _strip(text: str) -> str:
    lists = words()
    before = None
    while text != before:
        before = text
        text = "" if text in ("于", "用于") or _ONLY_DAY.fullmatch(text) else text
        text = text.strip(" \u3000\t、，,“”‘’「」『』（()）\"'—-·")
        m = lists.lead.match(text)
        if m and len(text) > m.end():
            text = text[m.end() :]
        m = lists.tail.search(text)
        if m and m.start() > 0:
            text = text[: m.start()]
        elif m:
            text = ""
    return text


def _blank(scene: Scene, start: int, end: int) -> str:
    """``text[start:end]`` without its times and without a place in front."""
    out, at = [], start
    drop = [(t.start, t.end) for t in scene.all_times(start, end)]
    places = scene.grounds(start, end)
    if places and LEADING.match(scene.text[start : places[0].start]):
        drop.append((places[0].start, places[0].end))
    for a, b in sorted(drop):
        if a >= at:
            out.append(scene.text[at:a])
            at = b
    out.append(scene.text[at:end])
    return "".join(out)


@remembered
def right_noun(scene: Scene, start: int, right: int) -> str:
    """The noun phrase a number counts, printed from ``start`` on (7个新能源电池项目)."""
    text = scene.text[start : min(right, start + 36)].removeprefix("的")
    m = words().right_end.search(text)
    return (text[: m.start()] if m else text).strip().rstrip("和及与并")


_DATELINE = re.compile(r"[^，。；]{2,36}(?:日|讯)电?(?:（[^（）]{2,30}）)?[ \u3000](?=\S)")


@remembered
def left_noun(scene: Scene, left: int, end: int) -> str:
    """The noun phrase printed before a number, stripped of verbs, times and a place in front."""
    left = max(left, end - 40)
    dateline = _DATELINE.match(scene.flat, left, end)
    label = scene.flat.rfind("】", left, end)  # 【快讯】 heads an item
    left = max(left, label + 1)
    return _strip(_blank(scene, dateline.end() if dateline else left, end))


_THEMED = re.compile(r"产业|电池|材料|锂|钠|隔膜|电解|矿|预案|人才|园区|资金|债|新能源|光伏|氢")
"""A phrase that says itself of which industry it is."""
_FORMS = {COUNTRY: ("我国", "全国", "中国", "国内"), WORLD: ("全球", "全世界", "世界")}


@lru_cache(maxsize=1)
def _regions() -> dict[frozenset[str], str]:
    return {frozenset(paths.split(";")): name for name, paths in reversed(list(read_pairs("regions.csv")))}


def _region(place: str) -> list[str]:
    """The name of a region of several places (京津冀); empty where it has none."""
    name = _regions().get(frozenset(place.split(";"))) if ";" in place else None
    return [name] if name else []


def phrase(scene: Scene, place: str | None, core: str) -> str:
    """A descriptive subject: the place's own name, the industry unless the phrase has one, the phrase."""
    head = ""
    if place:
        own = _region(place) or [scene.short(p) for p in place.split(";")]
        own = [] if len(own) > 2 and len(core) > 3 else own  # a list of places counted together is no name
        head = "、".join(own)
        for name in own:
            for form in _FORMS.get(name) or (name, short_name(name)):
                if core.startswith(form):
                    core = core[len(form) :].lstrip("、和")
    theme = scene.theme
    if theme and len(core) <= 4 and not _THEMED.search(core):
        return head + theme + core
    if core.count("”") > core.count("“"):
        core = "“" + core
    elif core.count("“") > core.count("”"):
        core = core.replace("“", "")
    return head + core
