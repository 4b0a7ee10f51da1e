"""Levels: who owes what covers every rule and factor, scopes bound what is seen, figures roll up once, matters keep their way."""

from decimal import Decimal

import pytest
from tests.desk import places_sample as sample

from lianzhang.audit.rules import RULES
from lianzhang.core import InputError
from lianzhang.desk.factors import FACTORS
from lianzhang.desk.levels import (
    duties,
    handed_answer,
    parse_duties,
    place_of,
    roll_levels,
    scope_of,
    ways,
)
from lianzhang.desk.levels.handed import level_of_body
from lianzhang.desk.matters import Matter
from lianzhang.desk.pipeline import count_once
from lianzhang.ledger.declare import register_named


def test_every_rule_and_factor_is_owed_by_somebody():
    owed = duties().owed
    assert {w for a, w in owed if a == "rule"} == set(RULES)
    asked = {"用地" if c == "土地" else c for c in register_named("factors").field("factor").choices}
    assert {w for a, w in owed if a == "factor"} == asked | set(FACTORS)
    assert all(d.days > 0 for d in owed.values())


@pytest.mark.parametrize(
    ("body", "department"),
    [
        ("郴州市工业和信息化局", "industry"),
        ("湖南省发展和改革委员会", "planning"),
        ("临武县自然资源局", "land"),
        ("市统计局", "statistics"),
        ("国网郴州供电公司", "energy"),
        ("办公室", None),
    ],
)
def test_bodies_are_known_by_their_names(body, department):
    found = duties().department_of(body)
    assert (found.id if found else None) == department


def test_an_office_lays_its_own_duties_over_the_packaged_ones():
    own = '[[owes]]\nabout = "factor"\nwhat = "用地"\ndepartment = "park"\nlevel = "county"\ndays = 7\n'
    found = parse_duties(own, "owes.toml", duties())
    assert found.of("factor", "用地").department.id == "park" and found.of("factor", "用地").days == 7
    assert found.of("factor", "能耗") == duties().of("factor", "能耗")


def test_faults_of_duties_are_told_at_once():
    bad = '[[owes]]\nabout = "rul"\nwhat = ""\ndepartment = "lnad"\nlevel = "village"\ndays = 0\n[[department]]\nid = "x"\n'
    with pytest.raises(InputError) as told:
        parse_duties(bad, "rules/desk/owes.toml", duties())
    assert {p.field for p in told.value.problems} == {"about", "what", "department", "level", "days", None}
    assert {p.nearest for p in told.value.problems} >= {"rule", "land"}


@pytest.mark.parametrize(
    ("words", "level", "sees", "blind"),
    [
        (("", ""), "prefecture", "云南省昆明市", None),
        (("", "湖南省"), "prefecture", "湖南省郴州市临武县", "云南省昆明市"),
        (("", "郴州市"), "county", "湖南省郴州市临武县高新区", "湖南省长沙市"),
        (("省", ""), "province", "湖南省郴州市", None),
        (("", "临武示例化工园"), "prefecture", "湖南省郴州市临武县临武示例化工园", "湖南省郴州市临武县"),
    ],
)
def test_a_scope_bounds_what_is_seen(words, level, sees, blind):
    scope = scope_of(words[0] or None, words[1] or None, parks=["临武示例化工园"])
    assert scope.level == level and scope.sees(sees)
    assert blind is None or not scope.sees(blind)
    assert scope.sees(None) == (not words[1]), "what has no place is seen by the whole only"


def test_figures_roll_up_once():
    projects = [
        sample.project(1, "省级平台", "湖南省", 5), sample.project(2, "市项目", "湖南省郴州市", 7), sample.project(3, "县项目", "湖南省郴州市临武县", 11),
        sample.project(4, "县项目二期", "湖南省郴州市临武县", 4), sample.project(5, "园区项目", "湖南省郴州市临武县", 13), sample.project(6, "昆明项目", "云南省昆明市", 17),
        sample.project(7, "无地点", None, 1),
    ]  # fmt: skip
    nodes = {
        n.name: n
        for n in roll_levels(
            count_once(projects, {4: 3}), ["湖南省郴州市临武县", None], {5: "临武示例化工园"}
        )
    }
    assert nodes["合计"].total.value == 5 + 7 + 11 + 13 + 17 + 1, "a phase is part of its whole"
    assert nodes["合计"].projects.value == 6
    assert nodes["湖南省"].total.value == 36 and nodes["湖南省"].own.value == 1
    assert nodes["湖南省郴州市临武县"].total.value == 24 and nodes["湖南省郴州市临武县"].own.value == 1
    assert nodes["临武示例化工园"].total.value == 13
    assert nodes["湖南省"].total.value == nodes["湖南省郴州市"].total.value + Decimal(5)
    assert (nodes["合计"].matters.value, nodes["湖南省"].matters.value, nodes["云南省"].matters.value) == (
        2,
        1,
        0,
    )


def matter(number, body, origin="finding", answered=None, opened="2024-06-30"):
    return Matter(
        origin,
        "用地指标不足",
        body,
        None,
        opened,
        "2024-07-31",
        answered,
        "" if answered else None,
        id=number,
    )


def test_a_matter_keeps_its_way_up_across_and_down():
    rows = [
        matter(1, "临武县自然资源局", answered="2024-07-01"), matter(2, "郴州市自然资源局", "matter:1", "2024-07-02"),
        matter(3, "郴州市发展和改革委员会", "matter:2", "2024-07-03"), matter(4, "临武县人民政府", "matter:3"), matter(9, "别处", "finding-x"),
    ]  # fmt: skip
    first, other = ways(rows)
    assert [s.matter.id for s in first.steps] == [1, 2, 3, 4]
    assert [s.direction for s in first.steps] == [None, "up", "across", "down"]
    assert not first.closed and first.now.id == 4 and other.now.id == 9
    assert ways([matter(5, "甲", "matter:5"), matter(6, "乙", "matter:77")])[0].now.id == 5, "no endless way"


@pytest.mark.parametrize(
    ("body", "level"),
    [
        ("湖南省能源局", "province"),
        ("郴州市商务局", "prefecture"),
        ("临武县发改局", "county"),
        ("北湖区工信局", "county"),
        ("大龙经开区管委会", None),
        ("国家能源局", "state"),
    ],
)
def test_the_level_of_a_body_by_its_name(body, level):
    assert level_of_body(body) == level


def test_the_place_of_a_matter():
    assert place_of("gap:湖南省郴州市:copper_foil", "任一单位") == "湖南省郴州市"
    assert place_of("factor:用地:云南省昆明市:2024", "任一单位") == "云南省昆明市"
    assert place_of("finding-1", "郴州市工业和信息化局") == "湖南省郴州市"
    assert place_of("finding-1", "专班") is None
    assert handed_answer("市发改委", 3, "指标在市级") == "已转市发改委，事项3（指标在市级）"
