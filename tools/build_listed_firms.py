"""Build the list of firms listed at the exchanges of Shanghai, Shenzhen and Beijing, by which the reader knows their short names.

    python tools/build_listed_firms.py LIST.csv...

Each LIST is a table of listed firms as data services give them away, with the columns ``name`` (or 股票名称) and, where known,
``fullname`` (or 股票全称); later lists add the firms that earlier ones lack. Written to ``src/lianzhang/evidence/data/listed_firms.csv``.
Left out is what prose means otherwise: short names of one word of the language (太阳能, 机器人), of two characters, of
two common words (湖南发展, 智慧农业), or of a common word and a character (新希望), harbours, airports and brokers.
"""

from __future__ import annotations

import csv
import lzma
import re
import sys
from pathlib import Path

from lianzhang.core.places import place_tree
from lianzhang.core.places import short_name as place_short_name

DATA = Path(__file__).parents[1] / "src/lianzhang/evidence/data"
MARKS = re.compile(r"^(?:\*?ST|S\*ST|SST|S|退市|XD|XR|DR|N|C)(?=[\u4e00-\u9fff])|(?:-[A-Z]+|\(退\)|退)$")
WIDE = str.maketrans("()", "（）")
"""Brackets of legal names, as ``firms.csv`` prints them; the reader knows both."""
OTHERWISE = re.compile(
    r"(?:港|机场|高铁|口岸|证券)$|^(?:陆家嘴|徐家汇|外高桥|浦东金桥|线上线下|威尔科技|互动娱乐|中国水电|中国远洋|环保股份|电器股份|精密股份|创新股份|先锋股份|商业网点|远洋渔业|浏阳花炮|大连国际|路桥建设|冰箱压缩|上海钢管|公用科技|有研硅股|东海股份|光彩建设|南方控股|北方五环)$"
)
"""Harbours, airports and quarters; brokers, who speak of other firms wherever news print them; parts of longer names and plain words."""
FIRM = re.compile(r"(?:银行|股份|集团|钢铁|石化|汽车|航空|水泥|啤酒|黄金|电器|电气|药业|制药|矿业)$")
"""What a firm's name ends with, however common the word."""
COMMON = 16
"""A word of the list of words that is rarer than this (powers of two) makes a name that prose does not use."""


HEADER = """\
# Firms listed at the exchanges of Shanghai, Shenzhen and Beijing: short name, legal name (empty where the lists had none).
# Source: the exchanges' public lists as data services gave them away between 2018 and 2025, earlier short names of renamed firms included.
# Written by tools/build_listed_firms.py, which says what is left out; a firm of the battery chain stands in firms.csv instead."""


def short_name(printed: str) -> str:
    """The short name without blanks, marks of risk and of share classes."""
    name = re.sub(r"\s", "", printed).translate(str.maketrans("ＡＢ", "AB"))
    name = MARKS.sub("", MARKS.sub("", name))
    return name[:-1] if len(name) > 3 and name[-1] in "AB" and name[-2] > "\u4e00" else name


def words() -> dict[str, int]:
    """How rare each word of the language is."""
    text = lzma.decompress((DATA / "segments.txt.xz").read_bytes()).decode()
    found = {}
    for line in text.splitlines():
        cost, _, listed = line.partition("\t")
        found.update(dict.fromkeys(listed.split(" "), int(cost)))
    return found


def usable(name: str, rare: dict[str, int], places: set[str]) -> bool:
    """Whether the short name is a name wherever it is printed."""
    if len(name) < 3 or OTHERWISE.search(name) or name in places:
        return False
    if len(name) < 4 and name in rare:
        return False
    parts = [(name[:i], name[i:]) for i in range(1, len(name))]
    if len(name) == 3:
        return not any(rare.get(a, 99) <= COMMON and rare.get(b, 99) <= COMMON for a, b in parts)
    return FIRM.search(name) is not None or not any(
        rare.get(a, 99) < COMMON and rare.get(b, 99) < COMMON for a, b in parts
    )


def main(sources: list[Path]) -> None:
    """Read the lists and write the names that can be used."""
    rare = words()
    places = {p for name in place_tree().names() for p in (name, place_short_name(name))}
    legal: dict[str, str] = {}
    for source in sources:
        with source.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                name = short_name(row.get("name") or row.get("股票名称") or "")
                full = (row.get("fullname") or row.get("股票全称") or "").strip().translate(WIDE)
                legal[name] = legal.get(name) or full
    curated = (DATA / "firms.csv").read_text(encoding="utf-8")
    known = {n for line in curated.splitlines() for cell in line.split(",")[:3] for n in cell.split(";")}
    kept = sorted(n for n in legal if usable(n, rare, places) and n not in known)
    lines = [HEADER, "name,legal"]
    lines += [f"{n},{'' if legal[n] in known else legal[n]}" for n in kept]
    (DATA / "listed_firms.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(kept)} of {len(legal)} names kept")


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
