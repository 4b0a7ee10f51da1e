"""What ``case.toml`` says for the plan: name, years, weights, discounting."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

from lianzhang.chain.tables_case import Settings
from lianzhang.core import Problems, Text, nearest

__all__ = ["CONVENTIONS", "read_settings", "toml_fault"]

CONVENTIONS = ("plain", "osemosys", "temoa", "messageix")
_SALVAGE = ("none", "sinking_fund", "straight_line")
_TIMING = ("start", "middle", "end")
_SYNONYMS = {"discount_rate": "rate", "discount_convention": "convention", "first_year": "base_year"}
_OWN = ("rate", "convention", "base_year", "salvage", "capex_timing", "flow_timing")
_KNOWN = ("name", "years", "weights", "price_year", "discount", *_OWN, *_SYNONYMS)
_ELSEWHERE = ("reading", "desk", "database", "document_folders")
"""Settings of the case that are not the plan's."""
MOST_YEARS = 500


def toml_fault(error: Exception) -> Text:
    """A fault of the format, in a sentence, with the parser's own words."""
    place = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
    if place:
        zh = f"第 {place[1]} 行第 {place[2]} 列不合 TOML 格式（文字要加引号，等号右边不能空）；解析器说：{error}"
        return Text(zh, f"is not well-formed TOML: {error}")
    return Text(f"不合 TOML 格式；解析器说：{error}", f"is not well-formed TOML: {error}")


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _plain_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e12


def _years(value: Any, file: str, problems: Problems) -> tuple[int, ...]:
    wrong = Text(
        "应为年份列表 [2025, 2026]，或 {first = 2025, last = 2030, step = 1}",
        "must be a list of years [2025, 2026], or {first = 2025, last = 2030, step = 1}",
    )
    if _whole(value):
        value = [value]
    if isinstance(value, Mapping) and {"first", "last"} <= set(value) <= {"first", "last", "step"}:
        first, last, step = value["first"], value["last"], value.get("step", 1)
        if all(map(_whole, (first, last, step))) and step > 0 and 0 <= (last - first) // step < MOST_YEARS:
            value = list(range(first, last + 1, step))
    if not isinstance(value, list) or not value or not all(map(_whole, value)):
        problems.add(file, wrong, field="years")
        return ()
    if len(value) > MOST_YEARS or any(b <= a for a, b in pairwise(value)):
        problems.add(file, Text("年份须递增且不重复", "years must rise and not repeat"), field="years")
        return ()
    return tuple(value)


def _weights(value: Any, years: tuple[int, ...], file: str, problems: Problems) -> tuple[float, ...]:
    if value is None:
        # A period lasts until the next one; the last is as long as the one before it.
        gaps = [float(b - a) for a, b in pairwise(years)]
        return tuple([*gaps, gaps[-1]] if gaps else [1.0] * len(years))
    if isinstance(value, Mapping):
        value = [value.get(str(y)) for y in years] if set(value) == {str(y) for y in years} else None
    if _plain_number(value):
        value = [value] * len(years)
    if not isinstance(value, list) or not all(_plain_number(v) and v > 0 for v in value):
        problems.add(
            file, Text("应为每个年份一个正数", "must be one positive number a year"), field="weights"
        )
    elif years and len(value) != len(years):
        problems.add(
            file, Text(f"有 {len(value)} 个，年份有 {len(years)} 个", f"{len(value)} weights for {len(years)} years"),
            field="weights",
        )  # fmt: skip
    else:
        return tuple(float(v) for v in value)
    return (1.0,) * len(years)


def _choice(
    data: Mapping[str, Any], key: str, choices: tuple[str, ...], file: str, problems: Problems
) -> str | None:
    value = data.get(key)
    if value is None:
        return None
    folded = str(value).casefold()
    if folded not in choices:
        problems.add(
            file, Text(f"“{value}”应为 {'、'.join(choices)} 之一", f"{value!r} is not one of {', '.join(choices)}"),
            field=key, nearest=nearest(folded, choices),
        )  # fmt: skip
        return None
    return folded


def _flatten(data: Mapping[str, Any], file: str, problems: Problems) -> tuple[dict[str, Any], list[Text]]:
    """The settings without the ``[discount]`` table and under one name each; unknown ones are noted."""
    notes: list[Text] = []
    for key in data:
        if key not in _KNOWN and key not in _ELSEWHERE:
            near = nearest(key, _KNOWN)
            if near:
                problems.add(
                    file, Text(f"没有名为“{key}”的设置", f"unknown setting {key!r}"), field=key, nearest=near
                )
            else:
                notes.append(Text(f"规划不使用设置“{key}”", f"the plan does not use the setting {key!r}"))
    flat = dict(data)
    discount = data.get("discount")
    if isinstance(discount, Mapping):
        for key in discount:
            if key not in _OWN and key not in _SYNONYMS:
                problems.add(
                    file, Text(f"没有名为“{key}”的设置", f"unknown setting {key!r}"), field=f"discount.{key}",
                    nearest=nearest(key, _OWN),
                )  # fmt: skip
        flat.update(discount)
    elif discount is not None:
        flat["rate"] = discount
    return {_SYNONYMS.get(k, k): v for k, v in flat.items()}, notes


def _written(data: Mapping[str, Any], key: str) -> str:
    """The name under which the user wrote a setting: ``rate``, ``discount_rate``, ``discount.rate`` …"""
    names = (key, *(k for k, v in _SYNONYMS.items() if v == key))
    discount = data.get("discount")
    if isinstance(discount, Mapping):
        inner = next((n for n in names if n in discount), None)
        if inner is not None:
            return f"discount.{inner}"
    elif key == "rate" and discount is not None:
        return "discount"
    return next((n for n in names if n in data), key)


def _rate(rate: Any, field: str, file: str, problems: Problems) -> float:
    """The discount rate, a fraction between −0.5 and 1."""
    if not _plain_number(rate):
        what = Text(f"{rate!r} 不是数，应如 0.06", f"{rate!r} is not a number; write it as 0.06")
        problems.add(file, what, field=field)
    elif not -0.5 < rate < 1:
        what = Text(
            f"贴现率 {rate} 超出范围：应为小数，大于 -0.5、小于 1",
            f"the discount rate {rate} is out of range: a fraction above -0.5 and below 1",
        )
        problems.add(file, what, field=field, nearest=f"{rate / 100:g}" if 1 <= rate < 100 else None)
    else:
        return float(rate)
    return 0.0


def read_settings(folder: Path, problems: Problems) -> tuple[Settings, list[Text]]:
    """Read ``folder/case.toml``; returns the settings and notes on keys that the plan does not use."""
    file = "case.toml"
    nothing = Settings(folder.name, (), ())
    try:
        data = tomllib.loads((folder / file).read_text(encoding="utf-8-sig"))
    except OSError:
        problems.add(file, Text("缺少 case.toml", "case.toml is missing"))
        return nothing, []
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        problems.add(file, toml_fault(error))
        return nothing, []
    flat, notes = _flatten(data, file, problems)
    if "years" not in flat:
        problems.add(file, Text("缺少规划年份", "the years of the plan are missing"), field="years")
    years = _years(flat["years"], file, problems) if "years" in flat else ()
    rate = _rate(flat.get("rate", 0.0), _written(data, "rate"), file, problems)
    for key in ("base_year", "price_year"):
        if flat.get(key) is not None and not _whole(flat[key]):
            what = Text(f"{flat[key]!r} 不是年份", f"{flat[key]!r} is not a year")
            problems.add(file, what, field=_written(data, key))
            flat[key] = None
    weights = _weights(flat.get("weights"), years, file, problems)
    if "weights" not in flat and any(w != 1 for w in weights):
        notes.append(
            Text(
                "未给出 weights：每个时期按到下一时期的年数计",
                "no weights given: a period counts the years until the next",
            )
        )
    settings = Settings(
        name=str(flat.get("name", folder.name)),
        years=years,
        weights=weights,
        rate=rate,
        convention=_choice(flat, "convention", CONVENTIONS, file, problems) or "plain",
        salvage=_choice(flat, "salvage", _SALVAGE, file, problems),
        capex_timing=_choice(flat, "capex_timing", _TIMING, file, problems),
        flow_timing=_choice(flat, "flow_timing", _TIMING, file, problems),
        base_year=flat.get("base_year"),
        price_year=flat.get("price_year"),
    )
    return settings, notes
