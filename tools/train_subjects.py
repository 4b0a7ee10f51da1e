#!/usr/bin/env python3
"""Learn the weights by which the subject of a number is chosen, from texts with answer keys.

    train_subjects.py FOLDER... [--sentences FILE.jsonl ...] [--out subject_weights.csv] [--cross]

A FOLDER holds texts and one JSON key a text (``file``, ``entities``, ``facts`` with ``offset``, ``quote`` or ``length``, ``value``, ``unit``,
``subject``, ``aliases``, ``subject_alt``); a sentences file holds a text with its numbers a line, as ``tests/evidence/data`` does.
Writes a weight a feature. ``--cross`` leaves out each document in turn, learns from the rest, reads the one left out, and says what share of
subjects is right, beside the rules alone and beside the best that any choice among the candidates could reach.

The model is a softmax over the candidates of a number (sum of the weights of their features); what is maximised is the probability of all
right candidates together, less L2 times half the sum of squared weights, with a fixed number of steps of Adam from zero: same input, same
weights. Plain numpy. Numbers that the rules give to the text's own firm, a measure or a named thing are left out. When reading,
only answers that show a fault are weighed against others (evidence.subjects.ranking).
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from lianzhang.evidence import read_claims
from lianzhang.evidence.claims import numbers as claims_numbers
from lianzhang.evidence.subjects import ranking as subject_ranking
from lianzhang.text import read_file

L2, STEPS, RATE, LEAST = 8.0, 200, 0.06, 3
LEGAL = re.compile(r"(股份有限公司|有限责任公司|集团有限公司|有限公司|股份公司|集团|公司)$")
PLAIN = ("place", "person", "product", "mineral")


# ---- what is right


def clean(text: str | None) -> str:
    return re.sub(r"[\s“”\"'《》（）()，,、]", "", text or "").split("·")[0]


def stem(text: str | None) -> str:
    return LEGAL.sub("", clean(text))


def grams(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)} or {text}


def alike(wanted: Sequence[str], organisation: bool, found: str | None) -> bool:
    """Whether a subject is the one wanted: an organisation by its name without legal form, anything else by half of its character pairs."""
    if organisation:
        return any(stem(w) == stem(found) for w in wanted)
    mine = clean(found)
    for name in map(clean, wanted):
        a, b = grams(name), grams(mine)
        if name == mine or (name and mine and 2 * len(a & b) >= 0.5 * (len(a) + len(b))):
            return True
    return False


@dataclass(frozen=True)
class Wanted:
    """A number of a key: where it is stated, its value and unit, the subjects accepted."""

    start: int
    end: int
    values: tuple[Any, ...]
    units: tuple[str, ...]
    names: tuple[str, ...]
    organisation: bool


def listed(fact: dict[str, Any], name: str) -> list[Any]:
    more = fact.get(name + "_alt", [])
    return [fact.get(name), *(more if isinstance(more, list) else [more])]


def wanted_of(key: dict[str, Any]) -> list[Wanted]:
    known = {
        clean(n)
        for e in key.get("entities", [])
        if e.get("type") not in PLAIN
        for n in (e["name"], *e.get("aliases", []))
    }
    out = []
    for fact in key["facts"]:
        if fact.get("value") is None:
            continue
        names = tuple(n for n in (*listed(fact, "subject"), *fact.get("aliases", [])) if n)
        end = fact["offset"] + (fact.get("length") or len(fact["quote"]))
        out.append(
            Wanted(
                fact["offset"],
                end,
                tuple(listed(fact, "value")),
                tuple(listed(fact, "unit")),
                names,
                any(clean(n) in known for n in names),
            )
        )
    return out


def same(wanted: Any, value: Any) -> bool:
    pair = [list(v) if isinstance(v, (list, tuple)) else [v, v] for v in (wanted, value)]
    return all(
        a is b or (a is not None and b is not None and abs(float(a) - float(b)) <= 1e-3 * abs(float(b)))
        for a, b in zip(*pair, strict=True)
    )


# ---- reading with a record of the candidates


@dataclass
class Number:
    """A number read: where its numeral stands in the raw text, candidates' names and features; empty where nothing is learnt from it."""

    start: int
    end: int
    names: list[list[str]]
    features: list[list[str]]


def read(path: Path, weights: dict[str, float] | None) -> tuple[list[dict[str, Any]], list[Number]]:
    """The claims with a number of a text, and its numbers; the rules alone without ``weights``."""
    seen: list[Number] = []
    numbers: Any = claims_numbers
    kept = numbers.settle, subject_ranking.weights

    def recorded(reading: Any, spot: Any, number: Any, found: Any, last: Any, who: Any) -> Any:
        start, end = reading.document.map.raw(*number.core)
        record = Number(start, end, [], [])
        if not subject_ranking.plain(reading.scene, spot, number, who):
            for c, features in subject_ranking.featured(reading.scene, spot, number, found, who, last):
                record.names.append([f.name for f in c.firms] or [c.text])
                record.features.append([f for part in features for f in part])
        seen.append(record)
        return who if weights is None else kept[0](reading, spot, number, found, last, who)

    numbers.settle = recorded
    subject_ranking.weighed.cache_clear()
    subject_ranking.weights = lambda: weights or {}  # type: ignore[assignment]
    try:
        claims = [c.to_json() for c in read_claims(read_file(path, path.name))]
    finally:
        numbers.settle, subject_ranking.weights = kept
        subject_ranking.weighed.cache_clear()
    return [c for c in claims if c["value"] is not None], seen


def paired(wanted: list[Wanted], claims: list[dict[str, Any]]) -> Iterator[tuple[Wanted, dict[str, Any]]]:
    """Facts with the claim that states them: same value and unit on the same stretch, nearest first, one to one."""
    options = []
    for w in wanted:
        for i, c in enumerate(claims):
            common = min(w.end, c["end"]) - max(w.start, c["start"])
            if (
                common > 0
                and c["unit"] in w.units
                and any(v is not None and same(v, c["value"]) for v in w.values)
            ):
                right = alike(w.names, w.organisation, c["subject"])
                options.append((not right, abs(c["start"] - w.start), w.start, i, w, c))
    options.sort(key=lambda o: o[:4])
    used: set[int] = set()
    told: set[int] = set()
    for *_, i, w, c in options:
        if id(w) not in told and i not in used:
            told.add(id(w))
            used.add(i)
            yield w, c


@dataclass
class Case:
    """A choice to learn from: features and goodness (0 to 1) of the candidates."""

    features: list[list[str]]
    good: list[float]


def cases_of(path: Path, wanted: list[Wanted]) -> tuple[list[Case], int, int, int]:
    """Cases of a text; how many numbers were paired, how many the rules have right, how many any choice could have right."""
    claims, numbers = read(path, None)
    by_number: dict[int, list[Wanted]] = {}
    total = ruled = reachable = 0
    for w, claim in paired(wanted, claims):
        total += 1
        right = alike(w.names, w.organisation, claim["subject"])
        ruled += right
        inside = [i for i, n in enumerate(numbers) if claim["start"] <= n.start and n.end <= claim["end"]]
        at = inside[-1] if inside else -1
        names = numbers[at].names if at >= 0 else []
        reachable += right or any(alike(w.names, w.organisation, n) for several in names for n in several)
        if names:
            by_number.setdefault(at, []).append(w)
    cases = []
    for at, several in by_number.items():
        good = [
            sum(any(alike(w.names, w.organisation, n) for n in names) for w in several) / len(several)
            for names in numbers[at].names
        ]
        cases.append(Case(numbers[at].features, good))
    return cases, total, ruled, reachable


def cases_of_sentences(path: Path) -> list[Case]:
    """Cases of a file of own sentences with their numbers."""
    import tempfile

    out = []
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "own.txt"
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            text.write_text(row["text"], encoding="utf-8")
            wanted = [
                Wanted(
                    0,
                    len(row["text"]),
                    (n["value"],),
                    tuple(n["unit"].split("|")),
                    tuple(n["subject"].split("|")),
                    False,
                )
                for n in row["numbers"]
                if n.get("subject") and n["subject"] != "*"
            ]
            out += cases_of(text, wanted)[0]
    return out


# ---- learning


def learn(cases: Sequence[Case]) -> dict[str, float]:
    """The weights for which the right candidates of ``cases`` score best."""
    cases = [c for c in cases if max(c.good) > 0]
    often = Counter(f for c in cases for fs in c.features for f in set(fs))
    index = {f: i for i, f in enumerate(sorted(f for f, n in often.items() if n >= LEAST))}
    rows: list[int] = []
    columns: list[int] = []
    right: list[bool] = []
    group: list[int] = []
    starts: list[int] = []
    for number, c in enumerate(cases):
        starts.append(len(right))
        for fs, good in zip(c.features, c.good, strict=True):
            for f in sorted(set(fs)):
                if f in index:
                    rows.append(len(right))
                    columns.append(index[f])
            right.append(good == max(c.good))
            group.append(number)
    row, column, of = np.array(rows), np.array(columns), np.array(group)
    target, start, size = np.array(right, float), np.array(starts), len(right)
    w = np.zeros(len(index))
    mean, square = np.zeros_like(w), np.zeros_like(w)
    for step in range(1, STEPS + 1):
        score = np.bincount(row, weights=w[column], minlength=size)
        e = np.exp(score - np.maximum.reduceat(score, start)[of])
        p = e / np.add.reduceat(e, start)[of]
        q = e * target
        q /= np.add.reduceat(q, start)[of]
        slope = np.bincount(column, weights=(p - q)[row], minlength=len(w)) + L2 * w
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope * slope
        rate = RATE * (1 if step < 0.6 * STEPS else 0.25)
        w -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-6)
    return {f: round(float(w[i]), 2) for f, i in index.items() if abs(w[i]) >= 0.015}


def cross(
    documents: list[tuple[str, Path, list[Wanted], list[Case]]], own: list[Case]
) -> dict[str, tuple[int, int]]:
    """By folder: numbers paired, and how many have the right subject when their document was left out of the learning."""
    out: dict[str, tuple[int, int]] = {}
    for at, (folder, path, wanted, _) in enumerate(documents):
        rest = [c for i, d in enumerate(documents) if i != at for c in d[3]]
        claims, _ = read(path, learn([*rest, *own]))
        pairs = list(paired(wanted, claims))
        right = sum(alike(w.names, w.organisation, c["subject"]) for w, c in pairs)
        before = out.get(folder, (0, 0))
        out[folder] = (before[0] + len(pairs), before[1] + right)
    return out


HEADER = """# Weights of the features by which the subject of a number is chosen among its candidates (evidence.subjects.ranking): the higher the sum, the better.
# Origin: learnt by tools/train_subjects.py from {documents} news reports, bulletins and company announcements with hand-made answer keys
# ({cases} numbers) and from the own sentences of tests/evidence/data ({own}); none of the texts is part of this project.
# Do not edit by hand: features that stand together share their weight. L2 {l2}, {steps} steps.
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
    documents, totals = [], Counter[tuple[str, str]]()
    for folder in args.folders:
        for path in sorted(folder.glob("*.json")):
            key = json.loads(path.read_text(encoding="utf-8"))
            text, wanted = folder / key["file"], wanted_of(key)
            cases, *counts = cases_of(text, wanted)
            documents.append((folder.name, text, wanted, cases))
            for name, n in zip(("numbers", "rules", "reachable"), counts, strict=True):
                totals[folder.name, name] += n
                totals["all", name] += n
    own = [c for path in args.sentences for c in cases_of_sentences(path)]
    cases = [c for d in documents for c in d[3]]
    if args.cross:
        crossed = cross(documents, own)
        crossed["all"] = (sum(n for n, _ in crossed.values()), sum(r for _, r in crossed.values()))
        print("folder numbers rules left-one-out reachable")
        for name, (n, right) in crossed.items():
            least = totals[name, "numbers"]
            print(
                name,
                n,
                *(
                    f"{x:.3f}"
                    for x in (totals[name, "rules"] / least, right / n, totals[name, "reachable"] / least)
                ),
            )
    if args.out:
        found = learn([*cases, *own])
        with args.out.open("w", encoding="utf-8", newline="\n") as out:
            out.write(
                HEADER.format(documents=len(documents), cases=len(cases), own=len(own), l2=L2, steps=STEPS)
            )
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow(("feature", "weight"))
            writer.writerows((f, f"{w:.2f}") for f, w in sorted(found.items()))
        print(f"{len(found)} weights from {len(cases)} + {len(own)} numbers", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
