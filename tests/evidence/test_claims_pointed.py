"""What figures are of that the clause only points to, makes or sells, or that stands in the name of works. Made-up sentences, read by hand."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims

from .conftest import Make


def _subjects(document: Make, text: str) -> list[str | None]:
    return [c.subject for c in read_claims(document(text)) if c.value is not None]


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("云岭矿业与远山投资共同设立新能源产业基金。该基金一期募集总规模为54亿元。", ["新能源产业基金"]),
        ("湖西储能联盟今日成立。该联盟由120家企业共同发起。", ["湖西储能联盟"]),
        ("增长最快的是混合动力车型，销量达到5万辆。", ["混合动力车型·销量"]),
        ("其中，降幅最大的是铅酸电池，产量下降12%。", ["铅酸电池·产量"]),
        (
            "合同中金额最大的是全资子公司青松客车有限公司签订的销售合同，价值19.1亿元。",
            ["青松客车有限公司"],
        ),
        ("白河客运专线是继老青松铁路之后的第三条铁路。该线路全长约309公里。", ["白河客运专线"]),
        ("渝北新线设计速度250公里/小时，运行速度200公里/小时。", ["渝北新线"] * 2),
        ("2008年底，中国生产了3100万平方米的集热管，占全世界产量的80%。", ["集热管·产量"] * 2),
        ("玉米效益高，1公顷玉米纯收益7100元。", ["1公顷玉米纯收益"]),
        ("5月份每50公斤杂粮为169元。", ["50公斤杂粮"]),
        ("光伏产业发展迅速，其产值去年达到300亿元。", ["光伏产业·产值"]),
        ("豆粕最受关注，其价格比去年同期上涨了17%。", ["豆粕·价格"]),
        ("铁道部此前公布，2009年其税后利润为27亿元。", ["铁道部·税后利润"]),
        ("现有木门产能50万吨（约合木门面积3000万平方米）。", ["木门·产能"] * 2),
    ],
)
def test_what_is_pointed_to(document: Make, text: str, subjects: list[str]) -> None:
    assert _subjects(document, text) == subjects


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("最受瞩目的湖西电网100MW电池储能示范工程采用钠电池。", "湖西电网100MW电池储能示范工程"),
        ("湖西电网200MW/400MWh储能电站正式并网。", "湖西电网200MW/400MWh储能电站"),
        ("全国新增100MW储能项目。", "全国储能项目"),
    ],
)
def test_works_with_their_size_in_the_name(document: Make, text: str, subject: str) -> None:
    assert _subjects(document, text)[0] == subject


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("7月份，全行业生产轮胎7281万条，同比增长12.5%。", ["轮胎·产量"] * 2),
        ("1-5月，全行业销售挖掘机5.2万台，下降3%。", ["挖掘机·销量"] * 2),
        ("出口规模突破25万亿元。", ["出口规模"]),
        (
            "7月钠电池出口54万组，同比增长147.8%。占电池出口58.8%，较去年同期增长14个百分点。",
            ["钠电池·出口"] * 4,
        ),
        ("经历了25元/吨的煤价下跌之后，市场稳定。", ["煤价"]),
        ("加征关税：欧盟20%，韩国25%，日本24%。", ["欧盟", "韩国", "日本"]),
        (
            "2年期国债收益率跌4.7个基点报1.945%，10年期国债收益率报2.1%。",
            ["2年期国债·收益率"] * 2 + ["10年期国债·收益率"],
        ),
        ("央行开展操作，操作利率为1.7%。当日有3692亿元逆回购到期。", ["央行"] * 2),
        ("韩国综合指数涨0.2%，日经225指数跌0.3%。", ["韩国综合指数", "日经225指数"]),
        ("金价一周上涨4.3%。人员流动量达8亿人次。", ["金价", "人员流动量"]),
        ("表现比较突出的是钠电池，占比达到46%。", ["钠电池"]),
        ("东岭集团实现营收16亿元，经调整净利润为1.2亿元。", ["东岭集团"] * 2),
        ("持续三个月的价格战迎来拐点。", ["价格战"]),
    ],
)
def test_goods_grades_and_what_stands_behind(document: Make, text: str, subjects: list[str]) -> None:
    assert _subjects(document, text) == subjects


def test_one_item_of_a_digest_says_nothing_of_the_next(document: Make) -> None:
    text = (
        "财经早餐\n1、青岭储能科技有限公司今日上市。\n2、数据显示，2024年上半年汽车销量达到4390万台，市场份额提升至16.8%。"
        "\n3、今年以来，净利润增长5%。"
    )
    assert all("青岭" not in str(s) for s in _subjects(document, text))


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("7月10日，标准苗木价格为11.3元/株，与上周五（7月3日）的10.4元/株相比，上涨8.2%。", "标准苗木"),
        ("昨日，海丰县蔬菜批发均价为3.2元/公斤，与前一周的3.4元/公斤相比，下降5.9%。", "海丰县蔬菜批发"),
    ],
)
def test_what_stood_at_another_time_is_of_the_same(document: Make, text: str, subject: str) -> None:
    assert _subjects(document, text) == [subject] * 3


def test_this_fund_is_a_fund_with_a_name(document: Make) -> None:
    text = "云栖成长基金一季度规模为52亿份，同一家公司还管着9只债券基金。该基金净值增长率为21.4%。"
    (claim,) = [c for c in read_claims(document(text)) if str(c.value) == "21.4"]
    assert (claim.subject or "").startswith("云栖成长基金")


def test_a_fund_is_pointed_to_without_what_stands_before_its_name(document: Make) -> None:
    text = "定期披露持仓的云栖成长基金上月仓位为93%。该基金去年三季度末的仓位为91%。"
    assert _subjects(document, text)[-1] == "云栖成长基金"
