"""Works that are counted and then named: 甲市2个，某某工程、某某项目；乙县1个，某某项目. The count says how long the list is.

Of works that are signed, begun or brought in, some may be named (引进12个项目，包括甲园区、乙实验室等).
"""

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
    scene, out = reading.scene, _examples(reading)
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


_EXAMPLES = re.compile(
    r"(?:签约|签下|签订|落地|落户|引进|引入|开工|动工|启动|推进|实施|建成|投产|布局|谋划|储备)[^，。；]{0,24}?(?:\d+|[一二两三四五六七八九十多数几]|一批|系列)[余多]?[个项批]?[^，。；]{0,16}?(?:项目|工程)[^，。；]{0,8}?，?(?:其中)?(?:包括|包含|涵盖|如|比如|例如|分别为|分别是)(?P<s>[^。；\n，：]{6,240}?)(?:等[^，。；]{0,14})?(?=[。；\n，]|\Z)"
)
_PART = re.compile("[^、和及与]+")
_WORKS = "项目|工程|段|电站|基地|工厂|产业园|铁路|高速|公路|大桥|隧道|生产线"
_ENDS = re.compile(
    rf"[^，。；\d]{{2,}}(?:{_WORKS}|园区|实验室|[研科创数算结物据发运]\w{{0,3}}中心|医院|总部|综合体|大厦|学校|机场|港区|码头|水库)\Z"
)


def _examples(reading: Reading) -> list[Draft]:
    """Drafts of kind ``project``: each of the works named out of those signed, begun or brought in."""
    scene, out = reading.scene, list[Draft]()
    if "项目" not in scene.flat and "工程" not in scene.flat:
        return out
    for index, sentence in enumerate(scene.sentences):
        if reading.zones[index] != "body" or reading.repeated(sentence.start, sentence.end):
            continue
        m = _EXAMPLES.search(scene.flat, sentence.start, sentence.end)
        parts = list(_PART.finditer(scene.flat, *m.span("s"))) if m else []
        if m is None or len(parts) < 2 or not all(_ENDS.search(p[0]) for p in parts):
            continue
        modality = "signed" if scene.flat.startswith("签", m.start()) else "actual"
        for p in parts:
            start = max(p.start(), scene.flat.rfind("的", p.start(), p.end()) + 1)
            fields: dict[str, Any] = {
                "kind": "project", "subject": scene.text[start : p.end()], "object": None, "place": place_of(scene, index, 0, start),
                "modality": modality, "rule": "relation.counted", "confidence": 0.6,
            }  # fmt: skip
            out.append(Draft(start, p.end(), index, fields))
    return out


_COUNT = re.compile(r"[个项](?<=[\d一二两三四五六七八九十].)(?:项目|工程)?[，：]")
_WORK = re.compile(rf"[^，。；]{{4,}}(?:{_WORKS})\Z")
