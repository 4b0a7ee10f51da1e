"""Reading on a Dask cluster: the same claims as here, nothing lost by a kill, clear words when there is no cluster."""

from __future__ import annotations

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from lianzhang.case import Case, claims_of_paths, cluster, scheduler
from lianzhang.core import InputError

distributed = pytest.importorskip("distributed")

Contents = Callable[[Path], dict[str, list[dict[str, Any]]]]
CODE = (sys.executable, "-c", "from lianzhang.cli import main; main()", "read")
DOCUMENTS = 24


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A cluster of two processes, which stand in another folder than the reader."""
    here = Path.cwd()
    os.chdir(tmp_path_factory.mktemp("cluster"))
    try:
        with distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, memory_limit=0
        ) as made:
            yield made.scheduler_address
    finally:
        os.chdir(here)


def rows(database: Path, table: str) -> int:
    if not database.exists():
        return 0
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
            return int(connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def test_the_same_claims_as_here(address: str, tmp_path: Path, fresh: Callable[..., Path]) -> None:
    folder = fresh(tmp_path / "case", documents=9) / "documents"
    (folder / "empty.txt").write_text(" ", encoding="utf-8")
    told: list[tuple[int, int]] = []
    here, problems = claims_of_paths([folder])
    there, others = claims_of_paths([folder], scheduler=address, progress=lambda *p: told.append(p))
    assert len(here) >= 9 and there == here and [c.id for c in there] == [c.id for c in here]
    assert [str(p) for p in others] == [str(p) for p in problems] and len(problems) == 1
    assert told == [(n, 10) for n in range(11)]


@pytest.mark.parametrize("where", ["here", "cluster"])
def test_killed_and_taken_up_again(
    where: str, address: str, fresh: Callable[..., Path], tmp_path: Path, contents: Contents
) -> None:
    """Killed with no warning at several points, then read to the end: exactly the ledger of a reading left alone."""
    folder = fresh(tmp_path / "killed", documents=DOCUMENTS)
    whole = tmp_path / "whole"
    shutil.copytree(folder, whole)
    with Case(whole) as case:
        case.read(scheduler="")
    wanted = contents(whole / "ledger.db")
    assert len(wanted["documents"]) == DOCUMENTS and wanted["facts"]
    scheduler = address if where == "cluster" else ""
    stopped = []
    for point in (1, 5, 14):
        process = subprocess.Popen(
            [*CODE, str(folder), "--scheduler", scheduler],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip
        while process.poll() is None and rows(folder / "ledger.db", "documents") < point:
            time.sleep(0.001)
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        _, said = process.communicate(timeout=300)
        assert process.returncode in (0, -signal.SIGKILL), said.decode()
        stopped.append(rows(folder / "ledger.db", "documents"))
    assert 1 <= stopped[0] < DOCUMENTS and stopped == sorted(stopped)
    with Case(folder) as case:
        summary = case.read(scheduler=scheduler)
    assert (summary.unchanged, summary.new) == (stopped[-1], DOCUMENTS - stopped[-1])
    assert contents(folder / "ledger.db") == wanted


def test_interrupted_politely(address: str, fresh: Callable[..., Path], tmp_path: Path) -> None:
    folder = fresh(tmp_path / "case", documents=60)
    process = subprocess.Popen(
        [*CODE, str(folder), "--scheduler", address], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    while process.poll() is None and rows(folder / "ledger.db", "documents") < 3:
        time.sleep(0.002)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=300)
    assert process.returncode == 130, said
    assert len(said.decode().strip().splitlines()) == 1, said.decode()
    with Case(folder) as case:
        assert case.read(scheduler=address).problems == ()
        assert case.documents.height == 60


def test_a_worker_that_dies_costs_no_document(
    address: str, fresh: Callable[..., Path], tmp_path: Path
) -> None:
    folder = fresh(tmp_path / "case", documents=40) / "documents"
    here, _ = claims_of_paths([folder], scheduler="")
    killed: list[int] = []

    def kill(done: int, _: int) -> None:
        if done == 5 and not killed:
            with distributed.Client(address, set_as_default=False) as client:
                killed.append(next(iter(client.run(os.getpid).values())))
            os.kill(killed[0], signal.SIGKILL)

    there, problems = claims_of_paths([folder], scheduler=address, progress=kill)
    assert killed and not problems and there == here


def ended(future: Any) -> Any:
    while not future.done():
        time.sleep(0.01)
    return future


def test_a_result_that_dies_with_its_worker_is_waited_for(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The task had ended, but what it gave is lost: it is worked out anew, and that may take longer than any answer."""
    monkeypatch.setattr(scheduler, "ASK_AGAIN", 0.1)
    monkeypatch.setattr(scheduler, "CONNECT_LIMIT", 0.5)
    marker = tmp_path / "worked out once"

    def work() -> int:
        if marker.exists():
            time.sleep(2.0)
        marker.touch()
        return os.getpid()

    with distributed.Client(address, set_as_default=False) as client:
        future = ended(client.submit(work, pure=False))
        (held,) = client.who_has(future)[future.key]
        before = client.run(os.getpid)[held]
        os.kill(before, signal.SIGKILL)
        assert scheduler.result_of(client, future, address) != before


def test_a_cluster_that_goes_away_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scheduler, "ASK_AGAIN", 0.1)
    monkeypatch.setattr(scheduler, "EMPTY_LIMIT", 0.5)
    with (
        distributed.LocalCluster(n_workers=1, processes=False, dashboard_address=None) as gone,
        distributed.Client(gone, set_as_default=False) as client,
    ):
        future = client.submit(time.sleep, 2, pure=False)
        gone.scale(0)
        with pytest.raises(InputError, match=re.escape(gone.scheduler_address)):
            scheduler.result_of(client, future, gone.scheduler_address)


def test_what_a_task_raised_is_told(address: str) -> None:
    with distributed.Client(address, set_as_default=False) as client:
        future = ended(client.submit(int, "no number", pure=False))
        with pytest.raises(ValueError, match="no number"):
            scheduler.result_of(client, future, address)


def test_nobody_answers(tmp_path: Path, fresh: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scheduler, "CONNECT_LIMIT", 1.0)
    folder = fresh(tmp_path / "case")
    began = time.monotonic()
    with Case(folder) as case, pytest.raises(InputError, match=r"tcp://127.0.0.1:9"):
        case.read(scheduler="tcp://127.0.0.1:9")
    assert time.monotonic() - began < 15


@pytest.mark.parametrize(
    "wrong", ["10.0.0.5:8786", "tcp://", "tcp://host", "tcp://host:99999", "inproc://1", "file:///etc"]
)
def test_no_address(wrong: str, tmp_path: Path, fresh: Callable[..., Path]) -> None:
    folder = fresh(tmp_path / "case")
    with Case(folder) as case, pytest.raises(InputError, match=r"tcp://10.0.0.5:8786"):
        case.read(scheduler=wrong)
    assert not (folder / "ledger.db").exists()
    toml = (folder / "case.toml").read_text(encoding="utf-8")
    (folder / "case.toml").write_text(
        toml.replace("[reading]", f'[reading]\nscheduler = "{wrong}"'), encoding="utf-8"
    )
    with pytest.raises(InputError, match=r"reading\.scheduler"):
        Case(folder)


def test_without_the_extra(
    tmp_path: Path, fresh: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.setenv("LIANZHANG_SCHEDULER", "tcp://127.0.0.1:9")
    with Case(fresh(tmp_path / "case")) as case, pytest.raises(InputError, match=r"lianzhang\[dask\]"):
        case.read()
    with Case(tmp_path / "case") as case:
        assert case.read(scheduler="").new == 3


def test_no_workers(tmp_path: Path, fresh: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scheduler, "CONNECT_LIMIT", 2.0)
    with (
        distributed.LocalCluster(n_workers=0, dashboard_address=None) as empty,
        pytest.raises(InputError, match="dask worker"),
    ):
        claims_of_paths([fresh(tmp_path / "case") / "documents"], scheduler=empty.scheduler_address)


def test_another_version_is_refused(
    address: str, tmp_path: Path, fresh: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "version", lambda: "another")
    with pytest.raises(InputError, match=r"version|版本"):
        claims_of_paths([fresh(tmp_path / "case") / "documents"], scheduler=address)


def test_a_document_that_kills_its_reader_costs_itself(address: str) -> None:
    """The bounds are those of a reading here: a worker of the cluster lives on."""
    from lianzhang.case.workers import Setup

    setup = Setup(time_limit=1.0)
    with distributed.Client(address, set_as_default=False) as client:
        slow = ("青石材料有限公司投资建设磷酸铁锂项目，" * 400_000).encode()
        before = client.run(os.getpid)
        reading = client.submit(cluster.read_sent, slow, "slow.txt", setup, cluster.version()).result(
            timeout=30
        )
        assert reading.document is None and "1" in str(reading.problem)
        assert client.run(os.getpid) == before
