#!/usr/bin/env python3
"""Learn the weights by which a place told before a number holds for it or not, from texts with answer keys.

    train_places.py FOLDER... [--out place_weights.csv] [--cross]

A FOLDER holds texts, one JSON key a text (``file``, ``facts`` with ``offset``, ``quote`` or ``length``, ``value``, ``unit``, ``place``, ``place_alt``)
and ``claims.jsonl``: what a release of the reader read in them, best one that was written before anybody looked at these texts. A claim
with a place is a case: the place is right and none would be wrong, or the other way round; what the key accepts both ways teaches little
(weight BOTH), and that the place is to be kept. ``--cross`` leaves out a tenth of the documents in turn and prints how many places are right as read and
as weighed. Logistic regression with L2, by Newton's method: same input, same weights.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from train_subjects import listed, same

from lianzhang.core.places import short_name
from lianzhang.evidence.claims.reader import reading_of
from lianzhang.evidence.places import doubts as place_doubts
from lianzhang.evidence.subjects.firms import FIRM_TYPES
from lianzhang.text import read_file

L2, STEPS, LEAST, BOTH, FOLDS = 8.0, 8, 4, 0.3, 10


@dataclass(frozen=True)
class Case:
    """A place read: its features, whether the key accepts it, and whether it accepts that none is told."""

    features: tuple[str, ...]
    right: bool
    none: bool


def same_place(wanted: Sequence[Any], place: str | None) -> bool:
    """Whether a place is one of those accepted: by its last names, without what says of what level they are."""

    def parts(text: Any) -> list[str]:
        return [short_name(p) for p in str(text or "").replace("；", ";").split(";") if p]

    mine = parts(place)
    for each in map(parts, wanted):
        if len(each) == len(mine) and all(
            any(w == m or (len(m) > 1 and w.endswith(m)) or (len(w) > 1 and m.endswith(w)) for m in mine)
            for w in each
        ):
            return True
    return False


def cases_of(path: Path, facts: Sequence[dict[str, Any]], claims: Sequence[dict[str, Any]]) -> list[Case]:
    """The cases of a text."""
    reading = reading_of(read_file(path, path.name))
    scene = reading.scene
    firms = {n.name for n in scene.mentions.names if n.type in FIRM_TYPES}
    out = []
    for fact, claim in paired(facts, claims):
        place = claim["place"]
        if not place:
            continue
        spots = [reading.document.map.raw(*n.core) for n in scene.mentions.numbers]
        at = [i for i, (a, b) in enumerate(spots) if claim["start"] <= a and b <= claim["end"]]
        if not at:
            continue
        number = scene.mentions.numbers[at[-1]]
        clause = next(reading.clauses_at([number.start], "body", "title"), None)
        if clause is None:
            continue
        found = place_doubts.features(
            scene, clause[1], clause[3], (number.start, number.end), claim["kind"], claim["subject"] or "", claim["subject"] in firms, place,
        )  # fmt: skip
        if not found:
            continue
        wanted = listed(fact, "place")
        out.append(Case(tuple(found), same_place(wanted, place), None in wanted))
    return out


def paired(facts: Sequence[dict[str, Any]], claims: Sequence[dict[str, Any]]) -> list[tuple[Any, Any]]:
    """Facts with the claim that states them: same value and unit on the same stretch, nearest first, one to one."""
    options = []
    for f, fact in enumerate(facts):
        end = fact["offset"] + (fact.get("length") or len(fact["quote"]))
        for c, claim in enumerate(claims):
            if min(end, claim["end"]) <= max(fact["offset"], claim["start"]) or claim["unit"] not in listed(
                fact, "unit"
            ):
                continue
            if any(v is not None and same(v, claim["value"]) for v in listed(fact, "value")):
                options.append((abs(claim["start"] - fact["offset"]), f, c))
    told: set[int] = set()
    used: set[int] = set()
    out = []
    for _, f, c in sorted(options):
        if f not in told and c not in used:
            told.add(f)
            used.add(c)
            out.append((facts[f], claims[c]))
    return out


def learn(cases: Sequence[Case]) -> dict[str, float]:
    """The weights for which places that are right score above zero."""
    often = Counter(f for c in cases for f in c.features)
    index = {f: i for i, f in enumerate(sorted(f for f, n in often.items() if n >= LEAST))}
    x = np.zeros((len(cases), len(index)))
    for row, c in enumerate(cases):
        for f in c.features:
            if f in index:
                x[row, index[f]] = 1
    target = np.array([c.right for c in cases], float)
    much = np.array([1.0 if c.right != c.none else BOTH if c.right else 0.0 for c in cases])
    w = np.zeros(len(index))
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ w))
        slope = x.T @ (much * (p - target)) + L2 * w
        w -= np.linalg.solve(x.T @ (x * (much * p * (1 - p))[:, None]) + L2 * np.eye(len(w)), slope)
    return {f: round(float(w[i]), 2) for f, i in index.items() if abs(w[i]) >= 0.015}


def keeps(case: Case, weights: dict[str, float]) -> bool:
    return sum(weights.get(f, 0.0) for f in case.features) > 0


HEADER = """# Weights of the features by which a place told before a number holds for it (evidence.places.doubts): it does where their sum is positive.
# Origin: learnt by tools/train_places.py from {documents} news reports, bulletins and company announcements with hand-made answer keys
# ({cases} numbers with a place); none of the texts is part of this project.
# Do not edit by hand: features that stand together share their weight. L2 {l2}, {both} for what is right both ways.
"""


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--cross", action="store_true")
    args = parser.parse_args()
    documents: list[tuple[str, list[Case]]] = []
    for folder in args.folders:
        lines = (folder / "claims.jsonl").read_text(encoding="utf-8").splitlines()
        claims = [c for c in map(json.loads, lines) if c["value"] is not None]
        for path in sorted(folder.glob("*.json")):
            key = json.loads(path.read_text(encoding="utf-8"))
            facts = [f for f in key["facts"] if f.get("value") is not None]
            mine = [c for c in claims if Path(c["document"]).name == key["file"]]
            documents.append((folder.name, cases_of(folder / key["file"], facts, mine)))
    everything = [c for _, cases in documents for c in cases]
    if args.cross:
        table: dict[str, Counter[str]] = {}
        left_out = [
            learn([c for i, d in enumerate(documents) if i % FOLDS != fold for c in d[1]])
            for fold in range(FOLDS)
        ]
        for at, (folder_name, cases) in enumerate(documents):
            weights = left_out[at % FOLDS]
            row = table.setdefault(folder_name, Counter())
            for c in cases:
                kept = keeps(c, weights)
                row.update(
                    places=1,
                    read=c.right,
                    weighed=c.right if kept else c.none,
                    kept=kept,
                    both=c.right and c.none,
                    both_kept=c.right and c.none and kept,
                )
        for folder_name, row in [*table.items(), ("all", sum(table.values(), Counter()))]:
            print(folder_name, dict(row))
    if args.out:
        found = learn(everything)
        with args.out.open("w", encoding="utf-8", newline="\n") as out:
            out.write(HEADER.format(documents=len(documents), cases=len(everything), l2=L2, both=BOTH))
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow(("feature", "weight"))
            writer.writerows((f, f"{w:.2f}") for f, w in sorted(found.items()))
        print(f"{len(found)} weights from {len(everything)} numbers", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
