#!/usr/bin/env python3
"""Write the claims of TEXTS and, with a scorer and answer keys, say how good they are.

    evaluate.py TEXTS [KEYS] [--scorer SCRIPT] [--out CLAIMS.jsonl] [--misses FILE] [--at-least recall precision]

TEXTS is a folder of documents; KEYS a folder of answer keys; SCRIPT a scorer called as ``SCRIPT KEYS CLAIMS --texts TEXTS --misses --json``
(by default ``KEYS/../tools/score_claims.py`` where it exists). Prints overall and per-document figures and number recall per kind.
Ends with 1 when ``--at-least`` is not reached or a claim is invented or unsupported.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path


def claims_for(texts: Path, out: Path) -> tuple[int, int, float]:
    """Write the claims of every text; returns documents, claims and seconds spent reading."""
    from lianzhang.evidence import read_claims, write_jsonl
    from lianzhang.text import read_file

    everything = []
    files = sorted(p for p in texts.iterdir() if p.is_file() and not p.name.startswith("."))
    began = time.perf_counter()
    for path in files:
        everything += read_claims(read_file(path, path.name))
    spent = time.perf_counter() - began
    return len(files), write_jsonl(everything, out), spent


def score(scorer: Path, keys: Path, claims: Path, texts: Path) -> tuple[dict[str, object], list[list[str]]]:
    """The scorer's figures and its list of misses, split into fields."""
    done = subprocess.run(
        [sys.executable, str(scorer), str(keys), str(claims), "--texts", str(texts), "--misses", "--json"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"{scorer}: {done.stderr.strip()}")
    return json.loads(done.stdout), [line.split("\t") for line in done.stderr.splitlines()]


def by_kind(keys: Path, misses: list[list[str]]) -> list[tuple[str, int, int, int]]:
    """(kind, facts with a number, missed, with a wrong tuple), most facts first."""
    missed = {m[2] for m in misses if m[1] == "number"}
    wrong = {m[2] for m in misses if m[1] == "tuple"}
    total, gone, bad = Counter[str](), Counter[str](), Counter[str]()
    for path in sorted(keys.glob("*.json")):
        for fact in json.loads(path.read_text(encoding="utf-8"))["facts"]:
            if fact.get("value") is not None:
                total[fact["kind"]] += 1
                gone[fact["kind"]] += fact["id"] in missed
                bad[fact["kind"]] += fact["id"] in wrong
    return [(kind, n, gone[kind], bad[kind]) for kind, n in total.most_common()]


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("texts", type=Path)
    parser.add_argument("keys", type=Path, nargs="?")
    parser.add_argument("--scorer", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--misses", type=Path, help="file for the list of misses")
    parser.add_argument("--at-least", type=float, nargs=2, metavar=("RECALL", "PRECISION"))
    args = parser.parse_args()
    out = args.out or Path(tempfile.mkdtemp(prefix="lianzhang-")) / "claims.jsonl"
    documents, claims, spent = claims_for(args.texts, out)
    print(f"{documents} documents, {claims} claims, {spent:.2f} s -> {out}")
    if args.keys is None:
        return 0
    scorer = args.scorer or args.keys.resolve().parent / "tools" / "score_claims.py"
    if not scorer.is_file():
        print(f"no scorer at {scorer}: claims written, nothing scored")
        return 0
    result, misses = score(scorer, args.keys, out, args.texts)
    for name, figure in result.items():
        if name == "documents":
            assert isinstance(figure, dict)
            for document, figures in figure.items():
                print(f"  {document}: " + "  ".join(f"{k} {v}" for k, v in figures.items()))
        elif name != "counts":
            print(f"{name:20} {figure}")
    for kind, total, gone, bad in by_kind(args.keys, misses):
        print(f"  {kind:22} {total:3} facts, {gone} missed, {bad} with a wrong field")
    where = args.misses or out.with_suffix(".misses.tsv")
    where.write_text("\n".join("\t".join(m) for m in misses) + "\n", encoding="utf-8")
    print(f"misses: {where}")
    bad = bool(result["invented"] or result["unsupported"])
    if args.at_least:
        recall, precision = args.at_least
        bad |= (
            float(str(result["number.recall"])) < recall or float(str(result["number.precision"])) < precision
        )
    return int(bad)


if __name__ == "__main__":
    raise SystemExit(main())
