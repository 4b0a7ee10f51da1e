"""Subjects are noun phrases: own sentences, each with what the subject of a figure is; and no subject is a scrap of a clause."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from importlib.resources import files

import pytest

from lianzhang.evidence import read_claims
from lianzhang.evidence.noun_phrases import after_statement, head_after, is_noun, noun_phrase, tokens_of
from lianzhang.evidence.segments import classes, segment

from .conftest import Make

PHRASES = [
    ("红山油田连续保持", "红山油田"),
    ("北屯油田天然气产量稳步攀上", "北屯油田天然气产量"),
    ("规模以上工业企业发生营业成本", "规模以上工业企业营业成本"),
    ("光伏产业累计完成产值", "光伏产业产值"),
    ("我国成为世界", "我国"),
    ("增速比全省平均水平", "增速"),
    ("乙醇汽油的原料成本比甲醇汽油高了", "乙醇汽油的原料成本"),
    ("常住人口城镇化率提高至", "常住人口城镇化率"),
    ("大约只占", ""),
    ("盘活处置低效产业用地", "低效产业用地"),
    ("改造农村危房", "农村危房"),
    ("采购金额", "采购金额"),
    ("发电量", "发电量"),
    ("出口额", "出口额"),
    ("新增本科院校", "新增本科院校"),
    ("殡葬基本服务费由平均", "殡葬基本服务费"),
    ("用钛量占全国用钛总量的", "用钛量"),
    ("对全市消费回升的贡献率为", "贡献率"),
    ("每年城镇新增就业", "城镇新增就业"),
    ("协会数据显示单晶硅料成交均价", "单晶硅料成交均价"),
    ("一个蓄电池企业起码要", "蓄电池企业"),
    ("这款酒是用", "酒"),
    ("地源热泵建筑应用面积达到", "地源热泵建筑应用面积"),
    ("电池集群现有规上企业", "电池集群规上企业"),
    ("地区生产总值连续迈上", "地区生产总值"),
    ("区域创新能力全国", "区域创新能力"),
    ("热销的青骐达从", "热销的青骐达"),
    ("项目分", "项目"),
    ("采油厂大约", "采油厂"),
    ("新规出台将迫使", "新规"),
    ("海口酒店每天净赚", "海口酒店"),
    ("反而大幅减仓", ""),
    ("叠加矿产锌产量", "矿产锌产量"),
    ("远远低于", ""),
    ("减仓幅度", "减仓幅度"),
    ("日本企业经常利润", "日本企业经常利润"),
]


@pytest.mark.parametrize(("text", "wanted"), PHRASES)
def test_phrase(text: str, wanted: str) -> None:
    assert "".join(noun_phrase(tokens_of(text))) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("个平台入选首批国家级名单", "个平台"),
        ("个储能议题展开讨论", "个储能议题"),
        ("个储能项目获批", "个储能项目"),
        ("项改革任务全面实施", "项改革任务"),
        ("家获批项目", "家获批项目"),
        ("个已开工项目", "个已开工项目"),
    ],
)
def test_what_is_counted(text: str, wanted: str) -> None:
    assert head_after(text) == wanted


def test_words_stay_whole() -> None:
    for word in ("发电量", "中标金额", "有色金属", "一般公共预算", "规模以上", "本科", "家居", "可再生能源"):
        assert segment("全省" + word)[-1] == word, word
    listed = ("完成", "已", "对", "但是", "显示")
    assert [classes()[w] for w in listed] == ["verb", "adverb", "preposition", "conjunction", "saying"]
    assert is_noun("红山锂业") and not is_noun("要研究新建") and not is_noun("接收能力也")
    assert "不仅可提高云杉"[after_statement("不仅可提高云杉") :] == "云杉"


def test_no_statement_word_is_of_two_classes() -> None:
    listed = files("lianzhang.evidence").joinpath("data/statement_words.toml").read_text(encoding="utf-8")
    words = [w for line in tomllib.loads(listed)["words"].values() for w in line.split()]
    assert len(words) > 1000
    assert [w for w, n in Counter(words).items() if n > 1] == []


SENTENCES = [
    ("2023年，红山油田连续14年保持原油产量2700万吨以上。", "红山油田"),
    ("全省规上工业企业全年实现营业收入3.2万亿元；发生营业成本2.7万亿元，增长2.1%。", "营业"),
    ("江苏某县光伏产业上半年累计完成产值7.9亿元，同比增长28.3%。", "光伏产业"),
    ("截至去年底，青岩水电站单机容量70万千瓦，总装机容量280万千瓦。", ""),
    ("据海关统计，全省进口铁矿石平均到岸价格为每吨120.5美元。", "铁矿石"),
    ("本市常住人口城镇化率提高至64.8%。", "城镇化率"),
    ("一季度，全市民间投资占全部投资比重保持在55%左右。", "民间投资"),
    ("改造农村危房2.1万户，更新住宅电梯400多部。", ""),
    ("盘活处置低效产业用地30.4平方公里。", "低效产业用地"),
    ("新增本科院校3所，新增上市公司5家。", "本科院校"),
    ("全市地区生产总值连续迈上4个万亿元台阶、达14.2万亿元。", ""),
    ("湘东新材料有限公司9月在厂区隆重举行了6GWh钠电产线的奠基典礼。", ""),
    ("北屯油田天然气产量稳步攀上120亿立方米的高位。", "北屯油田天然气·产量"),
    ("青年大桥跨江段长10.33公里，设计速度100公里/小时。", ""),
    ("9部作品获全国大奖，16个案例入选全国典型。", ""),
    ("公司下属企业为报表以外的联营单位提供的担保余额合计1200万元。", ""),
    ("拟与阜南经开区签订年产20GW电池项目的合作协议。", ""),
    ("以上标段中标价合计约为人民币4260万元。", ""),
    ("较全市（6.1%）和全省平均水平（5.8%）分别快0.9、1.2个百分点。", ""),
    ("全县技改投资同比增长21.3%，增速比全市平均水平快8.6个百分点。", "技改投资"),
    ("新船一趟能装载1.8万只集装箱，载货量超过20万吨。", ""),
    ("5月，全国新能源汽车出口12.1万辆，同比增长8.2%。", "新能源汽车"),
    ("丰年科技名列市场第三，份额达11.5%。", ""),
    ("每年可少烧标煤约36万吨，减排二氧化碳95万吨。", ""),
    ("项目建成后可新增就业岗位1200个，年缴税1.2亿元。", ""),
    ("据介绍，全省规上工业增加值增长7.6%、高于全国1.7个百分点。", "规上工业·增加值"),
    ("殡葬基本服务费由平均2900元下降到1000元左右。", "殡葬基本服务费"),
    ("“一网通办”首办成功率超过90%。", "“一网通办”首办成功率"),
    ("目前大部分的光伏企业开工率估计在50%到70%之间，少数公司开到了80%以上。", ""),
    ("东岭的财报显示营业利润41.2亿日元，同比下滑87.8%。", "营业利润"),
    ("因此，全行业就增加了1041.1亿元人民币的成本。", "行业"),
    ("协议约定公司拟投资20亿元在当地建设新材料生产基地。", ""),
    ("预计全年进口量将超过4万吨，而出口量只有1.2万吨。", ""),
    ("今年，交易值只占0.6%，交易量只占2.6%。", ""),
    ("全区5G用户渗透率、电信业务收入增幅等5项指标居全国第一。", ""),
    ("办理省人大代表建议6148件、省政协提案4408件。", ""),
    ("为企业减税降费446亿元，金融减费让利269亿元。", ""),
    ("统筹省级财力14.24亿元，支持两市实施地质灾害避险搬迁2.3万户。", ""),
    ("知情人士透露，一个铅酸蓄电池企业起码要投入500万元的技术改造资金。", ""),
    ("用好“千万工程”经验，推广低镉水稻种植面积超600万亩。", ""),
    ("川南经济区经济总量迈上万亿元台阶，同比增长6.1%。", ""),
    ("受此影响，二季度电池芯价格调涨甚至超过5%。", "电池芯·价格"),
    ("开展补贴性职业技能培训59.9万人次，扶持创业4.7万人。", ""),
    ("华东电网公司已投资25亿元建设储能电站（一期）。", ""),
    ("已交付的420辆岩昊客车中，95辆为纯电动。", "岩昊客车"),
    ("已交付的420辆岩昊客车中，95辆为纯电动。", "纯电动"),
    ("翻新胎的能耗和材料只有新胎的四分之一。", "翻新胎的能耗和材料"),
    ("水泥协会预计，全国水泥和玻璃行业总产值有望突破2万亿元。", "玻璃行业·总产值"),
    ("国际能源署预计，今年全球电动汽车销量将超过2000万辆。", "电动汽车·销量"),
]

_EDGES = "已|将|就|才|只|仅|均|都|也|还|约|于|从|把|被|对|向|为|是|的|了|并|但|比|较|占|至少|大约|甚至|完成|实现|达到|超过"
_BAD_START = re.compile(rf"(?:{_EDGES}|以(?!上|下)|其|[\d.%）)，、。”])")
_BAD_END = re.compile(rf"(?:{_EDGES}|以|超|达|甚|保持|[\d.%（(，、。“])\Z")
_CLAUSE = ("verb", "reach", "saying", "adverb", "conjunction")


def malformed(subject: str) -> str:
    """What is wrong with a subject as a noun phrase; empty where nothing is."""
    bare = subject.split("·")[0]
    if len(bare) == 1 or _BAD_START.match(bare) or _BAD_END.search(bare):
        return "end"
    if any(bare.count(a) != bare.count(b) for a, b in ("（）", "()", "“”", "《》")):
        return "brackets"
    items = tokens_of(bare)
    for at, (_, kind) in enumerate(items):
        follows = items[at + 1][0] if at + 1 < len(items) else ""
        if at and kind in _CLAUSE and follows != "的":
            return "clause"
    return ""


@pytest.mark.parametrize(("text", "wanted"), SENTENCES, ids=[t[:14] for t, _ in SENTENCES])
def test_subjects_are_noun_phrases(document: Make, text: str, wanted: str) -> None:
    claims = [c for c in read_claims(document(text)) if c.value is not None]
    assert claims, text
    for c in claims:
        assert not malformed(c.subject or ""), (c.subject, malformed(c.subject or ""), c.quote)
    assert any(wanted in (c.subject or "") for c in claims), [c.subject for c in claims]


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("油脂油料全部下跌，豆粕跌1.51%，PVC跌1.75%，螺纹钢涨0.28%。", ["豆粕", "PVC", "螺纹钢"]),
        ("烧碱，本周涨幅2.1%。甲苯，跌幅3.4%，最新价格6150元/吨。", ["烧碱", "甲苯", "甲苯"]),
        ("白桦美股大涨15%；青松开盘下跌4%，20号胶微涨2.2%。", ["白桦", "青松", "20号胶"]),
    ],
)
def test_short_names_that_rise_and_fall(document: Make, text: str, subjects: list[str]) -> None:
    told = [
        (c.subject or "").removeprefix("全国") for c in read_claims(document(text)) if c.value is not None
    ]
    assert told == subjects


def test_the_check_finds_scraps() -> None:
    scraps = [
        "共增持公司股份数量约",
        "连续保持了",
        "红山油田连续保持",
        "全国才",
        "增速（7.0%",
        "我国成为世界",
        "大桥全长约",
    ]
    assert [s for s in scraps if not malformed(s)] == []


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("全国市场上，云杉科技位居市场第二。", "云杉科技"),
        ("全国抽水蓄能电站装机规模达到5800万千瓦。", "全国抽水蓄能电站"),
        ("2023年，全国石油产量2.1亿吨。", "全国石油·产量"),
    ],
)
def test_place_in_front(document: Make, text: str, subject: str) -> None:
    """A place stands before what is counted there, not before what has a name of its own."""
    claims = [c for c in read_claims(document(text)) if c.value is not None]
    assert any((c.subject or "").startswith(subject) for c in claims), [c.subject for c in claims]


@pytest.mark.parametrize(
    ("text", "subject", "place"),
    [
        ("柳林县拥有耕地5万亩。", "耕地", "山西省吕梁市柳林县"),
        ("新疆维吾尔自治区建成充电站300座。", "充电站", "新疆维吾尔自治区"),
        ("黑龙江省GDP增长5%。", "黑龙江省GDP", "黑龙江省"),
        ("贵州省磷酸铁锂产量20万吨。", "贵州省磷酸铁锂·产量", "贵州省"),
    ],
)
def test_a_place_that_outgrows_the_thing(document: Make, text: str, subject: str, place: str) -> None:
    """A place longer than the thing, or in front of what is counted, stands in its own field alone; a measure keeps it."""
    (claim,) = [c for c in read_claims(document(text)) if c.value is not None]
    assert (claim.subject, claim.place) == (subject, place)


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("6月，国内市场平板出货量310.5万台，同比增长8%。", ["国内市场平板·出货量", "国内市场平板·出货量"]),
        ("去年我国锂云母精矿产量达到40万吨。", ["我国锂云母精矿产量"]),
        (
            "全国海关6月放行出口货物。6月，家用商用空调市场零售88万台，今年以来累计零售460万台。",
            ["家用商用空调市场零售", "家用商用空调市场零售"],
        ),
        ("网约车合规平台5月完成1.1亿单。", ["网约车合规平台"]),
    ],
)
def test_the_country_stands_before_a_thing_as_printed(document: Make, text: str, subjects: list[str]) -> None:
    assert [c.subject for c in read_claims(document(text)) if c.value is not None] == subjects


@pytest.mark.parametrize(
    ("text", "value", "subject"),
    [
        ("一些仿冒电池往往以正品形式出售，从而攫取最高达150%的暴利。", 150, "仿冒电池"),
        ("岚海央行拟购买2500亿元的国债，拟购买3100亿元的票据。", 310000000000, "岚海央行"),
    ],
)
def test_a_verb_is_no_subject(document: Make, text: str, value: int, subject: str) -> None:
    assert [c.subject for c in read_claims(document(text)) if c.value == value] == [subject]
