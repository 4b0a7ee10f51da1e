"""Flashes, brokers' notes and digests about firms: whose the figures are, of when, and whether they have come about. Own sentences."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims

from .conftest import Make


def read(document: Make, text: str, published: str = "2026-08-20") -> list[tuple[str, str, str | None, str]]:
    claims = sorted(
        (c for c in read_claims(document(text, published)) if c.value is not None), key=lambda c: c.start
    )
    return [(c.kind, c.subject or "", c.time, c.modality) for c in claims]


def test_a_note_is_of_the_firm_it_rates(document: Make) -> None:
    found = read(
        document,
        "【海川证券：首次覆盖云澜科技给予“增持”评级 目标价24.90元】预计云澜科技2026/2027年实现营业收入9.46/11.09亿元，同比增长15.3%/17.3%；"
        "归母净利润为1.04/1.88亿元；EPS为0.06/0.11元。给予公司2026年40倍PS估值，对应合理市值为429亿元。",
        "",
    )
    assert {subject for _, subject, _, _ in found} == {"云澜科技"}
    assert [(t, m) for k, _, t, m in found if k == "finance"][:4] == [
        ("2026", "forecast"),
        ("2027", "forecast"),
    ] * 2


def test_a_rating_that_is_upheld_names_the_firm(document: Make) -> None:
    found = read(
        document,
        "维持云澜科技“买入”评级，预计2026-2028年净利润分别为5.2亿元、6.8亿元、8.1亿元，对应PE为18/14/12倍。",
    )
    assert found == [("finance", "云澜科技", t, "forecast") for t in ("2026", "2027", "2028")] * 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # what a firm gives notice of has not been audited: it is foreseen; what it is held against has been
        (
            "青松股份发布2026年半年度业绩预告。预告显示，报告期内公司实现净利润1.2亿元-1.5亿元，比上年同期增长20%-40%。",
            ["2026-H1 forecast", "2026-H1 forecast"],
        ),
        (
            "青松股份披露业绩预告，公司上半年净利润1.2亿元至1.5亿元，上年同期盈利1亿元。",
            ["2026-H1 forecast", "2025-H1 actual"],
        ),
        # what a board puts to the vote
        (
            "青松股份公告，利润分配预案为：向全体股东每10股派发现金红利5.00元（含税），以资本公积金每10股转增3股。",
            ["None planned", "None planned"],
        ),
        ("青松股份业绩预增154%-176%。", ["None forecast"]),
        (
            "预计上半年净利润18亿元。青松股份二季度净利润预计9.79亿元，一季度净利润8.21亿元。",
            ["2026-H1 forecast", "2026-Q2 forecast", "2026-Q1 actual"],
        ),
        ("青松股份4月11日晚，发布2025年度报告，公司实现营业收入57亿元。", ["2025 actual"]),
        # the halves of a headline
        ("【青松股份上半年净利润1.33亿元 拟10转7】青松股份公告，公司经营正常。", ["2026-H1 actual"]),
        ("2026上半年国内游戏市场实际销售收入1884亿元。", ["2026-H1 actual"]),
        # what a segment brings, in a list of what is meant to be done
        (
            "江州将加快打造100款机器人产品，推动应用；加快实现10万套机器人量产，形成100万套零部件生产能力。",
            ["None planned", "None planned", "None planned"],
        ),
    ],
)
def test_times_and_modalities(document: Make, text: str, expected: list[str]) -> None:
    assert [f"{t} {m}" for _, _, t, m in read(document, text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "青松股份公告，公司全资子公司民海证券营业收入达到2.3亿元，净利4100万元；控股子公司瑞川方元营业收入为3600万元，净利亏损810万元。",
            ["民海证券", "民海证券", "瑞川方元", "瑞川方元"],
        ),
        # a firm in the name of a contract is no one's subject
        (
            "青松石油（603000）公告，公司与太平公司签订了白桦石油有限公司钻井工程项目合同，合同金额约为2292万美元，约合1.44亿元人民币。",
            ["青松石油", "青松石油"],
        ),
        # nor one in a bracket, nor the further members of a list of those agreed with
        (
            "青松股份实现净利9.25亿元，同比净利（不考虑卖出子公司白桦电器有限公司股权的影响）增长236%。",
            ["青松股份"] * 2,
        ),
        (
            "青松股份（603000）公告，公司与江川县建设局、白桦国际工程设计有限公司签订了施工合同，合同价格为2.19亿元。",
            ["青松股份"],
        ),
        (
            "青松油气（Songhe Holding Limited）5月22日公告称，本公司被处以3.08亿元的罚款，并没收违法所得1.03亿元。",
            ["青松油气"] * 2,
        ),
        (
            "青松股份（603000）公告，公司营业收入16亿元。分地区看，国内主营收入12.95亿元，国外主营收入3.88亿元。",
            ["青松股份"] * 3,
        ),
        # the headline's firm won what it tells; a body of a trade that reports is not who sold
        ("青松建设：中标2.56亿元江川县道路施工工程\n青松建设（002000）公告，工程由公司承建。", ["青松建设"]),
        (
            "【中国轴承机械工业协会：5月装载机制造企业销售装载机24794台 同比增长36%】据中国轴承机械工业协会统计，出口13166台。",
            ["装载机制造企业", "装载机制造企业", "全国出口"],
        ),
        ("再融资申请指数下降4.1%，前一周下降0.7%。", ["再融资申请指数"] * 2),
        # items of a digest in one line
        (
            "1、青松集团宣布派息。 2、海外某地计划投资114亿美元建设7座工厂。 3、公司新闻：①三江集团：拟5亿元至10亿元回购公司股份。",
            ["海外某地", "工厂", "三江集团"],
        ),
    ],
)
def test_whose_the_figures_are(document: Make, text: str, expected: list[str]) -> None:
    found = [s for _, s, _, _ in read(document, text)]
    assert len(found) == len(expected)
    assert all(s.startswith(e) for s, e in zip(found, expected, strict=True)), found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("青松股份公告，基本每股收益0.39元/股。", "finance 0.39 CNY/share"),
        ("青松股份公告，发行价格为3.9元/股。", "price 3.9 CNY/share"),
        ("青松股份公告，公司确认投资收益1.2亿元。", "finance 120000000.0 CNY"),
        ("产油国5月原油产量为1633万桶/日。", "production 16330000 bbl/d"),
        ("6月硅片排产45GW。", "production 45000 MW"),
        ("公司已形成年产3.9万吨半芳香聚酰胺产能。", "capacity 39000.0 t/a"),
        ("战略石油储备已降至约3.4亿桶。", "stock 340000000.0 bbl"),
        ("公司股东总数为26000户。", "finance 26000 count"),
        ("社保基金一一五组合持股占比1.12%。", "finance 1.12 %"),
        ("综合融资成本不得超过市场报价利率的4倍。", "finance 4 倍"),
    ],
)
def test_kinds(document: Make, text: str, expected: str) -> None:
    (claim,) = (c for c in read_claims(document(text, "2026-08-20")) if c.value is not None)
    assert f"{claim.kind} {claim.value} {claim.unit}" == expected


@pytest.mark.parametrize("city", ["金沙萨", "吉隆坡", "多伦多"])
def test_cities_abroad_hold_no_place_of_the_country(document: Make, city: str) -> None:
    (claim,) = (
        c
        for c in read_claims(document(f"公司在{city}建设的项目总投资3亿元。", "2026-08-20"))
        if c.value is not None
    )
    assert claim.place is None


def test_a_thousand_that_belongs_to_the_unit(document: Make) -> None:
    (claim,) = (
        c
        for c in read_claims(document("全国发电量迈上万亿千瓦时量级。", "2026-08-20"))
        if c.value is not None
    )
    assert (claim.value, claim.unit) == (10**12, "kWh")
