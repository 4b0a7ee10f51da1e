"""Clauses of standing and of holdings. Sentences are made up, values read by hand; the firms do not exist."""

from __future__ import annotations

import pytest

from lianzhang.evidence import Claim, read_claims

from .conftest import Make

Told = tuple[str, str | None, str | None]


def told(claims: list[Claim]) -> list[Told]:
    """What is told without a figure; a deal that its figures tell (their object says with whom or of what) counts once, as a milestone."""
    figures = [("milestone", c.subject, c.object) for c in claims if c.value is not None and c.object]
    return [
        (c.kind, c.subject, c.object) for c in claims if c.value is None and c.rule != "relation.open"
    ] + list(dict.fromkeys(figures))


MILL, SHIPS, MINE = "云杉钢铁有限公司", "南湖船舶集团", "西河煤业有限公司"

STANDING: list[tuple[str, list[Told]]] = [
    (f"{MILL}是{SHIPS}最重要的船板供应商。", [("supply_link", MILL, SHIPS)]),
    (f"{MILL}为{SHIPS}的船板主力供应商。", [("supply_link", MILL, SHIPS)]),
    (f"{SHIPS}的船板供应商为{MILL}。", [("supply_link", MILL, SHIPS)]),
    (f"{MILL}已进入{SHIPS}供应链体系。", [("supply_link", MILL, SHIPS)]),
    (f"作为{SHIPS}的核心供应商，{MILL}扩大产能。", [("supply_link", MILL, SHIPS)]),
    (f"{SHIPS}、{MINE}的供应商{MILL}昨日上市。", [("supply_link", MILL, SHIPS), ("supply_link", MILL, MINE)]),
    (f"临江东岭化工有限公司来自{SHIPS}的船板供应方——{MILL}。", [("supply_link", MILL, SHIPS)]),
    (f"{MILL}的保荐机构为海纳证券股份有限公司。", [("supply_link", MILL, "海纳证券股份有限公司")]),
    (
        f"{MILL}完成首轮融资，海纳证券股份有限公司担任本次交易独家财务顾问。",
        [("supply_link", "海纳证券股份有限公司", MILL)],
    ),
    (f"{MILL}从事船板研发和销售。", [("production", MILL, "船板")]),
    (
        f"{MILL}、{MINE}等大型企业都纷纷上调了9月份的焦炭价格。",
        [("price", MILL, "9月份的焦炭价格"), ("price", MINE, "9月份的焦炭价格")],
    ),
    ("尽管财政部上调了葵油进口关税，进口仍在增长。", [("policy", "财政部", "葵油进口关税")]),
    ("挪威正在考虑提高葵油的进口关税。", [("policy", "挪威", "葵油的进口关税")]),
    (f"{MILL}下调全年业绩指引。", [("milestone", MILL, "全年业绩指引")]),
    (f"挪威批准{SHIPS}的投资计划。", [("milestone", "挪威", SHIPS)]),
    (f"近日，{MILL}与{SHIPS}也签署了合作协议。", [("milestone", MILL, SHIPS)]),
    (f"此次增资已获{MILL}董事会会议审议通过。", [("milestone", MILL, "董事会会议审议通过")]),
    (f"{MILL}的主要客户为{SHIPS}、{MINE}。", [("supply_link", MILL, SHIPS), ("supply_link", MILL, MINE)]),
    (f"{SHIPS}是{MILL}的第一大客户。", [("supply_link", MILL, SHIPS)]),
    (f"{MILL}的控股股东为东岭矿业集团。", [("finance", MILL, "东岭矿业集团")]),
    (f"东岭矿业集团为{MILL}的控股股东。", [("finance", "东岭矿业集团", MILL)]),
    (f"{MILL}属于东岭矿业集团成员公司。", [("institution", MILL, "东岭矿业集团")]),
    (f"{MILL}是东岭矿业集团旗下的全资子公司。", [("institution", MILL, "东岭矿业集团")]),
    (f"{MILL}是东岭矿业集团控股的上市公司。", [("institution", MILL, "东岭矿业集团")]),
    (f"{MILL}隶属于东岭矿业集团。", [("institution", MILL, "东岭矿业集团")]),
    (f"长青投资有限公司的核心资产为{MINE}48%股权。", [("institution", "长青投资有限公司", MINE)]),
    ("本期债券的评级机构为海纳资信评估有限公司。", [("finance", "本期债券", "海纳资信评估有限公司")]),
    ("本期债券主承销商及簿记管理人为海纳证券股份有限公司。", [("finance", "本期债券", "海纳证券股份有限公司")]),
    (f"{MILL}被确定为临江跨江大桥钢箱梁采购项目中标人。", [("milestone", MILL, "临江跨江大桥钢箱梁采购项目")]),
    (f"{MILL}为该项目第一中标候选人。", [("milestone", MILL, "该项目")]),
    (f"{MILL}中标“临江跨江大桥钢箱梁采购项目”。", [("milestone", MILL, "临江跨江大桥钢箱梁采购项目")]),
]  # fmt: skip

TRADED: list[tuple[str, list[Told]]] = [
    (f"{MILL}生产的船板将专供{SHIPS}。", [("supply_link", MILL, SHIPS)]),
    (f"{MILL}已经扩产，其船板专供{SHIPS}。", [("supply_link", MILL, SHIPS)]),
    (f"{MILL}与{SHIPS}签订的船板销售合同已执行完毕。", [("supply_link", MILL, SHIPS)]),
    (f"{MILL}与{MINE}签订了焦煤长单采购合同。", [("supply_link", MINE, MILL)]),
    (f"{MILL}与{SHIPS}保持稳定的供货关系。", [("supply_link", MILL, SHIPS)]),
    (f"{MILL}、{MINE}与{SHIPS}、北方海运公司签署合作协议。", [("milestone", MILL, SHIPS), ("milestone", MILL, "北方海运公司")]),
    (f"该合资公司将为{SHIPS}生产船用锚链。", [("supply_link", "合资公司", SHIPS)]),
    (f"{MILL}主要生产船板、桥梁板等高端产品。", [("production", MILL, "船板、桥梁板")]),
    ("云杉钢铁有限公司将为马自达生产船用锚链。", [("supply_link", MILL, "马自达")]),
    ("临江第二轧钢厂专门生产船用锚链。", [("production", "临江第二轧钢厂", "船用锚链")]),
]  # fmt: skip

FOUNDED: list[tuple[str, list[Told]]] = [
    (f"{MILL}计划与{SHIPS}成立一家合资公司。", [("institution", MILL, SHIPS)]),
    (f"{MILL}与{SHIPS}共同出资设立北山锚链有限公司。", [("institution", MILL, "北山锚链有限公司")]),
    (f"北山锚链有限公司由{MILL}和{SHIPS}共同出资设立。", [("institution", "北山锚链有限公司", f"{MILL}、{SHIPS}")]),
    (f"早在2008年，{MILL}与{SHIPS}就合资在沙坪建立了船板配送中心项目。", [("project", MILL, SHIPS)]),
]  # fmt: skip

HELD: list[tuple[str, list[Told]]] = [
    (f"今年3月，{MILL}斥资3亿澳元购得北地铁矿40%的控股权。", [("milestone", MILL, "北地铁矿")]),
    (f"{MILL}以15亿元拿下{MINE}10%股权。", [("milestone", MILL, MINE)]),
    (f"{MILL}完成对{MINE}的收购。", [("milestone", MILL, MINE)]),
    (f"{MILL}入股{MINE}，成为新股东。", [("milestone", MILL, MINE)]),
    (f"{MILL}拟转让其所持有的{MINE}65%股权。", [("milestone", MILL, MINE)]),
    (f"{MILL}将{MINE}65%股权转让给{SHIPS}。", [("milestone", MILL, MINE)]),
]  # fmt: skip


TWO_CLAUSES: list[tuple[str, list[Told]]] = [
    (f"{MILL}与{SHIPS}，就深水平台用钢项目签署战略合作协议。", [("milestone", MILL, SHIPS)]),
    (f"{MILL}完成了扩产并与{SHIPS}签署了战略合作协议。", [("milestone", MILL, SHIPS)]),
    (f"拿下{MINE}的股权后，{MILL}有了自己的煤矿。", [("milestone", MILL, MINE)]),
    (f"{MILL}公告称，控股子公司北山锚链有限公司于去年12月期间，与{SHIPS}签订锚链销售合同。", [("supply_link", "北山锚链有限公司", SHIPS)]),
    (f"{MILL}及10家所属企业拟与{SHIPS}共同出资设立北山锚链有限公司。", [("institution", MILL, "北山锚链有限公司")]),
    (f"{MILL}完成招标，中标单位为{SHIPS}。", [("supply_link", SHIPS, MILL)]),
    (f"{MILL}向{SHIPS}购买其锚链业务涉及的设备。", [("milestone", MILL, SHIPS)]),
]  # fmt: skip

PLEDGED: list[tuple[str, list[Told]]] = [
    (f"{MILL}公告称，东岭矿业集团拟要约收购公司30%的股份。", [("milestone", "东岭矿业集团", MILL)]),
    (f"{MILL}取得{MINE}8%股权。", [("milestone", MILL, MINE)]),
]  # fmt: skip

MORE_PAPERS: list[tuple[str, list[Told]]] = [
    (f"{MILL}收到招标代理机构联名发出并加盖公章的《中标通知书》。", [("milestone", MILL, "中标通知书")]),
    (f"{MILL}与{SHIPS}订立有限合伙协议。", [("milestone", MILL, SHIPS)]),
    (f"{MILL}主营业务为钢结构施工业务。", [("production", MILL, "钢结构施工")]),
]  # fmt: skip

PAPERS: list[tuple[str, list[Told]]] = [
    (f"{MILL}发布2022年度第三期短期融资券募集说明书。", [("milestone", MILL, "2022年度第三期短期融资券募集说明书")]),
    (f"{MILL}公布定向增发预案。", [("milestone", MILL, "定向增发预案")]),
    (f"{MILL}披露了《回购报告书》。", [("milestone", MILL, "回购报告书")]),
    (f"2023年3月8日，{MILL}召开第五届董事会第七次会议，审议通过了《关于投资设立项目公司的议案》。", [("milestone", MILL, "关于投资设立项目公司的议案")]),
    (f"{MILL}第四届董事会第二次临时会议（2021年5月6日）和股东大会审议通过了《关于回购股份的议案》。", [("milestone", MILL, "关于回购股份的议案")]),
    ("省重点项目办下达2021年全省重大工程推进计划。", [("policy", "2021年全省重大工程推进计划", None)]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"), [*STANDING, *TWO_CLAUSES, *PLEDGED, *MORE_PAPERS, *PAPERS, *TRADED, *FOUNDED, *HELD]
)
def test_told(document: Make, text: str, expected: list[Told]) -> None:
    found = told(read_claims(document(text)))
    assert [t for t in expected if t not in found] == [], found


NOTHING = [
    "公司不是任何企业的供应商。",
    "产品质量得到客户认可。",
    "公司客户的核心诉求是降低成本。",
    "企业要选好供应商。",
    "政府为企业生产经营提供便利。",
    "公司持有的上市公司股权市值上升。",
    "双方拟成立一家公司。",
    "股权转让价款已经付清。",
    "中标金额占营业收入的比例不高。",
    f"{MILL}关于收购{MINE}股权的公告",
    f"{MILL}终止收购{MINE}股权。",
    f"{MILL}已签署10份重大合同。",
    "本议案尚需提交股东大会审议。",
    f"{MILL}将持续关注东岭矿业集团的股票质押。",
    f"{MILL}对于未来海外市场销售船板持乐观态度。",
    f"{MILL}的并购贷款利率下降。",
    f"{MILL}未按规定及时披露权益变动报告书。",
    f"{MILL}增持股数占总股本的比例不高。",
    f"{MILL}频繁对外投资和收购，风险上升。",
    f"{MILL}制定了《2018年限制性股票激励计划》。",
    "根据《首次公开发行股票网下投资者管理细则》，公司本次发行采用网下询价。",
    "详情请查阅交易所网站公布的《网下发行实施细则》，公司不再另行说明。",
]


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_told(document: Make, text: str) -> None:
    assert told(read_claims(document(text))) == []


def test_a_headline_tells_no_deal_twice(document: Make) -> None:
    body = f"{MILL}公告称，公司拟以现金收购{MINE}10%股权，并与{SHIPS}签署战略合作协议。"
    found = told(read_claims(document(f"【云杉钢铁：拟收购西河煤业10%股权】{body}")))
    assert [t[2] for t in found if t[0] == "milestone"].count(MINE) == 1
    assert "西河煤业" not in [t[2] for t in found]


def test_what_is_made_is_listed(document: Make) -> None:
    claims = read_claims(document(f"{MILL}主营业务为船板、桥梁板和锚链的研发、生产和销售。"))
    assert [c.items for c in claims if c.kind == "production"] == [("船板", "桥梁板", "锚链")]


def test_a_partner_is_not_founded(document: Make) -> None:
    found = told(read_claims(document(f"{MILL}计划与{SHIPS}成立一家合资公司。")))
    assert not [t for t in found if t[1] == SHIPS]
