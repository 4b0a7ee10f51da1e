"""Scores the reader on the development set (``data/development.jsonl``): own sentences, keys written before the reader ran.

A key's text fields hold the answers to accept, joined by ``|`` (``null``: none); ``*`` accepts anything. Run as a program, this lists what
is missed or wrong.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lianzhang.evidence import Claim, read_claims
from lianzhang.text.document import Document, Source, TextMap, Zone

FILE = Path(__file__).parent / "data" / "development.jsonl"
LEGAL = re.compile(r"(股份有限公司|有限责任公司|集团有限公司|有限公司|股份公司|集团|公司)$")
TUPLE = ("kind", "subject", "place", "time", "modality")
MORE = ("qualifier", "item", "measure", "scope", "stage", "band")


def load() -> list[dict[str, Any]]:
    return [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]


def document(text: str, published: str) -> Document:
    zone = Zone(0, len(text), "body")
    source = Source(published=published)
    return Document(
        "own.txt",
        "",
        "utf-8",
        text,
        text,
        TextMap.identity(len(text)),
        (zone,),
        (),
        (),
        source,
        "news",
        "own",
    )


def clean(text: str | None) -> str:
    return re.sub(r"[\s“”\"'《》（）()，,、]", "", text or "").split("·")[0]


def like(wanted: str, found: str | None) -> bool:
    """The same name, or at least half of the character pairs in common (Dice)."""
    a, b = clean(wanted), clean(found)
    if a == b or (a and b and LEGAL.sub("", a) == LEGAL.sub("", b)):
        return True
    grams = [{t[i : i + 2] for i in range(len(t) - 1)} or {t} for t in (a, b)]
    return bool(a and b) and 2 * len(grams[0] & grams[1]) / (len(grams[0]) + len(grams[1])) >= 0.5


def fits(name: str, wanted: Any, claim: Claim) -> bool:
    if name == "band":
        return (
            claim.size_band is not None
            and [None if v is None else float(v) for v in claim.size_band] == wanted
        )
    found = getattr(claim, name)
    if wanted is None:
        return found is None
    options = str(wanted).split("|")
    if "*" in options or (found is None and "null" in options):
        return True
    if name in ("subject", "object", "item"):
        return any(like(o, found) for o in options)
    return found in options


def same(value: Any, wanted: Any) -> bool:
    pair = [list(v) if isinstance(v, (list, tuple)) else [v, v] for v in (value, wanted)]
    return all(
        a is b or (a is not None and b is not None and abs(float(a) - float(b)) <= 1e-3 * abs(float(b)))
        for a, b in zip(*pair, strict=True)
    )


@dataclass
class Score:
    """Counts over the set; ``wrong`` lists (sentence id, what)."""

    numbers: int = 0
    found: int = 0
    claimed: int = 0
    tuples: int = 0
    relations: int = 0
    related: int = 0
    told: int = 0
    told_right: int = 0
    fields: Counter[str] = field(default_factory=Counter)
    wrong: list[tuple[str, str]] = field(default_factory=list)

    def share(self) -> dict[str, float]:
        return {
            "number.recall": self.found / self.numbers,
            "number.precision": self.found / self.claimed,
            "tuple.recall": self.tuples / self.numbers,
            "relation.recall": self.related / self.relations,
            "relation.precision": self.told_right / max(1, self.told),
        }


def _faults(names: tuple[str, ...], want: dict[str, Any], claim: Claim, always: bool) -> list[str]:
    return [
        f"{n} {getattr(claim, n if n != 'band' else 'size_band')!r} for {want.get(n)!r}"
        for n in names
        if (always or n in want) and not fits(n, want.get(n), claim)
    ]


def score(rows: list[dict[str, Any]]) -> Score:
    out = Score()
    for row in rows:
        claims = read_claims(document(row["text"], row["published"]))
        numeric = [c for c in claims if c.value is not None]
        plain = [c for c in claims if c.value is None and not c.lost]
        out.claimed += len(numeric)
        for want in row["numbers"]:
            out.numbers += 1
            options = [
                c for c in numeric if same(c.value, want["value"]) and c.unit in want["unit"].split("|")
            ]
            if not options:
                out.wrong.append((row["id"], f"number {want['value']} {want['unit']}"))
                continue
            claim = min(options, key=lambda c: len(_faults(TUPLE, want, c, True)))
            numeric.remove(claim)
            out.found += 1
            faults = _faults(TUPLE, want, claim, True)
            out.tuples += not faults
            faults += _faults(MORE, want, claim, False)
            out.fields.update(f.split(" ")[0] for f in faults)
            if faults:
                out.wrong.append((row["id"], f"{want['value']} {want['unit']}: " + "; ".join(faults)))
        out.wrong += [(row["id"], f"too many: {c.kind} {c.value} {c.unit} «{c.quote}»") for c in numeric]
        out.told += len(plain)
        for want in row["relations"]:
            out.relations += 1
            hits = [c for c in plain if fits("kind", want["kind"], c) and fits("subject", want["subject"], c)
                    and (want["object"] is None or fits("object", want["object"], c))]  # fmt: skip
            if not hits:
                told = [(c.kind, c.subject, c.object) for c in plain]
                out.wrong.append(
                    (row["id"], f"relation {want['kind']} {want['subject']} {want['object']}: {told}")
                )
                continue
            claim = min(hits, key=lambda c: len(_faults(("modality", "stage", "time"), want, c, False)))
            plain.remove(claim)
            out.related += 1
            out.told_right += 1
            faults = _faults(("modality", "stage", "time"), want, claim, False)
            out.fields.update("relation." + f.split(" ")[0] for f in faults)
            if faults:
                out.wrong.append((row["id"], f"relation {want['subject']}: " + "; ".join(faults)))
        out.wrong += [
            (row["id"], f"extra relation: {c.kind} {c.subject} {c.object} «{c.quote}»") for c in plain
        ]
    return out


if __name__ == "__main__":
    result = score(load())
    for where, what in result.wrong:
        if len(sys.argv) < 2 or where.startswith(sys.argv[1]):
            print(where, what)
    print({k: round(v, 3) for k, v in result.share().items()}, dict(result.fields))
