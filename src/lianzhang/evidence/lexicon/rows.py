"""What rows and entries of the data files must not say together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from lianzhang.core import Text
from lianzhang.core.data_files import LAYERED
from lianzhang.evidence.words import shaped

__all__ = ["contradictions", "entry_faults"]

_GROUPS = ("s", "o", "i", "p", "t", "v", "a", "h")


def contradictions(name: str, rows: list[tuple[int, dict[str, str]]]) -> Iterator[tuple[int, str, Text]]:
    """(line, column, fault) of rows that say a name twice, or undo one another."""
    spec = LAYERED[name]
    if name == "spin.csv":
        yield from _pairs(rows)
        return
    if spec.pair:
        yield from _again(rows, spec.names)
        return
    owner: dict[str, int] = {}
    for line, row in rows:
        said = [(c, row.get(c, "")) for c in spec.names]
        said += [(c, n) for c in spec.lists for n in row.get(c, "").split(";")]
        for column, surface in said:
            if not surface or owner.get(surface) == line:
                continue
            if surface in owner:
                what = Text(
                    f"“{surface}”已在第 {owner[surface]} 行",
                    f"{surface!r} is already in line {owner[surface]}",
                )
                yield line, column, what
            owner.setdefault(surface, line)
        if (
            name == "measures.csv"
            and re.match(r"[\d万亿千百十]+(?=\D)", row.get("surface", ""))
            and len(row["surface"]) > 2
        ) and (row["surface"][0].isdigit() or row["surface"][0] in "万亿"):
            what = Text(
                "不带数字和万、亿；倍数写在 factor 里",
                "stands without numerals; multiples belong in factor",
            )
            yield line, "surface", what
    if name == "spin_list.csv":
        yield from _list(rows)
    if name == "firms.csv":
        for line, row in rows:
            if 0 < len(row.get("name", "")) < 2:
                yield line, "name", Text("名称太短", "name is too short")


def _list(rows: list[tuple[int, dict[str, str]]]) -> Iterator[tuple[int, str, Text]]:
    for line, row in rows:
        spun = row.get("spun", "")
        if spun in row.get("restored", "").split():
            yield line, "restored", Text(f"“{spun}”就是换上的词", f"{spun!r} is the spun word itself")
        for phrase in row.get("keep", "").split():
            if spun not in phrase:
                yield line, "keep", Text(f"“{phrase}”里没有“{spun}”", f"{phrase!r} does not hold {spun!r}")


def _again(
    rows: list[tuple[int, dict[str, str]]], columns: tuple[str, ...]
) -> Iterator[tuple[int, str, Text]]:
    """Rows whose cells, taken together, stand in a row before."""
    seen: dict[tuple[str, ...], int] = {}
    for line, row in rows:
        at = seen.setdefault(tuple(row.get(c, "") for c in columns), line)
        if at != line:
            yield line, columns[-1], Text(f"与第 {at} 行的条件相同", f"says the same as line {at}")


def _pairs(rows: list[tuple[int, dict[str, str]]]) -> Iterator[tuple[int, str, Text]]:
    seen: dict[tuple[str, ...], int] = {}
    for line, row in rows:
        spun, restored = row.get("spun", ""), row.get("restored", "")
        same = (spun, restored, row.get("level", ""))
        if same in seen:
            at = seen[same]
            yield line, "spun", Text(f"这一对已在第 {at} 行", f"the pair is already in line {at}")
        seen.setdefault(same, line)
        if (restored, spun) in seen and spun != restored:
            at = seen[restored, spun]
            yield line, "spun", Text(f"与第 {at} 行相反", f"is the opposite of line {at}")
        seen.setdefault((spun, restored), line)
        for phrase in row.get("phrases", "").split():
            if spun not in phrase:
                yield line, "phrases", Text(f"“{phrase}”里没有“{spun}”", f"{phrase!r} does not hold {spun!r}")


def entry_faults(table: str, entry: Mapping[str, Any]) -> Iterator[tuple[str, Text]]:
    """(key, fault) of an entry whose parts do not go together."""
    if table == "frame":
        yield from _frame(entry)
    elif table == "relation":
        yield from _relation(entry)
    elif table in ("words", "stage"):
        yield from _words(str(entry.get("list", "")), entry)
    elif table == "cue":
        pattern = _compiled(entry.get("words"))
        if pattern and isinstance(entry.get("example"), str) and not pattern.search(entry["example"]):
            yield "words", Text("在例句里找不到", "is not found in the example")


def _frame(entry: Mapping[str, Any]) -> Iterator[tuple[str, Text]]:
    if not entry.get("before") and not entry.get("after") and not entry.get("default"):
        yield (
            "before",
            Text(
                "before、after、default 至少要有一个，否则永远用不上",
                "needs before, after or default: it would never be used",
            ),
        )
    units = entry.get("units")
    if isinstance(units, list) and isinstance(entry.get("to"), dict):
        for key in entry["to"]:
            if key not in units:
                yield "to", Text(f"“{key}”不在 units 里", f"{key!r} is not in units")
    words = [_compiled(entry.get(k)) for k in ("before", "after")]
    example = entry.get("example")
    if isinstance(example, str) and not entry.get("default"):
        parts = [w for w in words if w]
        if parts and not any(w.search(example) or _anchored(w, example) for w in parts):
            yield "example", Text("里没有 before 或 after 的词", "holds no word of before or after")


def _anchored(pattern: re.Pattern[str], example: str) -> bool:
    return any(pattern.search(example[i:]) or pattern.search(example[:i]) for i in range(len(example)))


def _relation(entry: Mapping[str, Any]) -> Iterator[tuple[str, Text]]:
    pattern = _compiled(entry.get("pattern"))
    if pattern is None:
        return
    for group in pattern.groupindex:
        if group not in _GROUPS:
            yield (
                "pattern",
                Text(
                    f"没有“{group}”这个组；可用：{'、'.join(_GROUPS)}",
                    f"unknown group {group!r}; there are: {', '.join(_GROUPS)}",
                ),
            )
    for group in entry.get("each", "") if isinstance(entry.get("each"), str) else "":
        if group not in pattern.groupindex:
            yield "each", Text(f"pattern 里没有组“{group}”", f"the pattern has no group {group!r}")
    example = entry.get("example")
    if isinstance(example, str):
        if not pattern.search(example):
            yield "pattern", Text("在例句里找不到", "is not found in the example")
        words = entry.get("words")
        if isinstance(words, list) and not any(isinstance(w, str) and w in example for w in words):
            yield "words", Text("例句里一个也没有", "none of them stands in the example")


def _words(name: str, entry: Mapping[str, Any]) -> Iterator[tuple[str, Text]]:
    pattern = _compiled(entry.get("pattern"))
    if pattern is None:
        return
    if pattern.groups:
        yield "pattern", Text("组要写成 (?:…)", "groups must be written (?:…)")
        return
    try:
        together = shaped(name, ["(?!)", pattern.pattern])
    except re.error as error:  # flags that would hold for the other entries too
        yield "pattern", Text(f"不能与别的条目合用：{error}", f"cannot stand beside other entries: {error}")
        return
    example = entry.get("example")
    if isinstance(example, str) and not together.search(example):
        yield "pattern", Text("在例句里找不到", "is not found in the example")


def _compiled(value: Any) -> re.Pattern[str] | None:
    try:
        return re.compile(value) if isinstance(value, str) else None
    except (re.error, RecursionError, OverflowError):
        return None  # told with the pattern itself
