"""The data files of the reader against their schema: every fault at once, with file, row and field.

What a cell or a value may be stands in ``data/lexicon_schema.toml``; what rows must not say together is here.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from importlib.resources import files
from typing import Any

from lianzhang.core import Problems, Text, UnitError, nearest, place_tree, unit
from lianzhang.core.data_files import LAYERED, OwnData, laid_over, packaged_text
from lianzhang.evidence.claim import KINDS
from lianzhang.evidence.lexicon.patterns import pattern_fault
from lianzhang.evidence.lexicon.rows import contradictions, entry_faults
from lianzhang.evidence.lexicon.tables import parse_measures, read_table

__all__ = ["check_own", "check_packaged"]

MOST_ROWS = 20_000
_HEADER = re.compile(r"^\s*\[\[\s*(\w+)\s*\]\]")


@lru_cache(maxsize=1)
def _schema() -> dict[str, Any]:
    text = files("lianzhang.evidence").joinpath("data", "lexicon_schema.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def check_packaged() -> Problems:
    """Faults of the packaged files."""
    problems = Problems()
    for name in LAYERED:
        _check_file(name, name, packaged_text(name), _known_units(""), problems)
    return problems


def check_own(own: OwnData, shown: str = "lexicon/") -> Problems:
    """Faults of a case's own files, called ``shown`` and their names; where there are none, also of what their examples read."""
    problems = Problems()
    units = _known_units(dict(own).get("measures.csv", ""))
    for name, text in own:
        if name not in LAYERED:
            what = Text(
                f"不是能叠加的数据文件；可用：{'、'.join(LAYERED)}",
                f"is no data file that can be laid over; there are: {', '.join(LAYERED)}",
            )
            instead = "statement_words.toml" if name.startswith("verbs.") else nearest(name, LAYERED)
            problems.add(shown + name, what, nearest=instead)
        else:
            known = _known_units("") if name == "measures.csv" else units  # a row cannot vouch for itself
            _check_file(name, shown + name, text, known, problems)
    if not len(problems):
        _check_examples(own, shown, problems)
    return problems


@lru_cache(maxsize=1)
def _packaged_units() -> frozenset[str]:
    found = {m.unit for m in parse_measures("measures.csv", packaged_text("measures.csv"))}
    for row in tomllib.loads(packaged_text("frames_numbers.toml"))["frame"]:
        found |= {*row["units"], *row.get("to", {}).values()}
    return frozenset(found)


def _known_units(own_measures: str) -> frozenset[str]:
    """Units that the reader may come to: printed ones, and each of them a year."""
    found = set(_packaged_units())
    for line in own_measures.splitlines():
        cells = line.split(",")
        if len(cells) > 1 and not line.startswith("#"):
            found.add(cells[1].strip())
    return frozenset(found | {f"{u}/a" for u in found})


def _check_file(name: str, shown: str, text: str, units: frozenset[str], problems: Problems) -> None:
    if name.endswith(".csv"):
        _check_csv(name, shown, text, units, problems)
    else:
        _check_toml(name, shown, text, units, problems)


# ---- rows


def _check_csv(name: str, shown: str, text: str, units: frozenset[str], problems: Problems) -> None:
    schema = _schema()[name]
    header = next((line for line in text.splitlines() if line.strip() and not line.startswith("#")), "")
    for column in (h.strip() for h in header.split(",")):
        if header and column not in schema:
            what = Text(f"没有名为“{column}”的列", f"unknown column {column!r}")
            problems.add(shown, what, where="header", field=column, nearest=nearest(column, schema))
    rows = read_table(shown, text, schema, problems)
    if len(rows) > MOST_ROWS:
        problems.add(shown, Text(f"超过 {MOST_ROWS} 行", f"has more than {MOST_ROWS} rows"))
        return
    for line, row in rows:
        for column, rule in schema.items():
            _check_value(
                shown, f"line {line}", column, _cell(row.get(column, ""), rule), rule, units, problems
            )
    for line, column, fault in contradictions(name, rows):
        problems.add(shown, fault, where=f"line {line}", field=column)


def _cell(text: str, rule: str) -> Any:
    kind = rule.rstrip("!")
    if kind in ("names", "places"):
        return [n for n in text.split(";") if n]
    if kind == "words":
        return text.split()
    return text


# ---- entries


def _check_toml(name: str, shown: str, text: str, units: frozenset[str], problems: Problems) -> None:
    schema = _schema()[name]
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        what = Text(f"不合 TOML 格式；解析器说：{error}", f"is not well-formed TOML: {error}")
        place = re.search(r"line (\d+)", str(error))
        problems.add(shown, what, where=f"line {place[1]}" if place else None)
        return
    lines = _entry_lines(text)
    for table, entries in data.items():
        if table not in schema:
            what = Text(f"没有名为“{table}”的一类条目", f"unknown kind of entry {table!r}")
            problems.add(shown, what, field=table, nearest=nearest(table, schema))
            continue
        if LAYERED[name].apart:
            apart = table in LAYERED[name].apart
            _check_lists(shown, text, table, entries, schema[table], problems, apart=apart)
            continue
        if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
            problems.add(shown, Text(f"应写成 [[{table}]]", f"must be written [[{table}]]"), field=table)
            continue
        seen: dict[str, str] = {}
        for entry in entries[:MOST_ROWS]:
            where = next(lines.get(table, iter(())), table)
            _check_entry(shown, where, entry, schema[table], units, problems)
            for key, fault in entry_faults(table, entry):
                problems.add(shown, fault, where=where, field=key)
            example = str(entry.get("example", ""))
            if example and example in seen:
                what = Text(f"例句与{seen[example]}的相同", f"has the example of {seen[example]}")
                problems.add(shown, what, where=where, field="example")
            seen.setdefault(example, where)


def _check_lists(
    shown: str, text: str, table: str, lists: Any, schema: Mapping[str, str], problems: Problems, *, apart: bool
) -> None:  # fmt: skip
    """Lists of words, parted by blanks; ``apart``: no word stands in two of them."""
    if not isinstance(lists, dict):
        problems.add(shown, Text(f"应写成 [{table}]", f"must be written [{table}]"), field=table)
        return
    numbered = list(enumerate(text.splitlines(), 1))
    owner: dict[str, str] = {}
    for key, words in lists.items():
        where = next(
            (f"line {i}" for i, line in numbered if re.match(rf"\s*{re.escape(key)}\s*=", line)), table
        )
        if key not in schema:
            what = Text(f"没有名为“{key}”的词表", f"unknown list {key!r}")
            problems.add(shown, what, where=where, field=key, nearest=nearest(key, schema))
        elif not isinstance(words, str):
            what = Text("应为文字，词之间空格", "must be text: words parted by blanks")
            problems.add(shown, what, where=where, field=key)
        else:
            _check_value(shown, where, key, words.split(), schema[key], frozenset(), problems)
            for word in words.split() if apart else ():
                if word in owner:
                    what = Text(f"“{word}”已在 {owner[word]} 里", f"{word!r} is already in {owner[word]}")
                    problems.add(shown, what, where=where, field=key)
                owner.setdefault(word, key)


def _entry_lines(text: str) -> dict[str, Iterator[str]]:
    found: dict[str, list[str]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if m := _HEADER.match(line):
            found.setdefault(m[1], []).append(f"line {number}")
    return {table: iter(lines) for table, lines in found.items()}


def _check_entry(
    shown: str, where: str, entry: Mapping[str, Any], schema: Mapping[str, str], units: frozenset[str], problems: Problems
) -> None:  # fmt: skip
    for key in entry:
        if key not in schema:
            what = Text(f"没有名为“{key}”的键", f"unknown key {key!r}")
            problems.add(shown, what, where=where, field=key, nearest=nearest(key, schema))
    for key, rule in schema.items():
        if key in entry:
            _check_value(shown, where, key, entry[key], rule, units, problems)
        elif rule.endswith("!"):
            problems.add(shown, Text("缺少这一项", "is missing"), where=where, field=key)


# ---- values


def _check_value(
    shown: str, where: str, field: str, value: Any, rule: str, units: frozenset[str], problems: Problems
) -> None:
    kind, must = rule.rstrip("!"), rule.endswith("!")
    if value in ("", [], None):
        if must:
            problems.add(shown, Text("为空", "is empty"), where=where, field=field)
        return
    if kind.startswith("list of "):
        if not isinstance(value, list):
            problems.add(shown, Text("应为列表 […]", "must be a list […]"), where=where, field=field)
            return
        values, kind = value, kind.removeprefix("list of ")
    elif kind in ("names", "words", "places"):
        values, kind = value, {"names": "name", "words": "text", "places": "place"}[kind]
    else:
        values = [value]
    choices = kind.removeprefix("one of ").split() if kind.startswith("one of ") else None
    for one in values:
        fault, near = _choice(one, choices) if choices else _VALUES[kind](one, field, units)
        if fault is not None:
            problems.add(shown, fault, where=where, field=field, nearest=near)


_Fault = tuple[Text | None, str | None]
_FINE: _Fault = (None, None)


def _choice(value: Any, choices: list[str]) -> _Fault:
    if value in choices:
        return _FINE
    what = Text(f"“{value}”应为 {'、'.join(choices)} 之一", f"{value!r} is not one of {', '.join(choices)}")
    return what, nearest(str(value), choices)


def _text(value: Any, _field: str, _units: frozenset[str]) -> _Fault:
    if not isinstance(value, str):
        return Text(f"应为文字，却是 {value!r}", f"must be text, and is {value!r}"), None
    if len(value) > 500 or any(ord(c) < 32 for c in value):
        return Text("过长，或含控制字符", "is too long, or holds control characters"), None
    return _FINE


def _name(value: Any, field: str, units: frozenset[str]) -> _Fault:
    fault = _text(value, field, units)
    if fault[0] is None and not re.search(r"\w|[℃%％‰°μΩ㎡㎥]", value):
        return Text(f"“{value}”不是名称", f"{value!r} is no name"), None
    return fault


def _kind(value: Any, _field: str, _units: frozenset[str]) -> _Fault:
    if value in KINDS:
        return _FINE
    return Text(f"没有“{value}”这个种类", f"unknown kind {value!r}"), nearest(str(value), KINDS)


def _unit(value: Any, _field: str, units: frozenset[str]) -> _Fault:
    if isinstance(value, str) and value in units:
        return _FINE
    try:
        unit(value if isinstance(value, str) else "?")
    except UnitError:
        return Text(f"没有“{value}”这个单位", f"unknown unit {value!r}"), nearest(str(value), units)
    return _FINE


def _place(value: Any, _field: str, _units: frozenset[str]) -> _Fault:
    if place_tree().by_path(value) is not None:
        return _FINE
    what = Text(f"没有“{value}”这个地方（写全称，如 云南省昆明市安宁市）", f"no such place {value!r}")
    return what, None


def _decimal(value: Any, _field: str, _units: frozenset[str]) -> _Fault:
    try:
        if 0 < Decimal(value) < Decimal("1e30"):
            return _FINE
    except (InvalidOperation, TypeError, ValueError):
        pass
    return Text(f"“{value}”不是正数", f"{value!r} is no positive number"), None


def _share(value: Any, _field: str, _units: frozenset[str]) -> _Fault:
    try:
        if 0 < Decimal(value) < 1:
            return _FINE
    except (InvalidOperation, TypeError, ValueError):
        pass
    return Text(f"“{value}”不在 0 与 1 之间", f"{value!r} is not between 0 and 1"), None


def _flag(value: Any, _field: str, _units: frozenset[str]) -> _Fault:
    return _FINE if isinstance(value, bool) else (Text("应为 true 或 false", "must be true or false"), None)


def _integer(value: Any, _field: str, _units: frozenset[str]) -> _Fault:
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 10_000:
        return _FINE
    return Text("应为 0 到 10000 的整数", "must be a whole number from 0 to 10000"), None


def _regex(value: Any, field: str, units: frozenset[str]) -> _Fault:
    if not isinstance(value, str):
        return _text(value, field, units)
    return pattern_fault(value, anchored=field == "after"), None


def _units_table(value: Any, field: str, units: frozenset[str]) -> _Fault:
    if not isinstance(value, dict):
        return Text('应写成 { t = "t/a" }', 'must be written { t = "t/a" }'), None
    return next((f for u in (*value, *value.values()) if (f := _unit(u, field, units))[0]), _FINE)


_VALUES: dict[str, Callable[[Any, str, frozenset[str]], _Fault]] = {
    "text": _text, "name": _name, "id": _text, "kind": _kind, "unit": _unit, "place": _place, "decimal": _decimal, "share": _share,
    "flag": _flag, "integer": _integer, "regex": _regex, "table": _units_table,
}  # fmt: skip


# ---- what the examples read


_AS_READ = ("{}。\n", "岳阳市产业通报\n发布日期：2024-05-20\n\n{}。\n")
"""An example alone, and as a sentence of a notice."""


def _check_examples(own: OwnData, shown: str, problems: Problems) -> None:
    """Each own entry's example must be read by it, with all own files laid over."""
    from lianzhang.evidence.claims.reader import read_claims
    from lianzhang.text import read_bytes

    with laid_over(own):
        for name, text in own:
            for table in LAYERED[name].tables:
                lines = _entry_lines(text).get(table, iter(()))
                for entry in tomllib.loads(text).get(table, ()):
                    where, example = next(lines, table), entry.get("example")
                    if table not in ("frame", "relation") or not example:
                        continue
                    found = [
                        c
                        for shape in _AS_READ
                        for c in read_claims(read_bytes(shape.format(example).encode(), "example.txt"))
                    ]
                    kinds = dict.fromkeys(c.kind for c in found)
                    if entry["kind"] not in kinds and "target" not in kinds:
                        got = "、".join(kinds) or "–"
                        what = Text(
                            f"例句没有读成 {entry['kind']}，读到的是：{got}",
                            f"its example is not read as {entry['kind']}; read are: {got}",
                        )
                        problems.add(shown + name, what, where=where, field="example")
