"""What a claim says to a register: rules in ``data/proposals.toml`` name these readings; each gives text or nothing."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from typing import Any

from lianzhang.evidence.claim import Claim
from lianzhang.ledger.fields import stage_of
from lianzhang.ledger.values import plain
from lianzhang.reconcile import clean_name, name_type

__all__ = ["Draft", "drafts_of", "stage_said"]


@dataclass(frozen=True)
class Draft:
    """What one claim says about one record: the key fields that make it, and other fields, all as text."""

    register: str
    identity: Mapping[str, str]
    said: Mapping[str, str]


_STAGE_OF_MODALITY = {"under_construction": "在建", "signed": "签约", "planned": "谋划"}
_STAGE_IN_TEXT = (
    ("达产", "达产"), ("投产", "投产"), ("试生产", "投产"), ("开工", "开工"), ("奠基", "开工"), ("签约", "签约"), ("终止", "终止"),
)  # fmt: skip


def stage_said(claim: Claim) -> str | None:
    """The stage that a claim speaks of; its own stage word first, then an event in its object, then its modality."""
    if claim.stage:
        known = stage_of(claim.stage)
        if known:
            return known
    for text in (claim.stage, claim.object, claim.measure):
        for word, stage in _STAGE_IN_TEXT:
            if text and word in text:
                return stage
    return _STAGE_OF_MODALITY.get(claim.modality)


def _number(claim: Claim) -> Decimal | None:
    return claim.value if isinstance(claim.value, Decimal) and not claim.lost else None


def _with_unit(claim: Claim) -> str | None:
    number = _number(claim)
    return None if number is None or not claim.unit else f"{plain(number)} {claim.unit}"


def _quantity(claim: Claim) -> str | None:
    return None if claim.unit in ("CNY", "%", "count", "persons", "rank") else _with_unit(claim)


def _in(claim: Claim, *units: str) -> str | None:
    number = _number(claim)
    return plain(number) if number is not None and claim.unit in units else None


def _money(claim: Claim, words: str, but: str = "") -> str | None:
    measure = f"{claim.measure or ''}{claim.stage or ''}"
    if (but and re.search(but, measure)) or not re.search(words, measure):
        return None
    return _in(claim, "CNY")


def _date(claim: Claim) -> str | None:
    return None if not claim.time or any(mark in claim.time for mark in "/HQ") else claim.time


def _year(claim: Claim) -> str | None:
    m = re.match(r"(?:[^/]*/)?(\d{4})", claim.time or "")
    return m[1] if m else None


def _end(claim: Claim, at: int) -> str | None:
    parts = (claim.time or "").split("/")
    return parts[at] if len(parts) == 2 and re.fullmatch(r"\d{4}(-\d\d){0,2}", parts[at]) else None


def _grade(claim: Claim) -> str | None:
    m = re.search(r"([A-D])\s*级", claim.object or claim.item or "")
    return m[1] if m else None


def _choice(text: str | None, *pairs: tuple[str, str]) -> str | None:
    return next((value for word, value in pairs if text and re.search(word, text)), None)


_READ: dict[str, Callable[[Claim], str | None]] = {
    "subject": lambda c: clean_name(c.subject.partition("·")[0]) if c.subject else None,
    "object": lambda c: c.object,
    "item": lambda c: c.item or (c.items[0] if len(c.items) == 1 else None),
    "items": lambda c: "、".join(c.items) or None,
    "products": lambda c: "、".join(filter(None, (c.item, *c.items))) or None,
    "place": lambda c: c.place if c.place and ";" not in c.place else None,
    "scope": lambda c: c.scope,
    "metric": lambda c: c.measure,
    "issuer": lambda c: c.issuer,
    "measure": _with_unit,
    "quantity": _quantity,
    "count": lambda c: _in(c, "count", "persons"),
    "count_only": lambda c: _in(c, "count"),
    "persons": lambda c: _in(c, "persons"),
    "percent": lambda c: _in(c, "%"),
    "rank": lambda c: _in(c, "rank"),
    "money": lambda c: _in(c, "CNY"),
    "output": lambda c: _money(c, r"产值|output", r"收入|revenue") if c.modality == "actual" else None,
    "revenue": lambda c: _money(c, r"收入|revenue") if c.modality == "actual" else None,
    "granted": lambda c: None if _money(c, r"支出|使用|拨付|spent") else _in(c, "CNY"),
    "spent": lambda c: _money(c, r"支出|使用|拨付|spent"),
    "date": _date,
    "year": _year,
    "period": lambda c: c.time,
    "span": lambda c: c.time if c.time and "/" in c.time else None,
    "start": lambda c: _end(c, 0),
    "end": lambda c: _end(c, 1),
    "stage": lambda c: "投产" if c.modality == "actual" and not c.stage else stage_said(c),
    "line": lambda c: {"under_construction": "在建", "signed": "拟建", "planned": "拟建"}.get(c.modality),
    "confidence": lambda c: _choice(f"{c.subject}{c.quote}", ("初步探明", "初步探明"), ("探明", "探明"), ("控制", "控制"), ("推断", "推断")),
    "grade_letter": _grade,
    "supply_status": lambda c: {"actual": "供货", "signed": "签约", "planned": "意向", "proposed": "意向"}.get(c.modality),
    "technology_stage": lambda c: _choice(c.stage, ("中试", "中试"), ("小试", "小试"), ("量产", "量产"), ("实验", "实验室")),
    "forecast": lambda c: "是" if c.modality == "forecast" else None,
}  # fmt: skip

_DOCUMENT = re.compile(
    r"(?:规划|纲要|方案|意见|办法|条例|通知|决定|计划|措施|规定|细则|清单|指南|标准|政策|条)\Z"
)
_HONOUR = re.compile(r"集群|示范|试点|名单|百强|十强|冠军|小巨人|之都|基地|品牌|专精特新|产业链\Z")
_ORGANISATIONS = ("organisation", "enterprise", "company")


def _fits(wanted: str, name: str | None, types: Mapping[str, str]) -> bool:
    """Whether a name is of the kind that a rule asks for; the entity table knows more than the name's form."""
    if wanted.startswith("not "):
        return name is None or not _fits(wanted[4:], name, types)
    if name is None:
        return False
    kind = types.get(name) or name_type(name)
    if wanted == "document":
        return kind not in (*_ORGANISATIONS, "place", "project") and _DOCUMENT.search(name) is not None
    if wanted == "honour":
        return _HONOUR.search(name) is not None
    if wanted == "organisation":
        return kind in _ORGANISATIONS
    if re.search(r"等|第[一二三四五]批|[;、]", name):
        return False  # several, under one name
    return kind == wanted


@lru_cache(maxsize=1)
def _rules() -> tuple[dict[str, Any], ...]:
    text = files("lianzhang.ledger").joinpath("data/proposals.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)["rule"])


def drafts_of(claim: Claim, types: Mapping[str, str], canonical: Mapping[str, str]) -> list[Draft]:
    """Records that a claim speaks of. ``types``: name → type of entity; ``canonical``: alias → the name to register."""
    found = []
    for rule in _rules():
        if claim.kind not in rule["kind"]:
            continue
        read = {name: _READ[name](claim) for name in {*rule["identity"].values(), *rule["fields"].values(),
                                                      *rule.get("when", ()), "subject", "object"}}  # fmt: skip
        if any(read[name] is None for name in rule.get("when", ())):
            continue
        if any(not _fits(rule[end], read[end], types) for end in ("subject", "object") if end in rule):
            continue
        if claim.modality == "proposed" and rule["register"] not in ("supply_links", "policies"):
            continue
        for end in ("subject", "object"):
            read[end] = canonical.get(read[end] or "", read[end] or "") or None
        identity = {f: text for f, name in rule["identity"].items() if (text := read[name]) is not None}
        said = {f: text for f, name in rule["fields"].items() if (text := read[name]) is not None}
        found.append(Draft(rule["register"], identity, said))
    return found
