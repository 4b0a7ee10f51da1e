"""The registers, declared once: every field with its headings, type, unit and stage.

Storage columns (:mod:`schema`), the reading of sheets (:mod:`sheets`) and validation derive from these tables, and nothing
else names a heading. Headings are those of project ledgers (项目台账) that offices really keep.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from lianzhang.ledger.project import STAGES

__all__ = [
    "MONTHLY_FIELDS",
    "PROBLEM_FIELDS",
    "PROJECT_FIELDS",
    "Field",
    "FieldType",
    "field_named",
    "stage_of",
]

FieldType = Literal["text", "place", "stage", "money", "quantity", "date", "month"]


@dataclass(frozen=True, slots=True)
class Field:
    """One field: ``name`` in code, what it is called, accepted ``headings`` (without brackets, units and blanks).

    ``unit`` is the stored unit of money; ``stage`` marks a date: ``due.投产`` is when it is due, ``stages.投产`` when it was
    reached; ``required``: a row without it is an error.
    """

    name: str
    zh: str
    en: str
    type: FieldType
    headings: tuple[str, ...]
    unit: str | None = None
    stage: str | None = None
    required: bool = False

    @property
    def stored(self) -> bool:
        """Whether the field is a column of its register (dates of stages are rows of their own)."""
        return self.stage is None


_NAME = Field(
    "name", "项目名称", "project", "text",
    ("项目名称", "项目全称", "名称", "项目", "工程名称", "project", "name"), required=True,
)  # fmt: skip


def _stage_dates() -> tuple[Field, ...]:
    """Two dates for every stage: due and reached, with the headings that offices print."""
    made = []
    for stage in STAGES[1:-1]:
        due = tuple(
            f"{p}{stage}{s}" for p in ("计划", "拟", "预计", "应") for s in ("", "时间", "日期", "年月")
        )
        reached = tuple(f"{p}{stage}{s}" for p in ("实际", "") for s in ("时间", "日期", "年月"))
        reached += (f"实际{stage}",)
        made.append(Field(f"due.{stage}", f"计划{stage}", f"due: {stage}", "date", due, stage=stage))
        made.append(
            Field(f"stages.{stage}", f"实际{stage}", f"reached: {stage}", "date", reached, stage=stage)
        )
    return tuple(made)


PROJECT_FIELDS: tuple[Field, ...] = (
    _NAME,
    Field("place", "建设地点", "place", "place", ("建设地点", "地点", "所在地", "项目地点", "建设地址", "所在县区", "县市区", "place")),
    Field("owner", "业主单位", "owner", "text",
          ("业主", "业主单位", "项目业主", "建设单位", "投资主体", "实施主体", "企业名称", "项目单位", "owner")),
    Field("segment", "环节", "segment", "text", ("环节", "产业链环节", "链条环节", "所属环节", "segment")),
    Field("stage", "阶段", "stage", "stage", ("阶段", "当前阶段", "项目阶段", "建设阶段", "目前阶段", "stage")),
    Field("total_investment", "总投资", "total investment", "money",
          ("总投资", "计划总投资", "投资总额", "总投资额", "项目总投资", "total_investment"), "CNY"),
    Field("completed_investment", "累计完成投资", "completed investment", "money",
          ("累计完成投资", "开工累计完成投资", "自开工累计完成投资", "已完成投资", "开工累计", "completed_investment"), "CNY"),
    Field("capacity", "产能", "capacity", "quantity",
          ("产能", "新增生产能力", "设计产能", "生产能力", "建设产能", "年产能", "capacity")),
    Field("product", "产品", "product", "text", ("产品", "主要产品", "产品名称", "product")),
    Field("responsible_body", "责任单位", "responsible body", "text",
          ("责任单位", "牵头单位", "责任部门", "responsible_body")),
    Field("responsible_office", "责任人（职务）", "responsible office", "text",
          ("责任人职务", "责任人", "责任领导", "职务", "挂点领导", "包联领导", "responsible_office")),
    *_stage_dates(),
)  # fmt: skip
"""The project register. Stages that begin (谋划) or end (终止) a project carry no dates here."""

PROBLEM_FIELDS: tuple[Field, ...] = (
    _NAME,
    Field("found", "发现日期", "found", "date", ("发现日期", "发现时间", "提出时间", "提出日期", "问题年月", "found"), required=True),
    Field("text", "问题", "problem", "text", ("问题", "存在问题", "问题内容", "存在的问题", "困难问题", "text"), required=True),
    Field("due", "解决时限", "due", "date", ("解决时限", "办结时限", "完成时限", "due")),
    Field("responsible", "责任", "responsible", "text",
          ("责任", "责任单位", "问题责任单位", "解决责任单位", "责任单位责任人", "responsible")),
    Field("solved", "解决日期", "solved", "date", ("解决日期", "解决时间", "办结日期", "办结时间", "solved")),
)  # fmt: skip

MONTHLY_FIELDS: tuple[Field, ...] = (
    _NAME,
    Field("month", "月份", "month", "month", ("月份", "报告月份", "报告期", "统计月份", "month"), required=True),
    Field("plan_year", "年度计划投资", "plan of the year", "money",
          ("年度计划投资", "年度计划", "本年计划投资", "年计划投资", "plan_year"), "CNY"),
    Field("plan_to_date", "计划完成", "plan to date", "money",
          ("计划完成", "累计计划完成", "计划累计完成", "截至本月计划完成", "本年累计计划", "plan_to_date"), "CNY"),
    Field("done_to_date", "本年累计完成", "done this year", "money",
          ("本年累计完成", "本年累计完成投资", "年初累计", "年初累计完成", "年初至今完成投资", "今年累计完成", "done_to_date"), "CNY"),
)  # fmt: skip

SOURCE_HEADINGS = ("来源", "数据来源", "资料来源", "source")
"""The column in which a row names its own source."""


def field_named(name: str, fields: tuple[Field, ...] = PROJECT_FIELDS) -> Field | None:
    """The field of this name."""
    return next((f for f in fields if f.name == name), None)


@lru_cache(maxsize=1)
def stage_words() -> dict[str, str]:
    """Words that offices and texts print for a stage → the stage (data/stage_words.csv)."""
    text = files("lianzhang.ledger").joinpath("data/stage_words.csv").read_text(encoding="utf-8")
    return {**{s: s for s in STAGES}, **{r["word"]: r["stage"] for r in csv.DictReader(text.splitlines())}}


def stage_of(text: str) -> str | None:
    """The stage that a word means; None when it is not known."""
    return stage_words().get(text.strip())
