"""Build the character-pair table that the text room weighs readings of damaged bytes with.

    python tools/build_pairs.py DICT

DICT is ``jieba/dict.txt`` of the package jieba 0.42.1 (MIT licence): 349,046 words with how often each was met. Of a word
list with frequencies a pair model follows: within words the pairs are counted; across words the end of one word is followed
by the beginning of another, each by its own frequency. Written to ``src/lianzhang/text/data/pairs.txt.xz``, one line a
character, tab-separated: the character, how often it was met, how many of a thousand times a word ends with it, how many of
a million words begin with it, and its followers within words, each a character and a sign of how often (``!`` is once in
two times, each further sign half as often).
"""

from __future__ import annotations

import lzma
import math
import sys
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

TARGET = Path(__file__).parents[1] / "src/lianzhang/text/data/pairs.txt.xz"
LEAST = 12
"""Pairs met less often are left out."""


def main(source: Path) -> None:
    """Read the word list and write the table."""
    single: Counter[str] = Counter()
    ends: Counter[str] = Counter()
    begins: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for line in source.read_text(encoding="utf-8").splitlines():
        word, count_text, *_ = line.split(" ")
        if not all("\u4e00" <= c <= "\u9fff" for c in word):
            continue
        count = int(count_text)
        for c in word:
            single[c] += count
        ends[word[-1]] += count
        begins[word[0]] += count
        for pair in pairwise(word):
            pairs[pair] += count
    words = sum(begins.values())
    followers: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    kept = 0
    for (a, b), count in pairs.items():
        if count >= LEAST and single[a] >= LEAST:
            step = min(90, max(0, round(-math.log2(count / single[a])) - 1))
            followers[a].append((step, b))
            kept += 1
    rows = []
    for char in sorted(single):
        if single[char] < LEAST:
            continue
        tail = "".join(b + chr(33 + step) for step, b in sorted(followers[char]))
        share = round(1000 * ends[char] / single[char])
        rows.append(f"{char}\t{single[char]}\t{share}\t{round(1e6 * begins[char] / words)}\t{tail}")
    packed = lzma.compress("\n".join(rows).encode(), preset=9 | lzma.PRESET_EXTREME)
    TARGET.write_bytes(packed)
    print(f"{len(rows)} characters, {kept} pairs, {len(packed)} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
