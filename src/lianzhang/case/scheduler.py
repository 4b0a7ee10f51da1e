"""A Dask scheduler (extra ``dask``): its address, a connection with words for whatever is wrong, and what both sides must agree on.

What is sent there (documents to read, scenarios to solve) stands in :mod:`lianzhang.case.cluster` and :mod:`lianzhang.case.sweeping`.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import os
import re
import warnings
from collections.abc import Iterator, MutableMapping
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Any

from lianzhang.core import InputError, Problem, Text

__all__ = [
    "OTHER_VERSION",
    "VARIABLE",
    "connected",
    "digest_of",
    "fault_of",
    "lost",
    "next_done",
    "problem_at",
    "result_of",
    "scheduler_fault",
    "scheduler_of",
    "threads_of",
]

CONNECT_LIMIT = 10.0
"""Seconds within which a scheduler must answer."""
ASK_AGAIN = 1.0
"""Seconds of waiting after which the cluster is looked at again."""
EMPTY_LIMIT = 30.0
"""Seconds that a cluster may be without workers, or out of reach, before the work is given up."""

VARIABLE = "LIANZHANG_SCHEDULER"
"""The environment variable that names the scheduler for all work that a cluster can do."""

OTHER_VERSION = "another version of lianzhang"
"""What a worker says whose installation differs."""

_ADDRESS = re.compile(r"(?:tcp|tls|ws|wss)://(?:\[[0-9A-Fa-f:.]+\]|[\w.-]+):(\d{1,5})")


def scheduler_fault(address: str) -> Text | None:
    """What is wrong with the address of a scheduler; None when it has the form of one."""
    found = _ADDRESS.fullmatch(address)
    if found and 0 < int(found[1]) < 65536:
        return None
    return Text(
        f"“{address}”不是调度器地址，应如 tcp://10.0.0.5:8786",
        f"{address!r} is no address of a scheduler, such as tcp://10.0.0.5:8786",
    )


def scheduler_of(given: str | None, setting: str | None = None) -> str | None:
    """The scheduler to use: what was given, else ``LIANZHANG_SCHEDULER``, else the case's setting; an empty one works here.

    Raises :class:`~lianzhang.core.InputError` when it is no address.
    """
    chosen = next((a for a in (given, os.environ.get(VARIABLE), setting) if a is not None), None)
    address = (chosen or "").strip()
    fault = scheduler_fault(address) if address else None
    if fault is not None:
        raise InputError([Problem("scheduler", fault)])
    return address or None


def problem_at(address: str, zh: str, en: str) -> InputError:
    """A fault of the cluster at an address."""
    return InputError([Problem("scheduler", Text(zh, en), where=address)])


@lru_cache(maxsize=8)
def digest_of(*rooms: str) -> str:
    """What two installations must agree on to work alike: a digest of some rooms with their data files."""
    import lianzhang

    digest = hashlib.sha256()
    root = Path(lianzhang.__file__).parent
    found = (p for room in rooms for p in (root / room).rglob("*"))
    for file in sorted(p for p in found if p.suffix in (".py", ".csv", ".toml", ".xz")):
        digest.update(file.relative_to(root).as_posix().encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:16]


@contextmanager
def _quiet() -> Iterator[None]:
    """The library's own messages are for its programmers; ours say what a reader can do."""
    log = logging.getLogger("distributed")
    before = log.level
    log.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        log.setLevel(before)


def _connect(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError as error:
        raise problem_at(
            address,
            f"使用集群需要安装 {error.name}：pip install 'lianzhang[dask]'",
            f"working on a cluster needs the package {error.name}: pip install 'lianzhang[dask]'",
        ) from error
    try:
        made: Any = Client  # untyped
        return made(address, timeout=CONNECT_LIMIT, set_as_default=False)
    except (OSError, TimeoutError, ValueError, RuntimeError, ImportError) as error:
        raise problem_at(
            address,
            f"{CONNECT_LIMIT:g} 秒内调度器没有应答（{type(error).__name__}）；请核对地址，或不用集群",
            f"no scheduler answered within {CONNECT_LIMIT:g} s ({type(error).__name__}); check the address, or work without it",
        ) from error


def threads_of(client: Any) -> int:
    """Threads of all workers that the scheduler knows now; 0 when it cannot be asked."""
    try:
        return sum(int(w["nthreads"]) for w in client.scheduler_info(n_workers=-1)["workers"].values())
    except (KeyError, TypeError, OSError, ValueError):
        return 0


def _wait_for_workers(client: Any, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=CONNECT_LIMIT)
    except (TimeoutError, OSError) as error:
        raise problem_at(
            address,
            "调度器有应答，但没有工作进程；请启动 dask worker",
            "the scheduler answers, but it has no workers; start a dask worker",
        ) from error


@contextmanager
def connected(address: str, sent: MutableMapping[Any, int]) -> Iterator[Any]:
    """A client of the scheduler that has workers. At the end, however it comes, what is still in ``sent`` is taken back.

    Raises :class:`~lianzhang.core.InputError` when the extra is missing, nobody answers, or no worker is there.
    """
    with _quiet():
        client = _connect(address)
        try:
            _wait_for_workers(client, address)
            yield client
        finally:
            with suppress(Exception):
                client.cancel(list(sent), force=True)
            with suppress(Exception):
                client.close(timeout=3)


class _Silence:
    """How long the cluster has been out of reach or without workers."""

    def __init__(self, client: Any, address: str) -> None:
        self.client, self.address, self.heard = client, address, monotonic()

    def check(self) -> None:
        """Raises :class:`~lianzhang.core.InputError` when the cluster is lost for too long."""
        if self.client.status == "running" and threads_of(self.client):
            self.heard = monotonic()
        elif monotonic() - self.heard > EMPTY_LIMIT:
            raise lost(self.address)


def next_done(client: Any, done: SimpleQueue[Any], sent: MutableMapping[Any, int], address: str) -> Any:
    """The next future that ended. Raises :class:`~lianzhang.core.InputError` when the cluster is lost for too long."""
    silence = _Silence(client, address)
    while True:
        try:
            future = done.get(timeout=ASK_AGAIN)
        except Empty:
            silence.check()
            continue
        if future in sent:
            return future


def result_of(client: Any, future: Any, address: str) -> Any:
    """The result of a future that ended. It may have to be worked out anew: the worker that held it can have died since.

    Raises what the task raised, and :class:`~lianzhang.core.InputError` when the cluster is lost for too long.
    """
    silence = _Silence(client, address)
    # One request that stays under way while we look: a fresh one for each look would begin anew each time.
    fetched = asyncio.run_coroutine_threadsafe(
        client.gather(future, asynchronous=True), client.loop.asyncio_loop
    )
    try:
        while True:
            try:
                return fetched.result(timeout=ASK_AGAIN)
            except CancelledError:
                raise lost(address) from None
            except TimeoutError:
                if fetched.done():
                    return fetched.result()  # it came in that very moment, or the task's own limit passed
            silence.check()
    finally:
        fetched.cancel()


def lost(address: str) -> InputError:
    """The cluster was out of reach for too long."""
    return problem_at(
        address,
        f"与集群失去联系超过 {EMPTY_LIMIT:g} 秒；已存的都在，再运行一次即可继续",
        f"the cluster was out of reach for over {EMPTY_LIMIT:g} s; what was stored is safe, run again to go on",
    )


def fault_of(error: Exception, address: str) -> InputError | None:
    """The error of a task as a fault of the cluster: lost, of another version, or without the program; None for the task's own."""
    kind = type(error).__name__
    if isinstance(error, TimeoutError | OSError):
        return lost(address)
    if str(error) == OTHER_VERSION:
        return problem_at(
            address,
            "工作进程装的 lianzhang 与本机不是同一版本，结果可能不同；请装同一版本",
            "a worker has another version of lianzhang and may work otherwise; install the same one",
        )
    if kind in ("ModuleNotFoundError", "ImportError", "AttributeError") or "deserializ" in str(error).lower():
        return problem_at(
            address,
            f"工作进程里没有 lianzhang，或缺少它要的程序包（{error}）；请在每台机器上安装",
            f"a worker lacks lianzhang or a package that it needs ({error}); install it on every machine",
        )
    return None
