"""公司, 集团 and figures that only firms have: whose they are in announcements and in news. Sentences are made up."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims

from .conftest import Make


def subjects(make: Make, text: str) -> list[str | None]:
    return [c.subject for c in read_claims(make(text)) if c.value is not None]


def test_the_group_of_a_quoted_share(document: Make) -> None:
    text = (
        "云岭钢铁股份（09953-HK）披露中期业绩：上半年，集团实现收入约98亿元，较上年增加约12%。每股收益0.35元。"
        "年内主营业务收入96亿元。"
    )
    assert subjects(document, text) == ["云岭钢铁股份"] * 4


def test_an_exchange_is_where_it_is_done(document: Make) -> None:
    text = (
        "江山时代（600952.SH）发布股份回购结果公告。据悉，公司通过上海证券交易所系统以集中竞价交易方式累计回购公司A股股份2759.8万股，"
        "已回购股份占公司总股本的比例为3.2%。"
    )
    assert subjects(document, text) == ["江山时代"] * 2


@pytest.mark.parametrize(
    "lead", ["为保障公司硅料供应，公司拟采购", "期内公司采购", "协议约定公司采购", "相应公司采购"]
)
def test_a_phrase_in_general_is_no_name(document: Make, lead: str) -> None:
    text = f"江山时代发布公告称，{lead}硅料5万吨。"
    assert all(s == "江山时代" for s in subjects(document, text))


def test_who_holds_shares(document: Make) -> None:
    text = "江山时代公告，其一致行动人海西金矿持有92万股，张明远持有151万股，已质押50万股，占其持股的33%。"
    assert subjects(document, text) == ["海西金矿", "张明远", "张明远", "张明远"]


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("此外，其上游供货方宁德时代直接持股2.6%。", ["宁德时代"]),
        (
            "目前，江山时代的大股东岳岭国资局持有公司21%的股份，其子公司远岩投资持有5%的股份。",
            ["岳岭国资局", "远岩投资"],
        ),
        ("江山时代公告，公司全资子公司岩昊香港拟转让矿业公司65%股权。", ["岩昊香港"]),
        ("江山时代公告，子公司岩昊生物实现净利润3亿元。", ["岩昊生物"]),
        ("公司股东岳明远将其所持公司股份的约2625万股进行了质押。", ["岳明远"]),
        (
            "云岩医疗（300003.SZ）跌5.06%、磐岳医疗（00853.HK）跌8.88%、岚川医疗（688108.SH）跌2.86%。",
            ["云岩医疗", "磐岳医疗", "岚川医疗"],
        ),
        ("岩昊证券：维持比亚迪增持评级，目标价66港元。", ["比亚迪"]),
        ("岩昊证券发布报告称，将比亚迪目标价由85港元上调至110港元。", ["比亚迪", "比亚迪"]),
        ("岩光公司持有宁德时代2900万股。其所持有公司股份已累计质押数为2614万股。", ["岩光公司", "岩光公司"]),
        ("云岩集团公告，岳明远共计持有公司股份约6000万股。", ["岳明远"]),
        ("江山时代拟与甲方共同出资设立岳岭新材料项目公司，注册资本为9980万元。", ["岳岭新材料项目公司"]),
    ],
)
def test_holders_and_parts_of_firms(document: Make, text: str, whose: list[str]) -> None:
    assert subjects(document, text) == whose


def test_firms_that_tell_of_themselves_in_a_digest(document: Make) -> None:
    text = (
        "岩昊股份今日发布业绩修正预告，预计上半年净利润为4566万元，同比增长30%；而前次预告的业绩为同比增长20%。\n"
        "磐岳股份则表示，在一季报中预计净利润下降40%，由于费用增加，预计上半年盈利2784万元。"
    )
    assert subjects(document, text) == ["岩昊股份"] * 3 + ["磐岳股份"] * 2


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (
            "江山时代（600952）公告，拟回购股份，拟回购股份的资金总额不低于7500万元，回购股份的价格不超过16元/股。",
            2,
        ),
        ("江山时代（600952）：首次纳入研究范围，目标价人民币73.5元。", 1),
        ("江山时代（600952）中标。公司称，三份订单加起来的中标金额占公司上年营业收入的41.2%。", 1),
        ("格隆汇11月4日丨江山时代(600952.SH)公布，拟回购金额不低于7500万元。", 1),
        (
            "钛白粉行业龙头江山钛业发布涨价通知，上调各型号价格。其中，国内客户销售价格上调500元/吨，出口价格上调80美元/吨。",
            2,
        ),
    ],
)
def test_what_a_firm_deals_in_and_sets_is_its_own(document: Make, text: str, count: int) -> None:
    whose = subjects(document, text)
    assert len(whose) == count
    assert set(whose) <= {"江山时代", "江山钛业"}


def test_a_price_that_rises_is_of_the_product(document: Make) -> None:
    text = "江山时代（600952）公告，产品涨价。市场上，碳酸锂价格上涨500元/吨。"
    assert subjects(document, text) == ["碳酸锂"]


def test_a_price_that_an_office_sets_is_no_firms(document: Make) -> None:
    text = "江山时代关注油价。国家发展改革委今日上调汽油价格500元/吨。"
    assert "江山时代" not in subjects(document, text)


def test_an_index_is_no_firms(document: Make) -> None:
    text = "江山时代（600952）涨停。今日恒指低开0.4%，国企指数跌0.6%，报9803点。"
    assert "江山时代" not in subjects(document, text)


def test_the_books_of_a_firm_listed_abroad(document: Make) -> None:
    text = "江山智驾(JSZJ.US)公布季报。\n营收为5460万美元，同比增长16%。非GAAP毛利率为59.1%，摊薄每股亏损为0.45美元。"
    assert subjects(document, text) == ["江山智驾"] * 4


def test_who_deals_in_his_own_name(document: Make) -> None:
    text = (
        "江山时代（600952.SH）今日上涨3%。江山时代董事长魏青禾于上周三（21日）以每股均价6.12元，增持130万股股份；"
        "及于上周四以每股均价6.05元，增持410万股；总金额3276万元，持股比例升至1.07%。"
    )
    assert subjects(document, text) == ["江山时代", *["魏青禾"] * 6]


def test_quotes_of_the_share_and_of_the_market(document: Make) -> None:
    text = "江山时代（02333）H股报5.06元，升3%。\nA股现价8.1元，升0.11元，成交1993万元。\n深证成份指数报9876点，成交1520亿元。"
    assert subjects(document, text) == [*["江山时代"] * 5, "深证成份指数", "深证成份指数"]


def test_what_was_bid_is_of_who_won(document: Make) -> None:
    text = "1月30日讯，江山时代公告，公司再有斩获，预中标青岭市污水处理厂膜组件采购项目，中标价约6310万元。"
    assert subjects(document, text) == ["江山时代"]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("民生银行获禾岭人寿增持1.3亿股A股股份。", "禾岭人寿"),
        ("国金证券股东青湖控股拟减持不超5%股份。", "青湖控股"),
        ("江山时代（600952.SH）公告，福建电子信息集团直接、间接共持有公司3.9亿股。", "福建电子信息集团"),
        ("江山时代（600952.SH）董事徐永禾计划未来6个月内减持不超过1000万股的公司股份。", "徐永禾"),
        (
            "江山时代控股股东沈锦禾计划自2017年8月24日起6个月内减持公司股份不超过470万股。江山时代公告。",
            "沈锦禾",
        ),
        ("江山时代公告。大股东禾岭资本或继续增持股份至20%。", "禾岭资本"),
        ("江山时代（600952.SH）总经理李青禾上周增持公司股份20万股，均价7.1元。", "李青禾"),
    ],
)
def test_holders_behind_what_leads_to_them(document: Make, text: str, who: str) -> None:
    assert set(subjects(document, text)) == {who}


def test_the_share_is_the_firm(document: Make) -> None:
    text = "*ST禾岭独立董事发布公告，公司股票已连续八个交易日涨停，涨幅35%。"
    assert subjects(document, text) == ["*ST禾岭"] * 2
    assert subjects(document, "江山时代公告，业绩稳定。江山时代：年报拟10送3派0.8元。") == ["江山时代"]


def test_a_firm_in_the_name_of_a_tender(document: Make) -> None:
    text = "江山时代公告称，公司为“中国移动通信集团2020年网络代维服务采购项目”的中标候选人，预计中标金额合计9.37亿元。"
    assert subjects(document, text) == ["江山时代"]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("ST禾岭晚间公告，公司实控人拟以7元/股要约收购5790万股股份，占公司总股本的17%。", "ST禾岭"),
        ("*ST岩石公告，目前债务逾期金额2.51亿元。", "*ST岩石"),
        ("江山时代公告，控股股东青湖盛农向东方证券质押公司股份共计5208万股。", "青湖盛农"),
        ("江山时代公告，实控人被动减持2139万股股份。", "江山时代"),
        ("江山时代公告，拟购买禾岭精密股权。交易完成后，上市公司将持有禾岭精密88%股权。", "江山时代"),
        (
            "江山时代公告，8月销量、收入和均价环比变动分别为-17%、7%、-21%，同比变动分别为-1%、54%、58%。",
            "江山时代",
        ),
    ],
)
def test_figures_of_who_announces(document: Make, text: str, who: str) -> None:
    assert set(subjects(document, text)) == {who}


def test_below_zero_in_a_list(document: Make) -> None:
    text = "江山时代公告，8月销量、收入和均价环比变动分别为-17%、7%、-21%。"
    assert [c.value for c in read_claims(document(text))] == [-17, 7, -21]


def test_the_latest_price_of_goods_is_no_share(document: Make) -> None:
    text = "相关上市公司海康威视、上海石化。\n棉浆，跌幅7.33%，最新价格13900元/吨。"
    assert subjects(document, text)[-1] == "棉浆"


def test_measures_of_books_alone_are_of_the_firm_of_the_item(document: Make) -> None:
    text = (
        "7、云岭出行集团公布业绩，第二季度营收5.2亿美元。第二季度调整后EBITDA为8940万美元，预期8600万美元。"
        "第二季度经调整EBITDA利润率17%。短期借款余额2.1亿美元。"
    )
    assert set(subjects(document, text)) == {"云岭出行集团"}


def test_who_speaks_is_the_company_though_no_list_has_it(document: Make) -> None:
    assert subjects(document, "泖岭昨日暗示称，该公司愿意出资30亿元收购一家电池厂。") == ["泖岭"]


def test_a_body_of_a_trade_is_not_whom_its_figures_are_of(document: Make) -> None:
    text = "据云州汽车工业协会统计分析，6月，自主品牌客车共销售17.3万辆，同比增长9%。"
    assert "云州汽车工业协会" not in subjects(document, text)
    text = "云州有色金属工业协会硅业分会发布硅料价格，n型料成交价最高5.1万元/吨。"
    assert "云州有色金属工业协会" not in subjects(document, text)


def test_a_share_of_people_is_of_them(document: Make) -> None:
    text = "云岭视频（300999）发布公告。公司净利润3亿元。新片评分不高，7.2%的用户打了差评。"
    assert subjects(document, text)[-1] == "用户"


def test_who_publishes_results_tells_of_itself(document: Make) -> None:
    text = "5、泖岭公布2025财年全年业绩报告，营收仅同比增长3.6%至512亿美元，增速创五年最低。"
    assert subjects(document, text) == ["泖岭", "泖岭"]


def test_no_firm_of_a_bracket_and_the_firm_that_is_rated(document: Make) -> None:
    text = "云岭汽车（300999）周四表示，7月其全球销量（含子公司大泖汽车公司）同比增长6%，达到71.2万辆。"
    assert subjects(document, text) == ["云岭汽车", "云岭汽车"]
    text = "石桥证券研报认为短期有压力。不过，石桥证券依然维持对宁德时代的“买入”评级，并给出了320元的12个月目标价。"
    assert subjects(document, text) == ["宁德时代"]


def test_what_a_firm_is_before_its_latin_name_is_no_name(document: Make) -> None:
    text = "知情人士透露，AI芯片初创公司Arkwell正洽谈新一轮7亿美元融资。"
    assert subjects(document, text) == ["Arkwell"]


@pytest.mark.parametrize(
    "text",
    [
        "储能设备市场500亿元，预计" + "达到" * 30 + "某个水平1亿元。",
        "储能设备市场规模500亿元，" + "1" * 28 + "某1亿元。",
        "云杉新材" + "于某于某" * 20 + "获得甲乙。云杉新材" + "于" * 60 + "完成千万元融资。",
    ],
)
def test_words_repeated_without_end_are_read_to_their_end(document: Make, text: str) -> None:
    assert read_claims(
        document(text)
    )  # a pattern that shares repeated words between its parts takes two to the power of their number


def test_what_those_who_count_a_market_count_is_of_the_market(document: Make) -> None:
    text = (
        "岚海机电（300998）年报点评\n岚海机电净利润1.2亿元。岚海机电订单充足。\n"
        "据Vendall统计数据显示，预计明年缝纫机出货量将达3200万台。"
    )
    assert [c.subject for c in read_claims(document(text)) if c.value == 32000000] == ["缝纫机·出货量"]


def test_what_a_firm_spends_on_research_is_the_firm_s(document: Make) -> None:
    text = "11、岚海集团第二季度收入914亿元，同比增加1.2%；研发开支同比增加3.6%。"
    assert {c.subject for c in read_claims(document(text)) if c.value is not None} == {"岚海集团"}


def test_an_adjective_before_capacity_is_no_firm(document: Make) -> None:
    text = "工厂产能维持不变，目标峰值产能为12万辆。"
    assert "目标峰值" not in [c.subject for c in read_claims(document(text))]
