#!/usr/bin/env python3
"""Learn the weights by which the place of a number is chosen, from texts with answer keys.

    train_places.py FOLDER... [--sentences FILE.jsonl ...] [--out place_weights.csv] [--cross]

A FOLDER holds texts and one JSON key a text (``file``, ``facts`` with ``offset``, ``quote`` or ``length``, ``value``, ``unit``, ``place``, ``place_alt``);
a sentences file holds a text with its numbers a line, as ``tests/evidence/data`` does, with the places accepted joined by ``|``.
Writes a weight a feature. ``--cross`` leaves out each tenth of the documents in turn, learns from the rest, reads the ones left out, and says
what share of places is right by the rules alone and by the weights.

The model is a softmax over the candidates of a number (sum of the weights of their features); what is maximised is the probability of the
right candidates together, where another answer that the key accepts counts OTHER, less L2 times half the sum of squared weights. A number that
the rules have wrong counts WRONG: the rules have been mended on these very texts. A fixed number of steps of Adam from zero: same input, same
weights. Plain numpy.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from train_subjects import listed, same

from lianzhang.core.places import short_name
from lianzhang.evidence import read_claims
from lianzhang.evidence.places import ranking, settling
from lianzhang.text import read_file

L2, STEPS, RATE, LEAST = 8.0, 300, 0.06, 4
OTHER, WRONG = 0.5, 8.0
PASSES, LOTS = 2, 10


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


# ---- reading with a record of the candidates


@dataclass
class Number:
    """A number read: where its numeral stands in the raw text, its candidates with their features, and the rules' answer."""

    start: int
    end: int
    places: list[str]
    features: list[list[str]]
    ruled: str


def read(path: Path, weights: dict[str, float]) -> tuple[list[dict[str, Any]], list[Number]]:
    """The claims with a number of a text read with ``weights``, and its numbers."""
    seen: list[Number] = []
    kept = settling.featured, ranking.weights
    document = read_file(path, path.name)

    def recorded(scene: Any, spot: Any, number: Any, found: Any, who: Any, last: Any) -> Any:
        ranked = kept[0](scene, spot, number, found, who, last)
        features = [[f for part in parts for f in part] for _, parts in ranked]
        seen.append(
            Number(*document.map.raw(*number.core), [p for p, _ in ranked], features, who.place or "")
        )
        return ranked

    settling.featured = recorded
    ranking.weighed.cache_clear()
    ranking.weights = lambda: weights  # type: ignore[assignment]
    try:
        claims = [c.to_json() for c in read_claims(document)]
    finally:
        settling.featured, ranking.weights = kept
        ranking.weighed.cache_clear()
    return [c for c in claims if c["value"] is not None], seen


def paired(facts: Sequence[dict[str, Any]], claims: Sequence[dict[str, Any]]) -> Iterator[tuple[Any, Any]]:
    """Facts with the claim that states them: same value and unit on the same stretch, nearest first, one to one."""
    options = []
    for f, fact in enumerate(facts):
        end = fact["offset"] + (fact.get("length") or len(fact["quote"]))
        for c, claim in enumerate(claims):
            common = min(end, claim["end"]) > max(fact["offset"], claim["start"])
            if not common or claim["unit"] not in listed(fact, "unit"):
                continue
            if any(v is not None and same(v, claim["value"]) for v in listed(fact, "value")):
                options.append((abs(claim["start"] - fact["offset"]), f, c))
    told: set[int] = set()
    used: set[int] = set()
    for _, f, c in sorted(options):
        if f not in told and c not in used:
            told.add(f)
            used.add(c)
            yield facts[f], claims[c]


@dataclass
class Case:
    """A choice to learn from: features and goodness (0 to 1) of the candidates, how much it counts, and the text that it comes from."""

    features: list[list[str]]
    good: list[float]
    much: float = 1.0
    text: str = ""


def goodness(places: Sequence[str], wanted: Sequence[Any]) -> list[float]:
    """1 for the places that are the first of ``wanted``, OTHER for those accepted beside; 1 for these too where no candidate is the first."""
    first = [same_place(wanted[:1], p) for p in places]
    other = OTHER if any(first) else 1.0
    return [1.0 if f else other * same_place(wanted, p) for f, p in zip(first, places, strict=True)]


@dataclass
class Result:
    """The cases of a text, how many of its numbers were paired, and how many of these have the right place."""

    cases: list[Case]
    paired: int
    right: int


def cases_of(path: Path, facts: Sequence[dict[str, Any]], weights: dict[str, float]) -> Result:
    """What a text read with ``weights`` teaches."""
    claims, numbers = read(path, weights)
    out = Result([], 0, 0)
    for fact, claim in paired(facts, claims):
        wanted = listed(fact, "place")
        out.paired += 1
        out.right += same_place(wanted, claim["place"])
        inside = [n for n in numbers if claim["start"] <= n.start and n.end <= claim["end"]]
        if inside:
            good = goodness(inside[-1].places, wanted)
            right = same_place(wanted, inside[-1].ruled)
            out.cases.append(Case(inside[-1].features, good, 1.0 if right else WRONG, str(path)))
    return out


def cases_of_sentences(path: Path, weights: dict[str, float]) -> list[Case]:
    """Cases of a file of own sentences with their numbers."""
    out = []
    with tempfile.TemporaryDirectory() as folder:
        for at, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            row, text = json.loads(line), Path(folder) / f"{path.stem}{at}.txt"
            text.write_text(row["text"], encoding="utf-8")
            facts = []
            for n in row["numbers"]:
                told = [None if p == "null" else p for p in (n.get("place") or "null").split("|")]
                units = n["unit"].split("|")
                fact = {
                    "offset": 0,
                    "length": len(row["text"]),
                    "value": n["value"],
                    "place": told[0],
                    "place_alt": told[1:],
                }
                if "*" not in told:
                    facts.append({**fact, "unit": units[0], "unit_alt": units[1:]})
            out += cases_of(text, facts, weights).cases
    return out


# ---- learning


def learn(cases: Sequence[Case]) -> dict[str, float]:
    """The weights for which the right candidates of ``cases`` score best, of features that LEAST texts have."""
    cases = [c for c in cases if max(c.good) > 0]
    seen = {(c.text or at, f) for at, c in enumerate(cases) for fs in c.features for f in fs}
    often = Counter(f for _, f in seen)
    index = {f: i for i, f in enumerate(sorted(f for f, n in often.items() if n >= LEAST))}
    rows: list[int] = []
    columns: list[int] = []
    of: list[int] = []
    for number, c in enumerate(cases):
        for fs in c.features:
            found = sorted({index[f] for f in fs if f in index})
            rows += [len(of)] * len(found)
            columns += found
            of.append(number)
    row, column, group = np.array(rows), np.array(columns), np.array(of)
    target = np.array([g for c in cases for g in c.good])
    much = np.array([c.much for c in cases])[group]
    start = np.flatnonzero(np.diff(group, prepend=-1))
    w = np.zeros(len(index))
    mean, square = np.zeros_like(w), np.zeros_like(w)
    for step in range(1, STEPS + 1):
        score = np.bincount(row, weights=w[column], minlength=len(of))
        e = np.exp(score - np.maximum.reduceat(score, start)[group])
        p = e / np.add.reduceat(e, start)[group]
        q = e * target
        q /= np.add.reduceat(q, start)[group]
        slope = np.bincount(column, weights=((p - q) * much)[row], minlength=len(w)) + L2 * w
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope * slope
        rate = RATE * (1 if step < 0.6 * STEPS else 0.25)
        w -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-6)
    return {f: round(float(w[i]), 2) for f, i in index.items() if abs(w[i]) >= 0.015}


Texts = Sequence[tuple[Path, list[dict[str, Any]]]]


def taught(texts: Texts, sentences: Sequence[Path]) -> tuple[dict[str, float], int]:
    """The weights learnt, and from how many numbers: first from the rules' own answers, then as they read with the weights just learnt, since
    the place of one number is a candidate for the next."""
    found: dict[str, float] = {}
    cases: list[Case] = []
    for _ in range(PASSES):
        cases = [case for path, facts in texts for case in cases_of(path, facts, found).cases]
        cases += [case for path in sentences for case in cases_of_sentences(path, found)]
        found = learn(cases)
    return found, len(cases)


def cross(texts: Sequence[tuple[str, Path, list[dict[str, Any]]]], sentences: Sequence[Path]) -> None:
    """Print by folder how many numbers were paired, and what share of places is right by the rules alone and by weights learnt without the
    document's lot."""
    counts: Counter[tuple[str, str]] = Counter()
    for lot in range(LOTS):
        weights, _ = taught([t[1:] for i, t in enumerate(texts) if i % LOTS != lot], sentences)
        for folder, path, facts in texts[lot::LOTS]:
            ruled, learnt = cases_of(path, facts, {}), cases_of(path, facts, weights)
            for name, n in {"n": ruled.paired, "rules": ruled.right, "learnt": learnt.right}.items():
                counts[folder, name] += n
                counts["all", name] += n
    print("folder numbers rules learnt")
    for folder in dict.fromkeys(f for f, _ in counts):
        n = counts[folder, "n"]
        print(folder, n, *(f"{counts[folder, name] / max(1, n):.3f}" for name in ("rules", "learnt")))


HEADER = """# Weights of the features by which the place of a number is chosen among its candidates (evidence.places.ranking): the higher the sum, the better.
# Origin: learnt by tools/train_places.py from {documents} news reports, bulletins and company announcements with hand-made answer keys and
# from the own sentences of tests/evidence/data ({numbers} numbers in all); none of the texts is part of this project.
# Do not edit by hand: features that stand together share their weight. L2 {l2}, {steps} steps, {other} for an answer accepted beside the first.
"""


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--sentences", nargs="*", type=Path, default=[])
    parser.add_argument("--out", type=Path)
    parser.add_argument("--cross", action="store_true")
    args = parser.parse_args()
    texts = []
    for folder in args.folders:
        for path in sorted(folder.glob("*.json")):
            key = json.loads(path.read_text(encoding="utf-8"))
            facts = [f for f in key["facts"] if f.get("value") is not None]
            texts.append((folder.name, folder / key["file"], facts))
    if args.cross:
        cross(texts, args.sentences)
    if args.out:
        found, numbers = taught([t[1:] for t in texts], args.sentences)
        with args.out.open("w", encoding="utf-8", newline="\n") as out:
            out.write(HEADER.format(documents=len(texts), numbers=numbers, l2=L2, steps=STEPS, other=OTHER))
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow(("feature", "weight"))
            writer.writerows((f, f"{w:.2f}") for f, w in sorted(found.items()))
        print(f"{len(found)} weights from {numbers} numbers", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
