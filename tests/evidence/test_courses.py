"""Details of works and deals stand as far as these were told to have come. Sentences are made up, answers read by hand."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims

from .conftest import Make


def modalities(document: Make, text: str) -> list[str]:
    told = sorted((c for c in read_claims(document(text)) if c.value is not None), key=lambda c: c.start)
    return [c.modality for c in told]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "青松能源的煤制甲醇项目近日在白河工业园动工。\n3月4日，公司总经理介绍说，该项目总投资90亿元，每年可生产甲醇30万吨。",
            ["under_construction", "under_construction"],
        ),
        (
            "白河大桥工程获国家批复。全长12公里，总投资30亿元，建设工期48个月。",
            ["planned", "planned", "planned"],
        ),
        (
            "白河抽水蓄能电站工程昨天开工。总投资75亿元，总装机120万千瓦，计划2029年投产。",
            ["under_construction", "under_construction"],
        ),
        ("青松新材隔膜项目已经投产。该项目总投资9亿元，占地120亩。", ["actual", "actual"]),
        (
            "其次是隔膜扩能项目，内容为年产3000吨隔膜的生产线，项目建成后将形成年产涂覆隔膜2000吨。",
            ["planned", "forecast"],
        ),
        ("北线煤化公司一期年产20亿立方米煤制气项目是首个获国家核准的同类项目。", ["planned"]),
        ("青松集团与南溪县签约隔膜项目。项目总投资30亿元，建成后将成为最大基地。", ["signed"]),
        ("车间里，8条生产线满负荷运转，今年企业正进行新项目建设。", ["actual"]),
        ("相关负责人说，钢轨焊接还需3个月。", ["planned"]),
        ("一系列重大规划，如30万套保障房、40个交通枢纽的建设，将带来需求。", ["planned", "planned"]),
        (
            "南线铁路扩能工程正在施工。全长310公里的北线铁路昨天全线开通运营。",
            ["actual"],
        ),
        ("隔膜项目获备案，总投资40亿元。", ["planned"]),
        ("公司已完成年产5亿平方米隔膜项目的备案。", ["planned"]),
        ("公司正有序推进年产500吨粉体产能建设。", ["under_construction"]),
        ("南溪光电就在白河市建9亿只灯具项目，与当地政府签约。", ["signed"]),
        ("北部15个产业项目今年将开建。", ["planned"]),
        ("11个示范项目合计200万千瓦，将在今明两年全部开工建设。", ["planned", "planned"]),
        ("本次工程将全线扩建为高速公路。全长66公里。", ["planned"]),
        ("南溪化肥项目总占地27公顷，总投资25亿元，预计2030年投产。", ["planned", "planned"]),
        ("今年需完成投资6亿元。", ["target"]),
        ("青松钢铁的500万吨冶炼项目也在抓紧实施。", ["under_construction"]),
    ],
)
def test_works(document: Make, text: str, expected: list[str]) -> None:
    assert modalities(document, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "青松科技23日公告，以7.15元/股的价格，向白桦集团股东发行40亿元股份，购买其持有的白桦新材90%股权。本次交易完成后，公司业务将更完整。",
            ["planned", "planned", "planned"],
        ),
        (
            "青松科技公告称，公司以集中竞价方式回购股份，回购金额上限800万元，回购价格上限3.4元/股。",
            ["planned", "planned"],
        ),
        (
            "青松科技：拟6000万元投资白桦新材\n公司以自有资金6000万元认购白桦新材新增注册资本，对应增资后12%股权。",
            ["planned", "planned", "planned"],
        ),
        (
            "青松科技公告称，公司以2亿元收购白桦新材30%股权，交易完成后合计持有其51%股权。",
            ["planned", "planned", "planned"],
        ),
        (
            "青松科技拟收购白桦投资60%股份，白桦投资核心资产为白桦新材48%股权。",
            ["planned", "actual"],
        ),
        ("青松航运拟购买白桦船务2艘散货船，剩余造船款4亿元将按合同支付。", ["planned", "planned"]),
        ("青松科技本次募集资金拟投入车辆项目。本次募集资金主要投向研发等9个项目。", ["planned"]),
        ("青松科技公告称，公司已完成收购，以2亿元取得白桦新材30%股权。", ["actual", "actual"]),
        (
            "青松科技拟回购股份。截至3月31日，公司以集中竞价方式回购股份120万股。",
            ["actual"],
        ),
        (
            "白桦基金于2023年6月17日至7月6日减持青松科技360万股。5月，白桦基金拟减持青松科技不超过700万股。",
            ["actual", "planned"],
        ),
        ("人民银行将招标发行票据。本期票据发行量为400亿元。", ["planned"]),
        ("董事长提议公司回购股份，回购资金总额为3亿元。", ["planned"]),
        ("青松科技同意以9亿元收购白桦新材。", ["planned"]),
        ("员工持股计划拟募集资金，股票来源为已回购的股份，受让股份总数不超过900万股。", ["planned"]),
        ("青松科技配售H股，配售股份占已发行H股的12%，须待交易所批准。", ["planned"]),
        ("南溪达成协议，每年向青松供应100万吨天然气。", ["signed"]),
        ("青松科技3月1日的增发预案显示，募资上限为5亿元。", ["planned"]),
        ("青松科技中标配网项目，金额合计约15亿元。", ["signed"]),
    ],
)
def test_deals(document: Make, text: str, expected: list[str]) -> None:
    assert modalities(document, text) == expected
