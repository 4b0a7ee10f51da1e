"""Customers in lists, works in lists, bids, steps on the capital market, campaigns of offices. Sentences are made up."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims

from .conftest import Make

Told = tuple[str, str | None, str | None]


CASES: list[tuple[str, list[Told]]] = [
    ("云岭铜业有限公司的铜箔已批量供应南湖电池、东岭汽车、晨光动力等头部企业。", [("supply_link", "云岭铜业有限公司", o) for o in ("南湖电池", "东岭汽车", "晨光动力")]),
    ("云岭铜业有限公司公告，公司电解铜箔（T5级）稳定供货宁德时代、国轩高科等大厂。", [("supply_link", "云岭铜业有限公司", o) for o in ("宁德时代", "国轩高科")]),
    ("云岭铜业有限公司表示，公司产品已进入比亚迪、晨光汽车供应链。", [("supply_link", "云岭铜业有限公司", o) for o in ("比亚迪", "晨光汽车")]),
    ("云岭铜业有限公司公告，公司产品获得比亚迪认可并批量采购。", [("supply_link", "云岭铜业有限公司", "比亚迪")]),
    ("近期将动工建设东湾风电场、西湾风电场、北湾风电场。", [("project", f"{n}湾风电场", "动工") for n in "东西北"]),
    ("今年力争临云高铁建成通车。", [("project", "临云高铁", "建成通车")]),
    ("云湖防洪治理工程、沙坪绿化示范工程等重大工程全面启动。", [("project", "云湖防洪治理工程", "全面启动"), ("project", "沙坪绿化示范工程", "全面启动")]),
    ("两市签署了合作共建工业园区协议。", [("park", "合作共建工业园区", None)]),
    ("今年内将建成临云高速公路、沙坪大桥等工程。", [("project", n, "建成") for n in ("临云高速公路", "沙坪大桥")]),
    ("海岳建设集团有限公司中标三个项目，其中一个为南湖市3号泵站改造项目，中标金额1.2亿元，沙坪大桥施工项目，中标金额2亿元。", [("supply_link", "海岳建设集团有限公司", n) for n in ("南湖市3号泵站改造项目", "沙坪大桥施工项目")]),
    ("海岳建设集团有限公司签署大额合同一项，合同金额9亿元，为西部管道有限公司的北川管网一期施工四标段。", [("supply_link", "海岳建设集团有限公司", "西部管道有限公司")]),
    ("2012年末，海岳水泥有限公司成功完成首次公开发行A股股票并上市。", [("milestone", "海岳水泥有限公司", "首次公开发行A股股票并上市")]),
    ("海岳水泥有限公司计划6月在港交所挂牌，定于5月国际路演。", [("milestone", "海岳水泥有限公司", "在港交所挂牌"), ("milestone", "海岳水泥有限公司", "5月国际路演")]),
    ("南湖银行有限公司6日购入云岭大厦12层。", [("milestone", "南湖银行有限公司", "云岭大厦")]),
    ("工信部发布《铜箔安全要求》《铜箔回收标识》两项国家标准。", [("policy", n, "工信部") for n in ("铜箔安全要求", "铜箔回收标识")]),
    ("云岭机场坐落在沙坪镇，2011年6月开工，2014年6月通航。", [("project", "云岭机场", "开工"), ("project", "云岭机场", "通航")]),
    ("华为云岭X8青春版昨日正式开售。", [("milestone", "华为云岭X8青春版", "开售")]),
    ("2010年上市以来，海岳水泥有限公司业绩平稳。", [("milestone", "海岳水泥有限公司", "上市")]),
    ("海岳水泥有限公司去年9月完成借壳上市。", [("milestone", "海岳水泥有限公司", "借壳上市")]),
    ("截至去年底，临云高速公路沙坪段全线贯通后，车程缩短。", [("milestone", "临云高速公路沙坪段", "贯通后")]),
    ("4月25日，一家企业宣布，年内扩建的第三期乙二醇生产设施正式投产。", [("project", "第三期乙二醇生产设施", "投产")]),
    ("东湖锂矿综合开发利用已于2009年7月获省发展改革委立项批复文件。", [("project", "东湖锂矿综合开发利用", "省发展改革委立项批复")]),
    ("南湖集团有限公司到访临江市，双方就合作建设铜箔项目进行了商谈。", [("milestone", "南湖集团有限公司", "合作建设铜箔项目")]),
    ("2月公布的云南省“十二五”规划纲要显示，铜产业是重点。", [("policy", "云南省“十二五”规划纲要", None)]),
    ("云湖铜箔产业园项目进展顺利。项目建设地点为临江市高新区，条件较好。", [("project", "云湖铜箔产业园项目", "临江市高新区")]),
    ("近年来，临江县前后引进了比亚迪、宁德时代等一批企业，从事研发。", [("milestone", "比亚迪", None), ("milestone", "宁德时代", None)]),
    ("双方将在临江县共建西部铜箔产业园。", [("park", "西部铜箔产业园", None)]),
    ("海岳矿业有限公司是百年老企业，属于南湖集团有限公司成员公司。", [("institution", "海岳矿业有限公司", "南湖集团有限公司")]),
    ("“十三五”铁路规划任务全面完成。", [("policy", "“十三五”铁路规划", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_told(document: Make, text: str, expected: list[Told]) -> None:
    told = [
        (c.kind, c.subject, c.object)
        for c in read_claims(document(text))
        if c.value is None and c.rule != "relation.open"
    ]
    assert [t for t in expected if t not in told] == [], told
    assert len(told) == len(expected), told


@pytest.mark.parametrize(
    "text",
    [
        "海岳水泥有限公司完成了全年任务。",  # no step on the capital market
        "临江市商务局启动相关工作。",  # no name of its own
        "海岳水泥有限公司开展2023年“质量月”活动，部门参加。",  # a firm, no office
        "公司供应充足，能够供应市场需求。",
        "各地编制“十四五”规划。",
        "临江市2个，云湖工程和其他一些安排。",  # the list is not as long as its count
        "引进了正极、隔膜等环节企业。",
        "探索政企共建产业园区模式。",
        "会上未说公司是否会在今年上市。",
        "今年以来建成云湖产业园12个。",  # so many of a kind
        "培育更多企业进入比亚迪供应体系。",
        "统筹抓好项目引进，促进项目投产。",
        "全线贯通后，两地车程缩短。",
    ],
)
def test_not_told(document: Make, text: str) -> None:
    assert [c for c in read_claims(document(text)) if c.value is None and c.rule != "relation.open"] == []
