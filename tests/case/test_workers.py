"""Workers: a document that hangs, kills its reader or takes too much costs itself, not the others."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from pathlib import Path

import pytest

from lianzhang.case import workers
from lianzhang.case.workers import Setup, read_all, read_one


@pytest.fixture
def files(tmp_path: Path) -> list[tuple[Path, str]]:
    made = []
    for n in range(3):
        path = tmp_path / f"{n}.txt"
        path.write_text(f"青石材料有限公司投资{n + 2}亿元建设磷酸铁锂项目。", encoding="utf-8")
        made.append((path, path.name))
    return made


def test_each_file_gives_one_reading_and_interrupts_do_not_reach_workers(
    files: list[tuple[Path, str]],
) -> None:
    iterator = read_all(files, workers=2)
    first = next(iterator)
    for child in multiprocessing.active_children():
        assert child.pid
        os.kill(child.pid, signal.SIGINT)
    found = dict([first, *iterator])
    assert sorted(found) == [0, 1, 2]
    for n, reading in found.items():
        assert reading.path == f"{n}.txt" and reading.problem is None
        assert [c.kind for c in reading.claims] == ["investment"]
    assert not multiprocessing.active_children()


def test_without_the_server_each_worker_loads_the_reader_itself(
    files: list[tuple[Path, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Dead:
        Pipe = staticmethod(multiprocessing.Pipe)

        @staticmethod
        def Process(**_: object) -> None:  # noqa: N802
            raise EOFError

    monkeypatch.setattr(workers, "_context", Dead)
    assert [len(reading.claims) for _, reading in read_all(files[:1], workers=1)] == [1]


def test_a_document_that_hangs_is_given_up(files: list[tuple[Path, str]], tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "hang.txt")
    started = time.monotonic()
    found = dict(
        read_all([(tmp_path / "hang.txt", "hang.txt"), *files], workers=1, setup=Setup(time_limit=8))
    )
    assert time.monotonic() - started < 40
    assert found[0].document is None and "8" in str(found[0].problem) and "hang.txt" in str(found[0].problem)
    assert all(found[n].problem is None for n in (1, 2, 3))


def test_a_worker_that_dies_is_replaced(files: list[tuple[Path, str]], tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "hang.txt")

    def kill() -> None:
        time.sleep(0.3)
        for child in multiprocessing.active_children():
            child.kill()

    thread = threading.Thread(target=kill)
    thread.start()
    found = dict(read_all([(tmp_path / "hang.txt", "hang.txt"), *files], workers=1))
    thread.join()
    assert found[0].document is None and "hang.txt" in str(found[0].problem)
    assert all(found[n].problem is None for n in (1, 2, 3))


def test_a_worker_without_memory_says_so(files: list[tuple[Path, str]], tmp_path: Path) -> None:
    big = tmp_path / "big.txt"
    big.write_text("青石材料有限公司投资建设磷酸铁锂项目，" * 400_000, encoding="utf-8")
    limit = 600 * 1024**2
    [(_, reading)] = read_all([(big, "big.txt")], setup=Setup(memory_limit=limit, time_limit=50))
    assert reading.document is None and reading.problem is not None
    assert "60" not in str(reading.problem) and "50" not in str(reading.problem)  # memory, not time
    [(_, reading)] = read_all(files[:1], setup=Setup(memory_limit=limit))
    assert reading.problem is None  # the same limit is enough for an ordinary document


@pytest.mark.parametrize("error", [KeyError("x"), MemoryError(), RecursionError(), OSError(5, "I/O error")])
def test_a_fault_of_the_reader_names_the_file(
    files: list[tuple[Path, str]], monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    import lianzhang.text

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(lianzhang.text, "read_file", fail)
    reading = read_one(*files[0])
    assert reading.document is None and reading.problem is not None
    assert reading.problem.file == "0.txt" and "Traceback" not in str(reading.problem)


def test_closing_early_stops_the_workers(files: list[tuple[Path, str]]) -> None:
    iterator = read_all(files * 5, workers=2)
    next(iterator)
    iterator.close()  # type: ignore[attr-defined]
    assert not multiprocessing.active_children()


def test_no_text() -> None:
    assert workers._no_text("") is None
    assert workers._no_text("青石\t公司\r\n" * 5) is None
    assert workers._no_text("好" * 95 + "\ufffd" * 5) is None
    assert workers._no_text("好好" + "\x00" * 5) == (2, "\x00")
