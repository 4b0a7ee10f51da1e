#!/usr/bin/env python3
"""Learn the weights by which the subject of a number is chosen, from texts with answer keys.

    train_subjects.py FOLDER... [--sentences FILE.jsonl ...] [--prior subject_weights.csv] [--l2 L2] [--out subject_weights.csv] [--cross]

A FOLDER holds texts and one JSON key a text (``file``, ``entities``, ``facts`` with ``offset``, ``quote`` or ``length``, ``value``, ``unit``,
``subject``, ``aliases``, ``subject_alt``); a sentences file holds a text with its numbers a line, as ``tests/evidence/data`` does.
Keys are made by hand from public news and announcements and stay outside the project. Writes a weight a feature. ``--prior`` names the weights to
start from and to stay near: the shipped ones, which many texts gave whose keys no longer exist. ``--cross`` leaves out each folder in turn (each
tenth of the documents of one folder), learns from the rest, reads the ones left out, and says what share of subjects is right, beside the rules
alone, the prior, and the best that any choice among the candidates could reach.

The model is a softmax over the candidates of a number (sum of the weights of their features); what is maximised is the probability of the
right candidates together, each counting how well it fits what was wanted (0 to 1), less L2 times half the sum of squared ways of the weights from those of the prior (or from zero), with a fixed number of
steps of Adam from there: same input, same weights. Plain numpy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training import (
    STEPS,
    Case,
    Claim,
    Weights,
    alike,
    arguments,
    claims_with,
    clean,
    fits,
    keys,
    listed,
    lots,
    organisations,
    own_sentences,
    print_shares,
    read_weights,
    same,
    stretch,
    taught,
    told_prior,
    write_weights,
)

from lianzhang.evidence.subjects import ranking, settling

L2, PRIOR_L2 = 2.5, 12.0
"""What it costs to go away from zero, and from a prior: left out by folders 8 and 15 had more subjects right than 3.5, 5 and 30."""


# ---- what is right


@dataclass(frozen=True)
class Wanted:
    """A number of a key: where it is stated, its value and unit, the subjects accepted."""

    start: int
    end: int
    values: tuple[Any, ...]
    units: tuple[str, ...]
    names: tuple[str, ...]
    organisation: bool


def wanted_of(key: Mapping[str, Any]) -> list[Wanted]:
    known = organisations(key)
    out = []
    for fact in key["facts"]:
        if fact.get("value") is None:
            continue
        names = tuple(n for n in (*listed(fact, "subject"), *fact.get("aliases", [])) if n)
        values, units = tuple(listed(fact, "value")), tuple(listed(fact, "unit"))
        out.append(Wanted(*stretch(fact), values, units, names, any(clean(n) in known for n in names)))
    return out


# ---- reading with a record of the candidates


@dataclass
class Number:
    """A number read: where its numeral stands in the raw text, candidates' names and features."""

    start: int
    end: int
    names: list[list[str]]
    features: list[list[str]]


def read(path: Path, weights: Weights) -> tuple[list[Claim], list[Number]]:
    """The claims with a number of a text read with ``weights``, and its numbers."""
    seen: list[Number] = []

    def note(span: tuple[int, int], _: Sequence[Any], found: Any) -> None:
        names = [[f.name for f in c.firms] or [c.text] for c, _ in found]
        seen.append(Number(*span, names, [[f for part in parts for f in part] for _, parts in found]))

    return claims_with(path, settling, ranking, weights, note), seen


def paired(wanted: list[Wanted], claims: list[Claim]) -> Iterator[tuple[Wanted, Claim]]:
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


def cases_of(path: Path, wanted: list[Wanted], weights: Weights) -> tuple[list[Case], int, int, int]:
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
            sum(max(fits(w.names, w.organisation, n) for n in names) for w in several) / len(several)
            for names in numbers[at].names
        ]
        cases.append(Case(numbers[at].features, good, text=str(path)))
    return cases, total, ruled, reachable


def cases_of_sentences(path: Path, weights: Weights) -> list[Case]:
    """Cases of a file of own sentences with their numbers."""
    out = []
    for text, row in own_sentences(path):
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


Texts = Sequence[tuple[str, Path, list[Wanted]]]


def cases_from(texts: Texts, sentences: Sequence[Path], weights: Weights) -> list[Case]:
    """The cases of texts and own sentences read with ``weights``."""
    out = [case for _, path, wanted in texts for case in cases_of(path, wanted, weights)[0]]
    return [*out, *(case for path in sentences for case in cases_of_sentences(path, weights))]


def cross(texts: Texts, sentences: Sequence[Path], prior: Weights, l2: float) -> None:
    """Print by folder how many numbers were paired, and what share of subjects is right by the rules alone, by ``prior`` and by weights learnt
    without the document's lot, and could be right by any choice."""
    counts: Counter[tuple[str, str]] = Counter()
    for lot in lots([folder for folder, *_ in texts]):
        rest = [t for i, t in enumerate(texts) if i not in lot]
        weights, _ = taught(lambda w, rest=rest: cases_from(rest, sentences, w), l2, prior)  # type: ignore[misc]
        for folder, path, wanted in (texts[i] for i in lot):
            total, ruled, _ = cases_of(path, wanted, {})[1:]
            _, before, _ = cases_of(path, wanted, prior)[1:]
            _, right, reachable = cases_of(path, wanted, weights)[1:]
            found = {"n": total, "rules": ruled, "prior": before, "learnt": right, "reachable": reachable}
            for name, n in found.items():
                counts[folder, name] += n
                counts["all", name] += n
    print_shares(counts, ("rules", "prior", "learnt", "reachable"))


HEADER = """# Weights of the features by which the subject of a number is chosen among its candidates (evidence.subjects.ranking): the higher the sum, the better.
# Origin: learnt by tools/train_subjects.py from {documents} news reports, bulletins and company announcements with hand-made answer keys and
# from the own sentences of tests/evidence/data ({numbers} numbers in all); none of the texts is part of this project.
{prior}# Do not edit by hand: features that stand together share their weight. L2 {l2}, {steps} steps.
"""


def main() -> int:
    args = arguments(__doc__, sentences=True)
    texts = [(folder, path, wanted_of(key)) for folder, path, key in keys(args.folders)]
    prior, l2 = read_weights(args.prior), args.l2 or (PRIOR_L2 if args.prior else L2)
    if args.cross:
        cross(texts, args.sentences, prior, l2)
    if args.out:
        found, numbers = taught(lambda w: cases_from(texts, args.sentences, w), l2, prior)
        header = HEADER.format(
            documents=len(texts), numbers=numbers, l2=l2, steps=STEPS, prior=told_prior(args.prior)
        )
        write_weights(args.out, header, sorted(found.items()), f"{numbers} numbers")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
