"""Figures as people of the field read them: 亿元, 万吨, thousands, sensible significant digits, ranges, lost values.

What is printed may be rounded; the exact value stands in the basis of the figure.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Context, Decimal
from functools import lru_cache

from lianzhang.core import (
    AssumptionBasis,
    ClaimBasis,
    FormulaBasis,
    Quantity,
    RowBasis,
    Text,
    language,
    say,
)
from lianzhang.outputs.marks import date_text

__all__ = [
    "COMPUTED_DIGITS",
    "STATED_DIGITS",
    "aside",
    "drawn",
    "exact",
    "figure_text",
    "missing",
    "parted",
    "precise",
    "short",
    "show",
    "unit_name",
]

_REBASED = {
    "million_m2": (Decimal(10**6), "m2"),
    "MCNY": (Decimal(10**6), "CNY"),
    "kt": (Decimal(10**3), "t"),
    "Mt": (Decimal(10**6), "t"),
}
"""Units told in their plain unit, so that 1,500 million m² reads 15亿平方米."""

STATED_DIGITS = 7
"""Significant digits kept of a figure that somebody wrote (a claim, a row, an assumption)."""
COMPUTED_DIGITS = 4
"""Significant digits printed of a figure that was computed."""

_UNITS: dict[str, str] = {
    "t": "吨", "kg": "千克", "g": "克", "kt": "千吨", "Mt": "百万吨", "kWh": "千瓦时", "tce": "吨标准煤", "kgce": "千克标准煤",
    "MW": "兆瓦", "kW": "千瓦", "GW": "吉瓦", "m2": "平方米", "million_m2": "百万平方米", "km2": "平方公里", "mu": "亩", "ha": "公顷",
    "km": "公里", "m": "米", "m3": "立方米", "CNY": "元", "MCNY": "百万元", "USD": "美元", "a": "年", "month": "个月", "count": "",
    "persons": "人", "rank": "位", "year": "年", "day": "天", "days": "天", "次": "次", "share": "", "pp": "个百分点", "1": "", "": "", "date": "",
}  # fmt: skip
_PLURALS: dict[str, tuple[str, str]] = {
    "month": ("month", "months"), "day": ("day", "days"), "days": ("day", "days"), "year": ("year", "years"), "次": ("time", "times"),
}  # fmt: skip
_PLACES = {"pp": 2, "%": 2}
"""Decimals that a computed share is told with at most."""
_SCALED = frozenset({"CNY", "t", "kWh", "tce", "m2", "mu", "persons", "USD", "m3"})
"""Units whose large values are told in 万 and 亿; others keep thousands separators."""


def unit_name(unit: str) -> str:
    """The unit in the language of the reader: ``t/a`` is 吨/年, ``CNY/(t/a)`` 元/(吨/年); unknown parts stay as they are."""
    return _unit_name(unit, language())


@lru_cache(maxsize=1024)
def _unit_name(unit: str, spoken: str) -> str:
    if spoken == "en":
        return {"count": "", "1": "", "date": "", "persons": "people", "m2": "m²", "m3": "m³"}.get(unit, unit)
    named = re.sub(r"[^()/·*\s]+", lambda m: _UNITS.get(m[0], m[0]), unit)
    return re.sub(r"([A-Za-z])2\b", r"\1²", re.sub(r"([A-Za-z])3\b", r"\1³", named))


def _plain(value: Decimal, digits: int, places: int | None = None) -> str:
    """``digits`` significant digits, whole parts never cut, thousands separated, no trailing zeros, true minus sign.

    ``places``: no more decimals than these, unless nothing would be left of the value.
    """
    if places is not None and (cut := round(value, places)):
        value = cut
    if value == 0:
        return "0"
    whole_digits = value.adjusted() + 1
    keep = max(digits, whole_digits)
    rounded = Context(prec=keep, rounding=ROUND_HALF_EVEN).plus(value)
    text = f"{rounded:,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace("-", "−")


def _scale(values: list[Decimal], head: str) -> tuple[Decimal, str]:
    """The power of ten to tell the values in, by the largest of them: (divisor, 万 or 亿 or nothing)."""
    if head not in _SCALED:
        return Decimal(1), ""
    largest = max((abs(v) for v in values), default=Decimal(0))
    if language() == "en":
        if largest >= Decimal("1e9"):
            return Decimal("1e9"), "bn "
        return (Decimal("1e6"), "m ") if largest >= Decimal("1e6") else (Decimal(1), "")
    if largest >= Decimal("1e8"):
        return Decimal("1e8"), "亿"
    return (Decimal("1e4"), "万") if largest >= Decimal("1e4") else (Decimal(1), "")


def missing(quantity: Quantity) -> str:
    """What to print where there is no value: why it is missing, never zero."""
    basis = quantity.basis
    if isinstance(basis, ClaimBasis):
        return say(Text("原文缺失", "lost in the source"))
    if isinstance(basis, RowBasis):
        return say(Text("表中未填", "not filled in"))
    if isinstance(basis, FormulaBasis):
        return say(Text("无法计算", "cannot be computed"))
    if isinstance(basis, AssumptionBasis):
        return say(Text("未知", "unknown"))
    return say(Text("无结果", "no result"))


def _unit_text(unit: str, scale: str) -> str:
    name = scale + unit_name(unit)
    return name if not name or name == "%" or "一" <= name[0] <= "鿿" else f" {name.strip()}"


def _iso(value: Decimal) -> str:
    """A date kept as the number 20240331: 2024-03-31."""
    digits = f"{int(value):08d}"
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"


def aside(text: str) -> str:
    """A remark in the brackets of the language, as it follows a word."""
    return say(Text(f"（{text}）", f" ({text})"))


def parted(text: str) -> tuple[str, str]:
    """What :func:`show` printed as the figure and the range beside it in its brackets; the range is empty where there is none."""
    opening = next((b for b in ("（", " (") if b in text and text[-1] in "）)"), None)
    if opening is None:
        return text, ""
    value, ends = text.split(opening, 1)
    return value, f"{opening}{ends}".strip()


def show(quantity: Quantity) -> str:
    """The figure as printed: ``1.2亿元``, ``12.3–15.6万吨/年``, ``8.1 GWh（7.5–9）``, ``≥3万吨``, ``原文缺失``."""
    value, low, high = quantity.value, quantity.low, quantity.high
    known = [v for v in (value, low, high) if v is not None]
    if not known:
        return missing(quantity)
    if not all(v.is_finite() for v in known):
        return missing(quantity)
    if quantity.unit == "date":
        return date_text(_iso(known[0]))
    head, rest = re.fullmatch(r"([^/·*]*)(.*)", quantity.unit, re.DOTALL).groups()  # type: ignore[union-attr]
    if head in _REBASED:
        factor, head = _REBASED[head]
        value, low, high = (None if v is None else v * factor for v in (value, low, high))
        known = [v * factor for v in known]
    divisor, scale = _scale([value] if value is not None else known, head)
    stated = (
        not isinstance(quantity.basis, FormulaBasis) and quantity.basis.__class__.__name__ != "SolveBasis"
    )
    digits = STATED_DIGITS if stated else COMPUTED_DIGITS

    def one(v: Decimal) -> str:
        return _plain(v / divisor, digits, None if stated else _PLACES.get(quantity.unit))

    unit = _unit_text(head + rest, scale)
    if language() == "en" and quantity.unit in _PLURALS:
        unit = f" {_PLURALS[quantity.unit][0 if known == [Decimal(1)] else 1]}"
    if head == "rank" and value is not None:
        return say(Text(f"第{one(value)}位", f"no. {one(value)}"))
    if value is None:
        if low is not None and high is not None:
            return f"{one(low)}–{one(high)}{unit}"
        return f"≥{one(low)}{unit}" if low is not None else f"≤{one(high or Decimal(0))}{unit}"
    if low is not None and high is None:
        return f"≥{one(value)}{unit}" if low == value else f"{one(value)}{unit}" + aside(f"≥{one(low)}")
    if high is not None and low is None:
        return f"≤{one(value)}{unit}" if high == value else f"{one(value)}{unit}" + aside(f"≤{one(high)}")
    if low is None or high is None or low == high:
        return f"{one(value)}{unit}"
    return f"{one(value)}{unit}" + aside(f"{one(low)}–{one(high)}")


_COMPUTED = FormulaBasis(Text("计算", "computed"), ())


def figure_text(
    value: float | Decimal | None,
    unit: str,
    low: float | Decimal | None = None,
    high: float | Decimal | None = None,
) -> str:
    """A computed figure of a plain table as printed by :func:`show`; nothing for None, ∞ where it has no bound."""
    known = [
        None if v is None else Decimal(repr(v) if isinstance(v, float) else v) for v in (value, low, high)
    ]
    if known[0] is not None and known[0].is_infinite():
        return "∞" if known[0] > 0 else "−∞"
    return "" if all(v is None for v in known) else show(Quantity(known[0], unit, _COMPUTED, *known[1:]))


def drawn(quantity: Quantity | None) -> Decimal | None:
    """The value a chart draws: the value, else the end of the range that is known (never a middle); None if lost."""
    if quantity is None:
        return None
    known = [v for v in (quantity.value, quantity.low, quantity.high) if v is not None and v.is_finite()]
    return known[0] if known else None


def short(quantity: Quantity) -> str:
    """The figure as a chart label: as :func:`show`, without its unit (but %) and without the range beside a value."""
    value = quantity.value
    bare = quantity if value is None else Quantity(value, quantity.unit, quantity.basis)
    text = show(bare)
    head, rest = re.fullmatch(r"([^/·*]*)(.*)", quantity.unit, re.DOTALL).groups()  # type: ignore[union-attr]
    unit = unit_name(_REBASED[head][1] + rest if head in _REBASED else quantity.unit)
    if unit and unit != "%" and text.endswith(unit):
        text = text[: -len(unit)].strip()
    return text


def precise(value: Decimal | None) -> str | None:
    """The value for the basis panel: exact, or ≈ with fifteen significant digits where division left more."""
    if value is None or len(value.normalize().as_tuple().digits) <= 15 or not value.is_finite():
        return exact(value)
    return "≈" + format(Context(prec=15).plus(value).normalize(), "f")


def exact(value: Decimal | None) -> str | None:
    """The exact value in plain digits, for JSON and the basis panel; None stays None."""
    return None if value is None else format(value, "f")
