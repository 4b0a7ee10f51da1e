"""Which firm 公司, 标的公司 and figures without a name are of, in notices and brokers' notes. Sentences are made up."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims
from lianzhang.evidence.claims.traded import traded_firms

from .conftest import Make


def subjects(make: Make, text: str) -> list[str | None]:
    return [c.subject for c in read_claims(make(text)) if c.value is not None]


def test_a_note_is_of_the_firm_that_it_values(document: Make) -> None:
    text = (
        "格岚证券指出，航电业务整合加速，公司将享受增长红利。东岭航电集团成为试点企业，公司龙头地位有望发挥。"
        "2025年上半年，公司实现收入80亿元，同比增长12%。东岭科工目前市值210亿元。"
    )
    assert subjects(document, text) == ["东岭科工"] * 3


def test_who_is_named_after_the_word_for_the_firm_is_another(document: Make) -> None:
    text = (
        "江山时代（600952）发布半年报，业绩承压。\n公司表示，原料价格上涨。闻岩集团成为重要客户，公司订单饱满。"
        "上半年，公司实现收入80亿元。"
    )
    assert subjects(document, text) == ["江山时代"]


def test_sellers_promise_what_the_firm_sold_earns(document: Make) -> None:
    text = (
        "江山时代（600952）公告，公司拟以现金向王某、李某收购其持有的闻岩管业科技有限公司60%股权，交易总金额3亿元。"
        "标的公司原股东承诺，2026年度净利润不低于5000万元，2026年至2028年累计净利润不低于2亿元。"
    )
    assert subjects(document, text) == ["江山时代"] * 2 + ["闻岩管业科技有限公司"] * 2


@pytest.mark.parametrize("bought", ["控股股东江岭集团持有的闻岩光伏科技有限公司", "闻祁里"])
def test_who_buys_shares_is_not_whose_shares_they_are(document: Make, bought: str) -> None:
    text = f"江山时代（sh600952）公告，公司拟现金收购{bought}100%股权，交易对价4.05亿元。"
    assert subjects(document, text) == ["江山时代"] * 2


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("拟收购闻祁里100%股权。", ["闻祁里"]),
        ("拟购买誉岚自动化100%股权以及海闻智控51%的股份。", ["誉岚自动化", "海闻智控"]),
        ("持有标的公司60%股权，受让剩余40%股权，其中闻岩装备合计占5%股份。", []),
        ("本次交易股东王某持有其35%股权。", []),
    ],
)
def test_firms_known_by_their_shares(text: str, names: list[str]) -> None:
    assert list(traded_firms(text)) == names


def test_what_a_firm_is_held_against_is_not_who_ranks(document: Make) -> None:
    text = "江山时代（600952.SH）公告第三份计划，规模仅低于闻岩股份，位列A股第二。"
    assert subjects(document, text) == ["江山时代"]


def test_the_figure_of_a_rival_is_its_own(document: Make) -> None:
    text = "江山时代（600952.SH）公告，公司的市占率为8%，低于格力电器的22%。"
    assert subjects(document, text) == ["江山时代", "格力电器"]


def test_a_text_that_names_makers_in_a_list_is_of_none_of_them(document: Make) -> None:
    text = (
        "全球产能不足100万吨，仅美国英岚公司、德国闻岩公司、日本旭岭公司3家公司生产，集中度很高，技术封锁严重，下游客户长期依赖海外供应，"
        "价格波动剧烈，进口替代空间广阔。公司每年需要15万吨原料。\n"
    )
    assert subjects(document, text)[-1] == "公司"


def test_a_product_behind_and_is_no_firm(document: Make) -> None:
    text = "江山时代（600952）公告，拟投资9亿元，包括4000万件芯片基座及壳体材料项目(拟投资4.7亿元)。"
    assert "壳体材料" not in subjects(document, text)


def test_an_item_of_a_list_is_not_of_the_firm_of_another(document: Make) -> None:
    text = (
        "2、江山时代宣布投产。\n3、上半年全球汽车销量达到4390万台，新能源汽车达739万台，市场份额提升至16.8%。"
    )
    assert "江山时代" not in subjects(document, text)


def test_a_house_that_rates_is_not_the_firm_of_its_note(document: Make) -> None:
    text = (
        "【中金公司：维持闻岭半导体跑赢行业评级 目标价146港元】中金公司发布关于闻岭半导体（01347.HK）的研报，"
        "维持“跑赢行业”评级。首季毛利率同比提升至13%，产能利用率高达99%。"
    )
    assert set(subjects(document, text)) == {"闻岭半导体"}


def test_the_firm_of_a_bracketed_title_announces(document: Make) -> None:
    text = (
        "【江山时代：闻岩控股将取得控制权】财联社5月20日电，江山时代(600952.SH)公告称，公司控股股东与闻岩控股签署协议，"
        "闻岩控股拟受让合计19.51%股份。公司2025年净利润3亿元。"
    )
    assert subjects(document, text)[-1] == "江山时代"


def test_a_foreign_holder_stands_under_its_own_name(document: Make) -> None:
    text = "江山时代(600952.SH)公告称，股东HARVEST CAPITAL拟减持不超过1809万股，占总股本2%。"
    assert subjects(document, text) == ["HARVEST CAPITAL"] * 2


def test_makers_that_are_counted_do_not_each_have_what_follows(document: Make) -> None:
    text = "全球仅英岚公司、闻岩公司、旭岭公司3家公司生产，高度垄断，前四名份额合计98%。"
    assert len(subjects(document, text)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "江山时代（600952）发布财报。该公司表示，上半年税前亏损14亿元。扣除一次性项目后，营业亏损达8亿元。",
        "江山时代（600952）发布财报。公司净利润3亿元，黄金销量约为26吨，平均售价约为每盎司4643美元。",
    ],
)
def test_what_books_leave_out_is_no_project_and_prices_are_of_who_sold(document: Make, text: str) -> None:
    assert set(subjects(document, text)) == {"江山时代"}


def test_grades_and_metal_are_of_the_deposit_told(document: Make) -> None:
    text = "云岭采矿项目已探明资源量：矿石量1000万吨，铜矿石平均品位2.7%，金属量铜30万吨，钴4万吨。"
    assert set(subjects(document, text)) == {"云岭采矿项目"}


def test_a_firm_of_the_same_group_in_a_list_has_its_own_figure(document: Make) -> None:
    text = "7月出口居前的企业：比亚迪（173,721辆）、上汽乘用车（24,778辆）、长城汽车（10,162辆）。"
    assert subjects(document, text)[1] == "上汽乘用车"


def test_the_evening_is_no_part_of_a_name(document: Make) -> None:
    assert subjects(document, "5月22日晚间江岚时代（600952）公告，公司拟派发现金12亿元。") == ["江岚时代"]


def test_a_note_without_the_word_broker_is_of_the_firm_with_the_code(document: Make) -> None:
    text = (
        "国泰君安：松岭酒店（SLJD.US）二季度业绩符合预期\n"
        "国泰君安证券发表研报指出，松岭酒店（SLJD.US）业绩承压。\n报告指出，净利润同比增长17%。"
    )
    assert [c.subject for c in read_claims(document(text)) if c.kind == "growth"] == ["松岭酒店"]


def test_who_is_named_for_what_is_under_him_is_not_spoken_of(document: Make) -> None:
    text = "本轮融资由海通证券旗下青禾基金领投。松岭数据股份有限公司估值上升。\n记者从松岭数据股份有限公司获悉，公司完成了3亿元融资。"
    assert [c.subject for c in read_claims(document(text)) if c.value == 300000000] == [
        "松岭数据股份有限公司"
    ]
