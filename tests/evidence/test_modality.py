"""Modality by clause: cues, inheritance along lists, negation, titles."""

from __future__ import annotations

import re

import pytest

from lianzhang.core.data_files import data_text
from lianzhang.evidence.clauses import flatten, mask_titles, split
from lianzhang.evidence.modality import ModalityReader

CASES = [
    ("全市建成项目@9个", ["actual"]),
    ("在建项目@9个，总投资@30亿元；签约项目@4个，总投资@8亿元；谋划项目@6个", ["under_construction", "under_construction", "signed", "signed", "planned"]),
    ("项目达产后，预计年产值@20亿元，税收@1亿元", ["forecast", "forecast"]),
    ("力争到2027年产值达到@100亿元；2030年达到@300亿元", ["target", "target"]),
    ("产品由2021年的@3种增加到2023年的@9种", ["actual", "actual"]),
    ("公司拟投资@5亿元，占地@200亩", ["planned", "planned"]),
    ("规划产能@5万吨，已建成@2万吨", ["planned", "actual"]),
    ("尚未开工项目@3个", ["planned"]),
    ("代表建议设立@5亿元基金", ["proposed"]),
    ("《储能发展规划》印发，全年产量@5万吨", ["actual"]),
    ("落实代表建议，全年安排@2亿元", ["actual"]),
    ("新增引进项目@12个", ["signed"]),
    ("7月新开工项目@12个", ["under_construction"]),
    ("打造@千亿级产业", ["target"]),
    ("实施三年行动计划，产值@50亿元", ["actual"]),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "expected"), CASES, ids=[c[0][:16] for c in CASES])
def test_modality(marked: str, expected: list[str]) -> None:
    text, marks = "", []
    for part in marked.split("@"):
        text += part
        marks.append(len(text))
    flat = flatten(text)
    sentences = split(flat)
    reader = ModalityReader(mask_titles(flat), sentences)
    found = []
    for at in marks[:-1]:
        for sentence in sentences:
            for i, clause in enumerate(sentence.clauses):
                if clause.start <= at < clause.end:
                    found.append(reader.of(sentence, i, at, clause.end)[0])
    assert found == expected


def test_cues_repeat_no_group_without_end() -> None:
    """A run of one adverb as long as a text would be read from each of its characters."""
    told = data_text("frames_modality.toml")
    assert re.search(r"(?<!\\)\)[*+]", told) is None
