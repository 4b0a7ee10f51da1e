"""What a region is the first to have, the lists it is put on, papers and patents, and firms whose names hold a land."""

from __future__ import annotations

import pytest
from tests.evidence.conftest import Make

from lianzhang.evidence import read_claims


def _ends(document: Make, text: str) -> set[tuple[str | None, str | None]]:
    return {(c.subject, c.object) for c in read_claims(document(text)) if c.value is None}


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ("建成全国首个滩涂产权交易平台。", "全国首个滩涂产权交易平台"),
        ("生态持续向好，完成全国首笔海草碳汇交易。", "全国首笔海草碳汇交易"),
        ("入选首批绿色转型先行区。", "首批绿色转型先行区"),
    ],
)
def test_a_report_tells_it_of_its_region(document: Make, said: str, what: str) -> None:
    text = "2026年浙江省政府工作报告\n2026-02-06\n过去一年，浙江省各项工作稳步推进。" + said
    assert ("浙江省", what) in _ends(document, text)


def test_lists_that_count_are_left_to_the_figure(document: Make) -> None:
    text = "2026年浙江省政府工作报告\n2026-02-06\n过去一年，浙江省各项工作稳步推进。入选国家级产业集群4个。"
    assert _ends(document, text) == set()


def test_each_place_of_a_list_is_told_by_itself(document: Make) -> None:
    told = _ends(document, "去年，绍兴市和台州高新区列入国家低碳试点。")
    assert told == {("绍兴市", "国家低碳试点"), ("台州高新区", "国家低碳试点")}


def test_a_paper_is_named_by_what_it_is_on(document: Make) -> None:
    told = _ends(document, "近日，浙江发布关于进一步做好海外引才工作的实施意见。")
    assert {o for _, o in told} <= {"关于进一步做好海外引才工作的实施意见"}


def test_who_applied_for_a_patent_and_who_runs_an_insolvent_firm(document: Make) -> None:
    told = _ends(
        document, "近日，海岳汽车有限公司、海兴汽车研究开发有限公司申请的“一种辅助泊车方法”专利公布。"
    )
    assert told == {
        ("海岳汽车有限公司", "一种辅助泊车方法"),
        ("海兴汽车研究开发有限公司", "一种辅助泊车方法"),
    }
    told = _ends(document, "临江市中级人民法院已指定浙江明岳律师事务所担任海兴集团管理人。")
    assert told == {("浙江明岳律师事务所", "海兴集团管理人")}


def test_a_land_in_brackets_is_part_of_the_name(document: Make) -> None:
    text = "宝马（中国）汽车销售有限公司拟召回部分汽车，包括2021年5月1日至2022年6月1日期间生产的部分进口X900系列汽车。"
    claims = [c for c in read_claims(document(text)) if c.value is None]
    assert {c.subject for c in claims} <= {"宝马（中国）汽车销售有限公司"}
    assert all(c.kind != "production" for c in claims)


def test_works_of_a_list_have_no_owner_from_another_and_their_own_stage(document: Make) -> None:
    text = "临江港三期项目获国家核准，石岭核电二期、中石化六号接收站等项目开工建设。"
    told = {c for c in _ends(document, text) if c[1] != "国家核准"}
    assert told == {("石岭核电二期项目", "开工建设"), ("中石化六号接收站项目", "开工建设")}


@pytest.mark.parametrize("what", ["临江至石岭要素配置综合改革试点", "全省最大容量LNG储罐"])
def test_pilots_and_tanks_reach_stages(document: Make, what: str) -> None:
    assert (what, "获批") in _ends(document, f"去年，{what}获批。")
