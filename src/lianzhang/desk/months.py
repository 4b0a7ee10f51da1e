"""The month that a desk works on."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from lianzhang.core import Problems, Text

__all__ = ["Month", "month_of"]

_MONTH = re.compile(r"(\d{4})-(\d{2})\Z")


@dataclass(frozen=True, slots=True)
class Month:
    """A month: ``text`` as ``YYYY-MM``, its last day, its number in the year."""

    text: str
    end: date
    number: int

    @property
    def before(self) -> Month:
        """The month before."""
        year, number = (self.end.year, self.number - 1) if self.number > 1 else (self.end.year - 1, 12)
        return month_of(f"{year:04d}-{number:02d}")

    @property
    def after(self) -> Month:
        """The month after."""
        year, number = (self.end.year, self.number + 1) if self.number < 12 else (self.end.year + 1, 1)
        return month_of(f"{year:04d}-{number:02d}")


def month_of(text: str) -> Month:
    """Parse ``YYYY-MM``. Raises :class:`~lianzhang.core.InputError` that shows what a month looks like."""
    match = _MONTH.match(text.strip()) if isinstance(text, str) else None
    if match and 1 <= int(match[2]) <= 12 and 1900 <= int(match[1]) < 9999:
        year, number = int(match[1]), int(match[2])
        return Month(match[0], date(year, number, monthrange(year, number)[1]), number)
    problems = Problems()
    digits = re.findall(r"\d+", str(text))
    near = None
    if len(digits) >= 2 and len(digits[0]) == 4 and 1 <= int(digits[1][:4]) <= 12:
        near = f"{digits[0]}-{int(digits[1][:4]):02d}"
    elif len(digits) == 1 and len(digits[0]) == 6 and 1 <= int(digits[0][4:]) <= 12:
        near = f"{digits[0][:4]}-{digits[0][4:]}"
    problems.add("dispatch", Text(f"月份应写作 YYYY-MM，如 2024-06；给出的是“{text}”", f"a month is written YYYY-MM, such as 2024-06, not {text!r}"),
                 field="month", nearest=near)  # fmt: skip
    problems.raise_if_any()
    raise ValueError(text)
