"""The adcode tree. Codes and names are those of GB/T 2260."""

import pytest

from lianzhang.core import place_tree, short_name


@pytest.mark.parametrize(
    ("code", "path"),
    [
        ("530181", "云南省昆明市安宁市"),
        ("431025", "湖南省郴州市临武县"),
        ("522700", "贵州省黔南布依族苗族自治州"),
        ("429004", "湖北省仙桃市"),  # a county-level city directly under its province
        ("110101", "北京市东城区"),
    ],
)
def test_full_names(code: str, path: str) -> None:
    tree = place_tree()
    assert tree.path(code) == path
    found = tree.by_path(path)
    assert found is not None
    assert found.key == code


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("黔西南布依族苗族自治州", "黔西南"),
        ("大理白族自治州", "大理"),
        ("六枝特区", "六枝"),
        ("内蒙古自治区", "内蒙古"),
        ("焦作市", "焦作"),
        ("云县", "云县"),
        ("围场满族蒙古族自治县", "围场"),
    ],
)
def test_short_names(name: str, short: str) -> None:
    assert short_name(name) == short


def test_higher_level_wins_and_ambiguity_is_not_guessed() -> None:
    tree = place_tree()
    assert tree.resolve("吉林") == tree["220000"]
    assert tree.resolve("鼓楼区") is None  # four cities have one
    assert tree.resolve("安定市") is None  # there is none
    assert len(tree.named("鼓楼区")) >= 4


def test_areas_and_parks_extend_the_tree() -> None:
    tree = place_tree()
    new_area = tree.resolve("贵安新区")
    assert new_area is not None
    assert tree.within(new_area.key, "520000")
    more = tree.extended([("示例化工园", "522725", "park")])
    assert more.path("522725:示例化工园") == "贵州省黔南布依族苗族自治州瓮安县示例化工园"
    assert "522725:示例化工园" not in tree
