"""Rows of the chain: what stands, comes and is aimed at, each with its source."""

from decimal import Decimal

from tests.audit.worlds import project, target, world

from lianzhang.case.chain_view import chain_rows

DALI = project(
    1, "大理一期", owner="甲公司", place="云南省大理白族自治州", stage="签约", product="人造石墨负极", segment="负极",
    capacity=Decimal(100_000), capacity_unit="t/a", due={"投产": "2026-01"},
)  # fmt: skip
QUJING = project(
    2, "曲靖一期", owner="乙公司", place="云南省曲靖市", stage="在建", product="磷酸铁锂电芯", segment="电芯",
    capacity=Decimal(10), capacity_unit="GWh/a", due={"投产": "2024-12"},
)  # fmt: skip
AIMS = (
    target("1", "负极材料", Decimal(500_000), "t/a", "2024"),
    target("2", "电芯", Decimal(50), "GWh/a", "2024"),
)


def test_rows_of_the_chain_name_their_source_and_the_words_of_the_text():
    rows = chain_rows(None, world(*AIMS, projects=(DALI, QUJING)))
    said = {(r.segment.split(" · ")[1], r.stage) for r in rows}
    assert ("负极材料", "文件：目标") in said and ("人造石墨负极", "项目库：签约") in said
    assert ("磷酸铁锂电芯（按磷酸铁锂方形铝壳电芯计）", "项目库：在建") in said
