"""What the programs that learn weights from texts with answer keys (``train_*.py``) share: when a name is the one wanted, reading with a record
of the candidates, and a softmax over them.

A key is JSON: ``file``, ``entities`` with ``name``, ``aliases`` and ``type``, ``facts`` with ``offset``, ``quote`` or ``length``, and what is told; ``subject_alt``
and the like hold what else is accepted. Keys are made by hand and stay outside the project, as their texts do. Own sentences are one JSON a line:
``text`` and its ``numbers``, as ``tests/evidence/data`` has them.

Keys do not last as long as weights. With ``--prior`` what was learnt before counts too: learning starts from the weights of that file (the shipped
ones, as a rule) and pays for going away from them, not from nought, so that a few new texts mend weights that many texts gave.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from lianzhang.evidence import read_claims
from lianzhang.text import read_file

STEPS, RATE, LEAST = 300, 0.06, 4
PASSES, LOTS = 2, 10
MARKS = re.compile(r"[\s“”\"'《》（）()，,、]")
LEGAL = re.compile(r"(股份有限公司|有限责任公司|集团有限公司|有限公司|股份公司|集团|公司)$")
PLAIN = ("place", "person", "product", "mineral")

Weights = dict[str, float]
Claim = dict[str, Any]
Fact = dict[str, Any]


# ---- what is right


def clean(text: Any) -> str:
    return MARKS.sub("", str(text or "")).split("·")[0]


def stem(text: Any) -> str:
    return LEGAL.sub("", clean(text))


def grams(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)} or {text}


def alike(wanted: Sequence[str], organisation: bool, found: str | None) -> bool:
    """Whether a name is one of those wanted: an organisation by its name without legal form, anything else by half of its character pairs."""
    if organisation:
        return any(stem(w) == stem(found) for w in wanted)
    mine = clean(found)
    for name in map(clean, wanted):
        a, b = grams(name), grams(mine)
        if name == mine or (name and mine and 2 * len(a & b) >= 0.5 * (len(a) + len(b))):
            return True
    return False


def fits(wanted: Sequence[str], organisation: bool, found: str) -> float:
    """How good a name is, 0 to 1: of those that are :func:`alike` to one wanted, a phrase is the better the more it shares with it."""
    if not alike(wanted, organisation, found):
        return 0.0
    if organisation:
        return 1.0
    mine = grams(clean(found))
    return max(2 * len(mine & grams(clean(w))) / (len(mine) + len(grams(clean(w)))) for w in wanted) ** 2


def organisations(key: Mapping[str, Any]) -> set[str]:
    """The names of a key's organisations and works, cleaned."""
    return {
        clean(n)
        for e in key.get("entities", [])
        if e.get("type") not in PLAIN
        for n in (e["name"], *e.get("aliases", []))
    }


def stretch(fact: Fact) -> tuple[int, int]:
    """Where a fact is stated in the raw text."""
    start: int = fact["offset"]
    return start, start + (fact.get("length") or len(fact["quote"]))


def listed(fact: Fact, name: str) -> list[Any]:
    more = fact.get(name + "_alt", [])
    return [fact.get(name), *(more if isinstance(more, list) else [more])]


def same(wanted: Any, value: Any) -> bool:
    pair = [list(v) if isinstance(v, (list, tuple)) else [v, v] for v in (wanted, value)]
    return all(
        a is b or (a is not None and b is not None and abs(float(a) - float(b)) <= 1e-3 * abs(float(b)))
        for a, b in zip(*pair, strict=True)
    )


# ---- reading


def claims_with(
    path: Path,
    settling: Any,
    ranking: ModuleType,
    weights: Weights,
    note: Callable[[tuple[int, int], Sequence[Any], Any], None],
) -> list[Claim]:
    """The claims with a number of a text read with ``weights`` in place of those of ``ranking``. Of every number that ``settling`` weighs, ``note``
    gets where its numeral stands in the raw text, what ``featured`` was given, and the candidates that it answered."""
    kept = settling.featured, ranking.weights
    document = read_file(path, path.name)

    def recorded(scene: Any, spot: Any, number: Any, *more: Any) -> Any:
        found = kept[0](scene, spot, number, *more)
        note(document.map.raw(*number.core), (scene, spot, number, *more), found)
        return found

    settling.featured = recorded
    ranking.weighed.cache_clear()
    ranking.weights = lambda: weights  # type: ignore[attr-defined]
    try:
        claims = [c.to_json() for c in read_claims(document)]
    finally:
        settling.featured, ranking.weights = kept  # type: ignore[attr-defined]
        ranking.weighed.cache_clear()
    return [c for c in claims if c["value"] is not None]


def own_sentences(path: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The rows of a file of own sentences, each with its text as a file while it is looked at."""
    with tempfile.TemporaryDirectory() as folder:
        for at, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            row, text = json.loads(line), Path(folder) / f"{path.stem}{at}.txt"
            text.write_text(row["text"], encoding="utf-8")
            yield text, row


# ---- learning


@dataclass
class Case:
    """A choice to learn from: features and goodness (0 to 1) of the candidates, how much it counts, and the text that it comes from."""

    features: list[list[str]]
    good: list[float]
    much: float = 1.0
    text: str = ""


def learn(cases: Sequence[Case], l2: float, prior: Mapping[str, float] | None = None) -> Weights:
    """The weights for which the right candidates of ``cases`` score best, of features that LEAST texts or ``prior`` have.

    What is maximised is the probability of the right candidates together, each counting its goodness, less ``l2`` times half the sum of squared
    ways of the weights from those of ``prior`` (from zero where it has none). A fixed number of steps of Adam from there: same input, same
    weights. What only ``prior`` knows stays as it is.
    """
    known = prior or {}
    cases = [c for c in cases if max(c.good) > 0]
    seen = {(c.text or at, f) for at, c in enumerate(cases) for fs in c.features for f in fs}
    often = Counter(f for _, f in seen)
    index = {f: i for i, f in enumerate(sorted(f for f, n in often.items() if n >= LEAST or f in known))}
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
    before = np.array([known.get(f, 0.0) for f in index])
    w = before.copy()
    mean, square = np.zeros_like(w), np.zeros_like(w)
    for step in range(1, STEPS + 1):
        score = np.bincount(row, weights=w[column], minlength=len(of))
        e = np.exp(score - np.maximum.reduceat(score, start)[group])
        p = e / np.add.reduceat(e, start)[group]
        q = e * target
        q /= np.add.reduceat(q, start)[group]
        slope = np.bincount(column, weights=((p - q) * much)[row], minlength=len(w)) + l2 * (w - before)
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope * slope
        rate = RATE * (1 if step < 0.6 * STEPS else 0.25)
        w -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-6)
    told = {**known, **{f: float(w[i]) for f, i in index.items()}}
    return {f: round(weight, 2) for f, weight in told.items() if abs(weight) >= 0.015}


def taught(
    cases_read: Callable[[Weights], list[Case]], l2: float, prior: Mapping[str, float] | None = None
) -> tuple[Weights, int]:
    """The weights learnt, and from how many numbers: first from the answers of the rules alone or of ``prior``, then as they read with the weights
    just learnt, since what was told of one number is a candidate for the next."""
    found: Weights = dict(prior or {})
    cases: list[Case] = []
    for _ in range(PASSES):
        cases = cases_read(found)
        found = learn(cases, l2, prior)
    return found, len(cases)


def print_shares(counts: Counter[tuple[str, str]], names: Sequence[str]) -> None:
    """Print by folder how many numbers were paired (``n``), and which shares of these ``counts`` has under ``names``."""
    print("folder numbers", *names)
    for folder in dict.fromkeys(f for f, _ in counts):
        n = counts[folder, "n"]
        print(folder, n, *(f"{counts[folder, name] / max(1, n):.3f}" for name in names))


# ---- the program


def arguments(about: str | None, *, sentences: bool) -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    if sentences:
        parser.add_argument("--sentences", nargs="*", type=Path, default=[])
    parser.add_argument("--out", type=Path)
    parser.add_argument("--cross", action="store_true")
    parser.add_argument(
        "--prior", type=Path, help="weights to start from and to stay near, as a rule the shipped ones"
    )
    parser.add_argument("--l2", type=float, help="what it costs to go away from the prior, or from zero")
    return parser.parse_args()


def read_weights(path: Path | None) -> Weights:
    """The weights of a file as :func:`write_weights` writes it; none without a file."""
    if path is None:
        return {}
    lines = [x for x in path.read_text(encoding="utf-8").splitlines() if not x.startswith("# ")]
    return {feature: float(weight) for feature, weight in list(csv.reader(lines))[1:]}


_ORIGIN = re.compile(r"# Origin: learnt by \S+ (from [^\n]*?) with hand-made")
_EARLIER = re.compile(r"# Prior: (.*?)\n")


def told_prior(path: Path | None) -> str:
    """The line of a header that says from which texts the prior had been learnt; empty without a prior."""
    if path is None:
        return ""
    text = path.read_text(encoding="utf-8")
    origin, earlier = _ORIGIN.search(text), _EARLIER.search(text)
    before = [m[1] for m in (origin, earlier) if m]
    return f"# Prior: weights learnt {'; and before that '.join(before)}\n"


def lots(folders: Sequence[str]) -> list[list[int]]:
    """Which texts are left out together, by the ``folders`` of all texts: each folder in turn, every tenth text where there is one folder alone."""
    named = list(dict.fromkeys(folders))
    if len(named) == 1:
        return [list(range(lot, len(folders), LOTS)) for lot in range(LOTS)]
    return [[i for i, f in enumerate(folders) if f == name] for name in named]


def keys(folders: Sequence[Path]) -> Iterator[tuple[str, Path, dict[str, Any]]]:
    """The keys of folders: the folder's name, the text, the key; a folder named twice counts twice."""
    for folder in folders:
        for path in sorted(folder.glob("*.json")):
            key = json.loads(path.read_text(encoding="utf-8"))
            yield folder.name, folder / key["file"], key


def write_weights(out: Path, header: str, rows: Sequence[tuple[str, float]], learnt_from: str) -> None:
    """Write a weight file, and say how many weights it has."""
    with out.open("w", encoding="utf-8", newline="\n") as file:
        file.write(header)
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("feature", "weight"))
        writer.writerows((f, f"{w:.2f}") for f, w in rows)
    print(f"{len(rows)} weights from {learnt_from}", file=sys.stderr)
