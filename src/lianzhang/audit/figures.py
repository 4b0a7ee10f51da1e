"""Arithmetic over figures: each result is a quantity that names its formula and its inputs.

Ranges are carried by interval arithmetic: an end that is open or unknown stays so.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from decimal import Context, Decimal, InvalidOperation, localcontext

from lianzhang.core import AssumptionBasis, FormulaBasis, Quantity, Text, UnitError, convert

__all__ = [
    "Figures",
    "add",
    "calendar",
    "converted",
    "count",
    "difference",
    "divide",
    "finding_id",
    "multiply",
    "safe",
    "share",
    "tidy",
    "value_of",
    "when_text",
    "yearly_growth",
]

Figures = tuple[tuple[str, Quantity], ...]
_HUNDRED = Decimal(100)


def tidy(value: Decimal | None) -> Decimal | None:
    """Twelve significant digits, without exponent: no tails of division, and nothing lost that a person would check."""
    if value is None:
        return None
    rounded = Context(prec=12).plus(value)
    return Decimal(format(rounded.normalize(), "f"))


def value_of(quantity: Quantity) -> Decimal:
    """The value of a quantity that is known to have one; raises ValueError for a lost one."""
    if quantity.value is None:
        raise ValueError("a lost figure cannot be reckoned with")
    return quantity.value


def _ends(quantity: Quantity) -> tuple[Decimal | None, Decimal | None]:
    if quantity.low is None and quantity.high is None:
        return quantity.value, quantity.value
    return quantity.low, quantity.high


def converted(quantity: Quantity, unit: str) -> Quantity | None:
    """The quantity in another unit (the same one when nothing changes); None when it measures something else or is lost."""
    if quantity.unit == unit:
        return quantity
    try:

        def change(v: Decimal | None) -> Decimal | None:
            return None if v is None else tidy(convert(v, quantity.unit, unit))

        value, low, high = change(quantity.value), change(quantity.low), change(quantity.high)
    except UnitError:
        return None
    basis = FormulaBasis(Text(f"换算为 {unit}", f"in {unit}"), (("figure", quantity),))
    return Quantity(value, unit, basis, low, high)


def _result(
    value: Decimal,
    unit: str,
    low: Decimal | None,
    high: Decimal | None,
    text: Text,
    inputs: Figures,
    exact: bool = True,
) -> Quantity:
    """Sums and products stay exact, so that a sheet gives the same; quotients are tidied."""
    trim = _plain if exact else tidy
    same = low == value and high == value
    return Quantity(
        trim(value),
        unit,
        FormulaBasis(text, inputs),
        None if same else trim(low),
        None if same else trim(high),
    )


def _plain(value: Decimal | None) -> Decimal | None:
    return None if value is None else Decimal(format(value.normalize(), "f"))


def add(parts: Sequence[tuple[str, Quantity]], text: Text) -> Quantity:
    """The sum of figures of one unit."""
    ends = [_ends(q) for _, q in parts]
    low = (
        sum((e[0] for e in ends if e[0] is not None), Decimal(0))
        if all(e[0] is not None for e in ends)
        else None
    )
    high = (
        sum((e[1] for e in ends if e[1] is not None), Decimal(0))
        if all(e[1] is not None for e in ends)
        else None
    )
    total = sum((value_of(q) for _, q in parts), Decimal(0))
    return _result(total, parts[0][1].unit, low, high, text, tuple(parts))


def difference(a: tuple[str, Quantity], b: tuple[str, Quantity], text: Text) -> Quantity:
    """a − b, of one unit."""
    (a_low, a_high), (b_low, b_high) = _ends(a[1]), _ends(b[1])
    low = None if a_low is None or b_high is None else a_low - b_high
    high = None if a_high is None or b_low is None else a_high - b_low
    return _result(value_of(a[1]) - value_of(b[1]), a[1].unit, low, high, text, (a, b))


def multiply(a: tuple[str, Quantity], b: tuple[str, Quantity], unit: str, text: Text) -> Quantity:
    """a × b of figures that are not negative, in ``unit``."""
    (a_low, a_high), (b_low, b_high) = _ends(a[1]), _ends(b[1])
    low = None if a_low is None or b_low is None else a_low * b_low
    high = None if a_high is None or b_high is None else a_high * b_high
    return _result(value_of(a[1]) * value_of(b[1]), unit, low, high, text, (a, b))


def divide(
    a: tuple[str, Quantity], b: tuple[str, Quantity], unit: str, text: Text, scale: Decimal = Decimal(1)
) -> Quantity:
    """scale × a ÷ b of figures above zero, in ``unit``."""
    (a_low, a_high), (b_low, b_high) = _ends(a[1]), _ends(b[1])
    low = None if a_low is None or not b_high else scale * a_low / b_high
    high = None if a_high is None or not b_low else scale * a_high / b_low
    return _result(scale * value_of(a[1]) / value_of(b[1]), unit, low, high, text, (a, b), exact=False)


def share(a: tuple[str, Quantity], b: tuple[str, Quantity], text: Text) -> Quantity:
    """a as a share of b, in %."""
    return divide(a, b, "%", text, _HUNDRED)


def count(number: int, of: Text, inputs: Figures = ()) -> Quantity:
    """A number of things that were counted."""
    return Quantity(Decimal(number), "count", FormulaBasis(of, inputs))


def yearly_growth(
    start: tuple[str, Quantity], goal: tuple[str, Quantity], years: tuple[str, Quantity], text: Text
) -> Quantity:
    """Compound yearly growth in %: (goal ÷ start)^(1 ÷ years) − 1."""

    def rate(a: Decimal | None, b: Decimal | None) -> Decimal | None:
        if not a or b is None or a < 0 or b < 0:
            return None
        with localcontext() as context:
            context.prec = 28
            try:
                return ((b / a) ** (1 / value_of(years[1])) - 1) * _HUNDRED
            except InvalidOperation:
                return None

    (s_low, s_high), (g_low, g_high) = _ends(start[1]), _ends(goal[1])
    middle = rate(value_of(start[1]), value_of(goal[1]))
    if middle is None:
        raise ValueError("growth needs a start above zero")
    return _result(
        middle, "%", rate(s_high, g_low), rate(s_low, g_high), text, (start, goal, years), exact=False
    )


def calendar(number: int, unit: str, text: Text) -> Quantity:
    """A span counted on the calendar."""
    return Quantity(Decimal(number), unit, AssumptionBasis(text, "calendar"))


def when_text(time: str | None) -> Text:
    """A period in running words, in the forms that readers of the text take for a date: 2024年, 2022年上半年, 2024年3月; (2024), 2022-H1, 2024-03."""
    if not time:
        return Text("未注明时间", "undated")
    if "/" in time:
        start, end = (when_text(part) for part in time.split("/", 1))
        return Text(f"{start.zh}至{end.zh}", f"{start.en} to {end.en}")
    year, _, rest = time.partition("-")
    if not rest:
        return Text(f"{year}年", f"({year})")
    zh = {"H1": "上半年", "H2": "下半年", "Q1": "一季度", "Q2": "二季度", "Q3": "三季度", "Q4": "四季度"}.get(
        rest
    )
    month = re.fullmatch(r"(\d\d)(?:-(\d\d))?", rest)
    if month:
        day = f"{int(month[2])}日" if month[2] else ""
        return Text(f"{year}年{int(month[1])}月{day}", time)
    return Text(f"{year}年{zh}" if zh else time, time)


def safe(text: str) -> str:
    """Text from outside without the braces that mark figures in a sentence."""
    return text.replace("{", "｛").replace("}", "｝")


def finding_id(rule: str, parts: Iterable[str]) -> str:
    """Stable identity of a finding: the rule and the ids of what it is about."""
    return f"{rule}-{hashlib.sha256('|'.join([rule, *parts]).encode()).hexdigest()[:10]}"
