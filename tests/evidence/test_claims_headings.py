"""Works named by a line over the paragraph that tells of them. Own sentences."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims

from .conftest import Make

LIST = """云港区重点项目进展

海滨邻里中心
该项目由滨海广源投资公司建设，总投资1.9亿元，用地1.7万平方米，总建筑面积4.2万平方米。
2、河口汽车客运站
位于站前路西侧，投资额1100万元，建成后年利税约90万元，明威公司注册资本200万元。
滨江路快速路
南起望江一路，北至南二环立交，全长1.9公里
"""


@pytest.mark.parametrize(
    ("value", "subject"),
    [
        (190000000, "海滨邻里中心"),
        (17000, "海滨邻里中心"),
        (42000, "海滨邻里中心"),
        (11000000, "河口汽车客运站"),
        (900000, "河口汽车客运站"),
        (1.9, "滨江路快速路"),
    ],
)
def test_figures_are_of_the_works_over_their_paragraph(document: Make, value: float, subject: str) -> None:
    told = [c for c in read_claims(document(LIST)) if c.value is not None and float(c.value) == value]  # type: ignore[arg-type]
    assert [c.subject for c in told] == [subject]


def test_a_firm_beside_them_keeps_its_own(document: Make) -> None:
    told = [c.subject for c in read_claims(document(LIST)) if c.value == 2000000]
    assert told == ["明威公司"]


def test_a_line_that_names_no_works_heads_nothing(document: Make) -> None:
    text = "建设情况\n该项目总投资1.9亿元。\n"
    assert all("情况" not in (c.subject or "") for c in read_claims(document(text)))


def test_a_name_in_a_line_of_its_own_stands_though_it_is_no_word(document: Make) -> None:
    text = "鲘岭长途客运站\n该项目由明威贸易有限公司兴建，投资额820万元，投用后每年利税约70万元。\n"
    told = [c.subject for c in read_claims(document(text)) if c.value is not None]
    assert told == ["鲘岭长途客运站"] * 2
