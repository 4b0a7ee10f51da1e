"""Records that may be one: the same project signed twice, a firm under two names. Found with reasons; a person merges."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz

from lianzhang.core import Text, place_tree
from lianzhang.ledger.declare import Register
from lianzhang.ledger.records import Record
from lianzhang.ledger.values import label_of, plain
from lianzhang.reconcile.names import (
    OrganisationName,
    clean_name,
    parse_organisation,
    project_key,
    project_parts,
    short_for,
)

__all__ = ["Duplicate", "find_duplicates"]

_BLOCK = 60
"""A reason that more records share than this says nothing about two of them."""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two records that may be one. ``reasons`` for it, ``doubts`` against it; ``score`` from 0 to 1 orders the list."""

    register: str
    keep: int
    drop: int
    names: tuple[str, str]
    reasons: tuple[Text, ...]
    doubts: tuple[Text, ...]
    score: float


_PHASE = re.compile(r"[一二三四五六七八九十1-9]期|[一二三四]标段|[A-Z一二三四]区(?!县)")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def _pairs(blocks: Iterable[tuple[str, int]]) -> set[tuple[int, int]]:
    """Pairs of positions that share a block."""
    shared: dict[str, set[int]] = defaultdict(set)
    for name, at in blocks:
        shared[name].add(at)
    found: set[tuple[int, int]] = set()
    for group in shared.values():
        if 1 < len(group) <= _BLOCK:
            found |= set(combinations(sorted(group), 2))
    return found


def _completeness(record: Record) -> int:
    return sum(v is not None for v in record.values.values())


def _pair(
    register: Register, a: Record, b: Record, reasons: list[Text], doubts: list[Text], score: float
) -> Duplicate:
    keep, drop = (a, b) if (_completeness(a), -a.id) >= (_completeness(b), -b.id) else (b, a)
    names = (label_of(register, keep.values, keep.labels), label_of(register, drop.values, drop.labels))
    return Duplicate(
        register.name, keep.id, drop.id, names, tuple(reasons), tuple(doubts), round(max(score, 0.0), 3)
    )


def _same(a: Record, b: Record, field: str) -> bool | None:
    """Whether both say the same; None when one does not say."""
    one, other = a.values.get(field), b.values.get(field)
    return None if one is None or other is None else one == other


# projects


def _owner(record: Record) -> str:
    name = record.values.get("owner")
    return parse_organisation(clean_name(name), place_tree()).core if name else ""


def _projects(register: Register, records: Sequence[Record]) -> list[Duplicate]:
    tree = place_tree()
    stems = [project_parts(project_key(r.values["name"]), tree)[1] for r in records]
    owners = [_owner(r) for r in records]
    blocks = []
    for at, (record, stem, owner) in enumerate(zip(records, stems, owners)):
        blocks.append((f"stem {_NUMBER.sub('', stem)}", at))
        if owner:
            blocks.append((f"owner {owner}", at))
        money, county = record.values.get("total_investment"), record.values.get("place")
        if money and county:
            blocks.append((f"money {plain(money)} {county[:6]}", at))
        if record.values.get("product") and county:
            blocks.append((f"product {record.values['product']} {county}", at))
    found = []
    for i, j in sorted(_pairs(blocks)):
        if (
            pair := _two_projects(
                register, records[i], records[j], (stems[i], stems[j]), (owners[i], owners[j])
            )
        ) is not None:
            found.append(pair)
    return found


def _two_projects(
    register: Register, a: Record, b: Record, stems: tuple[str, str], owners: tuple[str, str]
) -> Duplicate | None:
    if a.values.get("phase_of") == b.id or b.values.get("phase_of") == a.id:
        return None
    phases = [_PHASE.findall(r.values["name"]) for r in (a, b)]
    if phases[0] != phases[1]:
        return None  # 一期 and 二期, or a whole and its phase, are two
    reasons: list[Text] = []
    doubts: list[Text] = []
    alike = fuzz.ratio(*stems) / 100
    score = 0.0
    if alike >= 0.75:
        score += 0.45 * alike
        reasons.append(Text(f"名称相近（{alike:.0%}）", f"names alike ({alike:.0%})"))
    if owners[0] and owners[1]:
        if owners[0] == owners[1]:
            score += 0.3
            reasons.append(Text(f"业主同为{a.values['owner']}", f"the same owner, {a.values['owner']}"))
        else:
            score -= 0.35
            doubts.append(
                Text(
                    f"业主不同：{a.values['owner']}、{b.values['owner']}",
                    f"owners differ: {a.values['owner']}, {b.values['owner']}",
                )
            )
    for field, weight, zh, en in (
        ("total_investment", 0.25, "总投资", "total investment"), ("capacity", 0.15, "产能", "capacity"),
        ("product", 0.1, "产品", "product"), ("place", 0.1, "地点", "place"),
    ):  # fmt: skip
        same = _same(a, b, field)
        if same:
            score += weight
            reasons.append(Text(f"{zh}相同", f"the same {en}"))
        elif same is False:
            score -= weight / 2
            doubts.append(Text(f"{zh}不同", f"{en} differs"))
    if (parts := _residues(*stems)) is not None and not _same(a, b, "total_investment"):
        score -= 0.15
        doubts.append(Text(f"名称中“{parts[0]}”与“{parts[1]}”不同", f"{parts[0]!r} is not {parts[1]!r}"))
    numbers = [set(_NUMBER.findall(project_key(r.values["name"]))) for r in (a, b)]
    if all(numbers) and numbers[0] != numbers[1]:
        score -= 0.3
        doubts.append(Text("名称中的数不同", "numbers in the names differ"))
    return _pair(register, a, b, reasons, doubts, score) if score >= 0.5 and len(reasons) > 1 else None


def _residues(one: str, other: str) -> tuple[str, str] | None:
    """What stands in two names between what they begin and end with alike, where both say something else there."""
    first = next((n for n, (a, b) in enumerate(zip(one, other)) if a != b), min(len(one), len(other)))
    a, b = one[first:], other[first:]
    last = next((n for n, (x, y) in enumerate(zip(reversed(a), reversed(b))) if x != y), min(len(a), len(b)))
    a, b = a[: len(a) - last], b[: len(b) - last]
    return (a, b) if a and b and not _NUMBER.fullmatch(a) else None


# organisations

_SHORT = {
    "region dropped": Text("省了地名", "region dropped"), "legal form dropped": Text("省了公司形式", "legal form dropped"),
    "trade name and region equal": Text("字号和地区相同", "trade name and region equal"),
}  # fmt: skip


def _organisations(register: Register, records: Sequence[Record]) -> list[Duplicate]:
    tree = place_tree()
    parsed = [parse_organisation(clean_name(r.values["name"]), tree) for r in records]
    blocks = [(f"core {p.core}", at) for at, p in enumerate(parsed)]
    for at, record in enumerate(records):
        aliases = record.values.get("aliases") or ()
        blocks += [(f"core {parse_organisation(clean_name(alias), tree).core}", at) for alias in aliases]
        codes = ((field, record.values.get(field)) for field in ("credit_code", "phone"))
        blocks += [(f"{field} {code}", at) for field, code in codes if code]
    found = []
    for i, j in sorted(_pairs(blocks)):
        if (pair := _two_organisations(register, records[i], records[j], parsed[i], parsed[j])) is not None:
            found.append(pair)
    return found


def _two_organisations(
    register: Register, a: Record, b: Record, one: OrganisationName, other: OrganisationName
) -> Duplicate | None:
    reasons: list[Text] = []
    doubts: list[Text] = []
    score = 0.0
    codes = _same(a, b, "credit_code")
    if codes is False or a.values.get("parent") == b.id or b.values.get("parent") == a.id:
        return None  # two registrations, or a parent and its subsidiary, are two firms
    if codes:
        score += 0.9
        reasons.append(Text("统一社会信用代码相同", "the same credit code"))
    names = [{clean_name(n) for n in (r.values["name"], *(r.values.get("aliases") or ()))} for r in (a, b)]
    if names[0] & names[1]:
        score += 0.8
        reasons.append(
            Text(
                f"都叫“{min(names[0] & names[1])}”",
                f"both are called {min(names[0] & names[1])!r}",
            )
        )
    fit = short_for(one, other) or short_for(other, one)
    if fit:
        score += 0.6
        how = _SHORT.get(fit, Text(fit, fit))
        reasons.append(Text(f"简称与全称相合：{how.zh}", f"one is short for the other: {how.en}"))
    if not reasons:
        return None
    for field, weight, zh, en in (
        ("place", 0.15, "所在地", "place"),
        ("phone", 0.2, "电话", "phone"),
        ("park", 0.1, "园区", "park"),
    ):
        same = _same(a, b, field)
        if same:
            score += weight
            reasons.append(Text(f"{zh}相同", f"the same {en}"))
        elif same is False:
            score -= weight
            doubts.append(Text(f"{zh}不同", f"{en} differs"))
    return _pair(register, a, b, reasons, doubts, min(score, 1.0)) if score >= 0.5 else None


def find_duplicates(register: Register, records: Sequence[Record]) -> tuple[Duplicate, ...]:
    """Pairs of records that may be one, likeliest first. Registers without names of their own have none."""
    if register.identity == "project":
        found = _projects(register, records)
    elif register.identity == "organisation":
        found = _organisations(register, records)
    else:
        found = []
    return tuple(sorted(found, key=lambda d: (-d.score, d.keep, d.drop)))
