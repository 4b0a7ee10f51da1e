"""Scenarios together, here and on a Dask cluster: the same plans, progress, and words for what goes wrong."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lianzhang.case import scheduler, sweep_folder, sweeping
from lianzhang.core import InputError

distributed = pytest.importorskip("distributed")

CODE = (sys.executable, "-c", "from lianzhang.cli import main; main()", "plan")
TABLES = {
    "commodities": "commodity,unit\nore,t\nmetal,t\n",
    "regions": "region,parent\nnorth,\nsouth,\n",
    "processes": "process,output,lifetime\nmine,ore,20\nsmelter,metal,20\n",
    "recipes": "process,commodity,quantity\nsmelter,ore,-2\n",
    "costs": "region,process,year,capex,variable\n*,mine,*,10,1\nsouth,smelter,*,30,2\nnorth,smelter,*,40,2\n",
    "routes": "from,to,commodity,cost\nnorth,south,ore,1\nnorth,south,metal,1\nsouth,north,metal,1\n",
    "market": "region,commodity,year,side,price\n*,metal,*,buy,60\n",
    "demand": "region,commodity,year,quantity\nnorth,metal,*,10\nsouth,metal,*,20\n",
}


def a_case(folder: Path, scenarios: int = 7) -> Path:
    """Prices of the metal outside from 10 upwards, and one scenario with another recipe, that keeps no matrix."""
    (folder / "tables").mkdir(parents=True)
    (folder / "scenarios").mkdir()
    (folder / "case.toml").write_text("years = {first = 2026, last = 2030}\ndiscount_rate = 0.06\n")
    for name, text in TABLES.items():
        (folder / "tables" / f"{name}.csv").write_text(text, encoding="utf-8")
    for k in range(scenarios):
        change = f'[[change]]\ntable = "market"\nset = {{ price = {10 + 5 * k} }}\n'
        (folder / "scenarios" / f"{k:02}.toml").write_text(f'name = "price {k}"\n{change}')
    change = '[[change]]\ntable = "recipes"\nscale = { quantity = 1.5 }\n'
    (folder / "scenarios" / "poor.toml").write_text(f'name = "poor ore"\n{change}')
    return folder


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A cluster of two processes, which stand in another folder than the planner."""
    here = Path.cwd()
    os.chdir(tmp_path_factory.mktemp("cluster"))
    try:
        with distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, memory_limit=0
        ) as made:
            yield made.scheduler_address
    finally:
        os.chdir(here)


def plans_of(answer: Any) -> dict[str, Any]:
    return {name: plan.to_json() for name, plan in answer.plans.items()}


def test_the_same_plans_as_here(address: str, tmp_path: Path) -> None:
    folder = a_case(tmp_path / "case")
    told: list[tuple[int, int]] = []
    here = sweep_folder(folder, scheduler="")
    there = sweep_folder(folder, scheduler=address, progress=lambda *p: told.append(p))
    assert list(there.plans) == ["base", *(f"price {k}" for k in range(7)), "poor ore"]
    assert plans_of(there) == plans_of(here)
    kept = here.table.drop("seconds")
    assert there.table.drop("seconds").equals(kept)
    assert kept["reused"].to_list() == [False, *[True] * 7, False]
    assert told[0] == (0, 9) and told[-1] == (9, 9) and [d for d, _ in told] == sorted(d for d, _ in told)
    costs = here.table["objective"].to_list()
    assert costs[1] < costs[2] < costs[0] and here.quantity(1, "difference").value < 0


def test_the_order_does_not_matter(tmp_path: Path) -> None:
    """Every scenario is solved from the basis of the case as it stands, so that parts may be solved anywhere."""
    folder = a_case(tmp_path / "case")
    names = [f"price {k}" for k in range(7)]
    forth, back = (sweep_folder(folder, n, scheduler="") for n in (names, names[::-1]))
    assert plans_of(forth) == plans_of(back)


def test_from_the_command_line(address: str, tmp_path: Path) -> None:
    folder, out = a_case(tmp_path / "case"), tmp_path / "out.json"
    done = subprocess.run(
        [*CODE, str(folder), "--scenario", "price 1", "--scenario", "poor ore", "--scheduler", address, "--json", str(out)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "price 1" in done.stdout and "poor ore" in done.stdout
    written = json.loads(out.read_text(encoding="utf-8"))
    assert (
        [r["scenario"] for r in written["rows"]] == list(written["plans"]) == ["base", "price 1", "poor ore"]
    )
    assert written["plans"]["price 1"]["objective"] == written["rows"][1]["objective"]
    bad = subprocess.run(
        [*CODE, str(folder), "--scenario", "price 11", "--scenario", "rich ore"], capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert bad.returncode == 2 and len(bad.stderr.strip().splitlines()) == 2, bad.stderr
    assert "price 1" in bad.stderr and "poor ore" in bad.stderr


def test_interrupted(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = a_case(tmp_path / "case", scenarios=400)
    process = subprocess.Popen(
        [*CODE, str(folder), "--scenario", "*", "--scheduler", address], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )  # fmt: skip
    with distributed.Client(address, set_as_default=False) as client:
        while process.poll() is None and not any(client.processing().values()):
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=300)
        assert process.returncode == 130, said.decode()
        assert len(said.decode().strip().splitlines()) == 1
        until = time.monotonic() + 10
        while any(client.processing().values()) and time.monotonic() < until:
            time.sleep(0.05)
        assert not any(client.processing().values())  # what was not begun was taken back


def test_words_for_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    folder = a_case(tmp_path / "case", scenarios=1)
    monkeypatch.setattr(scheduler, "CONNECT_LIMIT", 1.0)
    with pytest.raises(InputError, match=r"tcp://127.0.0.1:9"):
        sweep_folder(folder, scheduler="tcp://127.0.0.1:9")
    with pytest.raises(InputError, match=r"tcp://10.0.0.5:8786"):
        sweep_folder(folder, scheduler="somewhere")
    with monkeypatch.context() as m:
        m.setattr(sweeping, "version", lambda: "another")
        with pytest.raises(InputError, match=r"version|版本"):
            sweep_folder(folder, scheduler=address)
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.setenv("LIANZHANG_SCHEDULER", "tcp://127.0.0.1:9")
    with pytest.raises(InputError, match=r"lianzhang\[dask\]"):
        sweep_folder(folder)
    assert sweep_folder(folder, scheduler="").table.height == 3


def test_a_folder_without_scenarios(tmp_path: Path) -> None:
    folder = a_case(tmp_path / "case", scenarios=0)
    (folder / "scenarios" / "poor.toml").unlink()
    with pytest.raises(InputError, match="scenarios"):
        sweep_folder(folder)


def test_faults_of_a_scenario_are_the_planners_on_a_cluster_too(address: str, tmp_path: Path) -> None:
    folder = a_case(tmp_path / "case", scenarios=1)
    (folder / "scenarios" / "odd.toml").write_text(
        'name = "odd"\n[[change]]\ntable = "market"\nwhere = { commodity = "gold" }\nset = { price = 3 }\n'
    )
    with pytest.raises(InputError, match="gold"):
        sweep_folder(folder, scheduler=address)
