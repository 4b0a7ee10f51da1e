"""Places: full and short names, paths, ambiguity, lists, home."""

from __future__ import annotations

import pytest

from lianzhang.core.places import place_tree
from lianzhang.evidence.places.home import home_places
from lianzhang.evidence.places.resolver import places

HENAN = ("410800", "410000")
HUNAN = ("431000", "430000")
GUIZHOU = ("520000",)
YUNNAN = ("530000",)


def _paths(text: str, home: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    return [(text[p.start : p.end], ";".join(p.paths)) for p in places(text, None, home)]


@pytest.mark.parametrize(
    ("text", "printed", "path"),
    [
        ("项目位于湖南省郴州市临武县", "湖南省郴州市临武县", "湖南省郴州市临武县"),
        ("项目落户云南昆明安宁", "云南昆明安宁", "云南省昆明市安宁市"),
        ("宜春市锂资源丰富", "宜春市", "江西省宜春市"),
        ("遂宁锂电产业", "遂宁", "四川省遂宁市"),
        ("四川省甘孜州探明锂矿", "四川省甘孜州", "四川省甘孜藏族自治州"),
        ("黔西南州重点园区", "黔西南州", "贵州省黔西南布依族苗族自治州"),
        ("内蒙古鄂尔多斯", "内蒙古鄂尔多斯", "内蒙古自治区鄂尔多斯市"),
        ("新疆维吾尔自治区", "新疆维吾尔自治区", "新疆维吾尔自治区"),
        ("重庆市涪陵区", "重庆市涪陵区", "重庆市涪陵区"),
        ("河南省济源市", "河南省济源市", "河南省济源市"),
        ("在常州投产", "常州", "江苏省常州市"),
        ("落户长沙", "长沙", "湖南省长沙市"),
        ("海南新能源", "海南", "海南省"),
    ],
)
def test_names_and_paths(text: str, printed: str, path: str) -> None:
    assert _paths(text) == [(printed, path)]


@pytest.mark.parametrize(
    "text",
    [
        "矿产资源保障", "和平发展", "打造新城", "城区道路", "长期安定", "永安居", "中山装", "合作共赢", "比如电池", "解放思想", "互助基金",
        "同心协力", "前进道路", "三元前驱体", "万年历", "共和制", "平安建设", "振兴实体经济", "新兴产业", "通道建设", "友好往来", "盐湖锂资源", "当阳光照射",
    ],
)  # fmt: skip
def test_common_words_are_no_places(text: str) -> None:
    assert _paths(text) == []


@pytest.mark.parametrize(
    ("text", "home", "path"),
    [
        ("资源县锂辉石项目", (), "广西壮族自治区桂林市资源县"),
        ("桂林市资源县", (), "广西壮族自治区桂林市资源县"),
        ("大理、昭通等州市", YUNNAN, "云南省大理白族自治州"),
        ("安宁工业园区", YUNNAN, "云南省昆明市安宁市"),
        ("永兴、桂阳两县", HUNAN, "湖南省郴州市永兴县"),
    ],
)
def test_words_with_context_are_places(text: str, home: tuple[str, ...], path: str) -> None:
    assert _paths(text, home)[0][1] == path


def test_a_name_with_a_wrong_suffix_is_not_taken() -> None:
    assert _paths("来到安定市考察", YUNNAN) == []


def test_home_decides_between_places_of_one_name() -> None:
    assert _paths("鼓楼区企业", ("410200", "410000"))[0][1] == "河南省开封市鼓楼区"
    assert _paths("鼓楼区企业", ("320100", "320000"))[0][1] == "江苏省南京市鼓楼区"
    assert _paths("鼓楼区企业") == []


def test_joined_places_are_one_mention() -> None:
    assert _paths("以贵阳贵安为核心", GUIZHOU) == [("贵阳贵安", "贵州省贵阳市;贵州省贵安新区")]
    assert _paths("“开阳-息烽”基地", GUIZHOU) == [("开阳-息烽", "贵州省贵阳市开阳县;贵州省贵阳市息烽县")]
    assert _paths("郑州、洛阳、新乡", HENAN) == [
        ("郑州", "河南省郑州市"), ("洛阳", "河南省洛阳市"), ("新乡", "河南省新乡市"),
    ]  # fmt: skip


def test_single_characters_only_in_lists_at_home() -> None:
    (quoted,) = places("打造“郑洛焦新”材料谷", None, HENAN)
    assert quoted.paths == ("河南省郑州市", "河南省洛阳市", "河南省焦作市", "河南省新乡市")
    (listed,) = places("统筹郑、洛、焦三市", None, HENAN)
    assert listed.paths == ("河南省郑州市", "河南省洛阳市", "河南省焦作市")
    assert places("打造“郑洛焦新”材料谷", None, GUIZHOU) == []
    assert places("新材料、新能源、新技术", None, HENAN) == []


def test_regions_of_several_provinces() -> None:
    (found,) = places("面向京津冀市场")
    assert found.keys == ("110000", "120000", "130000")


@pytest.mark.parametrize(
    ("text", "home", "path"),
    [
        ("全省企业", HUNAN, "湖南省"), ("我省印发", HUNAN, "湖南省"), ("全市产值", HUNAN, "湖南省郴州市"), ("我市出台", ("530181", "530100", "530000"), "云南省昆明市安宁市"),
        ("全县矿产", ("431025", "431000", "430000"), "湖南省郴州市临武县"), ("全市汽车", ("500000",), "重庆市"),
    ],
)  # fmt: skip
def test_here_is_the_home_at_its_level(text: str, home: tuple[str, ...], path: str) -> None:
    assert _paths(text, home)[0][1] == path


def test_here_without_home_is_unknown() -> None:
    assert _paths("全省企业") == []
    assert _paths("安全市场", HUNAN) == []


def test_home_of_a_document() -> None:
    text = "江西省宜春市锂电产业发展情况。宜春市现有企业60家，宜春锂矿储量大。江西省支持宜春、新余发展，与湖南企业合作。"
    assert home_places(text) == ("360900", "360000")
    assert home_places("四川省遂宁市、宜宾市、成都市分别布局，四川全省产值增长") == ("510000",)
    assert home_places("碳酸锂价格上涨") == ()


def test_a_tree_with_parks() -> None:
    tree = place_tree().extended([("临江锂电新城", "431025", "park")])
    (found,) = places("落户临江锂电新城", tree, HUNAN)
    assert found.paths == ("湖南省郴州市临武县临江锂电新城",)


def test_a_sign_of_a_place_is_not_the_end_of_one_and_the_head_of_another() -> None:
    text = "位列前三的是宇通、苏州金龙"
    assert [text[p.start : p.end] for p in places(text, None, ("320500", "320000"))] == ["苏州"]


@pytest.mark.parametrize(
    ("text", "home", "path"),
    [
        ("湖北襄樊的蔬菜价格回落", (), "湖北省襄阳市"),
        ("北京市宣武区的写字楼", (), "北京市西城区"),
        ("双流县新开工项目", ("510000",), "四川省成都市双流区"),
        ("江苏省江都市的船厂", (), "江苏省扬州市江都区"),
        ("重庆市开县的水库", (), "重庆市开州区"),
    ],
)
def test_former_names_and_ranks(text: str, home: tuple[str, ...], path: str) -> None:
    assert _paths(text, home)[-1][1] == path


@pytest.mark.parametrize(
    "text", ["吉林大城市场供应充足", "新兴市场需求旺盛", "农民离开县城", "会同市政府有关部门"]
)
def test_no_former_rank_in_other_words(text: str) -> None:
    assert all(
        "大城" not in p and "新兴" not in p and "开州" not in p and "会同" not in p for _, p in _paths(text)
    )
