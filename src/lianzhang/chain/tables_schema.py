"""The schema of the planning tables: itself a data table, ``data/schema.csv``.

One row a column: table, column, type, unit dimension, required, default, key, whether ``*`` is allowed, bounds,
choices, and its heading in Chinese and description in English. Reader, checks and documentation all use it.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

__all__ = ["ALWAYS_ALLOWED", "REQUIRED_TABLES", "TABLE_TITLES", "Column", "schema"]

ALWAYS_ALLOWED = ("source", "note", "basis", "来源", "备注", "依据说明")
"""Columns that any table may carry; they are kept with the row and change nothing."""

REQUIRED_TABLES = ("commodities", "regions", "processes", "recipes")

TABLE_TITLES: Mapping[str, str] = {
    "commodities": "物料", "regions": "地区", "processes": "工艺", "recipes": "配方", "capacity": "产能", "costs": "成本",
    "routes": "运输", "demand": "需求", "market": "市场", "reserves": "储量", "quotas": "要素指标", "use": "要素单耗",
    "limits": "上下限", "growth": "增速", "returns": "退役回流", "targets": "规划目标", "storage": "库存", "grades": "园区安全等级",
}  # fmt: skip
"""Table name → Chinese title; a file may carry either."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of one table, as the schema says it. ``words``: other words for a choice → the choice (买 → buy)."""

    table: str
    name: str
    type: str
    dimension: str
    required: bool
    default: str
    key: bool
    star: bool
    minimum: float | None
    maximum: float | None
    choices: tuple[str, ...]
    words: Mapping[str, str]
    zh: str
    en: str


@lru_cache(maxsize=1)
def schema() -> Mapping[str, Mapping[str, Column]]:
    """Table → column name → :class:`Column`, in the order of the file."""
    text = files("lianzhang.chain").joinpath("data/schema.csv").read_text(encoding="utf-8")
    tables: dict[str, dict[str, Column]] = {}
    for row in csv.DictReader(text.splitlines()):
        choices = [choice.split("=") for choice in row["choices"].split(";") if choice]
        tables.setdefault(row["table"], {})[row["column"]] = Column(
            table=row["table"],
            name=row["column"],
            type=row["type"],
            dimension=row["dimension"],
            required=row["required"] == "yes",
            default=row["default"],
            key=row["key"] == "yes",
            star=row["star"] == "yes",
            minimum=float(row["minimum"]) if row["minimum"] else None,
            maximum=float(row["maximum"]) if row["maximum"] else None,
            choices=tuple(words[0] for words in choices),
            words={word: words[0] for words in choices for word in words[1:]},
            zh=row["zh"],
            en=row["en"],
        )
    return tables
