"""Side by side: only facts of one scope, time, unit and level stand together; everything else is named with the reason."""

from dataclasses import replace
from decimal import Decimal

from lianzhang.core import AssumptionBasis, Quantity, Text
from lianzhang.desk.side_by_side import Point, compare, full_names

BASIS = AssumptionBasis(Text("给定", "given"))


def point(place, value, **more):
    unit = more.pop("unit", "CNY")
    q = Quantity(None if value is None else Decimal(value), unit, BASIS)
    given = {
        "scope": "规上",
        "time": "2024",
        "year": 2024,
        "whole": True,
        "kind": "actual",
        "commodity": None,
    }
    return Point(place, "output_value", Text("产值", "output"), quantity=q, **(given | more))


HUNAN, HENAN, GUIZHOU = point("湖南省", 200), point("河南省", 400), point("贵州省", 100)


def one(*points, **more):
    (found,) = compare(points, **more)
    return found


def reasons(found):
    return {a.place: tuple(r.zh for r in a.reasons) for a in found.apart}


def test_the_same_compares_and_is_ranked():
    found = one(HUNAN, HENAN, GUIZHOU, level="province")
    assert [(p.place, p.rank, p.of_largest.value) for p in found.places] == [
        ("河南省", 1, 100),
        ("湖南省", 2, 50),
        ("贵州省", 3, 25),
    ]
    assert (found.scope, found.time, found.unit, found.apart) == ("规上", "2024", "CNY", ())


def test_equal_figures_share_a_rank():
    found = one(HUNAN, replace(HENAN, quantity=HUNAN.quantity), GUIZHOU)
    assert [p.rank for p in found.places] == [1, 1, 3]


def test_every_difference_is_a_reason():
    yunnan = "云南省"
    for changed, why in (
        ({"scope": "全口径"}, "口径不同"), ({"time": "2023", "year": 2023}, "时间不同"), ({"unit": "t"}, "计量单位不能换算"), ({"kind": "target"}, "目标值，不是实际数"),
        ({"kind": "forecast"}, "预计数，不是实际数"), ({"time": "2024-H1", "whole": False}, "不是全年数"), ({"time": None}, "未注明时间"),
    ):  # fmt: skip
        found = one(HUNAN, HENAN, point(yunnan, 900, **changed), level="province")
        assert [p.place for p in found.places] == ["河南省", "湖南省"], changed
        assert why in reasons(found)[yunnan], changed
    assert reasons(one(HUNAN, HENAN, point(yunnan, None)))[yunnan] == ("数值缺失",)
    assert reasons(one(HUNAN, HENAN, point("湖南省郴州市", 9), level="province"))["湖南省郴州市"] == (
        "地区层级不同",
    )


def test_rival_figures_are_kept_and_not_ranked():
    found = one(HUNAN, HENAN, GUIZHOU, replace(HUNAN, quantity=Quantity(Decimal(250), "CNY", BASIS)))
    assert [p.place for p in found.places] == ["河南省", "贵州省"]
    assert sorted(a.quantity.value for a in found.apart) == [200, 250]


def test_units_are_converted_and_the_latest_common_year_is_the_base():
    old = [replace(p, time="2023", year=2023) for p in (HUNAN, HENAN)]
    found = one(*old, HUNAN, HENAN)
    assert found.time == "2024" and {a.time for a in found.apart} == {"2023"}
    assert one(*old, HUNAN, HENAN, year=2023).time == "2023"
    tonnes = one(point("湖南省", 2, unit="t/a"), point("河南省", 3000, unit="kg"))
    assert [(p.place, p.quantity.value) for p in tonnes.places] == [("河南省", 3), ("湖南省", 2)]


def test_places_without_a_figure_are_named_and_a_single_place_is_no_comparison():
    assert compare([HUNAN]) == ()
    found = one(HUNAN, HENAN, GUIZHOU, places=full_names(["湖南", "河南", "云南"]))
    assert [p.place for p in found.places] == ["河南省", "湖南省"] and found.without == ("云南省",)
