"""Bodies of other countries and who announces under a name that no list has. Most names do not exist."""

from __future__ import annotations

import pytest

from lianzhang.evidence.claims.reader import reading_of

from .conftest import Make


def named(make: Make, text: str) -> set[tuple[str, str]]:
    return {(n.name, n.type) for n in reading_of(make(text)).scene.mentions.names}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("秘鲁能源监管机构对铜矿展开检查。", "秘鲁能源监管机构", "authority"),
        ("智利财政部批准了新的矿业税。", "智利财政部", "authority"),
        ("爱尔兰食品安全委员会罚款两家企业。", "爱尔兰食品安全委员会", "authority"),
        ("近日，海角航空宣布增开货运航线。", "海角航空", "organisation"),
    ],
)
def test_bodies_are_named(document: Make, text: str, name: str, kind: str) -> None:
    assert (name, kind) in named(document, text)


@pytest.mark.parametrize(
    "text",
    ["日本东部遭遇台风。", "德国的大部分工厂复工。", "韩国零部件进口增加。", "多家航空宣布涨价。"],
)
def test_parts_of_a_country_are_no_bodies(document: Make, text: str) -> None:
    assert not {name for name, kind in named(document, text) if kind in ("authority", "organisation")}
