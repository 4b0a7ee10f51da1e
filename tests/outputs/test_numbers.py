"""How figures are told. Expected texts follow the habit of Chinese statistical communiqués (亿元, 万吨, 元/吨)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lianzhang.core import AssumptionBasis, ClaimBasis, FormulaBasis, Quantity, RowBasis
from lianzhang.outputs.numbers import figure_text, parted, precise, short, show

STATED = AssumptionBasis("stated")
COMPUTED = FormulaBasis("computed", ())
CLAIM = ClaimBasis("c", "d.txt", "news", "投资亿元", (2, 4), "投资亿元", (2, 4), 0)
ROW = RowBasis("t.csv", 2, "quantity", ())


def quantity(
    value: str | None, unit: str, low: str | None = None, high: str | None = None, basis=STATED
) -> Quantity:
    return Quantity(
        *(None if value is None else Decimal(value), unit, basis),
        *(None if v is None else Decimal(v) for v in (low, high)),
    )


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        ("7610000000", "CNY", "76.1亿元"),
        ("399328200", "CNY", "3.993282亿元"),
        ("52000", "CNY", "5.2万元"),
        ("9999", "CNY", "9,999元"),
        ("1000000", "t/a", "100万吨/年"),
        ("8000", "t/a", "8,000吨/年"),
        ("1.5", "GWh", "1.5 GWh"),
        ("2500.25", "GWh/a", "2,500.25 GWh/年"),
        ("507.4", "%", "507.4%"),
        ("14000", "persons", "1.4万人"),
        ("39", "count", "39"),
        ("1", "rank", "第1位"),
        ("62000", "CNY/t", "6.2万元/吨"),
        ("-120000000", "CNY", "−1.2亿元"),
        ("0", "CNY", "0元"),
        ("400", "Wh/kg", "400 Wh/千克"),
        ("1200", "mu", "1,200亩"),
        ("1500", "million_m2", "15亿平方米"),
        ("12.5", "million_m2/a", "1,250万平方米/年"),
    ],
)
def test_a_stated_figure(value: str, unit: str, text: str) -> None:
    assert show(quantity(value, unit)) == text


def test_a_computed_figure_is_rounded_and_its_exact_value_kept() -> None:
    third = Quantity(Decimal(1_000_000) / 3, "t", COMPUTED)
    assert show(third) == "33.33万吨"
    assert precise(third.value) == "≈333333.333333333"
    assert precise(Decimal("7610000000.50")) == "7610000000.50"


def test_ranges_keep_low_and_high() -> None:
    assert show(quantity(None, "t/a", "123000", "156000")) == "12.3–15.6万吨/年"
    assert show(quantity("8.1", "GWh", "7.5", "9")) == "8.1 GWh（7.5–9）"
    assert show(quantity(None, "CNY", "40000000000", None)) == "≥400亿元"
    assert show(quantity(None, "CNY", None, "40000000000")) == "≤400亿元"
    assert short(quantity("810000", "t", "700000", "900000")) == "81万"


@pytest.mark.parametrize(("basis", "text"), [(CLAIM, "原文缺失"), (ROW, "表中未填"), (COMPUTED, "无法计算")])
def test_what_is_lost_is_never_zero(basis, text: str) -> None:
    assert show(quantity(None, "CNY", basis=basis)) == text
    assert "0" not in show(quantity(None, "CNY", basis=basis))


def test_not_a_number_is_not_printed() -> None:
    assert show(quantity("NaN", "t", basis=COMPUTED)) == "无法计算"
    assert show(quantity("Infinity", "t", basis=COMPUTED)) == "无法计算"


def test_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIANZHANG_LANG", "en")
    assert show(quantity("7610000000", "CNY")) == "7.61 bn CNY"
    assert show(quantity("1200000", "t/a")) == "1.2 m t/a"


@pytest.mark.parametrize(
    ("low", "high", "text"), [("28", None, "≥28%"), (None, "28", "≤28%"), ("25", None, "28%（≥25）")]
)
def test_an_open_end_is_shown(low: str | None, high: str | None, text: str) -> None:
    assert show(quantity("28", "%", low, high)) == text


def test_a_date_kept_as_a_number_reads_as_a_date() -> None:
    assert show(quantity("20240331", "date")) == "2024年3月31日"


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        ((2.21977e9, "CNY"), "22.2亿元"),
        ((300000.0, "t/a"), "30万吨/年"),
        ((8.1, "GWh", 7.5, 9.0), "8.1 GWh（7.5–9）"),
        ((None, "t"), ""),
        ((float("inf"), "t"), "∞"),
    ],
)
def test_figures_of_plain_tables(given: tuple[float | None, str], printed: str) -> None:
    assert figure_text(*given) == printed


@pytest.mark.parametrize(
    ("quantity", "zh", "en"),
    [
        (Quantity(Decimal(3), "month", COMPUTED), "3个月", "3 months"),
        (Quantity(Decimal(1), "month", COMPUTED), "1个月", "1 month"),
        (Quantity(Decimal("-7.99921"), "pp", COMPUTED), "−8个百分点", "−8 pp"),
        (Quantity(Decimal("18.33333333"), "pp", COMPUTED), "18.33个百分点", "18.33 pp"),
        (Quantity(Decimal("0.00123456"), "%", COMPUTED), "0.001235%", "0.001235%"),
        (Quantity(Decimal("8.125"), "%", STATED), "8.125%", "8.125%"),
        (Quantity(Decimal(8), "GWh", COMPUTED, Decimal(7), Decimal(9)), "8 GWh（7–9）", "8 GWh (7–9)"),
    ],
)
def test_both_languages(quantity: Quantity, zh: str, en: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert show(quantity) == zh
    monkeypatch.setenv("LIANZHANG_LANG", "en")
    assert show(quantity) == en


def test_the_range_stands_by_itself_in_both_languages() -> None:
    assert parted("8 GWh（7–9）") == ("8 GWh", "（7–9）")
    assert parted("8 GWh (7–9)") == ("8 GWh", "(7–9)")
    assert parted("12 CNY/(t/a)") == ("12 CNY/(t/a)", "")
