#!/usr/bin/env python3
"""Learn the weights by which the place of a number is chosen, from texts with answer keys.

    train_places.py FOLDER... [--sentences FILE.jsonl ...] [--prior place_weights.csv] [--l2 L2] [--out place_weights.csv] [--cross]

A FOLDER holds texts and one JSON key a text (``file``, ``facts`` with ``offset``, ``quote`` or ``length``, ``value``, ``unit``, ``place``, ``place_alt``);
a sentences file holds a text with its numbers a line, as ``tests/evidence/data`` does, with the places accepted joined by ``|``.
Keys are made by hand from public news and announcements and stay outside the project. Writes a weight a feature. ``--prior`` names the weights to
start from and to stay near: the shipped ones, which many texts gave whose keys no longer exist. ``--cross`` leaves out each folder in turn (each
tenth of the documents of one folder), learns from the rest, reads the ones left out, and says what share of places is right by the rules alone, by
the prior and by the weights.

The model is a softmax over the candidates of a number (sum of the weights of their features); what is maximised is the probability of the
right candidates together, where another answer that the key accepts counts OTHER, less L2 times half the sum of squared ways of the weights from
those of the prior (or from zero). A number that the rules have wrong counts WRONG: the rules have been mended on these very texts. A fixed number of
steps of Adam from there: same input, same weights. Plain numpy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training import (
    STEPS,
    Case,
    Claim,
    Fact,
    Weights,
    arguments,
    claims_with,
    keys,
    listed,
    lots,
    own_sentences,
    print_shares,
    read_weights,
    same,
    stretch,
    taught,
    told_prior,
    write_weights,
)

from lianzhang.core.places import short_name
from lianzhang.evidence.places import ranking, settling

L2, PRIOR_L2 = 8.0, 50.0
OTHER, WRONG = 0.5, 8.0


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


def read(path: Path, weights: Weights) -> tuple[list[Claim], list[Number]]:
    """The claims with a number of a text read with ``weights``, and its numbers."""
    seen: list[Number] = []

    def note(span: tuple[int, int], given: Sequence[Any], found: Any) -> None:
        features = [[f for part in parts for f in part] for _, parts in found]
        who = given[4]
        seen.append(Number(*span, [p for p, _ in found], features, who.place or ""))

    return claims_with(path, settling, ranking, weights, note), seen


def paired(facts: Sequence[Fact], claims: Sequence[Claim]) -> Iterator[tuple[Fact, Claim]]:
    """Facts with the claim that states them: same value and unit on the same stretch, nearest first, one to one."""
    options = []
    for f, fact in enumerate(facts):
        start, end = stretch(fact)
        for c, claim in enumerate(claims):
            common = min(end, claim["end"]) > max(start, claim["start"])
            if not common or claim["unit"] not in listed(fact, "unit"):
                continue
            if any(v is not None and same(v, claim["value"]) for v in listed(fact, "value")):
                options.append((abs(claim["start"] - start), f, c))
    told: set[int] = set()
    used: set[int] = set()
    for _, f, c in sorted(options):
        if f not in told and c not in used:
            told.add(f)
            used.add(c)
            yield facts[f], claims[c]


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


def cases_of(path: Path, facts: Sequence[Fact], weights: Weights) -> Result:
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


def cases_of_sentences(path: Path, weights: Weights) -> list[Case]:
    """Cases of a file of own sentences with their numbers."""
    out = []
    for text, row in own_sentences(path):
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


Texts = Sequence[tuple[str, Path, list[Fact]]]


def cases_from(texts: Texts, sentences: Sequence[Path], weights: Weights) -> list[Case]:
    """The cases of texts and own sentences read with ``weights``."""
    out = [case for _, path, facts in texts for case in cases_of(path, facts, weights).cases]
    return [*out, *(case for path in sentences for case in cases_of_sentences(path, weights))]


def cross(texts: Texts, sentences: Sequence[Path], prior: Weights, l2: float) -> None:
    """Print by folder how many numbers were paired, and what share of places is right by the rules alone, by ``prior`` and by weights learnt
    without the document's lot."""
    counts: Counter[tuple[str, str]] = Counter()
    for lot in lots([folder for folder, *_ in texts]):
        rest = [t for i, t in enumerate(texts) if i not in lot]
        weights, _ = taught(lambda w, rest=rest: cases_from(rest, sentences, w), l2, prior)  # type: ignore[misc]
        for folder, path, facts in (texts[i] for i in lot):
            ruled, before, learnt = (cases_of(path, facts, w) for w in ({}, prior, weights))
            found = {"n": ruled.paired, "rules": ruled.right, "prior": before.right, "learnt": learnt.right}
            for name, n in found.items():
                counts[folder, name] += n
                counts["all", name] += n
    print_shares(counts, ("rules", "prior", "learnt"))


HEADER = """# Weights of the features by which the place of a number is chosen among its candidates (evidence.places.ranking): the higher the sum, the better.
# Origin: learnt by tools/train_places.py from {documents} news reports, bulletins and company announcements with hand-made answer keys and
# from the own sentences of tests/evidence/data ({numbers} numbers in all); none of the texts is part of this project.
{prior}# Do not edit by hand: features that stand together share their weight. L2 {l2}, {steps} steps, {other} for an answer accepted beside the first.
"""


def main() -> int:
    args = arguments(__doc__, sentences=True)
    texts = [
        (folder, path, [f for f in key["facts"] if f.get("value") is not None])
        for folder, path, key in keys(args.folders)
    ]
    prior, l2 = read_weights(args.prior), args.l2 or (PRIOR_L2 if args.prior else L2)
    if args.cross:
        cross(texts, args.sentences, prior, l2)
    if args.out:
        found, numbers = taught(lambda w: cases_from(texts, args.sentences, w), l2, prior)
        header = HEADER.format(
            documents=len(texts),
            numbers=numbers,
            l2=l2,
            steps=STEPS,
            other=OTHER,
            prior=told_prior(args.prior),
        )
        write_weights(args.out, header, sorted(found.items()), f"{numbers} numbers")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
