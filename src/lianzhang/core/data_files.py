"""The data files of the reader: packaged ones, and a case's own that are laid over them.

A case's ``lexicon/`` folder may hold files of the same names. Their rows, entries and words come first; a packaged row that says the same
name (a packaged entry with the same example, a packaged word in another list) gives way. Nothing but data is read from them.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files

__all__ = ["LAYERED", "DataFile", "OwnData", "data_text", "laid_over", "lay_over", "packaged_text"]

OwnData = tuple[tuple[str, str], ...]
"""A case's own data files: (name, text) by name."""


@dataclass(frozen=True)
class DataFile:
    """A file that a case may lay over: its room, the columns that hold one name, those that hold several, and their separator."""

    room: str
    names: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    pair: bool = False
    """the names of a row count together, not each"""
    tables: tuple[str, ...] = field(default=())
    """of a TOML file: the arrays of entries"""
    apart: tuple[str, ...] = ()
    """of a TOML file of lists of words: the tables in which a word stands in one list alone"""


LAYERED = {
    "terms.csv": DataFile("evidence", ("canonical",), ("surfaces",)),
    "firms.csv": DataFile("evidence", ("name", "legal"), ("aliases",)),
    "product_segments.csv": DataFile("evidence", ("name",)),
    "battery_kinds.csv": DataFile("evidence", (), ("words",)),
    "measures.csv": DataFile("evidence", ("surface",)),
    "departments.csv": DataFile("evidence", ("surface",)),
    "regions.csv": DataFile("evidence", ("name",)),
    "number_traps.csv": DataFile("evidence", ("phrase",)),
    "places_common.csv": DataFile("evidence", ("name",)),
    "places_former.csv": DataFile("evidence", ("name",)),
    "places_traps.csv": DataFile("evidence", ("phrase",)),
    "events.csv": DataFile("evidence", ("event",)),
    "frames_numbers.toml": DataFile("evidence", tables=("frame", "skip")),
    "frames_relations.toml": DataFile("evidence", tables=("relation",)),
    "frames_modality.toml": DataFile("evidence", tables=("cue",)),
    "frames_words.toml": DataFile("evidence", tables=("words", "stage")),
    "statement_words.toml": DataFile("evidence", apart=("words",)),
    "spin.csv": DataFile("text", ("spun", "restored"), pair=True),
    "spin_list.csv": DataFile("text", ("spun",)),
    "counting.csv": DataFile("reconcile", ("kind", "measure", "pattern"), pair=True),
}
"""The files that a case may lay over, by name."""

_own: OwnData = ()


def lay_over(own: OwnData) -> None:
    """Lay a case's own files over the packaged ones in this process; ``()`` takes them off. What was compiled from others is forgotten."""
    global _own
    if own == _own:
        return
    _own = own
    rooms = ("lianzhang.text", "lianzhang.evidence", "lianzhang.reconcile")
    for name, module in list(sys.modules.items()):
        if module is None or not name.startswith(rooms):
            continue
        for value in list(vars(module).values()):
            if hasattr(value, "cache_clear"):
                value.cache_clear()


@contextmanager
def laid_over(own: OwnData) -> Iterator[None]:
    """Lay files over for a while; those of before come back."""
    before = _own
    lay_over(own)
    try:
        yield
    finally:
        lay_over(before)


def packaged_text(name: str, room: str = "evidence") -> str:
    """A packaged data file as it is shipped."""
    room = LAYERED[name].room if name in LAYERED else room
    return files(f"lianzhang.{room}").joinpath("data", name).read_text(encoding="utf-8")


def data_text(name: str, room: str = "evidence") -> str:
    """A data file of a room with what a case lays over it."""
    text = packaged_text(name, room)
    own = dict(_own).get(name)
    if own is None:
        return text
    spec = LAYERED[name]
    if spec.apart:
        return _lists(text, own, spec)
    return _entries(text, own, spec) if spec.tables else _rows(text, own, spec)


def _lists(text: str, own: str, spec: DataFile) -> str:
    """Own words, then those packaged ones that no own list of a table of words apart holds."""
    mine, out = tomllib.loads(own), []
    for table, lists in tomllib.loads(text).items():
        added = {name: words.split() for name, words in mine.get(table, {}).items()}
        said = {word for words in added.values() for word in words} if table in spec.apart else set()
        out.append(f"[{table}]\n")
        for name, words in lists.items():
            together = [*added.get(name, ()), *(w for w in words.split() if w not in said)]
            out.append(f"{name} = {json.dumps(' '.join(together), ensure_ascii=False)}\n")
    return "".join(out)


def _entries(text: str, own: str, spec: DataFile) -> str:
    """Own entries, then those packaged ones whose example is not among theirs."""
    mine = {row.get("example") for table in spec.tables for row in tomllib.loads(own).get(table, ())}
    kept = []
    for part in re.split(r"(?m)^(?=\[\[)", text):
        rows = [row for table in spec.tables for row in tomllib.loads(part).get(table, ())]
        if not rows or rows[0].get("example") is None or rows[0]["example"] not in mine:
            kept.append(part)
    return own + "\n" + "".join(kept)


def _table(text: str) -> tuple[list[str], list[dict[str, str]]]:
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    rows = list(csv.reader(lines))
    header = [h.strip() for h in rows[0]] if rows else []
    return header, [dict(zip(header, (c.strip() for c in cells))) for cells in rows[1:]]


def _rows(text: str, own: str, spec: DataFile) -> str:
    """Own rows, then the packaged ones without the names that own rows say."""
    header, packaged = _table(text)
    _, mine = _table(own)
    said = {key for row in mine for key in _names(row, spec)}
    keys = {key for row in mine for key in _keys(row, spec)}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    for row in mine:
        writer.writerow([row.get(h, "") for h in header])
    for row in packaged:
        if any(key in keys for key in _keys(row, spec)):
            continue
        for column in spec.lists:
            row[column] = ";".join(n for n in row[column].split(";") if n not in said)
        if not any(row[n] in said for n in spec.names if not spec.pair):
            writer.writerow([row[h] for h in header])
    return out.getvalue()


def _keys(row: dict[str, str], spec: DataFile) -> Sequence[object]:
    if spec.pair:
        return [tuple(row.get(n, "") for n in spec.names)]
    return [row[n] for n in spec.names if row.get(n)]


def _names(row: dict[str, str], spec: DataFile) -> Sequence[object]:
    return [*_keys(row, spec), *(n for c in spec.lists for n in row.get(c, "").split(";") if n)]
