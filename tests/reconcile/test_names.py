"""Names in parts. The firms are real ones; registered names from the public company register (国家企业信用信息公示系统)."""

from __future__ import annotations

import pytest

from lianzhang.core import place_tree
from lianzhang.reconcile import is_aggregate, project_key
from lianzhang.reconcile.names import name_type, parse_organisation, short_for

TREE = place_tree()


@pytest.mark.parametrize(
    ("name", "regions", "core"),
    [
        ("湖南裕能新能源电池材料股份有限公司", ("湖南",), "裕能"),
        ("宁德时代新能源科技股份有限公司", ("宁德",), "时代"),
        ("多氟多新材料股份有限公司", (), "多氟多"),
        ("贵州磷化（集团）有限责任公司", ("贵州",), "磷化"),
        ("国轩高科股份有限公司", (), "国轩"),
        ("焦作市和兴化学工业有限公司", ("焦作",), "和兴"),
    ],
)
def test_parts_of_a_registered_name(name: str, regions: tuple[str, ...], core: str) -> None:
    parts = parse_organisation(name, TREE)
    assert (parts.regions, parts.core) == (regions, core)
    assert parts.legal


@pytest.mark.parametrize(
    ("short", "full", "fits"),
    [
        ("湖南裕能", "湖南裕能新能源电池材料股份有限公司", True),
        ("云南裕能", "湖南裕能新能源电池材料股份有限公司", False),
        ("裕能", "湖南裕能新能源电池材料股份有限公司", False),
        ("振华新材", "贵州振华新材料股份有限公司", True),
        ("中伟股份", "中伟新材料股份有限公司", True),
        ("中伟股份", "贵州中伟资源循环产业发展有限公司", False),
        ("容百锂电", "贵州容百锂电材料有限公司", True),
        ("运达股份", "浙江运达风电股份有限公司", True),
        ("宁德时代", "宁德时代新能源科技股份有限公司", True),
        ("多氟多", "多氟多新材料股份有限公司", True),
        ("安达科技", "贵州安达科技能源股份有限公司", True),
        ("天齐锂业", "赣锋锂业集团股份有限公司", False),
    ],
)
def test_short_names(short: str, full: str, fits: bool) -> None:
    assert bool(short_for(parse_organisation(short, TREE), parse_organisation(full, TREE))) is fits


@pytest.mark.parametrize(
    ("name", "many"),
    [
        ("全省新能源电池在建重大项目", True),
        ("31个项目", True),
        ("某市签约拟建项目", True),
        ("某县已开工建设新能源电池项目", True),
        ("青山公司年产5万吨磷酸铁锂项目", False),
        ("甲乙丙一期项目", False),
        ("某公司电解液生产线", False),
        ("安宁市新能源电池项目", True),
        ("湖南省碳酸锂项目", True),
        ("湖南省选矿生产线", True),
        ("云南裕能磷酸铁锂项目", False),
        ("临武县碳酸锂选矿项目", False),
    ],
)
def test_many_projects_are_not_one(name: str, many: bool) -> None:
    assert is_aggregate(name) is many


def test_phases_stay_apart_and_spelling_does_not() -> None:
    assert project_key("“甲乙丙新材料”建设项目") == project_key("甲乙丙新材料项目")
    assert project_key("甲乙丙一期项目") != project_key("甲乙丙二期项目")


def test_form_of_a_name() -> None:
    assert name_type("甲乙丙年产2万吨电解液项目") == "project"
    assert name_type("湖南裕能新能源电池材料股份有限公司") == "organisation"
    assert name_type("某省工业和信息化厅") == "government"
    assert name_type("郴州高新技术产业开发区") == "park"
    assert name_type("磷酸铁锂") is None
    assert name_type("某省一核多点产业格局") is None
    assert name_type("临武县自然资源局") == "government"
