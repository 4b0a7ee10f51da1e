"""口径: what a number counts, beyond the fields of its claim, by the words that stand beside it.

Revenue is one measure, and total revenue, revenue of the main business and revenue are three numbers; a firm has one place and many
works, each in phases. Two numbers of different 口径 are never one fact and never a conflict. Which words tell numbers apart is data
(``data/counting.csv``).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

from lianzhang.core.data_files import data_text
from lianzhang.evidence.claim import Claim
from lianzhang.evidence.claims.thing import thing_of
from lianzhang.reconcile.names import clean_name

__all__ = ["Counting", "countings", "falls", "nameless", "work_of_firm"]

_NUMERALS = "一二三四五六七八九1-9首"
_PHASE = re.compile(rf"(?:第?([{_NUMERALS}])期|([{_NUMERALS}])阶段)(?!间)")
_WHOLE = re.compile(r"总投资|合计|总计|累计|总规模|全部")
_WORK = re.compile(
    r"(?:建设)?项目(?![数库])|工程(?!师|机械|技术|院|学|款|公司|股份|有限)|生产线|产线|(?:生产)?基地|工厂"
)
_BREAK = re.compile(r"[，。；;：:！？!?、“”\"\s]")
_OWNER = re.compile(
    r".*(?:公司|集团|股份|控股|投资|建设|新建|实施|推进|打造|开工|签约|落户|引进|在建|续建|重点|重大|储备|的)"
)
_WINDOW, _LONGEST = 300, 50
"""Characters of a sentence that are looked at on either side of a number, and of a name."""
_HOLLOW = re.compile(
    r"\d[\d.,]*(?:\s*万|\s*亿)?\s*(?:吨|GWh|MWh|GW|MW|千瓦时|千瓦|平方米|台套|台|套|条|个|亩|亿元|万元)?(?:[/每]年)?|年产能?|高性能|新型|"
    r"先进|高端|[（(].*?[）)]|该|本|此|其|上述|这个?|整个|全部|总"
)
_NAMELESS = re.compile(
    rf"(?:该|本|此|其|上述|这个?|整个)?(?:公司|企业|集团|项目|工程|基地|园区|生产线|产线|工厂|单位)?(?:总|全部)?(?:第?[{_NUMERALS}]期)?(?:项目|工程)?"
)


@dataclass(frozen=True, slots=True)
class Counting:
    """``words``: what the words beside the number say of what it counts, "" where they say nothing; ``bare``: whether a number without
    such words may be the same (open). ``work``: the project that the number is of, "" where none is named; ``phase``: its phase."""

    words: str = ""
    bare: str = "open"
    work: str = ""
    phase: str = ""

    def may_be(self, other: Counting) -> bool:
        """Whether two numbers that agree may be one."""
        if self.phase != other.phase:
            return False
        if self.words != other.words and ((self.words and other.words) or "apart" in (self.bare, other.bare)):
            return False
        return not self.work or not other.work or _kindred(self.work, other.work)

    def must_be(self, other: Counting) -> bool:
        """Whether two numbers that differ contradict each other."""
        if (self.phase, self.words) != (other.phase, other.words) or bool(self.work) != bool(other.work):
            return False
        return _within(self.work, other.work) or _within(other.work, self.work)


_SAYS_ENOUGH = frozenset(
    {"project_count", "enterprise_count", "product_count", "employment", "talent", "park"}
)
"""Kinds that count what their subject says: 企业 of a city are all its firms."""


def nameless(claim: Claim) -> bool:
    """Whether a subject names nobody (该项目, 该项目·总投资, 项目一期, 公司): it means something else in every document."""
    if not claim.subject or claim.kind in _SAYS_ENOUGH:
        return False
    return _NAMELESS.fullmatch(thing_of(clean_name(claim.subject))[0]) is not None


_DOWN = re.compile(r"下降|下滑|下跌|减少|降低|回落|缩减|萎缩|负增长|[同环]比降|减亏(?!损)")
_UP = re.compile(r"(?<!负)增长|增加|上升|提高|上涨|收窄|扩大")


def falls(claim: Claim) -> bool:
    """Whether a rate of growth, printed without a sign, is one of decline."""
    told = _told(claim)
    return claim.kind == "growth" and _DOWN.search(told) is not None and _UP.search(told) is None


def work_of_firm(subject: str, firms: Collection[str]) -> tuple[str, str, str] | None:
    """The firm that a project's name begins with, the work and its phase: 甲公司储能电芯项目一期 is the firm's 储能电芯, phase 一. None where
    the name begins with no firm, or says no more."""
    firm = next((subject[:at] for at in range(len(subject) - 2, 3, -1) if subject[:at] in firms), None)
    if firm is None or not _WORK.search(subject, len(firm)):
        return None
    phases = {m[1] or m[2] for m in _PHASE.finditer(subject[len(firm) :])}
    named = [name for name in _named(subject[len(firm) :]) if len(name) >= 2]
    return (firm, named[-1], "".join(sorted(phases))) if named else None


def _within(short: str, full: str) -> bool:
    rest = iter(full)
    return all(c in rest for c in short)


def _kindred(a: str, b: str) -> bool:
    """Whether two names of works have a word in common."""
    pairs = {a[i : i + 2] for i in range(len(a) - 1)}
    return a == b or any(b[i : i + 2] in pairs for i in range(len(b) - 1))


@lru_cache(maxsize=1)
def _rows() -> dict[str, list[tuple[str, re.Pattern[str], str, str]]]:
    text = data_text("counting.csv")
    found: dict[str, list[tuple[str, re.Pattern[str], str, str]]] = {}
    for row in csv.DictReader(line for line in text.splitlines() if not line.startswith("#")):
        item = (row["measure"], re.compile(row["pattern"]), row["basis"], row["bare"])
        found.setdefault(row["kind"], []).append(item)
    return found


def _told(claim: Claim) -> str:
    """The words of the claim, repaired where the sentence is at hand."""
    if claim.context is None:
        return claim.quote
    start, end = claim.context.mark
    return claim.context.sentence[start:end] or claim.quote


def _words(claim: Claim) -> tuple[str, str]:
    rows = _rows().get(claim.kind)
    if not rows:
        return "", "open"
    told = f"{claim.subject or ''} {_told(claim)}"
    for measure, pattern, basis, bare in rows:
        if measure in ("", claim.measure) and pattern.search(told):
            return basis, bare
    return "", "open"


def _phase(claim: Claim) -> str:
    """The phase that the sentence speaks of where the number stands: the last one before it, unless a whole is named since."""
    told, subject = _told(claim), clean_name(claim.subject or "")
    own = {m[1] or m[2] for m in _PHASE.finditer(told)}
    if own or _PHASE.search(subject):
        return "" if _PHASE.search(subject) else "".join(sorted(own))
    if _WHOLE.search(told):
        return ""
    before = _around(claim)[0]
    found = list(_PHASE.finditer(before))
    return (found[-1][1] or found[-1][2]) if found and not _WHOLE.search(before, found[-1].end()) else ""


def _named(text: str) -> list[str]:
    """The works that a text names, "" for one that it only points to (该项目)."""
    found, free = [], 0
    for m in _WORK.finditer(text):
        name = _BREAK.split(text[max(free, m.start() - _LONGEST) : m.start()])[-1]
        name = _OWNER.sub("", clean_name(name))
        found.append(_PHASE.sub("", _HOLLOW.sub("", name)))
        free = m.end()
    return found


def _around(claim: Claim) -> tuple[str, str]:
    """The sentence up to the end of the claim, and what stands behind it; no more of either than is needed."""
    if claim.context is None:
        return claim.quote, ""
    start, end = claim.context.mark
    sentence = claim.context.sentence
    return sentence[max(0, start - _WINDOW) : end], sentence[end : end + _WINDOW]


def _work(claim: Claim, last: str) -> str:
    """The name of the work that a number is of; ``last``: the one that the document named before."""
    before, after = _around(claim)
    found = _named(before)
    if found:
        return next((name for name in reversed(found) if len(name) >= 2), last)
    behind = [name for name in _named(re.split(r"[，。；;]", after, maxsplit=1)[0]) if len(name) >= 2]
    return behind[0] if behind else ""


def countings(claims: Iterable[Claim], firms: Collection[str]) -> dict[str, Counting]:
    """By claim id what each number counts. Works are sought for numbers of ``firms`` (cleaned names), whose name says too little."""
    last: dict[str, str] = {}
    found: dict[str, Counting] = {}
    for claim in sorted(claims, key=lambda c: (c.document, c.start, c.end, c.id)):
        if claim.value is not None:
            of_firm = claim.subject is not None and thing_of(clean_name(claim.subject))[0] in firms
            work = _work(claim, last.get(claim.document, "")) if of_firm else ""
            found[claim.id] = Counting(*_words(claim), work, _phase(claim))
        names = [name for name in _named("".join(_around(claim))) if len(name) >= 2]
        if names:
            last[claim.document] = names[-1]
    return found
