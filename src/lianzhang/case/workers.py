"""Documents are hostile: each is read in a worker process with a bound on memory and time.

A worker that runs out of either, or dies, is ended and replaced; its document is reported and the others go on.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from time import monotonic
from types import ModuleType
from typing import TYPE_CHECKING

from lianzhang.core import InputError, Problem, Text
from lianzhang.core.data_files import OwnData, lay_over

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, SpawnContext

    from lianzhang.evidence import Claim
    from lianzhang.text import Document

__all__ = ["MEMORY_LIMIT", "TIME_LIMIT", "Reading", "Setup", "failed", "read_all", "read_alone", "read_one"]

MEMORY_LIMIT = 3 * 1024**3
"""Bytes of address space a worker may use."""

TIME_LIMIT = 60.0
"""Seconds a worker may spend on one document."""

WORKER_NEEDS = 400 * 1024**2
"""Bytes that a worker takes for an ordinary document; no more workers are started than there is memory for."""

NOT_TEXT = 0.1
"""Above this share of code points that did not decode or are control characters, a file is no text at all."""


@dataclass(frozen=True)
class Setup:
    """What a worker is told once: its bounds (seconds a document, bytes of address space)."""

    time_limit: float = TIME_LIMIT
    memory_limit: int = MEMORY_LIMIT
    own: OwnData = ()
    """data files of a case's own, laid over the packaged ones"""
    unread: bool = False
    """say which sentences with figures no claim stands in"""


DEFAULT = Setup()


@dataclass(frozen=True)
class Reading:
    """What came of one file: a document with its claims, or the problem that stood in the way."""

    path: str
    document: Document | None
    claims: tuple[Claim, ...]
    problem: Problem | None = None
    unread: tuple[tuple[int, int], ...] = ()
    """sentences with figures that no claim stands in, where they were asked for: spans of the repaired text"""


def read_one(file: Path | bytes, path: str) -> Reading:
    """Read one file, or its bytes, here, in this process. Whatever goes wrong becomes a problem that names the file."""
    try:
        from lianzhang import text
        from lianzhang.evidence import read_claims

        document = text.read_bytes(file, path) if isinstance(file, bytes) else text.read_file(file, path)
        fault = _no_text(document.raw)
        if fault is not None:
            at, char = fault
            what = Text(
                f"不是文字：多处不能按任何已知编码读出（如 U+{ord(char):04X}）；请另存为 UTF-8",
                f"is no text: much of it reads in no known encoding (such as U+{ord(char):04X}); save it as UTF-8",
            )
            return Reading(path, None, (), Problem(path, what, where=f"char {at + 1}"))
        if not document.text.strip():
            return failed(
                path, "是空文件，没有文字，未读取", "is empty: there is no text in it; it was not read"
            )
        return Reading(path, document, tuple(read_claims(document)))
    except MemoryError:
        return failed(path, "内存超限，未读取", "needs too much memory; it was not read")
    except RecursionError:
        return failed(path, "嵌套过深，未读取", "is nested too deeply; it was not read")
    except OSError as error:
        return failed(path, f"无法读取：{error.strerror}", f"cannot be read: {error.strerror}")
    except InputError as error:
        return Reading(path, None, (), error.problems[0])
    except Exception as error:  # noqa: BLE001 — a fault of ours on one file must not stop the others
        name = type(error).__name__
        return failed(
            path, f"读取时程序出错（{name}），未读取", f"our reader failed on it ({name}); it was not read"
        )


def _no_text(raw: str) -> tuple[int, str] | None:
    """Where a text first shows that it is none, with the character there; None for a text."""
    odd = raw.count("\ufffd") + sum(raw.count(chr(c)) for c in range(32) if chr(c) not in "\t\n\f\r\x1b")
    if odd <= NOT_TEXT * len(raw):
        return None
    return next((i, c) for i, c in enumerate(raw) if c == "\ufffd" or (c < " " and c not in "\t\n\f\r\x1b"))


def failed(path: str, zh: str, en: str) -> Reading:
    """A reading that came to nothing, and why."""
    return Reading(path, None, (), Problem(path, Text(zh, en)))


def _limit_memory(limit: int) -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    except (ImportError, OSError, ValueError):
        return


def _with_unread(reading: Reading) -> Reading:
    from lianzhang.evidence.proposals import unread_sentences

    assert reading.document is not None
    return replace(reading, unread=unread_sentences(reading.document, reading.claims))


def _serve(connection: Connection, setup: Setup) -> None:
    """The loop of a worker: a file in, a reading out, until the other end closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one that started it ends it
    _limit_memory(setup.memory_limit)
    lay_over(setup.own)
    while True:
        try:
            file, path = connection.recv()
            reading = read_one(file, path)
            if setup.unread and reading.document is not None:
                reading = _with_unread(reading)
            try:
                connection.send(reading)
            except MemoryError:
                connection.send(failed(path, "内存超限，未读取", "needs too much memory; it was not read"))
        except (EOFError, OSError, KeyboardInterrupt):  # nobody listens any more
            return


@dataclass
class _Worker:
    process: BaseProcess
    connection: Connection
    task: int | None = None
    deadline: float = 0.0

    def stop(self) -> None:
        self.connection.close()
        self.process.terminate()
        self.process.join(2)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


@contextmanager
def _interrupts_are_ours() -> Iterator[None]:
    """A process started within does not hear Ctrl-C: the one that started it ends it, in order and without a traceback."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # it is started with the first process otherwise, and lets interrupts through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_main_lock = threading.Lock()
_start_lock = threading.Lock()


@contextmanager
def _no_main() -> Iterator[None]:
    """Hide the user's script while a worker starts: it would run again in the worker, reading and all."""
    with _main_lock:
        main = sys.modules["__main__"]
        blank = ModuleType("__main__")
        blank.__spec__ = None
        sys.modules["__main__"] = blank
        try:
            yield
        finally:
            sys.modules["__main__"] = main


@cache
def _context() -> SpawnContext | ForkServerContext:
    """How workers are started. A forked copy of this process, with its threads (polars, the solver), may hang; on Linux they are forked
    from a server without threads of its own that has loaded the reader once for all of them, elsewhere each loads it for itself."""
    if sys.platform != "linux":
        return multiprocessing.get_context("spawn")
    from multiprocessing import forkserver

    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["lianzhang.case.loaded"])
    try:
        with _interrupts_are_ours(), _no_main():
            forkserver.ensure_running()
    except OSError:  # no place for its socket: the path of the folder for temporary files is too long
        return multiprocessing.get_context("spawn")
    return context


def _start(setup: Setup) -> _Worker:
    try:
        return _started(_context(), setup)
    except (OSError, EOFError):  # the server died, of want of memory for instance
        return _started(multiprocessing.get_context("spawn"), setup)


def _started(context: SpawnContext | ForkServerContext, setup: Setup) -> _Worker:
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, setup), daemon=True)
    with _interrupts_are_ours(), _no_main():
        process.start()
    theirs.close()
    return _Worker(process, ours)


def read_all(
    files: Sequence[tuple[Path, str]],
    *,
    setup: Setup = DEFAULT,
    workers: int | None = None,
) -> Iterator[tuple[int, Reading]]:
    """Read all files, each in a worker; readings come as they are done, one per file, with the file's index.

    ``workers`` defaults to the number of cores; with few files fewer are started. Closing the iterator stops the workers.
    """
    queue = list(reversed(range(len(files))))
    if not queue:
        return
    count = max(1, min(workers or _cores(), (len(files) + 3) // 4))
    pool: list[_Worker] = []
    _context()
    _load_shapes()
    try:
        for _ in range(count):
            pool.append(_start(setup))
            _give(pool[-1], files, queue, setup)
        while any(w.task is not None for w in pool):
            busy = [w for w in pool if w.task is not None]
            patience = max(0.0, min(w.deadline for w in busy) - monotonic())
            ready = wait([w.connection for w in busy], timeout=patience)
            for worker in busy:
                task = worker.task
                assert task is not None
                if worker.connection in ready:
                    reading = _take(worker, files[task][1])
                elif monotonic() >= worker.deadline:
                    reading = _too_slow(files[task][1], setup)
                else:
                    continue
                if worker.task is not None:  # it died, or was too slow
                    worker.stop()
                    worker.task = None
                    if queue:
                        at = pool.index(worker)
                        pool[at] = worker = _start(setup)  # noqa: PLW2901
                _give(worker, files, queue, setup)
                yield task, reading
    finally:
        for worker in pool:
            worker.stop()


_own = threading.local()


def read_alone(data: bytes, path: str, setup: Setup = DEFAULT) -> Reading:
    """Read one document in a bounded process that this thread keeps for the next one: for programs that run threads of their own."""
    worker: _Worker | None = getattr(_own, "worker", None)
    if worker is None or _own.setup != setup or not worker.process.is_alive():
        if worker is not None:
            worker.stop()
        with _may_start_processes():
            worker = _own.worker = _start(setup)
        _own.setup = setup
    try:
        worker.connection.send((data, path))
        if worker.connection.poll(setup.time_limit):
            return _received(worker)
        reading = _too_slow(path, setup)
    except (EOFError, OSError):
        reading = failed(path, *_DIED)
    worker.stop()
    _own.worker = None
    return reading


def _received(worker: _Worker) -> Reading:
    reading: Reading = worker.connection.recv()
    return reading


@contextmanager
def _may_start_processes() -> Iterator[None]:
    """A process that is a daemon may start none, so that none is left behind; ours end with the pipe to the one that started them."""
    with _start_lock:
        config = multiprocessing.process.current_process()._config  # type: ignore[attr-defined]
        before = bool(config.get("daemon"))
        config["daemon"] = False
        try:
            yield
        finally:
            config["daemon"] = before


_DIED = ("读取进程意外结束，未读取", "the reading process ended; it was not read")


def _too_slow(path: str, setup: Setup) -> Reading:
    limit = f"{setup.time_limit:g}"
    return failed(path, f"超过 {limit} 秒，未读取", f"took over {limit} s; it was not read")


def _cores() -> int:
    """Cores this process may use, as far as there is memory for a worker on each."""
    own = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        words = Path("/proc/meminfo").read_text(encoding="ascii").partition("MemAvailable:")[2].split()
        return max(1, min(own, int(words[0]) * 1024 // WORKER_NEEDS))
    except (OSError, ValueError, IndexError):  # no Linux: the system swaps before it fails
        return own


def _load_shapes() -> None:
    """Load what readings are made of while the server of the workers loads: it would be loaded when the first arrives."""
    import lianzhang.evidence.claim
    import lianzhang.text.document  # noqa: F401


def _give(worker: _Worker, files: Sequence[tuple[Path, str]], queue: list[int], setup: Setup) -> None:
    if not queue:
        return
    worker.task = queue.pop()
    worker.deadline = monotonic() + setup.time_limit
    try:
        worker.connection.send(files[worker.task])
    except OSError:
        return  # it is dead already: its connection is ready, at its end, and it is replaced


def _take(worker: _Worker, path: str) -> Reading:
    """The reading that a worker sends. One that died keeps its task, and is to be replaced."""
    try:
        reading = _received(worker)
    except (EOFError, OSError):
        return failed(path, *_DIED)
    worker.task = None
    return reading
