"""Pages read per second and stage (text, scan, scene, numbers, relations) on one core, paired in the same run with the segmentation of the same text by rjieba;
the share of each part of the reading and the calls of functions a page, which no other work on the machine changes; then the peak memory
of corpora of growing size.

A page is 9,000 bytes of UTF-8. Times are the best of several rounds of processor time; the yardstick says how fast the machine is
today. The packaged documents are dense: a figure in every second clause. Folders named on the command line are measured each by itself,
ordinary news and reports for instance, where most sentences hold no figure.
"""

from __future__ import annotations

import cProfile
import pstats
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from lianzhang.core import place_tree
from lianzhang.evidence import read_claims, scan
from lianzhang.evidence.claims.numbers import number_claims
from lianzhang.evidence.claims.reader import reading_of
from lianzhang.text import Document, find_documents, read_file

PACKAGED = (
    Path(__file__).parent.parent / "src" / "lianzhang" / "case" / "packaged" / "four-provinces" / "documents"
)
PAGE = 9000
SIZES = (20, 200, 800)
PARTS = {
    "text: repair, zones, source": "text.pipeline.read_file",
    "names, numbers, times, places": "evidence.scan.scan",
    "firms told, sentences, home": "evidence.claims.reader.reading_of",
    "statements with a number": "evidence.claims.numbers.number_claims",
    "  whom and where, by rules": "evidence.claims.about.about",
    "  whom, weighed": "evidence.subjects.settling.settle",
    "  when, and modality": "evidence.claims.times.when",
    "  which frame": "evidence.frames.matcher.match",
    "patterns of relations": "evidence.relations.patterns.relation_claims",
    "clauses by classes of verbs": "evidence.relations.clauses.with_clauses",
    "clauses by any verb, weighed": "evidence.relations.open_claims.open_claims",
    "projects": "evidence.relations.projects.project_claims",
    "from drafts to claims": "evidence.claims.reader._finish",
}
"""Parts of the reading by the function that does them; those set in are part of the one above."""


def best(call: Callable[[], object], rounds: int = 5) -> float:
    """The least processor time of several rounds, in seconds."""
    least = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        call()
        least = min(least, time.process_time() - start)
    return least


def files_of(folders: list[Path]) -> list[Path]:
    """The text and HTML documents of the folders: what is measured is reading, not the libraries for PDF and Word."""
    found = [p for folder in folders for p, _ in find_documents(folder)]
    return [p for p in found if p.suffix in (".txt", ".html")]


def stages(title: str, files: list[Path]) -> None:
    """Milliseconds a page and pages a second of every stage, and of the yardstick; ``title`` says whose documents these are."""
    import rjieba

    tree = place_tree()
    documents: list[Document] = [read_file(p, p.name) for p in files]
    pages = sum(len(d.raw.encode()) for d in documents) / PAGE
    if not documents:
        print(f"{title}: no txt or html documents")
        return
    claims = sum(len(read_claims(d)) for d in documents)  # the lexicons load once
    rjieba.cut("预热")
    text = best(lambda: [read_file(p, p.name) for p in files])
    names = best(
        lambda: [scan.scan(d.text, document_date=d.source.published, tree=tree, home=()) for d in documents]
    )
    scenes = best(lambda: [reading_of(d) for d in documents])
    numbers = best(lambda: [number_claims(reading_of(d)) for d in documents])
    whole = best(lambda: [read_claims(d) for d in documents])
    yardstick = best(lambda: [rjieba.cut(d.text) for d in documents])
    rows = {
        "text": text,
        "scan": names,
        "scene": max(0.0, scenes - names),
        "numbers": max(0.0, numbers - scenes),
        "relations, merging": max(0.0, whole - numbers),
        "whole reading": text + whole,
        "rjieba segmentation": yardstick,
    }
    print(
        f"{title}: {len(documents)} documents, {pages:.1f} pages of {PAGE} bytes, {claims / pages:.0f} claims a page"
    )
    for name, spent in rows.items():
        print(f"{name:22} {spent / pages * 1e3:7.2f} ms/page {pages / spent:8.0f} pages/s")
    print(f"whole reading takes {(text + whole) / yardstick:.1f} times the segmentation of the same text")
    profile(files)


def profile(files: list[Path]) -> None:
    """The share of each part in one reading of ``files``, and the calls of functions a page."""
    pages = sum(p.stat().st_size for p in files) / PAGE
    run = cProfile.Profile(time.process_time)
    run.runcall(lambda: [read_claims(read_file(p, p.name)) for p in files])
    stats = pstats.Stats(run)
    spent: dict[str, float] = {}
    for (file, _, name), (_, _, _, inside, _) in stats.stats.items():  # type: ignore[attr-defined]
        if "lianzhang" in file:
            room = ".".join(Path(file).with_suffix("").parts).rpartition("lianzhang.")[2]
            spent[f"{room}.{name}"] = inside
    spent["evidence.claims.reader.reading_of"] -= spent["evidence.scan.scan"]
    for part, name in PARTS.items():
        print(f"{part:32} {100 * spent.get(name, 0.0) / stats.total_tt:5.1f} %")  # type: ignore[attr-defined]
    print(f"{'calls of functions':32} {stats.total_calls / pages:7.0f} a page")  # type: ignore[attr-defined]


def memory(size: int, folders: list[Path]) -> None:
    """Read ``size`` documents, one after the other, and print the peak memory of the process."""
    files = files_of(folders)
    claims = sum(len(read_claims(read_file(p, p.name))) for p in (files[i % len(files)] for i in range(size)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{size:6} documents {claims:7} claims  peak memory {peak:6.0f} MiB")


def main() -> None:
    """``reading.py [FOLDER ...]``; with ``--memory N`` as a process of its own for one size."""
    arguments = sys.argv[1:]
    if arguments[:1] == ["--memory"]:
        memory(int(arguments[1]), [PACKAGED, *map(Path, arguments[2:])])
        return
    stages("packaged documents", files_of([PACKAGED]))
    for folder in map(Path, arguments):
        stages(folder.name, files_of([folder]))
    for size in SIZES:
        subprocess.run([sys.executable, __file__, "--memory", str(size), *arguments], check=True)


if __name__ == "__main__":
    main()
