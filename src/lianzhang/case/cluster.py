"""The same reading on a Dask cluster (extra ``dask``): documents travel as bytes, so that workers need no path in common.

Each document is read in a bounded process of its own beside the worker, as it is locally (:mod:`lianzhang.case.workers`). The ledger stays
with the one who reads: a worker that dies, or a scheduler that goes away, costs no document and stores none twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from lianzhang.case.scheduler import (
    OTHER_VERSION,
    connected,
    digest_of,
    fault_of,
    lost,
    next_done,
    result_of,
    threads_of,
)
from lianzhang.case.workers import Reading, Setup, failed, read_alone
from lianzhang.core import InputError

__all__ = ["read_on_cluster"]

IN_HAND = 3
"""Documents sent out for each thread of the cluster: enough that none waits, few enough that none piles up."""
AHEAD = 256
"""Documents that may be done before the first that is not: readings are stored in order."""


def version() -> str:
    """What two installations must agree on to read alike."""
    return digest_of("core", "text", "evidence")


def read_sent(data: bytes, path: str, setup: Setup, wanted: str) -> Reading:
    """Run by a worker: read one document's bytes, if it reads as the sender does."""
    if version() != wanted:
        raise RuntimeError(OTHER_VERSION)
    return read_alone(data, path, setup)


def read_on_cluster(
    files: Sequence[tuple[Path, str]], address: str, setup: Setup
) -> Iterator[tuple[int, Reading]]:
    """Read all files on the cluster of a scheduler; readings come as they are done, one per file, with the file's index.

    Raises :class:`~lianzhang.core.InputError` when the extra is missing, nobody answers, or the cluster is lost in between. Closing
    the iterator takes back what was not begun.
    """
    if not files:
        return
    sent: dict[Any, int] = {}
    with connected(address, sent) as client:
        yield from _read(client, files, address, setup, sent)


def _read(
    client: Any, files: Sequence[tuple[Path, str]], address: str, setup: Setup, sent: dict[Any, int]
) -> Iterator[tuple[int, Reading]]:
    done: SimpleQueue[Any] = SimpleQueue()
    following = 0
    while sent or following < len(files):
        room = IN_HAND * max(1, threads_of(client))
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
        if not sent:
            continue
        future = next_done(client, done, sent, address)
        index = sent[future]
        reading = _result(client, future, files[index][1], address)
        del sent[future]
        yield index, reading


def _result(client: Any, future: Any, path: str, address: str) -> Reading:
    """The reading of a task; a cluster that cannot read at all is a fault of its own, not of the document."""
    if future.status == "cancelled":
        raise lost(address)
    try:
        reading: Reading = result_of(client, future, address)
    except InputError:
        raise
    except Exception as error:
        kind = type(error).__name__
        if kind == "KilledWorker":
            return failed(
                path, "读它的工作进程一再意外结束，未读取", "the workers that read it ended, again and again"
            )
        fault = fault_of(error, address)
        if fault is not None:
            raise fault from error
        return failed(path, f"集群读取时出错（{kind}），未读取", f"reading it on the cluster failed ({kind})")
    return reading
