"""Own sentences: proposals and assemblies, firms in lists by what they make, roles of places, partners, people in office."""

from __future__ import annotations

import pytest

from lianzhang.evidence import Claim, read_claims

from .conftest import Make

Row = tuple[str, str, str | None]


def _told(document: Make, text: str) -> list[Claim]:
    return [c for c in read_claims(document(text)) if c.value is None and c.rule != "relation.open"]


STEPS: list[tuple[str, list[Row]]] = [
    ("湖北省荆门市人大代表、荆楚新材料有限公司董事长周文海向大会提交了《关于加快建设磷化工集聚区的建议》。", [
        ("proposal_step", "关于加快建设磷化工集聚区的建议", "周文海"),
    ]),
    ("《关于壮大铜箔产业的建议》修改成《关于打造铜箔之城的建议》。", [
        ("proposal_step", "关于打造铜箔之城的建议", "关于壮大铜箔产业的建议"),
    ]),
    ("代表提出《关于壮大铜箔产业的建议》。此后,由荆门市人大财经委牵头,对建议进一步完善,改为《关于打造铜箔之城的建议》。", [
        ("proposal_step", "关于打造铜箔之城的建议", "荆门市人大财经委"),
    ]),
    ("《关于壮大铜箔产业的建议》引起关注。荆门市政协主席团收到建议后,组织了讨论。", [
        ("proposal_step", "关于壮大铜箔产业的建议", "荆门市政协主席团"),
    ]),
    ("会议收到《关于壮大铜箔产业的建议》。该建议切中要害,得到与会代表一致认同。", [
        ("proposal_step", "关于壮大铜箔产业的建议", "与会代表"),
    ]),
    ("会议收到《关于壮大铜箔产业的建议》。建议交由荆门市政府、京山市政府办理。", [
        ("proposal_step", "关于壮大铜箔产业的建议", "荆门市政府"),
        ("proposal_step", "关于壮大铜箔产业的建议", "京山市政府"),
    ]),
    ("省人大代表周文海提出《关于支持铜箔产业的建议》,交湖北省政府办理。", [
        ("proposal_step", "关于支持铜箔产业的建议", "周文海"),
        ("proposal_step", "关于支持铜箔产业的建议", "湖北省政府"),
    ]),
    ("2023年3月,荆门市人大常委会第九次会议审议通过《关于推进磷化工转型的决定》。", [
        ("proposal_step", "关于推进磷化工转型的决定", "荆门市人大常委会第九次会议"),
    ]),
    ("荆门市人大常委会听取和审议了荆门市政府关于磷石膏治理情况的报告。", [
        ("proposal_step", "磷石膏治理情况的报告", "荆门市人大常委会"),
    ]),
    ("荆门市人大常委会开展磷化工产业专题调研。", [("proposal_step", "荆门市人大常委会", "磷化工产业专题调研")]),
    ("荆门市政协组织代表开展园区安全视察工作。", [("proposal_step", "荆门市政协", "园区安全视察工作")]),
    ("会议收到《关于壮大铜箔产业的建议》。荆门市人大常委会对建议开展重点督办。", [
        ("proposal_step", "关于壮大铜箔产业的建议", "荆门市人大常委会"),
    ]),
    ("荆门市五届人大四次会议开幕。", [("milestone", "荆门市五届人大四次会议", "开幕")]),
]  # fmt: skip

MAKERS: list[tuple[str, list[Row]]] = [
    ("荆门市集聚了包括荆楚新材料、汉江锂能等正极材料生产企业。", [
        ("production", "荆楚新材料", None),
        ("production", "汉江锂能", None),
    ]),
    ("园区引进了汉江环保、荆楚循环科技等动力电池回收企业。", [
        ("recycling", "汉江环保", None),
    ]),
    ("园区集聚了赣锋锂业、天齐锂业、段记等锂盐生产企业。", [("production", "段记", None)]),
    ("赣锋锂业、天齐锂业等锂盐企业订单饱满。", [
        ("production", "赣锋锂业", None),
        ("production", "天齐锂业", None),
    ]),
    ("走进荆楚新能源有限公司,中试线正在加紧生产钠离子电池。", [("production", "荆楚新能源有限公司", None)]),
]  # fmt: skip

ROLES: list[tuple[str, list[Row]]] = [
    ("湖北省荆门市是全省磷化工转型的主阵地、主战场。", [("zoning", "荆门市", "主阵地")]),
    ("因为荆门作为武汉都市圈的重要腹地,可以承接产业转移。", [("zoning", "荆门市", "武汉都市圈的重要腹地")]),
    ("荆门素有“磷矿之乡”“石膏之都”的美誉。", [("zoning", "荆门市", "磷矿之乡")]),
    ("其中,京山市以生产电解液和隔膜为主。", [("zoning", "京山市", "电解液和隔膜")]),
    ("湖北省形成以荆门市为主体,以襄阳、宜昌、荆州等多点协同发展的格局。", [
        ("zoning", "荆门市", "主体"),
        ("zoning", "襄阳市", "多点协同发展"),
        ("zoning", "宜昌市", "多点协同发展"),
        ("zoning", "荆州市", "多点协同发展"),
    ]),
    ("湖北省荆门市全力打造全国一流的“储能之都”。", [("target", "储能之都", None)]),
    ("近两年,荆门市钟祥、京山等地相继发现含锂矿产资源。", [
        ("exploration", "京山市", None),
    ]),
]  # fmt: skip

PARTNERS: list[tuple[str, list[Row]]] = [
    ("湖北省京山市与武汉大学、湖北大学建立合作关系。", [
        ("milestone", "京山市", "武汉大学"),
        ("milestone", "京山市", "湖北大学"),
    ]),
    ("京山市与武汉大学合作成立了京山武汉大学固态电池研究院。", [
        ("institution", "京山武汉大学固态电池研究院", "武汉大学"),
    ]),
    ("湖北省储能产业链链长李明辉指出,要补齐短板。", [("institution", "李明辉", "储能产业链链长")]),
    ("此次论坛由荆门市人民政府与武汉大学共同主办。", [("milestone", "论坛", "荆门市人民政府与武汉大学")]),
    ("荆楚固态电池研究院揭牌。", [("institution", "荆楚固态电池研究院", "揭牌")]),
]  # fmt: skip

FIRMS: list[tuple[str, list[Row]]] = [
    ("海岳新材表示,公司与临江锂业签署《股权收购协议》。", [("milestone", "海岳新材", "临江锂业")]),
    ("赣锋锂业公告,公司与LG化学签订氢氧化锂承购协议。", [("supply_link", "赣锋锂业", "LG化学")]),
    ("海岳茶叶流通协会近日召开秋茶购销座谈会。", [("milestone", "海岳茶叶流通协会", "秋茶购销座谈会")]),
    ("明天控股的总经理是李望山。\n明天控股股份有限公司今日开业。", [("talent", "李望山", "明天控股总经理")]),
    ("宁德时代总裁将由李望山出任。", [("talent", "李望山", "宁德时代总裁")]),
    ("宁德时代公告,楚望山不再担任公司首席财务官。", [("talent", "楚望山", "宁德时代首席财务官")]),
    ("宁德时代公告,覃望山获委任为执行董事。", [("talent", "覃望山", "宁德时代执行董事")]),
    ("宁德时代已推荐李望山担任公司总裁。", [("talent", "李望山", "宁德时代总裁")]),
    ("亿纬锂能/比亚迪供应商天赐材料IPO成功过会。", [
        ("supply_link", "天赐材料", "亿纬锂能"),
        ("supply_link", "天赐材料", "比亚迪"),
        ("milestone", "天赐材料", "IPO成功过会"),
    ]),
    ("远航电动车的传感器由天赐材料独家供应。", [("supply_link", "天赐材料", "远航电动车")]),
    ("招标方确认天赐材料为某电网变压器采购项目中标人。", [("milestone", "天赐材料", "某电网变压器采购项目")]),
    ("天赐材料拟向亿纬锂能购买其电解液业务的设备。", [("milestone", "天赐材料", "亿纬锂能")]),
    ("天赐材料成立于2000年,总部在广州。", [
        ("milestone", "天赐材料", "成立于"),
        ("institution", "天赐材料", "总部"),
    ]),
    ("宁德时代正在现有厂区内建设储能电芯生产线。", [("project", "宁德时代", "储能电芯生产线")]),
    ("天赐材料拟投资建设电解液回收项目。", [("project", "天赐材料", "电解液回收项目")]),
    ("走进天赐材料,第三条电解液生产线正在建设中。", [("project", "天赐材料", "第三条电解液生产线")]),
    ("赣锋锂业宣布公司年产2万吨碳酸锂项目建成投产,预计2025年3月达产。", [("milestone", "赣锋锂业", "达产")]),
    ("其下游客户比亚迪直接持股。", [("supply_link", "公司", "比亚迪")]),
    ("湖北省荆门市已“牵手”亿纬锂能、格林美两家企业。", [
        ("milestone", "荆门市", "亿纬锂能"),
        ("milestone", "荆门市", "格林美"),
    ]),
]  # fmt: skip

PAPERS: list[tuple[str, list[Row]]] = [
    ("荆门市锂电产业高质量发展行动方案近日出台。", [("policy", "荆门市锂电产业高质量发展行动方案", None)]),
    ("荆门高新区已形成“磷矿—电池材料—电池—回收”的产业链。", [("zoning", "荆门高新区", "磷矿—电池材料")]),
    ("荆门高新区已获正式授牌,成为国家新型工业化产业示范基地。", [
        ("milestone", "荆门高新区", "国家新型工业化产业示范基地"),
    ]),
    ("汉江特大桥5日正式通车。", [("milestone", "汉江特大桥", "通车")]),
]  # fmt: skip

SIGNED: list[tuple[str, list[Row]]] = [
    ("亿纬锂能公告,子公司收到比亚迪的定点通知。", [("supply_link", "亿纬锂能", "比亚迪")]),
    ("天赐材料产能充足。在国内市场,主要客户有宁德时代、比亚迪等。", [
        ("supply_link", "天赐材料", "宁德时代"),
        ("supply_link", "天赐材料", "比亚迪"),
    ]),
    ("天赐材料宣布,已与荆门高新区正式签署“电解液基地项目投资协议”。", [("milestone", "天赐材料", "荆门高新区")]),
    ("天赐材料公告,公司近日与荆门市人民政府经友好协商,就回收项目签署《合作协议》。", [
        ("milestone", "天赐材料", "荆门市人民政府"),
    ]),
    ("京山市动力电池产业集群、钟祥市磷化工产业集群先后入选国家中小企业特色产业集群。", [
        ("milestone", "京山市动力电池产业集群", "国家中小企业特色产业集群"),
        ("milestone", "钟祥市磷化工产业集群", "国家中小企业特色产业集群"),
    ]),
    ("荆门高新区拥有二十多家相关企业,被科技部确定为创新型产业集群。", [("milestone", "荆门高新区", "创新型产业集群")]),
    ("天赐材料控股子公司汉江锂业有限公司拟投资建设碳酸锂回收项目。", [("project", "汉江锂业有限公司", "碳酸锂回收项目")]),
    ("京山新区正式签约汉江废旧电池循环利用项目。", [("project", "汉江废旧电池循环利用项目", None)]),
    ("荆楚锂能有限公司、汉江再生资源有限公司等2家公司成功签约。", [
        ("milestone", "荆楚锂能有限公司", "签约"),
        ("milestone", "汉江再生资源有限公司", "签约"),
    ]),
    ("荆门市政府、亿纬锂能、格林美共同签署了动力电池项目投资合作协议。", [
        ("milestone", "荆门市政府", "亿纬锂能"),
        ("milestone", "荆门市政府", "格林美"),
    ]),
    ("天赐材料公告,子公司汉江锂业有限公司已取得自然资源部颁发的《采矿许可证》。", [
        ("milestone", "汉江锂业有限公司", "采矿许可证"),
    ]),
    ("天赐材料公告,公司将扩产。国泰华荣承诺优先从公司采购锂盐。", [("supply_link", "天赐材料", "国泰华荣")]),
    ("荆门市紧扣磷酸铁锂、隔膜两大主导产业。", [("zoning", "荆门市", "磷酸铁锂、隔膜")]),
    ("汉宜铁路、清江水库等重大项目顺利实现开工。", [
        ("milestone", "汉宜铁路", "开工"),
        ("milestone", "清江水库", "开工"),
    ]),
    ("这标志着我国第三大水电站清江口水电站开始投产发电。", [("project", "清江口水电站", "投产")]),
    ("天赐材料募集资金将用于电解液扩产项目和研发中心建设项目。", [("project", "研发中心建设项目", "天赐材料")]),
    ("财政部决定自2024年7月1日起对部分电池产品取消出口退税。", [("policy", "财政部", None)]),
    ("荆门市同亿纬锂能签约储能电池产业基地项目。", [("project", "储能电池产业基地项目", "亿纬锂能")]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [*STEPS, *MAKERS, *ROLES, *PARTNERS, *FIRMS, *PAPERS, *SIGNED],
    ids=lambda v: v[:16] if isinstance(v, str) else "",
)
def test_told(document: Make, text: str, expected: list[Row]) -> None:
    claims = _told(document, text)
    told = [(c.kind, c.subject, c.object) for c in claims]
    for kind, subject, other in expected:
        assert any(
            k == kind and subject in (s or "") and (other is None or other in (o or "")) for k, s, o in told
        ), (kind, subject, other, told)
    for claim in claims:
        assert text[claim.start : claim.end] == claim.quote


NOTHING = [
    "本次交易不构成《上市公司重大资产重组管理办法》规定的重大资产重组。",  # a rule cited, not issued
    "大力推行“化整为零”“项目直通车”等工作模式。",  # 通车 within a word
    "产业园新签约9个项目。",
    "这家公司上市八年以来,营收增长。",
    "代表企业有首航新能源、拓邦锂电等。",
    "天赐材料公告,公司坚持“内生增长、外延并购”的战略。",  # a firm's motto is no policy
    "积极融入国内国际“双循环”新发展格局。",
]


@pytest.mark.parametrize("text", NOTHING, ids=lambda t: t[:14])
def test_nothing_told(document: Make, text: str) -> None:
    assert [(c.kind, c.subject) for c in _told(document, text)] == []


SILENT = [
    "荆楚新材料为宁德时代、比亚迪等电池企业供货。",  # customers are not the firms of a place
    "省政府常务会议审议通过《湖北省磷化工发展规划》。",  # a policy, no step of a proposal
    "公司董事会审议通过《关于购买设备的议案》。",
    "要加强对建议办理工作的领导。",
    "荆门市龙头、骨干等重点企业订单饱满。",
]


@pytest.mark.parametrize("text", SILENT, ids=lambda t: t[:14])
def test_not_told(document: Make, text: str) -> None:
    assert not [
        c
        for c in _told(document, text)
        if c.rule in ("relation.assembly", "relation.makers") and c.kind != "policy"
    ]


@pytest.mark.parametrize(
    ("text", "kind", "subject", "other"),
    [
        ("天齐锂业建立于1995年。", "milestone", "天齐锂业", "建立于"),
        ("大龙片区重点发展锂电池正极材料。", "zoning", "大龙片区", "锂电池正极材料"),
        ("青岭煤田只供本地电厂，适度发展煤化工。", "zoning", "青岭煤田", "煤化工"),
        ("黄石市打造科创大走廊功能区。", "zoning", "黄石市", "科创大走廊功能区"),
        ("近日出台的贵州省“十四五”规划纲要提出，水质改善。", "policy", "贵州省“十四五”规划纲要", None),
        (
            "白湖盐湖综合开发利用项目获青海省发改委立项批复文件。",
            "project",
            "白湖盐湖综合开发利用项目",
            "青海省发改委立项批复",
        ),
        ("天齐锂业的核心业务是锂精矿的生产、加工和销售。", "production", "天齐锂业", "锂精矿"),
        ("由天齐锂业援建的青石锂盐项目投产。", "project", "青石锂盐项目", "天齐锂业"),
        ("天齐锂业与赣锋锂业合作开发白湖铜矿项目。", "project", "天齐锂业", "赣锋锂业"),
    ],
)
def test_more_ways_to_found_to_make_and_to_build(
    document: Make, text: str, kind: str, subject: str, other: str | None
) -> None:
    told = [
        (c.kind, c.subject, c.object or c.item)
        for c in read_claims(document(text))
        if c.value is None and c.rule != "relation.open"
    ]
    assert (kind, subject, other) in told


LISTED: list[tuple[str, list[Row]]] = [
    ("江山园林与叶县住房和城乡规划建设局、中维工程设计有限公司签订了施工合同。", [
        ("milestone", "江山园林", "叶县住房和城乡规划建设局"),
        ("milestone", "江山园林", "中维工程设计有限公司"),
    ]),
    ("西河电池产业集群首批入选国家级绿色工业园区。", [("milestone", "西河电池产业集群", "国家级绿色工业园区")]),
    ("这是我国首款获批临床的储氢新药。", []),
    ("进一步推动企业“上云、上榜、上市”。", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), LISTED, ids=[t[:14] for t, _ in LISTED])
def test_offices_with_two_fields_and_what_is_only_called_so(
    document: Make, text: str, wanted: list[Row]
) -> None:
    assert [(c.kind, c.subject, c.object) for c in _told(document, text)] == wanted
