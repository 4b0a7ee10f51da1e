"""Words that stand between the same neighbours, as candidates for near synonyms (``build_misfit.py``).

    python tools/build_alike.py FOLDER OUT

FOLDER holds the texts of ``build_triples.py``. Words of two characters are told by what stands right before and right behind them:
positive pointwise mutual information, reduced to 128 dimensions by singular values (Levy, Goldberg and Dagan 2015). Written to OUT:
``word<TAB>alike alike …``, at most MOST others with a cosine of ALIKE, and any with a character in common and a cosine of AKIN.
Needs ``rjieba`` and ``scipy``.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import rjieba
from scipy.sparse import coo_matrix
from scipy.sparse.linalg import svds

LEAST = 30
CONTEXTS = 9000
MOST = 6
ALIKE = 0.5
AKIN = 0.35
NEAREST = 60
WORD = re.compile("[\u4e00-\u9fff]{2}")


def _sentences(folder: Path) -> list[list[str]]:
    out = []
    for file in sorted(folder.glob("*.txt")):
        text = re.sub("[0-9０-９.．]+", "0", file.read_text(encoding="utf-8"))
        text = re.sub("[A-Za-z]+", "A", text)
        out += [rjieba.cut(line) for line in re.split("[\n。！？；]", text) if len(line) > 8]
    return out


def _vectors(sentences: list[list[str]], words: list[str], contexts: list[str]) -> np.ndarray:
    """Unit vectors of the words."""
    row, column = {w: i for i, w in enumerate(words)}, {w: i for i, w in enumerate(contexts)}
    cells: Counter[tuple[int, int]] = Counter()
    for sentence in sentences:
        for i, word in enumerate(sentence):
            if word in row:
                if i and sentence[i - 1] in column:
                    cells[row[word], column[sentence[i - 1]]] += 1
                if i + 1 < len(sentence) and sentence[i + 1] in column:
                    cells[row[word], len(contexts) + column[sentence[i + 1]]] += 1
    where = np.array(list(cells), dtype=np.int64).T
    counts = np.array(list(cells.values()), dtype=float)
    of_word = np.bincount(where[0], counts, minlength=len(words))
    of_context = np.bincount(where[1], counts, minlength=2 * len(contexts)) ** 0.75
    told = np.log(counts / (of_word[where[0]] * of_context[where[1]] / of_context.sum()))
    kept = told > 0
    table = coo_matrix((told[kept], where[:, kept]), shape=(len(words), 2 * len(contexts))).tocsr()
    left, values, _ = svds(table, 128, random_state=0)
    vectors: np.ndarray = left * np.sqrt(values)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    return vectors


def main(folder: Path, out: Path) -> None:
    """Count, reduce, and write the nearest of each word."""
    sentences = _sentences(folder)
    often = Counter(word for sentence in sentences for word in sentence)
    words = [w for w, n in often.most_common() if n >= LEAST and WORD.fullmatch(w)]
    vectors = _vectors(sentences, words, [w for w, _ in often.most_common(CONTEXTS)])
    lines = []
    for i, word in enumerate(words):
        near = vectors @ vectors[i]
        near[i] = -1
        kept, many = [], 0
        for j in np.argsort(-near)[:NEAREST]:
            alike = near[j] >= ALIKE and many < MOST
            if alike or (near[j] >= AKIN and set(word) & set(words[j])):
                kept.append(words[j])
                many += 1
        if kept:
            lines.append(f"{word}\t{' '.join(kept)}")
    out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(words)} words, {len(lines)} with words alike")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
