"""Names: organisations, governments, parks, products, documents, persons in office. Firms of no list are invented."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest

from lianzhang.evidence.names.finder import names
from lianzhang.evidence.scan import scan

HUNAN = ("431000", "430000")
GUIZHOU = ("520000",)


def _names(text: str, kind: str, home: tuple[str, ...] = ()) -> list[str]:
    return [n.name for n in names(text, None, None, home) if n.type == kind]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("考察团前往浙江蓝岭电源股份有限公司座谈", ["浙江蓝岭电源股份有限公司"]),
        (
            "与深圳市远泽新能源科技有限公司、四川青禾锂业集团有限公司签约",
            ["深圳市远泽新能源科技有限公司", "四川青禾锂业集团有限公司"],
        ),
        ("由江州矿业集团牵头", ["江州矿业集团"]),
        ("岚洲资本为第一大股东，耐心资本不足", ["岚洲资本"]),
        ("岚洲投资20亿元建厂，泽岚投资拟转让股份", ["泽岚投资"]),
        ("湘泽科技、岚洲电池均披露了半年报", ["湘泽科技", "岚洲电池"]),
        ("湘泽科技、岚洲控股和泽岚电池获评绿色工厂", ["湘泽科技", "岚洲控股", "泽岚电池"]),
        ("湘泽科技产能、产量均增长", ["湘泽科技"]),
        ("中南大学与云梦学院共建平台", ["中南大学", "云梦学院"]),
        ("拜访广东省电池行业协会", ["广东省电池行业协会"]),
        ("引进宁德时代、比亚迪落户", ["宁德时代", "比亚迪"]),
        ("为赣锋锂业和天齐锂业供货", ["赣锋锂业", "天齐锂业"]),
        ("四川裕能二期项目投产", ["四川裕能"]),
        ("容百锂电产值增长", ["容百锂电"]),
        ("蓝岭纳米的锰酸锂产销量居前", ["蓝岭纳米"]),
        ("集聚了宁德时代、启岳科、青禾新材等龙头企业", ["宁德时代", "启岳科", "青禾新材"]),
        ("依托银岭锂科、龙泽新能源和常庆新材料等骨干企业", ["银岭锂科", "龙泽新能源", "常庆新材料"]),
        ("据中国汽车动力电池产业创新联盟数据", ["中国汽车动力电池产业创新联盟"]),
        ("集聚了厦门钨业、青岚邦等80多家产业链企业", ["厦门钨业", "青岚邦"]),
        ("临江高新区湖南蓝岭新能源有限公司投产", ["湖南蓝岭新能源有限公司"]),
        ("广州天赐高新材料股份有限公司公告", ["广州天赐高新材料股份有限公司"]),
        ("农工党江西省委员会提出建议", ["农工党江西省委员会"]),
    ],
)
def test_organisations(text: str, expected: list[str]) -> None:
    assert _names(text, "organisation") == expected


@pytest.mark.parametrize(
    "text",
    [
        "多家上市公司参会", "引进头部企业和相关公司", "积极引进隔膜、电解液等关键材料企业", "精细化工、新型储能等产业企业", "与电网公司对接",
        "宁德新能源产业发展", "全国重点大学", "上游材料、中游电池等企业", "高新技术的应用", "一批集团公司",
    ],
)  # fmt: skip
def test_no_organisations(text: str) -> None:
    assert _names(text, "organisation") == []


def test_known_firms_have_legal_name_and_place() -> None:
    (firm,) = names("亿纬锂能扩产")
    assert (firm.canonical, firm.paths, firm.basis) == (
        "惠州亿纬锂能股份有限公司",
        ("广东省惠州市",),
        "lexicon",
    )
    (branch,) = names("云南德方二期")
    assert (branch.name, branch.canonical, branch.paths) == ("云南德方", None, ("云南省",))


@pytest.mark.parametrize(
    ("text", "home", "printed", "canonical"),
    [
        ("省工业和信息化厅印发通知", GUIZHOU, "省工业和信息化厅", "贵州省工业和信息化厅"),
        ("省工信厅负责", HUNAN, "省工信厅", "湖南省工业和信息化厅"),
        ("市委召开会议", HUNAN, "市委", "湖南省郴州市委"),
        ("郴州市人民政府主办", (), "郴州市人民政府", "湖南省郴州市人民政府"),
        (
            "县人大常委会审议",
            ("431025", "431000", "430000"),
            "县人大常委会",
            "湖南省郴州市临武县人民代表大会常务委员会",
        ),
        ("国家发展改革委批复", (), "国家发展改革委", "国家发展和改革委员会"),
        ("市发改委牵头", HUNAN, "市发改委", "湖南省郴州市发展和改革委员会"),
    ],
)
def test_governments(text: str, home: tuple[str, ...], printed: str, canonical: str) -> None:
    (office,) = [n for n in names(text, None, None, home) if n.type == "government"]
    assert (office.name, office.canonical) == (printed, canonical)


@pytest.mark.parametrize("text", ["园区委托运营", "小区政府", "市委托第三方"])
def test_no_governments(text: str) -> None:
    assert _names(text, "government", HUNAN) == []


@pytest.mark.parametrize(
    ("text", "home", "park", "paths"),
    [
        ("黔南高新区获批", GUIZHOU, "黔南高新区", ("贵州省黔南布依族苗族自治州",)),
        ("临武化工园区扩区", HUNAN, "临武化工园区", ("湖南省郴州市临武县",)),
        ("铜仁市以银龙经开区为重点", GUIZHOU, "银龙经开区", ("贵州省铜仁市",)),
        ("郴州经济技术开发区", HUNAN, "郴州经济技术开发区", ("湖南省郴州市",)),
        ("贵安新区布局算力", GUIZHOU, "贵安新区", ("贵州省贵安新区",)),
    ],
)
def test_parks(text: str, home: tuple[str, ...], park: str, paths: tuple[str, ...]) -> None:
    (found,) = [n for n in names(text, None, None, home) if n.type == "park"]
    assert (found.name, found.paths) == (park, paths)


@pytest.mark.parametrize(
    "text", ["建设化工园区", "打造产业园区", "省级重点园区", "搭建产业园区平台", "两大生产基地"]
)
def test_no_parks(text: str) -> None:
    assert _names(text, "park", HUNAN) == []


@pytest.mark.parametrize(
    ("text", "name", "canonical"),
    [
        ("六氟磷酸锂价格回升", "六氟磷酸锂", "六氟磷酸锂"), ("磷酸铁锂正极材料产能", "磷酸铁锂正极材料", "磷酸铁锂"), ("磷酸铁产能", "磷酸铁", "磷酸铁"),
        ("湿法隔膜生产线", "湿法隔膜", "隔膜基膜"), ("钠离子电池材料", "钠离子电池材料", "钠离子电池材料"), ("碳纳米管导电浆料", "碳纳米管导电浆料", "碳纳米管导电浆料"),
        ("硫化物全固态电池", "硫化物全固态电池", "固态电池"), ("废旧锂电池处理", "废旧锂电池", "退役动力电池"), ("储能电站并网", "储能电站", "储能电站"),
    ],
)  # fmt: skip
def test_products(text: str, name: str, canonical: str) -> None:
    (found,) = [n for n in names(text) if n.type == "product"]
    assert (found.name, found.canonical) == (name, canonical)


def test_minerals_in_a_list() -> None:
    assert _names("主攻锂、磷、锰、萤石等6种矿产勘查", "mineral") == ["锂", "磷", "锰", "萤石"]
    assert _names("锂矿、磷矿储量大", "mineral") == ["锂矿", "磷矿"]


def test_documents_industries_institutions_persons() -> None:
    text = "市长李某某解读《临江市锂电产业发展规划（2024—2028年）》，依托国家新能源电池检验检测中心壮大新能源电池及材料产业集群"
    by_type = {n.type: n.name for n in names(text)}
    assert by_type == {
        "person_role": "市长李某某",
        "document": "《临江市锂电产业发展规划（2024—2028年）》",
        "institution": "国家新能源电池检验检测中心",
        "industry": "新能源电池及材料产业",
    }


def test_an_office_taken_is_no_name() -> None:
    assert _names("由市委书记任顾问、市长任组长", "person_role") == []


def test_scan_gives_spans_of_the_text_without_overlap() -> None:
    text = "2024年6月，湖南省郴州市引进宁德时代等企业12家，总投资超300亿元，年产6万吨磷酸铁锂正极材料。"
    m = scan(text, document_date="2024-07-01", home=HUNAN)
    assert [text[p.start : p.end] for p in m.places] == ["湖南省郴州市"]
    assert [n.name for n in m.names] == ["宁德时代", "磷酸铁锂正极材料"]
    assert [text[n.start : n.end] for n in m.numbers] == ["12家", "超300亿元", "6万吨"]
    assert [t.time for t in m.times] == ["2024-06"]
    for group in (m.places, m.names, m.numbers, m.times):
        assert all(a.end <= b.start for a, b in pairwise(group))


def test_scan_of_nothing_and_of_noise() -> None:
    assert scan("").names == ()
    assert scan("哈" * 5000).numbers == ()


@pytest.mark.parametrize(
    "unit",
    [
        "一",
        "十",
        "1",
        "1,234,",
        "1.",
        "郑、",
        "《",
        "》《",
        "（2022",
        "每",
        "第",
        "2022年",
        "2022-",
        "有限公司",
        "高新区",
        "等企业",
        "省",
        "10万",
        "湖南",
        "人、",
        "锂、",
        "“郑",
        "市长李",
    ],
)
def test_hostile_text_takes_bounded_time(unit: str) -> None:
    text = unit * (30_000 // len(unit))
    start = time.process_time()
    scan(text, document_date="2024-01-01", home=HUNAN)
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    "text",
    [
        "预告公司上半年亏损2亿元。",
        "上期公司基数更低。",
        "核准公司发行股份。",
        "两市公司披露完毕。",
        "占截至公告之日公司股份总额的3%。",
        "更为正面，预期集团的业务增长。",
        "进一步夯实公司地位。",
        "参股公司申请上市。",
        "参股公司申请上市。",
        "许多搬家公司忙到深夜。",
        "一家商业银行提供贷款。",
    ],
)
def test_words_before_the_word_for_a_firm_are_no_name(text: str) -> None:
    assert [n for n in names(text) if n.type == "organisation"] == []


@pytest.mark.parametrize("name", ["岩昊科技股份有限公司", "凯岩公司", "金川公司", "岩昊电气"])
def test_short_names_of_firms(name: str) -> None:
    assert [n.name for n in names(name + "采取措施。") if n.type == "organisation"] == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("国药控股发布业绩公告。", "国药控股"),
        ("公司附属公司岩昊大药房有限公司的门店增加。", "岩昊大药房有限公司"),
        ("其联营公司岩昊铜箔有限公司扩产。", "岩昊铜箔有限公司"),
        ("公司子公司岩昊显示科技有限公司获补助。", "岩昊显示科技有限公司"),
        ("中国岩工股份有限公司签约。", "中国岩工股份有限公司"),
        ("中国岩工股份有限公司签约。", "中国岩工股份有限公司"),
        ("这家锅具制造商岩昊公司提价。", "岩昊公司"),
        ("控股方之一致行动人岩昊控股有限公司增持。", "岩昊控股有限公司"),
    ],
)
def test_a_holding_has_its_own_name_and_what_a_firm_is_to_another_none(text: str, name: str) -> None:
    assert [n.name for n in names(text) if n.type == "organisation"] == [name]
