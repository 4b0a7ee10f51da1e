"""What is of before or of now beside what is ahead, and what goes on being told of a time ahead. Texts are made up, answers read by hand."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims

from .conftest import Make


def modalities(document: Make, text: str, published: str) -> list[str]:
    claims = read_claims(document(text, published=published))
    return [c.modality for c in sorted(claims, key=lambda c: c.start) if c.value is not None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("公司有望将铜箔产能由目前的6万吨提升到9万吨。", ["actual", "forecast"]),
        ("公司计划将产能由目前的6万吨提高到9万吨。", ["actual", "planned"]),
        ("公司计划到2026年将产能从2023年的4万吨扩大到8万吨。", ["actual", "target"]),
        ("预计今年营收40亿元，超过去年的31亿元。", ["forecast", "actual"]),
        ("预计今年增速为8%，低于上年12%的增速。", ["forecast", "actual"]),
        (
            "预计达产后年均营收9亿元，高于2023年实现的7亿元营收与1亿元净利。",
            ["forecast", "actual", "actual"],
        ),
        ("预计需求将比2023年翻一番。", ["forecast"]),
        ("王某累计增持120万股，占增持计划总额的60%。", ["actual", "actual"]),
        ("白河市强基计划领导小组公布，全市共有300家试点企业。", ["actual"]),
        ("全市20家企业实现了翻番目标，建成研发机构40家。", ["actual", "actual"]),
        ("白河电缆在中标候选人中排名第三。", ["actual"]),
        ("铜箔产能今年料增3万吨。", ["forecast"]),
        ("预期净利润不少于20亿元，与2023年同期的6亿元相比，将增长186%。", ["forecast", "actual", "forecast"]),
        ("工厂的产能利用率调整为50%，不排除开工率再下调。", ["actual"]),
        ("工厂的产能利用率调整为50%，原计划7月恢复正常生产。", ["actual"]),
        ("六部门：到 2027 年底建成 2800 万个充电设施。", ["target"]),
        ("原料价格3万元/吨。", ["actual"]),
        ("根据新增产能30万吨的预测，市场将更拥挤。", ["forecast"]),
        ("亚洲需求将以4%的速度增长，到2027年达到2亿吨。", ["forecast", "forecast"]),
        ("公司拟收购的白河铜矿平均品位为0.6%。", ["actual"]),
        ("白河集团及时调整结构，确保平稳发展，1至2月生产棉纱800吨，同比增长12%。", ["actual", "actual"]),
        ("全国黄金储备为1054吨。", ["actual"]),
        ("全市单月开工数量达到99个，产品价格较全国高出400元/吨。", ["actual", "actual"]),
        ("1至2月新开工项目计划总投资600亿元，同比下降1.1%。", ["planned", "actual"]),
        ("沪市公司7月披露回购计划89家次。", ["actual"]),
        ("2024年白河市计划完成投资30亿元，建设公路项目45个。", ["planned", "planned"]),
        ("市场规模可能在4000亿元左右。", ["forecast"]),
        ("公司谋求将持股比例提升至49%。", ["planned"]),
        ("轮胎行业要淘汰90%以上的落后产能。", ["target"]),
        ("煤制烯烃在建及规划产能已经达到200万吨/年。", ["under_construction"]),
        ("培养10个以上年销售收入超过100亿元的大公司，是规划的任务。", ["actual", "actual"]),
        ("白河高速公路主线长89公里，计划今年开工建设。", ["planned"]),
        ("去年集团有5座电站投入生产，年产电力756万千瓦时。", ["actual", "actual"]),
        ("1、专家建议设立基金。2、白河电子一季度产值3亿元。", ["actual"]),
        ("专家建议：1、设立基金。2、安排资金3亿元。", ["proposed"]),
    ],
)
def test_held_against_what_is_ahead(document: Make, text: str, expected: list[str]) -> None:
    assert modalities(document, text, "2024-03-05") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "五年后，白河市铁路里程将达900公里。白河港吞吐能力达3亿吨，机场达3个。",
            ["planned", "planned", "planned"],
        ),
        (
            "五年后，白河市铁路里程将达900公里。客货运输能力分别达200万人次和20万吨以上。",
            ["planned", "planned", "planned"],
        ),
        (
            "预计到2027年，集团镍产量将超过20万吨。化工产品接近50万吨，相比2023年提升15%。",
            ["forecast", "forecast", "forecast"],
        ),
        (
            "到2027年，公司净利润将超过10亿元。在三大业务中，水泥产能做到3000万吨，市场份额从目前的25%上升到40%。",
            ["planned", "planned", "actual", "planned"],
        ),
        ("预计到2027年，全球需求将达到300万吨。目前公司产能达到20万吨。", ["forecast", "actual"]),
        ("预计2024年产量达到30万吨。公司员工达到3000人。", ["forecast", "actual"]),
    ],
)
def test_a_time_ahead_holds_for_the_levels_that_follow(
    document: Make, text: str, expected: list[str]
) -> None:
    assert modalities(document, text, "2024-03-05") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“十五五”期间，白河地区电网建设总投资约90亿元，比“十四五”增长40%。", ["planned", "planned"]),
        ("“十五五”期间，全市已完成投资9亿元。", ["actual"]),
    ],
)
def test_a_plan_period_that_has_just_begun(document: Make, text: str, expected: list[str]) -> None:
    assert modalities(document, text, "2026-03-05") == expected


def test_a_year_named_with_to_is_a_goal_without_a_date_of_the_document(document: Make) -> None:
    claims = read_claims(document("规划提出，到2030年，常规水电装机达到4亿千瓦左右。", published=None))
    assert [c.modality for c in claims if c.value is not None] == ["target"]
