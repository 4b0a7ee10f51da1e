"""Words in the middle of which a place seems to stand (``places_traps.csv``): each row keeps a wrong place out of a sentence of our own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from lianzhang.evidence.lexicon import tables as lexicon
from lianzhang.evidence.places import resolver as room

_DAHUA = ("451200", "450000")
_TRAPS = {
    "和政商": ("开展家访和政商茶会三场", "和政", ()),
    "上海合作组织": ("县里的企业参加上海合作组织的展会", "上海", ()),
    "双城经济圈": ("成渝地区双城经济圈建设走深走实", "双城", ()),
    "长治久安": ("项目关系到边境地区长治久安", "长治", ()),
    "重大理念": ("会议学习新发展这一重大理念", "大理", ()),
    "重大理论": ("组织干部学习重大理论和实践问题", "大理", ()),
    "打通化": ("全市打通化工原料运输通道", "通化", ()),
    "在巴中国": ("在巴中国企业建起一座储能电站", "巴中", ()),
    "黄海北部": ("海上风电场位于黄海北部", "海北", ()),
    "渤海北部": ("渤海北部风力较大", "海北", ()),
    "东海北部": ("浙江、东海北部有大风", "东海", ()),
    "南海北部": ("广东省、南海北部有大风", "南海", ()),
    "千叶县": ("公司在日本千叶县设立研发中心", "叶县", ()),
    "乌兰巴托": ("客户在乌兰巴托建设储能站", "乌兰", ()),
    "德州仪器": ("管理芯片由德州仪器供应", "德州", ()),
    "巴西和": ("隔膜销往巴西和甘肃", "西和", ()),
    "米松原料": ("公司生产地塞米松原料药", "松原", ()),
    "伊美": ("伊美谈判牵动油价", "伊美", ()),
    "最大化": ("园区力求实现效益最大化", "大化", ()),
    "两大化": ("建设两大化工园区", "大化", _DAHUA),
    "三大化": ("形成三大化肥生产基地", "大化", _DAHUA),
    "大城市内": ("河北大城市内充电桩成倍增加", "大城", ()),
    "阿里巴巴": ("西藏与阿里巴巴共建平台", "阿里", ()),
    "阿里云": ("西藏和阿里云共建平台", "阿里", ()),
    "通江达海": ("巴中市、通江达海的港口", "通江", ()),
    "天门山": ("湖北天门山上建起储能站", "天门", ()),
    "小阳春": ("广东楼市迎来小阳春行情", "阳春", ("440000",)),
    "新北京": ("常州游客到新北京南站乘车", "新北", ("320400",)),
    "市北部": ("山东青岛等2市北部有暴雨", "市北", ("370200",)),
    "市南部": ("山东青岛等2市南部有暴雨", "市南", ("370200",)),
    "扩大化": ("广西防止价格波动扩大化的措施", "大化", ("450000",)),
    "海南郡": ("韩国海南郡的数据中心开工", "海南", ()),
    "复合肥": ("复合肥价格上涨", "合肥", ()),
}  # fmt: skip
"""Row: sentence, the name that would be read in it, the places that the document is about."""


@pytest.fixture
def no_traps(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The reader without the file."""
    rows = lexicon.lines
    monkeypatch.setattr(room, "lines", lambda n: ("\0",) if n == "places_traps.csv" else rows(n))
    _forget()
    yield
    monkeypatch.undo()
    _forget()


def _forget() -> None:
    room._traps.cache_clear()
    room._raw.cache_clear()


def named(text: str, home: Sequence[str]) -> str:
    return " ".join(text[p.start : p.end] for p in room.places(text, None, tuple(home)))


@pytest.mark.parametrize("row", _TRAPS)
def test_no_place_in_the_middle_of_the_word(row: str) -> None:
    text, wrong, home = _TRAPS[row]
    assert row in text and row in lexicon.lines("places_traps.csv")
    assert wrong not in named(text, home)


@pytest.mark.parametrize("row", _TRAPS)
@pytest.mark.usefixtures("no_traps")
def test_without_its_row_the_place_would_be_read(row: str) -> None:
    text, wrong, home = _TRAPS[row]
    assert wrong in named(text, home)


@pytest.mark.parametrize("city", ["晋城市", "山西运城市", "山东邹城市"])
def test_cities_called_so_keep_their_name(city: str) -> None:
    assert named(f"{city}内的电池企业", ()) == city


def test_eastward_is_no_county() -> None:
    assert [p.paths[0] for p in room.places("公路西起双明镇，东至玉山县城")] == ["江西省上饶市玉山县"]
    assert room.places("安徽省池州市，东至县城关")[-1].paths == ("安徽省池州市东至县",)


def test_and_before_a_district_of_dragons_is_no_town() -> None:
    found = room.places("深圳市光明区（马田街道）和龙华区、大鹏新区（葵涌街道）和龙岗区")
    assert [p.paths[0] for p in found if "吉林" in p.paths[0]] == []
    assert room.places("吉林省和龙市")[-1].paths[0].endswith("和龙市")
    assert room.places("创建乡村振兴示范县2个") == []
