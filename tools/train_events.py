#!/usr/bin/env python3
"""Learn the weights by which a clause that any verb opens tells something (evidence.relations.open_gate), from texts with answer keys.

    train_events.py FOLDER... [--prior event_weights.csv] [--l2 L2] [--out event_weights.csv] [--cross]

A FOLDER holds texts and one JSON key a text (``file``, ``entities``, ``facts`` with ``offset``, ``quote`` or ``length``, ``kind``, ``subject`` and what
else is accepted). Keys are made by hand from public news and announcements and stay outside the project. A candidate is right where a fact without a
value has its stretch, subject and kind. ``--prior`` names the weights to start from and to stay near: the shipped ones, which many texts gave whose
keys no longer exist; the kinds stay those of the prior. Without it learning starts from zero. ``--cross`` leaves out the folders in turn (the last
FEW each for itself, the others by GROUPS) and prints for thresholds how many claims the open pass alone makes there, how many of them are right and
how many facts of tier 1 it finds; the same for the prior as it is. Logistic regression with L2: same input, same weights. Folders are given oldest first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from scipy.special import expit
from training import (
    Weights,
    alike,
    arguments,
    clean,
    keys,
    organisations,
    read_weights,
    stretch,
    told_prior,
    write_weights,
)

from lianzhang.evidence.claims.reader import reading_of
from lianzhang.evidence.relations.open_claims import THRESHOLD
from lianzhang.evidence.relations.open_clauses import candidates
from lianzhang.evidence.relations.open_gate import KINDS, features, kind_features
from lianzhang.evidence.relations.open_kinds import settled
from lianzhang.text import read_file

PRIOR_L2 = 150.0
L2, KIND_L2, FOLDER_L2, STEPS, LEAST, GROUPS, FEW, LATE = 40.0, 2.0, 0.5, 300, 12, 6, 3, 9


def names(fact: dict[str, Any], what: str) -> list[str]:
    more = fact.get("aliases" if what == "subject" else "object_aliases", [])
    return [n for n in [fact.get(what), *fact.get(what + "_alt", []), *more] if n]


def same_name(wanted: Sequence[str], name: str, firms: set[str]) -> bool:
    """Whether a name is one of those wanted: of ``firms`` without the legal form, of others half of it."""
    return alike(wanted, any(clean(w) in firms for w in wanted), name)


def touches(fact: dict[str, Any], a: int, b: int) -> bool:
    """Whether ``[a, b)`` says what the fact quotes: inside it, around it, or largely the same."""
    x, y = stretch(fact)
    common = min(y, b) - max(x, a)
    if common <= 0:
        return False
    return (
        (x <= a and b <= y)
        or (a <= x and y <= b and b - a <= max(3 * (y - x), 160))
        or common >= 0.3 * (max(y, b) - min(x, a))
    )


@dataclass
class Case:
    """A candidate: those it stands for choice with, its features, those of its kind, the facts it may state, and what settles its kind (what its
    subject is, subject, verb, object)."""

    group: tuple[int, int]
    features: list[str]
    kind_features: list[str]
    facts: list[int]
    text: int
    ends: tuple[str, str, str, str] = ("", "", "", "")


@dataclass
class Text:
    """A text with its facts and candidates."""

    folder: str
    facts: list[dict[str, Any]]
    cases: list[Case] = field(default_factory=list)


def read(folder: str, number: int, file: Path, key: dict[str, Any]) -> Text:
    facts = [f for f in key["facts"] if f.get("value") is None]
    firms = organisations(key)
    out = Text(folder, facts)
    reading = reading_of(read_file(file, file.name))
    for at, group in enumerate(candidates(reading)):
        for c in group:
            a, b = reading.document.map.raw(c.start, c.end)
            fits = [
                i
                for i, f in enumerate(facts)
                if touches(f, a, b)
                and same_name(names(f, "subject"), c.subject.name, firms)
                and (not f.get("object") or same_name(names(f, "object"), c.object or "", set()))
            ]
            out.cases.append(
                Case(
                    (number, at),
                    features(reading, c),
                    kind_features(c),
                    fits,
                    number,
                    (c.subject.type, c.subject.name, c.verb.text, c.object),
                )
            )
    return out


def matrix(rows: Sequence[Sequence[str]], index: dict[str, int]) -> csr_matrix:
    found = [sorted({index[f] for f in row if f in index}) for row in rows]
    ends = np.cumsum([0, *map(len, found)])
    columns = np.array([i for row in found for i in row], int)
    return csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(rows), len(index)))


def learn(
    rows: Sequence[Sequence[str]],
    targets: np.ndarray,
    texts: Sequence[int],
    l2: float,
    folders: Sequence[str] = (),
    prior: Weights | None = None,
) -> list[Weights]:
    """The weights for each column of ``targets``, of the features met in LEAST texts or known to ``prior``; ``l2`` is what it costs to go away from
    the prior, or from zero.

    Some keys hold more of what a text tells than others. With ``folders``, the folder of each row, every folder has a share of its own in
    what is likely; what the last LATE of them have on average goes into the feature that all rows have.
    """
    often = Counter(f for f, _ in {(f, t) for row, t in zip(rows, texts, strict=True) for f in row})
    known = prior or {}
    index = {f: i for i, f in enumerate(sorted({f for f, n in often.items() if n >= LEAST} | set(known)))}
    size = len(index)
    own = {f: size + i for i, f in enumerate(dict.fromkeys(folders))}
    if folders:
        rows = [[*row, _OF + folder] for row, folder in zip(rows, folders, strict=True)]
    x = matrix(rows, index | {_OF + f: i for f, i in own.items()})
    across = x.T.tocsr()
    cost = np.full(x.shape[1], l2)
    cost[size:] = FOLDER_L2
    out = []
    before = np.array([*(known.get(f, 0.0) for f in index), *(0.0 for _ in own)])
    for target in targets.T:

        def loss(w: np.ndarray, target: np.ndarray = target) -> tuple[float, np.ndarray]:
            z, way = x @ w, w - before
            fault = np.logaddexp(0, z) - target * z
            return float(fault.sum() + (cost * way * way).sum() / 2), across @ (
                expit(z) - target
            ) + cost * way

        w = minimize(loss, before, jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x
        if folders:
            w[index["always"]] += np.mean([w[i] for i in list(own.values())[-LATE:]])
        out.append({f: round(float(w[i]), 2) for f, i in index.items() if abs(w[i]) >= 0.02})
    return out


_OF = "folder/"


def accepted(fact: dict[str, Any]) -> set[str]:
    return {fact["kind"], *(fact.get("kind_alt") or [])}


Learnt = tuple[Weights, dict[str, Weights]]
"""The weights of the gate, and of every kind those of its own."""


def split(rows: Weights) -> Learnt:
    """What a weight file holds."""
    kinds: dict[str, Weights] = {k: {} for k in KINDS}
    for name, weight in rows.items():
        if name.startswith("kind:"):
            _, kind, feature = name.split(":", 2)
            kinds[kind][feature] = weight
    return {f: w for f, w in rows.items() if not f.startswith("kind:")}, kinds


def train(texts: Sequence[Text], prior: Learnt | None = None, l2: float = L2) -> Learnt:
    """The weights of the gate and of the kinds."""
    cases = [(t, c) for t in texts for c in t.cases]
    stated = [(t, c) for t, c in cases if c.facts]
    targets = np.array(
        [[any(k in accepted(t.facts[i]) for i in c.facts) for k in KINDS] for t, c in stated], float
    )
    if prior:
        kinds = prior[1]  # left out by folders, kinds learnt again told no more right than those of the prior
    else:
        found = learn([c.kind_features for _, c in stated], targets, [c.text for _, c in stated], KIND_L2)
        kinds = dict(zip(KINDS, found, strict=True))
    right = np.array(
        [[any(kind_of(c, kinds) in accepted(t.facts[i]) for i in c.facts)] for t, c in cases], float
    )
    told, of = [c.features for _, c in cases], [t.folder for t, _ in cases]
    return learn(told, right, [c.text for _, c in cases], l2, of, prior[0] if prior else None)[0], kinds


def kind_of(c: Case, kinds: dict[str, Weights]) -> str:
    return settled(max(KINDS, key=lambda k: sum(kinds[k].get(f, 0.0) for f in c.kind_features)), *c.ends)


def emitted(text: Text, gate: Weights, kinds: dict[str, Weights]) -> list[tuple[float, Case, str]]:
    """The best candidate of every group, with its score and kind."""
    best: dict[tuple[int, int], tuple[float, Case]] = {}
    for c in text.cases:
        s = sum(gate.get(f, 0.0) for f in c.features)
        if c.group not in best or s > best[c.group][0]:
            best[c.group] = (s, c)
    return [(s, c, kind_of(c, kinds)) for s, c in best.values()]


def judge(text: Text, claims: Sequence[tuple[float, Case, str]], row: Counter[str]) -> None:
    """Count claims, those that pair with a fact (one to one, surest first), and the facts of tier 1 found with their object."""
    told: set[int] = set()
    for _, c, kind in sorted(claims, key=lambda e: -e[0]):
        row["claims"] += 1
        free = [i for i in c.facts if i not in told and kind in accepted(text.facts[i])]
        if not free:
            continue
        told.add(free[0])
        row["right"] += 1
        row["found"] += text.facts[free[0]].get("tier") == 1
        row["found2"] += text.facts[free[0]].get("tier") != 1
    row["facts"] += sum(f.get("tier") == 1 for f in text.facts)
    row["facts2"] += sum(f.get("tier") != 1 for f in text.facts)


Scored = list[tuple[Text, list[tuple[float, Case, str]]]]


def cross(texts: Sequence[Text], prior: Learnt | None, l2: float) -> None:
    """Print what the weights are worth on folders left out, and what the prior is as it stands."""
    folders = list(dict.fromkeys(t.folder for t in texts))
    early = [folders[:-FEW][i::GROUPS] for i in range(GROUPS)]
    folds = [fold for fold in (*early, *([f] for f in folders[-FEW:])) if fold]
    scored: Scored = []
    for fold in folds:
        gate, kinds = train([t for t in texts if t.folder not in fold], prior, l2)
        scored += [(t, emitted(t, gate, kinds)) for t in texts if t.folder in fold]
    print_worth("learnt", scored, folders)
    if prior:
        print_worth("prior", [(t, emitted(t, *prior)) for t in texts], folders)


def print_worth(what: str, scored: Scored, folders: Sequence[str]) -> None:
    """Print by threshold how many claims there are, which share of them is right, and which share of the facts they find."""
    for threshold in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7):
        limit = np.log(threshold / (1 - threshold))
        table: dict[str, Counter[str]] = {}
        for t, claims in scored:
            judge(t, [e for e in claims if e[0] > limit], table.setdefault(t.folder, Counter()))
        whole = sum(table.values(), Counter())
        late = sum((table[f] for f in folders[-FEW:]), Counter())
        each = table.items() if threshold == round(THRESHOLD, 1) else ()
        for name, row in (("all", whole), ("late", late), *each):
            print(
                f"{what} {threshold:.1f} {name:14} claims {row['claims']:4} precision {row['right'] / max(1, row['claims']):.3f} recall {row['found'] / max(1, row['facts']):.3f} of {row['facts']} tier2 {row['found2'] / max(1, row['facts2']):.3f}"
            )


HEADER = """# Weights of the features by which a clause that any verb opens tells something (evidence.relations.open_gate), and, as kind:KIND:FEATURE,
# of those by which its claim is of a kind.
# Origin: learnt by tools/train_events.py from {documents} news reports, bulletins and company announcements with hand-made answer keys
# ({cases} candidates); none of the texts is part of this project.
{prior}# Do not edit by hand: features that stand together share their weight. L2 {l2}; a feature counts that {least} texts have.
"""


def main() -> int:
    args = arguments(__doc__, sentences=False)
    texts = [read(folder, i, path, key) for i, (folder, path, key) in enumerate(keys(args.folders))]
    prior, l2 = (
        split(read_weights(args.prior)) if args.prior else None,
        args.l2 or (PRIOR_L2 if args.prior else L2),
    )
    if args.cross:
        cross(texts, prior, l2)
    if args.out:
        gate, kinds = train(texts, prior, l2)
        rows = [
            *sorted(gate.items()),
            *((f"kind:{k}:{f}", w) for k in KINDS for f, w in sorted(kinds[k].items())),
        ]
        cases = sum(len(t.cases) for t in texts)
        header = HEADER.format(
            documents=len(texts), cases=cases, l2=l2, least=LEAST, prior=told_prior(args.prior)
        )
        write_weights(args.out, header, rows, f"{len(texts)} texts")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
