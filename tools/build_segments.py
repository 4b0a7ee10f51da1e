"""Build the word list by which the reader keeps words whole when it cuts a phrase.

    python tools/build_segments.py DICT

DICT is ``jieba/dict.txt`` of the package jieba 0.42.1 (https://github.com/fxsjy/jieba, MIT licence, copyright 2013 Sun Junyi): 349,046
words with how often each was met and a part of speech. Kept are the words met LEAST times (personal names
aside), and of the rarer ones those that would otherwise fall apart into a statement word (``data/statement_words.toml``) and a rest.
Written to ``src/lianzhang/evidence/data/segments.txt.xz``: a line for every cost (how many times the word is rarer than the whole, as
whole powers of two), the cost, a tabulator, the words with blanks between.
"""

from __future__ import annotations

import lzma
import math
import re
import sys
import tomllib
from collections import defaultdict
from pathlib import Path

DATA = Path(__file__).parents[1] / "src/lianzhang/evidence/data"
LEAST = 60
"""Words met less often are kept only where they protect."""
PROTECT = 3
SINGLE = 500
"""Characters met less often as words are all as rare."""
LONGEST = 5


def main(source: Path) -> None:
    """Read the word list and write the part that is needed."""
    statement = {
        w
        for words in tomllib.loads((DATA / "statement_words.toml").read_text(encoding="utf-8"))[
            "words"
        ].values()
        for w in words.split()
    }
    inside = re.compile("|".join(sorted(map(re.escape, statement), key=len, reverse=True)))
    total = 0
    kept: dict[str, int] = {}
    for line in source.read_text(encoding="utf-8").splitlines():
        word, count_text, tag = line.split(" ")
        count = int(count_text)
        total += count
        if len(word) > LONGEST or not all("\u4e00" <= c <= "\u9fff" for c in word):
            continue
        if len(word) == 1:
            if count >= SINGLE:
                kept[word] = count
            continue
        if tag.startswith("nr") and count < 10 * LEAST:
            continue
        if len(word) > 3 and word[:2] in statement and word[2:] in statement:
            continue  # 全面实施: two words
        if count >= LEAST or (count >= PROTECT and inside.search(word)):
            kept[word] = count
    rows = defaultdict(list)
    for word, count in kept.items():
        rows[round(math.log2(total / count))].append(word)
    text = "\n".join(f"{cost}\t{' '.join(sorted(words))}" for cost, words in sorted(rows.items()))
    packed = lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME)
    (DATA / "segments.txt.xz").write_bytes(packed)
    print(f"{len(kept)} words, {len(packed)} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
