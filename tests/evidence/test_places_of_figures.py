"""Where figures hold: names of funds, branches and measures hold no place, works at the head of a clause stand where it says, a seat told moves what follows."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims
from lianzhang.evidence.scan import scan

from .conftest import Make


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("公司拟收购海南青松投资合伙企业（有限合伙）80%份额。", "海南青松投资合伙企业（有限合伙）"),
        ("发行对象为深圳市海岳资产管理有限公司。", "深圳市海岳资产管理有限公司"),
        ("公司与杭州云岭投资管理有限公司签署协议。", "杭州云岭投资管理有限公司"),
    ],
)
def test_funds_are_named_with_their_places(text: str, expected: str) -> None:
    mentions = scan(text)
    assert expected in [n.name for n in mentions.names if n.type == "organisation"]


@pytest.mark.parametrize(
    "text",
    [
        "全年日照时数2600小时。",
        "该地日照充足，降水300毫米。",
        "公司向某银行股份有限公司天津分行申请授信2000万元。",
        "青松股份有限公司与白桦股份有限公司于5月22日在西安签订长单采购合同。青松股份有限公司合计采购数量55000吨。",
        "青松股份公告，公司在会泽建设的电锌厂投产。目前公司具有年产锌产品18万吨、铅产品10万吨的生产能力。公司实现营业收入3亿元，公司净利润2亿元。",
        "全国光伏装机增长较快。青松股份有限公司实现净利润2亿元。",
    ],
)
def test_no_place(document: Make, text: str) -> None:
    claims = [c for c in read_claims(document(text)) if c.value is not None]
    assert claims and all(c.place is None for c in claims)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "山东80万千瓦海上风电场开始招标，敦煌6万千瓦光伏电站接入电网，宁夏4万千瓦风电投产。",
            ["山东省", "甘肃省酒泉市敦煌市", "宁夏回族自治区"],
        ),
        # a way lies in the land around its ends, whatever it passes
        ("汶川至九寨沟（川甘界）高速全长360公里。", ["四川省阿坝藏族羌族自治州"]),
        (
            "贵州省白果高速起于桐梓县，途经绥阳县，在湄潭县与东湖高速相接，路线全长120公里。",
            ["贵州省遵义市"],
        ),
        # what is set up bears a place, the rest of the report is of the province
        (
            "湖南省推进产业升级。全省产业投资增长8%。设立临武矿产试验区，组建矿业集团，引进重大项目14个。新增企业7家。",
            ["湖南省"] * 3,
        ),
        (
            "湖南郴州的临武高新区里，全省首条固态电池中试线建成，年产能1GWh。",
            ["湖南省郴州市临武县"],
        ),
        (
            "该公司在海南设有分部，矿山位于马尔康市，矿区面积3.2平方公里。",
            ["四川省阿坝藏族羌族自治州马尔康市"],
        ),
    ],
)
def test_places_of_figures(document: Make, text: str, expected: list[str]) -> None:
    claims = sorted((c for c in read_claims(document(text)) if c.value is not None), key=lambda c: c.start)
    assert [c.place for c in claims] == expected


def test_the_site_named_last_is_that_of_the_next_sentence(document: Make) -> None:
    text = (
        "青松矿业公告，公司拟收购甲矿业。公司表示，本公司股东已同意，公司净利润增加。"
        "甲矿业注册地址位于马尔康市，主要业务为锂辉石开采。该矿区面积为3.2平方公里，矿石量5000万吨。"
    )
    claims = [c for c in read_claims(document(text)) if c.value is not None]
    assert [c.place for c in claims] == ["四川省阿坝藏族羌族自治州马尔康市"] * 2


def places_told(document: Make, text: str) -> list[str | None]:
    return [
        c.place
        for c in sorted(
            (c for c in read_claims(document(text)) if c.value is not None), key=lambda c: c.start
        )
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # lands and continents, also behind a time
        # the country is the place of what a paragraph tells of it, not of funds and shares, nor of another paragraph
        ("玻璃周评\n我国玻璃产量9000万吨。\n某厂库存为60万吨，价格每吨1300元。", ["全国", None, None]),
        ("我国居民储蓄增加3万亿元。同期偏股基金平均仓位为71.2%。", ["全国", None]),
        # all of another land that a figure is held against
        ("今年以来，青岛市出口额900亿元，同比增长6.2%，高于山东全省3.1个百分点。其中机电出口400亿元。", ["山东省青岛市"] * 4),
        ("今年前六个月，欧洲铝产量同比下降2.4%，拉美地区则下降7.2%，亚洲下跌0.5%。", ["欧洲", "拉美", "亚洲"]),
        ("其位于哈萨克斯坦的项目拥有约3亿吨矿石资源。", ["哈萨克斯坦"]),
        ("2026年一季度韩国动力电池销量达到20GWh。公司工厂位于海边。循环寿命达到900次。", ["韩国", None]),
        # where people met, and what a place is called
        ("在今年4月在芜湖举行的“钢企与车企交流会”上，青松汽车有限公司表示，订货量保持在20万吨以上。", [None]),
        ("2022年原油产量突破1200万吨，人称“北方大庆”；2024年达到1500万吨。", [None, None]),
        # words that hold the name of a place
        ("现货白银价格涨1.4%。", [None]),
        ("阿里巴巴涨2%。", [None]),
        ("硅片大厂开工率降至70%。", [None]),
        ("甘肃白银铜产量达到20万吨。", ["甘肃省白银市"]),
        ("广西南部电池产量达到20GWh。", ["广西壮族自治区"]),
        # offices of a province without its name, in a text that speaks of the country
        ("据悉，省财政近日下达补贴资金1.6亿元。我国煤炭产量40亿吨，我国发电量9万亿千瓦时。", [None, "全国", "全国"]),
        # items of a digest in one paragraph
        ("3、数据显示，英国工业产出增长2%。4、青云公司推出新型电池，续航提升20%。", ["英国", None]),
        # shares and deals
        ("大股东深圳国资局持有公司33.4%的股份。", [None]),
        ("公司主要投入天津和广西的物流项目。公司拟收购资产，交易金额2亿元。", [None]),
        # ways, classes of cities
        ("从湖北宜昌到荆门的车程由2小时缩短至50分钟。", ["湖北省宜昌市;湖北省荆门市"] * 2),
        ("北京下降0.2%。二线城市新建住宅价格下降0.1%。", ["北京市", "全国"]),
        ("公司主要客户（国内及国外）产能将超过500GWh。", [None]),
        # works named after a firm lie where they are told to be built, not where the firm comes from
        (
            "3月2日，湖北荆州高新区举办重点项目签约仪式。以下是签约的部分项目：\n无锡岭泽隔膜材料产业园项目，由无锡岭泽科技股份有限公司投资，总投资20亿元。\n"
            "宁波柏川电解液生产基地项目，由宁波远山柏川化学有限公司投资，总投资10亿元，其中一期投资4亿元。",
            ["湖北省荆州市"] * 3,
        ),
        # a firm set up abroad, a ship, an example
        ("公司拟在泰国成立合资公司，总投资额2亿美元。", ["泰国"]),
        ("同意新建黄岩岛自然保护区，面积3500公顷。", [None]),
        ("2024世界电池大会开幕。169家企业将展出600余件产品。", [None, None]),
        ("公司中标的“青银海”轮投入航线经营。项目总投资1.5亿元。", [None]),
        ("储能加快发展，例如湖南建成一座储能电站。预计2018年储能电池需求量将达到3GWh。", [None]),
    ],
)  # fmt: skip
def test_what_a_figure_is_and_is_not_of(document: Make, text: str, expected: list[str | None]) -> None:
    assert places_told(document, text) == expected


def test_the_whole_province_is_that_of_its_own_line(document: Make) -> None:
    text = (
        "四川今年外贸开局良好。1月，全省进出口总值800亿元。\n四川省商务厅表示，四川将继续稳外贸。\n"
        "记者从海南省商务厅获悉，1月，全省新设立外商投资企业150家。\n与广东省相比，全省新设立研发中心12家。\n"
    )
    told = {str(c.value): c.place for c in read_claims(document(text)) if c.kind == "enterprise_count"}
    assert told["150"] == "海南省"
    assert "广东省" not in told.values()


def test_a_part_of_the_country_is_not_the_whole(document: Make) -> None:
    text = "国内烧碱行情平稳。眼下华东地区液碱报价450元/吨。国内开工率85%。"
    places = {str(c.value): c.place for c in read_claims(document(text)) if c.value is not None}
    assert places == {"450": None, "85": "全国"}


def test_an_item_under_its_own_headline_takes_no_place_of_the_others(document: Make) -> None:
    text = (
        "早间快讯选编\n"
        "【江西上半年锂盐产量增长】快讯7月3日电，江西省上半年碳酸锂产量12万吨，同比增长9%。\n"
        "【近一周机构走访上市公司60余家】快讯7月3日电，近一周，机构合计走访上市公司60余家。\n"
        "【湖南外贸稳步回升】快讯7月3日电，湖南省上半年出口额900亿元，增长7%；全省进口额增长3%。\n"
        "【组件价格走稳】快讯7月3日电，本周组件成交均价为0.7元/瓦，环比上涨2%。\n"
        "【海运运价回落】快讯7月3日电，集装箱运价指数报1800点。\n"
    )
    found = [c for c in read_claims(document(text, "2025-07-03")) if c.value is not None]
    at = {k: text.index(k) for k in ("近一周机构", "湖南外贸", "组件价格", "海运运价")}
    assert {c.place for c in found if c.start < at["近一周机构"]} == {"江西省"}
    assert {c.place for c in found if at["湖南外贸"] < c.start < at["组件价格"]} == {"湖南省"}
    rest = [c for c in found if at["近一周机构"] < c.start < at["湖南外贸"] or c.start > at["组件价格"]]
    assert len(rest) >= 3
    assert {c.place for c in rest} <= {None, "全国"}


_DIGEST = "1、全国1至4月发电量增长4%。\n2、{}\n3、现货白银上涨3%。"


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        # what an item does not say of the country is not of it
        ("某平台数据显示，影片《山谷》上映9天，票房破7亿元。", None),
        ("我国影片票房破7亿元。", "全国"),
        # a fair is held in a town, whatever its name says
        ("2026年中国海岳交易会将于9月在青岛市举办，今年交易会将有700家企业参展。", "山东省青岛市"),
        ("瑞士4月钟表出口量为7万只。", "瑞士"),
    ],
)
def test_items_of_a_digest_are_of_what_they_say(document: Make, item: str, expected: str | None) -> None:
    claims = [c for c in read_claims(document(_DIGEST.format(item), "2026-05-20")) if c.value is not None]
    assert [c.place for c in claims if str(c.value)[0] == "7"] == [expected]


def test_within_and_across_the_provinces_is_of_the_country(document: Make) -> None:
    text = (
        "浙江省电网运行平稳。\n国家能源局数据显示，4月全国交易电量5000亿千瓦时。"
        "其中，省内交易电量3900亿千瓦时，跨省跨区交易电量1100亿千瓦时。"
    )
    claims = [c for c in read_claims(document(text, "2026-05-20")) if c.value is not None]
    assert {c.place for c in claims} == {"全国"}


@pytest.mark.parametrize("name", ["山西证券", "江苏信托", "马鞍山钢铁股份"])
def test_a_firm_called_after_a_place_sets_nothing_there(document: Make, name: str) -> None:
    claims = [
        c for c in read_claims(document(f"上述名单中，{name}、中天实业各有3人。")) if c.value is not None
    ]
    assert claims and all(c.place is None for c in claims)


def test_a_sentence_that_goes_over_to_another_place_is_of_what_follows(document: Make) -> None:
    text = "武汉新房均价为16000元/平方米。长沙的情况也不乐观。7月，新房成交量为5000套。"
    told = {str(c.value): c.place for c in read_claims(document(text)) if c.value is not None}
    assert told == {"16000": "湖北省武汉市", "5000": "湖南省长沙市"}


def test_an_example_is_no_county(document: Make) -> None:
    text = "我省安溪、泉州的茶叶成本较高，比如安溪茶叶年产值80亿元。"
    told = [c.place for c in read_claims(document(text)) if c.value is not None]
    assert told == ["福建省泉州市安溪县"]


def test_all_the_country_of_a_text_about_another(document: Make) -> None:
    text = (
        "埃及某报5月12日消息：规划部称，政府已在全国9000个项目中投入2万亿埃镑。\n"
        "报告显示，埃及的铁路改造进展较快，埃及能源部门领先。目前正在实施410个项目。"
    )
    told = [c.place for c in read_claims(document(text, "2026-05-14")) if c.value is not None]
    assert set(told) == {"埃及"}
