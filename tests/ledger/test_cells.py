"""Cells as offices print them. The forms are those of published project ledgers (重点项目台账) of cities and counties."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lianzhang.core import place_tree
from lianzhang.ledger.cells import (
    CellError,
    read_date,
    read_money,
    read_month,
    read_place,
    read_quantity,
    read_stage,
)
from lianzhang.ledger.fields import MONTHLY_FIELDS, PROBLEM_FIELDS, PROJECT_FIELDS

YI, WAN = Decimal(10) ** 8, Decimal(10) ** 4


@pytest.mark.parametrize(
    ("text", "scale", "value"),
    [
        ("12.5", YI, "1250000000"), ("１２．５", YI, "1250000000"), ("1,234.5", WAN, "12345000"), ("3000万元", YI, "30000000"),
        ("2亿", WAN, "200000000"), ("0", YI, "0"), ("5000元", None, "5000"), ("0.123456789", YI, "12345678.9"),
    ],
)  # fmt: skip
def test_money(text: str, scale: Decimal | None, value: str) -> None:
    assert read_money(text, scale) == Decimal(value)


@pytest.mark.parametrize("text", ["", " ", "—", "/", "无", "待定"])
def test_a_cell_that_says_nothing_is_none_never_zero(text: str) -> None:
    assert read_money(text, YI) is None
    assert read_date(text) is None
    assert read_quantity(text, "t/a") is None


@pytest.mark.parametrize(
    ("text", "scale"), [("-3", YI), ("约十亿", YI), ("12", None), ("12美元", YI), ("1.2.3", YI)]
)
def test_money_that_is_wrong(text: str, scale: Decimal | None) -> None:
    with pytest.raises(CellError):
        read_money(text, scale)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024.06", "2024-06"), ("2024年6月", "2024-06"), ("2024-06-30", "2024-06-30"), ("2024/6/3", "2024-06-03"),
        ("2024年6月3日", "2024-06-03"), ("20240630", "2024-06-30"), ("2024", "2024"), ("2024年", "2024"),
        ("2024年底", "2024-12"), ("2024年三季度", "2024-09"), ("2024Q2", "2024-06"), ("2024年6月底前", "2024-06"),
        ("2024-06-30 00:00:00", "2024-06-30"), ("2024.10", "2024-10"), ("２０２４．６", "2024-06"),
    ],
)  # fmt: skip
def test_dates(text: str, iso: str | None) -> None:
    if iso is None:
        with pytest.raises(CellError):
            read_date(text)
    else:
        assert read_date(text) == iso


@pytest.mark.parametrize("text", ["2024-13", "2024-02-30", "1024-06", "明年", "6月", "2024.6.31"])
def test_dates_that_are_wrong(text: str) -> None:
    with pytest.raises(CellError):
        read_date(text)


def test_month() -> None:
    assert read_month("2024年6月") == "2024-06"
    with pytest.raises(CellError):
        read_month("2024")


@pytest.mark.parametrize(
    ("text", "heading", "value", "unit"),
    [
        ("10万吨/年", None, "100000", "t/a"), ("年产5万吨", None, "50000", "t/a"), ("20GWh", None, "20", "GWh/a"),
        ("20", "GWh", "20", "GWh/a"), ("500MWh/年", None, "0.5", "GWh/a"), ("3", "万吨/年", "30000", "t/a"),
        ("8亿平方米", None, "800000000", "m2/a"), ("100MW", None, "100", "MW"),
    ],
)  # fmt: skip
def test_quantities(text: str, heading: str | None, value: str, unit: str) -> None:
    assert read_quantity(text, heading) == (Decimal(value), unit)


@pytest.mark.parametrize("text", ["10", "10斤半", "若干"])
def test_quantities_that_are_wrong(text: str) -> None:
    with pytest.raises(CellError):
        read_quantity(text, None)


def test_stage() -> None:
    assert read_stage("续建") == "在建"
    assert read_stage("投产") == "投产"
    with pytest.raises(CellError) as error:
        read_stage("投产中")
    assert error.value.near == "投产"


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("临武县", "湖南省郴州市临武县"), ("湖南省郴州市临武县", "湖南省郴州市临武县"), ("431025", "湖南省郴州市临武县"),
        ("湖南郴州临武", "湖南省郴州市临武县"), ("郴州市临武县工业园", "湖南省郴州市临武县工业园"),
    ],
)  # fmt: skip
def test_places(text: str, path: str) -> None:
    assert read_place(text, place_tree()) == path


def test_places_that_are_wrong() -> None:
    with pytest.raises(CellError) as error:
        read_place("临舞县", place_tree())
    assert error.value.near
    tree = place_tree()
    with pytest.raises(CellError):
        read_place("鼓楼区", tree)
    nanjing = tree.resolve("南京市")
    assert nanjing is not None
    assert read_place("鼓楼区", tree, nanjing.key) == "江苏省南京市鼓楼区"


@pytest.mark.parametrize("fields", [PROJECT_FIELDS, MONTHLY_FIELDS, PROBLEM_FIELDS])
def test_every_heading_means_one_field(fields: tuple) -> None:  # type: ignore[type-arg]
    headings = [h for f in fields for h in f.headings]
    assert len(headings) == len(set(headings))
    assert all(h == h.replace(" ", "") for h in headings)
