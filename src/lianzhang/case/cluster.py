"""The same reading on a Dask cluster (extra ``dask``): documents travel as bytes, so that workers need no path in common.

Each document is read in a bounded process of its own beside the worker, as it is locally (:mod:`lianzhang.case.workers`). The ledger stays
with the one who reads: a worker that dies, or a scheduler that goes away, costs no document and stores none twice.
"""

from __future__ import annotations

import hashlib
import logging
import os
import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Any

from lianzhang.case.workers import Reading, Setup, failed, read_alone
from lianzhang.core import InputError, Problem, Text

__all__ = ["CONNECT_LIMIT", "EMPTY_LIMIT", "read_on_cluster", "scheduler_fault", "scheduler_of"]

CONNECT_LIMIT = 10.0
"""Seconds within which a scheduler must answer."""
EMPTY_LIMIT = 30.0
"""Seconds that a cluster may be without workers, or out of reach, before the reading is given up."""
IN_HAND = 3
"""Documents sent out for each thread of the cluster: enough that none waits, few enough that none piles up."""
AHEAD = 256
"""Documents that may be done before the first that is not: readings are stored in order."""

VARIABLE = "LIANZHANG_SCHEDULER"
"""The environment variable that names the scheduler for every reading."""

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
    """The scheduler to use: what was given, else ``LIANZHANG_SCHEDULER``, else the case's setting; an empty one reads here.

    Raises :class:`~lianzhang.core.InputError` when it is no address.
    """
    chosen = next((a for a in (given, os.environ.get(VARIABLE), setting) if a is not None), None)
    address = (chosen or "").strip()
    fault = scheduler_fault(address) if address else None
    if fault is not None:
        raise InputError([Problem("scheduler", fault)])
    return address or None


def _problem(address: str, zh: str, en: str) -> InputError:
    return InputError([Problem("scheduler", Text(zh, en), where=address)])


@lru_cache(maxsize=1)
def version() -> str:
    """What two installations must agree on to read alike: a digest of the rooms that read, with their data files."""
    import lianzhang

    digest = hashlib.sha256()
    root = Path(lianzhang.__file__).parent
    found = (p for room in ("core", "text", "evidence") for p in (root / room).rglob("*"))
    for file in sorted(p for p in found if p.suffix in (".py", ".csv", ".toml", ".xz")):
        digest.update(file.relative_to(root).as_posix().encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:16]


def read_sent(data: bytes, path: str, setup: Setup, wanted: str) -> Reading:
    """Run by a worker: read one document's bytes, if it reads as the sender does."""
    if version() != wanted:
        raise RuntimeError(OTHER_VERSION)
    return read_alone(data, path, setup)


OTHER_VERSION = "another version of lianzhang"


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
        raise _problem(
            address,
            f"在集群上读取需要安装 {error.name}：pip install 'lianzhang[dask]'",
            f"reading on a cluster needs the package {error.name}: pip install 'lianzhang[dask]'",
        ) from error
    try:
        made: Any = Client  # untyped
        return made(address, timeout=CONNECT_LIMIT, set_as_default=False)
    except (OSError, TimeoutError, ValueError, RuntimeError, ImportError) as error:
        raise _problem(
            address,
            f"{CONNECT_LIMIT:g} 秒内调度器没有应答（{type(error).__name__}）；请核对地址，或不用集群读取",
            f"no scheduler answered within {CONNECT_LIMIT:g} s ({type(error).__name__}); check the address, or read without it",
        ) from error


def _threads(client: Any) -> int:
    """Threads of all workers that the scheduler knows now; 0 when it cannot be asked."""
    try:
        return sum(int(w["nthreads"]) for w in client.scheduler_info(n_workers=-1)["workers"].values())
    except (KeyError, TypeError, OSError, ValueError):
        return 0


def _wait_for_workers(client: Any, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=CONNECT_LIMIT)
    except (TimeoutError, OSError) as error:
        raise _problem(
            address,
            "调度器有应答，但没有工作进程；请启动 dask worker",
            "the scheduler answers, but it has no workers; start a dask worker",
        ) from error


def read_on_cluster(
    files: Sequence[tuple[Path, str]], address: str, setup: Setup
) -> Iterator[tuple[int, Reading]]:
    """Read all files on the cluster of a scheduler; readings come as they are done, one per file, with the file's index.

    Raises :class:`~lianzhang.core.InputError` when the extra is missing, nobody answers, or the cluster is lost in between. Closing
    the iterator takes back what was not begun.
    """
    if not files:
        return
    with _quiet():
        client = _connect(address)
        sent: dict[Any, int] = {}
        try:
            _wait_for_workers(client, address)
            yield from _read(client, files, address, setup, sent)
        finally:
            with suppress(Exception):
                client.cancel(list(sent), force=True)
            with suppress(Exception):
                client.close(timeout=3)


def _read(
    client: Any, files: Sequence[tuple[Path, str]], address: str, setup: Setup, sent: dict[Any, int]
) -> Iterator[tuple[int, Reading]]:
    done: SimpleQueue[Any] = SimpleQueue()
    following, heard = 0, monotonic()
    while sent or following < len(files):
        room = IN_HAND * max(1, _threads(client))
        while (
            following < len(files)
            and len(sent) < room
            and following < min(sent.values(), default=following) + AHEAD
        ):
            file, path = files[following]
            try:
                data = file.read_bytes()
            except OSError as error:
                reason = error.strerror or str(error)
                yield following, failed(path, f"无法读取：{reason}", f"cannot be read: {reason}")
            else:
                future = client.submit(read_sent, data, path, setup, version(), pure=False, retries=0)
                sent[future] = following
                future.add_done_callback(done.put)
            following += 1
        try:
            future = done.get(timeout=1.0)
        except Empty:
            if client.status == "running" and _threads(client):
                heard = monotonic()
            elif monotonic() - heard > EMPTY_LIMIT:
                raise _lost(address) from None
            continue
        if future not in sent:
            continue
        heard = monotonic()
        index = sent[future]
        reading = _result(future, files[index][1], address)
        del sent[future]
        yield index, reading


def _lost(address: str) -> InputError:
    return _problem(
        address,
        f"与集群失去联系超过 {EMPTY_LIMIT:g} 秒；已存的都在，再运行一次即可继续",
        f"the cluster was out of reach for over {EMPTY_LIMIT:g} s; what was stored is safe, run again to go on",
    )


def _result(future: Any, path: str, address: str) -> Reading:
    """The reading of a task; a cluster that cannot read at all is a fault of its own, not of the document."""
    if future.status == "cancelled":
        raise _lost(address)
    try:
        reading: Reading = future.result(timeout=CONNECT_LIMIT)
    except (TimeoutError, OSError) as error:
        raise _lost(address) from error
    except Exception as error:
        kind = type(error).__name__
        if kind == "KilledWorker":
            return failed(
                path, "读它的工作进程一再意外结束，未读取", "the workers that read it ended, again and again"
            )
        if str(error) == OTHER_VERSION:
            raise _problem(
                address,
                "工作进程装的 lianzhang 与本机不是同一版本，读法可能不同；请装同一版本",
                "a worker has another version of lianzhang and may read otherwise; install the same one",
            ) from error
        if (
            kind in ("ModuleNotFoundError", "ImportError", "AttributeError")
            or "deserializ" in str(error).lower()
        ):
            raise _problem(
                address,
                f"工作进程里没有 lianzhang，或缺少它要的程序包（{error}）；请在每台机器上安装",
                f"a worker lacks lianzhang or a package that it needs ({error}); install it on every machine",
            ) from error
        return failed(path, f"集群读取时出错（{kind}），未读取", f"reading it on the cluster failed ({kind})")
    return reading
