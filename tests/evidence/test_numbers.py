"""Numbers: own sentences; the styles of number, currency and date-period specifications of public recognisers."""

from __future__ import annotations

import time
from decimal import Decimal
from itertools import pairwise

import pytest

from lianzhang.evidence.numbers.grammar import numbers
from lianzhang.evidence.numbers.numerals import read_fuzzy, read_numeral

D = Decimal


def _read(text: str) -> list[tuple[object, str, str]]:
    return [(n.value, n.unit, n.qualifier) for n in numbers(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", "12"), ("1,234,567", "1234567"), ("3.75", "3.75"), ("5千", "5000"), ("1.2万亿", "1200000000000"),
        ("3亿2000万", "320000000"), ("十", "10"), ("十二", "12"), ("二十", "20"), ("一百零五", "105"), ("三百五", "350"),
        ("两千零八", "2008"), ("一万二千", "12000"), ("一百二十三万四千五百六十七", "1234567"), ("三点一四", "3.14"), ("二点五亿", "250000000"),
        ("两万亿", "2000000000000"), ("二〇二三", "2023"), ("十二亿五千万", "1250000000"),
    ],
)  # fmt: skip
def test_numerals(text: str, value: str) -> None:
    assert read_numeral(text) == D(value)


def test_neighbouring_digits_are_a_range() -> None:
    assert read_numeral("三五") == (3, 5)
    assert read_numeral("七八十") == (70, 80)
    assert read_numeral("十七八") == (17, 18)
    assert read_fuzzy("数百亿") == (10**10, 10**11)
    assert read_fuzzy("十几") == (11, 19)


@pytest.mark.parametrize(
    ("text", "value", "unit", "qualifier"),
    [
        ("项目计划总投资36.5亿元", "3650000000", "CNY", "exact"),
        ("开盘价格不会低于2.6万元/平方米", "26000", "CNY/m2", "more_than"),
        ("旗下门店不下1500家", "1500", "count", "more_than"),
        ("售价至少在18000元", "18000", "CNY", "more_than"),
        ("累计涨幅不及2%", "2", "%", "less_than"),
        ("成交额回升至8000亿元上方", "800000000000", "CNY", "more_than"),
        ("总投资超120亿元", "12000000000", "CNY", "more_than"),
        ("总投资突破了２００亿元", "20000000000", "CNY", "more_than"),
        ("产值约1.2万亿元", "1200000000000", "CNY", "about"),
        ("注册资本5000万元人民币", "50000000", "CNY", "exact"),
        ("合同金额3.5亿美元", "350000000", "USD", "exact"),
        ("出资RMB3000万元", "30000000", "CNY", "exact"),
        ("产值达到八十亿元左右", "8000000000", "CNY", "about"),
        ("产值已达300亿", "30000000000", "CNY", "exact"),
        ("打造600亿级产业集群", "60000000000", "CNY", "about"),
        ("建设千亿级产业园", "100000000000", "CNY", "about"),
        ("培育百亿元企业", "10000000000", "CNY", "about"),
        ("年产8万吨磷酸铁锂项目", "80000", "t/a", "exact"),
        ("2023年产量8万吨", "80000", "t", "exact"),
        ("年处理废旧电池3万吨", "30000", "t/a", "exact"),
        ("年选矿石450万吨", "4500000", "t/a", "exact"),
        ("碳酸锂产能4.5万吨/年", "45000", "t/a", "exact"),
        ("储量逾900万吨", "9000000", "t", "more_than"),
        ("年产20GWh储能电芯", "20", "GWh/a", "exact"),
        ("电池产能达60GWh", "60", "GWh", "exact"),
        ("配套200MW/400MWh储能电站", "200", "MW", "exact"),
        ("年产2亿平方米隔膜", "200000000", "m2/a", "exact"),
        ("占地约1,350亩", "1350", "mu", "about"),
        ("全年用电2.4亿千瓦时", "240000000", "kWh", "exact"),
        ("综合能耗12万吨标准煤", "120000", "tce", "exact"),
        ("电芯能量密度达350Wh/kg", "350", "Wh/kg", "exact"),
        ("均价7.3万元/吨", "73000", "CNY/t", "exact"),
        ("每吨约7.3万元", "73000", "CNY/t", "about"),
        ("电价0.38元/千瓦时", "0.38", "CNY/kWh", "exact"),
        ("地价每亩12万元", "120000", "CNY/mu", "exact"),
        ("规上企业四十余家", "40", "count", "more_than"),
        ("现有产品30多种", "30", "count", "more_than"),
        ("服务企业近百家", "100", "count", "about"),
        ("吸引上千家客户", "1000", "count", "more_than"),
        ("带动就业1.6万人", "16000", "persons", "exact"),
        ("引进博士不少于15名", "15", "persons", "more_than"),
        ("不超过8个月", "8", "month", "less_than"),
        ("运距不足45公里", "45", "km", "less_than"),
        ("同比增长12.5%", "12.5", "%", "exact"),
        ("占比提高3.2个百分点", "3.2", "%", "exact"),
        ("占全国的百分之三十五", "35", "%", "exact"),
        ("本地配套率超六成", "60", "%", "more_than"),
        ("利润占比过半。", "50", "%", "more_than"),
        ("成本只有原来的三分之一", "33.3333", "%", "exact"),
        ("产量增长2.5倍", "2.5", "倍", "exact"),
        ("规模翻两番", "3", "倍", "exact"),
        ("产销量位居全国第一", "1", "rank", "exact"),
        ("出货量排名全球第十二位", "12", "rank", "exact"),
        ("综合实力居全省首位", "1", "rank", "exact"),
        ("力争用8年时间建成", "8", "year", "exact"),
        ("现场签约24个项目", "24", "count", "exact"),
        ("附近5家企业", "5", "count", "exact"),
        ("投资不超过人民币25亿元", "2500000000", "CNY", "less_than"),
        ("占全国的1/4。", "25", "%", "exact"),
        ("亩均税收20万元以上", "200000", "CNY/mu", "more_than"),
        ("每月调度2次", "2", "次/月", "exact"),
        ("每季度对各县进展进行通报", "1", "次/季", "exact"),
        ("实行按周调度", "1", "次/周", "exact"),
    ],
)  # fmt: skip
def test_one_number(text: str, value: str, unit: str, qualifier: str) -> None:
    assert (D(value), unit, qualifier) in _read(text)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("投资50-60亿元", "5000000000", "6000000000", "CNY"),
        ("涨价幅度从3000元~1.8万元不等", "3000", "18000", "CNY"),
        ("回报率从36.2%-7.4%不等", "7.4", "36.2", "%"),
        ("盈利2亿元―2.4亿元", "200000000", "240000000", "CNY"),
        ("10—50亿元项目12个", "1000000000", "5000000000", "CNY"),
        ("规划3至5个园区", "3", "5", "count"),
        ("产能10万~20万吨", "100000", "200000", "t"),
        ("毛利率30%至40%", "30", "40", "%"),
        ("从3亿元到5亿元", "300000000", "500000000", "CNY"),
        ("引进三至五家企业", "3", "5", "count"),
        ("新增两三家企业", "2", "3", "count"),
        ("投资数百亿元", "10000000000", "100000000000", "CNY"),
        ("储备项目几十个", "10", "100", "count"),
        ("装机量进入全国前十", "1", "10", "rank"),
        ("临江是全国县级二十大建材市场之一", "1", "20", "rank"),
        ("开工率不过四、五成", "40", "50", "%"),
        ("占了市场的六七成", "60", "70", "%"),
        ("聚集了三、四十家电池企业", "30", "40", "count"),
        ("净利润在-2600万~400万之间", "-26000000", "4000000", "CNY"),
        ("产能跃居国内行业前五名", "1", "5", "rank"),
    ],
)
def test_ranges(text: str, low: str, high: str, unit: str) -> None:
    found = _read(text)
    assert ((D(low), D(high)), unit) in [f[:2] for f in found]


@pytest.mark.parametrize(
    "text",
    [
        "七届四十一次董事会", "省委十届八次、九次全会", "办厂的第二十三个年头", "二套房贷收紧", "其中一项就是出售", "作为一项业务",
        "经过6年多的摸底", "2019年转眼过半", "五人制足球场", "“千万工程”经验",
        "一、总体要求", "（三）保障措施", "第三条 本办法自印发之日起施行", "江工信函〔2024〕17号", "第0358号提案",
        "联系电话：0755-26601234", "索引号 00358812/2024-00017", "2024年6月29日上午9时30分", "2023年11月", "三年行动计划",
        "“十四五”期间", "第一时间响应", "千方百计稳增长", "一批项目落地", "进一步统一思想", "一方面抓招商", "一核两区多点布局",
        "实施三步走战略", "三元正极材料前驱体", "六盘水市与三亚市", "五家渠市三台县", "NCM811与PM2.5检测", "3C数码电池", "5G基站",
        "第一批试点", "第三季度", "第一产业", "世界500强企业", "三位一体推进", "这是一个典型案例", "一家企业负责人说", "十分重要",
        "万众一心加油干", "二次电池", "十三届一次会议", "6·18活动", "多家企业参会", "8部门联合印发", "业余家长学校", "其余家庭",
        "《关于支持电池产业发展的十条措施》印发",
    ],
)  # fmt: skip
def test_what_is_no_number(text: str) -> None:
    assert [n for n in numbers(text) if text[n.core[0] : n.core[1]] != "十条"] == []


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("余家企业入驻园区", "count"),
        ("集聚上下游企业余家", "count"),
        ("能量密度达到[ ]wh/kg", "Wh/kg"),
        ("新建生产线万吨氢氧化锂", "t"),
        ("总投资亿元的负极项目", "CNY"),
        ("同比增长%，高于全国", "%"),
        ("安置就业（ ）人", "persons"),
    ],
)
def test_lost_numerals_have_no_value(text: str, unit: str) -> None:
    found = [n for n in numbers(text) if n.lost]
    assert [(n.value, n.unit) for n in found] == [(None, unit)]


def test_a_lost_numeral_does_not_take_its_neighbours() -> None:
    found = numbers("年选90万吨矿石，配套生产线万吨氢氧化锂，余家企业、5个园区")
    assert [(n.value, n.unit, n.lost) for n in found] == [
        (D(900000), "t/a", False), (None, "t", True), (None, "count", True), (D(5), "count", False),
    ]  # fmt: skip


def test_spans_cover_numeral_unit_and_qualifier() -> None:
    text = "目前，总投资超过88.8亿元以上的项目30余个"
    money, count = numbers(text)
    assert text[money.start : money.end] == "超过88.8亿元以上"
    assert text[money.core[0] : money.core[1]] == "88.8亿元"
    assert text[count.start : count.end] == "30余个"
    assert (money.noun, count.noun) == ("亿元", "个")


def test_size_bands_stay_apart_from_counts() -> None:
    text = "在建项目26个，其中30亿元以上5个、8-30亿元13个，总投资640亿元"
    assert [n.value for n in numbers(text)] == [
        26, 3 * 10**9, 5, (D(8) * 10**8, D(30) * 10**8), 13, 64 * 10**9,
    ]  # fmt: skip


def test_a_yearly_rate_holds_along_a_list() -> None:
    text = "年产12万吨磷酸铁和6万吨磷酸铁锂，配套仓储3万吨"
    assert [(n.value, n.unit) for n in numbers(text)] == [(120000, "t/a"), (60000, "t/a"), (30000, "t")]


def test_battery_energy_in_words() -> None:
    assert _read("年产30亿瓦时电芯，单价0.42元/Wh") == [(3, "GWh/a", "exact"), (D("0.42"), "CNY/Wh", "exact")]


def test_values_are_exact_decimals() -> None:
    (n,) = numbers("营业收入76.13亿元")
    assert isinstance(n.value, Decimal)
    assert n.value == D("7613000000")


def test_numbers_do_not_overlap_and_are_in_order() -> None:
    text = (
        "2024年，全市32家企业实现产值超410亿元，同比增长18.6%，居全省第2位，年产6万吨正极材料和3GWh电芯。" * 3
    )
    found = numbers(text)
    assert len(found) == 18
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_a_line_ends_a_numeral() -> None:
    # the 12 of one line is no part of the 万吨 with which the next begins
    assert Decimal(120000) not in [n.value for n in numbers("合计 12\n万吨级码头")]
    assert [n.value for n in numbers("出口3 万吨")] == [Decimal(30000)]
    assert [n.value for n in numbers("投资12\u3000亿3456万元")] == [Decimal(1234560000)], "wide blanks too"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        # sums told without a unit, by what they are of
        ("券商两融余额重回1.5万亿，房东开价95万，", [("1500000000000", "CNY"), ("950000", "CNY")]),
        ("6.3亿的出价偏低，或录得4亿的税前支出", [("630000000", "CNY"), ("400000000", "CNY")]),
        ("平均单只基金募资仅3.1亿元", [("310000000", "CNY")]),
        ("报18.5万元/标吨", [("185000", "CNY/t")]),
        # what falls or grows by so much to so much; ranges of two units or told from the larger; lists whose unit is told once
        ("港口铜精矿库存下降4,120吨至9,860吨", [("4120", "t"), ("9860", "t")]),
        ("失业金申领人数增加1.2万至22.6万人", [("12000", "persons"), ("226000", "persons")]),
        ("毛利率下降1.6%至41.3%", [("1.6", "%"), ("41.3", "%")]),
        (
            "三块业务营收2.15亿、960.4万、73.8万，",
            [("215000000", "CNY"), ("9604000", "CNY"), ("738000", "CNY")],
        ),
        ("该省新建14个500千伏和220千伏变电工程", [("14", "count"), ("500", "kV"), ("220", "kV")]),
        ("净利润在业内排在47位，另一家排名约为12位", [("47", "rank"), ("12", "rank")]),
        ("工期420日历天，7天期逆回购操作", [("420", "day"), ("7", "day")]),
        ("收盘价12.5元\\/股", [("12.5", "CNY/share")]),
        ("录得四连阳，另一股6天5板", [("4", "count"), ("5", "count")]),
        ("橡胶跌至385.2日圆/千克", [("385.2", "JPY/kg")]),
        ("铅锭价格由1.62万上调到1.66万元/吨", [("16200", "CNY/t"), ("16600", "CNY/t")]),
        ("氧化铝报价从2600涨到2850元/吨", [("2600", "CNY/t"), ("2850", "CNY/t")]),
        ("乙二醇下调150元至4300元/吨", [("150", "CNY/t"), ("4300", "CNY/t")]),
        ("铜价收涨120美元至9350美元/吨", [("120", "USD/t"), ("9350", "USD/t")]),
        ("纯碱价格从0.26万/吨回落到0.21万/吨", [("2600", "CNY/t"), ("2100", "CNY/t")]),
        ("完成旅客周转量312.5亿人公里", [("31250000000", "person-km")]),
        ("货物周转量1280亿吨公里", [("128000000000", "t-km")]),
        ("销售啤酒98.5万千升", [("985000", "m3")]),
        ("蓄电池产量达到2.1亿千伏安时", [("210000000", "kVAh")]),
        ("规模不到25万KVAH(千伏安小时)的电池厂", [("250000", "kVAh")]),
        ("金平均品位3.62克/吨", [("3.62", "g/t")]),
        ("可在零下30度环境下作业", [("-30", "℃")]),
        ("占组件成本的一半左右", [("50", "%")]),
        ("迫使半数陶瓷企业停产", [("50", "%")]),
        ("投资回收期为6.35年", [("6.35", "year")]),
        ("项目投资均超亿元", [("100000000", "CNY")]),
        ("建有选矿厂一座，变电站两座", [("1", "count"), ("2", "count")]),
        ("前五名企业合计占68%", [("68", "%")]),
        ("前10家企业合计占86%", [("86", "%")]),
        ("铜业公司拟募资18亿加码电解铜箔", [("1800000000", "CNY")]),
        ("全年录得8.6亿营收和0.7亿净利", [("860000000", "CNY"), ("70000000", "CNY")]),
        ("去年巨亏6亿多", [("600000000", "CNY")]),
        ("成交额较前一日缩量1240亿", [("124000000000", "CNY")]),
        ("斩获9亿大单", [("900000000", "CNY")]),
        ("新建项目投资都过亿", [("100000000", "CNY")]),
        ("有关部门投入3万农民工", [("30000", "persons")]),
        ("全年产钢6 215万吨", [("62150000", "t")]),
        ("利润2 034亿元", [("203400000000", "CNY")]),
        ("江海公司是全球最大的隔膜厂商", [("1", "rank")]),
        ("甲国是世界产铜量最大的国家", [("1", "rank")]),
        ("乙厂是国内最大的铜箔企业之一", []),
        ("丙公司已成为瑞士最大的电机厂商", [("1", "rank")]),
        ("丁厂为白河地区最大的纸厂", [("1", "rank")]),
        ("该行成为分红次数最多的银行", [("1", "rank")]),
        ("将成为青松时代第二大股东，持股9%", [("2", "rank"), ("9", "%")]),
        ("戊公司称作隔膜第一股", [("1", "rank")]),
        ("受让方为第一大股东白桦公司", []),
        ("业内认为全球最大的问题是运力", []),
        ("这是全国最大限度的优惠", []),
        ("丙市是全国县级百强中排位第六的城市", [("6", "rank")]),
        ("资助9大发电集团", [("9", "count")]),
        ("收储分6批进行，60城房价上涨", [("6", "count"), ("60", "count")]),
        ("丙、丁等十二国签署协定", [("12", "count")]),
        ("三国演义里的四大家族，两市成交清淡", []),
        ("2国有企业", []),
        ("报废30马力以下的拖拉机", [("30", "hp")]),
        ("完成一次充电仅需90秒", [("90", "s")]),
        ("截至8时25分21秒", []),
        ("停产四个多月后复工", [("4", "month")]),
        ("全年5项目标", [("5", "count")]),
        ("适用细则第十七条、第十九条", []),
        ("是国内唯一一家厂商", []),
        ("出口均价每千克31.5美元", [("31.5", "USD/kg")]),
        ("每瓦时0.42元", [("0.42", "CNY/Wh")]),
        ("从每吨16800左右涨到1.9万元", [("16800", "CNY/t"), ("19000", "CNY")]),
        ("向原股东配售12000万新股", [("120000000", "shares")]),
        ("日均装车17.2万车", [("172000", "count")]),
        ("分为14类器件", [("14", "count")]),
        ("期货报4100元/500千克", [("4100", "CNY")]),
        ("接入 1200 余家档案馆，200 多人参与", [("1200", "count"), ("200", "persons")]),
        ("2026 人形机器人大赛", []),
        ("军费900亿美元，其中300亿为外援", [("90000000000", "USD"), ("30000000000", "USD")]),
        ("骗保 15.4 万，最高罚 8 万", [("154000", "CNY"), ("80000", "CNY")]),
        ("提案获七成支持", [("70", "%")]),
        ("死亡率控制在0.6人/百亿元以下", [("0.6", "persons")]),
        ("挂出5幅宅地，历经60道工序", [("5", "count"), ("60", "count")]),
        ("一二手房成交清淡，八分之一决赛开赛", []),
        ("铝业公司(5.210,0.03,0.58%)公布季报", []),
        ("2014-05-06 4.12 4.56 10.68% 4.20 1.94%", []),
    ],
)
def test_units_told_once_and_forms_of_trade(text: str, values: list[tuple[str, str]]) -> None:
    assert [(n.value, n.unit) for n in numbers(text)] == [(D(v), u) for v, u in values]


def test_bounds_parted_by_a_comma_are_two() -> None:
    assert _read("资金总额不低于人民币6500万元(含),不超过人民币13000万元(含)") == [
        (D(65000000), "CNY", "more_than"),
        (D(130000000), "CNY", "less_than"),
    ]


@pytest.mark.parametrize(
    ("word", "qualifier"), [("不少于", "more_than"), ("未满", "less_than"), ("大约", "about")]
)
def test_shares_in_words_are_qualified_as_figures_are(word: str, qualifier: str) -> None:
    for share in ("三成", "30%", "百分之三十"):
        assert _read(f"占比{word}{share}") == [(D(30), "%", qualifier)]


def test_degrees_below_zero_are_a_range() -> None:
    assert [(n.value, n.unit) for n in numbers("适用温度为零下20℃到60℃")] == [((D(-20), D(60)), "℃")]
    assert [(n.value, n.unit) for n in numbers("零下35至45摄氏度的低温")] == [((D(-45), D(-35)), "℃")]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("总发电量为 33.5 亿 MWh", [("3350000", "GWh")]),
        ("年产600万芯公里光纤", [("6000000", "芯公里/a")]),
        ("探明储量5200亿方，建成60亿方/年产能", [("520000000000", "m3"), ("6000000000", "m3/a")]),
        ("厂房建筑面积3.5万方", [("35000", "m2")]),
        ("三方签约，2方面工作，甲方10人", [("10", "persons")]),
        ("多条3000L反应釜", [("3000", "L")]),
        ("分别高6.5个和3.5个百分点", [("6.5", "%"), ("3.5", "%")]),
        ("报23650点，升688点，跌0.5%", [("23650", "点"), ("688", "点"), ("0.5", "%")]),
        ("甲国、乙国排第二、第三名", [("2", "rank"), ("3", "rank")]),
        ("是第一大国，又是第二大出口市场", [("1", "rank"), ("2", "rank")]),
        ("蝉联国内最赚钱企业榜首", [("1", "rank")]),
        ("带动25万困难群众增收，对15万农村青年劳动力培训", [("250000", "persons"), ("150000", "persons")]),
        ("用地分两期出让，年总辐射量5800兆焦/平方米", [("2", "count"), ("5800", "MJ/m2")]),
        ("人均预期寿命达79.6岁，负责人45岁", [("79.6", "year")]),
        ("日处理量达到620t/d", [("620", "t/d")]),
        ("同比猛增六成有余", [("60", "%")]),
        ("有4500亿的市场", [("450000000000", "CNY")]),
        ("云杉股份子公司签31亿境外水厂合同", [("3100000000", "CNY")]),
        ("公司拟6.3亿收购同业", [("630000000", "CNY")]),
        ("半年净赚近9亿", [("900000000", "CNY")]),
        ("推广300万盏灯，飞行20架次", [("3000000", "count"), ("20", "count")]),
    ],
)
def test_units_of_trades_and_ranks_in_words(text: str, values: list[tuple[str, str]]) -> None:
    assert [(n.value, n.unit) for n in numbers(text)] == [(D(v), u) for v, u in values]


def test_a_run_of_digits_without_end_is_read_in_time() -> None:
    begin = time.process_time()
    text = "产值42亿元。" + "7" * 400_000 + "亿元。增长8%。"
    found = numbers(text)
    assert time.process_time() - begin < 10  # two hundred times as long when tried at every digit
    assert [text[n.start : n.end] for n in found if n.end - n.start < 10] == ["42亿元", "8%"]


def test_intensities_are_told_as_printed() -> None:
    (found,) = numbers("单位产值能耗0.31吨标准煤/万元")
    assert (found.value, found.unit) == (Decimal("0.31"), "tce/万元")


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("佣金按合同价的万分之一点五", D("0.015"), "%"),
        ("滞纳金按日千分之三计收", D("0.3"), "%"),
        ("价格已经跌去超过1/4，", D("25.0000"), "%"),
        ("销售额12.5亿元新台币，", D("1250000000.0"), "TWD"),
        ("流量达到900升/分，", D(900), "L/min"),
        ("预计采购金额近亿元，", D(100000000), "CNY"),
        ("每股收益为-0.12元/股~-0.15元/股。", (D("-0.15"), D("-0.12")), "CNY/share"),
        ("每股收益0.12元/股至0.15元/股。", (D("0.12"), D("0.15")), "CNY/share"),
    ],
)
def test_small_fractions_rates_and_ranges_with_their_unit_twice(text: str, value: object, unit: str) -> None:
    assert [(n.value, n.unit) for n in numbers(text)] == [(value, unit)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("7月ISM制造业指数46.8，预期48.8，前值48.5。", ["46.8", "48.8", "48.5"]),
        ("对应PE15.2倍。", ["15.2"]),
    ],
)
def test_indices_and_multiples_behind_their_names(text: str, values: list[str]) -> None:
    assert [str(n.value) for n in numbers(text)] == values
