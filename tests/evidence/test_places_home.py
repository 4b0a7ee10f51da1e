"""The land that a whole text is of. Own sentences."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims

from .conftest import Make


def places_of(document: Make, text: str) -> list[str | None]:
    return [c.place for c in read_claims(document(text)) if c.value is not None]


def test_a_town_named_in_passing_is_not_the_home_of_a_text_about_its_province(document: Make) -> None:
    text = (
        "甘肃上半年外贸增势较好\n在兰州举行的发布会上，甘肃公布了上半年外贸情况。甘肃进出口结构继续优化。\n"
        "机电产品出口增长12%，农产品出口增长7%。兰州海关将继续优化服务。"
    )
    assert places_of(document, text) == ["甘肃省", "甘肃省"]


def test_the_town_that_is_told_as_often_as_its_province_is(document: Make) -> None:
    text = "临夏州和政县今年种植油菜8万亩，和政县还将新建冷库12座。\n合作社发展到60家。"
    assert set(places_of(document, text)) == {"甘肃省临夏回族自治州和政县"}


def test_a_text_that_opens_with_the_country_is_of_it_though_it_goes_from_land_to_land(document: Make) -> None:
    text = (
        "今年全国新开工高速公路里程继续增加。在甘肃省，甲乙线开工，总投资60亿元。\n在江西省，丙丁线通车。在河北省，戊己线贯通。\n"
        "预计年底通车里程增加9000公里。"
    )
    first, last = places_of(document, text)
    assert first == "甘肃省"
    assert last in ("全国", None)  # not the land told last


@pytest.mark.parametrize(
    "text",
    [
        "江西省气象台发布预报。\n6月30日至7月2日，累计雨量可达60毫米。",
        "河南省南阳市邓州市某镇发展规划\n一、目标。\n——产业持续壮大。全镇大蒜种植面积达到3万亩，养殖水面达到4000亩，培育品牌6个。",
    ],
)
def test_what_no_firm_has_is_of_the_one_land_of_a_text(document: Make, text: str) -> None:
    found = places_of(document, text)
    assert found
    assert None not in found


def test_a_name_with_the_country_in_it_is_not_the_country(document: Make) -> None:
    text = "来源：中国果品新闻网\n记者从市农业局获悉，宁波市水果市场货源充足，还有来自天津、厦门的水果。\n我市开展检查，共检查商户214家，产品获“中国名果”称号。"
    assert places_of(document, text) == ["浙江省宁波市"]


def test_a_works_that_bears_the_name_of_the_province_lies_in_the_town_of_the_text(document: Make) -> None:
    text = "宜都市一管道项目开工\n日前，项目在宜都市经济开发区奠基。\n湖北甲禾管业生产基地由外地企业投资，占地面积300亩，计划年内投产。"
    assert set(places_of(document, text)) == {"湖北省宜昌市宜都市"}


def test_money_raised_in_the_land_of_a_text_is_of_it(document: Make) -> None:
    text = "天津市科技创新加快。\n天津市累计注册科技型企业3200家，服务机构超过410家，基金规模超过250亿元。"
    assert set(places_of(document, text)) == {"天津市"}


def test_the_name_of_an_award_is_not_the_country(document: Make) -> None:
    text = "青海省大通县今年种植马铃薯9万亩。\n1、2019（第三届）中国管道行业评选\n2、2019（第二届）中国仪表行业评选\n3、2019（第一届）中国阀门行业评选"
    assert places_of(document, text)[0] == "青海省西宁市大通回族土族自治县"


def test_the_items_of_a_digest_are_not_of_the_town_that_some_of_them_tell_of(document: Make) -> None:
    text = (
        "要闻\n1、宁波市印发实施意见，推广屋顶发电，到2028年装机容量达到300万千瓦。\n"
        "2、海南发布会展新规，最高奖励200万元。\n3、宁波市两宗地块成交，成交金额达120亿元。\n"
        "4、据行业协会，6月摩托车销量为90万辆。\n5、银行存款利率下调，平均为1.2%。"
    )
    assert places_of(document, text)[-2:] == [None, None]
    town = "宁波市经济运行情况\n1、全市工业增长5%。\n2、农业产值达120亿元。\n3、出口额达80亿元。"
    assert set(places_of(document, town)) == {"浙江省宁波市"}


@pytest.mark.parametrize(
    "byline", ["本报记者 陆文 发自宁波", "记者陆文宁波报道 ", "特约记者 陆文、方远 宁波18日报道 "]
)
def test_where_a_report_was_sent_from_is_not_where_its_figures_hold(document: Make, byline: str) -> None:
    text = (
        f"磁材行业年报出齐 多数公司净利润回落{byline}截至昨日，32家磁材公司披露了年报。净利润平均增长4.5%。"
    )
    assert places_of(document, text) == [None, None]


def test_a_report_from_a_town_about_the_town_is_of_it(document: Make) -> None:
    text = "本报记者 陆文 发自宁波\n宁波市上半年磁材出口增长6%。全市磁材企业达到210家。"
    assert places_of(document, text) == ["浙江省宁波市"] * 2


def test_a_share_named_once_and_late_gives_no_land(document: Make) -> None:
    opening = (
        "大盘昨日低开高走，成交有所放大，题材股活跃，权重股表现平平，投资者情绪略有回暖，后市仍待观察。" * 7
    )
    assert (
        places_of(document, opening + "青禾软件、宁波韵升、白川电缆的跌幅均在6%以上。\n平均涨幅为1.2%。")[-1]
        is None
    )


_LONG = "基金的表现各有高低，业内人士对此看法不一，多家机构建议投资者继续观望。" * 20


@pytest.mark.parametrize(
    "text",
    [
        # said once, of somebody who happens to be there
        "债券基金的一个季度\n这一季度里，债券基金的经理们忙着换仓，有人看好利率债，有人看好信用债，各说各的理由，谁也说服不了谁。"
        f"宁波现任某基金经理如是说。{_LONG}\n一季度，42家公司旗下基金回报率为18%。",
        f"券商看好通信股\n{_LONG}记者来到宁波的一家基金公司。\n{_LONG}当前持股1500万股，占比6%。",
        # letters that look like a county's name
        "展台前热火朝天，订单不断。\n涂料公司毛利下滑15%。",
        "赤松地产、华南城、白桦地产将上市。\n挂牌的华南城报收2.6港元。",
    ],
)
def test_what_is_named_in_passing_is_no_home(document: Make, text: str) -> None:
    found = places_of(document, text)
    assert found and set(found) <= {None, "全国"}


def test_a_land_spoken_of_as_the_whole_province_is_its_home_though_it_is_named_once(document: Make) -> None:
    text = f"经济日报汇总\n{_LONG}\n贵州上半年经济增长。贵州省统计局公布数据：上半年，全省生产总值9000亿元，同比增长5%。"
    assert places_of(document, text) == ["贵州省", "贵州省"]


def test_countries_that_open_an_item_or_stand_behind_a_time_are_settings(document: Make) -> None:
    text = "财经早餐\n3、加拿大6月营建支出环比降0.4%，\n预期升0.2%。\n4、上周墨西哥原油库存减少200万桶，产量维持在160万桶/日不变。"
    assert places_of(document, text) == ["加拿大", "加拿大", "墨西哥", "墨西哥"]


def test_a_share_of_the_province_is_told_of_the_town_spoken_of(document: Make) -> None:
    text = (
        "电报选编\n某公司公告，上半年净利润3亿元。\n湖州市上半年进出口总值900亿元，外贸总额占全省比重5%。\n"
        "昆明市上半年出口30亿元。"
    )
    assert places_of(document, text)[1:] == ["浙江省湖州市", "浙江省湖州市", "云南省昆明市"]


def test_a_city_that_a_line_names_is_the_one_it_speaks_of(document: Make) -> None:
    text = (
        "电报选编\n郑州市上半年生产总值5000亿元，郑州市出口增长3%，郑州市投资增长2%。\n"
        "据天津市统计局核算，天津表现良好，今年1至5月，本市软件业营收400亿元，同比增长8%。"
    )
    assert places_of(document, text)[3:] == ["天津市", "天津市"]


def test_a_country_that_an_item_opens_with_holds_for_its_sentences(document: Make) -> None:
    text = "加拿大8月木材出口额为22亿美元，同比增长7%。按品目看，锯材出口额为15亿美元。同期，纸浆进口额增长5%，为3亿美元。"
    assert set(places_of(document, text)) == {"加拿大"}


def test_firms_called_after_a_city_make_it_no_home(document: Make) -> None:
    text = "证券业并购\n青岛证券净利润2亿元，青岛证券有分公司20家，青岛证券排在第40位。\n2014年，股市涨到3200点。"
    assert places_of(document, text)[-1] is None


def test_the_whole_city_of_a_county_level_city_is_that_city(document: Make) -> None:
    text = "诸暨市上半年经济\n诸暨市统计局公布数据。诸暨市工业稳定，上半年全市生产总值800亿元，同比增长6%。"
    assert set(places_of(document, text)) == {"浙江省绍兴市诸暨市"}
