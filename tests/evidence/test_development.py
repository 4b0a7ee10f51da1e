"""The reach on the development set: own sentences, of which the keys were written before the reader ran on them.

On its first run over sentences it had never seen the reader scored (number recall, number precision, tuple, relation recall):
second set about .97 .95 .63 .55 · third set .735 by tuple · fourth set (38 passages of two to five sentences: announcements, news on
many subjects, bulletins) .946 .962 .468 .333 · fifth set (8 passages, after the fourth was mended) .951 1.0 .463, of two relations
none: half-year reports, a dateline taken for the place, 年末 held for a period. What the first run of a fresh set says is what unseen documents will find; the figures
below are after mending and say only that nothing was lost.
"""

from __future__ import annotations

import json

from .development import FILE, load, score

REACH = {
    "number.recall": 0.98,
    "number.precision": 0.97,
    "tuple.recall": 0.88,
    "relation.recall": 0.88,
    "relation.precision": 0.90,
}
"""What is reached now, a little rounded down; raise it with the reader, never lower it."""


def test_the_set_covers_what_it_should() -> None:
    rows = load()
    kinds = {k for r in rows for f in (*r["numbers"], *r["relations"]) for k in f["kind"].split("|")}
    assert len(rows) >= 150
    assert {
        "sales",
        "export",
        "import",
        "price",
        "stock",
        "finance",
        "environment",
        "project",
        "supply_link",
    } <= kinds
    assert len({r["id"] for r in rows}) == len(rows)


def test_reach() -> None:
    result = score(load())
    short = {k: round(v, 3) for k, v in result.share().items() if v < REACH[k]}
    assert not short, (short, result.wrong[:20])


def test_reach_on_the_fifth_set() -> None:
    text = FILE.with_name("development_fifth.jsonl").read_text(encoding="utf-8")
    share = score([json.loads(line) for line in text.splitlines()]).share()
    assert share["number.recall"] >= 0.95
    assert share["number.precision"] >= 0.97
    assert share["tuple.recall"] >= 0.70
