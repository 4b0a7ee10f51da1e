"""Spinners of the tests: three sets of swapped words of different taste, written apart from the product's table.

The first swaps words of business, the second of administration, the third any word it knows, in the manner of tools that
walk through a dictionary of synonyms. About a third of their pairs are not in the product's table.
"""

from __future__ import annotations

import random
import re

BUSINESS = {
    "投资": "出资", "市场": "商场", "成本": "本钱", "价格": "报价", "销售": "出售", "企业": "公司", "行业": "职业", "竞争": "比赛",
    "产品": "商品", "客户": "顾客", "合作": "协作", "平台": "渠道", "生产": "出产", "技术": "技能", "研发": "研制", "材料": "资料",
    "设备": "设备仪器", "利润": "赢利", "增长": "添加", "下降": "降低", "达到": "到达", "超过": "超越", "提高": "进步", "效率": "功率",
    "风险": "危险", "控制": "操控", "关键": "要害", "领域": "范畴", "头部": "头号", "需求": "需要", "主要": "首要", "表示": "表明", "创新": "立异",
}  # fmt: skip
OFFICE = {
    "发展": "开展", "建设": "建造", "工作": "作业", "部署": "布置", "落实": "执行", "实施": "施行", "管理": "办理", "情况": "状况",
    "问题": "疑问", "政策": "方针", "支持": "支撑", "保障": "保证", "加快": "加速", "推进": "推动", "围绕": "环绕", "重点": "要点",
    "项目": "项意图", "产业": "工业", "规模": "规划", "能力": "才能", "基础": "根底", "建立": "树立", "提供": "供给", "责任": "职责",
    "任务": "使命", "计划": "方案", "行动": "举动", "培养": "培育", "人才": "人材", "环节": "环节点", "优势": "优点", "升级": "晋级", "集中": "会集",
    "通过": "经过", "今年": "本年", "目前": "现在", "完整": "完好", "领导": "领导者", "检查": "查看", "监督": "监视", "综合": "归纳",
}  # fmt: skip
DICTIONARY = {
    "技术": "技能", "合作": "协作", "特色": "特征", "实力": "气力", "研究": "研讨", "分析": "剖析", "报告": "陈述", "有效": "有用", "稳定": "安稳",
    "认为": "以为", "我们": "咱们", "可能": "或许", "主要": "首要", "具有": "具备", "增长": "添加", "提高": "进步", "材料": "资料", "生产": "出产",
    "投资": "出资", "产业": "工业", "发展": "开展", "行业": "职业", "已经": "现已", "同时": "一起", "形成": "构成", "突破": "打破", "基础": "根底",
    "介绍": "推荐", "实现": "完成", "预计": "估计", "去年": "上一年", "近日": "近来", "组织": "安排", "服务": "效劳", "经验": "经历", "完善": "完美",
    "利用": "使用", "成本": "本钱", "规模": "规划", "市场": "商场", "重点": "要点", "能力": "才能", "工作": "作业", "建设": "建造", "超过": "超越", "政策": "方针",
}  # fmt: skip
SPINNERS = {"business": BUSINESS, "office": OFFICE, "dictionary": DICTIONARY}


def spin(text: str, words: dict[str, str], rng: random.Random) -> str:
    """Swap nine in ten of the words."""
    taken = {k: v for k, v in words.items() if rng.random() < 0.9}
    pattern = re.compile("|".join(sorted(map(re.escape, taken), key=len, reverse=True)))
    return pattern.sub(lambda m: taken[m.group()], text)
