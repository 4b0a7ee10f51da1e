"""Works that are counted and then named: 甲市2个，某某工程、某某项目；乙县1个，某某项目. The count says how long the list is."""

from __future__ import annotations

import re
from typing import Any

from lianzhang.evidence.claims.reading import Draft, Reading
from lianzhang.evidence.numbers.numerals import read_numeral
from lianzhang.evidence.subjects.places import place_of

__all__ = ["counted_works"]

_OF = re.compile(
    r"(?:(?<=[，。；：\n])|(?<=分别是)|(?<=分别为)|(?<=其中)|\A)\s*(?P<o>[\u4e00-\u9fff（）]{2,30}?)(?P<n>\d{1,2}|[一二两三四五六七八九十])[个项](?:项目|工程)?[，：](?:分别)?(?:为|是)?[：]?"
    r"(?P<s>[^。；：\n，]{6,240})(?=[。；\n，]|\Z)"
)


def counted_works(reading: Reading) -> list[Draft]:
    """Drafts of kind ``project``: each work of a list that is as long as its count, with whose it is as the object."""
    scene, out = reading.scene, list[Draft]()
    if not _COUNT.search(scene.flat):
        return out
    for index, sentence in enumerate(scene.sentences):
        if reading.zones[index] != "body" or reading.repeated(sentence.start, sentence.end):
            continue
        for m in _OF.finditer(scene.flat, sentence.start, sentence.end):
            names = m["s"].split("、")
            if len(names) != read_numeral(m["n"]) or not all(map(_WORK.search, names)):
                continue
            if m["o"].startswith("其中") or "中标" in scene.flat[sentence.start : m.start()]:
                continue
            at = m.start("s")
            for name in names:
                fields: dict[str, Any] = {
                    "kind": "project", "subject": scene.text[at : at + len(name)], "object": m["o"], "place": place_of(scene, index, 0, at),
                    "modality": "actual", "rule": "relation.counted", "confidence": 0.6,
                }  # fmt: skip
                out.append(Draft(at, at + len(name), index, fields))
                at += len(name) + 1
    return out


_COUNT = re.compile("[\\d一二两三四五六七八九十][个项](?:项目|工程)?[，：]")
_WORK = re.compile(r"[^，。；]{4,}(?:项目|工程|段|电站|基地|工厂|产业园|铁路|高速|公路|大桥|隧道|生产线)\Z")
