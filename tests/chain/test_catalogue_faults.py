"""Damaged tables: every fault is named with file, row and field, and nothing is loaded."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

import lianzhang.chain
from lianzhang.chain import load_catalogue
from lianzhang.core import InputError

DATA = Path(lianzhang.chain.__file__).parent / "data"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the packaged tables to damage."""
    copy = tmp_path / "data"
    shutil.copytree(DATA, copy)
    return copy


def change(folder: Path, table: str, match: dict[str, str], **cells: str) -> int:
    """Change cells of the one row that matches; returns its sheet row."""
    path = folder / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    at = [i for i, r in enumerate(rows) if all(r[k] == v for k, v in match.items())]
    assert len(at) == 1
    rows[at[0]] |= cells
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return at[0] + 2


def test_all_faults_of_a_load_are_listed_at_once(folder: Path) -> None:
    row = change(folder, "flows", {"process": "cell_lfp", "commodity": "cu_foil"}, unit="GWh", basis="gossip")
    other = change(folder, "prices", {"commodity": "lc", "kind": "reference"}, unit="CNY/GWh", low="80000")
    with pytest.raises(InputError) as caught:
        load_catalogue(folder)
    said = [(p.file, p.where) for p in caught.value.problems]
    assert said.count(("chain/data/flows.csv", f"row {row}")) == 2
    assert said.count(("chain/data/prices.csv", f"row {other}")) == 2


def test_a_number_that_is_none_is_said(folder: Path) -> None:
    row = change(folder, "flows", {"process": "cell_lfp", "commodity": "cu_foil"}, quantity="much")
    with pytest.raises(InputError, match=f"row {row}: quantity"):
        load_catalogue(folder)


def test_a_violation_is_caught_and_named(folder: Path) -> None:
    change(
        folder,
        "flows",
        {"process": "lfp_cathode", "commodity": "lc"},
        quantity="-0.2",
        low="-0.3",
        high="-0.2",
    )
    with pytest.raises(InputError) as caught:
        load_catalogue(folder)
    first = caught.value.problems[0]
    assert (first.where, first.field) == ("lfp_cathode", "li")
    # 0.2 t Li2CO3 × 0.18691 in, 1 t LFP × 0.04333 out
    assert "0.037382" in str(first)
    assert "0.04333" in str(first)


def test_a_violation_at_the_range_end_alone_is_caught(folder: Path) -> None:
    change(folder, "flows", {"process": "lfp_cathode", "commodity": "lc"}, high="-0.2")
    with pytest.raises(InputError, match="lfp_cathode"):
        load_catalogue(folder)


def test_a_byproduct_out_of_nothing_is_caught(folder: Path) -> None:
    change(folder, "flows", {"process": "cell_lfp", "commodity": "cathode_scrap_lfp"}, high="400")
    with pytest.raises(InputError, match="cell_lfp"):
        load_catalogue(folder)
