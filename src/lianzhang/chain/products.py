"""Products as texts name them → commodities of the catalogue.

Chinese puts the head of a name last: 磷酸铁锂电池 is a battery, 三元正极材料 a cathode. So generic tails (项目, 生产线) are taken off,
the longest alias that ends the name is its head, and words of a chemistry before it choose among the head's variants. Where
the name leaves several open, the default route is taken and the others are named. Names and defaults are data
(``data/aliases.csv``, ``data/classes.csv``).
"""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from lianzhang.core import Text

__all__ = ["Match", "commodities_of", "commodity_of"]


@dataclass(frozen=True, slots=True)
class Match:
    """A commodity that a name stands for, the ``alias`` found in it, why, and the ``others`` it may also mean."""

    name: str
    commodity: str
    alias: str
    reason: Text
    others: tuple[str, ...] = ()

    @property
    def ambiguous(self) -> bool:
        """Whether the name leaves others open."""
        return bool(self.others)


@dataclass(frozen=True, slots=True)
class _Names:
    heads: dict[str, tuple[str, str, tuple[str, ...]]]
    chemistries: tuple[tuple[str, str], ...]
    tails: tuple[str, ...]
    unknown: tuple[str, ...]
    classes: dict[str, dict[str, str]]
    defaults: dict[str, str]


@lru_cache(maxsize=1)
def _names() -> _Names:
    data = files("lianzhang.chain").joinpath("data")
    rows = list(csv.DictReader(data.joinpath("aliases.csv").read_text(encoding="utf-8").splitlines()))
    heads, chemistries, tails, unknown = {}, [], [], []
    for r in rows:
        alias = _fold(r["alias"])
        if r["kind"] == "chemistry":
            chemistries.append((alias, r["target"]))
        elif r["kind"] == "tail":
            tails.append(alias)
        elif r["kind"] == "unknown":
            unknown.append(alias)
        else:
            heads[alias] = (r["kind"], r["target"], tuple(o for o in r["others"].split(";") if o))
    classes: dict[str, dict[str, str]] = {}
    defaults: dict[str, str] = {}
    for r in csv.DictReader(data.joinpath("classes.csv").read_text(encoding="utf-8").splitlines()):
        classes.setdefault(r["class"], {})[r["chemistry"]] = r["commodity"]
        if r["default"]:
            defaults[r["class"]] = r["commodity"]
    # Longest first, so that NCM811 is found before NCM and 半固态 before 固态.
    # Of equal length the series wins over the family: 高镍三元 is NCM811.
    chemistries.sort(key=lambda c: (-len(c[0]), c[1] == "ncm"))
    return _Names(
        heads,
        tuple(chemistries),
        tuple(sorted(tails, key=len, reverse=True)),
        tuple(unknown),
        classes,
        defaults,
    )


def _fold(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\s·“”\"'《》]+", "", folded)


@lru_cache(maxsize=4096)
def commodity_of(name: str) -> Match | None:
    """The commodity a product name stands for, or None when it names none of the catalogue's.

    Of several products in one name (铜箔、铝箔) the first is given and the others are listed; use :func:`commodities_of` for all.
    """
    found = commodities_of(name)
    if not found:
        return None
    first = found[0]
    rest = tuple(m.commodity for m in found[1:] if m.commodity != first.commodity)
    if not rest:
        return first
    reason = Text(
        f"{first.reason.zh}；名称还含其他产品", f"{first.reason.en}; the name holds other products too"
    )
    return Match(name, first.commodity, first.alias, reason, tuple(dict.fromkeys((*first.others, *rest))))


def commodities_of(name: str) -> tuple[Match, ...]:
    """Every product in a name that lists several, in its order."""
    if len(name) > 200:  # no product name is this long: a sentence is not a name
        return ()
    whole = _single(name, name)
    parts = [
        p
        for p in re.split(r"[、,，;；/+]|以及|及其|[和及与]", re.sub(r"[（(][^（）()]*[)）]", "", name))
        if p.strip()
    ]
    if len(parts) < 2 or (whole is not None and len(whole.alias) == len(_fold(name))):
        return () if whole is None else (whole,)
    found = [m for p in parts if (m := _single(p, name)) is not None]
    first: dict[str, Match] = {}
    for m in found:
        first.setdefault(m.commodity, m)
    return tuple(first.values())


def _single(part: str, name: str) -> Match | None:
    names = _names()
    text = _fold(part)
    if any(u in text for u in names.unknown):  # 液流电池, 全固态电池: known, and not in the catalogue
        return None
    outer = re.sub(r"[（(][^（）()]*[)）]", "", text) or text
    while True:
        tail = next(
            (
                t
                for t in names.tails
                if outer.endswith(t) and len(outer) > len(t) and outer not in names.heads
            ),
            None,
        )
        if tail is None:
            break
        outer = outer[: -len(tail)]
    head = max((h for h in names.heads if _ends_with(outer, h)), key=len, default="")
    at_end = bool(head)
    if not head:
        head = max((h for h in names.heads if len(h) > 2 and h in outer), key=len, default="")
    if not head:
        return None
    kind, target, others = names.heads[head]
    chemistry = _chemistry(text)
    if kind == "class":
        return _of_class(name, head, target, chemistry)
    if target.startswith("ncm") and chemistry in names.classes["cathode"] and chemistry != "ncm":
        return _of_class(name, head, "cathode", chemistry)
    how = Text("名称的中心词", "head of the name") if at_end else Text("名称中出现", "found in the name")
    if others:
        how = Text(f"{how.zh}“{head}”为统称，按默认取", f"{how.en}, “{head}” is a family: default taken")
    else:
        how = Text(f"{how.zh}“{head}”", f"{how.en}: “{head}”")
    return Match(name, target, head, how, others)


def _ends_with(text: str, head: str) -> bool:
    """Latin words must stand alone (not the tail of another word)."""
    if not text.endswith(head):
        return False
    before = text[: -len(head)][-1:]
    return not (head[0].isascii() and head[0].isalpha() and before.isascii() and before.isalpha())


def _chemistry(text: str) -> str | None:
    return next((target for alias, target in _names().chemistries if alias in text), None)


def _of_class(name: str, head: str, target: str, chemistry: str | None) -> Match:
    names = _names()
    variants, default = names.classes[target], names.defaults[target]
    chosen = variants.get(chemistry or "")
    if chosen is None:
        others = tuple(dict.fromkeys(c for c in variants.values() if c != default))
        reason = Text(
            f"“{head}”未说明体系，按默认路线取", f"“{head}” without a chemistry: default route taken"
        )
        return Match(name, default, head, reason, others)
    family = {"ncm": ("ncm523", "ncm811"), "na": ("nfpp",)}.get(chemistry or "", ())
    rivals = tuple(variants[f] for f in family if f in variants and variants[f] != chosen)
    word = next(a for a, t in names.chemistries if t == chemistry and a in _fold(name))
    reason = Text(f"“{head}”＋体系“{word}”", f"“{head}” with chemistry “{word}”")
    return Match(name, chosen, head, reason, rivals)
