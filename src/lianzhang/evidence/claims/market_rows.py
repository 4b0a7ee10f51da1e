"""Rows of a market table whose cells a page's machine ran together: 沪深300 5141.77 0.80 becomes 沪深3005141.770.80. Such rows are no
sentences; each says of what its name is where it stood and by how much it moved."""

from __future__ import annotations

import re
from bisect import bisect_right
from decimal import Decimal
from typing import Any

from lianzhang.evidence.claims.reading import Draft, Reading

__all__ = ["market_rows"]

_HEADING = re.compile(r"(?:收盘|最新)价?涨跌幅?(?:[(（]?[%％][)）]?)?(?=[\u4e00-\u9fffA-Z\d])")
"""What the columns are, before the first row: what it stands at, and by how much it moved."""
_CODE = r"[A-Z]{1,2}\d{4}"
_NAMED = (
    r"沪深300|中证(?:A?[58]00|[12]000|100)|上证(?:50|180|380)|科创(?:50|100)|创业板50|北证50|国证2000|标普500|日经225|富时100|纳斯达克100"
    rf"|\d{{1,2}}[日天]回购|SHIBOR(?:隔夜|\d{{1,2}}[周月年天])|GC\d{{3}}|R\d{{3}}|{_CODE}|[A-Za-z]{{0,6}}[\u4e00-\u9fff]{{2,8}}"
)
"""Indices, futures and terms of money whose names end in digits, before what has no digits in its name."""
_CELLS = r"(?P<at>[1-9]\d{0,5}\.\d{2}|0\.\d{2})(?P<by>-?\d{1,2}\.\d{2})(?!\d{0,2}[%％.])"
_ROW = re.compile(rf"(?P<name>{_NAMED}){_CELLS}")
_CODED = re.compile(rf"(?<![A-Za-z])(?P<name>{_CODE}){_CELLS}")
_RATES = re.compile("回购|SHIBOR|^GC|^R")


def market_rows(reading: Reading) -> list[Draft]:
    """Two drafts for every row behind such a heading; rows of futures also where the table goes on over the page."""
    text = reading.scene.flat
    if "涨跌" not in text:
        return []
    rows: dict[int, re.Match[str]] = {}
    for heading in _HEADING.finditer(text):
        at = heading.end()
        while row := _ROW.match(text, at):
            rows[row.start()], at = row, row.end()
    if rows:
        rows |= {row.start(): row for row in _CODED.finditer(text)}
    starts = [s.start for s in reading.scene.sentences]
    out = []
    for start, row in rows.items():
        sentence = bisect_right(starts, start) - 1
        if sentence < 0 or row.end() > reading.scene.sentences[sentence].end:
            continue
        rate = _RATES.search(row["name"]) is not None
        for group, unit, measure in (
            ("at", "%" if rate else "点", "利率" if rate else "收盘价"),
            ("by", "%", "涨跌幅"),
        ):
            fields: dict[str, Any] = {
                "kind": "finance" if rate else "stock", "measure": measure, "subject": row["name"], "value": Decimal(row[group]),
                "unit": unit, "qualifier": "exact", "modality": "actual", "lost": False, "time": None, "time_inferred": False,
                "rule": "number.row", "confidence": 0.6,
            }  # fmt: skip
            out.append(Draft(start, row.end(group), sentence, fields))
    return out
