"""Words of the papers, in both languages."""

from __future__ import annotations

import re

from lianzhang.core import Text, say

__all__ = [
    "BADGE_LABELS",
    "BADGE_SIGNS",
    "BASIS_KINDS",
    "KIND_LABELS",
    "MODALITY_LABELS",
    "PANEL",
    "input_name",
    "source_name",
]

BADGE_LABELS: dict[str, Text] = {
    "impossible": Text("不可能成立", "impossible"),
    "implies": Text("必然推论", "implies"),
    "not_comparable": Text("口径不可比", "not comparable"),
    "unsupported": Text("依据不足", "unsupported"),
    "red": Text("红灯", "red"),
    "yellow": Text("黄灯", "yellow"),
    "green": Text("绿灯", "green"),
    "grey": Text("待报", "not reported"),
    "official": Text("官方文件", "official"),
    "news": Text("媒体报道", "named outlet"),
    "repost": Text("转载", "repost"),
    "spun": Text("洗稿或损坏", "spun or damaged"),
    "undone": Text("已修复", "repaired"),
    "remaining": Text("未能修复", "not repaired"),
    "conflict": Text("有冲突", "conflict"),
    "stage": Text("阶段", "stage"),
}

BADGE_SIGNS: dict[str, str] = {
    "impossible": "✕", "implies": "→", "not_comparable": "≠", "unsupported": "?",
    "red": "●", "yellow": "▲", "green": "✓", "grey": "○",
    "official": "◆", "news": "◇", "repost": "↻", "spun": "⚠",
    "undone": "✓", "remaining": "!", "conflict": "⇄", "stage": "",
}  # fmt: skip
"""A sign before the label, so that no meaning hangs on colour."""

BASIS_KINDS: dict[str, Text] = {
    "claim": Text("原文句子", "sentence"),
    "row": Text("表格行", "table row"),
    "assumption": Text("假定", "assumption"),
    "formula": Text("计算", "formula"),
    "solve": Text("规划求解", "solve"),
}

MODALITY_LABELS: dict[str, Text] = {
    "actual": Text("已实现", "actual"),
    "under_construction": Text("在建", "under construction"),
    "signed": Text("签约", "signed"),
    "planned": Text("规划", "planned"),
    "proposed": Text("建议", "proposed"),
    "target": Text("目标", "target"),
    "forecast": Text("预测", "forecast"),
}

KIND_LABELS: dict[str, Text] = {
    "project": Text("项目", "project"),
    "project_count": Text("项目数", "number of projects"),
    "investment": Text("投资", "investment"),
    "output_value": Text("产值与营收", "output value"),
    "capacity": Text("产能", "capacity"),
    "production": Text("产量与生产", "production"),
    "reserve": Text("储量", "reserve"),
    "enterprise_count": Text("企业数", "number of firms"),
    "employment": Text("就业", "employment"),
    "product_count": Text("产品数", "number of products"),
    "market_rank": Text("市场位次", "market rank"),
    "market_share": Text("市场份额", "market share"),
    "growth": Text("增速", "growth"),
    "supply_link": Text("供应关系", "supply link"),
    "policy": Text("政策", "policy"),
    "proposal_step": Text("建议提案办理", "proposal step"),
    "institution": Text("机构", "institution"),
    "zoning": Text("空间布局", "zoning"),
    "park": Text("园区", "park"),
    "mineral_focus": Text("矿种", "mineral focus"),
    "exploration": Text("找矿", "exploration"),
    "safety_grade": Text("安全等级", "safety grade"),
    "talent": Text("人才", "talent"),
    "technology_parameter": Text("技术参数", "technology parameter"),
    "recycling": Text("回收利用", "recycling"),
    "factor_support": Text("要素保障", "factor support"),
    "target": Text("目标", "target"),
    "milestone": Text("进度节点", "milestone"),
    "sales": Text("销售", "sales"),
    "export": Text("出口", "export"),
    "import": Text("进口", "import"),
    "price": Text("价格", "price"),
    "stock": Text("库存", "stock"),
    "finance": Text("资金", "finance"),
    "environment": Text("环境", "environment"),
}

PANEL: dict[str, Text] = {
    "title": Text("依据", "Basis"),
    "close": Text("关闭", "Close"),
    "back": Text("返回上一层", "Back"),
    "value": Text("准确数值", "Exact value"),
    "range": Text("范围", "Range"),
    "lost": Text("缺失（不作零处理）", "missing (not zero)"),
    "file": Text("文件", "File"),
    "grade": Text("来源等级", "Source grade"),
    "sentence": Text("修复后的句子", "Repaired sentence"),
    "raw": Text("文件原样", "As in the file"),
    "start": Text("句子起始字符", "Sentence starts at character"),
    "same": Text("与修复后一致，未作修改。", "Same as repaired: nothing was changed."),
    "rule": Text("读取规则", "Rule"),
    "note": Text("说明", "Note"),
    "row": Text("行", "Row"),
    "column": Text("列", "Column"),
    "cells": Text("整行内容", "The row"),
    "source": Text("来源", "Source"),
    "assumption": Text("假定内容", "What is assumed"),
    "expression": Text("算法", "Calculation"),
    "inputs": Text("各项输入（可继续点开）", "Inputs (each can be opened)"),
    "noinputs": Text("无下级输入。", "No inputs beneath."),
    "run": Text("求解编号", "Run"),
    "variable": Text("变量", "Variable"),
    "binding": Text("起限制作用的约束及其影子价格", "Limiting rows and their shadow prices"),
    "nobinding": Text("没有起限制作用的约束。", "No limiting rows."),
    "rows": Text("输入表格行（可继续点开）", "Input rows (each can be opened)"),
    "unknown": Text("这个数字的依据不在本报告中。", "The basis of this figure is not in this report."),
    "rests": Text("追到最底层的依据", "What lies at the bottom"),
    "open": Text("打开", "Open"),
    "filter": Text("筛选", "Filter"),
    "claim_kind": Text("原文句子", "sentence"),
    "row_kind": Text("表格行", "table row"),
    "assumption_kind": Text("假定", "assumption"),
    "formula_kind": Text("计算", "formula"),
    "solve_kind": Text("规划求解", "solve"),
}

_INPUTS: dict[str, Text] = {
    "capacity": Text("产能", "capacity"), "price": Text("价格", "price"), "need": Text("需求", "need"), "target": Text("目标", "target"),
    "pipeline": Text("现有与在册之和", "what stands and comes"), "schedule": Text("序时进度", "due by now"), "done": Text("已完成", "done"),
    "schedule_share": Text("序时进度比例", "share due by now"), "done_share": Text("完成比例", "share done"), "months": Text("月数", "months"),
    "per_gwh": Text("每GWh用量", "use per GWh"), "weight": Text("阶段权重", "weight of the stage"), "amount": Text("数量", "amount"),
    "due": Text("时限", "due date"), "end": Text("月末", "end of the month"), "whole": Text("全部", "the whole"), "quota": Text("指标", "quota"),
    "kept": Text("较小者占较大者", "the smaller in the larger"), "cells": Text("电芯产能", "cells"), "figure": Text("数字", "figure"),
    "promised": Text("签约", "contracted"), "completed": Text("完成", "completed"), "rest": Text("其余", "the rest"), "gap": Text("缺口", "gap"),
    "national": Text("全国", "the country"), "points_behind": Text("落后百分点", "points behind"), "start": Text("起点", "start"),
    "goal": Text("目标", "goal"), "years": Text("年数", "years"), "low": Text("下限", "low end"), "high": Text("上限", "high end"),
    "rise": Text("须增产值", "rise"), "invested": Text("折算投资", "weighted investment"), "investment": Text("投资", "investment"),
    "full": Text("满产产值", "output at full load"), "use": Text("所需利用率", "use"), "now": Text("现有", "now"), "usual": Text("一般水平", "ordinary"),
    "stage": Text("阶段", "stage"), "project": Text("项目", "project"), "standing": Text("现有", "standing"), "one": Text("一", "one"),
    "plan_year": Text("年度计划", "plan of the year"), "plan_to_date": Text("序时计划", "plan to date"), "part": Text("所占部分", "part"),
    "land_mu_per_unit_year": Text("单位产能用地", "land per unit"), "energy_tce_per_unit": Text("单位产量能耗", "energy per unit"),
    "short": Text("缺口", "short"), "rate": Text("比率", "rate"), "number": Text("个数", "number"), "ratio": Text("比值", "ratio"),
    "coverage": Text("占目标", "share of the target"), "growth": Text("增速", "growth"), "equivalent": Text("折合电池", "GWh-equivalent"),
    "revenue": Text("营业收入", "revenue"),
    "output": Text("产值", "output value"),
    "small": Text("部分", "part"), "large": Text("整体", "whole"), "inner": Text("部分", "part"), "outer": Text("整体", "whole"),
}  # fmt: skip
"""Names that formulas give their inputs, in the reader's words."""


def input_name(name: str) -> str:
    """The name of a formula's input in the reader's words, its number kept: need2 is 需求2; names from outside stay."""
    match = re.fullmatch(r"([a-z_]+?)(\d*)", name)
    known = _INPUTS.get(match[1]) if match else None
    return f"{say(known)}{match[2]}" if match and known else name


_SOURCES: dict[str, Text] = {
    "calendar": Text("日历", "calendar"),
    "project register": Text("项目库", "project register"),
    "audit/data/settings.toml": Text(
        "程序自带的核对设置", "settings of the audit that come with the program"
    ),
    "case.toml": Text("案例设置", "settings of the case"),
    "register of matters": Text("交办事项台账", "register of matters"),
}


def source_name(source: str) -> str:
    """Where an assumption comes from, in the reader's words; what a user wrote stays."""
    if match := re.fullmatch(r"project (\d+)", source):
        return say(Text(f"项目台账第{match[1]}条", f"project register, no. {match[1]}"))
    return say(_SOURCES[source]) if source in _SOURCES else source


_DUTIES: dict[tuple[str, str], Text] = {
    ("rule", "stage_balance"): Text("上下游配套", "balance of stages"),
    ("rule", "part_above_whole"): Text("部分与整体", "part and whole"),
    ("rule", "needed_growth"): Text("目标所需增速", "growth that a target needs"),
    ("rule", "target_against_pipeline"): Text("目标与在册项目", "target and pipeline"),
    ("rule", "target_against_investment"): Text("目标与投资", "target and investment"),
    ("rule", "contract_against_completed"): Text("投资落地", "contracted and completed investment"),
    ("rule", "revenue_against_output"): Text("营业收入与产值", "revenue and output value"),
    ("rule", "double_count"): Text("重复统计", "double count"),
    ("rule", "duplicated_roles"): Text("定位雷同", "roles doubled"),
    ("rule", "park_safety"): Text("化工园区安全等级", "safety of chemical parks"),
    ("rule", "need_above_quota"): Text("要素需求与指标", "need and quota"),
    ("rule", "fair_competition"): Text("公平竞争审查", "fair competition"),
    ("rule", "unsupported"): Text("依据不足", "unsupported"),
    ("desk", "gap"): Text("产业链缺口", "gaps in the chain"),
    ("desk", "target"): Text("目标完成", "targets"),
    ("desk", "lead"): Text("招商线索", "leads"),
    ("desk", "project"): Text("项目", "projects"),
    ("desk", "park"): Text("园区", "parks"),
    ("desk", "review"): Text("节能审查", "energy review"),
    ("desk", "proposal"): Text("建议提案", "proposals"),
}


def duty_name(about: str, what: str) -> str:
    """What a duty is about, in the reader's words: a rule of the audit, a kind of the desk; what a case added stays."""
    known = _DUTIES.get((about, what))
    return say(known) if known else what
