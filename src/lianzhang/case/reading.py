"""From files to a ledger: read what is new, reconcile, bring the office's tables in, propose changes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from lianzhang.case.workers import Reading, read_all
from lianzhang.core import InputError, PlaceTree, Problem, Problems, Text, place_tree, say
from lianzhang.evidence import Claim
from lianzhang.ledger import Ledger
from lianzhang.reconcile import reconcile
from lianzhang.text import find_documents, read_file

__all__ = ["Progress", "ReadSummary", "claims_of_paths", "read_documents", "read_tables", "read_text"]

Progress = Callable[[int, int], None]
"""Told (done, total) as work goes on."""

REGISTER_TABLES = ("projects", "progress", "problems")


@dataclass(frozen=True)
class ReadSummary:
    """What a reading did."""

    new: int
    unchanged: int
    absent: int
    claims: int
    facts: int
    proposed: int
    problems: tuple[Problem, ...] = ()

    def __str__(self) -> str:
        return say(
            Text(
                f"新读 {self.new} 份，未变 {self.unchanged} 份，已移除 {self.absent} 份；"
                f"论断 {self.claims} 条，事实 {self.facts} 条；更改建议 {self.proposed} 条",
                f"{self.new} documents read, {self.unchanged} unchanged, {self.absent} gone; "
                f"{self.claims} claims, {self.facts} facts; {self.proposed} changes proposed",
            )
        )


def read_text(file: Path, *, raw: bool = False) -> str:
    """The text of one document, repaired, or as decoded: what spans of claims count in."""
    (path, name), *_ = find_documents(file)
    document = read_file(path, name)
    return document.raw if raw else document.text


def claims_of_paths(
    paths: Iterable[Path], *, progress: Progress | None = None, workers: int | None = None
) -> tuple[list[Claim], list[Problem]]:
    """Claims of documents and folders, in order of path, and the problems of those that could not be read.

    Raises :class:`InputError` with every fault that can be seen before reading.
    """
    files = _find_all(paths)
    found = _read(files, progress, workers)
    problems = [r.problem for r in found if r.problem is not None]
    return [c for r in found for c in r.claims], problems


def _find_all(paths: Iterable[Path]) -> list[tuple[Path, str]]:
    problems, files = Problems(), []
    for path in paths:
        try:
            files += find_documents(path)
        except InputError as error:
            problems.extend(error.problems)
    problems.raise_if_any()
    return files


def _read(
    files: Sequence[tuple[Path, str]],
    progress: Progress | None,
    workers: int | None,
    keep: Callable[[Reading], None] | None = None,
) -> list[Reading]:
    order = {path: n for n, (_, path) in enumerate(files)}
    readings = []
    if progress:
        progress(0, len(files))
    for reading in read_all(files, workers=workers):
        if keep:
            keep(reading)
        readings.append(reading)
        if progress:
            progress(len(readings), len(files))
    return sorted(readings, key=lambda r: order[r.path])


def read_documents(
    ledger: Ledger,
    files: Sequence[tuple[Path, str]],
    *,
    progress: Progress | None = None,
    workers: int | None = None,
) -> ReadSummary:
    """Bring a ledger up to date with files: each document in a transaction of its own, unchanged ones not read again."""
    fresh = [(f, p) for f, p in files if not ledger.known(p, hashlib.sha256(f.read_bytes()).hexdigest())]

    def keep(reading: Reading) -> None:
        if reading.document is not None:
            ledger.store_document(reading.document, reading.claims)

    readings = _read(fresh, progress, workers, keep)
    absent = ledger.mark_absent([p for _, p in files])
    claims = ledger.claims()
    facts = reconcile(claims, ledger.documents())
    ledger.store_facts(facts)
    proposed = ledger.propose(claims, facts.facts)
    problems = tuple(r.problem for r in readings if r.problem is not None)
    new = len(fresh) - len(problems)
    return ReadSummary(
        new, len(files) - len(fresh), len(absent), len(claims), len(facts.facts), len(proposed), problems
    )


def read_tables(ledger: Ledger, folder: Path, who: str, tree: PlaceTree | None = None) -> None:
    """Bring the registers' tables of a case in: projects, monthly progress, problems. All faults of all tables at once."""
    problems = Problems()
    tree = tree or place_tree()
    for name in REGISTER_TABLES:
        file = folder / "tables" / f"{name}.csv"
        if not file.exists():
            continue
        label = f"tables/{name}.csv"
        try:
            if name == "projects":
                ledger.import_projects(file, who, tree=tree, name=label)
            elif name == "progress":
                ledger.import_monthly(file, who, name=label)
            else:
                ledger.import_problems(file, who, name=label)
        except InputError as error:
            problems.extend(error.problems)
            if name == "projects":
                break  # the other two name projects that would now be unknown
    problems.raise_if_any()
