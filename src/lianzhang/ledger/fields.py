"""Fields of the project registers as other parts of the room name them, and the words that offices print for stages."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib.resources import files

from lianzhang.ledger.declare import Field, FieldType, register_named
from lianzhang.ledger.project import STAGES

__all__ = [
    "MONTHLY_FIELDS",
    "PROBLEM_FIELDS",
    "PROJECT_FIELDS",
    "Field",
    "FieldType",
    "stage_of",
    "stage_words",
]

PROJECT_FIELDS: tuple[Field, ...] = register_named("projects").fields
"""The project register. Stages that begin (谋划) or end (终止) a project carry no dates here."""

PROBLEM_FIELDS: tuple[Field, ...] = register_named("project_problems").fields
MONTHLY_FIELDS: tuple[Field, ...] = register_named("project_progress").fields

SOURCE_HEADINGS = ("来源", "数据来源", "资料来源", "source")
"""The column in which a row names its own source."""

UNIT_HEADINGS = ("单位", "计量单位", "unit")
"""The column in which a row names the unit of its value, in registers whose values have units of their own."""


@lru_cache(maxsize=1)
def stage_words() -> dict[str, str]:
    """Words that offices and texts print for a stage → the stage (data/stage_words.csv)."""
    text = files("lianzhang.ledger").joinpath("data/stage_words.csv").read_text(encoding="utf-8")
    return {**{s: s for s in STAGES}, **{r["word"]: r["stage"] for r in csv.DictReader(text.splitlines())}}


def stage_of(text: str) -> str | None:
    """The stage that a word means; None when it is not known."""
    return stage_words().get(text.strip())
