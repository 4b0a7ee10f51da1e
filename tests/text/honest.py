"""Honest text in bulk, made from own sentences: no damage in it, but much that looks like damage at first sight."""

from __future__ import annotations

import random

_PLACES = [
    "遂宁",
    "宜春",
    "曲靖",
    "铜陵",
    "宁德",
    "荆门",
    "黔南州",
    "益阳",
    "郴（chēn）州",
    "亳（bó）州",
    "攀枝花",
    "呼和浩特",
]
_FIRMS = [
    "青禾新材料",
    "金安电源",
    "远洋隔膜",
    "天泽锂业",
    "中科恒能",
    "海泰铜箔",
    "永熙回收",
    "乾元科技",
    "著远精工",
    "瞭望能源",
]
_THINGS = [
    "磷酸铁锂",
    "三元前驱体",
    "湿法隔膜",
    "电解液",
    "人造石墨",
    "铜箔",
    "储能电柜",
    "钠离子电池",
    "再生碳酸锂",
    "结构件",
]
_OPEN = [
    "截至{y}年底，",
    "{y}年上半年，",
    "据统计，",
    "与此同时，",
    "会议指出，",
    "记者了解到，",
    "",
    "",
    "值得一提的是，",
    "在{p}，",
    "“十四五”以来，",
]
_FRAMES = [
    "{p}共有规模以上工业企业{n}家，其中{t}企业{m}家，实现工业产值{x}亿元，同比增长{z}%。",
    "{f}投资{x}亿元建设年产{m}万吨{t}项目，占地{n}亩，预计{y}年{q}月投产，达产后年产值可超{w}亿元。",
    "{f}{t}生产线（一期）已于{q}月建成，产能利用率为{z}%，比上年提高{m}个百分点。",
    "该项目由{f}承建，采用{t}新工艺，能量密度达到{n}Wh/kg，循环寿命超过{w}00次；安全生产形势总体平稳。",
    "要加快推进{t}产业高质量发展，坚持“一个项目、一名领导、一套班子”，确保{q}月底前开工建设！",
    "“为什么选择{p}?”{f}负责人说，“这里有资源、有市场,更有好的营商环境。”",
    "问：{t}项目何时投产?答：预计{y}年{q}月。问：是否还会扩建?答：视市场而定。",
    "什么样的{t}企业能留下来？怎么才能走得更远？业内人士看法不一，么么零零的小作坊正在退出。",
    "经研究，同意{f}{t}项目备案，项目代码{n}{w}{m}-04-01-{x}，建设工期{q}个月（自备案之日起计算）。",
    "全市开展安全生产专项检查，排查隐患{n}处，已完成整改{m}处，整改率{z}%；其余{q}处正在整改。",
    "著名学者在{p}调研时表示，乾坤未定，{t}行业的技术路线仍有变数，瞭望未来三到五年，固态电池值得期待。",
    "资料显示，{f}成立于{y}年，注册资本{x}万元，主要从事{t}的研发、生产和销售，拥有专利{n}项。",
    "公司使用自有资金{x}万元建造厂房，建筑面积{n}平方米；要点是控制成本、提高功率因数、减少{z}%的能耗。",
    "在{p}举行的对接会上，{n}余家企业、{m}余名代表参加，现场签约{q}个项目，总金额{x}亿元（含意向）。",
    "下一步，{p}将围绕{t}延链补链强链，力争到{y}年形成百亿级产业集群，规划面积{n}平方公里。",
    "价格方面，{t}均价为{x}元/吨，较年初下降{z}%，A股相关公司股价<5元的有{q}家，>50元的有{m}家。",
    "依据《关于促进{t}产业健康发展的若干意见》（{p}政发〔{y}〕{q}号）第{m}条，给予不超过{x}万元补助。",
    "联系人：李敏，电话：0825-58{n}{w}0；地址：{p}高新区创新路{m}号{q}栋。",
    "{f}的渠道覆盖{n}个县（市、区），职业培训{m}期，培训技能人才{w}00人次，办理手续平均用时{q}天。",
    "受疫情影响,{p}部分企业一度停工,目前已全部复工复产,其间未发生安全事故;超额完成全年目标。",
]  # fmt: skip


def documents(size: int, seed: int = 0) -> list[str]:
    """At least ``size`` bytes (UTF-8) of documents of 12 to 60 sentences, paragraphs of 2 to 6."""
    rng = random.Random(seed)
    out: list[str] = []
    total = 0
    while total < size:
        title = f"{rng.choice(_PLACES)}{rng.choice(_THINGS)}产业{rng.choice(['发展情况', '调研报告', '工作动态', '专题会议'])}"
        lines, paragraph = [title], ""
        for i in range(rng.randint(12, 60)):
            slots = {
                "p": rng.choice(_PLACES), "f": rng.choice(_FIRMS), "t": rng.choice(_THINGS), "y": rng.randint(2016, 2030),
                "n": rng.randint(10, 999), "m": rng.randint(2, 99), "x": round(rng.uniform(1, 900), 1), "z": round(rng.uniform(1, 90), 1),
                "w": rng.randint(10, 99), "q": rng.randint(1, 12),
            }  # fmt: skip
            paragraph += (rng.choice(_OPEN) + rng.choice(_FRAMES)).format(**slots)
            if i % rng.randint(2, 6) == 0:
                lines.append(paragraph)
                paragraph = ""
        out.append("\n".join([*lines, paragraph]) + "\n")
        total += len(out[-1].encode())
    return out
