"""Numbers with nothing but joints between them are of one kind; what holders of a share issue are. Made-up sentences."""

from __future__ import annotations

import pytest

from lianzhang.evidence import read_claims

from .conftest import Make


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "光伏电站完成投资同比增速分别为21%、64%、90%和33%。",
            [("growth", "actual")] * 4,
        ),
        ("天齐锂业拟面向不超过35名特定对象增发不超过2.4亿股。", [("finance", "planned")] * 2),
        ("天齐锂业：拟合计投资28亿元建设锂盐项目。", [("investment", "planned")]),
    ],
)
def test_kinds_and_modalities(document: Make, text: str, told: list[tuple[str, str]]) -> None:
    assert [(c.kind, c.modality) for c in read_claims(document(text)) if c.value is not None] == told


def test_five_provinces_of_the_south(document: Make) -> None:
    (claim,) = (
        c for c in read_claims(document("1-7月，南方五省区用电量8000亿千瓦时。")) if c.value is not None
    )
    assert claim.place == "广东省;广西壮族自治区;云南省;贵州省;海南省"
