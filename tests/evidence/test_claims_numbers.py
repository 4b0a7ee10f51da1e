"""Own sentences with the claims a reader would write down. Subjects count as right when they hold all the parts given."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lianzhang.evidence import Claim, read_claims

from .conftest import Make

D = Decimal
Expected = tuple[str, str, float | tuple[float | None, float | None] | None, str, str, dict[str, object]]

CASES: list[tuple[str, list[Expected]]] = [
    # --- government figures
    ("湖北省宜昌市电池产业集群现有规上企业62家,2023年实现产值685亿元,同比增长12.4%。", [
        ("enterprise_count", "规上企业", 62, "count", "actual", {"place": "湖北省宜昌市"}),
        ("output_value", "宜昌", 68500000000, "CNY", "actual", {"time": "2023", "measure": "产值"}),
        ("growth", "宜昌", 12.4, "%", "actual", {"time": "2023"}),
    ]),
    ("四川省宜宾市力争到2027年动力电池产业产值突破3000亿元。", [
        ("target", "动力电池产业", 300000000000, "CNY", "target", {"time": "2027", "measure": "output_value", "qualifier": "more_than"}),
    ]),
    ("到2026年,江西省新余市锂电产业营业收入达到1200亿元;2030年达到2000亿元。", [
        ("target", "新余", 120000000000, "CNY", "target", {"time": "2026"}),
        ("target", "新余", 200000000000, "CNY", "target", {"time": "2030"}),
    ]),
    ("全省在建锂电项目43个,总投资1260亿元,其中100亿元以上项目5个;签约待落地项目28个,总投资约600亿元;谋划项目60个。", [
        ("project_count", "在建", 43, "count", "under_construction", {}),
        ("investment", "在建", 126000000000, "CNY", "under_construction", {"measure": "总投资额"}),
        ("project_count", "在建", 5, "count", "under_construction", {"band": 10000000000}),
        ("project_count", "签约", 28, "count", "signed", {}),
        ("investment", "签约", 60000000000, "CNY", "signed", {"qualifier": "about"}),
        ("project_count", "谋划", 60, "count", "planned", {}),
    ]),
    ("2023年,我市新引进储能项目17个,合同投资额215.6亿元,到位资金38亿元。", [
        ("project_count", "储能项目", 17, "count", "signed", {"time": "2023"}),
        ("investment", "储能项目", 21560000000, "CNY", "signed", {"measure": "合同投资额"}),
        ("investment", "", 3800000000, "CNY", "*", {"measure": "完成投资额"}),
    ]),
    ("安徽省滁州市已集聚新能源电池上下游企业80余家,产品种类由12种增加到27种,从业人员3.2万人。", [
        ("enterprise_count", "新能源电池上下游企业", 80, "count", "actual", {"qualifier": "more_than"}),
        ("product_count", "", 12, "count", "actual", {}),
        ("product_count", "", 27, "count", "actual", {}),
        ("employment", "从业人员", 32000, "persons", "actual", {}),
    ]),
    ("湖南省娄底市打造千亿级先进储能材料产业。", [
        ("target", "先进储能材料产业", 100000000000, "CNY", "target", {"qualifier": "about", "measure": "output_value"}),
    ]),
    ("全市今年计划实施电池材料重点项目36个,年度计划投资180亿元。", [
        ("project_count", "电池材料重点项目", 36, "count", "planned", {}),
        ("investment", "电池材料重点项目", 18000000000, "CNY", "planned", {}),
    ]),
    ("截至4月底,全市29个省重点锂电项目累计完成投资97.3亿元,占年度计划的41.5%。", [
        ("project_count", "省重点锂电项目", 29, "count", "actual", {}),
        ("investment", "", 9730000000, "CNY", "actual", {"measure": "完成投资额"}),
        ("*", "", 41.5, "%", "actual", {}),
    ]),
    ("青海省海西州初步探明氯化锂储量1982万吨。", [
        ("reserve", "", 19820000, "t", "actual", {}),
    ]),
    ("市财政安排1.5亿元专项资金支持电池企业技术改造。", [
        ("factor_support", "专项资金", 150000000, "CNY", "actual", {}),
    ]),
    ("园区规划面积12平方公里,已供地3600亩。", [
        ("factor_support", "", 12, "km2", "planned", {}),
        ("factor_support", "", 3600, "mu", "actual", {}),
    ]),
    ("9个化工园区安全风险等级均为D级。", [
        ("safety_grade", "化工园区", 9, "count", "actual", {}),
    ]),
    ("该市每月对重点锂电项目开展1次集中调度。", [
        ("policy", "", 1, "次/月", "actual", {}),
    ]),
    ("建成博士工作站6个,引进高层次人才240人。", [
        ("*", "", 6, "count", "actual", {}),
        ("talent", "", 240, "persons", "*", {}),
    ]),
    ("代表建议设立20亿元产业引导基金,并将配套率提高到60%。", [
        ("factor_support", "", 2000000000, "CNY", "proposed", {}),
        ("*", "", 60, "%", "proposed", {}),
    ]),
    # --- firms
    ("华岭新能源科技有限公司年产5万吨磷酸铁锂正极材料项目在贵州省毕节市开工,总投资26亿元。", [
        ("capacity", "华岭新能源科技有限公司", 50000, "t/a", "under_construction", {"item": "磷酸铁锂", "place": "贵州省毕节市"}),
        ("investment", "", 2600000000, "CNY", "under_construction", {}),
    ]),
    ("项目全部达产后,预计可实现年产值45亿元,带动就业1200人,年上缴税收2.1亿元。", [
        ("output_value", "", 4500000000, "CNY", "forecast", {}),
        ("employment", "", 1200, "persons", "forecast", {}),
        ("finance", "", 210000000, "CNY", "forecast", {}),
    ]),
    ("宁德时代2023年动力电池使用量全球市场份额36.8%,连续七年位居全球第一。", [
        ("market_share", "宁德时代", 36.8, "%", "actual", {"time": "2023", "item": "动力电池", "scope": "全球"}),
        ("market_rank", "宁德时代", 1, "rank", "actual", {"scope": "全球"}),
        ("milestone", "宁德时代", 7, "year", "actual", {}),
    ]),
    ("天赐材料电解液出货量稳居国内第一。", [
        ("market_rank", "天赐材料", 1, "rank", "actual", {"item": "电解液", "scope": "国内", "measure": "出货量"}),
    ]),
    ("贝特瑞的负极材料产销量进入全球前三。", [
        ("market_rank", "贝特瑞", (1, 3), "rank", "actual", {"item": "负极材料", "scope": "全球"}),
    ]),
    ("比亚迪、国轩高科在当地的产值均超过80亿元。", [
        ("output_value", "比亚迪", 8000000000, "CNY", "actual", {"qualifier": "more_than"}),
        ("output_value", "国轩高科", 8000000000, "CNY", "actual", {}),
    ]),
    ("赣锋锂业2023年实现营业收入329.7亿元,净利润49.5亿元。", [
        ("output_value", "赣锋锂业", 32970000000, "CNY", "actual", {"measure": "营业收入", "time": "2023"}),
        ("finance", "赣锋锂业", 4950000000, "CNY", "actual", {"measure": "利润"}),
    ]),
    ("公司拟投资12.8亿元建设年产10GWh储能电池生产线。", [
        ("investment", "", 1280000000, "CNY", "planned", {}),
        ("capacity", "", 10, "GWh/a", "planned", {"item": "储能电池"}),
    ]),
    ("恩捷股份湿法隔膜产能达到70亿平方米/年。", [
        ("capacity", "恩捷股份", 7000000000, "m2/a", "actual", {"item": "隔膜"}),
    ]),
    ("亿纬锂能签订意向合同,拟在云南省曲靖市投资30亿元。", [
        ("investment", "亿纬锂能", 3000000000, "CNY", "*", {"place": "云南省曲靖市"}),
    ]),
    ("格林美2024年一季度回收拆解废旧动力电池1.01万吨。", [
        ("*", "格林美", 10100, "*", "actual", {"time": "2024-Q1"}),
    ]),
    ("蜂巢能源的短刀电芯能量密度达到190Wh/kg,循环寿命超过3500次。", [
        ("technology_parameter", "蜂巢能源", 190, "Wh/kg", "actual", {}),
        ("technology_parameter", "蜂巢能源", 3500, "*", "actual", {"qualifier": "more_than"}),
    ]),
    ("天齐锂业持有该公司51%股权。", [
        ("finance", "天齐锂业", 51, "%", "actual", {}),
    ]),
    ("当升科技海外客户销量占比超过70%。", [
        ("market_share", "当升科技", 70, "%", "actual", {"qualifier": "more_than"}),
    ]),
    ("中创新航2023年装车量32.9GWh,同比增长81%。", [
        ("sales", "中创新航", 32.9, "GWh", "actual", {"time": "2023"}),
        ("growth", "中创新航", 81, "%", "actual", {}),
    ]),
    # --- market
    ("电池级碳酸锂均价9.8万元/吨,较上周下跌2.5%。", [
        ("price", "", 98000, "CNY/t", "actual", {"item": "碳酸锂"}),
        ("growth", "", -2.5, "%", "actual", {}),
    ]),
    ("2023年,全国锂离子电池出口额650亿美元。", [
        ("export", "", 65000000000, "USD", "actual", {"time": "2023"}),
    ]),
    ("全年锂精矿进口量401万吨。", [
        ("import", "", 4010000, "t", "actual", {}),
    ]),
    # --- traps
    ("生产线余条,涉及企业余家。", []),
    ("一期项目已投产,二期正在建设。", []),
    ("根据《锂电产业三年行动计划(2023-2025年)》,第一批项目名单公布。", []),
    ("一是强化统筹,二是做好三个方面服务,坚持“一核两翼”布局。", []),
    ("联系电话:0731-82211234,邮编410004。", []),
    ("甲类厂房5座,投资2亿元;尚未开工项目3个。", [
        ("*", "", 5, "count", "actual", {}),
        ("investment", "", 200000000, "CNY", "actual", {}),
        ("project_count", "", 3, "count", "planned", {}),
    ]),
]  # fmt: skip


def right(claim: Claim, want: Expected) -> list[str]:
    kind, subject, _, unit, modality, more = want
    wrong = []
    if kind not in ("*", claim.kind):
        wrong.append(f"kind {claim.kind}")
    if subject and subject not in (claim.subject or ""):
        wrong.append(f"subject {claim.subject}")
    if unit not in ("*", claim.unit):
        wrong.append(f"unit {claim.unit}")
    if modality not in ("*", claim.modality):
        wrong.append(f"modality {claim.modality}")
    for name, expected in more.items():
        if name == "band":
            if claim.size_band is None or claim.size_band[0] != expected:
                wrong.append(f"band {claim.size_band}")
        elif name == "item":
            if str(expected) not in (claim.item or ""):
                wrong.append(f"item {claim.item}")
        elif getattr(claim, name) != expected:
            wrong.append(f"{name} {getattr(claim, name)}")
    return wrong


def same(value: object, want: object) -> bool:
    if isinstance(want, tuple):
        return isinstance(value, tuple) and [v if v is None else float(v) for v in value] == list(want)
    return (
        isinstance(value, Decimal)
        and isinstance(want, (int, float))
        and abs(float(value) - want) < 1e-6 * abs(want)
    )


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[c[0][:18] for c in CASES])
def test_numbers(document: Make, text: str, expected: list[Expected]) -> None:
    claims = [c for c in read_claims(document(text)) if c.value is not None]
    faults = []
    left = list(claims)
    for want in expected:
        options = [(right(c, want), c) for c in left if same(c.value, want[2])]
        if not options:
            faults.append(f"no claim of {want[2]} {want[3]}")
            continue
        wrong, best = min(options, key=lambda o: len(o[0]))
        left.remove(best)
        faults += [f"{want[2]}: {w}" for w in wrong]
    faults += [f"too many: {c.kind} {c.value} {c.unit} <{c.quote}>" for c in left]
    assert not faults, faults
    for claim in claims:
        assert text[claim.start : claim.end] == claim.quote


def _told(claims: list[Claim]) -> list[tuple[object, str | None]]:
    return [(c.value, c.unit) for c in claims if c.value is not None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("公司预计净利润为-2,300万元到-1,800万元。", [((D(-23000000), D(-18000000)), "CNY")]),
        ("预计上半年亏损5000万元至4000万元。", [((D(40000000), D(50000000)), "CNY")]),
        ("公司营收8.12亿元，同比增长7.35%；净利润0.6亿元，同比增长7.35%。",
         [(D(812000000), "CNY"), (D("7.35"), "%"), (D(60000000), "CNY"), (D("7.35"), "%")]),
        ("公司拟将8亿元用于铜箔项目，8亿元用于铝箔项目。", [(D(800000000), "CNY")] * 2),
        ("新增8家百亿规模装备企业，培育2至4家千亿元以上规模的龙头企业。", [(D(8), "count"), ((D(2), D(4)), "count")]),
        ("铁精粉(62%≤TFe<65%)报价820元/吨，镍矿(Ni≥1.5%)报价52美元/湿吨。", [(D(820), "CNY/t"), (D(52), "USD/t")]),
        ("受停电影响，半数陶瓷企业停产。", [(D(50), "%")]),
        ("预计1-2年完成扩建，还需花费4个月。", [((D(1), D(2)), "year"), (D(4), "month")]),
        ("控制室实行24小时不间断值守。", []),
        ("1吨铝大致消耗电13500千瓦时。", [(D(13500), "kWh")]),
        ("在建多个20万千瓦级全钒液流电池储能电站项目。", [(D(200), "MW")]),
        ("公司担保总额2.6亿元，占净资产的48%，公司不存在逾期担保。", [(D(260000000), "CNY"), (D(48), "%")]),
    ],
)  # fmt: skip
def test_side_by_side_classes_and_ranges(
    document: Make, text: str, expected: list[tuple[object, str]]
) -> None:
    assert _told(read_claims(document(text))) == expected


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("东岳新材合计持有9个资管计划。", "9个资管计划"),
        ("滨河厂区年产3万片高纯晶圆项目开工。", "年产3万片高纯晶圆项目开工"),
        ("江北集团出席了6个项目的投产仪式。", "6个项目的投产仪式"),
        ("开工的有总投资60亿元的湖滨文旅综合项目、投资9亿元的物流园等。", "总投资60亿元的湖滨文旅综合项目"),
    ],
)
def test_a_quote_does_not_end_within_what_is_counted(document: Make, text: str, quote: str) -> None:
    assert any(c.value is not None and c.quote.endswith(quote) for c in read_claims(document(text)))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("副总经理买入158，300股，财务总监买入72，000股。", ["158300", "72000"]),
        ("该厂产量列全省第3，500吨新线已开工。", ["3", "500"]),
        ("甲公司销售收入为523，417.25万元，同比增加1，105.40%。", ["5234172500", "1105.40"]),
        ("吨钢综合能耗同比下降0。85%，需求量新增1。6亿吨。", ["-0.85", "160000000"]),
    ],
)
def test_marks_that_stand_for_others(document: Make, text: str, values: list[str]) -> None:
    """A clause's comma for that of the thousands, a full stop for the decimal point."""
    claims = [c for c in read_claims(document(text)) if c.value is not None]
    assert [c.value for c in claims] == [Decimal(v) for v in values]
    assert all(c.quote in text for c in claims)
