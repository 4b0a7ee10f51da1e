"""Documents to claims, and from files to a ledger: read what is new, reconcile, propose changes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from lianzhang.case.files import documents_of
from lianzhang.case.own_data import Marks, mark_of
from lianzhang.case.reader_version import reader_version
from lianzhang.case.workers import Reading, Setup, read_all
from lianzhang.core import InputError, Problem, Problems, Text, say
from lianzhang.core.data_files import laid_over

if TYPE_CHECKING:
    from lianzhang.case.language_model import LanguageModel, ModelSettings
    from lianzhang.evidence import Claim
    from lianzhang.ledger import Imported, Ledger
    from lianzhang.ledger.arrivals import Arrival
    from lianzhang.ledger.bulk import Bulk
    from lianzhang.reconcile import Decision

__all__ = [
    "HERE",
    "How",
    "Progress",
    "ReadSummary",
    "claims_of_paths",
    "documents_given",
    "read_documents",
    "read_text",
]

Progress = Callable[[int, int], None]
"""Told (done, total) as work goes on."""


@dataclass(frozen=True)
class ReadSummary:
    """What a reading did; ``problems`` are those of documents that could not be read, ``sheets`` came into the registers, ``bulk``
    says which proposed changes were accepted at once, if they were to be."""

    new: int
    unchanged: int
    absent: int
    claims: int
    facts: int
    proposed: int
    problems: tuple[Problem, ...] = ()
    model: tuple[int, int, int] | None = None
    """of a language model, where one was asked: sentences asked about, claims taken, sentences without an answer"""
    sheets: tuple[tuple[Arrival, Imported], ...] = ()
    bulk: Bulk | None = None

    def __str__(self) -> str:
        from lianzhang.case.register_words import bulk_lines, import_lines

        lines = [line for arrival, done in self.sheets for line in import_lines(arrival, done)]
        lines += [self._documents(), *(bulk_lines(self.bulk) if self.bulk is not None else ())]
        return "\n".join(lines)

    def _documents(self) -> str:
        failed = len(self.problems)
        return say(
            Text(
                f"新读 {self.new} 份，未变 {self.unchanged} 份，已移除 {self.absent} 份"
                + (f"，未能读取 {failed} 份" if failed else "")
                + ("；没有读到任何文档" if not self.new + self.unchanged else "")
                + f"；论断 {self.claims} 条，事实 {self.facts} 条；更改建议 {self.proposed} 条"
                + (
                    "；语言模型：问 {} 句，采用 {} 条，{} 句没有答复".format(*self.model)
                    if self.model
                    else ""
                ),
                f"{self.new} documents read, {self.unchanged} unchanged, {self.absent} gone"
                + (f", {failed} not read" if failed else "")
                + ("; no document was read" if not self.new + self.unchanged else "")
                + f"; {self.claims} claims, {self.facts} facts; {self.proposed} changes proposed"
                + (
                    "; language model: {} sentences asked, {} claims taken, {} without an answer".format(
                        *self.model
                    )
                    if self.model
                    else ""
                ),
            )
        )


def read_text(file: Path, *, raw: bool = False) -> str:
    """The text of one document, repaired, or as decoded: what spans of claims count in.

    Raises :class:`~lianzhang.core.InputError` when it is no single document that can be read.
    """
    if Path(file).is_dir():
        what = Text("是文件夹；请指明一份文档", "is a folder; name one document")
        raise InputError([Problem(str(file), what)])
    _, reading = next(read_all(_find_all([Path(file)])))
    if reading.document is None:
        raise InputError([reading.problem] if reading.problem else [])
    return reading.document.raw if raw else reading.document.text


@dataclass(frozen=True)
class How:
    """How documents are read: on how many processes here (None: all cores), or by the cluster of a ``scheduler``."""

    setup: Setup = field(default_factory=Setup)
    workers: int | None = None
    scheduler: str | None = None
    model: ModelSettings | None = None
    folder: Path | None = None
    """of the case, where it has data files of its own or had them"""
    decisions: tuple[Decision, ...] = ()
    """of the office on names"""

    @property
    def mark(self) -> str:
        """What a reading depends on beside the document."""
        return mark_of(self.setup.own, self.model.mark if self.model else "")


HERE = How()


def claims_of_paths(
    paths: Iterable[Path], *, progress: Progress | None = None, scheduler: str | None = None
) -> tuple[list[Claim], list[Problem]]:
    """Claims of documents and folders, in order of path, and the problems of those that could not be read.

    ``scheduler`` is the address of a Dask scheduler whose cluster reads (extra ``dask``); None: what ``LIANZHANG_SCHEDULER``
    names, else here, on all cores.
    Raises :class:`~lianzhang.core.InputError` with every fault that can be seen before reading.
    """
    from lianzhang.case.scheduler import scheduler_of

    how = How(scheduler=scheduler_of(scheduler))
    found = list(_in_order(_find_all(paths), progress, how))
    problems = [r.problem for r in found if r.problem is not None]
    return [c for r in found for c in r.claims], problems


def _find_all(paths: Iterable[Path]) -> list[tuple[Path, str]]:
    """Documents with their path relative to the argument; faults name the path as the user gave it."""
    problems, files = Problems(), []
    for given in paths:
        path = Path(given)
        shown = "" if path.is_file() else path.as_posix()
        found = documents_of(path, shown, problems)
        files += [(f, p.removeprefix(f"{shown}/") if shown else p) for f, p in found]
    problems.raise_if_any()
    return files


def documents_given(path: Path) -> list[tuple[Path, str]]:
    """The documents of a file or folder that a user named. Raises :class:`~lianzhang.core.InputError`."""
    return _find_all([path])


def _in_order(files: Sequence[tuple[Path, str]], progress: Progress | None, how: How) -> Iterator[Reading]:
    """Readings in the order of ``files``, whichever worker is done first: what is stored must not depend on speed."""
    if progress:
        progress(0, len(files))
    early: dict[int, Reading] = {}
    given = 0
    for done, (index, reading) in enumerate(_as_done(files, how), 1):
        early[index] = reading
        while given in early:
            yield early.pop(given)
            given += 1
        if progress:
            progress(done, len(files))


def _as_done(files: Sequence[tuple[Path, str]], how: How) -> Iterator[tuple[int, Reading]]:
    if how.scheduler is None:
        return read_all(files, setup=how.setup, workers=how.workers)
    from lianzhang.case.cluster import read_on_cluster

    return read_on_cluster(files, how.scheduler, how.setup)


def _sha256(file: Path) -> str | None:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return None  # the worker says what is wrong with it


def _model(how: How) -> AbstractContextManager[LanguageModel | None]:
    if how.model is None or how.folder is None:
        return nullcontext()
    from lianzhang.case.language_model import LanguageModel

    return LanguageModel(how.model, how.folder)


def read_documents(
    ledger: Ledger,
    files: Sequence[tuple[Path, str]],
    *,
    progress: Progress | None = None,
    how: How = HERE,
) -> ReadSummary:
    """Bring a ledger up to date with files: each document in a transaction of its own.

    Unchanged documents are not read again, unless another version of the reader read them.
    """
    from lianzhang.case.entities import register_decisions
    from lianzhang.reconcile import reconcile

    marks, mark, reader = Marks(how.folder), how.mark, reader_version()
    fresh = [
        (f, p)
        for f, p in files
        if marks.of(p) != mark or (sha := _sha256(f)) is None or not ledger.known(p, sha, reader)
    ]
    problems = []
    with _model(how) as model:
        for found in _in_order(fresh, progress, how):
            reading, whole = model.complete(found) if model else (found, True)
            if reading.document is not None:
                ledger.store_document(reading.document, reading.claims, reader)
                marks.note(reading.path, mark if whole else f"{mark}?")  # asked again the next time
            elif reading.problem is not None:
                problems.append(reading.problem)
    absent = ledger.mark_absent([p for _, p in files])
    marks.tidy()
    claims = ledger.claims()
    with laid_over(how.setup.own):
        facts = reconcile(claims, ledger.documents(), decisions=register_decisions(ledger, how.decisions))
    ledger.store_facts(facts)
    proposed = ledger.propose(claims, facts.facts)
    new = len(fresh) - len(problems)
    counts = (len(files) - len(fresh), len(absent), len(claims), len(facts.facts), len(proposed))
    said = (model.asked, model.added, model.silent) if model else None
    return ReadSummary(new, *counts, tuple(problems), said)
