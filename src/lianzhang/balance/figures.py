"""Arithmetic on figures that keeps their derivation: every result is a Quantity over its inputs, with its range.

Ranges are interval arithmetic on the inputs' ends: bounds, not likelihoods. An input without a range stands for itself; a lost
input makes the result lost, but its range may survive.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from lianzhang.core import (
    FormulaBasis,
    InputError,
    Problem,
    Quantity,
    RowBasis,
    Text,
    UnitError,
    collect,
    convert,
    unit,
)

__all__ = ["add", "divide", "ends", "estimated_share", "in_unit", "multiply", "subtract"]

Named = tuple[str, Quantity]
Ends = tuple[Decimal | None, Decimal | None]


def ends(q: Quantity) -> Ends:
    """Lower and upper end; the value itself where no range is known."""
    return (q.low if q.low is not None else q.value), (q.high if q.high is not None else q.value)


def add(unit_: str, expression: Text, inputs: Sequence[Named]) -> Quantity:
    """Sum of figures in one unit."""
    low, high, value = Decimal(0), Decimal(0), Decimal(0)
    lost = lost_end = False
    for _, q in inputs:
        a, b = ends(q)
        lost |= q.value is None
        lost_end |= a is None or b is None
        value, low, high = value + (q.value or 0), low + (a or 0), high + (b or 0)
    return Quantity(
        None if lost else value,
        unit_,
        FormulaBasis(expression, tuple(inputs)),
        None if lost_end else low,
        None if lost_end else high,
    )


def subtract(unit_: str, expression: Text, first: Named, second: Named) -> Quantity:
    """First less second."""
    a, b = first[1], second[1]
    (a_low, a_high), (b_low, b_high) = ends(a), ends(b)
    value = None if a.value is None or b.value is None else a.value - b.value
    low = None if a_low is None or b_high is None else a_low - b_high
    high = None if a_high is None or b_low is None else a_high - b_low
    return Quantity(value, unit_, FormulaBasis(expression, (first, second)), low, high)


def multiply(unit_: str, expression: Text, inputs: Sequence[Named]) -> Quantity:
    """Product of figures; ends follow the signs."""
    value: Decimal | None = Decimal(1)
    span: Ends = (Decimal(1), Decimal(1))
    for _, q in inputs:
        value = None if value is None or q.value is None else value * q.value
        span = _times(span, ends(q))
    return Quantity(value, unit_, FormulaBasis(expression, tuple(inputs)), *span)


def divide(unit_: str, expression: Text, first: Named, second: Named) -> Quantity:
    """First over second; the result is lost when the second is zero or lost, and unbounded ends are left open."""
    a, b = first[1], second[1]
    value = a.value / b.value if a.value is not None and b.value else None
    low, high = ends(b)
    span: Ends = (None, None)
    if low is not None and high is not None and low * high > 0:
        span = _times(ends(a), (1 / high, 1 / low))
    elif low == 0 and high:  # nothing consumed at the least end: no upper bound
        first_low = ends(a)[0]
        span = (None if first_low is None else first_low / high, None)
    return Quantity(value, unit_, FormulaBasis(expression, (first, second)), *span)


def _times(a: Ends, b: Ends) -> Ends:
    if None in a or None in b:
        return None, None
    products = [x * y for x in a for y in b if x is not None and y is not None]
    return min(products), max(products)


def in_unit(q: Quantity, wanted: str, what: str) -> Quantity:
    """The figure in ``wanted``; a capacity a year (t/a) stands for one year's amount (t).

    Raises :class:`InputError` naming ``what`` when the two do not measure the same thing.
    """
    if q.unit == wanted:
        return q
    try:
        per_year = unit(q.unit).dimensions.get("time") == -1 and "time" not in unit(wanted).dimensions
        target = f"{wanted}/a" if per_year else wanted
        value, low, high = (
            None if x is None else convert(x, q.unit, target) for x in (q.value, q.low, q.high)
        )
    except UnitError as error:
        message = Text(
            f"单位 {q.unit} 不能换算为 {wanted}", f"unit {q.unit} does not convert to {wanted}: {error}"
        )
        raise InputError([Problem("quantities", message, field=what, nearest=wanted)]) from error
    if value is not None:
        value = value.normalize() if value else value
    expression = Text(f"换算为 {wanted}", f"converted to {wanted}")
    return Quantity(value, wanted, FormulaBasis(expression, ((what, q),)), low, high)


def estimated_share(quantities: Iterable[Quantity]) -> float:
    """Share of the table rows beneath the figures that rest, wholly or partly, on estimates; 0 when there are none."""
    rows = [b for b in collect(quantities).values() if isinstance(b, RowBasis)]
    estimated = sum("estimate" in dict(b.cells).get("basis", "") for b in rows)
    return estimated / len(rows) if rows else 0.0
