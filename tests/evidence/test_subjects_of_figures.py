"""Whose the figures of lists, items and short texts are. Made-up sentences, read by hand."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims

from .conftest import Make


def _subjects(document: Make, text: str) -> list[str | None]:
    return [c.subject for c in read_claims(document(text)) if c.value is not None]


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        (
            "全市260家“领航计划”工业企业（含培育企业）增加值212亿元，同比增长9.1%。",
            ["“领航计划”工业企业", "“领航计划”工业企业·增加值", "“领航计划”工业企业·增加值"],
        ),
        ("全县有38家“小巨人”企业。", ["“小巨人”企业"]),
        ("全省58家重点企业增加值212亿元。", ["重点企业", "重点企业·增加值"]),
        ("中标报价（含增值税）为3.2亿元。", ["中标·报价"]),
    ],
)
def test_what_is_counted_and_notes_in_brackets(document: Make, text: str, subjects: list[str]) -> None:
    assert _subjects(document, text) == subjects


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        (
            "尿素，本周均价上涨2.1%，最新报价2150元/吨，开工率68%。",
            ["尿素·均价", "尿素·报价", "尿素开工率"],
        ),
        ("全国最大的盐穴储气库——北陵储气库投产，库容9亿立方米。", ["北陵储气库", "北陵储气库"]),
        ("65%黑钨精矿价格报20.4万元/标吨。", ["65%黑钨精矿·价格"]),
        ("钨精矿，均价21万元/吨，月涨幅5.1%，库存1200吨。", ["钨精矿·均价", "钨精矿·均价", "钨精矿库存"]),
        ("复合肥，本周涨幅4.1%，最新价格2400元/吨。", ["复合肥", "复合肥"]),
        ("整体来看，产量增长5%。", ["产量"]),
        ("出口方面，数量增长5%，均价下跌3%。", ["出口", "出口"]),
    ],
)
def test_the_head_of_an_item_holds_its_figures(document: Make, text: str, subjects: list[str]) -> None:
    assert _subjects(document, text) == subjects


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        (
            "山西长治地区主流煤矿坑口价为520元/吨，较月初上涨15元/吨，涨幅3.0%；内蒙古鄂尔多斯地区主流煤矿坑口价为410元/吨。",
            ["山西长治地区主流煤矿坑口价"] * 3 + ["内蒙古鄂尔多斯地区主流煤矿坑口价"],
        ),
        (
            "江西四氧化三钴价格为21万元/吨，湖南电池级碳酸锂价格为9万元/吨。",
            ["江西四氧化三钴", "湖南电池级碳酸锂"],
        ),
        ("秦皇岛港5000大卡煤价540元/吨，下跌3元。", ["秦皇岛港5000大卡煤价"] * 2),
        ("昨日，沪铜盘中最高触及7.1万元/吨，收报7万元/吨。", ["沪铜"] * 2),
        ("氯化钴综合价在4.1万元/吨。", ["氯化钴综合价"]),
    ],
)
def test_a_price_keeps_its_place_and_point_of_sale(document: Make, text: str, subjects: list[str]) -> None:
    assert _subjects(document, text) == subjects


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        (
            "以300万吨焦化厂为例，配套干熄焦装置，项目总投资约21亿元，设备投资约13亿元。",
            ["300万吨焦化厂"] * 3,
        ),
        ("江海设计院王工介绍，以60万千瓦机组为例，年耗煤150万吨，投资24亿元。", ["60万千瓦机组"] * 3),
        ("以南通市为例，去年工业增加值增长8%。", ["南通市工业·增加值"]),
        ("以比亚迪为例，销量增长30%。", ["比亚迪"]),
    ],
)
def test_an_example_holds_its_figures(document: Make, text: str, subjects: list[str]) -> None:
    assert _subjects(document, text) == subjects


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        (
            "全市推动建成新型研发机构达到33家、纳入省级统计的孵化器118家。",
            ["新型研发机构", "省级统计的孵化器"],
        ),
        (
            "桂江塑业有限公司不断壮大，产值从500万元提高到6000万元;工人由30多人扩展到300多人。",
            ["桂江塑业有限公司"] * 4,
        ),
        (
            "市经开区的高速编织机技改扩能项目由华锐机械有限公司投资建设。项目分两期建设，建成后年总产值可达2.3亿元，新增就业120余人。",
            ["高速编织机技改扩能项目"] * 3,
        ),
        (
            "农林机械用内燃机累计销售22万台，增长5%;船舶用内燃机累计销售3万台，增长6%。",
            ["农林机械用内燃机"] * 2 + ["船舶用内燃机"] * 2,
        ),
    ],
)
def test_whose_counts_and_yields(document: Make, text: str, subjects: list[str]) -> None:
    assert _subjects(document, text) == subjects


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        (
            "远东控股有限公司由张建国、宁波汇力投资有限公司分别持有60%、40%股权，宁波市国资委则持有汇力投资100%股权。",
            ["张建国", "宁波汇力投资有限公司", "宁波市国资委"],
        ),
        ("该矿由紫光矿业和华泰矿业分别持股70%和30%。", ["紫光矿业", "华泰矿业"]),
        ("增资完成后，华夏控股和自然人李大明的持股比例分别为35%和12%。", ["华夏控股", "自然人李大明"]),
    ],
)
def test_who_holds_shares_in_turn(document: Make, text: str, subjects: list[str]) -> None:
    assert _subjects(document, text) == subjects


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        (
            "北岭科技完成融资，其中华夏资本出资5亿元，另有阿里巴巴豪掷3000万元认购新股。",
            ["华夏资本", "阿里巴巴"],
        ),
    ],
)
def test_each_of_a_list_is_of_its_own(document: Make, text: str, subjects: list[str]) -> None:
    assert _subjects(document, text) == subjects


def test_what_holds_of_a_trade_is_no_firms(document: Make) -> None:
    text = (
        "江海城投股份有限公司2023年年度报告\n公司主营盐湖开发。公司营业收入3亿元，净利润2000万元。公司锂盐产能5000吨。"
        "盐湖提锂仅占我国碳酸锂产量的30%。公司锂盐产量占全国的2%。"
    )
    assert _subjects(document, text)[-2:] == ["盐湖提锂", "江海城投股份有限公司"]


def test_who_sells_is_not_who_buys(document: Make) -> None:
    text = "东方海发股份有限公司公告，拟向海运散货运输有限公司全资子公司惠丰船务有限公司购入8艘在建的散货船，转让款为3亿元。"
    assert _subjects(document, text)[-1] == "东方海发股份有限公司"


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        (
            "昆明港5500大卡煤价515元/吨，周环比上涨5元，广安港末煤价508元/吨。",
            ["昆明港5500大卡煤价"] * 2 + ["广安港末煤价"],
        ),
        ("远洋线缆在所有中标候选人中排名第二。", ["远洋线缆"]),
        ("我国出口增长5%，连续多年保持世界第一大出口市场。", ["全国出口"] * 2),
        (
            "东方药业公告，公司拟向大股东华银集团及其关联方非公开发行不超过4000万股，募集资金总额不超过3.6亿元。",
            ["东方药业"] * 2,
        ),
        (
            "滨海信号股份有限公司公告，中标两个项目，金额1亿元和3亿元。上述项目中标金额总计约4亿元。",
            ["滨海信号股份有限公司"] * 4,
        ),
        ("到明年底，南江水泥将实现新增3000万吨产能。", ["南江水泥"]),
    ],
)
def test_what_stands_between_is_no_part(document: Make, text: str, subjects: list[str]) -> None:
    assert _subjects(document, text) == subjects


def test_what_a_phase_makes_is_of_the_phase(document: Make) -> None:
    text = "该项目总投资13亿元，一期工程投资3亿元，每年可生产乙二醇20万吨。"
    assert str(_subjects(document, text)[-1]).endswith("一期工程")


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("江岭水库位于北山县。审定库容2.1亿立方米，核定装机容量60万千瓦。", ["江岭水库"] * 2),
        ("原有产能3万吨，新增产能5万吨。", ["产能"] * 2),
        ("北向资金全天买入成交320亿元，卖出成交290亿元，净买入30亿元。", ["北向资金"] * 3),
        ("油价跌至70美元/桶，跌幅2.1%，收报71美元/桶。", ["油价"] * 3),
        ("中标报价约为人民币2000万元(含增值税)至人民币3000万元(含增值税)。", ["中标·报价"] * 2),
        (
            "前三季度，人民币贷款增加12万亿元，人民币存款增加20万亿元，社会融资规模增量累计超过28万亿元。",
            ["人民币贷款", "人民币存款", "社会融资规模增量"],
        ),
    ],
)
def test_what_only_says_how_is_no_subject(document: Make, text: str, subjects: list[str]) -> None:
    assert _subjects(document, text) == subjects


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        (
            "2019年我国外贸总量迈上新台阶，一举突破31万亿元，规模位居全球第一。",
            ["我国外贸·总量", "我国外贸·规模"],
        ),
        ("12条航线中有7条航线运价上涨。", ["航线", "航线运价"]),
        ("农机展上，200家企业参展，3万名观众参会。", ["企业", "观众"]),
        ("甲醇装置每年替代标煤5万吨，等同70万亩森林一年的固碳量。", ["甲醇装置替代标煤"] * 2),
    ],
)
def test_what_is_stated_counted_and_held_against_another(
    document: Make, text: str, subjects: list[str]
) -> None:
    assert _subjects(document, text) == subjects


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        (
            "本次集中签约项目包括总投资30亿元的云湖旅游项目、投资8亿元的青山酒店项目等26个，总投资120亿元。",
            ["云湖旅游项目", "青山酒店项目", "集中签约项目", "集中签约项目"],
        ),
        ("10家上市猪企中有7家亏损，合计亏损40亿元。", ["上市猪企"] * 3),
        ("去年新增车辆337辆，其余95辆为混合动力车。", ["车辆", "混合动力车"]),
        ("项目总投资50亿元，其中一期投资20亿元，二期投资30亿元。", ["项目", "项目一期", "项目二期"]),
        ("全省粮食总产量增长5%，人均预期寿命达到80.2岁。", ["粮食·总产量", "人均预期寿命"]),
        ("粮食综合生产能力保持在240万吨以上。", ["粮食综合生产能力"]),
        ("本次签约项目总投资额90亿元。", ["签约项目"]),
    ],
)
def test_lists_that_end_in_their_count_and_what_is_counted_again(
    document: Make, text: str, subjects: list[str]
) -> None:
    assert _subjects(document, text) == subjects


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("萍乡市建设36.5万亩高标准农田。", "高标准农田"),
        ("萍乡市维修改造滨河大道、公园路等41条主次干道。", "主次干道"),
        ("江铜集团压缩空气储能等20个央地合作项目落地萍乡市。", "央地合作项目"),
    ],
)
def test_what_stands_behind_a_figure_is_measured(document: Make, text: str, subject: str) -> None:
    found = [c for c in read_claims(document(text)) if c.value is not None]
    assert [(c.subject or "").endswith(subject) for c in found] == [True]


@pytest.mark.parametrize(
    ("text", "subjects", "places"),
    [
        (
            "上饶市公布交通规划。“一横”是指信余公路，西起广丰区湖丰镇，东至玉山县双明镇，全长约64公里；另“一纵”是广德快速路，北起婺源，"
            "经德兴、横峰，全长约118公里，其中玉山段长约25公里。",
            ["信余公路", "广德快速路", "广德快速路玉山段"],
            ["江西省上饶市", "江西省上饶市", "江西省上饶市玉山县"],
        ),
        (
            "昌宁高速公路为江西省高速公路网的第五纵。起于南昌县向塘镇，途经丰城、崇仁，终于宁都县石上镇，规划线路全长231公里。",
            ["昌宁高速公路"],
            ["江西省"],
        ),
    ],
)
def test_a_way_is_measured_behind_its_course(
    document: Make, text: str, subjects: list[str], places: list[str]
) -> None:
    found = [c for c in read_claims(document(text)) if c.unit == "km"]
    assert [c.subject for c in found] == subjects
    assert [c.place for c in found] == places


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("调查显示，72%的经销商计划扩大库存，18%则预计未来两年关店。", ["经销商", "经销商"]),
        ("对农机经销商而言，其近三成的利润来源于维修服务。", ["农机经销商"]),
        ("目前我国有5万家卫浴企业，产品出口到80多个国家和地区。", ["卫浴企业", "卫浴企业"]),
        ("目前全国甲醇的开工率高达71%。", ["全国甲醇开工率"]),
        ("邯郸带钢从4100元/吨回升至4400元/吨，上涨幅度达300元/吨。", ["带钢", "带钢", "带钢"]),
        ("北向资金净卖出62亿元，南向资金净买入59亿港元。", ["北向资金", "南向资金"]),
    ],
)
def test_subjects_without_scraps_of_the_statement(document: Make, text: str, subjects: list[str]) -> None:
    assert _subjects(document, text) == subjects


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        # whose the text goes on to tell, without the words of the headline or what it is
        (
            "获得大额补贴云车B(3.120,0.05,1.63%)扭亏\n云车B 10月12日晚间公布的业绩预告显示，公司预计1-9月净利润512万元。",
            ["云车B"],
        ),
        (
            "茶饮电商柒捌捌（838888.OC，以下简称“788”）继续亏损。2021年上半年净亏损1210万元。\n去年，柒捌捌披露方案，拟引入大河集团。"
            "此前788业绩预告净利润为-320万元。",
            ["柒捌捌", "788"],
        ),
        # who is what to a firm, and which firm is under another
        ("宁德时代控股股东一致行动人云河集团已在12天内完成减持。", ["云河集团"]),
        ("临江基金是大河集团旗下投资平台，2019年，其出资8亿元参与收购。", ["临江基金"]),
        (
            "基金天河、基金白云、基金青山这三只基金跌幅较大，分别下跌2.2%、1.4%、1.1%。",
            ["基金天河", "基金白云", "基金青山"],
        ),
        ("解禁市值居前的是赣锋锂业（51.2亿元）、临江高速（40.3亿元）。", ["赣锋锂业", "临江高速"]),
        ("公司今年4月2日分别与日本云河株式会社、日本白山株式会社签订合同，以5美元购买其工厂。", ["公司"]),
    ],
)
def test_who_is_introduced_listed_or_in_office(document: Make, text: str, subjects: list[str]) -> None:
    assert _subjects(document, text) == subjects
