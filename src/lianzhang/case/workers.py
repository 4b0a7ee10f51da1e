"""Documents are hostile: each is read in a worker process with a bound on memory and time.

A worker that runs out of either is ended and replaced; its document is reported and the others go on.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from time import monotonic

from lianzhang.core import Problem, Text
from lianzhang.evidence import Claim, read_claims
from lianzhang.text import Document, read_file

__all__ = ["MEMORY_LIMIT", "TIME_LIMIT", "Reading", "read_all"]

MEMORY_LIMIT = 3 * 1024**3
"""Bytes of address space a worker may use."""

TIME_LIMIT = 60.0
"""Seconds a worker may spend on one document."""


@dataclass(frozen=True)
class Reading:
    """What came of one file: a document with its claims, or the problem that stood in the way."""

    path: str
    document: Document | None
    claims: tuple[Claim, ...]
    problem: Problem | None = None


def read_one(file: Path, path: str) -> Reading:
    """Read one file here, in this process. Whatever goes wrong becomes a problem that names the file."""
    try:
        document = read_file(file, path)
        return Reading(path, document, tuple(read_claims(document)))
    except MemoryError:
        return Reading(
            path, None, (), _problem(path, "内存超限，未读取", "needs too much memory; it was not read")
        )
    except RecursionError:
        return Reading(
            path, None, (), _problem(path, "嵌套过深，未读取", "is nested too deeply; it was not read")
        )
    except OSError as error:
        return Reading(
            path, None, (), _problem(path, f"无法读取：{error.strerror}", f"cannot be read: {error.strerror}")
        )
    except ValueError as error:  # InputError included
        return Reading(path, None, (), _problem(path, f"无法读取：{error}", f"cannot be read: {error}"))
    except Exception as error:  # noqa: BLE001 — a fault of ours on one file must not stop the others
        name = type(error).__name__
        return Reading(
            path, None, (), _problem(path, f"读取时程序出错（{name}）", f"our reader failed on it ({name})")
        )


def _problem(path: str, zh: str, en: str) -> Problem:
    return Problem(path, Text(zh, en))


def _limit_memory(limit: int) -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    except (ImportError, OSError, ValueError):
        return


def _serve(connection: Connection, memory: int) -> None:
    """The loop of a worker: a file in, a reading out, until the other end closes."""
    _limit_memory(memory)
    while True:
        try:
            file, path = connection.recv()
        except (EOFError, KeyboardInterrupt):
            return
        try:
            connection.send(read_one(file, path))
        except MemoryError:
            connection.send(
                Reading(path, None, (), _problem(path, "内存超限，未读取", "needs too much memory"))
            )
        except KeyboardInterrupt:
            return


@dataclass
class _Worker:
    process: BaseProcess
    connection: Connection
    path: str | None = None
    deadline: float = 0.0

    def stop(self) -> None:
        self.connection.close()
        self.process.terminate()
        self.process.join(5)


def _start(memory: int) -> _Worker:
    # "spawn": a forked copy of a process with threads (polars, the solver) may hang
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, memory), daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours)


def read_all(
    files: Sequence[tuple[Path, str]],
    *,
    workers: int | None = None,
    time_limit: float = TIME_LIMIT,
    memory_limit: int = MEMORY_LIMIT,
) -> Iterator[Reading]:
    """Read all files, each in a worker; readings come as they are done, one per file.

    ``workers`` defaults to the number of cores; with few files fewer are started. Closing the iterator stops the workers.
    """
    queue = list(reversed(files))
    if not queue:
        return
    count = max(1, min(workers or os.cpu_count() or 1, (len(files) + 3) // 4))
    pool = [_start(memory_limit) for _ in range(count)]
    try:
        for worker in pool:
            _give(worker, queue, time_limit)
        while any(w.path is not None for w in pool):
            busy = [w for w in pool if w.path is not None]
            patience = max(0.0, min(w.deadline for w in busy) - monotonic())
            ready = wait([w.connection for w in busy], timeout=patience)
            for worker in busy:
                if worker.connection in ready:
                    yield _take(worker, pool, memory_limit)
                elif monotonic() >= worker.deadline:
                    path = worker.path or ""
                    _replace(worker, pool, memory_limit)
                    yield Reading(
                        path,
                        None,
                        (),
                        _problem(path, f"超过 {time_limit:g} 秒，未读取", f"took over {time_limit:g} s"),
                    )
            for worker in pool:
                if worker.path is None:
                    _give(worker, queue, time_limit)
    finally:
        for worker in pool:
            worker.stop()


def _give(worker: _Worker, queue: list[tuple[Path, str]], time_limit: float) -> None:
    if queue:
        file, path = queue.pop()
        worker.path = path
        worker.deadline = monotonic() + time_limit
        worker.connection.send((file, path))


def _take(worker: _Worker, pool: list[_Worker], memory: int) -> Reading:
    path = worker.path or ""
    try:
        reading: Reading = worker.connection.recv()
    except (EOFError, OSError):
        _replace(worker, pool, memory)
        return Reading(
            path, None, (), _problem(path, "读取进程意外结束，未读取", "the reading process ended; not read")
        )
    worker.path = None
    return reading


def _replace(worker: _Worker, pool: list[_Worker], memory: int) -> None:
    worker.stop()
    pool[pool.index(worker)] = _start(memory)
