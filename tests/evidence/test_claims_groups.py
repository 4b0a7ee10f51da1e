"""Shares counted by what they have in common, and figures of a trade in a firm's text. Sentences are made up."""

from __future__ import annotations

from lianzhang.evidence import read_claims

from .conftest import Make


def told(make: Make, text: str) -> list[tuple[str | None, str]]:
    return [(c.subject, str(c.value)) for c in read_claims(make(text)) if c.value is not None]


def test_figures_of_a_group_are_of_no_firm_before(document: Make) -> None:
    text = (
        "今年上半年净利润同比增长20%以上的光通信概念股有18只。中岭科技、江川光电净利润扭亏为盈。其中8股净利润超过5亿元，包括东岭光纤、云杉通信等。"
        "截至8月3日收盘，11股滚动市盈率低于30倍。其中江川光电滚动市盈率在25倍以下。"
    )
    found = told(document, text)
    assert {s for s, v in found if v in ("20", "18", "8", "500000000", "11", "30")} == {"光通信概念股"}
    assert ("8", "count") in {(str(c.value), c.unit) for c in read_claims(document(text))}
    assert found[-1][0] == "江川光电"


def test_the_size_of_a_market_is_of_no_firm(document: Make) -> None:
    text = "东岭科技公告，公司产品已量产。光纤设备市场规模为300亿元。"
    assert [s for s, _ in told(document, text)] == ["光纤设备市场·规模"]


def test_what_is_imported_is_of_the_trade(document: Make) -> None:
    text = "东岭股份（600001）公告业绩。公司净利润2亿元，公司股价上涨。作为重要零部件的功率芯片仍有90%以上依赖进口。"
    assert told(document, text)[-1] == ("功率芯片", "90")


def test_members_behind_what_they_are(document: Make) -> None:
    text = "荷兰的新车销量当中有39%是电动车。排第二、第三名的是丹麦和芬兰，销售占比分别为11.7%和6.3%。"
    assert told(document, text)[-2:] == [("丹麦", "11.7"), ("芬兰", "6.3")]
    places = [c.place for c in read_claims(document("销量居前的依次为海南和云南，占比分别为12%、8%。"))]
    assert places[-2:] == ["海南省", "云南省"]


def test_works_before_a_colon(document: Make) -> None:
    text = "世界最长公路隧道——青岭隧道即将通车：全长约22公里，通车后穿越青岭只需20分钟。"
    assert told(document, text) == [("青岭隧道", "1"), ("青岭隧道", "22"), ("青岭隧道", "20")]


def test_the_same_period_names_nothing(document: Make) -> None:
    text = "前5个月，我国对拉美国家进出口1.14万亿元，历史同期首次突破1万亿元，同比增长18.2%。"
    assert len({s for s, _ in told(document, text)}) == 1


def test_what_is_fined_and_what_conducts(document: Make) -> None:
    fine = [c for c in read_claims(document("该博主被罚12000元。")) if c.value is not None]
    assert [(c.kind, c.unit) for c in fine] == [("finance", "CNY")]
    heat = [c for c in read_claims(document("铜的热导率约为400W/m·K。")) if c.value is not None]
    assert [(c.kind, c.unit) for c in heat] == [("technology_parameter", "W/(m·K)")]


def test_shares_of_regions_are_of_who_sells_there(document: Make) -> None:
    text = (
        "江川光显发布年报。公司实现营收21亿元，其中境内收入占比25%，达5亿元，亚洲（中国以外）、北美洲、欧洲销售占比分别为27%、13%、19%，"
        "其余境外地区销售占比14%。"
    )
    assert {s for s, _ in told(document, text)} == {"江川光显"}


def test_a_title_with_a_colon_is_a_name(document: Make) -> None:
    text = "最新数据显示，《山海志：天国》在Steam平台的销量已达189万份，总收入超过9.05亿美元。"
    assert all(s and s.startswith("《山海志：天国》") for s, _ in told(document, text))


def test_what_is_issued_is_no_works(document: Make) -> None:
    text = "星河科技公告，公司全资子公司武安星河地产投资有限公司（简称“武安星河”）拟发行总规模不超过2亿元的定向融资项目。"
    found = [c for c in read_claims(document(text)) if c.unit == "CNY"]
    assert [(c.subject, c.kind) for c in found] == [("武安星河地产投资有限公司", "finance")]


def test_a_group_that_the_clause_names_is_the_group_told_of(document: Make) -> None:
    text = "中岭科技和江川光电等个股涨停。数据显示，最近一周，215只基金重仓股平均上涨约1.3%。另有6只基金涨幅超过2%。"
    found = told(document, text)
    assert [s for s, v in found if v in ("215", "1.3")] == ["基金重仓股"] * 2
    assert not [s for s, v in found if s and "等个股" in s]
