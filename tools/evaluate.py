#!/usr/bin/env python3
"""Write the claims of TEXTS and, with a scorer and answer keys, say how good they are.

    evaluate.py TEXTS [KEYS] [--scorer SCRIPT] [--out CLAIMS.jsonl] [--misses FILE] [--at-least recall precision]

TEXTS is a folder of documents; KEYS a folder of answer keys; SCRIPT a scorer called as ``SCRIPT KEYS CLAIMS --texts TEXTS --misses --json``
(by default ``KEYS/../tools/score_claims.py`` where it exists). Prints overall and per-document figures, facts, found and right per kind, and the
list of misses.
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
    """(kind, facts, found, with the whole tuple right), most facts first: facts with a number and, as ``kind ~``, those without one."""
    missed = {(m[0], m[2]) for m in misses if m[1] in ("number", "relation")}
    wrong = {(m[0], m[2]) for m in misses if m[1] == "tuple"}
    total, found, right = Counter[str](), Counter[str](), Counter[str]()
    for path in sorted(keys.glob("*.json")):
        key = json.loads(path.read_text(encoding="utf-8"))
        for fact in key["facts"]:
            if fact.get("value") is None and fact.get("tier") != 1:
                continue  # not scored
            kind = fact["kind"] if fact.get("value") is not None else f"{fact['kind']} ~"
            total[kind] += 1
            one = (str(key["document"]), str(fact["id"]))
            found[kind] += one not in missed
            right[kind] += one not in missed and one not in wrong
    return [(kind, n, found[kind], right[kind]) for kind, n in total.most_common()]


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
    print(f"{'kind (~: no number)':24} {'facts':>5} {'found':>6} {'right':>6}")
    for kind, total, found, right in by_kind(args.keys, misses):
        print(f"  {kind:22} {total:5} {found:6} {right if not kind.endswith('~') else '–':>6}")
    where = args.misses or out.with_suffix(".misses.tsv")
    where.write_text("\n".join("\t".join(m) for m in misses) + "\n", encoding="utf-8")
    print(f"misses, false and invented ({len(misses)}), also in {where}:")
    for miss in misses:
        print("  " + "  ".join(miss))
    bad = bool(result["invented"] or result["unsupported"])
    if args.at_least:
        recall, precision = args.at_least
        bad |= (
            float(str(result["number.recall"])) < recall or float(str(result["number.precision"])) < precision
        )
    return int(bad)


if __name__ == "__main__":
    raise SystemExit(main())
