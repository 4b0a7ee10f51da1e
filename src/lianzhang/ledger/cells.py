"""Cells as offices print them: money, quantities, dates, stages, places. Nothing is guessed: what is not clear is an error.

Every reader returns None for a cell that says nothing (empty, ``—``, ``/``, 无, 待定) and raises :class:`CellError`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from lianzhang.core import PeriodError, Place, PlaceTree, Text, UnitError, nearest, period, short_name, unit
from lianzhang.ledger.fields import stage_of, stage_words
from lianzhang.ledger.project import STAGES

__all__ = [
    "CellError",
    "fold",
    "read_date",
    "read_money",
    "read_month",
    "read_place",
    "read_quantity",
    "read_stage",
    "said",
    "split_number",
]


class CellError(ValueError):
    """The cell cannot be read: ``what`` in both languages, ``near`` a valid value close by."""

    def __init__(self, what: Text, near: str | None = None) -> None:
        super().__init__(what.en)
        self.what = what
        self.near = near


def fold(text: str) -> str:
    """Widths made one form, blanks dropped at the ends."""
    return unicodedata.normalize("NFKC", text).strip()


_NOTHING = frozenset(
    {"", "-", "--", "—", "——", "/", "\\", "无", "暂无", "待定", "未定", "不详", "n/a", "N/A", "null", "None"}
)


def said(text: str) -> str | None:
    """The cell's text, or None when it says nothing."""
    text = fold(text)
    return None if text in _NOTHING else text


_MONEY_SCALE = {
    "万亿元": Decimal(10) ** 12, "万亿": Decimal(10) ** 12, "亿元": Decimal(10) ** 8, "亿": Decimal(10) ** 8,
    "千万元": Decimal(10) ** 7, "千万": Decimal(10) ** 7, "百万元": Decimal(10) ** 6, "百万": Decimal(10) ** 6,
    "万元": Decimal(10) ** 4, "万": Decimal(10) ** 4, "元": Decimal(1), "CNY": Decimal(1), "人民币元": Decimal(1),
}  # fmt: skip
_NUMBER = re.compile(r"([+-]?\d[\d,]*(?:\.\d+)?|[+-]?\.\d+)\s*(.*)\Z")


def money_scale(name: str) -> Decimal | None:
    """CNY in one of a money unit (亿元 万元 元 …); None when it is no money unit."""
    return _MONEY_SCALE.get(fold(name))


def split_number(text: str) -> tuple[Decimal, str]:
    """A number and what stands behind it."""
    m = _NUMBER.match(text)
    if not m:
        raise CellError(Text(f"“{text}”不是数", f"{text!r} is not a number"))
    try:
        return Decimal(m[1].replace(",", "")), m[2].strip()
    except InvalidOperation as error:
        raise CellError(Text(f"“{text}”不是数", f"{text!r} is not a number")) from error


def _tidy(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


_MIXED = re.compile(r"(\d[\d,]*(?:\.\d+)?)(万亿|亿|千万|百万|万)元?")


def _mixed_money(cell: str) -> Decimal | None:
    """``3亿2000万元``: parts that grow smaller; None when the cell is not written so."""
    parts = _MIXED.findall(cell)
    if len(parts) < 2 or "".join(_MIXED.split(cell)[::3]).strip("元 "):
        return None
    scales = [_MONEY_SCALE[u] for _, u in parts]
    if sorted(scales, reverse=True) != scales or len(set(scales)) != len(scales):
        return None
    return sum((Decimal(n.replace(",", "")) * k for (n, _), k in zip(parts, scales)), Decimal(0))


def read_money(text: str, scale: Decimal | None, *, signed: bool = False) -> Decimal | None:
    """CNY. The cell's own unit goes before ``scale``, the one of the heading (None: the heading has none)."""
    cell = said(text)
    if cell is None:
        return None
    mixed = _mixed_money(cell)
    if mixed is not None:
        return _tidy(mixed)
    value, rest = split_number(cell)
    own = money_scale(rest) if rest else scale
    if own is None and rest:
        raise CellError(
            Text(f"“{rest}”不是金额单位", f"{rest!r} is not a unit of money"), nearest(rest, _MONEY_SCALE)
        )
    if own is None:
        raise CellError(
            Text("没有单位：请在表头写明亿元、万元或元", "no unit: say 亿元, 万元 or 元 in the heading")
        )
    if value < 0 and not signed:
        raise CellError(Text(f"金额为负：{cell}", f"negative amount: {cell}"))
    return _tidy(value * own)


_COUNT_SCALE = (
    ("亿", Decimal(10) ** 8),
    ("万", Decimal(10) ** 4),
    ("千", Decimal(1000)),
    ("百", Decimal(100)),
)
_CANONICAL = ("t/a", "GWh/a", "m2/a", "MW", "m3/a")


def read_quantity(text: str, heading_unit: str | None, *, stock: bool = False) -> tuple[Decimal, str] | None:
    """A yearly capacity and its unit in the claims' form (t/a, GWh/a, m2/a; MW for power; units of its own stay).

    ``10万吨/年``, ``20GWh``, ``5000`` under a heading with a unit. A capacity without a time is meant by the year;
    ``stock``: a quantity that is there once (a reserve).
    """
    cell = said(text)
    if cell is None:
        return None
    value, rest = split_number(re.sub(r"\A年产", "", cell))
    printed = rest or (heading_unit or "")
    if not printed:
        raise CellError(Text("没有单位，如 万吨/年、GWh", "no unit, such as 万吨/年 or GWh"))
    name = printed
    for word, scale in _COUNT_SCALE:
        if name.startswith(word) and len(name) > 1:
            value, name = value * scale, name[1:]
            break
    try:
        parsed = unit(name)
    except UnitError as error:
        raise CellError(Text(f"单位“{printed}”不认识", f"unknown unit {printed!r}")) from error
    if value < 0:
        raise CellError(Text(f"产能为负：{cell}", f"negative capacity: {cell}"))
    dimensions = dict(parsed.dimensions)
    if stock:
        goal = unit("t")
        return (_tidy(value * parsed.factor), "t") if parsed.same_dimension(goal) else (value, parsed.text)
    if "time" not in dimensions and "power" not in dimensions:
        parsed = unit(f"({name})/a")
    for target in _CANONICAL:
        goal = unit(target)
        if parsed.same_dimension(goal):
            value = value * parsed.factor / goal.factor
            return value.quantize(Decimal(1)) if value == value.to_integral_value() else value, target
    return value, parsed.text


_CN_MONTH_END = {"年底": "12", "年末": "12", "年中": "06", "上半年": "06", "下半年": "12", "年初": "01"}
_DATE = re.compile(
    r"(\d{4})\s*(?:[-./年]\s*(\d{1,2})\s*(?:(?:[-./]|月)\s*(?:(\d{1,2})\s*日?)?)?)?(?:年|月)?(?:\s+0?0:00(?::00)?)?\Z"
)
_SERIAL = re.compile(r"[2-6]\d{4}(?:\.\d+)?")
"""A day as Excel counts them (20000 is in 1954, 69999 in 2091), left over where a date lost its format."""
_QUARTER = re.compile(r"(\d{4})年?(?:第?([1-4一二三四])季度|-?Q([1-4]))(?:末|底)?\Z")


def read_date(text: str) -> str | None:
    """ISO date as precise as printed: ``2024.06`` → 2024-06, ``2024年6月30日`` → 2024-06-30, 年底 → -12, a quarter → its last
    month."""
    cell = said(text)
    if cell is None:
        return None
    compact = cell.replace(" 00:00:00", "").strip()
    if _SERIAL.fullmatch(compact):
        return (date(1899, 12, 30) + timedelta(days=int(compact.partition(".")[0]))).isoformat()
    if re.fullmatch(r"(19|20)\d{6}", compact):
        compact = f"{compact[:4]}-{compact[4:6]}-{compact[6:]}"
    for word, month in _CN_MONTH_END.items():
        m = re.fullmatch(rf"(\d{{4}})年?{word}(?:前)?", compact)
        if m:
            return f"{m[1]}-{month}"
    quarter = _QUARTER.match(compact)
    if quarter:
        number = "一二三四".find(quarter[2] or " ") + 1 or int(quarter[2] or quarter[3])
        return f"{quarter[1]}-{number * 3:02d}"
    m = _DATE.match(re.sub(r"(?:日)?(?:[前起底末初]|[上中下]旬)*\Z", "", compact))
    if not m:
        raise CellError(
            Text(f"“{cell}”不是日期，如 2024-06-30", f"{cell!r} is not a date such as 2024-06-30")
        )
    iso = "-".join([m[1], *(f"{int(p):02d}" for p in m.groups()[1:] if p)])
    try:
        known = period(iso)
    except PeriodError as error:
        raise CellError(Text(f"没有这一天：{cell}", f"no such day: {cell}")) from error
    if not date(1949, 10, 1) <= known.last <= date(2100, 12, 31):
        raise CellError(Text(f"年份不合理：{cell}", f"impossible year: {cell}"))
    return iso


def read_month(text: str) -> str | None:
    """A month as ``YYYY-MM``."""
    iso = read_date(text)
    if iso is not None and len(iso) != 7:
        if len(iso) == 10:
            return iso[:7]
        raise CellError(
            Text(f"“{fold(text)}”不是月份，如 2024-06", f"{fold(text)!r} is not a month such as 2024-06")
        )
    return iso


def _near_stage(cell: str) -> str | None:
    """Words of two characters are too short for a ratio: one of two in its place is near enough for a hint."""
    near = nearest(cell, stage_words())
    alike = (s for s in STAGES if any(a == b for a, b in zip(s, cell, strict=False)))
    return near or next(alike, None)


def read_stage(text: str) -> str | None:
    """One of the stages."""
    cell = said(text)
    if cell is None:
        return None
    stage = stage_of(cell)
    if stage is None:
        raise CellError(Text(f"阶段“{cell}”不认识", f"unknown stage {cell!r}"), _near_stage(cell))
    return stage


def read_place(text: str, tree: PlaceTree, within: str | None = None) -> str | None:
    """The full administrative path. ``within``: key of the region of the case, which settles a name that several places bear.

    What follows a place's full path (a park, a street) stays behind it.
    """
    cell = said(text)
    if cell is None:
        return None
    name = re.sub(r"\s", "", cell)
    found = tree.resolve(name)
    if found is None and within:
        inside = [p for p in tree.named(name) if tree.within(p.key, within)]
        found = inside[0] if len(inside) == 1 else None
    if found is not None:
        return tree.path(found.key)
    at, rest = _descend(name, tree, within)
    if at is not None:
        return tree.path(at) + rest
    options = tree.named(name)
    if options:
        paths = "、".join(tree.path(p.key) for p in options[:4])
        raise CellError(
            Text(f"“{cell}”有几处同名：{paths}", f"{cell!r} is ambiguous: {paths}"), tree.path(options[0].key)
        )
    near = nearest(name, tree.names())
    raise CellError(Text(f"地名“{cell}”不认识", f"unknown place {cell!r}"), near)


def _only(options: Iterable[Place]) -> Place | None:
    distinct = {p.key: p for p in options}
    return next(iter(distinct.values())) if len(distinct) == 1 else None


def _top(name: str, tree: PlaceTree, within: str | None) -> tuple[Place | None, int]:
    """The place that the longest start of ``name`` means alone, and the length of that start."""
    for length in range(min(len(name), 12), 1, -1):
        options = tree.named(name[:length])
        if options:
            inside = [p for p in options if within in tree and tree.within(p.key, within)] if within else []
            provinces = [p for p in options if p.level == "province"]
            return _only(provinces) or _only(inside) or _only(options), length
    return None, 0


def _descend(name: str, tree: PlaceTree, within: str | None) -> tuple[str | None, str]:
    """Follow a path printed in parts (湖南郴州临武县工业园): the lowest place reached, and what is left behind it."""
    place, length = _top(name, tree, within)
    rest = name[length:]
    while place is not None and rest:
        near = tree.children(place.key)
        forms = [
            (form, p)
            for p in (*near, *(g for c in near for g in tree.children(c.key)))
            for form in {p.name, short_name(p.name)}
            if rest.startswith(form)
        ]
        longest = max((len(form) for form, _ in forms), default=0)
        lower = _only(p for form, p in forms if len(form) == longest)
        if lower is None:
            break
        place, rest = lower, rest[longest:]
    # what is left may be a park or a street, never one more county that is not there
    if place is None or re.search(r"[省市县区州旗]\Z", rest):
        return None, rest
    return place.key, rest
