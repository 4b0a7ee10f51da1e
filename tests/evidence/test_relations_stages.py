"""Stages of works, steps of goods, areas with a role, occasions and papers by their names, in own sentences."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims

from .conftest import Make

Told = tuple[str, str | None, str | None]

WORKS: list[tuple[str, list[Told]]] = [
    ("丰源石化乙烯装置一次投料成功。", [("milestone", "丰源石化乙烯装置", "一次投料成功")]),
    ("白沙水库下闸蓄水。", [("milestone", "白沙水库", "下闸蓄水")]),
    ("白沙水利枢纽成功截流。", [("milestone", "白沙水利枢纽", "截流")]),
    ("东山风电场全容量并网。", [("milestone", "东山风电场", "全容量并网")]),
    ("北岭铁矿项目联合试运转。", [("milestone", "北岭铁矿项目", "联合试运转")]),
    ("云河污水处理厂二期工程是省重点工程。工程于2019年3月5日开工。", [("project", "云河污水处理厂二期工程", "开工")]),
    ("国家电网公司5月3日宣布，甲州—乙州±800千伏特高压直流输电工程当日投运。", [("project", "甲州—乙州±800千伏特高压直流输电工程", "投运")]),
    ("长乐海上风电送出工程项目总投资73亿元。项目已获福建省发改委核准。", [("milestone", "长乐海上风电送出工程项目", "已获福建省发改委核准")]),
    ("丰源石化集团启动炼化升级项目。", [("project", "炼化升级项目", "丰源石化集团")]),
    ("白杨化工集团拟在临江市化工园投资12亿元建设年产5万吨己二腈项目。", [("project", "年产5万吨己二腈项目", "白杨化工集团")]),
    ("白杨化工集团表示，本轮资金用于临江新片区商业化生产基地建设。", [("project", "临江新片区商业化生产基地", "白杨化工集团")]),
    ("东海千万吨增储行动计划正式启动。", [("project", "东海千万吨增储行动计划", "正式启动")]),
    ("临江至安丘高铁进入联调联试阶段。", [("project", "临江至安丘高铁", "进入联调联试")]),
    ("北山风电场转入设备安装阶段。", [("milestone", "北山风电场", "转入设备安装阶段")]),
    ("2004年，白杨集团公司与海蓝公司合资的白杨电能表有限公司开业。", [("milestone", "白杨电能表有限公司", "开业")]),
    ("白杨钢管有限公司主营钢管，于2025年入选国家级绿色工厂名单。", [("milestone", "白杨钢管有限公司", "国家级绿色工厂名单")]),
    ("临江市全力以赴确保项目如期投产。", []),
    ("作为连接南北的内陆国际物流枢纽，临江发展很快。“去年10月开工建设。”负责人说。", []),
    ("白云新材料产业园项目，由白云科技有限公司投资，从事光学膜生产。", [("project", "白云新材料产业园项目", "白云科技有限公司")]),
]  # fmt: skip
GOODS: list[tuple[str, list[Told]]] = [
    ("远航汽车将于10月启动远航X7的量产。", [("milestone", "远航X7", "启动量产")]),
    ("远航X7将于10月开启用户交付。", [("milestone", "远航X7", "开启用户交付")]),
    ("远航X7公布售价并开始接受预订。", [("milestone", "远航X7", "公布售价")]),
    ("星海大型客机获得型号合格证。", [("milestone", "星海大型客机", "型号合格证")]),
    ("我国自主研发的新一代深水工程船“海岳29”在江苏完工交付。", [("milestone", "深水工程船“海岳29”", "完工交付")]),
    ("远航汽车公司推出新款纯电轿车银河E9。", [("milestone", "远航汽车公司", "纯电轿车银河E9")]),
    ("某铝厂研制的铝水运输车装车发运，目的地为蒙古国。", [("export", "铝水运输车", "蒙古国")]),
]  # fmt: skip
AREAS: list[tuple[str, list[Told]]] = [
    ("建设冀东、辽西、鲁北三大海上风电基地。", [("zoning", p, "海上风电基地") for p in ("冀东", "辽西", "鲁北")]),
    ("建设电池、材料、回收三大产业园。", []),
]  # fmt: skip
PAPERS: list[tuple[str, list[Told]]] = [
    ("第三届世界储能材料会议在临江市举行。", [("milestone", "第三届世界储能材料会议", "在临江市举行")]),
    ("第十二届中国锂业交易会昨日在安丘闭幕。", [("milestone", "第十二届中国锂业交易会", "在安丘闭幕")]),
    ("临江高新区举办电子信息产业重点项目集中签约仪式。", [("milestone", "临江高新区", "电子信息产业重点项目集中签约仪式")]),
    ("临江市汽车换新补贴细则出炉。", [("policy", "临江市汽车换新补贴细则", None)]),
    ("工信部7月1日公告了2011年工业节能示范企业名单。", [("policy", "2011年工业节能示范企业名单", "工信部")]),
]  # fmt: skip
ALL = WORKS + GOODS + AREAS + PAPERS


@pytest.mark.parametrize(("text", "expected"), ALL, ids=[t[:14] for t, _ in ALL])
def test_told(document: Make, text: str, expected: list[Told]) -> None:
    found = [
        (c.kind, c.subject, c.object)
        for c in read_claims(document(text))
        if c.value is None and c.rule != "relation.open"
    ]
    if expected:
        assert [t for t in expected if t not in found] == [], found
    else:
        assert found == []
