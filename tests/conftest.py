"""What is costly to make and then only copied is made once for all processes of a run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Once = Callable[[str, Callable[[Path], object]], Path]
COMMAND = (sys.executable, "-c", "from lianzhang.cli import main; main()")


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """``once(name, make)``: a folder that ``make(folder)`` filled, in whichever process came first. Nobody writes there after it."""
    fcntl = pytest.importorskip("fcntl")
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent  # that of the run; below it each process has its own

    def get(name: str, make: Callable[[Path], object]) -> Path:
        folder, done = shared / f"once-{name}", shared / f"once-{name}.done"
        with (shared / f"once-{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not done.exists():
                shutil.rmtree(folder, ignore_errors=True)  # half made, by a process that failed
                folder.mkdir()
                make(folder)
                done.touch()
        return folder

    return get


@pytest.fixture(scope="session")
def demo_folder(once: Once) -> Path:
    """The output of ``lianzhang demo``, run in a process of its own; what it printed is in ``demo.out`` and ``demo.err`` beside it."""

    def make(folder: Path) -> None:
        with (folder / "demo.out").open("wb") as out, (folder / "demo.err").open("wb") as err:
            command = [*COMMAND, "demo", "--out", str(folder / "demo")]
            subprocess.run(command, stdout=out, stderr=err, timeout=600, check=True)

    return once("demo", make) / "demo"
