#!/usr/bin/env python3
"""Learn the weights by which the subject of a number is chosen, from texts with answer keys.

    train_subjects.py FOLDER... [--sentences FILE.jsonl ...] [--out subject_weights.csv] [--cross]

A FOLDER holds texts and one JSON key a text (``file``, ``entities``, ``facts`` with ``offset``, ``quote`` or ``length``, ``value``, ``unit``,
``subject``, ``aliases``, ``subject_alt``); a sentences file holds a text with its numbers a line, as ``tests/evidence/data`` does.
Writes a weight a feature. ``--cross`` leaves out each tenth of the documents in turn, learns from the rest, reads the ones left out, and says
what share of subjects is right, beside the rules alone and beside the best that any choice among the candidates could reach.

The model is a softmax over the candidates of a number (sum of the weights of their features); what is maximised is the probability of all
right candidates together, less L2 times half the sum of squared weights, with a fixed number of steps of Adam from zero: same input, same
weights. Plain numpy.
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
from lianzhang.evidence.subjects import ranking, settling
from lianzhang.text import read_file

L2, STEPS, RATE, LEAST = 2.5, 300, 0.06, 4
PASSES, LOTS = 2, 10
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
    """A number read: where its numeral stands in the raw text, candidates' names and features."""

    start: int
    end: int
    names: list[list[str]]
    features: list[list[str]]


def read(path: Path, weights: dict[str, float]) -> tuple[list[dict[str, Any]], list[Number]]:
    """The claims with a number of a text read with ``weights``, and its numbers."""
    seen: list[Number] = []
    settler: Any = settling
    kept = settler.featured, ranking.weights
    document = read_file(path, path.name)

    def recorded(scene: Any, spot: Any, number: Any, *more: Any) -> Any:
        found = kept[0](scene, spot, number, *more)
        record = Number(*document.map.raw(*number.core), [], [])
        for c, features in found:
            record.names.append([f.name for f in c.firms] or [c.text])
            record.features.append([f for part in features for f in part])
        seen.append(record)
        return found

    settler.featured = recorded
    ranking.weighed.cache_clear()
    ranking.weights = lambda: weights  # type: ignore[assignment]
    try:
        claims = [c.to_json() for c in read_claims(document)]
    finally:
        settler.featured, ranking.weights = kept
        ranking.weighed.cache_clear()
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
    """A choice to learn from: features and goodness (0 to 1) of the candidates, and the text that it comes from."""

    features: list[list[str]]
    good: list[float]
    text: str = ""


def cases_of(path: Path, wanted: list[Wanted], weights: dict[str, float]) -> tuple[list[Case], int, int, int]:
    """Cases of a text read with ``weights``; how many numbers were paired, how many are right, how many any choice could have right."""
    claims, numbers = read(path, weights)
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
        cases.append(Case(numbers[at].features, good, str(path)))
    return cases, total, ruled, reachable


def cases_of_sentences(path: Path, weights: dict[str, float]) -> list[Case]:
    """Cases of a file of own sentences with their numbers."""
    import tempfile

    out = []
    with tempfile.TemporaryDirectory() as folder:
        for at, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            row, text = json.loads(line), Path(folder) / f"{at}.txt"
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
            out += cases_of(text, wanted, weights)[0]
    return out


# ---- learning


def learn(cases: Sequence[Case]) -> dict[str, float]:
    """The weights for which the right candidates of ``cases`` score best, of features that LEAST texts have."""
    cases = [c for c in cases if max(c.good) > 0]
    often = Counter(
        f for _, f in {(c.text or at, f) for at, c in enumerate(cases) for fs in c.features for f in fs}
    )
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


Texts = Sequence[tuple[Path, list[Wanted]]]


def cases_from(texts: Texts, sentences: Sequence[Path], weights: dict[str, float]) -> list[Case]:
    """The cases of texts and own sentences read with ``weights``."""
    out = [case for path, wanted in texts for case in cases_of(path, wanted, weights)[0]]
    return [*out, *(case for path in sentences for case in cases_of_sentences(path, weights))]


def taught(texts: Texts, sentences: Sequence[Path]) -> tuple[dict[str, float], int]:
    """The weights learnt, and from how many numbers: first from the rules' own answers, then as they read with the weights just learnt, since what
    was told of one number is a candidate for the next."""
    found: dict[str, float] = {}
    cases: list[Case] = []
    for _ in range(PASSES):
        cases = cases_from(texts, sentences, found)
        found = learn(cases)
    return found, len(cases)


def cross(texts: Sequence[tuple[str, Path, list[Wanted]]], sentences: Sequence[Path]) -> None:
    """Print by folder how many numbers were paired, and what share of subjects is right by the rules alone, by weights learnt without the
    document's lot, and could be right by any choice."""
    counts: Counter[tuple[str, str]] = Counter()
    for lot in range(LOTS):
        rest = [t[1:] for i, t in enumerate(texts) if i % LOTS != lot]
        weights, _ = taught(rest, sentences)
        for folder, path, wanted in texts[lot::LOTS]:
            total, ruled, _ = cases_of(path, wanted, {})[1:]
            _, right, reachable = cases_of(path, wanted, weights)[1:]
            for name, n in {"n": total, "rules": ruled, "learnt": right, "reachable": reachable}.items():
                counts[folder, name] += n
                counts["all", name] += n
    print("folder numbers rules learnt reachable")
    for folder in dict.fromkeys(f for f, _ in counts):
        n = counts[folder, "n"]
        print(folder, n, *(f"{counts[folder, name] / n:.3f}" for name in ("rules", "learnt", "reachable")))


HEADER = """# Weights of the features by which the subject of a number is chosen among its candidates (evidence.subjects.ranking): the higher the sum, the better.
# Origin: learnt by tools/train_subjects.py from {documents} news reports, bulletins and company announcements with hand-made answer keys and
# from the own sentences of tests/evidence/data ({numbers} numbers in all); none of the texts is part of this project.
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
    texts = []
    for folder in args.folders:
        for path in sorted(folder.glob("*.json")):
            key = json.loads(path.read_text(encoding="utf-8"))
            texts.append((folder.name, folder / key["file"], wanted_of(key)))
    if args.cross:
        cross(texts, args.sentences)
    if args.out:
        found, numbers = taught([t[1:] for t in texts], args.sentences)
        with args.out.open("w", encoding="utf-8", newline="\n") as out:
            out.write(HEADER.format(documents=len(texts), numbers=numbers, l2=L2, steps=STEPS))
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow(("feature", "weight"))
            writer.writerows((f, f"{w:.2f}") for f, w in sorted(found.items()))
        print(f"{len(found)} weights from {numbers} numbers", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
